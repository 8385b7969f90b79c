/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * National holidays: 国民の祝日に関する法律 as it stands since 2007, with the years in which a special law
 * moved days. The equinoxes are those of the astronomers' approximation.
 */
#include "config.h"
#include "base/holiday.h"

#define FIRST_YEAR 2007

/* The approximation for the equinoxes holds so far. */
#define LAST_EQUINOX_YEAR 2099

typedef struct
{
  int         month;
  int         day;
  int         first_year;
  int         last_year;
  const char *name;
} FixedDay;

/* A day of a moved holiday; it stands in place of the rule's day of that year. */
typedef struct
{
  int         year;
  int         month;
  int         day;
  const char *name;
} MovedDay;

static const char name_marine[] = "海の日";
static const char name_mountain[] = "山の日";
static const char name_physical[] = "体育の日";
static const char name_sports[] = "スポーツの日";
static const char name_rest[] = "休日";

static const FixedDay fixed_days[] = {
  { 1, 1, FIRST_YEAR, G_MAXINT, "元日" },
  { 2, 11, FIRST_YEAR, G_MAXINT, "建国記念の日" },
  { 2, 23, 2020, G_MAXINT, "天皇誕生日" },
  { 4, 29, FIRST_YEAR, G_MAXINT, "昭和の日" },
  { 5, 1, 2019, 2019, name_rest },              /* 天皇の即位の日 */
  { 5, 3, FIRST_YEAR, G_MAXINT, "憲法記念日" },
  { 5, 4, FIRST_YEAR, G_MAXINT, "みどりの日" },
  { 5, 5, FIRST_YEAR, G_MAXINT, "こどもの日" },
  { 8, 11, 2016, G_MAXINT, name_mountain },
  { 10, 22, 2019, 2019, name_rest },            /* 即位礼正殿の儀の行われる日 */
  { 11, 3, FIRST_YEAR, G_MAXINT, "文化の日" },
  { 11, 23, FIRST_YEAR, G_MAXINT, "勤労感謝の日" },
  { 12, 23, FIRST_YEAR, 2018, "天皇誕生日" },
};

/* For the Olympic Games of 2020 and 2021. */
static const MovedDay moved_days[] = {
  { 2020, 7, 23, name_marine },
  { 2020, 7, 24, name_sports },
  { 2020, 8, 10, name_mountain },
  { 2021, 7, 22, name_marine },
  { 2021, 7, 23, name_sports },
  { 2021, 8, 8, name_mountain },
};

static const char *
monday_name (int year,
             int month,
             int day)
{
  int nth = (day - 1) / 7 + 1;

  if (month == 1 && nth == 2)
    return "成人の日";
  if (month == 7 && nth == 3)
    return name_marine;
  if (month == 9 && nth == 3)
    return "敬老の日";
  if (month == 10 && nth == 2)
    return (year >= 2020) ? name_sports : name_physical;

  return NULL;
}

/* @base: the day's part for 1980, in millionths. */
static int
equinox_day (int year,
             int base)
{
  return (base + 242194 * (year - 1980)) / 1000000 - (year - 1980) / 4;
}

static const char *
moved_name (int year,
            int month,
            int day)
{
  for (guint i = 0; i < G_N_ELEMENTS (moved_days); i++)
    {
      const MovedDay *moved = &moved_days[i];

      if (moved->year == year && moved->month == month && moved->day == day)
        return moved->name;
    }

  return NULL;
}

/* %TRUE where the holiday is moved away from its rule's day in that year. */
static gboolean
is_moved (int year,
          const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (moved_days); i++)
    {
      if (moved_days[i].year == year && moved_days[i].name == name)
        return TRUE;
    }

  return FALSE;
}

/* The holiday that falls on the day itself, without substitutes. */
static const char *
own_name (EnrDate date)
{
  const char *name = NULL;
  int year, month, day;

  enr_date_split (date, &year, &month, &day);
  if (year < FIRST_YEAR)
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (fixed_days); i++)
    {
      const FixedDay *fixed = &fixed_days[i];

      if (fixed->month == month && fixed->day == day
          && year >= fixed->first_year && year <= fixed->last_year)
        name = fixed->name;
    }

  if (name == NULL && enr_date_weekday (date) == ENR_MONDAY)
    name = monday_name (year, month, day);
  if (name != NULL && is_moved (year, name))
    name = NULL;
  if (name == NULL)
    name = moved_name (year, month, day);

  if (name == NULL && year <= LAST_EQUINOX_YEAR)
    {
      if (month == 3 && day == equinox_day (year, 20843100))
        name = "春分の日";
      else if (month == 9 && day == equinox_day (year, 23248800))
        name = "秋分の日";
    }

  return name;
}

const char *
enr_holiday_name (EnrDate date)
{
  const char *name;

  g_return_val_if_fail (date != ENR_DATE_NONE, NULL);

  name = own_name (date);
  if (name != NULL)
    return name;

  if (enr_date_year (date) < FIRST_YEAR)
    return NULL;

  /* 振替休日: the first day that is none after a holiday on Sunday. */
  for (EnrDate before = date - 1; own_name (before) != NULL; before--)
    {
      if (enr_date_weekday (before) == ENR_SUNDAY)
        return name_rest;
    }

  /* 国民の休日: a day between two holidays. */
  if (own_name (date - 1) != NULL && own_name (date + 1) != NULL)
    return name_rest;

  return NULL;
}
