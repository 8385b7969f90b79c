/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The nursery's row of 子育て施設一覧: what it has, what is blank, and writing it to a CSV file.
 */
#pragma once

#include "app/children/edit-dialog.h"

G_BEGIN_DECLS

#define ENR_TYPE_FACILITY_ROW_DIALOG (enr_facility_row_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EnrFacilityRowDialog, enr_facility_row_dialog, ENR, FACILITY_ROW_DIALOG, EnrEditDialog)

/** Reads the nursery's settings at once. */
EnrFacilityRowDialog *enr_facility_row_dialog_new (EnrSession *session);

/** Writes the row to @file, as if it had been chosen. */
void enr_facility_row_dialog_write (EnrFacilityRowDialog *self,
                                    GFile *file);

G_END_DECLS
