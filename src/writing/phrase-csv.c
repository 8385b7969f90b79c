/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Phrases from and to CSV, and the starting sets, which are CSV too.
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/data.h"
#include "nursery/error.h"
#include "writing/csv-rows.h"
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

/* What the section of a row is called in the file. */
typedef struct
{
  const EnrWritingKinds *kinds; /* NULL: by its key */
  GPtrArray *sections;
  gboolean is_own;
} Reading;

/* The phrase of a row; NULL where it is noted as wrong. */
static EnrPhrase *
read_row (const Reading *reading, EnrCsvRows *rows, guint row, const guint columns[N_FIELDS])
{
  g_autoptr (EnrPhrase) phrase = enr_phrase_new ();
  g_autofree char *section = enr_csv_rows_dup_cell (rows, row, columns[SECTION]);
  g_autofree char *ages = enr_csv_rows_dup_cell (rows, row, columns[AGES]);
  g_autofree char *months = enr_csv_rows_dup_cell (rows, row, columns[MONTHS]);
  const char *key = reading->kinds != NULL && *section != '\0'
                        ? enr_phrase_sections_key (reading->sections, reading->kinds, section)
                        : section;

  if (key == NULL)
    /* Translators: what stands in the cell */
    enr_csv_rows_wrong (rows, row, columns[SECTION], _ ("No kind has a section “%s”."), section);
  else if (!parse_ages (ages, phrase))
    /* Translators: what stands in the cell */
    enr_csv_rows_wrong (rows, row, columns[AGES], _ ("“%s” is no age: write 0 to 5, or 0-2."),
                        ages);
  else if (!parse_months (months, phrase))
    /* Translators: what stands in the cell */
    enr_csv_rows_wrong (rows, row, columns[MONTHS],
                        _ ("“%s” is no month: write 1 to 12, several apart by semicolons."),
                        months);
  else
    {
      g_free (phrase->text);
      g_free (phrase->section);
      g_free (phrase->domain);
      phrase->text = enr_csv_rows_dup_cell (rows, row, columns[TEXT]);
      phrase->section = g_strdup (key);
      phrase->domain = enr_csv_rows_dup_cell (rows, row, columns[DOMAIN]);
      phrase->is_own = reading->is_own;
      return g_steal_pointer (&phrase);
    }
  return NULL;
}

/* FALSE only where it has failed; a row that is wrong is noted. */
static gboolean
import_row (EnrDb *db,
            const Reading *reading,
            EnrCsvRows *rows,
            guint row,
            const guint columns[N_FIELDS],
            GPtrArray *added,
            guint *n_present,
            GError **error)
{
  g_autoptr (EnrPhrase) phrase = read_row (reading, rows, row, columns);
  g_autoptr (GError) local_error = NULL;

  if (phrase == NULL)
    return TRUE;
  if (enr_phrase_save_in_txn (db, phrase, &local_error))
    g_ptr_array_add (added, g_steal_pointer (&phrase));
  else if (g_error_matches (local_error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY))
    *n_present += 1;
  else if (local_error->domain == ENR_NURSERY_ERROR)
    enr_csv_rows_wrong (rows, row, columns[TEXT], "%s", local_error->message);
  else
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return TRUE;
}

static GPtrArray *
import_in_txn (EnrDb *db,
               const Reading *reading,
               const EnrCsv *csv,
               guint *n_present,
               GError **error)
{
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_phrase_free);
  g_auto (EnrCsvRows) rows = { NULL, NULL, 0 };
  guint columns[N_FIELDS];

  enr_csv_rows_init (&rows, csv);
  if (!enr_csv_rows_find (&rows, headings, N_FIELDS, columns, error))
    return NULL;
  for (guint row = 1; row < enr_csv_rows (csv); row++)
    if (!enr_csv_row_is_blank (csv, row)
        && !import_row (db, reading, &rows, row, columns, added, n_present, error))
      return NULL;
  return enr_csv_rows_check (&rows, error) ? g_steal_pointer (&added) : NULL;
}

gboolean
enr_phrase_import (EnrDb *db,
                   const EnrActor *actor,
                   const EnrWritingKinds *kinds,
                   const EnrCsv *csv,
                   GPtrArray **added,
                   guint *n_present,
                   GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autoptr (GPtrArray) sections = enr_phrase_sections_new (kinds);
  const Reading reading = { kinds, sections, TRUE };
  g_autoptr (GPtrArray) list = NULL;

  *n_present = 0;
  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  list = import_in_txn (db, &reading, csv, n_present, error);
  if (list == NULL || !enr_txn_commit (&txn, error))
    return FALSE;
  *added = g_steal_pointer (&list);
  return TRUE;
}

GBytes *
enr_phrase_export (EnrDb *db,
                   GPtrArray *sections,
                   EnrEncoding encoding,
                   guint *replaced,
                   GError **error)
{
  g_autoptr (GPtrArray) list = enr_phrase_load_all (db, FALSE, error);
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
      enr_csv_writer_field (writer, sections != NULL
                                        ? enr_phrase_sections_label (sections, phrase->section)
                                        : phrase->section);
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
      const Reading reading = { NULL, NULL, FALSE };
      g_autoptr (EnrCsv) csv = read_starting_set ("phrases/phrases.csv", error);
      g_autoptr (GPtrArray) added = NULL;
      guint n_present = 0;

      if (csv != NULL)
        added = import_in_txn (db, &reading, csv, &n_present, error);
      if (added == NULL)
        return FALSE;
      n = added->len;
    }
  if (any_word == 0 && !start_words (db, error))
    return FALSE;
  if (n_added != NULL)
    *n_added = n;
  return enr_txn_commit (&txn, error);
}
