/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "store/db.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <glib/gstdio.h>

#include "raw.h"
#include "store/db-private.h"
#include "store/migrate.h"
#include "support/fixture.h"

#define WRITE_CREATE (ENR_DB_READ_WRITE | ENR_DB_CREATE)

ENR_SQL (SQL_COUNT, "SELECT count(*) FROM family");
ENR_SQL (SQL_ADD, "INSERT INTO family (id, postal_code, address) VALUES (:id, :code, :address)");
ENR_SQL (SQL_EACH, "SELECT id, postal_code, address FROM family ORDER BY address");
ENR_SQL (SQL_WRONG, "SELECT b FROM nowhere WHERE a = :a");
ENR_SQL (SQL_ECHO, "SELECT :a, :b, :c, :d, :e, :f, :g");
ENR_SQL (SQL_BAD_CLASS,
         "INSERT INTO class (id, fiscal_year, name, age, colour, position, capacity) "
         "VALUES (:id, 2026, :name, 7, '#000000', 0, 0)");

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = enr_test_folder_new ();
  fixture->path = g_build_filename (fixture->folder, "nursery.db", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  enr_test_folder_free (fixture->folder);
  g_free (fixture->path);
}

static EnrDb *
open_db (const char *path, EnrDbFlags flags)
{
  g_autoptr (GError) error = NULL;
  EnrDb *db = enr_db_open (path, flags, &error);

  g_assert_no_error (error);
  g_assert_nonnull (db);
  return db;
}

static void
assert_refused (const char *path, EnrDbFlags flags, EnrDbError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDb) db = enr_db_open (path, flags, &error);

  g_assert_null (db);
  g_assert_error (error, ENR_DB_ERROR, (int) code);
}

static guint
mode_of (const char *path)
{
  struct stat st;

  g_assert_cmpint (g_stat (path, &st), ==, 0);
  return st.st_mode & 0777;
}

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

static gboolean
add_family (EnrDb *db, const char *address, GError **error)
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

static gint64
count_families (EnrDb *db)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_COUNT);
  g_autoptr (GError) error = NULL;
  int rc = enr_stmt_step (&st, &error);

  g_assert_no_error (error);
  g_assert_cmpint (rc, ==, 1);
  return enr_column_int (&st, 0);
}

/* Children's data: nobody else on the PC may read it, whatever the umask says. */
static void
test_modes (Fixture *fixture, gconstpointer data)
{
  g_autofree char *outer = g_build_filename (fixture->folder, "a", NULL);
  g_autofree char *inner = g_build_filename (outer, "b", NULL);
  g_autofree char *path = g_build_filename (inner, "nursery.db", NULL);
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autofree char *shm = g_strconcat (path, "-shm", NULL);
  mode_t old_mask = umask (0);
  g_autoptr (EnrDb) db = open_db (path, WRITE_CREATE);

  umask (old_mask);
  g_assert_true (add_family (db, "a", NULL));
  g_assert_cmphex (mode_of (outer), ==, 0700);
  g_assert_cmphex (mode_of (inner), ==, 0700);
  g_assert_cmphex (mode_of (path), ==, 0600);
  g_assert_cmphex (mode_of (wal), ==, 0600);
  g_assert_cmphex (mode_of (shm), ==, 0600);
  g_assert_cmpstr (enr_db_get_path (db), ==, path);
}

static void
test_settings (Fixture *fixture, gconstpointer data)
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
  g_autoptr (EnrDb) writer = open_db (fixture->path, WRITE_CREATE);
  g_autoptr (EnrDb) reader = open_db (fixture->path, ENR_DB_READ_ONLY);

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
test_not_found (Fixture *fixture, gconstpointer data)
{
  assert_refused (fixture->path, ENR_DB_READ_ONLY, ENR_DB_ERROR_NOT_FOUND);
  assert_refused (fixture->path, ENR_DB_READ_WRITE, ENR_DB_ERROR_NOT_FOUND);
  g_assert_cmpuint (count_files (fixture->folder), ==, 0);
}

