/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * One worksheet of a workbook. As it is read, the stored results of its formulas are marked for
 * removal: see fill.h.
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "sheets/xlsx-private.h"

typedef enum
{
  TYPE_NUMBER, /* and all that is neither of these: it has a value or not */
  TYPE_SHARED,
  TYPE_INLINE,
} CellType;

typedef struct
{
  EnrBook *book;
  EnrGrid *grid;
  const EnrXlsxStrings *strings;
  GPtrArray *table_ids;
  const char *data;
  EnrXlsxText text;
  /* Names of the elements at depths 1 and 2 that are open now. */
  gboolean is_in_data;
  gboolean is_in_row;
  gboolean is_in_merges;
  gboolean is_in_heading;
  gboolean is_in_rules; /* what may be typed, and how it looks then */
  char *choice_places;  /* of the list that is open, or NULL */
  /* Of the cell that is open; its index and not its address, for the array grows. */
  gboolean is_in_cell;
  gboolean is_in_text;
  CellType type;
  gsize value_start;
  gsize value_end;
  gsize inner; /* of f or v */
} Reader;

static gboolean
fail_order (const Reader *reader, GError **error)
{
  g_set_error (error, ENR_SHEET_ERROR, ENR_SHEET_ERROR_READ,
               /* Translators: the name of a sheet. */
               _ ("Sheet %s is damaged: its cells are not in order. Please open the form in a "
                  "spreadsheet program "
                  "and save it anew."),
               reader->grid->name);
  return FALSE;
}

static EnrRow *
last_row (Reader *reader)
{
  return &g_array_index (reader->grid->rows, EnrRow, reader->grid->rows->len - 1);
}

static EnrCell *
last_cell (Reader *reader)
{
  return &g_array_index (reader->grid->cells, EnrCell, reader->grid->cells->len - 1);
}

static gboolean
start_row (Reader *reader, const EnrElement *element, GError **error)
{
  guint next = (reader->grid->rows->len > 0) ? last_row (reader)->row + 1 : 0;
  EnrRow row = {
    .row = enr_element_number (element, ENR_NS_NONE, "r", next + 1) - 1,
    .n = 1,
    .first_cell = reader->grid->cells->len,
    .start = element->start,
    .tag_end = element->end,
    .style = ENR_NO_STYLE,
  };

  if (row.row < next || row.row >= ENR_MAX_ROWS)
    return fail_order (reader, error);
  if (enr_element_is_true (element, "customFormat"))
    row.style = enr_element_number (element, ENR_NS_NONE, "s", ENR_NO_STYLE);
  g_array_append_val (reader->grid->rows, row);
  reader->is_in_row = TRUE;

  return TRUE;
}

static gboolean
start_cell (Reader *reader, const EnrElement *element, GError **error)
{
  EnrRow *row = last_row (reader);
  guint next = (row->n_cells > 0) ? last_cell (reader)->col + 1 : 0;
  EnrCell cell = {
    .col = next,
    .n = 1,
    .start = element->start,
    .tag_end = element->end,
    .style = enr_element_number (element, ENR_NS_NONE, "s", 0),
  };
  gsize length;
  const char *place = enr_element_get (element, ENR_NS_NONE, "r", &length);
  const char *type;
  guint number = row->row;

  if (place != NULL && (!enr_cell_parse (place, length, &number, &cell.col) || number != row->row))
    return fail_order (reader, error);
  if (cell.col < next || cell.col >= ENR_MAX_COLS)
    return fail_order (reader, error);

  reader->type = TYPE_NUMBER;
  type = enr_element_get (element, ENR_NS_NONE, "t", &length);
  if (type != NULL && length == 1 && *type == 's')
    reader->type = TYPE_SHARED;
  else if (type != NULL && length == 9 && memcmp (type, "inlineStr", 9) == 0)
    reader->type = TYPE_INLINE;
  reader->value_start = reader->value_end = 0;
  reader->is_in_cell = TRUE;
  row->n_cells++;
  g_array_append_val (reader->grid->cells, cell);

  return TRUE;
}

static void
start_formula (Reader *reader, const EnrElement *element)
{
  EnrArea area;
  gsize length;
  const char *place = enr_element_get (element, ENR_NS_NONE, "ref", &length);

  last_cell (reader)->content = ENR_CELL_FORMULA;
  reader->inner = element->end;
  if (place != NULL && !enr_element_equals (element, ENR_NS_NONE, "t", "shared")
      && enr_area_parse (place, length, &area) && (area.n_rows > 1 || area.n_cols > 1))
    g_array_append_val (reader->grid->formula_areas, area);
}

