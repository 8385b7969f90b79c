/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The doses of a day: what is to be given, given by one and checked by another, or not given.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "attendance/entry-txn.h"
#include "base/clock.h"
#include "base/text.h"
#include "contact/contact-private.h"
#include "contact/medicine-private.h"
#include "nursery/enrolment.h"
#include "nursery/error.h"

#define GIVEN "g.day, g.given_at, g.given_by, g.checked_by, g.note"

/* No request is of more than ENR_MEDICINE_MAX_DAYS, so older ones need not be looked at. */
ENR_SQL (SQL_TASKS,
         "SELECT " ENR_MEDICINE_COLUMNS ", " GIVEN " FROM medicine m "
         "JOIN child c ON c.id = m.child_id "
         "LEFT JOIN medicine_given g ON g.medicine_id = m.id AND g.day = :day "
         "WHERE m.first_day BETWEEN :oldest AND :day AND m.last_day >= :day "
         "AND m.removed_at IS NULL "
         "ORDER BY g.day IS NOT NULL, m.at IS NULL, m.at, m.first_day, m.id");
ENR_SQL (SQL_HISTORY,
         "SELECT " ENR_MEDICINE_COLUMNS ", " GIVEN " FROM medicine_given g "
         "JOIN medicine m ON m.id = g.medicine_id JOIN child c ON c.id = m.child_id "
         "WHERE g.child_id = :child ORDER BY g.day DESC, g.given_at DESC, m.id");
ENR_SQL (SQL_ONE,
         "SELECT " GIVEN " FROM medicine_given g WHERE g.medicine_id = :id AND g.day = :day");
ENR_SQL (SQL_INSERT,
         "INSERT INTO medicine_given (medicine_id, day, child_id, given_at, given_by, checked_by, "
         "note) VALUES (:id, :day, :child, :at, :by, :checked, :note)");
ENR_SQL (SQL_DELETE, "DELETE FROM medicine_given WHERE medicine_id = :id AND day = :day");

void
enr_medicine_task_free (EnrMedicineTask *self)
{
  if (self == NULL)
    return;

  enr_medicine_free (self->medicine);
  g_free (self->given_by);
  g_free (self->checked_by);
  g_free (self->note);
  g_free (self);
}

/* @medicine is taken, and may be NULL; the five columns of GIVEN begin at @column. */
static EnrMedicineTask *
read_task (EnrStmt *st, int column, EnrMedicine *medicine, EnrDate day)
{
  EnrMedicineTask *self = g_new0 (EnrMedicineTask, 1);
  gboolean is_settled = !enr_column_is_null (st, column);

  self->medicine = medicine;
  self->day = is_settled ? enr_column_date (st, column) : day;
  self->given_at = enr_column_instant (st, column + 1);
  self->given_by = g_strdup (is_settled ? enr_column_text (st, column + 2) : "");
  self->checked_by = g_strdup (is_settled ? enr_column_text (st, column + 3) : "");
  self->note = g_strdup (is_settled ? enr_column_text (st, column + 4) : "");
  if (is_settled)
    self->state = self->given_at != ENR_INSTANT_NONE ? ENR_DOSE_GIVEN : ENR_DOSE_NOT_GIVEN;
  return self;
}

/* Whether it belongs to the day: what was settled in any case, else that of a child who is
 * expected. */
static gboolean
belongs (const EnrDay *day, const EnrMedicineTask *task)
{
  const EnrDayChild *child = enr_day_find (day, &task->medicine->child_id);

  if (child == NULL)
    return FALSE;
  return task->state != ENR_DOSE_OPEN || (child->absence_kind < 0 && day->closed_name == NULL);
}

GPtrArray *
enr_medicine_load_tasks (EnrDb *db, const EnrDay *day, const EnrUuid *child_id, GError **error)
{
  g_autoptr (GPtrArray) list
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_medicine_task_free);
  g_auto (EnrStmt) st = enr_stmt (db, SQL_TASKS);
  EnrInstant now = enr_clock_now ();
  int rc;

  enr_bind_date (&st, ":day", day->date);
  enr_bind_date (&st, ":oldest", day->date - ENR_MEDICINE_MAX_DAYS);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      g_autoptr (EnrMedicineTask) task
          = read_task (&st, ENR_MEDICINE_N_COLUMNS, enr_medicine_read (&st), day->date);
      int at = task->medicine->at;

      if (child_id != NULL && !enr_uuid_equal (child_id, &task->medicine->child_id))
        continue;
      if (!belongs (day, task))
        continue;
      task->is_overdue = task->state == ENR_DOSE_OPEN
                         && (at != ENR_MINUTES_NONE ? enr_instant_from_local (day->date, at) < now
                                                    : day->date < enr_instant_nursery_day (now));
      g_ptr_array_add (list, g_steal_pointer (&task));
    }
  return rc == 0 ? g_steal_pointer (&list) : NULL;
}

