/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The roster (名簿): every child with class, certification and first guardian as of a day.
 */
#pragma once

#include "nursery/child.h"
#include "nursery/enrolment.h"

G_BEGIN_DECLS

typedef enum
{
  ENR_ROSTER_ENROLLED, /* enrolled on the day */
  ENR_ROSTER_FUTURE,   /* enrolled later, or never yet */
  ENR_ROSTER_FORMER,   /* no longer enrolled */
  ENR_ROSTER_ALL,
} EnrRosterScope;

typedef struct
{
  EnrChild *child;
  EnrUuid class_id;      /* none where not in a class on the day */
  char *class_name;      /* "" likewise */
  char *class_colour;
  int class_position;
  EnrDate enrolled_on;   /* of the enrolment on the day, or the last one; NONE where never */
  EnrDate left_on;       /* its end, or NONE */
  EnrCertificationKind certification;
  EnrCareHours care_hours;
  char *certification_number;
  char *guardian_name;   /* the first guardian; "" where none */
  char *guardian_phone;
} EnrRosterRow;

void enr_roster_row_free (EnrRosterRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrRosterRow, enr_roster_row_free)

/** The roster as of a day, by class position, then kana. (element-type EnrRosterRow) */
GPtrArray *enr_roster_load (EnrDb *db,
                            EnrDate day,
                            EnrRosterScope scope,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
