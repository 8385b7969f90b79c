/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The disk fails while a stamp is being saved. What the program then says is true, also after a crash;
 * and whoever tries again with the same id has recorded one fact.
 */
#include "config.h"

#include <string.h>
#include <glib/gstdio.h>

#include "attendance/stamp.h"
#include "base/clock.h"
#include "raw.h"
#include "shim-vfs.h"
#include "store/check.h"
#include "store/db-private.h"
#include "support/fixture.h"

#define N_CHILDREN 6

ENR_SQL (SQL_HAS_STAMP, "SELECT 1 FROM stamp WHERE id = :id");
ENR_SQL (SQL_COUNT_STAMPS, "SELECT count(*) FROM stamp");

typedef struct
{
  ShimOp op;
  int rc;
  int n_times;  /* it fails so often in a row */
  int at;       /* from the n-th on; 0: never */
  int count;
} Trouble;

typedef struct
{
  EnrTestNursery *nursery;
  GBytes *fresh;
  EnrDb *reader;     /* as the window has one; may be NULL */
  char *crash_path;
  Trouble trouble;
  guint n_refused;
  guint n_uncertain;
  guint n_rescued;   /* a failure on the way, and saved all the same */
} Fixture;

static int
trouble_cb (const ShimEvent *event, gpointer data)
{
  Trouble *trouble = data;

  if (event->op != trouble->op || trouble->at == 0)
    return SQLITE_OK;
  trouble->count++;
  return trouble->count >= trouble->at && trouble->count < trouble->at + trouble->n_times
             ? trouble->rc
             : SQLITE_OK;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  memset (fixture, 0, sizeof *fixture);
  shim_vfs_install (trouble_cb, &fixture->trouble);
  fixture->nursery = enr_test_nursery_new (N_CHILDREN);
  g_clear_pointer (&fixture->nursery->db, enr_db_close);
  fixture->fresh = raw_bytes (fixture->nursery->path);
  fixture->crash_path = g_build_filename (fixture->nursery->folder, "crash.db", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  shim_vfs_install (NULL, NULL);
  shim_vfs_set_powersafe (TRUE);
  g_clear_pointer (&fixture->reader, enr_db_close);
  enr_test_nursery_free (fixture->nursery);
  g_bytes_unref (fixture->fresh);
  g_free (fixture->crash_path);
}

static gboolean
has_stamp (EnrDb *db, const EnrUuid *id)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_HAS_STAMP);
  g_autoptr (GError) error = NULL;
  int rc;

  enr_bind_uuid (&st, ":id", id);
  rc = enr_stmt_step (&st, &error);
  g_assert_no_error (error);
  return rc == 1;
}

static gint64
count_stamps (EnrDb *db)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_COUNT_STAMPS);

  g_assert_cmpint (enr_stmt_step (&st, NULL), ==, 1);
  return enr_column_int (&st, 0);
}

static void
assert_whole (EnrDb *db)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = enr_db_check (db, NULL, &error);

  g_assert_no_error (error);
  if (problems->len > 0)
    g_error ("%s", (char *) g_ptr_array_index (problems, 0));
}

static void
copy_file (const char *from, const char *to, const char *suffix)
{
  g_autofree char *source = g_strconcat (from, suffix, NULL);
  g_autofree char *target = g_strconcat (to, suffix, NULL);
  g_autofree char *contents = NULL;
  gsize length = 0;

  g_unlink (target);
  if (g_file_get_contents (source, &contents, &length, NULL))
    raw_save (target, contents, length);
}

/* What another start finds if the program dies now: the two files, without the shared memory that
 * says how far the log goes. */
static EnrDb *
open_after_crash (Fixture *fixture)
{
  g_autofree char *shm = g_strconcat (fixture->crash_path, "-shm", NULL);
  g_autoptr (GError) error = NULL;
  int at = fixture->trouble.at;
  EnrDb *db;

  copy_file (fixture->nursery->path, fixture->crash_path, "");
  copy_file (fixture->nursery->path, fixture->crash_path, "-wal");
  g_unlink (shm);
  fixture->trouble.at = 0;
  db = enr_db_open (fixture->crash_path, ENR_DB_READ_WRITE, &error);
  g_assert_no_error (error);
  fixture->trouble.at = at;
  return db;
}

