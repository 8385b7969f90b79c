/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Values into the sheets of an ODS. One element may stand for many rows or cells that are alike;
 * where one of them gets a value, it is taken apart.
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "sheets/ods-private.h"

/* By local name: office: and calcext: have the same. */
static const char *const value_attributes[]
    = { "value-type",    "value",        "date-value", "time-value",
        "boolean-value", "string-value", "currency" };

typedef struct
{
  EnrBook *book;
  EnrGrid *grid;
  const char *data;
  GString *out;
} Writer;

static void
drop_attribute (GString *tag, const char *name)
{
  gsize start, end;

  while (enr_raw_find_attribute (tag->str, tag->len, name, &start, &end))
    g_string_erase (tag, (gssize) start, (gssize) (end - start));
}

/* An opening tag without its end, for @n, without a value if @is_bare. */
static void
append_tag (Writer *writer,
            gsize start,
            gsize end,
            gboolean is_closed,
            const char *repeated,
            guint n,
            gboolean is_bare)
{
  g_autoptr (GString) tag
      = g_string_new_len (writer->data + start, (gssize) (end - start - (is_closed ? 2 : 1)));

  drop_attribute (tag, repeated);
  if (is_bare)
    for (gsize i = 0; i < G_N_ELEMENTS (value_attributes); i++)
      drop_attribute (tag, value_attributes[i]);
  g_string_append_len (writer->out, tag->str, (gssize) tag->len);
  if (n > 1)
    g_string_append_printf (writer->out, " %s%s=\"%u\"", writer->grid->prefix, repeated, n);
}

static char *
dup_date (const EnrPut *put)
{
  return enr_date_dup_iso (put->value.date);
}

static char *
dup_time (const EnrPut *put)
{
  return g_strdup_printf ("PT%02dH%02dM00S", put->value.minutes / 60, put->value.minutes % 60);
}

char *
enr_ods_dup_expected (const EnrBook *book, const EnrGrid *grid, const EnrPut *put)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  char *text;

  switch (enr_put_type (book, grid, put))
    {
    case ENR_SHEET_NUMBER:
      return g_strdup (enr_sheet_number_format (put->value.number, buffer));
    case ENR_SHEET_DATE:
      return dup_date (put);
    case ENR_SHEET_TIME:
      return dup_time (put);
    case ENR_SHEET_TEXT:
      text = enr_put_dup_text (book, put);
      if (*text != '\0')
        return text;
      g_free (text);
      return NULL;
    case ENR_SHEET_BLANK:
    default:
      return NULL;
    }
}

static void
append_value (Writer *writer, const EnrPut *put)
{
  g_autofree char *value = NULL;
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  GString *out = writer->out;

  switch (enr_put_type (writer->book, writer->grid, put))
    {
    case ENR_SHEET_NUMBER:
      g_string_append_printf (out, " office:value-type=\"float\" office:value=\"%s\"",
                              enr_sheet_number_format (put->value.number, buffer));
      break;
    case ENR_SHEET_DATE:
      value = dup_date (put);
      g_string_append_printf (out, " office:value-type=\"date\" office:date-value=\"%s\"", value);
      break;
    case ENR_SHEET_TIME:
      value = dup_time (put);
      g_string_append_printf (out, " office:value-type=\"time\" office:time-value=\"%s\"", value);
      break;
    case ENR_SHEET_TEXT:
      g_string_append (out, " office:value-type=\"string\"");
      break;
    case ENR_SHEET_BLANK:
    default:
      break;
    }
}

static void
append_paragraphs (Writer *writer, const EnrPut *put)
{
  g_autofree char *text = NULL;

  if (put->rich != NULL)
    {
      enr_rich_append (put->rich,
                       &g_array_index (writer->book->values, EnrTagValue, put->first_value),
                       enr_odf_escape, writer->out);
      return;
    }
  if (put->value.type == ENR_SHEET_BLANK)
    return;
  text = enr_put_dup_text (writer->book, put);
  g_string_append (writer->out, "<text:p>");
  enr_odf_escape (writer->out, text, "text:");
  g_string_append (writer->out, "</text:p>");
}

