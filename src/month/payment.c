/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * That a bill was paid, and how it is to be.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/clock.h"
#include "base/text.h"
#include "month/bill-private.h"
#include "nursery/error.h"

ENR_SQL (SQL_ROW,
         "SELECT month, revision, family_id, asked, method, drawn_on, result, paid_on, "
         "EXISTS (SELECT 1 FROM month_closing c WHERE c.month = b.month "
         "  AND c.revision > b.revision) "
         "FROM bill b WHERE id = :id");
ENR_SQL (SQL_STORE,
         "UPDATE bill SET method = :method, drawn_on = :drawn_on, result = :result, "
         "paid_on = :paid_on WHERE id = :id");
/* What a later revision asks for is what it comes to, less what was paid by then. */
ENR_SQL (SQL_ASK_LATER,
         "UPDATE bill SET asked = max(0, amount - (SELECT coalesce(sum(e.asked), 0) FROM bill e "
         "  WHERE e.month = bill.month AND e.family_id = bill.family_id "
         "  AND e.revision < bill.revision AND e.paid_on IS NOT NULL)) "
         "WHERE month = :month AND family_id = :family AND revision > :revision "
         "AND paid_on IS NULL");
ENR_SQL (SQL_LATER_SETTLED,
         "SELECT 1 FROM bill WHERE month = :month AND family_id = :family "
         "AND revision > :revision AND (paid_on IS NOT NULL OR drawn_on IS NOT NULL)");
ENR_SQL (SQL_HAS_ACCOUNT,
         "SELECT 1 FROM bank_account WHERE family_id = :family AND removed_at IS NULL");

gboolean
enr_bill_row_load (EnrDb *db, const EnrUuid *id, EnrBillRow *row, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_ROW);
  int rc;

  enr_bind_uuid (&st, ":id", id);
  rc = enr_stmt_step (&st, error);
  if (rc == 0)
    g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN,
                         _ ("There is no such bill."));
  if (rc <= 0)
    return FALSE;
  g_strlcpy (row->month, enr_column_text (&st, 0), sizeof row->month);
  row->revision = (int) enr_column_int (&st, 1);
  row->family_id = enr_column_uuid (&st, 2);
  row->asked = enr_column_int (&st, 3);
  enr_bill_method_from_key (enr_column_text (&st, 4), &row->method);
  row->drawn_on = enr_column_date (&st, 5);
  row->result = enr_column_text (&st, 6)[0];
  row->paid_on = enr_column_date (&st, 7);
  row->is_replaced = enr_column_int (&st, 8) != 0;
  return TRUE;
}

gboolean
enr_bill_store_payment (EnrDb *db, const EnrUuid *id, const EnrBillRow *row, GError **error)
{
  const char result[] = { row->result, '\0' };

  g_assert (enr_db_in_write (db));

  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_STORE);

    enr_bind_uuid (&st, ":id", id);
    enr_bind_text (&st, ":method", enr_bill_method_key (row->method));
    enr_bind_date (&st, ":drawn_on", row->drawn_on);
    enr_bind_text (&st, ":result", result);
    enr_bind_date (&st, ":paid_on", row->paid_on);
    if (!enr_stmt_run (&st, error))
      return FALSE;
  }
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_ASK_LATER);

    enr_bind_text (&st, ":month", row->month);
    enr_bind_uuid (&st, ":family", &row->family_id);
    enr_bind_int (&st, ":revision", row->revision);
    return enr_stmt_run (&st, error);
  }
}

/* What both paying and choosing how to pay need. */
static gboolean
check_open (const EnrBillRow *row, GError **error)
{
  if (row->paid_on != ENR_DATE_NONE)
    return enr_refuse (error, ENR_NURSERY_ERROR_ALREADY, _ ("This bill is paid already."));
  if (row->asked == 0)
    return enr_refuse (error, ENR_NURSERY_ERROR_ALREADY,
                       _ ("There is nothing to pay for this bill."));
  if (row->drawn_on != ENR_DATE_NONE && row->result == '\0')
    return enr_refuse (
        error, ENR_NURSERY_ERROR_CHANGED,
        _ ("The bank was asked to draw this bill, and has not answered yet. Its result "
           "comes first."));
  if (row->is_replaced)
    return enr_refuse (
        error, ENR_NURSERY_ERROR_CHANGED,
        _ ("The month was closed again, and another bill took the place of this one."));
  return TRUE;
}

