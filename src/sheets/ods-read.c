/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The sheets of an ODS, which are all in content.xml.
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "sheets/ods-private.h"

/* document-content > body > spreadsheet > table > what is in it */
#define TABLE_DEPTH 3

typedef struct
{
  EnrBook *book;
  EnrPart *part;
  EnrOdsStyles *styles;
  const char *data;
  EnrGrid *grid;    /* the open table, or NULL */
  guint skip;       /* depth of an element whose inside is not the sheet's; 0 for none */
  guint row_depth;  /* of the open row; 0 for none */
  guint cell_depth; /* of the open cell; 0 for none */
  guint text_depth; /* of the cell's open paragraph; 0 for none */
  guint next_row;
  guint next_col;
  guint n_columns;
  GHashTable *choices; /* of a validation's name its list's number */
  /* Of the open cell. */
  EnrCell cell;
  EnrArea span;
  gboolean has_value;
  gboolean is_string;
  GArray *pieces;
  gsize from;
} Reader;

static gboolean
fail_size (const Reader *reader, GError **error)
{
  g_set_error (error, ENR_SHEET_ERROR, ENR_SHEET_ERROR_READ,
               /* Translators: the name of a sheet. */
               _ ("Sheet %s is damaged: it is larger than sheets can be."), reader->grid->name);
  return FALSE;
}

/* What cells may name: <table:content-validation table:name="val1" table:condition="..."/> */
static void
keep_choices (Reader *reader, const EnrElement *element)
{
  g_autofree char *name = enr_element_dup (element, ENR_NS_TABLE, "name");
  g_autofree char *condition = enr_element_dup (element, ENR_NS_TABLE, "condition");
  guint choices = 0;

  if (name == NULL || condition == NULL)
    return;
  choices = enr_book_keep_choices (reader->book, enr_choices_from_ods (condition));
  if (choices != 0)
    g_hash_table_insert (reader->choices, g_steal_pointer (&name), GUINT_TO_POINTER (choices));
}

static guint
find_choices (const Reader *reader, const EnrElement *element)
{
  g_autofree char *name = NULL;

  if (g_hash_table_size (reader->choices) == 0)
    return 0;
  name = enr_element_dup (element, ENR_NS_TABLE, "content-validation-name");

  return (name != NULL) ? GPOINTER_TO_UINT (g_hash_table_lookup (reader->choices, name)) : 0;
}

static void
start_column (Reader *reader, const EnrElement *element)
{
  guint n = enr_element_number (element, ENR_NS_TABLE, "number-columns-repeated", 1);
  gsize length;
  const char *name = enr_element_get (element, ENR_NS_TABLE, "default-cell-style-name", &length);
  EnrColumn column = { .first = reader->n_columns, .last = reader->n_columns + MAX (n, 1) - 1 };

  column.style = (name != NULL) ? enr_ods_styles_find (reader->styles, name, length) : ENR_NO_STYLE;
  reader->n_columns = column.last + 1;
  g_array_append_val (reader->grid->columns, column);
}

static gboolean
start_row (Reader *reader, const EnrElement *element, GError **error)
{
  gsize length;
  const char *name = enr_element_get (element, ENR_NS_TABLE, "default-cell-style-name", &length);
  EnrRow row = {
    .row = reader->next_row,
    .n = MAX (enr_element_number (element, ENR_NS_TABLE, "number-rows-repeated", 1), 1),
    .first_cell = reader->grid->cells->len,
    .start = element->start,
    .tag_end = element->end,
    .style = ENR_NO_STYLE,
  };

  if (row.n > 16 * ENR_MAX_ROWS || row.row > 16 * ENR_MAX_ROWS)
    return fail_size (reader, error);
  if (name != NULL)
    row.style = enr_ods_styles_find (reader->styles, name, length);
  reader->next_row += row.n;
  reader->next_col = 0;
  reader->row_depth = element->depth;
  g_array_append_val (reader->grid->rows, row);

  return TRUE;
}

