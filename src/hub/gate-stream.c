/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The connection as libsoup sees it: what is read is counted on its way, and closing is the gate's
 * affair.
 */
#include "config.h"

#include "hub/gate-private.h"

#define ENR_TYPE_GATE_INPUT (enr_gate_input_get_type ())
G_DECLARE_FINAL_TYPE (EnrGateInput, enr_gate_input, ENR, GATE_INPUT, GInputStream)

struct _EnrGateInput
{
  GInputStream parent;

  EnrGateConnection *connection;
  GPollableInputStream *base;
};

static void enr_gate_input_pollable_init (GPollableInputStreamInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EnrGateInput,
                               enr_gate_input,
                               G_TYPE_INPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_INPUT_STREAM,
                                                      enr_gate_input_pollable_init))

static gssize
count (EnrGateInput *self, gssize n, GError **error)
{
  if (n < 0 || enr_gate_connection_count (self->connection, n))
    return n;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED, "refused");
  return -1;
}

static gssize
enr_gate_input_read (GInputStream *stream,
                     void *buffer,
                     gsize size,
                     GCancellable *cancellable,
                     GError **error)
{
  EnrGateInput *self = ENR_GATE_INPUT (stream);

  return count (self,
                g_input_stream_read (G_INPUT_STREAM (self->base), buffer, size, cancellable, error),
                error);
}

static gboolean
enr_gate_input_close (GInputStream *stream, GCancellable *cancellable, GError **error)
{
  return TRUE;
}

static gssize
enr_gate_input_read_nonblocking (GPollableInputStream *stream,
                                 void *buffer,
                                 gsize size,
                                 GError **error)
{
  EnrGateInput *self = ENR_GATE_INPUT (stream);

  return count (self,
                g_pollable_input_stream_read_nonblocking (self->base, buffer, size, NULL, error),
                error);
}

static gboolean
enr_gate_input_is_readable (GPollableInputStream *stream)
{
  return g_pollable_input_stream_is_readable (ENR_GATE_INPUT (stream)->base);
}

static GSource *
enr_gate_input_create_source (GPollableInputStream *stream, GCancellable *cancellable)
{
  EnrGateInput *self = ENR_GATE_INPUT (stream);
  g_autoptr (GSource) child = g_pollable_input_stream_create_source (self->base, NULL);

  return g_pollable_source_new_full (stream, child, cancellable);
}

static void
enr_gate_input_finalize (GObject *object)
{
  EnrGateInput *self = ENR_GATE_INPUT (object);

  g_object_unref (self->base);
  enr_gate_connection_unref (self->connection);
  G_OBJECT_CLASS (enr_gate_input_parent_class)->finalize (object);
}

static void
enr_gate_input_class_init (EnrGateInputClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = enr_gate_input_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = enr_gate_input_read;
  G_INPUT_STREAM_CLASS (klass)->close_fn = enr_gate_input_close;
}

static void
enr_gate_input_pollable_init (GPollableInputStreamInterface *iface)
{
  iface->is_readable = enr_gate_input_is_readable;
  iface->create_source = enr_gate_input_create_source;
  iface->read_nonblocking = enr_gate_input_read_nonblocking;
}

static void
enr_gate_input_init (EnrGateInput *self)
{
}

#define ENR_TYPE_GATE_STREAM (enr_gate_stream_get_type ())
G_DECLARE_FINAL_TYPE (EnrGateStream, enr_gate_stream, ENR, GATE_STREAM, GIOStream)

struct _EnrGateStream
{
  GIOStream parent;

  EnrGateConnection *connection;
  GInputStream *input;
};

G_DEFINE_FINAL_TYPE (EnrGateStream, enr_gate_stream, G_TYPE_IO_STREAM)

static GInputStream *
enr_gate_stream_get_input_stream (GIOStream *stream)
{
  return ENR_GATE_STREAM (stream)->input;
}

static GOutputStream *
enr_gate_stream_get_output_stream (GIOStream *stream)
{
  return g_io_stream_get_output_stream (ENR_GATE_STREAM (stream)->connection->base);
}

static gboolean
enr_gate_stream_close (GIOStream *stream, GCancellable *cancellable, GError **error)
{
  enr_gate_connection_closed (ENR_GATE_STREAM (stream)->connection);
  return TRUE;
}

/* Not by way of a thread, as the default would. */
static void
enr_gate_stream_close_async (GIOStream *stream,
                             int priority,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data)
{
  g_autoptr (GTask) task = g_task_new (stream, cancellable, callback, data);

  enr_gate_connection_closed (ENR_GATE_STREAM (stream)->connection);
  g_task_return_boolean (task, TRUE);
}

static gboolean
enr_gate_stream_close_finish (GIOStream *stream, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
enr_gate_stream_finalize (GObject *object)
{
  EnrGateStream *self = ENR_GATE_STREAM (object);

  g_object_unref (self->input);
  enr_gate_connection_unref (self->connection);
  G_OBJECT_CLASS (enr_gate_stream_parent_class)->finalize (object);
}

static void
enr_gate_stream_class_init (EnrGateStreamClass *klass)
{
  GIOStreamClass *stream_class = G_IO_STREAM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = enr_gate_stream_finalize;
  stream_class->get_input_stream = enr_gate_stream_get_input_stream;
  stream_class->get_output_stream = enr_gate_stream_get_output_stream;
  stream_class->close_fn = enr_gate_stream_close;
  stream_class->close_async = enr_gate_stream_close_async;
  stream_class->close_finish = enr_gate_stream_close_finish;
}

static void
enr_gate_stream_init (EnrGateStream *self)
{
}

GIOStream *
enr_gate_stream_new (EnrGateConnection *connection)
{
  EnrGateStream *self = g_object_new (ENR_TYPE_GATE_STREAM, NULL);
  EnrGateInput *input = g_object_new (ENR_TYPE_GATE_INPUT, NULL);

  input->connection = enr_gate_connection_ref (connection);
  input->base
      = g_object_ref (G_POLLABLE_INPUT_STREAM (g_io_stream_get_input_stream (connection->base)));
  self->connection = enr_gate_connection_ref (connection);
  self->input = G_INPUT_STREAM (input);
  return G_IO_STREAM (self);
}
