/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "nursery/import-fields.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "base/date.h"
#include "base/text.h"
#include "nursery/error.h"

#define HEADER_ROWS 10
#define MAX_LISTED 40

void
enr_import_header_free (EnrImportHeader *self)
{
  if (self == NULL)
    return;

  g_free (self->columns);
  g_free (self->is_mapped);
  g_free (self->spares);
  g_strfreev (self->headings);
  g_free (self);
}

char *
enr_import_heading_key (const char *text)
{
  static const char *const endings[] = { "必須", "任意" };
  g_autofree char *key = enr_text_search_key (enr_csv_undefuse (text));
  GString *out = g_string_sized_new (strlen (key) + 1);

  for (const char *p = key; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c) || g_unichar_ismark (c))
        g_string_append_unichar (out, c);
    }
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (out->len > strlen (endings[i]) && g_str_has_suffix (out->str, endings[i]))
      g_string_truncate (out, out->len - strlen (endings[i]));
  return g_string_free (out, FALSE);
}

static void
add_heading (GHashTable *known, const char *heading, guint field)
{
  char *key = enr_import_heading_key (heading);

  if (g_hash_table_contains (known, key))
    g_free (key);
  else
    g_hash_table_insert (known, key, GUINT_TO_POINTER (field));
}

/* Every heading that the tables know, to its field. */
static GHashTable *
known_headings (const EnrImportField *fields, guint n_fields)
{
  GHashTable *known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < n_fields; i++)
    {
      g_auto (GStrv) aliases = g_strsplit (fields[i].aliases, "|", -1);

      add_heading (known, fields[i].key, i);
      if (fields[i].heading != NULL)
        add_heading (known, fields[i].heading, i);
      for (guint j = 0; aliases[j] != NULL; j++)
        if (*aliases[j] != '\0')
          add_heading (known, aliases[j], i);
    }
  return known;
}

/* The field that a heading means, or -1. */
static int
find_field (GHashTable *known, const char *heading)
{
  static const char *const prefixes[]
      = { "園児", "児童", "子ども", "こども", "子供", "お子さま", "お子様" };
  g_autofree char *key = enr_import_heading_key (heading);
  gpointer field;

  if (*key == '\0')
    return -1;
  if (g_hash_table_lookup_extended (known, key, NULL, &field))
    return GPOINTER_TO_INT (field);
  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    {
      const char *rest = key + strlen (prefixes[i]);

      if (!g_str_has_prefix (key, prefixes[i]))
        continue;
      if (g_str_has_prefix (rest, "の"))
        rest += strlen ("の");
      if (g_hash_table_lookup_extended (known, rest, NULL, &field))
        return GPOINTER_TO_INT (field);
    }
  return -1;
}

/* "A" for 0, "AA" for 26, as spreadsheets name their columns. */
static char *
column_letters (guint column)
{
  char text[8];
  int pos = sizeof text - 1;

  text[pos] = '\0';
  for (guint rest = column + 1; rest > 0; rest = (rest - 1) / 26)
    text[--pos] = 'A' + (rest - 1) % 26;
  return g_strdup (text + pos);
}

/* The column that a letter or a number from 1 means, or -1. */
static int
parse_position (const char *text, guint n_columns)
{
  g_autofree char *tidy = enr_text_tidy (text);
  gint64 number = 0;

  if (*tidy == '\0' || strlen (tidy) > 5)
    return -1;
  if (g_ascii_isdigit (*tidy))
    {
      for (const char *p = tidy; *p != '\0'; p++)
        {
          if (!g_ascii_isdigit (*p))
            return -1;
          number = number * 10 + (*p - '0');
        }
    }
  else
    {
      for (const char *p = tidy; *p != '\0'; p++)
        {
          if (!g_ascii_isalpha (*p))
            return -1;
          number = number * 26 + (g_ascii_toupper (*p) - 'A' + 1);
        }
    }
  return number >= 1 && number <= n_columns ? (int) number - 1 : -1;
}

static gboolean
is_mapped_heading (const char *heading, const char *const *mappings)
{
  g_autofree char *key = enr_import_heading_key (heading);

  for (guint i = 0; *key != '\0' && mappings != NULL && mappings[i] != NULL; i++)
    {
      const char *equals = strchr (mappings[i], '=');
      g_autofree char *wanted = equals != NULL ? enr_import_heading_key (equals + 1) : NULL;

      if (g_strcmp0 (wanted, key) == 0)
        return TRUE;
    }
  return FALSE;
}

