/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A database's file: who may read it, which files are refused and left alone, and copies of it.
 */
#include "config.h"
#include "store/db.h"

#include <string.h>
#include <sys/stat.h>
#include <glib/gstdio.h>

#include "database.h"
#include "raw.h"
#include "store/db-private.h"
#include "store/migrate.h"
#include "support/fixture.h"

#define WRITE_CREATE (ENR_DB_READ_WRITE | ENR_DB_CREATE)

ENR_SQL (SQL_COUNT, "SELECT count(*) FROM family");

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  g_assert_nonnull (dir);
  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* Children's data: nobody else on the PC may read it, whatever the umask says. */
static void
test_modes (Database *database, gconstpointer data)
{
  g_autofree char *outer = g_build_filename (database->folder, "a", NULL);
  g_autofree char *inner = g_build_filename (outer, "b", NULL);
  g_autofree char *path = g_build_filename (inner, "nursery.db", NULL);
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autofree char *shm = g_strconcat (path, "-shm", NULL);
  mode_t old_mask = umask (0);
  g_autoptr (EnrDb) db = database_open (path, WRITE_CREATE);

  umask (old_mask);
  g_assert_true (database_add_family (db, "a", NULL));
  g_assert_cmphex (database_mode (outer), ==, 0700);
  g_assert_cmphex (database_mode (inner), ==, 0700);
  g_assert_cmphex (database_mode (path), ==, 0600);
  g_assert_cmphex (database_mode (wal), ==, 0600);
  g_assert_cmphex (database_mode (shm), ==, 0600);
  g_assert_cmpstr (enr_db_get_path (db), ==, path);
}

static void
test_settings (Database *database, gconstpointer data)
{
  static const struct
  {
    const char *sql;
    int writer;
    int reader;
  } table[] = {
    { "PRAGMA synchronous", 2, -1 },
    { "PRAGMA foreign_keys", 1, 1 },
    { "PRAGMA secure_delete", 1, 1 },
    { "PRAGMA query_only", 0, 1 },
    { "PRAGMA application_id", ENR_DB_APPLICATION_ID, ENR_DB_APPLICATION_ID },
    { "SELECT journal_mode = 'wal' FROM pragma_journal_mode", 1, 1 },
    { "PRAGMA busy_timeout", 5000, 5000 },
  };
  g_autoptr (EnrDb) writer = database_open (database->path, WRITE_CREATE);
  g_autoptr (EnrDb) reader = database_open (database->path, ENR_DB_READ_ONLY);

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    for (guint k = 0; k < 2; k++)
      {
        EnrDb *db = k == 0 ? writer : reader;
        int expected = k == 0 ? table[i].writer : table[i].reader;
        sqlite3_stmt *stmt = NULL;

        g_test_message ("%s", table[i].sql);
        g_assert_cmpint (sqlite3_prepare_v2 (db->handle, table[i].sql, -1, &stmt, NULL), ==,
                         SQLITE_OK);
        g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
        if (expected >= 0)
          g_assert_cmpint (sqlite3_column_int (stmt, 0), ==, expected);
        sqlite3_finalize (stmt);
      }
}

static void
test_not_found (Database *database, gconstpointer data)
{
  database_assert_refused (database->path, ENR_DB_READ_ONLY, ENR_DB_ERROR_NOT_FOUND);
  database_assert_refused (database->path, ENR_DB_READ_WRITE, ENR_DB_ERROR_NOT_FOUND);
  g_assert_cmpuint (count_files (database->folder), ==, 0);
}

static void
assert_left_alone (Database *database, EnrDbFlags flags, EnrDbError code)
{
  g_autoptr (GBytes) before = raw_bytes (database->path);
  g_autoptr (GBytes) after = NULL;

  database_assert_refused (database->path, flags, code);
  after = raw_bytes (database->path);
  g_assert_true (g_bytes_equal (before, after));
  g_assert_cmpuint (count_files (database->folder), ==, 1);
}

