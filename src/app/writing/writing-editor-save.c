/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Saving what was typed: two seconds after the last key, five seconds after the first one where
 * somebody types without a pause, on leaving, and when it is asked for; one save at a time, all
 * that has changed in one transaction with the versions that were read.
 */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/writing/writing-editor-conflict.h"
#include "app/writing/writing-editor-private.h"
#include "base/clock.h"
#include "nursery/error.h"

#define SAVE_MS 2000
/* Whoever types without a pause is saved too. */
#define MOST_UNSAVED_MS 5000

/* What is written, for the writer's thread; both threads hold it. */
typedef struct
{
  EnrWritingKinds *kinds;
  const EnrWritingKind *kind;
  const EnrActor *actor;
  EnrUuid id;
  GArray *changes; /* (element-type EnrTextChange), its strings owned */
  char *title;     /* or NULL where the head stays */
  char *writer;
} Job;

/* What it was sent from, for the main thread. */
typedef struct
{
  EnrWritingEditor *self;
  Job *job;
  GPtrArray *fields; /* (element-type EnrSectionField), referenced, one of each change */
  GArray *serials;   /* (element-type guint) */
} Sent;

static void
change_clear (gpointer data)
{
  EnrTextChange *change = data;

  g_free ((char *) change->key);
  g_free ((char *) change->text);
  g_free ((char *) change->origin_key);
}

static void
job_clear (gpointer data)
{
  Job *job = data;

  enr_writing_kinds_unref (job->kinds);
  g_array_unref (job->changes);
  g_free (job->title);
  g_free (job->writer);
}

static void
job_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, job_clear);
}

static gpointer
write_job (EnrDb *db, gpointer data, GError **error)
{
  const Job *job = data;
  const EnrHeadChange head = { job->title, job->writer };

  return GINT_TO_POINTER (enr_writing_save_whole (
      db, job->actor, job->kind, &job->id, job->writer != NULL ? &head : NULL,
      (EnrTextChange *) (gpointer) job->changes->data, job->changes->len, error));
}

static void
say_saved (EnrWritingEditor *self)
{
  EnrInstant now = enr_clock_now ();
  char time[6];
  g_autofree char *text = NULL;

  enr_minutes_format (enr_instant_minutes (now, enr_instant_civil_date (now)), time);
  /* Translators: a time of day */
  text = g_strdup_printf (_ ("Saved %s"), time);
  enr_writing_editor_show_saved (self, text);
}

void
enr_writing_editor_show_saved (EnrWritingEditor *self, const char *text)
{
  g_autofree char *copy = g_strdup (text);

  g_free (self->saved_at);
  self->saved_at = g_steal_pointer (&copy);
  gtk_label_set_text (self->saved_label, self->saved_at);
}

static void
drop_then (EnrWritingEditor *self)
{
  gpointer data = g_steal_pointer (&self->then_data);
  GDestroyNotify free_data = self->then_free;

  self->then = NULL;
  self->then_free = NULL;
  if (free_data != NULL)
    free_data (data);
}

static void
take_saved (Sent *sent)
{
  const Job *job = sent->job;

  for (guint i = 0; i < sent->fields->len; i++)
    enr_section_field_saved (g_ptr_array_index (sent->fields, i),
                             &g_array_index (job->changes, EnrTextChange, i),
                             g_array_index (sent->serials, guint, i));
}

