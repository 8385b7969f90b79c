/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "people/staff.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "nursery/error.h"
#include "people/staff-private.h"

#define WEEK_MINUTES (7 * 24 * 60)
#define FULL_WEEK (40 * 60)

ENR_SQL (SQL_LIST,
         "SELECT id, name, kana, job, is_counted, is_full_time, week_minutes, first_day, last_day "
         "FROM staff WHERE removed_at IS NULL AND (:day IS NULL OR (first_day <= :day "
         "AND (last_day IS NULL OR last_day >= :day))) ORDER BY kana, name, id");
ENR_SQL (
    SQL_INSERT,
    "INSERT INTO staff (id, name, kana, job, is_counted, is_full_time, week_minutes, first_day, "
    "last_day) VALUES (:id, :name, :kana, :job, :counted, :full, :minutes, :first, :last)");
ENR_SQL (SQL_UPDATE,
         "UPDATE staff SET name = :name, kana = :kana, job = :job, is_counted = :counted, "
         "is_full_time = :full, week_minutes = :minutes, first_day = :first, last_day = :last "
         "WHERE id = :id AND removed_at IS NULL");
ENR_SQL (SQL_PERIOD, "SELECT first_day FROM staff WHERE id = :id AND removed_at IS NULL");
ENR_SQL (SQL_LEAVE, "UPDATE staff SET last_day = :last WHERE id = :id");
ENR_SQL (SQL_REMOVE, "UPDATE staff SET removed_at = :now WHERE id = :id AND removed_at IS NULL");
ENR_SQL (SQL_DUTY_OUTSIDE,
         "SELECT day FROM duty WHERE staff_id = :id AND removed_at IS NULL AND (day < :first "
         "OR day > :last) ORDER BY day LIMIT 1");
ENR_SQL (SQL_DUTY, "SELECT 1 FROM duty WHERE staff_id = :id AND removed_at IS NULL LIMIT 1");

/* There is no official list among the project's facts; these are the jobs of a nursery's books. */
static const EnrStaffJob jobs[] = {
  { "director", "施設長", FALSE, FALSE },
  { "chief", "主任保育士", FALSE, FALSE },
  { "teacher", "保育士", TRUE, FALSE },
  { "kodomoen-teacher", "保育教諭", TRUE, FALSE },
  { "school-teacher", "幼稚園・小学校・養護教諭", FALSE, FALSE },
  { "nurse", "看護師・保健師・准看護師", FALSE, TRUE },
  { "supporter", "子育て支援員", FALSE, FALSE },
  { "assistant", "保育補助者", FALSE, FALSE },
  { "dietitian", "栄養士・管理栄養士", FALSE, FALSE },
  { "cook", "調理員", FALSE, FALSE },
  { "clerk", "事務員", FALSE, FALSE },
  { "doctor", "嘱託医", FALSE, FALSE },
  { "other", "その他", FALSE, FALSE },
};

const EnrStaffJob *
enr_staff_jobs (guint *n_jobs)
{
  *n_jobs = G_N_ELEMENTS (jobs);
  return jobs;
}

const EnrStaffJob *
enr_staff_job_find (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (jobs); i++)
    if (g_strcmp0 (jobs[i].key, key) == 0)
      return &jobs[i];
  return NULL;
}

const char *
enr_staff_job_label (const char *key)
{
  const EnrStaffJob *job = enr_staff_job_find (key);

  return job != NULL ? job->label : key;
}

EnrStaff *
enr_staff_new (void)
{
  EnrStaff *self = g_new0 (EnrStaff, 1);

  self->name = g_strdup ("");
  self->kana = g_strdup ("");
  self->job = g_strdup ("teacher");
  self->is_counted = TRUE;
  self->is_full_time = TRUE;
  self->week_minutes = FULL_WEEK;
  self->first = self->last = ENR_DATE_NONE;
  return self;
}

EnrStaff *
enr_staff_copy (const EnrStaff *self)
{
  EnrStaff *copy = g_new (EnrStaff, 1);

  *copy = *self;
  copy->name = g_strdup (self->name);
  copy->kana = g_strdup (self->kana);
  copy->job = g_strdup (self->job);
  return copy;
}

void
enr_staff_free (EnrStaff *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->kana);
  g_free (self->job);
  g_free (self);
}

