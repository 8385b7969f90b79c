/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "reports/slip-strip.h"

#define MM(x) ((x) *ENR_POINTS_PER_MM)
#define LABEL_WIDTH MM (9)
#define HOURS_HEIGHT MM (3)
#define HOUR 60
#define FIRST (-6 * HOUR)
#define LAST (18 * HOUR)
#define LABEL_SIZE 5.5
#define BAR_COLOUR 0x9db8d9
#define DOT MM (1.3)

static const char *const labels[ENR_N_SLIP_MARKS] = {
  [ENR_SLIP_MARK_SLEEP] = "睡眠",       [ENR_SLIP_MARK_MEAL] = "食事",
  [ENR_SLIP_MARK_MILK] = "ミルク",      [ENR_SLIP_MARK_BOWEL] = "排便",
  [ENR_SLIP_MARK_TEMPERATURE] = "体温",
};

typedef struct
{
  EnrDrawnPage *page;
  EnrRect grid; /* without labels and hours */
  int first;    /* minutes, whole hours */
  int last;
} Strip;

static int
floor_hour (int minutes)
{
  return (minutes >= 0 ? minutes / HOUR : -((-minutes + HOUR - 1) / HOUR)) * HOUR;
}

static double
at (const Strip *self, int minutes)
{
  return self->grid.x
         + self->grid.width * (MIN (minutes, self->last) - self->first)
               / (self->last - self->first);
}

static double
row_top (const Strip *self, EnrSlipMarkKind kind)
{
  return self->grid.y + self->grid.height * kind / ENR_N_SLIP_MARKS;
}

static void
text (const Strip *self, EnrAlign align, guint32 colour, const EnrRect *box, const char *words)
{
  EnrTextStyle style = { LABEL_SIZE, 3.5, FALSE, align, colour };

  enr_drawn_page_text (self->page, &style, box, words);
}

static void
draw_grid (const Strip *self)
{
  double left = self->grid.x - LABEL_WIDTH;
  double right = self->grid.x + self->grid.width;
  double bottom = self->grid.y + self->grid.height;
  EnrRect frame = { left, self->grid.y, right - left, self->grid.height };
  int step = self->last - self->first > 30 * HOUR ? 4 * HOUR : 2 * HOUR;

  enr_drawn_page_frame (self->page, &frame, ENR_LINE_FINE, ENR_INK_SOFT);
  for (int hour = self->first; hour <= self->last; hour += HOUR)
    {
      double x = at (self, hour);
      EnrRect box = { x - MM (3), self->grid.y - HOURS_HEIGHT, MM (6), HOURS_HEIGHT };
      char label[8];

      enr_drawn_page_line (self->page, x, self->grid.y, x, bottom,
                           hour == 0 || hour == self->first ? ENR_LINE_FINE : ENR_LINE_HAIR,
                           hour == 0 || hour == self->first ? ENR_INK_SOFT : ENR_INK_FAINT);
      if (hour % step != 0 || hour == self->last)
        continue;
      g_snprintf (label, sizeof label, "%d", (hour + 24 * HOUR) / HOUR % 24);
      text (self, ENR_ALIGN_CENTER, ENR_INK_SOFT, &box, label);
    }
  for (EnrSlipMarkKind kind = 0; kind < ENR_N_SLIP_MARKS; kind++)
    {
      double y = row_top (self, kind);
      EnrRect box = { left, y, LABEL_WIDTH, self->grid.height / ENR_N_SLIP_MARKS };

      text (self, ENR_ALIGN_CENTER, ENR_INK, &box, labels[kind]);
      if (kind > 0)
        enr_drawn_page_line (self->page, left, y, right, y, ENR_LINE_HAIR, ENR_INK_FAINT);
    }
}

static void
draw_mark (const Strip *self, const EnrSlipMark *mark, double *label_end)
{
  double height = self->grid.height / ENR_N_SLIP_MARKS;
  double y = row_top (self, mark->kind);
  double x = at (self, mark->at);
  double end = at (self, MAX (mark->until, mark->at));
  double middle = y + height / 2;
  EnrRect box = { x + DOT / 2 + MM (0.3), y, MM (5), height };

  if (mark->kind == ENR_SLIP_MARK_SLEEP)
    {
      EnrRect bar = { x, y + height * 0.2, MAX (end - x, MM (0.4)), height * 0.6 };

      enr_drawn_page_fill (self->page, &bar, BAR_COLOUR);
      return;
    }
  /* A line that is its two ends alone, because lines lie above the grid and areas below it. */
  enr_drawn_page_line (self->page, x, middle, x + 0.01, middle, DOT, ENR_INK);
  /* At the right end the words stand before the mark. */
  if (box.x + box.width > self->grid.x + self->grid.width)
    box.x = x - DOT / 2 - MM (0.3) - box.width;
  if (mark->label[0] == '\0' || box.x < *label_end)
    return;
  text (self, box.x < x ? ENR_ALIGN_RIGHT : ENR_ALIGN_LEFT, ENR_INK, &box, mark->label);
  *label_end = box.x + MM (4);
}

static int
compare_marks (gconstpointer a, gconstpointer b)
{
  const EnrSlipMark *first = a;
  const EnrSlipMark *second = b;

  return first->at != second->at ? (first->at < second->at ? -1 : 1)
                                 : (int) first->kind - (int) second->kind;
}

void
enr_slip_strip_draw (EnrDrawnPage *page, const EnrSlip *slip, const EnrRect *area)
{
  Strip self = { page,
                 { area->x + LABEL_WIDTH, area->y + HOURS_HEIGHT, area->width - LABEL_WIDTH,
                   area->height - HOURS_HEIGHT },
                 FIRST,
                 LAST };
  g_autoptr (GArray) marks = g_array_copy (slip->marks);
  double label_ends[ENR_N_SLIP_MARKS] = { 0 };

  g_array_sort (marks, compare_marks);
  for (guint i = 0; i < marks->len; i++)
    {
      const EnrSlipMark *mark = &g_array_index (marks, EnrSlipMark, i);

      self.first = MIN (self.first, floor_hour (mark->at));
      self.last = MAX (self.last, -floor_hour (-MAX (mark->at, mark->until)));
    }
  draw_grid (&self);
  for (guint i = 0; i < marks->len; i++)
    {
      const EnrSlipMark *mark = &g_array_index (marks, EnrSlipMark, i);

      draw_mark (&self, mark, &label_ends[mark->kind]);
    }
}
