/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "store/migrate.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <glib/gstdio.h>

#include "base/clock.h"
#include "store/db-private.h"
#include "migrations.h"

#define MIGRATIONS_PATH "/io/github/enroku/Enroku/migrations"
#define BACKUPS_KEPT 3

static GPtrArray *steps; /* (element-type GBytes), step 1 at 0 */
static const char *const *extra_steps; /* a test's, behind the program's own */

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
load_steps (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    {
      GResource *resource = enr_migrations_get_resource ();
      g_auto (GStrv) names = g_resource_enumerate_children (resource, MIGRATIONS_PATH, 0, NULL);
      guint n = g_strv_length (names);

      qsort (names, n, sizeof *names, compare_names);
      steps = g_ptr_array_new ();
      for (guint i = 0; i < n; i++)
        {
          g_autofree char *path = g_strconcat (MIGRATIONS_PATH, "/", names[i], NULL);

          g_assert (atoi (names[i]) == (int) i + 1);
          g_ptr_array_add (steps, g_resource_lookup_data (resource, path, 0, NULL));
        }
      g_once_init_leave (&once, 1);
    }
}

int
enr_schema_version (void)
{
  load_steps ();
  return steps->len + (extra_steps != NULL ? g_strv_length ((char **) extra_steps) : 0);
}

void
enr_schema_set_extra_steps (const char *const *sql)
{
  extra_steps = sql;
}

const char *
enr_schema_step (int version)
{
  g_return_val_if_fail (version >= 1 && version <= enr_schema_version (), NULL);

  if (version > (int) steps->len)
    return extra_steps[version - steps->len - 1];
  return g_bytes_get_data (g_ptr_array_index (steps, version - 1), NULL);
}

static gboolean
read_int (EnrDb *self, const char *sql, int *value, GError **error)
{
  sqlite3_stmt *stmt = NULL;
  int rc = sqlite3_prepare_v2 (self->handle, sql, -1, &stmt, NULL);

  if (rc == SQLITE_OK)
    rc = sqlite3_step (stmt);
  if (rc == SQLITE_ROW)
    *value = sqlite3_column_int (stmt, 0);
  else if (rc != SQLITE_DONE)
    enr_db_set_error (self, rc, sql, error);
  sqlite3_finalize (stmt);
  return rc == SQLITE_ROW || rc == SQLITE_DONE;
}

static gboolean
check_foreign_keys (EnrDb *self, int version, GError **error)
{
  sqlite3_stmt *stmt = NULL;
  int rc = sqlite3_prepare_v2 (self->handle, "PRAGMA foreign_key_check", -1, &stmt, NULL);

  if (rc == SQLITE_OK)
    rc = sqlite3_step (stmt);
  if (rc == SQLITE_ROW)
    g_set_error (error, ENR_DB_ERROR, ENR_DB_ERROR_CONSTRAINT,
                 "migrate: step %d leaves rows without their parent", version);
  else if (rc != SQLITE_DONE)
    enr_db_set_error (self, rc, "migrate", error);
  sqlite3_finalize (stmt);
  return rc == SQLITE_DONE;
}

gboolean
enr_db_quick_check (EnrDb *self, GError **error)
{
  sqlite3_stmt *stmt = NULL;
  gboolean is_good = FALSE;

  if (sqlite3_prepare_v2 (self->handle, "PRAGMA quick_check(1)", -1, &stmt, NULL) == SQLITE_OK
      && sqlite3_step (stmt) == SQLITE_ROW)
    is_good = g_strcmp0 ((const char *) sqlite3_column_text (stmt, 0), "ok") == 0;
  sqlite3_finalize (stmt);
  if (!is_good)
    g_set_error (error, ENR_DB_ERROR, ENR_DB_ERROR_CORRUPT, "quick_check failed");
  return is_good;
}

/* Keeps the newest copies, by name: the names sort by time within a version. */
static void
prune_backups (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "pre-v") && g_str_has_suffix (name, ".db"))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i + BACKUPS_KEPT < names->len; i++)
    {
      g_autofree char *path = g_build_filename (folder, g_ptr_array_index (names, i), NULL);

      g_unlink (path);
    }
}

/* Gives a whole copy the first name that is free: an upgrade that failed and is tried again within the
 * minute makes another. */
static gboolean
name_copy (const char *making, const char *folder, int next_version, GError **error)
{
  g_autofree char *stamp = enr_instant_dup_local (enr_clock_now ());

  g_strdelimit (stamp, ":", '-');
  for (guint i = 0;; i++)
    {
      g_autofree char *path
          = g_strdup_printf ("%s/pre-v%04d-%s-%03u.db", folder, next_version, stamp, i);

      if (renameat2 (AT_FDCWD, making, AT_FDCWD, path, RENAME_NOREPLACE) == 0)
        return TRUE;
      /* Some file systems cannot promise it. */
      if (errno == EINVAL && !g_file_test (path, G_FILE_TEST_EXISTS) && g_rename (making, path) == 0)
        return TRUE;
      if (errno != EEXIST && errno != EINVAL)
        {
          g_set_error (error, ENR_DB_ERROR, ENR_DB_ERROR_READ_ONLY, "make backup %s: %s", path,
                       g_strerror (errno));
          return FALSE;
        }
    }
}

