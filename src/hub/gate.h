/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The door before the HTTP server: accepts connections, counts them and what comes in on them, and
 * shuts those that are
 * too slow, too large or too many. libsoup's server alone waits for ever and takes any body into memory.
 *
 * All of it is on the thread that runs the server's main context.
 */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef struct
{
  guint connections;      /* in all */
  guint per_address;      /* 0: no limit (behind a proxy all have its address) */
  guint header_seconds;   /* from the first byte, or from connecting, to the last of the headers */
  guint request_seconds;  /* to the last of the body */
  guint idle_seconds;     /* between requests */
  gsize header_bytes;
  gsize body_bytes;       /* of one request, as sent */
  gsize all_bytes;        /* of all requests that are here at one time */
  gsize least_rate;       /* bytes a second of a body, after its first five seconds */
} EnrHubLimits;

/** 1024 connections, 64 an address, 10 s, 30 s, 75 s, 16 KiB, 2 MiB, 48 MiB, 1 KiB/s. */
extern const EnrHubLimits enr_hub_limits_default;

typedef struct _EnrHubGate EnrHubGate;

EnrHubGate *enr_hub_gate_new (SoupServer *server,
                              const EnrHubLimits *limits,
                              GTlsCertificate *certificate) G_GNUC_WARN_UNUSED_RESULT;
/** Shuts all connections. */
void enr_hub_gate_free (EnrHubGate *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrHubGate, enr_hub_gate_free)

/** Listens at "127.0.0.1:8470", "[::1]:8470", "0.0.0.0:443"; port 0 is any free one. */
gboolean enr_hub_gate_listen (EnrHubGate *self,
                              const char *where,
                              GError **error);
guint enr_hub_gate_get_port (const EnrHubGate *self);

/** No new connections; those that are there may end what they have begun. */
void enr_hub_gate_stop_listening (EnrHubGate *self);

/** Another certificate for connections to come (it was renewed). */
void enr_hub_gate_set_certificate (EnrHubGate *self,
                                   GTlsCertificate *certificate);

typedef struct
{
  guint connections;    /* now */
  guint64 accepted;
  guint64 turned_away;  /* too many */
  guint64 too_slow;
  guint64 too_large;
  gsize bytes;          /* of requests that are here now */
} EnrHubGateCounts;

EnrHubGateCounts enr_hub_gate_count (const EnrHubGate *self);

/** The address of whoever sent @message, without the port. Borrowed. */
const char *enr_hub_gate_address_of (SoupServerMessage *message);

G_END_DECLS
