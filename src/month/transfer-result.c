/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The bank's results, entered by hand.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/clock.h"
#include "month/bill-private.h"
#include "month/closing.h"
#include "month/transfer.h"
#include "month/zengin.h"
#include "nursery/error.h"

#define CHILDREN                                                                                   \
  "(SELECT group_concat(n, '、') FROM (SELECT c.family_name || ' ' || c.given_name AS n "         \
  "  FROM child c WHERE c.family_id = b.family_id AND c.removed_at IS NULL "                       \
  "  ORDER BY c.birth_date, c.id))"

ENR_SQL (SQL_WAITING,
         "SELECT b.id, b.family_id, b.drawn_on, b.asked, coalesce(" CHILDREN ", ''), "
         "coalesce(a.customer_code || ' ' || a.holder, '') FROM bill b "
         "LEFT JOIN bank_account a ON a.family_id = b.family_id AND a.removed_at IS NULL "
         "WHERE b.month = :month AND b.drawn_on IS NOT NULL AND b.result = '' "
         "AND b.paid_on IS NULL ORDER BY b.drawn_on, (SELECT min(c.family_kana || ' ' || "
         "  c.given_kana) FROM child c WHERE c.family_id = b.family_id AND c.removed_at IS NULL), "
         "b.revision, b.id");
ENR_SQL (SQL_CHILDREN, "SELECT coalesce(" CHILDREN ", '') FROM bill b WHERE b.id = :id");
ENR_SQL (SQL_NEW_AGAIN,
         "UPDATE bank_account SET is_new = 1 WHERE family_id = :family AND removed_at IS NULL");

static gboolean G_GNUC_PRINTF (3, 4)
    refuse (GError **error, EnrNurseryError code, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, ENR_NURSERY_ERROR, code, message);
  return FALSE;
}

static void
waiting_clear (gpointer data)
{
  EnrTransferWaiting *waiting = data;

  g_free (waiting->children);
  g_free (waiting->customer);
}

GArray *
enr_transfer_waiting (EnrDb *db, EnrDate first, GError **error)
{
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (EnrTransferWaiting));
  g_autofree char *month = enr_month_dup_key (first);
  g_auto (EnrStmt) st = enr_stmt (db, SQL_WAITING);
  int rc;

  g_array_set_clear_func (list, waiting_clear);
  enr_bind_text (&st, ":month", month);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      g_auto (GStrv) names = g_strsplit (enr_column_text (&st, 4), "、", -1);
      EnrTransferWaiting waiting = { enr_column_uuid (&st, 0),
                                     enr_column_uuid (&st, 1),
                                     enr_column_date (&st, 2),
                                     enr_column_int (&st, 3),
                                     enr_bill_dup_names ((const char *const *) names),
                                     enr_column_dup_text (&st, 5) };

      g_array_append_val (list, waiting);
    }
  return rc == 0 ? g_steal_pointer (&list) : NULL;
}

static gboolean
check_waiting (const EnrBillRow *row, char result, GError **error)
{
  char day[ENR_DATE_ISO_LENGTH];

  if (row->drawn_on == ENR_DATE_NONE)
    return refuse (error, ENR_NURSERY_ERROR_ALREADY,
                   _ ("The bank was not asked to draw this bill."));
  if (row->result != '\0')
    return refuse (error, ENR_NURSERY_ERROR_ALREADY, _ ("This bill has a result already (%s)."),
                   enr_zengin_result_label (row->result));
  /* That it will not be drawn may be known before. */
  if (result == '0' && row->drawn_on > enr_clock_today ())
    return refuse (error, ENR_NURSERY_ERROR_INVALID,
                   /* Translators: a day */
                   _ ("The bank draws on %s, so that it has not drawn anything yet."),
                   enr_date_iso (row->drawn_on, day));
  return TRUE;
}

/* Says whose bill it is that was refused. */
static void
prefix_children (EnrDb *db, const EnrUuid *id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_CHILDREN);

  enr_bind_uuid (&st, ":id", id);
  if (enr_stmt_step (&st, NULL) > 0)
    g_prefix_error (error, "%s: ", enr_column_text (&st, 0));
}

static gboolean
set_one (EnrDb *db, const EnrUuid *id, char result, GArray *entered, GError **error)
{
  EnrTransferEntered one = { *id, result, FALSE };
  EnrBillRow row;

  if (!enr_bill_row_load (db, id, &row, error) || !check_waiting (&row, result, error)
      || !enr_transfer_store_result (db, id, &row, result, &one.was_new, error))
    return FALSE;
  g_array_append_val (entered, one);
  return TRUE;
}

GArray *
enr_transfer_set_results (EnrDb *db,
                          const EnrActor *actor,
                          const GArray *bill_ids,
                          char result,
                          GError **error)
{
  g_autoptr (GArray) entered = g_array_new (FALSE, FALSE, sizeof (EnrTransferEntered));
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (enr_zengin_result_label (result) == NULL)
    {
      refuse (error, ENR_NURSERY_ERROR_INVALID,
              _ ("A result of a transfer is 0, 1, 2, 3, 4, 8 or 9."));
      return NULL;
    }
  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return NULL;
  for (guint i = 0; i < bill_ids->len; i++)
    {
      const EnrUuid *id = &g_array_index (bill_ids, EnrUuid, i);

      if (set_one (db, id, result, entered, error))
        continue;
      if (bill_ids->len > 1)
        prefix_children (db, id, error);
      return NULL;
    }
  return enr_txn_commit (&txn, error) ? g_steal_pointer (&entered) : NULL;
}

gboolean
enr_transfer_set_result (EnrDb *db,
                         const EnrActor *actor,
                         const EnrUuid *bill_id,
                         char result,
                         GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (EnrUuid));
  g_autoptr (GArray) entered = NULL;

  g_array_append_vals (ids, bill_id, 1);
  entered = enr_transfer_set_results (db, actor, ids, result, error);
  return entered != NULL;
}

/* The bill is as it was left when the result was written down. */
static gboolean
check_entered (const EnrBillRow *row, const EnrTransferEntered *entered, GError **error)
{
  EnrDate paid_on = entered->result == '0' ? row->drawn_on : ENR_DATE_NONE;

  if (row->result != entered->result || row->paid_on != paid_on || row->method != ENR_BILL_TRANSFER
      || row->is_replaced)
    return refuse (error, ENR_NURSERY_ERROR_CHANGED,
                   _ ("This bill has been changed since, so that its result stays."));
  return TRUE;
}

static gboolean
take_back_one (EnrDb *db, const EnrTransferEntered *entered, GError **error)
{
  EnrBillRow row;

  if (!enr_bill_row_load (db, &entered->bill_id, &row, error)
      || !check_entered (&row, entered, error))
    return FALSE;
  if (entered->was_new)
    {
      g_auto (EnrStmt) st = enr_stmt (db, SQL_NEW_AGAIN);

      enr_bind_uuid (&st, ":family", &row.family_id);
      if (!enr_stmt_run (&st, error))
        return FALSE;
    }
  row.result = '\0';
  row.paid_on = ENR_DATE_NONE;
  return enr_bill_store_payment (db, &entered->bill_id, &row, error);
}

gboolean
enr_transfer_take_back (EnrDb *db, const EnrActor *actor, const GArray *entered, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  for (guint i = 0; i < entered->len; i++)
    {
      const EnrTransferEntered *one = &g_array_index (entered, EnrTransferEntered, i);

      if (take_back_one (db, one, error))
        continue;
      if (entered->len > 1)
        prefix_children (db, &one->bill_id, error);
      return FALSE;
    }
  return enr_txn_commit (&txn, error);
}
