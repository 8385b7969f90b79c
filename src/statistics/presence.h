/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * When children were in the house: stretches of time made of the stamps that stand. A child who went
 * and came back has two on that day.
 */
#pragma once

#include "nursery/facility.h"

G_BEGIN_DECLS

typedef struct
{
  EnrUuid child_id;
  EnrDate day;
  int class_age;          /* 0 to 5; 6: older */
  int from;               /* minutes of the day */
  int to;                 /* not part of it */
  gboolean is_incomplete; /* the departure or the arrival is missing */
} EnrPresence;

/**
 * Every stretch from @first to @last, by day and child. (element-type EnrPresence)
 * Where the departure is missing, a child is taken to be here until now on today's nursery day, and
 * until closing time on a day before. Where the arrival is missing nothing is known but the end: such
 * a stretch is empty (@from is @to).
 */
GArray *enr_presence_load (EnrDb *db,
                           const EnrFacility *facility,
                           EnrDate first,
                           EnrDate last,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** A class age as an index of 0 to 6. */
int enr_statistics_age (EnrDate birth_date,
                        EnrDate day);

/** How many children are enrolled on a day, by class age (ENR_STAFFING_AGES of them). */
gboolean enr_statistics_enrolled (EnrDb *db,
                                  EnrDate day,
                                  guint *children,
                                  GError **error);

G_END_DECLS
