/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * kill -9, and enrokuctl: another process closes and corrects days and is killed at random moments;
 * each closed state has its event and each event its state. ENROKU_CITY_KILLS sets the number.
 */
#include "config.h"

#include "city-fixture.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_DAYS 60

ENR_SQL (SQL_FACT_ONLY,
         "SELECT count(*) FROM day_closing c WHERE closed_at IS NOT NULL AND NOT EXISTS "
         "(SELECT 1 FROM sync_event e WHERE e.subject = 'attendance-day/' || c.day)");
ENR_SQL (SQL_EVENT_ONLY,
         "SELECT count(*) FROM sync_event e WHERE e.subject LIKE 'attendance-day/%' AND NOT EXISTS "
         "(SELECT 1 FROM day_closing c WHERE e.subject = 'attendance-day/' || c.day)");
/* A day that was closed so many times with something new each time has so many revisions. */
ENR_SQL (SQL_CLOSINGS,
         "SELECT (SELECT count(*) FROM journal WHERE tbl = 'day_closing' AND changes LIKE "
         "'%\"closed_at\":[null,%'), "
         "(SELECT count(*) FROM sync_event WHERE subject LIKE 'attendance-day/%'), "
         "(SELECT count(*) FROM sync_event WHERE kind = 'attendance' AND no NOT IN (SELECT no FROM "
         "sync_delivery))");

static gint64
ask (EnrDb *db, const char *sql, int column)
{
  g_auto (EnrStmt) st = enr_stmt (db, sql);

  g_assert_cmpint (enr_stmt_step (&st, NULL), ==, 1);
  return enr_column_int (&st, column);
}

/* In the other process, until it is killed: closes day after day, then corrects them, each time
 * another temperature's child comes or goes. */
static void
work (City *city, int fd, guint start)
{
  EnrActor actor = enr_actor (ENR_ACTOR_COMMAND, "test");
  EnrDb *db = enr_db_open (city->box.nursery->path, ENR_DB_READ_WRITE, NULL);

  if (db == NULL || !enr_submission_attach (db, NULL) || write (fd, "!", 1) != 1)
    _exit (1);
  for (guint i = start;; i++)
    {
      EnrDate day = enr_date_new (2026, 4, 1) + (EnrDate) (i % N_DAYS);
      const EnrEntryAbsence absence = { i / N_DAYS / 6 % 2 == 0 ? "sick" : NULL, "", "母", 0 };

      /* It may be closed, from a run before. */
      enr_day_reopen (db, &actor, day, "訂正", NULL);
      if (!enr_entry_set_absence (db, &actor, &city->children[i / N_DAYS % 6], day, &absence, NULL))
        _exit (2);
      if (!enr_day_close (db, &actor, day, NULL, NULL))
        _exit (3);
    }
}

static void
run_and_kill (City *city, guint start, guint microseconds)
{
  int fds[2];
  int status = 0;
  char sign;
  pid_t pid;

  g_assert_cmpint (pipe (fds), ==, 0);
  fflush (NULL);
  pid = fork ();
  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    {
      close (fds[0]);
      work (city, fds[1], start);
    }
  close (fds[1]);
  g_assert_cmpint (read (fds[0], &sign, 1), ==, 1);
  g_usleep (microseconds);
  kill (pid, SIGKILL);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  close (fds[0]);
  g_assert_true (WIFSIGNALED (status));
}

static void
test_kill (City *city, gconstpointer data)
{
  const char *text = g_getenv ("ENROKU_CITY_KILLS");
  int n_kills = text != NULL ? atoi (text) : 60;
  gint64 n_events = 0;

  enr_db_close (city->db);
  city->box.nursery->db = NULL;
  for (int i = 0; i < n_kills; i++)
    {
      g_autoptr (GError) error = NULL;
      EnrDb *db;

      run_and_kill (city, (guint) i * 7, (guint) g_test_rand_int_range (0, 40000));
      /* Without the hook, so that nothing is made up for before it is looked at. */
      db = enr_db_open (city->box.nursery->path, ENR_DB_READ_WRITE, &error);
      g_assert_no_error (error);
      g_assert_cmpint (ask (db, SQL_FACT_ONLY, 0), ==, 0);
      g_assert_cmpint (ask (db, SQL_EVENT_ONLY, 0), ==, 0);
      g_assert_cmpint (ask (db, SQL_CLOSINGS, 2), ==, 0);
      g_assert_cmpint (ask (db, SQL_CLOSINGS, 1), <=, ask (db, SQL_CLOSINGS, 0));
      n_events = ask (db, SQL_CLOSINGS, 1);
      enr_db_close (db);
    }
  g_test_message ("%d kills, %d events", n_kills, (int) n_events);
  /* That something was under way when it was killed; on a busy machine a run does not get far. */
  g_assert_cmpint (n_events, >, n_kills / 4);
}

static void
run (City *city, const char *const *words, int status)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;
  g_autoptr (GError) error = NULL;
  int wait_status = 0;

  g_ptr_array_add (arguments, (gpointer) g_getenv ("ENROKUCTL"));
  g_ptr_array_add (arguments, (gpointer) "--db");
  g_ptr_array_add (arguments, city->box.nursery->path);
  for (guint i = 0; words[i] != NULL; i++)
    g_ptr_array_add (arguments, (gpointer) words[i]);
  g_ptr_array_add (arguments, NULL);
  g_spawn_sync (NULL, (char **) arguments->pdata, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, &err,
                &wait_status, &error);
  g_assert_no_error (error);
  if (!WIFEXITED (wait_status) || WEXITSTATUS (wait_status) != status)
    g_error ("%s: %s%s", words[0], out, err);
}

/* The program itself, as an office uses it. */
static void
test_command (City *city, gconstpointer data)
{
  static const char *const close_day[] = { "close-day", "2026-06-09", NULL };
  static const char *const reopen[] = { "reopen-day", "2026-06-09", "--reason", "訂正", NULL };
  g_autofree char *id = NULL;
  char buffer[ENR_UUID_STRING_LENGTH];

  id = g_strdup (enr_uuid_format (&city->children[0], buffer));
  enr_db_close (city->db);
  city->box.nursery->db = NULL;
  run (city, close_day, 0);
  run (city, reopen, 0);
  run (city, (const char *[]){ "absence", id, "--date", "2026-06-09", "--kind", "sick", NULL }, 0);
  run (city, close_day, 0);
  enr_test_nursery_reopen (city->box.nursery);
  city->db = city->box.db = city->box.nursery->db;
  g_assert_cmpuint (city_count (city, "attendance-day/2026-06-09"), ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/submission/kill", City, NULL, city_set_up, test_kill, city_tear_down);
  if (g_getenv ("ENROKUCTL") != NULL)
    g_test_add ("/submission/command", City, NULL, city_set_up, test_command, city_tear_down);
  return g_test_run ();
}
