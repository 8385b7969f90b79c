/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "reports/flow-table-private.h"

#include <math.h>
#include <string.h>

#define LABEL_SIZE 9.0
#define LABEL_MINIMUM 5.5
#define LABEL_PADDING (1.5 * ENR_POINTS_PER_MM)
#define GROUP_SIZE 9.5
#define CONTINUED "（続き）"

/* A box is not begun at the foot of a page, and not ended at the head of one, with fewer lines. */
#define FEWEST_LINES 3

static void
cell_clear (gpointer data)
{
  EnrFlowCell *cell = data;

  g_free (cell->key);
  g_free (cell->text);
  enr_flow_free (cell->flow);
}

static void
row_clear (gpointer data)
{
  g_array_unref (((EnrFlowRow *) data)->cells);
}

static void
block_free (gpointer data)
{
  EnrFlowBlock *self = data;

  g_free (self->group);
  g_free (self->heading);
  g_array_unref (self->rows);
  g_free (self);
}

EnrFlowTable *
enr_flow_table_new (EnrTypeset *typeset,
                    double left,
                    double right,
                    double bottom,
                    gboolean has_groups,
                    EnrFlowPageFunc new_page,
                    gpointer data)
{
  EnrFlowTable *self = g_new0 (EnrFlowTable, 1);

  self->typeset = typeset;
  self->left = left;
  self->right = right;
  self->bottom = bottom;
  self->has_groups = has_groups;
  self->new_page = new_page;
  self->data = data;
  self->group = g_strdup ("");
  self->blocks = g_ptr_array_new_with_free_func (block_free);
  return self;
}

void
enr_flow_table_free (EnrFlowTable *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->blocks);
  g_free (self->group);
  g_free (self);
}

void
enr_flow_table_begin (EnrFlowTable *self, EnrDrawnPage *page, double top)
{
  self->page = page;
  self->top = self->y = self->group_top = self->block_top = top;
  self->is_continued = FALSE;
}

EnrFlowBlock *
enr_flow_block_new (EnrFlowTable *self,
                    const char *group,
                    const char *heading,
                    double heading_width,
                    double size)
{
  EnrFlowBlock *block = g_new0 (EnrFlowBlock, 1);
  gboolean is_grouped = self->has_groups && group[0] != '\0';

  block->table = self;
  block->group = g_strdup (is_grouped ? group : "");
  block->heading = g_strdup (heading);
  block->heading_x = self->left + (is_grouped ? ENR_FLOW_GROUP_WIDTH : 0);
  /* Texts of grouped and other blocks begin at one line. */
  block->cells_x = block->heading_x;
  if (heading != NULL)
    block->cells_x = self->left + (self->has_groups ? ENR_FLOW_GROUP_WIDTH : 0) + heading_width;
  block->size = size;
  block->rows = g_array_new (FALSE, FALSE, sizeof (EnrFlowRow));
  g_array_set_clear_func (block->rows, row_clear);
  return block;
}

double
enr_flow_block_get_width (const EnrFlowBlock *self)
{
  return self->table->right - self->cells_x;
}

void
enr_flow_block_begin_row (EnrFlowBlock *self, EnrFlowRowType type, double height)
{
  EnrFlowRow row = { type, height, g_array_new (FALSE, FALSE, sizeof (EnrFlowCell)) };

  g_array_set_clear_func (row.cells, cell_clear);
  g_array_append_val (self->rows, row);
}

static void
add_cell (EnrFlowBlock *self, EnrFlowLook look, const char *key, double width, const char *text)
{
  EnrFlowRow *row = &g_array_index (self->rows, EnrFlowRow, self->rows->len - 1);
  EnrFlowCell cell = { look, self->cells_x, width, NULL, NULL, g_strdup (key) };

  if (row->cells->len > 0)
    {
      const EnrFlowCell *before = &g_array_index (row->cells, EnrFlowCell, row->cells->len - 1);

      cell.x = before->x + before->width;
    }
  if (look == ENR_FLOW_TEXT)
    cell.flow
        = enr_flow_new (self->table->typeset, text, self->size, width - 2 * ENR_FLOW_PADDING_X);
  else
    cell.text = g_strdup (text);
  g_array_append_val (row->cells, cell);
}

void
enr_flow_block_add_cell (EnrFlowBlock *self, EnrFlowLook look, double width, const char *text)
{
  add_cell (self, look, NULL, width, text);
}

