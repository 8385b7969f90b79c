/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/bills/bill-job.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "base/file.h"
#include "base/yen.h"
#include "month/zengin.h"
#include "nursery/error.h"
#include "reports/fee-list.h"
#include "reports/fee-statement.h"
#include "reports/receipt.h"

/* An answer of a bank is some hundred kilobytes at most. */
#define ANSWER_BYTES_MAX (16 * 1024 * 1024)

#define DONE GINT_TO_POINTER (TRUE)

EnrBillJob *
enr_bill_job_new (const EnrActor *actor, EnrDate month, const EnrBill *bill)
{
  EnrBillJob *self = g_new0 (EnrBillJob, 1);

  self->actor = actor;
  self->month = month;
  self->day = ENR_DATE_NONE;
  if (bill != NULL)
    {
      self->bill_id = bill->id;
      self->family_id = bill->family_id;
    }
  return self;
}

void
enr_bill_job_free (EnrBillJob *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->bill_ids, g_array_unref);
  g_clear_pointer (&self->entered, g_array_unref);
  g_free (self->reason);
  g_free (self->path);
  g_free (self);
}

/*
 * The reader
 */

gpointer
enr_bill_job_load (EnrDb *db, gpointer data, GError **error)
{
  const EnrBillJob *job = data;

  return enr_bill_list_load (db, job->month, error);
}

gpointer
enr_bill_job_waiting (EnrDb *db, gpointer data, GError **error)
{
  const EnrBillJob *job = data;

  return enr_transfer_waiting (db, job->month, error);
}

static gboolean
write_document (EnrDocument *document, const char *path, GError **error)
{
  return enr_document_write_pdf (document, path, enr_document_creation_time (), error);
}

gpointer
enr_bill_job_statements (EnrDb *db, gpointer data, GError **error)
{
  const EnrBillJob *job = data;
  g_autoptr (EnrFeeMonth) month = enr_fee_month_load (db, job->month, NULL, error);
  g_autoptr (EnrDocument) document = month != NULL ? enr_fee_statement_new (month, error) : NULL;

  return document != NULL && write_document (document, job->path, error) ? DONE : NULL;
}

static GBytes *
make_list (const EnrFeeMonth *month, EnrBillListFormat format, guint *replaced, GError **error)
{
  g_autoptr (EnrTable) table = enr_fee_list_table_new (month, NULL);
  GBytes *bytes;

  if (format == ENR_BILL_LIST_XLSX)
    return enr_table_to_xlsx (table, error);
  bytes = enr_table_to_csv (
      table, format == ENR_BILL_LIST_CSV_CP932 ? ENR_ENCODING_CP932 : ENR_ENCODING_UTF8, replaced);
  if (bytes == NULL)
    g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                         _ ("This system cannot write CP932 (Shift_JIS). Please choose UTF-8."));
  return bytes;
}

static char *
dup_replaced (guint replaced)
{
  if (replaced == 0)
    return g_strdup ("");
  return g_strdup_printf (ngettext ("The file is written, but %u letter that Shift_JIS lacks was "
                                    "replaced by 〓. With UTF-8 all letters stay.",
                                    "The file is written, but %u letters that Shift_JIS lacks were "
                                    "replaced by 〓. With UTF-8 all letters stay.",
                                    replaced),
                          replaced);
}

gpointer
enr_bill_job_list (EnrDb *db, gpointer data, GError **error)
{
  const EnrBillJob *job = data;
  g_autoptr (EnrFeeMonth) month = enr_fee_month_load (db, job->month, NULL, error);
  g_autoptr (EnrDocument) document = NULL;
  g_autoptr (GBytes) bytes = NULL;
  guint replaced = 0;

  if (month == NULL)
    return NULL;
  if (job->format == ENR_BILL_LIST_PDF)
    {
      document = enr_fee_list_paper_new (month, NULL, error);
      if (document == NULL || !write_document (document, job->path, error))
        return NULL;
    }
  else
    {
      bytes = make_list (month, job->format, &replaced, error);
      if (bytes == NULL || !enr_file_replace (job->path, bytes, error))
        return NULL;
    }
  return dup_replaced (replaced);
}

/*
 * One bill
 */

gpointer
enr_bill_job_pay (EnrDb *db, gpointer data, GError **error)
{
  const EnrBillJob *job = data;

  return enr_bill_pay (db, job->actor, &job->bill_id, job->day, job->method, error) ? DONE : NULL;
}

gpointer
enr_bill_job_unpay (EnrDb *db, gpointer data, GError **error)
{
  const EnrBillJob *job = data;

  return enr_bill_unpay (db, job->actor, &job->bill_id, job->reason, error) ? DONE : NULL;
}

gpointer
enr_bill_job_set_method (EnrDb *db, gpointer data, GError **error)
{
  const EnrBillJob *job = data;

  return enr_bill_set_method (db, job->actor, &job->bill_id, job->method, error) ? DONE : NULL;
}

typedef struct
{
  EnrDocument *document;
  const char *path;
  gboolean is_written;
} Receipt;

static gboolean
write_receipt (gpointer data, GError **error)
{
  Receipt *receipt = data;

  receipt->is_written = write_document (receipt->document, receipt->path, error);
  return receipt->is_written;
}

