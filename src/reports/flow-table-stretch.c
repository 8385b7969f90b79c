/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * How high the boxes of a table are: a form fills its page, and a group's name has room beside its
 * boxes.
 */
#include "config.h"
#include "reports/flow-table-private.h"

#include <string.h>

#define MOST_STRETCH 2.0
#define MOST_FOR_GROUP 10.0

/* Where the run of blocks of one group ends that @first belongs to, and the height its name needs.
 */
static guint
find_run (const EnrFlowTable *self, guint first, double *need)
{
  const char *group = ((const EnrFlowBlock *) g_ptr_array_index (self->blocks, first))->group;
  guint end = first + 1;

  while (end < self->blocks->len
         && strcmp (((const EnrFlowBlock *) g_ptr_array_index (self->blocks, end))->group, group)
                == 0)
    end++;
  *need = group[0] != '\0'
              ? (double) (g_utf8_strlen (group, -1) + 1) * ENR_FLOW_GROUP_SIZE * ENR_LINE_HEIGHT
              : 0;
  return end;
}

/* The height of some blocks if their boxes were @stretch times as high. */
static double
sum_blocks (const EnrFlowTable *self, guint first, guint end, double stretch)
{
  double sum = 0;

  for (guint i = first; i < end; i++)
    {
      const EnrFlowBlock *block = g_ptr_array_index (self->blocks, i);

      for (guint k = 0; k < block->rows->len; k++)
        {
          const EnrFlowRow *row = &g_array_index (block->rows, EnrFlowRow, k);

          sum += MAX (row->height * (row->type == ENR_FLOW_BOX ? stretch : 1),
                      enr_flow_height_of (enr_flow_count_row (row), block->size));
        }
    }
  return sum;
}

/* The same, with room for the groups' names. */
static double
sum_groups (const EnrFlowTable *self, guint first, guint end, double stretch)
{
  double sum = 0;
  double need;

  for (guint next; first < end; first = next)
    {
      next = find_run (self, first, &need);
      sum += MAX (sum_blocks (self, first, next, stretch), need);
    }
  return sum;
}

typedef double (*SumFunc) (const EnrFlowTable *, guint, guint, double);

/* The largest part, up to @most, by which boxes can be stretched so that they go into @room; 1
 * where they do not anyway. */
static double
find_stretch (const EnrFlowTable *self,
              SumFunc sum,
              guint first,
              guint end,
              double most,
              double room)
{
  double least = 1;

  if (sum (self, first, end, most) <= room)
    return most;
  for (guint i = 0; i < 40; i++)
    {
      double middle = (least + most) / 2;

      if (sum (self, first, end, middle) <= room)
        least = middle;
      else
        most = middle;
    }
  return least;
}

static void
stretch_boxes (EnrFlowTable *self, guint first, guint end, double stretch)
{
  for (guint i = first; i < end; i++)
    {
      const EnrFlowBlock *block = g_ptr_array_index (self->blocks, i);

      for (guint k = 0; k < block->rows->len; k++)
        if (g_array_index (block->rows, EnrFlowRow, k).type == ENR_FLOW_BOX)
          g_array_index (block->rows, EnrFlowRow, k).height *= stretch;
    }
}

void
enr_flow_table_stretch (EnrFlowTable *self)
{
  guint n = self->blocks->len;
  double need;

  stretch_boxes (self, 0, n,
                 find_stretch (self, sum_groups, 0, n, MOST_STRETCH, self->bottom - self->y));
  for (guint first = 0, end; first < n; first = end)
    {
      end = find_run (self, first, &need);
      if (sum_blocks (self, first, end, 1) < need)
        stretch_boxes (self, first, end,
                       find_stretch (self, sum_blocks, first, end, MOST_FOR_GROUP, need));
    }
}

gboolean
enr_flow_table_find (const EnrFlowTable *self,
                     const char *key,
                     double *width,
                     double *height,
                     double *size)
{
  for (guint i = 0; i < self->blocks->len; i++)
    {
      const EnrFlowBlock *block = g_ptr_array_index (self->blocks, i);

      for (guint k = 0; k < block->rows->len; k++)
        {
          const EnrFlowRow *row = &g_array_index (block->rows, EnrFlowRow, k);

          for (guint c = 0; c < row->cells->len; c++)
            {
              const EnrFlowCell *cell = &g_array_index (row->cells, EnrFlowCell, c);

              if (cell->key == NULL || strcmp (cell->key, key) != 0)
                continue;
              *width = cell->width - 2 * ENR_FLOW_PADDING_X;
              *height = row->height;
              *size = block->size;
              return TRUE;
            }
        }
    }
  return FALSE;
}
