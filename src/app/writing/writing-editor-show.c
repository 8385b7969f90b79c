/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Reading a plan or record, and what is said about the whole of it.
 */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/writing/writing-editor-private.h"

/* What others write comes in one after the other. */
#define RELOAD_MS 300
/* While an input method is at work in a text that has to be shown anew. */
#define LATER_MS 1000

/*
 * What is said about the whole
 */

static const char *const chip_styles[ENR_N_WRITING_STATES] = {
  [ENR_WRITING_DRAFT] = "draft",       [ENR_WRITING_SUBMITTED] = "waiting",
  [ENR_WRITING_CHIEF] = "waiting",     [ENR_WRITING_APPROVED] = "approved",
  [ENR_WRITING_RETURNED] = "returned", [ENR_WRITING_ARCHIVED] = "archived",
};
#define EVALUATING_STYLE "evaluating"

/* What the person can do about the state, or NULL where nothing has to be said. */
static char *
dup_banner (const EnrEditorReading *reading)
{
  const EnrWriting *writing = reading->writing;
  const EnrStepDone *done;

  switch (writing->state)
    {
    case ENR_WRITING_SUBMITTED:
      return g_strdup (
          enr_writing_kind_has_chief (reading->kind)
              ? _ ("It has been submitted and waits for the chief. To change it, take it back.")
              : _ (
                  "It has been submitted and waits for the director. To change it, take it back."));
    case ENR_WRITING_CHIEF:
      return g_strdup (_ (
          "The chief has approved it; it waits for the director. To have it changed, return it."));
    case ENR_WRITING_APPROVED:
      return g_strdup (
          enr_writing_kind_has_after (reading->kind)
              ? _ ("It is approved. To write what comes afterwards, click on “Evaluate”; to "
                   "change it, begin a revision.")
              : _ ("It is approved and cannot be changed. To change it, begin a revision."));
    case ENR_WRITING_ARCHIVED:
      return g_strdup (_ ("It is archived and cannot be changed."));
    case ENR_WRITING_RETURNED:
      done = enr_editor_reading_find_step (reading, ENR_STEP_RETURN);
      /* Translators: who returned it, and why */
      return done != NULL ? g_strdup_printf (_ ("Returned by %s: %s"), done->name, done->reason)
                          : NULL;
    case ENR_WRITING_DRAFT:
      if (writing->is_evaluating)
        return g_strdup (
            _ ("It is approved, and open for what is written afterwards alone. Then submit it "
               "again."));
      done = enr_editor_reading_find_step (reading, ENR_STEP_REVISE);
      /* Translators: a revision's number, and why it was begun */
      return writing->revision > 1 && done != NULL
                 ? g_strdup_printf (_ ("Revision %d: %s"), writing->revision, done->reason)
                 : NULL;
    case ENR_N_WRITING_STATES:
    default:
      return NULL;
    }
}

static void
show_banner (EnrWritingEditor *self)
{
  g_autofree char *text = dup_banner (self->reading);
  gboolean is_alert = self->reading->writing->state == ENR_WRITING_RETURNED;

  gtk_widget_set_visible (self->banner, text != NULL);
  gtk_label_set_text (self->banner_label, text != NULL ? text : "");
  if (is_alert)
    gtk_widget_add_css_class (self->banner, "enroku-alert");
  else
    gtk_widget_remove_css_class (self->banner, "enroku-alert");
}

static void
show_chip (EnrWritingEditor *self)
{
  const EnrWriting *writing = self->reading->writing;
  gboolean is_evaluated = writing->is_evaluating && writing->state == ENR_WRITING_DRAFT;

  gtk_label_set_text (self->chip, enr_writing_get_state_label (writing));
  for (guint i = 0; i < G_N_ELEMENTS (chip_styles); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->chip), chip_styles[i]);
  gtk_widget_remove_css_class (GTK_WIDGET (self->chip), EVALUATING_STYLE);
  gtk_widget_add_css_class (GTK_WIDGET (self->chip),
                            is_evaluated ? EVALUATING_STYLE : chip_styles[writing->state]);
}

