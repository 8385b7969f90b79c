/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/writing-editor-reading.h"

#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "nursery/error.h"
#include "nursery/roster.h"

void
enr_editor_reading_free (EnrEditorReading *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->writing, enr_writing_free);
  g_clear_pointer (&self->content, enr_content_free);
  g_clear_pointer (&self->leftovers, enr_content_free);
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_clear_pointer (&self->others, g_ptr_array_unref);
  g_clear_pointer (&self->staff, g_ptr_array_unref);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_free (self->likely_writer);
  g_clear_pointer (&self->origins, g_hash_table_unref);
  g_clear_pointer (&self->calendar, enr_calendar_free);
  g_free (self);
}

static gboolean
has_type (const EnrWritingKind *kind, EnrSectionType type)
{
  for (guint i = 0; i < kind->sections->len; i++)
    if (((EnrSection *) g_ptr_array_index (kind->sections, i))->type == type)
      return TRUE;
  return FALSE;
}

static gboolean
has_child (const GPtrArray *list, const EnrUuid *id)
{
  for (guint i = 0; i < list->len; i++)
    if (enr_uuid_equal (&((EnrSectionChild *) g_ptr_array_index (list, i))->id, id))
      return TRUE;
  return FALSE;
}

static void
add_child (GPtrArray *list, const EnrChild *child)
{
  EnrSectionChild *added;

  if (has_child (list, &child->id))
    return;
  added = g_new (EnrSectionChild, 1);
  *added = (EnrSectionChild){ child->id, enr_child_dup_name (child) };
  g_ptr_array_add (list, added);
}

/* Who was in the class on a day; of the facility's writings everybody. */
static gboolean
add_roster (EnrEditorReading *self, EnrDb *db, EnrDate day, GError **error)
{
  g_autoptr (GPtrArray) roster = enr_roster_load (db, day, ENR_ROSTER_ENROLLED, error);

  for (guint i = 0; roster != NULL && i < roster->len; i++)
    {
      const EnrRosterRow *row = g_ptr_array_index (roster, i);

      if (enr_uuid_is_none (&self->writing->class_id)
          || enr_uuid_equal (&row->class_id, &self->writing->class_id))
        add_child (self->children, row->child);
    }
  return roster != NULL;
}

/* Whoever came or went within the time can be written about too. */
static gboolean
load_children (EnrEditorReading *self, EnrDb *db, GError **error)
{
  GHashTableIter iter;
  gpointer value;

  if (!has_type (self->kind, ENR_SECTION_CHILDREN))
    return TRUE;
  if (!add_roster (self, db, self->writing->first, error)
      || (self->writing->last != self->writing->first
          && !add_roster (self, db, self->writing->last, error)))
    return FALSE;
  g_hash_table_iter_init (&iter, self->writing->texts);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const EnrWritingText *text = value;
      g_autoptr (EnrChild) child = NULL;

      if (enr_uuid_is_none (&text->child_id) || has_child (self->children, &text->child_id))
        continue;
      child = enr_child_load (db, &text->child_id, error);
      if (child == NULL)
        return FALSE;
      add_child (self->others, child);
    }
  return TRUE;
}

static gboolean
load_staff (EnrEditorReading *self, EnrDb *db, GError **error)
{
  self->staff = enr_staff_list (db, enr_clock_today (), error);
  if (self->staff == NULL)
    return FALSE;
  self->likely_writer = *self->writing->writer == '\0'
                            ? enr_writing_dup_likely_writer (db, self->writing, error)
                            : g_strdup ("");
  return self->likely_writer != NULL;
}

