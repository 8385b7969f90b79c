/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * bill, transfer, and the papers and lists of fees.
 */
#include "config.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "base/file.h"
#include "base/yen.h"
#include "ctl/commands.h"
#include "ctl/options.h"
#include "ctl/output.h"
#include "ctl/write.h"
#include "month/transfer.h"
#include "month/zengin.h"
#include "nursery/error.h"
#include "nursery/facility.h"
#include "reports/fee-list.h"
#include "reports/fee-statement.h"
#include "reports/receipt.h"

/* A bank's answer is some hundred kilobytes at most. */
#define ANSWER_BYTES_MAX (16 * 1024 * 1024)

static void
add_json_bill (JsonBuilder *builder, const EnrBill *bill)
{
  const char result[] = { bill->result, '\0' };

  json_builder_begin_object (builder);
  enr_json_uuid (builder, "id", &bill->id);
  enr_json_uuid (builder, "family", &bill->family_id);
  enr_json_text (builder, "children", bill->children);
  enr_json_word (builder, "guardian", bill->guardian);
  enr_json_int (builder, "revision", bill->revision);
  enr_json_int (builder, "amount", bill->amount);
  enr_json_int (builder, "paid_before", bill->paid_before);
  enr_json_int (builder, "asked", bill->asked);
  enr_json_text (builder, "method", enr_bill_method_key (bill->method));
  enr_json_text (builder, "state", enr_bill_state_key (enr_bill_state (bill)));
  enr_json_date (builder, "drawn_on", bill->drawn_on);
  enr_json_word (builder, "result", result);
  enr_json_date (builder, "paid_on", bill->paid_on);
  enr_json_int (builder, "receipt_no", bill->receipt_no);
  enr_json_word (builder, "customer_code", bill->customer_code);
  json_builder_end_object (builder);
}

static void
print_json_bills (const EnrBillList *bills)
{
  g_autoptr (JsonBuilder) builder = enr_json_new ();

  enr_json_date (builder, "month", bills->first);
  enr_json_int (builder, "revision", bills->revision);
  enr_json_begin_array (builder, "bills");
  for (guint i = 0; i < bills->bills->len; i++)
    add_json_bill (builder, &g_array_index (bills->bills, EnrBill, i));
  json_builder_end_array (builder);
  enr_json_int (builder, "amount", bills->amount);
  enr_json_int (builder, "asked", bills->asked);
  enr_json_int (builder, "paid", bills->paid);
  enr_json_print (builder);
}

/* "not drawn: Not enough money in the account", "paid 2026-06-29". */
static char *
dup_state (const EnrBill *bill)
{
  const char *label = enr_bill_state_label (enr_bill_state (bill));
  char day[ENR_DATE_ISO_LENGTH];

  switch (enr_bill_state (bill))
    {
    case ENR_BILL_PAID:
      return g_strdup_printf ("%s %s", label, enr_date_iso (bill->paid_on, day));
    case ENR_BILL_DRAWN:
      return g_strdup_printf ("%s %s", label, enr_date_iso (bill->drawn_on, day));
    case ENR_BILL_FAILED:
      return g_strdup_printf ("%s: %s", label, enr_zengin_result_label (bill->result));
    case ENR_BILL_OPEN:
    case ENR_BILL_NOTHING:
    default:
      return g_strdup (label);
    }
}

