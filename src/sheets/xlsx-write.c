/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Values into a worksheet. Texts are written into their cells (inlineStr), so that the shared
 * strings stay as they are.
 */
#include "config.h"

#include <string.h>

#include "sheets/xlsx-private.h"

/* Excel's day 1 is 1900-01-01, but it takes 1900 for a leap year: from March on day 0 is
 * 1899-12-30. */
#define EPOCH_1900 25569
#define EPOCH_1904 24107
#define FIRST_DAY 61

static double
serial (const EnrBook *book, EnrDate date)
{
  return (double) date + (book->is_from_1904 ? EPOCH_1904 : EPOCH_1900);
}

/* "_x0041_" in a text would be read as a letter's code. */
static void
escape (GString *out, const char *text, const char *prefix)
{
  g_autoptr (GString) plain = NULL;
  const char *at = text;

  if (strstr (text, "_x") == NULL)
    {
      enr_raw_append_escaped (out, text);
      return;
    }
  plain = g_string_new (NULL);
  for (; *at != '\0'; at++)
    {
      if (at[0] == '_' && at[1] == 'x' && g_ascii_isxdigit (at[2]) && g_ascii_isxdigit (at[3])
          && g_ascii_isxdigit (at[4]) && g_ascii_isxdigit (at[5]) && at[6] == '_')
        g_string_append (plain, "_x005F_");
      else
        g_string_append_c (plain, *at);
    }
  enr_raw_append_escaped (out, plain->str);
}

/* The digits of a number, or %NULL where the cell takes a text or nothing. */
static const char *
number_of (const EnrBook *book,
           const EnrGrid *grid,
           const EnrPut *put,
           char buffer[G_ASCII_DTOSTR_BUF_SIZE])
{
  switch (enr_put_type (book, grid, put))
    {
    case ENR_SHEET_NUMBER:
      return enr_sheet_number_format (put->value.number, buffer);
    case ENR_SHEET_DATE:
      if (put->value.date + EPOCH_1900 < FIRST_DAY || serial (book, put->value.date) < 0)
        return NULL;
      return enr_sheet_number_format (serial (book, put->value.date), buffer);
    case ENR_SHEET_TIME:
      return enr_sheet_number_format (put->value.minutes / 1440.0, buffer);
    case ENR_SHEET_BLANK:
    case ENR_SHEET_TEXT:
    default:
      return NULL;
    }
}

char *
enr_xlsx_dup_expected (const EnrBook *book, const EnrGrid *grid, const EnrPut *put)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  const char *number = number_of (book, grid, put, buffer);

  if (number != NULL)
    return g_strdup (number);
  if (enr_put_type (book, grid, put) == ENR_SHEET_BLANK)
    return NULL;

  return enr_put_dup_text (book, put);
}

static gboolean
has_edge_blank (const char *text)
{
  gsize length = strlen (text);

  return length > 0
         && (g_ascii_isspace (text[0]) || g_ascii_isspace (text[length - 1])
             || strchr (text, '\n') != NULL);
}

/* A tag such as "<x:is>": there are many, and printf takes long. */
static void
append_tag (GString *out, const char *opening, const char *prefix, const char *rest)
{
  g_string_append (out, opening);
  g_string_append (out, prefix);
  g_string_append (out, rest);
}

static void
append_text (GString *out, const EnrBook *book, const EnrGrid *grid, const EnrPut *put)
{
  const char *x = grid->prefix;
  g_autofree char *text = NULL;

  append_tag (out, "<", x, "is>");
  /* The fonts within the text, unless the shared strings name their elements otherwise than the
   * sheet. */
  if (put->rich != NULL && g_strcmp0 (put->rich->prefix, x) == 0)
    {
      enr_rich_append (put->rich, &g_array_index (book->values, EnrTagValue, put->first_value),
                       escape, out);
    }
  else
    {
      text = enr_put_dup_text (book, put);
      append_tag (out, "<", x, has_edge_blank (text) ? "t xml:space=\"preserve\">" : "t>");
      escape (out, text, NULL);
      append_tag (out, "</", x, "t>");
    }
  append_tag (out, "</", x, "is>");
  append_tag (out, "</", x, "c>");
}

