/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
*
 * The account that a family pays from.
 */
#pragma once

#include "app/children/edit-dialog.h"
#include "store/db.h"

G_BEGIN_DECLS

#define ENR_TYPE_BANK_ACCOUNT_DIALOG (enr_bank_account_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EnrBankAccountDialog,
                      enr_bank_account_dialog,
                      ENR,
                      BANK_ACCOUNT_DIALOG,
                      EnrEditDialog)

/** Shows the account of a family over @parent; @children says whose it is. EnrEditDialog::saved comes when
 * it was saved or removed. Borrowed. */
EnrBankAccountDialog *enr_bank_account_dialog_show (GtkWindow *parent,
                                                    EnrSession *session,
                                                    const EnrUuid *family_id,
                                                    const char *children);

G_END_DECLS
