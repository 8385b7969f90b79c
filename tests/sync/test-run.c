/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The sender against a hub that does what is wrong on purpose: whatever it does, nothing is lost,
 * nothing is believed that it has not signed, and nobody waits for ever.
 */
#include "config.h"

#include <glib/gstdio.h>

#include "fault-hub.h"
#include "outbox/blob.h"
#include "outbox/ledger.h"
#include "outbox/outbox-fixture.h"
#include "store/journal.h"
#include "outbox/question.h"
#include "sync/sync.h"
#include "wire/seal.h"

typedef struct
{
  Box box;
  FaultHub *hub;
  EnrSyncOptions options;
  EnrSyncResult result;
} Fixture;

static void
enroll (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *city = NULL;

  enr_sync_enroll (self->box.db, fault_hub_url (self->hub), FAULT_NURSERY, FAULT_CODE,
                   &self->options, &city, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (city, ==, "みどり市");
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->box.nursery = enr_test_nursery_new (2);
  self->box.db = self->box.nursery->db;
  enr_clock_set_source (NULL, NULL); /* the hub has the PC's clock */
  self->hub = fault_hub_new ();
  self->options
      = (EnrSyncOptions){ .is_forced = TRUE, .total_ms = 60 * 1000, .conflict_ms = 10, .jitter = 1.0 };
  self->options.heartbeat_ms = g_get_real_time () / 1000;
  box_mode (&self->box, "vacancy", ENR_SENDING_MODE_AUTO);
  enroll (self);
  fault_hub_requests (self->hub);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_assert_cmpuint (fault_hub_bad (self->hub), ==, 0);
  fault_hub_free (self->hub);
  enr_test_nursery_free (self->box.nursery);
}

static void
owe (Fixture *self, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *subject = g_strdup_printf ("vacancy/%u", i);

      g_assert_true (box_put (&self->box, subject, 1));
    }
}

static EnrLink
load_link (Fixture *self)
{
  EnrLink link = { 0 };

  g_assert_true (enr_link_load (self->box.db, &link, NULL));
  return link;
}

static EnrTrouble
run (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (enr_sync_run (self->box.db, &self->options, NULL, &self->result, &error));
  g_assert_no_error (error);
  return self->result.trouble;
}

static void
assert_all_sent (Fixture *self, guint n)
{
  g_assert_cmpint (box_in (&self->box, ENR_SENDING_OWED), ==, 0);
  g_assert_cmpint (box_in (&self->box, ENR_SENDING_ACCEPTED), ==, n);
  g_assert_cmpuint (fault_hub_events (self->hub), ==, n);
}

static void
test_send (Fixture *self, gconstpointer data)
{
  g_auto (EnrLink) link = { 0 };
  g_autofree char *source = fault_hub_source (self->hub);

  owe (self, 350);
  g_assert_cmpint (run (self), ==, ENR_TROUBLE_NONE);
  assert_all_sent (self, 350);
  g_assert_cmpuint (self->result.settled, ==, 350);
  /* 100, two of 110, and the rest: two connections are kept, besides that of the enrolment */
  g_assert_cmpuint (fault_hub_connections (self->hub), <=, 3);
  link = load_link (self);
  g_assert_cmpstr (link.source, ==, source);
  g_assert_cmpstr (link.nursery, ==, FAULT_NURSERY);
  g_assert_cmpint (link.state, ==, ENR_LINK_OK);
  g_assert_cmpint (link.batch_max, >, 121);
  g_assert_cmpint (link.last_ok_ms, >, 0);
  g_assert_cmpint (link.fails, ==, 0);
  g_assert_cmpstr (link.last_error, ==, "");
  g_assert_cmpint (self->result.next_ms, >, g_get_real_time () / 1000 + 10 * 60 * 1000);
}

/* The second batch is answered after the third: both were on their way, and each gets its own
 * verdicts. */
static void
test_two_at_once (Fixture *self, gconstpointer data)
{
  owe (self, 350);
  fault_hub_set (self->hub, "/v1/events", "turn:", -1);
  g_assert_cmpint (run (self), ==, ENR_TROUBLE_NONE);
  assert_all_sent (self, 350);
}

/* Of two that are on their way the first fails: what the hub says about the second holds, nothing
 * else is begun, and the next run sends what is left. */
