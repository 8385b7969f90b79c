/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The file for the bank. The bank's answer is in transfer-answer.c.
 */
#include "config.h"

#include "month/transfer.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "month/bank.h"
#include "month/bill-private.h"
#include "month/closing.h"
#include "nursery/error.h"

/* Sent, unanswered, and replaced: drawn as well, it would be paid twice. */
ENR_SQL (SQL_REPLACED,
         "SELECT b.family_id FROM bill b WHERE b.month = :month AND b.drawn_on IS NOT NULL "
         "AND b.result = '' AND b.paid_on IS NULL AND b.revision < :revision");
/* A customer is in an answer once, so it must be clear for which bill: one a family and day. */
ENR_SQL (SQL_SAME_DAY,
         "SELECT 1 FROM bill WHERE family_id = :family AND drawn_on = :day AND id <> :id");

typedef struct
{
  EnrDb *db;
  EnrBillList *bills;
  EnrDate draw_on;
  EnrTransferFlags flags;
  GPtrArray *chosen;   /* (element-type EnrBill), borrowed */
  GPtrArray *nameless; /* (element-type utf8) families without an account, borrowed */
  guint n_left_out;
} Export;

void
enr_transfer_file_clear (EnrTransferFile *self)
{
  g_clear_pointer (&self->bytes, g_bytes_unref);
}

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

static gboolean
check_month (const Export *self, GError **error)
{
  if (self->bills->revision == 0)
    return refuse (error, ENR_NURSERY_ERROR_UNKNOWN,
                   _ ("The month is not closed, so that there are no bills yet."));
  if (self->draw_on < enr_date_month_start (self->bills->first, 1))
    return refuse (error, ENR_NURSERY_ERROR_INVALID,
                   _ ("The day of the transfer has to be after the month that it is for."));
  return TRUE;
}

/* Bills of earlier closings that the bank has still to answer. */
static gboolean
check_replaced (const Export *self, const char *month, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (self->db, SQL_REPLACED);
  const EnrBill *bill;
  EnrUuid family;
  int rc;

  enr_bind_text (&st, ":month", month);
  enr_bind_int (&st, ":revision", self->bills->revision);
  rc = enr_stmt_step (&st, error);
  if (rc <= 0)
    return rc == 0;
  family = enr_column_uuid (&st, 0);
  bill = enr_bill_list_find (self->bills, &family);
  return refuse (error, ENR_NURSERY_ERROR_CHANGED,
                 /* Translators: children */
                 _ ("%s: the bank has not answered yet for the bill before the month was closed "
                    "again. Its result comes first."),
                 bill != NULL ? bill->children : "");
}

static gboolean
check_same_day (const Export *self, const EnrBill *bill, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (self->db, SQL_SAME_DAY);
  int rc;

  enr_bind_uuid (&st, ":id", &bill->id);
  enr_bind_uuid (&st, ":family", &bill->family_id);
  enr_bind_date (&st, ":day", self->draw_on);
  rc = enr_stmt_step (&st, error);
  if (rc > 0)
    return refuse (error, ENR_NURSERY_ERROR_CHANGED,
                   /* Translators: children */
                   _ ("%s: another bill is drawn from the same account on that day. Please choose "
                      "another day."),
                   bill->children);
  return rc == 0;
}

/* Sorts out a bill that is to be paid. */
static gboolean
choose (Export *self, const EnrBill *bill, GError **error)
{
  gboolean is_sent = bill->drawn_on != ENR_DATE_NONE && bill->result == '\0';
  char day[ENR_DATE_ISO_LENGTH];

  if (bill->drawn_on == self->draw_on && bill->result != '\0')
    return refuse (error, ENR_NURSERY_ERROR_ALREADY,
                   _ ("The results for that day are in already. What was not drawn can be sent for "
                      "another day."));
  if (enr_bill_state (bill) == ENR_BILL_PAID || enr_bill_state (bill) == ENR_BILL_NOTHING)
    return TRUE;
  if (is_sent && bill->drawn_on != self->draw_on && (self->flags & ENR_TRANSFER_AGAIN) == 0)
    return refuse (error, ENR_NURSERY_ERROR_ALREADY,
                   /* Translators: children, and a day */
                   _ ("%s: the bank was asked to draw this on %s, and has not answered yet. Its "
                      "result comes first."),
                   bill->children, enr_date_iso (bill->drawn_on, day));
  if (bill->customer_code[0] == '\0' && bill->method != ENR_BILL_OTHER)
    {
      if (bill->method == ENR_BILL_CASH && (self->flags & ENR_TRANSFER_EXCEPT_CASH) != 0)
        self->n_left_out++;
      else
        g_ptr_array_add (self->nameless, (char *) bill->children);
      return TRUE;
    }
  if (bill->method != ENR_BILL_TRANSFER)
    {
      self->n_left_out++;
      return TRUE;
    }
  g_ptr_array_add (self->chosen, (EnrBill *) bill);
  return check_same_day (self, bill, error);
}

static int
compare_customers (gconstpointer a, gconstpointer b)
{
  const EnrBill *const *one = a;
  const EnrBill *const *other = b;
  gsize length = strlen ((*one)->customer_code);
  gsize other_length = strlen ((*other)->customer_code);

  return length != other_length ? (length > other_length ? 1 : -1)
                                : strcmp ((*one)->customer_code, (*other)->customer_code);
}

