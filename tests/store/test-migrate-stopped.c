/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Upgrades that are stopped: by whatever, the database is as it was before a step or as it is after it.
 */
#include "config.h"
#include "store/migrate.h"

#include <string.h>
#include <glib/gstdio.h>

#include "database.h"
#include "raw.h"
#include "shim-vfs.h"
#include "store/db-private.h"
#include "upgrade.h"

#define WRITE_CREATE (ENR_DB_READ_WRITE | ENR_DB_CREATE)

/* Interruption: SQLite tells of each statement that begins, and the n-th is cut short. */
static int stop_at;      /* 0: never */
static int n_statements;
static gboolean is_armed;

static int
trace_cb (unsigned type, void *data, void *statement, void *text)
{
  n_statements++;
  if (n_statements == stop_at)
    is_armed = TRUE;
  return 0;
}

static int
progress_cb (void *data)
{
  gboolean stops = is_armed;

  is_armed = FALSE;
  return stops;
}

static int
watch_connection (sqlite3 *handle, char **message, const struct sqlite3_api_routines *routines)
{
  sqlite3_trace_v2 (handle, SQLITE_TRACE_STMT, trace_cb, NULL);
  sqlite3_progress_handler (handle, 1, progress_cb, NULL);
  return SQLITE_OK;
}

static gboolean
open_interrupted (const char *path, int n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDb) db = NULL;

  stop_at = n;
  n_statements = 0;
  is_armed = FALSE;
  sqlite3_auto_extension ((void (*) (void)) watch_connection);
  db = enr_db_open (path, WRITE_CREATE, &error);
  sqlite3_cancel_auto_extension ((void (*) (void)) watch_connection);
  stop_at = 0;
  g_assert_true ((db != NULL) == (error == NULL));
  return db != NULL;
}

static void
test_interrupted_creation (Upgrade *upgrade, gconstpointer data)
{
  g_autofree char *path = g_build_filename (upgrade->nursery->folder, "new.db", NULL);
  int n = 1;
  int n_failed = 0;

  for (;; n++)
    {
      gboolean is_done = open_interrupted (path, n);
      gint64 version;

      if (is_done && n_statements < n)
        break;
      n_failed += !is_done;
      if (is_done)
        {
          /* Interrupted where it does not matter. */
          g_assert_cmpint (raw_int (path, "PRAGMA user_version"), ==, enr_schema_version ());
          g_assert_cmpint (g_unlink (path), ==, 0);
          continue;
        }
      version = raw_int (path, "PRAGMA user_version");
      if (version > 0)
        {
          /* Whole steps, each with its row of the journal; the next opening does the rest. */
          g_assert_cmpint (raw_int (path, "SELECT count(*) FROM journal"), ==, version);
          enr_db_close (database_open (path, ENR_DB_READ_WRITE));
          g_assert_cmpint (raw_int (path, "PRAGMA user_version"), ==, enr_schema_version ());
          g_assert_cmpint (g_unlink (path), ==, 0);
        }
      else
        {
          g_assert_cmpint (raw_int (path, "PRAGMA application_id"), ==, 0);
          g_assert_cmpint (raw_int (path, "SELECT count(*) FROM sqlite_schema"), ==, 0);
        }
    }
  g_test_message ("%d statements, %d interrupted", n, n_failed);
  g_assert_cmpint (n_failed, >, 40);
  enr_db_close (database_open (path, ENR_DB_READ_WRITE));
}

/* The states that an upgrade by both steps may be left in. */
typedef struct
{
  GBytes *bytes;   /* the file before */
  char *before;
  char *after_one; /* without the journal, whose times differ */
  char *after_two;
} States;

static char *
dump_without_journal (const char *path)
{
  g_autofree char *copy = g_strconcat (path, ".copy", NULL);
  g_autoptr (GBytes) bytes = NULL;
  char *dump;

  raw_run (path, "PRAGMA wal_checkpoint(TRUNCATE)");
  bytes = raw_bytes (path);
  raw_save_bytes (copy, bytes);
  raw_run (copy, "DROP TABLE journal");
  dump = enr_test_dump (copy);
  g_unlink (copy);
  return dump;
}

static void
states_init (States *states, Upgrade *upgrade)
{
  static const char *one_step[2];
  const char *path = upgrade->nursery->path;

  states->bytes = raw_bytes (path);
  states->before = dump_without_journal (path);
  one_step[0] = upgrade_two_steps[0];
  enr_schema_set_extra_steps (one_step);
  enr_db_close (database_open (path, ENR_DB_READ_WRITE));
  states->after_one = dump_without_journal (path);
  upgrade_restore (upgrade, states->bytes);
  enr_schema_set_extra_steps (upgrade_two_steps);
  enr_db_close (database_open (path, ENR_DB_READ_WRITE));
  states->after_two = dump_without_journal (path);
  g_assert_false (g_str_equal (states->before, states->after_one));
  g_assert_false (g_str_equal (states->after_one, states->after_two));
  upgrade_restore (upgrade, states->bytes);
}

static void
states_clear (States *states)
{
  g_bytes_unref (states->bytes);
  g_free (states->before);
  g_free (states->after_one);
  g_free (states->after_two);
}

