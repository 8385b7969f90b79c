/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The one place that asks what time it is, so that a test can answer.
 */
#pragma once

#include "base/date.h"

G_BEGIN_DECLS

typedef gint64 (*EnrClockFunc) (gpointer data);

/** Microseconds since the epoch, UTC. */
gint64 enr_clock_now_us (void);

/** Seconds since the epoch, UTC. */
EnrInstant enr_clock_now (void);

/** Today's nursery day. */
EnrDate enr_clock_today (void);

/** Puts another clock in place (%NULL: the system's). Call before any thread is started. */
void enr_clock_set_source (EnrClockFunc func,
                           gpointer data);

/** A clock that stands still at @instant; the form of enr_clock_set_source() that tests use. */
void enr_clock_set_fixed (EnrInstant instant);

G_END_DECLS
