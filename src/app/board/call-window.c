/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/board/call-window.h"

#include <glib/gi18n.h>

#include "app/board/call-row.h"
#include "app/board/notice-dialog.h"
#include "app/compat.h"
#include "base/clock.h"

#define MINUTE_SECONDS 60 /* children become due as time goes by */

struct _EnrCallWindow
{
  AdwWindow parent_instance;

  /* template */
  GtkLabel *error_label;
  GtkStack *stack;
  GtkListBox *list;

  /* owned */
  EnrSession *session;
  EnrDay *day;
  GPtrArray *rows; /* (element-type EnrCallRow), borrowed from the list */
  GCancellable *cancellable;
  guint minute_source;
};

G_DEFINE_FINAL_TYPE (EnrCallWindow, enr_call_window, ADW_TYPE_WINDOW)

typedef struct
{
  EnrDay *day;
  GPtrArray *due;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_pointer (&reading->day, enr_day_unref);
  g_clear_pointer (&reading->due, g_ptr_array_unref);
  g_free (reading);
}

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  Reading *reading = g_new0 (Reading, 1);

  reading->day = enr_day_load (db, GPOINTER_TO_INT (data), NULL, error);
  if (reading->day != NULL)
    reading->due = enr_call_due_load (db, reading->day, enr_clock_now (), error);
  if (reading->due != NULL)
    return reading;
  reading_free (reading);
  return NULL;
}

static void
show_error (EnrCallWindow *self, const GError *error)
{
  g_autofree char *text = error != NULL ? enr_error_describe (error) : NULL;

  gtk_label_set_text (self->error_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), text != NULL);
}

static EnrCallRow *
find_row (EnrCallWindow *self, const EnrUuid *child_id)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (enr_uuid_equal (enr_call_row_get_child (g_ptr_array_index (self->rows, i)), child_id))
      return g_ptr_array_index (self->rows, i);
  return NULL;
}

static gboolean
is_due (const Reading *reading, const EnrUuid *child_id)
{
  for (guint i = 0; i < reading->due->len; i++)
    {
      const EnrCallDue *due = g_ptr_array_index (reading->due, i);

      if (enr_uuid_equal (&g_array_index (reading->day->children, EnrDayChild, due->child).child_id,
                          child_id))
        return TRUE;
    }
  return FALSE;
}

/*
 * What the rows ask for
 */

typedef struct
{
  const EnrActor *actor;
  GArray *child_ids; /* (element-type EnrUuid) */
  EnrCall *call;
} Write;

static void
write_free (gpointer data)
{
  Write *write = data;

  g_array_unref (write->child_ids);
  enr_call_free (write->call);
  g_free (write);
}

static gpointer
add_call (EnrDb *db, gpointer data, GError **error)
{
  const Write *write = data;

  return GINT_TO_POINTER (enr_call_add (db, write->actor,
                                        (const EnrUuid *) (gpointer) write->child_ids->data,
                                        write->child_ids->len, write->call, error));
}

typedef struct
{
  EnrCallWindow *window;
  EnrUuid child_id;
  EnrCallOutcome outcome;
} Recorded;

static void
recorded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Recorded *recorded = user_data;
  g_autoptr (EnrCallWindow) self = recorded->window;
  g_autoptr (GError) error = NULL;
  EnrCallRow *row;

  if (enr_store_finish (ENR_STORE (source), result, &error) == NULL)
    {
      show_error (self, error);
      return;
    }
  show_error (self, NULL);
  row = find_row (self, &recorded->child_id);
  if (row != NULL)
    enr_call_row_recorded (row, recorded->outcome);
}

/* The child and the brothers and sisters who are to be called about too: one call is about them
 * all. */
static GArray *
dup_sisters (EnrCallWindow *self, const EnrUuid *child_id)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (EnrUuid));
  const EnrDayChild *child = enr_day_find (self->day, child_id);

  g_array_append_val (ids, *child_id);
  for (guint i = 0; child != NULL && i < self->rows->len; i++)
    {
      const EnrDayChild *other
          = enr_day_find (self->day, enr_call_row_get_child (g_ptr_array_index (self->rows, i)));

      if (other != NULL && other != child && enr_uuid_equal (&other->family_id, &child->family_id))
        g_array_append_val (ids, other->child_id);
    }
  return ids;
}

