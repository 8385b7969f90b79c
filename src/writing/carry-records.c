/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What was recorded of a child, gathered for whoever writes about a term or a year of it.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/text.h"
#include "writing/carry.h"
#include "writing/development.h"
#include "writing/timeline.h"
#include "writing/writing-private.h"

static void
record_free (gpointer data)
{
  EnrSourceRecord *record = data;

  g_free (record->key);
  g_free (record->heading);
  g_free (record->text);
  g_free (record);
}

/* Each paragraph is one: a few sentences are taken over, not a whole record. */
static void
add_paragraphs (GPtrArray *records, const EnrSourceRecord *of, const char *heading)
{
  g_auto (GStrv) lines = g_strsplit (of->text, "\n", -1);
  gboolean is_first = TRUE;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      EnrSourceRecord *record;

      if (enr_text_is_blank (lines[i]))
        continue;
      record = g_memdup2 (of, sizeof *of);
      record->key = g_strdup (of->key);
      record->heading = g_strdup (is_first ? heading : "");
      record->text = g_strdup (lines[i]);
      g_ptr_array_add (records, record);
      is_first = FALSE;
    }
}

/* What a record says of the child: never facts, nor what a plan intended; nor a basic sheet, and
 * nothing that was gathered itself. */
static gboolean
is_record (const EnrWritingKind *kind, const EnrSection *section, const EnrWritingKind *of)
{
  return section != NULL && section->type != ENR_SECTION_FACTS && kind != of
         && kind->period != ENR_PERIOD_STAY && (!kind->is_plan || section->is_after);
}

static void
add_item (GPtrArray *records,
          EnrWritingKinds *kinds,
          const EnrWritingKind *of,
          const EnrTimelineItem *item)
{
  const EnrWritingKind *kind = enr_writing_kinds_find (kinds, item->kind, NULL);
  const EnrSection *section = kind != NULL ? enr_writing_kind_find_section (kind, item->key) : NULL;
  const EnrSourceRecord record = { .writing_id = item->writing_id,
                                   .key = item->key,
                                   .first = item->first,
                                   .last = item->last,
                                   .text = item->text };
  g_autofree char *time = NULL;
  g_autofree char *heading = NULL;

  if (kind == NULL || !is_record (kind, section, of))
    return;
  time = enr_writing_period_dup_text (kind->period, item->first, item->last);
  heading = g_strdup_printf ("%s %s: %s", time, kind->label, section->heading);
  add_paragraphs (records, &record, heading);
}

static gboolean
add_seen (EnrDb *db,
          GPtrArray *records,
          const EnrUuid *child_id,
          EnrDate from,
          EnrDate until,
          GError **error)
{
  g_autoptr (GPtrArray) all = enr_development_of (db, child_id, error);

  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      const EnrDevelopmentSeen *seen = g_ptr_array_index (all, i);
      g_autofree char *text = NULL;
      g_autofree char *time = NULL;
      g_autofree char *heading = NULL;
      EnrSourceRecord record = { .key = (char *) "", .first = seen->day, .last = seen->day };

      if (seen->day == ENR_DATE_NONE || seen->day > until
          || (from != ENR_DATE_NONE && seen->day < from))
        continue;
      text = g_strjoin (*seen->note != '\0' ? "。" : "", seen->text, seen->note, NULL);
      time = enr_writing_period_dup_text (ENR_PERIOD_DAY, seen->day, seen->day);
      heading = g_strdup_printf ("%s %s: %s", time, _ ("Development seen"), seen->domain);
      record.text = text;
      add_paragraphs (records, &record, heading);
    }
  return all != NULL;
}

/* By date; paragraphs of one text stay as they are: the sort is a stable one. */
static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  const EnrSourceRecord *left = a, *right = b;

  return (left->first > right->first) - (left->first < right->first);
}

static void
split_years (GPtrArray *records, GPtrArray *list)
{
  for (guint i = 0; i < records->len; i++)
    {
      EnrSourceRecord *record = g_ptr_array_index (records, i);
      int year = enr_fiscal_year (record->first);
      EnrSource *source = list->len > 0 ? g_ptr_array_index (list, 0) : NULL;

      if (source == NULL || source->type != ENR_SOURCE_RECORDS || source->year != year)
        {
          source = g_new0 (EnrSource, 1);
          source->type = ENR_SOURCE_RECORDS;
          source->year = year;
          source->records = g_ptr_array_new_with_free_func (record_free);
          g_ptr_array_insert (list, 0, source);
        }
      g_ptr_array_add (source->records, record);
    }
}

gboolean
enr_source_add_records (EnrDb *db,
                        EnrWritingKinds *kinds,
                        const EnrWritingKind *kind,
                        const EnrWriting *writing,
                        GPtrArray *list,
                        GError **error)
{
  EnrDate from = kind->period == ENR_PERIOD_TERM ? writing->first : ENR_DATE_NONE;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GList) sorted = NULL;
  g_autoptr (GPtrArray) records = NULL;

  if (kind->is_plan || enr_uuid_is_none (&writing->child_id)
      || (kind->period != ENR_PERIOD_YEAR && kind->period != ENR_PERIOD_TERM))
    return TRUE;
  items = enr_timeline_load (db, &writing->child_id, from, writing->last, TRUE, error);
  if (items == NULL)
    return FALSE;
  found = g_ptr_array_new_with_free_func (record_free);
  for (guint i = 0; i < items->len; i++)
    add_item (found, kinds, kind, g_ptr_array_index (items, i));
  if (!add_seen (db, found, &writing->child_id, from, writing->last, error))
    return FALSE;
  for (guint i = found->len; i > 0; i--)
    sorted = g_list_prepend (sorted, g_ptr_array_index (found, i - 1));
  sorted = g_list_sort_with_data (sorted, compare, NULL);
  records = g_ptr_array_new ();
  for (GList *link = sorted; link != NULL; link = link->next)
    g_ptr_array_add (records, link->data);
  g_ptr_array_set_free_func (found, NULL);
  split_years (records, list);
  return TRUE;
}
