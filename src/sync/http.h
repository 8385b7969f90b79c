/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * One request to the hub and its answer, within a time and a size: nobody waits longer than that,
 * whoever it is
 * that answers. For a worker's thread, which waits; the connection is kept between requests.
 */
#pragma once

#include "sync/judge.h"
#include "wire/sign.h"

G_BEGIN_DECLS

#define ENR_SYNC_ANSWER_LIMIT (8 * 1024 * 1024)

typedef struct _EnrSyncHttp EnrSyncHttp;

/** @url: of the hub, with nothing behind its path. @ca: PEM: certificates in place of the system's; "" none.
 * @connect_ms, @total_ms: 0 for 10 s and 30 s. */
EnrSyncHttp *enr_sync_http_new (const char *url,
                                const char *ca,
                                guint connect_ms,
                                guint total_ms,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
void enr_sync_http_free (EnrSyncHttp *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrSyncHttp, enr_sync_http_free)

/** What trusts the certificates in @pem. GIO reads trust from files alone, and again with each connection:
 * @path (out) is one that must be there as long as the database is in use, and is the caller's to remove. */
GTlsDatabase *enr_sync_authority_load (const char *pem,
                                       char **path,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Whether @url may be a hub's: https, or http on this PC alone. @tidy: (out): without what is behind
 * its path. */
gboolean enr_sync_url_check (const char *url,
                             char **tidy,
                             GError **error);

typedef struct
{
  const char *method;
  const char *path;         /* from "/v1", with its query */
  GBytes *body;             /* nullable */
  const char *content_type;
  gboolean is_packed;       /* by gzip */
  const char *extra[7];     /* further headers: name, value, …, %NULL */
  const char *source;       /* who signs */
  const EnrKeyPair *key;
  gint64 time_ms;           /* by the hub's clock, as far as it is known */
} EnrSyncRequest;

typedef struct
{
  EnrSyncOutcome outcome; /* borrows of what follows */
  GBytes *body;           /* never %NULL with a status */
  GError *failure;
  char *content_type;
  char *problem;
  char *retry_after;
  char *hub_clock;
  gint64 upload_offset;   /* -1 none */
  gboolean is_complete;   /* Upload-Complete: ?1 */
} EnrSyncResponse;

void enr_sync_response_clear (EnrSyncResponse *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EnrSyncResponse, enr_sync_response_clear)

/** A request under way. */
typedef struct _EnrSyncExchange EnrSyncExchange;

/** Begins to send; it goes on while the answer to this or another is waited for. At most two at once.
 * @request need not outlive the call. */
EnrSyncExchange *enr_sync_http_begin (EnrSyncHttp *self,
                                      const EnrSyncRequest *request) G_GNUC_WARN_UNUSED_RESULT;

/** Waits for the answer. %FALSE only where it was cancelled; whatever else goes wrong is in @response. Takes
 * over @exchange. */
gboolean enr_sync_http_finish (EnrSyncExchange *exchange,
                               EnrSyncResponse *response,
                               GCancellable *cancellable,
                               GError **error);

/** Gives it up, whether it arrives or not. */
void enr_sync_exchange_free (EnrSyncExchange *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrSyncExchange, enr_sync_exchange_free)

G_END_DECLS