static void
test_first_of_two_fails (Fixture *self, gconstpointer data)
{
  const char *fault = data;
  g_auto (EnrLink) link = { 0 };
  g_auto (EnrLink) later = { 0 };

  owe (self, 350);
  fault_hub_set (self->hub, "/v1/events", fault, -1);
  g_assert_cmpint (run (self), !=, ENR_TROUBLE_NONE);
  g_assert_cmpuint (fault_hub_requests (self->hub), ==, 3);
  g_assert_cmpint (box_in (&self->box, ENR_SENDING_ACCEPTED), ==, 100 + 110);
  g_assert_cmpint (box_in (&self->box, ENR_SENDING_OWED), ==, 110 + 30);
  link = load_link (self);
  g_assert_cmpint (link.fails, ==, 1);
  fault_hub_set (self->hub, "/v1/events", "", 0);
  g_assert_cmpint (run (self), ==, ENR_TROUBLE_NONE);
  assert_all_sent (self, 350);
  later = load_link (self);
  g_assert_cmpint (later.fails, ==, 0);
}

typedef struct
{
  const char *name;
  const char *fault;
  EnrTrouble trouble;
  gboolean is_taken; /* the hub had them before it failed */
} Fault;

static const Fault faults[] = {
  { "500", "raw:HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n", ENR_TROUBLE_SERVER, FALSE },
  { "503", "raw:HTTP/1.1 503 Busy\r\nRetry-After: 1000000000\r\nContent-Length: 0\r\n\r\n",
    ENR_TROUBLE_BUSY, FALSE },
  { "429", "raw:HTTP/1.1 429 Later\r\nRetry-After: 60\r\nContent-Length: 0\r\n\r\n",
    ENR_TROUBLE_BUSY, FALSE },
  { "302",
    "raw:HTTP/1.1 302 Found\r\nLocation: http"
    "://127.0.0.1:9/login\r\nContent-Length: 0\r\n\r\n",
    ENR_TROUBLE_REDIRECT, FALSE },
  { "307", "raw:HTTP/1.1 307 There\r\nLocation: /v1/events2\r\nContent-Length: 0\r\n\r\n",
    ENR_TROUBLE_REDIRECT, FALSE },
  { "426", "raw:HTTP/1.1 426 Old\r\nContent-Length: 0\r\n\r\n", ENR_TROUBLE_OLD, FALSE },
  { "409", "raw:HTTP/1.1 409 Wait\r\nContent-Length: 0\r\n\r\n", ENR_TROUBLE_BUSY, FALSE },
  { "login-page",
    "raw:HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n<html></html>",
    ENR_TROUBLE_PORTAL, FALSE },
  { "login-json",
    "raw:HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
    ENR_TROUBLE_PORTAL, FALSE },
  { "proxy-400", "raw:HTTP/1.1 400 Bad\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n",
    ENR_TROUBLE_PORTAL, FALSE },
  { "proxy-403", "raw:HTTP/1.1 403 No\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n",
    ENR_TROUBLE_PORTAL, FALSE },
  { "no-http", "raw:SSH-2.0-OpenSSH_9.2\r\n", ENR_TROUBLE_OFFLINE, FALSE },
  { "half",
    "raw:HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"hub\":",
    ENR_TROUBLE_OFFLINE, FALSE },
  { "huge", "huge", ENR_TROUBLE_PORTAL, FALSE },
  { "bomb", "bomb", ENR_TROUBLE_PORTAL, FALSE },
  { "slow", "slow", ENR_TROUBLE_TIMEOUT, FALSE },
  { "silent", "silent", ENR_TROUBLE_TIMEOUT, FALSE },
  { "drop-after-taking", "drop", ENR_TROUBLE_OFFLINE, TRUE },
  { "wrong-sum", "wrong-sum", ENR_TROUBLE_REPLY, TRUE },
  { "wrong-id", "wrong-id", ENR_TROUBLE_REPLY, TRUE },
  { "wrong-signature", "wrong-sig", ENR_TROUBLE_SIGNATURE, TRUE },
  { "wrong-hub", "wrong-hub", ENR_TROUBLE_OTHER_HUB, TRUE },
};

