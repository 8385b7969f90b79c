/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "store/check.h"

#include <inttypes.h>
#include <string.h>
#include <glib/gi18n-lib.h>

#include "store/db-private.h"
#include "store/journal.h"
#include "store/migrate.h"

ENR_SQL (SQL_INTEGRITY, "SELECT integrity_check FROM pragma_integrity_check(20)");
ENR_SQL (SQL_FOREIGN_KEYS,
         "SELECT \"table\", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2 LIMIT 20");
/* With the storage classes: a text that became a blob still works, and is damage all the same. */
ENR_SQL (SQL_SCHEMA,
         "SELECT type || ' ' || name, sql || char(10) || tbl_name || char(10) || typeof(type) "
         "|| typeof(name) || typeof(tbl_name) || typeof(sql) "
         "FROM sqlite_schema WHERE name NOT GLOB 'sqlite_*'");

/* What the steps make of an empty database. (utf8 to utf8) */
static GHashTable *
make_schema (void)
{
  GHashTable *objects = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  sqlite3 *handle = NULL;
  sqlite3_stmt *stmt = NULL;
  int rc = sqlite3_open_v2 (":memory:", &handle, SQLITE_OPEN_READWRITE, NULL);

  for (int i = 1; rc == SQLITE_OK && i <= enr_schema_version (); i++)
    rc = sqlite3_exec (handle, enr_schema_step (i), NULL, NULL, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_prepare_v2 (handle, SQL_SCHEMA, -1, &stmt, NULL);
  g_assert (rc == SQLITE_OK);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    g_hash_table_insert (objects, g_strdup ((const char *) sqlite3_column_text (stmt, 0)),
                         g_strdup ((const char *) sqlite3_column_text (stmt, 1)));
  sqlite3_finalize (stmt);
  sqlite3_close (handle);
  return objects;
}

/* The same as long as the program runs, but for tests that add a step of their own: all steps take longer
 * than the rest of the check of a small database. */
static GHashTable *
ref_expected_schema (void)
{
  static GMutex mutex;
  static GHashTable *objects;
  static const char *last_step;
  const char *step = enr_schema_step (enr_schema_version ());
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);

  if (step != last_step)
    {
      g_clear_pointer (&objects, g_hash_table_unref);
      objects = make_schema ();
      last_step = step;
    }
  return g_hash_table_ref (objects);
}

/* A trigger that was taken away, or a rule that was weakened: SQLite itself finds nothing wrong. */
static gboolean
check_schema (EnrDb *db, GPtrArray *problems, GError **error)
{
  g_autoptr (GHashTable) objects = ref_expected_schema ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (EnrStmt) st = enr_stmt (db, SQL_SCHEMA);
  GHashTableIter iter;
  gpointer name;
  int rc;

  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      const char *found = enr_column_text (&st, 0);
      const char *sql = g_hash_table_lookup (objects, found);

      if (sql == NULL || g_strcmp0 (sql, enr_column_text (&st, 1)) != 0)
        /* Translators: %s is "table child", "trigger stamp_no_update" */
        g_ptr_array_add (problems, g_strdup_printf (_ ("Structure: %s is not as this version of "
                                                       "Enroku makes it."),
                                                    found));
      g_hash_table_add (seen, g_strdup (found));
    }
  g_hash_table_iter_init (&iter, objects);
  while (rc == 0 && g_hash_table_iter_next (&iter, &name, NULL))
    if (!g_hash_table_contains (seen, name))
      g_ptr_array_add (problems, g_strdup_printf (_ ("Structure: %s is missing."), (char *) name));
  return rc == 0;
}

GPtrArray *
enr_db_check (EnrDb *db, gint64 *journal_length, GError **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local_error = NULL;
  const char *problem;
  gint64 length = 0;
  gint64 bad_seq;
  int rc;

  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_INTEGRITY);

    while ((rc = enr_stmt_step (&st, error)) > 0)
      if (strcmp (enr_column_text (&st, 0), "ok") != 0)
        g_ptr_array_add (problems, g_strdup_printf (_ ("Structure: %s"), enr_column_text (&st, 0)));
    if (rc < 0)
      return NULL;
  }
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_FOREIGN_KEYS);

    while ((rc = enr_stmt_step (&st, error)) > 0)
      /* Translators: table name, table name, number of rows */
      g_ptr_array_add (problems,
                       g_strdup_printf (_ ("Table %s: the parent in %s is missing (rows: %" PRId64
                                           ")."),
                                        enr_column_text (&st, 0), enr_column_text (&st, 1),
                                        enr_column_int (&st, 2)));
    if (rc < 0)
      return NULL;
  }
  if (!check_schema (db, problems, error))
    return NULL;
  /* A damaged page can end the walk: that is a finding, not a failure of the check. */
  if (!enr_journal_verify (db, &length, &bad_seq, &problem, &local_error))
    g_ptr_array_add (problems,
                     g_strdup_printf (_ ("Journal: reading stopped after row %" PRId64
                                         " (%s)."),
                                      length, local_error->message));
  else if (bad_seq != 0 && strcmp (problem, "missing") == 0)
    g_ptr_array_add (problems, g_strdup_printf (_ ("Journal: row %" PRId64 " is missing."),
                                                bad_seq));
  else if (bad_seq != 0)
    g_ptr_array_add (problems,
                     g_strdup_printf (_ ("Journal: row %" PRId64 " was altered, or the row "
                                         "before it was."),
                                      bad_seq));

  if (journal_length != NULL)
    *journal_length = length;
  return g_steal_pointer (&problems);
}
