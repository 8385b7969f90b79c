/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "contact/notice.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "attendance/absence-kind.h"
#include "attendance/entry-txn.h"
#include "base/clock.h"
#include "base/text.h"
#include "contact/contact-private.h"
#include "nursery/child.h"
#include "nursery/error.h"

#define DAYS_AHEAD 366

/* A row of "enrolment" for the child of another table on its day. */
#define IS_ENROLLED(child, day)                                                                    \
  "EXISTS (SELECT 1 FROM enrolment e WHERE e.child_id = " child " AND e.removed_at IS NULL "       \
  "AND e.first_day <= " day " AND (e.last_day IS NULL OR e.last_day >= " day ")) "

/* Whether the day (days: any) goes by the notice. An absence is the last one that was written into
 * it and still stands there; a planned time the last of its part, on a day without an absence. */
#define COUNTS_ON(days)                                                                            \
  "n.withdrawn_at IS NULL AND CASE n.kind WHEN 'absent' THEN EXISTS ("                             \
  "SELECT 1 FROM notice_day d JOIN attendance a ON a.child_id = d.child_id AND a.day = d.day "     \
  "WHERE d.notice_id = n.id AND d.part = 'absence' " days "AND a.absence_kind IS d.wrote_kind "    \
  "AND " IS_ENROLLED (                                                                             \
      "d.child_id",                                                                                \
      "d.day") "AND NOT EXISTS (SELECT 1 FROM notice_day l WHERE l.child_id = d.child_id AND "     \
               "l.day = d.day "                                                                    \
               "AND l.part = d.part AND l.turn > d.turn)) "                                        \
               "ELSE " IS_ENROLLED (                                                               \
                   "n.child_id",                                                                   \
                   "n.first_day") "AND NOT EXISTS (SELECT 1 FROM attendance a WHERE a.child_id = " \
                                  "n.child_id "                                                    \
                                  "AND a.day = n.first_day AND a.absence_kind IS NOT NULL) "       \
                                  "AND NOT EXISTS (SELECT 1 FROM notice_day d JOIN notice_day l "  \
                                  "ON l.child_id = d.child_id "                                    \
                                  "AND l.day = d.day AND l.part = d.part AND l.turn > d.turn "     \
                                  "WHERE d.notice_id = n.id AND d.part <> 'absence') "             \
                                  "AND (n.arrive IS NOT NULL OR n.leave IS NOT NULL OR NOT "       \
                                  "EXISTS (SELECT 1 FROM notice o "                                \
                                  "WHERE o.child_id = n.child_id AND o.first_day = n.first_day "   \
                                  "AND o.kind = n.kind "                                           \
                                  "AND o.withdrawn_at IS NULL AND (o.arrive IS NOT NULL OR "       \
                                  "o.leave IS NOT NULL OR o.id > n.id)"                            \
                                  ")) END "
#define COUNTS COUNTS_ON ("")
#define COUNTS_THEN COUNTS_ON ("AND d.day = :day ")

#define COLUMNS                                                                                    \
  "n.id, n.child_id, c.family_name, c.given_name, n.first_day, n.last_day, n.kind, "               \
  "n.absence_kind, n.arrive, n.leave, n.channel, n.by_name, n.received_at, n.symptoms, "           \
  "n.temperature, n.disease, n.diagnosis, n.return_day, n.note, n.withdrawn_at, "
#define TABLES "FROM notice n JOIN child c ON c.id = n.child_id "

ENR_SQL (SQL_LOAD, "SELECT " COLUMNS COUNTS TABLES "WHERE n.id = :id");
ENR_SQL (SQL_LIST_DAY,
         "SELECT " COLUMNS COUNTS_THEN TABLES "WHERE n.first_day BETWEEN :earliest AND :day "
         "AND n.last_day >= :day ORDER BY n.received_at, n.id");
ENR_SQL (SQL_LIST_CHILD,
         "SELECT " COLUMNS COUNTS TABLES "WHERE n.child_id = :child "
         "ORDER BY n.received_at DESC, n.id DESC");
ENR_SQL (SQL_OTHERS,
         "SELECT " COLUMNS COUNTS TABLES "WHERE n.child_id = :child AND n.id IS NOT :id "
         "AND n.withdrawn_at IS NULL AND n.first_day <= :last AND n.last_day >= :first "
         "ORDER BY n.received_at DESC, n.id DESC");
ENR_SQL (
    SQL_INSERT,
    "INSERT INTO notice (id, child_id, first_day, last_day, kind, absence_kind, arrive, leave, "
    "channel, by_name, received_at, symptoms, temperature, disease, diagnosis, return_day, note) "
    "VALUES (:id, :child, :first, :last, :kind, :absence, :arrive, :leave, :channel, :by, "
    ":received, :symptoms, :temperature, :disease, :diagnosis, :return, :note)");
