/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "reports/staffing-chart.h"

#include <math.h>

#define TINT_REQUIRED 0xd5ddd5
#define TINT_SHORT 0xf8d7d9
#define HATCH_WIDTH 0.7
#define LINE_DUTY 1.8
#define LINE_OTHER 0.9
#define DASH 3.0
#define STEPS_MAXIMUM 12 /* lines across, so that numbers stay apart */

typedef struct
{
  const EnrStaffingDay *day;
  EnrDrawnPage *page;
  EnrRect plot;
  double size;
  double slot_width;
  guint top; /* persons at the upper edge */
} Chart;

static const EnrStaffingSlot *
get_slot (const Chart *self, guint i)
{
  return &g_array_index (self->day->slots, EnrStaffingSlot, i);
}

static double
slot_x (const Chart *self, guint i)
{
  return self->plot.x + i * self->slot_width;
}

static double
person_y (const Chart *self, guint persons)
{
  return self->plot.y + self->plot.height * (1 - (double) persons / self->top);
}

void
enr_staffing_hatch (EnrDrawnPage *page, const EnrRect *area, double step, guint32 colour)
{
  double right = area->x + area->width;
  double bottom = area->y + area->height;
  /* Lines of x + y = s; the first that is within, on a raster of the whole page. */
  double s = ceil ((area->x + area->y) / step) * step;

  for (; s < right + bottom; s += step)
    {
      double x1 = MAX (area->x, s - bottom);
      double x2 = MIN (right, s - area->y);

      enr_drawn_page_line (page, x1, s - x1, x2, s - x2, HATCH_WIDTH, colour);
    }
}

static guint
other_ratios (const Chart *self)
{
  return self->day->ratios == ENR_RATIOS_FORMER ? ENR_RATIOS_PRESENT : ENR_RATIOS_FORMER;
}

static void
find_top (Chart *self)
{
  guint top = 4;

  for (guint i = 0; i < self->day->slots->len; i++)
    {
      const EnrStaffingSlot *slot = get_slot (self, i);

      for (EnrRatios ratios = 0; ratios < ENR_N_RATIOS; ratios++)
        top = MAX (top, slot->required[ratios]);
      top = MAX (top, slot->on_duty);
    }
  self->top = top + 1; /* room for the marks */
}

static void
draw_scale (const Chart *self)
{
  EnrTextStyle style = { self->size, self->size * 0.7, FALSE, ENR_ALIGN_RIGHT, ENR_INK };
  guint step = 1;

  while (self->top / step > STEPS_MAXIMUM)
    step = step == 1 ? 2 : step == 2 ? 5 : step * 2;
  for (guint persons = 0; persons <= self->top; persons += step)
    {
      double y = person_y (self, persons);
      EnrRect box
          = { self->plot.x - self->size * 4, y - self->size, self->size * 3.6, self->size * 2 };
      char text[12];

      g_snprintf (text, sizeof text, "%u", persons);
      enr_drawn_page_text (self->page, &style, &box, text);
      if (persons > 0)
        enr_drawn_page_line (self->page, self->plot.x, y, self->plot.x + self->plot.width, y,
                             ENR_LINE_HAIR, ENR_INK_FAINT);
    }
}

/* The hours below the chart; fewer of them where there is no room for all. */
static void
draw_hours (const Chart *self)
{
  EnrTextStyle style = { self->size, self->size * 0.7, FALSE, ENR_ALIGN_CENTER, ENR_INK };
  double bottom = self->plot.y + self->plot.height;
  double width = self->size * 3.4;
  int step = 60;

  while (self->slot_width * 2 * step / 60 < width && step < 240)
    step += 60;
  for (guint i = 0; i <= self->day->slots->len; i++)
    {
      double x = slot_x (self, i);
      int minutes = get_slot (self, 0)->first + (int) i * 30;
      EnrRect box = { x - width / 2, bottom + self->size * 0.4, width, self->size * 1.6 };
      char text[6];

      enr_drawn_page_line (self->page, x, self->plot.y, x, bottom, ENR_LINE_HAIR, ENR_INK_FAINT);
      if (minutes % step == 0)
        {
          enr_drawn_page_line (self->page, x, bottom, x, bottom + self->size * 0.4, ENR_LINE_FINE,
                               ENR_INK);
          enr_drawn_page_text (self->page, &style, &box, enr_minutes_format (minutes, text));
        }
    }
}

/* What is required, and where it is more than there is the hatching. */
static void
draw_required (const Chart *self, guint i)
{
  const EnrStaffingSlot *slot = get_slot (self, i);
  guint required = slot->required[self->day->ratios];
  double x = slot_x (self, i);
  EnrRect heap = { x, person_y (self, required), self->slot_width, 0 };

  heap.height = self->plot.y + self->plot.height - heap.y;
  if (required == 0)
    return;
  enr_drawn_page_fill (self->page, &heap, TINT_REQUIRED);
  enr_drawn_page_frame (self->page, &heap, ENR_LINE_HAIR, ENR_INK_SOFT);
  if (slot->is_short)
    {
      EnrTextStyle style = { self->size, self->size * 0.6, TRUE, ENR_ALIGN_CENTER, ENR_INK_RED };
      EnrRect gap = { x, heap.y, self->slot_width, person_y (self, slot->on_duty) - heap.y };
      EnrRect mark = { x, heap.y - self->size * 1.5, self->slot_width, self->size * 1.5 };
      char text[16];

      enr_drawn_page_fill (self->page, &gap, TINT_SHORT);
      enr_staffing_hatch (self->page, &gap, self->size * 0.6, ENR_INK_RED);
      enr_drawn_page_frame (self->page, &gap, ENR_LINE_FRAME, ENR_INK_RED);
      g_snprintf (text, sizeof text, "−%u", required - slot->on_duty);
      enr_drawn_page_text (self->page, &style, &mark, text);
    }
}

