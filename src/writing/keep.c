/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "writing/keep-txn.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "nursery/error.h"
#include "writing/writing-private.h"

ENR_SQL (SQL_LEFT,
         "SELECT max(coalesce(last_day, '9999-12-31')) FROM enrolment "
         "WHERE child_id = :child AND removed_at IS NULL");
ENR_SQL (SQL_TEXTS, "DELETE FROM writing_text WHERE writing_id = :id");
ENR_SQL (SQL_ORIGINS,
         "UPDATE writing_text SET origin_id = NULL, origin_key = NULL WHERE origin_id = :id");
ENR_SQL (SQL_VERSIONS, "UPDATE writing_version SET body = NULL WHERE writing_id = :id");
ENR_SQL (SQL_NOTES, "DELETE FROM writing_note WHERE writing_id = :id");
ENR_SQL (SQL_WRITING, "UPDATE writing SET removed_at = :now WHERE id = :id");
ENR_SQL (SQL_DESTRUCTION,
         "INSERT INTO destruction (id, at, name, reason) VALUES (:id, :at, :name, :reason)");
ENR_SQL (SQL_LINE,
         "INSERT INTO destruction_line (destruction_id, position, label, fiscal_year, kept_until, "
         "count) "
         "VALUES (:id, :position, :label, :year, :until, :count)");
ENR_SQL (SQL_DESTRUCTIONS,
         "SELECT id, at, name, reason FROM destruction ORDER BY at DESC, id DESC");
ENR_SQL (SQL_LINES,
         "SELECT label, fiscal_year, kept_until, count FROM destruction_line "
         "WHERE destruction_id = :id ORDER BY position");

/* As many years later; 29 February becomes the 28th. */
static EnrDate
add_years (EnrDate day, int years)
{
  int year, month, number;
  EnrDate later;

  enr_date_split (day, &year, &month, &number);
  later = enr_date_new (year + years, month, number);
  return later != ENR_DATE_NONE ? later : enr_date_new (year + years, month, number - 1);
}

EnrDate
enr_keep_until (const EnrWritingKind *kind, EnrDate last_day, gboolean has_child, EnrDate left)
{
  EnrDate year_end = enr_fiscal_year_last (enr_fiscal_year (last_day));

  switch (kind->keep_from)
    {
    case ENR_KEEP_SCHOOL:
      /* The fiscal year's end is the day before the child enters. */
      return add_years (year_end, 6);
    case ENR_KEEP_FROM_LEAVING:
      if (has_child)
        return left != ENR_DATE_NONE ? add_years (MAX (left, last_day), kind->keep_years)
                                     : ENR_DATE_NONE;
      return add_years (year_end, kind->keep_years);
    case ENR_KEEP_FROM_YEAR:
    default:
      return add_years (year_end, kind->keep_years);
    }
}

void
enr_keep_item_free (EnrKeepItem *self)
{
  if (self == NULL)
    return;

  enr_writing_free (self->writing);
  g_free (self);
}

static void
line_free (EnrDestroyedLine *self)
{
  g_free (self->label);
  g_free (self);
}

void
enr_destruction_free (EnrDestruction *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->reason);
  g_ptr_array_unref (self->lines);
  g_free (self);
}

/* The day a child left, none while it is here. */
static gboolean
find_left (EnrDb *db, const EnrUuid *child_id, EnrDate *left, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LEFT);

  enr_bind_uuid (&st, ":child", child_id);
  if (enr_stmt_step (&st, error) < 0)
    return FALSE;
  *left = enr_column_is_null (&st, 0) ? ENR_DATE_NONE : enr_column_date (&st, 0);
  if (*left == enr_date_new (9999, 12, 31))
    *left = ENR_DATE_NONE;
  return TRUE;
}

static gboolean
until_of (EnrDb *db,
          const EnrWriting *writing,
          const EnrWritingKind *kind,
          EnrDate *until,
          GError **error)
{
  gboolean has_child = !enr_uuid_is_none (&writing->child_id);
  EnrDate left = ENR_DATE_NONE;

  if (has_child && !find_left (db, &writing->child_id, &left, error))
    return FALSE;
  *until = enr_keep_until (kind, writing->last, has_child, left);
  return TRUE;
}

