/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Each fault of the network by itself, at the first request and in the middle; an outage of a day;
 * and a hub whose word is not to be trusted.
 */
#include "config.h"

#include "route.h"

#define N_EVENTS 250

typedef struct
{
  Route route;
  gint64 now_us;     /* the clock that only this test moves */
  gboolean has_sums; /* the liar's sums are right */
} Fixture;

static gint64
own_clock (gpointer data)
{
  return ((Fixture *) data)->now_us;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  route_set_up (&self->route, HUB_SQLITE, 1);
  self->route.options.total_ms = 300;
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  enr_clock_set_source (NULL, NULL);
  route_tear_down (&self->route);
}

/* The hub's own key says that it has taken all, and nothing has arrived. */
static GBytes *
lie (const char *head, GBytes *body, gpointer data)
{
  Fixture *self = data;
  g_autoptr (EnrReply) reply = enr_reply_new (self->route.hub->id);
  g_autoptr (GBytes) plain = NULL;
  g_autoptr (GArray) slices = NULL;

  if (!g_str_has_prefix (head, "POST /v1/events"))
    return NULL;
  plain = route_unpack (head, body);
  slices = enr_batch_split (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain),
                            ENR_BATCH_MAX_EVENTS, NULL);
  for (guint i = 0; i < slices->len; i++)
    {
      const EnrSlice *slice = &g_array_index (slices, EnrSlice, i);
      g_auto (EnrEvent) event = { 0 };
      EnrVerdict *verdict = g_new0 (EnrVerdict, 1);

      g_assert_true (enr_event_read (&event, slice->bytes, slice->length, NULL));
      verdict->id = g_strdup (event.id);
      verdict->status = ENR_VERDICT_ACCEPTED;
      verdict->recv_seq = 1 + i;
      enr_sum (slice->bytes, slice->length - (self->has_sums ? 0 : 1), verdict->sum);
      g_ptr_array_add (reply->verdicts, verdict);
    }
  return enr_reply_write (reply, &self->route.hub->key);
}

/* Each twice in a row, before anything has gone and between batches. */
static void
test_each (Fixture *self, gconstpointer data)
{
  proxy_set_path (self->route.proxy, "/v1/events");
  proxy_set_liar (self->route.proxy, lie, self);
  for (guint i = 1; i < N_FAULTS; i++)
    {
      const Fault script[] = { (Fault) i, (Fault) i, FAULT_NONE, (Fault) i };
      g_autofree char *prefix = g_strdup_printf ("vacancy/%s", fault_name ((Fault) i));
      guint n_runs;

      route_owe (&self->route, prefix, N_EVENTS, 1);
      route_set_batch (&self->route, 100);
      proxy_script (self->route.proxy, script, G_N_ELEMENTS (script));
      n_runs = route_drain (&self->route, 5);
      g_test_message ("%s: %u runs", fault_name ((Fault) i), n_runs);
      g_assert_cmpuint (proxy_count (self->route.proxy, (Fault) i), >=, 2);
      route_assert_whole (&self->route);
      g_assert_cmpint (box_in (&self->route.box, ENR_SENDING_QUARANTINED), ==, 0);
    }
}

/* The network is away for a day: how often is it tried, and how soon is all there when it is back?
 */
