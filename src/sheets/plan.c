/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What goes into which cell: the meaning of tags as fill.h has it, the room that lists need, and
 * every reason not to fill a form.
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "sheets/plan-private.h"

static void
cell_clear (gpointer data)
{
  EnrTagCell *cell = data;

  for (guint i = 0; i < cell->rich->tags->len; i++)
    enr_target_clear (&cell->targets[i]);
  g_free (cell->targets);
  g_free (cell->place);
  g_clear_pointer (&cell->places, g_array_unref);
}

static gboolean
fail_tag (const EnrTagCell *cell, const char *text, GError **error)
{
  g_set_error (
      error, ENR_SHEET_ERROR, ENR_SHEET_ERROR_TAG,
      /* Translators: a sheet, a cell such as B5, and a sentence that says what is wrong. */
      _ ("Sheet %s, cell %s: %s"), cell->grid->name, cell->place, text);
  return FALSE;
}

static gboolean
fail_many (GError **error)
{
  g_set_error_literal (error, ENR_SHEET_ERROR, ENR_SHEET_ERROR_TOO_LARGE,
                       _ ("The form has more tags than can be filled."));
  return FALSE;
}

static gboolean
collect_cell (EnrGrid *grid,
              const EnrCell *found,
              guint row,
              guint col,
              GArray *cells,
              GError **error)
{
  EnrTagCell cell = { .grid = grid, .row = row, .col = col, .rich = found->rich };
  const EnrArea *merge = enr_grid_merge (grid, row, col);

  cell.place = enr_cell_name (row, col);
  cell.targets = g_new0 (EnrTarget, cell.rich->tags->len);
  cell.is_alone = enr_rich_is_alone (cell.rich);
  g_array_append_val (cells, cell);
  if (found->is_covered || (merge != NULL && (merge->row != row || merge->col != col)))
    return fail_tag (&cell, _ ("the tag is in a cell that is hidden under a merged one."), error);

  return cells->len <= ENR_SHEET_MAX_CELLS || fail_many (error);
}

static gboolean
collect_row (EnrGrid *grid, const EnrRow *row, GArray *cells, GError **error)
{
  gboolean has_tags = FALSE;

  for (guint c = 0; c < row->n_cells; c++)
    has_tags |= g_array_index (grid->cells, EnrCell, row->first_cell + c).rich != NULL;

  /* An element of ODS may stand for several rows and cells that are alike. */
  for (guint r = 0; has_tags && r < row->n; r++)
    for (guint c = 0; c < row->n_cells; c++)
      {
        const EnrCell *found = &g_array_index (grid->cells, EnrCell, row->first_cell + c);

        for (guint n = 0; found->rich != NULL && n < found->n; n++)
          if (!collect_cell (grid, found, row->row + r, found->col + n, cells, error))
            return FALSE;
      }

  return TRUE;
}

/* All cells with tags, in the order of sheets and rows. */
static gboolean
collect (EnrBook *book, GArray *cells, GError **error)
{
  for (guint g = 0; g < book->grids->len; g++)
    {
      EnrGrid *grid = g_ptr_array_index (book->grids, g);

      for (guint r = 0; r < grid->rows->len; r++)
        if (!collect_row (grid, &g_array_index (grid->rows, EnrRow, r), cells, error))
          return FALSE;
    }

  return TRUE;
}

/* The list that a row without a list's name is meant for: of the nearest tag at the left, or else
 * at the right, that names one. */
static const EnrSheetList *
implied_list (const GArray *cells, guint index)
{
  const EnrTagCell *self = &g_array_index (cells, EnrTagCell, index);

  for (int step = -1; step <= 1; step += 2)
    for (guint i = index + (guint) step; i < cells->len; i += (guint) step)
      {
        const EnrTagCell *cell = &g_array_index (cells, EnrTagCell, i);

        if (cell->grid != self->grid || cell->row != self->row)
          break;
        if (cell->list != NULL)
          return cell->list;
      }

  return NULL;
}

