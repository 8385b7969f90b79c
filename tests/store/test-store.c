/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "store/store.h"

#include <string.h>

#include "raw.h"
#include "store/migrate.h"
#include "support/fixture.h"

ENR_SQL (SQL_ADD_FAMILY, "INSERT INTO family (id, postal_code, address) VALUES (:id, '', :address)");
ENR_SQL (SQL_ADD_PROMOTION,
         "INSERT INTO promotion (id, fiscal_year, applied_at, undone_at) VALUES (:id, 2026, 1, 2)");
ENR_SQL (SQL_COUNT, "SELECT count(*) FROM family");
ENR_SQL (SQL_ADDRESSES, "SELECT group_concat(address, ' ') FROM (SELECT address FROM family ORDER BY id)");

/* What came of one call. */
typedef struct
{
  gboolean is_done;
  gboolean is_open;
  gpointer result;
  GError *error;
} Answer;

typedef struct
{
  char *folder;
  char *path;
  EnrStore *store;
  guint n_changed;
  guint n_foreign;   /* of them, those that name no tables */
  GHashTable *tables;
} Fixture;

static void
changed_cb (EnrStore *store, const char *const *tables, gpointer data)
{
  Fixture *fixture = data;

  fixture->n_changed++;
  fixture->n_foreign += tables == NULL;
  for (guint i = 0; tables != NULL && tables[i] != NULL; i++)
    g_hash_table_add (fixture->tables, g_strdup (tables[i]));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  memset (fixture, 0, sizeof *fixture);
  fixture->folder = enr_test_folder_new ();
  fixture->path = g_build_filename (fixture->folder, "nursery.db", NULL);
  fixture->store = enr_store_new (fixture->path);
  fixture->tables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_signal_connect (fixture->store, "changed", G_CALLBACK (changed_cb), fixture);
}

static void
run_pending (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  enr_store_close (fixture->store);
  run_pending ();
  g_assert_finalize_object (fixture->store);
  g_hash_table_unref (fixture->tables);
  enr_test_folder_free (fixture->folder);
  g_free (fixture->path);
}

static void
answer_clear (Answer *answer)
{
  g_clear_error (&answer->error);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;

  answer->is_open = enr_store_open_finish (ENR_STORE (source), result, &answer->error);
  answer->is_done = TRUE;
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;

  answer->result = enr_store_finish (ENR_STORE (source), result, &answer->error);
  answer->is_done = TRUE;
}

static void
wait_for (Answer *answer)
{
  while (!answer->is_done)
    g_main_context_iteration (NULL, TRUE);
}

static void
open_store (Fixture *fixture)
{
  g_auto (Answer) answer = { 0 };

  enr_store_open_async (fixture->store, TRUE, NULL, opened_cb, &answer);
  wait_for (&answer);
  g_assert_no_error (answer.error);
  g_assert_true (answer.is_open);
}

static gpointer
add_rows (EnrDb *db, const char *address, gboolean has_promotion, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "test");
  EnrUuid id = enr_uuid_new ();

  if (!enr_txn_begin (&txn, db, &actor, NULL, error))
    return NULL;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_ADD_FAMILY);

    enr_bind_uuid (&st, ":id", &id);
    enr_bind_text (&st, ":address", address);
    if (!enr_stmt_run (&st, error))
      return NULL;
  }
  if (has_promotion)
    {
      g_auto (EnrStmt) st = enr_stmt (db, SQL_ADD_PROMOTION);

      enr_bind_uuid (&st, ":id", &id);
      if (!enr_stmt_run (&st, error))
        return NULL;
    }
  return GINT_TO_POINTER (enr_txn_commit (&txn, error));
}

static gpointer
add_family (EnrDb *db, gpointer data, GError **error)
{
  return add_rows (db, data, FALSE, error);
}

static gpointer
add_both (EnrDb *db, gpointer data, GError **error)
{
  return add_rows (db, data, TRUE, error);
}

static gpointer
fail (EnrDb *db, gpointer data, GError **error)
{
  g_set_error (error, ENR_DB_ERROR, ENR_DB_ERROR_CONSTRAINT, "no");
  return NULL;
}

/* The number and one, because NULL is a failure. */
static gpointer
count_families (EnrDb *db, gpointer data, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_COUNT);

  return enr_stmt_step (&st, error) == 1 ? GINT_TO_POINTER (enr_column_int (&st, 0) + 1) : NULL;
}

