/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The facility: what the list of nurseries (子育て施設一覧) publishes anyway; no person.
 */
#include "config.h"

#include "submission/submission-private.h"

#include <glib/gi18n-lib.h>

#include "base/clock.h"
#include "nursery/facility.h"

static json_t *
compose_hours (const EnrHours *hours)
{
  json_t *object = json_object ();

  enr_json_set_minutes (object, "open", hours->open);
  enr_json_set_minutes (object, "close", hours->close);
  enr_json_set_minutes (object, "standard_start", hours->standard_start);
  enr_json_set_minutes (object, "standard_end", hours->standard_end);
  enr_json_set_minutes (object, "short_start", hours->short_start);
  enr_json_set_minutes (object, "short_end", hours->short_end);
  return object;
}

static json_t *
compose_weekdays (guint weekdays)
{
  static const char *const words[] = { "sun", "mon", "tue", "wed", "thu", "fri", "sat" };
  json_t *array = json_array ();

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if ((weekdays & 1u << i) != 0)
      json_array_append_new (array, json_string (words[i]));
  return array;
}

gboolean
enr_compose_facility (EnrDb *db,
                      const char *rest,
                      gboolean is_preview,
                      EnrComposed *composed,
                      GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (EnrFacility) facility = enr_facility_load (db, &local_error);
  json_t *data;

  if (facility == NULL)
    {
      if (g_error_matches (local_error, ENR_DB_ERROR, ENR_DB_ERROR_NOT_FOUND))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  data = json_object ();
  json_object_set_new (data, "number", json_string (facility->number));
  json_object_set_new (data, "name", json_string (facility->name));
  enr_json_set_text (data, "name_kana", facility->name_kana);
  json_object_set_new (data, "kind", json_string (facility->kind));
  enr_json_set_text (data, "postal_code", facility->postal_code);
  enr_json_set_text (data, "address", facility->address);
  enr_json_set_text (data, "phone", facility->phone);
  enr_json_set_int (data, "capacity", facility->capacity);
  json_object_set_new (data, "weekday", compose_hours (&facility->weekday));
  json_object_set_new (data, "saturday", compose_hours (&facility->saturday));
  json_object_set_new (data, "weekdays", compose_weekdays (facility->open_weekdays));
  composed->type = "jp.enroku.facility.state.v1";
  composed->happened = enr_clock_now ();
  composed->data = data;
  return TRUE;
}

void
enr_say_facility (const json_t *data, GString *lines)
{
  const json_t *hours = json_object_get (data, "weekday");
  g_autofree char *open = enr_say_minutes (hours, "open");
  g_autofree char *close = enr_say_minutes (hours, "close");

  g_string_append_printf (lines, "%s (%s)\n", enr_json_get_text (data, "name", ""),
                          enr_json_get_text (data, "number", ""));
  g_string_append_printf (lines, "%s %s\n", enr_json_get_text (data, "address", ""),
                          enr_json_get_text (data, "phone", ""));
  /* Translators: a number of children; opening and closing time on weekdays */
  g_string_append_printf (lines, _ ("Capacity %d; open %s–%s"),
                          (int) enr_json_get_int (data, "capacity", 0), open, close);
  g_string_append_c (lines, '\n');
}
