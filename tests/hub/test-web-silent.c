/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * When a nursery is called silent.
 */
#include "hub/web.h"

static gint64
instant (const char *text)
{
  EnrInstant found = enr_instant_parse_local (text);

  g_assert_cmpint (found, !=, ENR_INSTANT_NONE);
  return found * 1000;
}

static void
test_business_day (void)
{
  static const struct
  {
    const char *heard;
    const char *in_time; /* the last minute at which it is not silent */
    const char *silent;
  } cases[] = {
    { "2026-11-17T18:00", "2026-11-18T18:00", "2026-11-18T18:01" }, /* Tuesday */
    { "2026-11-13T18:00", "2026-11-16T18:00", "2026-11-16T18:01" }, /* Friday to Monday */
    { "2026-11-14T12:00", "2026-11-16T12:00", "2026-11-16T12:01" }, /* Saturday */
    { "2026-11-20T10:00", "2026-11-24T10:00", "2026-11-24T10:01" }, /* Monday 23rd is a holiday */
    { "2026-09-18T10:00", "2026-09-24T10:00", "2026-09-24T10:01" }, /* three holidays in a row */
    { "2026-11-17T23:59", "2026-11-18T23:59", "2026-11-19T00:00" }, /* by Tokyo's days */
    { "2026-11-18T00:00", "2026-11-19T00:00", "2026-11-19T00:01" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 heard = instant (cases[i].heard);

      g_assert_false (enr_web_is_silent (heard, heard));
      g_assert_false (enr_web_is_silent (heard, instant (cases[i].in_time)));
      g_assert_true (enr_web_is_silent (heard, instant (cases[i].silent)));
    }
  g_assert_true (enr_web_is_silent (0, instant ("2026-11-17T18:00")));
  g_assert_true (enr_web_is_silent (instant ("1970-01-02T00:00"), instant ("2026-11-17T18:00")));
  /* A clock that was put back */
  g_assert_false (enr_web_is_silent (instant ("2027-11-17T18:00"), instant ("2026-11-17T18:00")));
}

static void
test_month (void)
{
  g_assert_cmpint (enr_web_parse_month ("2026-11"), ==, enr_date_new (2026, 11, 1));
  g_assert_cmpint (enr_web_parse_month ("2026-13"), ==, ENR_DATE_NONE);
  g_assert_cmpint (enr_web_parse_month ("2026-1"), ==, ENR_DATE_NONE);
  g_assert_cmpint (enr_web_parse_month (""), ==, ENR_DATE_NONE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub/web/silent", test_business_day);
  g_test_add_func ("/hub/web/month", test_month);
  return g_test_run ();
}