ENR_SQL (
    SQL_UPDATE,
    "UPDATE notice SET first_day = :first, last_day = :last, kind = :kind, "
    "absence_kind = :absence, arrive = :arrive, leave = :leave, channel = :channel, "
    "by_name = :by, received_at = :received, symptoms = :symptoms, temperature = :temperature, "
    "disease = :disease, diagnosis = :diagnosis, return_day = :return, note = :note "
    "WHERE id = :id AND child_id = :child");
ENR_SQL (SQL_WITHDRAW, "UPDATE notice SET withdrawn_at = :now WHERE id = :id");

EnrNotice *
enr_notice_new (void)
{
  EnrNotice *self = g_new0 (EnrNotice, 1);

  self->child_name = g_strdup ("");
  self->first_day = self->last_day = self->return_day = ENR_DATE_NONE;
  self->arrive = self->leave = ENR_MINUTES_NONE;
  self->by_name = g_strdup ("");
  self->symptoms = g_strdup ("");
  self->diagnosis = g_strdup ("");
  self->note = g_strdup ("");
  self->withdrawn_at = ENR_INSTANT_NONE;
  return self;
}

EnrNotice *
enr_notice_copy (const EnrNotice *self)
{
  EnrNotice *copy = g_memdup2 (self, sizeof *self);

  copy->child_name = g_strdup (self->child_name);
  copy->absence_kind = g_strdup (self->absence_kind);
  copy->by_name = g_strdup (self->by_name);
  copy->symptoms = g_strdup (self->symptoms);
  copy->disease = g_strdup (self->disease);
  copy->diagnosis = g_strdup (self->diagnosis);
  copy->note = g_strdup (self->note);
  return copy;
}

void
enr_notice_free (EnrNotice *self)
{
  if (self == NULL)
    return;

  g_free (self->child_name);
  g_free (self->absence_kind);
  g_free (self->by_name);
  g_free (self->symptoms);
  g_free (self->disease);
  g_free (self->diagnosis);
  g_free (self->note);
  g_free (self);
}

static EnrNotice *
read_notice (EnrStmt *st)
{
  EnrNotice *self = g_new0 (EnrNotice, 1);

  self->id = enr_column_uuid (st, 0);
  self->child_id = enr_column_uuid (st, 1);
  self->child_name = g_strdup_printf ("%s %s", enr_column_text (st, 2), enr_column_text (st, 3));
  g_strchomp (self->child_name);
  self->first_day = enr_column_date (st, 4);
  self->last_day = enr_column_date (st, 5);
  while (self->kind < ENR_NOTICE_EARLY
         && strcmp (enr_notice_kind_key (self->kind), enr_column_text (st, 6)) != 0)
    self->kind++;
  self->absence_kind = enr_column_dup_text (st, 7);
  self->arrive = enr_column_minutes (st, 8);
  self->leave = enr_column_minutes (st, 9);
  self->channel = (EnrChannel) MAX (enr_channel_from_key (enr_column_text (st, 10)), 0);
  self->by_name = enr_column_dup_text (st, 11);
  self->received_at = enr_column_instant (st, 12);
  self->symptoms = enr_column_dup_text (st, 13);
  self->temperature = (int) enr_column_int (st, 14);
  self->disease = enr_column_dup_text (st, 15);
  self->diagnosis = enr_column_dup_text (st, 16);
  self->return_day = enr_column_date (st, 17);
  self->note = enr_column_dup_text (st, 18);
  self->withdrawn_at = enr_column_instant (st, 19);
  self->counts = enr_column_int (st, 20) != 0;
  return self;
}

static GPtrArray *
read_all (EnrStmt *st, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_notice_free);
  int rc;

  while ((rc = enr_stmt_step (st, error)) > 0)
    g_ptr_array_add (list, read_notice (st));
  return rc == 0 ? g_steal_pointer (&list) : NULL;
}

EnrNotice *
enr_notice_load (EnrDb *db, const EnrUuid *id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LOAD);
  int rc;

  enr_bind_uuid (&st, ":id", id);
  rc = enr_stmt_step (&st, error);
  if (rc > 0)
    return read_notice (&st);
  if (rc == 0)
    g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN,
                         _ ("There is no such notice."));
  return NULL;
}

GPtrArray *
enr_notice_list_day (EnrDb *db, EnrDate day, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LIST_DAY);

  /* No range is longer: years of notices are not looked through. */
  enr_bind_date (&st, ":earliest", day - ENR_NOTICE_MAX_DAYS);
  enr_bind_date (&st, ":day", day);
  return read_all (&st, error);
}

