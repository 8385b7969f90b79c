/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "people/duty.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "base/clock.h"
#include "nursery/error.h"

ENR_SQL (SQL_LIST,
         "SELECT d.id, d.staff_id, d.first, d.last, s.name, s.job, s.is_counted FROM duty d "
         "JOIN staff s ON s.id = d.staff_id WHERE d.day = :day AND d.removed_at IS NULL "
         "ORDER BY d.first, s.kana, s.name, d.id");
ENR_SQL (SQL_STAFF,
         "SELECT name, first_day, last_day FROM staff WHERE id = :staff AND removed_at IS NULL");
ENR_SQL (SQL_OF_STAFF,
         "SELECT id, first, last FROM duty WHERE day = :day AND staff_id = :staff "
         "AND removed_at IS NULL ORDER BY first");
ENR_SQL (SQL_INSERT,
         "INSERT INTO duty (id, staff_id, day, first, last) "
         "VALUES (:id, :staff, :day, :first, :last)");
ENR_SQL (SQL_REMOVE, "UPDATE duty SET removed_at = :now WHERE id = :id");
ENR_SQL (SQL_REMOVE_DAY,
         "UPDATE duty SET removed_at = :now WHERE day = :day AND removed_at IS NULL");
/* Who is not employed then is left out by the caller's count. */
ENR_SQL (
    SQL_EMPLOYED,
    "SELECT d.staff_id, d.first, d.last, s.removed_at IS NULL AND s.first_day <= :to "
    "AND (s.last_day IS NULL OR s.last_day >= :to) FROM duty d JOIN staff s ON s.id = d.staff_id "
    "WHERE d.day = :from AND d.removed_at IS NULL ORDER BY d.staff_id, d.first");

/* A duty in the database. */
typedef struct
{
  EnrUuid id;
  EnrUuid staff_id;
  EnrDutySpan span;
  gboolean stays;
} Row;

void
enr_duty_free (EnrDuty *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->job);
  g_free (self);
}

GPtrArray *
enr_duty_list (EnrDb *db, EnrDate day, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_duty_free);
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LIST);
  int rc;

  enr_bind_date (&st, ":day", day);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrDuty *self = g_new0 (EnrDuty, 1);

      self->id = enr_column_uuid (&st, 0);
      self->staff_id = enr_column_uuid (&st, 1);
      self->span.first = enr_column_minutes (&st, 2);
      self->span.last = enr_column_minutes (&st, 3);
      self->name = enr_column_dup_text (&st, 4);
      self->job = enr_column_dup_text (&st, 5);
      self->is_counted = enr_column_int (&st, 6) != 0;
      g_ptr_array_add (list, self);
    }
  return rc == 0 ? g_steal_pointer (&list) : NULL;
}

static gboolean
check_spans (const EnrDutySpan *spans, guint n_spans, GError **error)
{
  char first[6], last[6];

  for (guint i = 0; i < n_spans; i++)
    {
      const EnrDutySpan *span = &spans[i];

      if (span->first < 0 || span->last > ENR_MINUTES_MAX)
        {
          g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                               _ ("A duty is between 0:00 and 27:00."));
          return FALSE;
        }
      if (span->last <= span->first)
        {
          g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                       /* Translators: two times of day */
                       _ ("A duty from %s to %s ends before it starts."),
                       enr_minutes_format (span->first, first),
                       enr_minutes_format (span->last, last));
          return FALSE;
        }
      for (guint k = 0; k < i; k++)
        if (span->first < spans[k].last && spans[k].first < span->last)
          {
            g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                         /* Translators: a time of day */
                         _ ("Two duties of one person overlap at %s."),
                         enr_minutes_format (MAX (span->first, spans[k].first), first));
            return FALSE;
          }
    }
  return TRUE;
}

static gboolean
check_employed (EnrDb *db, const EnrUuid *staff_id, EnrDate day, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_STAFF);
  g_autofree char *iso = NULL;
  int rc;

  enr_bind_uuid (&st, ":staff", staff_id);
  rc = enr_stmt_step (&st, error);
  if (rc < 0)
    return FALSE;
  if (rc == 0)
    {
      g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN,
                           _ ("There is no such member of staff."));
      return FALSE;
    }
  if (enr_column_date (&st, 1) <= day
      && (enr_column_is_null (&st, 2) || enr_column_date (&st, 2) >= day))
    return TRUE;
  iso = enr_date_dup_iso (day);
  g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
               /* Translators: a name and a day */
               _ ("%s is not employed on %s."), enr_column_text (&st, 0), iso);
  return FALSE;
}

