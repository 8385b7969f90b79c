/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "reports/table-draw.h"

#define PADDING (1.2 * ENR_POINTS_PER_MM)
#define SMALLEST 5

static double
column_width (const EnrTable *self, const EnrTableStyle *style, double width, guint column)
{
  double sum = 0;

  for (guint i = 0; i < enr_table_get_n_columns (self); i++)
    sum += style->weights[i];
  return width * style->weights[column] / sum;
}

static void
draw_headings (const EnrTable *self,
               EnrDrawnPage *page,
               const EnrTableStyle *style,
               const EnrRect *area)
{
  EnrTextStyle text = { style->size, SMALLEST, FALSE, ENR_ALIGN_CENTER, ENR_INK };
  EnrRect cell = { area->x, area->y, 0, style->heading_height };
  EnrRect band = { area->x, area->y, area->width, style->heading_height };

  enr_drawn_page_fill (page, &band, ENR_TINT_HEADING);
  for (guint i = 0; i < enr_table_get_n_columns (self); i++)
    {
      cell.width = column_width (self, style, area->width, i);
      enr_drawn_page_cell (page, &text, &cell, PADDING / 2, enr_table_get_heading (self, i));
      cell.x += cell.width;
    }
}

static void
draw_row (const EnrTable *self,
          EnrDrawnPage *page,
          const EnrTableStyle *style,
          const EnrRect *area,
          guint row,
          double y)
{
  EnrRect cell = { area->x, y, 0, style->row_height };

  for (guint i = 0; i < enr_table_get_n_columns (self); i++)
    {
      g_autofree char *shown = enr_table_dup_text (self, row, i);
      EnrTextStyle text = { style->size, SMALLEST, enr_table_is_total (self, row),
                            enr_table_is_number (self, row, i) ? ENR_ALIGN_RIGHT : ENR_ALIGN_LEFT,
                            enr_table_is_nought (self, row, i) ? ENR_INK_FAINT : ENR_INK };

      cell.width = column_width (self, style, area->width, i);
      enr_drawn_page_cell (page, &text, &cell, PADDING, shown);
      cell.x += cell.width;
    }
}

double
enr_table_draw (const EnrTable *self,
                EnrDrawnPage *page,
                const EnrTableStyle *style,
                double x,
                double y,
                double width,
                guint first,
                guint n_rows)
{
  EnrRect area = { x, y, width, style->heading_height + n_rows * style->row_height };
  double line_x = x;

  draw_headings (self, page, style, &area);
  for (guint i = 0; i < n_rows; i++)
    {
      double row_y = y + style->heading_height + i * style->row_height;
      gboolean is_strong = i == 0 || enr_table_is_total (self, first + i);

      enr_drawn_page_line (page, x, row_y, x + width, row_y,
                           is_strong ? ENR_LINE_FINE : ENR_LINE_HAIR,
                           is_strong ? ENR_INK : ENR_INK_SOFT);
      draw_row (self, page, style, &area, first + i, row_y);
    }
  for (guint i = 1; i < enr_table_get_n_columns (self); i++)
    {
      line_x += column_width (self, style, width, i - 1);
      enr_drawn_page_line (page, line_x, y, line_x, y + area.height,
                           i == 1 ? ENR_LINE_FINE : ENR_LINE_HAIR, i == 1 ? ENR_INK : ENR_INK_SOFT);
    }
  enr_drawn_page_frame (page, &area, ENR_LINE_FRAME, ENR_INK);
  return y + area.height;
}
