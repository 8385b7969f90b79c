/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
*
 * The file for the bank of a month: when it is to draw, and what is left out.
 */
#pragma once

#include "app/children/edit-dialog.h"
#include "month/bill.h"

G_BEGIN_DECLS

#define ENR_TYPE_TRANSFER_DIALOG (enr_transfer_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EnrTransferDialog, enr_transfer_dialog, ENR, TRANSFER_DIALOG, EnrEditDialog)

/** Asks for it over @parent, with the families of @bills that have no account; @bills is not kept.
 * EnrEditDialog::saved has a sentence (utf8) that says what was made. Borrowed. */
EnrTransferDialog *enr_transfer_dialog_show (GtkWindow *parent,
                                             EnrSession *session,
                                             const EnrBillList *bills);

/** Makes the file, as if that one had been chosen. */
void enr_transfer_dialog_write (EnrTransferDialog *self,
                                GFile *file);

G_END_DECLS