static gboolean
insert (EnrDb *db, const EnrUuid *staff_id, EnrDate day, const EnrDutySpan *span, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_INSERT);
  EnrUuid id = enr_uuid_new ();

  enr_bind_uuid (&st, ":id", &id);
  enr_bind_uuid (&st, ":staff", staff_id);
  enr_bind_date (&st, ":day", day);
  enr_bind_minutes (&st, ":first", span->first);
  enr_bind_minutes (&st, ":last", span->last);
  return enr_stmt_run (&st, error);
}

/* (element-type Row) */
static GArray *
load_of_staff (EnrDb *db, const EnrUuid *staff_id, EnrDate day, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, TRUE, sizeof (Row));
  g_auto (EnrStmt) st = enr_stmt (db, SQL_OF_STAFF);
  int rc;

  enr_bind_date (&st, ":day", day);
  enr_bind_uuid (&st, ":staff", staff_id);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      Row row = { enr_column_uuid (&st, 0),
                  *staff_id,
                  { enr_column_minutes (&st, 1), enr_column_minutes (&st, 2) },
                  FALSE };

      g_array_append_val (rows, row);
    }
  return rc == 0 ? g_steal_pointer (&rows) : NULL;
}

/* Marks the row that says just this; FALSE where there is none. */
static gboolean
keep (GArray *rows, const EnrDutySpan *span)
{
  for (guint i = 0; i < rows->len; i++)
    {
      Row *row = &g_array_index (rows, Row, i);

      if (!row->stays && row->span.first == span->first && row->span.last == span->last)
        return row->stays = TRUE;
    }
  return FALSE;
}

static gboolean
remove_others (EnrDb *db, const GArray *rows, GError **error)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);
      g_auto (EnrStmt) st = enr_stmt (db, SQL_REMOVE);

      if (row->stays)
        continue;
      enr_bind_uuid (&st, ":id", &row->id);
      enr_bind_instant (&st, ":now", enr_clock_now ());
      if (!enr_stmt_run (&st, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
refuse_changed (GError **error)
{
  g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED,
                       _ ("These duties were changed by somebody else in the meantime."));
  return FALSE;
}

/* Both are sorted by nothing: what is typed first may be the later one. */
static gboolean
are_seen (const GArray *rows, const EnrDutySpan *seen, guint n_seen)
{
  guint n_found = 0;

  for (guint i = 0; i < rows->len; i++)
    for (guint k = 0; k < n_seen; k++)
      if (memcmp (&g_array_index (rows, Row, i).span, &seen[k], sizeof (EnrDutySpan)) == 0)
        {
          n_found++;
          break;
        }
  return rows->len == n_seen && n_found == n_seen;
}

static gboolean
set (EnrDb *db,
     const EnrActor *actor,
     const EnrUuid *staff_id,
     EnrDate day,
     const EnrDutySpan *seen,
     guint n_seen,
     const EnrDutySpan *spans,
     guint n_spans,
     gboolean is_checked,
     GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autoptr (GArray) rows = NULL;

  if (!check_spans (spans, n_spans, error) || !enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  if (n_spans > 0 && !check_employed (db, staff_id, day, error))
    return FALSE;
  rows = load_of_staff (db, staff_id, day, error);
  if (rows == NULL)
    return FALSE;
  if (is_checked && !are_seen (rows, seen, n_seen))
    return refuse_changed (error);
  for (guint i = 0; i < n_spans; i++)
    if (!keep (rows, &spans[i]) && !insert (db, staff_id, day, &spans[i], error))
      return FALSE;
  return remove_others (db, rows, error) && enr_txn_commit (&txn, error);
}

gboolean
enr_duty_set (EnrDb *db,
              const EnrActor *actor,
              const EnrUuid *staff_id,
              EnrDate day,
              const EnrDutySpan *spans,
              guint n_spans,
              GError **error)
{
  return set (db, actor, staff_id, day, NULL, 0, spans, n_spans, FALSE, error);
}

gboolean
enr_duty_set_seen (EnrDb *db,
                   const EnrActor *actor,
                   const EnrUuid *staff_id,
                   EnrDate day,
                   const EnrDutySpan *seen,
                   guint n_seen,
                   const EnrDutySpan *spans,
                   guint n_spans,
                   GError **error)
{
  return set (db, actor, staff_id, day, seen, n_seen, spans, n_spans, TRUE, error);
}

/* What is to be copied. (element-type Row) */
static GArray *
load_employed (EnrDb *db, EnrDate from, EnrDate to, guint *n_left_out, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, TRUE, sizeof (Row));
  g_auto (EnrStmt) st = enr_stmt (db, SQL_EMPLOYED);
  EnrUuid before = { 0 };
  int rc;

  enr_bind_date (&st, ":from", from);
  enr_bind_date (&st, ":to", to);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      Row row = { enr_uuid_none,
                  enr_column_uuid (&st, 0),
                  { enr_column_minutes (&st, 1), enr_column_minutes (&st, 2) },
                  FALSE };

      if (enr_column_int (&st, 3) != 0)
        g_array_append_val (rows, row);
      else if (!enr_uuid_equal (&before, &row.staff_id))
        ++*n_left_out;
      before = row.staff_id;
    }
  if (rc < 0)
    return NULL;
  if (rows->len == 0 && *n_left_out == 0)
    {
      g_autofree char *iso = enr_date_dup_iso (from);

      g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN,
                   /* Translators: a day */
                   _ ("No duties have been entered for %s."), iso);
      return NULL;
    }
  return g_steal_pointer (&rows);
}

