/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * An open database: statements and their values, transactions, and other connections. Its file is in
 * test-db-file.c.
 */
#include "config.h"
#include "store/db.h"

#include <string.h>

#include "database.h"
#include "raw.h"
#include "store/db-private.h"
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

static void
test_cache (Database *database, gconstpointer data)
{
  g_autoptr (EnrDb) db = database_open (database->path, WRITE_CREATE);
  g_autoptr (GError) error = NULL;
  EnrCachedStmt *cached;
  sqlite3_stmt *first;

  g_assert_true (database_add_family (db, "a", NULL));
  g_assert_true (database_add_family (db, "b", NULL));
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
  g_assert_cmpint (raw_int (database->path, "PRAGMA wal_checkpoint(TRUNCATE)"), ==, 0);
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
test_values (Database *database, gconstpointer data)
{
  g_autoptr (EnrDb) db = database_open (database->path, WRITE_CREATE);
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
  database_count_families (data);
  return NULL;
}

static void
misuse_thread (EnrDb *db)
{
  g_thread_join (g_thread_new ("other", use_db_thread, db));
}

/* Bugs stop the program, in releases too: a wrong entry is worse than none. */
static void
test_misuse (Database *database, gconstpointer data)
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
  g_setenv ("TMPDIR", database->folder, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (selected == NULL)
      {
        g_test_trap_subprocess (table[i].path, 0, 0);
        g_test_trap_assert_failed ();
        g_test_trap_assert_stderr (table[i].message);
      }
    else if (strcmp (selected, table[i].path) == 0)
      {
        EnrDb *db = database_open (database->path, WRITE_CREATE);

        table[i].func (db);
      }
}

static void
test_rollback (Database *database, gconstpointer data)
{
  g_autoptr (EnrDb) db = database_open (database->path, WRITE_CREATE);
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "test");
  g_autoptr (GError) error = NULL;
  g_autofree char *before = enr_test_dump (database->path);
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
    g_assert_cmpint (database_count_families (db), ==, 1);
  }
  g_assert_false (enr_db_in_write (db));
  g_assert_cmpint (database_count_families (db), ==, 0);
  after = enr_test_dump (database->path);
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
  after = enr_test_dump (database->path);
  enr_test_assert_same (after, before);
}

