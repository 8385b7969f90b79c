/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Reading a child's record. The list of what there is comes from the time line; what is the child's
 * own is read as its paper has it, in the order and with the headings of its form.
 */
#include "config.h"

#include "reports/child-story.h"

#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "nursery/child.h"
#include "nursery/facility.h"
#include "writing/timeline.h"

static void
story_text_free (EnrStoryText *self)
{
  g_free (self->heading);
  g_free (self->text);
  g_free (self);
}

static void
story_entry_free (EnrStoryEntry *self)
{
  g_free (self->label);
  g_free (self->period);
  g_free (self->title);
  g_free (self->class_name);
  g_ptr_array_unref (self->texts);
  g_free (self);
}

void
enr_child_story_free (EnrChildStory *self)
{
  if (self == NULL)
    return;

  g_free (self->facility);
  g_free (self->name);
  g_free (self->kana);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->seen, g_ptr_array_unref);
  g_free (self);
}

gboolean
enr_child_story_is_empty (const EnrChildStory *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      const EnrStoryEntry *entry = g_ptr_array_index (self->entries, i);

      if (!enr_uuid_is_none (&entry->writing_id))
        return FALSE;
    }
  for (guint i = 0; i < self->seen->len; i++)
    if (((const EnrDevelopmentSeen *) g_ptr_array_index (self->seen, i))->day != ENR_DATE_NONE)
      return FALSE;
  return TRUE;
}

const char *
enr_story_entry_state_word (const EnrStoryEntry *self)
{
  static const char *const words[ENR_N_WRITING_STATES] = {
    [ENR_WRITING_DRAFT] = "作成中",       [ENR_WRITING_SUBMITTED] = "提出済み",
    [ENR_WRITING_CHIEF] = "主任承認済み", [ENR_WRITING_APPROVED] = "承認済み",
    [ENR_WRITING_RETURNED] = "差戻し",    [ENR_WRITING_ARCHIVED] = "保管",
  };

  if (self->state == ENR_WRITING_DRAFT && self->is_evaluating)
    return "評価中";
  return words[MIN (self->state, ENR_WRITING_ARCHIVED)];
}

static void
add_text (EnrStoryEntry *entry, const char *heading, const char *text)
{
  EnrStoryText *one;

  if (enr_text_is_blank (text))
    return;
  one = g_new0 (EnrStoryText, 1);
  one->heading = g_strdup (heading);
  one->text = g_strdup (text);
  g_ptr_array_add (entry->texts, one);
}

/* The heading of a text: the section's, and of a table's cell its row's and column's too. @column
 * is what the text itself was called, "" where that is not known. */
static char *
dup_heading (const EnrWritingKind *kind, const char *key, const char *column)
{
  const EnrSection *section = kind != NULL ? enr_writing_kind_find_section (kind, key) : NULL;
  g_auto (GStrv) parts = NULL;
  const char *row;

  if (section == NULL || section->type == ENR_SECTION_TEXT)
    return g_strdup (*column != '\0' ? column : section != NULL ? section->heading : "");
  if (section->type == ENR_SECTION_CHILDREN)
    return g_strdup (section->heading);
  if (section->type == ENR_SECTION_FACTS)
    return g_strconcat (section->heading, "　", column, NULL);
  /* Of a column that the form does not have any more it is whole already. */
  if (*column != '\0' && !enr_section_has_key (section, key))
    return g_strdup (column);
  parts = g_strsplit (key, "/", 3);
  row = g_strv_length (parts) == 3 ? enr_grid_row_label (section->rows, parts[1]) : "";
  return g_strjoin ("　", section->heading, *row != '\0' ? row : column,
                    *row != '\0' ? column : NULL, NULL);
}

static char *
dup_period (const EnrWritingKind *kind, EnrDate first, EnrDate last)
{
  if (kind == NULL || kind->period == ENR_PERIOD_STAY)
    return enr_date_dup_era (first);
  return enr_writing_period_dup_text (kind->period, first, last);
}

static EnrStoryEntry *
entry_new (const EnrWritingKind *kind, const EnrTimelineItem *item, gboolean only_approved)
{
  EnrStoryEntry *entry = g_new0 (EnrStoryEntry, 1);

  entry->writing_id = item->writing_id;
  entry->label = g_strdup (kind != NULL ? kind->label : item->kind);
  entry->period = dup_period (kind, item->first, item->last);
  entry->title = g_strdup (item->title);
  entry->class_name = g_strdup (item->class_name);
  entry->first = item->first;
  /* What was approved is that, also while the writing is taken up again. */
  entry->state
      = only_approved && item->state != ENR_WRITING_ARCHIVED ? ENR_WRITING_APPROVED : item->state;
  entry->texts = g_ptr_array_new_with_free_func ((GDestroyNotify) story_text_free);
  return entry;
}

/* The child's own: as it was approved, or as it stands. */
static gboolean
add_own (EnrDb *db,
         const EnrChildStory *self,
         const EnrWritingKind *kind,
         const EnrWriting *writing,
         EnrStoryEntry *entry,
         GError **error)
{
  g_autoptr (EnrContent) content = NULL;

  if (self->only_approved)
    content = enr_writing_load_version (db, &writing->id, writing->approved, error);
  else if (!enr_writing_state_is_open (writing->state))
    content = enr_writing_load_version (db, &writing->id, writing->version, error);
  else
    content = enr_writing_content (db, kind, &writing->id, error);
  for (guint i = 0; content != NULL && i < content->items->len; i++)
    {
      const EnrContentItem *item = g_ptr_array_index (content->items, i);
      g_autofree char *heading = dup_heading (kind, item->key, item->heading);

      add_text (entry, heading, item->text);
    }
  return content != NULL;
}

