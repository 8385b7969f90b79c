/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "attendance/entry.h"

#include <glib/gi18n-lib.h>

#include "attendance/absence-kind.h"
#include "attendance/attendance-private.h"
#include "base/clock.h"
#include "base/text.h"
#include "nursery/error.h"

#define UPSERT(columns, values, set)                                                               \
  "INSERT INTO attendance (child_id, day, " columns ") VALUES (:child, :day, " values ") "         \
  "ON CONFLICT (day, child_id) DO UPDATE SET " set

ENR_SQL (SQL_SET_ABSENCE,
         UPSERT ("absence_kind, absence_reason, notified_by, notified_at",
                 ":kind, :reason, :notified_by, :notified_at",
                 "absence_kind = excluded.absence_kind, absence_reason = excluded.absence_reason, "
                 "notified_by = excluded.notified_by, notified_at = excluded.notified_at"));
ENR_SQL (SQL_SET_PLAN,
         UPSERT ("planned_arrive, planned_leave, planned_collector",
                 ":arrive, :leave, :collector",
                 "planned_arrive = excluded.planned_arrive, "
                 "planned_leave = excluded.planned_leave, "
                 "planned_collector = excluded.planned_collector"));
ENR_SQL (SQL_PLAN,
         "SELECT planned_arrive, planned_leave, planned_collector FROM attendance "
         "WHERE day = :day AND child_id = :child");
ENR_SQL (SQL_KNOWN,
         "SELECT absence_kind, absence_reason, notified_by, notified_at, planned_arrive, "
         "planned_leave, planned_collector <> '' FROM attendance WHERE day = :day AND child_id = "
         ":child");
ENR_SQL (SQL_SET_SIGHT, UPSERT ("sight", ":sight", "sight = excluded.sight"));
ENR_SQL (SQL_SET_NOTE, UPSERT ("note", ":note", "note = excluded.note"));
ENR_SQL (SQL_SET_TEMPERATURE,
         UPSERT ("temperature", ":temperature", "temperature = excluded.temperature"));

/* Brings one punch to the time wanted. @standing is what stands now, or NULL. */
static gboolean
settle (EnrDb *db,
        const EnrUuid *child_id,
        EnrDate day,
        EnrStampKind kind,
        const EnrStanding *standing,
        EnrInstant wanted,
        const char *collected_by,
        EnrStampSource source,
        const char *reason,
        gboolean *has_changed,
        GError **error)
{
  const char *collector = collected_by;

  if (collector == NULL)
    collector = standing != NULL ? standing->collected_by : "";
  if (standing == NULL)
    {
      if (wanted == ENR_INSTANT_NONE)
        return TRUE;
      *has_changed = TRUE;
      return enr_stamp_append_in_txn (db, NULL, child_id, day, kind, wanted, source, collector,
                                      NULL, reason, error);
    }
  if (standing->at == wanted && g_str_equal (collector, standing->collected_by))
    return TRUE;
  if (enr_text_is_blank (reason))
    return enr_refuse (error, ENR_NURSERY_ERROR_REASON,
                       _ ("A recorded time is changed only with a reason."));
  *has_changed = TRUE;
  return enr_stamp_append_in_txn (db, NULL, child_id, day, kind, wanted, source,
                                  wanted == ENR_INSTANT_NONE ? "" : collector, &standing->id,
                                  reason, error);
}

static EnrInstant
wanted_instant (EnrDate day, int minutes, const EnrStanding *standing)
{
  if (minutes == ENR_MINUTES_KEEP)
    return standing != NULL ? standing->at : ENR_INSTANT_NONE;
  if (minutes == ENR_MINUTES_NONE)
    return ENR_INSTANT_NONE;
  /* The same minute is the same time: seconds of a punch are not thrown away by looking at it. */
  if (standing != NULL && enr_instant_minutes (standing->at, day) == minutes)
    return standing->at;
  return enr_instant_from_local (day, minutes);
}

static gboolean
check_times (EnrDate day,
             EnrInstant arrived,
             EnrInstant left,
             gboolean is_adding,
             const char *reason,
             GError **error)
{
  EnrInstant now = enr_clock_now ();

  if (left != ENR_INSTANT_NONE && arrived == ENR_INSTANT_NONE)
    return enr_refuse (error, ENR_NURSERY_ERROR_ORDER,
                       _ ("There is no arrival on that day, so there can be no departure."));
  if (left != ENR_INSTANT_NONE && left < arrived)
    return enr_refuse (error, ENR_NURSERY_ERROR_ORDER, _ ("The departure is before the arrival."));
  /* A minute of grace: the clock on the wall and the one in the PC are two. */
  if ((arrived != ENR_INSTANT_NONE && arrived > now + 60)
      || (left != ENR_INSTANT_NONE && left > now + 60))
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID, _ ("The time is in the future."));
  if (is_adding && day < enr_clock_today () && enr_text_is_blank (reason))
    return enr_refuse (error, ENR_NURSERY_ERROR_REASON,
                       _ ("An entry for a past day needs a reason."));
  return TRUE;
}

