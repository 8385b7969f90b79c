/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
*
 * The nursery as the client of its bank (委託者), on whose order the bank draws.
 */
#pragma once

#include "app/children/edit-dialog.h"

G_BEGIN_DECLS

#define ENR_TYPE_BANK_CLIENT_DIALOG (enr_bank_client_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EnrBankClientDialog,
                      enr_bank_client_dialog,
                      ENR,
                      BANK_CLIENT_DIALOG,
                      EnrEditDialog)

/** Shows the bank details of the nursery over @parent. Borrowed. */
EnrBankClientDialog *enr_bank_client_dialog_show (GtkWindow *parent,
                                                  EnrSession *session);

G_END_DECLS
