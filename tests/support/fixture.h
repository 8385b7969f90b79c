/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Fixtures: a temporary folder, and a small nursery in it. What goes wrong in a fixture fails the
 * test, so nothing here returns an error.
 */
#pragma once

#include "base/date.h"
#include "store/db.h"

G_BEGIN_DECLS

/** A new folder under the system's temporary one. */
char *enr_test_folder_new (void) G_GNUC_WARN_UNUSED_RESULT;

/** Removes the folder with all that is in it, and frees its name. */
void enr_test_folder_free (char *folder);

/** The day of every fixture: Wednesday, 2026-06-10. */
EnrDate enr_test_day (void);

/** A time on that day. */
EnrInstant enr_test_at (int hour,
                        int minute);

typedef struct
{
  char *folder;
  char *path;         /* of the database, in the folder */
  EnrDb *db;          /* may be closed and set to %NULL */
  EnrActor actor;     /* the office, at the PC "test" */
  EnrUuid classes[6]; /* of the fiscal year 2026, by class age */
  EnrUuid *children;  /* the i-th is in the class of age i % 6, enrolled from 2026-04-01 */
  guint n_children;
} EnrTestNursery;

/** Makes a database with a facility, its kinds of absence, six classes and @n_children children, and
 * stops the clock at 10:00 of enr_test_day(). */
EnrTestNursery *enr_test_nursery_new (guint n_children) G_GNUC_WARN_UNUSED_RESULT;

/** Closes the database, where it is open, and opens it for writing. */
void enr_test_nursery_reopen (EnrTestNursery *self);

/** Closes the database, removes the folder, and gives the clock back. */
void enr_test_nursery_free (EnrTestNursery *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrTestNursery, enr_test_nursery_free)

/** The schema and every row of every table as text, to compare before and after. Read by a connection
 * of its own: what is not committed is not in it. */
char *enr_test_dump (const char *path) G_GNUC_WARN_UNUSED_RESULT;

/** Fails with the first line that differs. */
void enr_test_assert_same (const char *dump,
                           const char *expected);

G_END_DECLS
