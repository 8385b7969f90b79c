/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "contact/promise.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "contact/contact-private.h"
#include "nursery/error.h"

#define COLUMNS                                                                                    \
  "p.id, p.child_id, c.family_name, c.given_name, p.kind, p.is_ours, p.words, p.due_day, "         \
  "p.due_at, p.made_at, p.made_by, p.kept_at, p.kept_by, p.removed_at "                            \
  "FROM promise p JOIN child c ON c.id = p.child_id "

ENR_SQL (SQL_LOAD, "SELECT " COLUMNS "WHERE p.id = :id");
/* The index's condition word for word; otherwise all years are read. */
ENR_SQL (SQL_LIST_OPEN,
         "SELECT " COLUMNS "WHERE p.due_day <= :day AND p.kept_at IS NULL AND p.removed_at IS NULL "
         "ORDER BY p.due_day, coalesce (p.due_at, 0), p.id");
ENR_SQL (SQL_LIST_CHILD,
         "SELECT " COLUMNS "WHERE p.child_id = :child AND p.removed_at IS NULL "
         "ORDER BY p.made_at DESC, p.id DESC");
ENR_SQL (SQL_INSERT,
         "INSERT INTO promise (id, child_id, kind, is_ours, words, due_day, due_at, made_at, "
         "made_by, kept_at, kept_by) VALUES (:id, :child, :kind, :ours, :words, :day, :due, :made, "
         ":by, NULL, '')");
ENR_SQL (SQL_KEEP, "UPDATE promise SET kept_at = :at, kept_by = :by WHERE id = :id");
ENR_SQL (SQL_REMOVE, "UPDATE promise SET removed_at = :at WHERE id = :id");

static const char *const kind_keys[ENR_N_PROMISES]
    = { "call-back", "bring-paper", "bring-thing", "other" };

const char *
enr_promise_kind_key (EnrPromiseKind kind)
{
  return kind_keys[kind];
}

const char *
enr_promise_kind_label (EnrPromiseKind kind)
{
  static const char *const labels[ENR_N_PROMISES]
      = { N_ ("call back"), N_ ("bring the paper"), N_ ("bring something"), N_ ("other promise") };

  return _ (labels[kind]);
}

EnrPromise *
enr_promise_new (void)
{
  EnrPromise *self = g_new0 (EnrPromise, 1);

  self->child_name = g_strdup ("");
  self->is_ours = TRUE;
  self->words = g_strdup ("");
  self->due_day = enr_clock_today ();
  self->due_at = ENR_MINUTES_NONE;
  self->made_by = g_strdup ("");
  self->kept_at = ENR_INSTANT_NONE;
  self->kept_by = g_strdup ("");
  self->removed_at = ENR_INSTANT_NONE;
  return self;
}

EnrPromise *
enr_promise_copy (const EnrPromise *self)
{
  EnrPromise *copy = g_memdup2 (self, sizeof *self);

  copy->child_name = g_strdup (self->child_name);
  copy->words = g_strdup (self->words);
  copy->made_by = g_strdup (self->made_by);
  copy->kept_by = g_strdup (self->kept_by);
  return copy;
}

void
enr_promise_free (EnrPromise *self)
{
  if (self == NULL)
    return;

  g_free (self->child_name);
  g_free (self->words);
  g_free (self->made_by);
  g_free (self->kept_by);
  g_free (self);
}

static EnrPromise *
read_promise (EnrStmt *st)
{
  EnrPromise *self = g_new0 (EnrPromise, 1);

  self->id = enr_column_uuid (st, 0);
  self->child_id = enr_column_uuid (st, 1);
  self->child_name = g_strdup_printf ("%s %s", enr_column_text (st, 2), enr_column_text (st, 3));
  g_strchomp (self->child_name);
  while (self->kind < ENR_PROMISE_OTHER
         && strcmp (kind_keys[self->kind], enr_column_text (st, 4)) != 0)
    self->kind++;
  self->is_ours = enr_column_int (st, 5) != 0;
  self->words = enr_column_dup_text (st, 6);
  self->due_day = enr_column_date (st, 7);
  self->due_at = enr_column_minutes (st, 8);
  self->made_at = enr_column_instant (st, 9);
  self->made_by = enr_column_dup_text (st, 10);
  self->kept_at = enr_column_instant (st, 11);
  self->kept_by = enr_column_dup_text (st, 12);
  self->removed_at = enr_column_instant (st, 13);
  return self;
}

static GPtrArray *
read_all (EnrStmt *st, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_promise_free);
  int rc;

  while ((rc = enr_stmt_step (st, error)) > 0)
    g_ptr_array_add (list, read_promise (st));
  return rc == 0 ? g_steal_pointer (&list) : NULL;
}

EnrPromise *
enr_promise_load (EnrDb *db, const EnrUuid *id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LOAD);
  int rc;

  enr_bind_uuid (&st, ":id", id);
  rc = enr_stmt_step (&st, error);
  if (rc > 0)
    return read_promise (&st);
  if (rc == 0)
    enr_refuse (error, ENR_NURSERY_ERROR_UNKNOWN, _ ("There is no such promise."));
  return NULL;
}

GPtrArray *
enr_promise_list_open (EnrDb *db, EnrDate day, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LIST_OPEN);

  enr_bind_date (&st, ":day", day);
  return read_all (&st, error);
}

GPtrArray *
enr_promise_list_child (EnrDb *db, const EnrUuid *child_id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LIST_CHILD);

  enr_bind_uuid (&st, ":child", child_id);
  return read_all (&st, error);
}