static gboolean
remove_day (EnrDb *db, EnrDate day, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_REMOVE_DAY);

  enr_bind_date (&st, ":day", day);
  enr_bind_instant (&st, ":now", enr_clock_now ());
  return enr_stmt_run (&st, error);
}

static gboolean
make_room (EnrDb *db, EnrDate day, gboolean replace, GError **error)
{
  g_autoptr (GPtrArray) there = enr_duty_list (db, day, error);

  if (there == NULL)
    return FALSE;
  if (there->len > 0 && !replace)
    {
      g_autofree char *iso = enr_date_dup_iso (day);

      g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY,
                   /* Translators: a day */
                   _ ("Duties have been entered for %s already."), iso);
      return FALSE;
    }
  return remove_day (db, day, error);
}

gboolean
enr_duty_copy (EnrDb *db,
               const EnrActor *actor,
               EnrDate from,
               EnrDate to,
               gboolean replace,
               guint *n_left_out,
               GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autoptr (GArray) rows = NULL;
  guint left_out = 0;

  if (from == to)
    {
      g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                           _ ("Duties are copied to another day."));
      return FALSE;
    }
  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  rows = load_employed (db, from, to, &left_out, error);
  if (rows == NULL || !make_room (db, to, replace, error))
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);

      if (!insert (db, &row->staff_id, to, &row->span, error))
        return FALSE;
    }
  if (!enr_txn_commit (&txn, error))
    return FALSE;
  if (n_left_out != NULL)
    *n_left_out = left_out;
  return TRUE;
}

static gboolean
is_among (const EnrUuid *id, const GArray *ids)
{
  for (guint i = 0; i < ids->len; i++)
    if (enr_uuid_equal (&g_array_index (ids, EnrUuid, i), id))
      return TRUE;
  return FALSE;
}

gboolean
enr_duty_take_back (EnrDb *db,
                    const EnrActor *actor,
                    EnrDate day,
                    const GArray *ids,
                    GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autoptr (GPtrArray) there = NULL;

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  there = enr_duty_list (db, day, error);
  if (there == NULL)
    return FALSE;
  if (there->len != ids->len)
    return refuse_changed (error);
  for (guint i = 0; i < there->len; i++)
    if (!is_among (&((EnrDuty *) g_ptr_array_index (there, i))->id, ids))
      return refuse_changed (error);
  return remove_day (db, day, error) && enr_txn_commit (&txn, error);
}