/* Whatever goes wrong: all is still owed, the link waits, and afterwards all arrives, once. */
static void
test_fault (Fixture *self, gconstpointer data)
{
  const Fault *fault = data;
  g_auto (EnrLink) link = { 0 };
  g_auto (EnrLink) after = { 0 };
  gint64 start, now;

  owe (self, 5);
  if (fault->trouble == ENR_TROUBLE_TIMEOUT)
    self->options.total_ms = 1500;
  fault_hub_set (self->hub, "/v1/events", fault->fault, -1);
  start = g_get_monotonic_time ();
  g_assert_cmpstr (enr_trouble_key (run (self)), ==, enr_trouble_key (fault->trouble));
  g_assert_cmpint (g_get_monotonic_time () - start, <, 50 * G_USEC_PER_SEC);
  g_assert_cmpint (box_in (&self->box, ENR_SENDING_OWED), ==, 5);
  g_assert_cmpint (box_in (&self->box, ENR_SENDING_QUARANTINED), ==, 0);
  g_assert_cmpuint (fault_hub_events (self->hub), ==, fault->is_taken ? 5 : 0);
  link = load_link (self);
  now = g_get_real_time () / 1000;
  g_assert_cmpint (link.state, ==, ENR_LINK_OK);
  g_assert_cmpint (link.fails, ==, 1);
  g_assert_cmpstr (link.last_error, ==, enr_trouble_key (fault->trouble));
  g_assert_cmpint (link.next_ms, >, now);
  g_assert_cmpint (link.next_ms, <=, now + 14400 * 1000);
  g_assert_cmpint (self->result.next_ms, ==, link.next_ms);

  /* not before its time */
  fault_hub_set (self->hub, "/v1/events", fault->fault, 0);
  fault_hub_requests (self->hub);
  self->options.is_forced = FALSE;
  g_assert_cmpint (run (self), ==, fault->trouble);
  g_assert_cmpuint (fault_hub_requests (self->hub), ==, 0);

  self->options.is_forced = TRUE;
  g_assert_cmpint (run (self), ==, ENR_TROUBLE_NONE);
  assert_all_sent (self, 5);
  after = load_link (self);
  g_assert_cmpint (after.fails, ==, 0);
  g_assert_cmpint (after.next_ms, ==, 0);
}

static void
test_offline (Fixture *self, gconstpointer data)
{
  g_auto (EnrLink) link = load_link (self);

  owe (self, 3);
  g_free (link.url);
  link.url = g_strdup ("http"
                       "://127.0.0.1:1");
  g_assert_true (enr_link_save (self->box.db, &link, NULL));
  g_assert_cmpint (run (self), ==, ENR_TROUBLE_OFFLINE);
  g_assert_cmpint (run (self), ==, ENR_TROUBLE_OFFLINE);
  enr_link_clear (&link);
  link = load_link (self);
  g_assert_cmpint (link.fails, ==, 2);
  g_assert_cmpint (link.next_ms - g_get_real_time () / 1000, <=, 10000);
  g_assert_cmpint (link.next_ms - g_get_real_time () / 1000, >, 8000);
  g_assert_cmpint (box_in (&self->box, ENR_SENDING_OWED), ==, 3);
}

/* One poisons the batch: it is found in few requests, and all others go. */
static void
test_poison (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) rows = NULL;

  owe (self, 60);
  g_assert_true (box_put (&self->box, "poison", 1));
  for (guint i = 0; i < 39; i++)
    {
      g_autofree char *subject = g_strdup_printf ("after/%u", i);

      box_put (&self->box, subject, 1);
    }
  fault_hub_set (self->hub, "/v1/events", "poison", -1);
  g_assert_cmpint (run (self), ==, ENR_TROUBLE_NONE);
  assert_all_sent (self, 99);
  rows = box_list (&self->box, ENR_SENDING_QUARANTINED);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_cmpstr (((EnrOutboxRow *) rows->pdata[0])->subject, ==, "poison");
  g_assert_cmpstr (((EnrOutboxRow *) rows->pdata[0])->problem->type, ==,
                   ENR_PROBLEM_BASE "batch-malformed");
  /* 1 + 2 for each of at most 7 halvings, /v1/changes and the ledger */
  g_assert_cmpuint (fault_hub_requests (self->hub), <=, 15 + 3);
}

static void
test_smaller (Fixture *self, gconstpointer data)
{
  g_auto (EnrLink) link = { 0 };

  owe (self, 100);
  fault_hub_set (self->hub, "/v1/events", "most:20", -1);
  g_assert_cmpint (run (self), ==, ENR_TROUBLE_NONE);
  assert_all_sent (self, 100);
  link = load_link (self);
  g_assert_cmpint (link.batch_max, <=, 25);
  /* not even one: that one is set aside, with a reason */
  g_assert_true (box_put (&self->box, "large", 1));
  fault_hub_set (self->hub, "/v1/events", "most:0", -1);
  g_assert_cmpint (run (self), ==, ENR_TROUBLE_NONE);
  g_assert_cmpint (box_in (&self->box, ENR_SENDING_QUARANTINED), ==, 1);
}