/* Looks at the database after an upgrade that was stopped; returns its version. */
static int
assert_state (Upgrade *upgrade, const States *states)
{
  const char *path = upgrade->nursery->path;
  int base = enr_schema_version () - 2;
  int version = (int) raw_int (path, "PRAGMA user_version");
  g_autofree char *dump = dump_without_journal (path);
  g_autofree char *check = raw_text (path, "PRAGMA integrity_check");
  g_autoptr (GPtrArray) backups = upgrade_list_folder (upgrade->backups, ".db");

  g_assert_cmpstr (check, ==, "ok");
  g_assert_cmpint (version, >=, base);
  g_assert_cmpint (version, <=, base + 2);
  enr_test_assert_same (dump, version == base       ? states->before
                              : version == base + 1 ? states->after_one
                                                    : states->after_two);
  g_assert_cmpint (raw_int (path, "SELECT count(*) FROM journal WHERE op = 'M'"), ==, version);

  /* A copy is whole or not there. */
  g_assert_cmpuint (backups->len, <=, 3);
  if (version > base)
    g_assert_cmpuint (backups->len, >=, 1);
  for (guint i = 0; i < backups->len; i++)
    {
      g_autofree char *copy
          = g_build_filename (upgrade->backups, g_ptr_array_index (backups, i), NULL);
      g_autofree char *copy_dump = dump_without_journal (copy);

      if (strcmp (copy_dump, states->after_one) != 0)
        enr_test_assert_same (copy_dump, states->before);
    }
  return version;
}

static void
test_interrupted_upgrade (Upgrade *upgrade, gconstpointer data)
{
  States states;
  int seen[3] = { 0 };

  states_init (&states, upgrade);
  for (int n = 1;; n++)
    {
      gboolean is_done;

      upgrade_clear_backups (upgrade);
      is_done = open_interrupted (upgrade->nursery->path, n);
      if (is_done && n_statements < n)
        break;
      seen[assert_state (upgrade, &states) - enr_schema_version () + 2]++;

      /* And the next try ends it, from wherever it was. */
      enr_db_close (database_open (upgrade->nursery->path, ENR_DB_READ_WRITE));
      g_assert_cmpint (assert_state (upgrade, &states), ==, enr_schema_version ());
      upgrade_restore (upgrade, states.bytes);
    }
  g_test_message ("stopped before %d, between %d, after %d", seen[0], seen[1], seen[2]);
  g_assert_cmpint (seen[0], >, 10);
  g_assert_cmpint (seen[1], >, 5);
  states_clear (&states);
}

/* Writing: the n-th write or sync fails, once or from then on. */
typedef struct
{
  ShimOp op;
  int rc;
  gboolean is_sticky;
  int at;
  int count;
} Trouble;

static int
trouble_cb (const ShimEvent *event, gpointer data)
{
  Trouble *trouble = data;

  if (event->op != trouble->op)
    return SQLITE_OK;
  trouble->count++;
  if (trouble->at != 0
      && (trouble->is_sticky ? trouble->count >= trouble->at : trouble->count == trouble->at))
    return trouble->rc;
  return SQLITE_OK;
}

static void
test_failing_disk (Upgrade *upgrade, gconstpointer data)
{
  static const Trouble troubles[] = {
    { SHIM_WRITE, SQLITE_FULL, TRUE, 0, 0 },
    { SHIM_WRITE, SHIM_HALF, TRUE, 0, 0 },
    { SHIM_WRITE, SQLITE_IOERR_WRITE, FALSE, 0, 0 },
    { SHIM_SYNC, SQLITE_IOERR_FSYNC, TRUE, 0, 0 },
    { SHIM_SYNC, SQLITE_IOERR_FSYNC, FALSE, 0, 0 },
  };
  States states;
  int n_refused = 0;

  states_init (&states, upgrade);
  for (guint i = 0; i < G_N_ELEMENTS (troubles); i++)
    for (int n = 1;; n++)
      {
        g_autoptr (GError) error = NULL;
        Trouble trouble = troubles[i];
        EnrDb *db;

        /* Copies are made of some hundred pages: not each of them has to fail. */
        trouble.at = n < 40 ? n : n * 7;
        upgrade_clear_backups (upgrade);
        shim_vfs_install (trouble_cb, &trouble);
        db = enr_db_open (upgrade->nursery->path, ENR_DB_READ_WRITE, &error);
        if (db == NULL)
          {
            g_assert_true (g_error_matches (error, ENR_DB_ERROR, ENR_DB_ERROR_FULL)
                           || g_error_matches (error, ENR_DB_ERROR, ENR_DB_ERROR_IO));
            n_refused++;
          }
        enr_db_close (db);
        shim_vfs_install (NULL, NULL);
        assert_state (upgrade, &states);
        upgrade_restore (upgrade, states.bytes);
        if (trouble.count < trouble.at)
          break;
      }
  g_test_message ("%d refused", n_refused);
  g_assert_cmpint (n_refused, >, 100);
  states_clear (&states);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*func) (Upgrade *, gconstpointer);
  } tests[] = {
    { "/store/migrate-stopped/interrupted-creation", test_interrupted_creation },
    { "/store/migrate-stopped/interrupted-upgrade", test_interrupted_upgrade },
    { "/store/migrate-stopped/failing-disk", test_failing_disk },
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Upgrade, NULL, upgrade_set_up, tests[i].func, upgrade_tear_down);

  return g_test_run ();
}