static gboolean
arrive (Fixture *fixture, guint child, EnrUuid *id, GError **error)
{
  EnrPunch punch = { *id, 0, 0, 0, FALSE };

  if (!enr_stamp_arrive (fixture->nursery->db, &fixture->nursery->actor,
                         &fixture->nursery->children[child], enr_test_at (8, (int) child),
                         ENR_SOURCE_DOOR, &punch, error))
    return FALSE;
  g_assert_true (enr_uuid_equal (&punch.id, id));
  return TRUE;
}

/* One stamp was refused. Is that true, now and after a crash? */
static void
assert_refusal (Fixture *fixture, const EnrUuid *id, const GError *error)
{
  g_autoptr (EnrDb) crashed = open_after_crash (fixture);
  g_autofree char *text = enr_error_describe (error);

  g_assert_cmpuint (strlen (text), >, 0);
  g_assert_true (g_error_matches (error, ENR_DB_ERROR, ENR_DB_ERROR_IO)
                 || g_error_matches (error, ENR_DB_ERROR, ENR_DB_ERROR_FULL)
                 || g_error_matches (error, ENR_DB_ERROR, ENR_DB_ERROR_UNCERTAIN));
  fixture->n_refused++;
  if (g_error_matches (error, ENR_DB_ERROR, ENR_DB_ERROR_UNCERTAIN))
    fixture->n_uncertain++;
  else
    g_assert_false (has_stamp (crashed, id));
  assert_whole (crashed);
}

/* Some arrivals, with the trouble somewhere on the way; FALSE where it came too late for them. */
static gboolean
run (Fixture *fixture, const Trouble *trouble, int at, gboolean has_reader, gboolean tries_again)
{
  EnrTestNursery *nursery = fixture->nursery;
  gboolean is_acked[N_CHILDREN] = { FALSE };
  gboolean is_unclear[N_CHILDREN] = { FALSE };
  EnrUuid ids[N_CHILDREN];
  guint n_acked = 0;
  gboolean was_hit;
  gint64 n_stamps;

  fixture->trouble.at = 0;
  raw_save_bytes (nursery->path, fixture->fresh);
  enr_test_nursery_reopen (nursery);
  if (has_reader)
    fixture->reader = enr_db_open (nursery->path, ENR_DB_READ_ONLY, NULL);
  sqlite3_wal_autocheckpoint (nursery->db->handle, 15);

  fixture->trouble = *trouble;
  fixture->trouble.at = at;
  for (guint i = 0; i < N_CHILDREN; i++)
    {
      g_autoptr (GError) error = NULL;
      int count = fixture->trouble.count;

      ids[i] = enr_uuid_new ();
      is_acked[i] = arrive (fixture, i, &ids[i], &error);
      if (is_acked[i] && count < at && fixture->trouble.count >= at)
        {
          g_autoptr (EnrDb) crashed = open_after_crash (fixture);

          g_assert_true (has_stamp (crashed, &ids[i]));
          fixture->n_rescued++;
        }
      if (!is_acked[i])
        {
          assert_refusal (fixture, &ids[i], error);
          is_unclear[i] = g_error_matches (error, ENR_DB_ERROR, ENR_DB_ERROR_UNCERTAIN);
        }
      if (!is_acked[i] && tries_again)
        {
          g_autoptr (GError) second_error = NULL;

          fixture->trouble.at = 0;
          is_acked[i] = arrive (fixture, i, &ids[i], &second_error);
          g_assert_no_error (second_error);
          fixture->trouble.at = at;
          /* The fault is over. */
          fixture->trouble.n_times = 0;
        }
      n_acked += is_acked[i];
    }
  was_hit = fixture->trouble.count >= at;
  fixture->trouble.at = 0;

  g_clear_pointer (&fixture->reader, enr_db_close);
  enr_test_nursery_reopen (nursery);
  assert_whole (nursery->db);
  n_stamps = count_stamps (nursery->db);
  for (guint i = 0; i < N_CHILDREN; i++)
    {
      gboolean is_there = has_stamp (nursery->db, &ids[i]);

      if (is_unclear[i] && !is_acked[i])
        n_stamps -= is_there;
      else
        g_assert_cmpint (is_there, ==, is_acked[i]);
    }
  /* No fact twice. */
  g_assert_cmpint (n_stamps, ==, n_acked);
  g_clear_pointer (&nursery->db, enr_db_close);
  return was_hit;
}

