/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "attendance/import.h"

#include "attendance/attendance-private.h"
#include "attendance/import-private.h"

/* The plan of a sheet, with the steps that do it. */
static EnrImportPlan *
make_plan (EnrDb *db,
           const EnrAttendanceSheet *sheet,
           const char *file,
           GStringChunk *strings,
           GArray *steps,
           GError **error)
{
  g_autoptr (EnrImportPlan) plan = enr_import_plan_new (file);

  if (!enr_import_attendance_resolve (db, sheet, plan, strings, steps, error))
    return NULL;
  return g_steal_pointer (&plan);
}

EnrImportPlan *
enr_import_attendance_plan (EnrDb *db,
                            const EnrCsv *csv,
                            const EnrImportOptions *options,
                            const char *preset,
                            GError **error)
{
  g_autoptr (EnrImportPlan) head = enr_import_plan_new (enr_csv_get_name (csv));
  g_autoptr (EnrImportPlan) plan = NULL;
  g_autoptr (EnrAttendanceSheet) sheet = NULL;
  g_autoptr (GStringChunk) strings = g_string_chunk_new (4096);
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (EnrAttendanceStep));

  g_return_val_if_fail (options != NULL, NULL);

  sheet = enr_attendance_sheet_read (csv, options, preset, head, error);
  if (sheet == NULL)
    return NULL;
  plan = make_plan (db, sheet, enr_csv_get_name (csv), strings, steps, error);
  if (plan == NULL)
    return NULL;
  enr_import_plan_take_head (plan, head);
  plan->source = g_steal_pointer (&sheet);
  plan->free_source = enr_attendance_sheet_free;
  return g_steal_pointer (&plan);
}

/* A day without a stamp: the rules were looked at in the same transaction. */
static gboolean
append_times (EnrDb *db, const EnrAttendanceStep *step, GError **error)
{
  if (step->arrived != ENR_MINUTES_KEEP
      && !enr_stamp_append_in_txn (db, NULL, &step->child_id, step->day, ENR_STAMP_ARRIVE,
                                   enr_instant_from_local (step->day, step->arrived),
                                   ENR_SOURCE_IMPORT, NULL, NULL, NULL, error))
    return FALSE;
  return step->left == ENR_MINUTES_KEEP
         || enr_stamp_append_in_txn (db, NULL, &step->child_id, step->day, ENR_STAMP_LEAVE,
                                     enr_instant_from_local (step->day, step->left),
                                     ENR_SOURCE_IMPORT, step->collected_by, NULL, NULL, error);
}

static gboolean
write_step (EnrDb *db, const EnrAttendanceStep *step, const char *reason, GError **error)
{
  EnrEntryTimes times = { step->arrived, step->left, step->collected_by };
  EnrEntryAbsence absence = { step->absence_kind, step->absence_reason, step->notified_by };
  EnrEntryPlan plan = { step->planned_arrive, step->planned_leave, step->planned_collector };
  gboolean has_changed;

  if (step->append && !append_times (db, step, error))
    return FALSE;
  if (step->set_times
      && !enr_entry_set_times_in_txn (db, &step->child_id, step->day, &times, ENR_SOURCE_IMPORT,
                                      reason, &has_changed, error))
    return FALSE;
  if (step->set_absence
      && !enr_entry_set_absence_in_txn (db, &step->child_id, step->day, &absence, error))
    return FALSE;
  if (step->set_plan && !enr_entry_set_plan_in_txn (db, &step->child_id, step->day, &plan, error))
    return FALSE;
  return !step->set_note
         || enr_entry_set_note_in_txn (db, &step->child_id, step->day, step->note, error);
}

gboolean
enr_import_attendance_apply (EnrDb *db,
                             const EnrActor *actor,
                             const EnrImportPlan *plan,
                             GError **error)
{
  g_autofree char *reason = enr_import_plan_dup_reason (plan);
  g_autoptr (EnrImportPlan) fresh = NULL;
  g_autoptr (GStringChunk) strings = g_string_chunk_new (4096);
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (EnrAttendanceStep));
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  g_return_val_if_fail (plan->source != NULL, FALSE);

  if (!enr_import_plan_check (plan, error) || !enr_txn_begin (&txn, db, actor, reason, error))
    return FALSE;
  fresh = make_plan (db, plan->source, plan->file, strings, steps, error);
  if (fresh == NULL || !enr_import_plan_compare (plan, fresh, error))
    return FALSE;

  for (guint i = 0; i < steps->len; i++)
    if (!write_step (db, &g_array_index (steps, EnrAttendanceStep, i), reason, error))
      return FALSE;
  return enr_txn_commit (&txn, error);
}
