/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A child's enrolment as it is now.
 */
#include "config.h"

#include "submission/submission-private.h"

#include <glib/gi18n-lib.h>

#include "base/clock.h"
#include "nursery/child.h"
#include "nursery/enrolment.h"

#define OLDEST 6

/* The one that stands; where all were entered by mistake, the last of those. */
ENR_SQL (SQL_NEWEST,
         "SELECT first_day, last_day, removed_at FROM enrolment WHERE child_id = :child "
         "ORDER BY removed_at IS NOT NULL, first_day DESC LIMIT 1");

typedef struct
{
  EnrDate first;
  EnrDate last;
  EnrInstant removed_at;
} Period;

static int
load_newest (EnrDb *db, const EnrUuid *child_id, Period *period, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_NEWEST);
  int rc;

  enr_bind_uuid (&st, ":child", child_id);
  rc = enr_stmt_step (&st, error);
  if (rc > 0)
    *period = (Period){ enr_column_date (&st, 0), enr_column_date (&st, 1),
                        enr_column_instant (&st, 2) };
  return rc;
}

/* The day that the state is of: today, or as near as the period comes. */
static EnrDate
as_of (const Period *period)
{
  EnrDate day = MAX (enr_clock_today (), period->first);

  return period->last != ENR_DATE_NONE ? MIN (day, period->last) : day;
}

static json_t *
compose_certification (const GPtrArray *certifications, EnrDate day)
{
  for (guint i = certifications->len; i-- > 0;)
    {
      const EnrCertification *row = g_ptr_array_index (certifications, i);
      json_t *object;

      if (row->first > day || (row->last != ENR_DATE_NONE && row->last < day))
        continue;
      object = json_object ();
      enr_json_set_int (object, "kind", row->kind);
      json_object_set_new (object, "hours", json_string (enr_care_hours_key (row->care_hours)));
      enr_json_set_date (object, "first", row->first);
      enr_json_set_date (object, "last", row->last);
      return object;
    }
  return NULL;
}

static json_t *
compose (EnrDb *db,
         const EnrUuid *child_id,
         const Period *period,
         gboolean is_removed,
         GError **error)
{
  EnrDate day = as_of (period);
  g_autoptr (EnrChild) child = enr_child_load (db, child_id, error);
  g_autoptr (GPtrArray) certifications
      = child != NULL ? enr_child_certifications (db, child_id, error) : NULL;
  json_t *who = certifications != NULL ? enr_submission_child (db, child_id, day, error) : NULL;
  json_t *certification;
  json_t *data;

  if (who == NULL)
    return NULL;
  data = json_object ();
  json_object_set_new (data, "child", who);
  enr_json_set_date (data, "first", period->first);
  enr_json_set_date (data, "last", period->last);
  enr_json_set_int (data, "age",
                    CLAMP (enr_class_age (enr_fiscal_year (day), child->birth_date), 0, OLDEST));
  certification = compose_certification (certifications, day);
  if (certification != NULL)
    json_object_set_new (data, "certification", certification);
  if (is_removed)
    json_object_set_new (data, "removed", json_true ());
  return data;
}

gboolean
enr_compose_enrolment (EnrDb *db,
                       const char *rest,
                       gboolean is_preview,
                       EnrComposed *composed,
                       GError **error)
{
  EnrUuid child_id;
  Period period;
  gboolean is_removed;
  int rc = enr_uuid_parse (rest, &child_id) ? load_newest (db, &child_id, &period, error) : 0;

  if (rc <= 0)
    return rc == 0;
  is_removed = period.removed_at != ENR_INSTANT_NONE;
  composed->happened = enr_clock_now ();
  if (!is_removed && period.last == ENR_DATE_NONE)
    {
      composed->type = "jp.enroku.enrolment.started.v1";
      composed->later_type = "jp.enroku.enrolment.changed.v1";
    }
  else
    {
      /* What was never told need not be taken back. */
      composed->type = is_removed ? NULL : "jp.enroku.enrolment.ended.v1";
      composed->later_type = "jp.enroku.enrolment.ended.v1";
    }
  composed->data = compose (db, &child_id, &period, is_removed, error);
  return composed->data != NULL;
}

void
enr_say_enrolment (const json_t *data, GString *lines)
{
  static const char *const certifications[] = { N_ ("no certification"), N_ ("certified: 1号"),
                                                N_ ("certified: 2号"), N_ ("certified: 3号") };
  g_autofree char *who = enr_say_child (json_object_get (data, "child"));
  g_autofree char *first = enr_say_date (data, "first");
  g_autofree char *last = enr_say_date (data, "last");
  const json_t *certification = json_object_get (data, "certification");

  g_string_append_printf (lines, _ ("%s (class age %d): "), who,
                          (int) enr_json_get_int (data, "age", 0));
  /* Translators: a date */
  g_string_append_printf (lines, _ ("enrolled from %s"), first);
  if (*last != '\0')
    /* Translators: follows "enrolled from DATE" */
    g_string_append_printf (lines, _ (" until %s"), last);
  g_string_append_c (lines, '\n');
  if (certification != NULL)
    {
      gint64 kind = enr_json_get_int (certification, "kind", 0);

      g_string_append_printf (
          lines, "%s\n",
          _ (certifications[kind >= 0 && kind < (gint64) G_N_ELEMENTS (certifications) ? kind
                                                                                       : 0]));
    }
  if (json_is_true (json_object_get (data, "removed")))
    g_string_append_printf (lines, "%s\n", _ ("This was entered by mistake and is taken back."));
}