static void
run_all (Fixture *fixture, const Trouble *troubles, guint n_troubles, guint n_refused)
{
  for (guint i = 0; i < n_troubles; i++)
    for (guint k = 0; k < 4; k++)
      {
        gboolean has_reader = k % 2 == 1;
        int at = 1;

        /* Every place with a reader, as in the window; some of them without. */
        while (run (fixture, &troubles[i], at, has_reader, k / 2 == 1))
          at += has_reader ? 1 : g_test_rand_int_range (1, 6);
        g_assert_cmpint (at, >, N_CHILDREN);
      }
  g_test_message ("%u refused, of them %u uncertain; %u rescued", fixture->n_refused,
                  fixture->n_uncertain, fixture->n_rescued);
  g_assert_cmpuint (fixture->n_refused, >=, n_refused);
}

static void
test_sync (Fixture *fixture, gconstpointer data)
{
  static const Trouble troubles[] = {
    { SHIM_SYNC, SQLITE_IOERR_FSYNC, 1, 0, 0 },
    { SHIM_SYNC, SQLITE_IOERR_FSYNC, 2, 0, 0 }, /* the commit and the closing: it is found in the log */
    { SHIM_SYNC, SQLITE_IOERR_FSYNC, 3, 0, 0 },
    { SHIM_SYNC, SQLITE_IOERR_FSYNC, 1000, 0, 0 },
  };

  run_all (fixture, troubles, G_N_ELEMENTS (troubles), 50);
}

static void
test_write (Fixture *fixture, gconstpointer data)
{
  static const Trouble troubles[] = {
    { SHIM_WRITE, SQLITE_FULL, 1, 0, 0 },
    { SHIM_WRITE, SHIM_HALF, 1000, 0, 0 },
    { SHIM_WRITE, SQLITE_IOERR_WRITE, 2, 0, 0 },
  };

  run_all (fixture, troubles, G_N_ELEMENTS (troubles), 100);
}

/* On such a disk SQLite fills up the sector behind the frame that commits: a disk that is full at that
 * point holds the commit, and the caller heard of a failure. */
static void
test_write_padded (Fixture *fixture, gconstpointer data)
{
  static const Trouble troubles[] = {
    { SHIM_WRITE, SQLITE_FULL, 1, 0, 0 },
  };

  shim_vfs_set_powersafe (FALSE);
  run_all (fixture, troubles, G_N_ELEMENTS (troubles), 100);
}

static void
test_full (Fixture *fixture, gconstpointer data)
{
  EnrTestNursery *nursery = fixture->nursery;
  EnrUuid ids[4];

  enr_test_nursery_reopen (nursery);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    ids[i] = enr_uuid_new ();
  g_assert_true (arrive (fixture, 0, &ids[0], NULL));

  fixture->trouble = (Trouble){ SHIM_WRITE, SQLITE_FULL, G_MAXINT / 2, 1, 0 };
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (arrive (fixture, 1, &ids[1], &error));
      g_assert_error (error, ENR_DB_ERROR, ENR_DB_ERROR_FULL);
      /* What is there can be looked at meanwhile. */
      g_assert_true (has_stamp (nursery->db, &ids[0]));
      g_assert_false (has_stamp (nursery->db, &ids[1]));
    }
  /* A caller who asks for no reason gets the same answer. */
  g_assert_false (arrive (fixture, 1, &ids[1], NULL));

  fixture->trouble.at = 0;
  for (guint i = 1; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (GError) error = NULL;

      arrive (fixture, i, &ids[i], &error);
      g_assert_no_error (error);
    }
  g_assert_cmpint (count_stamps (nursery->db), ==, G_N_ELEMENTS (ids));
  assert_whole (nursery->db);
}