static void
take_head (EnrWritingEditor *self, const Job *job)
{
  if (job->writer == NULL)
    return;
  g_free (self->saved_title);
  g_free (self->saved_writer);
  self->saved_title = g_strdup (job->title);
  self->saved_writer = g_strdup (job->writer);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Sent *sent = user_data;
  g_autoptr (EnrWritingEditor) self = sent->self;
  g_autoptr (GPtrArray) fields = sent->fields;
  g_autoptr (GArray) serials = sent->serials;
  Job *job = sent->job;
  g_autoptr (GError) error = NULL;
  gboolean is_saved = enr_store_finish (ENR_STORE (source), result, &error) != NULL;

  self->is_saving = FALSE;
  if (is_saved)
    take_saved (sent);
  g_free (sent);
  if (self->session == NULL)
    {
      job_unref (job);
      return;
    }
  if (is_saved)
    {
      take_head (self, job);
      job_unref (job);
      say_saved (self);
      enr_writing_editor_say (self, NULL, FALSE);
      if (enr_writing_editor_is_dirty (self))
        enr_writing_editor_touch (self);
      enr_writing_editor_proceed (self);
      return;
    }
  job_unref (job);
  if (g_error_matches (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED))
    enr_writing_editor_reload (self); /* shows both */
  else
    {
      g_autofree char *text = enr_error_describe (error);

      drop_then (self);
      enr_writing_editor_say (self, text, TRUE);
      if (g_error_matches (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CLOSED))
        enr_writing_editor_reload (self);
    }
}

/* FALSE where there is nothing that can be saved. */
static gboolean
send (EnrWritingEditor *self)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GArray) serials = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (EnrTextChange));
  const char *title = gtk_editable_get_text (self->title_entry);
  const char *writer = gtk_editable_get_text (self->writer_entry);
  gboolean has_head
      = strcmp (title, self->saved_title) != 0 || strcmp (writer, self->saved_writer) != 0;
  GHashTableIter iter;
  gpointer field;
  Job *job;
  Sent *sent;

  g_array_set_clear_func (changes, change_clear);
  g_hash_table_iter_init (&iter, self->fields);
  while (g_hash_table_iter_next (&iter, NULL, &field))
    {
      EnrTextChange change;
      guint serial;

      if (!enr_section_field_get_change (field, &change, &serial))
        continue;
      g_array_append_val (changes, change);
      g_array_append_val (serials, serial);
      g_ptr_array_add (fields, g_object_ref (field));
    }
  if (changes->len == 0 && !has_head)
    return FALSE;
  job = g_atomic_rc_box_new0 (Job);
  job->kinds = enr_writing_kinds_ref (self->kinds);
  job->kind = self->reading->kind;
  job->actor = enr_session_get_actor (self->session);
  job->id = self->id;
  job->changes = g_steal_pointer (&changes);
  if (has_head)
    {
      job->title = g_strdup (title);
      job->writer = g_strdup (writer);
    }
  sent = g_new (Sent, 1);
  *sent = (Sent){ g_object_ref (self), g_atomic_rc_box_acquire (job), g_steal_pointer (&fields),
                  g_steal_pointer (&serials) };
  self->is_saving = TRUE;
  self->dirty_since = 0;
  enr_store_write_async (enr_session_get_store (self->session), write_job, job, job_unref, NULL,
                         saved_cb, sent);
  return TRUE;
}

void
enr_writing_editor_save (EnrWritingEditor *self)
{
  g_clear_handle_id (&self->save_source, g_source_remove);
  if (self->reading == NULL || self->session == NULL || self->is_saving || send (self))
    return;
  self->dirty_since = 0;
  if (!enr_writing_editor_is_dirty (self))
    gtk_label_set_text (self->saved_label, self->saved_at); /* what was typed was taken out again */
}

static gboolean
save_cb (gpointer data)
{
  EnrWritingEditor *self = data;

  self->save_source = 0;
  enr_writing_editor_save (self); /* once the one that is under way is done it looks again */
  return G_SOURCE_REMOVE;
}

/* Whoever begins to write is most likely who writes for the class. Once: she may take her name out
 * again. */
static void
propose_writer (EnrWritingEditor *self)
{
  if (self->has_proposed || self->reading == NULL)
    return;
  self->has_proposed = TRUE;
  if (*gtk_editable_get_text (self->writer_entry) != '\0'
      || !enr_writing_is_head_open (self->reading->writing))
    return;
  self->is_showing = TRUE;
  gtk_editable_set_text (self->writer_entry, self->reading->likely_writer);
  self->is_showing = FALSE;
}

