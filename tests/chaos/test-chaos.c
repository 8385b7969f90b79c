/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Everything at once: the sender and the hub are processes that are killed at random moments, the
 * network between them tears, loses, doubles, reorders, delays, alters, refuses and lies; reports
 * go on being made meanwhile. In the end nothing is lost, nothing is there twice, and nothing is
 * other than it was made.
 *
 * ENROKU_CHAOS sets the number of events, --seed what happens.
 */
#include "config.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>

#include "route.h"

#define EVENTS 50000
#define EVENTS_POSTGRESQL 6000
#define IN_ONE_TXN 250
#define SCALE 100
#define FAULT_RATE 0.35
#define LONGEST_S 200.0
/* After the last fault: PROTOCOL's 15 minutes, half as much again by chance, and a run. */
#define RECOVERY_S (23.0 * 60 / SCALE)

typedef struct
{
  Route route;
  GSubprocess *sender;
  gint64 begun_us;
  guint n_owed;
  guint n_sender_kills;
  guint n_hub_kills;
} Chaos;

/* The hub's own words about what was never delivered, with a sum that is not ours: a hub, or what
 * stands before it, whose word must not count. */
static GBytes *
lie (const char *head, GBytes *body, gpointer data)
{
  Chaos *self = data;
  g_autoptr (EnrReply) reply = enr_reply_new (self->route.hub->id);
  g_autoptr (GBytes) plain = NULL;
  g_autoptr (GArray) slices = NULL;

  if (!g_str_has_prefix (head, "POST /v1/events"))
    return NULL;
  plain = route_unpack (head, body);
  slices = enr_batch_split (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain),
                            ENR_BATCH_MAX_EVENTS, NULL);
  for (guint i = 0; slices != NULL && i < slices->len; i++)
    {
      const EnrSlice *slice = &g_array_index (slices, EnrSlice, i);
      g_auto (EnrEvent) event = { 0 };
      EnrVerdict *verdict = g_new0 (EnrVerdict, 1);

      g_assert_true (enr_event_read (&event, slice->bytes, slice->length, NULL));
      verdict->id = g_strdup (event.id);
      verdict->status = i % 2 == 0 ? ENR_VERDICT_ACCEPTED : ENR_VERDICT_DUPLICATE;
      verdict->recv_seq = 1 + i;
      enr_sum (slice->bytes, slice->length - 1, verdict->sum);
      g_ptr_array_add (reply->verdicts, verdict);
    }
  return enr_reply_write (reply, &self->route.hub->key);
}

static void
start_sender (Chaos *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *scale = g_strdup_printf ("%d", SCALE);
  g_autofree char *begun = g_strdup_printf ("%" G_GINT64_FORMAT, self->begun_us);
  g_autofree char *batch = g_strdup_printf ("%d", g_test_rand_int_range (1, 160));

  self->sender = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, g_getenv ("ENROKU_SENDER"),
                                   self->route.box.nursery->path, "--scale", scale, begun,
                                   "--batch", batch, NULL);
  g_assert_no_error (error);
}

/* Whether it is still there. */
static gboolean
check_sender (Chaos *self)
{
  pid_t pid = (pid_t) g_ascii_strtoll (g_subprocess_get_identifier (self->sender) != NULL
                                           ? g_subprocess_get_identifier (self->sender)
                                           : "0",
                                       NULL, 10);

  if (pid > 0 && kill (pid, 0) == 0)
    return TRUE;
  g_subprocess_wait (self->sender, NULL, NULL);
  g_assert_true (g_subprocess_get_if_exited (self->sender));
  g_assert_cmpint (g_subprocess_get_exit_status (self->sender), ==, 0);
  g_clear_object (&self->sender);
  return FALSE;
}

static void
kill_sender (Chaos *self)
{
  g_subprocess_force_exit (self->sender);
  g_subprocess_wait (self->sender, NULL, NULL);
  /* It may have ended by itself at this moment. */
  if (g_subprocess_get_if_signaled (self->sender))
    self->n_sender_kills++;
  else
    g_assert_cmpint (g_subprocess_get_exit_status (self->sender), ==, 0);
  g_clear_object (&self->sender);
}

/* Some subjects are new, others have one more revision: what it replaces may be on its way just
 * now. */
static void
owe_more (Chaos *self, guint n)
{
  g_autofree char *prefix = g_strdup_printf ("vacancy/%d", g_test_rand_int_range (0, 400));

  route_owe (&self->route, prefix, n, (int) (self->n_owed / IN_ONE_TXN));
  self->n_owed += n;
}