static void
print_bills (const EnrBillList *bills)
{
  const char *headings[] = { _ ("Children"), _ ("Guardian"), _ ("Amount"), _ ("To pay"),
                             _ ("By"),       _ ("State"),    _ ("Receipt") };
  g_autoptr (EnrTextTable) table = enr_text_table_new (G_N_ELEMENTS (headings));
  g_autofree char *asked = enr_yen_dup (bills->asked);
  g_autofree char *paid = enr_yen_dup (bills->paid);

  if (bills->revision == 0)
    {
      enr_output_print (_ ("The month is not closed, so that there are no bills yet.\n"));
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    enr_text_table_add (table, headings[i]);
  for (guint i = 0; i < bills->bills->len; i++)
    {
      const EnrBill *bill = &g_array_index (bills->bills, EnrBill, i);
      g_autofree char *amount = enr_yen_dup (bill->amount);
      g_autofree char *to_pay = enr_yen_dup (bill->asked);
      g_autofree char *state = dup_state (bill);
      g_autofree char *receipt
          = bill->receipt_no > 0 ? g_strdup_printf ("%06d", bill->receipt_no) : NULL;

      enr_text_table_add (table, bill->children);
      enr_text_table_add (table, bill->guardian);
      enr_text_table_add (table, amount);
      enr_text_table_add (table, to_pay);
      enr_text_table_add (table, enr_bill_method_label (bill->method));
      enr_text_table_add (table, state);
      enr_text_table_add (table, receipt);
    }
  enr_text_table_print (table);
  /* Translators: two amounts */
  enr_output_print (_ ("To pay %s, paid %s.\n"), asked, paid);
}

static gboolean
run_bill_list (EnrCtl *self, GError **error)
{
  EnrDate first = ENR_DATE_NONE;
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (EnrBillList) bills = NULL;

  if (!enr_options_month (self, "month", &first, error))
    return FALSE;
  db = enr_ctl_open (self, FALSE, error);
  bills = db != NULL ? enr_bill_list_load (db, first, error) : NULL;
  if (bills == NULL)
    return FALSE;
  if (self->json)
    print_json_bills (bills);
  else
    print_bills (bills);
  return TRUE;
}

/* The bill of the child that the first argument names, in --month. */
static gboolean
find_bill (EnrCtl *self, EnrDb **db, EnrUuid *id, GError **error)
{
  EnrDate first = ENR_DATE_NONE;
  g_autoptr (EnrChild) child = NULL;
  g_autoptr (EnrBillList) bills = NULL;
  const EnrBill *bill;

  if (!enr_options_month (self, "month", &first, error))
    return FALSE;
  *db = enr_ctl_open (self, TRUE, error);
  child = *db != NULL ? enr_ctl_find_child (self, *db, error) : NULL;
  bills = child != NULL ? enr_bill_list_load (*db, first, error) : NULL;
  if (bills == NULL)
    return FALSE;
  bill = enr_bill_list_find (bills, &child->family_id);
  if (bill == NULL)
    {
      g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN,
                           bills->revision == 0
                               ? _ ("The month is not closed, so that there are no bills yet.")
                               : _ ("That family has no bill for that month."));
      return FALSE;
    }
  *id = bill->id;
  return TRUE;
}

static gboolean
get_method (EnrCtl *self, EnrBillMethod *method, GError **error)
{
  const char *word = enr_options_get (self, "method");

  return word == NULL || enr_bill_method_from_key (word, method)
         || enr_options_fail (error, _ ("--method is cash, other or transfer."));
}

static gboolean
run_bill_paid (EnrCtl *self, GError **error)
{
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_COMMAND);
  EnrBillMethod method = ENR_BILL_CASH;
  EnrDate day = ENR_DATE_NONE;
  g_autoptr (EnrDb) db = NULL;
  EnrUuid id;

  if (!enr_options_date (self, "on", &day, error) || !get_method (self, &method, error))
    return FALSE;
  if (method == ENR_BILL_TRANSFER)
    return enr_options_fail (error, _ ("What the bank drew is entered with transfer import or "
                                       "transfer result."));
  return find_bill (self, &db, &id, error) && enr_bill_pay (db, &actor, &id, day, method, error);
}

static gboolean
run_bill_unpaid (EnrCtl *self, GError **error)
{
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_COMMAND);
  g_autoptr (EnrDb) db = NULL;
  EnrUuid id;

  return find_bill (self, &db, &id, error)
         && enr_bill_unpay (db, &actor, &id, enr_options_get (self, "reason"), error);
}

static gboolean
run_bill_method (EnrCtl *self, GError **error)
{
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_COMMAND);
  EnrBillMethod method = ENR_BILL_CASH;
  g_autoptr (EnrDb) db = NULL;
  EnrUuid id;

  return get_method (self, &method, error) && find_bill (self, &db, &id, error)
         && enr_bill_set_method (db, &actor, &id, method, error);
}

/*
 * Transfers
 */

