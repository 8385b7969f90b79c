/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include <stdio.h>
#include <glib/gi18n.h>

#include "base/date.h"
#include "base/file.h"
#include "hub/audit.h"
#include "hub/cli.h"
#include "hub/export.h"

#define ALERTS 20

static json_t *
site_to_json (const EnrHubSite *site)
{
  json_t *json = json_object ();

  json_object_set_new (json, "source", json_string (site->source));
  json_object_set_new (json, "nursery", json_string (site->nursery));
  json_object_set_new (json, "nursery_name", json_string (site->nursery_name));
  json_object_set_new (json, "name", json_string (site->name));
  json_object_set_new (json, "enrolled_ms", json_integer (site->enrolled_ms));
  json_object_set_new (json, "heard_ms", json_integer (site->heard_ms));
  json_object_set_new (json, "revoked", json_boolean (site->revoked_ms != 0));
  json_object_set_new (json, "expect", json_integer (site->expect));
  json_object_set_new (json, "highest", json_integer (site->highest));
  return json;
}

static json_t *
alert_to_json (const EnrHubAlert *alert)
{
  json_t *json = json_object ();

  json_object_set_new (json, "kind", json_string (alert->kind));
  json_object_set_new (json, "source", json_string (alert->source));
  json_object_set_new (json, "detail", json_string (alert->detail));
  json_object_set_new (json, "n", json_integer (alert->n));
  json_object_set_new (json, "last_ms", json_integer (alert->last_ms));
  return json;
}

static void
print_json (const EnrHubMeta *meta, const EnrHubCounts *counts, GPtrArray *sites, GPtrArray *alerts)
{
  json_t *json = json_object ();
  json_t *list = json_array ();
  json_t *alert_list = json_array ();

  json_object_set_new (json, "hub", json_string (meta->id));
  json_object_set_new (json, "name", json_string (meta->name));
  json_object_set_new (json, "nurseries", json_integer (counts->nurseries));
  json_object_set_new (json, "events", json_integer (counts->events));
  json_object_set_new (json, "last_recv_ms", json_integer (counts->last_recv_ms));
  json_object_set_new (json, "silent", json_integer (counts->silent));
  json_object_set_new (json, "with_gaps", json_integer (counts->with_gaps));
  json_object_set_new (json, "reviews_open", json_integer (counts->reviews_open));
  json_object_set_new (json, "reviews_asked", json_integer (counts->reviews_asked));
  for (guint i = 0; i < sites->len; i++)
    json_array_append_new (list, site_to_json (sites->pdata[i]));
  for (guint i = 0; i < alerts->len; i++)
    json_array_append_new (alert_list, alert_to_json (alerts->pdata[i]));
  json_object_set_new (json, "sites", list);
  json_object_set_new (json, "alerts", alert_list);
  enr_hub_cli_print_json (json);
}

static void
print_text (const EnrHubMeta *meta, const EnrHubCounts *counts, GPtrArray *sites, GPtrArray *alerts)
{
  g_autofree char *last = enr_hub_cli_dup_time (counts->last_recv_ms);
  g_autofree char *events = g_strdup_printf ("%" G_GINT64_FORMAT, counts->events);

  printf ("%s (%s)\n", meta->name, meta->id);
  printf (_ ("Nurseries: %d, PCs: %d (shut out: %d, silent for three days: %d)\n"),
          (int) counts->nurseries, (int) counts->sites, (int) counts->revoked,
          (int) counts->silent);
  printf (_ ("Reports: %s, the last: %s\n"), events, *last != '\0' ? last : "-");
  printf (_ ("To review: %d, asked: %d, alerts: %d\n"), (int) counts->reviews_open,
          (int) counts->reviews_asked, (int) counts->alerts);
  for (guint i = 0; i < sites->len; i++)
    {
      const EnrHubSite *site = sites->pdata[i];
      g_autofree char *heard = enr_hub_cli_dup_time (site->heard_ms);

      printf ("%s\t%s\t%s\t%s\t%s%s%s\n", site->nursery, site->nursery_name, site->name, heard,
              site->source,
              site->revoked_ms != 0           ? "\t"
              : site->highest >= site->expect ? "\t"
                                              : "",
              site->revoked_ms != 0           ? _ ("shut out")
              : site->highest >= site->expect ? _ ("some are missing between")
                                              : "");
    }
  for (guint i = 0; i < alerts->len; i++)
    {
      const EnrHubAlert *alert = alerts->pdata[i];
      g_autofree char *time = enr_hub_cli_dup_time (alert->last_ms);

      printf ("! %s\t%s\t%s\t%s\n", time, alert->kind, alert->source, alert->detail);
    }
}