/* Somebody chose the wrong file: it is refused, and not a byte of it is changed. */
static void
test_not_enroku (Database *database, gconstpointer data)
{
  static const EnrDbFlags flags[] = { ENR_DB_READ_ONLY, ENR_DB_READ_WRITE, WRITE_CREATE };
  static const char png[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10\x08\x06\0\0\0";
  g_autofree char *text = g_strnfill (9000, 'x');

  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    {
      g_assert_true (g_file_set_contents (database->path, "名簿\n", -1, NULL));
      assert_left_alone (database, flags[i], ENR_DB_ERROR_NOT_ENROKU);
      g_assert_true (g_file_set_contents (database->path, text, -1, NULL));
      assert_left_alone (database, flags[i], ENR_DB_ERROR_NOT_ENROKU);
      g_assert_true (g_file_set_contents (database->path, png, sizeof png, NULL));
      assert_left_alone (database, flags[i], ENR_DB_ERROR_NOT_ENROKU);

      g_unlink (database->path);
      raw_run (database->path, "CREATE TABLE bookmark (url); INSERT INTO bookmark VALUES ('a')");
      assert_left_alone (database, flags[i], ENR_DB_ERROR_NOT_ENROKU);
      g_unlink (database->path);
      raw_run (database->path, "PRAGMA application_id=7; PRAGMA user_version=1; "
                               "CREATE TABLE journal (seq INTEGER PRIMARY KEY)");
      assert_left_alone (database, flags[i], ENR_DB_ERROR_NOT_ENROKU);
      g_unlink (database->path);
      raw_run (database->path, "PRAGMA application_id=7; PRAGMA user_version=0; VACUUM");
      assert_left_alone (database, flags[i], ENR_DB_ERROR_NOT_ENROKU);
      g_unlink (database->path);
    }
}

/* An empty file may be what a power cut left while the database was being made: whoever asks for one
 * gets it, nobody else. */
static void
test_empty (Database *database, gconstpointer data)
{
  g_autoptr (EnrDb) db = NULL;

  g_assert_true (g_file_set_contents (database->path, "", 0, NULL));
  assert_left_alone (database, ENR_DB_READ_WRITE, ENR_DB_ERROR_NOT_ENROKU);
  {
    g_autoptr (GError) error = NULL;

    g_assert_null (enr_db_open (database->path, ENR_DB_READ_ONLY, &error));
    g_assert_nonnull (error);
  }
  db = database_open (database->path, WRITE_CREATE);
  g_assert_true (database_add_family (db, "a", NULL));
}

static void
test_folder (Database *database, gconstpointer data)
{
  database_assert_refused (database->folder, ENR_DB_READ_ONLY, ENR_DB_ERROR_NOT_ENROKU);
  database_assert_refused (database->folder, ENR_DB_READ_WRITE, ENR_DB_ERROR_NOT_ENROKU);
  database_assert_refused (database->folder, WRITE_CREATE, ENR_DB_ERROR_NOT_ENROKU);
  g_assert_cmpuint (count_files (database->folder), ==, 0);
}

static void
test_read_only_file (Database *database, gconstpointer data)
{
  enr_db_close (database_open (database->path, WRITE_CREATE));
  g_assert_cmpint (g_chmod (database->path, 0444), ==, 0);
  assert_left_alone (database, ENR_DB_READ_WRITE, ENR_DB_ERROR_READ_ONLY);
  assert_left_alone (database, WRITE_CREATE, ENR_DB_ERROR_READ_ONLY);
  enr_db_close (database_open (database->path, ENR_DB_READ_ONLY));
}

/* In the place of the folder there is a file, or a device that takes no folder. */
static void
test_no_folder (Database *database, gconstpointer data)
{
  g_autofree char *below = g_build_filename (database->path, "nursery.db", NULL);

  g_assert_true (g_file_set_contents (database->path, "", 0, NULL));
  database_assert_refused (below, WRITE_CREATE, ENR_DB_ERROR_READ_ONLY);
  database_assert_refused ("/proc/enroku/nursery.db", WRITE_CREATE, ENR_DB_ERROR_READ_ONLY);
}

static void
test_too_new (Database *database, gconstpointer data)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA user_version=%d; PRAGMA wal_checkpoint(TRUNCATE)",
                                          enr_schema_version () + 1);

  enr_db_close (database_open (database->path, WRITE_CREATE));
  raw_run (database->path, sql);
  assert_left_alone (database, ENR_DB_READ_WRITE, ENR_DB_ERROR_TOO_NEW);
  assert_left_alone (database, WRITE_CREATE, ENR_DB_ERROR_TOO_NEW);
  database_assert_refused (database->path, ENR_DB_READ_ONLY, ENR_DB_ERROR_TOO_NEW);

  /* A newer version may have left off the write-ahead log. */
  raw_run (database->path, "PRAGMA journal_mode=DELETE");
  assert_left_alone (database, ENR_DB_READ_WRITE, ENR_DB_ERROR_TOO_NEW);
}

