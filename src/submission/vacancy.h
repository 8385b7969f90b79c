/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Free places (空き状況) by class age, as the director says they are.
 */
#pragma once

#include "base/date.h"
#include "store/db.h"

G_BEGIN_DECLS

#define ENR_VACANCY_AGES 6

typedef struct
{
  EnrDate as_of; /* ENR_DATE_NONE: nothing was said about this age yet */
  int places;    /* how many more could be taken in */
  int waiting;   /* who asked the nursery itself; -1 not counted */
  int enrolled;  /* now, for the one who fills it in */
  int capacity;  /* of the classes of that age; 0 not set */
} EnrVacancy;

gboolean enr_vacancy_load (EnrDb *db,
                           EnrDate today,
                           EnrVacancy ages[ENR_VACANCY_AGES],
                           GError **error);

/** Writes the ages whose as_of is a day; INVALID for numbers that cannot be, or a day to come. */
gboolean enr_vacancy_save (EnrDb *db,
                           const EnrActor *actor,
                           const EnrVacancy ages[ENR_VACANCY_AGES],
                           GError **error);

G_END_DECLS
