/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Files, named by their sum, sent in pieces and begun again where they stopped.
 */
#include "config.h"

#include <string.h>

#include "hub/routes.h"
#include "wire/event.h"

#define PATH "/v1/blobs/sha256/"

static gboolean
read_name (EnrHubRequest *request, guint8 sum[ENR_SUM_LENGTH])
{
  if (enr_sum_parse (request->path + strlen (PATH), sum))
    return TRUE;
  enr_hub_answer_problem (request, 404, "not-found", NULL);
  return FALSE;
}

static void
tell_offset (EnrHubRequest *request, gint64 size, gboolean is_complete)
{
  char text[24];

  g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, size);
  enr_hub_answer_header (request, "Upload-Offset", text);
  enr_hub_answer_header (request, "Upload-Complete", is_complete ? "?1" : "?0");
}

static void
head_blob (EnrHubWorker *worker, EnrHubRequest *request)
{
  g_autoptr (GError) error = NULL;
  guint8 sum[ENR_SUM_LENGTH];
  gboolean is_complete;
  gint64 size;

  if (!read_name (request, sum))
    return;
  if (!enr_hub_blob_find (worker->db, request->site->nursery, sum, &size, &is_complete, &error))
    {
      enr_hub_answer_error (request, error);
      return;
    }
  if (size < 0)
    {
      enr_hub_answer_problem (request, 404, "not-found", NULL);
      return;
    }
  enr_hub_answer (request, 200, NULL, NULL);
  tell_offset (request, size, is_complete);
}

typedef struct
{
  const char *nursery;
  guint8 sum[ENR_SUM_LENGTH];
  gint64 offset;
  GBytes *piece;
  gboolean is_last;
  gboolean is_complete;
} Appending;

static gboolean
append_func (EnrHubDb *db, gpointer data, GError **error)
{
  Appending *self = data;

  return enr_hub_blob_append (db, self->nursery, self->sum, self->offset, self->piece,
                              self->is_last, &self->is_complete, error);
}

static void
put_blob (EnrHubWorker *worker, EnrHubRequest *request)
{
  const char *offset = enr_hub_request_header (request, "Upload-Offset");
  const char *last = enr_hub_request_header (request, "Upload-Complete");
  g_autoptr (GError) error = NULL;
  gsize length = g_bytes_get_size (request->body);
  Appending self = { request->site->nursery };

  if (!read_name (request, self.sum))
    return;
  if (!g_ascii_string_to_signed (offset != NULL ? offset : "0", 10, 0, ENR_HUB_BLOB_LIMIT,
                                 &self.offset, NULL))
    {
      enr_hub_answer_problem (request, 400, "bad-request", "Upload-Offset");
      return;
    }
  if (length > ENR_HUB_BLOB_PIECE || self.offset + (gint64) length > ENR_HUB_BLOB_LIMIT)
    {
      enr_hub_answer_problem (request, 413, "too-large", NULL);
      return;
    }
  self.piece = request->body;
  /* Who does not say is taken at the smaller word: a piece that is not full is the last. */
  self.is_last = last != NULL ? strcmp (last, "?1") == 0 : length < ENR_HUB_BLOB_PIECE;
  if (enr_hub_server_write (worker->server, append_func, &self, &error))
    {
      enr_hub_answer (request, self.is_complete ? 201 : 204, NULL, NULL);
      tell_offset (request, self.offset + (gint64) length, self.is_complete);
    }
  else if (g_error_matches (error, ENR_HUB_ERROR, ENR_HUB_ERROR_REFUSED))
    {
      enr_hub_answer_problem (request, 409, "blob-offset", error->message);
      enr_hub_answer_header (request, "Upload-Offset", error->message);
    }
  else if (g_error_matches (error, ENR_HUB_ERROR, ENR_HUB_ERROR_NOT_FOUND))
    enr_hub_answer_problem (request, 422, "blob-mismatch", NULL);
  else
    enr_hub_answer_error (request, error);
}

const EnrHubRoute enr_hub_routes_blobs[] = {
  { "HEAD", PATH, ENR_HUB_ROUTE_SIGNED | ENR_HUB_ROUTE_PREFIX, head_blob },
  { "PUT", PATH, ENR_HUB_ROUTE_SIGNED | ENR_HUB_ROUTE_PREFIX, put_blob },
  { NULL },
};