static gboolean
choose_all (Export *self, const char *month, GError **error)
{
  g_autofree char *names = NULL;

  if (!check_replaced (self, month, error))
    return FALSE;
  for (guint i = 0; i < self->bills->bills->len; i++)
    if (!choose (self, &g_array_index (self->bills->bills, EnrBill, i), error))
      return FALSE;
  if (self->nameless->len > 0)
    {
      g_ptr_array_add (self->nameless, NULL);
      names = g_strjoinv ("、", (char **) self->nameless->pdata);
      return refuse (
          error, ENR_NURSERY_ERROR_INVALID,
          /* Translators: children */
          _ ("These families have no bank details, so no file was made: %s. Please enter "
             "their accounts, or leave out those who pay in cash."),
          names);
    }
  if (self->chosen->len == 0)
    return refuse (error, ENR_NURSERY_ERROR_INVALID,
                   _ ("There is nothing to draw for that month."));
  g_ptr_array_sort (self->chosen, compare_customers);
  return TRUE;
}

static void
copy_account (EnrZenginAccount *to, const EnrZenginAccount *from)
{
  to->bank_code = g_strdup (from->bank_code);
  to->bank_name = g_strdup (from->bank_name);
  to->branch_code = g_strdup (from->branch_code);
  to->branch_name = g_strdup (from->branch_name);
  to->kind = from->kind;
  to->number = g_strdup (from->number);
}

static gboolean
add_record (const Export *self, const EnrBill *bill, EnrZenginFile *file, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (EnrBankAccount) account
      = enr_bank_account_load (self->db, &bill->family_id, &local_error);
  EnrZenginRecord *record;

  if (account == NULL)
    {
      if (local_error != NULL)
        g_propagate_error (error, g_steal_pointer (&local_error));
      else
        refuse (error, ENR_NURSERY_ERROR_INVALID, _ ("The family has no account to draw from."));
      return FALSE;
    }
  record = enr_zengin_file_add (file);
  copy_account (&record->account, &account->account);
  record->holder = g_strdup (account->holder);
  record->amount = bill->asked;
  record->new_code = account->is_new ? 1 : 0;
  record->customer = g_strdup (account->customer_code);
  return TRUE;
}

static EnrZenginFile *
make_file (const Export *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (EnrBankClient) client = enr_bank_client_load (self->db, &local_error);
  g_autoptr (EnrZenginFile) file = enr_zengin_file_new ();

  if (client == NULL)
    {
      if (local_error != NULL)
        g_propagate_error (error, g_steal_pointer (&local_error));
      else
        refuse (error, ENR_NURSERY_ERROR_UNKNOWN,
                _ ("The nursery's own bank details (委託者) are missing."));
      return NULL;
    }
  file->client_code = g_strdup (client->code);
  file->client_name = g_strdup (client->name);
  copy_account (&file->account, &client->account);
  enr_date_split (self->draw_on, NULL, &file->month, &file->day);
  for (guint i = 0; i < self->chosen->len; i++)
    if (!add_record (self, g_ptr_array_index (self->chosen, i), file, error))
      return NULL;
  return g_steal_pointer (&file);
}

static gboolean
mark_all (const Export *self, GError **error)
{
  for (guint i = 0; i < self->chosen->len; i++)
    {
      const EnrBill *bill = g_ptr_array_index (self->chosen, i);
      EnrBillRow row;

      if (bill->drawn_on == self->draw_on && bill->result == '\0')
        continue; /* made again: nothing is to be written down */
      if (!enr_bill_row_load (self->db, &bill->id, &row, error))
        return FALSE;
      row.drawn_on = self->draw_on;
      row.result = '\0';
      if (!enr_bill_store_payment (self->db, &bill->id, &row, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean export(Export *self, EnrTransferFile *file, GError **error)
{
  g_autofree char *month = enr_month_dup_key (self->bills->first);
  g_autoptr (EnrZenginFile) zengin = NULL;

  if (!check_month (self, error) || !choose_all (self, month, error))
    return FALSE;
  zengin = make_file (self, error);
  if (zengin == NULL || !mark_all (self, error))
    return FALSE;
  file->bytes
      = enr_zengin_file_write (zengin, (self->flags & ENR_TRANSFER_LINE_BREAKS) != 0, error);
  file->n_records = zengin->records->len;
  file->n_left_out = self->n_left_out;
  for (guint i = 0; i < zengin->records->len; i++)
    file->total += g_array_index (zengin->records, EnrZenginRecord, i).amount;
  return file->bytes != NULL;
}

gboolean
enr_transfer_export (EnrDb *db,
                     const EnrActor *actor,
                     EnrDate first,
                     EnrDate draw_on,
                     EnrTransferFlags flags,
                     EnrTransferFile *file,
                     GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_auto (EnrTransferFile) made = { NULL };
  g_autoptr (EnrBillList) bills = NULL;
  g_autoptr (GPtrArray) chosen = g_ptr_array_new ();
  g_autoptr (GPtrArray) nameless = g_ptr_array_new ();
  Export self = { db, NULL, draw_on, flags, chosen, nameless, 0 };

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  self.bills = bills = enr_bill_list_load (db, first, error);
  if (bills == NULL || !export(&self, &made, error) || !enr_txn_commit (&txn, error))
    return FALSE;
  *file = made;
  made.bytes = NULL;
  return TRUE;
}
