/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The bank's answer. Results that are entered by hand are in transfer-result.c.
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "base/clock.h"
#include "base/yen.h"
#include "month/bank.h"
#include "month/bill-private.h"
#include "month/transfer.h"
#include "nursery/error.h"

/* The file has no year: the latest such day comes first. */
ENR_SQL (SQL_DAYS,
         "SELECT DISTINCT drawn_on FROM bill WHERE substr(drawn_on, 6) = :month_day "
         "ORDER BY drawn_on DESC");
ENR_SQL (SQL_FIND,
         "SELECT b.id, (SELECT group_concat(c.family_name || ' ' || c.given_name, '、') "
         "  FROM child c WHERE c.family_id = b.family_id AND c.removed_at IS NULL) "
         "FROM bill b JOIN bank_account a ON a.family_id = b.family_id AND a.removed_at IS NULL "
         "WHERE a.customer_code = :customer AND b.drawn_on = :day");
ENR_SQL (SQL_UNANSWERED, "SELECT count(*) FROM bill WHERE drawn_on = :day AND result = ''");
ENR_SQL (SQL_NOT_NEW,
         "UPDATE bank_account SET is_new = 0 WHERE family_id = :family AND is_new = 1 "
         "AND removed_at IS NULL");

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
failure_clear (gpointer data)
{
  g_free (((EnrTransferFailure *) data)->children);
}

void
enr_transfer_answer_clear (EnrTransferAnswer *self)
{
  g_clear_pointer (&self->failures, g_array_unref);
}

gboolean
enr_transfer_store_result (EnrDb *db,
                           const EnrUuid *id,
                           EnrBillRow *row,
                           char result,
                           gboolean *was_new,
                           GError **error)
{
  row->result = result;
  if (was_new != NULL)
    *was_new = FALSE;
  if (result == '0')
    {
      g_auto (EnrStmt) st = enr_stmt (db, SQL_NOT_NEW);

      row->paid_on = row->drawn_on;
      row->method = ENR_BILL_TRANSFER;
      enr_bind_uuid (&st, ":family", &row->family_id);
      if (!enr_stmt_run (&st, error))
        return FALSE;
      if (was_new != NULL)
        *was_new = enr_stmt_changes (&st) > 0;
    }
  return enr_bill_store_payment (db, id, row, error);
}

static gboolean
find_bill (EnrDb *db,
           const EnrZenginRecord *record,
           EnrDate day,
           EnrUuid *id,
           char **children,
           GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_FIND);
  int rc;

  enr_bind_text (&st, ":customer", record->customer);
  enr_bind_date (&st, ":day", day);
  rc = enr_stmt_step (&st, error);
  if (rc == 0)
    refuse (error, ENR_NURSERY_ERROR_INVALID,
            /* Translators: a number, and the name of an account's holder */
            _ ("Nothing was to be drawn on that day from the customer %s (%s)."), record->customer,
            record->holder);
  if (rc <= 0)
    return FALSE;
  *id = enr_column_uuid (&st, 0);
  *children = g_strdup (enr_column_text (&st, 1));
  return TRUE;
}

static gboolean
check_record (const EnrZenginRecord *record,
              const EnrBillRow *row,
              const char *children,
              GError **error)
{
  if (record->amount != row->asked)
    {
      g_autofree char *said = enr_yen_dup (record->amount);
      g_autofree char *asked = enr_yen_dup (row->asked);

      return refuse (error, ENR_NURSERY_ERROR_INVALID,
                     /* Translators: children, and two amounts */
                     _ ("%s: the answer is about %s, but %s was to be drawn."), children, said,
                     asked);
    }
  if (row->result != '\0' && row->result != record->result)
    return refuse (error, ENR_NURSERY_ERROR_CHANGED,
                   /* Translators: children, and what the bank said before */
                   _ ("%s: there is another result already (%s)."), children,
                   enr_zengin_result_label (row->result));
  return TRUE;
}

