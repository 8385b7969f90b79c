/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A closed day: every child that was enrolled on it.
 */
#include "config.h"

#include "submission/submission-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "attendance/closing.h"
#include "fees/care-minutes.h"

#define OLDEST 6 /* class ages from here on are one */

ENR_SQL (SQL_CLOSED,
         "SELECT closed_at FROM day_closing WHERE day = :day AND closed_at IS NOT NULL");

/* 1 with the time where the day is closed. */
static int
load_closed (EnrDb *db, EnrDate day, EnrInstant *at, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_CLOSED);
  int rc;

  enr_bind_date (&st, ":day", day);
  rc = enr_stmt_step (&st, error);
  if (rc > 0)
    *at = enr_column_instant (&st, 0);
  return rc;
}

static json_t *
compose_child (const EnrDay *day, const EnrDayChild *child, int extension, const char *number)
{
  json_t *object = json_object ();

  enr_submission_set_child (object, &child->child_id, number);
  enr_json_set_int (object, "age", CLAMP (child->class_age, 0, OLDEST));
  if (child->status == ENR_STATUS_ABSENT && child->absence_kind >= 0)
    enr_json_set_text (object, "absence",
                       g_array_index (day->kinds, EnrAbsenceKind, child->absence_kind).total);
  if (child->arrived != ENR_INSTANT_NONE)
    enr_json_set_int (object, "arrive", enr_instant_minutes (child->arrived, day->date));
  if (child->left != ENR_INSTANT_NONE)
    enr_json_set_int (object, "leave", enr_instant_minutes (child->left, day->date));
  if (extension > 0)
    enr_json_set_int (object, "extension", extension);
  return object;
}

/* Where a child stands among the others. */
typedef struct
{
  const EnrDayChild *child;
  const char *number; /* nullable */
} Place;

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Place *one = a;
  const Place *other = b;

  if (one->number != NULL && other->number != NULL)
    {
      int by_number = strcmp (one->number, other->number);

      if (by_number != 0)
        return by_number;
    }
  else if (one->number != NULL || other->number != NULL)
    return one->number != NULL ? -1 : 1;
  return memcmp (&one->child->child_id, &other->child->child_id, sizeof (EnrUuid));
}

/* By number, and then by id, so that the order says nothing of classes and names. */
static json_t *
compose_children (const EnrDay *day, GHashTable *extension, GHashTable *numbers)
{
  g_autofree Place *places = g_new (Place, day->children->len);
  json_t *array = json_array ();

  for (guint i = 0; i < day->children->len; i++)
    {
      const EnrDayChild *child = &g_array_index (day->children, EnrDayChild, i);

      places[i] = (Place){ child, g_hash_table_lookup (numbers, &child->child_id) };
    }
  qsort (places, day->children->len, sizeof *places, compare_places);
  for (guint i = 0; i < day->children->len; i++)
    {
      const EnrDayChild *child = places[i].child;
      int minutes = GPOINTER_TO_INT (g_hash_table_lookup (extension, &child->child_id));

      json_array_append_new (array, compose_child (day, child, minutes, places[i].number));
    }
  return array;
}

/* The day as whoever closes it has just read it, or else read anew. */
static EnrDay *
load_day (EnrDb *db, EnrDate date, GError **error)
{
  EnrDay *kept = enr_db_kept (db, enr_day_being_closed);

  return kept != NULL && kept->date == date ? enr_day_ref (kept)
                                            : enr_day_load (db, date, NULL, error);
}

static json_t *
compose (EnrDb *db, EnrDate date, GError **error)
{
  g_autoptr (EnrDay) day = load_day (db, date, error);
  g_autoptr (GHashTable) extension = day != NULL ? enr_care_minutes_load (db, day, error) : NULL;
  g_autoptr (GHashTable) numbers
      = extension != NULL ? enr_submission_numbers (db, date, error) : NULL;
  EnrDayCounts counts;
  json_t *data;

  if (numbers == NULL)
    return NULL;
  counts = enr_day_count (day, G_MAXUINT);
  data = json_object ();
  enr_json_set_date (data, "date", date);
  json_object_set_new (data, "open", json_boolean (day->closed_name == NULL));
  enr_json_set_int (data, "enrolled", counts.enrolled);
  enr_json_set_int (data, "present", counts.arrived);
  enr_json_set_int (data, "absent", counts.absent);
  json_object_set_new (data, "children", compose_children (day, extension, numbers));
  return data;
}

gboolean
enr_compose_day (EnrDb *db,
                 const char *rest,
                 gboolean is_preview,
                 EnrComposed *composed,
                 GError **error)
{
  EnrDate date = enr_date_parse_iso (rest);
  int is_closed = date != ENR_DATE_NONE ? load_closed (db, date, &composed->happened, error) : 0;

  if (is_closed < 0)
    return FALSE;
  if (date == ENR_DATE_NONE || (is_closed == 0 && !is_preview))
    return TRUE;
  composed->type = "jp.enroku.attendance.day-closed.v1";
  composed->later_type = "jp.enroku.attendance.day-corrected.v1";
  composed->data = compose (db, date, error);
  return composed->data != NULL;
}

static const char *
absence_words (const char *total)
{
  if (strcmp (total, "sick") == 0)
    return _ ("absent for illness");
  if (strcmp (total, "suspension") == 0)
    return _ ("attendance suspended");
  if (strcmp (total, "bereavement") == 0)
    return _ ("absent for a bereavement");
  if (strcmp (total, "unannounced") == 0)
    return _ ("absent without a word");
  return _ ("absent");
}

static void
say_child (const json_t *child, GString *lines)
{
  g_autofree char *who = enr_say_child (child);
  g_autofree char *arrive = enr_say_minutes (child, "arrive");
  g_autofree char *leave = enr_say_minutes (child, "leave");
  const char *absence = enr_json_get_text (child, "absence", NULL);
  gint64 extension = enr_json_get_int (child, "extension", 0);
  int age = (int) enr_json_get_int (child, "age", 0);

  /* Translators: a child's number, and its class age */
  g_string_append_printf (lines, _ ("%s (class age %d): "), who, age);
  if (absence != NULL)
    g_string_append (lines, absence_words (absence));
  else if (*arrive == '\0' && *leave == '\0')
    g_string_append (lines, _ ("nothing recorded"));
  else
    g_string_append_printf (lines, "%s–%s", arrive, leave);
  if (extension > 0)
    /* Translators: follows the times of a child's day */
    g_string_append_printf (lines, _ (", extended care %d minutes"), (int) extension);
  g_string_append_c (lines, '\n');
}

void
enr_say_day (const json_t *data, GString *lines)
{
  const json_t *children = json_object_get (data, "children");

  g_string_append_printf (
      lines, _ ("Enrolled %d, present %d, absent %d"), (int) enr_json_get_int (data, "enrolled", 0),
      (int) enr_json_get_int (data, "present", 0), (int) enr_json_get_int (data, "absent", 0));
  g_string_append_c (lines, '\n');
  if (json_is_false (json_object_get (data, "open")))
    g_string_append_printf (lines, "%s\n", _ ("A day on which the nursery is not open."));
  for (gsize i = 0; i < json_array_size (children); i++)
    say_child (json_array_get (children, i), lines);
}
