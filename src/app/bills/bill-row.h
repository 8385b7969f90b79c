/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
*
 * A bill in the list: whose, how much, how it is paid, and what became of it.
 */
#pragma once

#include <gtk/gtk.h>

#include "month/bill.h"

G_BEGIN_DECLS

#define ENR_TYPE_BILL_ROW (enr_bill_row_get_type ())
G_DECLARE_FINAL_TYPE (EnrBillRow, enr_bill_row, ENR, BILL_ROW, GtkListBoxRow)

GtkWidget *enr_bill_row_new (void);

/** The bill to show; it is not kept. */
void enr_bill_row_set_bill (EnrBillRow *self,
                            const EnrBill *bill);

G_END_DECLS
