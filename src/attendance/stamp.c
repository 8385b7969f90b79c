/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "attendance/stamp.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "attendance/attendance-private.h"
#include "base/clock.h"
#include "base/text.h"
#include "nursery/enrolment.h"
#include "nursery/error.h"

ENR_SQL (SQL_APPEND,
         "INSERT INTO stamp (id, child_id, day, kind, at, recorded_at, source, collected_by, "
         "supersedes, reason) VALUES (:id, :child, :day, :kind, :at, :now, :source, :collected_by, "
         ":supersedes, :reason)");
ENR_SQL (SQL_STANDING,
         "SELECT s.id, s.kind, s.at, s.collected_by FROM stamp s WHERE s.child_id = :child "
         "AND s.day = :day AND s.at IS NOT NULL "
         "AND NOT EXISTS (SELECT 1 FROM stamp x WHERE x.supersedes = s.id) "
         "ORDER BY s.at, s.kind = 'leave', s.id");
ENR_SQL (SQL_LOAD,
         "SELECT s.child_id, s.day, s.kind, s.at, s.source, s.collected_by, "
         "EXISTS (SELECT 1 FROM stamp x WHERE x.supersedes = s.id) FROM stamp s WHERE s.id = :id");
ENR_SQL (SQL_HISTORY,
         "SELECT s.id, s.kind, s.at, s.recorded_at, s.source, s.collected_by, s.supersedes, "
         "(SELECT x.id FROM stamp x WHERE x.supersedes = s.id), s.reason FROM stamp s "
         "WHERE s.child_id = :child AND s.day = :day ORDER BY s.recorded_at, s.id");
ENR_SQL (SQL_IS_CLOSED, "SELECT 1 FROM day_closing WHERE day = :day AND closed_at IS NOT NULL");
ENR_SQL (SQL_LOCK_MINUTES, "SELECT lock_minutes FROM facility WHERE id = 1");

static const char *const source_keys[]
    = { "door", "card", "office", "import", "command", "sample" };
static const char *const kind_keys[] = { "arrive", "leave" };

void
enr_stamp_free (EnrStamp *self)
{
  if (self == NULL)
    return;

  g_free (self->collected_by);
  g_free (self->reason);
  g_free (self);
}

const char *
enr_stamp_source_key (EnrStampSource source)
{
  return source_keys[source];
}

static EnrStampSource
source_from_key (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (source_keys); i++)
    if (g_strcmp0 (key, source_keys[i]) == 0)
      return i;
  return ENR_SOURCE_OFFICE;
}

EnrDate
enr_stamp_day (EnrStampKind kind, EnrInstant at)
{
  /* 27:00 sharp is still a departure of the day before. */
  return enr_instant_nursery_day (kind == ENR_STAMP_LEAVE ? at - 60 : at);
}

static void
standing_clear (gpointer data)
{
  EnrStanding *standing = data;

  g_free (standing->collected_by);
}

GArray *
enr_stamp_standing (EnrDb *db, const EnrUuid *child_id, EnrDate day, GError **error)
{
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (EnrStanding));
  g_auto (EnrStmt) st = enr_stmt (db, SQL_STANDING);
  int rc;

  g_array_set_clear_func (list, standing_clear);
  enr_bind_uuid (&st, ":child", child_id);
  enr_bind_date (&st, ":day", day);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrStanding standing = { 0 };

      standing.id = enr_column_uuid (&st, 0);
      standing.kind = enr_column_text (&st, 1)[0] == 'a' ? ENR_STAMP_ARRIVE : ENR_STAMP_LEAVE;
      standing.at = enr_column_int (&st, 2);
      standing.collected_by = enr_column_dup_text (&st, 3);
      g_array_append_val (list, standing);
    }
  return rc == 0 ? g_steal_pointer (&list) : NULL;
}

