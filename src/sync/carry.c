/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Without a network: a sealed file to the city, and its receipt back (PROTOCOL 3.11).
 */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/file.h"
#include "sync/sync-private.h"
#include "wire/seal.h"

static gboolean
has_key (const EnrLink *link)
{
  static const guint8 none[ENR_KEY_PUBLIC_LENGTH];

  return memcmp (link->hub_open, none, sizeof none) != 0;
}

static gboolean
check_link (EnrDb *db, EnrLink *link, GError **error)
{
  if (!enr_link_load (db, link, error))
    return FALSE;
  if (link->state != ENR_LINK_NONE && has_key (link))
    return TRUE;
  g_set_error_literal (
      error, ENR_SYNC_ERROR, ENR_SYNC_ERROR_STATE,
      _ ("There is no connection to a city's receiver yet. Please enter the code of the city "
         "first."));
  return FALSE;
}

gboolean
enr_sync_export (EnrDb *db, const char *path, guint *n_events, GError **error)
{
  g_auto (EnrLink) link = { 0 };
  g_autofree char *key_path = enr_link_key_path (db);
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GPtrArray) bodies = g_ptr_array_new ();
  g_autoptr (GBytes) batch = NULL;
  g_autoptr (GBytes) file = NULL;
  EnrKeyPair key;

  *n_events = 0;
  if (!check_link (db, &link, error) || !enr_key_pair_load (&key, key_path, error))
    return FALSE;
  /* room for the commas and brackets between */
  items = enr_outbox_take (db, enr_sync_now_ms (), ENR_SEAL_MAX_EVENTS,
                           ENR_SEAL_LIMIT - ENR_SEAL_MAX_EVENTS - ENR_EVENT_MAX_BYTES, NULL, error);
  if (items == NULL)
    return FALSE;
  if (items->len == 0)
    return TRUE;
  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (bodies, ((EnrOutboxItem *) items->pdata[i])->bytes);
  batch = enr_batch_join (bodies);
  file = enr_seal (batch, link.source, enr_sync_now_ms (), &key, link.hub_open, error);
  enr_key_pair_clear (&key);
  if (file == NULL || !enr_file_replace (path, file, error))
    return FALSE;
  *n_events = items->len;
  return TRUE;
}

/* What the receipt speaks of, as if it had just been sent. */
static gboolean
find_sent (EnrDb *db, const EnrReply *reply, GPtrArray *items, GError **error)
{
  for (guint i = 0; i < reply->verdicts->len; i++)
    {
      const EnrVerdict *verdict = reply->verdicts->pdata[i];
      g_autoptr (GError) local_error = NULL;
      g_autoptr (EnrOutboxRow) row = NULL;
      g_autoptr (EnrOutboxItem) item = g_new0 (EnrOutboxItem, 1);

      row = enr_outbox_get (db, verdict->id, &item->bytes, &local_error);
      if (row == NULL)
        {
          if (g_error_matches (local_error, ENR_OUTBOX_ERROR, ENR_OUTBOX_ERROR_UNKNOWN))
            continue; /* none of ours */
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      item->no = row->no;
      item->lane = row->lane;
      item->event_id = g_strdup (row->event_id);
      enr_sum (g_bytes_get_data (item->bytes, NULL), g_bytes_get_size (item->bytes), item->sum);
      g_ptr_array_add (items, g_steal_pointer (&item));
    }
  return TRUE;
}

gboolean
enr_sync_import (EnrDb *db, const char *path, EnrSyncResult *result, GError **error)
{
  g_auto (EnrLink) link = { 0 };
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GPtrArray) items
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_outbox_item_free);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (EnrReply) reply = NULL;
  EnrOutboxSettled settled;
  char *text;
  gsize length;

  memset (result, 0, sizeof *result);
  if (!check_link (db, &link, error) || !g_file_get_contents (path, &text, &length, error))
    return FALSE;
  bytes = g_bytes_new_take (text, length);
  reply = enr_reply_read (bytes, link.hub, link.hub_open, &local_error);
  if (reply == NULL)
    {
      g_set_error_literal (
          error, ENR_SYNC_ERROR, ENR_SYNC_ERROR_FILE,
          _ ("This file is no receipt of the city's receiver. Nothing was changed."));
      return FALSE;
    }
  if (!find_sent (db, reply, items, error)
      || !enr_outbox_settle (db, items, reply, bytes, "file", enr_sync_now_ms (), &settled, error))
    return FALSE;
  result->state = link.state;
  result->settled = settled.settled;
  result->quarantined = settled.quarantined;
  result->deferred = settled.deferred;
  link.last_ok_ms = enr_sync_now_ms ();
  return enr_link_save (db, &link, error);
}
