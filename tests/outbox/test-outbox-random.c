/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Random facts, corrections, verdicts, decisions and forks against a receiver that remembers
 * everything for ever. After each step: numbers without gaps, a whole chain, true counts, and
 * nothing that was accepted is owed unless the receiver asked for it again. ENROKU_OUTBOX_STEPS
 * sets their number.
 */
#include "config.h"

#include "outbox-fixture.h"

#include <stdlib.h>

#include "outbox/ledger.h"

#define N_SUBJECTS 8

ENR_SQL (SQL_CHAIN,
         "SELECT source, sequence, sha256, prev_sha256, event FROM sync_event ORDER BY source, "
         "sequence");
ENR_SQL (SQL_RECOUNT,
         "SELECT (SELECT count(*) FROM sync_event), (SELECT count(*) FROM sync_delivery), "
         "(SELECT total(n) FROM sync_count), "
         "(SELECT count(*) FROM (SELECT lane, state, count(*) AS n FROM sync_delivery GROUP BY "
         "lane, state) "
         "  LEFT JOIN sync_count USING (lane, state, n) WHERE sync_count.n IS NULL)");
/* Of one id only the newest row is anything but superseded; of one subject revisions grow,
 * and what is made anew keeps its own. */
ENR_SQL (
    SQL_TWICE,
    "SELECT count(*) FROM (SELECT e.event_id FROM sync_event e JOIN sync_delivery d ON d.no = e.no "
    "WHERE d.state IN (0, 3, 6) GROUP BY e.event_id HAVING count(*) > 1)");
ENR_SQL (SQL_REVISIONS,
         "WITH first AS (SELECT event_id, subject, min(no) AS no, min(rev) AS rev, max(rev) AS other "
         "FROM sync_event GROUP BY event_id, subject) "
         "SELECT (SELECT count(*) FROM first a JOIN first b ON a.subject = b.subject AND a.no < b.no "
         "WHERE a.rev >= b.rev) + (SELECT count(*) FROM first WHERE rev <> other)");
ENR_SQL (SQL_STATE, "SELECT state FROM sync_delivery WHERE no = :no");
ENR_SQL (
    SQL_NEWEST,
    "SELECT event FROM sync_event WHERE subject = :subject ORDER BY rev DESC, no DESC LIMIT 1");

typedef struct
{
  Box box;
  GHashTable
      *taken; /* the receiver's: no + 1 of rows that it has accepted and nobody asked for again */
  int places[N_SUBJECTS]; /* what was last told of each, 0 nothing */
  gint64 now_ms;
  gint64 recv_seq;
  guint n_sources;
  char *source;
  guint n_put, n_accepted, n_refused, n_superseded, n_forks, n_again;
} Rig;

static gint64
ask (EnrDb *db, const char *sql, int column)
{
  g_auto (EnrStmt) st = enr_stmt (db, sql);

  g_assert_cmpint (enr_stmt_step (&st, NULL), ==, 1);
  return enr_column_int (&st, column);
}

static void
check_chain (EnrDb *db)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_CHAIN);
  g_autofree char *source = g_strdup ("");
  guint8 before[ENR_SUM_LENGTH] = { 0 };
  gint64 sequence = 0;

  while (enr_stmt_step (&st, NULL) > 0)
    {
      g_autoptr (GBytes) sum = enr_column_bytes (&st, 2);
      g_autoptr (GBytes) prev = enr_column_bytes (&st, 3);
      g_autoptr (GBytes) bytes = enr_column_bytes (&st, 4);
      g_autoptr (GError) error = NULL;
      g_auto (EnrEvent) event = { 0 };
      guint8 real[ENR_SUM_LENGTH];

      if (strcmp (source, enr_column_text (&st, 0)) != 0)
        {
          g_free (source);
          source = enr_column_dup_text (&st, 0);
          sequence = 0;
          memset (before, 0, sizeof before);
        }
      g_assert_cmpint (enr_column_int (&st, 1), ==, ++sequence);
      enr_sum (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), real);
      g_assert_cmpmem (g_bytes_get_data (sum, NULL), ENR_SUM_LENGTH, real, ENR_SUM_LENGTH);
      g_assert_cmpmem (g_bytes_get_data (prev, NULL), ENR_SUM_LENGTH, before, ENR_SUM_LENGTH);
      enr_event_read (&event, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error);
      g_assert_no_error (error);
      g_assert_cmpint (event.sequence, ==, sequence);
      g_assert_cmpstr (event.source, ==, source);
      g_assert_cmpmem (event.prev, ENR_SUM_LENGTH, before, ENR_SUM_LENGTH);
      memcpy (before, real, sizeof before);
    }
}

