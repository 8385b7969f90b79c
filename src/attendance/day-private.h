/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the day and the month read in the same way.
 */
#pragma once

#include "attendance/day.h"

G_BEGIN_DECLS

/** The classes of the fiscal year that a date is in. (element-type EnrDayClass) */
GArray *enr_day_load_classes (EnrDb *db,
                              EnrDate date,
                              GStringChunk *strings,
                              GError **error);

/** A class's place in such an array, or G_MAXUINT. */
guint enr_day_class_index (const GArray *classes,
                           const EnrUuid *class_id);

/** A kind's place in an array of EnrAbsenceKind, or -1. */
int enr_day_kind_index (const GArray *kinds,
                        const char *key);

/** The EnrSex of the database's word. */
int enr_day_sex (const char *key);

G_END_DECLS