static void
assert_left_alone (Fixture *fixture, EnrDbFlags flags, EnrDbError code)
{
  g_autoptr (GBytes) before = raw_bytes (fixture->path);
  g_autoptr (GBytes) after = NULL;

  assert_refused (fixture->path, flags, code);
  after = raw_bytes (fixture->path);
  g_assert_true (g_bytes_equal (before, after));
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
}

/* Somebody chose the wrong file: it is refused, and not a byte of it is changed. */
static void
test_not_enroku (Fixture *fixture, gconstpointer data)
{
  static const EnrDbFlags flags[] = { ENR_DB_READ_ONLY, ENR_DB_READ_WRITE, WRITE_CREATE };
  static const char png[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10\x08\x06\0\0\0";
  g_autofree char *text = g_strnfill (9000, 'x');

  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    {
      g_assert_true (g_file_set_contents (fixture->path, "名簿\n", -1, NULL));
      assert_left_alone (fixture, flags[i], ENR_DB_ERROR_NOT_ENROKU);
      g_assert_true (g_file_set_contents (fixture->path, text, -1, NULL));
      assert_left_alone (fixture, flags[i], ENR_DB_ERROR_NOT_ENROKU);
      g_assert_true (g_file_set_contents (fixture->path, png, sizeof png, NULL));
      assert_left_alone (fixture, flags[i], ENR_DB_ERROR_NOT_ENROKU);

      g_unlink (fixture->path);
      raw_run (fixture->path, "CREATE TABLE bookmark (url); INSERT INTO bookmark VALUES ('a')");
      assert_left_alone (fixture, flags[i], ENR_DB_ERROR_NOT_ENROKU);
      g_unlink (fixture->path);
      raw_run (fixture->path, "PRAGMA application_id=7; PRAGMA user_version=1; "
                              "CREATE TABLE journal (seq INTEGER PRIMARY KEY)");
      assert_left_alone (fixture, flags[i], ENR_DB_ERROR_NOT_ENROKU);
      g_unlink (fixture->path);
      raw_run (fixture->path, "PRAGMA application_id=7; PRAGMA user_version=0; VACUUM");
      assert_left_alone (fixture, flags[i], ENR_DB_ERROR_NOT_ENROKU);
      g_unlink (fixture->path);
    }
}

/* An empty file may be what a power cut left while the database was being made: whoever asks for one
 * gets it, nobody else. */
static void
test_empty (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrDb) db = NULL;

  g_assert_true (g_file_set_contents (fixture->path, "", 0, NULL));
  assert_left_alone (fixture, ENR_DB_READ_WRITE, ENR_DB_ERROR_NOT_ENROKU);
  {
    g_autoptr (GError) error = NULL;

    g_assert_null (enr_db_open (fixture->path, ENR_DB_READ_ONLY, &error));
    g_assert_nonnull (error);
  }
  db = open_db (fixture->path, WRITE_CREATE);
  g_assert_true (add_family (db, "a", NULL));
}

static void
test_folder (Fixture *fixture, gconstpointer data)
{
  assert_refused (fixture->folder, ENR_DB_READ_ONLY, ENR_DB_ERROR_NOT_ENROKU);
  assert_refused (fixture->folder, ENR_DB_READ_WRITE, ENR_DB_ERROR_NOT_ENROKU);
  assert_refused (fixture->folder, WRITE_CREATE, ENR_DB_ERROR_NOT_ENROKU);
  g_assert_cmpuint (count_files (fixture->folder), ==, 0);
}

static void
test_read_only_file (Fixture *fixture, gconstpointer data)
{
  enr_db_close (open_db (fixture->path, WRITE_CREATE));
  g_assert_cmpint (g_chmod (fixture->path, 0444), ==, 0);
  assert_left_alone (fixture, ENR_DB_READ_WRITE, ENR_DB_ERROR_READ_ONLY);
  assert_left_alone (fixture, WRITE_CREATE, ENR_DB_ERROR_READ_ONLY);
  enr_db_close (open_db (fixture->path, ENR_DB_READ_ONLY));
}

/* In the place of the folder there is a file, or a device that takes no folder. */
static void
test_no_folder (Fixture *fixture, gconstpointer data)
{
  g_autofree char *below = g_build_filename (fixture->path, "nursery.db", NULL);

  g_assert_true (g_file_set_contents (fixture->path, "", 0, NULL));
  assert_refused (below, WRITE_CREATE, ENR_DB_ERROR_READ_ONLY);
  assert_refused ("/proc/enroku/nursery.db", WRITE_CREATE, ENR_DB_ERROR_READ_ONLY);
}

