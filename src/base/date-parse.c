/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Reads dates and times as people and spreadsheets write them. The text is first folded to a short
 * array of characters (widths, dashes, blanks made the same), and a cursor walks over that.
 */
#include "config.h"
#include "base/date.h"

#include "base/date-private.h"

/* No date with a weekday and a time of day behind it is longer. */
#define MAX_CHARS 64

typedef struct
{
  gunichar chars[MAX_CHARS + 1];       /* ends with 0 */
  guint    pos;
} Cursor;

/* The ASCII letter, digit or sign that a character stands for in a date, or the character. */
static gunichar
fold_char (gunichar c)
{
  if (g_unichar_isspace (c))
    return ' ';
  if (c >= 0xff01 && c <= 0xff5e)
    return c - 0xff01 + '!';

  switch (c)
    {
    case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2014: case 0x2015: case 0x2212:
      return '-';
    case 0xff61: case 0x3002:           /* 。 where a dot was meant */
      return '.';
    default:
      return c;
    }
}

/* %FALSE where the text is too long or no UTF-8. Blanks at the ends are left out. */
static gboolean
cursor_init (Cursor *self,
             const char *text)
{
  guint n = 0;

  self->pos = 0;
  self->chars[0] = 0;
  if (text == NULL)
    return FALSE;

  while (*text != '\0')
    {
      gunichar c = g_utf8_get_char_validated (text, -1);

      if (c == (gunichar) -1 || c == (gunichar) -2)
        return FALSE;

      text = g_utf8_next_char (text);
      c = fold_char (c);
      if (c == ' ' && (n == 0 || self->chars[n - 1] == ' '))
        continue;
      if (n == MAX_CHARS)
        return FALSE;
      self->chars[n++] = c;
    }

  if (n > 0 && self->chars[n - 1] == ' ')
    n--;
  self->chars[n] = 0;

  return n > 0;
}

static gunichar
peek (const Cursor *self)
{
  return self->chars[self->pos];
}

static gboolean
accept (Cursor *self,
        gunichar c)
{
  if (peek (self) != c)
    return FALSE;

  self->pos++;

  return TRUE;
}

static gboolean
is_digit (gunichar c)
{
  return c >= '0' && c <= '9';
}

static guint
count_digits (const Cursor *self)
{
  guint n = 0;

  while (is_digit (self->chars[self->pos + n]))
    n++;

  return n;
}

/* A number of @min to @max digits, all of the digits that stand there; -1 where there is none. */
static int
accept_number (Cursor *self,
               guint min,
               guint max)
{
  guint n = count_digits (self);
  int number = 0;

  if (n < min || n > max)
    return -1;

  while (n-- > 0)
    number = number * 10 + (int) (self->chars[self->pos++] - '0');

  return number;
}

/* A time of day. @seconds is what stands behind the minutes, or 0. */
static gboolean
accept_time (Cursor *self,
             int *minutes,
             int *seconds)
{
  guint digits = count_digits (self);
  int hour, minute = 0, second = 0;

  if (digits == 3 || digits == 4)
    {
      int number = accept_number (self, 3, 4);

      hour = number / 100;
      minute = number % 100;
    }
  else
    {
      hour = accept_number (self, 1, 2);
      if (accept (self, ':'))
        {
          minute = accept_number (self, 2, 2);
          if (accept (self, ':'))
            second = accept_number (self, 2, 2);
        }
      else if (accept (self, 0x6642))                   /* 時 */
        {
          if (accept (self, 0x534a))                    /* 半 */
            minute = 30;
          else if (is_digit (peek (self)))
            {
              minute = accept_number (self, 1, 2);
              if (!accept (self, 0x5206))               /* 分 */
                return FALSE;
            }
        }
      else
        return FALSE;
    }

  if (hour < 0 || minute < 0 || minute > 59 || second < 0 || second > 59)
    return FALSE;
  if (hour * 60 + minute > ENR_MINUTES_MAX || (hour * 60 + minute == ENR_MINUTES_MAX && second > 0))
    return FALSE;

  *minutes = hour * 60 + minute;
  *seconds = second;

  return TRUE;
}

/* The era that a date begins with: 令和, 令, R, r or ㋿. */
static const EnrEra *
accept_era (Cursor *self)
{
  gunichar c = peek (self);

  for (guint i = 0; i < ENR_N_ERAS; i++)
    {
      const EnrEra *era = &enr_eras[i];

      if (c == era->first_kanji)
        {
          self->pos++;
          accept (self, era->second_kanji);
          return era;
        }
      if (c == era->square || c == (gunichar) era->letter
          || c == (gunichar) g_ascii_tolower (era->letter))
        {
          self->pos++;
          return era;
        }
    }

  return NULL;
}

