/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A closed month: the figures that its newest closing keeps.
 */
#include "config.h"

#include "submission/submission-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "month/closing.h"

ENR_SQL (SQL_CLOSING,
         "SELECT revision, closed_at FROM month_closing WHERE month = :month ORDER BY revision "
         "DESC LIMIT 1");

/* 1 with the revision where the month is closed. */
static int
load_closing (EnrDb *db, const char *month, int *revision, EnrInstant *at, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_CLOSING);
  int rc;

  enr_bind_text (&st, ":month", month);
  rc = enr_stmt_step (&st, error);
  if (rc > 0)
    {
      *revision = (int) enr_column_int (&st, 0);
      *at = enr_column_instant (&st, 1);
    }
  return rc;
}

static json_t *
compose_ages (const EnrMonthlyStatistics *statistics)
{
  json_t *array = json_array ();

  for (int age = 0; age < ENR_STAFFING_AGES; age++)
    {
      const EnrAgeLine *line = &statistics->ages[age];
      json_t *object;

      if (line->enrolled_all == 0 && line->present == 0)
        continue;
      object = json_object ();
      enr_json_set_int (object, "age", age);
      enr_json_set_int (object, "enrolled_first", line->enrolled_first);
      enr_json_set_int (object, "enrolled", line->enrolled_all);
      enr_json_set_int (object, "enrolled_days", line->enrolled_days);
      enr_json_set_int (object, "present", line->present);
      enr_json_set_int (object, "late", line->late);
      enr_json_set_int (object, "early", line->early);
      json_array_append_new (array, object);
    }
  return array;
}

static json_t *
compose_absences (const EnrMonthlyStatistics *statistics)
{
  json_t *array = json_array ();

  for (guint i = 0; i < statistics->absences->len; i++)
    {
      const EnrAbsenceLine *line = &g_array_index (statistics->absences, EnrAbsenceLine, i);

      for (int age = 0; age < ENR_STAFFING_AGES; age++)
        if (line->days[age] > 0)
          json_array_append_new (array, json_pack ("{s:s, s:s, s:i, s:i}", "kind", line->key,
                                                   "label", line->label, "age", age, "days",
                                                   (int) line->days[age]));
    }
  return array;
}

static json_t *
compose_cells (EnrCareCounts counts)
{
  json_t *array = json_array ();

  for (int kind = 0; kind < ENR_STATISTICS_CERTIFICATIONS; kind++)
    for (int hours = 0; hours < ENR_STATISTICS_CARE_HOURS; hours++)
      for (int age = 0; age < ENR_STAFFING_AGES; age++)
        if (counts[kind][hours][age] > 0)
          json_array_append_new (array, json_pack ("{s:i, s:s, s:i, s:i}", "certification", kind,
                                                   "hours", enr_care_hours_key (hours), "age", age,
                                                   "children", (int) counts[kind][hours][age]));
  return array;
}

static json_t *
compose_meals (const EnrMonthlyStatistics *statistics)
{
  json_t *array = json_array ();

  for (guint i = 0; i < statistics->meals->len; i++)
    {
      const EnrMealLine *line = &g_array_index (statistics->meals, EnrMealLine, i);

      json_array_append_new (array, json_pack ("{s:s, s:i}", "name", line->name, "children",
                                               (int) enr_statistics_sum (line->children)));
    }
  return array;
}

static json_t *
compose_extension (const EnrMonthlyStatistics *statistics)
{
  json_t *array = json_array ();

  for (guint i = 0; i < statistics->bands->len; i++)
    {
      const EnrBandLine *line = &g_array_index (statistics->bands, EnrBandLine, i);

      json_array_append_new (array,
                             json_pack ("{s:s, s:i, s:i, s:I}", "label", line->label, "children",
                                        (int) line->children, "minutes", (int) line->minutes,
                                        "amount", (json_int_t) line->amount));
    }
  return array;
}

