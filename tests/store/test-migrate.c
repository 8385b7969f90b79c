/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Upgrades: whatever stops one, the database is as it was before a step or as it is after it.
 */
#include "config.h"
#include "store/migrate.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <glib/gstdio.h>

#include "raw.h"
#include "shim-vfs.h"
#include "store/db-private.h"
#include "store/journal.h"
#include "support/fixture.h"

#define WRITE_CREATE (ENR_DB_READ_WRITE | ENR_DB_CREATE)

/* Steps as later versions may have them: one that adds, one that rebuilds. */
static const char *const two_steps[] = {
  "CREATE TABLE visit (id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16), note TEXT NOT NULL) "
  "STRICT, WITHOUT ROWID;\n"
  "INSERT INTO visit (id, note) SELECT id, family_name FROM child;\n"
  "ALTER TABLE family ADD COLUMN country TEXT NOT NULL DEFAULT '';\n"
  "UPDATE family SET country = '日本';",
  "CREATE TABLE family_new (id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16), address TEXT NOT "
  "NULL) STRICT, WITHOUT ROWID;\n"
  "INSERT INTO family_new (id, address) SELECT id, address || country FROM family;\n"
  "DROP TABLE family;\n"
  "ALTER TABLE family_new RENAME TO family;\n"
  "CREATE INDEX family_address ON family (address);",
  NULL,
};

typedef struct
{
  EnrTestNursery *nursery;
  char *backups; /* the folder; not there at first */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->nursery = enr_test_nursery_new (2);
  fixture->backups = g_build_filename (fixture->nursery->folder, "backups", NULL);
  g_clear_pointer (&fixture->nursery->db, enr_db_close);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  enr_schema_set_extra_steps (NULL);
  enr_test_nursery_free (fixture->nursery);
  g_free (fixture->backups);
}