static void
test_verdicts (Fixture *self, gconstpointer data)
{
  owe (self, 4);
  fault_hub_set (self->hub, "/v1/events", "reject", 1);
  g_assert_cmpint (run (self), ==, ENR_TROUBLE_NONE);
  g_assert_cmpint (box_in (&self->box, ENR_SENDING_QUARANTINED), ==, 4);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *subject = g_strdup_printf ("later/%u", i);

      box_put (&self->box, subject, 1);
    }
  /* put off: the run ends, and says when to come again */
  fault_hub_set (self->hub, "/v1/events", "defer", 1);
  g_assert_cmpint (run (self), ==, ENR_TROUBLE_NONE);
  g_assert_cmpuint (self->result.deferred, ==, 3);
  g_assert_cmpint (box_in (&self->box, ENR_SENDING_OWED), ==, 3);
  g_assert_cmpint (self->result.next_ms, <=, g_get_real_time () / 1000 + 60 * 1000);
}

/* A hub that answers about the first only is asked again about the others. */
static void
test_first_only (Fixture *self, gconstpointer data)
{
  owe (self, 6);
  fault_hub_set (self->hub, "/v1/events", "first-only", -1);
  g_assert_cmpint (run (self), ==, ENR_TROUBLE_NONE);
  assert_all_sent (self, 6);
}

static void
test_conflict (Fixture *self, gconstpointer data)
{
  owe (self, 2);
  fault_hub_set (self->hub, "/v1/events", "raw:HTTP/1.1 409 Wait\r\nContent-Length: 0\r\n\r\n", 2);
  g_assert_cmpint (run (self), ==, ENR_TROUBLE_NONE);
  assert_all_sent (self, 2);
}

static void
test_revoked (Fixture *self, gconstpointer data)
{
  static const char problem[]
      = "raw:HTTP/1.1 403 No\r\nContent-Type: application/problem+json\r\nContent-Length: 62\r\n"
        "\r\n{\"type\":\"https://enroku.github.io/problems/site-revoked\"}      ";
  g_auto (EnrLink) link = { 0 };

  owe (self, 2);
  fault_hub_set (self->hub, "/v1/", problem, -1);
  g_assert_cmpint (run (self), ==, ENR_TROUBLE_REVOKED);
  link = load_link (self);
  g_assert_cmpint (link.state, ==, ENR_LINK_REVOKED);
  g_assert_cmpint (box_in (&self->box, ENR_SENDING_OWED), ==, 2);
  /* it goes on being owed, and only a heartbeat is sent */
  g_assert_true (box_put (&self->box, "more", 1));
  fault_hub_requests (self->hub);
  g_assert_cmpint (run (self), ==, ENR_TROUBLE_REVOKED);
  g_assert_cmpuint (fault_hub_requests (self->hub), ==, 1);
  /* the city lets it in again */
  fault_hub_set (self->hub, "/v1/", problem, 0);
  g_assert_cmpint (run (self), ==, ENR_TROUBLE_NONE);
  assert_all_sent (self, 3);
}

static void
test_gone (Fixture *self, gconstpointer data)
{
  owe (self, 1);
  fault_hub_set (self->hub, "/v1/", "raw:HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n", -1);
  g_assert_cmpint (run (self), ==, ENR_TROUBLE_GONE);
  g_assert_cmpint (self->result.state, ==, ENR_LINK_GONE);
  fault_hub_set (self->hub, "/v1/", "", 0);
  enroll (self);
  g_assert_cmpint (run (self), ==, ENR_TROUBLE_NONE);
  assert_all_sent (self, 1);
}

/* A PC whose clock is a day off sends all the same, and knows by how much it is off. */
static void
test_clock (Fixture *self, gconstpointer data)
{
  g_auto (EnrLink) link = { 0 };
  gint64 day = 24 * 60 * 60 * 1000;

  owe (self, 3);
  fault_hub_set (self->hub, "/v1/", "skew:86400000", -1);
  g_assert_cmpint (run (self), ==, ENR_TROUBLE_NONE);
  assert_all_sent (self, 3);
  link = load_link (self);
  g_assert_true (link.knows_clock);
  g_assert_cmpint (ABS (link.clock_off_ms - day), <, 5000);
}

