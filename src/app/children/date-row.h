/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A date as people write it, with the era date that it was understood as beside it.
 */
#pragma once

#include <adwaita.h>

#include "base/date.h"

G_BEGIN_DECLS

#define ENR_TYPE_DATE_ROW (enr_date_row_get_type ())
G_DECLARE_FINAL_TYPE (EnrDateRow, enr_date_row, ENR, DATE_ROW, AdwEntryRow)

/** What is written, or %ENR_DATE_NONE where that is nothing or no date. */
EnrDate enr_date_row_get_date (EnrDateRow *self);
void enr_date_row_set_date (EnrDateRow *self,
                            EnrDate date);

/** Whether nothing is written. */
gboolean enr_date_row_is_blank (EnrDateRow *self);

/** The child's age on that day is shown too (birth dates). %ENR_DATE_NONE: not. */
void enr_date_row_set_age_on (EnrDateRow *self,
                              EnrDate day);

G_END_DECLS