/* One pass over the tags: by their own names first, then by the row's list. */
static gboolean
resolve (GArray *cells, const EnrSheetData *data, gboolean is_second, GError **error)
{
  for (guint i = 0; i < cells->len; i++)
    {
      EnrTagCell *cell = &g_array_index (cells, EnrTagCell, i);
      const EnrSheetList *implied = is_second ? implied_list (cells, i) : NULL;

      for (guint t = 0; t < cell->rich->tags->len; t++)
        {
          const EnrTag *tag = &g_array_index (cell->rich->tags, EnrTag, t);
          EnrTarget *target = &cell->targets[t];

          if (!target->is_known)
            enr_target_find (target, data, tag, implied);
          if (!target->is_known)
            continue;
          if (tag->first >= 0 && !cell->is_alone)
            return fail_tag (
                cell, _ ("a tag for several cells (1..31) must stand alone in its cell."), error);
          if (target->list == NULL)
            continue;
          if (cell->list != NULL && cell->list != target->list)
            return fail_tag (cell, _ ("tags of two lists cannot stand in one cell."), error);
          cell->list = target->list;
          if (tag->from != 0)
            {
              cell->from = tag->from;
              cell->to = tag->to;
            }
        }
    }

  return TRUE;
}

/* Where days go down, the list cannot: the tag is for one row of it. */
static void
stay (EnrTagCell *cell)
{
  if (cell->targets[0].is_known && g_array_index (cell->rich->tags, EnrTag, 0).is_down)
    cell->to = cell->from;
}

/* A tag without @ goes on with what the last one at its left in the row has said. */
static void
hand_on_rows (GArray *cells)
{
  for (guint i = 0; i < cells->len; i++)
    {
      EnrTagCell *cell = &g_array_index (cells, EnrTagCell, i);

      if (cell->list == NULL)
        continue;
      if (cell->from != 0)
        {
          stay (cell);
          continue;
        }
      cell->from = 1;
      for (guint j = i; j-- > 0;)
        {
          const EnrTagCell *left = &g_array_index (cells, EnrTagCell, j);

          if (left->grid != cell->grid || left->row != cell->row)
            break;
          if (left->list == cell->list)
            {
              cell->from = left->from;
              cell->to = left->to;
              break;
            }
        }
      stay (cell);
    }
}

static void
report_loose (const GPtrArray *loose, const char *sheet, EnrFill *fill)
{
  for (guint i = 0; i < loose->len; i++)
    {
      const EnrRich *rich = g_ptr_array_index (loose, i);

      for (guint t = 0; t < rich->tags->len; t++)
        g_ptr_array_add (
            fill->tags,
            enr_sheet_tag_new (rich, &g_array_index (rich->tags, EnrTag, t), sheet, NULL, FALSE));
    }
}

static void
report_tags (EnrBook *book, const GArray *cells, EnrFill *fill)
{
  for (guint i = 0; i < cells->len; i++)
    {
      const EnrTagCell *cell = &g_array_index (cells, EnrTagCell, i);

      for (guint t = 0; t < cell->rich->tags->len; t++)
        g_ptr_array_add (fill->tags, enr_sheet_tag_new (
                                         cell->rich, &g_array_index (cell->rich->tags, EnrTag, t),
                                         cell->grid->name, cell->place, cell->targets[t].is_known));
    }
  for (guint g = 0; g < book->grids->len; g++)
    {
      const EnrGrid *grid = g_ptr_array_index (book->grids, g);

      report_loose (grid->loose, grid->name, fill);
    }
  report_loose (book->loose, NULL, fill);
}