static void
test_too_new (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA user_version=%d; PRAGMA wal_checkpoint(TRUNCATE)",
                                          enr_schema_version () + 1);

  enr_db_close (open_db (fixture->path, WRITE_CREATE));
  raw_run (fixture->path, sql);
  assert_left_alone (fixture, ENR_DB_READ_WRITE, ENR_DB_ERROR_TOO_NEW);
  assert_left_alone (fixture, WRITE_CREATE, ENR_DB_ERROR_TOO_NEW);
  assert_refused (fixture->path, ENR_DB_READ_ONLY, ENR_DB_ERROR_TOO_NEW);

  /* A newer version may have left off the write-ahead log. */
  raw_run (fixture->path, "PRAGMA journal_mode=DELETE");
  assert_left_alone (fixture, ENR_DB_READ_WRITE, ENR_DB_ERROR_TOO_NEW);
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
test_truncated (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) whole = NULL;
  gsize size;

  enr_db_close (open_db (fixture->path, WRITE_CREATE));
  whole = raw_bytes (fixture->path);
  size = g_bytes_get_size (whole);
  g_assert_cmpuint (size, >, 100000);
  for (gsize length = 4096; length < size; length += 4096 * 5 + 100)
    for (guint i = 0; i < 2; i++)
      {
        g_assert_true (g_file_set_contents (fixture->path, g_bytes_get_data (whole, NULL), length,
                                            NULL));
        assert_refused (fixture->path, i == 0 ? ENR_DB_READ_ONLY : ENR_DB_READ_WRITE,
                        ENR_DB_ERROR_CORRUPT);
      }

  /* Less than the header. */
  g_assert_true (g_file_set_contents (fixture->path, g_bytes_get_data (whole, NULL), 99, NULL));
  assert_refused (fixture->path, ENR_DB_READ_WRITE, ENR_DB_ERROR_CORRUPT);
}

static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_autofree guint8 *noise = g_malloc (4096);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDb) db = NULL;
  gint64 root;
  int rc;

  memset (noise, 0xa5, 4096);
  enr_db_close (open_db (fixture->path, WRITE_CREATE));
  root = raw_int (fixture->path, "SELECT rootpage FROM sqlite_schema WHERE name = 'family'");

  /* A table's page: the file opens, and whoever reads the table is told. */
  overwrite (fixture->path, (root - 1) * 4096, noise, 4096);
  db = open_db (fixture->path, ENR_DB_READ_WRITE);
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_COUNT);

    rc = enr_stmt_step (&st, &error);
  }
  g_assert_cmpint (rc, ==, -1);
  g_assert_error (error, ENR_DB_ERROR, ENR_DB_ERROR_CORRUPT);
  g_clear_error (&error);
  g_assert_false (add_family (db, "a", &error));
  g_assert_error (error, ENR_DB_ERROR, ENR_DB_ERROR_CORRUPT);
  g_clear_pointer (&db, enr_db_close);

  /* The schema's page. */
  overwrite (fixture->path, 100, noise, 4096 - 100);
  assert_refused (fixture->path, ENR_DB_READ_WRITE, ENR_DB_ERROR_CORRUPT);
  assert_refused (fixture->path, ENR_DB_READ_ONLY, ENR_DB_ERROR_CORRUPT);
}

