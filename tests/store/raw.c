/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "raw.h"

sqlite3 *
raw_open (const char *path)
{
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL),
                   ==, SQLITE_OK);
  return handle;
}

void
raw_exec (sqlite3 *handle, const char *sql)
{
  int rc = sqlite3_exec (handle, sql, NULL, NULL, NULL);

  if (rc != SQLITE_OK)
    g_error ("%s: %s", sqlite3_errmsg (handle), sql);
}

void
raw_run (const char *path, const char *sql)
{
  sqlite3 *handle = raw_open (path);

  raw_exec (handle, sql);
  g_assert_cmpint (sqlite3_close (handle), ==, SQLITE_OK);
}

static sqlite3_stmt *
first_row (sqlite3 *handle, const char *sql)
{
  sqlite3_stmt *stmt = NULL;

  if (sqlite3_prepare_v2 (handle, sql, -1, &stmt, NULL) != SQLITE_OK
      || sqlite3_step (stmt) != SQLITE_ROW)
    g_error ("%s: %s", sqlite3_errmsg (handle), sql);
  return stmt;
}

gint64
raw_int (const char *path, const char *sql)
{
  sqlite3 *handle = raw_open (path);
  sqlite3_stmt *stmt = first_row (handle, sql);
  gint64 number = sqlite3_column_int64 (stmt, 0);

  sqlite3_finalize (stmt);
  g_assert_cmpint (sqlite3_close (handle), ==, SQLITE_OK);
  return number;
}

char *
raw_text (const char *path, const char *sql)
{
  sqlite3 *handle = raw_open (path);
  sqlite3_stmt *stmt = first_row (handle, sql);
  char *text = g_strdup ((const char *) sqlite3_column_text (stmt, 0));

  sqlite3_finalize (stmt);
  g_assert_cmpint (sqlite3_close (handle), ==, SQLITE_OK);
  return text;
}

void
raw_drop_triggers (const char *path)
{
  raw_run (path, "DROP TRIGGER journal_no_update; DROP TRIGGER journal_no_delete; "
                 "DROP TRIGGER stamp_no_update; DROP TRIGGER stamp_no_delete");
}

GBytes *
raw_bytes (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *contents = NULL;
  gsize length = 0;

  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (contents, length);
}

void
raw_save (const char *path, gconstpointer data, gsize length)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents_full (path, length > 0 ? data : "", (gssize) length, G_FILE_SET_CONTENTS_NONE,
                            0600, &error);
  g_assert_no_error (error);
}

void
raw_save_bytes (const char *path, GBytes *bytes)
{
  gsize length;
  gconstpointer data = g_bytes_get_data (bytes, &length);

  raw_save (path, data, length);
}