gboolean
enr_stamp_append_in_txn (EnrDb *db,
                         const EnrUuid *id,
                         const EnrUuid *child_id,
                         EnrDate day,
                         EnrStampKind kind,
                         EnrInstant at,
                         EnrStampSource source,
                         const char *collected_by,
                         const EnrUuid *supersedes,
                         const char *reason,
                         GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_APPEND);
  g_autofree char *collector = enr_text_tidy (collected_by != NULL ? collected_by : "");
  EnrUuid new_id = id != NULL && !enr_uuid_is_none (id) ? *id : enr_uuid_new ();

  g_assert (enr_db_in_write (db));

  enr_bind_uuid (&st, ":id", &new_id);
  enr_bind_uuid (&st, ":child", child_id);
  enr_bind_date (&st, ":day", day);
  enr_bind_text (&st, ":kind", kind_keys[kind]);
  enr_bind_instant (&st, ":at", at);
  enr_bind_instant (&st, ":now", enr_clock_now ());
  enr_bind_text (&st, ":source", source_keys[source]);
  enr_bind_text (&st, ":collected_by", collector);
  if (supersedes != NULL)
    enr_bind_uuid (&st, ":supersedes", supersedes);
  enr_bind_text (&st, ":reason", reason != NULL ? reason : "");
  return enr_stmt_run (&st, error);
}

gboolean
enr_day_check_open_in_txn (EnrDb *db, const EnrUuid *child_id, EnrDate day, GError **error)
{
  char buffer[ENR_DATE_ISO_LENGTH];
  int rc = enr_child_is_enrolled (db, child_id, day, error);

  if (rc < 0)
    return FALSE;
  if (rc == 0)
    {
      g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_NOT_ENROLLED,
                   _ ("The child is not enrolled on %s."), enr_date_iso (day, buffer));
      return FALSE;
    }
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_IS_CLOSED);

    enr_bind_date (&st, ":day", day);
    rc = enr_stmt_step (&st, error);
  }
  if (rc > 0)
    g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CLOSED,
                 _ ("The day %s is closed. It can be reopened with a reason."),
                 enr_date_iso (day, buffer));
  return rc == 0;
}

static int
load_lock_seconds (EnrDb *db, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LOCK_MINUTES);
  int rc = enr_stmt_step (&st, error);

  if (rc < 0)
    return -1;
  return rc > 0 ? (int) enr_column_int (&st, 0) * 60 : 30 * 60;
}

static void
fill_punch (EnrPunch *punch,
            const EnrUuid *id,
            EnrStampKind kind,
            EnrDate day,
            EnrInstant at,
            gboolean is_repeat)
{
  if (punch != NULL)
    *punch = (EnrPunch){ *id, kind, day, at, is_repeat };
}

static void
refuse_at (GError **error, EnrNurseryError code, const char *sentence, EnrInstant at)
{
  g_autofree char *local = enr_instant_dup_local (at);

  /* Translators: a sentence that ends with a colon, and a time */
  g_set_error (error, ENR_NURSERY_ERROR, code, _ ("%s %s"), sentence, strchr (local, 'T') + 1);
}

/* Whether the punch fits behind what stands: -1 refused, 0 a repeat, 1 a new fact. @last is the
 * newest stamp that stands, or NULL. */
static int
judge (EnrStampKind kind, EnrInstant at, const EnrStanding *last, int lock_seconds, GError **error)
{
  if (last == NULL)
    {
      if (kind == ENR_STAMP_ARRIVE)
        return 1;
      g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ORDER,
                           _ ("There is no arrival on that day, so there can be no departure."));
      return -1;
    }
  if (last->kind == kind)
    {
      if (ABS (at - last->at) < lock_seconds)
        return 0;
      if (kind == ENR_STAMP_ARRIVE)
        refuse_at (error, ENR_NURSERY_ERROR_ALREADY, _ ("The child is here already, since:"),
                   last->at);
      else
        refuse_at (error, ENR_NURSERY_ERROR_ALREADY, _ ("The child has left already, at:"),
                   last->at);
      return -1;
    }
  if (at < last->at)
    {
      if (kind == ENR_STAMP_ARRIVE)
        refuse_at (error, ENR_NURSERY_ERROR_ORDER, _ ("The arrival is before the departure at:"),
                   last->at);
      else
        refuse_at (error, ENR_NURSERY_ERROR_ORDER, _ ("The departure is before the arrival at:"),
                   last->at);
      return -1;
    }
  return 1;
}