gboolean
enr_entry_set_times_in_txn (EnrDb *db,
                            const EnrUuid *child_id,
                            EnrDate day,
                            const EnrEntryTimes *times,
                            EnrStampSource source,
                            const char *reason,
                            gboolean *has_changed,
                            GError **error)
{
  g_autoptr (GArray) standing = NULL;
  const EnrStanding *first = NULL;
  const EnrStanding *last = NULL;
  EnrInstant arrived;
  EnrInstant left;
  gboolean is_adding;

  *has_changed = FALSE;
  if (!enr_day_check_open_in_txn (db, child_id, day, error))
    return FALSE;
  standing = enr_stamp_standing (db, child_id, day, error);
  if (standing == NULL)
    return FALSE;
  for (guint i = 0; i < standing->len; i++)
    {
      const EnrStanding *item = &g_array_index (standing, EnrStanding, i);

      if (item->kind == ENR_STAMP_ARRIVE && first == NULL)
        first = item;
      if (item->kind == ENR_STAMP_LEAVE)
        last = item;
      else
        last = NULL; /* back again: the last departure is still to come */
    }

  arrived = wanted_instant (day, times->arrived, first);
  left = wanted_instant (day, times->left, last);
  is_adding = (first == NULL && arrived != ENR_INSTANT_NONE)
              || (last == NULL && left != ENR_INSTANT_NONE);
  return check_times (day, arrived, left, is_adding && source != ENR_SOURCE_IMPORT, reason, error)
         && settle (db, child_id, day, ENR_STAMP_ARRIVE, first, arrived, NULL, source, reason,
                    has_changed, error)
         && settle (db, child_id, day, ENR_STAMP_LEAVE, last, left,
                    left != ENR_INSTANT_NONE ? times->collected_by : NULL, source, reason,
                    has_changed, error);
}

gboolean
enr_entry_set_times_many (EnrDb *db,
                          const EnrActor *actor,
                          const EnrUuid *child_ids,
                          guint n_children,
                          EnrDate day,
                          const EnrEntryTimes *times,
                          const char *reason,
                          GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  EnrStampSource source = actor->kind == ENR_ACTOR_COMMAND ? ENR_SOURCE_COMMAND : ENR_SOURCE_OFFICE;

  if (!enr_txn_begin (&txn, db, actor, reason, error))
    return FALSE;
  for (guint i = 0; i < n_children; i++)
    {
      gboolean has_changed;

      if (!enr_entry_set_times_in_txn (db, &child_ids[i], day, times, source, reason, &has_changed,
                                       error))
        return FALSE;
    }
  return enr_txn_commit (&txn, error);
}

gboolean
enr_entry_set_times (EnrDb *db,
                     const EnrActor *actor,
                     const EnrUuid *child_id,
                     EnrDate day,
                     const EnrEntryTimes *times,
                     const char *reason,
                     GError **error)
{
  return enr_entry_set_times_many (db, actor, child_id, 1, day, times, reason, error);
}

void
enr_entry_known_clear (EnrEntryKnown *self)
{
  g_clear_pointer (&self->absence_kind, g_free);
  g_clear_pointer (&self->absence_reason, g_free);
  g_clear_pointer (&self->notified_by, g_free);
}

gboolean
enr_entry_load_known (EnrDb *db,
                      const EnrUuid *child_id,
                      EnrDate day,
                      EnrEntryKnown *known,
                      GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_KNOWN);
  int rc;

  enr_bind_uuid (&st, ":child", child_id);
  enr_bind_date (&st, ":day", day);
  rc = enr_stmt_step (&st, error);
  if (rc > 0)
    *known = (EnrEntryKnown){ enr_column_dup_text (&st, 0), enr_column_dup_text (&st, 1),
                              enr_column_dup_text (&st, 2), enr_column_instant (&st, 3),
                              enr_column_minutes (&st, 4),  enr_column_minutes (&st, 5),
                              enr_column_int (&st, 6) != 0 };
  else
    *known = (EnrEntryKnown){
      NULL, g_strdup (""), g_strdup (""), ENR_INSTANT_NONE, ENR_MINUTES_NONE, ENR_MINUTES_NONE,
      FALSE
    };
  return rc >= 0;
}

