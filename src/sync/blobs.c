/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Files go up in pieces from where the hub has them, so that a line that breaks costs one piece.
 */
#include "config.h"

#include <string.h>

#include "outbox/blob.h"
#include "sync/sync-private.h"

#define PIECE (1024 * 1024)

/* How much the hub has: the whole is @size. */
static gboolean
ask_offset (EnrSyncRun *self,
            const char *path,
            gsize size,
            gsize *offset,
            EnrSyncJudgement *judgement,
            GError **error)
{
  g_auto (EnrSyncResponse) response = { 0 };
  EnrSyncRequest request = { .method = "HEAD", .path = path };

  *offset = 0;
  if (!enr_sync_ask (self, &request, &response, judgement, error))
    return FALSE;
  if (response.outcome.status == 404)
    judgement->step = ENR_STEP_READ;
  else if (response.outcome.status == 200)
    {
      judgement->step = ENR_STEP_READ;
      *offset
          = response.is_complete ? size : (gsize) CLAMP (response.upload_offset, 0, (gint64) size);
    }
  return TRUE;
}

static gboolean
put_piece (EnrSyncRun *self,
           const char *path,
           GBytes *content,
           gsize offset,
           gsize *n,
           EnrSyncJudgement *judgement,
           GError **error)
{
  gsize size = g_bytes_get_size (content);
  g_autoptr (GBytes) piece = NULL;
  g_autofree char *offset_text = g_strdup_printf ("%" G_GSIZE_FORMAT, offset);
  g_autofree char *size_text = g_strdup_printf ("%" G_GSIZE_FORMAT, size);
  g_auto (EnrSyncResponse) response = { 0 };
  EnrSyncRequest request
      = { .method = "PUT", .path = path, .content_type = "application/octet-stream" };

  *n = MIN (size - offset, (gsize) PIECE);
  piece = g_bytes_new_from_bytes (content, offset, *n);
  request.body = piece;
  request.extra[0] = "Upload-Offset";
  request.extra[1] = offset_text;
  request.extra[2] = "Upload-Length";
  request.extra[3] = size_text;
  request.extra[4] = "Upload-Complete";
  request.extra[5] = (offset + *n == size) ? "?1" : "?0";
  if (!enr_sync_ask (self, &request, &response, judgement, error))
    return FALSE;
  if (response.outcome.status == 200)
    judgement->step = ENR_STEP_READ;
  return TRUE;
}

static gboolean
send_blob (EnrSyncRun *self, const guint8 sum[ENR_SUM_LENGTH], GError **error)
{
  g_autoptr (GBytes) content = enr_blob_load (self->db, sum, NULL, error);
  g_autofree char *path = NULL;
  char text[2 * ENR_SUM_LENGTH + 1];
  EnrSyncJudgement judgement;
  gsize offset, n;

  if (content == NULL)
    return FALSE;
  enr_sum_format (sum, text);
  path = g_strconcat ("/v1/blobs/sha256/", text, NULL);
  if (!ask_offset (self, path, g_bytes_get_size (content), &offset, &judgement, error))
    return FALSE;
  while (judgement.step == ENR_STEP_READ && offset < g_bytes_get_size (content))
    {
      if (!put_piece (self, path, content, offset, &n, &judgement, error))
        return FALSE;
      offset += n;
    }
  if (judgement.step != ENR_STEP_READ)
    {
      if (judgement.trouble == ENR_TROUBLE_NONE)
        judgement.trouble = ENR_TROUBLE_SERVER;
      return enr_sync_fail (self, &judgement, error);
    }
  self->result->blobs++;
  return enr_blob_set_sent (self->db, sum, enr_sync_now_ms (), error);
}

gboolean
enr_sync_send_blobs (EnrSyncRun *self, GError **error)
{
  guint8 sum[ENR_SUM_LENGTH];
  const guint8 *after = NULL;
  int rc;

  while (self->result->trouble == ENR_TROUBLE_NONE)
    {
      guint8 next[ENR_SUM_LENGTH];

      rc = enr_blob_next (self->db, after, next, error);
      if (rc <= 0)
        return rc == 0;
      memcpy (sum, next, sizeof sum);
      after = sum;
      if (!send_blob (self, sum, error))
        return FALSE;
    }
  return TRUE;
}