static gboolean
add_entry (EnrDb *db,
           EnrChildStory *self,
           const EnrWritingKinds *kinds,
           const GPtrArray *items,
           guint begin,
           guint end,
           GError **error)
{
  const EnrTimelineItem *first = g_ptr_array_index (items, begin);
  const EnrWritingKind *kind = enr_writing_kinds_find (kinds, first->kind, NULL);
  g_autoptr (EnrWriting) writing = enr_writing_load (db, &first->writing_id, error);
  EnrStoryEntry *entry;

  if (writing == NULL)
    return FALSE;
  entry = entry_new (kind, first, self->only_approved);
  entry->is_evaluating = writing->is_evaluating;
  g_ptr_array_add (self->entries, entry);
  if (!enr_uuid_is_none (&writing->child_id) && kind != NULL)
    return add_own (db, self, kind, writing, entry, error);
  /* A class's, or of a kind whose description is gone: the texts of the time line. */
  for (guint i = begin; i < end; i++)
    {
      const EnrTimelineItem *item = g_ptr_array_index (items, i);
      g_autofree char *heading = dup_heading (kind, item->key, "");

      add_text (entry, heading, item->text);
    }
  return TRUE;
}

static gboolean
load_entries (EnrDb *db, EnrChildStory *self, const EnrUuid *child_id, GError **error)
{
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();
  g_autoptr (GPtrArray) items
      = enr_timeline_load (db, child_id, ENR_DATE_NONE, ENR_DATE_NONE, self->only_approved, error);

  if (items == NULL)
    return FALSE;
  for (guint begin = 0, end; begin < items->len; begin = end)
    {
      const EnrTimelineItem *item = g_ptr_array_index (items, begin);

      for (end = begin + 1; end < items->len; end++)
        if (!enr_uuid_equal (
                &item->writing_id,
                &((const EnrTimelineItem *) g_ptr_array_index (items, end))->writing_id))
          break;
      if (!add_entry (db, self, kinds, items, begin, end, error))
        return FALSE;
    }
  return TRUE;
}

/* Behind what began on that day or before it. */
static void
insert_entry (EnrChildStory *self, EnrStoryEntry *entry)
{
  guint at = self->entries->len;

  while (at > 0
         && ((const EnrStoryEntry *) g_ptr_array_index (self->entries, at - 1))->first
                > entry->first)
    at--;
  g_ptr_array_insert (self->entries, (int) at, entry);
}

static void
append_absence (GString *text, const EnrTimelineAbsence *absence)
{
  int number;

  enr_date_split (absence->day, NULL, NULL, &number);
  g_string_append_printf (text, "%s%d日(%s)　%s", text->len > 0 ? "\n" : "", number,
                          enr_weekday_kanji (enr_date_weekday (absence->day)), absence->kind);
  if (*absence->reason != '\0')
    g_string_append_printf (text, "　%s", absence->reason);
}

/* The days of a month in one entry. */
static gboolean
load_absences (EnrDb *db, EnrChildStory *self, const EnrUuid *child_id, GError **error)
{
  g_autoptr (GPtrArray) absences = enr_timeline_absences (db, child_id, error);

  if (absences == NULL)
    return FALSE;
  for (guint i = 0; i < absences->len;)
    {
      EnrDate first = ((const EnrTimelineAbsence *) g_ptr_array_index (absences, i))->day;
      EnrDate next_month = enr_date_month_start (first, 1);
      EnrStoryEntry *entry = g_new0 (EnrStoryEntry, 1);
      g_autoptr (GString) text = g_string_new (NULL);

      for (; i < absences->len; i++)
        {
          const EnrTimelineAbsence *absence = g_ptr_array_index (absences, i);

          if (absence->day >= next_month)
            break;
          append_absence (text, absence);
        }
      entry->label = g_strdup ("欠席");
      entry->period = enr_date_dup_era_month (first);
      entry->title = g_strdup ("");
      entry->class_name = g_strdup ("");
      entry->first = first;
      entry->state = ENR_WRITING_APPROVED;
      entry->texts = g_ptr_array_new_with_free_func ((GDestroyNotify) story_text_free);
      add_text (entry, "", text->str);
      insert_entry (self, entry);
    }
  return TRUE;
}

EnrChildStory *
enr_child_story_load (EnrDb *db, const EnrUuid *child_id, gboolean only_approved, GError **error)
{
  g_autoptr (EnrChildStory) self = g_new0 (EnrChildStory, 1);
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autoptr (EnrChild) child = NULL;
  g_autoptr (EnrFacility) facility = NULL;

  if (!enr_txn_begin_read (&txn, db, error))
    return NULL;
  child = enr_child_load (db, child_id, error);
  facility = child != NULL ? enr_facility_load (db, error) : NULL;
  if (facility == NULL)
    return NULL;
  self->facility = g_strdup (facility->name);
  self->name = enr_child_dup_name (child);
  self->kana = g_strdup_printf ("%s %s", child->family_kana, child->given_kana);
  self->birth_date = child->birth_date;
  self->printed = enr_clock_today ();
  self->only_approved = only_approved;
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) story_entry_free);
  self->seen = enr_development_of (db, child_id, error);
  if (self->seen == NULL || !load_entries (db, self, child_id, error)
      || !load_absences (db, self, child_id, error))
    return NULL;
  return g_steal_pointer (&self);
}
