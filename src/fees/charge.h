/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The engine of extended care: times and a rule in, minutes and yen out. The board, the door, the
 * papers and the bill all come here, so that what is shown is what is billed. Pure.
 */
#pragma once

#include "fees/rule.h"
#include "fees/working.h"

G_BEGIN_DECLS

/** A child's day in minutes, each or ENR_MINUTES_NONE. Seconds were dropped before (FACTS 2.3). */
typedef struct
{
  int arrived;
  int left;
  int planned_arrive;
  int planned_leave;
} EnrCareTimes;

#define ENR_CARE_PARTS_MAX (ENR_CARE_BANDS_MAX + 4)

typedef struct
{
  int minutes; /* of all bands */
  int units;
  int amount;  /* yen */
  guint n_parts;
  EnrWorkingPart parts[ENR_CARE_PARTS_MAX];
} EnrCareResult;

/** The times that a rule charges by (基準: 実績, 予定, 遅い方). FALSE where the child did not come, or
 * where the end is not known yet. */
gboolean enr_care_span (EnrCareBasis basis,
                        const EnrCareTimes *times,
                        int *from,
                        int *to);

/**
 * Computes a day's charge: the minutes in each band less the grace, rounded to units, priced, not more
 * than the daily cap, then what the child pays of it (@percent, fractions of a yen dropped). The grace
 * moves the bound: 18:21 after 18:00 with 5 minutes is 16 minutes. Never negative, and never less for
 * a longer stay.
 */
void enr_care_compute (const EnrCareRule *rule,
                       const EnrCareTimes *times,
                       int percent,
                       EnrCareResult *result);

/** Limits a day's charge to what the monthly cap leaves after @before yen of the days before. */
void enr_care_apply_monthly_cap (const EnrCareRule *rule,
                                 int percent,
                                 gint64 before,
                                 EnrCareResult *result);

/** The month's price (月極) that a child pays. */
void enr_care_compute_monthly (const EnrCareRule *rule,
                               int percent,
                               EnrCareResult *result);

/** What a child pays of a rule's price: by birth order (1 the eldest) and 減免, the lower of both. */
int enr_care_percent (const EnrCareRule *rule,
                      int birth_order,
                      gboolean is_exempt);

/** The first minute after @now at which leaving costs more than leaving at @now does, or
 * ENR_MINUTES_NONE. */
int enr_care_next_step (const EnrCareRule *rule,
                        const EnrCareTimes *times,
                        int now);

/** For a child that has not come: until when arriving is charged for being early (the first minute
 * after @now at which it is not), or ENR_MINUTES_NONE where arriving at @now is not. @times has the
 * plan. */
int enr_care_early_until (const EnrCareRule *rule,
                          const EnrCareTimes *times,
                          int now);

G_END_DECLS
