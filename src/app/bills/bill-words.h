/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
*
 * What the window of bills calls things.
 */
#pragma once

#include "month/bill.h"

G_BEGIN_DECLS

/** What became of a bill: "To be paid", "Drawn on 7/27", "Not drawn: not enough money in the account". */
char *enr_bill_words_dup_state (const EnrBill *bill) G_GNUC_WARN_UNUSED_RESULT;

/** Two of these by themselves: the bank was asked for that day; it could not draw, and why. */
char *enr_bill_words_dup_sent (EnrDate drawn_on) G_GNUC_WARN_UNUSED_RESULT;
char *enr_bill_words_dup_not_drawn (char result) G_GNUC_WARN_UNUSED_RESULT;

/** The style class of the chip that says so. Static. */
const char *enr_bill_words_state_class (const EnrBill *bill);

/** The way in which a bill is paid. Static. */
const char *enr_bill_words_method (EnrBillMethod method);

/** What else is to be known: the guardian, what was paid before, the number of the receipt; may be "". */
char *enr_bill_words_dup_note (const EnrBill *bill) G_GNUC_WARN_UNUSED_RESULT;

/** The line above the list: how many bills, what they come to, what was paid and what is left. */
char *enr_bill_words_dup_summary (const EnrBillList *bills) G_GNUC_WARN_UNUSED_RESULT;

/** The families that have something to pay by transfer or in cash and no account, with "、" between
 * them; "" where all have one. */
char *enr_bill_words_dup_without_account (const EnrBillList *bills) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
