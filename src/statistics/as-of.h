/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The nursery on a day: capacity, children by age, staff by job (the items of 社会福祉施設等調査,
 * FACTS 11.4).
 */
#pragma once

#include "base/staffing.h"
#include "nursery/facility.h"
#include "people/staff.h"

G_BEGIN_DECLS

/** Staff of one job. */
typedef struct
{
  const char *label;      /* static, Japanese */
  guint full_time;        /* 常勤 */
  guint part_time;        /* 非常勤 */
  guint part_minutes;     /* of the part-timers' weeks together */
  guint equivalent;       /* 常勤換算, in tenths of a person: each full-timer 1, part-timers by their hours */
} EnrAsOfJob;

/** Classes and children of one class age. */
typedef struct
{
  guint n_classes;
  guint capacity;         /* of the classes that have one set */
  guint children;
} EnrAsOfAge;

typedef struct
{
  EnrDate date;
  EnrFacility *facility;
  EnrAsOfAge ages[ENR_STAFFING_AGES]; /* the last: older than 5 */
  EnrAsOfAge mixed;       /* classes of mixed ages; their children are counted by age above */
  GArray *jobs;           /* (element-type EnrAsOfJob) those that somebody has, in the order of lists */
  int full_week;          /* minutes: what 常勤換算 divides by */
} EnrAsOf;

/** Reads the state of a day in one snapshot. */
EnrAsOf *enr_as_of_load (EnrDb *db,
                         EnrDate date,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
void enr_as_of_free (EnrAsOf *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrAsOf, enr_as_of_free)

/** All ages together, with the mixed classes. */
EnrAsOfAge enr_as_of_total (const EnrAsOf *self);

/** All jobs together; the label is 計. */
EnrAsOfJob enr_as_of_staff (const EnrAsOf *self);

G_END_DECLS
