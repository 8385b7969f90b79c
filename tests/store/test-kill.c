/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * kill -9: another process records arrivals and tells of each one after it was saved; it is killed at
 * a random moment; what it told of must be there, and all must be whole. ENROKU_KILLS sets the number.
 */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <glib/gstdio.h>

#include "attendance/stamp.h"
#include "base/clock.h"
#include "raw.h"
#include "shim-vfs.h"
#include "store/check.h"
#include "store/db-private.h"
#include "store/journal.h"
#include "store/migrate.h"
#include "support/fixture.h"

#define N_CHILDREN 12
#define KILLS_PER_DATABASE 20 /* a fresh copy then, so that checking stays short */

ENR_SQL (SQL_HAS_STAMP, "SELECT 1 FROM stamp WHERE id = :id");
ENR_SQL (SQL_COUNT_STAMPS,
         "SELECT (SELECT count(*) FROM stamp), (SELECT count(*) FROM journal WHERE tbl = 'stamp')");

typedef struct
{
  EnrTestNursery *nursery;
  GBytes *fresh;  /* the database file before any stamp */
  GArray *acked;  /* (element-type EnrUuid), in the present file */
  guint next;     /* number of the next stamp to be tried */
  guint n_tries;  /* kills since the file was fresh */
  gboolean is_mutant;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  memset (fixture, 0, sizeof *fixture);
  fixture->nursery = enr_test_nursery_new (N_CHILDREN);
  g_clear_pointer (&fixture->nursery->db, enr_db_close);
  fixture->fresh = raw_bytes (fixture->nursery->path);
  fixture->acked = g_array_new (FALSE, FALSE, sizeof (EnrUuid));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_array_unref (fixture->acked);
  g_bytes_unref (fixture->fresh);
  enr_test_nursery_free (fixture->nursery);
}

static int
number_from_environment (const char *name, int fallback)
{
  const char *text = g_getenv (name);

  return text != NULL ? MAX (1, atoi (text)) : fallback;
}

static void
start_afresh (Fixture *fixture)
{
  raw_save_bytes (fixture->nursery->path, fixture->fresh);
  g_array_set_size (fixture->acked, 0);
  fixture->next = 0;
  fixture->n_tries = 0;
}

static void
send_id (int fd, const EnrUuid *id)
{
  if (write (fd, id->bytes, sizeof id->bytes) != sizeof id->bytes)
    _exit (3);
}

/* In the other process, until it is killed. */
static void
work (Fixture *fixture, int fd)
{
  EnrTestNursery *nursery = fixture->nursery;
  EnrActor actor = enr_actor (ENR_ACTOR_DOOR, "玄関");
  EnrDb *db = enr_db_open (nursery->path, ENR_DB_READ_WRITE, NULL);

  if (db == NULL)
    _exit (1);
  /* The log is folded back every few stamps, so that kills fall into that, too. */
  sqlite3_wal_autocheckpoint (db->handle, 30);
  for (guint i = fixture->next;; i++)
    {
      EnrDate day = enr_test_day () + (EnrDate) (i / (2 * N_CHILDREN));
      gboolean is_arrival = i / N_CHILDREN % 2 == 0;
      EnrPunch punch = { enr_uuid_new (), 0, 0, 0, FALSE };

      if (fixture->is_mutant)
        {
          send_id (fd, &punch.id);
          g_usleep (1000);
        }
      if (!enr_stamp_punch (db, &actor, &nursery->children[i % N_CHILDREN],
                            enr_instant_from_local (day, is_arrival ? 8 * 60 : 17 * 60),
                            ENR_SOURCE_DOOR, "母", &punch, NULL))
        _exit (2);
      if (!punch.is_repeat && !fixture->is_mutant)
        send_id (fd, &punch.id);
    }
}

static void
read_acks (Fixture *fixture, int fd, guint at_most)
{
  EnrUuid id;

  while (at_most-- > 0 && read (fd, id.bytes, sizeof id.bytes) == sizeof id.bytes)
    g_array_append_val (fixture->acked, id);
}

/* Starts the other process, waits until it told of so many, lets it run for a moment, kills it. */
static void
run_and_kill (Fixture *fixture, void (*func) (Fixture *, int), guint n_acks, int microseconds)
{
  int fds[2];
  int status = 0;
  pid_t pid;

  g_assert_cmpint (pipe (fds), ==, 0);
  /* Nothing that was printed is printed twice. */
  fflush (NULL);
  pid = fork ();
  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    {
      close (fds[0]);
      func (fixture, fds[1]);
      _exit (0);
    }
  close (fds[1]);
  read_acks (fixture, fds[0], n_acks);
  g_usleep (microseconds);
  kill (pid, SIGKILL);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  if (!WIFSIGNALED (status))
    g_assert_cmpint (WEXITSTATUS (status), ==, 0);
  read_acks (fixture, fds[0], G_MAXUINT);
  close (fds[0]);
}

static guint
count_lost (EnrDb *db, const GArray *acked)
{
  guint n_lost = 0;

  for (guint i = 0; i < acked->len; i++)
    {
      g_auto (EnrStmt) st = enr_stmt (db, SQL_HAS_STAMP);

      enr_bind_uuid (&st, ":id", &g_array_index (acked, EnrUuid, i));
      n_lost += enr_stmt_step (&st, NULL) != 1;
    }
  return n_lost;
}

