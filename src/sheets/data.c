/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "sheets/data.h"

#include <math.h>
#include <string.h>

#include "base/yen.h"
#include "sheets/sheets-private.h"

struct _EnrSheetData
{
  GHashTable *values; /* name -> EnrSheetValue */
  GPtrArray *lists;
  GStringChunk *texts;
};

struct _EnrSheetList
{
  char *name;
  GHashTable *columns; /* field -> column + 1 */
  GPtrArray *rows;     /* GArray of EnrSheetValue, perhaps shorter than there are columns */
  GStringChunk *texts; /* borrowed from the table */
};

static void
list_free (gpointer data)
{
  EnrSheetList *list = data;

  g_free (list->name);
  g_hash_table_unref (list->columns);
  g_ptr_array_unref (list->rows);
  g_free (list);
}

EnrSheetData *
enr_sheet_data_new (void)
{
  EnrSheetData *data = g_new0 (EnrSheetData, 1);

  data->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  data->lists = g_ptr_array_new_with_free_func (list_free);
  data->texts = g_string_chunk_new (4096);

  return data;
}

void
enr_sheet_data_free (EnrSheetData *data)
{
  if (data == NULL)
    return;
  g_hash_table_unref (data->values);
  g_ptr_array_unref (data->lists);
  g_string_chunk_free (data->texts);
  g_free (data);
}

/* Without the characters that no XML can hold, and with one kind of line break. */
static const char *
keep_text (GStringChunk *texts, const char *text)
{
  g_autofree char *valid = NULL;
  GString *clean;

  if (g_utf8_validate (text, -1, NULL)
      && strpbrk (text, "\001\002\003\004\005\006\a\b\v\f\r\016\017\020"
                        "\021\022\023\024\025\026\027\030\031\032\033\034"
                        "\035\036\037\xef")
             == NULL)
    return g_string_chunk_insert_const (texts, text);

  valid = g_utf8_make_valid (text, -1);
  clean = g_string_new (NULL);
  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      if (letter == '\r')
        {
          if (at[1] != '\n')
            g_string_append_c (clean, '\n');
        }
      else if (letter == '\n' || letter == '\t'
               || (letter >= 0x20 && letter != 0xfffe && letter != 0xffff))
        {
          g_string_append_unichar (clean, letter);
        }
    }
  text = g_string_chunk_insert_const (texts, clean->str);
  g_string_free (clean, TRUE);

  return text;
}

static EnrSheetValue
keep_value (GStringChunk *texts, EnrSheetValue value)
{
  if (value.type == ENR_SHEET_TEXT)
    value = enr_sheet_text (keep_text (texts, value.text));
  /* No spreadsheet has a cell for these. */
  if (value.type == ENR_SHEET_NUMBER && !isfinite (value.number))
    return enr_sheet_blank ();
  return value;
}

void
enr_sheet_data_set (EnrSheetData *data, const char *name, EnrSheetValue value)
{
  g_return_if_fail (data != NULL && name != NULL);

  value = keep_value (data->texts, value);
  g_hash_table_replace (data->values, g_strdup (name), g_memdup2 (&value, sizeof value));
}

void
enr_sheet_data_set_at (EnrSheetData *data, const char *name, int index, EnrSheetValue value)
{
  g_autofree char *full = g_strdup_printf ("%s.%d", name, index);

  enr_sheet_data_set (data, full, value);
}

EnrSheetList *
enr_sheet_data_add_list (EnrSheetData *data, const char *name)
{
  EnrSheetList *list;

  g_return_val_if_fail (data != NULL && name != NULL, NULL);

  list = g_new0 (EnrSheetList, 1);
  list->name = g_strdup (name);
  list->columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  list->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  list->texts = data->texts;
  g_ptr_array_add (data->lists, list);

  return list;
}

static guint
add_column (EnrSheetList *list, const char *field)
{
  guint column = GPOINTER_TO_UINT (g_hash_table_lookup (list->columns, field));

  if (column == 0)
    {
      column = g_hash_table_size (list->columns) + 1;
      g_hash_table_insert (list->columns, g_strdup (field), GUINT_TO_POINTER (column));
    }

  return column - 1;
}

void
enr_sheet_list_add_fields (EnrSheetList *list, const char *names)
{
  g_auto (GStrv) fields = NULL;

  g_return_if_fail (list != NULL && names != NULL);

  fields = g_strsplit (names, "|", -1);
  for (guint i = 0; fields[i] != NULL; i++)
    add_column (list, fields[i]);
}

