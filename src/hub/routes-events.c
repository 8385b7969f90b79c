/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * POST /v1/events
 */
#include "config.h"

#include <string.h>

#include "hub/routes.h"

/* Unpacked batches that may wait for the writer; above this the sender is asked for patience. */
#define MOST_WAITING (32 * 1024 * 1024)

static gboolean
read_media (EnrHubRequest *request, gboolean *is_single)
{
  const char *type = enr_hub_request_header (request, "Content-Type");
  g_autofree char *plain = type != NULL ? g_strdup (type) : g_strdup ("");
  char *end = strchr (plain, ';');

  if (end != NULL)
    *end = '\0';
  g_strstrip (plain);
  *is_single = g_ascii_strcasecmp (plain, "application/cloudevents+json") == 0;
  if (*is_single || g_ascii_strcasecmp (plain, "application/cloudevents-batch+json") == 0)
    return TRUE;
  enr_hub_answer_problem (request, 415, "unsupported-media", "Content-Type");
  return FALSE;
}

static GBytes *
unpack (EnrHubRequest *request)
{
  const char *encoding = enr_hub_request_header (request, "Content-Encoding");
  g_autoptr (GError) error = NULL;
  GBytes *unpacked;

  if (encoding == NULL || g_ascii_strcasecmp (encoding, "identity") == 0)
    return g_bytes_ref (request->body);
  if (g_ascii_strcasecmp (encoding, "gzip") != 0)
    {
      enr_hub_answer_problem (request, 415, "unsupported-media", "Content-Encoding");
      enr_hub_answer_header (request, "Accept-Encoding", "gzip");
      return NULL;
    }
  unpacked = enr_gunzip (request->body, ENR_BATCH_INFLATE_LIMIT, &error);
  if (unpacked == NULL)
    {
      gboolean is_large = g_error_matches (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_SIZE);

      enr_hub_answer_problem (request, is_large ? 413 : 400,
                              is_large ? "too-large" : "batch-malformed", error->message);
    }
  return unpacked;
}

/* What the sender says of the bytes, against the bytes. */
static gboolean
check_sums (EnrHubRequest *request, GBytes *unpacked)
{
  const char *key = enr_hub_request_header (request, "Idempotency-Key");
  guint8 sum[ENR_SUM_LENGTH];
  char hex[2 * ENR_SUM_LENGTH + 1];

  if (key == NULL)
    return TRUE;
  enr_sum (g_bytes_get_data (unpacked, NULL), g_bytes_get_size (unpacked), sum);
  enr_sum_format (sum, hex);
  if (strlen (key) == strlen (hex) + 2 && key[0] == '"' && g_str_has_suffix (key, "\"")
      && strncmp (key + 1, hex, strlen (hex)) == 0)
    return TRUE;
  enr_hub_answer_problem (request, 400, "digest-mismatch", "Idempotency-Key");
  return FALSE;
}

static void
post_events (EnrHubWorker *worker, EnrHubRequest *request)
{
  g_autoptr (EnrHubBatch) batch = NULL;
  g_autoptr (GBytes) unpacked = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_single;

  if (!read_media (request, &is_single))
    return;
  if (!enr_content_digest_matches (enr_hub_request_header (request, "Content-Digest"),
                                   request->body))
    {
      enr_hub_answer_problem (request, 400, "digest-mismatch", "Content-Digest");
      return;
    }
  if (enr_hub_server_waiting (worker->server) > MOST_WAITING)
    {
      enr_hub_answer_problem (request, 503, "overloaded", NULL);
      enr_hub_answer_header (request, "Retry-After", "2");
      return;
    }
  unpacked = unpack (request);
  if (unpacked == NULL || !check_sums (request, unpacked))
    return;
  batch = enr_hub_batch_new ();
  batch->source = g_strdup (request->site->source);
  batch->path = g_strdup (request->target);
  batch->recv_ms = enr_hub_now_ms ();
  enr_hub_read_signature (request, &batch->sent_ms, batch->signature);
  batch->packed = g_bytes_ref (request->body);
  batch->unpacked = g_steal_pointer (&unpacked);
  batch->is_single = is_single;
  if (!enr_hub_batch_judge (batch, &error))
    {
      gboolean is_large = g_error_matches (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_SIZE);

      enr_hub_answer_problem (request, is_large ? 413 : 422,
                              is_large ? "too-large" : "batch-malformed", error->message);
      return;
    }
  enr_hub_server_take_batch (worker->server, g_steal_pointer (&batch), request);
}

const EnrHubRoute enr_hub_routes_events[] = {
  { "POST", "/v1/events", ENR_HUB_ROUTE_SIGNED, post_events },
  { NULL },
};
