/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A meal in the list of meals: its name and its time.
 */
#pragma once

#include <gtk/gtk.h>

#include "statistics/meal.h"

G_BEGIN_DECLS

#define ENR_TYPE_MEAL_ROW (enr_meal_row_get_type ())
G_DECLARE_FINAL_TYPE (EnrMealRow, enr_meal_row, ENR, MEAL_ROW, GtkBox)

/** A row for a meal, or with %NULL for one that is new. */
EnrMealRow *enr_meal_row_new (const EnrMeal *meal);

/** What is typed: @id as the meal's, @at ENR_MINUTES_NONE where it is no time. */
EnrMeal *enr_meal_row_dup_meal (EnrMealRow *self) G_GNUC_WARN_UNUSED_RESULT;

/** Neither a name nor a time: no meal. */
gboolean enr_meal_row_is_blank (EnrMealRow *self);

/** Whether something else is typed than the meal had. */
gboolean enr_meal_row_is_changed (EnrMealRow *self);

/*
 * EnrMealRow::changed (row): something was typed.
 * EnrMealRow::activate (row): Enter.
 */

G_END_DECLS