/* What is not there any more has no name. */
static gboolean
load_origins (EnrEditorReading *self, EnrDb *db, EnrWritingKinds *kinds, GError **error)
{
  GHashTableIter iter;
  gpointer value;

  self->origins = g_hash_table_new_full (enr_uuid_hash, enr_uuid_equal, g_free, g_free);
  g_hash_table_iter_init (&iter, self->writing->texts);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const EnrUuid *id = &((EnrWritingText *) value)->origin_id;
      g_autoptr (EnrWriting) origin = NULL;
      g_autoptr (GError) failure = NULL;
      const EnrWritingKind *kind;

      if (enr_uuid_is_none (id) || g_hash_table_contains (self->origins, id))
        continue;
      origin = enr_writing_load (db, id, &failure);
      if (origin == NULL
          && !g_error_matches (failure, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      kind = origin != NULL ? enr_writing_kinds_find (kinds, origin->kind, NULL) : NULL;
      if (kind != NULL)
        g_hash_table_insert (self->origins, enr_uuid_copy (id),
                             enr_writing_dup_name (origin, kind));
    }
  return TRUE;
}

/* On which of its weekdays the nursery is closed. */
static gboolean
load_calendar (EnrEditorReading *self, EnrDb *db, GError **error)
{
  gboolean is_needed = FALSE;

  for (guint i = 0; i < self->kind->sections->len; i++)
    {
      const EnrSection *section = g_ptr_array_index (self->kind->sections, i);

      is_needed |= section->type == ENR_SECTION_GRID && section->rows == ENR_ROWS_WEEKDAYS;
    }
  if (!is_needed)
    return TRUE;
  self->calendar = enr_calendar_load (db, self->writing->first, self->writing->last, error);
  return self->calendar != NULL;
}

EnrEditorReading *
enr_editor_reading_load (EnrDb *db, EnrWritingKinds *kinds, const EnrUuid *id, GError **error)
{
  g_autoptr (EnrEditorReading) self = g_new0 (EnrEditorReading, 1);
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  self->children = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_section_child_free);
  self->others = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_section_child_free);
  if (!enr_txn_begin_read (&txn, db, error))
    return NULL;
  self->writing = enr_writing_load (db, id, error);
  if (self->writing == NULL)
    return NULL;
  self->kind = enr_writing_kinds_find (kinds, self->writing->kind, error);
  if (self->kind == NULL || !load_calendar (self, db, error)
      || !load_origins (self, db, kinds, error) || !load_children (self, db, error)
      || !load_staff (self, db, error))
    return NULL;
  self->leftovers = enr_writing_leftovers (db, self->kind, self->writing, error);
  if (self->leftovers == NULL)
    return NULL;
  if (has_type (self->kind, ENR_SECTION_FACTS))
    {
      self->content = enr_writing_content (db, self->kind, id, error);
      if (self->content == NULL)
        return NULL;
    }
  self->steps = enr_step_list (db, id, error);
  if (self->steps == NULL)
    return NULL;
  self->notes = enr_writing_note_list (db, id, error);
  return self->notes != NULL ? g_steal_pointer (&self) : NULL;
}

/* Two of one name cannot be told apart by it. */
const EnrStaff *
enr_editor_reading_find_staff (const EnrEditorReading *self, const char *name)
{
  g_autofree char *key = enr_text_search_key (name);
  const EnrStaff *found = NULL;

  for (guint i = 0; *key != '\0' && i < self->staff->len; i++)
    {
      const EnrStaff *person = g_ptr_array_index (self->staff, i);
      g_autofree char *other = enr_text_search_key (person->name);

      if (strcmp (key, other) != 0)
        continue;
      if (found != NULL)
        return NULL;
      found = person;
    }
  return found;
}

int
enr_editor_reading_get_old_version (const EnrEditorReading *self)
{
  const EnrWriting *writing = self->writing;
  int old = 0;

  if (writing->approved == 0)
    return 0;
  if (writing->state != ENR_WRITING_APPROVED && writing->state != ENR_WRITING_ARCHIVED)
    return writing->approved;
  for (guint i = 0; i < self->steps->len; i++)
    {
      const EnrStepDone *done = g_ptr_array_index (self->steps, i);

      if (done->step == ENR_STEP_DIRECTOR && done->version < writing->approved)
        old = MAX (old, done->version);
    }
  return old;
}

const EnrStepDone *
enr_editor_reading_find_step (const EnrEditorReading *self, EnrStep step)
{
  for (guint i = self->steps->len; i > 0; i--)
    {
      const EnrStepDone *done = g_ptr_array_index (self->steps, i - 1);

      if (done->step == step)
        return done;
    }
  return NULL;
}
