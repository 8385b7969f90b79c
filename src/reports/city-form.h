/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What a city's own form, or a letter, can be filled with: the tags and their values.
 */
#pragma once

#include "base/date.h"
#include "sheets/fill.h"
#include "store/db.h"

G_BEGIN_DECLS

/** A tag that a form may have, for the help. */
typedef struct
{
  const char *name;     /* "children.attendance.1..31", without braces */
  const char *meaning;  /* N_(): "the day's symbol of the attendance book" */
  gboolean is_list;     /* one row a child or family */
} EnrCityTag;

/** Every tag, in the order of the help; the array ends with a name of %NULL. Static. */
const EnrCityTag *enr_city_tags (void);

/** Which month, which class, and which day of it. */
typedef struct
{
  EnrDate month;           /* any day of it */
  const EnrUuid *class_id; /* %NULL: the whole nursery */
  EnrDate date;            /* the day of a daily form; ENR_DATE_NONE: the month's first */
} EnrCityScope;

/** The values for @form. Only what its tags ask for is read. Children stand in the register's order:
 * those enrolled in the month, or on the day where @scope->date is given. */
EnrSheetData *enr_city_data_load (EnrDb *db,
                                  const EnrCityScope *scope,
                                  GBytes *form,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
