/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Civil dates, nursery days, times of day and fiscal years. Pure: no clock, no time zone data.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * EnrDate:
 *
 * A civil date in the proleptic Gregorian calendar, as days since 1970-01-01. Dates compare and
 * subtract as integers. %ENR_DATE_NONE means "no date" (for a period: open at that end).
 */
typedef gint32 EnrDate;

#define ENR_DATE_NONE G_MININT32

/** The length of a buffer for "YYYY-MM-DD" and its NUL. */
#define ENR_DATE_ISO_LENGTH 11

typedef enum
{
  ENR_SUNDAY = 0,
  ENR_MONDAY,
  ENR_TUESDAY,
  ENR_WEDNESDAY,
  ENR_THURSDAY,
  ENR_FRIDAY,
  ENR_SATURDAY,
} EnrWeekday;

/** Makes a date, or %ENR_DATE_NONE where the calendar has no such day (years 1868 to 9999). */
EnrDate enr_date_new (int year,
                      int month,
                      int day);

/** Takes a date apart; each out argument may be %NULL. @date must not be %ENR_DATE_NONE. */
void enr_date_split (EnrDate date,
                     int *year,
                     int *month,
                     int *day);

int enr_date_year (EnrDate date);
EnrWeekday enr_date_weekday (EnrDate date);

/** The number of days of a month. */
int enr_month_length (int year,
                      int month);

/** The first day of the month that @date is in, moved by @months. */
EnrDate enr_date_month_start (EnrDate date,
                              int months);

/** Reads exactly "YYYY-MM-DD"; %ENR_DATE_NONE for anything else. */
EnrDate enr_date_parse_iso (const char *text);

/**
 * Reads a date as Japanese offices write it: ISO, slashes or dots (2026/4/1, 2026.4.1), 2026年4月1日,
 * 20260401, eras (令和8年4月1日, 令和元年5月1日, R8.4.1, r8/4/1, Ｒ８．４．１, H31.4.30, 平成31年4月30日,
 * S64.1.7), full-width digits, and a time of day behind it, which is ignored. An era year outside
 * its era (令和0年, 平成40年) is refused; a day past its era's end but in that year (平成31年5月1日, on forms
 * printed before) is taken. A weekday in brackets must be the right one. A time with a zone is
 * refused: the day would depend on it. %ENR_DATE_NONE where it is not a date.
 */
EnrDate enr_date_parse_any (const char *text);

/** Writes "YYYY-MM-DD" into @buffer and returns it; an empty string for %ENR_DATE_NONE. */
const char *enr_date_iso (EnrDate date,
                          char buffer[ENR_DATE_ISO_LENGTH]);

/** "2026-04-01", newly allocated; "" for %ENR_DATE_NONE. */
char *enr_date_dup_iso (EnrDate date) G_GNUC_WARN_UNUSED_RESULT;

/** "令和8年4月1日", 元年 for a first year (FACTS 12). Before 1868-10-23 the Gregorian year. */
char *enr_date_dup_era (EnrDate date) G_GNUC_WARN_UNUSED_RESULT;

/** "令和8年4月1日(水)". */
char *enr_date_dup_era_weekday (EnrDate date) G_GNUC_WARN_UNUSED_RESULT;

/** "令和8年4月": the era is that of the month's last day. */
char *enr_date_dup_era_month (EnrDate date) G_GNUC_WARN_UNUSED_RESULT;

/** "令和8年度". The label's era is that of April 1st, and 2019 is 令和元年度 as offices write it. */
char *enr_fiscal_year_dup_era (int fiscal_year) G_GNUC_WARN_UNUSED_RESULT;

/** The weekday's one Japanese letter, 日 to 土. Static. */
const char *enr_weekday_kanji (EnrWeekday weekday);

/** The fiscal year (April to March) that a date is in. */
int enr_fiscal_year (EnrDate date);

/** April 1st and March 31st of a fiscal year. */
EnrDate enr_fiscal_year_first (int fiscal_year);
EnrDate enr_fiscal_year_last (int fiscal_year);

/**
 * Class age (歳児): the age in full years on the last day before the fiscal year (FACTS 1.3: a birthday
 * on April 1st belongs to the older class). 0 at least; 6 and more is school age.
 */
int enr_class_age (int fiscal_year,
                   EnrDate birth_date);

/** Age in full years and months on a day, by the actual birthday. Out arguments may be %NULL.
 * FALSE before birth. A birthday on the 29th, 30th or 31st completes its month on the last day of
 * a shorter one. */
gboolean enr_age_on (EnrDate birth_date,
                     EnrDate day,
                     int *years,
                     int *months);

/*
 * Times of day: minutes from midnight of the nursery day, 0 to 1620 (27:00), because a child fetched
 * at 00:30 belongs to the day before. -1 means "no time".
 */
#define ENR_MINUTES_NONE (-1)
#define ENR_MINUTES_MAX (27 * 60)

/**
 * Reads "8:05", "08:05", "0805", "805", "8時5分", "8時", "8時半", full-width digits and colon, up to
 * "27:00". Seconds ("8:05:00", as spreadsheets export it) are dropped.
 * ENR_MINUTES_NONE where it is not a time.
 */
int enr_minutes_parse (const char *text);

/** "8:05" (hour not padded) into @buffer (at least 6 bytes), "" for none; returns @buffer. */
const char *enr_minutes_format (int minutes,
                                char buffer[6]);

/*
 * Instants: seconds since the epoch, UTC. A nursery's wall clock is Asia/Tokyo, which is UTC+9 all
 * year, so no time zone data is needed and the PC's own zone does not matter.
 */
typedef gint64 EnrInstant;

#define ENR_INSTANT_NONE G_MININT64

/** The instant of a wall-clock time on a nursery day. @minutes may go to 27:00. */
EnrInstant enr_instant_from_local (EnrDate day,
                                   int minutes);

/** The civil date in Tokyo of an instant. */
EnrDate enr_instant_civil_date (EnrInstant instant);

/** The nursery day of an instant: before 03:00 it is the day before. */
EnrDate enr_instant_nursery_day (EnrInstant instant);

/** Minutes from midnight of @day (beyond 24:00 where the instant is on the next civil date); seconds
 * are dropped. The result is not limited to 0..1620: the caller checks. */
int enr_instant_minutes (EnrInstant instant,
                         EnrDate day);

/** "2026-06-10T08:02" in Tokyo, newly allocated. */
char *enr_instant_dup_local (EnrInstant instant) G_GNUC_WARN_UNUSED_RESULT;

/** Reads "YYYY-MM-DDTHH:MM", optionally with ":SS", a blank or a slash date as spreadsheets write
 * ("2026/04/01 8:05"), in Tokyo's time. ENR_INSTANT_NONE where it is not one. */
EnrInstant enr_instant_parse_local (const char *text);

G_END_DECLS