GPtrArray *
enr_notice_list_child (EnrDb *db, const EnrUuid *child_id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LIST_CHILD);

  enr_bind_uuid (&st, ":child", child_id);
  return read_all (&st, error);
}

GPtrArray *
enr_notice_load_others (EnrDb *db, const EnrNotice *notice, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_OTHERS);

  enr_bind_uuid (&st, ":child", &notice->child_id);
  enr_bind_date (&st, ":first", notice->first_day);
  enr_bind_date (&st, ":last", notice->last_day);
  enr_bind_uuid (&st, ":id", &notice->id);
  return read_all (&st, error);
}

static gboolean
check_days (const EnrNotice *self, GError **error)
{
  if (self->first_day == ENR_DATE_NONE || self->last_day == ENR_DATE_NONE)
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID, _ ("The day is missing."));
  if (self->last_day < self->first_day)
    return enr_refuse (error, ENR_NURSERY_ERROR_ORDER, _ ("The last day is before the first."));
  if (self->first_day > enr_clock_today () + DAYS_AHEAD)
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                       _ ("The day is more than a year ahead. Is the year right?"));
  if (self->last_day - self->first_day >= ENR_NOTICE_MAX_DAYS)
    {
      g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                   /* Translators: the number of days that was given, and the greatest */
                   _ ("That is %d days. A notice is for %d days at most; is the last day right?"),
                   self->last_day - self->first_day + 1, ENR_NOTICE_MAX_DAYS);
      return FALSE;
    }
  if (self->kind != ENR_NOTICE_ABSENT && self->first_day != self->last_day)
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                       _ ("A lateness or an early collection is for one day."));
  if (self->return_day != ENR_DATE_NONE && self->return_day <= self->last_day)
    return enr_refuse (
        error, ENR_NURSERY_ERROR_INVALID,
        _ ("The day on which the child is expected again is not behind the absence."));
  return TRUE;
}

static gboolean
is_time (int minutes)
{
  return minutes == ENR_MINUTES_NONE || (minutes >= 0 && minutes <= ENR_MINUTES_MAX);
}

/* A word that came in is no absence without a word. */
static gboolean
check_absence_kind (EnrDb *db, const char *key, GError **error)
{
  g_autoptr (GStringChunk) strings = g_string_chunk_new (256);
  g_autoptr (GArray) kinds = NULL;

  if (key == NULL)
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID, _ ("The kind of absence is missing."));
  if (!enr_absence_kind_check (db, key, error))
    return FALSE;
  kinds = enr_absence_kind_list (db, strings, error);
  for (guint i = 0; kinds != NULL && i < kinds->len; i++)
    {
      const EnrAbsenceKind *kind = &g_array_index (kinds, EnrAbsenceKind, i);

      if (strcmp (kind->key, key) == 0 && strcmp (kind->total, "unannounced") == 0)
        return enr_refuse (
            error, ENR_NURSERY_ERROR_INVALID,
            _ ("An absence without a word has no notice; please choose another kind."));
    }
  return kinds != NULL;
}

static gboolean
check_texts (const EnrNotice *self, GError **error)
{
  return enr_notice_check_text (self->by_name, error)
         && enr_notice_check_text (self->symptoms, error)
         && enr_notice_check_text (self->diagnosis, error)
         && enr_notice_check_text (self->note, error);
}

/* All that needs no look at the child's days. */
static gboolean
check (EnrDb *db, const EnrNotice *self, GError **error)
{
  if (!check_days (self, error) || !check_texts (self, error)
      || !enr_temperature_check (self->temperature, error))
    return FALSE;
  if (!is_time (self->arrive) || !is_time (self->leave))
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID, _ ("The time is not a time of the day."));
  /* A minute of grace: the clock on the wall and the one in the PC are two. */
  if (self->received_at > enr_clock_now () + 60)
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID, _ ("The time is in the future."));
  return self->kind != ENR_NOTICE_ABSENT || check_absence_kind (db, self->absence_kind, error);
}

