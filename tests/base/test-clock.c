/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "base/clock.h"

static gint64
counting_cb (gpointer data)
{
  gint64 *us = data;

  return (*us)++;
}

static void
test_system (void)
{
  gint64 before, now, after;

  enr_clock_set_source (NULL, NULL);
  before = g_get_real_time ();
  now = enr_clock_now_us ();
  after = g_get_real_time ();
  g_assert_cmpint (now, >=, before);
  g_assert_cmpint (now, <=, after);
}

static void
test_fixed (void)
{
  EnrDate day = enr_date_new (2026, 6, 10);

  enr_clock_set_fixed (enr_instant_from_local (day, 8 * 60));
  g_assert_cmpint (enr_clock_now (), ==, enr_instant_from_local (day, 8 * 60));
  g_assert_cmpint (enr_clock_now_us (), ==, enr_clock_now () * G_USEC_PER_SEC);
  g_assert_cmpint (enr_clock_today (), ==, day);

  /* The nursery day begins at three. */
  enr_clock_set_fixed (enr_instant_from_local (day, 27 * 60) - 1);
  g_assert_cmpint (enr_clock_today (), ==, day);
  enr_clock_set_fixed (enr_instant_from_local (day, 27 * 60));
  g_assert_cmpint (enr_clock_today (), ==, day + 1);

  enr_clock_set_source (NULL, NULL);
}

static void
test_source (void)
{
  gint64 us = 1999999;

  enr_clock_set_source (counting_cb, &us);
  g_assert_cmpint (enr_clock_now_us (), ==, 1999999);
  g_assert_cmpint (enr_clock_now_us (), ==, 2000000);
  us = 1999999;
  g_assert_cmpint (enr_clock_now (), ==, 1);
  g_assert_cmpint (enr_clock_now (), ==, 2);

  /* Down, not towards zero. */
  us = -1;
  g_assert_cmpint (enr_clock_now (), ==, -1);
  g_assert_cmpint (enr_clock_now (), ==, 0);
  us = -G_USEC_PER_SEC;
  g_assert_cmpint (enr_clock_now (), ==, -1);

  enr_clock_set_source (NULL, NULL);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/clock/system", test_system);
  g_test_add_func ("/base/clock/fixed", test_fixed);
  g_test_add_func ("/base/clock/source", test_source);

  return g_test_run ();
}
