/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "reports/development-chart.h"

#include <math.h>
#include <string.h>

#define ROW 1.9 /* the heights of rows and of the axis, in units of the size */
#define AXIS 3.4
#define LABELS 0.52 /* the part of the width that the texts take */
#define MONTHS_LEAST 12
#define SCREEN_SIZE 9.5

typedef struct
{
  const EnrDevelopmentSeen *seen; /* NULL: the heading of an age */
  int age;
  gboolean begins_domain;
} Row;

typedef struct
{
  GArray *rows; /* (element-type Row) */
  EnrDrawnPage *page;
  EnrRect box;
  EnrRect plot;
  double size;
  int months; /* at the right edge */
} Chart;

static GArray *
make_rows (const GPtrArray *seen, int class_age)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (Row));
  const EnrDevelopmentSeen *before = NULL;

  for (guint i = 0; i < seen->len; i++)
    {
      const EnrDevelopmentSeen *one = g_ptr_array_index (seen, i);
      Row row = { one, one->age, FALSE };

      if (one->age > class_age && one->day == ENR_DATE_NONE)
        continue;
      if (before == NULL || before->age != one->age)
        {
          Row heading = { NULL, one->age, FALSE };

          g_array_append_val (rows, heading);
          before = NULL;
        }
      row.begins_domain = before == NULL || strcmp (before->domain, one->domain) != 0;
      g_array_append_val (rows, row);
      before = one;
    }
  return rows;
}

/* Whole years, so that what was seen last has a place. */
static int
find_months (const GPtrArray *seen, int class_age)
{
  int most = MAX (MONTHS_LEAST, (class_age + 1) * 12);

  for (guint i = 0; i < seen->len; i++)
    most = MAX (most, ((const EnrDevelopmentSeen *) g_ptr_array_index (seen, i))->months + 1);
  return (most + 11) / 12 * 12;
}

static double
month_x (const Chart *self, double month)
{
  return self->plot.x + self->plot.width * month / self->months;
}

static void
draw_axis (const Chart *self)
{
  EnrTextStyle years = { self->size, self->size * 0.7, TRUE, ENR_ALIGN_CENTER, ENR_INK };
  EnrTextStyle months
      = { self->size * 0.85, self->size * 0.6, FALSE, ENR_ALIGN_CENTER, ENR_INK_SOFT };
  /* Numbers of months keep apart: every third, sixth or twelfth. */
  double room = self->plot.width / self->months;
  int step = room * 3 > self->size * 1.6 ? 3 : room * 6 > self->size * 1.6 ? 6 : 12;

  for (int month = 0; month <= self->months; month += step)
    {
      double x = month_x (self, month);
      gboolean is_year = month % 12 == 0;
      EnrRect box = { x - self->size * 1.5, self->plot.y - self->size * 1.5, self->size * 3,
                      self->size * 1.4 };
      char text[16];

      enr_drawn_page_line (self->page, x, self->plot.y, x, self->plot.y + self->plot.height,
                           is_year ? ENR_LINE_FINE : ENR_LINE_HAIR,
                           is_year ? ENR_INK_SOFT : ENR_INK_FAINT);
      g_snprintf (text, sizeof text, "%d", month);
      enr_drawn_page_text (self->page, &months, &box, text);
      if (!is_year)
        continue;
      box.y -= self->size * 1.5;
      g_snprintf (text, sizeof text, "%d歳", month / 12);
      enr_drawn_page_text (self->page, &years, &box, text);
    }
}

static void
draw_dot (const Chart *self, double x, double y)
{
  EnrTextStyle style = { self->size, 0, FALSE, ENR_ALIGN_CENTER, ENR_INK_BLUE };
  EnrRect box = { x - self->size, y - self->size, self->size * 2, self->size * 2 };

  enr_drawn_page_text (self->page, &style, &box, "●");
}

static void
draw_heading (const Chart *self, const Row *row, double y)
{
  EnrTextStyle style = { self->size, self->size * 0.7, TRUE, ENR_ALIGN_LEFT, ENR_INK };
  EnrRect area = { self->box.x, y, self->box.width, ROW * self->size };
  char text[32];

  enr_drawn_page_fill (self->page, &area, ENR_TINT_HEADING);
  g_snprintf (text, sizeof text, "%d歳児の項目", row->age);
  enr_drawn_page_cell (self->page, &style, &area, self->size * 0.4, text);
}