static void
test_cache (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrDb) db = open_db (fixture->path, WRITE_CREATE);
  g_autoptr (GError) error = NULL;
  EnrCachedStmt *cached;
  sqlite3_stmt *first;

  g_assert_true (add_family (db, "a", NULL));
  g_assert_true (add_family (db, "b", NULL));
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_EACH);

    cached = st.cached;
    first = cached->stmt;
    g_assert_true (cached->is_taken);
    g_assert_cmpint (enr_stmt_step (&st, NULL), ==, 1);
  }
  /* Released in the middle: no snapshot is held, so the log can be folded back to nothing. */
  g_assert_false (cached->is_taken);
  g_assert_false (sqlite3_stmt_busy (first));
  g_assert_cmpint (raw_int (fixture->path, "PRAGMA wal_checkpoint(TRUNCATE)"), ==, 0);
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_EACH);

    g_assert_true (st.cached->stmt == first);
    g_assert_cmpint (enr_stmt_step (&st, NULL), ==, 1);
    g_assert_cmpstr (enr_column_text (&st, 2), ==, "a");
    enr_stmt_reset (&st);
    g_assert_cmpint (enr_stmt_step (&st, NULL), ==, 1);
    g_assert_cmpstr (enr_column_text (&st, 2), ==, "a");
    g_assert_cmpint (enr_stmt_step (&st, NULL), ==, 1);
    g_assert_cmpint (enr_stmt_step (&st, NULL), ==, 0);
  }
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_WRONG);

    enr_bind_int (&st, ":a", 1);
    g_assert_cmpint (enr_stmt_step (&st, &error), ==, -1);
    g_assert_error (error, ENR_DB_ERROR, ENR_DB_ERROR_FAILED);
    g_assert_cmpstr (error->message, ==, "prepare: no such table: nowhere (1)");
  }
}

static void
test_values (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrDb) db = open_db (fixture->path, WRITE_CREATE);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("\0\xff", 2);
  g_autoptr (GBytes) found = NULL;
  EnrUuid id = enr_uuid_new ();
  EnrUuid back;
  EnrDate date = enr_date_new (2026, 4, 1);

  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_ECHO);

    enr_bind_int (&st, ":a", G_MININT64 + 1);
    enr_bind_text (&st, ":b", "𠮷野");
    enr_bind_uuid (&st, ":c", &id);
    enr_bind_date (&st, ":d", date);
    enr_bind_minutes (&st, ":e", 0);
    enr_bind_instant (&st, ":f", -1);
    enr_bind_bytes (&st, ":g", bytes);
    g_assert_cmpint (enr_stmt_step (&st, NULL), ==, 1);
    g_assert_cmpint (enr_column_int (&st, 0), ==, G_MININT64 + 1);
    g_assert_cmpstr (enr_column_text (&st, 1), ==, "𠮷野");
    back = enr_column_uuid (&st, 2);
    g_assert_true (enr_uuid_equal (&back, &id));
    g_assert_cmpint (enr_column_date (&st, 3), ==, date);
    g_assert_cmpint (enr_column_minutes (&st, 4), ==, 0);
    g_assert_cmpint (enr_column_instant (&st, 5), ==, -1);
    found = enr_column_bytes (&st, 6);
    g_assert_true (g_bytes_equal (found, bytes));
  }
  /* The values of the last user are gone; and each kind has its "none". */
  for (guint i = 0; i < 2; i++)
    {
      g_auto (EnrStmt) st = enr_stmt (db, SQL_ECHO);

      if (i == 1)
        {
          enr_bind_text (&st, ":b", NULL);
          enr_bind_uuid (&st, ":c", &enr_uuid_none);
          enr_bind_date (&st, ":d", ENR_DATE_NONE);
          enr_bind_minutes (&st, ":e", ENR_MINUTES_NONE);
          enr_bind_instant (&st, ":f", ENR_INSTANT_NONE);
          enr_bind_bytes (&st, ":g", NULL);
        }
      g_assert_cmpint (enr_stmt_step (&st, NULL), ==, 1);
      for (int k = 0; k < 7; k++)
        g_assert_true (enr_column_is_null (&st, k));
      g_assert_cmpint (enr_column_int (&st, 0), ==, 0);
      g_assert_null (enr_column_text (&st, 1));
      g_assert_null (enr_column_dup_text (&st, 1));
      back = enr_column_uuid (&st, 2);
      g_assert_true (enr_uuid_is_none (&back));
      g_assert_cmpint (enr_column_date (&st, 3), ==, ENR_DATE_NONE);
      g_assert_cmpint (enr_column_minutes (&st, 4), ==, ENR_MINUTES_NONE);
      g_assert_cmpint (enr_column_instant (&st, 5), ==, ENR_INSTANT_NONE);
      g_assert_null (enr_column_bytes (&st, 6));
    }
}

