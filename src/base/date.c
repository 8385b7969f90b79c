/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Civil dates, eras, fiscal years, ages and times of day. What reads them from text is in
 * date-parse.c. Everything here is pure and may be called from any thread.
 */
#include "config.h"
#include "base/date.h"

#include "base/date-private.h"

#define MIN_YEAR 1868
#define MAX_YEAR 9999
#define DAY_SECONDS (24 * 60 * 60)
#define TOKYO_SECONDS (9 * 60 * 60)
#define NURSERY_DAY_START (3 * 60 * 60)

const EnrEra enr_eras[ENR_N_ERAS] = {
  { "令和", 0x4ee4, 0x548c, 0x32ff, 'R', 2019, MAX_YEAR - 2018, 5, 1 },
  { "平成", 0x5e73, 0x6210, 0x337b, 'H', 1989, 31, 1, 8 },
  { "昭和", 0x662d, 0x548c, 0x337c, 'S', 1926, 64, 12, 25 },
  { "大正", 0x5927, 0x6b63, 0x337d, 'T', 1912, 15, 7, 30 },
  { "明治", 0x660e, 0x6cbb, 0x337e, 'M', 1868, 45, 10, 23 },
};

/* Division that rounds down, for instants before 1970. */
static gint64
floor_div (gint64 a,
           gint64 b)
{
  gint64 quotient = a / b;

  return (a % b < 0) ? quotient - 1 : quotient;
}

/* The year is counted from March, so that the leap day is the last of its year and the months
 * before it have fixed lengths. */
static EnrDate
days_from_civil (int year,
                 int month,
                 int day)
{
  int y = (month <= 2) ? year - 1 : year;
  int era = (int) floor_div (y, 400);
  int year_of_era = y - era * 400;
  int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

  return era * 146097 + day_of_era - 719468;
}