GPtrArray *
enr_medicine_tasks (EnrDb *db,
                    EnrDate day,
                    const EnrUuid *class_id,
                    const EnrUuid *child_id,
                    GError **error)
{
  g_autoptr (EnrDay) loaded = NULL;
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin_read (&txn, db, error))
    return NULL;
  loaded = enr_day_load (db, day, class_id, error);
  return loaded != NULL ? enr_medicine_load_tasks (db, loaded, child_id, error) : NULL;
}

GPtrArray *
enr_medicine_history (EnrDb *db, const EnrUuid *child_id, GError **error)
{
  g_autoptr (GPtrArray) list
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_medicine_task_free);
  g_auto (EnrStmt) st = enr_stmt (db, SQL_HISTORY);
  int rc;

  enr_bind_uuid (&st, ":child", child_id);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    g_ptr_array_add (
        list, read_task (&st, ENR_MEDICINE_N_COLUMNS, enr_medicine_read (&st), ENR_DATE_NONE));
  return rc == 0 ? g_steal_pointer (&list) : NULL;
}

/* What is recorded of a dose, without its medicine; NULL without an error where nothing is. */
static EnrMedicineTask *
load_settled (EnrDb *db, const EnrUuid *id, EnrDate day, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_ONE);

  enr_bind_uuid (&st, ":id", id);
  enr_bind_date (&st, ":day", day);
  return enr_stmt_step (&st, error) > 0 ? read_task (&st, 0, NULL, day) : NULL;
}

static gboolean
check_day (EnrDb *db, const EnrMedicine *medicine, EnrDate day, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (EnrMedicineTask) settled = NULL;
  char iso[ENR_DATE_ISO_LENGTH];
  int rc;

  if (medicine->removed_at != ENR_INSTANT_NONE)
    return enr_refuse (error, ENR_NURSERY_ERROR_ALREADY,
                       _ ("The request for medicine was removed."));
  if (day < medicine->first_day || day > medicine->last_day)
    {
      g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ORDER,
                   _ ("%s is not one of the days for which this medicine was asked."),
                   enr_date_iso (day, iso));
      return FALSE;
    }
  settled = load_settled (db, &medicine->id, day, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (settled != NULL)
    return enr_refuse (error, ENR_NURSERY_ERROR_ALREADY,
                       settled->state == ENR_DOSE_GIVEN
                           ? _ ("The dose of this day was given already. There is one dose a day.")
                           : _ ("It is recorded already that the dose of this day is not given."));
  rc = enr_child_is_enrolled (db, &medicine->child_id, day, error);
  if (rc == 0)
    g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_NOT_ENROLLED,
                 _ ("The child is not enrolled on %s."), enr_date_iso (day, iso));
  return rc > 0;
}

static gboolean
check_present (EnrDb *db, const EnrMedicine *medicine, EnrDate day, GError **error)
{
  g_auto (EnrEntryKnown) known = { 0 };

  if (!enr_entry_load_known (db, &medicine->child_id, day, &known, error))
    return FALSE;
  return known.absence_kind == NULL
         || enr_refuse (error, ENR_NURSERY_ERROR_ALREADY,
                        _ ("The child is absent on that day. Please look at the absence first."));
}

/* The rule of two people (FACTS 6.6): a name that is written otherwise is not another person. */
static gboolean
check_people (const char *given_by, const char *checked_by, GError **error)
{
  g_autofree char *first = enr_text_search_key (given_by);
  g_autofree char *second = enr_text_search_key (checked_by);

  if (*first == '\0')
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                       _ ("It is missing who gives the medicine."));
  if (*second == '\0')
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                       _ ("It is missing who has checked it: medicine is given by two people."));
  if (g_str_equal (first, second))
    return enr_refuse (
        error, ENR_NURSERY_ERROR_INVALID,
        _ ("One person cannot give the medicine and check it: please name another."));
  return TRUE;
}

static gboolean
check_instant (EnrDate day, EnrInstant at, GError **error)
{
  /* A minute of grace: the clock on the wall and the one in the PC are two. */
  if (at > enr_clock_now () + 60)
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID, _ ("The time is in the future."));
  if (enr_instant_nursery_day (at) != day)
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID, _ ("The time is not of that day."));
  return TRUE;
}