/* The Gregorian year, or -1. */
static int
accept_year (Cursor *self)
{
  const EnrEra *era = accept_era (self);
  int number;

  if (era == NULL)
    return accept_number (self, 4, 4);

  accept (self, ' ');
  if (accept (self, 0x5143))                            /* 元 */
    number = 1;
  else
    number = accept_number (self, 1, 2);
  if (number < 1 || number > era->last_number)
    return -1;

  return era->first_year + number - 1;
}

/* "(水)": must be the date's weekday, else one of the two is a slip of the pen. */
static gboolean
accept_weekday (Cursor *self,
                EnrDate date)
{
  const char *kanji;

  if (!accept (self, '('))
    return TRUE;

  kanji = enr_weekday_kanji (enr_date_weekday (date));
  if (!accept (self, g_utf8_get_char (kanji)))
    return FALSE;
  if (accept (self, 0x66dc))                            /* 曜 */
    accept (self, 0x65e5);                              /* 日 */

  return accept (self, ')');
}

/* The date that the text begins with. */
static EnrDate
accept_date (Cursor *self)
{
  EnrDate date;
  int year, month, day;

  if (count_digits (self) == 8)
    {
      int number = accept_number (self, 8, 8);

      return enr_date_new (number / 10000, number / 100 % 100, number % 100);
    }

  year = accept_year (self);
  if (year < 0)
    return ENR_DATE_NONE;

  accept (self, ' ');
  if (accept (self, 0x5e74))                            /* 年 */
    {
      accept (self, ' ');
      month = accept_number (self, 1, 2);
      accept (self, ' ');
      if (!accept (self, 0x6708))                       /* 月 */
        return ENR_DATE_NONE;
      accept (self, ' ');
      day = accept_number (self, 1, 2);
      accept (self, ' ');
      if (!accept (self, 0x65e5))                       /* 日 */
        return ENR_DATE_NONE;
    }
  else
    {
      gunichar sign = peek (self);

      if (sign != '/' && sign != '.' && sign != '-')
        return ENR_DATE_NONE;
      self->pos++;
      accept (self, ' ');
      month = accept_number (self, 1, 2);
      if (!accept (self, sign))
        return ENR_DATE_NONE;
      accept (self, ' ');
      day = accept_number (self, 1, 2);
    }

  date = enr_date_new (year, month, day);
  if (date == ENR_DATE_NONE || !accept_weekday (self, date))
    return ENR_DATE_NONE;

  return date;
}

EnrDate
enr_date_parse_iso (const char *text)
{
  if (text == NULL)
    return ENR_DATE_NONE;

  for (guint i = 0; i < ENR_DATE_ISO_LENGTH - 1; i++)
    {
      if ((i == 4 || i == 7) ? text[i] != '-' : !g_ascii_isdigit (text[i]))
        return ENR_DATE_NONE;
    }
  if (text[ENR_DATE_ISO_LENGTH - 1] != '\0')
    return ENR_DATE_NONE;

  return enr_date_new ((text[0] - '0') * 1000 + (text[1] - '0') * 100
                       + (text[2] - '0') * 10 + (text[3] - '0'),
                       (text[5] - '0') * 10 + (text[6] - '0'),
                       (text[8] - '0') * 10 + (text[9] - '0'));
}

EnrDate
enr_date_parse_any (const char *text)
{
  Cursor cursor;
  EnrDate date;
  int minutes, seconds;

  if (!cursor_init (&cursor, text))
    return ENR_DATE_NONE;

  date = accept_date (&cursor);
  if (date == ENR_DATE_NONE || peek (&cursor) == 0)
    return date;

  /* A time may follow 日 or ) at once, but a number only behind a blank or a T. */
  if (!accept (&cursor, ' ') && !accept (&cursor, 'T') && is_digit (cursor.chars[cursor.pos - 1]))
    return ENR_DATE_NONE;
  if (!accept_time (&cursor, &minutes, &seconds))
    return ENR_DATE_NONE;
  if (accept (&cursor, '.') && accept_number (&cursor, 1, 9) < 0)
    return ENR_DATE_NONE;

  return (peek (&cursor) == 0) ? date : ENR_DATE_NONE;
}

int
enr_minutes_parse (const char *text)
{
  Cursor cursor;
  int minutes, seconds;

  if (!cursor_init (&cursor, text)
      || !accept_time (&cursor, &minutes, &seconds)
      || peek (&cursor) != 0)
    return ENR_MINUTES_NONE;

  return minutes;
}

EnrInstant
enr_instant_parse_local (const char *text)
{
  Cursor cursor;
  EnrDate date;
  int minutes, seconds;

  if (!cursor_init (&cursor, text))
    return ENR_INSTANT_NONE;

  date = accept_date (&cursor);
  if (date == ENR_DATE_NONE
      || (!accept (&cursor, ' ') && !accept (&cursor, 'T'))
      || !accept_time (&cursor, &minutes, &seconds)
      || peek (&cursor) != 0)
    return ENR_INSTANT_NONE;

  return enr_instant_from_local (date, minutes) + seconds;
}
