/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * SQLite itself, past the store: to damage a database, to tamper with it, and to look at it as another
 * program would. Whatever fails here fails the test.
 */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/** A connection with SQLite's own defaults; makes the file where missing. */
sqlite3 *raw_open (const char *path) G_GNUC_WARN_UNUSED_RESULT;

/** Runs statements on a connection, or on a new one that is closed again. */
void raw_exec (sqlite3 *handle,
               const char *sql);
void raw_run (const char *path,
              const char *sql);

/** The first column of the first row. */
gint64 raw_int (const char *path,
                const char *sql);
char *raw_text (const char *path,
                const char *sql) G_GNUC_WARN_UNUSED_RESULT;

/** The triggers that keep the journal and the stamps from being changed are taken away. */
void raw_drop_triggers (const char *path);

/** A file's bytes. */
GBytes *raw_bytes (const char *path) G_GNUC_WARN_UNUSED_RESULT;

/** Writes a file, and does not wait for the disk. */
void raw_save (const char *path,
               gconstpointer data,
               gsize length);
void raw_save_bytes (const char *path,
                     GBytes *bytes);

G_END_DECLS