static json_t *
compose (EnrDb *db, const char *month, EnrDate first, int revision, GError **error)
{
  g_autoptr (EnrMonthlyStatistics) statistics
      = enr_month_statistics_load (db, first, ENR_FIGURES_OF_CLOSING, error);
  json_t *data;

  if (statistics == NULL)
    return NULL;
  data = json_object ();
  enr_json_set_text (data, "month", month);
  enr_json_set_int (data, "revision", revision);
  enr_json_set_int (data, "open_days", statistics->open_days);
  if (statistics->rate >= 0)
    enr_json_set_int (data, "rate", statistics->rate);
  json_object_set_new (data, "ages", compose_ages (statistics));
  json_object_set_new (data, "absences", compose_absences (statistics));
  json_object_set_new (data, "on_first", compose_cells (statistics->on_first));
  json_object_set_new (data, "days", compose_cells (statistics->days));
  json_object_set_new (data, "meals", compose_meals (statistics));
  json_object_set_new (data, "extension", compose_extension (statistics));
  return data;
}

gboolean
enr_compose_month (EnrDb *db,
                   const char *rest,
                   gboolean is_preview,
                   EnrComposed *composed,
                   GError **error)
{
  g_autofree char *day = g_strconcat (rest, "-01", NULL);
  EnrDate first = enr_date_parse_iso (day);
  int revision = 1;
  int is_closed
      = first != ENR_DATE_NONE ? load_closing (db, rest, &revision, &composed->happened, error) : 0;

  if (is_closed < 0)
    return FALSE;
  if (first == ENR_DATE_NONE || (is_closed == 0 && !is_preview))
    return TRUE;
  composed->type = "jp.enroku.month.closed.v1";
  composed->data = compose (db, rest, first, revision, error);
  return composed->data != NULL;
}

static void
say_ages (const json_t *ages, GString *lines)
{
  for (gsize i = 0; i < json_array_size (ages); i++)
    {
      const json_t *line = json_array_get (ages, i);

      /* Translators: a class age; children on the first of the month; child-days present */
      g_string_append_printf (lines,
                              _ ("Class age %d: %d enrolled on the first, %d child-days present"),
                              (int) enr_json_get_int (line, "age", 0),
                              (int) enr_json_get_int (line, "enrolled_first", 0),
                              (int) enr_json_get_int (line, "present", 0));
      g_string_append_c (lines, '\n');
    }
}

static void
say_meals (const json_t *meals, GString *lines)
{
  for (gsize i = 0; i < json_array_size (meals); i++)
    {
      const json_t *line = json_array_get (meals, i);

      /* Translators: a meal, and children summed over the month's days */
      g_string_append_printf (lines, _ ("%s: %d children"), enr_json_get_text (line, "name", ""),
                              (int) enr_json_get_int (line, "children", 0));
      g_string_append_c (lines, '\n');
    }
}

static void
say_extension (const json_t *bands, GString *lines)
{
  for (gsize i = 0; i < json_array_size (bands); i++)
    {
      const json_t *line = json_array_get (bands, i);

      /* Translators: a band of extended care; children, minutes, yen */
      g_string_append_printf (
          lines, _ ("Extended care, %s: %d children, %d minutes, %d yen"),
          enr_json_get_text (line, "label", ""), (int) enr_json_get_int (line, "children", 0),
          (int) enr_json_get_int (line, "minutes", 0), (int) enr_json_get_int (line, "amount", 0));
      g_string_append_c (lines, '\n');
    }
}

void
enr_say_month (const json_t *data, GString *lines)
{
  const json_t *absences = json_object_get (data, "absences");
  int n_absent = 0;

  for (gsize i = 0; i < json_array_size (absences); i++)
    n_absent += (int) enr_json_get_int (json_array_get (absences, i), "days", 0);
  /* Translators: the month's closing was done so many times */
  g_string_append_printf (lines, _ ("Closing no. %d; %d days open; %d child-days absent"),
                          (int) enr_json_get_int (data, "revision", 0),
                          (int) enr_json_get_int (data, "open_days", 0), n_absent);
  g_string_append_c (lines, '\n');
  say_ages (json_object_get (data, "ages"), lines);
  say_meals (json_object_get (data, "meals"), lines);
  say_extension (json_object_get (data, "extension"), lines);
  g_string_append_printf (lines, "%s\n", _ ("Counts only; no child is named."));
}
