/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Extended care of one day, for those who look at the clock: the board and the door. It is the month's
 * reading (care-month.h), so that what they show is what is billed. Loading needs the database; what
 * is asked of it afterwards is pure.
 */
#pragma once

#include "attendance/day.h"
#include "fees/care-month.h"

G_BEGIN_DECLS

/** How long before a unit begins the door says so. */
#define ENR_CARE_WARNING_MINUTES 10

typedef struct
{
  /*< private >*/
  gatomicrefcount ref_count;
  EnrCareMonth *month;  /* NULL where no rule holds on the day */
  GHashTable *children; /* EnrUuid -> index + 1 */
  /*< public >*/
  EnrDate date;
} EnrCareDay;

/** Reads a day. Without a rule for it, that is one statement. */
EnrCareDay *enr_care_day_load (EnrDb *db,
                               EnrDate date,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
EnrCareDay *enr_care_day_ref (EnrCareDay *self);
void enr_care_day_unref (EnrCareDay *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrCareDay, enr_care_day_unref)

/** Whether there is a rule that holds on the day, for whomever. */
gboolean enr_care_day_has_rules (const EnrCareDay *self);

/** The charge of a child's day, as it is billed, or %NULL: enr_care_month_find(). Borrowed. */
const EnrCharge *enr_care_day_find (const EnrCareDay *self,
                                    const EnrUuid *child_id);

/** What leaving at @now would cost a child that is here. FALSE where no rule holds for it, or it has not
 * come; @result is empty before the charged time. */
gboolean enr_care_day_estimate (const EnrCareDay *self,
                                const EnrUuid *child_id,
                                int now,
                                EnrCareResult *result);

/** Whether leaving at @now falls into charged time at the end of the day (not: whether the child came
 * early). What the family pays of it is not asked, so that a screen which others see tells nothing
 * of reductions. */
gboolean enr_care_day_is_extended (const EnrCareDay *self,
                                   const EnrUuid *child_id,
                                   int now);

/** Until when arriving is in charged time (早朝), for a child that has not come; ENR_MINUTES_NONE where
 * arriving at @now is not. */
int enr_care_day_early_until (const EnrCareDay *self,
                              const EnrUuid *child_id,
                              int now);

/** What the door says to all who stand before it. Minutes of the day, or ENR_MINUTES_NONE. */
typedef struct
{
  int begins;          /* from then on leaving is charged, for some who are not yet in charged time:
                          within ENR_CARE_WARNING_MINUTES */
  gboolean has_begun;  /* leaving now is in charged time, for some */
  int next;            /* their next unit, likewise */
  gboolean is_for_all; /* the first of these that is so is so for every child that is here */
  int early_until;     /* arriving is in charged time until then */
} EnrCareWarning;

/** For the children of a class (an index into the day's classes; G_MAXUINT: those of none), or of all
 * (%NULL). FALSE where there is nothing to say. @day must be of the same date. */
gboolean enr_care_day_warn (const EnrCareDay *self,
                            const EnrDay *day,
                            const guint *class_index,
                            int now,
                            EnrCareWarning *warning);

G_END_DECLS
