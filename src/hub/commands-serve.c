/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * init, serve, key, import: what needs the hub's own key.
 */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <glib-unix.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "base/file.h"
#include "hub/audit.h"
#include "hub/cli.h"
#include "hub/sealed.h"
#include "hub/server.h"

#define MOST_WORKERS 64

static gboolean
make_key (const char *path, EnrKeyPair *key, GError **error)
{
  g_autoptr (GError) local = NULL;

  /* A key that is there already is used: hubs on several machines share one. */
  if (enr_key_pair_load (key, path, &local))
    return TRUE;
  if (!g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  enr_key_pair_new (key);
  return enr_key_pair_save (key, path, error);
}

static gboolean
run_init (EnrHubCli *cli, GError **error)
{
  g_autoptr (EnrHubDb) db = NULL;
  g_autofree char *key_path = enr_hub_cli_dup_key_path (cli);
  g_auto (EnrHubMeta) meta = { 0 };
  g_autoptr (GError) local = NULL;
  EnrKeyPair key;
  gboolean is_good;

  if (cli->name == NULL || *cli->name == '\0')
    return enr_hub_cli_fail (error, _ ("The option --%s is missing."), "name");
  db = enr_hub_db_open (cli->database, TRUE, error);
  if (db == NULL)
    return FALSE;
  if (enr_hub_meta_load (db, &meta, &local))
    {
      g_set_error_literal (error, ENR_HUB_ERROR, ENR_HUB_ERROR_REFUSED,
                           _ ("This database has a hub already."));
      return FALSE;
    }
  if (!make_key (key_path, &key, error))
    return FALSE;
  is_good = enr_hub_init (db, cli->name, key.open, error);
  enr_key_pair_clear (&key);
  if (is_good)
    printf (_ ("The hub of %s is ready. Its key is in %s: keep a copy of it in a safe place.\n"),
            cli->name, key_path);
  return is_good;
}

static gboolean
stop_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_CONTINUE;
}

static gboolean
reload_cb (gpointer server)
{
  g_autoptr (GError) error = NULL;

  if (!enr_hub_server_reload (server, &error))
    g_message ("certificate: %s", error->message);
  return G_SOURCE_CONTINUE;
}

/* A thousand connections are a thousand files. */
static void
raise_file_limit (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max)
    {
      limit.rlim_cur = MIN (limit.rlim_max, 8192);
      setrlimit (RLIMIT_NOFILE, &limit);
    }
}

static gboolean
fill_options (EnrHubCli *cli, EnrHubOptions *options, char **token, GError **error)
{
  options->database = cli->database;
  options->listen = cli->listen != NULL ? cli->listen : "127.0.0.1:8470";
  options->certificate = cli->tls_cert;
  options->certificate_key = cli->tls_key != NULL ? cli->tls_key : cli->tls_cert;
  options->n_workers = cli->workers != 0 ? (guint) CLAMP (cli->workers, 1, MOST_WORKERS) : 2;
  options->is_behind_proxy = cli->behind_proxy;
  options->limits = enr_hub_limits_default;
  if (cli->tls_key != NULL && cli->tls_cert == NULL)
    return enr_hub_cli_fail (error, _ ("The option --%s is missing."), "tls-cert");
  if (cli->metrics_token != NULL)
    {
      if (!g_file_get_contents (cli->metrics_token, token, NULL, error))
        return FALSE;
      g_strstrip (*token);
      if (**token == '\0')
        return enr_hub_cli_fail (error, _ ("%s is empty."), cli->metrics_token);
      options->metrics_token = *token;
    }
  return TRUE;
}

static gboolean
run_serve (EnrHubCli *cli, GError **error)
{
  EnrHubOptions options = { 0 };
  g_autofree char *token = NULL;
  g_autoptr (EnrHubDb) db = NULL;
  g_auto (EnrHubMeta) meta = { 0 };
  g_autoptr (EnrHubServer) server = NULL;
  g_autoptr (GMainLoop) loop = NULL;
  g_autofree char *host = NULL;
  guint sources[3];

  if (!fill_options (cli, &options, &token, error))
    return FALSE;
  db = enr_hub_cli_open (cli, error);
  if (db == NULL || !enr_hub_cli_load_key (cli, db, &meta, &options.key, error))
    return FALSE;
  g_clear_pointer (&db, enr_hub_db_close);
  raise_file_limit ();
  server = enr_hub_server_new (&options, error);
  enr_key_pair_clear (&options.key);
  if (server == NULL)
    return FALSE;
  host = g_strdup (options.listen);
  if (strrchr (host, ':') != NULL)
    *strrchr (host, ':') = '\0';
  /* Not translated: whoever starts it with port 0 reads the port from here. */
  printf ("enroku-hub listens at %s:%u\n", host, enr_hub_server_get_port (server));
  fflush (stdout);
  loop = g_main_loop_new (NULL, FALSE);
  sources[0] = g_unix_signal_add (SIGTERM, stop_cb, loop);
  sources[1] = g_unix_signal_add (SIGINT, stop_cb, loop);
  sources[2] = g_unix_signal_add (SIGHUP, reload_cb, server);
  g_main_loop_run (loop);
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    g_source_remove (sources[i]);
  return TRUE;
}

