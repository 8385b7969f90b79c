/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Phrases and style words from and to CSV, and the starting sets, which are CSV too.
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/data.h"
#include "base/text.h"
#include "nursery/error.h"
#include "writing/phrase.h"
#include "writing/writing-private.h"

ENR_SQL (SQL_ANY, "SELECT 1 FROM phrase LIMIT 1");
ENR_SQL (SQL_ANY_WORD, "SELECT 1 FROM style_word LIMIT 1");

enum
{
  TEXT,
  SECTION,
  DOMAIN,
  AGES,
  MONTHS,
  N_FIELDS,
};

static const char *const headings[N_FIELDS] = { "文例", "項目", "領域", "年齢", "月" };

static gboolean G_GNUC_PRINTF (5, 6) refuse_cell (GError **error,
                                                  const EnrCsv *csv,
                                                  guint row,
                                                  guint column,
                                                  const char *format,
                                                  ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID, "%s:%u:%u: %s",
               enr_csv_get_name (csv), enr_csv_line (csv, row), column + 1, message);
  return FALSE;
}

static gboolean
find_columns (const EnrCsv *csv, guint columns[N_FIELDS], GError **error)
{
  for (guint field = 0; field < N_FIELDS; field++)
    {
      columns[field] = G_MAXUINT;
      for (guint i = 0; i < enr_csv_columns (csv, 0); i++)
        {
          g_autofree char *heading = enr_text_tidy (enr_csv_field (csv, 0, i));

          if (strcmp (heading, headings[field]) == 0)
            columns[field] = i;
        }
    }
  if (columns[TEXT] == G_MAXUINT)
    return refuse_cell (error, csv, 0, 0,
                        /* Translators: a heading */
                        _ ("There is no column “%s”."), headings[TEXT]);
  return TRUE;
}

static char *
dup_cell (const EnrCsv *csv, guint row, guint column)
{
  return column == G_MAXUINT
             ? g_strdup ("")
             : enr_text_tidy_lines (enr_csv_undefuse (enr_csv_field (csv, row, column)));
}

/* "0", "0-2", "0～2". */
static gboolean
parse_ages (const char *text, EnrPhrase *phrase)
{
  g_auto (GStrv) parts = g_regex_split_simple ("[-~～〜]", text, 0, 0);
  guint n = g_strv_length (parts);
  guint64 ages[2];

  if (*text == '\0')
    return TRUE;
  if (n > 2)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!g_ascii_string_to_unsigned (g_strstrip (parts[i]), 10, 0, 5, &ages[i], NULL))
      return FALSE;
  phrase->age_first = (int) ages[0];
  phrase->age_last = (int) ages[n - 1];
  return phrase->age_first <= phrase->age_last;
}

/* "4;5;6", "4、5". */
static gboolean
parse_months (const char *text, EnrPhrase *phrase)
{
  g_auto (GStrv) parts = g_regex_split_simple ("[;、, ]+", text, 0, 0);

  if (*text == '\0')
    return TRUE;
  phrase->months = 0;
  for (guint i = 0; parts[i] != NULL; i++)
    {
      guint64 month;

      if (!g_ascii_string_to_unsigned (g_strstrip (parts[i]), 10, 1, 12, &month, NULL))
        return FALSE;
      phrase->months |= 1u << (month - 1);
    }
  return TRUE;
}

static EnrPhrase *
read_row (const EnrCsv *csv,
          guint row,
          const guint columns[N_FIELDS],
          gboolean is_own,
          GError **error)
{
  g_autoptr (EnrPhrase) phrase = enr_phrase_new ();
  g_autofree char *ages = dup_cell (csv, row, columns[AGES]);
  g_autofree char *months = dup_cell (csv, row, columns[MONTHS]);

  g_free (phrase->text);
  g_free (phrase->section);
  g_free (phrase->domain);
  phrase->text = dup_cell (csv, row, columns[TEXT]);
  phrase->section = dup_cell (csv, row, columns[SECTION]);
  phrase->domain = dup_cell (csv, row, columns[DOMAIN]);
  phrase->is_own = is_own;
  if (!parse_ages (ages, phrase))
    {
      refuse_cell (error, csv, row, columns[AGES],
                   /* Translators: what stands in the cell */
                   _ ("“%s” is no age: write 0 to 5, or 0-2."), ages);
      return NULL;
    }
  if (!parse_months (months, phrase))
    {
      refuse_cell (error, csv, row, columns[MONTHS],
                   /* Translators: what stands in the cell */
                   _ ("“%s” is no month: write 1 to 12, several apart by semicolons."), months);
      return NULL;
    }
  return g_steal_pointer (&phrase);
}

