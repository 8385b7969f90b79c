/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Options' values as dates, months, times and numbers.
 */
#include "config.h"

#include "ctl/options.h"

#include <inttypes.h>
#include <string.h>
#include <glib/gi18n.h>

#include "base/clock.h"

gboolean
enr_options_parse_date (const char *text, const char *what, EnrDate *value, GError **error)
{
  EnrDate date = enr_date_parse_any (text);

  if (date == ENR_DATE_NONE)
    /* Translators: an option or argument, and what was given */
    return enr_options_fail (error,
                             _ ("%s: “%s” is not a date. Examples: 2026-06-10, 2026/6/10, "
                                "令和8年6月10日, R8.6.10."),
                             what, text);
  *value = date;
  return TRUE;
}

gboolean
enr_options_parse_int (const char *text,
                       const char *what,
                       gint64 first,
                       gint64 last,
                       gint64 *value,
                       GError **error)
{
  if (g_ascii_string_to_signed (text, 10, first, last, value, NULL))
    return TRUE;
  return enr_options_fail (error,
                           /* Translators: an option or argument, what was given, and two numbers */
                           _ ("%s: “%s” is not a number from %" PRId64 " to %" PRId64 "."), what,
                           text, first, last);
}

static char *
dup_what (const char *name)
{
  return g_strconcat ("--", name, NULL);
}

gboolean
enr_options_date (const EnrCtl *self, const char *name, EnrDate *value, GError **error)
{
  const char *text = enr_options_get (self, name);
  g_autofree char *what = dup_what (name);

  return text == NULL || enr_options_parse_date (text, what, value, error);
}

gboolean
enr_options_int (const EnrCtl *self,
                 const char *name,
                 gint64 first,
                 gint64 last,
                 gint64 *value,
                 GError **error)
{
  const char *text = enr_options_get (self, name);
  g_autofree char *what = dup_what (name);

  return text == NULL || enr_options_parse_int (text, what, first, last, value, error);
}

gboolean
enr_options_parse_month (const char *text, const char *what, EnrDate *value, GError **error)
{
  g_autofree char *day = NULL;
  EnrDate date;

  /* A month is read as its first day, so that only a whole date could be mistaken: it is not taken.
   */
  day = g_strconcat (text,
                     g_str_has_suffix (text, "月") ? "1日"
                     : strchr (text, '/')          ? "/1"
                                                   : "-01",
                     NULL);
  date = enr_date_parse_any (day);
  if (date == ENR_DATE_NONE)
    return enr_options_fail (
        error, _ ("%s: “%s” is not a month. Examples: 2026-06, 2026/6, 令和8年6月."), what, text);
  *value = date;
  return TRUE;
}

gboolean
enr_options_month (const EnrCtl *self, const char *name, EnrDate *value, GError **error)
{
  const char *text = enr_options_get (self, name);
  g_autofree char *what = dup_what (name);

  return text == NULL || enr_options_parse_month (text, what, value, error);
}

gboolean
enr_options_instant (const EnrCtl *self, const char *name, EnrInstant *value, GError **error)
{
  const char *text = enr_options_get (self, name);
  EnrInstant instant;
  int minutes;

  if (text == NULL)
    return TRUE;
  instant = enr_instant_parse_local (text);
  minutes = instant == ENR_INSTANT_NONE ? enr_minutes_parse (text) : ENR_MINUTES_NONE;
  if (minutes != ENR_MINUTES_NONE)
    instant = enr_instant_from_local (enr_clock_today (), minutes);
  if (instant == ENR_INSTANT_NONE)
    return enr_options_fail (error,
                             _ ("--%s: “%s” is not a time. Examples: 8:05 (today, to 27:00), "
                                "2026-06-10T08:05."),
                             name, text);
  *value = instant;
  return TRUE;
}

gboolean
enr_options_minutes (const EnrCtl *self, const char *name, EnrDate day, int *value, GError **error)
{
  const char *text = enr_options_get (self, name);
  int minutes = ENR_MINUTES_NONE;

  if (text == NULL)
    return TRUE;
  if (strcmp (text, "none") != 0)
    {
      EnrInstant instant = enr_instant_parse_local (text);

      minutes = instant != ENR_INSTANT_NONE ? enr_instant_minutes (instant, day)
                                            : enr_minutes_parse (text);
      if (minutes < 0 || minutes > ENR_MINUTES_MAX)
        return enr_options_fail (error,
                                 _ ("--%s: “%s” is not a time of that day. Examples: 8:05, "
                                    "25:10, none."),
                                 name, text);
    }
  *value = minutes;
  return TRUE;
}
