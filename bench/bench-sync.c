/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The sender and the city's receiver, each as it is in use:
 *
 *   bench-sync sender EVENTS ROUNDS    one nursery's queue, against a bare libsoup loop that posts
 * the same bytes, packed and signed beforehand, to such a receiver bench-sync drain NURSERIES
 * EVENTS  so many nurseries with so many events each, all at once
 */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <sodium.h>

#include "base/clock.h"
#include "common.h"
#include "hub-support.h"
#include "outbox/link.h"
#include "outbox/outbox.h"
#include "outbox/owed-txn.h"
#include "sync/sync.h"

#define IN_ONE_TXN 1000
#define IN_BATCH 500
#define SENDERS 4
#define LIMIT 0.7
#define DRAIN_S 120.0
#define HUB_MIB 100.0

static json_t *
day_data (const char *date)
{
  json_t *children = json_array ();

  for (int i = 0; i < 4; i++)
    {
      g_autofree char *number = g_strdup_printf ("A%03d", i);

      json_array_append_new (children, json_pack ("{s:s, s:i, s:i, s:i}", "number", number, "age",
                                                  3, "arrive", 480 + i, "leave", 1020));
    }
  return json_pack ("{s:s, s:b, s:i, s:i, s:i, s:o}", "date", date, "open", TRUE, "enrolled", 4,
                    "present", 4, "absent", 0, "children", children);
}

static void
owe (EnrDb *db, guint from, guint n)
{
  EnrActor actor = enr_actor (ENR_ACTOR_COMMAND, "bench");
  g_autoptr (GError) error = NULL;

  for (guint i = from; i < from + n;)
    {
      g_auto (EnrTxn) txn = ENR_TXN_INIT;

      bench_check (enr_txn_begin (&txn, db, &actor, NULL, &error), "begin", error);
      for (guint j = 0; j < IN_ONE_TXN && i < from + n; j++, i++)
        {
          g_autofree char *date
              = g_strdup_printf ("%04u-%02u-%02u", 2000 + i / 336, 1 + i / 28 % 12, 1 + i % 28);
          g_autofree char *subject = g_strconcat ("attendance-day/", date, NULL);
          g_autoptr (json_t) data = day_data (date);
          EnrOwed owed = { "attendance",
                           "jp.enroku.attendance.day-closed.v1",
                           NULL,
                           subject,
                           ENR_LANE_DAILY,
                           enr_clock_now (),
                           data };

          bench_check (enr_outbox_put_in_txn (db, &owed, NULL, &error), "put", error);
        }
      bench_check (enr_txn_commit (&txn, &error), "commit", error);
    }
}

/* A nursery's database that is enrolled. */
static EnrDb *
make (const char *folder, Hub *hub, guint number)
{
  g_autofree char *name = g_strdup_printf ("%u.db", number);
  g_autofree char *path = g_build_filename (folder, name, "nursery.db", NULL);
  g_autofree char *nursery = g_strdup_printf ("1310%04u", number);
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u", hub->port);
  g_autofree char *code = NULL;
  g_autoptr (EnrHubDb) hub_db = hub_open (hub);
  g_autoptr (GError) error = NULL;
  EnrActor actor = enr_actor (ENR_ACTOR_COMMAND, "bench");
  EnrSyncOptions options = { .is_forced = TRUE };
  EnrDb *db = enr_db_open (path, ENR_DB_READ_WRITE | ENR_DB_CREATE, &error);

  bench_check (db != NULL, path, error);
  code = enr_hub_code_new (hub_db, nursery, "ひばり保育園", 1, &error);
  bench_check (code != NULL, "code", error);
  bench_check (enr_sync_enroll (db, url, nursery, code, &options, NULL, NULL, &error), "enroll",
               error);
  bench_check (enr_outbox_set_mode (db, &actor, "attendance", ENR_SENDING_MODE_AUTO, &error),
               "mode", error);
  return db;
}

static void
set_batch (EnrDb *db, int n)
{
  g_auto (EnrLink) link = { 0 };
  g_autoptr (GError) error = NULL;

  bench_check (enr_link_load (db, &link, &error), "link", error);
  link.batch_max = n;
  bench_check (enr_link_save (db, &link, &error), "link", error);
}

/* Sends all that is owed, and returns how many that were. */
static guint
drain (EnrDb *db, gint64 *heartbeat_ms)
{
  EnrSyncOptions options = { .is_forced = TRUE, .heartbeat_ms = *heartbeat_ms };
  EnrSyncResult result;
  g_autoptr (GError) error = NULL;

  bench_check (enr_sync_run (db, &options, NULL, &result, &error), "run", error);
  if (result.trouble != ENR_TROUBLE_NONE)
    bench_fail ("trouble: %s", enr_trouble_key (result.trouble));
  *heartbeat_ms = result.heartbeat_ms;
  return result.settled;
}

/* A request that only has to be sent */
typedef struct
{
  GBytes *packed;
  char *digest;
  char *key;
} Ready;

