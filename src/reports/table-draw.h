/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A list (EnrTable) drawn on a paper. Hold enr_fonts_lock().
 */
#pragma once

#include "reports/drawn-page.h"
#include "reports/table.h"

G_BEGIN_DECLS

typedef struct
{
  double size;            /* of the text, in points */
  double row_height;
  double heading_height;
  const double *weights;  /* of the columns' widths, as many as there are columns */
} EnrTableStyle;

/**
 * Draws the headings and so many rows from @first at @x, @y; numbers stand at the right, text at the
 * left, noughts step back, totals stand out. Returns where it ends.
 */
double enr_table_draw (const EnrTable *self,
                       EnrDrawnPage *page,
                       const EnrTableStyle *style,
                       double x,
                       double y,
                       double width,
                       guint first,
                       guint n_rows);

G_END_DECLS
