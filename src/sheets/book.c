/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Spreadsheets: read, planned, written, and read again.
 */
#include "config.h"

#include <string.h>

#include "sheets/grid-private.h"

static EnrBook *
read_book (EnrPackage *package, gboolean is_output, GError **error)
{
  return (enr_package_kind (package) == ENR_PACKAGE_XLSX)
             ? enr_xlsx_read (package, is_output, error)
             : enr_ods_read (package, is_output, error);
}

static gboolean
write_parts (EnrBook *book, EnrPackage *package)
{
  for (guint i = 0; i < book->parts->len; i++)
    {
      EnrPart *part = g_ptr_array_index (book->parts, i);
      gsize length = g_bytes_get_size (part->bytes);
      g_autoptr (GBytes) changed = NULL;
      GString *out;
      gboolean is_good;

      if (part->edits->edits->len == 0)
        continue;
      out = g_string_sized_new (length + part->edits->pool->len);
      is_good = enr_edits_apply (part->edits, g_bytes_get_data (part->bytes, NULL), 0, length, out);
      changed = g_string_free_to_bytes (out);
      if (!is_good)
        return FALSE;
      enr_package_replace (package, part->name, changed);
    }

  return TRUE;
}

EnrBook *
enr_book_fill (EnrFill *fill, GError **error)
{
  g_autoptr (EnrBook) book = read_book (fill->package, FALSE, error);

  if (book == NULL || !enr_book_plan (book, fill, error))
    return NULL;
  if (book->kind == ENR_PACKAGE_ODS && !enr_odf_fill_headings (fill, book->headings, error))
    return NULL;
  if (fill->n_meant == 0)
    return g_steal_pointer (&book);
  enr_book_check_choices (fill, book);

  for (guint i = 0; i < book->grids->len; i++)
    {
      EnrGrid *grid = g_ptr_array_index (book->grids, i);

      if (book->kind == ENR_PACKAGE_XLSX
              ? !enr_xlsx_write (book, grid, error)
              : (!enr_ods_check_head (grid, error) || !enr_ods_write (book, grid, error)))
        return NULL;
    }
  if (!write_parts (book, fill->package))
    g_return_val_if_reached (NULL);

  return g_steal_pointer (&book);
}

static gboolean
is_number (const char *text, double *number)
{
  char *end;

  *number = g_ascii_strtod (text, &end);

  return end != text && *end == '\0';
}

/* The same text, be some of its letters written as codes; the same number, be it written otherwise.
 */
static gboolean
says (const EnrCell *cell, const char *expected)
{
  g_auto (GStrv) parts = NULL;
  g_autofree char *decoded = NULL;
  double left, right;

  if (expected == NULL)
    return cell == NULL || cell->content == ENR_CELL_BLANK;
  if (cell == NULL || cell->content == ENR_CELL_FORMULA)
    return FALSE;
  if (cell->read == NULL)
    return *expected == '\0';
  if (strcmp (cell->read, expected) == 0)
    return TRUE;
  if (is_number (cell->read, &left) && is_number (expected, &right) && left == right)
    return TRUE;
  parts = g_strsplit (cell->read, "_x005F_", -1);
  decoded = g_strjoinv ("_", parts);

  return strcmp (decoded, expected) == 0;
}

gboolean
enr_book_verify (EnrFill *fill, EnrBook *book, GBytes *output, GError **error)
{
  g_autoptr (EnrPackage) package = enr_package_open (output, error);
  g_autoptr (EnrBook) written = NULL;
  guint n_headings;

  if (package == NULL)
    return FALSE;
  written = read_book (package, TRUE, error);
  if (written == NULL || !enr_odf_count (package, "styles.xml", book->headings, &n_headings, error))
    return FALSE;

  fill->n_filled = n_headings;
  for (guint g = 0; g < MIN (book->grids->len, written->grids->len); g++)
    {
      const EnrGrid *grid = g_ptr_array_index (book->grids, g);
      const EnrGrid *now = g_ptr_array_index (written->grids, g);

      for (guint i = 0; i < grid->puts->len; i++)
        {
          const EnrPut *put = &g_array_index (grid->puts, EnrPut, i);
          g_autofree char *expected = (book->kind == ENR_PACKAGE_XLSX)
                                          ? enr_xlsx_dup_expected (book, grid, put)
                                          : enr_ods_dup_expected (book, grid, put);

          fill->n_filled += says (enr_grid_cell (now, put->row, put->col), expected);
        }
    }

  return TRUE;
}
