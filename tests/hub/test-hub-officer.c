/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Who may sign in, the trail of what was done, and what becomes of old revisions, on both
 * databases.
 */
#include "hub-support.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "hub/audit.h"
#include "hub/export.h"

#define WORD "さくらの花が咲いています"
#define OTHER_WORD "もみじの葉が赤くなりました"

/* "action about detail" of each row, the oldest first, a line each. */
static char *
dup_trail (EnrHubDb *db)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = enr_hub_audit_list (db, 0, G_MAXINT64, "", G_MAXINT64, 100, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = rows->len; i > 0; i--)
    {
      const EnrHubAudit *row = rows->pdata[i - 1];

      g_string_append_printf (text, "%s %s|%s|%s\n", row->via, row->action, row->about,
                              row->detail);
    }
  return g_string_free (text, FALSE);
}

static void
run (Hub *hub, int status, const char *input, ...)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  char *word;
  va_list args;

  g_ptr_array_add (argv, (char *) g_getenv ("ENROKU_HUB"));
  g_ptr_array_add (argv, (char *) "--database");
  g_ptr_array_add (argv, hub->database);
  va_start (args, input);
  while ((word = va_arg (args, char *)) != NULL)
    g_ptr_array_add (argv, word);
  va_end (args);
  g_ptr_array_add (argv, NULL);
  process = g_subprocess_newv ((const char *const *) argv->pdata,
                               G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE
                                   | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                               &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, input, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, status);
}

static gboolean
may_sign_in (EnrHubDb *db, const char *name, const char *password)
{
  g_autoptr (GError) error = NULL;
  gboolean is_right;
  gboolean is_known;

  enr_hub_officer_check (db, name, password, &is_right, &is_known, &error);
  g_assert_no_error (error);
  g_assert_true (is_known || !is_right);
  return is_right;
}

static gint64
count (EnrHubDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrHubRows) rows = enr_hub_db_query_values (db, sql, NULL, 0, &error);

  g_assert_no_error (error);
  return enr_hub_rows_int (rows, 0, 0);
}

static void
test_officers (gconstpointer store)
{
  static const char session[]
      = "INSERT INTO session (sha256, officer, made_ms, seen_ms, expires_ms)"
        " VALUES ($1, $2, 1, 1, 1)";
  static const char sessions[] = "SELECT count (*) FROM session";
  static const guint8 secrets[2][32] = { { 1 }, { 2 } };
  g_autoptr (Hub) hub = hub_new (GPOINTER_TO_INT (store));
  g_autoptr (EnrHubDb) db = hub_open (hub);
  g_autofree char *list = NULL;
  g_autofree char *trail = NULL;

  run (hub, 3, "short\n", "officer", "add", "田中", NULL);
  run (hub, 0, WORD "\n", "officer", "add", "田中", NULL);
  run (hub, 0, WORD "\n", "officer", "add", "鈴木", NULL);
  run (hub, 3, OTHER_WORD "\n", "officer", "add", "田中", NULL);
  run (hub, 3, OTHER_WORD "\n", "officer", "password", "佐藤", NULL);
  run (hub, 3, NULL, "officer", "disable", "佐藤", NULL);
  run (hub, 2, WORD "\n", "officer", "add", "", NULL);
  g_assert_true (may_sign_in (db, "田中", WORD));
  g_assert_false (may_sign_in (db, "田中", OTHER_WORD));
  g_assert_false (may_sign_in (db, "佐藤", WORD));

  /* A new password ends what was begun with the old one, and nothing of others. */
  g_assert_true (
      enr_hub_db_run (db, session, NULL, NULL, ENR_BLOB (secrets[0], 32), ENR_TEXT ("田中")));
  g_assert_true (
      enr_hub_db_run (db, session, NULL, NULL, ENR_BLOB (secrets[1], 32), ENR_TEXT ("鈴木")));
  run (hub, 0, OTHER_WORD "\n", "officer", "password", "田中", NULL);
  g_assert_cmpint (count (db, sessions), ==, 1);
  g_assert_true (may_sign_in (db, "田中", OTHER_WORD));
  g_assert_false (may_sign_in (db, "田中", WORD));

  run (hub, 0, NULL, "officer", "disable", "鈴木", NULL);
  g_assert_cmpint (count (db, sessions), ==, 0);
  g_assert_false (may_sign_in (db, "鈴木", WORD));
  run (hub, 3, WORD "\n", "officer", "password", "鈴木", NULL);
  run (hub, 3, NULL, "officer", "disable", "鈴木", NULL);
  g_assert_cmpint (hub_run (hub, &list, "officer", "list", "--json", NULL), ==, 0);
  g_assert_nonnull (strstr (list, "\"disabled\":false"));
  g_assert_nonnull (strstr (list, "\"disabled\":true"));
  run (hub, 0, WORD "\n", "officer", "add", "鈴木", NULL);
  g_assert_true (may_sign_in (db, "鈴木", WORD));

  trail = dup_trail (db);
  g_assert_cmpstr (trail, ==,
                   "command officer-added|田中|\n"
                   "command officer-added|鈴木|\n"
                   "command officer-password|田中|\n"
                   "command officer-disabled|鈴木|\n"
                   "command officer-added|鈴木|\n");
}