static gboolean
take_record (EnrDb *db, const EnrZenginRecord *record, EnrTransferAnswer *answer, GError **error)
{
  g_autofree char *children = NULL;
  EnrBillRow row;
  EnrUuid id;

  if (!find_bill (db, record, answer->drawn_on, &id, &children, error)
      || !enr_bill_row_load (db, &id, &row, error) || !check_record (record, &row, children, error))
    return FALSE;
  if (record->result == '0')
    {
      answer->n_paid++;
      answer->paid += record->amount;
    }
  else
    {
      EnrTransferFailure failure = { g_steal_pointer (&children), record->result, record->amount };

      answer->n_failed++;
      answer->failed += record->amount;
      g_array_append_val (answer->failures, failure);
    }
  if (row.result == record->result)
    return TRUE;
  answer->n_changed++;
  return enr_transfer_store_result (db, &id, &row, record->result, NULL, error);
}

static gboolean
check_client (EnrDb *db, const EnrZenginFile *file, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (EnrBankClient) client = enr_bank_client_load (db, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (client == NULL || !g_str_equal (client->code, file->client_code))
    return refuse (error, ENR_NURSERY_ERROR_INVALID,
                   /* Translators: a number, and a name in half-width kana */
                   _ ("This file is for another client: %s (%s)."), file->client_code,
                   file->client_name);
  return TRUE;
}

/* The days on which the file's could be. (element-type EnrDate) */
static GArray *
find_days (EnrDb *db, const EnrZenginFile *file, GError **error)
{
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (EnrDate));
  g_autofree char *month_day = g_strdup_printf ("%02d-%02d", file->month, file->day);
  g_auto (EnrStmt) st = enr_stmt (db, SQL_DAYS);
  int rc;

  enr_bind_text (&st, ":month_day", month_day);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrDate day = enr_column_date (&st, 0);

      g_array_append_val (days, day);
    }
  if (rc == 0 && days->len == 0)
    refuse (error, ENR_NURSERY_ERROR_INVALID,
            _ ("Nothing was to be drawn on the day that the file is for (%d/%d)."), file->month,
            file->day);
  return rc == 0 && days->len > 0 ? g_steal_pointer (&days) : NULL;
}

/* No bank answers before it has drawn: the file is another year's, or of a trial. */
static gboolean
check_day (EnrDate drawn_on, GError **error)
{
  char day[ENR_DATE_ISO_LENGTH];

  if (drawn_on <= enr_clock_today ())
    return TRUE;
  return refuse (error, ENR_NURSERY_ERROR_INVALID,
                 /* Translators: a day */
                 _ ("The bank draws on %s, so that it has not drawn anything yet."),
                 enr_date_iso (drawn_on, day));
}

static gboolean
take_all (EnrDb *db,
          const EnrActor *actor,
          const EnrZenginFile *file,
          EnrTransferAnswer *answer,
          GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!check_day (answer->drawn_on, error))
    return FALSE;
  answer->failures = g_array_new (FALSE, FALSE, sizeof (EnrTransferFailure));
  g_array_set_clear_func (answer->failures, failure_clear);
  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  for (guint i = 0; i < file->records->len; i++)
    if (!take_record (db, &g_array_index (file->records, EnrZenginRecord, i), answer, error))
      return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_UNANSWERED);

    enr_bind_date (&st, ":day", answer->drawn_on);
    if (enr_stmt_step (&st, error) <= 0)
      return FALSE;
    answer->n_unanswered = (guint) enr_column_int (&st, 0);
  }
  return enr_txn_commit (&txn, error);
}

gboolean
enr_transfer_import (EnrDb *db,
                     const EnrActor *actor,
                     const char *data,
                     gsize length,
                     EnrTransferAnswer *answer,
                     GError **error)
{
  g_autoptr (EnrZenginFile) file = enr_zengin_file_read (data, length, error);
  g_autoptr (GArray) days = NULL;
  g_autoptr (GError) first_error = NULL;

  if (file == NULL || !check_client (db, file, error))
    return FALSE;
  days = find_days (db, file, error);
  if (days == NULL)
    return FALSE;
  /* An old answer belongs to an earlier year; what is wrong with it is said of the latest. */
  for (guint i = 0; i < days->len; i++)
    {
      g_auto (EnrTransferAnswer) taken = { .drawn_on = g_array_index (days, EnrDate, i) };
      g_autoptr (GError) local_error = NULL;

      if (take_all (db, actor, file, &taken, &local_error))
        {
          *answer = taken;
          taken.failures = NULL;
          return TRUE;
        }
      if (first_error == NULL)
        first_error = g_steal_pointer (&local_error);
      if (first_error->domain != ENR_NURSERY_ERROR)
        break;
    }
  g_propagate_error (error, g_steal_pointer (&first_error));
  return FALSE;
}