static gboolean
run_key (EnrHubCli *cli, GError **error)
{
  g_autoptr (EnrHubDb) db = enr_hub_cli_open (cli, error);
  g_auto (EnrHubMeta) meta = { 0 };
  g_autofree char *open = NULL;
  json_t *json;

  if (db == NULL || !enr_hub_meta_load (db, &meta, error))
    return FALSE;
  open = enr_key_format (meta.open, sizeof meta.open);
  if (!cli->json)
    {
      printf ("%s %s\n", meta.id, open);
      return TRUE;
    }
  json = json_object ();
  json_object_set_new (json, "hub", json_string (meta.id));
  json_object_set_new (json, "key", json_string (open));
  json_object_set_new (json, "name", json_string (meta.name));
  enr_hub_cli_print_json (json);
  return TRUE;
}

static EnrHubBatch *
open_sealed (EnrHubDb *db, const char *path, const EnrKeyPair *key, GError **error)
{
  g_auto (EnrSealed) sealed = { 0 };
  g_autoptr (GBytes) file = NULL;
  char *contents;
  gsize length;

  if (!g_file_get_contents (path, &contents, &length, error))
    return NULL;
  file = g_bytes_new_take (contents, length);
  if (!enr_seal_open (&sealed, file, key, error) || !enr_hub_sealed_introduce (db, &sealed, error))
    return NULL;
  return enr_hub_sealed_batch (db, &sealed, error);
}

/* Returns the receipt. */
static GBytes *
take_in (EnrHubDb *db,
         EnrHubBatch *batch,
         const EnrHubMeta *meta,
         const EnrKeyPair *key,
         GError **error)
{
  g_autoptr (GPtrArray) batches = g_ptr_array_new ();

  g_ptr_array_add (batches, batch);
  if (!enr_hub_batch_judge (batch, error) || !enr_hub_ingest (db, batches, error)
      || !enr_hub_sealed_keep_files (db, batch, error))
    return NULL;
  if (!batch->is_revoked)
    return enr_hub_batch_reply (batch, meta->id, key);
  g_set_error (error, ENR_HUB_ERROR, ENR_HUB_ERROR_REFUSED, _ ("%s is shut out."), batch->source);
  return NULL;
}

static gboolean
run_import (EnrHubCli *cli, GError **error)
{
  g_autoptr (EnrHubDb) db = enr_hub_cli_open (cli, error);
  g_auto (EnrHubMeta) meta = { 0 };
  EnrKeyPair key;
  g_autoptr (EnrHubBatch) batch = NULL;
  g_autoptr (GBytes) receipt = NULL;
  guint n[ENR_VERDICT_DEFERRED + 1] = { 0 };
  g_autofree char *detail = NULL;

  if (cli->receipt == NULL)
    return enr_hub_cli_fail (error, _ ("The option --%s is missing."), "receipt");
  if (db == NULL || !enr_hub_cli_load_key (cli, db, &meta, &key, error))
    return FALSE;
  batch = open_sealed (db, cli->words[0], &key, error);
  if (batch != NULL)
    receipt = take_in (db, batch, &meta, &key, error);
  enr_key_pair_clear (&key);
  if (receipt == NULL)
    return FALSE;
  for (guint i = 0; i < batch->n_events; i++)
    n[batch->events[i].verdict->status]++;
  detail = g_strdup_printf ("%u/%u/%u", n[ENR_VERDICT_ACCEPTED], n[ENR_VERDICT_DUPLICATE],
                            n[ENR_VERDICT_REJECTED]);
  if (!enr_hub_audit (db, ENR_AUDIT_IMPORTED, batch->source, detail, error))
    return FALSE;
  printf (_ ("%u accepted, %u there already, %u refused.\n"), n[ENR_VERDICT_ACCEPTED],
          n[ENR_VERDICT_DUPLICATE], n[ENR_VERDICT_REJECTED]);
  if (batch->kept->len > 0)
    printf (ngettext ("%u paper came with it.\n", "%u papers came with it.\n", batch->kept->len),
            batch->kept->len);
  return enr_file_replace (cli->receipt, receipt, error);
}

const EnrHubCommand enr_hub_commands_serve[] = {
  { "init", NULL, N_ ("Make a hub of an empty database"), "key name", run_init },
  { "serve", NULL, N_ ("Receive"), "key listen tls-cert tls-key workers behind-proxy metrics-token",
    run_serve },
  { "key", NULL, N_ ("Print the hub's id and open key, for nurseries without a network"), "json",
    run_key },
  { "import", N_ ("FILE"), N_ ("Take in a file that a nursery brings, and write its receipt"),
    "key receipt", run_import },
  { NULL },
};