static void
misuse_taken_twice (EnrDb *db)
{
  g_auto (EnrStmt) first = enr_stmt (db, SQL_COUNT);
  g_auto (EnrStmt) second = enr_stmt (db, SQL_COUNT);
}

static void
misuse_parameter (EnrDb *db)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_ADD);

  enr_bind_int (&st, ":nothing", 1);
}

static void
misuse_nested (EnrDb *db)
{
  g_auto (EnrTxn) first = ENR_TXN_INIT;
  g_auto (EnrTxn) second = ENR_TXN_INIT;
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "test");

  if (enr_txn_begin (&first, db, &actor, NULL, NULL))
    enr_txn_begin (&second, db, &actor, NULL, NULL);
}

static void
misuse_close_in_txn (EnrDb *db)
{
  EnrTxn txn = ENR_TXN_INIT;

  if (enr_txn_begin_read (&txn, db, NULL))
    enr_db_close (db);
}

static gpointer
use_db_thread (gpointer data)
{
  count_families (data);
  return NULL;
}

static void
misuse_thread (EnrDb *db)
{
  g_thread_join (g_thread_new ("other", use_db_thread, db));
}

/* Bugs stop the program, in releases too: a wrong entry is worse than none. */
static void
test_misuse (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *path;
    void (*func) (EnrDb *db);
    const char *message;
  } table[] = {
    { "/store/db/misuse/subprocess/taken-twice", misuse_taken_twice, "*is_taken*" },
    { "/store/db/misuse/subprocess/parameter", misuse_parameter, "*No parameter :nothing*" },
    { "/store/db/misuse/subprocess/nested", misuse_nested, "*in_txn*" },
    { "/store/db/misuse/subprocess/close", misuse_close_in_txn, "*in_txn*" },
    { "/store/db/misuse/subprocess/thread", misuse_thread, "*g_thread_self*" },
  };
  const char *selected = data;

  /* What the stopped programs leave behind goes with this fixture. */
  g_setenv ("TMPDIR", fixture->folder, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (selected == NULL)
      {
        g_test_trap_subprocess (table[i].path, 0, 0);
        g_test_trap_assert_failed ();
        g_test_trap_assert_stderr (table[i].message);
      }
    else if (strcmp (selected, table[i].path) == 0)
      {
        EnrDb *db = open_db (fixture->path, WRITE_CREATE);

        table[i].func (db);
      }
}

static void
test_rollback (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrDb) db = open_db (fixture->path, WRITE_CREATE);
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "test");
  g_autoptr (GError) error = NULL;
  g_autofree char *before = enr_test_dump (fixture->path);
  g_autofree char *after = NULL;

  {
    g_auto (EnrTxn) txn = ENR_TXN_INIT;
    g_auto (EnrStmt) st = { NULL, NULL };
    EnrUuid id = enr_uuid_new ();

    g_assert_false (enr_db_in_write (db));
    g_assert_true (enr_txn_begin (&txn, db, &actor, NULL, NULL));
    g_assert_true (enr_db_in_write (db));
    st = enr_stmt (db, SQL_ADD);
    enr_bind_uuid (&st, ":id", &id);
    enr_bind_text (&st, ":code", "");
    enr_bind_text (&st, ":address", "x");
    g_assert_true (enr_stmt_run (&st, NULL));
    g_assert_cmpint (enr_stmt_changes (&st), ==, 1);
    g_assert_cmpint (count_families (db), ==, 1);
  }
  g_assert_false (enr_db_in_write (db));
  g_assert_cmpint (count_families (db), ==, 0);
  after = enr_test_dump (fixture->path);
  enr_test_assert_same (after, before);
  g_assert_null (enr_db_take_changed (db));

  /* A transaction that changes nothing is no entry in the journal. */
  {
    g_auto (EnrTxn) txn = ENR_TXN_INIT;

    g_assert_true (enr_txn_begin (&txn, db, &actor, NULL, NULL));
    g_assert_true (enr_txn_commit (&txn, &error));
    g_assert_no_error (error);
  }
  g_free (after);
  after = enr_test_dump (fixture->path);
  enr_test_assert_same (after, before);
}

