/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * For whoever watches over the hub: is it there, and its figures in Prometheus' text form.
 */
#include "config.h"

#include <sodium.h>
#include <string.h>

#include "hub/routes.h"

static void
get_health (EnrHubWorker *worker, EnrHubRequest *request)
{
  const EnrHubMeta *meta = enr_hub_server_get_meta (worker->server);
  g_auto (EnrHubMeta) found = { 0 };
  g_autoptr (GError) error = NULL;
  json_t *answer;

  /* Not healthy without its database. */
  if (!enr_hub_meta_load (worker->db, &found, &error))
    {
      enr_hub_answer_error (request, error);
      return;
    }
  answer = json_object ();
  json_object_set_new (answer, "hub", json_string (meta->id));
  json_object_set_new (answer, "status", json_string ("ok"));
  enr_hub_answer_json (request, 200, answer);
}

static gboolean
may_read_metrics (EnrHubWorker *worker, EnrHubRequest *request)
{
  const EnrHubOptions *options = enr_hub_server_get_options (worker->server);
  const char *given = enr_hub_request_header (request, "Authorization");
  g_autofree char *wanted = NULL;
  g_autoptr (GInetAddress) address = NULL;

  if (options->metrics_token != NULL)
    {
      wanted = g_strconcat ("Bearer ", options->metrics_token, NULL);
      return given != NULL && strlen (given) == strlen (wanted)
             && sodium_memcmp (given, wanted, strlen (wanted)) == 0;
    }
  address = g_inet_address_new_from_string (request->address);
  return address != NULL && g_inet_address_get_is_loopback (address);
}

static void
add (GString *text, const char *name, const char *type, const char *help, double value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (number, sizeof number, "%.17g", value);
  g_string_append_printf (text,
                          "# HELP enroku_hub_%s %s\n# TYPE enroku_hub_%s %s\nenroku_hub_%s %s\n",
                          name, help, name, type, name, number);
}

static void
add_server (GString *text, const EnrHubServerCounts *counts)
{
  add (text, "requests_total", "counter", "Requests.", (double) counts->requests);
  g_string_append (text,
                   "# HELP enroku_hub_answers_total Answers by the first figure of their status.\n"
                   "# TYPE enroku_hub_answers_total counter\n");
  for (guint i = 2; i < G_N_ELEMENTS (counts->by_class); i++)
    g_string_append_printf (text,
                            "enroku_hub_answers_total{class=\"%uxx\"} %" G_GUINT64_FORMAT "\n", i,
                            counts->by_class[i]);
  add (text, "request_seconds_total", "counter",
       "Time from the last byte of requests to their answers.", counts->seconds);
  add (text, "requests_waiting", "gauge", "Requests that wait for a worker.", counts->waiting);
  add (text, "connections", "gauge", "Connections that are open.", counts->gate.connections);
  add (text, "connections_total", "counter", "Connections accepted.",
       (double) counts->gate.accepted);
  add (text, "turned_away_total", "counter",
       "Connections and requests for which there was no room.", (double) counts->gate.turned_away);
  add (text, "too_slow_total", "counter", "Connections shut because they were too slow.",
       (double) counts->gate.too_slow);
  add (text, "too_large_total", "counter", "Requests shut because they were too large.",
       (double) counts->gate.too_large);
  add (text, "request_bytes", "gauge", "Bytes of requests that are here now.",
       (double) counts->gate.bytes);
  add (text, "transactions_total", "counter", "Transactions that took batches in.",
       (double) counts->writer.transactions);
  add (text, "transactions_failed_total", "counter", "Transactions that the database refused.",
       (double) counts->writer.failed);
  add (text, "batches_total", "counter", "Batches answered.", (double) counts->writer.batches);
  g_string_append_printf (text,
                          "# HELP enroku_hub_events_total Events by verdict.\n"
                          "# TYPE enroku_hub_events_total counter\n"
                          "enroku_hub_events_total{verdict=\"accepted\"} %" G_GUINT64_FORMAT "\n"
                          "enroku_hub_events_total{verdict=\"duplicate\"} %" G_GUINT64_FORMAT "\n"
                          "enroku_hub_events_total{verdict=\"rejected\"} %" G_GUINT64_FORMAT "\n",
                          counts->writer.accepted, counts->writer.duplicate,
                          counts->writer.rejected);
}

static void
add_store (GString *text, const EnrHubCounts *counts)
{
  add (text, "nurseries", "gauge", "Nurseries.", (double) counts->nurseries);
  add (text, "sites", "gauge", "PCs enrolled.", (double) counts->sites);
  add (text, "sites_revoked", "gauge", "PCs shut out.", (double) counts->revoked);
  add (text, "sites_silent", "gauge", "PCs not heard of for three days.", (double) counts->silent);
  add (text, "sites_with_gaps", "gauge", "PCs of whose events some are missing between.",
       (double) counts->with_gaps);
  add (text, "last_event_seconds", "gauge", "When the last event came, since the epoch.",
       (double) counts->last_recv_ms / 1000);
  add (text, "reviews_open", "gauge", "Items to review.", (double) counts->reviews_open);
  add (text, "alerts", "gauge", "Alerts.", (double) counts->alerts);
}

static void
get_metrics (EnrHubWorker *worker, EnrHubRequest *request)
{
  EnrHubServerCounts server = enr_hub_server_count (worker->server);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  EnrHubCounts store;

  if (!may_read_metrics (worker, request))
    {
      enr_hub_answer_problem (request, 404, "not-found", NULL);
      return;
    }
  add_server (text, &server);
  /* What the server does is of use even where the database is away. */
  if (enr_hub_count (worker->db, &store, &error))
    add_store (text, &store);
  enr_hub_answer_text (request, 200, "text/plain; version=0.0.4", text->str);
}

const EnrHubRoute enr_hub_routes_health[] = {
  { "GET", "/v1/health", ENR_HUB_ROUTE_OPEN, get_health },
  { "GET", "/metrics", ENR_HUB_ROUTE_OPEN, get_metrics },
  { NULL },
};
