/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Lists down the empty rows of a form, as far as they go. See fill.h for what an empty row is.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "sheets/plan-private.h"

/* Cells of one list in rows that touch, which repeat together. */
typedef struct
{
  GPtrArray *cells; /* EnrTagCell */
  guint last;       /* the last row that it takes at its first place */
  guint height;
} Block;

static void
block_free (gpointer data)
{
  g_ptr_array_unref (((Block *) data)->cells);
  g_free (data);
}

static const EnrTagCell *
first_cell (const Block *block)
{
  return g_ptr_array_index (block->cells, 0);
}

const char *
enr_cell_state_describe (EnrCellState state)
{
  switch (state)
    {
    case ENR_CELL_OUTSIDE:
      return _ ("the sheet ends there");
    case ENR_CELL_COVERED:
      return _ ("it is a part of a merged cell");
    case ENR_CELL_HAS_CONTENT:
      return _ ("there is something in it");
    case ENR_CELL_HAS_FORMULA:
      return _ ("there is a formula in it");
    case ENR_CELL_IS_HEADING:
      return _ ("it is the heading of a table");
    case ENR_CELL_OTHER_SHAPE:
      return _ ("it is merged otherwise than the cell of the tag");
    case ENR_CELL_OTHER_LINES:
      return _ ("it is outside of the lines that the cell of the tag has");
    case ENR_CELL_FREE:
    default:
      return "";
    }
}

/* The cells come by sheets and rows, so a block's last row only grows. */
static GPtrArray *
make_blocks (GArray *cells)
{
  GPtrArray *blocks = g_ptr_array_new_with_free_func (block_free);
  /* Of each list and rows the latest block: those before it are too far above. */
  g_autoptr (GHashTable) latest = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < cells->len; i++)
    {
      EnrTagCell *cell = &g_array_index (cells, EnrTagCell, i);
      g_autofree char *key = NULL;
      guint n_rows, n_cols;
      Block *block;

      if (cell->list == NULL)
        continue;
      key = g_strdup_printf ("%p %p %u %u", (void *) cell->grid, (void *) cell->list, cell->from,
                             cell->to);
      block = g_hash_table_lookup (latest, key);
      if (block == NULL || cell->row > block->last + 1)
        {
          block = g_new0 (Block, 1);
          block->cells = g_ptr_array_new ();
          g_ptr_array_add (blocks, block);
          g_hash_table_replace (latest, g_steal_pointer (&key), block);
        }
      g_ptr_array_add (block->cells, cell);
      enr_grid_span (cell->grid, cell->row, cell->col, &n_rows, &n_cols);
      block->last = MAX (block->last, cell->row + n_rows - 1);
      block->height = block->last - first_cell (block)->row + 1;
    }

  return blocks;
}

/* Whether one more row of the list can stand in the cell below the tag's. */
static EnrCellState
look (const EnrBook *book, const EnrTagCell *cell, guint row, guint col)
{
  EnrCellState state = enr_grid_state (cell->grid, row, col);
  const EnrCellStyle *lines, *there;
  guint n_rows, n_cols, n_rows_there, n_cols_there;

  if (state != ENR_CELL_FREE)
    return state;
  enr_grid_span (cell->grid, cell->row, col, &n_rows, &n_cols);
  enr_grid_span (cell->grid, row, col, &n_rows_there, &n_cols_there);
  if (n_rows != n_rows_there || n_cols != n_cols_there)
    return ENR_CELL_OTHER_SHAPE;

  /* Who says how many rows there are knows the form better than its lines do. */
  if (cell->to != 0)
    return ENR_CELL_FREE;
  lines = enr_book_style (book, enr_grid_style (cell->grid, cell->row, col));
  there = enr_book_style (book, enr_grid_style (cell->grid, row, col));
  if (lines->has_sides ? !there->has_sides : (lines->has_below && !there->has_below))
    return ENR_CELL_OTHER_LINES;

  return ENR_CELL_FREE;
}

/* The cell that ends the room at the block's @step-th place, or that there is none. */
static EnrCellState
look_at_step (const EnrBook *book, const Block *block, guint step, char **obstacle)
{
  for (guint i = 0; i < block->cells->len; i++)
    {
      const EnrTagCell *cell = g_ptr_array_index (block->cells, i);
      guint row = cell->row + step * block->height;

      for (guint c = 0; c < cell->places->len; c++)
        {
          guint col = g_array_index (cell->places, EnrPlace, c).col;
          EnrCellState state = look (book, cell, row, col);

          if (state != ENR_CELL_FREE)
            {
              *obstacle = enr_cell_name (row, col);
              return state;
            }
        }
    }

  return ENR_CELL_FREE;
}

