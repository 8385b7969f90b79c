/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/contact/notebook-line.h"

static void
wrong_free (gpointer data)
{
  EnrNotebookWrong *wrong = data;

  g_free (wrong->text);
  g_free (wrong->message);
  g_free (wrong);
}

static gpointer
wrong_key (EnrNotebookSide side, EnrNotebookPart part)
{
  return GUINT_TO_POINTER ((guint) side * ENR_N_PARTS + (guint) part + 1);
}

/* 病欠 発熱 */
static char *
dup_absence (const EnrDay *day, const EnrDayChild *child)
{
  const EnrAbsenceKind *kind = enr_day_absence (day, child);

  if (kind == NULL)
    return g_strdup ("");
  return g_strstrip (g_strjoin (" ", kind->label, child->absence_reason, NULL));
}

EnrNotebookLine *
enr_notebook_line_new (const EnrNotebookDay *day, const EnrNotebookRow *row)
{
  const EnrDayChild *child = &g_array_index (day->day->children, EnrDayChild, row->child);
  EnrNotebookLine *self = g_new0 (EnrNotebookLine, 1);

  self->child_id = child->child_id;
  self->name = g_strdup (child->name);
  self->absence = dup_absence (day->day, child);
  self->is_absent = row->is_absent;
  self->class_age = child->class_age;
  self->wrong = g_hash_table_new_full (NULL, NULL, NULL, wrong_free);
  for (int side = 0; side < ENR_NOTEBOOK_N_SIDES; side++)
    {
      self->seen[side] = enr_notebook_page_copy (row->pages[side]);
      self->now[side] = enr_notebook_page_copy (row->pages[side]);
      if (row->before[side] != NULL)
        self->before[side] = enr_notebook_page_copy (row->before[side]);
      self->refused[side] = g_strdup ("");
    }
  return self;
}

void
enr_notebook_line_free (EnrNotebookLine *self)
{
  for (int side = 0; side < ENR_NOTEBOOK_N_SIDES; side++)
    {
      g_clear_pointer (&self->seen[side], enr_notebook_page_free);
      g_clear_pointer (&self->now[side], enr_notebook_page_free);
      g_clear_pointer (&self->theirs[side], enr_notebook_page_free);
      g_clear_pointer (&self->before[side], enr_notebook_page_free);
      g_free (self->refused[side]);
    }
  g_hash_table_unref (self->wrong);
  g_free (self->name);
  g_free (self->absence);
  g_free (self);
}

static void
replace (EnrNotebookPage **place, EnrNotebookPage *page)
{
  EnrNotebookPage *old = *place;

  *place = page;
  if (old != NULL)
    enr_notebook_page_free (old);
}

/* What stands here, where it was changed here, over what @present has. */
static EnrNotebookPage *
merge (const EnrNotebookLine *self, EnrNotebookSide side, const EnrNotebookPage *present)
{
  EnrNotebookPage *merged = enr_notebook_page_copy (present);

  for (int part = 0; part < ENR_N_PARTS; part++)
    if (!enr_notebook_part_equal (self->now[side], self->seen[side], (EnrNotebookPart) part))
      enr_notebook_part_copy (merged, self->now[side], (EnrNotebookPart) part);
  return merged;
}

static gboolean
is_disputed (const EnrNotebookLine *self,
             EnrNotebookSide side,
             const EnrNotebookPage *present,
             EnrNotebookPart part)
{
  return !enr_notebook_part_equal (self->now[side], self->seen[side], part)
         && !enr_notebook_part_equal (present, self->seen[side], part)
         && !enr_notebook_part_equal (self->now[side], present, part);
}

