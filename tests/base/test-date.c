/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "base/date.h"

/* Says which row of a table is at work, in ASCII: the rows have bytes that no log likes. */
static void
note (const char *text)
{
  g_autofree char *escaped = (text != NULL) ? g_strescape (text, NULL) : NULL;

  g_test_message ("%s", escaped);
}

static EnrDate
iso (const char *text)
{
  EnrDate date = enr_date_parse_iso (text);

  g_assert_cmpint (date, !=, ENR_DATE_NONE);

  return date;
}

static void
assert_date (EnrDate date,
             const char *expected)
{
  char buffer[ENR_DATE_ISO_LENGTH];

  g_assert_cmpstr (enr_date_iso (date, buffer), ==, expected);
}

/* Every day that can be made, against GLib's own calendar. */
static void
test_calendar (void)
{
  GDate *day = g_date_new_dmy (1, G_DATE_JANUARY, 1868);
  EnrDate first = enr_date_new (1868, 1, 1);
  EnrDate last = enr_date_new (9999, 12, 31);

  g_assert_cmpint (enr_date_new (1970, 1, 1), ==, 0);
  g_assert_cmpint (enr_date_new (1969, 12, 31), ==, -1);
  g_assert_cmpint (enr_date_new (2026, 4, 1), ==, 20544);
  g_assert_cmpint (last - first + 1, ==, 2970152);

  for (EnrDate date = first; date <= last; date++)
    {
      int y, m, d;

      enr_date_split (date, &y, &m, &d);
      if (y != g_date_get_year (day) || m != (int) g_date_get_month (day)
          || d != g_date_get_day (day) || enr_date_new (y, m, d) != date
          || enr_date_weekday (date) != (EnrWeekday) (g_date_get_weekday (day) % 7)
          || enr_date_year (date) != y)
        g_error ("%d is taken for %d-%d-%d", date, y, m, d);
      g_date_add_days (day, 1);
    }
  g_date_free (day);
}

static void
test_new_refuses (void)
{
  static const int bad[][3] = {
    { 2025, 2, 29 }, { 1900, 2, 29 }, { 2026, 0, 1 }, { 2026, 13, 1 }, { 2026, 4, 31 },
    { 2026, 1, 0 }, { 2026, 1, 32 }, { 1867, 12, 31 }, { 10000, 1, 1 }, { -1, 1, 1 },
    { 2026, -1, 1 }, { 2026, 1, -1 }, { G_MAXINT, 1, 1 }, { 2026, G_MAXINT, G_MAXINT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_cmpint (enr_date_new (bad[i][0], bad[i][1], bad[i][2]), ==, ENR_DATE_NONE);

  g_assert_cmpint (enr_date_new (2000, 2, 29), !=, ENR_DATE_NONE);
  g_assert_cmpint (enr_date_new (2024, 2, 29), !=, ENR_DATE_NONE);
}

/* Dates that arithmetic made, outside of the years that are read. */
static void
test_split_far (void)
{
  static const EnrDate dates[] = { G_MININT32 + 1, -719469, -719468, -1, 0, G_MAXINT32 };
  int y, m, d;

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      enr_date_split (dates[i], &y, &m, &d);
      g_assert_true (m >= 1 && m <= 12 && d >= 1 && d <= 31);
      g_assert_cmpint (enr_date_weekday (dates[i]), >=, ENR_SUNDAY);
      g_assert_cmpint (enr_date_weekday (dates[i]), <=, ENR_SATURDAY);
    }

  enr_date_split (-719468, &y, &m, &d);
  g_assert_cmpint (y, ==, 0);
  g_assert_cmpint (m, ==, 3);
  g_assert_cmpint (d, ==, 1);
  enr_date_split (-719469, &y, &m, &d);
  g_assert_cmpint (y, ==, 0);
  g_assert_cmpint (m, ==, 2);
  g_assert_cmpint (d, ==, 29);
}

static void
test_month (void)
{
  assert_date (enr_date_month_start (iso ("2026-04-30"), 0), "2026-04-01");
  assert_date (enr_date_month_start (iso ("2026-04-30"), 1), "2026-05-01");
  assert_date (enr_date_month_start (iso ("2026-01-31"), -1), "2025-12-01");
  assert_date (enr_date_month_start (iso ("2026-12-01"), 1), "2027-01-01");
  assert_date (enr_date_month_start (iso ("2026-12-01"), -24), "2024-12-01");
  assert_date (enr_date_month_start (iso ("2026-03-15"), 30), "2028-09-01");
  g_assert_cmpint (enr_date_month_start (iso ("9999-12-31"), 1), ==, ENR_DATE_NONE);
  g_assert_cmpint (enr_date_month_start (iso ("1868-01-31"), -1), ==, ENR_DATE_NONE);
  g_assert_cmpint (enr_date_month_start (iso ("2026-01-31"), G_MAXINT), ==, ENR_DATE_NONE);

  g_assert_cmpint (enr_month_length (2024, 2), ==, 29);
  g_assert_cmpint (enr_month_length (2025, 2), ==, 28);
  g_assert_cmpint (enr_month_length (2100, 2), ==, 28);
  g_assert_cmpint (enr_month_length (2000, 2), ==, 29);
  g_assert_cmpint (enr_month_length (2026, 4), ==, 30);
  g_assert_cmpint (enr_month_length (2026, 12), ==, 31);
}

static void
test_iso (void)
{
  static const char *const bad[] = {
    "", "2026", "2026-4-1", "2026-04-1", "2026-04-010", "2026/04/01", " 2026-04-01", "2026-04-01 ",
    "2026-04-01T", "2026-02-30", "２０２６-04-01", "-026-04-01", "2026-+4-01", "0001-01-01",
    "202a-01-01",
  };
  g_autofree char *none = enr_date_dup_iso (ENR_DATE_NONE);
  g_autofree char *some = enr_date_dup_iso (iso ("2026-04-01"));

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      note (bad[i]);
      g_assert_cmpint (enr_date_parse_iso (bad[i]), ==, ENR_DATE_NONE);
    }
  g_assert_cmpint (enr_date_parse_iso (NULL), ==, ENR_DATE_NONE);
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (some, ==, "2026-04-01");
  assert_date (ENR_DATE_NONE, "");
}

