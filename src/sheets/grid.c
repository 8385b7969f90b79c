/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Finding cells, merged cells and styles in a grid.
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "sheets/grid-private.h"

/* Columns of merged cells in a sheet, all together. */
#define MAX_MERGED 2000000

static void
part_free (gpointer data)
{
  EnrPart *part = data;

  g_free (part->name);
  g_bytes_unref (part->bytes);
  enr_edits_free (part->edits);
  g_free (part);
}

static void
grid_free (gpointer data)
{
  EnrGrid *grid = data;

  g_free (grid->name);
  g_array_unref (grid->rows);
  g_array_unref (grid->cells);
  g_array_unref (grid->columns);
  g_array_unref (grid->merges);
  g_ptr_array_unref (grid->merges_of);
  g_array_unref (grid->formula_areas);
  g_array_unref (grid->headings);
  g_array_unref (grid->choice_areas);
  g_array_unref (grid->puts);
  g_ptr_array_unref (grid->riches);
  g_ptr_array_unref (grid->loose);
  g_string_chunk_free (grid->texts);
  g_free (grid->prefix);
  g_free (grid);
}

EnrBook *
enr_book_new (EnrPackageKind kind)
{
  EnrBook *book = g_new0 (EnrBook, 1);

  book->kind = kind;
  book->grids = g_ptr_array_new_with_free_func (grid_free);
  book->parts = g_ptr_array_new_with_free_func (part_free);
  book->riches = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_rich_free);
  book->styles = g_array_new (FALSE, TRUE, sizeof (EnrCellStyle));
  book->values = g_array_new (FALSE, TRUE, sizeof (EnrTagValue));
  book->loose = g_ptr_array_new ();
  book->choices = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  book->headings = g_ptr_array_new_with_free_func (g_free);

  return book;
}

void
enr_book_free (EnrBook *book)
{
  if (book == NULL)
    return;
  g_ptr_array_unref (book->grids);
  g_ptr_array_unref (book->parts);
  g_ptr_array_unref (book->riches);
  g_array_unref (book->styles);
  g_array_unref (book->values);
  g_ptr_array_unref (book->loose);
  g_ptr_array_unref (book->choices);
  g_ptr_array_unref (book->headings);
  g_free (book);
}

EnrPart *
enr_book_add_part (EnrBook *book, const char *name, GBytes *bytes)
{
  EnrPart *part = g_new0 (EnrPart, 1);

  part->name = g_strdup (name);
  part->bytes = g_bytes_ref (bytes);
  part->edits = enr_edits_new ();
  g_ptr_array_add (book->parts, part);

  return part;
}

void
enr_part_set_bytes (EnrPart *part, GBytes *bytes)
{
  g_bytes_unref (part->bytes);
  part->bytes = g_bytes_ref (bytes);
}

EnrGrid *
enr_book_add_grid (EnrBook *book, EnrPart *part, const char *name)
{
  EnrGrid *grid = g_new0 (EnrGrid, 1);

  grid->name = g_strdup (name);
  grid->part = part;
  grid->rows = g_array_new (FALSE, TRUE, sizeof (EnrRow));
  grid->cells = g_array_new (FALSE, TRUE, sizeof (EnrCell));
  grid->columns = g_array_new (FALSE, TRUE, sizeof (EnrColumn));
  grid->merges = g_array_new (FALSE, TRUE, sizeof (EnrArea));
  grid->merges_of = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  grid->formula_areas = g_array_new (FALSE, TRUE, sizeof (EnrArea));
  grid->headings = g_array_new (FALSE, TRUE, sizeof (EnrArea));
  grid->choice_areas = g_array_new (FALSE, TRUE, sizeof (EnrChoiceArea));
  grid->puts = g_array_new (FALSE, TRUE, sizeof (EnrPut));
  grid->riches = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_rich_free);
  grid->loose = g_ptr_array_new ();
  grid->texts = g_string_chunk_new (4096);
  grid->prefix = g_strdup ("");
  g_ptr_array_add (book->grids, grid);

  return grid;
}

const EnrRich *
enr_book_keep (EnrBook *book, EnrRich *rich)
{
  if (rich != NULL)
    g_ptr_array_add (book->riches, rich);

  return rich;
}

