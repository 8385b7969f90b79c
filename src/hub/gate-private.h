/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#pragma once

#include "hub/gate.h"

G_BEGIN_DECLS

typedef enum
{
  ENR_GATE_HANDSHAKE, /* of TLS */
  ENR_GATE_NEW,       /* nothing came yet */
  ENR_GATE_IDLE,      /* between requests */
  ENR_GATE_HEADERS,
  ENR_GATE_BODY,
  ENR_GATE_WORKING,   /* the request is here; its answer is being made or sent */
  ENR_GATE_REFUSED,   /* told so; what still comes is thrown away for a moment, so that it is read */
} EnrGateState;

/** One connection. Lives until the gate has dropped it AND libsoup has let go of its stream. */
typedef struct
{
  gatomicrefcount refs;
  EnrHubGate *gate;       /* NULL once dropped */
  GList link;             /* in the gate's list, the oldest first */
  GSocketConnection *socket;
  GIOStream *base;        /* the socket, or TLS over it */
  GCancellable *cancellable;
  char *address;          /* without the port */
  char *bucket;           /* what is counted as one address: of IPv6 the network */
  EnrGateState state;
  gint64 since;           /* monotonic, of the state; of headers and body: of the request */
  gsize bytes;            /* of this request's headers or body so far */
  gsize counted;          /* of it in the gate's sum */
  GSource *drain;
} EnrGateConnection;

EnrGateConnection *enr_gate_connection_ref (EnrGateConnection *self);
void enr_gate_connection_unref (EnrGateConnection *self);

/** Counts what has come in. FALSE: the connection was refused, nothing more is read. */
gboolean enr_gate_connection_count (EnrGateConnection *self,
                                    gssize n);

/** libsoup is done with the stream. */
void enr_gate_connection_closed (EnrGateConnection *self);

/** The connection as libsoup sees it. */
GIOStream *enr_gate_stream_new (EnrGateConnection *connection) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
