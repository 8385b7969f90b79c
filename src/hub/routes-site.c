/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A PC's own affairs: enrolling, further sources, the ledger, what the city tells it, and its
 * heartbeat.
 */
#include "config.h"

#include <string.h>

#include "hub/routes.h"
#include "wire/event.h"

#define MOST_NAME 200
#define MOST_HEARTBEAT 8192
#define MOST_BLOCK (G_MAXINT64 / 1000 - 1)

typedef struct
{
  const char *code;
  const char *nursery;
  const char *source;
  const char *name;
  guint8 open[ENR_KEY_PUBLIC_LENGTH];
} Enrolling;

static gboolean
enroll_func (EnrHubDb *db, gpointer data, GError **error)
{
  const Enrolling *self = data;

  return enr_hub_enroll (db, self->code, self->nursery, self->source, self->open, self->name,
                         error);
}

static void
answer_enrolled (EnrHubWorker *worker, EnrHubRequest *request, const char *nursery)
{
  const EnrHubMeta *meta = enr_hub_server_get_meta (worker->server);
  g_autofree char *open = enr_key_format (meta->open, sizeof meta->open);
  json_t *answer = json_object ();

  json_object_set_new (answer, "hub", json_string (meta->id));
  json_object_set_new (answer, "key", json_string (open));
  json_object_set_new (answer, "nursery", json_string (nursery));
  json_object_set_new (answer, "name", json_string (meta->name));
  enr_hub_answer_json (request, 200, answer);
}

static void
post_enroll (EnrHubWorker *worker, EnrHubRequest *request)
{
  g_autoptr (json_t) json = NULL;
  g_autofree char *of_source = NULL;
  g_autoptr (GError) error = NULL;
  Enrolling self;

  if (!enr_hub_server_may_try (worker->server, request->address, FALSE))
    {
      enr_hub_answer_problem (request, 429, "too-many-requests", NULL);
      enr_hub_answer_header (request, "Retry-After", "600");
      return;
    }
  json = enr_hub_request_json (request);
  if (json == NULL)
    return;
  self.code = enr_json_get_text (json, "code", "");
  self.nursery = enr_json_get_text (json, "nursery", "");
  self.source = enr_json_get_text (json, "source", "");
  self.name = enr_json_get_text (json, "name", "");
  if (!enr_source_parse (self.source, &of_source, NULL) || strcmp (of_source, self.nursery) != 0
      || !enr_key_parse (enr_json_get_text (json, "key", ""), self.open, sizeof self.open)
      || strlen (self.name) > MOST_NAME)
    {
      enr_hub_answer_problem (request, 400, "bad-request", "nursery, source, key");
      return;
    }
  if (g_strcmp0 (enr_hub_request_header (request, "Hub-Site"), self.source) != 0)
    {
      enr_hub_answer_problem (request, 401, "signature-invalid", "Hub-Site");
      return;
    }
  if (!enr_hub_check_signed_by (request, self.source, self.open))
    return;
  if (enr_hub_server_write (worker->server, enroll_func, &self, &error))
    answer_enrolled (worker, request, self.nursery);
  else if (g_error_matches (error, ENR_HUB_ERROR, ENR_HUB_ERROR_NOT_FOUND))
    {
      enr_hub_server_may_try (worker->server, request->address, TRUE);
      enr_hub_answer_problem (request, 403, "code-invalid", NULL);
    }
  else
    enr_hub_answer_error (request, error);
}

typedef struct
{
  const EnrHubSite *old;
  const char *source;
} AddingSource;

static gboolean
add_source_func (EnrHubDb *db, gpointer data, GError **error)
{
  const AddingSource *self = data;

  return enr_hub_add_source (db, self->old, self->source, error);
}

static void
post_source (EnrHubWorker *worker, EnrHubRequest *request)
{
  g_autoptr (json_t) json = enr_hub_request_json (request);
  g_autoptr (GError) error = NULL;
  AddingSource self = { request->site, NULL };

  if (json == NULL)
    return;
  self.source = enr_json_get_text (json, "source", "");
  if (enr_hub_server_write (worker->server, add_source_func, &self, &error))
    answer_enrolled (worker, request, request->site->nursery);
  else if (g_error_matches (error, ENR_HUB_ERROR, ENR_HUB_ERROR_REFUSED))
    enr_hub_answer_problem (request, 403, "not-yours", self.source);
  else
    enr_hub_answer_error (request, error);
}

