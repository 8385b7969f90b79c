/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "hub/routes.h"

#include <string.h>

#include "wire/event.h"

#define CLOCK_MS (15 * 60 * 1000)

static const EnrHubRoute *const tables[] = {
  enr_hub_routes_events,
  enr_hub_routes_site,
  enr_hub_routes_blobs,
  enr_hub_routes_health,
  enr_hub_routes_web,
};

const EnrHubRoute *
enr_hub_find_route (const char *method, const char *path, gboolean *is_known)
{
  *is_known = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const EnrHubRoute *route = tables[i]; route->method != NULL; route++)
      {
        if ((route->flags & ENR_HUB_ROUTE_PREFIX) != 0 ? !g_str_has_prefix (path, route->path)
                                                       : strcmp (path, route->path) != 0)
          continue;
        *is_known = TRUE;
        if (strcmp (method, route->method) == 0)
          return route;
      }
  return NULL;
}

gboolean
enr_hub_read_signature (const EnrHubRequest *request,
                        gint64 *time_ms,
                        guint8 signature[ENR_SIGNATURE_LENGTH])
{
  const char *time = enr_hub_request_header (request, "Hub-Time");
  const char *text = enr_hub_request_header (request, "Hub-Signature");

  return time != NULL && text != NULL
         && g_ascii_string_to_signed (time, 10, 0, G_MAXINT64, time_ms, NULL)
         && enr_key_parse (text, signature, ENR_SIGNATURE_LENGTH);
}

gboolean
enr_hub_check_signed_by (EnrHubRequest *request,
                         const char *source,
                         const guint8 open[ENR_KEY_PUBLIC_LENGTH])
{
  gsize length;
  gconstpointer bytes = g_bytes_get_data (request->body, &length);
  g_autofree char *text = NULL;
  guint8 signature[ENR_SIGNATURE_LENGTH];
  guint8 sum[ENR_SUM_LENGTH];
  gint64 time_ms;

  if (!enr_hub_read_signature (request, &time_ms, signature))
    {
      enr_hub_answer_problem (request, 401, "signature-invalid", "Hub-Time, Hub-Signature");
      return FALSE;
    }
  enr_sum (bytes != NULL ? bytes : "", length, sum);
  text = enr_request_text (request->method, request->target, source, time_ms, sum);
  if (!enr_verify (open, text, strlen (text), signature))
    {
      enr_hub_answer_problem (request, 401, "signature-invalid", NULL);
      return FALSE;
    }
  /* The answer bears the hub's clock (server.c): the sender signs by it the next time. */
  if (ABS (time_ms - enr_hub_now_ms ()) > CLOCK_MS)
    {
      enr_hub_answer_problem (request, 401, "clock-skew", NULL);
      return FALSE;
    }
  return TRUE;
}

gboolean
enr_hub_check_signature (EnrHubWorker *worker, EnrHubRequest *request)
{
  const char *source = enr_hub_request_header (request, "Hub-Site");
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrHubSite) site = NULL;

  if (source == NULL || !enr_source_parse (source, NULL, NULL))
    {
      enr_hub_answer_problem (request, 401, "site-unknown", "Hub-Site");
      return FALSE;
    }
  site = enr_hub_site_find (worker->db, source, &error);
  if (site == NULL)
    {
      if (g_error_matches (error, ENR_HUB_ERROR, ENR_HUB_ERROR_NOT_FOUND))
        enr_hub_answer_problem (request, 401, "site-unknown", NULL);
      else
        enr_hub_answer_error (request, error);
      return FALSE;
    }
  if (!enr_hub_check_signed_by (request, source, site->open))
    return FALSE;
  if (site->revoked_ms != 0)
    {
      enr_hub_answer_problem (request, 401, "site-revoked", NULL);
      return FALSE;
    }
  request->site = g_steal_pointer (&site);
  return TRUE;
}
