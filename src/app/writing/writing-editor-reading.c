/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/writing-editor-reading.h"

#include <string.h>

#include "base/clock.h"
#include "nursery/roster.h"
#include "people/staff.h"

void
enr_editor_reading_free (EnrEditorReading *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->writing, enr_writing_free);
  g_clear_pointer (&self->content, enr_content_free);
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_clear_pointer (&self->others, g_ptr_array_unref);
  g_clear_pointer (&self->staff, g_ptr_array_unref);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
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
  g_autoptr (GPtrArray) staff = enr_staff_list (db, enr_clock_today (), error);

  for (guint i = 0; staff != NULL && i < staff->len; i++)
    g_ptr_array_add (self->staff, g_strdup (((EnrStaff *) g_ptr_array_index (staff, i))->name));
  return staff != NULL;
}

EnrEditorReading *
enr_editor_reading_load (EnrDb *db, EnrWritingKinds *kinds, const EnrUuid *id, GError **error)
{
  g_autoptr (EnrEditorReading) self = g_new0 (EnrEditorReading, 1);
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  self->children = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_section_child_free);
  self->others = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_section_child_free);
  self->staff = g_ptr_array_new_with_free_func (g_free);
  if (!enr_txn_begin_read (&txn, db, error))
    return NULL;
  self->writing = enr_writing_load (db, id, error);
  if (self->writing == NULL)
    return NULL;
  self->kind = enr_writing_kinds_find (kinds, self->writing->kind, error);
  if (self->kind == NULL || !load_children (self, db, error) || !load_staff (self, db, error))
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

char *
enr_editor_dup_text_name (const EnrWritingKind *kind, const char *key, const char *heading)
{
  const EnrSection *section = enr_writing_kind_find_section (kind, key);
  g_auto (GStrv) parts = g_strsplit (key, "/", 3);
  g_autofree char *row = NULL;

  if (section == NULL || section->type == ENR_SECTION_TEXT)
    return g_strdup (section != NULL ? section->heading : heading);
  if (section->type != ENR_SECTION_GRID || g_strv_length (parts) < 3)
    return g_strjoin (" ", section->heading, heading, NULL);
  row = g_strdelimit (g_strdup (section->rows == ENR_ROWS_TIMES
                                    ? parts[1]
                                    : enr_grid_row_label (section->rows, parts[1])),
                      "\n", ' ');
  return g_strjoin (" ", section->heading, row, heading, NULL);
}
