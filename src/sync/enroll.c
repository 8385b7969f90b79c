/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "outbox/ledger.h"
#include "store/actor.h"
#include "sync/sync-private.h"
#include "wire/hub-file.h"

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

static void
set_text (char **text, const char *value)
{
  g_free (*text);
  *text = g_strdup (value);
}

/* Who the hub is and we are to it. */
typedef struct
{
  const char *url; /* "" by file */
  const char *hub;
  const guint8 *open;
  const char *city;
  const char *nursery;
  const char *source;
  const char *code; /* "" where the hub knows us already */
} Introduced;

/* It becomes the link. */
static gboolean
save (EnrDb *db, EnrLink *link, const Introduced *who, GError **error)
{
  g_autofree char *old_source = g_strdup (link->source);
  gboolean is_known = *who->code == '\0';

  if (strcmp (link->hub, who->hub) != 0)
    {
      link->changes_after = 0;
      link->ledger_ms = 0;
      link->ledger_bad = 0;
      link->last_ok_ms = 0;
    }
  set_text (&link->url, who->url);
  set_text (&link->hub, who->hub);
  set_text (&link->city, who->city);
  set_text (&link->nursery, who->nursery);
  set_text (&link->known_source, is_known ? who->source : "");
  set_text (&link->code, who->code);
  set_text (&link->last_error, "");
  set_text (&link->ledger_source, "");
  link->ledger_block = 0;
  link->ledger_sum = 0;
  link->ledger_fails = 0;
  link->ledger_next_ms = 0;
  memcpy (link->hub_open, who->open, sizeof link->hub_open);
  link->state = is_known ? ENR_LINK_OK : ENR_LINK_FILE;
  link->fails = 0;
  link->next_ms = 0;
  link->batch_max = FIRST_BATCH;
  if (old_source[0] == '\0')
    set_text (&link->source, who->source);
  if (!enr_link_save (db, link, error))
    return FALSE;
  /* events that wait have the old name in their bytes */
  return strcmp (link->source, who->source) == 0
         || enr_outbox_change_source (db, who->source, error);
}

/* The certificates that go with the link from now on: those given now, else those that were there
 * for the same address. */
static gboolean
choose_authority (EnrLink *link, const char *url, const char *ca_file, GError **error)
{
  char *pem = NULL;

  if (ca_file == NULL && strcmp (link->url, url) != 0)
    set_text (&link->ca, "");
  if (ca_file == NULL)
    return TRUE;
  pem = enr_sync_authority_read (ca_file, error);
  if (pem == NULL)
    return FALSE;
  g_free (link->ca);
  link->ca = pem;
  return TRUE;
}

static char *
dup_source (EnrDb *db, const char *nursery, GError **error)
{
  char *source = enr_link_dup_source (db, nursery);

  if (source == NULL)
    g_set_error_literal (error, ENR_SYNC_ERROR, ENR_SYNC_ERROR_STATE,
                         _ ("The nursery's number (施設番号) has letters, digits and “-” alone."));
  return source;
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
  g_autofree char *source = NULL;
  g_autofree char *key = NULL;
  g_autoptr (json_t) root = NULL;
  g_autoptr (json_t) answer = NULL;
  g_autoptr (GBytes) body = NULL;
  EnrSyncRequest request
      = { .method = "POST", .path = "/v1/enroll", .content_type = "application/json" };
  EnrSyncJudgement judgement;
  guint8 hub_open[ENR_KEY_PUBLIC_LENGTH];
  Introduced who;

  if (!enr_sync_url_check (url, &tidy, error))
    return FALSE;
  source = dup_source (db, nursery, error);
  if (source == NULL || !enr_link_load (db, &self.link, error) || !ensure_key (db, &self.key, error)
      || !choose_authority (&self.link, tidy, options->ca_file, error))
    return FALSE;
  self.http = enr_sync_http_new (tidy, self.link.ca, options->connect_ms, options->total_ms, error);
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
  who = (Introduced){ .url = tidy,
                      .hub = enr_json_get_text (answer, "hub", ""),
                      .open = hub_open,
                      .city = enr_json_get_text (answer, "name", ""),
                      .nursery = nursery,
                      .source = source,
                      .code = "" };
  if (*who.hub == '\0' || strcmp (enr_json_get_text (answer, "nursery", ""), nursery) != 0
      || !enr_key_parse (enr_json_get_text (answer, "key", NULL), hub_open, sizeof hub_open))
    return fail (error, ENR_TROUBLE_PORTAL);
  if (!save (db, &self.link, &who, error))
    return FALSE;
  if (city != NULL)
    *city = g_strdup (who.city);
  return TRUE;
}

static gboolean
refuse_file (GError **error, const char *text)
{
  g_set_error_literal (error, ENR_SYNC_ERROR, ENR_SYNC_ERROR_FILE, text);
  return FALSE;
}

static gboolean
read_hub_file (const char *path, EnrHubFile *file, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GMappedFile) mapped = g_mapped_file_new (path, FALSE, error);
  g_autoptr (GBytes) bytes = NULL;

  if (mapped == NULL)
    return FALSE;
  bytes = g_mapped_file_get_bytes (mapped);
  if (enr_hub_file_read (file, bytes, &local_error))
    return TRUE;
  return refuse_file (
      error, g_error_matches (local_error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_SIGNATURE)
                 ? _ ("This file was altered or damaged on its way. Please bring it from the city "
                      "once more. Nothing was changed.")
                 : _ ("This is no file by which a city makes itself known (.enhub). Nothing was "
                      "changed."));
}

static gboolean
check_hub_file (const EnrHubFile *file, const EnrLink *link, const char *nursery, GError **error)
{
  g_autofree char *text = NULL;

  if (*nursery != '\0' && strcmp (file->nursery, nursery) != 0)
    {
      text = g_strdup_printf (
          /* Translators: a nursery's number and name, this one's number */
          _ ("The city has made this file for nursery No. %s (%s), but this is No. %s. Nothing was "
             "changed."),
          file->nursery, file->name, nursery);
      return refuse_file (error, text);
    }
  if (file->expires_ms < enr_sync_now_ms ())
    return refuse_file (error, _ ("This file is too old: its code cannot be used any more. Please "
                                  "ask the city for a new one."));
  if (link->state == ENR_LINK_OK && strcmp (link->hub, file->hub) == 0)
    return refuse_file (error, _ ("This PC is connected to this city over the network already. "
                                  "Nothing was changed."));
  return TRUE;
}

gboolean
enr_sync_enroll_file (EnrDb *db, const char *path, const char *nursery, char **city, GError **error)
{
  g_auto (EnrHubFile) file = { 0 };
  g_auto (EnrLink) link = { 0 };
  g_autofree char *source = NULL;
  EnrKeyPair key;
  Introduced who;

  if (!read_hub_file (path, &file, error) || !enr_link_load (db, &link, error)
      || !check_hub_file (&file, &link, nursery, error)
      || (source = dup_source (db, file.nursery, error)) == NULL || !ensure_key (db, &key, error))
    return FALSE;
  enr_key_pair_clear (&key);
  who = (Introduced){ .url = "",
                      .hub = file.hub,
                      .open = file.open,
                      .city = file.city,
                      .nursery = file.nursery,
                      .source = source,
                      .code = file.code };
  if (!save (db, &link, &who, error))
    return FALSE;
  if (city != NULL)
    *city = g_strdup (file.city);
  return TRUE;
}