static void
check_taken (Rig *rig)
{
  GHashTableIter iter;
  gpointer no;

  g_hash_table_iter_init (&iter, rig->taken);
  while (g_hash_table_iter_next (&iter, &no, NULL))
    {
      g_auto (EnrStmt) st = enr_stmt (rig->box.db, SQL_STATE);
      gint64 state;

      enr_bind_int (&st, ":no", GPOINTER_TO_SIZE (no));
      g_assert_cmpint (enr_stmt_step (&st, NULL), ==, 1);
      state = enr_column_int (&st, 0);
      g_assert_true (state == ENR_SENDING_ACCEPTED || state == ENR_SENDING_REVIEW);
    }
}

/* The newest revision of a subject says what was told last. */
static void
check_newest (Rig *rig)
{
  for (guint i = 0; i < N_SUBJECTS; i++)
    {
      g_autofree char *subject = g_strdup_printf ("s/%u", i);
      g_autofree char *word = g_strdup_printf ("\"places\":%d}", rig->places[i]);
      g_auto (EnrStmt) st = enr_stmt (rig->box.db, SQL_NEWEST);
      g_autoptr (GBytes) bytes = NULL;

      if (rig->places[i] == 0)
        continue;
      enr_bind_text (&st, ":subject", subject);
      g_assert_cmpint (enr_stmt_step (&st, NULL), ==, 1);
      bytes = enr_column_bytes (&st, 0);
      g_assert_nonnull (
          g_strstr_len (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), word));
    }
}

static void
check (Rig *rig)
{
  EnrDb *db = rig->box.db;

  check_chain (db);
  g_assert_cmpint (ask (db, SQL_RECOUNT, 0), ==, ask (db, SQL_RECOUNT, 1));
  g_assert_cmpint (ask (db, SQL_RECOUNT, 0), ==, ask (db, SQL_RECOUNT, 2));
  g_assert_cmpint (ask (db, SQL_RECOUNT, 3), ==, 0);
  g_assert_cmpint (ask (db, SQL_TWICE, 0), ==, 0);
  g_assert_cmpint (ask (db, SQL_REVISIONS, 0), ==, 0);
  check_taken (rig);
  check_newest (rig);
}

static void
put (Rig *rig)
{
  guint i = g_test_rand_int_range (0, N_SUBJECTS);
  g_autofree char *subject = g_strdup_printf ("s/%u", i);
  int places = g_test_rand_int_range (0, 12) == 0 ? 100000 : g_test_rand_int_range (1, 5);

  box_mode (&rig->box, "vacancy",
            g_test_rand_int_range (0, 4) == 0 ? ENR_SENDING_MODE_CONFIRM : ENR_SENDING_MODE_AUTO);
  g_assert_cmpint (box_put_lane (&rig->box, "vacancy", subject, i % ENR_N_LANES, places), ==,
                   places != rig->places[i]);
  rig->places[i] = places;
  rig->n_put++;
}

static void
answer (Rig *rig, EnrReply *reply, const EnrOutboxItem *item)
{
  EnrVerdict *verdict;

  switch (g_test_rand_int_range (0, 8))
    {
    case 0: /* no word about it */
      break;
    case 1:
      verdict = box_verdict (reply, item, ENR_VERDICT_REJECTED, 0);
      verdict->problem
          = box_problem (g_test_rand_int_range (0, 3) == 0 ? "source-forked" : "not-yours");
      memset (verdict->sum, 0, ENR_SUM_LENGTH);
      rig->n_refused++;
      break;
    case 2:
      box_verdict (reply, item, ENR_VERDICT_DEFERRED, 0)->retry_after
          = g_test_rand_int_range (0, 100);
      break;
    case 3:
      box_verdict (reply, item, ENR_VERDICT_ACCEPTED, ++rig->recv_seq)->sum[5] ^= 0x40;
      break;
    default:
      verdict = box_verdict (reply, item,
                             g_test_rand_int_range (0, 3) == 0 ? ENR_VERDICT_DUPLICATE
                                                               : ENR_VERDICT_ACCEPTED,
                             ++rig->recv_seq);
      if (g_test_rand_int_range (0, 4) == 0)
        verdict->review = box_problem ("closed-day");
      g_hash_table_add (rig->taken, GSIZE_TO_POINTER (item->no));
      rig->n_accepted++;
      break;
    }
}

/* Meanwhile corrections and decisions may come in between. */
static void
send (Rig *rig)
{
  g_autoptr (GPtrArray) items = box_take (&rig->box, rig->now_ms, g_test_rand_int_range (1, 12));
  g_autoptr (EnrReply) reply = enr_reply_new ("hub");

  for (guint i = 0; i < items->len; i++)
    {
      const EnrOutboxItem *item = items->pdata[i];

      g_assert_false (g_hash_table_contains (rig->taken, GSIZE_TO_POINTER (item->no)));
      answer (rig, reply, item);
    }
  while (g_test_rand_int_range (0, 3) == 0)
    put (rig);
  if (g_test_rand_int_range (0, 30) == 0) /* the answer is lost */
    {
      for (guint i = 0; i < items->len; i++)
        g_hash_table_remove (rig->taken,
                             GSIZE_TO_POINTER (((EnrOutboxItem *) items->pdata[i])->no));
      return;
    }
  box_settle (&rig->box, items, reply, rig->now_ms);
}