static gboolean
put_copy_aside (EnrDb *self, int next_version, GError **error)
{
  g_autofree char *parent = g_path_get_dirname (self->path);
  g_autofree char *folder = g_build_filename (parent, "backups", NULL);
  g_autofree char *making = NULL;
  char id[ENR_UUID_STRING_LENGTH];
  EnrUuid uuid = enr_uuid_new ();

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, ENR_DB_ERROR, ENR_DB_ERROR_READ_ONLY, "make folder %s: %s", folder,
                   g_strerror (errno));
      return FALSE;
    }

  /* Another program that upgrades the same file must not take it for an old copy and prune it. */
  making = g_strdup_printf ("%s/making-%s", folder, enr_uuid_format (&uuid, id));
  if (!enr_db_backup (self, making, error))
    return FALSE;
  if (!name_copy (making, folder, next_version, error))
    {
      g_unlink (making);
      return FALSE;
    }
  prune_backups (folder);
  return TRUE;
}

/* Foreign keys are off while a step rebuilds tables, which SQLite only allows outside of the
 * transaction; they are checked as a whole before it commits. */
static gboolean
apply_step (EnrDb *self, int version, GError **error)
{
  g_autofree char *set_version = g_strdup_printf ("PRAGMA user_version=%d", version);
  gboolean is_done;
  int found = 0;

  if (!enr_db_exec (self, "PRAGMA foreign_keys=OFF", "migrate", error))
    return FALSE;
  is_done = enr_db_exec (self, "BEGIN IMMEDIATE", "migrate", error)
            && read_int (self, "PRAGMA user_version", &found, error);
  /* Another program, started in the same moment, has done it. */
  if (is_done && found >= version)
    {
      sqlite3_exec (self->handle, "ROLLBACK; PRAGMA foreign_keys=ON", NULL, NULL, NULL);
      return TRUE;
    }
  is_done = is_done && enr_db_exec (self, enr_schema_step (version), "migrate", error)
            && check_foreign_keys (self, version, error);
  if (is_done && version == 1)
    {
      g_autofree char *identify
          = g_strdup_printf ("PRAGMA application_id=%d; INSERT INTO meta (key, value) VALUES "
                             "('site', randomblob(16))",
                             ENR_DB_APPLICATION_ID);

      is_done = enr_db_exec (self, identify, "migrate", error);
    }
  is_done = is_done && enr_db_exec (self, set_version, "migrate", error)
            && enr_journal_append_migration (self, version - 1, version, error)
            && enr_db_exec (self, "COMMIT", "migrate", error);
  if (!is_done && !sqlite3_get_autocommit (self->handle))
    sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
  /* Statements prepared against the old schema must not outlive it, and the file's site id is known
   * only now. */
  enr_db_finalize_statements (self);
  sqlite3_exec (self->handle, "PRAGMA foreign_keys=ON", NULL, NULL, NULL);
  return is_done;
}

/* Reads the version and refuses what must not be touched; writes nothing. */
gboolean
enr_db_check_version (EnrDb *self, int *version, GError **error)
{
  int known = enr_schema_version ();

  if (!read_int (self, "PRAGMA user_version", version, error))
    return FALSE;
  if (*version > known)
    {
      g_set_error (error, ENR_DB_ERROR, ENR_DB_ERROR_TOO_NEW, "schema %d, this program knows %d",
                   *version, known);
      return FALSE;
    }
  /* An empty file is made into a database only by whoever asked for one. */
  if (*version == 0 && (self->flags & ENR_DB_CREATE) == 0)
    {
      g_set_error (error, ENR_DB_ERROR, ENR_DB_ERROR_NOT_ENROKU, "open: an empty file");
      return FALSE;
    }
  if (*version < known && (self->flags & ENR_DB_READ_WRITE) == 0)
    {
      g_set_error (error, ENR_DB_ERROR, ENR_DB_ERROR_READ_ONLY,
                   "schema %d must be brought to %d before it is read", *version, known);
      return FALSE;
    }
  return TRUE;
}

gboolean
enr_db_migrate (EnrDb *self, int version, GError **error)
{
  int known = enr_schema_version ();

  if (version == known)
    return TRUE;
  if (version > 0
      && (!enr_db_quick_check (self, error) || !put_copy_aside (self, version + 1, error)))
    return FALSE;

  for (int step = version + 1; step <= known; step++)
    if (!apply_step (self, step, error))
      return FALSE;

  return TRUE;
}
