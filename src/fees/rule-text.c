/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "fees/rule-text.h"

#include <glib/gi18n-lib.h>

#include "base/yen.h"
#include "fees/charge.h"

#define ALL_CERTIFICATIONS 0xf
#define ALL_WEEKDAYS 0x7f

static void
append (GString *line, const char *between, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  if (line->len > 0)
    g_string_append (line, between);
  g_string_append (line, text);
}

static void
take (GString *line, const char *between, char *text)
{
  append (line, between, text);
  g_free (text);
}

static void
append_certifications (GString *line, guint certifications)
{
  static const char *const names[] = {
    N_ ("not certified"),
    N_ ("Type 1"),
    N_ ("Type 2"),
    N_ ("Type 3"),
  };

  for (guint i = 0;
       (certifications & ALL_CERTIFICATIONS) != ALL_CERTIFICATIONS && i < G_N_ELEMENTS (names); i++)
    if ((certifications & (1u << i)) != 0)
      append (line, " ", _ (names[i]));
}

static void
append_weekdays (GString *line, guint weekdays)
{
  g_autoptr (GString) days = g_string_new (NULL);

  if ((weekdays & ALL_WEEKDAYS) == ALL_WEEKDAYS)
    return;
  /* From Monday, as people count a week. */
  for (guint i = 1; i <= 7; i++)
    if ((weekdays & (1u << (i % 7))) != 0)
      g_string_append (days, enr_weekday_kanji (i % 7));
  append (line, " ", days->str);
}

static void
append_who (GString *line, const EnrCareRule *self)
{
  append_certifications (line, self->certifications);
  if (self->care_hours == ENR_CARE_STANDARD)
    append (line, " ", C_ ("rule", "Standard hours"));
  else if (self->care_hours == ENR_CARE_SHORT)
    append (line, " ", C_ ("rule", "Short hours"));
  else if (self->care_hours == ENR_CARE_EDUCATION)
    append (line, " ", C_ ("rule", "Education hours"));
  append_weekdays (line, self->weekdays);
  if (self->contract == ENR_CONTRACT_SPOT)
    append (line, " ", C_ ("rule", "Spot"));
  else if (self->contract == ENR_CONTRACT_MONTHLY)
    append (line, " ", C_ ("rule", "Monthly"));
}

static char *
dup_window (const EnrCareBand *self)
{
  char first[6], last[6], stay[6];

  enr_minutes_format (self->first, first);
  enr_minutes_format (self->last, last);
  switch (self->kind)
    {
    case ENR_BAND_BEFORE:
      /* Translators: extended care before a time of day: "7:30まで" */
      return g_strdup_printf (C_ ("rule", "until %s"), last);
    case ENR_BAND_AFTER:
      if (self->last >= ENR_MINUTES_MAX)
        /* Translators: extended care after a time of day: "18:00から" */
        return g_strdup_printf (C_ ("rule", "from %s"), first);
      /* Translators: extended care between two times of day */
      return g_strdup_printf (_ ("from %s to %s"), first, last);
    case ENR_BAND_STAY:
    default:
      enr_minutes_format (self->stay, stay);
      /* Translators: two times of day, and hours and minutes ("8:00"): a stay within the times that
       * is longer */
      return g_strdup_printf (_ ("from %s to %s over %s"), first, last, stay);
    }
}

char *
enr_care_band_dup_summary (const EnrCareBand *self)
{
  g_autofree char *price = enr_yen_dup (self->price);
  GString *line = g_string_new (NULL);

  take (line, " ", dup_window (self));
  if (self->unit == 0)
    /* Translators: %s is an amount: charged once */
    take (line, " ", g_strdup_printf (_ ("%s once"), price));
  else
    /* Translators: minutes of a unit and its price: "15分100円" */
    take (line, " ", g_strdup_printf (_ ("%d min %s"), self->unit, price));
  if (self->grace > 0)
    take (line, " ", g_strdup_printf (_ ("grace %d min"), self->grace));
  return g_string_free (line, FALSE);
}

static void
append_yen (GString *line, const char *format, int amount)
{
  g_autofree char *yen = enr_yen_dup (amount);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  /* The formats are those of append_limits(), each with one text. */
  take (line, _ (", "), g_strdup_printf (format, yen));
#pragma GCC diagnostic pop
}