static gboolean
sheet_start (gpointer user, const EnrElement *element, GError **error)
{
  Reader *reader = user;
  gsize length;
  const char *place;

  if (reader->is_in_text)
    {
      enr_xlsx_text_start (&reader->text, element);
      return TRUE;
    }
  if (element->ns != ENR_NS_MAIN)
    return TRUE;

  switch (element->depth)
    {
    case 0:
      g_free (reader->grid->prefix);
      reader->grid->prefix = enr_raw_dup_prefix (reader->data + element->start);
      break;

    case 1:
      reader->is_in_data = strcmp (element->name, "sheetData") == 0;
      reader->is_in_merges = strcmp (element->name, "mergeCells") == 0;
      reader->is_in_heading = strcmp (element->name, "headerFooter") == 0;
      reader->is_in_rules = strcmp (element->name, "dataValidations") == 0
                            || strcmp (element->name, "conditionalFormatting") == 0;
      break;

    case 2:
      if (reader->is_in_data && strcmp (element->name, "row") == 0)
        return start_row (reader, element, error);
      if (strcmp (element->name, "col") == 0)
        {
          EnrColumn column = {
            .first = enr_element_number (element, ENR_NS_NONE, "min", 1) - 1,
            .last = enr_element_number (element, ENR_NS_NONE, "max", 1) - 1,
            .style = enr_element_number (element, ENR_NS_NONE, "style", 0),
          };

          g_array_append_val (reader->grid->columns, column);
        }
      else if (reader->is_in_merges && strcmp (element->name, "mergeCell") == 0)
        {
          EnrArea area;

          place = enr_element_get (element, ENR_NS_NONE, "ref", &length);
          if (place != NULL && enr_area_parse (place, length, &area))
            g_array_append_val (reader->grid->merges, area);
        }
      else if (reader->is_in_rules && enr_element_equals (element, ENR_NS_NONE, "type", "list"))
        {
          g_free (reader->choice_places);
          reader->choice_places = enr_element_dup (element, ENR_NS_NONE, "sqref");
        }
      else if (strcmp (element->name, "tablePart") == 0 && reader->table_ids != NULL)
        g_ptr_array_add (reader->table_ids, enr_element_dup (element, ENR_NS_REL, "id"));
      else if (reader->is_in_heading)
        reader->inner = element->end;
      break;

    case 3:
      if (reader->is_in_row && strcmp (element->name, "c") == 0)
        return start_cell (reader, element, error);
      if (reader->is_in_rules)
        reader->inner = element->end;
      break;

    case 4:
      if (!reader->is_in_cell)
        break;
      if (strcmp (element->name, "f") == 0)
        start_formula (reader, element);
      else if (strcmp (element->name, "v") == 0)
        {
          reader->value_start = element->start;
          reader->inner = element->end;
        }
      else if (strcmp (element->name, "is") == 0)
        {
          enr_xlsx_text_open (&reader->text, element);
          reader->is_in_text = TRUE;
        }
      break;

    default:
      break;
    }

  return TRUE;
}

/* A text that is not of si's make: of a page's heading, a formula, or a text that the cell itself
 * has. */
static EnrRich *
plain_rich (const Reader *reader, gsize start, gsize end)
{
  g_autoptr (GArray) pieces = NULL;
  EnrPiece piece = { .kind = ENR_PIECE_RAW, .start = start, .end = end };
  EnrRich *rich;

  /* Of a thousand numbers and formulas none has one. */
  if (!enr_raw_may_have_tag (reader->data + start, end - start))
    return NULL;
  pieces = g_array_new (FALSE, TRUE, sizeof (EnrPiece));
  g_array_append_val (pieces, piece);
  rich = enr_rich_new (reader->data, start, end, pieces);
  if (rich != NULL)
    rich->prefix = g_strdup ("?"); /* no element can have it: the text is taken and not the XML */

  return rich;
}

static gboolean
end_formula (Reader *reader, const EnrElement *element, GError **error)
{
  g_autoptr (EnrRich) rich
      = element->is_empty ? NULL : plain_rich (reader, reader->inner, element->start);
  g_autofree char *place = NULL;

  if (rich == NULL)
    return TRUE;
  place = enr_cell_name (last_row (reader)->row, last_cell (reader)->col);
  g_set_error (error, ENR_SHEET_ERROR, ENR_SHEET_ERROR_FORMULA,
               /* Translators: a sheet, a cell such as B5. */
               _ ("Sheet %s, cell %s: there is a tag in a formula. Please put the tag in a cell of "
                  "its own and let "
                  "the formula refer to that cell."),
               reader->grid->name, place);
  return FALSE;
}

static void
end_value (Reader *reader, const EnrElement *element)
{
  EnrCell *cell = last_cell (reader);
  g_autofree char *digits = NULL;
  guint64 index;

  reader->value_end = element->end;
  if (element->is_empty || element->start == reader->inner || cell->content == ENR_CELL_FORMULA)
    return;
  if (reader->type != TYPE_SHARED)
    {
      cell->content = ENR_CELL_CONTENT;
      cell->rich = enr_grid_keep (reader->grid, plain_rich (reader, reader->inner, element->start));
      if (reader->book->is_output)
        cell->read = g_string_chunk_insert_len (reader->grid->texts, reader->data + reader->inner,
                                                (gssize) (element->start - reader->inner));
      return;
    }

  digits = g_strndup (reader->data + reader->inner, element->start - reader->inner);
  index = g_ascii_strtoull (g_strstrip (digits), NULL, 10);
  cell->content = ENR_CELL_CONTENT;
  if (index < reader->strings->len)
    {
      const EnrXlsxString *string = &g_array_index (reader->strings, EnrXlsxString, index);

      cell->rich = string->rich;
      if (string->is_blank)
        cell->content = ENR_CELL_BLANK;
    }
}