gboolean
enr_absence_kind_check (EnrDb *db, const char *key, GError **error)
{
  g_autoptr (GStringChunk) strings = g_string_chunk_new (256);
  g_autoptr (GArray) kinds = enr_absence_kind_list (db, strings, error);
  g_autoptr (GString) names = g_string_new (NULL);

  if (kinds == NULL)
    return FALSE;
  for (guint i = 0; i < kinds->len; i++)
    {
      const EnrAbsenceKind *kind = &g_array_index (kinds, EnrAbsenceKind, i);

      if (g_str_equal (kind->key, key))
        return TRUE;
      g_string_append_printf (names, "%s%s (%s)", i > 0 ? ", " : "", kind->key, kind->label);
    }
  g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN,
               _ ("There is no kind of absence “%s”. The kinds are: %s"), key, names->str);
  return FALSE;
}

gboolean
enr_entry_set_absence_in_txn (EnrDb *db,
                              const EnrUuid *child_id,
                              EnrDate day,
                              const EnrEntryAbsence *absence,
                              GError **error)
{
  g_autofree char *reason = enr_text_tidy_lines (absence->reason != NULL ? absence->reason : "");
  g_autofree char *by = enr_text_tidy (absence->notified_by != NULL ? absence->notified_by : "");
  gboolean is_absent = absence->kind != NULL;

  if (!enr_day_check_open_in_txn (db, child_id, day, error))
    return FALSE;
  if (is_absent && !enr_absence_kind_check (db, absence->kind, error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_SET_ABSENCE);

    enr_bind_uuid (&st, ":child", child_id);
    enr_bind_date (&st, ":day", day);
    enr_bind_text (&st, ":kind", absence->kind);
    enr_bind_text (&st, ":reason", is_absent ? reason : "");
    enr_bind_text (&st, ":notified_by", is_absent ? by : "");
    if (is_absent)
      enr_bind_instant (&st, ":notified_at",
                        absence->notified_at != 0 ? absence->notified_at : enr_clock_now ());
    return enr_stmt_run (&st, error);
  }
}

gboolean
enr_entry_set_absence_many (EnrDb *db,
                            const EnrActor *actor,
                            const EnrUuid *child_ids,
                            guint n_children,
                            EnrDate day,
                            const EnrEntryAbsence *absence,
                            GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  for (guint i = 0; i < n_children; i++)
    if (!enr_entry_set_absence_in_txn (db, &child_ids[i], day, absence, error))
      return FALSE;
  return enr_txn_commit (&txn, error);
}

gboolean
enr_entry_set_absence (EnrDb *db,
                       const EnrActor *actor,
                       const EnrUuid *child_id,
                       EnrDate day,
                       const EnrEntryAbsence *absence,
                       GError **error)
{
  return enr_entry_set_absence_many (db, actor, child_id, 1, day, absence, error);
}

gboolean
enr_entry_set_plan_in_txn (EnrDb *db,
                           const EnrUuid *child_id,
                           EnrDate day,
                           const EnrEntryPlan *plan,
                           GError **error)
{
  g_autofree char *collector = enr_text_tidy (plan->collector != NULL ? plan->collector : "");

  if (plan->arrive != ENR_MINUTES_NONE && plan->leave != ENR_MINUTES_NONE
      && plan->leave <= plan->arrive)
    return enr_refuse (error, ENR_NURSERY_ERROR_ORDER,
                       _ ("The planned departure must be later than the planned arrival."));
  if (!enr_day_check_open_in_txn (db, child_id, day, error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_SET_PLAN);

    enr_bind_uuid (&st, ":child", child_id);
    enr_bind_date (&st, ":day", day);
    enr_bind_minutes (&st, ":arrive", plan->arrive);
    enr_bind_minutes (&st, ":leave", plan->leave);
    enr_bind_text (&st, ":collector", collector);
    return enr_stmt_run (&st, error);
  }
}

gboolean
enr_entry_set_plan (EnrDb *db,
                    const EnrActor *actor,
                    const EnrUuid *child_id,
                    EnrDate day,
                    const EnrEntryPlan *plan,
                    GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  return enr_txn_begin (&txn, db, actor, NULL, error)
         && enr_entry_set_plan_in_txn (db, child_id, day, plan, error)
         && enr_txn_commit (&txn, error);
}

gboolean
enr_entry_set_sight_many (EnrDb *db,
                          const EnrActor *actor,
                          const EnrUuid *child_ids,
                          guint n_children,
                          EnrDate day,
                          EnrSight sight,
                          GError **error)
{
  static const char *const keys[] = { "", "present", "absent" };
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  for (guint i = 0; i < n_children; i++)
    {
      g_auto (EnrStmt) st = { 0 };

      if (!enr_day_check_open_in_txn (db, &child_ids[i], day, error))
        return FALSE;
      st = enr_stmt (db, SQL_SET_SIGHT);
      enr_bind_uuid (&st, ":child", &child_ids[i]);
      enr_bind_date (&st, ":day", day);
      enr_bind_text (&st, ":sight", keys[sight]);
      if (!enr_stmt_run (&st, error))
        return FALSE;
    }
  return enr_txn_commit (&txn, error);
}