/* A field of the head that nobody is writing in follows the database. */
static void
show_entry (GtkEditable *entry, char **saved, const char *text)
{
  if (strcmp (gtk_editable_get_text (entry), *saved) == 0 && strcmp (*saved, text) != 0)
    gtk_editable_set_text (entry, text);
  g_free (*saved);
  *saved = g_strdup (text);
}

static void
show_head (EnrWritingEditor *self)
{
  const EnrWriting *writing = self->reading->writing;
  gboolean is_open = enr_writing_is_head_open (writing);
  gboolean is_event = self->reading->kind->period == ENR_PERIOD_EVENT;
  g_autofree char *name = enr_writing_dup_name (writing, self->reading->kind);

  gtk_label_set_text (self->title, name);
  gtk_widget_set_visible (self->title_box, is_event);
  show_entry (self->title_entry, &self->saved_title, writing->title);
  show_entry (self->writer_entry, &self->saved_writer, writing->writer);
  gtk_editable_set_editable (self->title_entry, is_open);
  gtk_editable_set_editable (self->writer_entry, is_open);
  g_menu_remove_all (self->writer_menu);
  for (guint i = 0; i < self->reading->staff->len; i++)
    {
      const EnrStaff *person = g_ptr_array_index (self->reading->staff, i);
      g_autoptr (GMenuItem) item = g_menu_item_new (person->name, NULL);

      g_menu_item_set_action_and_target (item, "writing.writer", "s", person->name);
      g_menu_append_item (self->writer_menu, item);
    }
  gtk_widget_set_visible (self->writer_button, is_open && self->reading->staff->len > 0);
}

static void
show_reading (EnrWritingEditor *self)
{
  const EnrWriting *writing = self->reading->writing;

  self->is_showing = TRUE;
  show_head (self);
  show_chip (self);
  show_banner (self);
  enr_writing_editor_show_sections (self);
  enr_writing_editor_notes_show (self->notes, self->reading->notes);
  gtk_widget_set_visible (GTK_WIDGET (self->notes),
                          self->reading->kind->is_plan && writing->approved > 0);
  enr_source_pane_set_editable (self->sources, enr_writing_editor_is_open (self));
  enr_writing_editor_update_actions (self);
  self->is_showing = FALSE;
  gtk_stack_set_visible_child_name (self->stack, "writing");
}

/*
 * Reading
 */

typedef struct
{
  EnrWritingKinds *kinds;
  EnrUuid id;
} What;

static What *
what_new (EnrWritingEditor *self)
{
  What *what = g_new (What, 1);

  *what = (What){ enr_writing_kinds_ref (self->kinds), self->id };
  return what;
}

static void
what_free (gpointer data)
{
  What *what = data;

  enr_writing_kinds_unref (what->kinds);
  g_free (what);
}

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  const What *what = data;

  return enr_editor_reading_load (db, what->kinds, &what->id, error);
}

static gpointer
load_sources (EnrDb *db, gpointer data, GError **error)
{
  const What *what = data;
  g_autoptr (EnrWriting) writing = enr_writing_load (db, &what->id, error);
  const EnrWritingKind *kind
      = writing != NULL ? enr_writing_kinds_find (what->kinds, writing->kind, error) : NULL;
  g_autoptr (GPtrArray) list = kind != NULL ? enr_source_list (db, kind, writing, error) : NULL;

  if (list == NULL || !enr_source_add_records (db, what->kinds, kind, writing, list, error))
    return NULL;
  return g_steal_pointer (&list);
}

void
enr_writing_editor_show_sources (EnrWritingEditor *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->sources),
                          gtk_toggle_button_get_active (self->sources_button)
                              && gtk_widget_get_sensitive (GTK_WIDGET (self->sources_button)));
}