/* What else a cell has (a note, a shape) stays; its paragraphs are @put's, or go. */
static void
append_cell (Writer *writer, const EnrCell *cell, guint n, const EnrPut *put)
{
  gboolean is_closed = cell->close == cell->end;
  gsize from, to;

  append_tag (writer, cell->start, cell->tag_end, is_closed, "number-columns-repeated", n, TRUE);
  if (put != NULL)
    append_value (writer, put);
  g_string_append_c (writer->out, '>');

  from = (cell->text_end != 0) ? cell->text_start : cell->close;
  to = (cell->text_end != 0) ? cell->text_end : cell->close;
  if (!is_closed)
    g_string_append_len (writer->out, writer->data + cell->tag_end,
                         (gssize) (from - cell->tag_end));
  if (put != NULL)
    append_paragraphs (writer, put);
  if (is_closed)
    g_string_append_printf (writer->out, "</%s%s>", writer->grid->prefix,
                            cell->is_covered ? "covered-table-cell" : "table-cell");
  else
    g_string_append_len (writer->out, writer->data + to, (gssize) (cell->end - to));
}

/* The cell as it was, standing for @n. */
static void
append_same_cell (Writer *writer, const EnrCell *cell, guint n)
{
  gboolean is_closed = cell->close == cell->end;

  if (n == 0)
    return;
  /* Its stored result is old: see fill.h. */
  if (cell->content == ENR_CELL_FORMULA && !cell->is_constant)
    {
      append_cell (writer, cell, n, NULL);
      return;
    }
  if (n == cell->n)
    {
      g_string_append_len (writer->out, writer->data + cell->start,
                           (gssize) (cell->end - cell->start));
      return;
    }
  append_tag (writer, cell->start, cell->tag_end, is_closed, "number-columns-repeated", n, FALSE);
  g_string_append (writer->out, is_closed ? "/>" : ">");
  if (!is_closed)
    g_string_append_len (writer->out, writer->data + cell->tag_end,
                         (gssize) (cell->end - cell->tag_end));
}

/* Cells beyond those that a row has. */
static void
append_new_cells (Writer *writer, guint next, const EnrPut *puts, guint n)
{
  const char *prefix = writer->grid->prefix;

  for (guint i = 0; i < n; i++)
    {
      if (puts[i].col > next)
        g_string_append_printf (writer->out, "<%stable-cell %snumber-columns-repeated=\"%u\"/>",
                                prefix, prefix, puts[i].col - next);
      g_string_append_printf (writer->out, "<%stable-cell", prefix);
      append_value (writer, &puts[i]);
      g_string_append_c (writer->out, '>');
      append_paragraphs (writer, &puts[i]);
      g_string_append_printf (writer->out, "</%stable-cell>", prefix);
      next = puts[i].col + 1;
    }
}

/* The row, standing for @n, with what is put into it. */
static void
append_row (Writer *writer, const EnrRow *row, guint n, const EnrPut *puts, guint n_puts)
{
  gboolean is_closed = row->close == row->end;
  gsize at = row->tag_end;
  guint p = 0, next = 0;

  append_tag (writer, row->start, row->tag_end, is_closed, "number-rows-repeated", n, FALSE);
  g_string_append_c (writer->out, '>');
  for (guint c = 0; c < row->n_cells; c++)
    {
      const EnrCell *cell = &g_array_index (writer->grid->cells, EnrCell, row->first_cell + c);
      guint done = 0;

      g_string_append_len (writer->out, writer->data + at, (gssize) (cell->start - at));
      for (; p < n_puts && puts[p].col < cell->col + cell->n; p++)
        {
          append_same_cell (writer, cell, puts[p].col - cell->col - done);
          append_cell (writer, cell, 1, &puts[p]);
          done = puts[p].col - cell->col + 1;
        }
      append_same_cell (writer, cell, cell->n - done);
      at = cell->end;
      next = cell->col + cell->n;
    }
  append_new_cells (writer, next, puts + p, n_puts - p);
  if (is_closed)
    g_string_append_printf (writer->out, "</%stable-row>", writer->grid->prefix);
  else
    g_string_append_len (writer->out, writer->data + at, (gssize) (row->end - at));
}

/* The number of puts that are in one row, from @first. */
static guint
count_puts (const EnrGrid *grid, guint first)
{
  guint row = g_array_index (grid->puts, EnrPut, first).row;
  guint i = first;

  while (i < grid->puts->len && g_array_index (grid->puts, EnrPut, i).row == row)
    i++;

  return i - first;
}