/* Every deed of a person at the city, in the transaction of the deed. */
static void
test_trail (gconstpointer store)
{
  g_autoptr (Hub) hub = hub_new (GPOINTER_TO_INT (store));
  g_autoptr (EnrHubDb) db = hub_open (hub);
  g_autoptr (Pc) pc = NULL;
  g_autoptr (Answer) answer = NULL;
  g_autofree char *trail = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *said = NULL;
  g_autofree char *of_none = NULL;
  g_autofree char *path = g_build_filename (hub->folder, "x.csv", NULL);
  const char *account = g_get_user_name ();

  hub_start (hub, NULL);
  pc = pc_new (hub, "13101014");
  pc_register (pc);
  answer = pc_send (pc, pc_day (pc, "2026-11-22", 1, FALSE, 4), NULL);
  g_assert_cmpuint (answer->status, ==, 200);
  run (hub, 0, NULL, "review", "ask", "1", "本当ですか", NULL);
  run (hub, 0, NULL, "review", "close", "1", NULL);
  run (hub, 3, NULL, "review", "ask", "1", "もう一度", NULL);
  run (hub, 0, NULL, "notice", "all", "お知らせ\tです", "本文", NULL);
  run (hub, 3, NULL, "notice", "404", "題", "本文", NULL);
  run (hub, 0, NULL, "export", "--type", "attendance", "--from", "2026-11-01", "--to", "2026-11-30",
       "--output", path, NULL);
  run (hub, 0, NULL, "revoke", pc->source, NULL);
  run (hub, 0, NULL, "resend", NULL);
  trail = dup_trail (db);
  expected = g_strdup_printf ("nursery code-made|13101014|1\n"
                              "nursery enrolled|%s|事務室\n"
                              "command review-asked|13101014|1 休園日に出席があります\n"
                              "command review-closed|13101014|1 休園日に出席があります\n"
                              "command notice|*|お知らせ\tです\n"
                              "command exported|attendance|2026-11-01/2026-11-30 1\n"
                              "command revoked|%s|事務室\n"
                              "command resend||0\n",
                              pc->source, pc->source);
  g_assert_cmpstr (trail, ==, expected);
  g_assert_cmpint (hub_run (hub, &said, "audit", NULL), ==, 0);
  g_assert_nonnull (strstr (said, account));
  g_assert_nonnull (strstr (said, "\tnotice\t*\tお知らせ です\n"));
  g_assert_cmpint (hub_run (hub, &of_none, "audit", "--json", "--to", "2020-01-01", NULL), ==, 0);
  g_assert_cmpstr (of_none, ==, "[]\n");
  run (hub, 2, NULL, "audit", "--from", "yesterday", NULL);

  /* Rows are only ever added. */
  g_assert_false (enr_hub_db_run_values (db, "UPDATE audit SET officer = ''", NULL, 0, NULL, NULL));
  g_assert_false (enr_hub_db_run_values (db, "DELETE FROM audit", NULL, 0, NULL, NULL));
}

static char *
dup_ledger (EnrHubDb *db, Pc *pc)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrHubSite) site = enr_hub_site_find (db, pc->source, &error);
  json_t *ledger = enr_hub_ledger (db, site, 0, TRUE, &error);
  g_autoptr (GBytes) bytes = enr_json_write (ledger);

  g_assert_no_error (error);
  json_decref (ledger);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static char *
