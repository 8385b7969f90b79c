/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * All that the page of one child shows, read at once.
 */
#pragma once

#include <gio/gio.h>

#include "attendance/month.h"
#include "fees/terms.h"
#include "nursery/card.h"
#include "nursery/class.h"
#include "nursery/family.h"
#include "nursery/roster.h"

G_BEGIN_DECLS

typedef struct
{
  EnrRosterRow *row;         /* as of the day; its child is the child */
  GPtrArray *siblings;       /* (element-type EnrRosterRow) */
  GPtrArray *others;         /* (element-type EnrRosterRow): the nursery's other children */
  GPtrArray *contacts;       /* (element-type EnrContact) */
  GPtrArray *enrolments;     /* (element-type EnrEnrolment) */
  GPtrArray *memberships;    /* (element-type EnrMembership) */
  GPtrArray *certifications; /* (element-type EnrCertification) */
  GPtrArray *terms;          /* (element-type EnrCareTerms), oldest first */
  gboolean has_care_rules;   /* extended care is charged here, now or at another time */
  GPtrArray *cards;          /* (element-type EnrCard) */
  GPtrArray *classes;        /* (element-type EnrClass) of the day's fiscal year */
  char *postal_code;
  char *address;
  GBytes *photo;             /* or NULL */
  EnrDate day;
} EnrChildFile;

EnrChildFile *enr_child_file_load (EnrDb *db,
                                   const EnrUuid *child_id,
                                   EnrDate day,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
void enr_child_file_free (EnrChildFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrChildFile, enr_child_file_free)

/** A fiscal year of a child's attendance: April first. */
typedef struct
{
  int fiscal_year;
  EnrDate today;
  GPtrArray *months;       /* (element-type EnrMonth): 12, whole */
  const EnrMonthChild *children[12]; /* the child's row of each, or NULL where not enrolled */
  EnrMonthTotals totals;   /* of the year */
} EnrChildYear;

EnrChildYear *enr_child_year_load (EnrDb *db,
                                   const EnrUuid *child_id,
                                   int fiscal_year,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
void enr_child_year_free (EnrChildYear *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrChildYear, enr_child_year_free)

/** The cell of a day (1 to 31) of a month (0: April), or %NULL. Borrowed. */
const EnrMonthCell *enr_child_year_cell (const EnrChildYear *self,
                                         int month,
                                         int day);

G_END_DECLS
