/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Upgrades: the steps and their order, the copies that are made before them, and databases that are left
 * as they are. What stops one in the middle is in test-migrate-stopped.c.
 */
#include "config.h"
#include "store/migrate.h"

#include <string.h>
#include <glib/gstdio.h>

#include "database.h"
#include "raw.h"
#include "store/db-private.h"
#include "store/journal.h"
#include "upgrade.h"

#define WRITE_CREATE (ENR_DB_READ_WRITE | ENR_DB_CREATE)

static void
assert_dump (const char *path, const char *expected)
{
  g_autofree char *dump = enr_test_dump (path);

  enr_test_assert_same (dump, expected);
}

static char *
source_folder (void)
{
  const char *folders = g_getenv ("ENROKU_DATA_DIR");
  g_auto (GStrv) parts = NULL;

  g_assert_nonnull (folders);
  parts = g_strsplit (folders, ":", -1);
  return g_build_filename (parts[0], "migrations", NULL);
}

static void
test_fresh (Upgrade *upgrade, gconstpointer data)
{
  const char *path = upgrade->nursery->path;
  g_autofree char *before = NULL;

  g_assert_cmpint (enr_schema_version (), >=, 1);
  g_assert_cmpint (raw_int (path, "PRAGMA user_version"), ==, enr_schema_version ());
  g_assert_cmpint (raw_int (path, "PRAGMA application_id"), ==, ENR_DB_APPLICATION_ID);
  g_assert_cmpint (raw_int (path, "SELECT count(*) FROM journal WHERE op = 'M'"), ==,
                   enr_schema_version ());
  g_assert_cmpint (raw_int (path, "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND "
                                  "type = 'table' AND name NOT GLOB 'sqlite_*' AND NOT strict"),
                   ==, 0);

  before = enr_test_dump (path);
  enr_db_close (database_open (path, WRITE_CREATE));
  enr_db_close (database_open (path, ENR_DB_READ_ONLY));
  assert_dump (path, before);
  g_assert_false (g_file_test (upgrade->backups, G_FILE_TEST_EXISTS));
}

/* The first line of RELEASED.sha256 ("hash  name", as sha256sum writes it) that does not hold, or
 * NULL; *@n_lines is how many there are. */
static char *
find_broken_release (const char *folder, guint *n_lines)
{
  g_autofree char *list = g_build_filename (folder, "RELEASED.sha256", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  *n_lines = 0;
  if (!g_file_test (list, G_FILE_TEST_EXISTS))
    return NULL;
  g_assert_true (g_file_get_contents (list, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *path = NULL;
      g_autofree char *contents = NULL;
      g_autofree char *sum = NULL;
      gsize length = 0;

      if (*lines[i] == '\0' || *lines[i] == '#')
        continue;
      ++*n_lines;
      if (strlen (lines[i]) <= 66)
        return g_strdup (lines[i]);
      path = g_build_filename (folder, lines[i] + 66, NULL);
      if (!g_file_get_contents (path, &contents, &length, NULL))
        return g_strdup (lines[i]);
      sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) contents, length);
      if (strncmp (sum, lines[i], 64) != 0)
        return g_strdup (lines[i]);
    }
  return NULL;
}

static void
test_released (Upgrade *upgrade, gconstpointer data)
{
  g_autofree char *folder = source_folder ();
  g_autofree char *own = g_build_filename (upgrade->nursery->folder, "released", NULL);
  g_autofree char *step = g_build_filename (own, "0001-a.sql", NULL);
  g_autofree char *list = g_build_filename (own, "RELEASED.sha256", NULL);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "SELECT 1;\n", -1);
  g_autofree char *line = g_strconcat (sum, "  0001-a.sql\n", NULL);
  g_autofree char *broken = NULL;
  guint n = 0;

  /* The check itself, first. */
  g_assert_cmpint (g_mkdir (own, 0700), ==, 0);
  g_assert_true (g_file_set_contents (step, "SELECT 1;\n", -1, NULL));
  g_assert_null (find_broken_release (own, &n));
  g_assert_cmpuint (n, ==, 0);
  g_assert_true (g_file_set_contents (list, line, -1, NULL));
  g_assert_null (find_broken_release (own, &n));
  g_assert_cmpuint (n, ==, 1);
  g_assert_true (g_file_set_contents (step, "SELECT 2;\n", -1, NULL));
  broken = find_broken_release (own, &n);
  g_assert_nonnull (broken);
  g_clear_pointer (&broken, g_free);

  broken = find_broken_release (folder, &n);
  if (broken != NULL)
    g_error ("A released step was changed: %s", broken);
  g_test_message ("%u released steps", n);
}