const EnrRich *
enr_grid_keep (EnrGrid *grid, EnrRich *rich)
{
  if (rich != NULL)
    g_ptr_array_add (grid->riches, rich);

  return rich;
}

static int
compare_areas (gconstpointer a, gconstpointer b)
{
  const EnrArea *left = a, *right = b;

  return (left->row > right->row) - (left->row < right->row);
}

gboolean
enr_grid_finish (EnrGrid *grid, GError **error)
{
  gsize n = 0;

  for (guint i = 0; i < grid->merges->len; i++)
    {
      const EnrArea *area = &g_array_index (grid->merges, EnrArea, i);

      n += area->n_cols;
      if (n > MAX_MERGED)
        {
          g_set_error (error, ENR_SHEET_ERROR, ENR_SHEET_ERROR_TOO_LARGE,
                       /* Translators: the name of a sheet. */
                       _ ("Sheet %s has more merged cells than forms have. It was not filled."),
                       grid->name);
          return FALSE;
        }
      for (guint col = area->col; col < area->col + area->n_cols; col++)
        {
          while (grid->merges_of->len <= col)
            g_ptr_array_add (grid->merges_of, g_array_new (FALSE, FALSE, sizeof (EnrArea)));
          g_array_append_vals (g_ptr_array_index (grid->merges_of, col), area, 1);
        }
    }
  for (guint col = 0; col < grid->merges_of->len; col++)
    g_array_sort (g_ptr_array_index (grid->merges_of, col), compare_areas);

  return TRUE;
}

const EnrRow *
enr_grid_row (const EnrGrid *grid, guint row)
{
  guint from = 0, to = grid->rows->len;

  while (from < to)
    {
      guint middle = (from + to) / 2;
      const EnrRow *found = &g_array_index (grid->rows, EnrRow, middle);

      if (row < found->row)
        to = middle;
      else if (row - found->row >= found->n)
        from = middle + 1;
      else
        return found;
    }

  return NULL;
}

const EnrCell *
enr_grid_cell (const EnrGrid *grid, guint row, guint col)
{
  const EnrRow *found = enr_grid_row (grid, row);
  guint from, to;

  if (found == NULL)
    return NULL;
  from = found->first_cell;
  to = from + found->n_cells;
  while (from < to)
    {
      guint middle = (from + to) / 2;
      const EnrCell *cell = &g_array_index (grid->cells, EnrCell, middle);

      if (col < cell->col)
        to = middle;
      else if (col - cell->col >= cell->n)
        from = middle + 1;
      else
        return cell;
    }

  return NULL;
}

const EnrArea *
enr_grid_merge (const EnrGrid *grid, guint row, guint col)
{
  const GArray *merges;
  guint from = 0, to;
  const EnrArea *area;

  if (col >= grid->merges_of->len)
    return NULL;
  merges = g_ptr_array_index (grid->merges_of, col);

  /* The last one that begins at this row or above: merged cells do not overlap. */
  to = merges->len;
  while (from < to)
    {
      guint middle = (from + to) / 2;

      if (g_array_index (merges, EnrArea, middle).row <= row)
        from = middle + 1;
      else
        to = middle;
    }
  if (from == 0)
    return NULL;
  area = &g_array_index (merges, EnrArea, from - 1);

  return (row - area->row < area->n_rows) ? area : NULL;
}

void
enr_grid_span (const EnrGrid *grid, guint row, guint col, guint *n_rows, guint *n_cols)
{
  const EnrArea *area = enr_grid_merge (grid, row, col);

  *n_rows = (area != NULL) ? area->n_rows : 1;
  *n_cols = (area != NULL) ? area->n_cols : 1;
}

guint
enr_grid_style (const EnrGrid *grid, guint row, guint col)
{
  const EnrRow *found = enr_grid_row (grid, row);
  const EnrCell *cell = enr_grid_cell (grid, row, col);

  if (cell != NULL && cell->style != ENR_NO_STYLE)
    return cell->style;
  if (found != NULL && found->style != ENR_NO_STYLE)
    return found->style;
  for (guint i = 0; i < grid->columns->len; i++)
    {
      const EnrColumn *column = &g_array_index (grid->columns, EnrColumn, i);

      if (col >= column->first && col <= column->last)
        return column->style;
    }

  return ENR_NO_STYLE;
}

