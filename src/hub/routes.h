/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the hub answers to: one table a file, each ended by a row of NULLs. A further one (the
 * officer's pages) is its
 * file and a line in routes.c.
 */
#pragma once

#include "hub/server.h"

G_BEGIN_DECLS

extern const EnrHubRoute enr_hub_routes_events[];  /* routes-events.c */
extern const EnrHubRoute enr_hub_routes_site[];    /* routes-site.c */
extern const EnrHubRoute enr_hub_routes_blobs[];   /* routes-blobs.c */
extern const EnrHubRoute enr_hub_routes_health[];  /* routes-health.c */
extern const EnrHubRoute enr_hub_routes_web[];     /* web.c: the officer's pages */

/** The route of a request. @is_known: (out): whether there is any for the path, with another method. */
const EnrHubRoute *enr_hub_find_route (const char *method,
                                       const char *path,
                                       gboolean *is_known);

/**
 * Checks the signature of a request and sets its site, or answers it: 401, with the hub's clock where
 * it is the
 * sender's that is wrong.
 */
gboolean enr_hub_check_signature (EnrHubWorker *worker,
                                  EnrHubRequest *request);

/** The same against a key that the request brings itself (enrolling). */
gboolean enr_hub_check_signed_by (EnrHubRequest *request,
                                  const char *source,
                                  const guint8 open[ENR_KEY_PUBLIC_LENGTH]);

/** The headers Hub-Time and Hub-Signature; %FALSE where they are none. */
gboolean enr_hub_read_signature (const EnrHubRequest *request,
                                 gint64 *time_ms,
                                 guint8 signature[ENR_SIGNATURE_LENGTH]);

G_END_DECLS
