/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The month's figures (月次統計表) and the nursery on a day (現況表), as papers and as lists to take away.
 */
#pragma once

#include "reports/document.h"
#include "reports/table.h"
#include "statistics/as-of.h"
#include "statistics/monthly.h"

G_BEGIN_DECLS

/** The month's figures on A4, upright; extended care (延長保育) where there are bands. It says which
 * closing they are of (締め前 where there is none), and whether the records have changed since. The same
 * figures give the same bytes. ENR_REPORT_ERROR_FONT. */
EnrDocument *enr_statistics_paper_new (const EnrMonthlyStatistics *statistics,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The same figures as one list: a column an age, a row a figure; the first rows are about the closing. */
EnrTable *enr_statistics_table_new (const EnrMonthlyStatistics *statistics) G_GNUC_WARN_UNUSED_RESULT;

/** The day's tallies on A4, upright. ENR_REPORT_ERROR_FONT. */
EnrDocument *enr_as_of_paper_new (const EnrAsOf *as_of,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The same as one list: a row a figure. */
EnrTable *enr_as_of_table_new (const EnrAsOf *as_of) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
