/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "statistics/presence.h"

#include <string.h>

#include "base/clock.h"
#include "base/staffing.h"

ENR_SQL (SQL_STAMPS,
         "SELECT s.child_id, s.day, c.birth_date, s.kind, s.at FROM stamp s "
         "JOIN child c ON c.id = s.child_id WHERE s.day BETWEEN :first AND :last "
         "AND s.at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM stamp x WHERE x.supersedes = s.id) "
         "ORDER BY s.day, s.child_id, s.at, s.kind = 'leave'");
ENR_SQL (
    SQL_ENROLLED,
    "SELECT birth_date FROM child c WHERE removed_at IS NULL AND EXISTS (SELECT 1 "
    "FROM enrolment e WHERE e.child_id = c.id AND e.removed_at IS NULL AND e.first_day <= :day "
    "AND (e.last_day IS NULL OR e.last_day >= :day))");

int
enr_statistics_age (EnrDate birth_date, EnrDate day)
{
  return MIN (enr_class_age (enr_fiscal_year (day), birth_date), ENR_STAFFING_AGES - 1);
}

gboolean
enr_statistics_enrolled (EnrDb *db, EnrDate day, guint *children, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_ENROLLED);
  int rc;

  memset (children, 0, sizeof *children * ENR_STAFFING_AGES);
  enr_bind_date (&st, ":day", day);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    children[enr_statistics_age (enr_column_date (&st, 0), day)]++;
  return rc == 0;
}

/* Gives an end to the stretch that is still open. */
static void
close_open (GArray *list, const EnrFacility *facility)
{
  EnrPresence *open = list->len > 0 ? &g_array_index (list, EnrPresence, list->len - 1) : NULL;
  int end;

  if (open == NULL || open->to != ENR_MINUTES_NONE)
    return;
  if (open->day == enr_clock_today ())
    {
      end = enr_instant_minutes (enr_clock_now (), open->day);
    }
  else
    {
      end = enr_facility_hours (facility, open->day)->close;
      open->is_incomplete = TRUE;
    }
  open->to = MAX (end, open->from);
}

GArray *
enr_presence_load (EnrDb *db,
                   const EnrFacility *facility,
                   EnrDate first,
                   EnrDate last,
                   GError **error)
{
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (EnrPresence));
  g_auto (EnrStmt) st = enr_stmt (db, SQL_STAMPS);
  int rc;

  enr_bind_date (&st, ":first", first);
  enr_bind_date (&st, ":last", last);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrPresence next = { enr_column_uuid (&st, 0), enr_column_date (&st, 1), 0, 0, 0, FALSE };
      EnrPresence *open = list->len > 0 ? &g_array_index (list, EnrPresence, list->len - 1) : NULL;
      int minutes = enr_instant_minutes (enr_column_int (&st, 4), next.day);
      gboolean is_arrival = strcmp (enr_column_text (&st, 3), "arrive") == 0;

      if (open != NULL
          && (open->to != ENR_MINUTES_NONE || open->day != next.day
              || !enr_uuid_equal (&open->child_id, &next.child_id)))
        {
          close_open (list, facility);
          open = NULL;
        }
      if (open != NULL)
        {
          if (!is_arrival)
            open->to = minutes;
          continue; /* an arrival of a child who is here already says nothing new */
        }
      next.class_age = enr_statistics_age (enr_column_date (&st, 2), next.day);
      next.from = minutes;
      next.to = is_arrival ? ENR_MINUTES_NONE : minutes;
      next.is_incomplete = !is_arrival;
      g_array_append_val (list, next);
    }
  close_open (list, facility);
  return rc == 0 ? g_steal_pointer (&list) : NULL;
}
