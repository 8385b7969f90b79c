/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Which days a notice means, and what it finds there.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "attendance/entry-txn.h"
#include "base/clock.h"
#include "contact/contact-private.h"
#include "nursery/enrolment.h"
#include "nursery/error.h"
#include "nursery/facility.h"

#define HALF_DAY (12 * 60)

ENR_SQL (SQL_HAS_COME,
         "SELECT 1 FROM stamp s WHERE s.day = :day AND s.child_id = :child AND s.kind = 'arrive' "
         "AND s.at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM stamp n WHERE n.supersedes = s.id) "
         "LIMIT 1");
/* Whether the child has come on the day: 1, 0, or -1 on error. */
static int
has_come (EnrDb *db, const EnrUuid *child_id, EnrDate day, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_HAS_COME);

  enr_bind_uuid (&st, ":child", child_id);
  enr_bind_date (&st, ":day", day);
  return enr_stmt_step (&st, error);
}

/* Whether the child is not put down for a day on which only those who are come: 1, 0, -1. */
static int
is_unasked (EnrDb *db,
            const EnrFacility *facility,
            const EnrUuid *child_id,
            EnrDate day,
            GError **error)
{
  g_auto (EnrEntryKnown) known = { 0 };

  if (!facility->is_saturday_by_plan || enr_date_weekday (day) != ENR_SATURDAY)
    return 0;
  if (!enr_entry_load_known (db, child_id, day, &known, error))
    return -1;
  return known.planned_arrive == ENR_MINUTES_NONE && known.planned_leave == ENR_MINUTES_NONE
         && !known.has_collector;
}

static gboolean
survey_day (EnrDb *db,
            const EnrNotice *notice,
            const EnrFacility *facility,
            EnrDate day,
            GArray *days,
            EnrNoticeEffect *effect,
            GError **error)
{
  int rc = enr_child_is_enrolled (db, &notice->child_id, day, error);

  if (rc <= 0)
    {
      effect->n_away += rc == 0;
      return rc == 0;
    }
  rc = notice->first_day < notice->last_day
           ? is_unasked (db, facility, &notice->child_id, day, error)
           : 0;
  if (rc != 0)
    {
      effect->n_unasked += rc > 0;
      return rc > 0;
    }
  rc = has_come (db, &notice->child_id, day, error);
  if (rc < 0)
    return FALSE;
  if (rc > 0 && effect->n_arrived++ == 0)
    effect->arrived_day = day;
  effect->n_past += day < enr_clock_today ();
  g_array_append_val (days, day);
  return TRUE;
}

static GArray *
fail_empty (const EnrNotice *notice,
            const EnrCalendar *calendar,
            const EnrNoticeEffect *effect,
            GError **error)
{
  char day[ENR_DATE_ISO_LENGTH];

  enr_date_iso (notice->first_day, day);
  if (effect->n_away > 0)
    g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_NOT_ENROLLED,
                 _ ("The child is not enrolled on %s."), day);
  else if (effect->n_unasked > 0)
    g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                         _ ("The child is not expected on any of these days."));
  else
    g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                 /* Translators: a date, and why the nursery is closed (日曜日, a holiday) */
                 _ ("The nursery is not open on %s (%s)."), day,
                 enr_calendar_closed_name (calendar, notice->first_day));
  return NULL;
}

/* A child comes before the end and is fetched behind the beginning: "1:30" was meant as 13:30,
 * "25:30" is a slip too. Without hours nothing is known. */
static gboolean
is_within (const EnrNotice *notice, const EnrHours *hours, int minutes)
{
  if (hours->open < 0 || hours->close < 0)
    return TRUE;
  return notice->kind == ENR_NOTICE_LATE ? minutes >= hours->open && minutes < hours->close
                                         : minutes > hours->open && minutes <= hours->close;
}

static gboolean
check_hours (const EnrNotice *notice, const EnrFacility *facility, GError **error)
{
  const EnrHours *hours = enr_facility_hours (facility, notice->first_day);
  int minutes = notice->kind == ENR_NOTICE_LATE ? notice->arrive : notice->leave;
  int likely;
  char given[6], meant[6], open[6], close[6];

  if (notice->kind == ENR_NOTICE_ABSENT || minutes == ENR_MINUTES_NONE
      || is_within (notice, hours, minutes))
    return TRUE;
  likely = minutes < HALF_DAY ? minutes + HALF_DAY : minutes - HALF_DAY;
  enr_minutes_format (minutes, given);
  enr_minutes_format (hours->open, open);
  enr_minutes_format (hours->close, close);
  if (is_within (notice, hours, likely))
    g_set_error (
        error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
        /* Translators: "25:30", when the nursery opens and closes, and what was meant, "13:30" */
        _ ("%s is outside of that day's hours, %s to %s. Is it %s?"), given, open, close,
        enr_minutes_format (likely, meant));
  else
    g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                 /* Translators: "6:30", and when the nursery opens and closes */
                 _ ("%s is outside of that day's hours, %s to %s."), given, open, close);
  return FALSE;
}

GArray *
enr_notice_survey (EnrDb *db, const EnrNotice *notice, EnrNoticeEffect *effect, GError **error)
{
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (EnrDate));
  g_autoptr (EnrFacility) facility = enr_facility_load (db, error);
  g_autoptr (EnrCalendar) calendar
      = facility != NULL ? enr_calendar_load (db, notice->first_day, notice->last_day, error)
                         : NULL;

  effect->arrived_day = ENR_DATE_NONE;
  if (calendar == NULL)
    return NULL;
  for (EnrDate day = notice->first_day; day <= notice->last_day; day++)
    if (enr_calendar_closed_name (calendar, day) != NULL)
      effect->n_shut++;
    else if (!survey_day (db, notice, facility, day, days, effect, error))
      return NULL;
  effect->n_days = days->len;
  effect->others = enr_notice_load_others (db, notice, error);
  if (effect->others == NULL)
    return NULL;
  if (days->len == 0)
    return fail_empty (notice, calendar, effect, error);
  return check_hours (notice, facility, error) ? g_steal_pointer (&days) : NULL;
}
