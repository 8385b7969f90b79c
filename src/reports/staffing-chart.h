/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The chart of a day of staffing, for the papers of this room. Hold enr_fonts_lock().
 */
#pragma once

#include "reports/drawn-page.h"
#include "statistics/staffing.h"

G_BEGIN_DECLS

/** Draws the chart into @box: a heap a half hour for the staff required, a strong line for the staff on
 * duty, a broken one for the other set of ratios, and its key. @size is that of the text. */
void enr_staffing_chart_draw (const EnrStaffingDay *day,
                              EnrDrawnPage *page,
                              const EnrRect *box,
                              double size);

/** Hatching: that half hour has too few. */
void enr_staffing_hatch (EnrDrawnPage *page,
                         const EnrRect *area,
                         double step,
                         guint32 colour);

G_END_DECLS