gboolean
enr_book_is_full (const EnrBook *book, gsize more)
{
  return book->n_written + more > ENR_SHEET_MAX_PART;
}

gboolean
enr_book_check_size (const EnrBook *book, const EnrGrid *grid, GError **error)
{
  if (!enr_book_is_full (book, 0))
    return TRUE;
  g_set_error (error, ENR_SHEET_ERROR, ENR_SHEET_ERROR_TOO_LARGE,
               /* Translators: the name of a sheet. */
               _ ("Sheet %s would become far larger than sheets are. It was not filled."),
               grid->name);
  return FALSE;
}

const EnrCellStyle *
enr_book_style (const EnrBook *book, guint style)
{
  static const EnrCellStyle plain = { 0 };

  return (style < book->styles->len) ? &g_array_index (book->styles, EnrCellStyle, style) : &plain;
}

static gboolean
is_in (const GArray *areas, guint row, guint col)
{
  for (guint i = 0; i < areas->len; i++)
    {
      const EnrArea *area = &g_array_index (areas, EnrArea, i);

      if (row >= area->row && row - area->row < area->n_rows && col >= area->col
          && col - area->col < area->n_cols)
        return TRUE;
    }

  return FALSE;
}

EnrCellState
enr_grid_state (const EnrGrid *grid, guint row, guint col)
{
  const EnrCell *cell;
  const EnrArea *merge;

  if (row >= ENR_MAX_ROWS || col >= ENR_MAX_COLS)
    return ENR_CELL_OUTSIDE;
  cell = enr_grid_cell (grid, row, col);
  if (cell != NULL && cell->content == ENR_CELL_FORMULA)
    return ENR_CELL_HAS_FORMULA;
  if (is_in (grid->formula_areas, row, col))
    return ENR_CELL_HAS_FORMULA;
  merge = enr_grid_merge (grid, row, col);
  if ((cell != NULL && cell->is_covered)
      || (merge != NULL && (merge->row != row || merge->col != col)))
    return ENR_CELL_COVERED;
  if (cell != NULL && cell->content == ENR_CELL_CONTENT)
    return ENR_CELL_HAS_CONTENT;
  if (is_in (grid->headings, row, col))
    return ENR_CELL_IS_HEADING;

  return ENR_CELL_FREE;
}

char *
enr_cell_name (guint row, guint col)
{
  char letters[8];
  guint at = sizeof letters - 1;

  letters[at] = '\0';
  for (guint n = col + 1; n > 0; n = (n - 1) / 26)
    letters[--at] = (char) ('A' + (n - 1) % 26);

  return g_strdup_printf ("%s%u", letters + at, row + 1);
}

gboolean
enr_cell_parse (const char *text, gsize length, guint *row, guint *col)
{
  gsize at = 0;
  guint c = 0, r = 0;

  if (at < length && text[at] == '$')
    at++;
  for (; at < length && g_ascii_isalpha (text[at]) && c <= ENR_MAX_COLS; at++)
    c = c * 26 + (guint) (g_ascii_toupper (text[at]) - 'A' + 1);
  if (at < length && text[at] == '$')
    at++;
  for (; at < length && g_ascii_isdigit (text[at]) && r <= ENR_MAX_ROWS; at++)
    r = r * 10 + (guint) (text[at] - '0');
  if (at != length || c == 0 || r == 0 || c > ENR_MAX_COLS || r > ENR_MAX_ROWS)
    return FALSE;
  *row = r - 1;
  *col = c - 1;

  return TRUE;
}

gboolean
enr_area_parse (const char *text, gsize length, EnrArea *area)
{
  const char *colon = memchr (text, ':', length);
  gsize first = (colon != NULL) ? (gsize) (colon - text) : length;
  guint row, col;

  if (!enr_cell_parse (text, first, &area->row, &area->col))
    return FALSE;
  row = area->row;
  col = area->col;
  if (colon != NULL && !enr_cell_parse (colon + 1, length - first - 1, &row, &col))
    return FALSE;
  if (row < area->row || col < area->col)
    return FALSE;
  area->n_rows = row - area->row + 1;
  area->n_cols = col - area->col + 1;

  return TRUE;
}