void
enr_notebook_line_take (EnrNotebookLine *self,
                        EnrNotebookSide side,
                        const EnrNotebookPage *present,
                        const EnrNotebookPage *sent)
{
  gboolean has_dispute = FALSE;

  if (sent != NULL)
    replace (&self->seen[side], enr_notebook_page_copy (sent));
  else if (present->version == self->seen[side]->version)
    return;
  for (int part = 0; part < ENR_N_PARTS && !has_dispute; part++)
    has_dispute = is_disputed (self, side, present, (EnrNotebookPart) part);
  if (has_dispute)
    {
      replace (&self->theirs[side], enr_notebook_page_copy (present));
      return;
    }
  replace (&self->now[side], merge (self, side, present));
  replace (&self->seen[side], enr_notebook_page_copy (present));
  replace (&self->theirs[side], NULL);
}

gboolean
enr_notebook_line_is_dirty (const EnrNotebookLine *self, EnrNotebookSide side)
{
  for (int part = 0; part < ENR_N_PARTS; part++)
    if (enr_notebook_line_get_wrong (self, side, (EnrNotebookPart) part) == NULL
        && !enr_notebook_part_equal (self->now[side], self->seen[side], (EnrNotebookPart) part))
      return TRUE;
  return FALSE;
}

EnrNotebookPage *
enr_notebook_line_dup_page (const EnrNotebookLine *self, EnrNotebookSide side)
{
  EnrNotebookPage *page = enr_notebook_page_copy (self->now[side]);

  for (int part = 0; part < ENR_N_PARTS; part++)
    if (enr_notebook_line_get_wrong (self, side, (EnrNotebookPart) part) != NULL)
      enr_notebook_part_copy (page, self->seen[side], (EnrNotebookPart) part);
  return page;
}

gboolean
enr_notebook_line_is_disputed (const EnrNotebookLine *self,
                               EnrNotebookSide side,
                               EnrNotebookPart part)
{
  return self->theirs[side] != NULL && is_disputed (self, side, self->theirs[side], part);
}

void
enr_notebook_line_settle (EnrNotebookLine *self, EnrNotebookSide side)
{
  g_return_if_fail (self->theirs[side] != NULL);

  replace (&self->now[side], merge (self, side, self->theirs[side]));
  replace (&self->seen[side], g_steal_pointer (&self->theirs[side]));
}

char *
enr_notebook_line_dup_text (const EnrNotebookLine *self, EnrNotebookSide side, EnrNotebookPart part)
{
  const EnrNotebookWrong *wrong = enr_notebook_line_get_wrong (self, side, part);

  return wrong != NULL ? g_strdup (wrong->text)
                       : enr_notebook_part_dup_text (self->now[side], part);
}

const EnrNotebookWrong *
enr_notebook_line_get_wrong (const EnrNotebookLine *self,
                             EnrNotebookSide side,
                             EnrNotebookPart part)
{
  return g_hash_table_lookup (self->wrong, wrong_key (side, part));
}

void
enr_notebook_line_set_text (EnrNotebookLine *self,
                            EnrNotebookSide side,
                            EnrNotebookPart part,
                            const char *text)
{
  g_autoptr (GError) error = NULL;

  if (enr_notebook_part_set_text (self->now[side], part, text, &error))
    {
      enr_notebook_line_set_wrong (self, side, part, NULL, NULL);
      return;
    }
  enr_notebook_line_set_wrong (self, side, part, text, error->message);
  enr_notebook_part_copy (self->now[side], self->seen[side], part);
}

void
enr_notebook_line_set_wrong (EnrNotebookLine *self,
                             EnrNotebookSide side,
                             EnrNotebookPart part,
                             const char *text,
                             const char *message)
{
  EnrNotebookWrong *wrong;

  if (text == NULL)
    {
      g_hash_table_remove (self->wrong, wrong_key (side, part));
      return;
    }
  wrong = g_new0 (EnrNotebookWrong, 1);
  wrong->text = g_strdup (text);
  wrong->message = g_strdup (message);
  g_hash_table_replace (self->wrong, wrong_key (side, part), wrong);
}

void
enr_notebook_line_set_refused (EnrNotebookLine *self, EnrNotebookSide side, const char *message)
{
  g_free (self->refused[side]);
  self->refused[side] = g_strdup (message);
}
