/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "fees/terms.h"

#include <glib/gi18n-lib.h>

#include "base/clock.h"
#include "base/text.h"
#include "nursery/error.h"

ENR_SQL (
    SQL_INSERT,
    "INSERT INTO care_terms (id, child_id, first_day, last_day, contract, birth_order, is_exempt, "
    "note) VALUES (:id, :child, :first, :last, :contract, :birth_order, :is_exempt, :note)");
ENR_SQL (
    SQL_END_BEFORE,
    "UPDATE care_terms SET last_day = date(:first, '-1 day') WHERE child_id = :child "
    "AND removed_at IS NULL AND first_day < :first AND (last_day IS NULL OR last_day >= :first)");
ENR_SQL (SQL_REPLACE,
         "UPDATE care_terms SET removed_at = :now WHERE child_id = :child AND removed_at IS NULL "
         "AND first_day >= :first");
ENR_SQL (SQL_REMOVE,
         "UPDATE care_terms SET removed_at = :now WHERE id = :id AND removed_at IS NULL");
/* Only into days for which nothing was entered meanwhile. */
ENR_SQL (SQL_RESTORE,
         "UPDATE care_terms AS t SET removed_at = NULL WHERE id = :id AND removed_at IS NOT NULL "
         "AND NOT EXISTS (SELECT 1 FROM care_terms o WHERE o.child_id = t.child_id "
         "AND o.removed_at IS NULL AND (t.last_day IS NULL OR o.first_day <= t.last_day) "
         "AND (o.last_day IS NULL OR o.last_day >= t.first_day))");
ENR_SQL (SQL_LIST,
         "SELECT id, child_id, first_day, last_day, contract, birth_order, is_exempt, note "
         "FROM care_terms WHERE removed_at IS NULL AND (:child IS NULL OR child_id = :child) "
         "AND (:last IS NULL OR first_day <= :last) "
         "AND (:first IS NULL OR last_day IS NULL OR last_day >= :first) "
         "ORDER BY child_id, first_day");

void
enr_care_terms_free (EnrCareTerms *self)
{
  if (self == NULL)
    return;

  g_free (self->note);
  g_free (self);
}

static gboolean
check_terms (const EnrCareTerms *terms, GError **error)
{
  if (terms->first == ENR_DATE_NONE || (terms->last != ENR_DATE_NONE && terms->last < terms->first))
    {
      g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                           _ ("The terms need a first day, and end after it."));
      return FALSE;
    }
  if (terms->birth_order < 0 || terms->birth_order > 9)
    {
      g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                           _ ("A child is the first to ninth of a family."));
      return FALSE;
    }
  return TRUE;
}

static gboolean
make_room (EnrDb *db, const EnrCareTerms *terms, GError **error)
{
  g_auto (EnrStmt) end = enr_stmt (db, SQL_END_BEFORE);
  g_auto (EnrStmt) replace = enr_stmt (db, SQL_REPLACE);

  enr_bind_uuid (&end, ":child", &terms->child_id);
  enr_bind_date (&end, ":first", terms->first);
  enr_bind_uuid (&replace, ":child", &terms->child_id);
  enr_bind_date (&replace, ":first", terms->first);
  enr_bind_instant (&replace, ":now", enr_clock_now ());
  return enr_stmt_run (&end, error) && enr_stmt_run (&replace, error);
}

gboolean
enr_care_terms_set (EnrDb *db, const EnrActor *actor, const EnrCareTerms *terms, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autofree char *note = enr_text_tidy_lines (terms->note != NULL ? terms->note : "");
  EnrUuid id = enr_uuid_new ();

  if (!check_terms (terms, error) || !enr_txn_begin (&txn, db, actor, NULL, error)
      || !make_room (db, terms, error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_INSERT);

    enr_bind_uuid (&st, ":id", &id);
    enr_bind_uuid (&st, ":child", &terms->child_id);
    enr_bind_date (&st, ":first", terms->first);
    enr_bind_date (&st, ":last", terms->last);
    enr_bind_text (&st, ":contract", terms->contract == ENR_CONTRACT_MONTHLY ? "monthly" : "spot");
    if (terms->birth_order > 0)
      enr_bind_int (&st, ":birth_order", terms->birth_order);
    enr_bind_int (&st, ":is_exempt", terms->is_exempt);
    enr_bind_text (&st, ":note", note);
    if (!enr_stmt_run (&st, error))
      return FALSE;
  }
  return enr_txn_commit (&txn, error);
}

gboolean
enr_care_terms_remove (EnrDb *db, const EnrActor *actor, const EnrUuid *id, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_REMOVE);

    enr_bind_uuid (&st, ":id", id);
    enr_bind_instant (&st, ":now", enr_clock_now ());
    if (!enr_stmt_run (&st, error))
      return FALSE;
    if (enr_stmt_changes (&st) == 0)
      {
        g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN,
                             _ ("These terms do not hold any longer."));
        return FALSE;
      }
  }
  return enr_txn_commit (&txn, error);
}

gboolean
enr_care_terms_restore (EnrDb *db, const EnrActor *actor, const EnrUuid *id, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_RESTORE);

    enr_bind_uuid (&st, ":id", id);
    if (!enr_stmt_run (&st, error))
      return FALSE;
    if (enr_stmt_changes (&st) == 0)
      {
        g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED,
                             _ ("For these days other terms have been entered meanwhile."));
        return FALSE;
      }
  }
  return enr_txn_commit (&txn, error);
}

GPtrArray *
enr_care_terms_list (EnrDb *db,
                     const EnrUuid *child_id,
                     EnrDate first,
                     EnrDate last,
                     GError **error)
{
  g_autoptr (GPtrArray) list
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_care_terms_free);
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LIST);
  int rc;

  if (child_id != NULL)
    enr_bind_uuid (&st, ":child", child_id);
  enr_bind_date (&st, ":first", first);
  enr_bind_date (&st, ":last", last);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrCareTerms *terms = g_new0 (EnrCareTerms, 1);

      terms->id = enr_column_uuid (&st, 0);
      terms->child_id = enr_column_uuid (&st, 1);
      terms->first = enr_column_date (&st, 2);
      terms->last = enr_column_date (&st, 3);
      enr_care_contract_from_key (enr_column_text (&st, 4), &terms->contract);
      terms->birth_order = enr_column_int (&st, 5);
      terms->is_exempt = enr_column_int (&st, 6);
      terms->note = enr_column_dup_text (&st, 7);
      g_ptr_array_add (list, terms);
    }
  return rc == 0 ? g_steal_pointer (&list) : NULL;
}