static void
test_parse_any (void)
{
  static const struct { const char *text, *expected; } table[] = {
    { "2026-04-01", "2026-04-01" },
    { "2026-4-1", "2026-04-01" },
    { "2026/4/1", "2026-04-01" },
    { "2026/04/01", "2026-04-01" },
    { "2026.4.1", "2026-04-01" },
    { "2026. 4. 1", "2026-04-01" },
    { "2026年4月1日", "2026-04-01" },
    { "2026年 4月 1日", "2026-04-01" },
    { "２０２６年４月１日", "2026-04-01" },
    { "２０２６／４／１", "2026-04-01" },
    { "２０２６−０４−０１", "2026-04-01" },
    { "　2026/4/1　", "2026-04-01" },
    { "20260401", "2026-04-01" },
    { "令和8年4月1日", "2026-04-01" },
    { "令和　８年　４月　１日", "2026-04-01" },
    { "令和 8 年 4 月 1 日", "2026-04-01" },
    { "令和元年5月1日", "2019-05-01" },
    { "令和1年5月1日", "2019-05-01" },
    { "令8.4.1", "2026-04-01" },
    { "㋿8年4月1日", "2026-04-01" },
    { "R8.4.1", "2026-04-01" },
    { "R08-04-01", "2026-04-01" },
    { "R 8. 4. 1", "2026-04-01" },
    { "r8/4/1", "2026-04-01" },
    { "Ｒ８．４．１", "2026-04-01" },
    { "R元.5.1", "2019-05-01" },
    { "H31.4.30", "2019-04-30" },
    { "平成31年4月30日", "2019-04-30" },
    { "平成31年5月1日", "2019-05-01" },
    { "平成元年1月8日", "1989-01-08" },
    { "S64.1.7", "1989-01-07" },
    { "昭和1年12月25日", "1926-12-25" },
    { "T15/12/24", "1926-12-24" },
    { "大正元年7月30日", "1912-07-30" },
    { "M45.7.29", "1912-07-29" },
    { "明治元年10月23日", "1868-10-23" },
    { "2024/2/29", "2024-02-29" },
    { "2026/4/1 8:05", "2026-04-01" },
    { "2026-04-01T08:05", "2026-04-01" },
    { "2026-04-01T08:05:59", "2026-04-01" },
    { "2026-04-01 08:05:59.123", "2026-04-01" },
    { "2026/4/1 0:00:00", "2026-04-01" },
    { "2026年4月1日8時5分", "2026-04-01" },
    { "2026年4月1日 8時", "2026-04-01" },
    { "20260401 0805", "2026-04-01" },
    { "令和8年4月1日(水)", "2026-04-01" },
    { "令和8年4月1日（水）", "2026-04-01" },
    { "2026/4/1(水曜日) 8:05", "2026-04-01" },
  };
  static const char *const bad[] = {
    "", " ", "　", "2026", "2026/4", "26/4/1", "2026/4/1/", "2026/4-1", "2026//1", "2026/4/31",
    "2025/2/29", "2026年4月1", "8年4月1日", "4月1日", "4/1", "2026041", "202604010", "20261301",
    "令和0年4月1日", "令和8年", "令和", "令和8年13月1日", "平成40年4月1日", "平成32年1月1日", "H32.1.1",
    "S65.1.1", "昭和0年1月1日", "大正16年1月1日", "M46.1.1", "Q8.4.1", "RR8.4.1", "R.4.1", "R-8.4.1",
    "R008.4.1", "令和8年4月1日(木)", "令和8年4月1日(水", "2026/4/1x", "2026/4/1 x", "2026/4/1 28:00",
    "2026/4/1 8:60", "2026/4/1 8", "2026/4/18:05", "2026-04-01T", "2026-04-01T15:00:00Z",
    "2026-04-01T15:00+09:00", "2026-04-01 8:05.", "2026/4/1 8:05 8:06", "abc", "未定", "不明",
    "2026/ 4/100", "+2026/4/1", "-2026-04-01", "２０２６", "\xff\xfe", "2026\xe5\xb9",
    "0000-00-00", "99999999", "9999999999999999999999",
    "2026/4/1 000000000000000000000000000000000000000000000000000000000000000000000000000000000",
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      note (table[i].text);
      assert_date (enr_date_parse_any (table[i].text), table[i].expected);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      note (bad[i]);
      g_assert_cmpint (enr_date_parse_any (bad[i]), ==, ENR_DATE_NONE);
    }
  g_assert_cmpint (enr_date_parse_any (NULL), ==, ENR_DATE_NONE);
}

