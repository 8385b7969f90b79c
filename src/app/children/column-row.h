/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A field of the records, and the column of a file that it is read from.
 */
#pragma once

#include <adwaita.h>

#include "app/children/import-job.h"

G_BEGIN_DECLS

#define ENR_TYPE_COLUMN_ROW (enr_column_row_get_type ())
G_DECLARE_FINAL_TYPE (EnrColumnRow, enr_column_row, ENR, COLUMN_ROW, AdwComboRow)

EnrColumnRow *enr_column_row_new (EnrImportJob *job,
                                  guint field);

guint enr_column_row_get_field (EnrColumnRow *self);

/** Whether the column is another one than the file's headings gave. */
gboolean enr_column_row_was_changed (EnrColumnRow *self);

/** The chosen column, or -1. */
int enr_column_row_get_column (EnrColumnRow *self);

G_END_DECLS