static gboolean
run_transfer_export (EnrCtl *self, GError **error)
{
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_COMMAND);
  EnrTransferFlags flags = ENR_TRANSFER_PLAIN;
  EnrDate first = ENR_DATE_NONE;
  EnrDate day = ENR_DATE_NONE;
  const char *path = enr_options_get (self, "output");
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *total = NULL;
  g_auto (EnrTransferFile) file = { NULL };
  g_autoptr (EnrDb) db = NULL;

  if (enr_options_has (self, "line-breaks"))
    flags |= ENR_TRANSFER_LINE_BREAKS;
  if (enr_options_has (self, "except-cash"))
    flags |= ENR_TRANSFER_EXCEPT_CASH;
  if (enr_options_has (self, "again"))
    flags |= ENR_TRANSFER_AGAIN;
  if (!enr_options_month (self, "month", &first, error)
      || !enr_options_date (self, "draw-on", &day, error))
    return FALSE;
  db = enr_ctl_open (self, TRUE, error);
  /* Where the file cannot be written, the same command makes the same file once it can. */
  if (db == NULL || !enr_transfer_export (db, &actor, first, day, flags, &file, error)
      || !enr_file_replace (path, file.bytes, error))
    return FALSE;
  total = enr_yen_dup (file.total);
  if (self->json)
    {
      g_autoptr (JsonBuilder) builder = enr_json_new ();

      enr_json_path (builder, "output", path);
      enr_json_date (builder, "draw_on", day);
      enr_json_int (builder, "records", file.n_records);
      enr_json_int (builder, "total", file.total);
      enr_json_int (builder, "left_out", file.n_left_out);
      enr_json_print (builder);
      return TRUE;
    }
  enr_output_print (
      /* Translators: a file, a number of transfers, and an amount */
      ngettext ("%s was written: %u transfer, %s.\n", "%s was written: %u transfers, %s.\n",
                file.n_records),
      shown, file.n_records, total);
  if (file.n_left_out > 0)
    enr_output_print (ngettext ("%u family pays in another way.\n",
                                "%u families pay in another way.\n", file.n_left_out),
                      file.n_left_out);
  return TRUE;
}

static void
print_json_answer (const EnrTransferAnswer *answer)
{
  g_autoptr (JsonBuilder) builder = enr_json_new ();

  enr_json_date (builder, "drawn_on", answer->drawn_on);
  enr_json_int (builder, "paid", answer->n_paid);
  enr_json_int (builder, "paid_total", answer->paid);
  enr_json_int (builder, "failed", answer->n_failed);
  enr_json_int (builder, "failed_total", answer->failed);
  enr_json_int (builder, "changed", answer->n_changed);
  enr_json_int (builder, "unanswered", answer->n_unanswered);
  enr_json_begin_array (builder, "failures");
  for (guint i = 0; i < answer->failures->len; i++)
    {
      const EnrTransferFailure *failure = &g_array_index (answer->failures, EnrTransferFailure, i);
      const char result[] = { failure->result, '\0' };

      json_builder_begin_object (builder);
      enr_json_text (builder, "children", failure->children);
      enr_json_text (builder, "result", result);
      enr_json_text (builder, "label", enr_zengin_result_label (failure->result));
      enr_json_int (builder, "amount", failure->amount);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  enr_json_print (builder);
}

static void
print_answer (const EnrTransferAnswer *answer)
{
  g_autofree char *paid = enr_yen_dup (answer->paid);
  g_autofree char *failed = enr_yen_dup (answer->failed);
  char day[ENR_DATE_ISO_LENGTH];

  enr_output_print (
      /* Translators: a day, then twice a number of transfers and their amount */
      _ ("%s: %u drawn, %s; %u not drawn, %s.\n"), enr_date_iso (answer->drawn_on, day),
      answer->n_paid, paid, answer->n_failed, failed);
  for (guint i = 0; i < answer->failures->len; i++)
    {
      const EnrTransferFailure *failure = &g_array_index (answer->failures, EnrTransferFailure, i);
      g_autofree char *amount = enr_yen_dup (failure->amount);

      enr_output_print ("%s  %s  %s\n", failure->children, amount,
                        enr_zengin_result_label (failure->result));
    }
  if (answer->n_changed == 0)
    enr_output_print (_ ("All of it was known already.\n"));
  if (answer->n_unanswered > 0)
    enr_output_print (ngettext ("%u transfer of that day has no answer yet.\n",
                                "%u transfers of that day have no answer yet.\n",
                                answer->n_unanswered),
                      answer->n_unanswered);
}

static gboolean
read_answer (const char *path, char **data, gsize *length, GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);
  g_autoptr (GError) local_error = NULL;
  GStatBuf info;

  if (g_stat (path, &info) == 0 && info.st_size > ANSWER_BYTES_MAX)
    {
      g_set_error (error, ENR_CTL_ERROR, ENR_CTL_ERROR_REFUSED,
                   /* Translators: a file */
                   _ ("%s is too large for a bank's file."), shown);
      return FALSE;
    }
  if (g_file_get_contents (path, data, length, &local_error))
    return TRUE;
  g_set_error (error, ENR_CTL_ERROR, ENR_CTL_ERROR_FAILED,
               /* Translators: a file, and the system's reason */
               _ ("%s cannot be read: %s."), shown, local_error->message);
  return FALSE;
}

