/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "reports/table.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <xlsxwriter.h>

#include "base/text.h"
#include "reports/document.h"
#include "reports/error.h"

#define FONT "游ゴシック"
#define A4 9
#define SHEET_NAME_LENGTH 31
#define WIDTH_MINIMUM 6
#define WIDTH_MAXIMUM 60
#define WIDTH_UPRIGHT 95 /* what is wider is printed on the paper's side */

typedef enum
{
  CELL_BLANK,
  CELL_TEXT,
  CELL_INT,
  CELL_TENTHS,
  CELL_DATE,
} CellKind;

typedef struct
{
  CellKind kind;
  char *text; /* owned; for CELL_TEXT */
  gint64 number;
} Cell;

typedef struct
{
  char *heading;
  EnrTableType type;
} Column;

typedef struct
{
  GArray *cells; /* (element-type Cell) */
  gboolean is_total;
} Row;

struct _EnrTable
{
  char *title;
  GArray *columns; /* (element-type Column) */
  GArray *rows;    /* (element-type Row), ended */
  GArray *cells;   /* (element-type Cell) of the row that is being made */
};

static void
cell_clear (gpointer data)
{
  g_free (((Cell *) data)->text);
}

static void
column_clear (gpointer data)
{
  g_free (((Column *) data)->heading);
}

static void
row_clear (gpointer data)
{
  g_array_unref (((Row *) data)->cells);
}

static GArray *
cells_new (void)
{
  GArray *cells = g_array_new (FALSE, TRUE, sizeof (Cell));

  g_array_set_clear_func (cells, cell_clear);
  return cells;
}

EnrTable *
enr_table_new (const char *title)
{
  EnrTable *self = g_new0 (EnrTable, 1);

  self->title = g_utf8_make_valid (title, -1);
  self->columns = g_array_new (FALSE, FALSE, sizeof (Column));
  g_array_set_clear_func (self->columns, column_clear);
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  g_array_set_clear_func (self->rows, row_clear);
  self->cells = cells_new ();
  return self;
}

void
enr_table_free (EnrTable *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_array_unref (self->columns);
  g_array_unref (self->rows);
  g_array_unref (self->cells);
  g_free (self);
}

void
enr_table_add_column (EnrTable *self, const char *heading, EnrTableType type)
{
  Column column = { g_strdup (heading), type };

  g_return_if_fail (self->rows->len == 0 && self->cells->len == 0);

  g_array_append_val (self->columns, column);
}

static void
add_cell (EnrTable *self, CellKind kind, const char *text, gint64 number)
{
  Cell cell = { kind, g_strdup (text), number };

  g_return_if_fail (self->cells->len < self->columns->len);

  g_array_append_val (self->cells, cell);
}

void
enr_table_add_text (EnrTable *self, const char *value)
{
  add_cell (self, value != NULL && value[0] != '\0' ? CELL_TEXT : CELL_BLANK, value, 0);
}

void
enr_table_add_int (EnrTable *self, gint64 value)
{
  add_cell (self, CELL_INT, NULL, value);
}

void
enr_table_add_tenths (EnrTable *self, gint64 value)
{
  add_cell (self, CELL_TENTHS, NULL, value);
}

void
enr_table_add_date (EnrTable *self, EnrDate value)
{
  add_cell (self, value != ENR_DATE_NONE ? CELL_DATE : CELL_BLANK, NULL, value);
}

static void
end_row (EnrTable *self, gboolean is_total)
{
  Row row = { self->cells, is_total };

  g_array_set_size (row.cells, self->columns->len); /* zeroed: CELL_BLANK */
  g_array_append_val (self->rows, row);
  self->cells = cells_new ();
}

void
enr_table_end_row (EnrTable *self)
{
  end_row (self, FALSE);
}

void
enr_table_end_total (EnrTable *self)
{
  end_row (self, TRUE);
}

const char *
enr_table_get_title (const EnrTable *self)
{
  return self->title;
}

guint
enr_table_get_n_rows (const EnrTable *self)
{
  return self->rows->len;
}

/* A number or date as plain text, in @buffer; text as it is. */
static const char *
cell_text (const Cell *cell, char buffer[32])
{
  buffer[0] = '\0';
  switch (cell->kind)
    {
    case CELL_TEXT:
      return cell->text;
    case CELL_INT:
      g_snprintf (buffer, 32, "%" G_GINT64_FORMAT, cell->number);
      break;
    case CELL_TENTHS:
      g_snprintf (buffer, 32, "%s%" G_GINT64_FORMAT ".%d", cell->number < 0 ? "-" : "",
                  ABS (cell->number / 10), (int) ABS (cell->number % 10));
      break;
    case CELL_DATE:
      enr_date_iso ((EnrDate) cell->number, buffer);
      break;
    case CELL_BLANK:
    default:
      break;
    }
  return buffer;
}

guint
enr_table_get_n_columns (const EnrTable *self)
{
  return self->columns->len;
}

const char *
enr_table_get_heading (const EnrTable *self, guint column)
{
  g_return_val_if_fail (column < self->columns->len, "");

  return g_array_index (self->columns, Column, column).heading;
}

