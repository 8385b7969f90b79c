/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "attendance/import-lookup.h"

#include <glib/gi18n-lib.h>

#include "attendance/absence-kind.h"
#include "base/text.h"

ENR_SQL (SQL_CHILDREN,
         "SELECT id, external_id, family_name, given_name, birth_date FROM child "
         "WHERE removed_at IS NULL");
ENR_SQL (SQL_ENROLMENTS,
         "SELECT child_id, first_day, last_day FROM enrolment WHERE removed_at IS NULL "
         "ORDER BY child_id, first_day");
ENR_SQL (
    SQL_CLOSED,
    "SELECT day FROM day_closing WHERE closed_at IS NOT NULL AND day >= :first AND day <= :last");
ENR_SQL (SQL_STANDING,
         "SELECT s.child_id, s.day, s.kind, s.at, s.collected_by FROM stamp s "
         "WHERE s.day >= :first AND s.day <= :last AND s.at IS NOT NULL "
         "AND NOT EXISTS (SELECT 1 FROM stamp x WHERE x.supersedes = s.id) "
         "ORDER BY s.day, s.child_id, s.at, s.kind = 'leave', s.id");
ENR_SQL (SQL_ATTENDANCE,
         "SELECT child_id, day, planned_arrive, planned_leave, planned_collector, absence_kind, "
         "absence_reason, notified_by, note FROM attendance WHERE day >= :first AND day <= :last");

static void
child_free (gpointer data)
{
  EnrLookupChild *self = data;

  g_free (self->external_id);
  g_free (self->name);
  g_free (self->name_key);
  g_array_unref (self->periods);
  g_free (self);
}

static void
match_free (gpointer data)
{
  EnrLookupMatch *self = data;

  g_free (self->problem);
  g_free (self);
}

void
enr_lookup_clear (EnrLookup *self)
{
  g_clear_pointer (&self->matches, g_hash_table_unref);
  g_clear_pointer (&self->days, g_hash_table_unref);
  g_clear_pointer (&self->closed, g_hash_table_unref);
  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_pointer (&self->by_external_id, g_hash_table_unref);
  g_clear_pointer (&self->by_name, g_hash_table_unref);
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_clear_pointer (&self->kinds, g_array_unref);
}

/* A child's index and a day: small numbers, which g_int64_hash() would lay on top of each other. */
static guint
day_key_hash (gconstpointer key)
{
  return (guint) ((*(const guint64 *) key * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)) >> 32);
}

/*
 * Reading
 */

static char *
name_key (const char *family_name, const char *given_name)
{
  g_autofree char *name = g_strconcat (family_name, given_name != NULL ? given_name : "", NULL);

  return enr_text_search_key (name);
}

static gboolean
load_children (EnrDb *db, EnrLookup *self, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_CHILDREN);
  int rc;

  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrLookupChild *child = g_new0 (EnrLookupChild, 1);
      const char *given = enr_column_text (&st, 3);
      GPtrArray *same;

      child->id = enr_column_uuid (&st, 0);
      child->index = self->children->len;
      child->external_id = enr_column_dup_text (&st, 1);
      child->name = g_strconcat (enr_column_text (&st, 2), *given != '\0' ? " " : "", given, NULL);
      child->name_key = name_key (enr_column_text (&st, 2), given);
      child->birth_date = enr_column_date (&st, 4);
      child->periods = g_array_new (FALSE, FALSE, sizeof (EnrDate));
      g_ptr_array_add (self->children, child);
      g_hash_table_insert (self->by_id, &child->id, child);
      if (child->external_id != NULL)
        g_hash_table_insert (self->by_external_id, child->external_id, child);
      same = g_hash_table_lookup (self->by_name, child->name_key);
      if (same == NULL)
        {
          same = g_ptr_array_new ();
          g_hash_table_insert (self->by_name, child->name_key, same);
        }
      g_ptr_array_add (same, child);
    }
  return rc == 0;
}

static gboolean
load_enrolments (EnrDb *db, EnrLookup *self, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_ENROLMENTS);
  int rc;

  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrUuid id = enr_column_uuid (&st, 0);
      EnrLookupChild *child = g_hash_table_lookup (self->by_id, &id);
      EnrDate period[2] = { enr_column_date (&st, 1), enr_column_date (&st, 2) };

      if (child != NULL)
        g_array_append_vals (child->periods, period, 2);
    }
  return rc == 0;
}

static gboolean
load_closed (EnrDb *db, EnrLookup *self, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_CLOSED);
  int rc;

  enr_bind_date (&st, ":first", self->sheet->first);
  enr_bind_date (&st, ":last", self->sheet->last);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    g_hash_table_add (self->closed, GINT_TO_POINTER (enr_column_date (&st, 0)));
  return rc == 0;
}