gboolean
enr_promise_is_due (const EnrPromise *self, EnrInstant now)
{
  EnrDate today = enr_instant_nursery_day (now);

  if (self->due_day != today)
    return self->due_day < today;
  return self->due_at == ENR_MINUTES_NONE || enr_instant_minutes (now, today) >= self->due_at;
}

static gboolean
check (const EnrPromise *self, GError **error)
{
  if (self->due_day == ENR_DATE_NONE)
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID, _ ("The day is missing."));
  if (self->due_day < enr_clock_today ())
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID, _ ("The day is past."));
  if (self->due_day > enr_clock_today () + ENR_PROMISE_MAX_DAYS)
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                       _ ("The day is more than a year ahead. Is the year right?"));
  if (self->due_at != ENR_MINUTES_NONE && (self->due_at < 0 || self->due_at > ENR_MINUTES_MAX))
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID, _ ("The time is not a time of the day."));
  if ((self->kind == ENR_PROMISE_OTHER || self->kind == ENR_PROMISE_BRING_THING)
      && enr_text_is_blank (self->words))
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID, _ ("It is missing what was promised."));
  return enr_notice_check_text (self->words, error);
}

gboolean
enr_promise_add (EnrDb *db,
                 const EnrActor *actor,
                 const EnrPromise *promise,
                 EnrUuid *id,
                 GError **error)
{
  EnrUuid own_id = enr_uuid_new ();
  g_autofree char *words = enr_text_tidy_lines (promise->words);
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!check (promise, error) || !enr_txn_begin (&txn, db, actor, NULL, error)
      || !enr_notice_check_child (db, &promise->child_id, error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_INSERT);

    enr_bind_uuid (&st, ":id", &own_id);
    enr_bind_uuid (&st, ":child", &promise->child_id);
    enr_bind_text (&st, ":kind", kind_keys[promise->kind]);
    enr_bind_int (&st, ":ours", promise->is_ours);
    enr_bind_text (&st, ":words", words);
    enr_bind_date (&st, ":day", promise->due_day);
    enr_bind_minutes (&st, ":due", promise->due_at);
    enr_bind_instant (&st, ":made", enr_clock_now ());
    enr_bind_text (&st, ":by", actor->name);
    if (!enr_stmt_run (&st, error))
      return FALSE;
  }
  if (!enr_txn_commit (&txn, error))
    return FALSE;
  if (id != NULL)
    *id = own_id;
  return TRUE;
}

/* One that stands, and is kept or not. */
static gboolean
check_state (EnrDb *db, const EnrUuid *id, gboolean is_kept, GError **error)
{
  g_autoptr (EnrPromise) stored = enr_promise_load (db, id, error);

  if (stored == NULL)
    return FALSE;
  if (stored->removed_at != ENR_INSTANT_NONE)
    return enr_refuse (error, ENR_NURSERY_ERROR_ALREADY, _ ("It was removed already."));
  if ((stored->kept_at != ENR_INSTANT_NONE) != is_kept)
    return enr_refuse (error, ENR_NURSERY_ERROR_ALREADY,
                       is_kept ? _ ("It is not done yet.") : _ ("Somebody has done it already."));
  return TRUE;
}

static gboolean
set_kept (EnrDb *db, const EnrActor *actor, const EnrUuid *id, gboolean is_kept, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin (&txn, db, actor, NULL, error) || !check_state (db, id, !is_kept, error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_KEEP);

    enr_bind_uuid (&st, ":id", id);
    enr_bind_instant (&st, ":at", is_kept ? enr_clock_now () : ENR_INSTANT_NONE);
    enr_bind_text (&st, ":by", is_kept ? actor->name : "");
    if (!enr_stmt_run (&st, error))
      return FALSE;
  }
  return enr_txn_commit (&txn, error);
}

gboolean
enr_promise_keep (EnrDb *db, const EnrActor *actor, const EnrUuid *id, GError **error)
{
  return set_kept (db, actor, id, TRUE, error);
}

gboolean
enr_promise_reopen (EnrDb *db, const EnrActor *actor, const EnrUuid *id, GError **error)
{
  return set_kept (db, actor, id, FALSE, error);
}

/* Removes one that stands, or brings back one that was removed. */
static gboolean
set_removed (EnrDb *db,
             const EnrActor *actor,
             const EnrUuid *id,
             gboolean is_removed,
             const char *reason,
             GError **error)
{
  g_autoptr (EnrPromise) stored = NULL;
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin (&txn, db, actor, reason, error))
    return FALSE;
  stored = enr_promise_load (db, id, error);
  if (stored == NULL)
    return FALSE;
  if ((stored->removed_at != ENR_INSTANT_NONE) == is_removed)
    return enr_refuse (error, ENR_NURSERY_ERROR_ALREADY,
                       is_removed ? _ ("It was removed already.") : _ ("It is there already."));
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_REMOVE);

    enr_bind_uuid (&st, ":id", id);
    enr_bind_instant (&st, ":at", is_removed ? enr_clock_now () : ENR_INSTANT_NONE);
    if (!enr_stmt_run (&st, error))
      return FALSE;
  }
  return enr_txn_commit (&txn, error);
}

gboolean
enr_promise_remove (EnrDb *db,
                    const EnrActor *actor,
                    const EnrUuid *id,
                    const char *reason,
                    GError **error)
{
  return set_removed (db, actor, id, TRUE, reason, error);
}

gboolean
enr_promise_restore (EnrDb *db, const EnrActor *actor, const EnrUuid *id, GError **error)
{
  return set_removed (db, actor, id, FALSE, NULL, error);
}