/* What is written is read again. */
static void
test_round_trip (void)
{
  EnrDate first = enr_date_new (1868, 10, 23), last = enr_date_new (2116, 12, 31);

  for (int i = 0; i < 20000; i++)
    {
      EnrDate date = g_test_rand_int_range (first, last + 1);
      g_autofree char *text = enr_date_dup_era_weekday (date);
      g_autofree char *era = enr_date_dup_era (date);
      g_autofree char *plain = enr_date_dup_iso (date);

      g_assert_cmpint (enr_date_parse_any (text), ==, date);
      g_assert_cmpint (enr_date_parse_any (era), ==, date);
      g_assert_cmpint (enr_date_parse_any (plain), ==, date);
      g_assert_cmpint (enr_date_parse_iso (plain), ==, date);
    }
}

/* Random pieces of dates: whatever comes out is a date of the calendar or none, and no piece makes
 * the parser read past its end. */
static void
test_parse_random (void)
{
  static const char *const pieces[] = {
    "2026", "4", "1", "12", "31", "0", "99", "年", "月", "日", "/", "-", ".", " ", "　", "令和", "令", "R",
    "H", "平成", "元", "(", "水", ")", "T", ":", "時", "半", "分", "8", "x", "\xe5", "\xff", "８", "㋿",
  };
  static const char *const dates[] = {
    "2026/4/1", "2026-04-01T08:05", "令和8年4月1日(水) 8時5分", "R8.4.1", "20260401 0805",
  };
  guint found = 0;

  for (int i = 0; i < 200000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      guint good = (guint) g_test_rand_int_range (0, G_N_ELEMENTS (dates));
      int n = g_test_rand_int_range (0, 12);
      EnrDate date;
      EnrInstant instant;
      int minutes;

      /* Either of pieces only, or a date with pieces in the place of some of its characters. */
      if (g_test_rand_bit ())
        {
          while (n-- > 0)
            g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
        }
      else
        {
          for (const char *p = dates[good]; *p != '\0'; p = g_utf8_next_char (p))
            {
              if (g_test_rand_int_range (0, 8) == 0)
                g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
              else
                g_string_append_unichar (text, g_utf8_get_char (p));
            }
        }

      date = enr_date_parse_any (text->str);
      minutes = enr_minutes_parse (text->str);
      instant = enr_instant_parse_local (text->str);
      if (date != ENR_DATE_NONE)
        {
          g_assert_cmpint (date, >=, enr_date_new (1868, 1, 1));
          g_assert_cmpint (date, <=, enr_date_new (9999, 12, 31));
          found++;
        }
      g_assert_true (minutes >= ENR_MINUTES_NONE && minutes <= ENR_MINUTES_MAX);
      if (instant != ENR_INSTANT_NONE)
        g_assert_cmpint (date, !=, ENR_DATE_NONE);
    }

  /* Else the loop above has tested nothing. */
  g_assert_cmpint (found, >, 1000);
}