/* How many fields a row would give as headings. */
static guint
count_headings (const EnrCsv *csv,
                guint row,
                GHashTable *known,
                guint n_fields,
                const char *const *mappings)
{
  g_autofree gboolean *seen = g_new0 (gboolean, n_fields);
  guint count = 0;

  for (guint i = 0; i < enr_csv_columns (csv, row); i++)
    {
      const char *text = enr_csv_field (csv, row, i);
      int field = find_field (known, text);

      if (is_mapped_heading (text, mappings))
        count++;
      else if (field >= 0 && !seen[field])
        {
          seen[field] = TRUE;
          count++;
        }
    }
  return count;
}

static gboolean
row_has_date (const EnrCsv *csv, guint row)
{
  for (guint i = 0; i < enr_csv_columns (csv, row); i++)
    if (enr_date_parse_any (enr_csv_field (csv, row, i)) != ENR_DATE_NONE)
      return TRUE;
  return FALSE;
}

/* The row of headings, or -1 for a file that begins with its first child. */
static int
find_header_row (const EnrCsv *csv, GHashTable *known, guint n_fields, const char *const *mappings)
{
  guint best = 0, first = G_MAXUINT;
  int found = -1;

  for (guint row = 0; row < MIN (enr_csv_rows (csv), HEADER_ROWS); row++)
    {
      guint count = count_headings (csv, row, known, n_fields, mappings);

      if (first == G_MAXUINT && !enr_csv_row_is_blank (csv, row))
        first = row;
      if (count > best)
        {
          best = count;
          found = row;
        }
    }
  if (found < 0 && first != G_MAXUINT && !row_has_date (csv, first))
    found = first;
  return found;
}

static int
find_heading (const EnrImportHeader *self, const char *text)
{
  g_autofree char *tidy = enr_text_tidy (text);
  g_autofree char *key = enr_import_heading_key (text);

  for (guint i = 0; i < self->n_columns; i++)
    if (g_str_equal (self->headings[i], tidy))
      return i;
  for (guint i = 0; i < self->n_columns; i++)
    {
      g_autofree char *other = enr_import_heading_key (self->headings[i]);

      if (*key != '\0' && g_str_equal (other, key))
        return i;
    }
  return -1;
}

static gboolean
apply_mapping (EnrImportHeader *self, const char *mapping, GError **error)
{
  const char *equals = strchr (mapping, '=');
  g_autofree char *wanted = g_strndup (mapping, equals != NULL ? equals - mapping : 0);
  const char *name = g_strstrip (wanted);
  int field = -1, column = -1;

  for (guint i = 0; i < self->n_fields; i++)
    if (g_str_equal (self->fields[i].key, name))
      field = i;
  if (field < 0)
    {
      g_autoptr (GString) keys = g_string_new (NULL);

      for (guint i = 0; i < self->n_fields; i++)
        g_string_append_printf (keys, "%s%s", i > 0 ? ", " : "", self->fields[i].key);
      /* Translators: what was typed after --map, and the list of the fields there are */
      g_set_error (
          error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
          _ ("“%s” does not name a field. It is written as FIELD=COLUMN, and the fields are: "
             "%s"),
          mapping, keys->str);
      return FALSE;
    }

  if (!enr_text_is_blank (equals + 1))
    {
      column = find_heading (self, equals + 1);
      if (column < 0)
        column = parse_position (equals + 1, self->n_columns);
      if (column < 0)
        {
          g_autofree char *list = enr_import_header_dup_list (self);

          /* Translators: the name of a column, and the list of the columns in the file */
          g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                       _ ("The file has no column “%s”. Its columns are: %s"), equals + 1, list);
          return FALSE;
        }
    }
  for (guint i = 0; i < self->n_fields; i++)
    {
      if (column >= 0 && self->columns[i] == column && !self->is_mapped[i])
        self->columns[i] = -1;
      if (column >= 0 && self->spares[i] == column)
        self->spares[i] = -1;
    }
  self->columns[field] = column;
  self->is_mapped[field] = TRUE;
  return TRUE;
}

