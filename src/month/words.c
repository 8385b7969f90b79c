/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "month/words.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "base/yen.h"

char *
enr_month_words_dup_day (EnrDate day)
{
  int number;

  enr_date_split (day, NULL, NULL, &number);
  /* Translators: the day of the month, and the weekday's one Japanese letter */
  return g_strdup_printf (_ ("%d (%s)"), number, enr_weekday_kanji (enr_date_weekday (day)));
}

char *
enr_month_words_dup_rate (gint64 rate)
{
  if (rate < 0)
    return g_strdup ("—");
  return g_strdup_printf ("%d.%d%%", (int) (rate / 10), (int) (rate % 10));
}

/* The part of "absent/sick/all" between the slashes. */
static char *
dup_middle (const char *name)
{
  const char *first = strchr (name, '/');
  const char *last = strrchr (name, '/');

  return first != last ? g_strndup (first + 1, last - first - 1) : g_strdup ("");
}

static char *
dup_absence (const EnrMonthState *state, const char *name)
{
  const GArray *kinds = state->care->attendance->kinds;
  g_autofree char *key = dup_middle (name);

  for (guint i = 0; i < kinds->len; i++)
    if (g_str_equal (g_array_index (kinds, EnrAbsenceKind, i).key, key))
      return g_strdup (g_array_index (kinds, EnrAbsenceKind, i).label);
  return g_steal_pointer (&key);
}

/* "band/延長/minutes" */
static char *
dup_band (const char *name)
{
  g_autofree char *label = dup_middle (name);

  if (g_str_has_suffix (name, "/children"))
    /* Translators: a kind of extended care */
    return g_strdup_printf (_ ("%s: children"), label);
  if (g_str_has_suffix (name, "/minutes"))
    /* Translators: a kind of extended care */
    return g_strdup_printf (_ ("%s: minutes"), label);
  /* Translators: a kind of extended care */
  return g_strdup_printf (_ ("%s: charges"), label);
}

/* What a figure is called; %NULL for one that is a part of another. */
static char *
dup_figure (const EnrMonthState *state, const char *name)
{
  static const struct
  {
    const char *name;
    const char *label;
  } figures[] = {
    { "open_days", N_ ("Days open") },
    { "rate", N_ ("Attendance rate") },
    { "enrolled_first/all", N_ ("Enrolled on the first") },
    { "enrolled_all/all", N_ ("Enrolled in the month") },
    { "enrolled_days/all", N_ ("Days of enrolment") },
    { "present/all", N_ ("Days attended") },
    { "late/all", N_ ("Late") },
    { "early/all", N_ ("Left early") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    if (g_str_equal (figures[i].name, name))
      return g_strdup (_ (figures[i].label));
  if (g_str_has_suffix (name, "/all") && g_str_has_prefix (name, "absent/"))
    return dup_absence (state, name);
  if (g_str_has_prefix (name, "band/"))
    return dup_band (name);
  if (g_str_has_suffix (name, "/all") && g_str_has_prefix (name, "meal/"))
    return dup_middle (name);
  return NULL;
}

static char *
dup_value (const char *name, gint64 value)
{
  if (g_str_equal (name, "rate"))
    return enr_month_words_dup_rate (value);
  if (g_str_has_suffix (name, "/amount"))
    return enr_yen_dup (value);
  return enr_yen_dup_digits (value);
}

char *
enr_month_words_dup_difference (const EnrMonthState *state, const EnrMonthDifference *difference)
{
  gboolean is_charge = difference->day != ENR_DATE_NONE;
  g_autofree char *day = NULL;
  g_autofree char *what = NULL;
  g_autofree char *closed = NULL;
  g_autofree char *now = NULL;

  if (is_charge)
    {
      day = enr_month_words_dup_day (difference->day);
      what = g_strdup_printf ("%s %s", day, difference->name);
      closed = enr_yen_dup (difference->closed);
      now = enr_yen_dup (difference->now);
    }
  else
    {
      what = dup_figure (state, difference->name);
      if (what == NULL)
        return NULL;
      closed = dup_value (difference->name, difference->closed);
      now = dup_value (difference->name, difference->now);
    }
  /* Translators: what differs, its value when the month was closed, and its value now */
  return g_strdup_printf (_ ("%s: %s → %s"), what, closed, now);
}

char *
enr_month_words_dup_differences (const EnrMonthState *state, guint most)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_shown = 0;
  guint n_others = 0;

  for (guint i = 0; i < state->differences->len; i++)
    {
      g_autofree char *line = enr_month_words_dup_difference (
          state, &g_array_index (state->differences, EnrMonthDifference, i));

      if (line == NULL || n_shown >= most)
        {
          n_others++;
          continue;
        }
      g_string_append_printf (text, "%s%s", n_shown > 0 ? "\n" : "", line);
      n_shown++;
    }
  if (n_others > 0)
    {
      g_string_append (text, n_shown > 0 ? "\n" : "");
      /* Translators: %u is a number of figures */
      g_string_append_printf (
          text, ngettext ("and %u figure more", "and %u figures more", n_others), n_others);
    }
  if (text->len == 0)
    g_string_append (text, _ ("No amount and no figure is another one, but a record that they are "
                              "made from was changed."));
  return g_string_free (g_steal_pointer (&text), FALSE);
}