static void
ready_free (Ready *self)
{
  g_bytes_unref (self->packed);
  g_free (self->digest);
  g_free (self->key);
  g_free (self);
}

static GPtrArray *
make_ready (EnrDb *db)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) ready_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items
      = enr_outbox_take (db, enr_clock_now_us () / 1000, G_MAXUINT16 * 16, G_MAXSIZE, NULL, &error);

  bench_check (items != NULL, "take", error);
  for (guint i = 0; i < items->len; i += IN_BATCH)
    {
      g_autoptr (GPtrArray) events = g_ptr_array_new ();
      g_autoptr (GBytes) plain = NULL;
      Ready *ready = g_new0 (Ready, 1);
      guint8 sum[ENR_SUM_LENGTH];
      char text[2 * ENR_SUM_LENGTH + 1];

      for (guint j = i; j < i + IN_BATCH && j < items->len; j++)
        g_ptr_array_add (events, ((EnrOutboxItem *) items->pdata[j])->bytes);
      plain = enr_batch_join (events);
      enr_sum (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain), sum);
      enr_sum_format (sum, text);
      ready->packed = enr_gzip (plain);
      ready->digest = enr_content_digest (ready->packed);
      ready->key = g_strdup_printf ("\"%s\"", text);
      g_ptr_array_add (list, ready);
    }
  return list;
}

static void
post (SoupSession *session, const char *url, EnrDb *db, const EnrKeyPair *key, const Ready *ready)
{
  g_autoptr (SoupMessage) message = soup_message_new ("POST", url);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  g_auto (EnrLink) link = { 0 };
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) error = NULL;
  gint64 now_ms = enr_clock_now_us () / 1000;
  g_autofree char *time = g_strdup_printf ("%" G_GINT64_FORMAT, now_ms);
  g_autofree char *text = NULL;
  g_autofree char *signed_by = NULL;
  guint8 sum[ENR_SUM_LENGTH];
  guint8 signature[ENR_SIGNATURE_LENGTH];

  bench_check (enr_link_load (db, &link, &error), "link", error);
  enr_sum (g_bytes_get_data (ready->packed, NULL), g_bytes_get_size (ready->packed), sum);
  text = enr_request_text ("POST", "/v1/events", link.source, now_ms, sum);
  enr_sign (key, text, strlen (text), signature);
  signed_by = enr_key_format (signature, sizeof signature);
  soup_message_headers_append (headers, "Hub-Site", link.source);
  soup_message_headers_append (headers, "Hub-Time", time);
  soup_message_headers_append (headers, "Hub-Signature", signed_by);
  soup_message_headers_append (headers, "Content-Encoding", "gzip");
  soup_message_headers_append (headers, "Content-Digest", ready->digest);
  soup_message_headers_append (headers, "Idempotency-Key", ready->key);
  soup_message_set_request_body_from_bytes (message, "application/cloudevents-batch+json",
                                            ready->packed);
  soup_message_add_flags (message, SOUP_MESSAGE_IDEMPOTENT);
  answer = soup_session_send_and_read (session, message, NULL, &error);
  if (answer == NULL || soup_message_get_status (message) != 200)
    bench_fail ("a bare post: %u %s", soup_message_get_status (message),
                error != NULL ? error->message : "");
}

static double
time_bare (Hub *hub, EnrDb *db, GPtrArray *list)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u/v1/events", hub->port);
  g_autofree char *key_path = enr_link_key_path (db);
  EnrKeyPair key;
  double start;

  bench_check (enr_key_pair_load (&key, key_path, NULL), "key", NULL);
  start = bench_now ();
  for (guint i = 0; i < list->len; i++)
    post (session, url, db, &key, list->pdata[i]);
  return bench_now () - start;
}

static void
copy_hub (Hub *from, Hub *to)
{
  g_autofree char *text = NULL;
  gsize length;

  hub_stop (from, SIGTERM);
  bench_check (g_file_get_contents (from->database, &text, &length, NULL)
                   && g_file_set_contents (to->database, text, (gssize) length, NULL),
               "copy the receiver", NULL);
  g_free (g_steal_pointer (&text));
  bench_check (g_file_get_contents (from->key_path, &text, &length, NULL)
                   && g_file_set_contents (to->key_path, text, (gssize) length, NULL),
               "copy the receiver's key", NULL);
  g_chmod (to->key_path, 0600);
}