static void
test_constraint (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrDb) db = open_db (fixture->path, WRITE_CREATE);
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "test");
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_auto (EnrStmt) st = enr_stmt (db, SQL_BAD_CLASS);
  g_autoptr (GError) error = NULL;
  EnrUuid id = enr_uuid_new ();

  g_assert_true (enr_txn_begin (&txn, db, &actor, NULL, NULL));
  enr_bind_uuid (&st, ":id", &id);
  enr_bind_text (&st, ":name", "ひみつ組");
  g_assert_false (enr_stmt_run (&st, &error));
  g_assert_error (error, ENR_DB_ERROR, ENR_DB_ERROR_CONSTRAINT);
  g_assert_null (strstr (error->message, "ひみつ"));
}

static void
test_snapshot (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrDb) writer = open_db (fixture->path, WRITE_CREATE);
  g_autoptr (EnrDb) reader = open_db (fixture->path, ENR_DB_READ_ONLY);
  g_autoptr (GError) error = NULL;

  g_assert_true (add_family (writer, "a", NULL));
  {
    g_auto (EnrTxn) txn = ENR_TXN_INIT;

    g_assert_true (enr_txn_begin_read (&txn, reader, NULL));
    g_assert_cmpint (count_families (reader), ==, 1);
    g_assert_true (add_family (writer, "b", &error));
    g_assert_no_error (error);
    g_assert_cmpint (count_families (reader), ==, 1);
    g_assert_cmpint (count_families (writer), ==, 2);
  }
  g_assert_cmpint (count_families (reader), ==, 2);

  /* Within a write transaction, that one is the snapshot. */
  {
    g_auto (EnrTxn) outer = ENR_TXN_INIT;
    EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "test");

    g_assert_true (enr_txn_begin (&outer, writer, &actor, NULL, NULL));
    {
      g_auto (EnrTxn) inner = ENR_TXN_INIT;

      g_assert_true (enr_txn_begin_read (&inner, writer, NULL));
    }
    g_assert_true (enr_db_in_write (writer));
  }
}

static void
test_reader_refuses (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrDb) writer = open_db (fixture->path, WRITE_CREATE);
  g_autoptr (EnrDb) reader = open_db (fixture->path, ENR_DB_READ_ONLY);
  g_auto (EnrStmt) st = enr_stmt (reader, SQL_ADD);
  g_autoptr (GError) error = NULL;
  EnrUuid id = enr_uuid_new ();

  enr_bind_uuid (&st, ":id", &id);
  enr_bind_text (&st, ":code", "");
  enr_bind_text (&st, ":address", "x");
  g_assert_false (enr_stmt_run (&st, &error));
  g_assert_error (error, ENR_DB_ERROR, ENR_DB_ERROR_READ_ONLY);
}

static void
test_changed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrDb) db = open_db (fixture->path, WRITE_CREATE);
  g_autoptr (EnrDb) other = open_db (fixture->path, ENR_DB_READ_WRITE);
  g_autofree const char **tables = NULL;
  gint64 version = enr_db_data_version (db);

  g_assert_cmpint (version, >, 0);
  g_assert_null (enr_db_take_changed (db));
  g_assert_true (add_family (db, "a", NULL));
  g_assert_true (add_family (db, "b", NULL));
  tables = enr_db_take_changed (db);
  g_assert_cmpuint (g_strv_length ((char **) tables), ==, 1);
  g_assert_cmpstr (tables[0], ==, "family");
  g_assert_null (enr_db_take_changed (db));
  g_assert_cmpint (enr_db_data_version (db), ==, version);

  g_assert_true (add_family (other, "c", NULL));
  g_assert_cmpint (enr_db_data_version (db), !=, version);
  g_assert_null (enr_db_take_changed (db));
}

static void
test_busy (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrDb) db = open_db (fixture->path, WRITE_CREATE);
  g_autoptr (GError) error = NULL;
  sqlite3 *other = raw_open (fixture->path);

  sqlite3_busy_timeout (db->handle, 1);
  raw_exec (other, "BEGIN IMMEDIATE");
  g_assert_false (add_family (db, "a", &error));
  g_assert_error (error, ENR_DB_ERROR, ENR_DB_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_cmpint (count_families (db), ==, 0);

  raw_exec (other, "ROLLBACK");
  g_assert_true (add_family (db, "a", &error));
  g_assert_no_error (error);
  sqlite3_close (other);
}