dup_export (EnrHubDb *db)
{
  g_autoptr (GError) error = NULL;
  guint n;
  g_autoptr (GBytes) csv
      = enr_hub_export (db, "attendance", "2026-01-01", "2026-12-31", &n, &error);

  g_assert_no_error (error);
  return g_strndup (g_bytes_get_data (csv, NULL), g_bytes_get_size (csv));
}

/* Of three revisions the two that do not hold lose their contents; everything else is as it was. */
static void
test_prune (gconstpointer store)
{
  static const char emptied[] = "SELECT count (*) FROM inbox WHERE length (body) = 0";
  static const char known[] = "SELECT count (*) FROM superseded";
  static const char bare[] = "UPDATE inbox SET body = $1 WHERE recv_seq = $2";
  static const char changed[] = "UPDATE inbox SET body = $1, rev = rev + 1 WHERE recv_seq = $2";
  static const char current[] = "SELECT recv_seq FROM current WHERE subject = "
                                "'attendance-day/2026-11-20'";
  g_autoptr (Hub) hub = hub_new (GPOINTER_TO_INT (store));
  g_autoptr (EnrHubDb) db = hub_open (hub);
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (Pc) pc = NULL;
  g_autoptr (Pc) second = NULL;
  g_autoptr (Answer) answer = NULL;
  g_autoptr (Answer) other = NULL;
  g_autoptr (Answer) again = NULL;
  g_autoptr (Answer) later = NULL;
  g_autofree char *ledger = NULL;
  g_autofree char *ledger_after = NULL;
  g_autofree char *csv = NULL;
  g_autofree char *csv_after = NULL;
  g_autofree char *said = NULL;
  g_autofree char *nothing = NULL;
  gint64 holds;

  hub_start (hub, NULL);
  pc = pc_new (hub, "13101014");
  second = pc_new (hub, "13101014");
  pc_register (pc);
  pc_register (second);
  /* Out of order, so that one never held. */
  g_ptr_array_add (events, pc_day (pc, "2026-11-20", 2, TRUE, 2));
  g_ptr_array_add (events, pc_day (pc, "2026-11-20", 3, TRUE, 3));
  g_ptr_array_add (events, pc_day (pc, "2026-11-20", 1, TRUE, 1));
  g_ptr_array_add (events, pc_day (pc, "2026-11-21", 1, TRUE, 5));
  answer = pc_send_all (pc, events);
  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpint (count (db, known), ==, 2);
  /* What somebody has to look at stays until it is closed. */
  other = pc_send (second, pc_day (second, "2026-11-20", 3, TRUE, 7), NULL);
  g_assert_nonnull (((EnrVerdict *) other->reply->verdicts->pdata[0])->review);
  g_assert_cmpint (count (db, known), ==, 3);
  ledger = dup_ledger (db, pc);
  csv = dup_export (db);
  holds = count (db, current);

  /* Nobody prunes by hand what holds, nor anything but contents. */
  g_assert_false (enr_hub_db_run (db, bare, NULL, NULL, ENR_BLOB ("", 0), ENR_INT (holds)));
  g_assert_false (enr_hub_db_run (db, changed, NULL, NULL, ENR_BLOB ("", 0), ENR_INT (holds - 1)));
  g_assert_false (enr_hub_db_run (db, bare, NULL, NULL, ENR_BLOB ("x", 1), ENR_INT (holds - 1)));

  g_assert_cmpint (hub_run (hub, &nothing, "prune", "--before", "2020-01-01", NULL), ==, 0);
  g_assert_cmpint (count (db, emptied), ==, 0);
  run (hub, 2, NULL, "prune", NULL);
  run (hub, 2, NULL, "prune", "--before", "soon", NULL);
  g_assert_cmpint (hub_run (hub, &said, "prune", "--before", "2100-01-01", NULL), ==, 0);
  g_assert_cmpstr (said, ==, "The contents of 2 superseded revisions were removed.\n");
  g_assert_cmpint (count (db, emptied), ==, 2);

  /* The ledger, the dedupe and what holds are as they were. */
  ledger_after = dup_ledger (db, pc);
  g_assert_cmpstr (ledger_after, ==, ledger);
  csv_after = dup_export (db);
  g_assert_cmpstr (csv_after, ==, csv);
  again = pc_send_all (pc, events);
  for (guint i = 0; i < events->len; i++)
    g_assert_cmpstr (answer_verdict (again, i), ==, "duplicate");
  later = pc_send (pc, pc_day (pc, "2026-11-20", 4, TRUE, 4), NULL);
  g_assert_cmpstr (answer_verdict (later, 0), ==, "accepted");
  g_assert_cmpint (count (db, known), ==, 4);

  /* Closed now, and the third that held has been replaced. */
  run (hub, 0, NULL, "review", "close", "1", NULL);
  run (hub, 0, NULL, "prune", "--before", "2100-01-01", NULL);
  g_assert_cmpint (count (db, emptied), ==, 4);
  run (hub, 0, NULL, "prune", "--before", "2100-01-01", NULL);
  g_assert_cmpint (count (db, emptied), ==, 4);
}

