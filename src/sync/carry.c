/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Without a network: a sealed file to the city, and its receipt back (PROTOCOL 3.11).
 */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/file.h"
#include "outbox/blob.h"
#include "outbox/ledger.h"
#include "store/actor.h"
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

/* Whether the hub has not said yet that it knows us, and how it is told. */
static gboolean
needs_introduction (const EnrLink *link, EnrIntroduction *introduction)
{
  if (*link->code != '\0')
    *introduction = (EnrIntroduction){ .code = link->code, .name = enr_actor_this_device () };
  else if (*link->known_source != '\0' && strcmp (link->known_source, link->source) != 0)
    *introduction = (EnrIntroduction){ .known = link->known_source };
  else
    return FALSE;
  return TRUE;
}

/* The papers that are owed, as many as go along with @batch. (element-type GBytes) */
static GPtrArray *
list_files (EnrDb *db, GBytes *batch, GError **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  gsize left = ENR_SEAL_LIMIT - MIN (g_bytes_get_size (batch), ENR_SEAL_LIMIT);
  guint8 sum[ENR_SUM_LENGTH];
  int rc = enr_blob_next (db, NULL, sum, error);

  for (; rc > 0 && files->len < ENR_SEAL_MAX_FILES; rc = enr_blob_next (db, sum, sum, error))
    {
      g_autoptr (GBytes) content = enr_blob_load (db, sum, NULL, error);

      if (content == NULL)
        return NULL;
      if (g_bytes_get_size (content) > left)
        continue; /* the next file has room for it */
      left -= g_bytes_get_size (content);
      g_ptr_array_add (files, g_steal_pointer (&content));
    }
  return rc >= 0 ? g_steal_pointer (&files) : NULL;
}

gboolean
enr_sync_export (EnrDb *db, const char *path, EnrSyncExport *exported, GError **error)
{
  g_auto (EnrLink) link = { 0 };
  g_autofree char *key_path = enr_link_key_path (db);
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GPtrArray) bodies = g_ptr_array_new ();
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GBytes) batch = NULL;
  g_autoptr (GBytes) file = NULL;
  EnrIntroduction introduction;
  gboolean is_introduced, is_written;
  EnrKeyPair key;

  memset (exported, 0, sizeof *exported);
  if (!check_link (db, &link, error) || !enr_key_pair_load (&key, key_path, error))
    return FALSE;
  is_introduced = needs_introduction (&link, &introduction);
  /* room for the commas and brackets between */
  items = enr_outbox_take (db, enr_sync_now_ms (), ENR_SEAL_MAX_EVENTS,
                           ENR_SEAL_LIMIT - ENR_SEAL_MAX_EVENTS - ENR_EVENT_MAX_BYTES, NULL, error);
  if (items != NULL)
    {
      for (guint i = 0; i < items->len; i++)
        g_ptr_array_add (bodies, ((EnrOutboxItem *) items->pdata[i])->bytes);
      batch = enr_batch_join (bodies);
      files = list_files (db, batch, error);
    }
  is_written = files != NULL && (items->len > 0 || files->len > 0 || is_introduced);
  if (is_written)
    {
      file = enr_seal_introducing (batch, files, link.source, enr_sync_now_ms (), &key,
                                   link.hub_open, is_introduced ? &introduction : NULL, error);
    }
  enr_key_pair_clear (&key);
  if (files == NULL || (is_written && (file == NULL || !enr_file_replace (path, file, error))))
    return FALSE;
  exported->n_events = items->len;
  exported->n_files = files->len;
  exported->is_written = file != NULL;
  exported->is_introduced = exported->is_written && is_introduced;
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

static gboolean
refuse (GError **error, const char *text)
{
  g_set_error_literal (error, ENR_SYNC_ERROR, ENR_SYNC_ERROR_FILE, text);
  return FALSE;
}

