/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The whole way of a report: a nursery's database, a network that may do anything (proxy.h), the city's
 * hub as its own process. And the question at the end: is it all there, once, and unchanged? What fails
 * here fails the test.
 */
#pragma once

#include "hub-support.h"
#include "outbox/outbox-fixture.h"
#include "proxy.h"
#include "sync/sync.h"

#define ROUTE_NURSERY "13101014"

typedef struct
{
  Box box;
  Hub *hub;
  Proxy *proxy;
  EnrSyncOptions options; /* of route_run() */
  EnrSyncResult result;
} Route;

/** A nursery that is enrolled by way of the proxy, which has no faults yet. The clock is the PC's. */
void route_set_up (Route *self,
                   HubStore store,
                   guint32 seed);
void route_tear_down (Route *self);

/** The hub's process is killed, and starts again. */
void route_kill_hub (Route *self);

/** Owes @n states of the subjects PREFIX/0 to PREFIX/(n-1), which say @places, in one transaction. */
void route_owe (Route *self,
                const char *prefix,
                guint n,
                int places);

/** How many events the next request has. */
void route_set_batch (Route *self,
                      int batch);

/** One run of the sender in this process. */
EnrTrouble route_run (Route *self);
/** Runs, forced, until nothing is owed; at most @most times. How many runs that took. */
guint route_drain (Route *self,
                   guint most);

/** What the two ends have. */
typedef struct
{
  guint made;
  guint accepted;   /* by the nursery's word */
  guint owed;
  guint quarantined;
  guint superseded;
  guint received;   /* rows at the hub */
  guint lost;       /* accepted, but not there */
  guint doubled;    /* there more than once */
  guint altered;    /* there with other bytes, or with bytes that nobody made */
} Tally;

/** @db: another copy of the database, or %NULL for the route's own. */
Tally route_compare (Route *self,
                     EnrDb *db);
/** Nothing is owed, lost, doubled or altered. */
void route_assert_whole (Route *self);

/** The body of a request to the hub, unpacked. */
GBytes *route_unpack (const char *head,
                      GBytes *body);