static gboolean
write_dose (EnrDb *db,
            const EnrMedicine *medicine,
            EnrDate day,
            EnrInstant at,
            const char *by,
            const char *checked_by,
            const char *note,
            GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_INSERT);
  g_autofree char *tidy_by = enr_text_tidy (by);
  g_autofree char *tidy_checked = enr_text_tidy (checked_by);
  g_autofree char *tidy_note = enr_text_tidy_lines (note != NULL ? note : "");

  if (!enr_notice_check_text (tidy_by, error) || !enr_notice_check_text (tidy_checked, error)
      || !enr_notice_check_text (tidy_note, error))
    return FALSE;
  enr_bind_uuid (&st, ":id", &medicine->id);
  enr_bind_date (&st, ":day", day);
  enr_bind_uuid (&st, ":child", &medicine->child_id);
  enr_bind_instant (&st, ":at", at);
  enr_bind_text (&st, ":by", tidy_by);
  enr_bind_text (&st, ":checked", tidy_checked);
  enr_bind_text (&st, ":note", tidy_note);
  return enr_stmt_run (&st, error);
}

gboolean
enr_medicine_give_in_txn (EnrDb *db,
                          const EnrUuid *id,
                          EnrDate day,
                          EnrInstant at,
                          const char *given_by,
                          const char *checked_by,
                          const char *note,
                          GError **error)
{
  g_autoptr (EnrMedicine) medicine = enr_medicine_load (db, id, error);
  EnrInstant instant = at != ENR_INSTANT_NONE ? at : enr_clock_now ();

  return medicine != NULL && check_day (db, medicine, day, error)
         && check_present (db, medicine, day, error) && check_people (given_by, checked_by, error)
         && check_instant (day, instant, error)
         && write_dose (db, medicine, day, instant, given_by, checked_by, note, error);
}

gboolean
enr_medicine_give (EnrDb *db,
                   const EnrActor *actor,
                   const EnrUuid *id,
                   EnrDate day,
                   EnrInstant at,
                   const char *given_by,
                   const char *checked_by,
                   const char *note,
                   GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  return enr_txn_begin (&txn, db, actor, NULL, error)
         && enr_medicine_give_in_txn (db, id, day, at, given_by, checked_by, note, error)
         && enr_txn_commit (&txn, error);
}

gboolean
enr_medicine_withhold (EnrDb *db,
                       const EnrActor *actor,
                       const EnrUuid *id,
                       EnrDate day,
                       const char *by,
                       const char *why,
                       GError **error)
{
  g_autoptr (EnrMedicine) medicine = NULL;
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (enr_text_is_blank (by))
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID, _ ("It is missing who decided it."));
  if (enr_text_is_blank (why))
    return enr_refuse (error, ENR_NURSERY_ERROR_REASON,
                       _ ("A reason is needed why the medicine is not given."));
  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  medicine = enr_medicine_load (db, id, error);
  return medicine != NULL && check_day (db, medicine, day, error)
         && write_dose (db, medicine, day, ENR_INSTANT_NONE, by, "", why, error)
         && enr_txn_commit (&txn, error);
}

gboolean
enr_medicine_undo (EnrDb *db,
                   const EnrActor *actor,
                   const EnrMedicineTask *seen,
                   const char *reason,
                   GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (EnrMedicineTask) present = NULL;
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (enr_text_is_blank (reason))
    return enr_refuse (error, ENR_NURSERY_ERROR_REASON,
                       _ ("What was recorded of medicine is taken back only with a reason."));
  if (!enr_txn_begin (&txn, db, actor, reason, error))
    return FALSE;
  present = load_settled (db, &seen->medicine->id, seen->day, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (present == NULL)
    return enr_refuse (error, ENR_NURSERY_ERROR_UNKNOWN,
                       _ ("Nothing is recorded of this medicine on that day."));
  if (present->given_at != seen->given_at || !g_str_equal (present->given_by, seen->given_by)
      || !g_str_equal (present->checked_by, seen->checked_by)
      || !g_str_equal (present->note, seen->note))
    return enr_refuse (error, ENR_NURSERY_ERROR_CHANGED,
                       _ ("Somebody else has changed this meanwhile. Please look at it again."));
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_DELETE);

    enr_bind_uuid (&st, ":id", &seen->medicine->id);
    enr_bind_date (&st, ":day", seen->day);
    if (!enr_stmt_run (&st, error))
      return FALSE;
  }
  return enr_txn_commit (&txn, error);
}