static void
sources_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrWritingEditor) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sources = enr_store_finish (ENR_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL)
    return;
  if (sources == NULL)
    enr_session_fail (self->session, error);
  else if (self->reading != NULL)
    {
      enr_source_pane_show (self->sources, self->kinds, self->reading->kind,
                            self->reading->writing->age, self->reading->writing->is_evaluating,
                            sources);
      gtk_widget_set_sensitive (GTK_WIDGET (self->sources_button), sources->len > 0);
      enr_writing_editor_show_sources (self);
    }
}

static gboolean
reload_cb (gpointer data)
{
  EnrWritingEditor *self = data;

  self->reload_source = 0;
  enr_writing_editor_reload (self);
  return G_SOURCE_REMOVE;
}

static void
reload_after (EnrWritingEditor *self, guint milliseconds)
{
  if (self->reload_source == 0 && !enr_uuid_is_none (&self->id))
    self->reload_source = g_timeout_add (milliseconds, reload_cb, self);
}

/* Brings the texts to the reading; whether somebody has to choose between two. */
static gboolean
take_texts (EnrWritingEditor *self, gboolean *is_late)
{
  gboolean has_conflict = FALSE;
  GHashTableIter iter;
  gpointer key, field;

  g_hash_table_iter_init (&iter, self->fields);
  while (g_hash_table_iter_next (&iter, &key, &field))
    {
      const EnrWritingText *text = g_hash_table_lookup (self->reading->writing->texts, key);

      *is_late |= enr_section_field_take (field, text) == ENR_FIELD_LATER;
      has_conflict |= enr_section_field_has_conflict (field);
      enr_section_field_set_origin_name (
          field,
          g_hash_table_lookup (self->reading->origins, enr_section_field_get_origin (field)));
    }
  return has_conflict;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrWritingEditor) self = user_data;
  g_autoptr (GError) error = NULL;
  EnrEditorReading *reading = enr_store_finish (ENR_STORE (source), result, &error);
  gboolean is_late = FALSE;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL)
    return;
  g_clear_object (&self->loading);
  if (reading == NULL)
    {
      g_autofree char *text = enr_error_describe (error);

      enr_writing_editor_say (self, text, FALSE);
      if (self->reading == NULL)
        gtk_stack_set_visible_child_name (self->stack, "nothing");
      return;
    }
  g_clear_pointer (&self->reading, enr_editor_reading_free);
  self->reading = reading;
  show_reading (self);
  if (take_texts (self, &is_late))
    enr_writing_editor_ask (self);
  else if (self->wants_focus)
    enr_writing_editor_focus (self);
  self->wants_focus = FALSE;
  if (is_late)
    reload_after (self, LATER_MS);
  enr_store_read_async (enr_session_get_store (self->session), load_sources, what_new (self),
                        what_free, (GDestroyNotify) g_ptr_array_unref, NULL, sources_loaded_cb,
                        g_object_ref (self));
  enr_writing_editor_proceed (self);
}

void
enr_writing_editor_reload (EnrWritingEditor *self)
{
  if (self->session == NULL || enr_uuid_is_none (&self->id))
    return;
  g_clear_handle_id (&self->reload_source, g_source_remove);
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  self->loading = g_cancellable_new ();
  enr_store_read_async (enr_session_get_store (self->session), load, what_new (self), what_free,
                        (GDestroyNotify) enr_editor_reading_free, self->loading, loaded_cb,
                        g_object_ref (self));
}

/* What it shows is made of these. */
static gboolean
concerns (const char *const *tables)
{
  static const char *const own[] = { "writing",    "writing_text", "writing_step", "writing_note",
                                     "attendance", "stamp",        "staff" };

  for (guint i = 0; tables != NULL && i < G_N_ELEMENTS (own); i++)
    if (g_strv_contains (tables, own[i]))
      return TRUE;
  return tables == NULL;
}

void
enr_writing_editor_store_changed_cb (EnrWritingEditor *self,
                                     const char *const *tables,
                                     EnrStore *store)
{
  if (concerns (tables))
    reload_after (self, RELOAD_MS);
}
