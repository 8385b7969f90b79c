/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What was acknowledged is there, whatever becomes of the hub: it is killed while several senders
 * send, started again, and every event that had its receipt is looked up by its sum. And several
 * hubs on one PostgreSQL.
 */
#include "hub-support.h"

#include <signal.h>
#include <string.h>

#define SENDERS 4
#define BATCH 20
#define KILLS 3

typedef struct
{
  Hub *hub;
  Pc *pc;
  GPtrArray *owed; /* events not acknowledged yet */
  GArray *acked;   /* sequence numbers */
  GArray *recv_seqs;
  int total;
  const volatile guint *kills; /* that paces it; nullable */
  volatile guint port;
  volatile gboolean is_over;
} Sender;

/* However fast the hub is: a part of all before each of the kills that are needed. */
static gboolean
waits_for_kill (const Sender *self)
{
  return self->kills != NULL && *self->kills < KILLS
         && self->acked->len > (guint) self->total * (*self->kills + 1) / (KILLS + 1);
}

static gpointer
sender_thread (gpointer data)
{
  Sender *self = data;
  GBytes *all[512] = { NULL };
  int made = 0;

  g_assert_cmpint (self->total, <=, (int) G_N_ELEMENTS (all));
  while (self->acked->len < (guint) self->total)
    {
      g_autoptr (Answer) answer = NULL;

      if (waits_for_kill (self))
        {
          g_usleep (1000);
          continue;
        }
      while (self->owed->len < BATCH && made < self->total)
        {
          GBytes *event = pc_day (self->pc, "2026-11-20", made + 1, TRUE, 1);

          all[made++] = event;
          g_ptr_array_add (self->owed, g_bytes_ref (event));
        }
      self->pc->port = self->port;
      answer = pc_send_all (self->pc, self->owed);
      if (answer->status != 200)
        {
          g_usleep (20 * 1000);
          continue;
        }
      for (guint i = 0; i < self->owed->len; i++)
        {
          const EnrVerdict *verdict = answer->reply->verdicts->pdata[i];
          gint64 sequence = self->acked->len + 1;

          g_assert_cmpint (verdict->status, <=, ENR_VERDICT_DUPLICATE);
          g_array_append_val (self->acked, sequence);
          g_array_append_val (self->recv_seqs, verdict->recv_seq);
        }
      g_ptr_array_set_size (self->owed, 0);
    }
  for (int i = 0; i < made; i++)
    g_bytes_unref (all[i]);
  self->is_over = TRUE;
  return NULL;
}

static void
sender_start (Sender *self, Hub *hub, int total)
{
  static guint n;
  g_autofree char *nursery = g_strdup_printf ("1310%04u", n++ % 10000);

  memset (self, 0, sizeof *self);
  self->hub = hub;
  self->pc = pc_new (hub, nursery);
  pc_register (self->pc);
  self->owed = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  self->acked = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->recv_seqs = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->total = total;
  self->port = hub->port;
}

static void
sender_clear (Sender *self)
{
  g_ptr_array_unref (self->owed);
  g_array_unref (self->acked);
  g_array_unref (self->recv_seqs);
  pc_free (self->pc);
}

/* Everything once, and in the database under the number that was told. */
static void
check_all (Hub *hub, Sender *senders, guint n)
{
  g_autoptr (EnrHubDb) db = hub_open (hub);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GError) error = NULL;
  EnrHubCounts counts;
  gint64 total = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (EnrHubSite) site = enr_hub_site_find (db, senders[i].pc->source, &error);
      g_autoptr (json_t) ledger = enr_hub_ledger (db, site, 0, FALSE, &error);

      g_assert_no_error (error);
      g_assert_cmpint (enr_json_get_int (ledger, "count", 0), ==, senders[i].total);
      g_assert_cmpint (site->expect, ==, senders[i].total + 1);
      for (guint k = 0; k < senders[i].recv_seqs->len; k++)
        g_assert_true (g_hash_table_add (seen, &g_array_index (senders[i].recv_seqs, gint64, k)));
      total += senders[i].total;
    }
  g_assert_true (enr_hub_count (db, &counts, &error));
  g_assert_cmpint (counts.events, ==, total);
  g_assert_cmpint (counts.alerts, ==, 0);
}