static void
call_cb (EnrCallWindow *self, int outcome, EnrCallRow *row)
{
  Write *write = g_new0 (Write, 1);
  Recorded *recorded = g_new0 (Recorded, 1);

  write->actor = enr_session_get_actor (self->session);
  write->child_ids = dup_sisters (self, enr_call_row_get_child (row));
  write->call = enr_call_row_dup_call (row);
  write->call->outcome = (EnrCallOutcome) outcome;
  recorded->window = g_object_ref (self);
  recorded->child_id = *enr_call_row_get_child (row);
  recorded->outcome = write->call->outcome;
  enr_store_write_async (enr_session_get_store (self->session), add_call, write, write_free, NULL,
                         recorded_cb, recorded);
}

static void
notice_cb (EnrCallWindow *self, EnrCallRow *row)
{
  const EnrDayChild *child = enr_day_find (self->day, enr_call_row_get_child (row));
  EnrNoticeDialog *dialog;

  if (child == NULL)
    return;
  dialog = enr_notice_dialog_new (self->session, self->day,
                                  child - &g_array_index (self->day->children, EnrDayChild, 0));
  enr_notice_dialog_take (dialog, NULL, NULL, enr_call_row_get_person (row));
  enr_edit_dialog_show (ENR_EDIT_DIALOG (dialog), GTK_WIDGET (self));
}

/*
 * The list
 */

static EnrCallRow *
add_row (EnrCallWindow *self)
{
  EnrCallRow *row = enr_call_row_new ();

  g_signal_connect_object (row, "call", G_CALLBACK (call_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "notice", G_CALLBACK (notice_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (self->list, GTK_WIDGET (row));
  g_ptr_array_add (self->rows, row);
  return row;
}

/* A row stays where it is while its child is due, so that nothing moves under the hand that is
 * typing. */
static void
show (EnrCallWindow *self, const Reading *reading)
{
  for (guint i = self->rows->len; i > 0; i--)
    {
      EnrCallRow *row = g_ptr_array_index (self->rows, i - 1);

      if (is_due (reading, enr_call_row_get_child (row)))
        continue;
      g_ptr_array_remove_index (self->rows, i - 1);
      gtk_list_box_remove (self->list, GTK_WIDGET (row));
    }
  for (guint i = 0; i < reading->due->len; i++)
    {
      const EnrCallDue *due = g_ptr_array_index (reading->due, i);
      const EnrDayChild *child = &g_array_index (reading->day->children, EnrDayChild, due->child);
      EnrCallRow *row = find_row (self, &child->child_id);

      enr_call_row_show (row != NULL ? row : add_row (self), reading->day, due);
    }
  gtk_stack_set_visible_child_name (self->stack, self->rows->len > 0 ? "list" : "none");
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrCallWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  Reading *reading = enr_store_finish (ENR_STORE (source), result, &error);

  if (reading == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_error (self, error);
      return;
    }
  if (self->session != NULL)
    {
      g_clear_pointer (&self->day, enr_day_unref);
      self->day = enr_day_ref (reading->day);
      show (self, reading);
    }
  reading_free (reading);
}

static void
reload (EnrCallWindow *self)
{
  enr_store_read_async (enr_session_get_store (self->session), load,
                        GINT_TO_POINTER (enr_clock_today ()), NULL, reading_free, self->cancellable,
                        loaded_cb, g_object_ref (self));
}

static gboolean
minute_cb (gpointer data)
{
  reload (data);
  return G_SOURCE_CONTINUE;
}

static void
enr_call_window_dispose (GObject *object)
{
  EnrCallWindow *self = ENR_CALL_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->minute_source, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_CALL_WINDOW);
  g_ptr_array_set_size (self->rows, 0);
  g_clear_pointer (&self->day, enr_day_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (enr_call_window_parent_class)->dispose (object);
}

static void
enr_call_window_finalize (GObject *object)
{
  EnrCallWindow *self = ENR_CALL_WINDOW (object);

  g_ptr_array_unref (self->rows);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (enr_call_window_parent_class)->finalize (object);
}

static void
enr_call_window_class_init (EnrCallWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_call_window_dispose;
  object_class->finalize = enr_call_window_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/board/call-window.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrCallWindow, error_label);
  gtk_widget_class_bind_template_child (widget_class, EnrCallWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, EnrCallWindow, list);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
enr_call_window_init (EnrCallWindow *self)
{
  self->rows = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  enr_compat_leave_parent (GTK_WINDOW (self));
}

void
enr_call_window_show (GtkWindow *parent, EnrSession *session)
{
  EnrCallWindow *self = g_object_new (ENR_TYPE_CALL_WINDOW, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (enr_session_get_store (session), "changed", G_CALLBACK (reload), self,
                           G_CONNECT_SWAPPED);
  self->minute_source = g_timeout_add_seconds (MINUTE_SECONDS, minute_cb, self);
  reload (self);
  gtk_window_present (GTK_WINDOW (self));
}