static void
test_fork (Fixture *self, gconstpointer data)
{
  g_autofree char *before = fault_hub_source (self->hub);
  g_autofree char *after = NULL;

  owe (self, 5);
  fault_hub_set (self->hub, "/v1/events", "fork", 1);
  g_assert_cmpint (run (self), ==, ENR_TROUBLE_NONE);
  g_assert_true (self->result.is_renewed);
  after = fault_hub_source (self->hub);
  g_assert_cmpstr (before, !=, after);
  assert_all_sent (self, 5);
  g_assert_cmpint (box_in (&self->box, ENR_SENDING_SUPERSEDED), ==, 5);
}

/* The hub was put back to last night: what it has lost is found and sent again. */
static void
test_ledger (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 n_missing = -1;

  owe (self, 20);
  g_assert_cmpint (run (self), ==, ENR_TROUBLE_NONE);
  enr_sync_ledger (self->box.db, &self->options, NULL, &n_missing, &self->result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n_missing, ==, 0);
  fault_hub_forget (self->hub, 7);
  enr_sync_ledger (self->box.db, &self->options, NULL, &n_missing, &self->result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n_missing, ==, 7);
  g_assert_cmpint (box_in (&self->box, ENR_SENDING_OWED), ==, 7);
  g_assert_cmpint (run (self), ==, ENR_TROUBLE_NONE);
  assert_all_sent (self, 20);
}

static char *
ledger_path (const char *source, int block)
{
  g_autofree char *escaped = g_uri_escape_string (source, NULL, FALSE);

  return g_strdup_printf ("/v1/ledger?source=%s&block=%d", escaped, block);
}

static gint64
compare (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  gint64 n_missing = -1;

  g_assert_true (
      enr_sync_ledger (self->box.db, &self->options, NULL, &n_missing, &self->result, &error));
  g_assert_no_error (error);
  return n_missing;
}

#define BROKEN "raw:HTTP/1.1 500 Broken\r\nContent-Length: 0\r\n\r\n"

/* One that is cut short goes on where it was, with what it had found until then. */
static void
test_ledger_goes_on (Fixture *self, gconstpointer data)
{
  g_auto (EnrLink) link = { 0 };
  g_autofree char *second = NULL;

  owe (self, 2500);
  g_assert_cmpint (run (self), ==, ENR_TROUBLE_NONE);
  link = load_link (self);
  second = ledger_path (link.source, 1);
  fault_hub_set (self->hub, second, BROKEN, 1);
  g_assert_cmpint (compare (self), ==, -1);
  g_assert_cmpint (self->result.trouble, ==, ENR_TROUBLE_SERVER);
  enr_link_clear (&link);
  link = load_link (self);
  g_assert_cmpstr (link.ledger_source, ==, link.source);
  g_assert_cmpint (link.ledger_block, ==, 1);
  g_assert_cmpint (link.ledger_fails, ==, 1);
  fault_hub_requests (self->hub);
  g_assert_cmpint (compare (self), ==, 0);
  g_assert_cmpuint (fault_hub_requests (self->hub), ==, 2);
  enr_link_clear (&link);
  link = load_link (self);
  g_assert_cmpstr (link.ledger_source, ==, "");
  g_assert_cmpint (link.ledger_fails, ==, 0);
  /* and the next is whole again */
  g_assert_cmpint (compare (self), ==, 0);
  g_assert_cmpuint (fault_hub_requests (self->hub), ==, 3);
}

/* It has a back-off of its own, which grows though all else succeeds, and holds nothing up. */
static void
test_ledger_waits (Fixture *self, gconstpointer data)
{
  gint64 wait = 0;

  fault_hub_set (self->hub, "/v1/ledger", BROKEN, -1);
  owe (self, 5);
  for (int fails = 1; fails <= 4; fails++)
    {
      g_auto (EnrLink) link = { 0 };
      g_autofree char *subject = g_strdup_printf ("later/%d", fails);

      g_assert_true (box_put (&self->box, subject, 1));
      g_assert_cmpint (run (self), ==, ENR_TROUBLE_SERVER);
      g_assert_cmpint (box_in (&self->box, ENR_SENDING_OWED), ==, 0);
      link = load_link (self);
      g_assert_cmpint (link.ledger_fails, ==, fails);
      g_assert_cmpint (link.ledger_next_ms - g_get_real_time () / 1000, >, wait);
      wait = link.ledger_next_ms - g_get_real_time () / 1000;
      /* meanwhile it is left alone, also where a person sends */
      g_assert_cmpint (run (self), ==, ENR_TROUBLE_NONE);
      g_assert_cmpint (self->result.next_ms, <=, link.ledger_next_ms);
      enr_link_clear (&link);
      link = load_link (self);
      g_assert_cmpint (link.ledger_fails, ==, fails);
      link.ledger_next_ms = 1;
      g_assert_true (enr_link_save (self->box.db, &link, NULL));
    }
  g_assert_cmpint (wait, >, 35 * 1000);
}

