/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Numbers of receipts: one after the other through all months, none left out, none used twice.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "month/bill.h"
#include "nursery/error.h"

ENR_SQL (SQL_NEXT, "SELECT coalesce(max(receipt_no), 0) + 1 FROM bill");
ENR_SQL (SQL_ISSUE,
         "UPDATE bill SET receipt_no = :number, receipt_to = :to WHERE id = :id "
         "AND receipt_no IS NULL AND paid_on = :paid_on AND asked = :amount");
ENR_SQL (SQL_STANDS,
         "SELECT 1 FROM bill WHERE id = :id AND receipt_no = :number AND paid_on = :paid_on "
         "AND asked = :amount");

static int
next_number (EnrDb *db, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_NEXT);

  return enr_stmt_step (&st, error) > 0 ? (int) enr_column_int (&st, 0) : -1;
}

/* The guardian, or who stands for the child. */
static const char *
receipt_to (EnrBillList *bills, const EnrBill *bill)
{
  g_autofree char *text = NULL;

  if (bill->receipt_to[0] != '\0')
    return bill->receipt_to;
  if (bill->guardian[0] != '\0')
    return bill->guardian;
  text = g_strdup_printf ("%s 保護者", bill->children);
  return g_string_chunk_insert_const (bills->strings, text);
}

static int
compare_receipts (gconstpointer a, gconstpointer b)
{
  return ((const EnrReceipt *) a)->number - ((const EnrReceipt *) b)->number;
}

GArray *
enr_receipt_plan (EnrBillList *bills, EnrDb *db, const EnrUuid *family_id, GError **error)
{
  g_autoptr (GArray) plan = g_array_new (FALSE, TRUE, sizeof (EnrReceipt));
  int next = next_number (db, error);

  if (next < 0)
    return NULL;
  for (guint i = 0; i < bills->bills->len; i++)
    {
      const EnrBill *bill = &g_array_index (bills->bills, EnrBill, i);
      EnrReceipt receipt = { bill->id };

      if (bill->paid_on == ENR_DATE_NONE || bill->asked == 0
          || (family_id != NULL && !enr_uuid_equal (family_id, &bill->family_id)))
        continue;
      receipt.is_reprint = bill->receipt_no > 0;
      receipt.number = receipt.is_reprint ? bill->receipt_no : next++;
      receipt.amount = bill->asked;
      receipt.paid_on = bill->paid_on;
      receipt.month = bill->month;
      receipt.method = bill->method;
      receipt.to = receipt_to (bills, bill);
      receipt.children = bill->children;
      g_array_append_val (plan, receipt);
    }
  g_array_sort (plan, compare_receipts);
  return g_steal_pointer (&plan);
}

/* A reprint changes nothing, but must still be of the same payment. */
static int
issue_one (EnrDb *db, const EnrReceipt *receipt, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, receipt->is_reprint ? SQL_STANDS : SQL_ISSUE);

  enr_bind_uuid (&st, ":id", &receipt->bill_id);
  enr_bind_int (&st, ":number", receipt->number);
  enr_bind_date (&st, ":paid_on", receipt->paid_on);
  enr_bind_int (&st, ":amount", receipt->amount);
  if (receipt->is_reprint)
    return enr_stmt_step (&st, error);
  enr_bind_text (&st, ":to", receipt->to);
  return enr_stmt_run (&st, error) ? enr_stmt_changes (&st) : -1;
}

gboolean
enr_receipt_issue (EnrDb *db,
                   const EnrActor *actor,
                   const GArray *plan,
                   EnrReceiptWriteFunc write,
                   gpointer data,
                   GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  int next;
  gboolean has_changed = FALSE;

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  next = next_number (db, error);
  if (next < 0)
    return FALSE;
  for (guint i = 0; i < plan->len && !has_changed; i++)
    {
      const EnrReceipt *receipt = &g_array_index (plan, EnrReceipt, i);
      int changes;

      if (!receipt->is_reprint && receipt->number != next++)
        has_changed = TRUE;
      changes = has_changed ? 0 : issue_one (db, receipt, error);
      if (changes < 0)
        return FALSE;
      has_changed = changes != 1;
    }
  if (has_changed)
    {
      g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED,
                           _ ("Somebody else has changed payments or receipts meanwhile. Please "
                              "look again."));
      return FALSE;
    }
  return (write == NULL || write (data, error)) && enr_txn_commit (&txn, error);
}