GPtrArray *
enr_keep_list (EnrDb *db, EnrWritingKinds *kinds, EnrDate today, GError **error)
{
  const EnrWritingFilter filter = { .from = ENR_DATE_NONE, .until = today };
  g_autoptr (GPtrArray) over = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_keep_item_free);
  g_autoptr (GPtrArray) list = NULL;
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin_read (&txn, db, error))
    return NULL;
  list = enr_writing_list (db, &filter, error);
  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      EnrWriting *writing = g_ptr_array_index (list, i);
      const EnrWritingKind *kind = enr_writing_kinds_find (kinds, writing->kind, NULL);
      EnrKeepItem *item;
      EnrDate until;

      if (kind == NULL)
        continue;
      if (!until_of (db, writing, kind, &until, error))
        return NULL;
      if (until == ENR_DATE_NONE || until >= today)
        continue;
      item = g_new (EnrKeepItem, 1);
      item->writing = g_steal_pointer (&g_ptr_array_index (list, i));
      item->kind = kind;
      item->kept_until = until;
      g_ptr_array_add (over, item);
    }
  return list != NULL ? g_steal_pointer (&over) : NULL;
}

static gboolean
run_on (EnrDb *db, const char *sql, const EnrUuid *id, gboolean with_time, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, sql);

  enr_bind_uuid (&st, ":id", id);
  if (with_time)
    enr_bind_instant (&st, ":now", enr_clock_now ());
  return enr_stmt_run (&st, error);
}

static gboolean
destroy_one (EnrDb *db, const EnrUuid *id, GError **error)
{
  g_autoptr (EnrWriting) writing = enr_writing_load (db, id, error);
  g_autofree char *pairs = writing != NULL ? enr_writing_search_pairs (writing) : NULL;

  return pairs != NULL && enr_writing_search_change (db, id, pairs, "", error)
         && run_on (db, SQL_TEXTS, id, FALSE, error) && run_on (db, SQL_ORIGINS, id, FALSE, error)
         && run_on (db, SQL_VERSIONS, id, FALSE, error) && run_on (db, SQL_NOTES, id, FALSE, error)
         && run_on (db, SQL_WRITING, id, TRUE, error);
}

static void
count_line (GPtrArray *lines, const EnrWritingKind *kind, int fiscal_year, EnrDate until)
{
  EnrDestroyedLine *line;

  for (guint i = 0; i < lines->len; i++)
    {
      line = g_ptr_array_index (lines, i);
      if (line->fiscal_year == fiscal_year && strcmp (line->label, kind->label) == 0)
        {
          line->count++;
          line->kept_until = MAX (line->kept_until, until);
          return;
        }
    }
  line = g_new (EnrDestroyedLine, 1);
  line->label = g_strdup (kind->label);
  line->fiscal_year = fiscal_year;
  line->kept_until = until;
  line->count = 1;
  g_ptr_array_add (lines, line);
}