EnrLookupDay *
enr_lookup_day (EnrLookup *self, const EnrLookupChild *child, EnrDate date)
{
  gint64 key = ((gint64) child->index << 32) | (guint32) date;
  EnrLookupDay *day = g_hash_table_lookup (self->days, &key);

  if (day == NULL)
    {
      day = g_new0 (EnrLookupDay, 1);
      day->key = key;
      day->arrived = day->left = day->second = day->before_left = ENR_MINUTES_NONE;
      day->planned_arrive = day->planned_leave = ENR_MINUTES_NONE;
      day->collected_by = day->planned_collector = day->absence_reason = day->notified_by = "";
      day->note = "";
      g_hash_table_insert (self->days, &day->key, day);
    }
  return day;
}

static const char *
keep (EnrLookup *self, EnrStmt *st, int column)
{
  const char *text = enr_column_text (st, column);

  return text == NULL || *text == '\0' ? "" : g_string_chunk_insert_const (self->strings, text);
}

static gboolean
load_stamps (EnrDb *db, EnrLookup *self, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_STANDING);
  int rc;

  enr_bind_date (&st, ":first", self->sheet->first);
  enr_bind_date (&st, ":last", self->sheet->last);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrUuid id = enr_column_uuid (&st, 0);
      const EnrLookupChild *child = g_hash_table_lookup (self->by_id, &id);
      EnrDate date = enr_column_date (&st, 1);
      gboolean is_arrival = enr_column_text (&st, 2)[0] == 'a';
      int minutes = enr_instant_minutes (enr_column_instant (&st, 3), date);
      EnrLookupDay *day;

      if (child == NULL)
        continue;
      day = enr_lookup_day (self, child, date);
      if (day->n_stamps > 0 && day->arrived != ENR_MINUTES_NONE && day->second == ENR_MINUTES_NONE)
        day->second = minutes;
      if (is_arrival)
        {
          if (day->arrived == ENR_MINUTES_NONE)
            day->arrived = minutes;
          day->left = ENR_MINUTES_NONE;
          day->before_left = minutes;
          day->collected_by = "";
        }
      else
        {
          if (day->left != ENR_MINUTES_NONE)
            day->before_left = day->left;
          day->left = minutes;
          day->collected_by = keep (self, &st, 4);
        }
      day->n_stamps++;
    }
  return rc == 0;
}

static gboolean
load_attendance (EnrDb *db, EnrLookup *self, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_ATTENDANCE);
  int rc;

  enr_bind_date (&st, ":first", self->sheet->first);
  enr_bind_date (&st, ":last", self->sheet->last);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrUuid id = enr_column_uuid (&st, 0);
      const EnrLookupChild *child = g_hash_table_lookup (self->by_id, &id);
      EnrLookupDay *day;

      if (child == NULL)
        continue;
      day = enr_lookup_day (self, child, enr_column_date (&st, 1));
      day->planned_arrive = enr_column_minutes (&st, 2);
      day->planned_leave = enr_column_minutes (&st, 3);
      day->planned_collector = keep (self, &st, 4);
      day->absence_kind = enr_column_is_null (&st, 5) ? NULL : keep (self, &st, 5);
      day->absence_reason = keep (self, &st, 6);
      day->notified_by = keep (self, &st, 7);
      day->note = keep (self, &st, 8);
    }
  return rc == 0;
}

gboolean
enr_lookup_load (EnrDb *db, EnrLookup *self, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  self->children = g_ptr_array_new_with_free_func (child_free);
  self->by_id = g_hash_table_new (enr_uuid_hash, enr_uuid_equal);
  self->by_external_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->by_name
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  self->matches = g_hash_table_new_full (NULL, NULL, NULL, match_free);
  self->days = g_hash_table_new_full (day_key_hash, g_int64_equal, NULL, g_free);
  self->closed = g_hash_table_new (NULL, NULL);
  if (!enr_txn_begin_read (&txn, db, error))
    return FALSE;
  self->kinds = enr_absence_kind_list (db, self->strings, error);
  return self->kinds != NULL && load_children (db, self, error) && load_enrolments (db, self, error)
         && load_closed (db, self, error) && load_stamps (db, self, error)
         && load_attendance (db, self, error);
}

/*
 * Which child
 */

static EnrLookupChild *
find_named (EnrLookup *self,
            const EnrAttendanceCells *cells,
            const char *key,
            gboolean *is_ambiguous)
{
  GPtrArray *same = g_hash_table_lookup (self->by_name, key);
  EnrLookupChild *found = NULL;

  *is_ambiguous = FALSE;
  for (guint i = 0; same != NULL && i < same->len; i++)
    {
      EnrLookupChild *child = g_ptr_array_index (same, i);

      if (cells->birth_date != ENR_DATE_NONE && child->birth_date != cells->birth_date)
        continue;
      *is_ambiguous = found != NULL;
      found = child;
    }
  return found;
}