/* What is embedded is what lies in data/migrations, numbered without a gap, and leaves the
 * transaction to the program. */
static void
test_steps (Upgrade *upgrade, gconstpointer data)
{
  static const char *const forbidden[] = { "\nBEGIN;", "\nBEGIN ", "COMMIT", "ROLLBACK;", "PRAGMA", "VACUUM",
                                           "ATTACH" };
  g_autofree char *folder = source_folder ();
  g_autoptr (GPtrArray) names = upgrade_list_folder (folder, ".sql");
  int version = 0;

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = NULL;
      g_autofree char *upper = NULL;

      version++;
      g_assert_cmpint (atoi (name), ==, version);
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_assert_cmpstr (enr_schema_step (version), ==, text);
      upper = g_ascii_strup (text, -1);
      for (guint k = 0; k < G_N_ELEMENTS (forbidden); k++)
        g_assert_null (strstr (upper, forbidden[k]));
    }
  g_assert_cmpint (enr_schema_version (), ==, version);
}

static void
test_backups (Upgrade *upgrade, gconstpointer data)
{
  static const char *steps[7];
  const char *path = upgrade->nursery->path;
  int base = enr_schema_version ();
  g_autofree char *before = enr_test_dump (path);
  g_autofree char *other = g_build_filename (upgrade->backups, "nursery-2026-06-01.db", NULL);
  g_autofree char *first = NULL;
  g_autoptr (GPtrArray) names = NULL;

  for (guint i = 0; i < 5; i++)
    {
      steps[i] = "CREATE TABLE IF NOT EXISTS spare (a TEXT) STRICT";
      steps[i + 1] = NULL;
      enr_schema_set_extra_steps (steps);
      enr_db_close (database_open (path, ENR_DB_READ_WRITE));
      if (i == 0)
        {
          names = upgrade_list_folder (upgrade->backups, ".db");
          g_assert_cmpuint (names->len, ==, 1);
          first = g_build_filename (upgrade->backups, g_ptr_array_index (names, 0), NULL);
          g_assert_cmphex (database_mode (upgrade->backups), ==, 0700);
          g_assert_cmphex (database_mode (first), ==, 0600);
          assert_dump (first, before);
          g_assert_true (g_file_set_contents (other, "", 0, NULL));
          g_clear_pointer (&names, g_ptr_array_unref);
        }
    }

  /* The three newest, and what is not ours. */
  names = upgrade_list_folder (upgrade->backups, ".db");
  g_assert_cmpuint (names->len, ==, 4);
  g_assert_cmpstr (g_ptr_array_index (names, 0), ==, "nursery-2026-06-01.db");
  for (guint i = 1; i < 4; i++)
    {
      g_autofree char *prefix = g_strdup_printf ("pre-v%04d-2026-06-10T10-00", base + 2 + (int) i);

      g_assert_true (g_str_has_prefix (g_ptr_array_index (names, i), prefix));
    }
}

/* A step that fails, tried again and again within a minute: still a copy each time, and no trace in
 * the database. */
static void
test_tried_again (Upgrade *upgrade, gconstpointer data)
{
  static const char *const bad[] = { "CREATE TABLE spare (a TEXT) STRICT; SELECT * FROM nowhere", NULL };
  const char *path = upgrade->nursery->path;
  g_autofree char *before = enr_test_dump (path);

  enr_schema_set_extra_steps (bad);
  for (guint i = 1; i <= 5; i++)
    {
      g_autoptr (GPtrArray) names = NULL;

      database_assert_refused (path, ENR_DB_READ_WRITE, ENR_DB_ERROR_FAILED);
      assert_dump (path, before);
      names = upgrade_list_folder (upgrade->backups, ".db");
      g_assert_cmpuint (names->len, ==, MIN (i, 3));
    }
  enr_schema_set_extra_steps (upgrade_two_steps);
  enr_db_close (database_open (path, ENR_DB_READ_WRITE));
}

