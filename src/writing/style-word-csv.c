/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Words to look at again, from and to CSV.
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "nursery/error.h"
#include "writing/csv-rows.h"
#include "writing/phrase.h"
#include "writing/writing-private.h"

enum
{
  WORD,
  BETTER,
  SORT,
  N_FIELDS,
};

static const char *const headings[N_FIELDS] = { "言葉", "言いかえ", "種類" };
static const char sort_spelling[] = "表記";
static const char sort_label[] = "決めつけ";

/* FALSE only where it has failed; a row that is wrong is noted. */
static gboolean
import_row (EnrDb *db,
            EnrCsvRows *rows,
            guint row,
            const guint columns[N_FIELDS],
            GPtrArray *added,
            guint *n_present,
            GError **error)
{
  g_autoptr (EnrStyleWord) word = g_new0 (EnrStyleWord, 1);
  g_autofree char *sort = enr_csv_rows_dup_cell (rows, row, columns[SORT]);
  g_autoptr (GError) local_error = NULL;

  word->word = enr_csv_rows_dup_cell (rows, row, columns[WORD]);
  word->better = enr_csv_rows_dup_cell (rows, row, columns[BETTER]);
  word->is_label = strcmp (sort, sort_label) == 0;
  if (*sort != '\0' && !word->is_label && strcmp (sort, sort_spelling) != 0)
    /* Translators: what stands in the cell, and the two words that may stand there */
    enr_csv_rows_wrong (rows, row, columns[SORT], _ ("“%s” is not known: write %s or %s."), sort,
                        sort_spelling, sort_label);
  else if (enr_style_word_add_in_txn (db, word, &local_error))
    g_ptr_array_add (added, g_steal_pointer (&word));
  else if (g_error_matches (local_error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY))
    *n_present += 1;
  else if (local_error->domain == ENR_NURSERY_ERROR)
    enr_csv_rows_wrong (rows, row, columns[WORD], "%s", local_error->message);
  else
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return TRUE;
}

static GPtrArray *
import_in_txn (EnrDb *db, const EnrCsv *csv, guint *n_present, GError **error)
{
  g_autoptr (GPtrArray) added
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_style_word_free);
  g_auto (EnrCsvRows) rows = { NULL, NULL, 0 };
  guint columns[N_FIELDS];

  enr_csv_rows_init (&rows, csv);
  if (!enr_csv_rows_find (&rows, headings, N_FIELDS, columns, error))
    return NULL;
  for (guint row = 1; row < enr_csv_rows (csv); row++)
    if (!enr_csv_row_is_blank (csv, row)
        && !import_row (db, &rows, row, columns, added, n_present, error))
      return NULL;
  return enr_csv_rows_check (&rows, error) ? g_steal_pointer (&added) : NULL;
}

gboolean
enr_style_word_import (EnrDb *db,
                       const EnrActor *actor,
                       const EnrCsv *csv,
                       GPtrArray **added,
                       guint *n_present,
                       GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autoptr (GPtrArray) list = NULL;

  *n_present = 0;
  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  list = import_in_txn (db, csv, n_present, error);
  if (list == NULL || !enr_txn_commit (&txn, error))
    return FALSE;
  *added = g_steal_pointer (&list);
  return TRUE;
}

GBytes *
enr_style_word_export (EnrDb *db, EnrEncoding encoding, guint *replaced, GError **error)
{
  g_autoptr (GPtrArray) list = enr_style_word_list (db, error);
  g_autoptr (EnrCsvWriter) writer = enr_csv_writer_new (encoding);

  if (list == NULL)
    return NULL;
  for (guint i = 0; i < N_FIELDS; i++)
    enr_csv_writer_field (writer, headings[i]);
  enr_csv_writer_end_row (writer);
  for (guint i = 0; i < list->len; i++)
    {
      const EnrStyleWord *word = g_ptr_array_index (list, i);

      enr_csv_writer_field (writer, word->word);
      enr_csv_writer_field (writer, word->better);
      enr_csv_writer_field (writer, word->is_label ? sort_label : sort_spelling);
      enr_csv_writer_end_row (writer);
    }
  return enr_csv_writer_finish (writer, replaced);
}
