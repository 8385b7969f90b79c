/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "database.h"

#include <sys/stat.h>
#include <glib/gstdio.h>

#include "support/fixture.h"

ENR_SQL (SQL_COUNT, "SELECT count(*) FROM family");
ENR_SQL (SQL_ADD, "INSERT INTO family (id, postal_code, address) VALUES (:id, :code, :address)");

void
database_set_up (Database *database, gconstpointer data)
{
  database->folder = enr_test_folder_new ();
  database->path = g_build_filename (database->folder, "nursery.db", NULL);
}

void
database_tear_down (Database *database, gconstpointer data)
{
  enr_test_folder_free (database->folder);
  g_free (database->path);
}

EnrDb *
database_open (const char *path, EnrDbFlags flags)
{
  g_autoptr (GError) error = NULL;
  EnrDb *db = enr_db_open (path, flags, &error);

  g_assert_no_error (error);
  g_assert_nonnull (db);
  return db;
}

void
database_assert_refused (const char *path, EnrDbFlags flags, EnrDbError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDb) db = enr_db_open (path, flags, &error);

  g_assert_null (db);
  g_assert_error (error, ENR_DB_ERROR, (int) code);
}

guint
database_mode (const char *path)
{
  struct stat st;

  g_assert_cmpint (g_stat (path, &st), ==, 0);
  return st.st_mode & 0777;
}

gboolean
database_add_family (EnrDb *db, const char *address, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "test");
  EnrUuid id = enr_uuid_new ();

  if (!enr_txn_begin (&txn, db, &actor, NULL, error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_ADD);

    enr_bind_uuid (&st, ":id", &id);
    enr_bind_text (&st, ":code", "");
    enr_bind_text (&st, ":address", address);
    if (!enr_stmt_run (&st, error))
      return FALSE;
  }
  return enr_txn_commit (&txn, error);
}

gint64
database_count_families (EnrDb *db)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_COUNT);
  g_autoptr (GError) error = NULL;
  int rc = enr_stmt_step (&st, &error);

  g_assert_no_error (error);
  g_assert_cmpint (rc, ==, 1);
  return enr_column_int (&st, 0);
}