static void
test_foreign_keys (Upgrade *upgrade, gconstpointer data)
{
  static const char *const orphans[] = { "DELETE FROM family", NULL };
  static const char *const no_parent[] = { "DROP TABLE family", NULL };
  static const char *const no_key[]
      = { "CREATE TABLE f2 (id BLOB, postal_code TEXT, address TEXT) STRICT; "
          "INSERT INTO f2 SELECT * FROM family; DROP TABLE family; ALTER TABLE f2 RENAME TO family",
          NULL };
  const char *path = upgrade->nursery->path;
  g_autofree char *before = enr_test_dump (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDb) db = NULL;

  enr_schema_set_extra_steps (orphans);
  database_assert_refused (path, ENR_DB_READ_WRITE, ENR_DB_ERROR_CONSTRAINT);
  assert_dump (path, before);
  enr_schema_set_extra_steps (no_parent);
  database_assert_refused (path, ENR_DB_READ_WRITE, ENR_DB_ERROR_CONSTRAINT);
  assert_dump (path, before);
  enr_schema_set_extra_steps (no_key);
  database_assert_refused (path, ENR_DB_READ_WRITE, ENR_DB_ERROR_FAILED);
  assert_dump (path, before);

  /* A rebuild passes through a state without parents, and the keys are enforced again after it. */
  enr_schema_set_extra_steps (upgrade_two_steps);
  db = database_open (path, ENR_DB_READ_WRITE);
  g_assert_cmpint (sqlite3_exec (db->handle, "DELETE FROM family", NULL, NULL, NULL), ==,
                   SQLITE_CONSTRAINT_FOREIGNKEY);
}

static void
test_refused_unchanged (Upgrade *upgrade, gconstpointer data)
{
  const char *path = upgrade->nursery->path;
  g_autoptr (GBytes) old_bytes = raw_bytes (path);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GPtrArray) backups = NULL;
  g_autofree char *noise = g_strnfill (4096, 'x');
  gint64 root = raw_int (path, "SELECT rootpage FROM sqlite_schema WHERE name = 'closure'");
  FILE *file;

  /* Read-only: an older database is not upgraded by looking at it. */
  enr_schema_set_extra_steps (upgrade_two_steps);
  database_assert_refused (path, ENR_DB_READ_ONLY, ENR_DB_ERROR_READ_ONLY);
  bytes = raw_bytes (path);
  g_assert_true (g_bytes_equal (bytes, old_bytes));

  /* Newer than the program. */
  enr_db_close (database_open (path, ENR_DB_READ_WRITE));
  enr_schema_set_extra_steps (NULL);
  database_assert_refused (path, ENR_DB_READ_WRITE, ENR_DB_ERROR_TOO_NEW);

  /* Damaged, where no step looks: an upgrade would make it worse. */
  upgrade_restore (upgrade, old_bytes);
  upgrade_clear_backups (upgrade);
  file = g_fopen (path, "r+b");
  g_assert_cmpint (fseeko (file, (root - 1) * 4096, SEEK_SET), ==, 0);
  g_assert_cmpuint (fwrite (noise, 1, 4096, file), ==, 4096);
  fclose (file);
  enr_schema_set_extra_steps (upgrade_two_steps);
  database_assert_refused (path, ENR_DB_READ_WRITE, ENR_DB_ERROR_CORRUPT);
  g_assert_cmpint (raw_int (path, "PRAGMA user_version"), ==, enr_schema_version () - 2);
  backups = upgrade_list_folder (upgrade->backups, ".db");
  g_assert_cmpuint (backups->len, ==, 0);
}

static gpointer
open_thread (gpointer data)
{
  g_autoptr (GError) error = NULL;
  EnrDb *db = enr_db_open (data, WRITE_CREATE, &error);
  EnrUuid *site;

  g_assert_no_error (error);
  site = g_new (EnrUuid, 1);
  *site = enr_journal_get_site (db);
  enr_db_close (db);
  return site;
}

/* The window and enrokuctl, started in the same moment on a new PC. */
static void
test_at_once (Upgrade *upgrade, gconstpointer data)
{
  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/new-%u.db", upgrade->nursery->folder, i);
      g_autofree EnrUuid *first = NULL;
      GThread *threads[3];

      for (guint k = 0; k < G_N_ELEMENTS (threads); k++)
        threads[k] = g_thread_new ("opener", open_thread, path);
      for (guint k = 0; k < G_N_ELEMENTS (threads); k++)
        {
          g_autofree EnrUuid *site = g_thread_join (threads[k]);

          if (first == NULL)
            first = g_steal_pointer (&site);
          else
            g_assert_true (enr_uuid_equal (first, site));
        }
      g_assert_cmpint (raw_int (path, "SELECT count(*) FROM journal"), ==, enr_schema_version ());
    }
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*func) (Upgrade *, gconstpointer);
  } tests[] = {
    { "/store/migrate/fresh", test_fresh },
    { "/store/migrate/released", test_released },
    { "/store/migrate/steps", test_steps },
    { "/store/migrate/backups", test_backups },
    { "/store/migrate/tried-again", test_tried_again },
    { "/store/migrate/foreign-keys", test_foreign_keys },
    { "/store/migrate/refused-unchanged", test_refused_unchanged },
    { "/store/migrate/at-once", test_at_once },
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Upgrade, NULL, upgrade_set_up, tests[i].func, upgrade_tear_down);

  return g_test_run ();
}