static void
draw_dashes (const Chart *self, double x1, double x2, double y)
{
  for (double x = x1; x < x2; x += DASH * 2)
    enr_drawn_page_line (self->page, x, y, MIN (x + DASH, x2), y, LINE_OTHER, ENR_INK_SOFT);
}

/* A line of steps; @before is the last half hour's. */
static void
draw_duty (const Chart *self, guint i, guint before)
{
  const EnrStaffingSlot *slot = get_slot (self, i);
  double x = slot_x (self, i);
  double y = person_y (self, slot->on_duty);

  if (before != slot->on_duty)
    enr_drawn_page_line (self->page, x, person_y (self, before), x, y, LINE_DUTY, ENR_INK_BLUE);
  if (slot->on_duty > 0)
    enr_drawn_page_line (self->page, x, y, x + self->slot_width, y, LINE_DUTY, ENR_INK_BLUE);
}

static void
draw_slots (const Chart *self)
{
  guint before = 0;

  for (guint i = 0; i < self->day->slots->len; i++)
    {
      const EnrStaffingSlot *slot = get_slot (self, i);
      guint other = slot->required[other_ratios (self)];

      draw_required (self, i);
      if (other > 0 && other != slot->required[self->day->ratios])
        draw_dashes (self, slot_x (self, i), slot_x (self, i + 1), person_y (self, other));
      draw_duty (self, i, before);
      before = slot->on_duty;
    }
  if (before > 0)
    enr_drawn_page_line (self->page, self->plot.x + self->plot.width, person_y (self, before),
                         self->plot.x + self->plot.width, person_y (self, 0), LINE_DUTY,
                         ENR_INK_BLUE);
}

/* What has not happened yet is left white, and said to be so. */
static void
draw_unknown (const Chart *self)
{
  EnrTextStyle style = { self->size, self->size * 0.6, FALSE, ENR_ALIGN_CENTER, ENR_INK_SOFT };
  guint first = self->day->slots->len;
  EnrRect area = { 0, self->plot.y, 0, self->size * 1.6 };

  while (first > 0 && !get_slot (self, first - 1)->is_known)
    first--;
  area.x = slot_x (self, first);
  area.width = self->plot.x + self->plot.width - area.x;
  if (area.width > self->size * 5)
    enr_drawn_page_text (self->page, &style, &area, "これから");
}

static void
draw_key (const Chart *self, const EnrRect *box)
{
  static const char *const labels[]
      = { "必要な人数", "勤務している人数", "不足", "もう一方の基準" };
  EnrTextStyle style = { self->size, self->size * 0.6, FALSE, ENR_ALIGN_LEFT, ENR_INK };
  double sign = self->size * 2;
  double x = box->x;

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      double middle = box->y + self->size;
      EnrRect area = { x, box->y + self->size * 0.4, sign, self->size * 1.2 };
      EnrRect text = { x + sign + self->size * 0.5, box->y, self->size * 9, self->size * 2 };

      if (i == 0 || i == 2)
        enr_drawn_page_fill (self->page, &area, i == 0 ? TINT_REQUIRED : TINT_SHORT);
      if (i == 0)
        enr_drawn_page_frame (self->page, &area, ENR_LINE_HAIR, ENR_INK_SOFT);
      if (i == 2)
        {
          enr_staffing_hatch (self->page, &area, self->size * 0.6, ENR_INK_RED);
          enr_drawn_page_frame (self->page, &area, ENR_LINE_FRAME, ENR_INK_RED);
        }
      if (i == 1)
        enr_drawn_page_line (self->page, x, middle, x + sign, middle, LINE_DUTY, ENR_INK_BLUE);
      if (i == 3)
        draw_dashes (self, x, x + sign, middle);
      enr_drawn_page_text (self->page, &style, &text, labels[i]);
      x += sign + self->size * 11;
    }
}

void
enr_staffing_chart_draw (const EnrStaffingDay *day,
                         EnrDrawnPage *page,
                         const EnrRect *box,
                         double size)
{
  Chart self = { day, page, *box, size, 0, 0 };
  EnrTextStyle unit = { size, size * 0.7, FALSE, ENR_ALIGN_LEFT, ENR_INK_SOFT };
  EnrRect key = { box->x + size * 4, box->y, box->width - size * 4, size * 2 };
  EnrRect unit_box = { box->x, box->y + size * 0.4, size * 4, size * 2 };

  self.plot.x += size * 4;
  self.plot.width -= size * 6;
  self.plot.y += size * 2.8;
  self.plot.height -= size * 5;
  enr_drawn_page_text (page, &unit, &unit_box, "（人）");
  draw_key (&self, &key);
  if (day->slots->len == 0)
    {
      EnrTextStyle style = { size * 1.2, size, FALSE, ENR_ALIGN_CENTER, ENR_INK_SOFT };

      enr_drawn_page_text (page, &style, &self.plot, "開園時間も、登園や勤務の記録もありません。");
      enr_drawn_page_frame (page, &self.plot, ENR_LINE_FINE, ENR_INK);
      return;
    }
  self.slot_width = self.plot.width / day->slots->len;
  find_top (&self);
  draw_scale (&self);
  draw_hours (&self);
  draw_slots (&self);
  draw_unknown (&self);
  enr_drawn_page_frame (page, &self.plot, ENR_LINE_FINE, ENR_INK);
}
