/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
*
 * The fields of an account at a bank: of a family, or of the nursery itself.
 */
#pragma once

#include "app/children/edit-dialog.h"
#include "month/zengin.h"

G_BEGIN_DECLS

#define ENR_TYPE_BANK_FIELDS (enr_bank_fields_get_type ())
G_DECLARE_FINAL_TYPE (EnrBankFields, enr_bank_fields, ENR, BANK_FIELDS, AdwPreferencesGroup)

void enr_bank_fields_set (EnrBankFields *self,
                          const EnrZenginAccount *account);

/** Puts what the fields say in place of what @account has. */
void enr_bank_fields_get (EnrBankFields *self,
                          EnrZenginAccount *account);

/** enr_kana_row_check() of the names. */
gboolean enr_bank_fields_check (EnrBankFields *self,
                                EnrEditDialog *form);

G_END_DECLS