static double
seconds_until (int from_ms, int to_ms)
{
  return g_test_timer_elapsed () + g_test_rand_int_range (from_ms, to_ms) / 1000.0;
}

static void
run_wild (Chaos *self, guint n_events)
{
  double sender_end = seconds_until (100, 600);
  double hub_end = seconds_until (300, 900);

  while (g_test_timer_elapsed () < LONGEST_S)
    {
      if (self->sender == NULL)
        start_sender (self);
      else
        check_sender (self);
      if (self->n_owed < n_events)
        owe_more (self, MIN (IN_ONE_TXN, n_events - self->n_owed));
      else if (box_in (&self->route.box, ENR_SENDING_OWED) == 0)
        return;
      else
        g_usleep (5000);
      if (self->sender != NULL && g_test_timer_elapsed () > sender_end)
        {
          kill_sender (self);
          sender_end = seconds_until (100, 600);
        }
      if (g_test_timer_elapsed () > hub_end)
        {
          proxy_set_upstream (self->route.proxy, 0);
          if (self->route.hub->process != NULL)
            hub_stop (self->route.hub, SIGKILL);
          g_usleep ((gulong) g_test_rand_int_range (0, 80000));
          route_kill_hub (&self->route);
          self->n_hub_kills++;
          hub_end = seconds_until (300, 900);
        }
    }
}

/* The network is whole again: how long until the sender has nothing left? */
static double
recover (Chaos *self)
{
  double begun = g_test_timer_elapsed ();

  proxy_set_rate (self->route.proxy, 0);
  while (g_test_timer_elapsed () - begun < RECOVERY_S)
    {
      if (self->sender == NULL)
        start_sender (self);
      if (!check_sender (self))
        break;
      g_usleep (10000);
    }
  if (self->sender != NULL)
    kill_sender (self);
  return g_test_timer_elapsed () - begun;
}

static void
tell (Chaos *self, double took, double recovery)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 1; i < N_FAULTS; i++)
    g_string_append_printf (text, " %s %u", fault_name ((Fault) i),
                            proxy_count (self->route.proxy, (Fault) i));
  g_test_message ("%u events, %.1f s, sender killed %u times, hub %u times, %u requests:%s; "
                  "recovered in %.2f s "
                  "(a second is %d)",
                  self->n_owed, took, self->n_sender_kills, self->n_hub_kills,
                  proxy_requests (self->route.proxy), text->str, recovery, SCALE);
}

static void
test_chaos (gconstpointer data)
{
  Chaos self = { 0 };
  HubStore store = (HubStore) GPOINTER_TO_INT (data);
  const char *number = g_getenv ("ENROKU_CHAOS");
  guint n_events = store == HUB_SQLITE ? EVENTS : EVENTS_POSTGRESQL;
  double took, recovery;
  Tally tally;

  if (number != NULL)
    n_events = (guint) MAX (atoi (number), 1);
  route_set_up (&self.route, store, (guint32) g_test_rand_int ());
  proxy_set_liar (self.route.proxy, lie, &self);
  self.begun_us = g_get_real_time ();
  while (self.n_owed < n_events / 2)
    owe_more (&self, MIN (IN_ONE_TXN, n_events / 2 - self.n_owed));
  proxy_set_rate (self.route.proxy, FAULT_RATE);

  g_test_timer_start ();
  run_wild (&self, n_events);
  took = g_test_timer_elapsed ();
  recovery = recover (&self);
  tell (&self, took, recovery);
  g_assert_cmpfloat (recovery, <, RECOVERY_S);

  tally = route_compare (&self.route, NULL);
  g_test_message ("made %u: accepted %u, superseded %u, owed %u, set aside %u; received %u: lost "
                  "%u, doubled %u, "
                  "altered %u",
                  tally.made, tally.accepted, tally.superseded, tally.owed, tally.quarantined,
                  tally.received, tally.lost, tally.doubled, tally.altered);
  g_assert_cmpuint (tally.made, ==, n_events);
  g_assert_cmpuint (tally.quarantined, ==, 0);
  g_assert_cmpuint (tally.accepted + tally.superseded, ==, n_events);
  route_assert_whole (&self.route);
  /* It was chaos. */
  g_assert_cmpuint (self.n_sender_kills, >, 0);
  g_assert_cmpuint (self.n_hub_kills, >, 0);
  route_tear_down (&self.route);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  hub_add_test ("/chaos/all", test_chaos);
  return hub_run_tests ();
}
