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
  ENR_BILL_LIST_CSV,
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
  char *reason;
  char *path;            /* of the file to write or to read */
} EnrBillJob;

/** A job about the month that @month is in; @bill may be %NULL and is not kept. */
EnrBillJob *enr_bill_job_new (const EnrActor *actor,
                              EnrDate month,
                              const EnrBill *bill) G_GNUC_WARN_UNUSED_RESULT;
void enr_bill_job_free (EnrBillJob *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrBillJob, enr_bill_job_free)

/* On the reader. The result of the first is an EnrBillList, of the papers nothing. */

gpointer enr_bill_job_load (EnrDb *db,
                            gpointer data,
                            GError **error);

/** The statements of all families of the month, as PDF in @path. */
gpointer enr_bill_job_statements (EnrDb *db,
                                  gpointer data,
                                  GError **error);

/** The list of the month by class, in @path and @format. */
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

/** The receipt of one family, as PDF in @path; its number is given out only once that is written. */
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

G_END_DECLS