static void
test_constraint (Database *database, gconstpointer data)
{
  g_autoptr (EnrDb) db = database_open (database->path, WRITE_CREATE);
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
test_snapshot (Database *database, gconstpointer data)
{
  g_autoptr (EnrDb) writer = database_open (database->path, WRITE_CREATE);
  g_autoptr (EnrDb) reader = database_open (database->path, ENR_DB_READ_ONLY);
  g_autoptr (GError) error = NULL;

  g_assert_true (database_add_family (writer, "a", NULL));
  {
    g_auto (EnrTxn) txn = ENR_TXN_INIT;

    g_assert_true (enr_txn_begin_read (&txn, reader, NULL));
    g_assert_cmpint (database_count_families (reader), ==, 1);
    g_assert_true (database_add_family (writer, "b", &error));
    g_assert_no_error (error);
    g_assert_cmpint (database_count_families (reader), ==, 1);
    g_assert_cmpint (database_count_families (writer), ==, 2);
  }
  g_assert_cmpint (database_count_families (reader), ==, 2);

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
test_reader_refuses (Database *database, gconstpointer data)
{
  g_autoptr (EnrDb) writer = database_open (database->path, WRITE_CREATE);
  g_autoptr (EnrDb) reader = database_open (database->path, ENR_DB_READ_ONLY);
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
test_changed (Database *database, gconstpointer data)
{
  g_autoptr (EnrDb) db = database_open (database->path, WRITE_CREATE);
  g_autoptr (EnrDb) other = database_open (database->path, ENR_DB_READ_WRITE);
  g_autofree const char **tables = NULL;
  gint64 version = enr_db_data_version (db);

  g_assert_cmpint (version, >, 0);
  g_assert_null (enr_db_take_changed (db));
  g_assert_true (database_add_family (db, "a", NULL));
  g_assert_true (database_add_family (db, "b", NULL));
  tables = enr_db_take_changed (db);
  g_assert_cmpuint (g_strv_length ((char **) tables), ==, 1);
  g_assert_cmpstr (tables[0], ==, "family");
  g_assert_null (enr_db_take_changed (db));
  g_assert_cmpint (enr_db_data_version (db), ==, version);

  g_assert_true (database_add_family (other, "c", NULL));
  g_assert_cmpint (enr_db_data_version (db), !=, version);
  g_assert_null (enr_db_take_changed (db));
}

static void
test_busy (Database *database, gconstpointer data)
{
  g_autoptr (EnrDb) db = database_open (database->path, WRITE_CREATE);
  g_autoptr (GError) error = NULL;
  sqlite3 *other = raw_open (database->path);

  sqlite3_busy_timeout (db->handle, 1);
  raw_exec (other, "BEGIN IMMEDIATE");
  g_assert_false (database_add_family (db, "a", &error));
  g_assert_error (error, ENR_DB_ERROR, ENR_DB_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_cmpint (database_count_families (db), ==, 0);

  raw_exec (other, "ROLLBACK");
  g_assert_true (database_add_family (db, "a", &error));
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
test_waits (Database *database, gconstpointer data)
{
  g_autoptr (EnrDb) db = database_open (database->path, WRITE_CREATE);
  g_autoptr (GError) error = NULL;
  sqlite3 *other = raw_open (database->path);
  GThread *thread;

  raw_exec (other, "BEGIN IMMEDIATE; INSERT INTO meta (key, value) VALUES ('test', 1)");
  thread = g_thread_new ("holder", hold_lock_thread, other);
  g_assert_true (database_add_family (db, "a", &error));
  g_assert_no_error (error);
  g_thread_join (thread);
}

static void
test_describe (Database *database, gconstpointer data)
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
test_fault_hook (Database *database, gconstpointer data)
{
  g_autoptr (EnrDb) db = database_open (database->path, WRITE_CREATE);
  g_autoptr (GError) error = NULL;

  enr_db_set_fault (db, 2);
  g_assert_cmpint (enr_db_get_fault_count (db), ==, 0);
  g_assert_false (database_add_family (db, "a", &error));
  g_assert_error (error, ENR_DB_ERROR, ENR_DB_ERROR_IO);
  g_assert_cmpint (enr_db_get_fault_count (db), ==, 2);
  g_assert_true (database_add_family (db, "a", NULL));
  enr_db_set_fault (db, 0);
  g_assert_cmpint (enr_db_get_fault_count (db), ==, 0);
}

/* What is owed for a fact, here a note in the store's own table, which is not journalled. */
ENR_SQL (SQL_OWE, "INSERT OR REPLACE INTO meta (key, value) VALUES ('owed', :n)");
ENR_SQL (SQL_OWED, "SELECT value FROM meta WHERE key = 'owed'");

typedef struct
{
  guint n_calls;
  guint n_changes;
  char *words;
  gboolean fails;
} Owing;

static gboolean
owe (EnrDb *db, const EnrDbChange *changes, guint n_changes, gpointer data, GError **error)
{
  Owing *owing = data;
  g_auto (EnrStmt) st = enr_stmt (db, SQL_OWE);

  g_assert_true (enr_db_in_write (db));
  owing->n_calls++;
  owing->n_changes = n_changes;
  g_free (owing->words);
  owing->words
      = g_strdup_printf ("%s %c %s", changes[0].table, changes[0].op, changes[0].changes);
  enr_bind_int (&st, ":n", owing->n_calls);
  if (!enr_stmt_run (&st, error))
    return FALSE;
  if (owing->fails)
    g_set_error (error, ENR_DB_ERROR, ENR_DB_ERROR_FAILED, "owing");
  return !owing->fails;
}

static void
free_owing (gpointer data)
{
  Owing *owing = data;

  owing->n_calls = G_MAXUINT;
}

static gint64
read_owed (EnrDb *db)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_OWED);

  return enr_stmt_step (&st, NULL) == 1 ? enr_column_int (&st, 0) : 0;
}

/* A fact and what is owed for it are saved together or not at all. */
static void
test_owed (Database *database, gconstpointer data)
{
  EnrDb *db = database_open (database->path, WRITE_CREATE);
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "test");
  Owing owing = { 0 };
  g_autoptr (GError) error = NULL;

  enr_db_set_owed_func (db, owe, &owing, free_owing);
  g_assert_true (database_add_family (db, "東京都", NULL));
  g_assert_cmpuint (owing.n_changes, ==, 1);
  g_assert_true (g_str_has_prefix (owing.words, "family I {"));
  g_assert_nonnull (strstr (owing.words, "\"address\":[null,\"東京都\"]"));
  g_assert_cmpint (read_owed (db), ==, 1);

  owing.fails = TRUE;
  g_assert_false (database_add_family (db, "大阪府", &error));
  g_assert_cmpstr (error->message, ==, "owing");
  g_assert_cmpint (database_count_families (db), ==, 1);
  g_assert_cmpint (read_owed (db), ==, 1);

  /* Nothing changed, nothing owed. */
  owing.fails = FALSE;
  {
    g_auto (EnrTxn) txn = ENR_TXN_INIT;

    g_assert_true (enr_txn_begin (&txn, db, &actor, NULL, NULL));
    g_assert_true (enr_txn_commit (&txn, NULL));
  }
  g_assert_cmpuint (owing.n_calls, ==, 2);
  enr_db_close (db);
  g_assert_cmpuint (owing.n_calls, ==, G_MAXUINT);
  g_free (owing.words);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*func) (Database *, gconstpointer);
  } tests[] = {
    { "/store/db/owed", test_owed },
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
    g_test_add (tests[i].path, Database, NULL, database_set_up, tests[i].func, database_tear_down);
  for (guint i = 0; i < G_N_ELEMENTS (misuses); i++)
    g_test_add (misuses[i], Database, misuses[i], database_set_up, test_misuse, database_tear_down);

  return g_test_run ();
}
