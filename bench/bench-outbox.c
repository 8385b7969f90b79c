/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A queue to the municipality of so many events that nobody has sent: what is asked of it all day,
 * against the same with a short one. The files are made anew.
 *
 *   bench-outbox FOLDER N ROUNDS
 */
#include <stdlib.h>
#include <string.h>
#include <glib/gstdio.h>

#include "base/clock.h"
#include "common.h"
#include "outbox/link.h"
#include "outbox/outbox.h"
#include "outbox/owed-txn.h"

#define IN_ONE_TXN 5000
#define BATCH 100
#define LIMIT 0.05 /* seconds: what a person takes for at once */

static void
begin (EnrTxn *txn, EnrDb *db, const EnrActor *actor)
{
  g_autoptr (GError) error = NULL;

  bench_check (enr_txn_begin (txn, db, actor, NULL, &error), "begin", error);
}

static void
put (EnrDb *db, guint i)
{
  g_autofree char *subject = g_strdup_printf ("vacancy/%u", i);
  g_autoptr (json_t) data = json_pack ("{s:s, s:[{s:i, s:i, s:i}]}", "as_of", "2026-06-10", "ages",
                                       "age", 3, "enrolled", 20, "places", 1);
  EnrOwed owed = {
    "vacancy", "jp.enroku.facility.vacancy.v1", NULL, subject, i % ENR_N_LANES, enr_clock_now (),
    data
  };
  g_autoptr (GError) error = NULL;

  bench_check (enr_outbox_put_in_txn (db, &owed, NULL, &error), "put", error);
}

static EnrDb *
make (const char *folder, const char *name, guint n)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  EnrActor actor = enr_actor (ENR_ACTOR_COMMAND, "bench");
  g_autoptr (GError) error = NULL;
  g_auto (EnrLink) link = { 0 };
  EnrDb *db;

  g_unlink (path);
  db = enr_db_open (path, ENR_DB_READ_WRITE | ENR_DB_CREATE, &error);
  bench_check (db != NULL, path, error);
  bench_check (enr_link_load (db, &link, &error), "load the link", error);
  link.source = enr_link_dup_source (db, "13101014");
  link.state = ENR_LINK_FILE;
  bench_check (enr_link_save (db, &link, &error), "save the link", error);
  bench_check (enr_outbox_set_mode (db, &actor, "vacancy", ENR_SENDING_MODE_AUTO, &error), "mode",
               error);
  for (guint i = 0; i < n;)
    {
      g_auto (EnrTxn) txn = ENR_TXN_INIT;

      begin (&txn, db, &actor);
      for (guint j = 0; j < IN_ONE_TXN && i < n; i++, j++)
        put (db, i);
      bench_check (enr_txn_commit (&txn, &error), "commit", error);
    }
  return db;
}

static double
time_count (EnrDb *db)
{
  g_autoptr (GError) error = NULL;
  EnrOutboxCounts counts;
  double start = bench_now ();

  bench_check (enr_outbox_count (db, &counts, &error), "count", error);
  return bench_now () - start;
}

static double
time_list (EnrDb *db)
{
  g_autoptr (GError) error = NULL;
  double start = bench_now ();

  for (int sending = 0; sending <= ENR_N_SENDINGS; sending++)
    {
      g_autoptr (GPtrArray) rows = enr_outbox_list (db, sending, 0, BATCH, &error);

      bench_check (rows != NULL, "list", error);
    }
  return bench_now () - start;
}

static double
time_take_and_settle (EnrDb *db, double *settling)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrReply) reply = enr_reply_new ("bench");
  g_autoptr (GBytes) bytes = g_bytes_new_static ("{}", 2);
  gint64 now_ms = enr_clock_now_us () / 1000;
  EnrOutboxSettled settled;
  double start = bench_now ();
  g_autoptr (GPtrArray) items = enr_outbox_take (db, now_ms, BATCH, 1024 * 1024, NULL, &error);
  double taking = bench_now () - start;

  bench_check (items != NULL && items->len == BATCH, "take", error);
  for (guint i = 0; i < items->len; i++)
    {
      const EnrOutboxItem *item = g_ptr_array_index (items, i);
      EnrVerdict *verdict = g_new0 (EnrVerdict, 1);

      verdict->id = g_strdup (item->event_id);
      verdict->status = i % 10 == 9 ? ENR_VERDICT_DEFERRED : ENR_VERDICT_ACCEPTED;
      verdict->retry_after = 3600;
      verdict->recv_seq = item->no;
      memcpy (verdict->sum, item->sum, ENR_SUM_LENGTH);
      g_ptr_array_add (reply->verdicts, verdict);
    }
  start = bench_now ();
  bench_check (enr_outbox_settle (db, items, reply, bytes, "net", now_ms, &settled, &error),
               "settle", error);
  *settling = bench_now () - start;
  return taking;
}

static void
print (const char *what, GArray *ours, GArray *few)
{
  g_autofree char *slow = bench_dup_time (bench_percentile (ours, 0.95));
  g_autofree char *fast = bench_dup_time (bench_percentile (few, 0.95));
  g_autofree char *against = g_strconcat (fast, " (a short one)", NULL);

  bench_row_value (what, slow, against, "≤ 50 ms", bench_percentile (ours, 0.95) <= LIMIT);
}

int
main (int argc, char **argv)
{
  enum
  {
    COUNT,
    LIST,
    TAKE,
    SETTLE,
    N
  };
  static const char *const words[N]
      = { "counted", "listed by state", "a batch of 100 taken", "a batch of 100 settled" };
  GArray *lists[2][N];
  EnrDb *dbs[2];
  guint n, rounds;

  if (argc != 4)
    bench_fail ("usage: bench-outbox FOLDER N ROUNDS");
  n = (guint) atoi (argv[2]);
  rounds = (guint) atoi (argv[3]);
  dbs[0] = make (argv[1], "many.db", n);
  dbs[1] = make (argv[1], "few.db", MAX (n / 1000, (rounds + 1) * BATCH));
  for (guint i = 0; i < 2; i++)
    for (guint j = 0; j < N; j++)
      lists[i][j] = bench_list_new ();
  for (guint round = 0; round < rounds; round++)
    for (guint i = 0; i < 2; i++)
      {
        double settling;

        bench_list_add (lists[i][COUNT], time_count (dbs[i]));
        bench_list_add (lists[i][LIST], time_list (dbs[i]));
        bench_list_add (lists[i][TAKE], time_take_and_settle (dbs[i], &settling));
        bench_list_add (lists[i][SETTLE], settling);
      }
  for (guint j = 0; j < N; j++)
    {
      g_autofree char *measure = g_strdup_printf ("A queue of %u events: %s", n, words[j]);

      print (measure, lists[0][j], lists[1][j]);
    }
  for (guint i = 0; i < 2; i++)
    {
      for (guint j = 0; j < N; j++)
        g_array_unref (lists[i][j]);
      enr_db_close (dbs[i]);
    }
  return 0;
}
