/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include <glib/gi18n.h>

#include "app/children/record-row.h"
#include "app/compat.h"
#include "app/contact/letter-compose-private.h"

/*
 * The files that are attached
 */

void
enr_letter_compose_show_files (EnrLetterCompose *self, GPtrArray *files)
{
  enr_record_rows_clear (self->files, self->file_rows);
  for (guint i = 0; i < files->len; i++)
    {
      const EnrAnnouncementFile *file = g_ptr_array_index (files, i);
      g_autofree char *size = g_format_size (file->size);
      g_autofree char *position = g_strdup_printf ("%d", file->position);
      EnrRecordRow *row = enr_record_row_new (file->name, size);

      enr_record_row_set_button (row, _ ("Remove"), "letter.detach", position);
      enr_record_rows_add (self->files, self->file_rows, row);
    }
}

typedef struct
{
  const EnrActor *actor;
  EnrUuid id;
  char *name;
  GBytes *content;
  int position;
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_free (change->name);
  g_clear_pointer (&change->content, g_bytes_unref);
  g_free (change);
}

static Change *
change_new (EnrLetterCompose *self)
{
  Change *change = g_new0 (Change, 1);

  change->actor = enr_session_get_actor (self->session);
  change->id = self->announcement->id;
  return change;
}

static gpointer
add_file (EnrDb *db, gpointer data, GError **error)
{
  const Change *change = data;

  return GINT_TO_POINTER (enr_announcement_file_add (db, change->actor, &change->id, change->name,
                                                     change->content, error));
}

static gpointer
remove_file (EnrDb *db, gpointer data, GError **error)
{
  const Change *change = data;

  return GINT_TO_POINTER (
      enr_announcement_file_remove (db, change->actor, &change->id, change->position, error));
}

static void
changed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrLetterCompose) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_done = enr_store_finish (ENR_STORE (source), result, &error) != NULL;

  if (self->session == NULL || self->announcement == NULL)
    return;
  if (!is_done)
    {
      g_autofree char *text = enr_error_describe (error);

      g_ptr_array_set_size (self->to_attach, 0);
      enr_letter_compose_refuse (self, text);
    }
  enr_letter_compose_read_beside (self);
  if (self->to_attach->len > 0)
    enr_letter_compose_attach_next (self);
}

/*
 * Reading what was chosen
 */

typedef struct
{
  EnrLetterCompose *compose;
  GCancellable *of; /* of the letter that was shown */
  char *name;
  char *content;
} Reading;

static void
reading_free (Reading *reading)
{
  g_object_unref (reading->compose);
  g_object_unref (reading->of);
  g_free (reading->name);
  g_free (reading->content);
  g_free (reading);
}

static void
fail (Reading *reading, const GError *error)
{
  EnrLetterCompose *self = reading->compose;

  if (self->session != NULL && self->cancellable == reading->of)
    {
      /* Translators: the name of a file, and what is wrong */
      g_autofree char *text
          = g_strdup_printf (_ ("“%s” cannot be read: %s"), reading->name, error->message);

      g_ptr_array_set_size (self->to_attach, 0);
      enr_letter_compose_refuse (self, text);
    }
  reading_free (reading);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  EnrLetterCompose *self = reading->compose;
  g_autoptr (GError) error = NULL;
  gsize size = 0;
  Change *change;

  if (!g_input_stream_read_all_finish (G_INPUT_STREAM (source), result, &size, &error))
    {
      fail (reading, error);
      return;
    }
  if (self->session != NULL && self->cancellable == reading->of)
    {
      change = change_new (self);
      change->name = g_steal_pointer (&reading->name);
      change->content = g_bytes_new_take (g_steal_pointer (&reading->content), size);
      enr_store_write_async (enr_session_get_store (self->session), add_file, change, change_free,
                             NULL, changed_cb, g_object_ref (self));
    }
  reading_free (reading);
}

/* One byte more than can be attached is enough to be refused: a film is not read into memory. */
static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read_finish (G_FILE (source), result, &error);

  if (stream == NULL)
    {
      fail (reading, error);
      return;
    }
  reading->content = g_malloc (ENR_ANNOUNCEMENT_MAX_FILE_BYTES + 1);
  g_input_stream_read_all_async (G_INPUT_STREAM (stream), reading->content,
                                 ENR_ANNOUNCEMENT_MAX_FILE_BYTES + 1, G_PRIORITY_DEFAULT,
                                 reading->of, read_cb, reading);
}

void
enr_letter_compose_attach_next (EnrLetterCompose *self)
{
  g_autoptr (GFile) file = NULL;
  Reading *reading;

  if (self->to_attach->len == 0)
    return;
  file = g_ptr_array_steal_index (self->to_attach, 0);
  reading = g_new0 (Reading, 1);
  reading->compose = g_object_ref (self);
  reading->of = g_object_ref (self->cancellable);
  reading->name = g_file_get_basename (file);
  g_file_read_async (file, G_PRIORITY_DEFAULT, self->cancellable, opened_cb, reading);
}

/* A file belongs to a draft, so the draft is kept first. */
static void
attach (EnrLetterCompose *self)
{
  if (self->to_attach->len > 0)
    enr_letter_compose_save (self, ENR_LETTER_THEN_ATTACH);
}

static void
file_chosen_cb (GFile *file, gpointer user_data)
{
  g_autoptr (EnrLetterCompose) self = user_data;

  if (file == NULL || self->session == NULL || self->announcement == NULL)
    return;
  g_ptr_array_add (self->to_attach, g_object_ref (file));
  attach (self);
}

static void
attach_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  enr_compat_open_file (GTK_WINDOW (gtk_widget_get_root (widget)), _ ("Attach a File"), NULL, NULL,
                        file_chosen_cb, g_object_ref (widget));
}

static void
detach_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrLetterCompose *self = ENR_LETTER_COMPOSE (widget);
  Change *change = change_new (self);

  change->position = (int) g_ascii_strtoll (g_variant_get_string (parameter, NULL), NULL, 10);
  enr_store_write_async (enr_session_get_store (self->session), remove_file, change, change_free,
                         NULL, changed_cb, g_object_ref (self));
}

void
enr_letter_compose_install_files (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "letter.attach", NULL, attach_action);
  gtk_widget_class_install_action (widget_class, "letter.detach", "s", detach_action);
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, gpointer user_data)
{
  EnrLetterCompose *self = user_data;

  if (self->announcement == NULL)
    return FALSE;
  for (GSList *at = g_value_get_boxed (value); at != NULL; at = at->next)
    g_ptr_array_add (self->to_attach, g_object_ref (at->data));
  attach (self);
  return TRUE;
}

void
enr_letter_compose_watch_drops (EnrLetterCompose *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  /* Before the text, which would take the file's name. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (target), GTK_PHASE_CAPTURE);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