static void
decide (Rig *rig)
{
  const EnrActor *actor = &rig->box.nursery->actor;
  EnrSending sending
      = g_test_rand_int_range (0, 2) == 0 ? ENR_SENDING_HELD : ENR_SENDING_QUARANTINED;
  g_autoptr (GPtrArray) rows = box_list (&rig->box, sending);
  g_autoptr (GError) error = NULL;
  const char *ids[2] = { NULL };

  if (rows->len == 0)
    return;
  ids[0] = ((EnrOutboxRow *) rows->pdata[g_test_rand_int_range (0, rows->len)])->event_id;
  if (g_test_rand_int_range (0, 3) == 0)
    enr_outbox_withdraw (rig->box.db, actor, ids[0], "まちがい", &error);
  else if (sending == ENR_SENDING_HELD)
    enr_outbox_release (rig->box.db, actor, ids, &error);
  else
    enr_outbox_resend (rig->box.db, actor, ids[0], &error);
  g_assert_no_error (error);
}

static void
fork_off (Rig *rig)
{
  g_autoptr (GError) error = NULL;

  g_free (rig->source);
  rig->source = g_strdup_printf ("urn:enroku:13101014:%032x", ++rig->n_sources);
  enr_outbox_change_source (rig->box.db, rig->source, &error);
  g_assert_no_error (error);
  rig->n_forks++;
}

static void
lose (Rig *rig)
{
  gint64 sequence = g_test_rand_int_range (1, 60);
  g_autoptr (GArray) block = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  enr_outbox_owe_again (rig->box.db, rig->source, &sequence, 1, &n, &error);
  g_assert_no_error (error);
  if (n > 0)
    {
      GHashTableIter iter;
      gpointer no;

      rig->n_again++;
      g_hash_table_iter_init (&iter, rig->taken);
      while (g_hash_table_iter_next (&iter, &no, NULL))
        {
          g_auto (EnrStmt) st = enr_stmt (rig->box.db, SQL_STATE);

          enr_bind_int (&st, ":no", GPOINTER_TO_SIZE (no));
          g_assert_cmpint (enr_stmt_step (&st, NULL), ==, 1);
          if (enr_column_int (&st, 0) == ENR_SENDING_OWED)
            {
              g_hash_table_iter_remove (&iter);
              n--;
            }
        }
      /* Exactly what was asked for. */
      g_assert_cmpuint (n, ==, 0);
    }
}

static void
test_random (Rig *rig, gconstpointer data)
{
  const char *text = g_getenv ("ENROKU_OUTBOX_STEPS");
  int n_steps = text != NULL ? atoi (text) : 600;

  for (int i = 0; i < n_steps; i++)
    {
      int dice = g_test_rand_int_range (0, 100);

      if (dice < 45)
        put (rig);
      else if (dice < 80)
        send (rig);
      else if (dice < 92)
        decide (rig);
      else if (dice < 95)
        fork_off (rig);
      else if (dice < 98)
        lose (rig);
      rig->now_ms += g_test_rand_int_range (0, 20000);
      if (i % 10 == 0 || i > n_steps - 10)
        check (rig);
    }
  rig->n_superseded = box_in (&rig->box, ENR_SENDING_SUPERSEDED);
  g_test_message ("%u put, %u accepted, %u refused, %u superseded, %u forks, %u again", rig->n_put,
                  rig->n_accepted, rig->n_refused, rig->n_superseded, rig->n_forks, rig->n_again);
  g_assert_cmpuint (rig->n_accepted, >, 10);
  g_assert_cmpuint (rig->n_superseded, >, 10);
  g_assert_cmpuint (rig->n_forks, >, 1);
}

static void
rig_set_up (Rig *rig, gconstpointer data)
{
  memset (rig, 0, sizeof *rig);
  box_set_up (&rig->box, data);
  rig->taken = g_hash_table_new (NULL, NULL);
  rig->now_ms = T0;
  rig->source = g_strdup (SOURCE);
}

static void
rig_tear_down (Rig *rig, gconstpointer data)
{
  g_hash_table_unref (rig->taken);
  g_free (rig->source);
  box_tear_down (&rig->box, data);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/outbox/random", Rig, NULL, rig_set_up, test_random, rig_tear_down);
  return g_test_run ();
}