gboolean
enr_entry_set_sight (EnrDb *db,
                     const EnrActor *actor,
                     const EnrUuid *child_id,
                     EnrDate day,
                     EnrSight sight,
                     GError **error)
{
  return enr_entry_set_sight_many (db, actor, child_id, 1, day, sight, error);
}

gboolean
enr_entry_set_note_in_txn (EnrDb *db,
                           const EnrUuid *child_id,
                           EnrDate day,
                           const char *note,
                           GError **error)
{
  g_autofree char *tidy = enr_text_tidy_lines (note != NULL ? note : "");

  if (!enr_day_check_open_in_txn (db, child_id, day, error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_SET_NOTE);

    enr_bind_uuid (&st, ":child", child_id);
    enr_bind_date (&st, ":day", day);
    enr_bind_text (&st, ":note", tidy);
    return enr_stmt_run (&st, error);
  }
}

gboolean
enr_entry_set_note (EnrDb *db,
                    const EnrActor *actor,
                    const EnrUuid *child_id,
                    EnrDate day,
                    const char *note,
                    GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  return enr_txn_begin (&txn, db, actor, NULL, error)
         && enr_entry_set_note_in_txn (db, child_id, day, note, error)
         && enr_txn_commit (&txn, error);
}

static gboolean
set_temperature_in_txn (EnrDb *db,
                        const EnrUuid *child_id,
                        EnrDate day,
                        int temperature,
                        GError **error)
{
  /* FACTS 6.3: sanity range 30 to 45 degrees. */
  if (temperature != 0 && (temperature < 300 || temperature > 450))
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                       _ ("A temperature is between 30.0 and 45.0 degrees."));
  if (!enr_day_check_open_in_txn (db, child_id, day, error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_SET_TEMPERATURE);

    enr_bind_uuid (&st, ":child", child_id);
    enr_bind_date (&st, ":day", day);
    if (temperature != 0)
      enr_bind_int (&st, ":temperature", temperature);
    return enr_stmt_run (&st, error);
  }
}

gboolean
enr_entry_set_temperature (EnrDb *db,
                           const EnrActor *actor,
                           const EnrUuid *child_id,
                           EnrDate day,
                           int temperature,
                           GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  return enr_txn_begin (&txn, db, actor, NULL, error)
         && set_temperature_in_txn (db, child_id, day, temperature, error)
         && enr_txn_commit (&txn, error);
}

gboolean
enr_entry_change_plan_in_txn (EnrDb *db,
                              const EnrUuid *child_id,
                              EnrDate day,
                              const EnrEntryPlan *wanted,
                              GError **error)
{
  g_autofree char *collector = NULL;
  EnrEntryPlan plan = *wanted;

  if (plan.arrive == ENR_MINUTES_KEEP && plan.leave == ENR_MINUTES_KEEP && plan.collector == NULL)
    return TRUE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_PLAN);
    int rc;

    enr_bind_uuid (&st, ":child", child_id);
    enr_bind_date (&st, ":day", day);
    rc = enr_stmt_step (&st, error);
    if (rc < 0)
      return FALSE;
    if (plan.arrive == ENR_MINUTES_KEEP)
      plan.arrive = rc > 0 ? enr_column_minutes (&st, 0) : ENR_MINUTES_NONE;
    if (plan.leave == ENR_MINUTES_KEEP)
      plan.leave = rc > 0 ? enr_column_minutes (&st, 1) : ENR_MINUTES_NONE;
    if (plan.collector == NULL && rc > 0)
      plan.collector = collector = enr_column_dup_text (&st, 2);
  }
  return enr_entry_set_plan_in_txn (db, child_id, day, &plan, error);
}

gboolean
enr_entry_save_form (EnrDb *db,
                     const EnrActor *actor,
                     const EnrUuid *child_id,
                     EnrDate day,
                     const EnrEntryForm *form,
                     const char *reason,
                     GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  EnrStampSource source = actor->kind == ENR_ACTOR_COMMAND ? ENR_SOURCE_COMMAND : ENR_SOURCE_OFFICE;
  gboolean has_changed;

  return enr_txn_begin (&txn, db, actor, reason, error)
         && enr_entry_set_times_in_txn (db, child_id, day, &form->times, source, reason,
                                        &has_changed, error)
         && enr_entry_change_plan_in_txn (db, child_id, day, &form->plan, error)
         && (form->temperature == ENR_TEMPERATURE_KEEP
             || set_temperature_in_txn (db, child_id, day, form->temperature, error))
         && (form->note == NULL || enr_entry_set_note_in_txn (db, child_id, day, form->note, error))
         && enr_txn_commit (&txn, error);
}