/* As it is stored: tidied, and without what the kind does not have. */
static EnrNotice *
dup_tidy (const EnrNotice *notice)
{
  EnrNotice *self = enr_notice_copy (notice);

  g_free (self->by_name);
  g_free (self->symptoms);
  g_free (self->diagnosis);
  g_free (self->note);
  self->by_name = enr_text_tidy (notice->by_name);
  self->symptoms = enr_text_tidy (notice->symptoms);
  self->diagnosis = enr_text_tidy (notice->diagnosis);
  self->note = enr_text_tidy_lines (notice->note);
  if (self->received_at == 0)
    self->received_at = enr_clock_now ();
  if (self->kind != ENR_NOTICE_ABSENT)
    g_clear_pointer (&self->absence_kind, g_free);
  if (self->kind != ENR_NOTICE_LATE)
    self->arrive = ENR_MINUTES_NONE;
  if (self->kind != ENR_NOTICE_EARLY)
    self->leave = ENR_MINUTES_NONE;
  return self;
}

static gboolean
store (EnrDb *db, const char *sql, const EnrNotice *self, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, sql);

  enr_bind_uuid (&st, ":id", &self->id);
  enr_bind_uuid (&st, ":child", &self->child_id);
  enr_bind_date (&st, ":first", self->first_day);
  enr_bind_date (&st, ":last", self->last_day);
  enr_bind_text (&st, ":kind", enr_notice_kind_key (self->kind));
  enr_bind_text (&st, ":absence", self->absence_kind);
  enr_bind_minutes (&st, ":arrive", self->arrive);
  enr_bind_minutes (&st, ":leave", self->leave);
  enr_bind_text (&st, ":channel", enr_channel_key (self->channel));
  enr_bind_text (&st, ":by", self->by_name);
  enr_bind_instant (&st, ":received", self->received_at);
  enr_bind_text (&st, ":symptoms", self->symptoms);
  if (self->temperature != 0)
    enr_bind_int (&st, ":temperature", self->temperature);
  enr_bind_text (&st, ":disease", self->disease);
  enr_bind_text (&st, ":diagnosis", self->diagnosis);
  enr_bind_date (&st, ":return", self->return_day);
  enr_bind_text (&st, ":note", self->note);
  return enr_stmt_run (&st, error);
}

/* Checks, writes the notice and its days, and opens the illness. @sql stores it. */
static gboolean
write_in_txn (EnrDb *db,
              const char *sql,
              const EnrNotice *self,
              EnrNoticeEffect *effect,
              GError **error)
{
  g_autoptr (EnrDisease) disease = NULL;
  g_autoptr (GArray) days = NULL;
  g_autofree char *reason = NULL;

  if (self->disease != NULL)
    {
      disease = enr_disease_load (db, self->disease, error);
      if (disease == NULL)
        return FALSE;
    }
  days = enr_notice_survey (db, self, effect, error);
  if (days == NULL || !store (db, sql, self, error))
    return FALSE;
  reason = enr_notice_dup_reason (self, disease != NULL ? disease->name : NULL);
  return enr_notice_settle_in_txn (db, self, days, reason, effect, error)
         && enr_illness_take_back_in_txn (db, &self->id, self->disease, error)
         && (self->disease == NULL
             || enr_illness_open_in_txn (db, &self->child_id, self->disease, &self->id,
                                         enr_instant_nursery_day (self->received_at), error));
}

gboolean
enr_notice_add_in_txn (EnrDb *db, const EnrNotice *notice, EnrNoticeEffect *effect, GError **error)
{
  return write_in_txn (db, SQL_INSERT, notice, effect, error);
}

gboolean
enr_notice_preview (EnrDb *db, const EnrNotice *notice, EnrNoticeEffect *effect, GError **error)
{
  g_autoptr (EnrNotice) self = dup_tidy (notice);
  g_autoptr (EnrDisease) disease = NULL;
  g_autoptr (GArray) days = NULL;
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin_read (&txn, db, error) || !check (db, self, error)
      || !enr_notice_check_child (db, &self->child_id, error))
    return FALSE;
  if (self->disease != NULL)
    {
      disease = enr_disease_load (db, self->disease, error);
      if (disease == NULL)
        return FALSE;
    }
  days = enr_notice_survey (db, self, effect, error);
  return days != NULL;
}

gboolean
enr_notice_add (EnrDb *db,
                const EnrActor *actor,
                const EnrNotice *notice,
                EnrUuid *id,
                EnrNoticeEffect *effect,
                GError **error)
{
  g_autoptr (EnrNotice) self = dup_tidy (notice);
  g_auto (EnrNoticeEffect) own_effect = { 0 };
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  self->id = enr_uuid_new ();
  if (!enr_txn_begin (&txn, db, actor, NULL, error) || !check (db, self, error)
      || !enr_notice_check_child (db, &self->child_id, error)
      || !enr_notice_add_in_txn (db, self, effect != NULL ? effect : &own_effect, error)
      || !enr_txn_commit (&txn, error))
    return FALSE;
  if (id != NULL)
    *id = self->id;
  return TRUE;
}