static gboolean
run_transfer_import (EnrCtl *self, GError **error)
{
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_IMPORT);
  g_auto (EnrTransferAnswer) answer = { 0 };
  g_autofree char *data = NULL;
  g_autoptr (EnrDb) db = NULL;
  gsize length;

  if (!read_answer (g_ptr_array_index (self->arguments, 0), &data, &length, error))
    return FALSE;
  db = enr_ctl_open (self, TRUE, error);
  if (db == NULL || !enr_transfer_import (db, &actor, data, length, &answer, error))
    return FALSE;
  if (self->json)
    print_json_answer (&answer);
  else
    print_answer (&answer);
  return TRUE;
}

/* The bill that the bank has still to answer, where that is not the family's latest. */
static gboolean
find_waiting (EnrCtl *self, EnrDb *db, EnrUuid *id, GError **error)
{
  EnrDate first = ENR_DATE_NONE;
  g_autoptr (EnrChild) child = enr_ctl_find_child (self, db, error);
  g_autoptr (GArray) list = NULL;

  if (child == NULL || !enr_options_month (self, "month", &first, error))
    return FALSE;
  list = enr_transfer_waiting (db, first, error);
  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const EnrTransferWaiting *waiting = &g_array_index (list, EnrTransferWaiting, i);

      if (enr_uuid_equal (&waiting->family_id, &child->family_id))
        {
          *id = waiting->bill_id;
          break;
        }
    }
  return list != NULL;
}

static gboolean
run_transfer_result (EnrCtl *self, GError **error)
{
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_COMMAND);
  const char *code = enr_options_get (self, "result");
  g_autoptr (EnrDb) db = NULL;
  EnrUuid id;

  return find_bill (self, &db, &id, error) && find_waiting (self, db, &id, error)
         && enr_transfer_set_result (db, &actor, &id,
                                     code[0] != '\0' && code[1] == '\0' ? *code : '\0', error);
}

/*
 * Papers
 */

/* The family of --child in @id; none given: @given is %FALSE. */
static gboolean
get_family (EnrCtl *self, EnrDb *db, EnrUuid *id, gboolean *given, GError **error)
{
  const char *word = enr_options_get (self, "child");
  g_autoptr (EnrChild) child = NULL;

  *given = word != NULL;
  if (word == NULL)
    return TRUE;
  child = enr_child_find (db, word, error);
  if (child == NULL)
    return FALSE;
  *id = child->family_id;
  return TRUE;
}

/* These are papers only. */
static gboolean
check_pdf (EnrCtl *self, GError **error)
{
  const char *path = enr_options_get (self, "output");

  return g_str_has_suffix (path, ".pdf") || g_str_has_suffix (path, ".PDF")
         || enr_options_fail (error, _ ("--output: the file's name ends in .pdf."));
}