/* What was accepted before the database was put back is the hub's to keep, too. */
static void
test_ledger_of_before (Fixture *self, gconstpointer data)
{
  static const char unknown[]
      = "raw:HTTP/1.1 404 Not Found\r\nContent-Type: application/problem+json\r\n"
        "Content-Length: 54\r\n\r\n{\"type\":\"https://enroku.github.io/problems/not-found\"}";
  g_auto (EnrLink) before = { 0 };
  g_autofree char *path = NULL;
  gboolean was_changed;

  owe (self, 5);
  g_assert_cmpint (run (self), ==, ENR_TROUBLE_NONE);
  before = load_link (self);
  g_assert_true (enr_journal_renew_site (self->box.db, NULL));
  g_assert_true (enr_outbox_follow_site (self->box.db, &was_changed, NULL));
  g_assert_true (was_changed);
  for (int i = 0; i < 3; i++)
    {
      g_autofree char *subject = g_strdup_printf ("after/%d", i);

      g_assert_true (box_put (&self->box, subject, 1));
    }
  g_assert_cmpint (run (self), ==, ENR_TROUBLE_NONE);
  g_assert_cmpint (compare (self), ==, 0);
  fault_hub_forget (self->hub, 7);
  g_assert_cmpint (compare (self), ==, 7);
  g_assert_cmpint (run (self), ==, ENR_TROUBLE_NONE);
  assert_all_sent (self, 8);
  /* one that it does not know stops nothing */
  fault_hub_forget (self->hub, 8);
  path = ledger_path (before.source, 0);
  fault_hub_set (self->hub, path, unknown, -1);
  g_assert_cmpint (compare (self), >=, 3);
  g_assert_cmpint (self->result.trouble, ==, ENR_TROUBLE_NONE);
}

static void
test_changes (Fixture *self, gconstpointer data)
{
  static const char changes[]
      = "{\"changes\":[{\"cursor\":5,\"at\":\"2026-06-10T10:00:00+09:00\",\"kind\":\"notice\","
        "\"event\":\"\","
        "\"title\":\"お知らせ\",\"text\":\"本文\"},{\"cursor\":6,\"at\":\"2026-06-10T10:00:00+09:"
        "00\","
        "\"kind\":\"question\",\"event\":\"019b0000-0000-7000-8000-000000000001\",\"title\":"
        "\"確認\",\"text\":\"?\"},"
        "{\"cursor\":7,\"at\":\"\",\"kind\":\"of a later version\"}],\"next\":7}";
  g_autoptr (GPtrArray) questions = NULL;
  g_auto (EnrLink) link = { 0 };

  fault_hub_tell (self->hub, changes);
  g_assert_cmpint (run (self), ==, ENR_TROUBLE_NONE);
  g_assert_cmpuint (self->result.questions, ==, 2);
  link = load_link (self);
  g_assert_cmpint (link.changes_after, ==, 7);
  questions = enr_question_list (self->box.db, NULL, 10, NULL);
  g_assert_cmpuint (questions->len, ==, 2);
  fault_hub_tell (self->hub, changes);
  g_assert_cmpint (run (self), ==, ENR_TROUBLE_NONE);
  g_assert_cmpuint (self->result.questions, ==, 0);
  g_assert_cmpint (enr_question_count_unseen (self->box.db, NULL), ==, 2);
}

static void
test_resend (Fixture *self, gconstpointer data)
{
  owe (self, 10);
  g_assert_cmpint (run (self), ==, ENR_TROUBLE_NONE);
  fault_hub_forget (self->hub, 4);
  fault_hub_tell (
      self->hub,
      "{\"changes\":[{\"cursor\":1,\"at\":\"\",\"kind\":\"resend\",\"after_sequence\":6}],"
      "\"next\":1}");
  g_assert_cmpint (run (self), ==, ENR_TROUBLE_NONE);
  g_assert_cmpint (box_in (&self->box, ENR_SENDING_OWED), ==,
                   0 + 4 * (fault_hub_events (self->hub) < 10));
  g_assert_cmpint (run (self), ==, ENR_TROUBLE_NONE);
  assert_all_sent (self, 10);
}