void
enr_writing_editor_touch (EnrWritingEditor *self)
{
  gint64 now = g_get_monotonic_time ();
  gint64 left;

  propose_writer (self);
  gtk_label_set_text (self->saved_label, _ ("Not saved yet"));
  if (self->dirty_since == 0)
    self->dirty_since = now;
  left = MOST_UNSAVED_MS - (now - self->dirty_since) / 1000;
  g_clear_handle_id (&self->save_source, g_source_remove);
  self->save_source = g_timeout_add ((guint) CLAMP (left, 0, SAVE_MS), save_cb, self);
}

/* Why something typed is not saved though nothing failed. */
static void
say_why (EnrWritingEditor *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->fields);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      EnrSectionField *field = value;
      g_autofree char *text = NULL;

      if (enr_section_field_has_conflict (field))
        {
          enr_writing_editor_ask (self);
          return;
        }
      if (!enr_section_field_is_too_long (field))
        continue;
      /* Translators: a section's heading, and a number */
      text
          = g_strdup_printf (_ ("“%s” is too long to be saved: a section can have %d characters at "
                                "most. Please shorten it or write the rest in another one."),
                             enr_section_field_get_name (field), ENR_WRITING_MAX_LENGTH);
      enr_writing_editor_say (self, text, TRUE);
      gtk_widget_grab_focus (GTK_WIDGET (field));
      enr_writing_editor_reveal (self, field);
      return;
    }
}

void
enr_writing_editor_proceed (EnrWritingEditor *self)
{
  EnrEditorThen then = self->then;
  gpointer data = self->then_data;
  GDestroyNotify free_data = self->then_free;

  if (then == NULL || self->is_saving)
    return;
  if (self->reading != NULL)
    {
      enr_writing_editor_save (self);
      if (self->is_saving)
        return;
      if (enr_writing_editor_is_dirty (self))
        {
          drop_then (self);
          say_why (self);
          return;
        }
    }
  self->then = NULL;
  self->then_data = NULL;
  self->then_free = NULL;
  then (self, data);
  if (free_data != NULL)
    free_data (data);
}

void
enr_writing_editor_flush (EnrWritingEditor *self,
                          EnrEditorThen then,
                          gpointer data,
                          GDestroyNotify free_data)
{
  drop_then (self);
  self->then = then;
  self->then_data = data;
  self->then_free = free_data;
  enr_writing_editor_proceed (self);
}

/*
 * Two texts
 */

static void
chosen_cb (EnrWritingEditor *self)
{
  enr_writing_editor_save (self);
  enr_writing_editor_proceed (self);
}

static void
dialog_gone_cb (gpointer data, GObject *dialog)
{
  ((EnrWritingEditor *) data)->is_asking = FALSE;
  g_object_unref (data);
}

void
enr_writing_editor_ask (EnrWritingEditor *self)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer field;
  GtkWidget *dialog;

  /* The field itself says it as well, for when she comes back. */
  if (self->is_asking || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  g_hash_table_iter_init (&iter, self->fields);
  while (g_hash_table_iter_next (&iter, NULL, &field))
    if (enr_section_field_has_conflict (field))
      g_ptr_array_add (fields, field);
  if (fields->len == 0)
    return;
  self->is_asking = TRUE;
  dialog = enr_writing_editor_conflict_show (GTK_WIDGET (self), fields);
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  g_object_weak_ref (G_OBJECT (dialog), dialog_gone_cb, g_object_ref (self));
}

void
enr_writing_editor_discard (EnrWritingEditor *self)
{
  GHashTableIter iter;
  gpointer field;

  g_hash_table_iter_init (&iter, self->fields);
  while (g_hash_table_iter_next (&iter, NULL, &field))
    enr_section_field_discard (field);
  self->is_showing = TRUE;
  gtk_editable_set_text (self->title_entry, self->saved_title);
  gtk_editable_set_text (self->writer_entry, self->saved_writer);
  self->is_showing = FALSE;
  gtk_label_set_text (self->saved_label, self->saved_at);
  enr_writing_editor_say (self, NULL, FALSE);
  enr_writing_editor_reload (self);
}