static gboolean
run_fee_statement (EnrCtl *self, GError **error)
{
  EnrDate first = ENR_DATE_NONE;
  EnrUuid family;
  gboolean has_family;
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (EnrFeeMonth) month = NULL;
  g_autoptr (EnrDocument) document = NULL;

  if (!enr_options_month (self, "month", &first, error) || !check_pdf (self, error))
    return FALSE;
  db = enr_ctl_open (self, FALSE, error);
  if (db == NULL || !get_family (self, db, &family, &has_family, error))
    return FALSE;
  month = enr_fee_month_load (db, first, has_family ? &family : NULL, error);
  document = month != NULL ? enr_fee_statement_new (month, error) : NULL;
  return document != NULL && enr_ctl_write_document (self, document, error);
}

static gboolean
run_fee_list (EnrCtl *self, GError **error)
{
  EnrDate first = ENR_DATE_NONE;
  EnrUuid class_id;
  gboolean has_class;
  EnrCtlFile kind;
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (EnrFeeMonth) month = NULL;
  g_autoptr (EnrDocument) document = NULL;
  g_autoptr (EnrTable) table = NULL;

  if (!enr_options_month (self, "month", &first, error) || !enr_ctl_file_kind (self, &kind, error))
    return FALSE;
  db = enr_ctl_open (self, FALSE, error);
  if (db == NULL || !enr_ctl_find_class (self, db, first, &class_id, &has_class, error))
    return FALSE;
  month = enr_fee_month_load (db, first, NULL, error);
  if (month == NULL)
    return FALSE;
  if (kind == ENR_CTL_FILE_PDF)
    {
      document = enr_fee_list_paper_new (month, has_class ? &class_id : NULL, error);
      return document != NULL && enr_ctl_write_document (self, document, error);
    }
  table = enr_fee_list_table_new (month, has_class ? &class_id : NULL);
  return enr_ctl_write_table (self, table, kind, error);
}

typedef struct
{
  EnrCtl *ctl;
  EnrDocument *document;
  gboolean is_written;
} Receipts;

static gboolean
write_receipts (gpointer data, GError **error)
{
  Receipts *receipts = data;

  receipts->is_written = enr_ctl_write_document (receipts->ctl, receipts->document, error);
  return receipts->is_written;
}

static gboolean
run_receipt (EnrCtl *self, GError **error)
{
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_COMMAND);
  EnrDate first = ENR_DATE_NONE;
  EnrUuid family;
  gboolean has_family;
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (EnrBillList) bills = NULL;
  g_autoptr (EnrFacility) facility = NULL;
  g_autoptr (GArray) plan = NULL;
  g_autoptr (EnrDocument) document = NULL;
  Receipts receipts = { self, NULL, FALSE };

  if (!enr_options_month (self, "month", &first, error) || !check_pdf (self, error))
    return FALSE;
  db = enr_ctl_open (self, TRUE, error);
  if (db == NULL || !get_family (self, db, &family, &has_family, error))
    return FALSE;
  bills = enr_bill_list_load (db, first, error);
  plan = bills != NULL ? enr_receipt_plan (bills, db, has_family ? &family : NULL, error) : NULL;
  facility = plan != NULL ? enr_facility_load (db, error) : NULL;
  if (facility == NULL)
    return FALSE;
  if (plan->len == 0)
    {
      g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN,
                           _ ("Nothing was paid, so there is no receipt to make."));
      return FALSE;
    }
  receipts.document = document = enr_receipts_new (plan, facility, error);
  if (document == NULL)
    return FALSE;
  if (enr_receipt_issue (db, &actor, plan, write_receipts, &receipts, error))
    return TRUE;
  /* Its numbers were not given out. */
  if (receipts.is_written)
    g_unlink (enr_options_get (self, "output"));
  return FALSE;
}

#define OPTION_MONTH                                                                               \
  {                                                                                                \
    "month", ENR_OPTION_TEXT, TRUE, N_ ("YYYY-MM"), N_ ("the month: 2026-06, 令和8年6月")          \
  }
static const EnrCtlOption month_options[] = { OPTION_MONTH, ENR_OPTION_END };

static const EnrCtlOption paid_options[] = {
  OPTION_MONTH,
  { "on", ENR_OPTION_TEXT, TRUE, N_ ("DATE"), N_ ("the day on which it was paid") },
  { "method", ENR_OPTION_TEXT, FALSE, "cash|other", N_ ("how it was paid; cash") },
  ENR_OPTION_END,
};