gboolean
enr_table_is_total (const EnrTable *self, guint row)
{
  g_return_val_if_fail (row < self->rows->len, FALSE);

  return g_array_index (self->rows, Row, row).is_total;
}

static const Cell *
get_cell (const EnrTable *self, guint row, guint column)
{
  return &g_array_index (g_array_index (self->rows, Row, row).cells, Cell, column);
}

gboolean
enr_table_is_number (const EnrTable *self, guint row, guint column)
{
  const Cell *cell;

  g_return_val_if_fail (row < self->rows->len && column < self->columns->len, FALSE);

  cell = get_cell (self, row, column);
  return cell->kind == CELL_INT || cell->kind == CELL_TENTHS;
}

gboolean
enr_table_is_nought (const EnrTable *self, guint row, guint column)
{
  return enr_table_is_number (self, row, column) && get_cell (self, row, column)->number == 0;
}

char *
enr_table_dup_text (const EnrTable *self, guint row, guint column)
{
  char buffer[32];
  const char *plain, *digits;
  GString *text;
  gsize n_digits;

  g_return_val_if_fail (row < self->rows->len && column < self->columns->len, NULL);

  plain = cell_text (get_cell (self, row, column), buffer);
  if (!enr_table_is_number (self, row, column))
    return g_strdup (plain);
  digits = plain + (*plain == '-');
  n_digits = strspn (digits, "0123456789");
  text = g_string_new_len (plain, digits - plain);
  for (gsize i = 0; i < n_digits; i++)
    {
      if (i > 0 && (n_digits - i) % 3 == 0)
        g_string_append_c (text, ',');
      g_string_append_c (text, digits[i]);
    }
  g_string_append (text, digits + n_digits);
  return g_string_free (text, FALSE);
}

GBytes *
enr_table_to_csv (const EnrTable *self, EnrEncoding encoding, guint *replaced)
{
  g_autoptr (EnrCsvWriter) writer = enr_csv_writer_new (encoding);

  for (guint i = 0; i < self->columns->len; i++)
    enr_csv_writer_field (writer, g_array_index (self->columns, Column, i).heading);
  enr_csv_writer_end_row (writer);
  for (guint row = 0; row < self->rows->len; row++)
    {
      for (guint i = 0; i < self->columns->len; i++)
        {
          char buffer[32];

          enr_csv_writer_field (writer, cell_text (get_cell (self, row, i), buffer));
        }
      enr_csv_writer_end_row (writer);
    }
  return enr_csv_writer_finish (writer, replaced);
}

/*
 * The spreadsheet
 */

typedef struct
{
  lxw_workbook *workbook;
  lxw_worksheet *sheet;
  lxw_format *heading;
  /* for a row and for a total, by kind of cell; a number's by the column's type */
  lxw_format *formats[2][CELL_DATE + 1];
  lxw_format *yen[2];
} Book;

static lxw_format *
format_new (Book *book, const char *number_format, gboolean is_total)
{
  lxw_format *format = workbook_add_format (book->workbook);

  format_set_font_name (format, FONT);
  if (number_format != NULL)
    format_set_num_format (format, number_format);
  if (is_total)
    {
      format_set_bold (format);
      format_set_top (format, LXW_BORDER_THIN);
    }
  return format;
}

static void
make_formats (Book *book)
{
  static const char *const numbers[] = {
    [CELL_INT] = "#,##0",
    [CELL_TENTHS] = "#,##0.0",
    [CELL_DATE] = "yyyy/mm/dd",
  };

  book->heading = format_new (book, NULL, FALSE);
  format_set_bold (book->heading);
  format_set_bottom (book->heading, LXW_BORDER_THIN);
  format_set_bg_color (book->heading, 0xeff3ef);
  for (guint total = 0; total < 2; total++)
    {
      for (guint kind = CELL_BLANK; kind <= CELL_DATE; kind++)
        book->formats[total][kind] = format_new (book, numbers[kind], total);
      book->yen[total] = format_new (book, "\"¥\"#,##0", total);
    }
}

/* The title without what a sheet's name cannot have. */
static char *
dup_sheet_name (const EnrTable *self)
{
  g_autoptr (GString) name = g_string_new (NULL);
  glong length = 0;

  for (const char *p = self->title; *p != '\0' && length < SHEET_NAME_LENGTH;
       p = g_utf8_next_char (p), length++)
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (name, c < 0x80 && strchr ("[]:*?/\\'", (int) c) != NULL ? '_' : c);
    }
  return name->len > 0 ? g_string_free (g_steal_pointer (&name), FALSE) : g_strdup ("Sheet1");
}

