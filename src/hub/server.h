/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * enroku-hub serve: the main thread reads and writes HTTP (gate.h), workers read and check what came,
 * each with
 * a connection of its own to the database, and one thread writes (writer.h).
 */
#pragma once

#include "hub/gate.h"
#include "hub/request.h"
#include "hub/writer.h"

G_BEGIN_DECLS

typedef struct
{
  const char *database;
  const char *listen;        /* "127.0.0.1:8470" */
  EnrKeyPair key;            /* the hub's */
  const char *certificate;   /* PEM; NULL: no TLS */
  const char *certificate_key;
  guint n_workers;
  gboolean is_behind_proxy;  /* who asks is in X-Real-IP, and all have one address */
  const char *metrics_token; /* NULL: /metrics for this machine alone */
  EnrHubLimits limits;
} EnrHubOptions;

typedef struct _EnrHubServer EnrHubServer;

/** Opens the database and listens. Runs in the thread's default main context. */
EnrHubServer *enr_hub_server_new (const EnrHubOptions *options,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Takes no more connections, answers what it has begun, and ends. */
void enr_hub_server_free (EnrHubServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrHubServer, enr_hub_server_free)

guint enr_hub_server_get_port (const EnrHubServer *self);

/** Reads the certificate anew, for connections to come. */
gboolean enr_hub_server_reload (EnrHubServer *self,
                                GError **error);

/*
 * For routes.
 */

/** A worker's view: its own connection to read by. */
typedef struct
{
  EnrHubServer *server;
  EnrHubDb *db;
} EnrHubWorker;

/** Answers a request, on a worker's thread. */
typedef void (*EnrHubHandler) (EnrHubWorker *worker,
                               EnrHubRequest *request);

typedef enum
{
  ENR_HUB_ROUTE_OPEN = 0,
  ENR_HUB_ROUTE_SIGNED = 1 << 0, /* by an enrolled PC: request->site */
  ENR_HUB_ROUTE_PREFIX = 1 << 1, /* all below the path too */
} EnrHubRouteFlags;

typedef struct
{
  const char *method; /* NULL ends a table */
  const char *path;
  EnrHubRouteFlags flags;
  EnrHubHandler handler;
} EnrHubRoute;

/** Changes something, by way of the writer. */
gboolean enr_hub_server_write (EnrHubServer *self,
                               EnrHubWriteFunc func,
                               gpointer data,
                               GError **error);

const EnrHubMeta *enr_hub_server_get_meta (const EnrHubServer *self);
const EnrHubOptions *enr_hub_server_get_options (const EnrHubServer *self);

/** Takes @batch in and answers @request once it is on the disk. */
void enr_hub_server_take_batch (EnrHubServer *self,
                                EnrHubBatch *batch,
                                EnrHubRequest *request);

/** Bytes of batches that wait to be written. */
gsize enr_hub_server_waiting (EnrHubServer *self);

/** Counts a failed try of @address; %FALSE where there were too many in the last ten minutes. */
gboolean enr_hub_server_may_try (EnrHubServer *self,
                                 const char *address,
                                 gboolean has_failed);

typedef struct
{
  EnrHubGateCounts gate;
  EnrHubWriterCounts writer;
  guint64 requests;
  guint64 by_class[6];   /* answers 1xx to 5xx, by their first figure */
  guint waiting;         /* requests for a worker */
  double seconds;        /* all requests together, from the last byte to the answer */
} EnrHubServerCounts;

EnrHubServerCounts enr_hub_server_count (EnrHubServer *self);

G_END_DECLS
