/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A small nursery's database before an upgrade, two steps to upgrade it by, and the copies that are made on
 * the way.
 */
#pragma once

#include "support/fixture.h"

G_BEGIN_DECLS

typedef struct
{
  EnrTestNursery *nursery; /* closed */
  char *backups;           /* the folder; not there at first */
} Upgrade;

/** Steps as later versions may have them: one that adds, one that rebuilds. */
extern const char *const upgrade_two_steps[];

/** The two ends of a test. */
void upgrade_set_up (Upgrade *upgrade,
                     gconstpointer data);
void upgrade_tear_down (Upgrade *upgrade,
                        gconstpointer data);

/** Names in a folder that end so, sorted; none where there is no folder. (element-type utf8) */
GPtrArray *upgrade_list_folder (const char *folder,
                                const char *suffix) G_GNUC_WARN_UNUSED_RESULT;

/** Puts the database's file back as it was. */
void upgrade_restore (Upgrade *upgrade,
                      GBytes *bytes);

/** Removes the copies. */
void upgrade_clear_backups (Upgrade *upgrade);

G_END_DECLS
