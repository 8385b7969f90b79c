/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The clock. The source is set before any thread is started and only read afterwards, so it needs
 * no lock.
 */
#include "config.h"
#include "base/clock.h"

static EnrClockFunc clock_func;
static gpointer clock_data;
static gint64 fixed_us;

static gint64
fixed_cb (gpointer data)
{
  return fixed_us;
}

gint64
enr_clock_now_us (void)
{
  return (clock_func != NULL) ? clock_func (clock_data) : g_get_real_time ();
}

EnrInstant
enr_clock_now (void)
{
  gint64 us = enr_clock_now_us ();

  /* Rounds down, before 1970 too. */
  return us / G_USEC_PER_SEC - (us % G_USEC_PER_SEC < 0 ? 1 : 0);
}

EnrDate
enr_clock_today (void)
{
  return enr_instant_nursery_day (enr_clock_now ());
}

void
enr_clock_set_source (EnrClockFunc func,
                      gpointer data)
{
  clock_func = func;
  clock_data = data;
}

void
enr_clock_set_fixed (EnrInstant instant)
{
  g_return_if_fail (instant != ENR_INSTANT_NONE);

  fixed_us = instant * G_USEC_PER_SEC;
  enr_clock_set_source (fixed_cb, NULL);
}
