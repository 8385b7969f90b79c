/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the door says of extended care: before a tap, and of what it came to.
 */
#pragma once

#include "app/kiosk/kiosk-facts.h"

G_BEGIN_DECLS

/** The line for all who stand before the door ("18:06から延長料金がかかります。いま17:59"), for a class (index into
 * the day's classes) or for all (%NULL); %NULL where there is nothing to say. */
char *enr_kiosk_care_dup_line (const EnrCareDay *care,
                               const EnrDay *day,
                               const guint *class_index,
                               EnrInstant now) G_GNUC_WARN_UNUSED_RESULT;

/** Whether a child's tile carries the mark: a tap on it now is in charged time. */
gboolean enr_kiosk_care_is_marked (const EnrCareDay *care,
                                   const EnrDayChild *child,
                                   EnrInstant now);

/** What the departures that were recorded cost: "延長 16分 200円", a line a child; %NULL for nothing. */
char *enr_kiosk_care_dup_fee (const EnrKioskFacts *facts) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