static void
test_era (void)
{
  static const struct { const char *date, *era, *month; } table[] = {
    { "2026-04-01", "令和8年4月1日", "令和8年4月" },
    { "2019-05-01", "令和元年5月1日", "令和元年5月" },
    { "2019-04-30", "平成31年4月30日", "平成31年4月" },
    { "2019-12-31", "令和元年12月31日", "令和元年12月" },
    { "2020-01-01", "令和2年1月1日", "令和2年1月" },
    { "1989-01-08", "平成元年1月8日", "平成元年1月" },
    { "1989-01-07", "昭和64年1月7日", "平成元年1月" },
    { "1926-12-25", "昭和元年12月25日", "昭和元年12月" },
    { "1926-12-24", "大正15年12月24日", "昭和元年12月" },
    { "1912-07-30", "大正元年7月30日", "大正元年7月" },
    { "1912-07-29", "明治45年7月29日", "大正元年7月" },
    { "1868-10-23", "明治元年10月23日", "明治元年10月" },
    { "1868-10-22", "1868年10月22日", "明治元年10月" },
    { "1868-01-01", "1868年1月1日", "1868年1月" },
  };
  g_autofree char *weekday = enr_date_dup_era_weekday (iso ("2026-04-01"));

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *era = enr_date_dup_era (iso (table[i].date));
      g_autofree char *month = enr_date_dup_era_month (iso (table[i].date));

      g_assert_cmpstr (era, ==, table[i].era);
      g_assert_cmpstr (month, ==, table[i].month);
    }

  g_assert_cmpstr (weekday, ==, "令和8年4月1日(水)");
  g_assert_cmpstr (enr_weekday_kanji (ENR_SUNDAY), ==, "日");
  g_assert_cmpstr (enr_weekday_kanji (ENR_SATURDAY), ==, "土");
}