static gboolean
run_status (EnrHubCli *cli, GError **error)
{
  g_autoptr (EnrHubDb) db = enr_hub_cli_open (cli, error);
  g_auto (EnrHubMeta) meta = { 0 };
  g_autoptr (GPtrArray) sites = NULL;
  g_autoptr (GPtrArray) alerts = NULL;
  EnrHubCounts counts;

  if (db == NULL || !enr_hub_meta_load (db, &meta, error) || !enr_hub_count (db, &counts, error))
    return FALSE;
  sites = enr_hub_site_list (db, error);
  alerts = sites != NULL ? enr_hub_alert_list (db, ALERTS, error) : NULL;
  if (alerts == NULL)
    return FALSE;
  (cli->json ? print_json : print_text) (&meta, &counts, sites, alerts);
  return TRUE;
}

static gboolean
check_day (const char *name, const char *text, GError **error)
{
  if (text == NULL)
    return enr_hub_cli_fail (error, _ ("The option --%s is missing."), name);
  if (enr_date_parse_iso (text) == ENR_DATE_NONE)
    return enr_hub_cli_fail (error, _ ("--%s: “%s” is no date such as 2026-04-01."), name, text);
  return TRUE;
}

static gboolean
run_export (EnrHubCli *cli, GError **error)
{
  g_autoptr (EnrHubDb) db = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *detail = NULL;
  guint n = 0;

  if (cli->type == NULL || cli->output == NULL)
    return enr_hub_cli_fail (error, _ ("The option --%s is missing."),
                             cli->type == NULL ? "type" : "output");
  if (!check_day ("from", cli->from, error) || !check_day ("to", cli->to, error))
    return FALSE;
  db = enr_hub_cli_open (cli, error);
  bytes = db != NULL ? enr_hub_export (db, cli->type, cli->from, cli->to, &n, error) : NULL;
  if (bytes == NULL)
    return FALSE;
  detail = g_strdup_printf ("%s/%s %u", cli->from, cli->to, n);
  if (!enr_hub_audit (db, ENR_AUDIT_EXPORTED, cli->type, detail, error)
      || !enr_file_replace (cli->output, bytes, error))
    return FALSE;
  printf (ngettext ("%u report\n", "%u reports\n", n), n);
  return TRUE;
}

static gboolean
run_prune (EnrHubCli *cli, GError **error)
{
  g_autoptr (EnrHubDb) db = NULL;
  gint64 before_ms = 0;
  guint n = 0;

  if (!check_day ("before", cli->before, error)
      || !enr_hub_cli_read_day ("before", cli->before, 0, &before_ms, error))
    return FALSE;
  db = enr_hub_cli_open (cli, error);
  if (db == NULL || !enr_hub_prune (db, before_ms, cli->before, &n, error))
    return FALSE;
  printf (ngettext ("The contents of %u superseded revision were removed.\n",
                    "The contents of %u superseded revisions were removed.\n", n),
          n);
  return TRUE;
}

const EnrHubCommand enr_hub_commands_report[] = {
  { "status", NULL, N_ ("What is here, who was heard when, what needs a person"), "json",
    run_status },
  { "export", NULL, N_ ("Write what holds of one kind of report into a CSV file"),
    "type from to output", run_export },
  { "prune", NULL,
    N_ ("Remove the contents of revisions that came before a day and do not hold any more; without "
        "this "
        "everything is kept"),
    "before", run_prune },
  { NULL },
};
