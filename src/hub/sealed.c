/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "hub/sealed.h"

#include <string.h>
#include <glib/gi18n.h>

#include "hub/store.h"

EnrHubBatch *
enr_hub_sealed_open (EnrHubDb *db, GBytes *file, const EnrKeyPair *key, GError **error)
{
  g_autoptr (EnrHubBatch) batch = enr_hub_batch_new ();
  g_autoptr (EnrHubSite) site = NULL;
  g_auto (EnrSealed) sealed = { 0 };

  if (!enr_seal_open (&sealed, file, key, error))
    return NULL;
  site = enr_hub_site_find (db, sealed.source, error);
  if (site == NULL)
    return NULL;
  if (site->revoked_ms != 0 || !enr_sealed_verify (&sealed, site->open))
    {
      g_set_error (error, ENR_HUB_ERROR, ENR_HUB_ERROR_REFUSED,
                   site->revoked_ms != 0 ? _ ("%s is shut out.")
                                         : _ ("The signature is not that of %s."),
                   sealed.source);
      return NULL;
    }
  batch->source = g_strdup (sealed.source);
  batch->is_file = TRUE;
  batch->path = g_strdup ("");
  batch->sent_ms = sealed.time_ms;
  batch->recv_ms = enr_hub_now_ms ();
  memcpy (batch->signature, sealed.signature, sizeof batch->signature);
  batch->unpacked = g_bytes_ref (sealed.batch);
  /* Packed as the evidence of a request is: sealed again only this file's key could open it. */
  batch->packed = enr_gzip (sealed.batch);
  return g_steal_pointer (&batch);
}
