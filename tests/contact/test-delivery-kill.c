/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * kill -9: another process hands mails to a real server and is killed at a random moment, again and
 * again, until all are done. Each mail must be with the server, none twice; what the queue calls
 * uncertain is what the server may or may not have, and nothing else. Then a person sends the
 * uncertain ones again: now each has arrived, and of those that came twice both have the same
 * Message-ID.
 *
 * ENROKU_MAIL_KILLS and ENROKU_MAILS set the numbers; 25 kills over 60 mails without them.
 */
#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "delivery-fixture.h"

#define N_FAMILIES 20

ENR_SQL (SQL_FORGET, "UPDATE delivery SET state = 'waiting' WHERE state = 'handing'");
ENR_SQL (SQL_RESEND, "UPDATE delivery SET state = 'waiting' WHERE state = 'uncertain'");
ENR_SQL (SQL_LEFT, "SELECT count(*) FROM delivery WHERE state IN ('waiting', 'handing')");

static EnrTestServer *server;

typedef struct
{
  Desk desk;
  guint port;
  guint n_mails;
  guint n_kills;      /* that hit a sender at work */
  guint n_idle;       /* that came too late: it was done, or had not begun */
  gboolean is_mutant; /* what a killed sender left is simply sent again */
} Rig;

static guint
number_from_environment (const char *name, guint fallback)
{
  const char *text = g_getenv (name);

  return text != NULL ? (guint) MAX (1, atoi (text)) : fallback;
}

static gint64
count (EnrDb *db, const char *sql)
{
  g_auto (EnrStmt) st = enr_stmt (db, sql);

  g_assert_cmpint (enr_stmt_step (&st, NULL), ==, 1);
  return enr_column_int (&st, 0);
}

static void
change (Desk *desk, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  enr_txn_begin (&txn, desk->db, desk->actor, NULL, &error);
  g_assert_no_error (error);
  {
    g_auto (EnrStmt) st = enr_stmt (desk->db, sql);

    enr_stmt_run (&st, &error);
    g_assert_no_error (error);
  }
  enr_txn_commit (&txn, &error);
  g_assert_no_error (error);
}

static void
rig_begin (Rig *rig, guint n_mails)
{
  memset (rig, 0, sizeof *rig);
  rig->port = enr_test_server_start (server, "none", "-", "-");
  rig->n_mails = n_mails;
  desk_begin (&rig->desk, N_FAMILIES);
  enr_mail_setting_free (desk_setting (&rig->desk, rig->port));
  for (guint i = 0; i < n_mails / N_FAMILIES; i++)
    desk_release (&rig->desk, "お知らせ", i % 7 == 0);
}

/* In the other process, until it is killed or all is done. */
static void
work (Rig *rig, int fd)
{
  EnrActor actor = enr_actor (ENR_ACTOR_COMMAND, "test");
  EnrDb *db = enr_db_open (rig->desk.nursery->path, ENR_DB_READ_WRITE, NULL);
  EnrMailSetting *setting = db != NULL ? enr_mail_setting_load (db, NULL) : NULL;
  EnrDeliveryReport report = { 0 };
  EnrCarrier *mailer;

  if (setting == NULL)
    _exit (1);
  mailer = enr_mailer_new (setting, ENR_TEST_PASSWORD, NULL, NULL);
  if (mailer == NULL || write (fd, "!", 1) != 1)
    _exit (2);
  if (!enr_delivery_run (db, &actor, mailer, TRUE, NULL, NULL, NULL, &report, NULL))
    _exit (3);
  if (report.is_busy || report.trouble != NULL || report.n_later > 0)
    _exit (4);
  _exit (0);
}

static void
run_and_kill (Rig *rig, guint microseconds)
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
      work (rig, fds[1]);
    }
  close (fds[1]);
  g_assert_cmpint (read (fds[0], &sign, 1), ==, 1);
  g_usleep (microseconds);
  kill (pid, SIGKILL);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  close (fds[0]);
  if (WIFSIGNALED (status))
    rig->n_kills++;
  else
    {
      g_assert_cmpint (WEXITSTATUS (status), ==, 0);
      rig->n_idle++;
    }
}

/* How often the server has each Message-ID. (element-type utf8 guint) */
static GHashTable *
count_taken (void)
{
  GHashTable *taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n = server_taken (server);

  for (guint i = 1; i <= n; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.eml", i);
      g_autofree char *text = NULL;
      char *id;

      g_assert_true (g_file_get_contents (enr_test_server_path (server, name), &text, NULL, NULL));
      id = strstr (text, "Message-ID: ") + strlen ("Message-ID: ");
      id = g_strndup (id, strcspn (id, "\r\n"));
      g_hash_table_insert (
          taken, id, GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (taken, id)) + 1));
    }
  return taken;
}

