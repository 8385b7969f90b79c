/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "statistics/meal-month.h"

#include <string.h>

#include "nursery/facility.h"
#include "statistics/presence.h"

void
enr_meal_month_free (EnrMealMonth *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->presence, g_array_unref);
  g_clear_pointer (&self->meals, g_ptr_array_unref);
  g_free (self);
}

EnrMealMonth *
enr_meal_month_load (EnrDb *db, EnrDate day, GError **error)
{
  g_autoptr (EnrMealMonth) self = g_new0 (EnrMealMonth, 1);
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autoptr (EnrFacility) facility = NULL;
  g_autoptr (EnrCalendar) calendar = NULL;
  EnrDate last;

  self->first = enr_date_month_start (day, 0);
  last = enr_date_month_start (day, 1) - 1;
  self->n_days = last - self->first + 1;
  if (!enr_txn_begin_read (&txn, db, error))
    return NULL;
  facility = enr_facility_load (db, error);
  calendar = facility != NULL ? enr_calendar_load (db, self->first, last, error) : NULL;
  self->meals = calendar != NULL ? enr_meal_list (db, error) : NULL;
  if (self->meals != NULL)
    self->presence = enr_presence_load (db, facility, self->first, last, error);
  if (self->presence == NULL)
    return NULL;
  for (int i = 0; i < self->n_days; i++)
    self->is_open[i] = enr_calendar_closed_name (calendar, self->first + i) == NULL;
  return g_steal_pointer (&self);
}

guint
enr_meal_month_count (const EnrMealMonth *self, int at, guint counts[31])
{
  guint sum = 0;

  memset (counts, 0, 31 * sizeof *counts);
  for (guint i = 0; i < self->presence->len; i++)
    {
      const EnrPresence *stretch = &g_array_index (self->presence, EnrPresence, i);

      if (stretch->from <= at && at < stretch->to)
        {
          counts[stretch->day - self->first]++;
          sum++;
        }
    }
  return sum;
}