static void
append_limits (GString *line, const EnrCareRule *self)
{
  if (self->monthly_price > 0)
    append_yen (line, _ ("%s a month"), self->monthly_price);
  if (self->is_summed)
    append (line, _ (", "), _ ("windows added up"));
  if (self->is_rounded_down)
    append (line, _ (", "), _ ("rounded down"));
  if (self->basis == ENR_BASIS_PLANNED)
    append (line, _ (", "), _ ("by the plan"));
  else if (self->basis == ENR_BASIS_LATER)
    append (line, _ (", "), _ ("by the wider of plan and clock"));
  if (self->daily_cap != ENR_CARE_NO_CAP)
    append_yen (line, _ ("at most %s a day"), self->daily_cap);
  if (self->monthly_cap != ENR_CARE_NO_CAP)
    append_yen (line, _ ("at most %s a month"), self->monthly_cap);
  if (self->second_percent != 100)
    take (line, _ (", "), g_strdup_printf (_ ("second child %d%%"), self->second_percent));
  if (self->third_percent != 100)
    take (line, _ (", "), g_strdup_printf (_ ("third child %d%%"), self->third_percent));
  if (self->exempt_percent != 0)
    take (line, _ (", "), g_strdup_printf (_ ("exempt %d%%"), self->exempt_percent));
}

char *
enr_care_rule_dup_summary (const EnrCareRule *self)
{
  GString *line = g_string_new (NULL);

  append_who (line, self);
  for (guint i = 0; i < self->n_bands; i++)
    take (line, i == 0 ? " " : _ (", "), enr_care_band_dup_summary (&self->bands[i]));
  append_limits (line, self);
  return g_string_free (line, FALSE);
}

/* A day on which the band charges one minute more than a unit, and nothing else does where that can
 * be. */
static EnrCareTimes
example_times (const EnrCareBand *band)
{
  int minutes = band->grace + band->unit + 1;
  EnrCareTimes times = { ENR_MINUTES_NONE, ENR_MINUTES_NONE, ENR_MINUTES_NONE, ENR_MINUTES_NONE };

  switch (band->kind)
    {
    case ENR_BAND_BEFORE:
      times.arrived = MAX (band->first, band->last - minutes);
      times.left = MIN (band->last + 1, ENR_MINUTES_MAX);
      break;
    case ENR_BAND_AFTER:
      times.arrived = MAX (0, band->first - 1);
      times.left = MIN (band->last, band->first + minutes);
      break;
    case ENR_BAND_STAY:
    default:
      times.arrived = band->first;
      times.left = MIN (band->last, band->first + band->stay + minutes);
      break;
    }
  return times;
}

char *
enr_care_rule_dup_example (const EnrCareRule *self, guint band)
{
  EnrCareTimes times;
  EnrCareResult result;
  g_autofree char *working = NULL;
  char arrived[6], left[6];

  if (band >= self->n_bands || !enr_care_rule_check (self, NULL))
    return NULL;

  times = example_times (&self->bands[band]);
  enr_care_compute (self, &times, 100, &result);
  working = enr_working_dup_text (result.parts, result.n_parts);
  enr_minutes_format (times.arrived, arrived);
  enr_minutes_format (times.left, left);
  if (result.n_parts == 0)
    return g_strdup (_ ("The window is too short: nothing would be charged."));
  if (self->bands[band].kind == ENR_BAND_BEFORE)
    /* Translators: a time of day, and the working of the charge */
    return g_strdup_printf (_ ("Example: arriving at %s → %s"), arrived, working);
  if (self->bands[band].kind == ENR_BAND_AFTER)
    /* Translators: a time of day, and the working of the charge */
    return g_strdup_printf (_ ("Example: leaving at %s → %s"), left, working);
  /* Translators: two times of day, and the working of the charge */
  return g_strdup_printf (_ ("Example: here from %s to %s → %s"), arrived, left, working);
}

char *
enr_care_dup_sum (int minutes, int amount)
{
  g_autofree char *yen = enr_yen_dup (amount);

  /* Translators: minutes of extended care and their price: "延長 16分 200円" */
  return g_strdup_printf (_ ("Extended %d min %s"), minutes, yen);
}

gboolean
enr_care_band_suggest (EnrCareBand *self, const EnrHours *hours, EnrCareHours care_hours)
{
  int start = care_hours == ENR_CARE_SHORT ? hours->short_start : hours->standard_start;
  int end = care_hours == ENR_CARE_SHORT ? hours->short_end : hours->standard_end;

  if (start == ENR_MINUTES_NONE || end == ENR_MINUTES_NONE || start <= 0 || end <= start
      || end >= ENR_MINUTES_MAX)
    return FALSE;

  self->stay = 0;
  switch (self->kind)
    {
    case ENR_BAND_BEFORE:
      self->first = 0;
      self->last = start;
      break;
    case ENR_BAND_AFTER:
      self->first = end;
      self->last = ENR_MINUTES_MAX;
      break;
    case ENR_BAND_STAY:
    default:
      self->first = start;
      self->last = ENR_MINUTES_MAX;
      self->stay = end - start;
      break;
    }
  return TRUE;
}