static void
overwrite (const char *path, goffset offset, const void *data, gsize length)
{
  FILE *file = g_fopen (path, "r+b");

  g_assert_nonnull (file);
  g_assert_cmpint (fseeko (file, offset, SEEK_SET), ==, 0);
  g_assert_cmpuint (fwrite (data, 1, length, file), ==, length);
  fclose (file);
}

static void
test_truncated (Database *database, gconstpointer data)
{
  g_autoptr (GBytes) whole = NULL;
  gsize size;

  enr_db_close (database_open (database->path, WRITE_CREATE));
  whole = raw_bytes (database->path);
  size = g_bytes_get_size (whole);
  g_assert_cmpuint (size, >, 100000);
  for (gsize length = 4096; length < size; length += 4096 * 5 + 100)
    for (guint i = 0; i < 2; i++)
      {
        g_assert_true (g_file_set_contents (database->path, g_bytes_get_data (whole, NULL), length,
                                            NULL));
        database_assert_refused (database->path, i == 0 ? ENR_DB_READ_ONLY : ENR_DB_READ_WRITE,
                                 ENR_DB_ERROR_CORRUPT);
      }

  /* Less than the header. */
  g_assert_true (g_file_set_contents (database->path, g_bytes_get_data (whole, NULL), 99, NULL));
  database_assert_refused (database->path, ENR_DB_READ_WRITE, ENR_DB_ERROR_CORRUPT);
}

static void
test_damaged (Database *database, gconstpointer data)
{
  g_autofree guint8 *noise = g_malloc (4096);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDb) db = NULL;
  gint64 root;
  int rc;

  memset (noise, 0xa5, 4096);
  enr_db_close (database_open (database->path, WRITE_CREATE));
  root = raw_int (database->path, "SELECT rootpage FROM sqlite_schema WHERE name = 'family'");

  /* A table's page: the file opens, and whoever reads the table is told. */
  overwrite (database->path, (root - 1) * 4096, noise, 4096);
  db = database_open (database->path, ENR_DB_READ_WRITE);
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_COUNT);

    rc = enr_stmt_step (&st, &error);
  }
  g_assert_cmpint (rc, ==, -1);
  g_assert_error (error, ENR_DB_ERROR, ENR_DB_ERROR_CORRUPT);
  g_clear_error (&error);
  g_assert_false (database_add_family (db, "a", &error));
  g_assert_error (error, ENR_DB_ERROR, ENR_DB_ERROR_CORRUPT);
  g_clear_pointer (&db, enr_db_close);

  /* The schema's page. */
  overwrite (database->path, 100, noise, 4096 - 100);
  database_assert_refused (database->path, ENR_DB_READ_WRITE, ENR_DB_ERROR_CORRUPT);
  database_assert_refused (database->path, ENR_DB_READ_ONLY, ENR_DB_ERROR_CORRUPT);
}

static void
test_backup (Database *database, gconstpointer data)
{
  g_autoptr (EnrDb) db = database_open (database->path, WRITE_CREATE);
  g_autofree char *path = g_build_filename (database->folder, "copy.db", NULL);
  g_autofree char *nowhere = g_build_filename (database->folder, "no", "copy.db", NULL);
  g_autofree char *original = NULL;
  g_autofree char *copy = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (database_add_family (db, "東京都", NULL));
  g_assert_true (enr_db_backup (db, path, &error));
  g_assert_no_error (error);
  g_assert_cmphex (database_mode (path), ==, 0600);
  original = enr_test_dump (database->path);
  copy = enr_test_dump (path);
  enr_test_assert_same (copy, original);
  enr_db_close (database_open (path, ENR_DB_READ_WRITE));

  /* Never over another file, never half. */
  g_assert_false (enr_db_backup (db, path, &error));
  g_assert_error (error, ENR_DB_ERROR, ENR_DB_ERROR_READ_ONLY);
  g_clear_error (&error);
  g_assert_false (enr_db_backup (db, nowhere, &error));
  g_assert_error (error, ENR_DB_ERROR, ENR_DB_ERROR_READ_ONLY);
  g_assert_true (database_add_family (db, "b", NULL));
}

