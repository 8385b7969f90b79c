/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A network between a nursery and its city, with everything that networks do: it stands before a hub and
 * spoils requests and answers, by script or by chance. By chance is the same for the same seed.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  FAULT_NONE,
  FAULT_TORN_REQUEST,   /* a part of it arrives */
  FAULT_TORN_ANSWER,
  FAULT_LOST_ANSWER,    /* the hub has taken it, nobody hears of it */
  FAULT_DELAY,
  FAULT_DRIP,           /* the answer byte by byte, too slowly */
  FAULT_DUPLICATE,      /* the request arrives twice */
  FAULT_REORDER,        /* the request arrives behind the next one, the connection is cut */
  FAULT_RESET,
  FAULT_HALF_OPEN,      /* the request arrives nowhere, and nobody says so */
  FAULT_502,
  FAULT_503,            /* with Retry-After */
  FAULT_429,            /* likewise */
  FAULT_LOGIN,          /* a page in HTML, status 200 */
  FAULT_REDIRECT,
  FAULT_GARBAGE,
  FAULT_ALTERED_REQUEST, /* one byte of the body is another */
  FAULT_ALTERED_ANSWER,
  FAULT_OLD_ANSWER,     /* the hub's answer to another request */
  FAULT_LIE,            /* what proxy_set_liar() says, and nothing arrives */
  N_FAULTS,
} Fault;

const char *fault_name (Fault fault);

typedef struct _Proxy Proxy;

Proxy *proxy_new (guint32 seed);
/** Waits for its threads. */
void proxy_free (Proxy *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Proxy, proxy_free)

guint proxy_port (Proxy *self);

/** Where the hub listens now; 0: nowhere. */
void proxy_set_upstream (Proxy *self,
                         guint port);

/** The faults of the next requests, one each; then chance decides again. */
void proxy_script (Proxy *self,
                   const Fault *faults,
                   guint n);

/** The share of requests (0 to 1) that have a fault by chance. At first 0. */
void proxy_set_rate (Proxy *self,
                     double rate);

/** Only requests whose path begins so have faults; %NULL: all. @path is static. */
void proxy_set_path (Proxy *self,
                     const char *path);

/** An answer's body in place of the hub's, to a request with @body; %NULL: none, the request goes on. */
typedef GBytes *(*ProxyLiar) (const char *head,
                              GBytes *body,
                              gpointer data);
void proxy_set_liar (Proxy *self,
                     ProxyLiar liar,
                     gpointer data);

/** How many requests have had a fault, and how many there were at all (FAULT_NONE: without). */
guint proxy_count (Proxy *self,
                   Fault fault);
guint proxy_requests (Proxy *self);

G_END_DECLS