static void
append_cell (GString *out, const EnrBook *book, const EnrGrid *grid, const EnrPut *put)
{
  const char *data = g_bytes_get_data (grid->part->bytes, NULL);
  const EnrCell *cell = enr_grid_cell (grid, put->row, put->col);
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  const char *number = number_of (book, grid, put, buffer);
  gboolean is_blank = enr_put_type (book, grid, put) == ENR_SHEET_BLANK;
  guint style;

  if (cell != NULL)
    {
      gsize length = cell->tag_end - cell->start - ((cell->close == cell->end) ? 2 : 1);
      gsize start, end;

      /* All that the cell's tag says but the type. */
      if (enr_raw_find_attribute (data + cell->start, length, "t", &start, &end))
        {
          g_string_append_len (out, data + cell->start, (gssize) start);
          g_string_append_len (out, data + cell->start + end, (gssize) (length - end));
        }
      else
        {
          g_string_append_len (out, data + cell->start, (gssize) length);
        }
    }
  else
    {
      g_autofree char *place = enr_cell_name (put->row, put->col);

      g_string_append_printf (out, "<%sc r=\"%s\"", grid->prefix, place);
      style = enr_grid_style (grid, put->row, put->col);
      if (style != ENR_NO_STYLE && style != 0)
        g_string_append_printf (out, " s=\"%u\"", style);
    }

  if (number != NULL)
    {
      append_tag (out, "><", grid->prefix, "v>");
      g_string_append (out, number);
      append_tag (out, "</", grid->prefix, "v>");
      append_tag (out, "</", grid->prefix, "c>");
    }
  else if (is_blank)
    {
      g_string_append (out, "/>");
    }
  else
    {
      g_string_append (out, " t=\"inlineStr\">");
      append_text (out, book, grid, put);
    }
}

/* Where a cell that the row does not have goes. */
static gsize
place_in_row (const EnrGrid *grid, const EnrRow *row, guint col)
{
  for (guint i = 0; i < row->n_cells; i++)
    {
      const EnrCell *cell = &g_array_index (grid->cells, EnrCell, row->first_cell + i);

      if (cell->col > col)
        return cell->start;
    }

  return row->close;
}

static gsize
place_of_row (const EnrGrid *grid, guint row)
{
  guint from = 0, to = grid->rows->len;

  while (from < to)
    {
      guint middle = (from + to) / 2;

      if (g_array_index (grid->rows, EnrRow, middle).row < row)
        from = middle + 1;
      else
        to = middle;
    }

  return (from < grid->rows->len) ? g_array_index (grid->rows, EnrRow, from).start
                                  : grid->insert_at;
}

/* The puts of one row, the @n from @first. */
static void
write_row (EnrBook *book, EnrGrid *grid, guint first, guint n)
{
  const EnrPut *puts = &g_array_index (grid->puts, EnrPut, first);
  const EnrRow *row = enr_grid_row (grid, puts[0].row);
  EnrEdits *edits = grid->part->edits;
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean is_whole = row == NULL || row->close == row->end;

  if (row == NULL)
    g_string_append_printf (text, "<%srow r=\"%u\">", grid->prefix, puts[0].row + 1);
  else if (is_whole)
    g_string_append (text, ">"); /* in place of the "/>" of a row without cells */

  for (guint i = 0; i < n; i++)
    {
      const EnrCell *cell = enr_grid_cell (grid, puts[i].row, puts[i].col);
      gsize at, before;

      before = text->len;
      append_cell (text, book, grid, &puts[i]);
      book->n_written += text->len - before;
      if (enr_book_is_full (book, 0))
        return;
      if (is_whole)
        continue;
      at = (cell != NULL) ? cell->start : place_in_row (grid, row, puts[i].col);
      enr_edits_add (edits, at, (cell != NULL) ? cell->end : at, text->str, (gssize) text->len);
      g_string_truncate (text, 0);
    }

  if (!is_whole)
    return;
  g_string_append_printf (text, "</%srow>", grid->prefix);
  if (row != NULL)
    enr_edits_add (edits, row->end - 2, row->end, text->str, (gssize) text->len);
  else
    enr_edits_add (edits, place_of_row (grid, puts[0].row), place_of_row (grid, puts[0].row),
                   text->str, (gssize) text->len);
}

gboolean
enr_xlsx_write (EnrBook *book, EnrGrid *grid, GError **error)
{
  guint from = 0;

  while (from < grid->puts->len && !enr_book_is_full (book, 0))
    {
      guint row = g_array_index (grid->puts, EnrPut, from).row;
      guint to = from + 1;

      while (to < grid->puts->len && g_array_index (grid->puts, EnrPut, to).row == row)
        to++;
      write_row (book, grid, from, to - from);
      from = to;
    }

  return enr_book_check_size (book, grid, error);
}
