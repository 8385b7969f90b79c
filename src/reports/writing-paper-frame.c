/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * How the boxes of a kind lie on its paper.
 */
#include "config.h"
#include "reports/writing-paper-private.h"

#include <math.h>
#include <string.h>

#define MM(x) ((x) *ENR_POINTS_PER_MM)
/* The papers are kept in folders: room to punch holes at the left. */
#define MARGIN_LEFT MM (18)
#define MARGIN_RIGHT MM (12)
#define MARGIN_TOP MM (11)
#define MARGIN_BOTTOM MM (13)
/* No line of text is longer than it can be read: wide paper has boxes beside each other. */
#define BESIDE_WIDTH MM (125)
#define SMALLEST_BOX MM (10)

EnrWritingFrame
enr_writing_frame (const EnrWritingKind *kind)
{
  EnrWritingFrame frame = { .width = MM (kind->width), .height = MM (kind->height) };

  frame.left = MARGIN_LEFT;
  frame.right = frame.width - MARGIN_RIGHT;
  frame.top = MARGIN_TOP;
  frame.bottom = frame.height - MARGIN_BOTTOM;
  frame.heading_width = CLAMP ((frame.right - frame.left) * 0.15, MM (22), MM (30));
  frame.most_beside = (guint) CLAMP (floor ((frame.right - frame.left) / BESIDE_WIDTH), 1, 3);
  for (guint i = 0; i < kind->sections->len; i++)
    {
      const EnrSection *section = g_ptr_array_index (kind->sections, i);

      frame.has_groups = frame.has_groups || section->group[0] != '\0';
    }
  return frame;
}

static gboolean
goes_with (const EnrSection *a, const EnrSection *b)
{
  return a->type == ENR_SECTION_TEXT && b->type == ENR_SECTION_TEXT
         && strcmp (a->group, b->group) == 0 && fabs (a->height - b->height) < 0.5;
}

/* Five boxes on a paper for three are three and two, four are two and two. */
guint
enr_writing_count_beside (const EnrWritingFrame *frame, const GPtrArray *sections, guint index)
{
  guint start = index;
  guint end = index;
  guint n_rows;
  guint n;

  while (
      start > 0
      && goes_with (g_ptr_array_index (sections, start - 1), g_ptr_array_index (sections, start)))
    start--;
  while (end + 1 < sections->len
         && goes_with (g_ptr_array_index (sections, end), g_ptr_array_index (sections, end + 1)))
    end++;
  n = end - start + 1;
  n_rows = (n + frame->most_beside - 1) / frame->most_beside;
  n = (n + n_rows - 1) / n_rows;
  return MIN (n - (index - start) % n, end - index + 1);
}

void
enr_writing_beside_widths (const EnrWritingFrame *frame,
                           gboolean is_grouped,
                           guint n,
                           double *heading,
                           double *text)
{
  double width = frame->right - frame->left;

  if (n == 1)
    {
      /* Texts begin at one line, whether there is a group at the left or not. */
      *heading
          = frame->heading_width + (!is_grouped && frame->has_groups ? ENR_FLOW_GROUP_WIDTH : 0);
      *text = width - (frame->has_groups ? ENR_FLOW_GROUP_WIDTH : 0) - frame->heading_width;
      return;
    }
  *heading = MM (22);
  *text = (width - (is_grouped ? ENR_FLOW_GROUP_WIDTH : 0)) / n - *heading;
}

double
enr_writing_grid_label_width (const EnrSection *grid)
{
  switch (grid->rows)
    {
    case ENR_ROWS_WEEKDAYS:
      return MM (14);
    case ENR_ROWS_TERMS:
      return MM (20);
    case ENR_ROWS_TIMES:
    default:
      return 0;
    }
}

double
enr_writing_grid_column_width (const EnrSection *grid, guint column, double width)
{
  double sum = 0;

  for (guint i = 0; i < grid->columns->len; i++)
    sum += ((const EnrGridColumn *) g_ptr_array_index (grid->columns, i))->weight;
  return (width - enr_writing_grid_label_width (grid))
         * ((const EnrGridColumn *) g_ptr_array_index (grid->columns, column))->weight / sum;
}

double
enr_writing_box_height (const EnrSection *section)
{
  double least = section->type == ENR_SECTION_TEXT ? SMALLEST_BOX : ENR_WRITING_NAME_ROW;

  return MAX (MM (section->height), least);
}
