/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "ctl/missing.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/clock.h"
#include "ctl/options.h"
#include "ctl/output.h"
#include "writing/shelf.h"

typedef struct
{
  EnrDate from; /* periods that end on this day or later */
  const EnrWritingFilter *filter;
  const char *class_name; /* or NULL for all */
} Wanted;

static gboolean
is_wanted (const Wanted *wanted, const EnrShelfPlace *place)
{
  return (place->state == ENR_SHELF_MISSING || place->state == ENR_SHELF_LATE)
         && place->last >= wanted->from
         && (wanted->class_name == NULL || strcmp (place->class_name, wanted->class_name) == 0)
         && (enr_uuid_is_none (&wanted->filter->child_id)
             || enr_uuid_equal (&place->child_id, &wanted->filter->child_id));
}

static void
add_json (JsonBuilder *builder, const EnrShelfPlace *place)
{
  json_builder_begin_object (builder);
  enr_json_text (builder, "kind", place->kind->key);
  enr_json_date (builder, "first", place->first);
  enr_json_date (builder, "last", place->last);
  enr_json_word (builder, "title", place->title);
  enr_json_word (builder, "class", place->class_name);
  enr_json_word (builder, "child", place->child_name);
  enr_json_text (builder, "state", enr_shelf_state_key (place->state));
  enr_json_date (builder, "due", place->due);
  enr_json_uuid (builder, "id", &place->id);
  json_builder_end_object (builder);
}

static void
add_line (EnrTextTable *table, const EnrShelfPlace *place)
{
  g_autofree char *period
      = place->period == ENR_PERIOD_STAY
            ? enr_date_dup_era (place->first)
            : enr_writing_period_dup_text (place->period, place->first, place->last);
  g_autofree char *about = g_strjoin (*place->title != '\0' ? " " : "", period, place->title, NULL);
  char id[ENR_UUID_STRING_LENGTH];

  enr_text_table_add (table, place->kind->label);
  enr_text_table_add (table, about);
  enr_text_table_add (table, place->class_name);
  enr_text_table_add (table, place->child_name);
  enr_text_table_add (table, enr_shelf_state_label (place->state));
  enr_text_table_add (table, enr_uuid_is_none (&place->id) ? "" : enr_uuid_format (&place->id, id));
}

static void
print_places (EnrCtl *self, const EnrShelf *shelf, const Wanted *wanted)
{
  g_autoptr (JsonBuilder) builder = self->json ? enr_json_new () : NULL;
  g_autoptr (EnrTextTable) table = enr_text_table_new (6);
  guint n = 0;

  if (builder != NULL)
    enr_json_begin_array (builder, "missing");
  enr_text_table_add (table, _ ("Plan or record"));
  enr_text_table_add (table, _ ("Period"));
  enr_text_table_add (table, _ ("Class"));
  enr_text_table_add (table, _ ("Child"));
  enr_text_table_add (table, _ ("State"));
  enr_text_table_add (table, _ ("Id"));
  for (guint i = 0; i < shelf->places->len; i++)
    {
      const EnrShelfPlace *place = &g_array_index (shelf->places, EnrShelfPlace, i);

      if (!is_wanted (wanted, place))
        continue;
      n++;
      if (builder != NULL)
        add_json (builder, place);
      else
        add_line (table, place);
    }
  if (builder != NULL)
    {
      json_builder_end_array (builder);
      enr_json_print (builder);
    }
  else if (n > 0)
    enr_text_table_print (table);
}

gboolean
enr_ctl_list_missing (EnrCtl *self,
                      EnrDb *db,
                      EnrWritingKinds *kinds,
                      const EnrWritingKind *kind,
                      const EnrWritingFilter *filter,
                      GError **error)
{
  EnrDate today = enr_clock_today ();
  EnrDate until = filter->until != ENR_DATE_NONE ? filter->until : today;
  EnrDate first = enr_fiscal_year_first (
      enr_fiscal_year (filter->from != ENR_DATE_NONE ? filter->from : MIN (until, today)));
  Wanted wanted = { filter->from != ENR_DATE_NONE ? filter->from : first, filter,
                    enr_options_get (self, "class") };
  g_autoptr (EnrShelf) shelf = NULL;
  EnrUuid class_id;
  gboolean has_class;

  if (!enr_ctl_find_class (self, db, wanted.from, &class_id, &has_class, error))
    return FALSE;
  if (first > until)
    return enr_options_fail (error, _ ("--until is before --from."));
  shelf = enr_shelf_load (db, kinds, kind, first, until, today, error);
  if (shelf == NULL)
    return FALSE;
  print_places (self, shelf, &wanted);
  return TRUE;
}