static void
test_blob (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strnfill (2500000, 'x');
  g_autoptr (GBytes) content = g_bytes_new (text, 2500000);
  g_autoptr (GBytes) arrived = NULL;
  guint8 sum[ENR_SUM_LENGTH];

  {
    g_auto (EnrTxn) txn = ENR_TXN_INIT;

    g_assert_true (enr_txn_begin (&txn, self->box.db, &self->box.nursery->actor, NULL, NULL));
    g_assert_true (
        enr_blob_put_in_txn (self->box.db, "vacancy/0", "週案.pdf", content, sum, &error));
    g_assert_true (enr_txn_commit (&txn, NULL));
  }
  owe (self, 1);
  /* the line breaks after the first piece */
  fault_hub_set (self->hub, "/v1/blobs/", "drop", 2);
  g_assert_cmpint (run (self), ==, ENR_TROUBLE_OFFLINE);
  fault_hub_set (self->hub, "/v1/blobs/", "", 0);
  g_assert_cmpint (run (self), ==, ENR_TROUBLE_NONE);
  g_assert_cmpuint (self->result.blobs, ==, 1);
  arrived = fault_hub_blob (self->hub);
  g_assert_true (g_bytes_equal (arrived, content));
  g_assert_cmpint (run (self), ==, ENR_TROUBLE_NONE);
  g_assert_cmpuint (self->result.blobs, ==, 0);
}

static void
test_heartbeat (Fixture *self, gconstpointer data)
{
  self->options.heartbeat_ms = 0;
  fault_hub_set (self->hub, "/v1/heartbeat", "raw:HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n",
                 -1);
  /* its failure is nobody's concern */
  g_assert_cmpint (run (self), ==, ENR_TROUBLE_NONE);
  g_assert_cmpint (self->result.heartbeat_ms, >, 0);
}

static gpointer
cancel_thread (gpointer data)
{
  g_usleep (200 * 1000);
  g_cancellable_cancel (data);
  return NULL;
}

static void
test_cancel (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GThread *thread;
  gint64 start = g_get_monotonic_time ();

  owe (self, 2);
  self->options.total_ms = 30000;
  fault_hub_set (self->hub, "/v1/events", "silent", -1);
  thread = g_thread_new ("cancel", cancel_thread, cancellable);
  g_assert_false (enr_sync_run (self->box.db, &self->options, cancellable, &self->result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_USEC_PER_SEC);
  g_thread_join (thread);
  g_assert_cmpint (box_in (&self->box, ENR_SENDING_OWED), ==, 2);
}

static void
test_no_key (Fixture *self, gconstpointer data)
{
  g_autofree char *path = enr_link_key_path (self->box.db);

  owe (self, 1);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (run (self), ==, ENR_TROUBLE_KEY);
  g_assert_cmpint (box_in (&self->box, ENR_SENDING_OWED), ==, 1);
  enroll (self);
  g_assert_cmpint (run (self), ==, ENR_TROUBLE_NONE);
  assert_all_sent (self, 1);
}

static void
test_enroll_refused (Fixture *self, gconstpointer data)
{
  static const char *const addresses[] = { "",
                                           "hub.city.example.jp",
                                           "http"
                                           "://hub.city.example.jp/",
                                           "ftp://hub.city.example.jp/",
                                           "https://a:b@hub.city.example.jp/",
                                           "https://hub.city.example.jp/?x",
                                           "file:///etc/passwd" };
  g_autoptr (GError) error = NULL;
  g_auto (EnrLink) before = load_link (self);
  g_auto (EnrLink) after = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_assert_false (enr_sync_enroll (self->box.db, addresses[i], FAULT_NURSERY, FAULT_CODE,
                                       &self->options, NULL, NULL, &error));
      g_assert_error (error, ENR_SYNC_ERROR, ENR_SYNC_ERROR_ADDRESS);
      g_clear_error (&error);
    }
  g_assert_false (enr_sync_enroll (self->box.db, fault_hub_url (self->hub), FAULT_NURSERY, "WRONG",
                                   &self->options, NULL, NULL, &error));
  g_assert_error (error, ENR_SYNC_ERROR, ENR_SYNC_ERROR_CODE);
  g_clear_error (&error);
  g_assert_false (enr_sync_enroll (self->box.db, fault_hub_url (self->hub), "13 10", FAULT_CODE,
                                   &self->options, NULL, NULL, &error));
  g_assert_error (error, ENR_SYNC_ERROR, ENR_SYNC_ERROR_STATE);
  g_clear_error (&error);
  fault_hub_set (
      self->hub, "/v1/enroll",
      "raw:HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}", 1);
  g_assert_false (enr_sync_enroll (self->box.db, fault_hub_url (self->hub), FAULT_NURSERY,
                                   FAULT_CODE, &self->options, NULL, NULL, &error));
  g_assert_error (error, ENR_SYNC_ERROR, ENR_SYNC_ERROR_LINK);
  after = load_link (self);
  g_assert_cmpstr (before.url, ==, after.url);
  g_assert_cmpint (after.state, ==, ENR_LINK_OK);
}