static gboolean
write_certificate (EnrDb *db,
                   const EnrActor *actor,
                   const EnrUuid *id,
                   const char *reason,
                   GPtrArray *lines,
                   GError **error)
{
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_DESTRUCTION);

    enr_bind_uuid (&st, ":id", id);
    enr_bind_instant (&st, ":at", enr_clock_now ());
    enr_bind_text (&st, ":name", actor->name);
    enr_bind_text (&st, ":reason", reason);
    if (!enr_stmt_run (&st, error))
      return FALSE;
  }
  for (guint i = 0; i < lines->len; i++)
    {
      const EnrDestroyedLine *line = g_ptr_array_index (lines, i);
      g_auto (EnrStmt) st = enr_stmt (db, SQL_LINE);

      enr_bind_uuid (&st, ":id", id);
      enr_bind_int (&st, ":position", i);
      enr_bind_text (&st, ":label", line->label);
      enr_bind_int (&st, ":year", line->fiscal_year);
      enr_bind_date (&st, ":until", line->kept_until);
      enr_bind_int (&st, ":count", line->count);
      if (!enr_stmt_run (&st, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_who_and_why (const EnrActor *actor, const char *reason, GError **error)
{
  if (enr_text_is_blank (reason))
    return enr_refuse (error, ENR_NURSERY_ERROR_REASON, _ ("Please say why it is destroyed."));
  if (enr_text_is_blank (actor->name))
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                       _ ("Only a person with a name can destroy records."));
  return TRUE;
}

gboolean
enr_keep_destroy_in_txn (EnrDb *db,
                         const EnrActor *actor,
                         EnrWritingKinds *kinds,
                         const EnrUuid *ids,
                         guint n_ids,
                         EnrDate today,
                         const char *reason,
                         EnrUuid *id,
                         GError **error)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) line_free);
  g_autofree char *tidy = enr_text_tidy_lines (reason);

  g_return_val_if_fail (enr_db_in_write (db), FALSE);

  if (!check_who_and_why (actor, reason, error))
    return FALSE;
  for (guint i = 0; i < n_ids; i++)
    {
      g_autoptr (EnrWriting) writing = enr_writing_load_header (db, &ids[i], error);
      const EnrWritingKind *kind;
      EnrDate until;

      if (writing == NULL)
        return FALSE;
      kind = enr_writing_kinds_find (kinds, writing->kind, error);
      if (kind == NULL || !until_of (db, writing, kind, &until, error))
        return FALSE;
      if (until == ENR_DATE_NONE || until >= today)
        return enr_refuse (
            error, ENR_NURSERY_ERROR_INVALID,
            _ ("Something that was chosen has still to be kept. Nothing was destroyed."));
      if (!destroy_one (db, &ids[i], error))
        return FALSE;
      count_line (lines, kind, enr_fiscal_year (writing->last), until);
    }
  *id = enr_uuid_new ();
  return write_certificate (db, actor, id, tidy, lines, error);
}

gboolean
enr_keep_destroy (EnrDb *db,
                  const EnrActor *actor,
                  EnrWritingKinds *kinds,
                  const EnrUuid *ids,
                  guint n_ids,
                  EnrDate today,
                  const char *reason,
                  EnrUuid *id,
                  GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autofree char *tidy = enr_text_tidy_lines (reason);

  return enr_txn_begin (&txn, db, actor, tidy, error)
         && enr_keep_destroy_in_txn (db, actor, kinds, ids, n_ids, today, tidy, id, error)
         && enr_txn_commit (&txn, error);
}

static gboolean
load_lines (EnrDb *db, EnrDestruction *self, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LINES);
  int rc;

  enr_bind_uuid (&st, ":id", &self->id);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrDestroyedLine *line = g_new (EnrDestroyedLine, 1);

      line->label = enr_column_dup_text (&st, 0);
      line->fiscal_year = (int) enr_column_int (&st, 1);
      line->kept_until = enr_column_date (&st, 2);
      line->count = (guint) enr_column_int (&st, 3);
      g_ptr_array_add (self->lines, line);
    }
  return rc == 0;
}

GPtrArray *
enr_destruction_list (EnrDb *db, GError **error)
{
  g_autoptr (GPtrArray) list
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_destruction_free);
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  int rc;

  if (!enr_txn_begin_read (&txn, db, error))
    return NULL;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_DESTRUCTIONS);

    while ((rc = enr_stmt_step (&st, error)) > 0)
      {
        EnrDestruction *self = g_new0 (EnrDestruction, 1);

        self->id = enr_column_uuid (&st, 0);
        self->at = enr_column_instant (&st, 1);
        self->name = enr_column_dup_text (&st, 2);
        self->reason = enr_column_dup_text (&st, 3);
        self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) line_free);
        g_ptr_array_add (list, self);
      }
    if (rc < 0)
      return NULL;
  }
  for (guint i = 0; i < list->len; i++)
    if (!load_lines (db, g_ptr_array_index (list, i), error))
      return NULL;
  return g_steal_pointer (&list);
}