static gboolean
record (EnrDb *db,
        const EnrUuid *child_id,
        EnrStampKind kind,
        EnrDate day,
        EnrInstant at,
        EnrStampSource source,
        const char *collected_by,
        EnrPunch *punch,
        GError **error)
{
  EnrUuid id = punch != NULL && !enr_uuid_is_none (&punch->id) ? punch->id : enr_uuid_new ();

  if (!enr_stamp_append_in_txn (db, &id, child_id, day, kind, at, source, collected_by, NULL, NULL,
                                error))
    return FALSE;
  fill_punch (punch, &id, kind, day, at, FALSE);
  return TRUE;
}

static gboolean
stamp_in_txn (EnrDb *db,
              const EnrUuid *child_id,
              EnrStampKind kind,
              EnrInstant at,
              EnrStampSource source,
              const char *collected_by,
              EnrPunch *punch,
              GError **error)
{
  EnrDate day = enr_stamp_day (kind, at);
  g_autoptr (GArray) standing = NULL;
  const EnrStanding *last = NULL;
  int lock_seconds;
  int verdict;

  if (!enr_day_check_open_in_txn (db, child_id, day, error))
    return FALSE;
  standing = enr_stamp_standing (db, child_id, day, error);
  lock_seconds = standing != NULL ? load_lock_seconds (db, error) : -1;
  if (lock_seconds < 0)
    return FALSE;
  if (standing->len > 0)
    last = &g_array_index (standing, EnrStanding, standing->len - 1);

  verdict = judge (kind, at, last, lock_seconds, error);
  if (verdict == 0)
    fill_punch (punch, &last->id, kind, day, last->at, TRUE);
  if (verdict <= 0)
    return verdict == 0;
  return record (db, child_id, kind, day, at, source, collected_by, punch, error);
}

gboolean
enr_stamp_arrive (EnrDb *db,
                  const EnrActor *actor,
                  const EnrUuid *child_id,
                  EnrInstant at,
                  EnrStampSource source,
                  EnrPunch *punch,
                  GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  return enr_txn_begin (&txn, db, actor, NULL, error)
         && stamp_in_txn (db, child_id, ENR_STAMP_ARRIVE, at, source, NULL, punch, error)
         && enr_txn_commit (&txn, error);
}

gboolean
enr_stamp_leave (EnrDb *db,
                 const EnrActor *actor,
                 const EnrUuid *child_id,
                 EnrInstant at,
                 EnrStampSource source,
                 const char *collected_by,
                 EnrPunch *punch,
                 GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  return enr_txn_begin (&txn, db, actor, NULL, error)
         && stamp_in_txn (db, child_id, ENR_STAMP_LEAVE, at, source, collected_by, punch, error)
         && enr_txn_commit (&txn, error);
}

/* At the door nobody says which it is: it follows from what stands. */
static gboolean
punch_in_txn (EnrDb *db,
              const EnrUuid *child_id,
              EnrInstant at,
              EnrStampSource source,
              const char *collected_by,
              EnrPunch *punch,
              GError **error)
{
  EnrDate day = enr_stamp_day (ENR_STAMP_LEAVE, at);
  g_autoptr (GArray) standing = enr_stamp_standing (db, child_id, day, error);
  const EnrStanding *last = NULL;
  int lock_seconds;

  if (standing == NULL)
    return FALSE;
  lock_seconds = load_lock_seconds (db, error);
  if (lock_seconds < 0)
    return FALSE;
  if (standing->len > 0)
    last = &g_array_index (standing, EnrStanding, standing->len - 1);

  if (last != NULL && ABS (at - last->at) < lock_seconds)
    {
      fill_punch (punch, &last->id, last->kind, day, last->at, TRUE);
      return TRUE;
    }
  return stamp_in_txn (db, child_id,
                       last != NULL && last->kind == ENR_STAMP_ARRIVE ? ENR_STAMP_LEAVE
                                                                      : ENR_STAMP_ARRIVE,
                       at, source, collected_by, punch, error);
}

gboolean
enr_stamp_punch (EnrDb *db,
                 const EnrActor *actor,
                 const EnrUuid *child_id,
                 EnrInstant at,
                 EnrStampSource source,
                 const char *collected_by,
                 EnrPunch *punch,
                 GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  return enr_txn_begin (&txn, db, actor, NULL, error)
         && punch_in_txn (db, child_id, at, source, collected_by, punch, error)
         && enr_txn_commit (&txn, error);
}