static void
test_fiscal_year (void)
{
  static const struct { int year; const char *label; } labels[] = {
    { 2026, "令和8年度" }, { 2020, "令和2年度" }, { 2019, "令和元年度" }, { 2018, "平成30年度" },
    { 1989, "平成元年度" }, { 1988, "昭和63年度" }, { 1926, "大正15年度" }, { 1927, "昭和2年度" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      g_autofree char *label = enr_fiscal_year_dup_era (labels[i].year);

      g_assert_cmpstr (label, ==, labels[i].label);
    }

  g_assert_cmpint (enr_fiscal_year (iso ("2026-03-31")), ==, 2025);
  g_assert_cmpint (enr_fiscal_year (iso ("2026-04-01")), ==, 2026);
  g_assert_cmpint (enr_fiscal_year (iso ("2026-12-31")), ==, 2026);
  g_assert_cmpint (enr_fiscal_year (iso ("2027-01-01")), ==, 2026);
  assert_date (enr_fiscal_year_first (2026), "2026-04-01");
  assert_date (enr_fiscal_year_last (2026), "2027-03-31");

  for (int year = 1950; year < 2100; year++)
    {
      g_assert_cmpint (enr_fiscal_year (enr_fiscal_year_first (year)), ==, year);
      g_assert_cmpint (enr_fiscal_year (enr_fiscal_year_last (year)), ==, year);
      g_assert_cmpint (enr_fiscal_year_last (year) + 1, ==, enr_fiscal_year_first (year + 1));
    }
}

/* Worked by hand from the rule (年齢計算ニ関スル法律; FACTS 1.3): a child of 2020-04-01 is six on
 * 2026-03-31, and goes to school in 2026. */
static void
test_class_age (void)
{
  static const struct { int year; const char *birth; int age; } table[] = {
    { 2025, "2025-04-01", 0 }, { 2025, "2025-04-02", 0 }, { 2025, "2024-04-01", 1 },
    { 2025, "2024-04-02", 0 }, { 2025, "2023-04-01", 2 }, { 2025, "2021-04-01", 4 },
    { 2025, "2020-04-02", 4 }, { 2025, "2020-04-01", 5 }, { 2025, "2024-02-29", 1 },
    { 2025, "2025-12-10", 0 }, { 2026, "2025-04-01", 1 }, { 2026, "2025-04-02", 0 },
    { 2026, "2024-04-01", 2 }, { 2026, "2024-04-02", 1 }, { 2026, "2023-04-01", 3 },
    { 2026, "2021-04-01", 5 }, { 2026, "2020-04-02", 5 }, { 2026, "2020-04-01", 6 },
    { 2026, "2024-02-29", 2 }, { 2026, "2025-12-10", 0 },
    /* Born after the fiscal year: enrolled before birth at most. */
    { 2026, "2030-01-01", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_test_message ("%d %s", table[i].year, table[i].birth);
      g_assert_cmpint (enr_class_age (table[i].year, iso (table[i].birth)), ==, table[i].age);
    }

  /* The class age is the actual age on April 1st, as the age is reached the day before. */
  for (int i = 0; i < 20000; i++)
    {
      int year = g_test_rand_int_range (2000, 2050), years;
      EnrDate birth = enr_fiscal_year_first (year) - g_test_rand_int_range (0, 3000);

      g_assert_true (enr_age_on (birth, enr_fiscal_year_first (year), &years, NULL));
      g_assert_cmpint (enr_class_age (year, birth), ==, years);
    }
}

static void
test_age (void)
{
  static const struct { const char *birth, *day; int years, months; } table[] = {
    { "2025-04-01", "2025-04-01", 0, 0 }, { "2025-04-01", "2025-04-30", 0, 0 },
    { "2025-04-01", "2025-05-01", 0, 1 }, { "2025-04-02", "2025-05-01", 0, 0 },
    { "2025-04-01", "2026-03-31", 0, 11 }, { "2025-04-01", "2026-04-01", 1, 0 },
    { "2024-02-29", "2025-02-27", 0, 11 }, { "2024-02-29", "2025-02-28", 1, 0 },
    { "2024-02-29", "2028-02-28", 3, 11 }, { "2024-02-29", "2028-02-29", 4, 0 },
    { "2025-01-31", "2025-02-27", 0, 0 }, { "2025-01-31", "2025-02-28", 0, 1 },
    { "2025-01-31", "2025-03-30", 0, 1 }, { "2025-01-31", "2025-03-31", 0, 2 },
    { "2025-01-31", "2025-04-29", 0, 2 }, { "2025-01-31", "2025-04-30", 0, 3 },
    { "2025-12-31", "2026-01-01", 0, 0 }, { "2020-06-15", "2026-06-14", 5, 11 },
    { "2020-06-15", "2026-06-15", 6, 0 },
  };
  int years = -7, months = -7;

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_test_message ("%s on %s", table[i].birth, table[i].day);
      g_assert_true (enr_age_on (iso (table[i].birth), iso (table[i].day), &years, &months));
      g_assert_cmpint (years, ==, table[i].years);
      g_assert_cmpint (months, ==, table[i].months);
    }

  years = months = -7;
  g_assert_false (enr_age_on (iso ("2025-04-02"), iso ("2025-04-01"), &years, &months));
  g_assert_cmpint (years, ==, -7);
  g_assert_cmpint (months, ==, -7);
  g_assert_true (enr_age_on (iso ("2025-04-02"), iso ("2025-04-02"), NULL, NULL));
}

static void
test_minutes (void)
{
  static const struct { const char *text; int minutes; } table[] = {
    { "8:05", 485 }, { "08:05", 485 }, { "0805", 485 }, { "805", 485 }, { "8時5分", 485 },
    { "8時05分", 485 }, { "8時", 480 }, { "8時半", 510 }, { "０８：０５", 485 }, { "８：０５", 485 },
    { " 8:05 ", 485 }, { "　8:05", 485 }, { "8:05:59", 485 }, { "0:00", 0 }, { "00:00", 0 },
    { "000", 0 }, { "24:00", 1440 }, { "26:59", 1619 }, { "27:00", 1620 }, { "2700", 1620 },
    { "27時", 1620 },
    { "", -1 }, { " ", -1 }, { "8", -1 }, { "08", -1 }, { "8:5", -1 }, { "8:60", -1 },
    { "860", -1 },
    { "27:01", -1 }, { "27:00:01", -1 }, { "28:00", -1 }, { "9999", -1 }, { "12345", -1 },
    { "-1:00", -1 }, { "+8:05", -1 }, { "8:05x", -1 }, { "8：", -1 }, { ":05", -1 }, { "8 05", -1 },
    { "8:05:", -1 }, { "8:05:60", -1 }, { "8:05:0", -1 }, { "8時60分", -1 }, { "8時5", -1 },
    { "時5分", -1 }, { "008:05", -1 }, { "8:005", -1 }, { "8.05", -1 }, { "欠席", -1 }, { "\xff", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      note (table[i].text);
      g_assert_cmpint (enr_minutes_parse (table[i].text), ==, table[i].minutes);
    }
  g_assert_cmpint (enr_minutes_parse (NULL), ==, ENR_MINUTES_NONE);
}

static void
test_minutes_format (void)
{
  char buffer[6];

  g_assert_cmpstr (enr_minutes_format (485, buffer), ==, "8:05");
  g_assert_cmpstr (enr_minutes_format (0, buffer), ==, "0:00");
  g_assert_cmpstr (enr_minutes_format (600, buffer), ==, "10:00");
  g_assert_cmpstr (enr_minutes_format (ENR_MINUTES_MAX, buffer), ==, "27:00");
  g_assert_cmpstr (enr_minutes_format (ENR_MINUTES_NONE, buffer), ==, "");

  for (int minutes = 0; minutes <= ENR_MINUTES_MAX; minutes++)
    g_assert_cmpint (enr_minutes_parse (enr_minutes_format (minutes, buffer)), ==, minutes);
}

static void
test_instant (void)
{
  EnrDate day = iso ("2026-06-10");
  EnrInstant morning = enr_instant_from_local (day, 8 * 60 + 2);
  EnrInstant night = enr_instant_from_local (day, 26 * 60 + 59);

  /* 2026-06-09T23:02:00Z, by date(1). */
  g_assert_cmpint (morning, ==, 1781046120);
  g_assert_cmpint (enr_instant_civil_date (morning), ==, day);
  g_assert_cmpint (enr_instant_nursery_day (morning), ==, day);
  g_assert_cmpint (enr_instant_minutes (morning, day), ==, 482);
  g_assert_cmpint (enr_instant_minutes (morning + 59, day), ==, 482);
  g_assert_cmpint (enr_instant_minutes (morning - 1, day), ==, 481);
  g_assert_cmpint (enr_instant_minutes (morning, day + 1), ==, 482 - 1440);

  g_assert_cmpint (enr_instant_civil_date (night), ==, day + 1);
  g_assert_cmpint (enr_instant_nursery_day (night), ==, day);
  g_assert_cmpint (enr_instant_nursery_day (night + 59), ==, day);
  g_assert_cmpint (enr_instant_nursery_day (night + 60), ==, day + 1);
  g_assert_cmpint (enr_instant_minutes (night, day), ==, 26 * 60 + 59);

  /* Before 1970 division must round down. */
  g_assert_cmpint (enr_instant_civil_date (-9 * 3600 - 1), ==, -1);
  g_assert_cmpint (enr_instant_civil_date (-9 * 3600), ==, 0);
  g_assert_cmpint (enr_instant_minutes (-9 * 3600 - 1, 0), ==, -1);

  for (int i = 0; i < 20000; i++)
    {
      EnrDate date = g_test_rand_int_range (-30000, 100000);
      int minutes = g_test_rand_int_range (3 * 60, ENR_MINUTES_MAX);
      EnrInstant instant = enr_instant_from_local (date, minutes);

      g_assert_cmpint (enr_instant_nursery_day (instant), ==, date);
      g_assert_cmpint (enr_instant_minutes (instant, date), ==, minutes);
    }
}

static void
test_instant_text (void)
{
  static const struct { const char *text, *expected; } table[] = {
    { "2026-06-10T08:02", "2026-06-10T08:02" }, { "2026-06-10T08:02:59", "2026-06-10T08:02" },
    { "2026-06-10 08:02", "2026-06-10T08:02" }, { "2026/04/01 8:05", "2026-04-01T08:05" },
    { "2026/4/1 8:05:00", "2026-04-01T08:05" }, { "2026/04/01　８：０５", "2026-04-01T08:05" },
    { "2026/04/01 24:30", "2026-04-02T00:30" }, { "2026-12-31T24:00", "2027-01-01T00:00" },
    { "1969-12-31T23:59", "1969-12-31T23:59" },
  };
  static const char *const bad[] = {
    "", "2026-06-10", "08:02", "2026-06-10T", "2026-06-10T8", "2026-06-10T08:02Z",
    "2026-06-10T08:02+09:00", "2026-06-10T08:02:5", "2026-06-10T08:02 x", "2026-06-31T08:02",
    "2026-06-1008:02", "2026-06-10T28:00",
  };
  g_autofree char *none = enr_instant_dup_local (ENR_INSTANT_NONE);

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *text = enr_instant_dup_local (enr_instant_parse_local (table[i].text));

      g_assert_cmpstr (text, ==, table[i].expected);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      note (bad[i]);
      g_assert_cmpint (enr_instant_parse_local (bad[i]), ==, ENR_INSTANT_NONE);
    }
  g_assert_cmpint (enr_instant_parse_local (NULL), ==, ENR_INSTANT_NONE);
  g_assert_cmpint (enr_instant_parse_local ("2026-06-10T08:02:59"), ==, 1781046120 + 59);
  g_assert_cmpstr (none, ==, "");

  for (int i = 0; i < 5000; i++)
    {
      EnrInstant instant = (EnrInstant) g_test_rand_int_range (-40000000, 400000000) * 60;
      g_autofree char *text = enr_instant_dup_local (instant);

      g_assert_cmpint (enr_instant_parse_local (text), ==, instant);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/date/calendar", test_calendar);
  g_test_add_func ("/base/date/new-refuses", test_new_refuses);
  g_test_add_func ("/base/date/split-far", test_split_far);
  g_test_add_func ("/base/date/month", test_month);
  g_test_add_func ("/base/date/iso", test_iso);
  g_test_add_func ("/base/date/parse-any", test_parse_any);
  g_test_add_func ("/base/date/round-trip", test_round_trip);
  g_test_add_func ("/base/date/parse-random", test_parse_random);
  g_test_add_func ("/base/date/era", test_era);
  g_test_add_func ("/base/date/fiscal-year", test_fiscal_year);
  g_test_add_func ("/base/date/class-age", test_class_age);
  g_test_add_func ("/base/date/age", test_age);
  g_test_add_func ("/base/date/minutes", test_minutes);
  g_test_add_func ("/base/date/minutes-format", test_minutes_format);
  g_test_add_func ("/base/date/instant", test_instant);
  g_test_add_func ("/base/date/instant-text", test_instant_text);

  return g_test_run ();
}
