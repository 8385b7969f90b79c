/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the bank says of transfers, entered by hand: one result for the families that are chosen.
 */
#pragma once

#include "app/children/edit-dialog.h"
#include "month/bill.h"

G_BEGIN_DECLS

#define ENR_TYPE_RESULT_DIALOG (enr_result_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EnrResultDialog, enr_result_dialog, ENR, RESULT_DIALOG, EnrEditDialog)

/** Asks over @parent about the transfers of @month that wait for the bank. Those of @family_id (may be
 * %NULL) are chosen at first. EnrEditDialog::saved has what was written down, a GArray of
 * EnrTransferEntered. Borrowed. */
EnrResultDialog *enr_result_dialog_show (GtkWindow *parent,
                                         EnrSession *session,
                                         EnrDate month,
                                         const EnrUuid *family_id);

G_END_DECLS
