/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Meals and snacks (給食, おやつ): at what time children are counted for them.
 */
#pragma once

#include "base/date.h"
#include "store/db.h"

G_BEGIN_DECLS

typedef struct
{
  EnrUuid id;
  char *name;
  int at; /* minutes of the day */
} EnrMeal;

EnrMeal *enr_meal_copy (const EnrMeal *self) G_GNUC_WARN_UNUSED_RESULT;
void enr_meal_free (EnrMeal *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrMeal, enr_meal_free)

/** The meals of a day in their order. (element-type EnrMeal) */
GPtrArray *enr_meal_list (EnrDb *db,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Makes (@id none; it is set) or changes a meal; they stand in the order of their times. INVALID for a
 * blank name, one that another meal has, or a time outside of 0:00 to 27:00. */
gboolean enr_meal_save (EnrDb *db,
                        const EnrActor *actor,
                        EnrMeal *self,
                        GError **error);

/**
 * Makes the list of meals @wanted, as one action: those without an id are new (it is set), those that are not
 * in it go, and those that had been removed come back. CHANGED where the list is not @seen any more, as it
 * was read; INVALID as enr_meal_save(). (element-type EnrMeal)
 */
gboolean enr_meal_save_list (EnrDb *db,
                             const EnrActor *actor,
                             const GPtrArray *seen,
                             GPtrArray *wanted,
                             GError **error);

gboolean enr_meal_remove (EnrDb *db,
                          const EnrActor *actor,
                          const EnrUuid *id,
                          GError **error);

G_END_DECLS