static void
end_text (Reader *reader, const EnrElement *element)
{
  EnrCell *cell = last_cell (reader);

  if (cell->content != ENR_CELL_FORMULA && reader->text.letters > 0)
    cell->content = ENR_CELL_CONTENT;
  if (reader->book->is_output)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      for (guint i = 0; i < reader->text.pieces->len; i++)
        {
          const EnrPiece *piece = &g_array_index (reader->text.pieces, EnrPiece, i);

          enr_raw_append_text (text, reader->data + piece->start, piece->end - piece->start);
        }
      cell->read = g_string_chunk_insert (reader->grid->texts, text->str);
    }
  cell->rich
      = enr_grid_keep (reader->grid, enr_xlsx_text_finish (&reader->text, reader->data, element));
}

static void
end_cell (Reader *reader, const EnrElement *element)
{
  EnrCell *cell = last_cell (reader);
  gsize start, end;

  cell->close = element->is_empty ? element->end : element->start;
  cell->end = element->end;
  reader->is_in_cell = FALSE;
  if (cell->content != ENR_CELL_FORMULA || reader->value_end == 0 || reader->book->is_output)
    return;

  /* The type is of the result that goes. */
  enr_edits_add (reader->grid->part->edits, reader->value_start, reader->value_end, "", 0);
  if (enr_raw_find_attribute (reader->data + cell->start, cell->tag_end - cell->start, "t", &start,
                              &end))
    enr_edits_add (reader->grid->part->edits, cell->start + start, cell->start + end, "", 0);
}

/* What people choose from: formula1 of a rule. */
static void
keep_choices (Reader *reader, const EnrElement *element)
{
  g_autoptr (GString) formula = g_string_new (NULL);

  enr_raw_append_text (formula, reader->data + reader->inner, element->start - reader->inner);
  enr_grid_add_choices (reader->grid, reader->choice_places,
                        enr_book_keep_choices (reader->book, enr_choices_from_xlsx (formula->str)));
}

/* Tags where they are not filled, to be told of. */
static void
keep_loose (Reader *reader, const EnrElement *element)
{
  const EnrRich *rich
      = enr_grid_keep (reader->grid, plain_rich (reader, reader->inner, element->start));

  if (rich != NULL)
    g_ptr_array_add (reader->grid->loose, (gpointer) rich);
}

static gboolean
sheet_end (gpointer user, const EnrElement *element, GError **error)
{
  Reader *reader = user;

  if (reader->is_in_text && element->depth > 4)
    {
      enr_xlsx_text_end (&reader->text, element);
      return TRUE;
    }

  switch (element->depth)
    {
    case 1:
      if (reader->is_in_data)
        reader->grid->insert_at = element->is_empty ? 0 : element->start;
      reader->is_in_data = reader->is_in_merges = reader->is_in_heading = FALSE;
      reader->is_in_rules = FALSE;
      break;

    case 2:
      if (reader->is_in_row)
        {
          EnrRow *row = last_row (reader);

          row->close = element->is_empty ? element->end : element->start;
          row->end = element->end;
          reader->is_in_row = FALSE;
        }
      else if (reader->is_in_heading && !element->is_empty)
        keep_loose (reader, element);
      g_clear_pointer (&reader->choice_places, g_free);
      break;

    case 3:
      if (reader->is_in_cell)
        end_cell (reader, element);
      else if (reader->is_in_rules && !element->is_empty)
        {
          keep_loose (reader, element);
          if (reader->choice_places != NULL && enr_element_is (element, ENR_NS_MAIN, "formula1"))
            keep_choices (reader, element);
        }
      break;

    case 4:
      if (!reader->is_in_cell || element->ns != ENR_NS_MAIN)
        break;
      if (reader->is_in_text)
        {
          reader->is_in_text = FALSE;
          end_text (reader, element);
        }
      else if (strcmp (element->name, "f") == 0)
        return end_formula (reader, element, error);
      else if (strcmp (element->name, "v") == 0)
        end_value (reader, element);
      break;

    default:
      break;
    }

  return TRUE;
}

gboolean
enr_xlsx_read_sheet (EnrBook *book,
                     EnrGrid *grid,
                     const EnrXlsxStrings *strings,
                     GPtrArray *table_ids,
                     GError **error)
{
  static const EnrMarkupHandler handler = { .start = sheet_start, .end = sheet_end };
  Reader reader = { .book = book, .grid = grid, .strings = strings, .table_ids = table_ids };
  gboolean is_read;

  reader.data = g_bytes_get_data (grid->part->bytes, NULL);
  enr_xlsx_text_init (&reader.text);
  is_read = enr_markup_read (grid->part->bytes, grid->part->name, &handler, &reader, error);
  enr_xlsx_text_clear (&reader.text);
  g_free (reader.choice_places);

  return is_read && enr_grid_finish (grid, error);
}
