/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
*
 * A name as the bank has it: typed in any kana, with what will stand in the file for the bank beside it.
 */
#pragma once

#include "app/children/edit-dialog.h"

G_BEGIN_DECLS

#define ENR_TYPE_KANA_ROW (enr_kana_row_get_type ())
G_DECLARE_FINAL_TYPE (EnrKanaRow, enr_kana_row, ENR, KANA_ROW, AdwEntryRow)

/** Whether what is typed can be written in the file for the bank; where it cannot, the form says so at the
 * row. A blank row is left to the rule that says what may be missing. */
gboolean enr_kana_row_check (EnrKanaRow *self,
                             EnrEditDialog *form);

/*
 * EnrKanaRow:is-bank: the name of a bank or branch, which may have fewer letters than a person.
 */

G_END_DECLS
