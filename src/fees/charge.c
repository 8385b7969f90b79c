/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "fees/charge.h"

#include <string.h>

gboolean
enr_care_span (EnrCareBasis basis, const EnrCareTimes *times, int *from, int *to)
{
  gboolean has_arrive = times->planned_arrive != ENR_MINUTES_NONE;
  gboolean has_leave = times->planned_leave != ENR_MINUTES_NONE;

  *from = times->arrived;
  *to = times->left;
  if (times->arrived == ENR_MINUTES_NONE)
    return FALSE;
  switch (basis)
    {
    case ENR_BASIS_PLANNED:
      if (has_arrive)
        *from = times->planned_arrive;
      if (has_leave)
        *to = times->planned_leave;
      break;
    case ENR_BASIS_LATER:
      if (has_arrive)
        *from = MIN (*from, times->planned_arrive);
      if (has_leave && *to != ENR_MINUTES_NONE)
        *to = MAX (*to, times->planned_leave);
      break;
    case ENR_BASIS_ACTUAL:
    default:
      break;
    }
  return *to != ENR_MINUTES_NONE && *from < *to;
}

/* The chargeable minutes of a stay in one band, and how they came about. */
static int
band_minutes (const EnrCareBand *band, int from, int to, EnrWorkingPart *part)
{
  int start = MAX (from, band->first);
  int end = MIN (to, band->last);

  *part = (EnrWorkingPart){ .from = start, .to = end, .grace = band->grace };
  switch (band->kind)
    {
    case ENR_BAND_BEFORE:
      part->kind = ENR_PART_BEFORE;
      part->bound = band->last;
      if (end < band->last - band->grace)
        {
          part->bound = end;
          part->grace = 0;
        }
      return part->bound - part->grace - start;
    case ENR_BAND_AFTER:
      part->kind = ENR_PART_AFTER;
      part->bound = band->first;
      if (start > band->first + band->grace)
        {
          part->bound = start;
          part->grace = 0;
        }
      return end - part->bound - part->grace;
    case ENR_BAND_STAY:
    default:
      part->kind = ENR_PART_STAY;
      part->stay = band->stay;
      return end - start - band->stay - band->grace;
    }
}

static void
price_part (EnrWorkingPart *part, const EnrCareRule *rule, const EnrCareBand *band)
{
  part->unit = band->unit;
  part->price = band->price;
  if (band->unit == 0)
    part->units = 1;
  else if (rule->is_rounded_down)
    part->units = part->minutes / band->unit;
  else
    part->units = (part->minutes + band->unit - 1) / band->unit;
  part->amount = part->units * band->price;
}

static void
add_step (EnrCareResult *result, EnrPartKind kind, int price, int amount)
{
  EnrWorkingPart *part = &result->parts[result->n_parts++];

  *part = (EnrWorkingPart){ .kind = kind, .price = price, .amount = amount };
  result->amount = amount;
}

static void
apply_percent (EnrCareResult *result, int percent)
{
  if (percent < 100 && result->amount > 0)
    add_step (result, ENR_PART_RATE, percent, (int) ((gint64) result->amount * percent / 100));
}

void
enr_care_compute (const EnrCareRule *rule,
                  const EnrCareTimes *times,
                  int percent,
                  EnrCareResult *result)
{
  int from, to;

  memset (result, 0, sizeof *result);
  if (!enr_care_span (rule->basis, times, &from, &to))
    return;

  for (guint i = 0; i < rule->n_bands; i++)
    {
      EnrWorkingPart part;
      int minutes = band_minutes (&rule->bands[i], from, to, &part);

      if (minutes <= 0)
        continue;
      part.minutes = minutes;
      result->minutes += minutes;
      if (!rule->is_summed)
        {
          price_part (&part, rule, &rule->bands[i]);
          result->units += part.units;
          result->amount += part.amount;
        }
      result->parts[result->n_parts++] = part;
    }
  if (rule->is_summed && result->minutes > 0)
    {
      EnrWorkingPart part = { .kind = ENR_PART_SUM, .minutes = result->minutes };

      price_part (&part, rule, &rule->bands[0]);
      result->units = part.units;
      result->amount = part.amount;
      result->parts[result->n_parts++] = part;
    }
  if (rule->daily_cap != ENR_CARE_NO_CAP && result->amount > rule->daily_cap)
    add_step (result, ENR_PART_DAILY_CAP, rule->daily_cap, rule->daily_cap);
  apply_percent (result, percent);
}

void
enr_care_apply_monthly_cap (const EnrCareRule *rule,
                            int percent,
                            gint64 before,
                            EnrCareResult *result)
{
  gint64 cap;

  if (rule->monthly_cap == ENR_CARE_NO_CAP)
    return;

  cap = (gint64) rule->monthly_cap * percent / 100;
  if (before + result->amount > cap)
    add_step (result, ENR_PART_MONTHLY_CAP, (int) cap, (int) MAX (0, cap - before));
}

void
enr_care_compute_monthly (const EnrCareRule *rule, int percent, EnrCareResult *result)
{
  memset (result, 0, sizeof *result);
  if (rule->monthly_price == 0)
    return;

  add_step (result, ENR_PART_MONTHLY, rule->monthly_price, rule->monthly_price);
  apply_percent (result, percent);
}

int
enr_care_percent (const EnrCareRule *rule, int birth_order, gboolean is_exempt)
{
  int percent = birth_order >= 3   ? rule->third_percent
                : birth_order == 2 ? rule->second_percent
                                   : 100;

  return is_exempt ? MIN (percent, rule->exempt_percent) : percent;
}

int
enr_care_next_step (const EnrCareRule *rule, const EnrCareTimes *times, int now)
{
  EnrCareTimes leaving = *times;
  EnrCareResult result;
  int amount;

  leaving.left = now;
  enr_care_compute (rule, &leaving, 100, &result);
  amount = result.amount;
  while (++leaving.left <= ENR_MINUTES_MAX)
    {
      enr_care_compute (rule, &leaving, 100, &result);
      if (result.amount > amount)
        return leaving.left;
    }
  return ENR_MINUTES_NONE;
}

/* Whether arriving then, and staying beyond the early windows, is charged for the earliness. */
static gboolean
is_early (const EnrCareRule *rule, const EnrCareTimes *times, int arrived)
{
  EnrCareTimes coming = *times;
  EnrCareResult result;

  coming.arrived = arrived;
  coming.left = arrived + 1;
  for (guint i = 0; i < rule->n_bands; i++)
    if (rule->bands[i].kind == ENR_BAND_BEFORE)
      coming.left = MAX (coming.left, rule->bands[i].last);
  enr_care_compute (rule, &coming, 100, &result);
  for (guint i = 0; i < result.n_parts; i++)
    if (result.parts[i].kind == ENR_PART_BEFORE)
      return TRUE;
  return FALSE;
}

int
enr_care_early_until (const EnrCareRule *rule, const EnrCareTimes *times, int now)
{
  if (!is_early (rule, times, now))
    return ENR_MINUTES_NONE;
  while (++now <= ENR_MINUTES_MAX)
    if (!is_early (rule, times, now))
      return now;
  return ENR_MINUTES_NONE;
}
