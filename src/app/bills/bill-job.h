/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
*
 * What the window of bills has the worker threads do: one action each, as an EnrStoreFunc on an EnrBillJob.
 */
#pragma once

#include "month/transfer.h"

G_BEGIN_DECLS

typedef enum
{
  ENR_BILL_LIST_PDF,
  ENR_BILL_LIST_CSV,      /* UTF-8 with a byte order mark */
  ENR_BILL_LIST_CSV_CP932,
  ENR_BILL_LIST_XLSX,
} EnrBillListFormat;

typedef struct
{
  const EnrActor *actor; /* static */
  EnrDate month;
  EnrUuid bill_id;       /* with its family: of the actions on one bill */
  EnrUuid family_id;
  EnrBillMethod method;
  EnrDate day;
  EnrTransferFlags flags;
  EnrBillListFormat format;
  gboolean is_of_all;    /* the receipts of all who have paid, not of @family_id */
  GArray *bill_ids;      /* (element-type EnrUuid) of the results */
  char result;
  GArray *entered;       /* (element-type EnrTransferEntered) to be taken back */
  char *reason;
  char *path;            /* of the file to write or to read */
} EnrBillJob;

/** A job about the month that @month is in; @bill may be %NULL and is not kept. */
EnrBillJob *enr_bill_job_new (const EnrActor *actor,
                              EnrDate month,
                              const EnrBill *bill) G_GNUC_WARN_UNUSED_RESULT;
void enr_bill_job_free (EnrBillJob *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrBillJob, enr_bill_job_free)

/* On the reader. */

/** The result is an EnrBillList. */
gpointer enr_bill_job_load (EnrDb *db,
                            gpointer data,
                            GError **error);

/** What waits for the bank. The result is a GArray of EnrTransferWaiting. */
gpointer enr_bill_job_waiting (EnrDb *db,
                               gpointer data,
                               GError **error);

/** The statements of all families of the month, as PDF in @path. */
gpointer enr_bill_job_statements (EnrDb *db,
                                  gpointer data,
                                  GError **error);

/** The list of the month by class, in @path and @format. The result is "", or a sentence about letters that
 * were replaced; free with g_free(). */
gpointer enr_bill_job_list (EnrDb *db,
                            gpointer data,
                            GError **error);

/* On the writer. */

gpointer enr_bill_job_pay (EnrDb *db,
                           gpointer data,
                           GError **error);
gpointer enr_bill_job_unpay (EnrDb *db,
                             gpointer data,
                             GError **error);
gpointer enr_bill_job_set_method (EnrDb *db,
                                  gpointer data,
                                  GError **error);

/** The receipt of one family, or of all who have paid, as PDF in @path; their numbers are given out only
 * once that is written. */
gpointer enr_bill_job_receipt (EnrDb *db,
                               gpointer data,
                               GError **error);

/** Makes the file for the bank in @path. The result is a sentence that says what is in it; free with
 * g_free(). */
gpointer enr_bill_job_transfer (EnrDb *db,
                                gpointer data,
                                GError **error);

/** Reads the answer of the bank in @path. The result says what is in it, a line each; free with g_free().
 * INVALID for a file that is far too large or cannot be read. */
gpointer enr_bill_job_answer (EnrDb *db,
                              gpointer data,
                              GError **error);

/** Writes down the result of @bill_ids. The result is what enr_transfer_set_results() returns. */
gpointer enr_bill_job_result (EnrDb *db,
                              gpointer data,
                              GError **error);

/** Takes back what was @entered. */
gpointer enr_bill_job_take_back (EnrDb *db,
                                 gpointer data,
                                 GError **error);

G_END_DECLS
