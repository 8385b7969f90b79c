/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Bank transfers (口座振替): the file for the bank from a month's bills, and the bank's answer read back.
 */
#pragma once

#include "month/bill.h"

G_BEGIN_DECLS

typedef enum
{
  ENR_TRANSFER_PLAIN = 0,
  ENR_TRANSFER_LINE_BREAKS = 1 << 0, /* CR LF behind each record */
  ENR_TRANSFER_EXCEPT_CASH = 1 << 1, /* families without an account pay in cash, and are left out */
  ENR_TRANSFER_AGAIN = 1 << 2,       /* also what was sent for another day and is unanswered */
} EnrTransferFlags;

typedef struct
{
  GBytes *bytes;
  guint n_records;
  gint64 total;      /* yen */
  guint n_left_out;  /* to be paid otherwise */
} EnrTransferFile;

void enr_transfer_file_clear (EnrTransferFile *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EnrTransferFile, enr_transfer_file_clear)

/**
 * Makes the file for the bank: what is to be paid for a closed month by transfer, drawn on @draw_on. The
 * bills then wait for the bank (drawn_on). Made again for the same day it has the same bytes. Nothing
 * is made or marked, with a sentence:
 *   UNKNOWN where the month is not closed, or the nursery's own bank details are missing;
 *   INVALID where families have no account (they are named), nothing is to be drawn, a day that is in
 *   the month or before it, or a name does not fit;
 *   ALREADY where the day's results are in, or some of it was sent for another day and is unanswered;
 *   CHANGED where a bill that was sent has been replaced by a later closing, or another one is drawn
 *   from an account on the same day.
 */
gboolean enr_transfer_export (EnrDb *db,
                              const EnrActor *actor,
                              EnrDate first,
                              EnrDate draw_on,
                              EnrTransferFlags flags,
                              EnrTransferFile *file,
                              GError **error);

/** A transfer that did not work. */
typedef struct
{
  char *children;
  char result; /* 振替結果コード */
  gint64 amount;
} EnrTransferFailure;

typedef struct
{
  EnrDate drawn_on;
  guint n_paid;
  gint64 paid;        /* yen */
  guint n_failed;
  gint64 failed;
  guint n_changed;    /* bills that did not know it yet */
  guint n_unanswered; /* sent for that day, and not in the file */
  GArray *failures;   /* (element-type EnrTransferFailure) */
} EnrTransferAnswer;

void enr_transfer_answer_clear (EnrTransferAnswer *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EnrTransferAnswer, enr_transfer_answer_clear)

/**
 * Reads a bank's answer, all of it or nothing: each result is written down, and what was drawn counts
 * as paid on that day. The same answer a second time changes nothing. INVALID as
 * enr_zengin_file_read(), for another client, a day on which nothing was to be drawn, a customer of
 * whom nothing was, or an amount that is another; CHANGED where a bill has another result already.
 */
gboolean enr_transfer_import (EnrDb *db,
                              const EnrActor *actor,
                              const char *data,
                              gsize length,
                              EnrTransferAnswer *answer,
                              GError **error);

/** A bill that the bank was asked to draw, and has not answered yet. */
typedef struct
{
  EnrUuid bill_id;
  EnrUuid family_id;
  EnrDate drawn_on;
  gint64 asked;   /* yen */
  char *children; /* "青木 朝陽・凛" */
  char *customer; /* the customer's number and the account's holder, as on the bank's list; may be "" */
} EnrTransferWaiting;

/** What a month still waits for, also bills that a later closing has replaced, by day and kana.
 * @first is any day of it. (element-type EnrTransferWaiting) */
GArray *enr_transfer_waiting (EnrDb *db,
                              EnrDate first,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Writes down one result by hand, as from the bank's list on paper. INVALID for what is no result code,
 * or for what was drawn before the day on which the bank draws; ALREADY where the bill was not sent, or
 * has a result. */
gboolean enr_transfer_set_result (EnrDb *db,
                                  const EnrActor *actor,
                                  const EnrUuid *bill_id,
                                  char result,
                                  GError **error);

/** A result that was written down by hand, with what it needs to be taken back. */
typedef struct
{
  EnrUuid bill_id;
  char result;
  gboolean was_new; /* nothing had been drawn from the account before it */
} EnrTransferEntered;

/** The same result for several bills (element-type EnrUuid), all of them or none; errors as above, with
 * the children named. What was written down, for enr_transfer_take_back().
 * (element-type EnrTransferEntered) */
GArray *enr_transfer_set_results (EnrDb *db,
                                  const EnrActor *actor,
                                  const GArray *bill_ids,
                                  char result,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Takes back results, all of them or none: the bills wait for the bank again. CHANGED where one has been
 * changed, paid, or replaced by a later closing since. */
gboolean enr_transfer_take_back (EnrDb *db,
                                 const EnrActor *actor,
                                 const GArray *entered,
                                 GError **error);

G_END_DECLS
