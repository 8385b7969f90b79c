/* SPDX-License-Identifier: GPL-3.0-or-later Copyright 2026 The Enroku authors
 *
 * Import (取込) of past attendance, in the same way as the roster (nursery/import.h): looked at
 * row by row, shown, and written all or nothing.
 */
#pragma once

#include "nursery/import.h"

G_BEGIN_DECLS

/**
 * Reads attendance against the database; writes nothing. A row is one child's day, or a part of
 * it.
 *
 * The child is found by its number (child), else by name and birth date, else by a name that
 * only one child has. Times are times of day to 27:00, or dates with a time, which may lie on
 * the morning after. Rows without a time, absence, plan or note are skipped: lists have them
 * for days off. A time that differs from the one that stands supersedes it, with the file as
 * the reason. Refused are rows of an unknown child, of a day on which the child is not enrolled
 * or that is closed, with a departure before the arrival or without one, with a time in the
 * future, with an absence on a day on which the child was there, and those that contradict a
 * row before them.
 *
 * @preset is %NULL, or "lookmee": the columns of ルクミー's export of arrivals and departures
 * (FACTS 11.5). INVALID for another one, naming those there are.
 */
EnrImportPlan *enr_import_attendance_plan (EnrDb *db,
                                           const EnrCsv *csv,
                                           const EnrImportOptions *options,
                                           const char *preset,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Does it, in one transaction; errors as enr_import_children_apply(). */
gboolean enr_import_attendance_apply (EnrDb *db,
                                      const EnrActor *actor,
                                      const EnrImportPlan *plan,
                                      GError **error);

/** The fields of a row, for the mapping dialog. */
const EnrImportField *enr_import_attendance_fields (guint *n_fields);

/** The names of the presets, NULL-terminated. Static. */
const char *const *enr_import_attendance_presets (void);

G_END_DECLS
