/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A database that is not there yet, its opening, and families to write into it.
 */
#pragma once

#include "store/db.h"

G_BEGIN_DECLS

typedef struct
{
  char *folder; /* its own, and empty at first */
  char *path;   /* of the database, in the folder */
} Database;

/** The two ends of a test. */
void database_set_up (Database *database,
                      gconstpointer data);
void database_tear_down (Database *database,
                         gconstpointer data);

/** Opens a file, which must not fail. */
EnrDb *database_open (const char *path,
                      EnrDbFlags flags) G_GNUC_WARN_UNUSED_RESULT;

/** Opening it must fail, with that code. */
void database_assert_refused (const char *path,
                              EnrDbFlags flags,
                              EnrDbError code);

/** Who may read and write a file or folder, as chmod takes it. */
guint database_mode (const char *path);

/** Adds a family, in a transaction of its own. */
gboolean database_add_family (EnrDb *db,
                              const char *address,
                              GError **error);

/** How many families there are. */
gint64 database_count_families (EnrDb *db);

G_END_DECLS