static void
test_kill (gconstpointer store)
{
  g_autoptr (Hub) hub = hub_new (GPOINTER_TO_INT (store));
  Sender senders[SENDERS];
  GThread *threads[SENDERS];
  volatile guint kills = 0;
  gboolean is_over = FALSE;

  hub_start (hub, NULL);
  for (guint i = 0; i < SENDERS; i++)
    {
      sender_start (&senders[i], hub, 400);
      senders[i].kills = &kills;
    }
  for (guint i = 0; i < SENDERS; i++)
    threads[i] = g_thread_new ("sender", sender_thread, &senders[i]);
  while (!is_over)
    {
      g_usleep ((gulong) g_test_rand_int_range (5, 60) * 1000);
      is_over = TRUE;
      for (guint i = 0; i < SENDERS; i++)
        is_over = is_over && senders[i].is_over;
      if (is_over)
        break;
      hub_stop (hub, SIGKILL);
      hub_start (hub, NULL);
      kills++;
      for (guint i = 0; i < SENDERS; i++)
        senders[i].port = hub->port;
    }
  for (guint i = 0; i < SENDERS; i++)
    g_thread_join (threads[i]);
  g_test_message ("killed %u times", kills);
  g_assert_cmpuint (kills, >=, KILLS);
  check_all (hub, senders, SENDERS);
  for (guint i = 0; i < SENDERS; i++)
    sender_clear (&senders[i]);
}

/* Numbers that a reader has seen are never followed by lower ones, however many hubs write. */
static gpointer
reader_thread (gpointer data)
{
  Sender *senders = data;
  g_autoptr (EnrHubDb) db = hub_open (senders[0].hub);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  gint64 highest = 0;
  gboolean is_over = FALSE;

  while (!is_over)
    {
      static const char sql[] = "SELECT recv_seq FROM inbox ORDER BY recv_seq";
      g_autoptr (EnrHubRows) rows = NULL;
      gint64 before = highest;

      is_over = TRUE;
      for (guint i = 0; i < SENDERS; i++)
        is_over = is_over && senders[i].is_over;
      rows = enr_hub_db_query_values (db, sql, NULL, 0, NULL);
      g_assert_nonnull (rows);
      for (guint i = 0; i < enr_hub_rows_count (rows); i++)
        {
          gint64 number = enr_hub_rows_int (rows, i, 0);

          if (g_hash_table_add (seen, g_memdup2 (&number, sizeof number)))
            g_assert_cmpint (number, >, before);
          highest = MAX (highest, number);
        }
    }
  return NULL;
}

static void
test_two_hubs (gconstpointer store)
{
  g_autoptr (Hub) hub = hub_new (GPOINTER_TO_INT (store));
  Sender senders[SENDERS];
  GThread *threads[SENDERS];
  GThread *reader;
  GSubprocess *second;
  guint port;

  hub_start (hub, NULL);
  second = hub_start_another (hub, &port);
  for (guint i = 0; i < SENDERS; i++)
    sender_start (&senders[i], hub, 400);
  reader = g_thread_new ("reader", reader_thread, senders);
  for (guint i = 0; i < SENDERS; i++)
    {
      senders[i].port = i % 2 == 0 ? hub->port : port;
      threads[i] = g_thread_new ("sender", sender_thread, &senders[i]);
    }
  for (guint i = 0; i < SENDERS; i++)
    g_thread_join (threads[i]);
  g_thread_join (reader);
  check_all (hub, senders, SENDERS);
  hub_end_process (second, SIGTERM);
  hub_stop (hub, SIGTERM);
  for (guint i = 0; i < SENDERS; i++)
    sender_clear (&senders[i]);
}

static guint
count_acked (const Sender *senders, guint from, guint step)
{
  guint n = 0;

  for (guint i = from; i < SENDERS; i += step)
    n += senders[i].acked->len;
  return n;
}