void
enr_flow_block_add_text (EnrFlowBlock *self, const char *key, double width, const char *text)
{
  add_cell (self, ENR_FLOW_TEXT, key, width, text);
}

guint
enr_flow_lines_in (double height, double size)
{
  double room = height - 2 * ENR_FLOW_PADDING_Y + ENR_FLOW_HAIR;

  return room > 0 ? (guint) floor (room / (size * ENR_FLOW_PITCH)) : 0;
}

double
enr_flow_height_of (guint n_lines, double size)
{
  return n_lines * size * ENR_FLOW_PITCH + 2 * ENR_FLOW_PADDING_Y;
}

guint
enr_flow_count_row (const EnrFlowRow *row)
{
  guint n = 0;

  for (guint i = 0; i < row->cells->len; i++)
    {
      const EnrFlowCell *cell = &g_array_index (row->cells, EnrFlowCell, i);

      if (cell->flow != NULL)
        n = MAX (n, enr_flow_count_lines (cell->flow));
    }
  return n;
}

static void
draw_label (EnrFlowTable *self, const EnrFlowCell *cell, double height, gboolean is_continued)
{
  gboolean is_band = cell->look == ENR_FLOW_BAND;
  EnrTextStyle style
      = { LABEL_SIZE, LABEL_MINIMUM, FALSE, is_band ? ENR_ALIGN_LEFT : ENR_ALIGN_CENTER, ENR_INK };
  EnrRect box = { cell->x, self->y, cell->width, height };
  gboolean has_more = is_continued && (is_band || cell->look == ENR_FLOW_HEADING);
  g_autofree char *text = g_strconcat (cell->text, has_more ? CONTINUED : "", NULL);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint n_lines = g_strv_length (lines);

  if (cell->look != ENR_FLOW_NAME)
    enr_drawn_page_fill (self->page, &box, ENR_TINT_HEADING);
  box.y += ENR_FLOW_PADDING_Y / 2;
  box.height -= ENR_FLOW_PADDING_Y;
  if (n_lines > 1)
    {
      double step = MIN (LABEL_SIZE * ENR_FLOW_PITCH, box.height / n_lines);

      box.y += (box.height - n_lines * step) / 2;
      box.height = step;
    }
  for (guint i = 0; i < n_lines; i++, box.y += box.height)
    enr_drawn_page_cell (self->page, &style, &box, is_band ? ENR_FLOW_PADDING_X : LABEL_PADDING,
                         lines[i]);
}

/* Draws the row's lines from @first on at the current place. */
static void
draw_row (EnrFlowTable *self,
          const EnrFlowBlock *block,
          const EnrFlowRow *row,
          double height,
          guint first,
          guint n_lines,
          gboolean is_continued)
{
  if (self->y > self->top + ENR_FLOW_HAIR)
    enr_drawn_page_line (
        self->page, self->y <= self->block_top + ENR_FLOW_HAIR ? block->heading_x : block->cells_x,
        self->y, self->right, self->y, ENR_LINE_FINE, ENR_INK);
  for (guint i = 0; i < row->cells->len; i++)
    {
      const EnrFlowCell *cell = &g_array_index (row->cells, EnrFlowCell, i);

      if (i > 0)
        enr_drawn_page_line (self->page, cell->x, self->y, cell->x, self->y + height, ENR_LINE_HAIR,
                             ENR_INK_SOFT);
      if (cell->flow == NULL)
        draw_label (self, cell, height, is_continued);
      else
        enr_flow_draw (cell->flow, self->page, cell->x + ENR_FLOW_PADDING_X,
                       self->y + ENR_FLOW_PADDING_Y, first, n_lines);
    }
  self->y += height;
}

static double
group_size (double height, guint n_signs)
{
  return MIN (GROUP_SIZE, height / (n_signs + 0.3) / ENR_LINE_HEIGHT);
}

/* The least height in which a group's name can be read. */
static double
group_height (const char *group)
{
  guint n = (guint) g_utf8_strlen (group, -1);

  return n > 0 ? ((n + ENR_FLOW_GROUP_COLUMNS - 1) / ENR_FLOW_GROUP_COLUMNS + 0.5)
                     * ENR_FLOW_GROUP_LEAST * ENR_LINE_HEIGHT
               : 0;
}

