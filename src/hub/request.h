/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * One request and its answer, as the hub's own code sees them: whole, and on a worker's thread.
 */
#pragma once

#include <jansson.h>
#include <libsoup/soup.h>

#include "hub/store.h"
#include "wire/reply.h"

G_BEGIN_DECLS

typedef struct
{
  /* The request. */
  const char *method;    /* static, upper case */
  char *target;          /* path and query as sent: what signatures are over */
  char *path;            /* decoded */
  GHashTable *query;     /* decoded, names to values */
  GBytes *body;          /* as sent */
  char *address;         /* who sent it, without the port */
  EnrHubSite *site;      /* who signed it, on routes that ask for it */

  /* The answer. */
  guint status;          /* 0: not answered yet */
  const char *type;      /* of the content, static */
  GBytes *answer;        /* nullable */

  /* The server's own. */
  SoupServerMessage *message;
  GPtrArray *headers;    /* names and values in turn */
  gboolean *is_deferred; /* another thread will answer: the worker's own, for as long as it handles this */
} EnrHubRequest;

void enr_hub_request_free (EnrHubRequest *self);

/** A header of the request, or %NULL. */
const char *enr_hub_request_header (const EnrHubRequest *self,
                                    const char *name);

/** A value of the query as a number within bounds, or the fallback where it is missing; %FALSE
 * (answered with
 * 400) where it is none. */
gboolean enr_hub_request_int (EnrHubRequest *self,
                              const char *name,
                              gint64 first,
                              gint64 last,
                              gint64 fallback,
                              gint64 *value);

/** The body as a JSON object, or %NULL, answered with 400. */
json_t *enr_hub_request_json (EnrHubRequest *self) G_GNUC_WARN_UNUSED_RESULT;

/* Each of these is an answer. */
void enr_hub_answer (EnrHubRequest *self,
                     guint status,
                     const char *type,
                     GBytes *bytes);
void enr_hub_answer_text (EnrHubRequest *self,
                          guint status,
                          const char *type,
                          const char *text);
/** Takes @json. */
void enr_hub_answer_json (EnrHubRequest *self,
                          guint status,
                          json_t *json);
/** RFC 9457; @problem as in enr_hub_problem(). */
void enr_hub_answer_problem (EnrHubRequest *self,
                             guint status,
                             const char *problem,
                             const char *detail);
/** By an error of the database: 503 with Retry-After where it passes, else 500, which is logged. */
void enr_hub_answer_error (EnrHubRequest *self,
                           const GError *error);

/** A header of the answer. */
void enr_hub_answer_header (EnrHubRequest *self,
                            const char *name,
                            const char *value);

G_END_DECLS