static EnrLookupMatch *
find_match (EnrLookup *self, const EnrAttendanceCells *cells)
{
  EnrLookupMatch *match = g_new0 (EnrLookupMatch, 1);
  g_autofree char *key
      = name_key (cells->family_name != NULL ? cells->family_name : "", cells->given_name);
  gboolean is_ambiguous;
  EnrLookupChild *named = find_named (self, cells, key, &is_ambiguous);
  EnrLookupChild *numbered
      = cells->number != NULL ? g_hash_table_lookup (self->by_external_id, cells->number) : NULL;

  /* A mapped column of names: "child" may be a name as well. */
  if (numbered == NULL && cells->number != NULL && *key == '\0')
    {
      g_autofree char *word = enr_text_search_key (cells->number);

      named = find_named (self, cells, word, &is_ambiguous);
    }

  /* Another product's numbers can be other children's here: name and birth date decide then. */
  if (numbered != NULL && *key != '\0' && !enr_import_text_same (numbered->name_key, key)
      && cells->birth_date != ENR_DATE_NONE && cells->birth_date != numbered->birth_date)
    {
      if (named == NULL)
        match->problem = g_strdup_printf (_ ("The number %s belongs to another child: %s."),
                                          cells->number, numbered->name);
      numbered = NULL;
    }
  if (numbered != NULL)
    match->child = numbered;
  else if (is_ambiguous)
    match->problem = g_strdup (_ ("More than one child has that name; the child's number or birth "
                                  "date is needed to tell them apart."));
  else if (named != NULL)
    match->child = named;
  else if (match->problem == NULL)
    match->problem = g_strdup (cells->number == NULL && *key == '\0'
                                   ? _ ("The row does not say which child it is of.")
                                   : _ ("There is no such child."));
  return match;
}

const EnrLookupMatch *
enr_lookup_match (EnrLookup *self, const EnrAttendanceCells *cells)
{
  EnrLookupMatch *match = g_hash_table_lookup (self->matches, cells->who);

  if (match == NULL)
    {
      match = find_match (self, cells);
      g_hash_table_insert (self->matches, (gpointer) cells->who, match);
    }
  return match;
}

gboolean
enr_lookup_is_enrolled (const EnrLookupChild *child, EnrDate date)
{
  for (guint i = 0; i < child->periods->len; i += 2)
    {
      EnrDate first = g_array_index (child->periods, EnrDate, i);
      EnrDate last = g_array_index (child->periods, EnrDate, i + 1);

      if (first <= date && (last == ENR_DATE_NONE || last >= date))
        return TRUE;
    }
  return FALSE;
}

/*
 * Absences
 */

static const char *
kind_with_total (const EnrLookup *self, const char *key, const char *total)
{
  const char *found = NULL;

  for (guint i = 0; i < self->kinds->len; i++)
    {
      const EnrAbsenceKind *kind = &g_array_index (self->kinds, EnrAbsenceKind, i);

      if (g_str_equal (kind->key, key))
        return kind->key;
      if (found == NULL && kind->is_active && g_str_equal (kind->total, total))
        found = kind->key;
    }
  return found;
}

static gboolean
is_one_of (const char *key, const char *words)
{
  g_auto (GStrv) list = g_strsplit (words, "|", -1);

  for (guint i = 0; list[i] != NULL; i++)
    {
      g_autofree char *other = enr_text_search_key (list[i]);

      if (g_str_equal (other, key))
        return TRUE;
    }
  return FALSE;
}

const char *
enr_lookup_kind (const EnrLookup *self, const char *text)
{
  static const struct
  {
    const char *key;
    const char *total;
    const char *words;
  } common[] = {
    { "sick", "sick", "病欠|病気|病気欠席|体調不良|発熱|風邪|かぜ|通院|病" },
    { "personal", "other",
      "欠席|欠|都合|都合欠|都合欠席|私用|私用欠|私用欠席|家庭の都合|家庭都合|私事都合|休み|"
      "お休み" },
    { "suspension", "suspension", "出席停止|出停|登園停止|感染症|停" },
    { "bereavement", "bereavement", "忌引|忌引き|忌引欠席|忌" },
    { "unannounced", "unannounced", "無断|無断欠席|連絡なし|連絡なし欠席|連絡無し|不明|無" },
  };
  g_autofree char *key = enr_text_search_key (text);

  for (guint i = 0; i < self->kinds->len; i++)
    {
      const EnrAbsenceKind *kind = &g_array_index (self->kinds, EnrAbsenceKind, i);
      g_autofree char *label = enr_text_search_key (kind->label);
      g_autofree char *symbol = enr_text_search_key (kind->symbol);

      if (g_str_equal (kind->key, key) || g_str_equal (label, key) || g_str_equal (symbol, key))
        return kind->key;
    }
  if (is_one_of (key, "出席|登園|出|○|〇|present|遅刻|早退|遅刻早退"))
    return "";
  for (guint i = 0; i < G_N_ELEMENTS (common); i++)
    if (is_one_of (key, common[i].words))
      return kind_with_total (self, common[i].key, common[i].total);
  return NULL;
}

char *
enr_lookup_dup_kinds (const EnrLookup *self)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < self->kinds->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                            g_array_index (self->kinds, EnrAbsenceKind, i).label);
  return g_string_free (names, FALSE);
}

const char *
enr_lookup_kind_label (const EnrLookup *self, const char *key)
{
  for (guint i = 0; i < self->kinds->len; i++)
    {
      const EnrAbsenceKind *kind = &g_array_index (self->kinds, EnrAbsenceKind, i);

      if (g_strcmp0 (kind->key, key) == 0)
        return kind->label;
    }
  return "";
}