/* Reads a stamp that stands, to supersede it. */
static EnrStamp *
load_standing (EnrDb *db, const EnrUuid *stamp_id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LOAD);
  EnrStamp *stamp;
  int rc;

  enr_bind_uuid (&st, ":id", stamp_id);
  rc = enr_stmt_step (&st, error);
  if (rc < 0)
    return NULL;
  if (rc == 0 || enr_column_is_null (&st, 3) || enr_column_int (&st, 6))
    {
      g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED,
                           _ ("This time was changed by somebody else in the meantime."));
      return NULL;
    }

  stamp = g_new0 (EnrStamp, 1);
  stamp->id = *stamp_id;
  stamp->child_id = enr_column_uuid (&st, 0);
  stamp->day = enr_column_date (&st, 1);
  stamp->kind = enr_column_text (&st, 2)[0] == 'a' ? ENR_STAMP_ARRIVE : ENR_STAMP_LEAVE;
  stamp->at = enr_column_int (&st, 3);
  stamp->source = source_from_key (enr_column_text (&st, 4));
  stamp->collected_by = enr_column_dup_text (&st, 5);
  return stamp;
}

gboolean
enr_stamp_retract (EnrDb *db,
                   const EnrActor *actor,
                   const EnrUuid *stamp_id,
                   const char *reason,
                   GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autoptr (EnrStamp) stamp = NULL;

  if (enr_text_is_blank (reason))
    {
      g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_REASON,
                           _ ("A reason is needed."));
      return FALSE;
    }
  if (!enr_txn_begin (&txn, db, actor, reason, error))
    return FALSE;
  stamp = load_standing (db, stamp_id, error);
  return stamp != NULL && enr_day_check_open_in_txn (db, &stamp->child_id, stamp->day, error)
         && enr_stamp_append_in_txn (
             db, NULL, &stamp->child_id, stamp->day, stamp->kind, ENR_INSTANT_NONE,
             actor->kind == ENR_ACTOR_DOOR ? stamp->source : ENR_SOURCE_OFFICE, "", stamp_id,
             reason, error)
         && enr_txn_commit (&txn, error);
}

gboolean
enr_stamp_set_collector (EnrDb *db,
                         const EnrActor *actor,
                         const EnrUuid *stamp_id,
                         const char *collected_by,
                         EnrPunch *punch,
                         GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autoptr (EnrStamp) stamp = NULL;
  EnrUuid id = enr_uuid_new ();
  /* The record's language is Japanese, whatever the interface's is. */
  const char *reason = "お迎えの人を入力";

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  stamp = load_standing (db, stamp_id, error);
  if (stamp == NULL || !enr_day_check_open_in_txn (db, &stamp->child_id, stamp->day, error)
      || !enr_stamp_append_in_txn (db, &id, &stamp->child_id, stamp->day, stamp->kind, stamp->at,
                                   stamp->source, collected_by, stamp_id, reason, error)
      || !enr_txn_commit (&txn, error))
    return FALSE;
  fill_punch (punch, &id, stamp->kind, stamp->day, stamp->at, FALSE);
  return TRUE;
}

GPtrArray *
enr_stamp_history (EnrDb *db, const EnrUuid *child_id, EnrDate day, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_stamp_free);
  g_auto (EnrStmt) st = enr_stmt (db, SQL_HISTORY);
  int rc;

  enr_bind_uuid (&st, ":child", child_id);
  enr_bind_date (&st, ":day", day);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrStamp *stamp = g_new0 (EnrStamp, 1);

      stamp->id = enr_column_uuid (&st, 0);
      stamp->child_id = *child_id;
      stamp->day = day;
      stamp->kind = enr_column_text (&st, 1)[0] == 'a' ? ENR_STAMP_ARRIVE : ENR_STAMP_LEAVE;
      stamp->at = enr_column_instant (&st, 2);
      stamp->recorded_at = enr_column_instant (&st, 3);
      stamp->source = source_from_key (enr_column_text (&st, 4));
      stamp->collected_by = enr_column_dup_text (&st, 5);
      stamp->supersedes = enr_column_uuid (&st, 6);
      stamp->superseded_by = enr_column_uuid (&st, 7);
      stamp->reason = enr_column_dup_text (&st, 8);
      g_ptr_array_add (list, stamp);
    }
  return rc == 0 ? g_steal_pointer (&list) : NULL;
}