static void
measure_sender (guint n, guint rounds)
{
  g_autofree char *folder = g_dir_make_tmp ("enroku-bench-XXXXXX", NULL);
  g_autoptr (Hub) hub = hub_new (HUB_SQLITE);
  g_autoptr (Hub) bare_hub = hub_new (HUB_SQLITE);
  g_autoptr (GArray) ours = bench_list_new ();
  g_autoptr (GArray) theirs = bench_list_new ();
  g_autofree char *our_text = NULL;
  g_autofree char *their_text = NULL;
  g_autoptr (EnrDb) db = NULL;
  g_auto (EnrLink) link = { 0 };
  gint64 heartbeat_ms = 0;

  hub_start (hub, NULL);
  db = make (folder, hub, 1);
  drain (db, &heartbeat_ms);
  copy_hub (hub, bare_hub);
  hub_start (bare_hub, NULL);
  hub_start (hub, NULL);
  bench_check (enr_link_load (db, &link, NULL), "link", NULL);
  g_free (link.url);
  link.url = g_strdup_printf ("http://127.0.0.1:%u", hub->port);
  bench_check (enr_link_save (db, &link, NULL), "link", NULL);
  for (guint round = 0; round < rounds; round++)
    {
      g_autoptr (GPtrArray) list = NULL;
      double start, bare;

      owe (db, round * n, n);
      set_batch (db, IN_BATCH);
      list = make_ready (db);
      bare = time_bare (bare_hub, db, list);
      start = bench_now ();
      if (drain (db, &heartbeat_ms) != n)
        bench_fail ("not all were taken");
      bench_list_add (ours, n / (bench_now () - start));
      bench_list_add (theirs, n / bare);
    }
  our_text = g_strdup_printf ("%.0f", bench_median (ours));
  their_text
      = g_strdup_printf ("%.0f (libsoup alone, requests made beforehand)", bench_median (theirs));
  bench_row ("the sender, events a second to a receiver", our_text, their_text,
             bench_median_ratio (ours, theirs), BENCH_AT_LEAST, LIMIT);
}

typedef struct
{
  GAsyncQueue *paths;
  gint n_settled;
} Drain;

static gpointer
drain_thread (gpointer data)
{
  Drain *self = data;
  char *path;

  while ((path = g_async_queue_try_pop (self->paths)) != NULL)
    {
      g_autoptr (GError) error = NULL;
      EnrDb *db = enr_db_open (path, ENR_DB_READ_WRITE, &error);
      gint64 heartbeat_ms = 0;

      bench_check (db != NULL, path, error);
      g_atomic_int_add (&self->n_settled, (gint) drain (db, &heartbeat_ms));
      enr_db_close (db);
      g_free (path);
    }
  return NULL;
}

/* The most that the process has had at once, MiB. */
static double
read_peak (Hub *hub)
{
  g_autofree char *path
      = g_strdup_printf ("/proc/%s/status", g_subprocess_get_identifier (hub->process));
  g_autofree char *text = NULL;
  const char *line;

  bench_check (g_file_get_contents (path, &text, NULL, NULL), path, NULL);
  line = strstr (text, "VmHWM:");
  return line != NULL ? g_ascii_strtod (line + strlen ("VmHWM:"), NULL) / 1024 : 0;
}

static void
measure_drain (guint n_nurseries, guint n_events)
{
  g_autofree char *folder = g_dir_make_tmp ("enroku-bench-XXXXXX", NULL);
  g_autoptr (Hub) hub = hub_new (HUB_SQLITE);
  g_autofree char *measure
      = g_strdup_printf ("%u nurseries' queues of %u events, sent at once", n_nurseries, n_events);
  g_autofree char *took_text = NULL;
  g_autofree char *peak_text = NULL;
  Drain self = { .paths = g_async_queue_new () };
  GThread *threads[SENDERS];
  double start, took, peak;

  hub_start (hub, NULL);
  for (guint i = 0; i < n_nurseries; i++)
    {
      EnrDb *db = make (folder, hub, i);

      owe (db, 0, n_events);
      g_async_queue_push (self.paths, g_strdup (enr_db_get_path (db)));
      enr_db_close (db);
    }
  start = bench_now ();
  for (guint i = 0; i < SENDERS; i++)
    threads[i] = g_thread_new ("sender", drain_thread, &self);
  for (guint i = 0; i < SENDERS; i++)
    g_thread_join (threads[i]);
  took = bench_now () - start;
  peak = read_peak (hub);
  if (self.n_settled != (gint) (n_nurseries * n_events))
    bench_fail ("%d of %u were taken", self.n_settled, n_nurseries * n_events);
  took_text = g_strdup_printf ("%.1f s, %.0f events a second", took, self.n_settled / took);
  peak_text = g_strdup_printf ("%.0f MB", peak * 1.048576);
  bench_row_value (measure, took_text, NULL, "under 2 minutes for 300 × 3,000",
                   took / self.n_settled * 900000 < DRAIN_S);
  bench_row_value ("memory of the receiver meanwhile, at most", peak_text, NULL, "under 100 MB",
                   peak * 1.048576 < HUB_MIB);
  g_async_queue_unref (self.paths);
}

int
main (int argc, char **argv)
{
  bench_check (sodium_init () >= 0, "libsodium", NULL);
  if (argc == 4 && strcmp (argv[1], "sender") == 0)
    measure_sender ((guint) atoi (argv[2]), (guint) atoi (argv[3]));
  else if (argc == 4 && strcmp (argv[1], "drain") == 0)
    measure_drain ((guint) atoi (argv[2]), (guint) atoi (argv[3]));
  else
    bench_fail ("usage: bench-sync sender EVENTS ROUNDS, bench-sync drain NURSERIES EVENTS");
  return 0;
}