static gboolean
import_in_txn (EnrDb *db, const EnrCsv *csv, gboolean is_own, guint *n_added, GError **error)
{
  guint columns[N_FIELDS];

  if (!find_columns (csv, columns, error))
    return FALSE;
  for (guint row = 1; row < enr_csv_rows (csv); row++)
    {
      g_autoptr (EnrPhrase) phrase = NULL;
      g_autoptr (GError) local_error = NULL;

      if (enr_csv_row_is_blank (csv, row))
        continue;
      phrase = read_row (csv, row, columns, is_own, error);
      if (phrase == NULL)
        return FALSE;
      if (enr_phrase_save_in_txn (db, phrase, &local_error))
        *n_added += 1;
      else if (!g_error_matches (local_error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY))
        return local_error->domain == ENR_NURSERY_ERROR
                   ? refuse_cell (error, csv, row, columns[TEXT], "%s", local_error->message)
                   : (g_propagate_error (error, g_steal_pointer (&local_error)), FALSE);
    }
  return TRUE;
}

gboolean
enr_phrase_import (EnrDb *db,
                   const EnrActor *actor,
                   const EnrCsv *csv,
                   guint *n_added,
                   GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  *n_added = 0;
  return enr_txn_begin (&txn, db, actor, NULL, error)
         && import_in_txn (db, csv, TRUE, n_added, error) && enr_txn_commit (&txn, error);
}

GBytes *
enr_phrase_export (EnrDb *db, EnrEncoding encoding, guint *replaced, GError **error)
{
  const EnrPhraseQuery query = { "", -1, 0, "" };
  g_autoptr (GPtrArray) list = enr_phrase_find (db, &query, G_MAXUINT, error);
  g_autoptr (EnrCsvWriter) writer = enr_csv_writer_new (encoding);

  if (list == NULL)
    return NULL;
  for (guint i = 0; i < N_FIELDS; i++)
    enr_csv_writer_field (writer, headings[i]);
  enr_csv_writer_end_row (writer);
  for (guint i = 0; i < list->len; i++)
    {
      const EnrPhrase *phrase = g_ptr_array_index (list, i);
      g_autoptr (GString) months = g_string_new (NULL);
      char ages[8] = "";

      if (phrase->age_first >= 0)
        g_snprintf (ages, sizeof ages, phrase->age_first == phrase->age_last ? "%d" : "%d-%d",
                    phrase->age_first, phrase->age_last);
      for (guint month = 1; month <= 12 && phrase->months != ENR_ALL_MONTHS; month++)
        if ((phrase->months & 1u << (month - 1)) != 0)
          g_string_append_printf (months, "%s%u", months->len > 0 ? ";" : "", month);
      enr_csv_writer_field (writer, phrase->text);
      enr_csv_writer_field (writer, phrase->section);
      enr_csv_writer_field (writer, phrase->domain);
      enr_csv_writer_field (writer, ages);
      enr_csv_writer_field (writer, months->str);
      enr_csv_writer_end_row (writer);
    }
  return enr_csv_writer_finish (writer, replaced);
}

/* 1 where the table has a row. */
static int
has_any (EnrDb *db, const char *sql, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, sql);

  return enr_stmt_step (&st, error);
}

static EnrCsv *
read_starting_set (const char *relative, GError **error)
{
  g_autofree char *path = enr_data_path (relative);

  if (path != NULL)
    return enr_csv_read_file (path, ENR_ENCODING_UTF8, error);
  g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN,
               /* Translators: a file's name */
               _ ("“%s” is missing: please install the program again."), relative);
  return NULL;
}

static gboolean
start_words (EnrDb *db, GError **error)
{
  g_autoptr (EnrCsv) csv = read_starting_set ("phrases/style-words.csv", error);

  for (guint row = 1; csv != NULL && row < enr_csv_rows (csv); row++)
    {
      EnrStyleWord word
          = { (char *) enr_csv_field (csv, row, 0), (char *) enr_csv_field (csv, row, 1),
              strcmp (enr_csv_field (csv, row, 2), "label") == 0 };

      if (!enr_style_word_save_in_txn (db, &word, error))
        return FALSE;
    }
  return csv != NULL;
}

gboolean
enr_phrase_start (EnrDb *db, const EnrActor *actor, guint *n_added, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  guint n = 0;
  int any, any_word;

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  any = has_any (db, SQL_ANY, error);
  any_word = any >= 0 ? has_any (db, SQL_ANY_WORD, error) : -1;
  if (any_word < 0)
    return FALSE;
  if (any == 0)
    {
      g_autoptr (EnrCsv) csv = read_starting_set ("phrases/phrases.csv", error);

      if (csv == NULL || !import_in_txn (db, csv, FALSE, &n, error))
        return FALSE;
    }
  if (any_word == 0 && !start_words (db, error))
    return FALSE;
  if (n_added != NULL)
    *n_added = n;
  return enr_txn_commit (&txn, error);
}