/* More than one page of the pruning, and a hub that takes in meanwhile. */
static void
test_prune_many (gconstpointer store)
{
  g_autoptr (Hub) hub = hub_new (GPOINTER_TO_INT (store));
  g_autoptr (EnrHubDb) db = hub_open (hub);
  g_autoptr (Pc) pc = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrHubSite) site = NULL;
  guint n = 0;

  hub_start (hub, NULL);
  pc = pc_new (hub, "13101014");
  pc_register (pc);
  for (int round = 0; round < 4; round++)
    {
      g_autoptr (GPtrArray) events
          = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
      g_autoptr (Answer) answer = NULL;

      for (int i = 0; i < 300; i++)
        g_ptr_array_add (events, pc_day (pc, "2026-11-20", 300 * round + i + 1, TRUE, 1));
      answer = pc_send_all (pc, events);
      g_assert_cmpuint (answer->status, ==, 200);
    }
  g_assert_true (enr_hub_prune (db, G_MAXINT64, "", &n, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 1199);
  site = enr_hub_site_find (db, pc->source, &error);
  g_assert_cmpint (site->expect, ==, 1201);
}

/* Evidence goes after 400 days and no day sooner; what it proved stays. */
static void
test_evidence (gconstpointer store)
{
  static const char age[] = "UPDATE raw_batch SET recv_ms = recv_ms - $1 WHERE no = $2";
  static const char batches[] = "SELECT count (*) FROM raw_batch";
  static const char events[] = "SELECT count (*) FROM inbox WHERE length (body) > 0";
  const gint64 day = G_GINT64_CONSTANT (24) * 60 * 60 * 1000;
  g_autoptr (Hub) hub = hub_new (GPOINTER_TO_INT (store));
  g_autoptr (EnrHubDb) db = hub_open (hub);
  g_autoptr (Pc) pc = NULL;
  g_autoptr (GError) error = NULL;

  hub_start (hub, NULL);
  pc = pc_new (hub, "13101014");
  pc_register (pc);
  for (int i = 0; i < 3; i++)
    {
      g_autofree char *date = g_strdup_printf ("2026-11-%02d", i + 1);
      g_autoptr (Answer) answer = pc_send (pc, pc_day (pc, date, 1, TRUE, 1), NULL);

      g_assert_cmpuint (answer->status, ==, 200);
    }
  g_assert_true (enr_hub_db_run (db, age, NULL, &error, ENR_INT (401 * day), ENR_INT (1)));
  g_assert_true (enr_hub_db_run (db, age, NULL, &error, ENR_INT (399 * day), ENR_INT (2)));
  g_assert_no_error (error);
  g_assert_cmpint (count (db, batches), ==, 3);
  g_assert_true (enr_hub_tidy (db, &error));
  g_assert_cmpint (count (db, batches), ==, 2);
  g_assert_cmpint (count (db, "SELECT min (no) FROM raw_batch"), ==, 2);
  g_assert_cmpint (count (db, events), ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  hub_add_test ("/hub/officer/officers", test_officers);
  hub_add_test ("/hub/officer/trail", test_trail);
  hub_add_test ("/hub/officer/prune", test_prune);
  hub_add_test ("/hub/officer/prune-many", test_prune_many);
  hub_add_test ("/hub/officer/evidence", test_evidence);
  return hub_run_tests ();
}