/* Opens what the killed process left; returns how many of its stamps are lost. */
static guint
inspect (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDb) db = enr_db_open (fixture->nursery->path, ENR_DB_READ_WRITE, &error);
  g_autoptr (GPtrArray) problems = NULL;
  gint64 length = 0;
  gint64 n_stamps;
  guint n_lost;

  g_assert_no_error (error);
  problems = enr_db_check (db, &length, &error);
  g_assert_no_error (error);
  if (problems->len > 0)
    g_error ("After a kill: %s", (char *) g_ptr_array_index (problems, 0));
  n_lost = count_lost (db, fixture->acked);
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_COUNT_STAMPS);

    g_assert_cmpint (enr_stmt_step (&st, NULL), ==, 1);
    n_stamps = enr_column_int (&st, 0);
    g_assert_cmpint (enr_column_int (&st, 1), ==, n_stamps);
  }
  /* Each kill may leave one that was saved and not yet told of. */
  if (!fixture->is_mutant)
    g_assert_cmpint (n_stamps, <=, fixture->acked->len + fixture->n_tries);
  fixture->next = (guint) n_stamps;
  return n_lost;
}

static void
test_stamps (Fixture *fixture, gconstpointer data)
{
  int n_kills = number_from_environment ("ENROKU_KILLS", 500);
  guint n_acked = 0;
  int n_idle = 0;

  start_afresh (fixture);
  for (int i = 0; i < n_kills; i++)
    {
      guint before = fixture->acked->len;

      fixture->n_tries++;
      /* Every fifth somewhere in the opening, the others while it writes. */
      if (i % 5 == 0)
        run_and_kill (fixture, work, 0, g_test_rand_int_range (0, 12000));
      else
        run_and_kill (fixture, work, g_test_rand_int_range (0, 12), g_test_rand_int_range (0, 500));
      g_assert_cmpuint (inspect (fixture), ==, 0);
      n_acked += fixture->acked->len - before;
      n_idle += fixture->acked->len == before;
      if (fixture->n_tries == KILLS_PER_DATABASE)
        start_afresh (fixture);
    }
  g_test_message ("%d kills, %u stamps told of, %d kills before the first one", n_kills, n_acked,
                  n_idle);
  /* Kills that hit nothing prove nothing. */
  g_assert_cmpuint (n_acked, >, (guint) n_kills);
}

/* A program that tells before it saves must be found out, or this test is blind. */
static void
test_mutant (Fixture *fixture, gconstpointer data)
{
  guint n_lost = 0;
  int i;

  fixture->is_mutant = TRUE;
  start_afresh (fixture);
  for (i = 0; i < 500 && n_lost == 0; i++)
    {
      fixture->n_tries++;
      run_and_kill (fixture, work, g_test_rand_int_range (1, 5), g_test_rand_int_range (0, 1500));
      n_lost = inspect (fixture);
    }
  g_test_message ("found out after %d kills", i);
  g_assert_cmpuint (n_lost, >, 0);
}

static void
create (Fixture *fixture, int fd)
{
  g_autofree char *path = g_build_filename (fixture->nursery->folder, "new.db", NULL);
  EnrUuid done = { { 1 } };
  EnrDb *db = enr_db_open (path, ENR_DB_READ_WRITE | ENR_DB_CREATE, NULL);

  if (db == NULL)
    _exit (1);
  send_id (fd, &done);
  for (;;)
    pause ();
}

/* The first start, killed: the second one makes or finds a whole database. */
static void
test_creation (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->nursery->folder, "new.db", NULL);
  int n_kills = number_from_environment ("ENROKU_KILLS", 500) / 5;
  int n_unfinished = 0;
  gint64 start = g_get_monotonic_time ();
  int span;

  /* How long it takes here and now: the kills are spread over that and half of it again. */
  run_and_kill (fixture, create, 1, 0);
  span = (int) CLAMP ((g_get_monotonic_time () - start) * 3 / 2, 1000, 200000);
  g_unlink (path);

  for (int i = 0; i < n_kills; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) problems = NULL;
      EnrDb *db;

      g_array_set_size (fixture->acked, 0);
      run_and_kill (fixture, create, 0, g_test_rand_int_range (0, span));
      n_unfinished += fixture->acked->len == 0;

      db = enr_db_open (path, ENR_DB_READ_WRITE | ENR_DB_CREATE, &error);
      g_assert_no_error (error);
      problems = enr_db_check (db, NULL, &error);
      g_assert_cmpuint (problems->len, ==, 0);
      enr_db_close (db);
      g_assert_cmpint (raw_int (path, "SELECT count(*) FROM journal"), ==, enr_schema_version ());
      g_unlink (path);
    }
  g_test_message ("%d kills, %d before the database was made", n_kills, n_unfinished);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*func) (Fixture *, gconstpointer);
  } tests[] = {
    { "/store/kill/stamps", test_stamps },
    { "/store/kill/mutant", test_mutant },
    { "/store/kill/creation", test_creation },
  };

  g_test_init (&argc, &argv, NULL);

  /* A killed process takes nothing with it that it wrote: the disk need not be waited for. */
  shim_vfs_install (NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);

  return g_test_run ();
}
