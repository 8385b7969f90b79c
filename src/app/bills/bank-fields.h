/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
*
 * The fields of an account at a bank: of a family, or of the nursery itself.
 */
#pragma once

#include "app/children/edit-dialog.h"
#include "month/bank.h"

G_BEGIN_DECLS

#define ENR_TYPE_BANK_FIELDS (enr_bank_fields_get_type ())
G_DECLARE_FINAL_TYPE (EnrBankFields, enr_bank_fields, ENR, BANK_FIELDS, AdwPreferencesGroup)

void enr_bank_fields_set (EnrBankFields *self,
                          const EnrZenginAccount *account);

/** Puts what the fields say in place of what @account has. */
void enr_bank_fields_get (EnrBankFields *self,
                          EnrZenginAccount *account);

/** Whether a row has the digits of @kind; where it has not, the form says so below the row. */
gboolean enr_bank_fields_check_digits (GtkEditable *row,
                                       EnrBankDigits kind,
                                       EnrEditDialog *form);

/** Whether every field has what it must, the names as enr_kana_row_check() says it; as above. */
gboolean enr_bank_fields_check (EnrBankFields *self,
                                EnrEditDialog *form);

G_END_DECLS
