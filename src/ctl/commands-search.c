/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * search, phrases: words in plans and records, and the bank of phrases.
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n.h>

#include "base/csv.h"
#include "base/text.h"
#include "ctl/commands.h"
#include "ctl/encoding.h"
#include "ctl/options.h"
#include "ctl/output.h"
#include "ctl/write.h"
#include "writing/kind.h"
#include "writing/phrase.h"
#include "writing/search.h"

#define DEFAULT_LIMIT 100

static void
print_found_json (GPtrArray *list)
{
  g_autoptr (JsonBuilder) builder = enr_json_new ();

  enr_json_begin_array (builder, "results");
  for (guint i = 0; i < list->len; i++)
    {
      const EnrFound *found = g_ptr_array_index (list, i);

      json_builder_begin_object (builder);
      enr_json_text (builder, "kind", found->kind);
      enr_json_date (builder, "date", found->first);
      enr_json_word (builder, "class", found->class_name);
      enr_json_word (builder, "child", found->child_name);
      enr_json_text (builder, "excerpt", found->excerpt);
      enr_json_word (builder, "title", found->title);
      enr_json_uuid (builder, "id", &found->id);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  enr_json_print (builder);
}

static void
print_found (GPtrArray *list)
{
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();
  g_autoptr (EnrTextTable) table = enr_text_table_new (4);

  enr_text_table_add (table, _ ("Day"));
  enr_text_table_add (table, _ ("Plan or record"));
  enr_text_table_add (table, _ ("Whose"));
  enr_text_table_add (table, _ ("Found"));
  for (guint i = 0; i < list->len; i++)
    {
      const EnrFound *found = g_ptr_array_index (list, i);
      const EnrWritingKind *kind = enr_writing_kinds_find (kinds, found->kind, NULL);
      char day[ENR_DATE_ISO_LENGTH];

      enr_text_table_add (table, enr_date_iso (found->first, day));
      enr_text_table_add (table, kind != NULL ? kind->label : found->kind);
      enr_text_table_add (table,
                          *found->child_name != '\0' ? found->child_name : found->class_name);
      enr_text_table_add (table, found->excerpt);
    }
  if (list->len > 0)
    enr_text_table_print (table);
}

static gboolean
run_search (EnrCtl *self, GError **error)
{
  const char *text = g_ptr_array_index (self->arguments, 0);
  gint64 limit = DEFAULT_LIMIT;
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (GPtrArray) list = NULL;

  if (enr_text_is_blank (text))
    return enr_options_fail (error, _ ("The text that is to be found is blank."));
  if (!enr_options_int (self, "limit", 1, 100000, &limit, error))
    return FALSE;
  db = enr_ctl_open (self, FALSE, error);
  list = db != NULL ? enr_search (db, text, (guint) limit, error) : NULL;
  if (list == NULL)
    return FALSE;
  if (self->json)
    print_found_json (list);
  else
    print_found (list);
  return TRUE;
}

static gboolean
run_import (EnrCtl *self, GError **error)
{
  EnrEncoding encoding = ENR_ENCODING_AUTO;
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_IMPORT);
  g_autoptr (EnrCsv) csv = NULL;
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();
  g_autoptr (GPtrArray) added = NULL;
  guint n_present;

  if (!enr_encoding_option (self, TRUE, &encoding, error))
    return FALSE;
  csv = enr_csv_read_file (g_ptr_array_index (self->arguments, 0), encoding, error);
  db = csv != NULL ? enr_ctl_open (self, TRUE, error) : NULL;
  if (db == NULL || !enr_phrase_import (db, &actor, kinds, csv, &added, &n_present, error))
    return FALSE;
  if (self->json)
    {
      g_autoptr (JsonBuilder) builder = enr_json_new ();

      enr_json_int (builder, "added", added->len);
      enr_json_int (builder, "present", n_present);
      enr_json_print (builder);
    }
  else
    {
      enr_output_print (ngettext ("%u phrase was added.\n", "%u phrases were added.\n", added->len),
                        added->len);
      if (n_present > 0)
        enr_output_print (
            ngettext ("%u was there already.\n", "%u were there already.\n", n_present), n_present);
    }
  return TRUE;
}

static gboolean
run_export (EnrCtl *self, GError **error)
{
  EnrEncoding encoding = ENR_ENCODING_UTF8;
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (GBytes) bytes = NULL;
  guint replaced;

  if (!enr_encoding_option (self, FALSE, &encoding, error))
    return FALSE;
  db = enr_ctl_open (self, FALSE, error);
  bytes = db != NULL ? enr_phrase_export (db, NULL, encoding, &replaced, error) : NULL;
  return bytes != NULL
         && enr_ctl_write_csv (self, g_ptr_array_index (self->arguments, 0), bytes, encoding,
                               replaced, error);
}

static gboolean
run_start (EnrCtl *self, GError **error)
{
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_COMMAND);
  g_autoptr (EnrDb) db = enr_ctl_open (self, TRUE, error);
  guint n_added;

  if (db == NULL || !enr_phrase_start (db, &actor, &n_added, error))
    return FALSE;
  if (self->json)
    {
      g_autoptr (JsonBuilder) builder = enr_json_new ();

      enr_json_int (builder, "added", n_added);
      enr_json_print (builder);
    }
  else
    enr_output_print (ngettext ("%u phrase was added.\n", "%u phrases were added.\n", n_added),
                      n_added);
  return TRUE;
}

static const EnrCtlOption search_options[] = {
  { "limit", ENR_OPTION_TEXT, FALSE, N_ ("NUMBER"), N_ ("how many at most; 100") },
  ENR_OPTION_END,
};

static const EnrCtlOption encoding_options[] = {
  { "encoding", ENR_OPTION_TEXT, FALSE, N_ ("utf-8|cp932"), N_ ("how the file is written") },
  ENR_OPTION_END,
};

static const EnrCtlOption no_options[] = {
  ENR_OPTION_END,
};

const EnrCtlCommand enr_ctl_search_commands[] = {
  { "search", N_ ("TEXT"), N_ ("Find words in plans and records, the newest first."),
    search_options, run_search, NULL },
  { "phrases import", N_ ("FILE"), N_ ("Add phrases (文例) from CSV: 文例, 項目, 領域, 年齢, 月."),
    encoding_options, run_import, NULL },
  { "phrases export", N_ ("FILE"), N_ ("Write all phrases as CSV."), encoding_options, run_export,
    NULL },
  { "phrases start", NULL,
    N_ ("Put the program's starting set of phrases in, where there is none."), no_options,
    run_start, NULL },
  { NULL },
};
