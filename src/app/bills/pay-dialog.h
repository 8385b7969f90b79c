/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
*
 * The day on which a family paid a bill, and how.
 */
#pragma once

#include "app/children/edit-dialog.h"
#include "month/bill.h"

G_BEGIN_DECLS

#define ENR_TYPE_PAY_DIALOG (enr_pay_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EnrPayDialog, enr_pay_dialog, ENR, PAY_DIALOG, EnrEditDialog)

/** Asks for it over @parent; @bill is not kept. Borrowed. */
EnrPayDialog *enr_pay_dialog_show (GtkWindow *parent,
                                   EnrSession *session,
                                   const EnrBill *bill);

G_END_DECLS