static gboolean
is_leap (int year)
{
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

EnrDate
enr_date_new (int year,
              int month,
              int day)
{
  if (year < MIN_YEAR || year > MAX_YEAR || month < 1 || month > 12)
    return ENR_DATE_NONE;
  if (day < 1 || day > enr_month_length (year, month))
    return ENR_DATE_NONE;

  return days_from_civil (year, month, day);
}

void
enr_date_split (EnrDate date,
                int *year,
                int *month,
                int *day)
{
  gint64 shifted = (gint64) date + 719468;
  int era, day_of_era, year_of_era, day_of_year, m, shifted_month;

  g_return_if_fail (date != ENR_DATE_NONE);

  era = (int) floor_div (shifted, 146097);
  day_of_era = (int) (shifted - (gint64) era * 146097);
  year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  shifted_month = (5 * day_of_year + 2) / 153;
  m = (shifted_month < 10) ? shifted_month + 3 : shifted_month - 9;

  if (year != NULL)
    *year = year_of_era + era * 400 + (m <= 2 ? 1 : 0);
  if (month != NULL)
    *month = m;
  if (day != NULL)
    *day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
}

int
enr_date_year (EnrDate date)
{
  int year = 0;

  g_return_val_if_fail (date != ENR_DATE_NONE, 0);

  enr_date_split (date, &year, NULL, NULL);

  return year;
}

EnrWeekday
enr_date_weekday (EnrDate date)
{
  gint64 days = (gint64) date + ENR_THURSDAY;

  g_return_val_if_fail (date != ENR_DATE_NONE, ENR_SUNDAY);

  return (EnrWeekday) (days - floor_div (days, 7) * 7);
}

int
enr_month_length (int year,
                  int month)
{
  static const int lengths[12] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

  g_return_val_if_fail (month >= 1 && month <= 12, 0);

  return (month == 2 && is_leap (year)) ? 29 : lengths[month - 1];
}

EnrDate
enr_date_month_start (EnrDate date,
                      int months)
{
  gint64 total;
  int year = 0, month = 0;

  g_return_val_if_fail (date != ENR_DATE_NONE, ENR_DATE_NONE);

  enr_date_split (date, &year, &month, NULL);
  total = (gint64) year * 12 + (month - 1) + months;
  if (total < MIN_YEAR * 12 || total >= (MAX_YEAR + 1) * 12)
    return ENR_DATE_NONE;

  return days_from_civil ((int) (total / 12), (int) (total % 12) + 1, 1);
}

static void
put_digits (char *to,
            int number,
            int count)
{
  while (count-- > 0)
    {
      to[count] = (char) ('0' + number % 10);
      number /= 10;
    }
}

const char *
enr_date_iso (EnrDate date,
              char buffer[ENR_DATE_ISO_LENGTH])
{
  int year, month, day;

  buffer[0] = '\0';
  if (date == ENR_DATE_NONE)
    return buffer;

  /* Arithmetic on dates may leave the years that enr_date_new() makes. */
  enr_date_split (date, &year, &month, &day);
  g_return_val_if_fail (year >= 0 && year <= MAX_YEAR, buffer);

  put_digits (buffer, year, 4);
  buffer[4] = '-';
  put_digits (buffer + 5, month, 2);
  buffer[7] = '-';
  put_digits (buffer + 8, day, 2);
  buffer[10] = '\0';

  return buffer;
}

char *
enr_date_dup_iso (EnrDate date)
{
  char buffer[ENR_DATE_ISO_LENGTH];

  return g_strdup (enr_date_iso (date, buffer));
}

/* "令和8年", "令和元年", or "1868年" before the eras that are known. */
static char *
dup_era_year (EnrDate date)
{
  int year = enr_date_year (date);

  for (guint i = 0; i < ENR_N_ERAS; i++)
    {
      const EnrEra *era = &enr_eras[i];

      if (date < days_from_civil (era->first_year, era->start_month, era->start_day))
        continue;
      if (year == era->first_year)
        return g_strdup_printf ("%s元年", era->name);

      return g_strdup_printf ("%s%d年", era->name, year - era->first_year + 1);
    }

  return g_strdup_printf ("%d年", year);
}

char *
enr_date_dup_era (EnrDate date)
{
  g_autofree char *year = NULL;
  int month, day;

  g_return_val_if_fail (date != ENR_DATE_NONE, g_strdup (""));

  year = dup_era_year (date);
  enr_date_split (date, NULL, &month, &day);

  return g_strdup_printf ("%s%d月%d日", year, month, day);
}

char *
enr_date_dup_era_weekday (EnrDate date)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (date != ENR_DATE_NONE, g_strdup (""));

  text = enr_date_dup_era (date);

  return g_strdup_printf ("%s(%s)", text, enr_weekday_kanji (enr_date_weekday (date)));
}

char *
enr_date_dup_era_month (EnrDate date)
{
  g_autofree char *text = NULL;
  int year, month;

  g_return_val_if_fail (date != ENR_DATE_NONE, g_strdup (""));

  enr_date_split (date, &year, &month, NULL);
  text = dup_era_year (days_from_civil (year, month, enr_month_length (year, month)));

  return g_strdup_printf ("%s%d月", text, month);
}

char *
enr_fiscal_year_dup_era (int fiscal_year)
{
  g_autofree char *text = NULL;

  /* 2019 began in 平成31年, but offices wrote 令和元年度 for all of it. */
  if (fiscal_year == 2019)
    return g_strdup ("令和元年度");

  text = dup_era_year (enr_fiscal_year_first (fiscal_year));

  return g_strdup_printf ("%s度", text);
}

const char *
enr_weekday_kanji (EnrWeekday weekday)
{
  static const char *const names[7] = { "日", "月", "火", "水", "木", "金", "土" };

  g_return_val_if_fail ((guint) weekday < G_N_ELEMENTS (names), "");

  return names[weekday];
}

int
enr_fiscal_year (EnrDate date)
{
  int year = 0, month = 0;

  g_return_val_if_fail (date != ENR_DATE_NONE, 0);

  enr_date_split (date, &year, &month, NULL);

  return (month >= 4) ? year : year - 1;
}