/* What is wrong with a file that is no receipt of our hub. */
static gboolean
refuse_receipt (const GError *why, GError **error)
{
  if (g_error_matches (why, ENR_WIRE_ERROR, ENR_WIRE_ERROR_OTHER_HUB))
    return refuse (error, _ ("This receipt is of another city's receiver. Nothing was changed."));
  if (g_error_matches (why, ENR_WIRE_ERROR, ENR_WIRE_ERROR_SIGNATURE))
    return refuse (error, _ ("This receipt was altered or damaged on its way. Please bring it from "
                             "the city once more. Nothing was changed."));
  return refuse (error, _ ("This file is no receipt of the city's receiver. Nothing was changed."));
}

/* It speaks of other reports than ours: of which nursery's PC, its own words say. */
static gboolean
refuse_other_pc (const EnrReply *reply, const EnrLink *link, GError **error)
{
  GHashTableIter iter;
  gpointer source;
  g_autofree char *nursery = NULL;
  g_autofree char *text = NULL;

  g_hash_table_iter_init (&iter, reply->expect);
  if (g_hash_table_iter_next (&iter, &source, NULL))
    enr_source_parse (source, &nursery, NULL);
  if (nursery == NULL || strcmp (nursery, link->nursery) == 0)
    return refuse (error, _ ("This receipt is for reports of another PC of this nursery. Please "
                             "read it there. Nothing was changed."));
  /* Translators: the number of a nursery (施設番号) */
  text = g_strdup_printf (_ ("This receipt is for another nursery (No. %s). Nothing was changed."),
                          nursery);
  return refuse (error, text);
}

static GBytes *
read_file (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info
      = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                           G_FILE_QUERY_INFO_NONE, NULL, error);

  if (info == NULL)
    return NULL;
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR
      || g_file_info_get_size (info) > ENR_SEAL_LIMIT)
    {
      refuse (error, _ ("This file is no receipt of the city's receiver. Nothing was changed."));
      return NULL;
    }
  return g_file_load_bytes (file, NULL, NULL, error);
}

/* That the hub expects something of us means that it knows us. */
static gboolean
save_link (EnrDb *db, const EnrReply *reply, EnrSyncResult *result, GError **error)
{
  g_auto (EnrLink) link = { 0 };

  if (!enr_link_load (db, &link, error))
    return FALSE;
  if (g_hash_table_contains (reply->expect, link.source))
    {
      result->is_known = *link.code != '\0' || strcmp (link.known_source, link.source) != 0;
      g_free (link.known_source);
      link.known_source = g_strdup (link.source);
      g_free (link.code);
      link.code = g_strdup ("");
    }
  link.last_ok_ms = enr_sync_now_ms ();
  result->state = link.state;
  return enr_link_save (db, &link, error);
}

/* Of the papers that the hub names those that are ours. */
static gboolean
settle_files (EnrDb *db, const EnrReply *reply, EnrSyncResult *result, GError **error)
{
  for (guint i = 0; i < reply->files->len; i++)
    {
      guint8 sum[ENR_SUM_LENGTH];

      if (!enr_sum_parse (reply->files->pdata[i], sum))
        continue;
      if (!enr_blob_set_sent (db, sum, enr_sync_now_ms (), error))
        return FALSE;
      result->blobs++;
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

  memset (result, 0, sizeof *result);
  if (!check_link (db, &link, error) || (bytes = read_file (path, error)) == NULL)
    return FALSE;
  reply = enr_reply_read (bytes, link.hub, link.hub_open, &local_error);
  if (reply == NULL)
    return refuse_receipt (local_error, error);
  if (!find_sent (db, reply, items, error))
    return FALSE;
  if (items->len == 0 && !g_hash_table_contains (reply->expect, link.source))
    return refuse_other_pc (reply, &link, error);
  if (!enr_outbox_settle (db, items, reply, bytes, "file", enr_sync_now_ms (), &settled, error)
      || !settle_files (db, reply, result, error) || !save_link (db, reply, result, error))
    return FALSE;
  result->settled = settled.settled;
  result->quarantined = settled.quarantined;
  result->deferred = settled.deferred;
  if (settled.forked == 0)
    return TRUE;
  /* Another copy of this database has used these numbers: the next file goes under another name. */
  result->is_renewed = TRUE;
  return enr_outbox_renew_source (db, error);
}