static gpointer
read_addresses (EnrDb *db, gpointer data, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_ADDRESSES);

  return enr_stmt_step (&st, error) == 1 ? enr_column_dup_text (&st, 0) : NULL;
}

static gpointer
tell_thread (EnrDb *db, gpointer data, GError **error)
{
  return g_thread_self ();
}

static int
count (Fixture *fixture)
{
  g_auto (Answer) answer = { 0 };

  enr_store_read_async (fixture->store, count_families, NULL, NULL, NULL, NULL, answered_cb, &answer);
  wait_for (&answer);
  g_assert_no_error (answer.error);
  return GPOINTER_TO_INT (answer.result) - 1;
}

static void
test_write_and_read (Fixture *fixture, gconstpointer data)
{
  g_auto (Answer) written = { 0 };
  g_auto (Answer) failed = { 0 };
  g_auto (Answer) refused = { 0 };

  open_store (fixture);
  g_assert_cmpstr (enr_store_get_path (fixture->store), ==, fixture->path);
  g_assert_cmpint (count (fixture), ==, 0);
  enr_store_write_async (fixture->store, add_family, g_strdup ("a"), g_free, NULL, answered_cb,
                         &written);
  wait_for (&written);
  g_assert_no_error (written.error);
  g_assert_nonnull (written.result);
  g_assert_cmpint (count (fixture), ==, 1);

  enr_store_write_async (fixture->store, fail, NULL, NULL, NULL, answered_cb, &failed);
  wait_for (&failed);
  g_assert_error (failed.error, ENR_DB_ERROR, ENR_DB_ERROR_CONSTRAINT);

  /* What is not listened to is done all the same. */
  enr_store_write_async (fixture->store, add_family, g_strdup ("b"), g_free, NULL, NULL, NULL);
  enr_store_write_async (fixture->store, add_family, g_strdup ("c"), g_free, NULL, answered_cb,
                         &refused);
  wait_for (&refused);
  g_assert_cmpint (count (fixture), ==, 3);
}

static void
test_threads (Fixture *fixture, gconstpointer data)
{
  g_auto (Answer) writer = { 0 };
  g_auto (Answer) reader = { 0 };

  open_store (fixture);
  enr_store_write_async (fixture->store, tell_thread, NULL, NULL, NULL, answered_cb, &writer);
  enr_store_read_async (fixture->store, tell_thread, NULL, NULL, NULL, NULL, answered_cb, &reader);
  wait_for (&writer);
  wait_for (&reader);
  g_assert_true (writer.result != reader.result);
  g_assert_true (writer.result != g_thread_self ());
  g_assert_true (reader.result != g_thread_self ());
}

static gpointer
write_as_reader (EnrDb *db, gpointer data, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_ADD_FAMILY);
  EnrUuid id = enr_uuid_new ();

  enr_bind_uuid (&st, ":id", &id);
  enr_bind_text (&st, ":address", "");
  return GINT_TO_POINTER (enr_stmt_run (&st, error));
}

static void
test_reader_refuses (Fixture *fixture, gconstpointer data)
{
  g_auto (Answer) answer = { 0 };

  open_store (fixture);
  enr_store_read_async (fixture->store, write_as_reader, NULL, NULL, NULL, NULL, answered_cb, &answer);
  wait_for (&answer);
  g_assert_error (answer.error, ENR_DB_ERROR, ENR_DB_ERROR_READ_ONLY);
}

static int n_freed;

static void
free_counted (gpointer data)
{
  g_atomic_int_inc (&n_freed);
  g_free (data);
}

/* The window is closed with work in the queue: it is done, in its order, and only then it is over. */
static void
test_drain (Fixture *fixture, gconstpointer data)
{
  static Answer answers[500];
  g_autoptr (GString) expected = g_string_new (NULL);
  g_autoptr (EnrDb) db = NULL;
  g_autofree char *found = NULL;

  memset (answers, 0, sizeof answers);
  n_freed = 0;
  open_store (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      enr_store_write_async (fixture->store, add_family, g_strdup_printf ("%u", i), free_counted, NULL,
                             answered_cb, &answers[i]);
      g_string_append_printf (expected, "%s%u", i > 0 ? " " : "", i);
    }
  enr_store_close (fixture->store);
  g_assert_cmpint (raw_int (fixture->path, "SELECT count(*) FROM family"), ==,
                   G_N_ELEMENTS (answers));

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      wait_for (&answers[i]);
      g_assert_no_error (answers[i].error);
      g_assert_nonnull (answers[i].result);
    }
  g_assert_cmpint (n_freed, ==, G_N_ELEMENTS (answers));
  db = enr_db_open (fixture->path, ENR_DB_READ_ONLY, NULL);
  found = read_addresses (db, NULL, NULL);
  g_assert_cmpstr (found, ==, expected->str);
}

