/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The table of all kinds.
 */
#include "config.h"

#include "submission/submission-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const EnrComposer composers[] = {
  { { "attendance", N_ ("Attendance of each day"),
      N_ ("When a day is closed: arrival and departure of each child, absences, and extended care. "
          "Children are "
          "named by their certification number.") },
    ENR_LANE_DAILY,
    "attendance-day/",
    enr_compose_day,
    enr_say_day,
    ENR_PLACE_DAY },
  { { "month", N_ ("Figures of each month"),
      N_ ("When a month is closed: days open, children enrolled and present by age and "
          "certification, meals, and "
          "extended care. Counts only.") },
    ENR_LANE_DAILY,
    "month/",
    enr_compose_month,
    enr_say_month,
    ENR_PLACE_MONTH },
  { { "enrolment", N_ ("Enrolment"),
      N_ ("When a child is enrolled or leaves, or its certification changes.") },
    ENR_LANE_DAILY,
    "enrolment/",
    enr_compose_enrolment,
    enr_say_enrolment,
    ENR_PLACE_CHILD },
  { { "facility", N_ ("The facility"),
      N_ ("When its name, address, hours or capacity change. Only what is public anyway.") },
    ENR_LANE_DOCUMENTS,
    "facility",
    enr_compose_facility,
    enr_say_facility,
    ENR_PLACE_FACILITY },
  { { "vacancy", N_ ("Free places"), N_ ("When the free places by class age are entered.") },
    ENR_LANE_DAILY,
    "vacancy",
    enr_compose_vacancy,
    enr_say_vacancy,
    ENR_PLACE_VACANCY },
  { { "outbreak", N_ ("Outbreaks of an illness"),
      N_ ("When an outbreak is reported: counts by illness, and what was done. No child is "
          "named.") },
    ENR_LANE_URGENT,
    "outbreak/",
    enr_compose_outbreak,
    enr_say_outbreak,
    ENR_PLACE_OUTBREAK },
  { { "accident", N_ ("Accidents"),
      N_ ("When the director approves the report of an accident: its texts, and the child by "
          "number, month of "
          "birth and sex.") },
    ENR_LANE_URGENT,
    "accident/",
    enr_compose_accident,
    enr_say_accident,
    ENR_PLACE_ACCIDENT },
  { { "document", N_ ("Papers"),
      N_ ("When an approved plan, record or form is handed in, as a file.") },
    ENR_LANE_DOCUMENTS,
    "document/",
    enr_compose_document,
    enr_say_document,
    ENR_PLACE_DOCUMENT },
};

const EnrComposer *
enr_composers (guint *n)
{
  *n = G_N_ELEMENTS (composers);
  return composers;
}

const EnrSubmissionKind *
enr_submission_kinds (guint *n)
{
  static EnrSubmissionKind kinds[G_N_ELEMENTS (composers)];
  static gsize once;

  if (g_once_init_enter (&once))
    {
      for (guint i = 0; i < G_N_ELEMENTS (composers); i++)
        kinds[i] = composers[i].kind;
      g_once_init_leave (&once, 1);
    }
  *n = G_N_ELEMENTS (composers);
  return kinds;
}

const EnrComposer *
enr_composer_find (const char *subject, const char **rest)
{
  for (guint i = 0; i < G_N_ELEMENTS (composers); i++)
    {
      const char *prefix = composers[i].prefix;

      if (g_str_has_suffix (prefix, "/") ? g_str_has_prefix (subject, prefix)
                                         : strcmp (subject, prefix) == 0)
        {
          *rest = subject + strlen (prefix);
          return &composers[i];
        }
    }
  return NULL;
}