gboolean
enr_staff_is_employed (const EnrStaff *self, EnrDate day)
{
  return self->first <= day && (self->last == ENR_DATE_NONE || self->last >= day);
}

static guint
job_position (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (jobs); i++)
    if (strcmp (jobs[i].key, key) == 0)
      return i;
  return G_N_ELEMENTS (jobs);
}

/* The list comes by kana, and sorting keeps that order. */
static GPtrArray *
by_job (GPtrArray *list)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_staff_free);

  for (guint position = 0; position <= G_N_ELEMENTS (jobs); position++)
    for (guint i = 0; i < list->len; i++)
      {
        EnrStaff *staff = g_ptr_array_index (list, i);

        if (staff != NULL && job_position (staff->job) == position)
          g_ptr_array_add (sorted, g_steal_pointer (&g_ptr_array_index (list, i)));
      }
  return g_steal_pointer (&sorted);
}

GPtrArray *
enr_staff_list (EnrDb *db, EnrDate day, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_staff_free);
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LIST);
  int rc;

  enr_bind_date (&st, ":day", day);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrStaff *self = g_new0 (EnrStaff, 1);

      self->id = enr_column_uuid (&st, 0);
      self->name = enr_column_dup_text (&st, 1);
      self->kana = enr_column_dup_text (&st, 2);
      self->job = enr_column_dup_text (&st, 3);
      self->is_counted = enr_column_int (&st, 4) != 0;
      self->is_full_time = enr_column_int (&st, 5) != 0;
      self->week_minutes = (int) enr_column_int (&st, 6);
      self->first = enr_column_date (&st, 7);
      self->last = enr_column_date (&st, 8);
      g_ptr_array_add (list, self);
    }
  return rc == 0 ? by_job (list) : NULL;
}

static gboolean
answers_to (const EnrStaff *self, const char *key)
{
  g_autofree char *name = enr_text_search_key (self->name);
  g_autofree char *kana = enr_text_search_key (self->kana);

  return strcmp (name, key) == 0 || strcmp (kana, key) == 0;
}

EnrStaff *
enr_staff_find (EnrDb *db, const char *word, GError **error)
{
  g_autoptr (GPtrArray) list = enr_staff_list (db, ENR_DATE_NONE, error);
  g_autofree char *key = enr_text_search_key (word);
  guint n_found = 0, found = 0;
  EnrUuid id;

  if (list == NULL)
    return NULL;
  if (enr_uuid_parse (word, &id))
    {
      for (guint i = 0; i < list->len; i++)
        if (enr_uuid_equal (&((EnrStaff *) g_ptr_array_index (list, i))->id, &id))
          return g_ptr_array_steal_index (list, i);
    }
  else
    {
      for (guint i = 0; i < list->len && *key != '\0'; i++)
        if (answers_to (g_ptr_array_index (list, i), key))
          {
            n_found++;
            found = i;
          }
    }
  if (n_found == 1)
    return g_ptr_array_steal_index (list, found);
  if (n_found > 1)
    g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_AMBIGUOUS,
                 /* Translators: a name */
                 _ ("There is more than one member of staff “%s”."), word);
  else
    g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN,
                 /* Translators: a name */
                 _ ("There is no member of staff “%s”."), word);
  return NULL;
}

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID, message);
  return FALSE;
}

static gboolean
unknown (GError **error)
{
  g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN,
                       _ ("There is no such member of staff."));
  return FALSE;
}

static gboolean
check (const EnrStaff *self, GError **error)
{
  if (enr_text_is_blank (self->name))
    return refuse (error, _ ("The member of staff needs a name."));
  if (enr_staff_job_find (self->job) == NULL)
    return refuse (error, _ ("The program does not know that job."));
  if (self->week_minutes < 0 || self->week_minutes > WEEK_MINUTES)
    return refuse (error, _ ("A week has no more than 168 hours."));
  if (self->first == ENR_DATE_NONE)
    return refuse (error, _ ("The first day of work is missing."));
  if (self->last != ENR_DATE_NONE && self->last < self->first)
    return refuse (error, _ ("The last day of work cannot be before the first."));
  return TRUE;
}