static gboolean
fail_range (const EnrTagCell *cell,
            gboolean is_down,
            guint n,
            guint row,
            guint col,
            EnrCellState state,
            GError **error)
{
  g_autofree char *other = enr_cell_name (MIN (row, ENR_MAX_ROWS - 1), MIN (col, ENR_MAX_COLS - 1));
  const int code = (state == ENR_CELL_HAS_FORMULA) ? ENR_SHEET_ERROR_FORMULA : ENR_SHEET_ERROR_ROOM;

  if (is_down)
    g_set_error (error, ENR_SHEET_ERROR, code,
                 /* Translators: a sheet, a cell, a tag such as {{weekday.1..31↓}}, a number of
                    cells; then the cell that is in the way and why. */
                 _ ("Sheet %s, cell %s: %s needs %u cells down, but %s is in the way (%s)."),
                 cell->grid->name, cell->place, cell->rich->text, n, other,
                 enr_cell_state_describe (state));
  else
    g_set_error (error, ENR_SHEET_ERROR, code,
                 /* Translators: a sheet, a cell, a tag such as {{weekday.1..31}}, a number of
                    cells; then the cell that is in the way and why. */
                 _ ("Sheet %s, cell %s: %s needs %u cells across, but %s is in the way (%s)."),
                 cell->grid->name, cell->place, cell->rich->text, n, other,
                 enr_cell_state_describe (state));
  return FALSE;
}

/* The cells that a tag takes to its right, or down, the first being its own. Down, the cells are
 * all of the tag's shape: days that go on in a cell merged otherwise have left the form's grid. */
static gboolean
lay_out_range (EnrTagCell *cell, GError **error)
{
  const EnrTag *tag = &g_array_index (cell->rich->tags, EnrTag, 0);
  const gboolean is_range = tag->first >= 0 && cell->targets[0].is_known;
  const gboolean is_down = is_range && tag->is_down;
  const guint n = is_range ? (guint) (tag->last - tag->first) + 1 : 1;
  EnrPlace place = { .col = cell->col };
  guint height, width;

  enr_grid_span (cell->grid, cell->row, cell->col, &height, &width);
  cell->places = g_array_sized_new (FALSE, FALSE, sizeof (EnrPlace), n);
  for (guint i = 0; i < n; i++)
    {
      const guint row = cell->row + place.down;
      EnrCellState state = (i == 0) ? ENR_CELL_FREE : enr_grid_state (cell->grid, row, place.col);
      guint n_rows, n_cols;

      enr_grid_span (cell->grid, row, place.col, &n_rows, &n_cols);
      if (state == ENR_CELL_FREE && is_down && (n_rows != height || n_cols != width))
        state = ENR_CELL_OTHER_SHAPE;
      if (state != ENR_CELL_FREE)
        return fail_range (cell, is_down, n, row, place.col, state, error);
      g_array_append_val (cell->places, place);
      if (is_down)
        place.down += n_rows;
      else
        place.col += n_cols;
    }

  return TRUE;
}

static gboolean
add_put (EnrBook *book,
         EnrFill *fill,
         const EnrTagCell *cell,
         guint row,
         guint step,
         guint index,
         GError **error)
{
  const EnrRich *rich = cell->rich;
  const EnrPlace *place = &g_array_index (cell->places, EnrPlace, index);
  EnrPut put = { .row = row + place->down, .col = place->col };
  const EnrCell *there = enr_grid_cell (cell->grid, put.row, put.col);
  guint list_row = cell->from - 1 + step;
  gboolean is_any = FALSE, is_all_blank = TRUE;

  put.first_value = book->values->len;
  for (guint t = 0; t < rich->tags->len; t++)
    {
      const EnrTag *tag = &g_array_index (rich->tags, EnrTag, t);
      EnrTagValue value = { .keep = !cell->targets[t].is_known };

      if (!value.keep)
        value.value = enr_target_get (&cell->targets[t], fill->data, tag, list_row,
                                      tag->first + (int) index);
      is_any |= !value.keep;
      is_all_blank &= !value.keep && value.value.type == ENR_SHEET_BLANK;
      g_array_append_val (book->values, value);
    }
  if (cell->is_alone)
    put.value = g_array_index (book->values, EnrTagValue, put.first_value).value;
  else
    put.rich = rich;

  /* An empty cell that is to be empty; an unknown tag that stays. */
  if (!is_any
      || (is_all_blank && cell->is_alone && (there == NULL || there->content == ENR_CELL_BLANK)))
    {
      g_array_set_size (book->values, put.first_value);
      return TRUE;
    }
  if (++fill->n_meant > ENR_SHEET_MAX_CELLS)
    return fail_many (error);
  g_array_append_val (cell->grid->puts, put);

  return TRUE;
}

