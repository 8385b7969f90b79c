/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What a form is filled from, and the tables of tags with the function that reads each.
 */
#pragma once

#include "attendance/day.h"
#include "fees/care-month.h"
#include "nursery/facility.h"
#include "nursery/roster.h"
#include "reports/city-form.h"
#include "reports/form.h"

G_BEGIN_DECLS

typedef struct
{
  EnrDb *db;
  const EnrCityScope *scope;
  EnrSheetData *data;
  GHashTable *wanted;      /* names without index, of the form's tags */
  EnrFacility *facility;
  EnrForm *symbols;        /* the attendance book's, whose symbols are used here too */
  EnrCareMonth *care;      /* the month with all classes */
  EnrMonth *month;         /* borrowed from it */
  EnrDay *day;             /* %NULL where no tag needs it */
  GPtrArray *roster;
  GHashTable *roster_rows; /* EnrUuid -> EnrRosterRow */
  GArray *rows;            /* (element-type guint) children of the form, into the month's */
  guint class_index;       /* G_MAXUINT: all */
  EnrDate date;
  GPtrArray *year;         /* (element-type EnrMonth) the fiscal year's months, or %NULL */
  GPtrArray *owned;        /* texts that values borrow */
} EnrCityFiller;

/** A tag with one value; @last is 0 where it has no index. */
typedef struct
{
  EnrCityTag tag;
  int last;
  EnrSheetValue (*get) (EnrCityFiller *filler, int index);
} EnrCityOne;

/** A tag with a value for each child, by its index in the month. */
typedef struct
{
  EnrCityTag tag;
  int last;
  EnrSheetValue (*get) (EnrCityFiller *filler, guint child, int index);
} EnrCityField;

#define ENR_CITY_N_ONES 29
#define ENR_CITY_N_FIELDS 42
#define ENR_CITY_CHILDREN "children."

extern const EnrCityOne enr_city_ones[ENR_CITY_N_ONES];
extern const EnrCityField enr_city_fields[ENR_CITY_N_FIELDS];

/** A value of a text that nobody else keeps; takes it over. */
EnrSheetValue enr_city_own_text (EnrCityFiller *self,
                                 char *text);

/** A child of the month by its index. */
const EnrMonthChild *enr_city_child (const EnrCityFiller *self,
                                     guint child);

/** The child on the form's day, or %NULL. */
const EnrDayChild *enr_city_day_child (const EnrCityFiller *self,
                                       guint child);

G_END_DECLS