static void
test_changed (Fixture *fixture, gconstpointer data)
{
  Answer answers[30] = { 0 };
  guint before;

  open_store (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    enr_store_write_async (fixture->store, i == 7 ? add_both : add_family, g_strdup (""), g_free, NULL,
                           answered_cb, &answers[i]);
  /* The main loop stands still meanwhile: all of it comes as one. */
  enr_store_close (fixture->store);
  g_assert_cmpuint (fixture->n_changed, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    wait_for (&answers[i]);
  run_pending ();
  g_assert_cmpuint (fixture->n_changed, ==, 1);
  g_assert_cmpuint (fixture->n_foreign, ==, 0);
  g_assert_cmpuint (g_hash_table_size (fixture->tables), ==, 2);
  g_assert_true (g_hash_table_contains (fixture->tables, "family"));
  g_assert_true (g_hash_table_contains (fixture->tables, "promotion"));

  /* And the next one has only what is new. A store that was closed can be opened again. */
  open_store (fixture);
  g_hash_table_remove_all (fixture->tables);
  before = fixture->n_changed;
  {
    g_auto (Answer) answer = { 0 };

    enr_store_write_async (fixture->store, add_family, g_strdup (""), g_free, NULL, answered_cb,
                           &answer);
    wait_for (&answer);
    /* Whoever hears that his write is done has heard of the change. */
    g_assert_cmpuint (fixture->n_changed, ==, before + 1);
    g_assert_cmpuint (g_hash_table_size (fixture->tables), ==, 1);
    g_assert_true (g_hash_table_contains (fixture->tables, "family"));
  }
  /* Nothing was written: no signal. */
  {
    g_auto (Answer) answer = { 0 };

    enr_store_write_async (fixture->store, fail, NULL, NULL, NULL, answered_cb, &answer);
    wait_for (&answer);
    g_assert_cmpint (count (fixture), ==, (int) G_N_ELEMENTS (answers) + 1);
    run_pending ();
    g_assert_cmpuint (fixture->n_changed, ==, before + 1);
  }
}

/* A read that waits at a gate. */
typedef struct
{
  GMutex lock;
  GCond cond;
  gboolean has_begun;
  gboolean may_end;
  int n_run;
} Gate;

static gpointer
read_at_gate (EnrDb *db, gpointer data, GError **error)
{
  Gate *gate = data;

  g_mutex_lock (&gate->lock);
  gate->n_run++;
  gate->has_begun = TRUE;
  g_cond_broadcast (&gate->cond);
  while (!gate->may_end)
    g_cond_wait (&gate->cond, &gate->lock);
  g_mutex_unlock (&gate->lock);
  return g_strdup ("result");
}

static void
gate_wait (Gate *gate)
{
  g_mutex_lock (&gate->lock);
  while (!gate->has_begun)
    g_cond_wait (&gate->cond, &gate->lock);
  g_mutex_unlock (&gate->lock);
}

static void
gate_open (Gate *gate)
{
  g_mutex_lock (&gate->lock);
  gate->may_end = TRUE;
  g_cond_broadcast (&gate->cond);
  g_mutex_unlock (&gate->lock);
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Answer) running = { 0 };
  g_auto (Answer) waiting = { 0 };
  g_auto (Answer) other = { 0 };
  Gate gate = { 0 };

  g_mutex_init (&gate.lock);
  g_cond_init (&gate.cond);
  n_freed = 0;
  open_store (fixture);
  enr_store_read_async (fixture->store, read_at_gate, &gate, NULL, free_counted, cancellable,
                        answered_cb, &running);
  enr_store_read_async (fixture->store, read_at_gate, &gate, NULL, free_counted, cancellable,
                        answered_cb, &waiting);
  enr_store_read_async (fixture->store, count_families, NULL, NULL, NULL, NULL, answered_cb, &other);
  gate_wait (&gate);
  g_cancellable_cancel (cancellable);
  gate_open (&gate);
  wait_for (&running);
  wait_for (&waiting);
  wait_for (&other);

  g_assert_error (running.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_error (waiting.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_no_error (other.error);
  /* The second was never begun, and the first one's result is nobody's. */
  g_assert_cmpint (gate.n_run, ==, 1);
  enr_store_close (fixture->store);
  g_assert_cmpint (n_freed, ==, 1);
  g_mutex_clear (&gate.lock);
  g_cond_clear (&gate.cond);
}

/* Writes go on while a read takes its time. */
static void
test_independent (Fixture *fixture, gconstpointer data)
{
  g_auto (Answer) reading = { 0 };
  g_auto (Answer) writing = { 0 };
  Gate gate = { 0 };

  g_mutex_init (&gate.lock);
  g_cond_init (&gate.cond);
  open_store (fixture);
  enr_store_read_async (fixture->store, read_at_gate, &gate, NULL, g_free, NULL, answered_cb, &reading);
  gate_wait (&gate);
  enr_store_write_async (fixture->store, add_family, g_strdup (""), g_free, NULL, answered_cb,
                         &writing);
  wait_for (&writing);
  g_assert_no_error (writing.error);
  g_assert_false (reading.is_done);
  gate_open (&gate);
  wait_for (&reading);
  g_assert_cmpstr (reading.result, ==, "result");
  g_free (reading.result);
  g_mutex_clear (&gate.lock);
  g_cond_clear (&gate.cond);
}

static void
assert_open_error (const char *path, gboolean create, EnrDbError code)
{
  EnrStore *store = enr_store_new (path);
  g_auto (Answer) answer = { 0 };
  g_auto (Answer) read = { 0 };
  g_auto (Answer) write = { 0 };

  enr_store_open_async (store, create, NULL, opened_cb, &answer);
  wait_for (&answer);
  g_assert_false (answer.is_open);
  g_assert_error (answer.error, ENR_DB_ERROR, (int) code);

  n_freed = 0;
  enr_store_read_async (store, count_families, g_strdup (""), free_counted, NULL, NULL, answered_cb,
                        &read);
  enr_store_write_async (store, add_family, g_strdup (""), free_counted, NULL, answered_cb, &write);
  wait_for (&read);
  wait_for (&write);
  g_assert_error (read.error, ENR_DB_ERROR, ENR_DB_ERROR_FAILED);
  g_assert_error (write.error, ENR_DB_ERROR, ENR_DB_ERROR_FAILED);
  enr_store_poll (store);
  enr_store_close (store);
  run_pending ();
  g_assert_cmpint (n_freed, ==, 2);
  g_assert_finalize_object (store);
}

static void
test_open_errors (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = g_build_filename (fixture->folder, "text.db", NULL);
  g_autofree char *newer = g_build_filename (fixture->folder, "newer.db", NULL);
  g_autofree char *sql = g_strdup_printf ("PRAGMA user_version=%d", enr_schema_version () + 1);

  assert_open_error (fixture->path, FALSE, ENR_DB_ERROR_NOT_FOUND);
  g_assert_true (g_file_set_contents (text, "名簿", -1, NULL));
  assert_open_error (text, TRUE, ENR_DB_ERROR_NOT_ENROKU);
  enr_db_close (enr_db_open (newer, ENR_DB_READ_WRITE | ENR_DB_CREATE, NULL));
  raw_run (newer, sql);
  assert_open_error (newer, FALSE, ENR_DB_ERROR_TOO_NEW);
  assert_open_error (fixture->folder, TRUE, ENR_DB_ERROR_NOT_ENROKU);
}

static void
test_not_open (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 2; i++)
    {
      g_auto (Answer) read = { 0 };
      g_auto (Answer) write = { 0 };

      n_freed = 0;
      enr_store_read_async (fixture->store, count_families, g_strdup (""), free_counted, NULL, NULL,
                            answered_cb, &read);
      enr_store_write_async (fixture->store, add_family, g_strdup (""), free_counted, NULL, answered_cb,
                             &write);
      wait_for (&read);
      wait_for (&write);
      g_assert_error (read.error, ENR_DB_ERROR, ENR_DB_ERROR_FAILED);
      g_assert_error (write.error, ENR_DB_ERROR, ENR_DB_ERROR_FAILED);
      run_pending ();
      g_assert_cmpint (n_freed, ==, 2);
      enr_store_poll (fixture->store);
      enr_store_close (fixture->store);

      /* The second time: after it was open and closed. */
      if (i == 0)
        open_store (fixture);
      enr_store_close (fixture->store);
    }
}

/* The window is closed before the database is open. */
static void
test_closed_while_opening (Fixture *fixture, gconstpointer data)
{
  g_auto (Answer) answer = { 0 };

  enr_store_open_async (fixture->store, TRUE, NULL, opened_cb, &answer);
  enr_store_close (fixture->store);
  wait_for (&answer);
  g_assert_false (answer.is_open);
  g_assert_error (answer.error, ENR_DB_ERROR, ENR_DB_ERROR_FAILED);
}

/* Looks, and waits until the answer is there. */
static void
poll_store (Fixture *fixture)
{
  g_auto (Answer) after = { 0 };

  enr_store_poll (fixture->store);
  enr_store_write_async (fixture->store, tell_thread, NULL, NULL, NULL, answered_cb, &after);
  wait_for (&after);
  count (fixture);
  run_pending ();
}

static void
test_poll (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrDb) other = NULL;
  g_autoptr (GError) error = NULL;

  /* One that is there already when the program starts. */
  other = enr_db_open (fixture->path, ENR_DB_READ_WRITE | ENR_DB_CREATE, &error);
  g_assert_no_error (error);
  open_store (fixture);
  poll_store (fixture);
  g_assert_cmpuint (fixture->n_changed, ==, 0);

  for (guint i = 1; i <= 3; i++)
    {
      g_auto (Answer) own = { 0 };

      g_assert_nonnull (add_family (other, (gpointer) "theirs", &error));
      poll_store (fixture);
      g_assert_cmpuint (fixture->n_foreign, ==, i);
      poll_store (fixture);
      g_assert_cmpuint (fixture->n_foreign, ==, i);

      /* One's own writing is no other program's. */
      enr_store_write_async (fixture->store, add_family, g_strdup ("own"), g_free, NULL, answered_cb,
                             &own);
      wait_for (&own);
      g_assert_no_error (own.error);
      poll_store (fixture);
      g_assert_cmpuint (fixture->n_foreign, ==, i);
      g_assert_cmpuint (fixture->n_changed, ==, 2 * i);
    }

  /* Theirs and one's own between two looks: still noticed. */
  {
    g_auto (Answer) own = { 0 };

    g_assert_nonnull (add_family (other, (gpointer) "theirs", &error));
    enr_store_write_async (fixture->store, add_family, g_strdup ("own"), g_free, NULL, answered_cb, &own);
    wait_for (&own);
    poll_store (fixture);
    g_assert_cmpuint (fixture->n_foreign, ==, 4);
  }
}

/* Written after the opening and before the first look. */
static void
test_poll_first (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrDb) other = NULL;

  open_store (fixture);
  g_assert_cmpint (count (fixture), ==, 0);
  other = enr_db_open (fixture->path, ENR_DB_READ_WRITE, NULL);
  g_assert_nonnull (add_family (other, (gpointer) "theirs", NULL));
  poll_store (fixture);
  g_assert_cmpuint (fixture->n_foreign, ==, 1);
}