gboolean
enr_plan_put (EnrBook *book,
              EnrFill *fill,
              const EnrTagCell *cell,
              guint row,
              guint step,
              GError **error)
{
  for (guint i = 0; i < cell->places->len; i++)
    if (!add_put (book, fill, cell, row, step, i, error))
      return FALSE;

  return TRUE;
}

static int
compare_puts (gconstpointer a, gconstpointer b)
{
  const EnrPut *left = a, *right = b;

  if (left->row != right->row)
    return (left->row < right->row) ? -1 : 1;
  return (left->col > right->col) - (left->col < right->col);
}

/* Two tags that want the same empty cell: the longer one has run into the other's columns. */
static gboolean
check_overlap (const EnrBook *book, GError **error)
{
  for (guint g = 0; g < book->grids->len; g++)
    {
      EnrGrid *grid = g_ptr_array_index (book->grids, g);

      g_array_sort (grid->puts, compare_puts);
      for (guint i = 1; i < grid->puts->len; i++)
        {
          const EnrPut *put = &g_array_index (grid->puts, EnrPut, i);
          g_autofree char *place = NULL;

          if (compare_puts (put - 1, put) != 0)
            continue;
          place = enr_cell_name (put->row, put->col);
          g_set_error (error, ENR_SHEET_ERROR, ENR_SHEET_ERROR_TAG,
                       /* Translators: a sheet and a cell. */
                       _ ("Sheet %s, cell %s: two tags would be filled into this cell."),
                       grid->name, place);
          return FALSE;
        }
    }

  return TRUE;
}

gboolean
enr_book_plan (EnrBook *book, EnrFill *fill, GError **error)
{
  g_autoptr (GArray) cells = g_array_new (FALSE, TRUE, sizeof (EnrTagCell));
  guint n_places = 0;

  g_array_set_clear_func (cells, cell_clear);
  if (!collect (book, cells, error) || !resolve (cells, fill->data, FALSE, error)
      || !resolve (cells, fill->data, TRUE, error))
    return FALSE;
  hand_on_rows (cells);
  report_tags (book, cells, fill);
  if (fill->is_list_only)
    return TRUE;

  for (guint i = 0; i < cells->len; i++)
    {
      EnrTagCell *cell = &g_array_index (cells, EnrTagCell, i);

      if (!lay_out_range (cell, error))
        return FALSE;
      n_places += cell->places->len;
      if (n_places > ENR_SHEET_MAX_CELLS)
        return fail_many (error);
    }
  for (guint i = 0; i < cells->len; i++)
    {
      const EnrTagCell *cell = &g_array_index (cells, EnrTagCell, i);

      if (cell->list == NULL && !enr_plan_put (book, fill, cell, cell->row, 0, error))
        return FALSE;
    }

  return enr_plan_lists (book, fill, cells, error) && check_overlap (book, error);
}

EnrSheetType
enr_put_type (const EnrBook *book, const EnrGrid *grid, const EnrPut *put)
{
  const EnrCellStyle *style;

  if (put->rich != NULL)
    return ENR_SHEET_TEXT;
  if (put->value.type != ENR_SHEET_DATE && put->value.type != ENR_SHEET_TIME)
    return put->value.type;

  /* A date in a cell that shows plain numbers would be 46113. */
  style = enr_book_style (book, enr_grid_style (grid, put->row, put->col));
  if (put->value.type == ENR_SHEET_DATE)
    return style->shows_date ? ENR_SHEET_DATE : ENR_SHEET_TEXT;
  return style->shows_time ? ENR_SHEET_TIME : ENR_SHEET_TEXT;
}

char *
enr_put_dup_text (const EnrBook *book, const EnrPut *put)
{
  if (put->rich != NULL)
    return enr_rich_dup_text (put->rich,
                              &g_array_index (book->values, EnrTagValue, put->first_value));

  return enr_sheet_value_dup_text (put->value);
}