/* Of three hubs under load one is killed: the others take in on, and its senders go to them. */
static void
test_one_of_three (gconstpointer store)
{
  g_autoptr (Hub) hub = hub_new (GPOINTER_TO_INT (store));
  Sender senders[SENDERS];
  GThread *threads[SENDERS];
  GThread *reader;
  GSubprocess *others[2];
  guint ports[2];
  guint before;
  gboolean goes_on = FALSE;

  hub_start (hub, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    others[i] = hub_start_another (hub, &ports[i]);
  for (guint i = 0; i < SENDERS; i++)
    sender_start (&senders[i], hub, 500);
  reader = g_thread_new ("reader", reader_thread, senders);
  for (guint i = 0; i < SENDERS; i++)
    {
      /* Every second one by the hub that will die. */
      senders[i].port = i % 2 == 0 ? (i == 0 ? hub->port : ports[0]) : ports[1];
      threads[i] = g_thread_new ("sender", sender_thread, &senders[i]);
    }
  while (count_acked (senders, 1, 2) < 100)
    g_usleep (1000);
  hub_end_process (others[1], SIGKILL);
  before = count_acked (senders, 0, 2);
  /* Its lock goes with it: nobody waits for long, or all has come already. */
  for (guint i = 0; i < 500 && !goes_on; i++)
    {
      g_usleep (10 * 1000);
      goes_on = count_acked (senders, 0, 2) > before || (senders[0].is_over && senders[2].is_over);
    }
  g_assert_true (goes_on);
  for (guint i = 1; i < SENDERS; i += 2)
    g_assert_false (senders[i].is_over);
  for (guint i = 1; i < SENDERS; i += 2)
    senders[i].port = i == 1 ? hub->port : ports[0];
  for (guint i = 0; i < SENDERS; i++)
    g_thread_join (threads[i]);
  g_thread_join (reader);
  check_all (hub, senders, SENDERS);
  hub_end_process (others[0], SIGTERM);
  hub_stop (hub, SIGTERM);
  for (guint i = 0; i < SENDERS; i++)
    sender_clear (&senders[i]);
}

/* The same events by way of both at one time: each is taken once. */
static void
test_both_deliver (gconstpointer store)
{
  g_autoptr (Hub) hub = hub_new (GPOINTER_TO_INT (store));
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (Pc) pc = NULL;
  GSubprocess *second;
  guint port;

  hub_start (hub, NULL);
  second = hub_start_another (hub, &port);
  pc = pc_new (hub, "13101014");
  pc_register (pc);
  for (int i = 0; i < 30; i++)
    g_ptr_array_add (events, pc_day (pc, "2026-11-20", i + 1, TRUE, 1));
  for (guint round = 0; round < 4; round++)
    {
      g_autoptr (Answer) answer = NULL;

      pc->port = round % 2 == 0 ? hub->port : port;
      answer = pc_send_all (pc, events);
      for (guint i = 0; i < events->len; i++)
        g_assert_cmpstr (answer_verdict (answer, i), ==, round == 0 ? "accepted" : "duplicate");
    }
  hub_end_process (second, SIGTERM);
}

static void
expect_patience (gpointer data)
{
  Pc *pc = data;
  g_autoptr (Answer) answer = pc_send (pc, pc_day (pc, "2026-11-20", 1, TRUE, 1), NULL);
  g_autofree char *retry = answer_header (answer, "Retry-After");

  g_assert_cmpuint (answer->status, ==, 503);
  g_assert_nonnull (retry);
  pc->sequence--;
}

/* The database goes away and comes back; the hub stays. */
static void
test_postgresql_restarts (void)
{
  g_autoptr (Hub) hub = NULL;
  g_autoptr (Pc) pc = NULL;
  g_autoptr (Answer) before = NULL;
  g_autoptr (Answer) after = NULL;

  if (!hub_can (HUB_POSTGRESQL))
    {
      g_test_skip ("no PostgreSQL here");
      return;
    }
  hub = hub_new (HUB_POSTGRESQL);
  hub_start (hub, NULL);
  pc = pc_new (hub, "13101014");
  pc_register (pc);
  before = pc_send (pc, pc_day (pc, "2026-11-19", 1, TRUE, 1), NULL);
  g_assert_cmpuint (before->status, ==, 200);
  hub_restart_postgresql (expect_patience, pc);
  after = pc_send (pc, pc_day (pc, "2026-11-20", 1, TRUE, 1), NULL);
  g_assert_cmpuint (after->status, ==, 200);
  g_assert_cmpstr (answer_verdict (after, 0), ==, "accepted");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  hub_add_test ("/hub/kill/acked-is-there", test_kill);
  hub_add_test ("/hub/kill/two-hubs", test_two_hubs);
  hub_add_test ("/hub/kill/one-of-three", test_one_of_three);
  hub_add_test ("/hub/kill/both-deliver", test_both_deliver);
  g_test_add_func ("/hub/kill/postgresql-restarts", test_postgresql_restarts);
  return hub_run_tests ();
}
