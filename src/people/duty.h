/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Duties (勤務): who of the staff is on duty from when to when, entered per day.
 */
#pragma once

#include "people/staff.h"

G_BEGIN_DECLS

/** A stretch of time, in minutes of the day; @last is not part of it. */
typedef struct
{
  int first;
  int last;
} EnrDutySpan;

typedef struct
{
  EnrUuid id;
  EnrUuid staff_id;
  EnrDutySpan span;
  /* of the member of staff */
  char *name;
  char *job;
  gboolean is_counted;
} EnrDuty;

void enr_duty_free (EnrDuty *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrDuty, enr_duty_free)

/** A day's duties by their beginning, then kana. (element-type EnrDuty) */
GPtrArray *enr_duty_list (EnrDb *db,
                          EnrDate day,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * Sets the duties of a member of staff on a day; what was there before and is not among @spans goes.
 * No spans: not on duty. INVALID for a duty that ends before it starts or is not within 0:00 to 27:00,
 * for two that overlap, and for a day outside of the time of employment; UNKNOWN.
 */
gboolean enr_duty_set (EnrDb *db,
                       const EnrActor *actor,
                       const EnrUuid *staff_id,
                       EnrDate day,
                       const EnrDutySpan *spans,
                       guint n_spans,
                       GError **error);

/** The same where the duties are still @seen, as they were shown; CHANGED where somebody has entered others
 * meanwhile. */
gboolean enr_duty_set_seen (EnrDb *db,
                            const EnrActor *actor,
                            const EnrUuid *staff_id,
                            EnrDate day,
                            const EnrDutySpan *seen,
                            guint n_seen,
                            const EnrDutySpan *spans,
                            guint n_spans,
                            GError **error);

/**
 * Copies the duties of day @from to day @to, as one action. Who is not employed on @to is left out, and
 * counted in @n_left_out (may be %NULL). ALREADY where @to has duties, unless they are to be replaced;
 * UNKNOWN where @from has none; INVALID for the same day.
 */
gboolean enr_duty_copy (EnrDb *db,
                        const EnrActor *actor,
                        EnrDate from,
                        EnrDate to,
                        gboolean replace,
                        guint *n_left_out,
                        GError **error);

/** Takes a day's duties away where they are still those of @ids (element-type EnrUuid), in any order; CHANGED
 * where somebody has entered others meanwhile. */
gboolean enr_duty_take_back (EnrDb *db,
                             const EnrActor *actor,
                             EnrDate day,
                             const GArray *ids,
                             GError **error);

G_END_DECLS