static gpointer
hold_lock_thread (gpointer data)
{
  sqlite3 *handle = data;

  g_usleep (50 * 1000);
  raw_exec (handle, "COMMIT");
  sqlite3_close (handle);
  return NULL;
}

/* Held for less than five seconds: whoever writes waits, and knows nothing of it. */
static void
test_waits (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrDb) db = open_db (fixture->path, WRITE_CREATE);
  g_autoptr (GError) error = NULL;
  sqlite3 *other = raw_open (fixture->path);
  GThread *thread;

  raw_exec (other, "BEGIN IMMEDIATE; INSERT INTO meta (key, value) VALUES ('test', 1)");
  thread = g_thread_new ("holder", hold_lock_thread, other);
  g_assert_true (add_family (db, "a", &error));
  g_assert_no_error (error);
  g_thread_join (thread);
}

static void
test_backup (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrDb) db = open_db (fixture->path, WRITE_CREATE);
  g_autofree char *path = g_build_filename (fixture->folder, "copy.db", NULL);
  g_autofree char *nowhere = g_build_filename (fixture->folder, "no", "copy.db", NULL);
  g_autofree char *original = NULL;
  g_autofree char *copy = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (add_family (db, "東京都", NULL));
  g_assert_true (enr_db_backup (db, path, &error));
  g_assert_no_error (error);
  g_assert_cmphex (mode_of (path), ==, 0600);
  original = enr_test_dump (fixture->path);
  copy = enr_test_dump (path);
  enr_test_assert_same (copy, original);
  enr_db_close (open_db (path, ENR_DB_READ_WRITE));

  /* Never over another file, never half. */
  g_assert_false (enr_db_backup (db, path, &error));
  g_assert_error (error, ENR_DB_ERROR, ENR_DB_ERROR_READ_ONLY);
  g_clear_error (&error);
  g_assert_false (enr_db_backup (db, nowhere, &error));
  g_assert_error (error, ENR_DB_ERROR, ENR_DB_ERROR_READ_ONLY);
  g_assert_true (add_family (db, "b", NULL));
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

/* A copy takes the damaged file's place, which is kept; what is no copy changes nothing. */
static void
test_restore (Fixture *fixture, gconstpointer data)
{
  EnrDb *db = open_db (fixture->path, WRITE_CREATE);
  g_autofree char *copy = g_build_filename (fixture->folder, "copy.db", NULL);
  g_autofree char *broken = g_build_filename (fixture->folder, "broken.db", NULL);
  g_autofree char *text = g_build_filename (fixture->folder, "text.db", NULL);
  g_autofree char *foreign = g_build_filename (fixture->folder, "foreign.db", NULL);
  g_autofree char *empty = g_build_filename (fixture->folder, "empty.db", NULL);
  g_autofree char *nowhere = g_build_filename (fixture->folder, "nowhere.db", NULL);
  const char *const bad[] = { broken, text, foreign, empty, nowhere };
  g_autofree char *part = g_strconcat (fixture->path, ".restored", NULL);
  g_autofree char *original = NULL;
  g_autofree char *after = NULL;
  g_autofree char *kept = NULL;
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) kept_bytes = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (add_family (db, "東京都", NULL));
  g_assert_true (enr_db_backup (db, copy, &error));
  g_assert_true (enr_db_backup (db, broken, &error));
  g_assert_no_error (error);
  enr_db_close (db);
  original = enr_test_dump (copy);
  damage (fixture->path);
  damage (broken);
  raw_save (text, "園児,生年月日\n", strlen ("園児,生年月日\n"));
  raw_save (empty, "", 0);
  raw_run (foreign, "CREATE TABLE t (a); INSERT INTO t VALUES (1)");
  before = raw_bytes (fixture->path);

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GBytes) now = NULL;

      g_assert_false (enr_db_restore (bad[i], fixture->path, &kept, &error));
      g_assert_nonnull (error);
      g_clear_error (&error);
      g_assert_null (kept);
      now = raw_bytes (fixture->path);
      g_assert_true (g_bytes_equal (now, before));
      g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
    }

  g_assert_true (enr_db_restore (copy, fixture->path, &kept, &error));
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (kept, fixture->path));
  g_assert_nonnull (strstr (kept, ".damaged-"));
  kept_bytes = raw_bytes (kept);
  g_assert_true (g_bytes_equal (kept_bytes, before));
  g_assert_cmphex (mode_of (fixture->path), ==, 0600);
  enr_db_close (open_db (fixture->path, ENR_DB_READ_WRITE));
  after = enr_test_dump (fixture->path);
  enr_test_assert_same (after, original);
  g_assert_true (g_file_test (copy, G_FILE_TEST_EXISTS));
}