static gboolean
start_cell (Reader *reader, const EnrElement *element, GError **error)
{
  EnrRow *row = &g_array_index (reader->grid->rows, EnrRow, reader->grid->rows->len - 1);
  gsize length;
  const char *name = enr_element_get (element, ENR_NS_TABLE, "style-name", &length);

  reader->cell = (EnrCell){
    .col = reader->next_col,
    .n = MAX (enr_element_number (element, ENR_NS_TABLE, "number-columns-repeated", 1), 1),
    .start = element->start,
    .tag_end = element->end,
    .style = (name != NULL) ? enr_ods_styles_find (reader->styles, name, length) : ENR_NO_STYLE,
    .is_covered = element->name[0] == 'c',
    .choices = find_choices (reader, element),
  };
  if (reader->cell.n > 16 * ENR_MAX_COLS || reader->next_col > 16 * ENR_MAX_COLS)
    return fail_size (reader, error);
  reader->next_col += reader->cell.n;
  reader->cell_depth = element->depth;
  reader->has_value = enr_element_get (element, ENR_NS_OFFICE, "value-type", &length) != NULL;
  reader->is_string = enr_element_equals (element, ENR_NS_OFFICE, "value-type", "string");
  if (enr_element_get (element, ENR_NS_TABLE, "formula", &length) != NULL)
    reader->cell.content = ENR_CELL_FORMULA;
  row->n_cells++;
  g_array_set_size (reader->pieces, 0);

  reader->span = (EnrArea){
    .row = row->row,
    .col = reader->cell.col,
    .n_rows = enr_element_number (element, ENR_NS_TABLE, "number-rows-spanned", 1),
    .n_cols
    = MIN (enr_element_number (element, ENR_NS_TABLE, "number-columns-spanned", 1), ENR_MAX_COLS),
  };
  if (reader->span.n_rows > 1 || reader->span.n_cols > 1)
    g_array_append_val (reader->grid->merges, reader->span);

  reader->span.n_rows = enr_element_number (element, ENR_NS_TABLE, "number-matrix-rows-spanned", 1);
  reader->span.n_cols
      = enr_element_number (element, ENR_NS_TABLE, "number-matrix-columns-spanned", 1);
  if (reader->span.n_rows > 1 || reader->span.n_cols > 1)
    g_array_append_val (reader->grid->formula_areas, reader->span);

  if (reader->book->is_output && !reader->is_string)
    {
      static const char *const names[] = { "value", "date-value", "time-value" };

      for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
        {
          name = enr_element_get (element, ENR_NS_OFFICE, names[i], &length);
          if (name != NULL)
            reader->cell.read
                = g_string_chunk_insert_len (reader->grid->texts, name, (gssize) length);
        }
    }

  return TRUE;
}

/* A formula's tag: it must be told before anything else is done with the cell. */
static gboolean
check_formula (Reader *reader, const EnrElement *element, GError **error)
{
  g_autofree char *formula = enr_element_dup (element, ENR_NS_TABLE, "formula");
  g_autoptr (GArray) tags = NULL;
  g_autofree char *place = NULL;

  reader->cell.is_constant = formula != NULL && strpbrk (formula, "[") == NULL;
  if (formula == NULL || (strchr (formula, '{') == NULL && strstr (formula, "｛") == NULL))
    return TRUE;
  tags = enr_tags_find (formula);
  if (tags == NULL)
    return TRUE;
  place = enr_cell_name (reader->next_row - 1, reader->cell.col);
  g_set_error (error, ENR_SHEET_ERROR, ENR_SHEET_ERROR_FORMULA,
               _ ("Sheet %s, cell %s: there is a tag in a formula. Please put the tag in a cell of "
                  "its own and let "
                  "the formula refer to that cell."),
               reader->grid->name, place);
  return FALSE;
}

static gboolean
start_in_cell (Reader *reader, const EnrElement *element)
{
  EnrPiece line = { .kind = ENR_PIECE_ATOM,
                    .start = element->start,
                    .end = element->start,
                    .length = 1,
                    .fill = '\n' };

  if (reader->text_depth != 0)
    {
      enr_odf_pieces_start (reader->pieces, &reader->from, element);
    }
  else if (element->depth == reader->cell_depth + 1 && enr_odf_is_paragraph (element))
    {
      reader->text_depth = element->depth;
      if (reader->cell.text_end == 0)
        reader->cell.text_start = element->start;
      else
        g_array_append_val (reader->pieces, line);
      reader->from = element->end;
    }

  return TRUE;
}

static gboolean
content_start (gpointer user, const EnrElement *element, GError **error)
{
  Reader *reader = user;

  enr_ods_styles_start (reader->styles, element);
  if (reader->skip != 0)
    return TRUE;
  if (reader->cell_depth != 0)
    return start_in_cell (reader, element);

  if (element->depth == TABLE_DEPTH + 1 && reader->grid == NULL
      && enr_element_is (element, ENR_NS_TABLE, "content-validation"))
    keep_choices (reader, element);
  else if (element->depth == TABLE_DEPTH && enr_element_is (element, ENR_NS_TABLE, "table"))
    {
      g_autofree char *name = enr_element_dup (element, ENR_NS_TABLE, "name");

      reader->grid = enr_book_add_grid (reader->book, reader->part, (name != NULL) ? name : "");
      g_free (reader->grid->prefix);
      reader->grid->prefix = enr_raw_dup_prefix (reader->data + element->start);
      reader->next_row = reader->n_columns = 0;
    }
  else if (reader->grid == NULL)
    return TRUE;
  else if (element->ns != ENR_NS_TABLE || strcmp (element->name, "shapes") == 0)
    reader->skip = element->depth;
  else if (strcmp (element->name, "table-column") == 0)
    start_column (reader, element);
  else if (strcmp (element->name, "table-row") == 0 && reader->row_depth == 0)
    return start_row (reader, element, error);
  else if (reader->row_depth != 0
           && (strcmp (element->name, "table-cell") == 0
               || strcmp (element->name, "covered-table-cell") == 0))
    return start_cell (reader, element, error) && check_formula (reader, element, error);

  return TRUE;
}