typedef struct
{
  guint n_accepted, n_uncertain;
  guint n_uncertain_arrived; /* of the uncertain ones the server has */
  guint n_missing, n_twice;
} Result;

static Result
inspect (Rig *rig)
{
  g_autoptr (GHashTable) taken = count_taken ();
  g_autoptr (GPtrArray) list = desk_list (&rig->desk);
  Result result = { 0 };

  g_assert_cmpuint (list->len, ==, rig->n_mails);
  for (guint i = 0; i < list->len; i++)
    {
      const EnrDelivery *delivery = g_ptr_array_index (list, i);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (taken, delivery->message_id));

      result.n_twice += n > 1;
      if (delivery->state == ENR_DELIVERY_UNCERTAIN)
        {
          result.n_uncertain++;
          result.n_uncertain_arrived += n > 0;
          continue;
        }
      g_assert_cmpint (delivery->state, ==, ENR_DELIVERY_ACCEPTED);
      result.n_accepted++;
      result.n_missing += n == 0;
    }
  return result;
}

/* Kills until so many have hit, or nothing is left; then lets it end. */
static void
kill_all (Rig *rig, guint n_kills)
{
  /* As fast as this PC is: so that the kills are spread over all mails. */
  guint most = 2000;

  while (rig->n_kills < n_kills && count (rig->desk.db, SQL_LEFT) > 0)
    {
      gint64 before = count (rig->desk.db, SQL_LEFT);
      gint64 wanted = MAX (1, before / MAX (1, (gint64) (n_kills - rig->n_kills)));
      gint64 done;

      if (rig->is_mutant)
        change (&rig->desk, SQL_FORGET);
      run_and_kill (rig, (guint) g_test_rand_int_range (0, (gint32) most));
      done = before - count (rig->desk.db, SQL_LEFT);
      /* Rather too early than too late: what is done by now is not there to be killed at. */
      most = done >= wanted ? MAX (200, most * 8 / 10) : MIN (200000, most * 11 / 10 + 1);
    }
  while (count (rig->desk.db, SQL_LEFT) > 0)
    {
      if (rig->is_mutant)
        change (&rig->desk, SQL_FORGET);
      run_and_kill (rig, 60 * G_USEC_PER_SEC / 100);
    }
}

static void
test_kills (void)
{
  guint n_kills = number_from_environment ("ENROKU_MAIL_KILLS", 25);
  guint n_mails = number_from_environment ("ENROKU_MAILS", 60);
  Result result;
  Rig rig;

  rig_begin (&rig, n_mails / N_FAMILIES * N_FAMILIES);
  kill_all (&rig, n_kills);
  result = inspect (&rig);
  g_test_message (
      "%u mails, %u kills that hit, %u runs that ended: %u accepted, %u uncertain (the server "
      "has %u of them); missing %u, twice %u",
      rig.n_mails, rig.n_kills, rig.n_idle, result.n_accepted, result.n_uncertain,
      result.n_uncertain_arrived, result.n_missing, result.n_twice);
  g_assert_cmpuint (result.n_missing, ==, 0);
  g_assert_cmpuint (result.n_twice, ==, 0);
  g_assert_cmpuint (result.n_accepted + result.n_uncertain, ==, rig.n_mails);
  /* Kills that hit nothing prove nothing; and one kill leaves one uncertain mail at most. */
  g_assert_cmpuint (rig.n_kills, >=, n_kills * 9 / 10);
  g_assert_cmpuint (result.n_uncertain, <=, rig.n_kills);

  /* A person sends them again. */
  change (&rig.desk, SQL_RESEND);
  kill_all (&rig, 0);
  {
    Result after = inspect (&rig);

    g_assert_cmpuint (after.n_accepted, ==, rig.n_mails);
    g_assert_cmpuint (after.n_missing, ==, 0);
    g_assert_cmpuint (after.n_twice, ==, result.n_uncertain_arrived);
  }
  desk_end (&rig.desk);
}

/* A queue that sends again what a killed sender left must be found out, or this test is blind. */
static void
test_mutant (void)
{
  Result result = { 0 };

  for (guint i = 0; i < 20 && result.n_twice == 0; i++)
    {
      Rig rig;

      rig_begin (&rig, 60);
      rig.is_mutant = TRUE;
      kill_all (&rig, 40);
      result = inspect (&rig);
      g_test_message ("%u kills, %u twice", rig.n_kills, result.n_twice);
      desk_end (&rig.desk);
    }
  g_assert_cmpuint (result.n_twice, >, 0);
}

int
main (int argc, char **argv)
{
  g_autofree char *sources = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  sources = g_test_build_filename (G_TEST_DIST, "mail", NULL);
  server = enr_test_server_new (sources);
  g_test_add_func ("/contact/delivery-kill/kills", test_kills);
  g_test_add_func ("/contact/delivery-kill/mutant", test_mutant);
  result = g_test_run ();
  enr_test_server_free (server);
  return result;
}