static void
draw_item (const Chart *self, const Row *row, gboolean is_first, double y)
{
  EnrTextStyle style = { self->size, self->size * 0.6, FALSE, ENR_ALIGN_LEFT, ENR_INK };
  EnrTextStyle soft = { self->size * 0.85, self->size * 0.55, FALSE, ENR_ALIGN_LEFT, ENR_INK_SOFT };
  double height = ROW * self->size;
  double middle = y + height / 2;
  double domain_width = (self->plot.x - self->box.x) * 0.26;
  EnrRect domain = { self->box.x, y, domain_width, height };
  EnrRect text
      = { self->box.x + domain_width, y, self->plot.x - self->box.x - domain_width, height };

  if (row->begins_domain || is_first)
    enr_drawn_page_cell (self->page, &soft, &domain, self->size * 0.3, row->seen->domain);
  enr_drawn_page_cell (self->page, &style, &text, self->size * 0.3, row->seen->text);
  enr_drawn_page_line (self->page, row->begins_domain ? self->box.x : text.x, y,
                       self->box.x + self->box.width, y, ENR_LINE_HAIR,
                       row->begins_domain ? ENR_INK_SOFT : ENR_INK_FAINT);
  if (row->seen->months >= 0)
    draw_dot (self, month_x (self, row->seen->months), middle);
}

static double
chart_height (guint n_rows, double size)
{
  return (AXIS + ROW * n_rows) * size;
}

/* Where a page goes on within an age, it says so. */
static void
draw_continued (const Chart *self, const Row *row)
{
  EnrTextStyle style = { self->size, self->size * 0.7, TRUE, ENR_ALIGN_LEFT, ENR_INK };
  EnrRect box
      = { self->box.x, self->box.y + (AXIS - 1.8) * self->size, self->size * 14, self->size * 1.6 };
  char text[64];

  if (row->seen == NULL)
    return;
  g_snprintf (text, sizeof text, "%d歳児の項目（続き）", row->age);
  enr_drawn_page_cell (self->page, &style, &box, self->size * 0.4, text);
}

static void
draw_rows (Chart *self, guint first, guint end)
{
  EnrTextStyle unit = { self->size * 0.85, self->size * 0.6, FALSE, ENR_ALIGN_RIGHT, ENR_INK_SOFT };
  EnrRect unit_box = { self->box.x, self->box.y + (AXIS - 1.6) * self->size,
                       self->box.width * LABELS - self->size * 1.2, self->size * 1.4 };
  double y;

  self->plot.x = self->box.x + self->box.width * LABELS;
  self->plot.width = self->box.width * (1 - LABELS) - self->size * 1.2;
  self->plot.y = self->box.y + AXIS * self->size;
  self->plot.height = ROW * (end - first) * self->size;
  enr_drawn_page_text (self->page, &unit, &unit_box, "はじめて見られた月齢（か月）");
  if (first < end)
    draw_continued (self, &g_array_index (self->rows, Row, first));
  draw_axis (self);
  y = self->plot.y;
  for (guint i = first; i < end; i++, y += ROW * self->size)
    {
      const Row *row = &g_array_index (self->rows, Row, i);

      if (row->seen == NULL)
        draw_heading (self, row, y);
      else
        draw_item (self, row, i == first, y);
    }
  enr_drawn_page_line (self->page, self->box.x, y, self->box.x + self->box.width, y, ENR_LINE_FINE,
                       ENR_INK_SOFT);
}

guint
enr_development_chart_draw (const GPtrArray *seen,
                            int class_age,
                            EnrDrawnPage *page,
                            const EnrRect *box,
                            double size,
                            guint first)
{
  g_autoptr (GArray) rows = make_rows (seen, class_age);
  Chart self = { rows, page, *box, *box, size, find_months (seen, class_age) };
  guint room = (guint) MAX (1, floor ((box->height / size - AXIS) / ROW));
  guint end = MIN (rows->len, first + room);

  g_return_val_if_fail (rows->len == 0 || first < rows->len, 0);

  /* A heading does not stand alone at the foot. */
  if (end < rows->len && end > first + 1 && g_array_index (rows, Row, end - 1).seen == NULL)
    end--;
  draw_rows (&self, first, end);
  return end < rows->len ? end : 0;
}

EnrDocument *
enr_development_chart_document (const GPtrArray *seen, int class_age, double width, GError **error)
{
  const EnrFont *font = enr_fonts_find (NULL, NULL, error);
  g_autoptr (GArray) rows = make_rows (seen, class_age);
  double height = chart_height (rows->len, SCREEN_SIZE) + SCREEN_SIZE * 2;
  EnrRect box = { SCREEN_SIZE, SCREEN_SIZE, width - SCREEN_SIZE * 2, height };
  EnrDocument *document;

  if (font == NULL)
    return NULL;
  enr_fonts_lock ();
  document = enr_document_new ("発達の記録", "", width, height, font);
  enr_development_chart_draw (seen, class_age, enr_document_add_page (document), &box, SCREEN_SIZE,
                              0);
  enr_fonts_unlock ();
  return document;
}
