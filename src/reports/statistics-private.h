/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A paper made of several lists one below the other, for the statistics.
 */
#pragma once

#include "reports/document.h"
#include "reports/table.h"

G_BEGIN_DECLS

/** A list of the paper. */
typedef struct
{
  EnrTable *table;
  const double *weights; /* static; of the columns' widths */
} EnrStatisticsPart;

/**
 * Sets lists below each other on A4, each below its title, on as many pages as they need. @heading is the
 * paper's, @period what stands below it, @warning a line that must not be missed
 * or %NULL, @facts a line of what is counted apart from the lists, and
 * @notes what has to be known to read it. ENR_REPORT_ERROR_FONT.
 */
EnrDocument *enr_statistics_layout (const char *heading,
                                    const char *period,
                                    const char *facility_name,
                                    const char *warning,
                                    const char *facts,
                                    const EnrStatisticsPart *parts,
                                    guint n_parts,
                                    const char *const *notes,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