/* The site whose source is asked about: one of the same nursery, the asking one by default. */
static EnrHubSite *
dup_asked_site (EnrHubWorker *worker, EnrHubRequest *request)
{
  const char *source = g_hash_table_lookup (request->query, "source");
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrHubSite) site
      = enr_hub_site_find (worker->db, source != NULL ? source : request->site->source, &error);

  if (site != NULL && strcmp (site->nursery, request->site->nursery) == 0)
    return g_steal_pointer (&site);
  /* Another nursery's source and none at all are the same to whoever asks. */
  if (error == NULL || g_error_matches (error, ENR_HUB_ERROR, ENR_HUB_ERROR_NOT_FOUND))
    enr_hub_answer_problem (request, 404, "not-found", NULL);
  else
    enr_hub_answer_error (request, error);
  return NULL;
}

static void
get_ledger (EnrHubWorker *worker, EnrHubRequest *request)
{
  g_autoptr (EnrHubSite) site = NULL;
  g_autoptr (GError) error = NULL;
  json_t *answer;
  gint64 block;
  gint64 with_sums;

  if (!enr_hub_request_int (request, "block", 0, MOST_BLOCK, 0, &block)
      || !enr_hub_request_int (request, "sums", 0, 1, 0, &with_sums))
    return;
  site = dup_asked_site (worker, request);
  if (site == NULL)
    return;
  answer = enr_hub_ledger (worker->db, site, block, with_sums != 0, &error);
  if (answer != NULL)
    enr_hub_answer_json (request, 200, answer);
  else
    enr_hub_answer_error (request, error);
}

static void
get_changes (EnrHubWorker *worker, EnrHubRequest *request)
{
  g_autoptr (GError) error = NULL;
  json_t *answer;
  gint64 after;
  gint64 limit;

  if (!enr_hub_request_int (request, "after", 0, G_MAXINT64 - 1, 0, &after)
      || !enr_hub_request_int (request, "limit", 1, 500, 500, &limit))
    return;
  answer = enr_hub_changes (worker->db, request->site, after, (int) limit, &error);
  if (answer != NULL)
    enr_hub_answer_json (request, 200, answer);
  else
    enr_hub_answer_error (request, error);
}

typedef struct
{
  const char *source;
  const char *json;
} Beating;

static gboolean
heartbeat_func (EnrHubDb *db, gpointer data, GError **error)
{
  const Beating *self = data;

  return enr_hub_heartbeat (db, self->source, self->json, error);
}

static void
post_heartbeat (EnrHubWorker *worker, EnrHubRequest *request)
{
  g_autoptr (json_t) json = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gsize length;
  const char *bytes = g_bytes_get_data (request->body, &length);
  Beating self = { request->site->source, NULL };

  if (length > MOST_HEARTBEAT)
    {
      enr_hub_answer_problem (request, 413, "too-large", NULL);
      return;
    }
  json = enr_hub_request_json (request);
  if (json == NULL)
    return;
  text = g_strndup (bytes, length);
  self.json = text;
  if (enr_hub_server_write (worker->server, heartbeat_func, &self, &error))
    enr_hub_answer (request, 204, NULL, NULL);
  else
    enr_hub_answer_error (request, error);
}

const EnrHubRoute enr_hub_routes_site[] = {
  { "POST", "/v1/enroll", ENR_HUB_ROUTE_OPEN, post_enroll },
  { "POST", "/v1/source", ENR_HUB_ROUTE_SIGNED, post_source },
  { "GET", "/v1/ledger", ENR_HUB_ROUTE_SIGNED, get_ledger },
  { "GET", "/v1/changes", ENR_HUB_ROUTE_SIGNED, get_changes },
  { "POST", "/v1/heartbeat", ENR_HUB_ROUTE_SIGNED, post_heartbeat },
  { NULL },
};
