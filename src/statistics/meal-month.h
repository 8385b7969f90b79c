/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A month's meals by day (食数): how many children were there at each of them.
 */
#pragma once

#include "statistics/meal.h"

G_BEGIN_DECLS

/** What the counts of a month are made from. */
typedef struct
{
  /*< private >*/
  GArray *presence;
  /*< public >*/
  EnrDate first;         /* the month's first day */
  int n_days;
  gboolean is_open[31];  /* the nursery is open on that day */
  GPtrArray *meals;      /* (element-type EnrMeal) as enr_meal_list() */
} EnrMealMonth;

/** Reads the month that @day is in, in one snapshot. */
EnrMealMonth *enr_meal_month_load (EnrDb *db,
                                   EnrDate day,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
void enr_meal_month_free (EnrMealMonth *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrMealMonth, enr_meal_month_free)

/** How many children were there at @at (minutes of the day) on each day, as the month's statistics count
 * them. Returns their sum. */
guint enr_meal_month_count (const EnrMealMonth *self,
                            int at,
                            guint counts[31]);

G_END_DECLS