static EnrImportHeader *
header_new (const EnrCsv *csv, int row, const EnrImportField *fields, guint n_fields)
{
  EnrImportHeader *self = g_new0 (EnrImportHeader, 1);
  guint sample = row >= 0 ? row : 0;

  self->fields = fields;
  self->n_fields = n_fields;
  self->n_columns = enr_csv_rows (csv) > 0 ? enr_csv_columns (csv, sample) : 0;
  self->first_row = row + 1;
  self->columns = g_new (int, n_fields);
  self->spares = g_new (int, n_fields);
  self->is_mapped = g_new0 (gboolean, n_fields);
  self->headings = g_new0 (char *, self->n_columns + 1);
  for (guint i = 0; i < n_fields; i++)
    self->columns[i] = self->spares[i] = -1;
  for (guint i = 0; i < self->n_columns; i++)
    {
      self->headings[i] = enr_text_tidy (row >= 0 ? enr_csv_field (csv, row, i) : "");
      if (*self->headings[i] == '\0')
        {
          g_free (self->headings[i]);
          self->headings[i] = column_letters (i);
        }
    }
  return self;
}

EnrImportHeader *
enr_import_header_read (const EnrCsv *csv,
                        const EnrImportField *fields,
                        guint n_fields,
                        const char *const *mappings,
                        GError **error)
{
  g_autoptr (GHashTable) known = known_headings (fields, n_fields);
  int row = find_header_row (csv, known, n_fields, mappings);
  g_autoptr (EnrImportHeader) self = header_new (csv, row, fields, n_fields);

  for (guint i = 0; row >= 0 && i < self->n_columns; i++)
    {
      int field = find_field (known, enr_csv_field (csv, row, i));

      if (field >= 0 && self->columns[field] < 0)
        self->columns[field] = i;
      else if (field >= 0 && self->spares[field] < 0)
        self->spares[field] = i;
    }
  for (guint i = 0; mappings != NULL && mappings[i] != NULL; i++)
    if (!apply_mapping (self, mappings[i], error))
      return NULL;
  return g_steal_pointer (&self);
}

gboolean
enr_import_header_has (const EnrImportHeader *self, guint field)
{
  return self->columns[field] >= 0;
}

/* "-", "―", "ー": how tables show that there is nothing. */
static gboolean
is_dash (const char *text)
{
  gunichar c = g_utf8_get_char (text);

  return *g_utf8_next_char (text) == '\0'
         && (g_unichar_type (c) == G_UNICODE_DASH_PUNCTUATION || c == 0x2212 || c == 0x30fc
             || c == 0xff70 || c == 0x2500);
}

const char *
enr_import_header_cell (const EnrImportHeader *self, const EnrCsv *csv, guint row, guint field)
{
  const char *text;

  if (self->columns[field] < 0)
    return NULL;
  text = enr_csv_undefuse (enr_csv_field (csv, row, self->columns[field]));
  return enr_text_is_blank (text) || is_dash (text) ? NULL : text;
}

const char *
enr_import_header_heading (const EnrImportHeader *self, guint field)
{
  if (self->columns[field] < 0 || (guint) self->columns[field] >= self->n_columns)
    return self->fields[field].key;
  return self->headings[self->columns[field]];
}

void
enr_import_header_settle_name (EnrImportHeader *self, guint family, guint given, guint whole)
{
  gboolean has_parts = self->columns[family] >= 0 || self->columns[given] >= 0;

  if (!has_parts && self->columns[whole] >= 0 && self->spares[whole] >= 0
      && !self->is_mapped[whole])
    {
      self->columns[family] = self->columns[whole];
      self->columns[given] = self->spares[whole];
      self->columns[whole] = self->spares[whole] = -1;
    }
  else if (self->columns[given] >= 0 && self->columns[family] < 0 && self->columns[whole] < 0
           && !self->is_mapped[given])
    {
      self->columns[whole] = self->columns[given];
      self->columns[given] = -1;
    }
  else if (self->columns[family] >= 0 && self->columns[given] < 0 && self->columns[whole] >= 0
           && !self->is_mapped[whole]
           && strstr (enr_import_header_heading (self, whole), "氏") == NULL)
    {
      self->columns[given] = self->columns[whole];
      self->columns[whole] = -1;
    }
}

char *
enr_import_header_dup_list (const EnrImportHeader *self)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < MIN (self->n_columns, MAX_LISTED); i++)
    {
      g_autofree char *heading = g_utf8_substring (self->headings[i], 0,
                                                   MIN (g_utf8_strlen (self->headings[i], -1), 40));

      g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", heading);
    }
  if (self->n_columns > MAX_LISTED)
    g_string_append (list, ", …");
  return g_string_free (list, FALSE);
}
