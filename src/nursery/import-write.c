/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Planning and doing the import of a roster. What a plan does is found out again within the write,
 * so that what was shown is what is done.
 */
#include "config.h"

#include "nursery/import-private.h"
#include "nursery/nursery-private.h"

ENR_SQL (SQL_SET_PERIOD,
         "UPDATE enrolment SET first_day = :first, last_day = :last, "
         "promotion_id = CASE WHEN last_day IS :last THEN promotion_id END WHERE id = :id");
ENR_SQL (SQL_SHIFT_MEMBERSHIP, "UPDATE membership SET first_day = :first WHERE id = :id");
ENR_SQL (SQL_SET_ADDRESS,
         "UPDATE family SET postal_code = :postal_code, address = :address WHERE id = :id");

static void
step_clear (gpointer data)
{
  EnrChildStep *step = data;

  g_free (step->certification.number);
}

/* The plan of a sheet, with the steps that do it. */
static EnrImportPlan *
make_plan (EnrDb *db,
           const EnrChildSheet *sheet,
           const char *file,
           EnrRecords **records,
           GArray **steps,
           GError **error)
{
  g_autoptr (EnrImportPlan) plan = enr_import_plan_new (file);

  *steps = g_array_new (FALSE, TRUE, sizeof (EnrChildStep));
  g_array_set_clear_func (*steps, step_clear);
  *records = enr_records_load (db, sheet->fiscal_year, sheet->today, error);
  if (*records == NULL || !enr_import_children_resolve (db, sheet, *records, plan, *steps, error))
    return NULL;
  return g_steal_pointer (&plan);
}

EnrImportPlan *
enr_import_children_plan (EnrDb *db,
                          const EnrCsv *csv,
                          const EnrImportOptions *options,
                          GError **error)
{
  g_autoptr (EnrImportPlan) head = enr_import_plan_new (enr_csv_get_name (csv));
  g_autoptr (EnrImportPlan) plan = NULL;
  g_autoptr (EnrChildSheet) sheet = NULL;
  g_autoptr (EnrRecords) records = NULL;
  g_autoptr (GArray) steps = NULL;

  g_return_val_if_fail (options != NULL, NULL);

  sheet = enr_child_sheet_read (csv, options, head, error);
  if (sheet == NULL)
    return NULL;
  plan = make_plan (db, sheet, enr_csv_get_name (csv), &records, &steps, error);
  if (plan == NULL)
    return NULL;
  enr_import_plan_take_head (plan, head);
  plan->source = g_steal_pointer (&sheet);
  plan->free_source = enr_child_sheet_free;
  return g_steal_pointer (&plan);
}

static gboolean
write_child (EnrDb *db, EnrChildStep *step, GError **error)
{
  EnrChild *child = step->record->child;
  EnrFamilyRecord *family = step->record->family;

  child->family_id = family->id;
  if (!enr_child_save_in_txn (db, child, error))
    return FALSE;
  family->id = child->family_id;
  return TRUE;
}

static gboolean
write_enrolment (EnrDb *db, EnrChildStep *step, GError **error)
{
  const EnrUuid *child_id = &step->record->child->id;
  EnrEnrolment *enrolment = step->enrolment;

  if (step->enrol)
    return enr_child_enrol_in_txn (db, child_id, enrolment->first, NULL, error)
           && (enrolment->last == ENR_DATE_NONE
               || enr_child_leave_in_txn (db, child_id, enrolment->last, "", NULL, error));
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_SET_PERIOD);

    enr_bind_uuid (&st, ":id", &enrolment->id);
    enr_bind_date (&st, ":first", enrolment->first);
    enr_bind_date (&st, ":last", enrolment->last);
    if (!enr_stmt_run (&st, error))
      return FALSE;
  }
  if (step->shift != NULL)
    {
      g_auto (EnrStmt) st = enr_stmt (db, SQL_SHIFT_MEMBERSHIP);

      enr_bind_uuid (&st, ":id", &step->shift->id);
      enr_bind_date (&st, ":first", step->shift->first);
      return enr_stmt_run (&st, error);
    }
  return TRUE;
}

static gboolean
write_contact (EnrDb *db, EnrChildStep *step, GError **error)
{
  step->contact->family_id = step->record->family->id;
  return enr_contact_save_in_txn (db, step->contact, error);
}

static gboolean
write_address (EnrDb *db, const EnrFamilyRecord *family, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_SET_ADDRESS);

  enr_bind_uuid (&st, ":id", &family->id);
  enr_bind_text (&st, ":postal_code", family->postal_code);
  enr_bind_text (&st, ":address", family->address);
  return enr_stmt_run (&st, error);
}

static gboolean
write_step (EnrDb *db, EnrChildStep *step, GError **error)
{
  if (step->record == NULL)
    return TRUE;
  if (step->save_child && !write_child (db, step, error))
    return FALSE;
  if ((step->enrol || step->set_period) && !write_enrolment (db, step, error))
    return FALSE;
  if (step->class != NULL
      && !enr_child_move_in_txn (db, &step->record->child->id, &step->class->id, step->class_from,
                                 NULL, error))
    return FALSE;
  if (step->certify
      && !enr_child_certify_in_txn (db, &step->record->child->id, &step->certification, error))
    return FALSE;
  if (step->contact != NULL && !write_contact (db, step, error))
    return FALSE;
  return step->address == NULL || write_address (db, step->address, error);
}

gboolean
enr_import_children_apply (EnrDb *db,
                           const EnrActor *actor,
                           const EnrImportPlan *plan,
                           GError **error)
{
  g_autofree char *reason = enr_import_plan_dup_reason (plan);
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autoptr (EnrImportPlan) fresh = NULL;
  g_autoptr (EnrRecords) records = NULL;
  g_autoptr (GArray) steps = NULL;

  g_return_val_if_fail (plan->source != NULL, FALSE);

  if (!enr_import_plan_check (plan, error) || !enr_txn_begin (&txn, db, actor, reason, error))
    return FALSE;
  fresh = make_plan (db, plan->source, plan->file, &records, &steps, error);
  if (fresh == NULL || !enr_import_plan_compare (plan, fresh, error))
    return FALSE;

  for (guint i = 0; i < records->classes->len; i++)
    {
      EnrClass *class = g_ptr_array_index (records->classes, i);

      if (enr_uuid_is_none (&class->id) && !enr_class_save_in_txn (db, class, error))
        return FALSE;
    }
  for (guint i = 0; i < steps->len; i++)
    if (!write_step (db, &g_array_index (steps, EnrChildStep, i), error))
      return FALSE;
  return enr_txn_commit (&txn, error);
}