gpointer
enr_bill_job_receipt (EnrDb *db, gpointer data, GError **error)
{
  const EnrBillJob *job = data;
  g_autoptr (EnrBillList) bills = enr_bill_list_load (db, job->month, error);
  g_autoptr (GArray) plan = NULL;
  g_autoptr (EnrFacility) facility = NULL;
  g_autoptr (EnrDocument) document = NULL;
  Receipt receipt = { NULL, job->path, FALSE };

  plan = bills != NULL
             ? enr_receipt_plan (bills, db, job->is_of_all ? NULL : &job->family_id, error)
             : NULL;
  facility = plan != NULL ? enr_facility_load (db, error) : NULL;
  if (facility == NULL)
    return NULL;
  if (plan->len == 0)
    {
      g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN,
                           _ ("Nothing was paid, so there is no receipt to make."));
      return NULL;
    }
  receipt.document = document = enr_receipts_new (plan, facility, error);
  if (document == NULL)
    return NULL;
  if (enr_receipt_issue (db, job->actor, plan, write_receipt, &receipt, error))
    return DONE;
  /* A paper whose number was not given out must not lie about. */
  if (receipt.is_written)
    g_unlink (job->path);
  return NULL;
}

/*
 * The bank
 */

gpointer
enr_bill_job_transfer (EnrDb *db, gpointer data, GError **error)
{
  const EnrBillJob *job = data;
  g_auto (EnrTransferFile) file = { NULL };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *total = NULL;

  /* Where the file cannot be written, the same entries make the same file once it can. */
  if (!enr_transfer_export (db, job->actor, job->month, job->day, job->flags, &file, error)
      || !enr_file_replace (job->path, file.bytes, error))
    return NULL;
  total = enr_yen_dup (file.total);
  g_string_append_printf (text,
                          /* Translators: a number of transfers, and what they come to */
                          ngettext ("The file for the bank is made: %u transfer, %s.",
                                    "The file for the bank is made: %u transfers, %s.",
                                    file.n_records),
                          file.n_records, total);
  if (file.n_left_out > 0)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text,
                              ngettext ("%u family pays in another way and is not in it.",
                                        "%u families pay in another way and are not in it.",
                                        file.n_left_out),
                              file.n_left_out);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
read_answer (const char *path, char **data, gsize *length, GError **error)
{
  g_autofree char *shown = g_filename_display_basename (path);
  g_autoptr (GError) local_error = NULL;
  GStatBuf info;

  if (g_stat (path, &info) == 0 && info.st_size > ANSWER_BYTES_MAX)
    {
      g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                   /* Translators: a file */
                   _ ("%s is too large for a bank's file."), shown);
      return FALSE;
    }
  if (g_file_get_contents (path, data, length, &local_error))
    return TRUE;
  g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
               /* Translators: a file, and the system's reason */
               _ ("%s cannot be read: %s."), shown, local_error->message);
  return FALSE;
}

static char *
dup_answer_text (const EnrTransferAnswer *answer)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *day = enr_date_dup_era_weekday (answer->drawn_on);
  g_autofree char *paid = enr_yen_dup (answer->paid);
  g_autofree char *failed = enr_yen_dup (answer->failed);

  g_string_append_printf (
      text,
      /* Translators: a day, then twice a number of transfers and what they come to */
      _ ("The bank's answer for %s: %u drawn, %s; %u not drawn, %s."), day, answer->n_paid, paid,
      answer->n_failed, failed);
  for (guint i = 0; i < answer->failures->len; i++)
    {
      const EnrTransferFailure *failure = &g_array_index (answer->failures, EnrTransferFailure, i);
      g_autofree char *amount = enr_yen_dup (failure->amount);

      g_string_append_printf (text, "\n%s  %s  %s", failure->children, amount,
                              enr_zengin_result_label (failure->result));
    }
  if (answer->n_changed == 0)
    g_string_append_printf (text, "\n%s", _ ("All of it was known already."));
  if (answer->n_unanswered > 0)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text,
                              ngettext ("%u transfer of that day has no answer yet.",
                                        "%u transfers of that day have no answer yet.",
                                        answer->n_unanswered),
                              answer->n_unanswered);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

gpointer
enr_bill_job_answer (EnrDb *db, gpointer data, GError **error)
{
  const EnrBillJob *job = data;
  g_auto (EnrTransferAnswer) answer = { 0 };
  g_autofree char *content = NULL;
  gsize length;

  if (!read_answer (job->path, &content, &length, error)
      || !enr_transfer_import (db, job->actor, content, length, &answer, error))
    return NULL;
  return dup_answer_text (&answer);
}

gpointer
enr_bill_job_result (EnrDb *db, gpointer data, GError **error)
{
  const EnrBillJob *job = data;

  return enr_transfer_set_results (db, job->actor, job->bill_ids, job->result, error);
}

gpointer
enr_bill_job_take_back (EnrDb *db, gpointer data, GError **error)
{
  const EnrBillJob *job = data;

  return enr_transfer_take_back (db, job->actor, job->entered, error) ? DONE : NULL;
}