static gboolean
check_day (const EnrBillRow *row, EnrDate paid_on, GError **error)
{
  g_autofree char *first = g_strdup_printf ("%s-01", row->month);

  if (paid_on < enr_date_parse_iso (first))
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                       _ ("That day is before the month which the bill is for."));
  if (paid_on > enr_clock_today ())
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID, _ ("That day is still to come."));
  return TRUE;
}

gboolean
enr_bill_pay (EnrDb *db,
              const EnrActor *actor,
              const EnrUuid *id,
              EnrDate paid_on,
              EnrBillMethod method,
              GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  EnrBillRow row;

  if (!enr_txn_begin (&txn, db, actor, NULL, error) || !enr_bill_row_load (db, id, &row, error)
      || !check_open (&row, error) || !check_day (&row, paid_on, error))
    return FALSE;
  row.paid_on = paid_on;
  row.method = method;
  return enr_bill_store_payment (db, id, &row, error) && enr_txn_commit (&txn, error);
}

/* A bill that came after this one was made on top of its payment. */
static gboolean
check_later (EnrDb *db, const EnrBillRow *row, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LATER_SETTLED);
  int rc;

  enr_bind_text (&st, ":month", row->month);
  enr_bind_uuid (&st, ":family", &row->family_id);
  enr_bind_int (&st, ":revision", row->revision);
  rc = enr_stmt_step (&st, error);
  if (rc > 0)
    enr_refuse (error, ENR_NURSERY_ERROR_CHANGED,
                _ ("A later bill for this month was paid or sent to the bank since."));
  return rc == 0;
}

gboolean
enr_bill_unpay (EnrDb *db,
                const EnrActor *actor,
                const EnrUuid *id,
                const char *reason,
                GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  EnrBillRow row;

  if (enr_text_is_blank (reason))
    return enr_refuse (error, ENR_NURSERY_ERROR_REASON,
                       _ ("To take back a payment needs a reason."));
  if (!enr_txn_begin (&txn, db, actor, reason, error) || !enr_bill_row_load (db, id, &row, error))
    return FALSE;
  if (row.paid_on == ENR_DATE_NONE)
    return enr_refuse (error, ENR_NURSERY_ERROR_ALREADY, _ ("This bill is not paid."));
  if (!check_later (db, &row, error))
    return FALSE;
  row.paid_on = ENR_DATE_NONE;
  if (row.result == '0')
    {
      /* Nothing was drawn after all: it may be drawn again. */
      row.result = '\0';
      row.drawn_on = ENR_DATE_NONE;
    }
  return enr_bill_store_payment (db, id, &row, error) && enr_txn_commit (&txn, error);
}

static gboolean
check_account (EnrDb *db, const EnrUuid *family_id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_HAS_ACCOUNT);
  int rc;

  enr_bind_uuid (&st, ":family", family_id);
  rc = enr_stmt_step (&st, error);
  if (rc == 0)
    enr_refuse (error, ENR_NURSERY_ERROR_INVALID, _ ("The family has no account to draw from."));
  return rc > 0;
}

gboolean
enr_bill_set_method (EnrDb *db,
                     const EnrActor *actor,
                     const EnrUuid *id,
                     EnrBillMethod method,
                     GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  EnrBillRow row;

  if (!enr_txn_begin (&txn, db, actor, NULL, error) || !enr_bill_row_load (db, id, &row, error)
      || !check_open (&row, error)
      || (method == ENR_BILL_TRANSFER && !check_account (db, &row.family_id, error)))
    return FALSE;
  row.method = method;
  return enr_bill_store_payment (db, id, &row, error) && enr_txn_commit (&txn, error);
}