static void
end_cell (Reader *reader, const EnrElement *element)
{
  EnrCell *cell = &reader->cell;
  EnrRich *rich = NULL;

  cell->close = element->is_empty ? element->end : element->start;
  cell->end = element->end;
  if (cell->content != ENR_CELL_FORMULA)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      enr_odf_append_pieces (text, reader->data, reader->pieces);
      if (text->len > 0 || (reader->has_value && !reader->is_string))
        cell->content = ENR_CELL_CONTENT;
      if (text->len > 0)
        rich = enr_rich_new (reader->data, cell->text_start, cell->text_end, reader->pieces);
      if (rich != NULL)
        rich->prefix = enr_raw_dup_prefix (reader->data + cell->text_start);
      if (reader->book->is_output && cell->read == NULL && text->len > 0)
        cell->read = g_string_chunk_insert (reader->grid->texts, text->str);
    }
  cell->rich = enr_grid_keep (reader->grid, rich);
  g_array_append_val (reader->grid->cells, *cell);
  reader->cell_depth = 0;
}

static gboolean
content_end (gpointer user, const EnrElement *element, GError **error)
{
  Reader *reader = user;

  enr_ods_styles_end (reader->styles, element);
  if (reader->skip != 0)
    {
      if (reader->skip == element->depth)
        reader->skip = 0;
      return TRUE;
    }
  if (reader->grid == NULL)
    return TRUE;

  if (reader->text_depth != 0)
    {
      enr_odf_pieces_end (reader->pieces, &reader->from, element);
      if (reader->text_depth == element->depth)
        {
          reader->text_depth = 0;
          reader->cell.text_end = element->end;
        }
    }
  else if (reader->cell_depth != 0)
    {
      if (reader->cell_depth == element->depth)
        end_cell (reader, element);
    }
  else if (reader->row_depth != 0 && reader->row_depth == element->depth)
    {
      EnrRow *row = &g_array_index (reader->grid->rows, EnrRow, reader->grid->rows->len - 1);

      row->close = element->is_empty ? element->end : element->start;
      row->end = element->end;
      reader->row_depth = 0;
    }
  if (enr_element_is (element, ENR_NS_TABLE, "table-header-rows"))
    reader->grid->n_head_rows = reader->next_row;
  if (element->depth == TABLE_DEPTH + 1 && element->ns == ENR_NS_TABLE
      && g_str_has_prefix (element->name, "table-") && strstr (element->name, "column") == NULL)
    {
      /* Rows that the sheet does not have go behind its last one, or behind the group that is in.
       */
      reader->grid->insert_at = element->end;
    }
  else if (element->depth == TABLE_DEPTH && enr_element_is (element, ENR_NS_TABLE, "table"))
    {
      EnrGrid *grid = g_steal_pointer (&reader->grid);

      return enr_grid_finish (grid, error);
    }

  return TRUE;
}

static gboolean
style_start (gpointer user, const EnrElement *element, GError **error)
{
  enr_ods_styles_start (user, element);

  return TRUE;
}

static gboolean
style_end (gpointer user, const EnrElement *element, GError **error)
{
  enr_ods_styles_end (user, element);

  return TRUE;
}

EnrBook *
enr_ods_read (EnrPackage *package, gboolean is_output, GError **error)
{
  static const EnrMarkupHandler style_handler = { .start = style_start, .end = style_end };
  static const EnrMarkupHandler handler = { .start = content_start, .end = content_end };
  g_autoptr (EnrBook) book = enr_book_new (ENR_PACKAGE_ODS);
  g_autoptr (EnrOdsStyles) styles = enr_ods_styles_new (book);
  g_autoptr (GArray) pieces = g_array_new (FALSE, TRUE, sizeof (EnrPiece));
  g_autoptr (GHashTable) choices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Reader reader = { .book = book, .styles = styles, .pieces = pieces, .choices = choices };
  GBytes *bytes;

  book->is_output = is_output;
  if (enr_package_has (package, "styles.xml"))
    {
      bytes = enr_package_read (package, "styles.xml", error);
      if (bytes == NULL || !enr_markup_read (bytes, "styles.xml", &style_handler, styles, error))
        return NULL;
    }
  bytes = enr_package_read (package, "content.xml", error);
  if (bytes == NULL)
    return NULL;
  reader.data = g_bytes_get_data (bytes, NULL);
  reader.part = enr_book_add_part (book, "content.xml", bytes);
  if (!enr_markup_read (bytes, "content.xml", &handler, &reader, error))
    return NULL;
  enr_ods_styles_finish (styles);

  return g_steal_pointer (&book);
}