static const EnrCtlOption unpaid_options[] = { OPTION_MONTH, ENR_OPTION_REASON, ENR_OPTION_END };

static const EnrCtlOption method_options[] = {
  OPTION_MONTH,
  { "method", ENR_OPTION_TEXT, TRUE, "cash|other|transfer", N_ ("how it is to be paid") },
  ENR_OPTION_END,
};

static const EnrCtlOption export_options[] = {
  OPTION_MONTH,
  { "draw-on", ENR_OPTION_TEXT, TRUE, N_ ("DATE"),
    N_ ("the day on which the bank draws (引落日)") },
  { "except-cash", ENR_OPTION_FLAG, FALSE, NULL,
    N_ ("leave out families without bank details, who pay in cash") },
  { "again", ENR_OPTION_FLAG, FALSE, NULL,
    N_ ("also what was sent for another day and is unanswered") },
  { "line-breaks", ENR_OPTION_FLAG, FALSE, NULL, N_ ("end each record with CR LF") },
  ENR_OPTION_OUTPUT (N_ ("FILE")),
  ENR_OPTION_END,
};

static const EnrCtlOption result_options[] = {
  OPTION_MONTH,
  { "result", ENR_OPTION_TEXT, TRUE, N_ ("CODE"),
    N_ ("what the bank says, 0 to 9 (振替結果コード)") },
  ENR_OPTION_END,
};

static const EnrCtlOption statement_options[] = {
  OPTION_MONTH,
  { "child", ENR_OPTION_TEXT, FALSE, N_ ("CHILD"), N_ ("only this child's family") },
  ENR_OPTION_OUTPUT (N_ ("FILE.pdf")),
  ENR_OPTION_END,
};

static const EnrCtlOption list_options[] = {
  OPTION_MONTH,
  ENR_OPTION_CLASS,
  { "encoding", ENR_OPTION_TEXT, FALSE, N_ ("utf-8|cp932"), N_ ("how a CSV is written; utf-8") },
  ENR_OPTION_OUTPUT (N_ ("FILE.pdf|.csv|.xlsx")),
  ENR_OPTION_END,
};

static char *
dup_export_help (void)
{
  return g_strdup (
      _ ("The file has records of 120 bytes in the common format of Japanese banks (全銀). Made "
         "again for the same day it is the same; then the bills wait for transfer import."));
}

static char *
dup_receipt_help (void)
{
  return g_strdup (
      _ ("Each receipt has a number of its own; one that was made before says 再発行."));
}

const EnrCtlCommand enr_ctl_bill_commands[] = {
  { "bill list", NULL, N_ ("List a month's bills."), month_options, run_bill_list, NULL },
  { "bill paid", N_ ("CHILD"), N_ ("Enter that a family has paid."), paid_options, run_bill_paid,
    NULL },
  { "bill unpaid", N_ ("CHILD"), N_ ("Take back that a family has paid."), unpaid_options,
    run_bill_unpaid, NULL },
  { "bill method", N_ ("CHILD"), N_ ("Set how a bill is to be paid."), method_options,
    run_bill_method, NULL },
  { "transfer export", NULL, N_ ("Write the bank's file (口座振替) of a closed month."),
    export_options, run_transfer_export, dup_export_help },
  { "transfer import", N_ ("FILE"), N_ ("Read the bank's answer."), NULL, run_transfer_import,
    NULL },
  { "transfer result", N_ ("CHILD"), N_ ("Enter the result of one transfer by hand."),
    result_options, run_transfer_result, NULL },
  { "report fee-statement", NULL,
    N_ ("Write the families' statements of extended care (利用明細書) as PDF."), statement_options,
    run_fee_statement, NULL },
  { "report fee-list", NULL, N_ ("Write a month's fees by class (一覧表)."), list_options,
    run_fee_list, NULL },
  { "report receipt", NULL, N_ ("Write receipts (領収書) for what was paid, as PDF."),
    statement_options, run_receipt, dup_receipt_help },
  { NULL },
};