/* The form of a sign in a column: what lies in a line stands there. */
static gunichar
upright (gunichar c)
{
  switch (c)
    {
    case 0x30fc: /* ー */
      return 0xff5c;
    case 0xff08: /* （ */
      return 0xfe35;
    case 0xff09: /* ） */
      return 0xfe36;
    case 0x300c: /* 「 */
      return 0xfe41;
    case 0x300d: /* 」 */
      return 0xfe42;
    default:
      return c;
    }
}

/* One sign below the other; where the group has little height on a page, in columns from right to
 * left. */
static void
draw_group (EnrFlowTable *self)
{
  EnrRect box = { self->left, self->group_top, ENR_FLOW_GROUP_WIDTH, self->y - self->group_top };
  guint n = (guint) g_utf8_strlen (self->group, -1);
  guint n_columns = 1;
  guint per_column = n;
  double size = group_size (box.height, n);
  double step;
  EnrTextStyle style = { 0, 0, FALSE, ENR_ALIGN_CENTER, ENR_INK };
  const char *p = self->group;

  while (size < ENR_FLOW_GROUP_SIZE && n_columns < ENR_FLOW_GROUP_COLUMNS)
    {
      n_columns++;
      per_column = (n + n_columns - 1) / n_columns;
      size = MIN (group_size (box.height, per_column), ENR_FLOW_GROUP_WIDTH / n_columns / 1.1);
    }
  step = size * CLAMP (box.height / (per_column + 1) / size, ENR_LINE_HEIGHT, 1.6);
  style.size = size;
  enr_drawn_page_fill (self->page, &box, ENR_TINT_HEADING);
  enr_drawn_page_line (self->page, box.x + box.width, box.y, box.x + box.width, self->y,
                       ENR_LINE_HAIR, ENR_INK_SOFT);
  for (guint i = 0; i < n; i++, p = g_utf8_next_char (p))
    {
      double width = n_columns > 1 ? size * 1.1 : box.width;
      double right = box.x + (box.width + n_columns * width) / 2;
      EnrRect cell
          = { right - (i / per_column + 1) * width,
              box.y + (box.height - per_column * step) / 2 + i % per_column * step, width, step };
      char sign[7] = "";

      g_unichar_to_utf8 (upright (g_utf8_get_char (p)), sign);
      enr_drawn_page_set_line (self->page, &style, &cell, sign);
    }
}

static void
close_group (EnrFlowTable *self)
{
  if (self->group[0] != '\0' && self->y > self->group_top + ENR_FLOW_HAIR)
    draw_group (self);
}

/* The heading at the left of a block. */
static void
close_block (EnrFlowTable *self)
{
  const EnrFlowBlock *block = self->block;

  if (block == NULL || block->heading == NULL || self->y <= self->block_top + ENR_FLOW_HAIR)
    return;
  {
    EnrFlowCell cell = { ENR_FLOW_HEADING,
                         block->heading_x,
                         block->cells_x - block->heading_x,
                         block->heading,
                         NULL,
                         NULL };
    double y = self->y;

    self->y = self->block_top;
    draw_label (self, &cell, y - self->block_top, self->is_continued);
    self->y = y;
    enr_drawn_page_line (self->page, block->cells_x, self->block_top, block->cells_x, y,
                         ENR_LINE_HAIR, ENR_INK_SOFT);
  }
}

static void
close_page (EnrFlowTable *self)
{
  EnrRect frame = { self->left, self->top, self->right - self->left, self->y - self->top };

  close_block (self);
  close_group (self);
  if (frame.height > ENR_FLOW_HAIR)
    enr_drawn_page_frame (self->page, &frame, ENR_LINE_FRAME, ENR_INK);
}

/* Draws the rows that every page repeats. */
static void
draw_repeated (EnrFlowTable *self, const EnrFlowBlock *block)
{
  for (guint i = 0; i < block->rows->len; i++)
    {
      const EnrFlowRow *row = &g_array_index (block->rows, EnrFlowRow, i);

      if (row->type == ENR_FLOW_COLUMNS)
        draw_row (self, block, row, row->height, 0, 0, self->is_continued);
    }
}

static void
turn_page (EnrFlowTable *self, const EnrFlowBlock *block, gboolean is_continued)
{
  double top;
  EnrDrawnPage *page;

  close_page (self);
  page = self->new_page (self->data, &top);
  enr_flow_table_begin (self, page, top);
  self->is_continued = is_continued;
  if (is_continued)
    draw_repeated (self, block);
}