static void
test_describe (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int code = ENR_DB_ERROR_FAILED; code <= ENR_DB_ERROR_UNCERTAIN; code++)
    {
      g_autoptr (GError) error = g_error_new (ENR_DB_ERROR, code, "step: [detail] (1)");
      char *text = enr_error_describe (error);

      g_test_message ("%d: %s", code, text);
      g_assert_cmpuint (strlen (text), >, 30);
      g_assert_cmpstr (text, !=, error->message);
      g_assert_true (g_ascii_isupper (text[0]));
      /* One sentence for each; only "failed" and "constraint" are the same to a user. */
      if (code == ENR_DB_ERROR_CONSTRAINT)
        g_free (text);
      else
        g_assert_true (g_hash_table_add (seen, text));
    }
  {
    g_autoptr (GError) error = g_error_new (G_FILE_ERROR, G_FILE_ERROR_NOENT, "A sentence.");
    g_autofree char *text = enr_error_describe (error);

    g_assert_cmpstr (text, ==, "A sentence.");
  }
}

static void
test_fault_hook (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrDb) db = open_db (fixture->path, WRITE_CREATE);
  g_autoptr (GError) error = NULL;

  enr_db_set_fault (db, 2);
  g_assert_cmpint (enr_db_get_fault_count (db), ==, 0);
  g_assert_false (add_family (db, "a", &error));
  g_assert_error (error, ENR_DB_ERROR, ENR_DB_ERROR_IO);
  g_assert_cmpint (enr_db_get_fault_count (db), ==, 2);
  g_assert_true (add_family (db, "a", NULL));
  enr_db_set_fault (db, 0);
  g_assert_cmpint (enr_db_get_fault_count (db), ==, 0);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*func) (Fixture *, gconstpointer);
  } tests[] = {
    { "/store/db/modes", test_modes },
    { "/store/db/settings", test_settings },
    { "/store/db/not-found", test_not_found },
    { "/store/db/not-enroku", test_not_enroku },
    { "/store/db/empty", test_empty },
    { "/store/db/folder", test_folder },
    { "/store/db/read-only-file", test_read_only_file },
    { "/store/db/no-folder", test_no_folder },
    { "/store/db/too-new", test_too_new },
    { "/store/db/truncated", test_truncated },
    { "/store/db/damaged", test_damaged },
    { "/store/db/cache", test_cache },
    { "/store/db/values", test_values },
    { "/store/db/misuse", test_misuse },
    { "/store/db/rollback", test_rollback },
    { "/store/db/constraint", test_constraint },
    { "/store/db/snapshot", test_snapshot },
    { "/store/db/reader-refuses", test_reader_refuses },
    { "/store/db/changed", test_changed },
    { "/store/db/busy", test_busy },
    { "/store/db/waits", test_waits },
    { "/store/db/backup", test_backup },
    { "/store/db/restore", test_restore },
    { "/store/db/describe", test_describe },
    { "/store/db/fault-hook", test_fault_hook },
  };
  static const char *const misuses[] = {
    "/store/db/misuse/subprocess/taken-twice", "/store/db/misuse/subprocess/parameter",
    "/store/db/misuse/subprocess/nested",      "/store/db/misuse/subprocess/close",
    "/store/db/misuse/subprocess/thread",
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);
  for (guint i = 0; i < G_N_ELEMENTS (misuses); i++)
    g_test_add (misuses[i], Fixture, misuses[i], set_up, test_misuse, tear_down);

  return g_test_run ();
}