gboolean
enr_notice_add_many (EnrDb *db, const EnrActor *actor, const GPtrArray *notices, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  for (guint i = 0; i < notices->len; i++)
    {
      const EnrNotice *notice = g_ptr_array_index (notices, i);
      g_autoptr (EnrNotice) self = dup_tidy (notice);
      g_auto (EnrNoticeEffect) effect = { 0 };

      self->id = enr_uuid_is_none (&notice->id) ? enr_uuid_new () : notice->id;
      if (!check (db, self, error) || !enr_notice_check_child (db, &self->child_id, error)
          || !enr_notice_add_in_txn (db, self, &effect, error))
        return FALSE;
    }
  return enr_txn_commit (&txn, error);
}

static gboolean
is_same (const EnrNotice *a, const EnrNotice *b)
{
  return enr_uuid_equal (&a->child_id, &b->child_id) && a->first_day == b->first_day
         && a->last_day == b->last_day && a->kind == b->kind
         && g_strcmp0 (a->absence_kind, b->absence_kind) == 0 && a->arrive == b->arrive
         && a->leave == b->leave && a->channel == b->channel && strcmp (a->by_name, b->by_name) == 0
         && a->received_at == b->received_at && strcmp (a->symptoms, b->symptoms) == 0
         && a->temperature == b->temperature && g_strcmp0 (a->disease, b->disease) == 0
         && strcmp (a->diagnosis, b->diagnosis) == 0 && a->return_day == b->return_day
         && strcmp (a->note, b->note) == 0;
}

static gboolean
check_standing (const EnrNotice *stored, GError **error)
{
  return stored->withdrawn_at == ENR_INSTANT_NONE
             ? TRUE
             : enr_refuse (error, ENR_NURSERY_ERROR_ALREADY,
                           _ ("The notice was withdrawn already."));
}

gboolean
enr_notice_change (EnrDb *db,
                   const EnrActor *actor,
                   const EnrNotice *notice,
                   const EnrNotice *seen,
                   EnrNoticeEffect *effect,
                   GError **error)
{
  g_autoptr (EnrNotice) self = dup_tidy (notice);
  g_autoptr (EnrNotice) stored = NULL;
  g_auto (EnrNoticeEffect) own_effect = { 0 };
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  g_return_val_if_fail (enr_uuid_equal (&notice->id, &seen->id), FALSE);

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  stored = enr_notice_load (db, &seen->id, error);
  if (stored == NULL || !check_standing (stored, error))
    return FALSE;
  if (!is_same (stored, seen))
    return enr_refuse (error, ENR_NURSERY_ERROR_CHANGED,
                       _ ("Somebody else changed this notice in the meantime."));
  if (!enr_uuid_equal (&self->child_id, &stored->child_id))
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                       _ ("A notice stays with its child. Please withdraw it and enter it anew."));
  return check (db, self, error)
         && write_in_txn (db, SQL_UPDATE, self, effect != NULL ? effect : &own_effect, error)
         && enr_txn_commit (&txn, error);
}

static gboolean
withdraw_in_txn (EnrDb *db, const EnrUuid *id, EnrNoticeEffect *effect, GError **error)
{
  g_autoptr (EnrNotice) stored = enr_notice_load (db, id, error);
  g_auto (EnrNoticeEffect) own_effect = { 0 };
  g_auto (EnrStmt) st = enr_stmt (db, SQL_WITHDRAW);

  if (stored == NULL || !check_standing (stored, error)
      || !enr_notice_settle_in_txn (db, stored, NULL, "", effect != NULL ? effect : &own_effect,
                                    error)
      || !enr_illness_take_back_in_txn (db, id, NULL, error))
    return FALSE;
  enr_bind_uuid (&st, ":id", id);
  enr_bind_instant (&st, ":now", enr_clock_now ());
  return enr_stmt_run (&st, error);
}

gboolean
enr_notice_withdraw (EnrDb *db,
                     const EnrActor *actor,
                     const EnrUuid *id,
                     const char *reason,
                     EnrNoticeEffect *effect,
                     GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  return enr_txn_begin (&txn, db, actor, reason, error) && withdraw_in_txn (db, id, effect, error)
         && enr_txn_commit (&txn, error);
}

gboolean
enr_notice_withdraw_many (EnrDb *db,
                          const EnrActor *actor,
                          const EnrUuid *ids,
                          guint n_ids,
                          const char *reason,
                          GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin (&txn, db, actor, reason, error))
    return FALSE;
  for (guint i = 0; i < n_ids; i++)
    if (!withdraw_in_txn (db, &ids[i], NULL, error))
      return FALSE;
  return enr_txn_commit (&txn, error);
}
