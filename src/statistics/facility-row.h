/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The nursery's row of 子育て施設一覧, the yearly open data list of a municipality (FACTS 11.3).
 */
#pragma once

#include "base/csv.h"
#include "nursery/facility.h"

G_BEGIN_DECLS

#define ENR_FACILITY_ROW_COLUMNS 28

#define ENR_FACILITY_ROW_KIND 6 /* the column of 種別 */

/** A column's heading. Static. */
const char *enr_facility_row_heading (guint column);

/** Whether the list requires a column (必須). */
gboolean enr_facility_row_is_required (guint column);

/** What 種別 may say, and %NULL. Static. */
const char *const *enr_facility_row_kinds (void);

/** The row's values, ENR_FACILITY_ROW_COLUMNS of them and a %NULL: "" for what the program does not know,
 * which the office fills in. Free with g_strfreev(). */
char **enr_facility_row_values (const EnrFacility *facility) G_GNUC_WARN_UNUSED_RESULT;

/** Headings and the row as CSV; @replaced and %NULL as enr_csv_writer_finish() has them. */
GBytes *enr_facility_row_to_csv (const EnrFacility *facility,
                                 EnrEncoding encoding,
                                 guint *replaced) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