static double
repeated_height (const EnrFlowBlock *block)
{
  double height = 0;

  for (guint i = 0; i < block->rows->len; i++)
    if (g_array_index (block->rows, EnrFlowRow, i).type == ENR_FLOW_COLUMNS)
      height += g_array_index (block->rows, EnrFlowRow, i).height;
  return height;
}

/* A row is taken apart where its text has outgrown it; a box with room to spare goes to the next
 * page. */
static gboolean
may_split (const EnrFlowRow *row, guint n_lines, double size)
{
  return n_lines > 2 * FEWEST_LINES
         && enr_flow_height_of (n_lines, size) > row->height + ENR_FLOW_HAIR;
}

/* Whether something of the row goes into the room that is left. */
static gboolean
can_begin (const EnrFlowBlock *block, const EnrFlowRow *row, double room)
{
  guint n_lines = enr_flow_count_row (row);

  return MAX (row->height, enr_flow_height_of (n_lines, block->size)) <= room + ENR_FLOW_HAIR
         || (may_split (row, n_lines, block->size)
             && enr_flow_lines_in (room, block->size) >= FEWEST_LINES);
}

static void
place_row (EnrFlowTable *self, const EnrFlowBlock *block, const EnrFlowRow *row)
{
  guint n_lines = enr_flow_count_row (row);
  guint done = 0;
  gboolean is_continued = FALSE;

  if (!can_begin (block, row, self->bottom - self->y)
      && self->y > self->top + repeated_height (block) + ENR_FLOW_HAIR)
    turn_page (self, block, TRUE);
  for (;;)
    {
      double room = self->bottom - self->y;
      double height = enr_flow_height_of (n_lines - done, block->size);
      guint n;

      if (!is_continued)
        height = MAX (height, MIN (row->height, room));
      /* The last box of a page or group has its name beside it. */
      if (self->y + height < self->group_top + group_height (block->group))
        height = MIN (self->group_top + group_height (block->group) - self->y, MAX (room, height));
      if (height <= room + ENR_FLOW_HAIR)
        {
          draw_row (self, block, row, height, done, n_lines - done, is_continued);
          return;
        }
      n = MAX (enr_flow_lines_in (room, block->size), 1);
      if (n_lines - done - n < 2 && n > FEWEST_LINES)
        n--;
      draw_row (self, block, row, room, done, n, is_continued);
      done += n;
      is_continued = TRUE;
      turn_page (self, block, TRUE);
    }
}

/* The first row that is not a heading of columns; NULL where there is none. */
static const EnrFlowRow *
first_row (const EnrFlowBlock *block)
{
  for (guint i = 0; i < block->rows->len; i++)
    if (g_array_index (block->rows, EnrFlowRow, i).type != ENR_FLOW_COLUMNS)
      return &g_array_index (block->rows, EnrFlowRow, i);
  return NULL;
}

static void
draw_block (EnrFlowTable *self, const EnrFlowBlock *block)
{
  const EnrFlowRow *first = first_row (block);
  double head = repeated_height (block);

  if (self->y > self->top + ENR_FLOW_HAIR
      && (first == NULL ? self->y + head > self->bottom + ENR_FLOW_HAIR
                        : !can_begin (block, first, self->bottom - self->y - head)))
    turn_page (self, block, FALSE);
  if (strcmp (self->group, block->group) != 0)
    {
      close_group (self);
      g_free (self->group);
      self->group = g_strdup (block->group);
      self->group_top = self->y;
    }
  self->block = block;
  self->block_top = self->y;
  self->is_continued = FALSE;
  if (self->group_top + ENR_FLOW_HAIR >= self->y && self->y > self->top + ENR_FLOW_HAIR)
    enr_drawn_page_line (self->page, self->left, self->y, self->right, self->y, ENR_LINE_FINE,
                         ENR_INK);
  draw_repeated (self, block);
  for (guint i = 0; i < block->rows->len; i++)
    if (g_array_index (block->rows, EnrFlowRow, i).type != ENR_FLOW_COLUMNS)
      place_row (self, block, &g_array_index (block->rows, EnrFlowRow, i));
  close_block (self);
  self->block = NULL;
}

void
enr_flow_table_take (EnrFlowTable *self, EnrFlowBlock *block)
{
  g_ptr_array_add (self->blocks, block);
}

double
enr_flow_table_draw (EnrFlowTable *self)
{
  for (guint i = 0; i < self->blocks->len; i++)
    draw_block (self, g_ptr_array_index (self->blocks, i));
  close_page (self);
  return self->y;
}
