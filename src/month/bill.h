/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Bills: what each family is asked to pay for a closed month, and what came of it. They are made by
 * enr_month_close(). No payment is taken here; that one came is written down.
 */
#pragma once

#include "base/date.h"
#include "store/db.h"

G_BEGIN_DECLS

typedef enum
{
  ENR_BILL_OPEN,    /* to be paid */
  ENR_BILL_DRAWN,   /* the bank was asked, and has not answered yet */
  ENR_BILL_FAILED,  /* the bank could not draw it */
  ENR_BILL_PAID,
  ENR_BILL_NOTHING, /* nothing is to be paid, or something to be given back */
} EnrBillState;

typedef enum
{
  ENR_BILL_TRANSFER, /* 口座振替 */
  ENR_BILL_CASH,     /* 現金 */
  ENR_BILL_OTHER,
} EnrBillMethod;

/** A bill. Strings are borrowed from its list. */
typedef struct
{
  EnrUuid id;
  EnrUuid family_id;
  EnrDate month;           /* its first day */
  int revision;            /* of the month's closing */
  gint64 amount;           /* yen: the family's charges in that revision */
  gint64 asked;            /* what is to be paid now */
  gint64 paid_before;      /* yen paid for earlier revisions; more than @amount is to be given back */
  EnrBillMethod method;
  EnrDate drawn_on;        /* 引落日 of the file it went out in, or ENR_DATE_NONE */
  char result;             /* 振替結果コード, or '\0' */
  EnrDate paid_on;
  int receipt_no;          /* 0: no receipt was made yet */
  const char *receipt_to;  /* whom the receipt is made out to; "" before it is made */
  const char *children;    /* "青木 朝陽・凛" */
  const char *kana;        /* to sort by */
  const char *guardian;    /* the first person of the family who is a guardian, or "" */
  const char *customer_code; /* of the family's account, "" where it has none */
  gboolean is_account_new;
} EnrBill;

typedef struct
{
  /*< private >*/
  GStringChunk *strings;
  /*< public >*/
  EnrDate first;
  int revision;   /* the latest closing of the month; 0: not closed, and no bills */
  GArray *bills;  /* (element-type EnrBill) the latest of each family, by kana */
  gint64 amount;  /* sums */
  gint64 asked;   /* of what is to be paid */
  gint64 paid;    /* of what was paid of it */
} EnrBillList;

/** The bills of a month, in one snapshot. @first is any day of it. */
EnrBillList *enr_bill_list_load (EnrDb *db,
                                 EnrDate first,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
void enr_bill_list_free (EnrBillList *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrBillList, enr_bill_list_free)

/** A family's bill, or %NULL. Borrowed. */
const EnrBill *enr_bill_list_find (const EnrBillList *self,
                                   const EnrUuid *family_id);

EnrBillState enr_bill_state (const EnrBill *self);

/** "transfer", "cash", "other"; "open", "drawn", "failed", "paid", "nothing". Static. */
const char *enr_bill_method_key (EnrBillMethod method);
gboolean enr_bill_method_from_key (const char *key,
                                   EnrBillMethod *method);
const char *enr_bill_state_key (EnrBillState state);

/** The same for people, translated. Static. */
const char *enr_bill_method_label (EnrBillMethod method);
const char *enr_bill_state_label (EnrBillState state);

/** "青木 朝陽・凛、石橋 蓮": names ("FAMILY GIVEN"), brothers and sisters together. */
char *enr_bill_dup_names (const char *const *names) G_GNUC_WARN_UNUSED_RESULT;

/**
 * Writes down that a bill was paid, in cash or in another way. ALREADY where it is paid or there is
 * nothing to pay; CHANGED where a later revision took its place, or where the bank was asked to draw
 * it and has not answered; INVALID for a day before the month or in the future.
 */
gboolean enr_bill_pay (EnrDb *db,
                       const EnrActor *actor,
                       const EnrUuid *id,
                       EnrDate paid_on,
                       EnrBillMethod method,
                       GError **error);

/** Takes back that a bill was paid; its receipt's number stays with it. REASON where @reason is blank;
 * ALREADY where it was not paid; CHANGED where a later revision has been paid or drawn since. */
gboolean enr_bill_unpay (EnrDb *db,
                         const EnrActor *actor,
                         const EnrUuid *id,
                         const char *reason,
                         GError **error);

/** How an open bill is to be paid. ALREADY where it is paid, CHANGED where the bank was asked already,
 * INVALID for a transfer without an account. */
gboolean enr_bill_set_method (EnrDb *db,
                              const EnrActor *actor,
                              const EnrUuid *id,
                              EnrBillMethod method,
                              GError **error);

/** A receipt (領収書). */
typedef struct
{
  EnrUuid bill_id;
  int number;
  gboolean is_reprint; /* 再発行 */
  gint64 amount;
  EnrDate paid_on;
  EnrDate month;
  EnrBillMethod method;
  const char *to;
  const char *children;
} EnrReceipt;

/** The receipts of the paid bills of a list, of one family (%NULL: all), by number; those that have no
 * number yet get the next ones, and count as made once enr_receipt_issue() has worked. Strings are
 * borrowed from @bills. (element-type EnrReceipt) */
GArray *enr_receipt_plan (EnrBillList *bills,
                          EnrDb *db,
                          const EnrUuid *family_id,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Writes the paper: the file, for enrokuctl and the window. */
typedef gboolean (*EnrReceiptWriteFunc) (gpointer data,
                                         GError **error);

/** Gives planned receipts their numbers. @write (may be %NULL) is called before that is committed, so
 * that no number is used up by a paper that could not be written. CHANGED where somebody else has made
 * receipts, or a payment was taken back, since the plan. */
gboolean enr_receipt_issue (EnrDb *db,
                            const EnrActor *actor,
                            const GArray *plan,
                            EnrReceiptWriteFunc write,
                            gpointer data,
                            GError **error);

G_END_DECLS
