/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "base/holiday.h"

#include "holidays-official.h"

/* Every day of the published years, both ways: no holiday is missed and none is made up. */
static void
test_official (void)
{
  EnrDate last = enr_date_new (2027, 12, 31);
  guint next = 0;

  for (EnrDate date = enr_date_new (2007, 1, 1); date <= last; date++)
    {
      char iso[ENR_DATE_ISO_LENGTH];
      const char *expected = NULL;
      int y, m, d;

      enr_date_split (date, &y, &m, &d);
      if (next < G_N_ELEMENTS (official_holidays)
          && official_holidays[next].day == y * 10000 + m * 100 + d)
        expected = official_holidays[next++].name;

      if (g_strcmp0 (enr_holiday_name (date), expected) != 0)
        g_test_message ("%s", enr_date_iso (date, iso));
      g_assert_cmpstr (enr_holiday_name (date), ==, expected);
    }

  g_assert_cmpuint (next, ==, G_N_ELEMENTS (official_holidays));
}

/* Days beyond the table that follow from the law. */
static void
test_forecast (void)
{
  static const struct { int year, month, day; const char *name; } table[] = {
    { 2028, 1, 10, "成人の日" }, { 2028, 2, 23, "天皇誕生日" }, { 2029, 2, 12, "休日" },
    { 2030, 5, 6, "休日" }, { 2031, 5, 6, "休日" }, { 2031, 5, 7, NULL },
    { 2032, 9, 20, "敬老の日" }, { 2032, 9, 21, "休日" },
    { 2032, 9, 22, "秋分の日" }, { 2032, 9, 23, NULL }, { 2028, 12, 23, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      EnrDate date = enr_date_new (table[i].year, table[i].month, table[i].day);

      g_test_message ("%d-%d-%d", table[i].year, table[i].month, table[i].day);
      g_assert_cmpstr (enr_holiday_name (date), ==, table[i].name);
    }

  /* Each year has its sixteen named days, both equinoxes in their months among them. */
  for (int year = 2028; year <= 2099; year++)
    {
      int named = 0, spring = 0, autumn = 0;

      for (EnrDate date = enr_date_new (year, 1, 1); date <= enr_date_new (year, 12, 31); date++)
        {
          const char *name = enr_holiday_name (date);
          int month, day;

          enr_date_split (date, NULL, &month, &day);
          if (g_strcmp0 (name, "春分の日") == 0 && month == 3 && day >= 19 && day <= 21)
            spring++;
          if (g_strcmp0 (name, "秋分の日") == 0 && month == 9 && day >= 22 && day <= 24)
            autumn++;
          if (name != NULL && g_strcmp0 (name, "休日") != 0)
            named++;
        }
      g_assert_cmpint (named, ==, 16);
      g_assert_cmpint (spring, ==, 1);
      g_assert_cmpint (autumn, ==, 1);
    }
}

static void
test_limits (void)
{
  g_assert_null (enr_holiday_name (enr_date_new (2006, 11, 3)));
  g_assert_null (enr_holiday_name (enr_date_new (1868, 1, 1)));
  g_assert_cmpstr (enr_holiday_name (enr_date_new (2100, 1, 1)), ==, "元日");
  g_assert_null (enr_holiday_name (enr_date_new (2100, 3, 20)));
  g_assert_null (enr_holiday_name (enr_date_new (9999, 12, 31)));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/holiday/official", test_official);
  g_test_add_func ("/base/holiday/forecast", test_forecast);
  g_test_add_func ("/base/holiday/limits", test_limits);

  return g_test_run ();
}