/* Whether another tag goes on with the row after the last one that had room. */
static gboolean
goes_on (const GArray *cells, const EnrSheetList *list, guint from)
{
  for (guint i = 0; i < cells->len; i++)
    {
      const EnrTagCell *cell = &g_array_index (cells, EnrTagCell, i);

      if (cell->list == list && cell->from == from)
        return TRUE;
    }

  return FALSE;
}

static gboolean
fail_room (const Block *block, guint done, EnrCellState state, const char *obstacle, GError **error)
{
  const EnrTagCell *cell = first_cell (block);
  guint n = enr_sheet_list_n_rows (cell->list);
  const char *name = enr_sheet_list_name (cell->list);

  if (state == ENR_CELL_FREE)
    g_set_error (error, ENR_SHEET_ERROR, ENR_SHEET_ERROR_ROOM,
                 /* Translators: a sheet, a cell, "children", a number, a tag's ending such as @25;
                    last number: all. */
                 _ ("Sheet %s, cell %s: the tags of “%s” end with row %u of the list, and no tag "
                    "goes on with @%u. "
                    "The list has %u rows."),
                 cell->grid->name, cell->place, name, done, done + 1, n);
  else
    g_set_error (error, ENR_SHEET_ERROR,
                 (state == ENR_CELL_HAS_FORMULA) ? ENR_SHEET_ERROR_FORMULA : ENR_SHEET_ERROR_ROOM,
                 /* Translators: a sheet, a cell, numbers of rows, "children"; then the cell that is
                    in the way and why; a tag's ending such as @26. */
                 _ ("Sheet %s, cell %s: the form has room for %u rows of “%s” here, and %u are "
                    "needed. Cell %s is "
                    "not free (%s). A tag with @%u on another sheet would go on."),
                 cell->grid->name, cell->place, done - cell->from + 1, name, n - cell->from + 1,
                 obstacle, enr_cell_state_describe (state), done + 1);
  return FALSE;
}

static gboolean
fill_block (EnrBook *book, EnrFill *fill, const GArray *cells, const Block *block, GError **error)
{
  const EnrTagCell *first = first_cell (block);
  guint n = enr_sheet_list_n_rows (first->list);
  guint wanted = (n >= first->from) ? n - first->from + 1 : 0;
  EnrCellState state = ENR_CELL_FREE;
  g_autofree char *obstacle = NULL;
  guint done;

  if (first->to != 0)
    wanted = MIN (wanted, first->to - first->from + 1);

  for (done = 0; done < MAX (wanted, 1) && state == ENR_CELL_FREE; done++)
    {
      if (done > 0)
        state = look_at_step (book, block, done, &obstacle);
      if (state != ENR_CELL_FREE)
        break;
      /* With no row for it at all, the tag's own place is emptied. */
      for (guint i = 0; i < block->cells->len; i++)
        {
          const EnrTagCell *cell = g_ptr_array_index (block->cells, i);

          if (!enr_plan_put (book, fill, cell, cell->row + done * block->height, done, error))
            return FALSE;
        }
    }
  done = MIN (done, wanted);
  fill->n_rows += done;
  if (first->from + done <= n && !goes_on (cells, first->list, first->from + done))
    return fail_room (block, first->from + done - 1, state, obstacle, error);

  return TRUE;
}

static gboolean
check_headings (const GArray *cells, GError **error)
{
  for (guint i = 0; i < cells->len; i++)
    {
      const EnrTagCell *cell = &g_array_index (cells, EnrTagCell, i);
      const GArray *headings = cell->grid->headings;

      for (guint h = 0; h < headings->len; h++)
        {
          const EnrArea *area = &g_array_index (headings, EnrArea, h);

          if (cell->row != area->row || cell->col < area->col
              || cell->col - area->col >= area->n_cols)
            continue;
          g_set_error (error, ENR_SHEET_ERROR, ENR_SHEET_ERROR_TAG,
                       /* Translators: a sheet and a cell. */
                       _ ("Sheet %s, cell %s: a tag cannot stand in the heading of a table, "
                          "because formulas call "
                          "the column by it."),
                       cell->grid->name, cell->place);
          return FALSE;
        }
    }

  return TRUE;
}

gboolean
enr_plan_lists (EnrBook *book, EnrFill *fill, GArray *cells, GError **error)
{
  g_autoptr (GPtrArray) blocks = make_blocks (cells);

  if (!check_headings (cells, error))
    return FALSE;
  for (guint i = 0; i < blocks->len; i++)
    if (!fill_block (book, fill, cells, g_ptr_array_index (blocks, i), error))
      return FALSE;

  return TRUE;
}