/* Writes one row element and returns the first put that is not in it. */
static guint
write_row (Writer *writer, const EnrRow *row, guint first)
{
  EnrGrid *grid = writer->grid;
  guint done = 0;

  g_string_truncate (writer->out, 0);
  while (first < grid->puts->len
         && g_array_index (grid->puts, EnrPut, first).row - row->row < row->n
         && !enr_book_is_full (writer->book, writer->out->len))
    {
      const EnrPut *puts = &g_array_index (grid->puts, EnrPut, first);
      guint n = count_puts (grid, first);

      if (puts[0].row - row->row > done)
        append_row (writer, row, puts[0].row - row->row - done, NULL, 0);
      append_row (writer, row, 1, puts, n);
      done = puts[0].row - row->row + 1;
      first += n;
    }
  writer->book->n_written += writer->out->len;
  if (enr_book_is_full (writer->book, 0))
    return grid->puts->len;
  if (done < row->n)
    append_row (writer, row, row->n - done, NULL, 0);
  enr_edits_add (grid->part->edits, row->start, row->end, writer->out->str,
                 (gssize) writer->out->len);

  return first;
}

/* The stored results of the formulas of a row that is not changed otherwise. */
static void
write_formulas (Writer *writer, const EnrRow *row)
{
  for (guint c = 0; c < row->n_cells; c++)
    {
      const EnrCell *cell = &g_array_index (writer->grid->cells, EnrCell, row->first_cell + c);

      if (cell->content != ENR_CELL_FORMULA || cell->is_constant)
        continue;
      g_string_truncate (writer->out, 0);
      append_cell (writer, cell, cell->n, NULL);
      enr_edits_add (writer->grid->part->edits, cell->start, cell->end, writer->out->str,
                     (gssize) writer->out->len);
    }
}

/* Rows beyond the sheet's last one. */
static void
write_new_rows (Writer *writer, guint first)
{
  EnrGrid *grid = writer->grid;
  const EnrRow *last = &g_array_index (grid->rows, EnrRow, grid->rows->len - 1);
  guint next = last->row + last->n;

  g_string_truncate (writer->out, 0);
  while (first < grid->puts->len)
    {
      const EnrPut *puts = &g_array_index (grid->puts, EnrPut, first);
      guint n = count_puts (grid, first);

      if (puts[0].row > next)
        g_string_append_printf (
            writer->out, "<%stable-row %snumber-rows-repeated=\"%u\"><%stable-cell/></%stable-row>",
            grid->prefix, grid->prefix, puts[0].row - next, grid->prefix, grid->prefix);
      g_string_append_printf (writer->out, "<%stable-row>", grid->prefix);
      append_new_cells (writer, 0, puts, n);
      g_string_append_printf (writer->out, "</%stable-row>", grid->prefix);
      next = puts[0].row + 1;
      first += n;
    }
  if (writer->out->len > 0)
    enr_edits_add (grid->part->edits, grid->insert_at, grid->insert_at, writer->out->str,
                   (gssize) writer->out->len);
}

gboolean
enr_ods_check_head (const EnrGrid *grid, GError **error)
{
  for (guint r = 0; r < grid->rows->len; r++)
    {
      const EnrRow *row = &g_array_index (grid->rows, EnrRow, r);

      if (row->row >= grid->n_head_rows)
        break;
      for (guint c = 0; c < row->n_cells; c++)
        {
          const EnrCell *cell = &g_array_index (grid->cells, EnrCell, row->first_cell + c);
          g_autofree char *place = NULL;

          if (cell->content != ENR_CELL_FORMULA || cell->is_constant)
            continue;
          place = enr_cell_name (row->row, cell->col);
          g_set_error (error, ENR_SHEET_ERROR, ENR_SHEET_ERROR_FORMULA,
                       /* Translators: a sheet, a cell such as B5. */
                       _ ("Sheet %s, cell %s: there is a formula in or above the rows that are "
                          "repeated on every page. "
                          "LibreOffice would show 0 there when it opens the filled form. Please "
                          "take the setting of "
                          "repeated rows away, or save the form as .xlsx and fill that."),
                       grid->name, place);
          return FALSE;
        }
    }

  return TRUE;
}

gboolean
enr_ods_write (EnrBook *book, EnrGrid *grid, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  Writer writer = {
    .book = book, .grid = grid, .data = g_bytes_get_data (grid->part->bytes, NULL), .out = out
  };
  guint next = 0;

  for (guint r = 0; r < grid->rows->len; r++)
    {
      const EnrRow *row = &g_array_index (grid->rows, EnrRow, r);

      if (next < grid->puts->len
          && g_array_index (grid->puts, EnrPut, next).row - row->row < row->n)
        next = write_row (&writer, row, next);
      else
        write_formulas (&writer, row);
    }
  if (next < grid->puts->len)
    write_new_rows (&writer, next);

  return enr_book_check_size (book, grid, error);
}
