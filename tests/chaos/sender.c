/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A nursery's PC as a process of its own that can be killed: sends until nothing is owed and the
 * runs have no trouble.
 *
 *   sender DATABASE [--scale N US] [--batch N] [--put N PREFIX] [--ms N]
 *
 * --scale: its clock runs N times as fast since the moment US, so that waits of minutes are soon
 * over.
 * --batch: begins with so many events in a request. --put: owes so many first. --ms: how long it
 * waits for an answer.
 */
#include "config.h"

#include <stdlib.h>

#include "base/clock.h"
#include "outbox/link.h"
#include "outbox/outbox.h"
#include "outbox/owed-txn.h"
#include "sync/sync.h"

static gint64 begun_us;
static gint64 scale = 1;

static gint64
fast_clock (gpointer data)
{
  return begun_us + (g_get_real_time () - begun_us) * scale;
}

static G_GNUC_NORETURN void
fail (const char *what, const GError *error)
{
  g_printerr ("sender: %s: %s\n", what, error != NULL ? error->message : "failed");
  exit (1);
}

static void
put (EnrDb *db, const char *prefix, guint n)
{
  EnrActor actor = enr_actor (ENR_ACTOR_COMMAND, "sender");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_auto (EnrTxn) txn = ENR_TXN_INIT;
      g_autofree char *subject = g_strdup_printf ("%s/%u", prefix, i);
      g_autoptr (json_t) data = json_pack ("{s:s, s:[{s:i, s:i, s:i}]}", "as_of", "2026-06-10",
                                           "ages", "age", 3, "enrolled", 20, "places", 1);
      EnrOwed owed = {
        "vacancy", "jp.enroku.facility.vacancy.v1", NULL, subject, ENR_LANE_DAILY, enr_clock_now (),
        data
      };

      if (!enr_txn_begin (&txn, db, &actor, NULL, &error)
          || !enr_outbox_put_in_txn (db, &owed, NULL, &error) || !enr_txn_commit (&txn, &error))
        fail ("put", error);
    }
}

static gint64
count_owed (EnrDb *db)
{
  g_autoptr (GError) error = NULL;
  EnrOutboxCounts counts;
  gint64 n = 0;

  if (!enr_outbox_count (db, &counts, &error))
    fail ("count", error);
  for (int lane = 0; lane < ENR_N_LANES; lane++)
    n += counts.n[lane][ENR_SENDING_OWED];
  return n;
}

static void
set_batch (EnrDb *db, int batch)
{
  g_auto (EnrLink) link = { 0 };
  g_autoptr (GError) error = NULL;

  if (!enr_link_load (db, &link, &error))
    fail ("link", error);
  link.batch_max = batch;
  if (!enr_link_save (db, &link, &error))
    fail ("link", error);
}

static void
wait_until (gint64 next_ms)
{
  gint64 wait_us = (next_ms * 1000 - enr_clock_now_us ()) / scale;

  g_usleep ((gulong) CLAMP (wait_us, 1000, 60 * G_USEC_PER_SEC));
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDb) db = NULL;
  EnrSyncOptions options = { .connect_ms = 500, .total_ms = 400, .conflict_ms = 20 };
  EnrSyncResult result;

  if (argc < 2)
    fail ("usage: sender DATABASE …", NULL);
  db = enr_db_open (argv[1], ENR_DB_READ_WRITE, &error);
  if (db == NULL)
    fail (argv[1], error);
  for (int i = 2; i < argc; i++)
    {
      if (g_strcmp0 (argv[i], "--scale") == 0 && i + 2 < argc)
        {
          scale = atoi (argv[++i]);
          begun_us = g_ascii_strtoll (argv[++i], NULL, 10);
        }
      else if (g_strcmp0 (argv[i], "--batch") == 0 && i + 1 < argc)
        set_batch (db, atoi (argv[++i]));
      else if (g_strcmp0 (argv[i], "--ms") == 0 && i + 1 < argc)
        options.total_ms = (guint) atoi (argv[++i]);
      else if (g_strcmp0 (argv[i], "--put") == 0 && i + 2 < argc)
        {
          put (db, argv[i + 2], (guint) atoi (argv[i + 1]));
          i += 2;
        }
      else
        fail (argv[i], NULL);
    }
  if (scale > 1)
    enr_clock_set_source (fast_clock, NULL);
  for (;;)
    {
      if (!enr_sync_run (db, &options, NULL, &result, &error))
        fail ("run", error);
      options.heartbeat_ms = result.heartbeat_ms;
      if (result.trouble == ENR_TROUBLE_NONE && count_owed (db) == 0)
        return 0;
      wait_until (result.next_ms);
    }
}
