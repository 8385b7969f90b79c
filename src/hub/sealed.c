/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "hub/sealed.h"

#include <string.h>
#include <glib/gi18n.h>

#include "hub/store.h"

/* The PC that is to be known, or %NULL; only an error of the database is one. */
static gboolean
find (EnrHubDb *db, const char *source, EnrHubSite **site, GError **error)
{
  g_autoptr (GError) local = NULL;

  *site = enr_hub_site_find (db, source, &local);
  if (*site != NULL || g_error_matches (local, ENR_HUB_ERROR, ENR_HUB_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
refuse_signature (const EnrSealed *sealed, GError **error)
{
  g_set_error (error, ENR_HUB_ERROR, ENR_HUB_ERROR_REFUSED, _ ("The signature is not that of %s."),
               sealed->source);
  return FALSE;
}

static gboolean
introduce_by_code (EnrHubDb *db, const EnrSealed *sealed, const EnrHubSite *site, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *nursery = NULL;

  if (!enr_sealed_verify_introduction (sealed))
    return refuse_signature (sealed, error);
  if (site != NULL && site->revoked_ms == 0
      && memcmp (site->open, sealed->open, sizeof site->open) == 0)
    return TRUE;
  enr_source_parse (sealed->source, &nursery, NULL);
  if (enr_hub_enroll (db, sealed->code, nursery, sealed->source, sealed->open, sealed->name,
                      &local))
    return TRUE;
  if (g_error_matches (local, ENR_HUB_ERROR, ENR_HUB_ERROR_NOT_FOUND))
    g_set_error_literal (error, ENR_HUB_ERROR, ENR_HUB_ERROR_CODE,
                         _ ("The code in this file is used already, too old, or another "
                            "nursery's. Make a new one with “enroku-hub code”."));
  else
    g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* A database that was put back from a copy: the same key under a new source. */
static gboolean
introduce_by_known (EnrHubDb *db, const EnrSealed *sealed, GError **error)
{
  g_autoptr (EnrHubSite) known = NULL;

  if (!find (db, sealed->known, &known, error))
    return FALSE;
  if (known == NULL)
    return TRUE; /* neither is known: enr_hub_sealed_batch() says so */
  if (known->revoked_ms != 0 || !enr_sealed_verify (sealed, known->open))
    return refuse_signature (sealed, error);
  return enr_hub_add_source (db, known, sealed->source, error);
}

gboolean
enr_hub_sealed_introduce (EnrHubDb *db, gpointer data, GError **error)
{
  const EnrSealed *sealed = data;
  g_autoptr (EnrHubSite) site = NULL;

  if (sealed->code == NULL && sealed->known == NULL)
    return TRUE;
  if (!find (db, sealed->source, &site, error))
    return FALSE;
  if (sealed->code != NULL)
    return introduce_by_code (db, sealed, site, error);
  return site != NULL || introduce_by_known (db, sealed, error);
}

EnrHubBatch *
enr_hub_sealed_batch (EnrHubDb *db, const EnrSealed *sealed, GError **error)
{
  g_autoptr (EnrHubBatch) batch = enr_hub_batch_new ();
  g_autoptr (EnrHubSite) site = enr_hub_site_find (db, sealed->source, error);

  if (site == NULL)
    return NULL;
  if (site->revoked_ms != 0)
    {
      g_set_error (error, ENR_HUB_ERROR, ENR_HUB_ERROR_REFUSED, _ ("%s is shut out."),
                   sealed->source);
      return NULL;
    }
  if (!enr_sealed_verify (sealed, site->open))
    {
      refuse_signature (sealed, error);
      return NULL;
    }
  batch->source = g_strdup (sealed->source);
  batch->is_file = TRUE;
  batch->path = g_strdup ("");
  batch->sent_ms = sealed->time_ms;
  batch->recv_ms = enr_hub_now_ms ();
  memcpy (batch->signature, sealed->signature, sizeof batch->signature);
  batch->unpacked = g_bytes_ref (sealed->batch);
  batch->files = g_ptr_array_ref (sealed->files);
  /* Packed as the evidence of a request is: sealed again only this file's key could open it. */
  batch->packed = enr_gzip (sealed->batch);
  return g_steal_pointer (&batch);
}

/* What a broken sending over the network has left here is gone on with. */
static gboolean
keep_file (EnrHubDb *db,
           const char *nursery,
           GBytes *file,
           const guint8 sum[ENR_SUM_LENGTH],
           GError **error)
{
  g_autoptr (GBytes) rest = NULL;
  g_autoptr (GError) local = NULL;
  gsize length = g_bytes_get_size (file);
  gboolean is_complete;
  gint64 size;

  if (!enr_hub_blob_find (db, nursery, sum, &size, &is_complete, error))
    return FALSE;
  if (is_complete)
    return TRUE;
  size = CLAMP (size, 0, (gint64) length);
  rest = g_bytes_new_from_bytes (file, (gsize) size, length - (gsize) size);
  if (enr_hub_blob_append (db, nursery, sum, size, rest, TRUE, &is_complete, &local))
    return TRUE;
  /* What had come before was another's, and is dropped now. */
  if (size > 0 && g_error_matches (local, ENR_HUB_ERROR, ENR_HUB_ERROR_NOT_FOUND))
    return enr_hub_blob_append (db, nursery, sum, 0, file, TRUE, &is_complete, error);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
enr_hub_sealed_keep_files (EnrHubDb *db, EnrHubBatch *batch, GError **error)
{
  g_autofree char *nursery = NULL;

  if (batch->is_revoked || batch->files == NULL)
    return TRUE;
  enr_source_parse (batch->source, &nursery, NULL);
  g_ptr_array_set_size (batch->kept, 0);
  for (guint i = 0; i < batch->files->len; i++)
    {
      GBytes *file = batch->files->pdata[i];
      guint8 sum[ENR_SUM_LENGTH];
      char text[2 * ENR_SUM_LENGTH + 1];

      enr_sum (g_bytes_get_data (file, NULL), g_bytes_get_size (file), sum);
      if (!keep_file (db, nursery, file, sum, error))
        return FALSE;
      enr_sum_format (sum, text);
      g_ptr_array_add (batch->kept, g_strdup (text));
    }
  return TRUE;
}
