/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * diary list: a month's diaries, and which of them are missing.
 */
#include "config.h"

#include <glib/gi18n.h>

#include "base/clock.h"
#include "ctl/commands.h"
#include "ctl/options.h"
#include "ctl/output.h"
#include "writing/shelf.h"

static void
add_place (JsonBuilder *builder, const EnrShelfPlace *place)
{
  json_builder_begin_object (builder);
  enr_json_text (builder, "kind", place->kind->key);
  enr_json_date (builder, "date", place->first);
  enr_json_word (builder, "class", place->class_name);
  enr_json_word (builder, "child", place->child_name);
  enr_json_text (builder, "state", enr_shelf_state_key (place->state));
  enr_json_date (builder, "due", place->due);
  enr_json_uuid (builder, "id", &place->id);
  json_builder_end_object (builder);
}

static gboolean
is_missing (const EnrShelfPlace *place)
{
  return place->state == ENR_SHELF_MISSING || place->state == ENR_SHELF_LATE;
}

static void
print_places (EnrCtl *self, const EnrShelf *shelf, gboolean only_missing)
{
  g_autoptr (JsonBuilder) builder = self->json ? enr_json_new () : NULL;
  g_autoptr (EnrTextTable) table = enr_text_table_new (4);
  guint n = 0;

  if (builder != NULL)
    enr_json_begin_array (builder, "diaries");
  enr_text_table_add (table, _ ("Day"));
  enr_text_table_add (table, _ ("Class"));
  enr_text_table_add (table, _ ("State"));
  enr_text_table_add (table, _ ("Id"));
  for (guint i = 0; i < shelf->places->len; i++)
    {
      const EnrShelfPlace *place = &g_array_index (shelf->places, EnrShelfPlace, i);
      char day[ENR_DATE_ISO_LENGTH], id[ENR_UUID_STRING_LENGTH];

      if (only_missing && !is_missing (place))
        continue;
      n++;
      if (builder != NULL)
        {
          add_place (builder, place);
          continue;
        }
      enr_text_table_add (table, enr_date_iso (place->first, day));
      enr_text_table_add (table, place->class_name);
      enr_text_table_add (table, enr_shelf_state_label (place->state));
      enr_text_table_add (table,
                          enr_uuid_is_none (&place->id) ? "" : enr_uuid_format (&place->id, id));
    }
  if (builder != NULL)
    {
      json_builder_end_array (builder);
      enr_json_print (builder);
    }
  else if (n > 0)
    enr_text_table_print (table);
}

static gboolean
run_diary_list (EnrCtl *self, GError **error)
{
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();
  const EnrWritingKind *kind = enr_writing_kinds_find (kinds, "diary", error);
  EnrDate month = ENR_DATE_NONE;
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (EnrShelf) shelf = NULL;

  if (kind == NULL || !enr_options_month (self, "month", &month, error))
    return FALSE;
  db = enr_ctl_open (self, FALSE, error);
  shelf = db != NULL ? enr_shelf_load (db, kinds, kind, month, enr_date_month_start (month, 1) - 1,
                                       enr_clock_today (), error)
                     : NULL;
  if (shelf == NULL)
    return FALSE;
  print_places (self, shelf, enr_options_has (self, "missing"));
  return TRUE;
}

static const EnrCtlOption diary_options[] = {
  { "month", ENR_OPTION_TEXT, TRUE, N_ ("YYYY-MM"), N_ ("the month: 2026-06, 令和8年6月") },
  { "missing", ENR_OPTION_FLAG, FALSE, NULL, N_ ("only what is overdue") },
  ENR_OPTION_END,
};

const EnrCtlCommand enr_ctl_diary_commands[] = {
  { "diary list", NULL, N_ ("List a month's diaries (保育日誌), and which are missing."),
    diary_options, run_diary_list, NULL },
  { NULL },
};