/* The commit's sync fails, writing over it fails, and folding the log back while the connection is
 * closed: then the stamp is found in the log, and is made safe. */
static int
chain_cb (const ShimEvent *event, gpointer data)
{
  static const struct
  {
    ShimOp op;
    int rc;
  } failures[] = {
    { SHIM_SYNC, SQLITE_IOERR_FSYNC },
    { SHIM_WRITE, SQLITE_IOERR_WRITE },
    { SHIM_SYNC, SQLITE_IOERR_FSYNC },
  };
  guint *n_failed = data;

  if (*n_failed >= G_N_ELEMENTS (failures) || event->op != failures[*n_failed].op)
    return SQLITE_OK;
  return failures[(*n_failed)++].rc;
}

static void
test_found (Fixture *fixture, gconstpointer data)
{
  EnrTestNursery *nursery = fixture->nursery;
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDb) crashed = NULL;
  EnrUuid id = enr_uuid_new ();
  EnrUuid next = enr_uuid_new ();
  guint n_failed = 0;

  enr_test_nursery_reopen (nursery);
  g_assert_true (arrive (fixture, 1, &next, NULL));
  shim_vfs_install (chain_cb, &n_failed);
  g_assert_true (arrive (fixture, 0, &id, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_failed, ==, 3);
  crashed = open_after_crash (fixture);
  g_assert_true (has_stamp (crashed, &id));
  g_assert_true (has_stamp (nursery->db, &id));
  g_assert_cmpint (count_stamps (nursery->db), ==, 2);
  assert_whole (nursery->db);
}

/* A USB disk was pulled and put back: each try says that it is gone, nothing is written past the
 * journal, and as soon as it is there again, the next stamp works. */
static void
test_gone (Fixture *fixture, gconstpointer data)
{
  EnrTestNursery *nursery = fixture->nursery;
  g_autofree char *away = g_strconcat (nursery->folder, "-away", NULL);
  g_autoptr (GError) error = NULL;
  EnrUuid id = enr_uuid_new ();
  EnrUuid next = enr_uuid_new ();

  enr_test_nursery_reopen (nursery);
  fixture->trouble = (Trouble){ SHIM_WRITE, SQLITE_IOERR_WRITE, G_MAXINT / 2, 1, 0 };
  g_assert_cmpint (g_rename (nursery->folder, away), ==, 0);
  g_assert_false (arrive (fixture, 0, &id, &error));
  g_assert_error (error, ENR_DB_ERROR, ENR_DB_ERROR_UNCERTAIN);
  g_clear_error (&error);
  g_assert_false (arrive (fixture, 1, &next, &error));
  g_assert_error (error, ENR_DB_ERROR, ENR_DB_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_cmpint (g_rename (away, nursery->folder), ==, 0);
  fixture->trouble.at = 0;
  arrive (fixture, 1, &next, &error);
  g_assert_no_error (error);
  arrive (fixture, 0, &id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_stamps (nursery->db), ==, 2);
  assert_whole (nursery->db);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*func) (Fixture *, gconstpointer);
  } tests[] = {
    { "/store/ioerr/sync", test_sync },
    { "/store/ioerr/write", test_write },
    { "/store/ioerr/write-padded", test_write_padded },
    { "/store/ioerr/full", test_full },
    { "/store/ioerr/found", test_found },
    { "/store/ioerr/gone", test_gone },
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);

  return g_test_run ();
}