static EnrDb *
open_db (const char *path, EnrDbFlags flags)
{
  g_autoptr (GError) error = NULL;
  EnrDb *db = enr_db_open (path, flags, &error);

  g_assert_no_error (error);
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

static void
assert_dump (const char *path, const char *expected)
{
  g_autofree char *dump = enr_test_dump (path);

  enr_test_assert_same (dump, expected);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Names in a folder that end so, sorted; none where there is no folder. (element-type utf8) */
static GPtrArray *
list_folder (const char *folder, const char *suffix)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, suffix))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return names;
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
test_fresh (Fixture *fixture, gconstpointer data)
{
  const char *path = fixture->nursery->path;
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
  enr_db_close (open_db (path, WRITE_CREATE));
  enr_db_close (open_db (path, ENR_DB_READ_ONLY));
  assert_dump (path, before);
  g_assert_false (g_file_test (fixture->backups, G_FILE_TEST_EXISTS));
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
test_released (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = source_folder ();
  g_autofree char *own = g_build_filename (fixture->nursery->folder, "released", NULL);
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
test_steps (Fixture *fixture, gconstpointer data)
{
  static const char *const forbidden[] = { "\nBEGIN;", "\nBEGIN ", "COMMIT", "ROLLBACK;", "PRAGMA", "VACUUM",
                                           "ATTACH" };
  g_autofree char *folder = source_folder ();
  g_autoptr (GPtrArray) names = list_folder (folder, ".sql");
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
test_interrupted_creation (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->nursery->folder, "new.db", NULL);
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
          enr_db_close (open_db (path, ENR_DB_READ_WRITE));
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
  enr_db_close (open_db (path, ENR_DB_READ_WRITE));
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
restore (Fixture *fixture, GBytes *bytes)
{
  raw_save_bytes (fixture->nursery->path, bytes);
}

static void
states_init (States *states, Fixture *fixture)
{
  static const char *one_step[2];
  const char *path = fixture->nursery->path;

  states->bytes = raw_bytes (path);
  states->before = dump_without_journal (path);
  one_step[0] = two_steps[0];
  enr_schema_set_extra_steps (one_step);
  enr_db_close (open_db (path, ENR_DB_READ_WRITE));
  states->after_one = dump_without_journal (path);
  restore (fixture, states->bytes);
  enr_schema_set_extra_steps (two_steps);
  enr_db_close (open_db (path, ENR_DB_READ_WRITE));
  states->after_two = dump_without_journal (path);
  g_assert_false (g_str_equal (states->before, states->after_one));
  g_assert_false (g_str_equal (states->after_one, states->after_two));
  restore (fixture, states->bytes);
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
assert_state (Fixture *fixture, const States *states)
{
  const char *path = fixture->nursery->path;
  int base = enr_schema_version () - 2;
  int version = (int) raw_int (path, "PRAGMA user_version");
  g_autofree char *dump = dump_without_journal (path);
  g_autofree char *check = raw_text (path, "PRAGMA integrity_check");
  g_autoptr (GPtrArray) backups = list_folder (fixture->backups, ".db");

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
          = g_build_filename (fixture->backups, g_ptr_array_index (backups, i), NULL);
      g_autofree char *copy_dump = dump_without_journal (copy);

      if (strcmp (copy_dump, states->after_one) != 0)
        enr_test_assert_same (copy_dump, states->before);
    }
  return version;
}

static void
clear_backups (Fixture *fixture)
{
  g_autoptr (GPtrArray) names = list_folder (fixture->backups, "");

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (fixture->backups, g_ptr_array_index (names, i), NULL);

      g_unlink (path);
    }
}

static void
test_interrupted_upgrade (Fixture *fixture, gconstpointer data)
{
  States states;
  int seen[3] = { 0 };

  states_init (&states, fixture);
  for (int n = 1;; n++)
    {
      gboolean is_done;

      clear_backups (fixture);
      is_done = open_interrupted (fixture->nursery->path, n);
      if (is_done && n_statements < n)
        break;
      seen[assert_state (fixture, &states) - enr_schema_version () + 2]++;

      /* And the next try ends it, from wherever it was. */
      enr_db_close (open_db (fixture->nursery->path, ENR_DB_READ_WRITE));
      g_assert_cmpint (assert_state (fixture, &states), ==, enr_schema_version ());
      restore (fixture, states.bytes);
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
test_failing_disk (Fixture *fixture, gconstpointer data)
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

  states_init (&states, fixture);
  for (guint i = 0; i < G_N_ELEMENTS (troubles); i++)
    for (int n = 1;; n++)
      {
        g_autoptr (GError) error = NULL;
        Trouble trouble = troubles[i];
        EnrDb *db;

        /* Copies are made of some hundred pages: not each of them has to fail. */
        trouble.at = n < 40 ? n : n * 7;
        clear_backups (fixture);
        shim_vfs_install (trouble_cb, &trouble);
        db = enr_db_open (fixture->nursery->path, ENR_DB_READ_WRITE, &error);
        if (db == NULL)
          {
            g_assert_true (g_error_matches (error, ENR_DB_ERROR, ENR_DB_ERROR_FULL)
                           || g_error_matches (error, ENR_DB_ERROR, ENR_DB_ERROR_IO));
            n_refused++;
          }
        enr_db_close (db);
        shim_vfs_install (NULL, NULL);
        assert_state (fixture, &states);
        restore (fixture, states.bytes);
        if (trouble.count < trouble.at)
          break;
      }
  g_test_message ("%d refused", n_refused);
  g_assert_cmpint (n_refused, >, 100);
  states_clear (&states);
}

static guint
mode_of (const char *path)
{
  struct stat st;

  g_assert_cmpint (g_stat (path, &st), ==, 0);
  return st.st_mode & 0777;
}

static void
test_backups (Fixture *fixture, gconstpointer data)
{
  static const char *steps[7];
  const char *path = fixture->nursery->path;
  int base = enr_schema_version ();
  g_autofree char *before = enr_test_dump (path);
  g_autofree char *other = g_build_filename (fixture->backups, "nursery-2026-06-01.db", NULL);
  g_autofree char *first = NULL;
  g_autoptr (GPtrArray) names = NULL;

  for (guint i = 0; i < 5; i++)
    {
      steps[i] = "CREATE TABLE IF NOT EXISTS spare (a TEXT) STRICT";
      steps[i + 1] = NULL;
      enr_schema_set_extra_steps (steps);
      enr_db_close (open_db (path, ENR_DB_READ_WRITE));
      if (i == 0)
        {
          names = list_folder (fixture->backups, ".db");
          g_assert_cmpuint (names->len, ==, 1);
          first = g_build_filename (fixture->backups, g_ptr_array_index (names, 0), NULL);
          g_assert_cmphex (mode_of (fixture->backups), ==, 0700);
          g_assert_cmphex (mode_of (first), ==, 0600);
          assert_dump (first, before);
          g_assert_true (g_file_set_contents (other, "", 0, NULL));
          g_clear_pointer (&names, g_ptr_array_unref);
        }
    }

  /* The three newest, and what is not ours. */
  names = list_folder (fixture->backups, ".db");
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
test_tried_again (Fixture *fixture, gconstpointer data)
{
  static const char *const bad[] = { "CREATE TABLE spare (a TEXT) STRICT; SELECT * FROM nowhere", NULL };
  const char *path = fixture->nursery->path;
  g_autofree char *before = enr_test_dump (path);

  enr_schema_set_extra_steps (bad);
  for (guint i = 1; i <= 5; i++)
    {
      g_autoptr (GPtrArray) names = NULL;

      assert_refused (path, ENR_DB_READ_WRITE, ENR_DB_ERROR_FAILED);
      assert_dump (path, before);
      names = list_folder (fixture->backups, ".db");
      g_assert_cmpuint (names->len, ==, MIN (i, 3));
    }
  enr_schema_set_extra_steps (two_steps);
  enr_db_close (open_db (path, ENR_DB_READ_WRITE));
}

static void
test_foreign_keys (Fixture *fixture, gconstpointer data)
{
  static const char *const orphans[] = { "DELETE FROM family", NULL };
  static const char *const no_parent[] = { "DROP TABLE family", NULL };
  static const char *const no_key[]
      = { "CREATE TABLE f2 (id BLOB, postal_code TEXT, address TEXT) STRICT; "
          "INSERT INTO f2 SELECT * FROM family; DROP TABLE family; ALTER TABLE f2 RENAME TO family",
          NULL };
  const char *path = fixture->nursery->path;
  g_autofree char *before = enr_test_dump (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDb) db = NULL;

  enr_schema_set_extra_steps (orphans);
  assert_refused (path, ENR_DB_READ_WRITE, ENR_DB_ERROR_CONSTRAINT);
  assert_dump (path, before);
  enr_schema_set_extra_steps (no_parent);
  assert_refused (path, ENR_DB_READ_WRITE, ENR_DB_ERROR_CONSTRAINT);
  assert_dump (path, before);
  enr_schema_set_extra_steps (no_key);
  assert_refused (path, ENR_DB_READ_WRITE, ENR_DB_ERROR_FAILED);
  assert_dump (path, before);

  /* A rebuild passes through a state without parents, and the keys are enforced again after it. */
  enr_schema_set_extra_steps (two_steps);
  db = open_db (path, ENR_DB_READ_WRITE);
  g_assert_cmpint (sqlite3_exec (db->handle, "DELETE FROM family", NULL, NULL, NULL), ==,
                   SQLITE_CONSTRAINT_FOREIGNKEY);
}

static void
test_refused_unchanged (Fixture *fixture, gconstpointer data)
{
  const char *path = fixture->nursery->path;
  g_autoptr (GBytes) old_bytes = raw_bytes (path);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GPtrArray) backups = NULL;
  g_autofree char *noise = g_strnfill (4096, 'x');
  gint64 root = raw_int (path, "SELECT rootpage FROM sqlite_schema WHERE name = 'closure'");
  FILE *file;

  /* Read-only: an older database is not upgraded by looking at it. */
  enr_schema_set_extra_steps (two_steps);
  assert_refused (path, ENR_DB_READ_ONLY, ENR_DB_ERROR_READ_ONLY);
  bytes = raw_bytes (path);
  g_assert_true (g_bytes_equal (bytes, old_bytes));

  /* Newer than the program. */
  enr_db_close (open_db (path, ENR_DB_READ_WRITE));
  enr_schema_set_extra_steps (NULL);
  assert_refused (path, ENR_DB_READ_WRITE, ENR_DB_ERROR_TOO_NEW);

  /* Damaged, where no step looks: an upgrade would make it worse. */
  restore (fixture, old_bytes);
  clear_backups (fixture);
  file = g_fopen (path, "r+b");
  g_assert_cmpint (fseeko (file, (root - 1) * 4096, SEEK_SET), ==, 0);
  g_assert_cmpuint (fwrite (noise, 1, 4096, file), ==, 4096);
  fclose (file);
  enr_schema_set_extra_steps (two_steps);
  assert_refused (path, ENR_DB_READ_WRITE, ENR_DB_ERROR_CORRUPT);
  g_assert_cmpint (raw_int (path, "PRAGMA user_version"), ==, enr_schema_version () - 2);
  backups = list_folder (fixture->backups, ".db");
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
test_at_once (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/new-%u.db", fixture->nursery->folder, i);
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
    void (*func) (Fixture *, gconstpointer);
  } tests[] = {
    { "/store/migrate/fresh", test_fresh },
    { "/store/migrate/released", test_released },
    { "/store/migrate/steps", test_steps },
    { "/store/migrate/interrupted-creation", test_interrupted_creation },
    { "/store/migrate/interrupted-upgrade", test_interrupted_upgrade },
    { "/store/migrate/failing-disk", test_failing_disk },
    { "/store/migrate/backups", test_backups },
    { "/store/migrate/tried-again", test_tried_again },
    { "/store/migrate/foreign-keys", test_foreign_keys },
    { "/store/migrate/refused-unchanged", test_refused_unchanged },
    { "/store/migrate/at-once", test_at_once },
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);

  return g_test_run ();
}