/* A stick to the city and back. */
static void
test_carry (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (self->box.nursery->folder, "x.enbatch", NULL);
  g_autofree char *back = g_build_filename (self->box.nursery->folder, "x.enreceipt", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GBytes) receipt = NULL;
  g_autoptr (GArray) slices = NULL;
  g_autoptr (EnrReply) reply = enr_reply_new (FAULT_HUB_ID);
  g_auto (EnrSealed) sealed = { 0 };
  gsize length;
  EnrSyncExport exported;

  g_assert_true (enr_sync_export (self->box.db, path, &exported, &error));
  g_assert_false (exported.is_written);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  owe (self, 700);
  g_assert_true (enr_sync_export (self->box.db, path, &exported, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (exported.n_events, ==, 700);
  g_assert_false (exported.is_introduced);
  g_assert_cmpint (box_in (&self->box, ENR_SENDING_OWED), ==, 700);

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  file = g_bytes_new (text, length);
  g_assert_true (enr_seal_open (&sealed, file, fault_hub_key (self->hub), &error));
  slices = enr_batch_split (g_bytes_get_data (sealed.batch, NULL), g_bytes_get_size (sealed.batch),
                            ENR_SEAL_MAX_EVENTS, &error);
  g_assert_cmpuint (slices->len, ==, 700);
  for (guint i = 0; i < 690; i++)
    {
      const EnrSlice *slice = &g_array_index (slices, EnrSlice, i);
      g_auto (EnrEvent) event = { 0 };
      EnrVerdict *verdict = g_new0 (EnrVerdict, 1);

      g_assert_true (enr_event_read (&event, slice->bytes, slice->length, NULL));
      verdict->id = g_strdup (event.id);
      verdict->recv_seq = i + 1;
      enr_sum (slice->bytes, slice->length, verdict->sum);
      g_ptr_array_add (reply->verdicts, verdict);
    }
  receipt = enr_reply_write (reply, fault_hub_key (self->hub));
  g_assert_true (g_file_set_contents (back, g_bytes_get_data (receipt, NULL),
                                      (gssize) g_bytes_get_size (receipt), NULL));
  g_assert_true (enr_sync_import (self->box.db, back, &self->result, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (self->result.settled, ==, 690);
  g_assert_cmpint (box_in (&self->box, ENR_SENDING_OWED), ==, 10);

  /* somebody's file */
  g_assert_false (enr_sync_import (self->box.db, path, &self->result, &error));
  g_assert_error (error, ENR_SYNC_ERROR, ENR_SYNC_ERROR_FILE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/sync/run/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("send", test_send);
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *path = g_strconcat ("/sync/fault/", faults[i].name, NULL);

      g_test_add (path, Fixture, &faults[i], set_up, test_fault, tear_down);
    }
  ADD ("two-at-once", test_two_at_once);
  g_test_add ("/sync/run/first-of-two-refused", Fixture,
              "turn:raw:HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n", set_up,
              test_first_of_two_fails, tear_down);
  g_test_add ("/sync/run/first-of-two-portal", Fixture,
              "turn:raw:HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nhi",
              set_up, test_first_of_two_fails, tear_down);
  ADD ("offline", test_offline);
  ADD ("poison", test_poison);
  ADD ("smaller", test_smaller);
  ADD ("verdicts", test_verdicts);
  ADD ("first-only", test_first_only);
  ADD ("conflict", test_conflict);
  ADD ("revoked", test_revoked);
  ADD ("gone", test_gone);
  ADD ("clock", test_clock);
  ADD ("fork", test_fork);
  ADD ("ledger", test_ledger);
  ADD ("ledger-goes-on", test_ledger_goes_on);
  ADD ("ledger-waits", test_ledger_waits);
  ADD ("ledger-of-before", test_ledger_of_before);
  ADD ("changes", test_changes);
  ADD ("resend", test_resend);
  ADD ("blob", test_blob);
  ADD ("heartbeat", test_heartbeat);
  ADD ("cancel", test_cancel);
  ADD ("no-key", test_no_key);
  ADD ("enroll-refused", test_enroll_refused);
  ADD ("carry", test_carry);
#undef ADD
  return g_test_run ();
}