static void
test_must_be_closed (Fixture *fixture, gconstpointer data)
{
  if (g_test_subprocess ())
    {
      EnrStore *store = enr_store_new (fixture->path);
      Answer answer = { 0 };

      gpointer alive = store;

      g_object_add_weak_pointer (G_OBJECT (store), &alive);
      enr_store_open_async (store, TRUE, NULL, opened_cb, &answer);
      wait_for (&answer);
      g_object_unref (store);
      /* The last reference may be that of a task which its thread is about to let go. */
      while (g_atomic_pointer_get (&alive) != NULL)
        g_usleep (1000);
      return;
    }
  /* What the stopped program leaves behind goes with this fixture. */
  g_setenv ("TMPDIR", fixture->folder, TRUE);
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*self->writer == NULL*");
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*func) (Fixture *, gconstpointer);
  } tests[] = {
    { "/store/store/write-and-read", test_write_and_read },
    { "/store/store/threads", test_threads },
    { "/store/store/reader-refuses", test_reader_refuses },
    { "/store/store/drain", test_drain },
    { "/store/store/changed", test_changed },
    { "/store/store/cancel", test_cancel },
    { "/store/store/independent", test_independent },
    { "/store/store/open-errors", test_open_errors },
    { "/store/store/not-open", test_not_open },
    { "/store/store/closed-while-opening", test_closed_while_opening },
    { "/store/store/poll", test_poll },
    { "/store/store/poll-first", test_poll_first },
    { "/store/store/must-be-closed", test_must_be_closed },
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);

  return g_test_run ();
}
