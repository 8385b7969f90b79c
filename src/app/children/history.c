/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/children/history.h"

#include <string.h>
#include <glib/gi18n.h>

#include "app/children/history-json.h"
#include "app/children/history-words.h"
#include "store/journal.h"

#define MAX_LINES 12

typedef struct
{
  EnrDate day;
  GPtrArray *changes; /* (element-type EnrPastChange), oldest first */
  gint64 txn;         /* of the last one */
  GHashTable *stamps; /* id in hexadecimal -> its time, as text */
  const EnrHistoryWords *words;
} Walk;

void
enr_past_change_free (gpointer data)
{
  EnrPastChange *self = data;

  g_free (self->who);
  g_free (self->title);
  g_free (self->reason);
  g_ptr_array_unref (self->lines);
  g_free (self);
}

static const char *
who (const EnrJournalRow *row)
{
  if (*row->actor_name != '\0')
    return row->actor_name;
  if (g_str_equal (row->actor_kind, "door"))
    return _ ("At the door");
  if (g_str_equal (row->actor_kind, "import"))
    return _ ("From a file");
  if (g_str_equal (row->actor_kind, "program"))
    return _ ("The program");
  return _ ("Office");
}

static char *
dup_stamp_time (GHashTable *pairs, EnrDate day)
{
  const char *at = enr_history_json_after (pairs, "at");
  char time[6];

  if (at == NULL)
    return NULL;
  return g_strdup (
      enr_minutes_format (enr_instant_minutes (g_ascii_strtoll (at, NULL, 10), day), time));
}

/* Stamps are never changed: a row that supersedes another says what it was before. */
static void
tell_stamp (Walk *walk, EnrPastChange *change, const EnrJournalRow *row, GHashTable *pairs)
{
  const char *iso = enr_history_json_after (pairs, "day");
  EnrDate day = enr_date_parse_iso (iso != NULL ? iso : "");
  const char *before = enr_history_json_after (pairs, "supersedes");
  const char *old = before != NULL ? g_hash_table_lookup (walk->stamps, before) : NULL;
  gboolean is_arrival = g_strcmp0 (enr_history_json_after (pairs, "kind"), "arrive") == 0;
  g_autofree char *date = day != ENR_DATE_NONE ? enr_date_dup_era (day) : g_strdup ("");
  g_autofree char *label = NULL;
  char *time = dup_stamp_time (pairs, day);
  const char *collector = enr_history_json_after (pairs, "collected_by");
  const char *source = enr_history_json_after (pairs, "source");

  g_hash_table_insert (walk->stamps, g_strdup (row->row), time);
  label = g_strconcat (date, " ", is_arrival ? _ ("Arrival") : _ ("Departure"), NULL);
  if (g_strcmp0 (old, time) != 0 || old == NULL)
    enr_history_words_add_line (change->lines, label, old, time);
  if (collector != NULL && *collector != '\0')
    enr_history_words_add_line (change->lines, _ ("Collected by"), NULL, collector);
  if (g_strcmp0 (source, "card") == 0)
    g_ptr_array_add (change->lines, g_strdup (_ ("With a card")));
  if (*change->reason == '\0')
    {
      const char *reason = enr_history_json_after (pairs, "reason");

      g_free (change->reason);
      change->reason = g_strdup (reason != NULL ? reason : "");
    }
}

/* Said before the copies of the address and of the people, which are the lesser part of it. */
static void
tell_family (EnrPastChange *change)
{
  if (change->lines->len == 0 || g_str_equal (change->title, _ ("Address")))
    {
      g_free (change->title);
      change->title = g_strdup (_ ("Brothers and sisters"));
    }
  g_ptr_array_insert (change->lines, 0, g_strdup (_ ("Joined to another family, or separated")));
}

static void
tell_columns (Walk *walk, EnrPastChange *change, const EnrJournalRow *row, GHashTable *pairs)
{
  if (row->op == 'U' && enr_history_json_after (pairs, "removed_at") != NULL)
    g_ptr_array_add (change->lines, g_strdup (_ ("Taken out")));
  else if (row->op == 'U' && g_hash_table_contains (pairs, "removed_at"))
    g_ptr_array_add (change->lines, g_strdup (_ ("Put back")));
  if (row->op == 'U' && enr_history_json_after (pairs, "revoked_at") != NULL)
    g_ptr_array_add (change->lines, g_strdup (_ ("The card is no longer valid")));
  if (row->op == 'U' && g_str_equal (row->table, "child")
      && g_hash_table_contains (pairs, "family_id"))
    tell_family (change);
  if (g_str_equal (row->table, "child_photo"))
    g_ptr_array_add (change->lines,
                     g_strdup (row->op == 'D' ? _ ("Photo removed") : _ ("Photo set")));
  enr_history_words_add_columns (walk->words, change->lines, row->table, pairs);
}