static void
test_outage (Fixture *self, gconstpointer data)
{
  static const Fault kinds[] = { FAULT_RESET, FAULT_503, FAULT_LOGIN, FAULT_502, FAULT_GARBAGE };
  gint64 begin = g_get_real_time ();
  gint64 end = begin + G_GINT64_CONSTANT (86400000000);
  gint64 last_us = 0;
  guint n_runs = 0;
  guint most = 0;
  guint before;

  self->now_us = begin;
  enr_clock_set_source (own_clock, self);
  self->route.options.is_forced = FALSE;
  self->route.options.jitter = 0.5; /* the most impatient there is */
  route_owe (&self->route, "vacancy", N_EVENTS, 1);
  before = proxy_requests (self->route.proxy);
  while (self->now_us < end)
    {
      guint n = proxy_requests (self->route.proxy);

      proxy_script (self->route.proxy, &kinds[n_runs % G_N_ELEMENTS (kinds)], 1);
      route_run (&self->route);
      g_assert_cmpint (self->route.result.trouble, !=, ENR_TROUBLE_NONE);
      n = proxy_requests (self->route.proxy) - n;
      most = MAX (most, n);
      g_assert_cmpuint (n, ==, 1);
      if (last_us != 0)
        g_assert_cmpint (self->now_us - last_us, >=, G_USEC_PER_SEC);
      last_us = self->now_us;
      g_assert_cmpint (self->route.result.next_ms * 1000, >, self->now_us);
      self->now_us = self->route.result.next_ms * 1000;
      n_runs++;
    }
  g_test_message ("%u requests in a day, at most %u in a second",
                  proxy_requests (self->route.proxy) - before, most);
  /* 900 s × 0.5, for one of five what the hub says, and those of the first minutes */
  g_assert_cmpuint (n_runs, <, 86400 / 450 * 5 / 4 + 20);
  g_assert_cmpint (self->now_us - end, <=, 15 * 60 * G_USEC_PER_SEC);
  self->route.options.jitter = 1.5;
  route_run (&self->route);
  g_assert_cmpstr (enr_trouble_key (self->route.result.trouble), ==, "");
  route_assert_whole (&self->route);
}

/* Nobody waits less because many changes are made: owing anew does not call the hub. */
static void
test_waits (Fixture *self, gconstpointer data)
{
  const Fault fault = FAULT_502;
  guint n;

  self->now_us = g_get_real_time ();
  enr_clock_set_source (own_clock, self);
  self->route.options.is_forced = FALSE;
  route_owe (&self->route, "vacancy", 10, 1);
  proxy_script (self->route.proxy, &fault, 1);
  route_run (&self->route);
  n = proxy_requests (self->route.proxy);
  for (int i = 0; i < 40; i++)
    {
      route_owe (&self->route, "vacancy", 10, 2 + i);
      self->now_us += 100000;
      route_run (&self->route);
      g_assert_cmpint (self->route.result.trouble, ==, ENR_TROUBLE_SERVER);
    }
  g_assert_cmpuint (proxy_requests (self->route.proxy), ==, n);
}

/* A hub that says that it has everything and has nothing: its own ledger gives it away. */
static void
test_has_nothing (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Tally tally;
  Fault script[40];
  gint64 n_missing = 0;

  self->has_sums = TRUE;
  proxy_set_path (self->route.proxy, "/v1/events");
  proxy_set_liar (self->route.proxy, lie, self);
  route_owe (&self->route, "true", 2300, 1);
  route_drain (&self->route, 1);
  for (guint i = 0; i < G_N_ELEMENTS (script); i++)
    script[i] = FAULT_LIE;
  proxy_script (self->route.proxy, script, G_N_ELEMENTS (script));
  route_owe (&self->route, "lost", 1700, 1);
  route_drain (&self->route, 1);
  tally = route_compare (&self->route, NULL);
  g_assert_cmpuint (tally.accepted, ==, 4000);
  g_assert_cmpuint (tally.lost, ==, 1700);

  enr_sync_ledger (self->route.box.db, &self->route.options, NULL, &n_missing, &self->route.result,
                   &error);
  g_assert_no_error (error);
  g_assert_cmpint (n_missing, ==, 1700);
  g_assert_cmpint (box_in (&self->route.box, ENR_SENDING_OWED), ==, 1700);
  proxy_set_liar (self->route.proxy, NULL, NULL);
  route_drain (&self->route, 1);
  tally = route_compare (&self->route, NULL);
  g_assert_cmpuint (tally.received, ==, 4000);
  route_assert_whole (&self->route);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/chaos/faults/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("each", test_each);
  ADD ("outage", test_outage);
  ADD ("waits", test_waits);
  ADD ("has-nothing", test_has_nothing);
#undef ADD
  return hub_run_tests ();
}