void
enr_sheet_list_add_indexed_field (EnrSheetList *list, const char *name, int first, int last)
{
  g_return_if_fail (list != NULL && name != NULL);

  for (int i = first; i <= last; i++)
    {
      g_autofree char *field = g_strdup_printf ("%s.%d", name, i);

      add_column (list, field);
    }
}

guint
enr_sheet_list_add_row (EnrSheetList *list)
{
  g_return_val_if_fail (list != NULL, 0);

  /* Cleared: a value that was not set is blank. */
  g_ptr_array_add (list->rows, g_array_new (FALSE, TRUE, sizeof (EnrSheetValue)));

  return list->rows->len - 1;
}

guint
enr_sheet_list_n_rows (const EnrSheetList *list)
{
  g_return_val_if_fail (list != NULL, 0);

  return list->rows->len;
}

void
enr_sheet_list_set (EnrSheetList *list, guint row, const char *field, EnrSheetValue value)
{
  GArray *values;
  guint column;

  g_return_if_fail (list != NULL && field != NULL);
  g_return_if_fail (row < list->rows->len);

  column = add_column (list, field);
  values = g_ptr_array_index (list->rows, row);
  if (values->len <= column)
    g_array_set_size (values, column + 1);
  g_array_index (values, EnrSheetValue, column) = keep_value (list->texts, value);
}

void
enr_sheet_list_set_at (EnrSheetList *list,
                       guint row,
                       const char *field,
                       int index,
                       EnrSheetValue value)
{
  g_autofree char *full = g_strdup_printf ("%s.%d", field, index);

  enr_sheet_list_set (list, row, full, value);
}

const EnrSheetValue *
enr_sheet_data_lookup (const EnrSheetData *data, const char *name)
{
  return g_hash_table_lookup (data->values, name);
}

const EnrSheetList *
enr_sheet_data_find_list (const EnrSheetData *data, const char *name, const char **field)
{
  const EnrSheetList *found = NULL;
  gsize longest = 0;

  for (guint i = 0; i < data->lists->len; i++)
    {
      const EnrSheetList *list = g_ptr_array_index (data->lists, i);
      gsize length = strlen (list->name);

      if (length > longest && strncmp (name, list->name, length) == 0 && name[length] == '.')
        {
          longest = length;
          found = list;
          *field = name + length + 1;
        }
    }

  return found;
}

int
enr_sheet_list_column (const EnrSheetList *list, const char *field)
{
  return (int) GPOINTER_TO_UINT (g_hash_table_lookup (list->columns, field)) - 1;
}

EnrSheetValue
enr_sheet_list_get (const EnrSheetList *list, guint row, int column)
{
  const GArray *values;

  if (column < 0 || row >= list->rows->len)
    return enr_sheet_blank ();
  values = g_ptr_array_index (list->rows, row);
  if ((guint) column >= values->len)
    return enr_sheet_blank ();

  return g_array_index (values, EnrSheetValue, column);
}

const char *
enr_sheet_list_name (const EnrSheetList *list)
{
  return list->name;
}

char *
enr_sheet_value_dup_text (EnrSheetValue value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  char time[6];

  switch (value.type)
    {
    case ENR_SHEET_TEXT:
      return g_strdup (value.text);
    case ENR_SHEET_NUMBER:
      if (value.is_amount)
        return enr_yen_dup_digits ((gint64) value.number);
      return g_strdup (enr_sheet_number_format (value.number, buffer));
    case ENR_SHEET_DATE:
      return enr_date_dup_era (value.date);
    case ENR_SHEET_TIME:
      /* Sums of hours go beyond what a day has. */
      if (value.minutes > ENR_MINUTES_MAX)
        return g_strdup_printf ("%d:%02d", value.minutes / 60, value.minutes % 60);
      return g_strdup (enr_minutes_format (value.minutes, time));
    case ENR_SHEET_BLANK:
    default:
      return g_strdup ("");
    }
}

const char *
enr_sheet_number_format (double number, char buffer[G_ASCII_DTOSTR_BUF_SIZE])
{
  /* 0.1 and not 0.10000000000000001, but never another number. */
  g_ascii_formatd (buffer, G_ASCII_DTOSTR_BUF_SIZE, "%.15g", number);
  if (g_ascii_strtod (buffer, NULL) != number)
    g_ascii_formatd (buffer, G_ASCII_DTOSTR_BUF_SIZE, "%.17g", number);

  return buffer;
}