/* Tables whose rows are of a child and a day: the key begins with it. */
static gboolean
has_day (const EnrJournalRow *row)
{
  return g_str_equal (row->table, "attendance") || g_str_equal (row->table, "care_decision");
}

static gboolean
is_of_day (const Walk *walk, const EnrJournalRow *row, GHashTable *pairs)
{
  char iso[ENR_DATE_ISO_LENGTH];

  if (walk->day == ENR_DATE_NONE)
    return TRUE;
  enr_date_iso (walk->day, iso);
  if (g_str_equal (row->table, "stamp"))
    return g_strcmp0 (enr_history_json_after (pairs, "day"), iso) == 0;
  return has_day (row) && g_str_has_prefix (row->row, iso);
}

static EnrPastChange *
begin_change (Walk *walk, const EnrJournalRow *row)
{
  EnrPastChange *change;

  if (walk->changes->len > 0 && walk->txn == row->txn)
    return g_ptr_array_index (walk->changes, walk->changes->len - 1);
  change = g_new0 (EnrPastChange, 1);
  change->at = row->at_ms / 1000;
  change->who = g_strdup (who (row));
  change->reason = g_strdup (row->reason);
  change->lines = g_ptr_array_new_with_free_func (g_free);
  change->title = g_strdup (enr_history_words_title (row->table));
  walk->txn = row->txn;
  g_ptr_array_add (walk->changes, change);
  return change;
}

/* "出欠" of which day: said before the first of the row's lines. @key: "2026-06-10/…". */
static void
begin_with_day (EnrPastChange *change, guint index, const char *key)
{
  g_autofree char *iso = g_strndup (key, ENR_DATE_ISO_LENGTH - 1);
  g_autofree char *date = enr_history_words_dup_date (iso);
  g_autofree char *line = NULL;

  if (index >= change->lines->len)
    return;
  line = g_ptr_array_steal_index (change->lines, index);
  g_ptr_array_insert (change->lines, index, g_strconcat (date, " ", line, NULL));
}

/* An import or the sample changes very much at once. */
static void
shorten (EnrPastChange *change)
{
  guint more = change->lines->len - MIN (change->lines->len, MAX_LINES);

  if (more == 0)
    return;
  g_ptr_array_set_size (change->lines, MAX_LINES);
  /* Translators: a number of further lines */
  g_ptr_array_add (change->lines,
                   g_strdup_printf (ngettext ("and %u more", "and %u more", more), more));
}

static gboolean
row_cb (const EnrJournalRow *row, gpointer data)
{
  Walk *walk = data;
  g_autoptr (GHashTable) pairs = NULL;
  EnrPastChange *change;
  guint n_lines;

  if (row->op == 'M')
    return TRUE;
  pairs = enr_history_json_parse (row->changes);
  if (!is_of_day (walk, row, pairs))
    return TRUE;
  change = begin_change (walk, row);
  n_lines = change->lines->len;
  if (g_str_equal (row->table, "stamp"))
    tell_stamp (walk, change, row, pairs);
  else
    tell_columns (walk, change, row, pairs);
  if (has_day (row) && walk->day == ENR_DATE_NONE)
    begin_with_day (change, n_lines, row->row);
  return TRUE;
}

GPtrArray *
enr_history_load (EnrDb *db, const EnrUuid *child_id, EnrDate day, guint max, GError **error)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func (enr_past_change_free);
  g_autoptr (GPtrArray) newest = g_ptr_array_new_with_free_func (enr_past_change_free);
  g_autoptr (GHashTable) stamps = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (EnrHistoryWords) words = enr_history_words_load (db, error);
  Walk walk = { day, changes, 0, stamps, words };

  if (words == NULL || !enr_journal_walk (db, child_id, row_cb, &walk, error))
    return NULL;
  while (changes->len > 0 && newest->len < max)
    {
      EnrPastChange *change = g_ptr_array_steal_index (changes, changes->len - 1);

      shorten (change);
      if (change->lines->len > 0)
        g_ptr_array_add (newest, change);
      else
        enr_past_change_free (change);
    }
  return g_steal_pointer (&newest);
}
