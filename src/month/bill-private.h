/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * For the transfers of this room.
 */
#pragma once

#include "month/bill.h"

G_BEGIN_DECLS

/** What a bill is, within a transaction. */
typedef struct
{
  char month[8];
  int revision;
  EnrUuid family_id;
  gint64 asked;
  EnrBillMethod method;
  EnrDate drawn_on;
  char result;
  EnrDate paid_on;
  gboolean is_replaced;    /* the month was closed again since */
} EnrBillRow;

/** UNKNOWN where there is no such bill. */
gboolean enr_bill_row_load (EnrDb *db, const EnrUuid *id, EnrBillRow *row, GError **error);

/** Sets what is known about the payment of a bill, and what later revisions still ask for. */
gboolean enr_bill_store_payment (EnrDb *db,
                                 const EnrUuid *id,
                                 const EnrBillRow *row,
                                 GError **error);

/** Sets what the bank says about a bill that was sent; what it drew is paid. @was_new (may be %NULL):
 * whether it is the first that was drawn from the family's account. */
gboolean enr_transfer_store_result (EnrDb *db,
                                    const EnrUuid *id,
                                    EnrBillRow *row,
                                    char result,
                                    gboolean *was_new,
                                    GError **error);

G_END_DECLS