/* Duties that a time of employment would leave outside. */
static gboolean
check_duties (EnrDb *db, const EnrUuid *id, EnrDate first, EnrDate last, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_DUTY_OUTSIDE);
  g_autofree char *day = NULL;
  int rc;

  enr_bind_uuid (&st, ":id", id);
  enr_bind_date (&st, ":first", first);
  enr_bind_date (&st, ":last", last != ENR_DATE_NONE ? last : enr_date_new (9999, 12, 31));
  rc = enr_stmt_step (&st, error);
  if (rc <= 0)
    return rc == 0;
  day = enr_date_dup_iso (enr_column_date (&st, 0));
  g_set_error (
      error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
      /* Translators: a day */
      _ ("On %s there is a duty outside of the time of employment. Please remove it first."), day);
  return FALSE;
}

static gboolean
write_staff (EnrDb *db, EnrStaff *self, GError **error)
{
  gboolean is_new = enr_uuid_is_none (&self->id);
  g_auto (EnrStmt) st = enr_stmt (db, is_new ? SQL_INSERT : SQL_UPDATE);
  g_autofree char *name = enr_text_tidy (self->name);
  g_autofree char *kana = enr_text_to_hiragana (self->kana != NULL ? self->kana : "");

  if (is_new)
    self->id = enr_uuid_new ();
  enr_bind_uuid (&st, ":id", &self->id);
  enr_bind_text (&st, ":name", name);
  enr_bind_text (&st, ":kana", kana);
  enr_bind_text (&st, ":job", self->job);
  enr_bind_int (&st, ":counted", self->is_counted != 0);
  enr_bind_int (&st, ":full", self->is_full_time != 0);
  enr_bind_int (&st, ":minutes", self->week_minutes);
  enr_bind_date (&st, ":first", self->first);
  enr_bind_date (&st, ":last", self->last);
  if (!enr_stmt_run (&st, error))
    return FALSE;
  return is_new || enr_stmt_changes (&st) > 0 ? TRUE : unknown (error);
}

gboolean
enr_staff_save_in_txn (EnrDb *db, EnrStaff *self, GError **error)
{
  return check (self, error)
         && (enr_uuid_is_none (&self->id)
             || check_duties (db, &self->id, self->first, self->last, error))
         && write_staff (db, self, error);
}

gboolean
enr_staff_save (EnrDb *db, const EnrActor *actor, EnrStaff *self, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  EnrUuid id = self->id;

  if (enr_txn_begin (&txn, db, actor, NULL, error) && enr_staff_save_in_txn (db, self, error)
      && enr_txn_commit (&txn, error))
    return TRUE;

  self->id = id; /* the next try makes it, and does not change what is not there */
  return FALSE;
}

/* The first day of employment; ENR_DATE_NONE with an error where there is no such person. */
static EnrDate
first_day (EnrDb *db, const EnrUuid *id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_PERIOD);
  int rc;

  enr_bind_uuid (&st, ":id", id);
  rc = enr_stmt_step (&st, error);
  if (rc == 0)
    unknown (error);
  return rc > 0 ? enr_column_date (&st, 0) : ENR_DATE_NONE;
}

gboolean
enr_staff_leave (EnrDb *db, const EnrActor *actor, const EnrUuid *id, EnrDate last, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  EnrDate first;

  g_return_val_if_fail (last != ENR_DATE_NONE, FALSE);

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  first = first_day (db, id, error);
  if (first == ENR_DATE_NONE)
    return FALSE;
  if (last < first)
    return refuse (error, _ ("The last day of work cannot be before the first."));
  if (!check_duties (db, id, first, last, error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_LEAVE);

    enr_bind_uuid (&st, ":id", id);
    enr_bind_date (&st, ":last", last);
    if (!enr_stmt_run (&st, error))
      return FALSE;
  }
  return enr_txn_commit (&txn, error);
}

gboolean
enr_staff_remove (EnrDb *db, const EnrActor *actor, const EnrUuid *id, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_DUTY);
    int rc;

    enr_bind_uuid (&st, ":id", id);
    rc = enr_stmt_step (&st, error);
    if (rc < 0)
      return FALSE;
    if (rc > 0)
      return refuse (error, _ ("Duties have been entered for this member of staff, so the record "
                               "stays. Please enter the last day of work instead."));
  }
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_REMOVE);

    enr_bind_uuid (&st, ":id", id);
    enr_bind_instant (&st, ":now", enr_clock_now ());
    if (!enr_stmt_run (&st, error))
      return FALSE;
    if (enr_stmt_changes (&st) == 0)
      return unknown (error);
  }
  return enr_txn_commit (&txn, error);
}