EnrDate
enr_fiscal_year_first (int fiscal_year)
{
  return days_from_civil (fiscal_year, 4, 1);
}

EnrDate
enr_fiscal_year_last (int fiscal_year)
{
  return days_from_civil (fiscal_year + 1, 3, 31);
}

int
enr_class_age (int fiscal_year,
               EnrDate birth_date)
{
  int year = 0, month = 0, day = 0, age;

  g_return_val_if_fail (birth_date != ENR_DATE_NONE, 0);

  enr_date_split (birth_date, &year, &month, &day);
  age = fiscal_year - year;
  if (month > 4 || (month == 4 && day > 1))
    age--;

  return MAX (age, 0);
}

gboolean
enr_age_on (EnrDate birth_date,
            EnrDate day,
            int *years,
            int *months)
{
  int birth_year, birth_month, birth_day, year, month, day_of_month, total;

  g_return_val_if_fail (birth_date != ENR_DATE_NONE && day != ENR_DATE_NONE, FALSE);

  if (day < birth_date)
    return FALSE;

  enr_date_split (birth_date, &birth_year, &birth_month, &birth_day);
  enr_date_split (day, &year, &month, &day_of_month);
  total = (year - birth_year) * 12 + (month - birth_month);
  if (day_of_month < MIN (birth_day, enr_month_length (year, month)))
    total--;

  if (years != NULL)
    *years = total / 12;
  if (months != NULL)
    *months = total % 12;

  return TRUE;
}

const char *
enr_minutes_format (int minutes,
                    char buffer[6])
{
  int hour, n = 0;

  buffer[0] = '\0';
  if (minutes < 0)
    return buffer;

  hour = minutes / 60;
  g_return_val_if_fail (hour < 100, buffer);

  if (hour >= 10)
    buffer[n++] = (char) ('0' + hour / 10);
  buffer[n++] = (char) ('0' + hour % 10);
  buffer[n++] = ':';
  put_digits (buffer + n, minutes % 60, 2);
  buffer[n + 2] = '\0';

  return buffer;
}

EnrInstant
enr_instant_from_local (EnrDate day,
                        int minutes)
{
  g_return_val_if_fail (day != ENR_DATE_NONE, ENR_INSTANT_NONE);

  return (EnrInstant) day * DAY_SECONDS + (EnrInstant) minutes * 60 - TOKYO_SECONDS;
}

EnrDate
enr_instant_civil_date (EnrInstant instant)
{
  g_return_val_if_fail (instant != ENR_INSTANT_NONE, ENR_DATE_NONE);

  return (EnrDate) floor_div (instant + TOKYO_SECONDS, DAY_SECONDS);
}

EnrDate
enr_instant_nursery_day (EnrInstant instant)
{
  g_return_val_if_fail (instant != ENR_INSTANT_NONE, ENR_DATE_NONE);

  return (EnrDate) floor_div (instant + TOKYO_SECONDS - NURSERY_DAY_START, DAY_SECONDS);
}

int
enr_instant_minutes (EnrInstant instant,
                     EnrDate day)
{
  gint64 minutes;

  g_return_val_if_fail (instant != ENR_INSTANT_NONE && day != ENR_DATE_NONE, ENR_MINUTES_NONE);

  minutes = floor_div (instant + TOKYO_SECONDS - (EnrInstant) day * DAY_SECONDS, 60);

  return (int) CLAMP (minutes, G_MININT, G_MAXINT);
}

char *
enr_instant_dup_local (EnrInstant instant)
{
  char iso[ENR_DATE_ISO_LENGTH];
  EnrDate date;
  int minutes;

  if (instant == ENR_INSTANT_NONE)
    return g_strdup ("");

  date = enr_instant_civil_date (instant);
  minutes = enr_instant_minutes (instant, date);

  return g_strdup_printf ("%sT%02d:%02d", enr_date_iso (date, iso), minutes / 60, minutes % 60);
}