static lxw_error
write_cell (const EnrTable *self, const Book *book, guint row, guint column)
{
  const Cell *cell = get_cell (self, row, column);
  gboolean is_total = g_array_index (self->rows, Row, row).is_total;
  gboolean is_yen = g_array_index (self->columns, Column, column).type == ENR_TABLE_YEN;
  lxw_format *format = book->formats[is_total][cell->kind];
  lxw_row_t y = row + 1;
  lxw_datetime date = { 0 };

  switch (cell->kind)
    {
    case CELL_TEXT:
      return worksheet_write_string (book->sheet, y, (lxw_col_t) column, cell->text, format);
    case CELL_INT:
      return worksheet_write_number (book->sheet, y, (lxw_col_t) column, (double) cell->number,
                                     is_yen ? book->yen[is_total] : format);
    case CELL_TENTHS:
      return worksheet_write_number (book->sheet, y, (lxw_col_t) column, (double) cell->number / 10,
                                     format);
    case CELL_DATE:
      enr_date_split ((EnrDate) cell->number, &date.year, &date.month, &date.day);
      return worksheet_write_datetime (book->sheet, y, (lxw_col_t) column, &date, format);
    case CELL_BLANK:
    default:
      return worksheet_write_blank (book->sheet, y, (lxw_col_t) column, format);
    }
}

/* As wide as the widest text of the column, in digits. */
static double
column_width (const EnrTable *self, guint column)
{
  int width = enr_text_columns (g_array_index (self->columns, Column, column).heading);

  for (guint row = 0; row < self->rows->len; row++)
    {
      char buffer[32];
      const char *text = cell_text (get_cell (self, row, column), buffer);

      /* the signs that a number gets besides its digits */
      width = MAX (width, enr_text_columns (text)
                              + (get_cell (self, row, column)->kind == CELL_INT ? 3 : 0));
    }
  return CLAMP (width, WIDTH_MINIMUM, WIDTH_MAXIMUM) + 2;
}

static lxw_error
fill_sheet (const EnrTable *self, Book *book)
{
  g_autofree char *header = NULL;
  g_auto (GStrv) parts = g_strsplit (self->title, "&", -1);
  g_autofree char *title = g_strjoinv ("&&", parts); /* in a header & is a command */
  lxw_error failed = LXW_NO_ERROR;
  double width = 0;

  for (guint i = 0; i < self->columns->len && failed == LXW_NO_ERROR; i++)
    {
      worksheet_set_column (book->sheet, (lxw_col_t) i, (lxw_col_t) i, column_width (self, i),
                            NULL);
      failed = worksheet_write_string (book->sheet, 0, (lxw_col_t) i,
                                       g_array_index (self->columns, Column, i).heading,
                                       book->heading);
    }
  for (guint row = 0; row < self->rows->len; row++)
    for (guint i = 0; i < self->columns->len && failed == LXW_NO_ERROR; i++)
      failed = write_cell (self, book, row, i);
  for (guint i = 0; i < self->columns->len; i++)
    width += column_width (self, i);
  if (width > WIDTH_UPRIGHT)
    worksheet_set_landscape (book->sheet);
  worksheet_freeze_panes (book->sheet, 1, 0);
  worksheet_set_paper (book->sheet, A4);
  worksheet_fit_to_pages (book->sheet, 1, 0);
  worksheet_repeat_rows (book->sheet, 0, 0);
  header = g_strdup_printf ("&C%s", title);
  worksheet_set_header (book->sheet, header);
  worksheet_set_footer (book->sheet, "&C&P / &N");
  return failed;
}

static lxw_error
write_book (const EnrTable *self, const char *path)
{
  g_autofree char *sheet_name = dup_sheet_name (self);
  Book book = { workbook_new (path) };
  lxw_doc_properties properties = { 0 };
  lxw_error failed, closed;

  if (book.workbook == NULL)
    return LXW_ERROR_MEMORY_MALLOC_FAILED;
  properties.title = self->title;
  properties.author = (char *) "Enroku " ENR_VERSION;
  /* nought would be the time of day */
  properties.created = (time_t) MAX (1, enr_document_creation_time ());
  make_formats (&book);
  book.sheet = workbook_add_worksheet (book.workbook, sheet_name);
  failed = book.sheet != NULL ? workbook_set_properties (book.workbook, &properties)
                              : LXW_ERROR_PARAMETER_VALIDATION;
  if (failed == LXW_NO_ERROR)
    failed = fill_sheet (self, &book);
  closed = workbook_close (book.workbook);
  return failed != LXW_NO_ERROR ? failed : closed;
}

GBytes *
enr_table_to_xlsx (const EnrTable *self, GError **error)
{
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  g_autofree char *contents = NULL;
  gsize length = 0;
  lxw_error failed;
  gboolean is_read = FALSE;

  /* The library writes to a path only. */
  folder = g_dir_make_tmp ("enroku-XXXXXX", error);
  if (folder == NULL)
    return NULL;
  path = g_build_filename (folder, "table.xlsx", NULL);
  failed = write_book (self, path);
  if (failed != LXW_NO_ERROR)
    g_set_error (error, ENR_REPORT_ERROR, ENR_REPORT_ERROR_WRITE,
                 /* Translators: the title of a list, then what the library says. */
                 _ ("“%s” could not be made into a spreadsheet: %s"), self->title,
                 lxw_strerror (failed));
  else
    is_read = g_file_get_contents (path, &contents, &length, error);
  g_unlink (path);
  g_rmdir (folder);
  return is_read ? g_bytes_new_take (g_steal_pointer (&contents), length) : NULL;
}