static void
damage (const char *path)
{
  g_autoptr (GBytes) bytes = raw_bytes (path);
  gsize length;
  g_autofree guint8 *data = NULL;

  data = g_memdup2 (g_bytes_get_data (bytes, &length), g_bytes_get_size (bytes));
  length = g_bytes_get_size (bytes);
  memset (data, 0xa5, MIN (length, 4096));
  raw_save (path, data, length);
}

/* The database that was put back is another site than the copy; but for that it is the same. */
static void
check_site (const char *path, const char *copy)
{
  const char *sql = "SELECT hex(value) FROM meta WHERE key = 'site'";
  g_autofree char *site = raw_text (path, sql);
  g_autofree char *old = raw_text (copy, sql);
  g_autofree char *back
      = g_strdup_printf ("UPDATE meta SET value = x'%s' WHERE key = 'site'", old);

  g_assert_cmpstr (site, !=, old);
  raw_run (path, back);
}

/* A copy takes the damaged file's place, which is kept; what is no copy changes nothing. */
static void
test_restore (Database *database, gconstpointer data)
{
  EnrDb *db = database_open (database->path, WRITE_CREATE);
  g_autofree char *copy = g_build_filename (database->folder, "copy.db", NULL);
  g_autofree char *broken = g_build_filename (database->folder, "broken.db", NULL);
  g_autofree char *text = g_build_filename (database->folder, "text.db", NULL);
  g_autofree char *foreign = g_build_filename (database->folder, "foreign.db", NULL);
  g_autofree char *empty = g_build_filename (database->folder, "empty.db", NULL);
  g_autofree char *nowhere = g_build_filename (database->folder, "nowhere.db", NULL);
  const char *const bad[] = { broken, text, foreign, empty, nowhere };
  g_autofree char *part = g_strconcat (database->path, ".restored", NULL);
  g_autofree char *original = NULL;
  g_autofree char *after = NULL;
  g_autofree char *kept = NULL;
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) kept_bytes = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (database_add_family (db, "東京都", NULL));
  g_assert_true (enr_db_backup (db, copy, &error));
  g_assert_true (enr_db_backup (db, broken, &error));
  g_assert_no_error (error);
  enr_db_close (db);
  original = enr_test_dump (copy);
  damage (database->path);
  damage (broken);
  raw_save (text, "園児,生年月日\n", strlen ("園児,生年月日\n"));
  raw_save (empty, "", 0);
  raw_run (foreign, "CREATE TABLE t (a); INSERT INTO t VALUES (1)");
  before = raw_bytes (database->path);

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GBytes) now = NULL;

      g_assert_false (enr_db_restore (bad[i], database->path, &kept, &error));
      g_assert_nonnull (error);
      g_clear_error (&error);
      g_assert_null (kept);
      now = raw_bytes (database->path);
      g_assert_true (g_bytes_equal (now, before));
      g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
    }

  g_assert_true (enr_db_restore (copy, database->path, &kept, &error));
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (kept, database->path));
  g_assert_nonnull (strstr (kept, ".damaged-"));
  kept_bytes = raw_bytes (kept);
  g_assert_true (g_bytes_equal (kept_bytes, before));
  g_assert_cmphex (database_mode (database->path), ==, 0600);
  enr_db_close (database_open (database->path, ENR_DB_READ_WRITE));
  check_site (database->path, copy);
  after = enr_test_dump (database->path);
  enr_test_assert_same (after, original);
  g_assert_true (g_file_test (copy, G_FILE_TEST_EXISTS));
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*func) (Database *, gconstpointer);
  } tests[] = {
    { "/store/db-file/modes", test_modes },
    { "/store/db-file/settings", test_settings },
    { "/store/db-file/not-found", test_not_found },
    { "/store/db-file/not-enroku", test_not_enroku },
    { "/store/db-file/empty", test_empty },
    { "/store/db-file/folder", test_folder },
    { "/store/db-file/read-only-file", test_read_only_file },
    { "/store/db-file/no-folder", test_no_folder },
    { "/store/db-file/too-new", test_too_new },
    { "/store/db-file/truncated", test_truncated },
    { "/store/db-file/damaged", test_damaged },
    { "/store/db-file/backup", test_backup },
    { "/store/db-file/restore", test_restore },
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Database, NULL, database_set_up, tests[i].func, database_tear_down);

  return g_test_run ();
}
