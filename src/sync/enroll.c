/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "outbox/ledger.h"
#include "store/actor.h"
#include "sync/sync-private.h"

#define FIRST_BATCH 100

static gboolean
ensure_key (EnrDb *db, EnrKeyPair *key, GError **error)
{
  g_autofree char *path = enr_link_key_path (db);
  g_autoptr (GError) local_error = NULL;

  if (enr_key_pair_load (key, path, &local_error))
    return TRUE;
  if (!g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOENT)
      && !g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_INVAL))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  enr_key_pair_new (key);
  return enr_key_pair_save (key, path, error);
}

static gboolean
fail (GError **error, EnrTrouble trouble)
{
  g_set_error_literal (error, ENR_SYNC_ERROR, ENR_SYNC_ERROR_LINK, enr_trouble_describe (trouble));
  return FALSE;
}

static gboolean
check_answer (const EnrSyncResponse *response, const EnrSyncJudgement *judgement, GError **error)
{
  if (g_strcmp0 (response->problem, "code-invalid") == 0)
    {
      g_set_error_literal (
          error, ENR_SYNC_ERROR, ENR_SYNC_ERROR_CODE,
          _ ("The city's receiver does not take this code for this nursery. It may be mistyped, "
             "used already or too old; please ask the city."));
      return FALSE;
    }
  if (judgement->step == ENR_STEP_READ)
    return TRUE;
  return fail (error,
               judgement->trouble != ENR_TROUBLE_NONE ? judgement->trouble : ENR_TROUBLE_SERVER);
}

/* The hub's answer becomes the link. */
static gboolean
save (EnrSyncRun *self,
      const char *url,
      const char *nursery,
      const char *source,
      const json_t *answer,
      GError **error)
{
  const char *hub = enr_json_get_text (answer, "hub", "");
  guint8 hub_open[ENR_KEY_PUBLIC_LENGTH];
  g_autofree char *old_source = g_strdup (self->link.source);
  gboolean is_other_hub;

  if (hub[0] == '\0' || g_strcmp0 (enr_json_get_text (answer, "nursery", ""), nursery) != 0
      || !enr_key_parse (enr_json_get_text (answer, "key", NULL), hub_open, sizeof hub_open))
    return fail (error, ENR_TROUBLE_PORTAL);
  is_other_hub = strcmp (self->link.hub, hub) != 0;
  if (is_other_hub)
    {
      self->link.changes_after = 0;
      self->link.ledger_ms = 0;
      self->link.ledger_bad = 0;
      self->link.last_ok_ms = 0;
    }
  g_free (self->link.url);
  self->link.url = g_strdup (url);
  g_free (self->link.hub);
  self->link.hub = g_strdup (hub);
  g_free (self->link.nursery);
  self->link.nursery = g_strdup (nursery);
  g_free (self->link.known_source);
  self->link.known_source = g_strdup (source);
  g_free (self->link.last_error);
  self->link.last_error = g_strdup ("");
  memcpy (self->link.hub_open, hub_open, sizeof hub_open);
  self->link.state = ENR_LINK_OK;
  self->link.fails = 0;
  self->link.next_ms = 0;
  self->link.batch_max = FIRST_BATCH;
  if (old_source[0] == '\0')
    {
      g_free (self->link.source);
      self->link.source = g_strdup (source);
    }
  if (!enr_link_save (self->db, &self->link, error))
    return FALSE;
  /* events that wait have the old name in their bytes */
  return strcmp (self->link.source, source) == 0
         || enr_outbox_change_source (self->db, source, error);
}

gboolean
enr_sync_enroll (EnrDb *db,
                 const char *url,
                 const char *nursery,
                 const char *code,
                 const EnrSyncOptions *options,
                 char **city,
                 GCancellable *cancellable,
                 GError **error)
{
  EnrSyncResult result = { 0 };
  g_auto (EnrSyncRun) self
      = { .db = db, .options = options, .cancellable = cancellable, .result = &result };
  g_auto (EnrSyncResponse) response = { 0 };
  g_autofree char *tidy = NULL;
  g_autofree char *source = enr_link_dup_source (db, nursery);
  g_autofree char *key = NULL;
  g_autoptr (json_t) root = NULL;
  g_autoptr (json_t) answer = NULL;
  g_autoptr (GBytes) body = NULL;
  EnrSyncRequest request
      = { .method = "POST", .path = "/v1/enroll", .content_type = "application/json" };
  EnrSyncJudgement judgement;

  if (!enr_sync_url_check (url, &tidy, error))
    return FALSE;
  if (source == NULL)
    {
      g_set_error_literal (
          error, ENR_SYNC_ERROR, ENR_SYNC_ERROR_STATE,
          _ ("The nursery's number (施設番号) has letters, digits and “-” alone."));
      return FALSE;
    }
  if (!enr_link_load (db, &self.link, error) || !ensure_key (db, &self.key, error))
    return FALSE;
  self.http
      = enr_sync_http_new (tidy, options->ca_file, options->connect_ms, options->total_ms, error);
  if (self.http == NULL)
    return FALSE;
  key = enr_key_format (self.key.open, sizeof self.key.open);
  root = json_pack ("{s:s, s:s, s:s, s:s, s:s}", "code", code, "nursery", nursery, "source", source,
                    "key", key, "name", enr_actor_this_device ());
  if (root == NULL)
    return fail (error, ENR_TROUBLE_KEY);
  body = enr_json_write (root);
  request.body = body;
  request.source = source;
  if (!enr_sync_ask (&self, &request, &response, &judgement, error)
      || !check_answer (&response, &judgement, error))
    return FALSE;
  answer = enr_json_read (g_bytes_get_data (response.body, NULL), g_bytes_get_size (response.body),
                          NULL);
  if (!save (&self, tidy, nursery, source, answer, error))
    return FALSE;
  if (city != NULL)
    *city = g_strdup (enr_json_get_text (answer, "name", ""));
  return TRUE;
}
