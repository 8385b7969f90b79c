/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Who may sign in to the officer's pages, and the trail of what was done.
 */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <glib/gi18n.h>

#include "hub/audit.h"
#include "hub/cli.h"
#include "wire/json.h"

#define MOST_PASSWORD 1000
#define PAGE 500

typedef gboolean (*PasswordFunc) (EnrHubDb *db,
                                  const char *name,
                                  const char *password,
                                  GError **error);

static gboolean
run_with_password (EnrHubCli *cli, PasswordFunc func, GError **error)
{
  g_autoptr (EnrHubDb) db = NULL;
  char password[MOST_PASSWORD + 2];
  gboolean is_good;

  if (isatty (STDIN_FILENO))
    fprintf (stderr, "%s", _ ("Password: "));
  if (fgets (password, sizeof password, stdin) == NULL)
    return enr_hub_cli_fail (error, _ ("The password is read from the standard input."));
  password[strcspn (password, "\r\n")] = '\0';
  if (!g_utf8_validate (password, -1, NULL) || !g_utf8_validate (cli->words[0], -1, NULL))
    return enr_hub_cli_fail (error, _ ("“%s” is not valid UTF-8 text."), "");
  db = enr_hub_cli_open (cli, error);
  is_good = db != NULL && func (db, cli->words[0], password, error);
  explicit_bzero (password, sizeof password);
  return is_good;
}

static gboolean
run_officer_add (EnrHubCli *cli, GError **error)
{
  return run_with_password (cli, enr_hub_officer_add, error);
}

static gboolean
run_officer_password (EnrHubCli *cli, GError **error)
{
  return run_with_password (cli, enr_hub_officer_set_password, error);
}

static gboolean
run_officer_disable (EnrHubCli *cli, GError **error)
{
  g_autoptr (EnrHubDb) db = enr_hub_cli_open (cli, error);

  return db != NULL && enr_hub_officer_disable (db, cli->words[0], error);
}

static void
print_officer (const EnrHubOfficer *officer)
{
  g_autofree char *made = enr_hub_cli_dup_time (officer->made_ms);
  g_autofree char *disabled = enr_hub_cli_dup_time (officer->disabled_ms);
  g_autofree char *signed_in = enr_hub_cli_dup_time (officer->signed_in_ms);

  printf ("%s\t%s\t%s\t%s%s%s\n", officer->name, made, *signed_in != '\0' ? signed_in : "-",
          officer->disabled_ms != 0 ? _ ("may not sign in since") : _ ("may sign in"),
          officer->disabled_ms != 0 ? " " : "", disabled);
}

static void
add_officer (json_t *list, const EnrHubOfficer *officer)
{
  json_t *item = json_object ();

  json_object_set_new (item, "name", json_string (officer->name));
  json_object_set_new (item, "made_ms", json_integer (officer->made_ms));
  json_object_set_new (item, "disabled", json_boolean (officer->disabled_ms != 0));
  json_object_set_new (item, "disabled_ms", json_integer (officer->disabled_ms));
  json_object_set_new (item, "signed_in_ms", json_integer (officer->signed_in_ms));
  json_array_append_new (list, item);
}

static gboolean
run_officer_list (EnrHubCli *cli, GError **error)
{
  g_autoptr (EnrHubDb) db = enr_hub_cli_open (cli, error);
  g_autoptr (GPtrArray) officers = db != NULL ? enr_hub_officer_list (db, error) : NULL;
  json_t *list;

  if (officers == NULL)
    return FALSE;
  list = cli->json ? json_array () : NULL;
  for (guint i = 0; i < officers->len; i++)
    if (list != NULL)
      add_officer (list, officers->pdata[i]);
    else
      print_officer (officers->pdata[i]);
  if (list != NULL)
    enr_hub_cli_print_json (list);
  return TRUE;
}

/* One row a line, whatever was written into a title or a name. */
static void
print_audit (const EnrHubAudit *row)
{
  g_autofree char *time = enr_hub_cli_dup_time (row->at_ms);
  g_autofree char *about = g_strdelimit (g_strdup (row->about), "\t\r\n", ' ');
  g_autofree char *detail = g_strdelimit (g_strdup (row->detail), "\t\r\n", ' ');

  printf ("%s\t%s\t%s\t%s\t%s\t%s\t%s\n", time, row->via,
          *row->officer != '\0' ? row->officer : "-", *row->address != '\0' ? row->address : "-",
          row->action, about, detail);
}

static void
add_audit (json_t *list, const EnrHubAudit *row)
{
  json_t *item = json_object ();

  json_object_set_new (item, "no", json_integer (row->no));
  json_object_set_new (item, "at_ms", json_integer (row->at_ms));
  json_object_set_new (item, "via", json_string (row->via));
  json_object_set_new (item, "officer", json_string (row->officer));
  json_object_set_new (item, "address", json_string (row->address));
  json_object_set_new (item, "action", json_string (row->action));
  json_object_set_new (item, "about", json_string (row->about));
  json_object_set_new (item, "detail", json_string (row->detail));
  json_array_append_new (list, item);
}

static gboolean
list_audit (EnrHubDb *db, gint64 from_ms, gint64 to_ms, json_t *list, GError **error)
{
  gint64 before = G_MAXINT64;
  guint n = PAGE;

  while (n == PAGE)
    {
      g_autoptr (GPtrArray) rows = enr_hub_audit_list (db, from_ms, to_ms, "", before, PAGE, error);

      if (rows == NULL)
        return FALSE;
      n = rows->len;
      for (guint i = 0; i < n; i++)
        {
          before = ((const EnrHubAudit *) rows->pdata[i])->no;
          if (list != NULL)
            add_audit (list, rows->pdata[i]);
          else
            print_audit (rows->pdata[i]);
        }
    }
  return TRUE;
}

static gboolean
run_audit (EnrHubCli *cli, GError **error)
{
  gint64 from_ms = 0;
  gint64 to_ms = G_MAXINT64;
  g_autoptr (EnrHubDb) db = NULL;
  g_autoptr (json_t) list = cli->json ? json_array () : NULL;

  if (!enr_hub_cli_read_day ("from", cli->from, 0, &from_ms, error)
      || !enr_hub_cli_read_day ("to", cli->to, 1, &to_ms, error))
    return FALSE;
  db = enr_hub_cli_open (cli, error);
  if (db == NULL || !list_audit (db, from_ms, to_ms, list, error))
    return FALSE;
  if (list != NULL)
    enr_hub_cli_print_json (g_steal_pointer (&list));
  return TRUE;
}

const EnrHubCommand enr_hub_commands_officer[] = {
  { "officer add", N_ ("NAME"),
    N_ ("Let an officer sign in; the password comes on the standard input"), "", run_officer_add },
  { "officer list", NULL, N_ ("Who may sign in, since when, and who did last"), "json",
    run_officer_list },
  { "officer password", N_ ("NAME"),
    N_ ("Give an officer a new password, from the standard input; ends what she had open"), "",
    run_officer_password },
  { "officer disable", N_ ("NAME"), N_ ("Let an officer not sign in any more, at once"), "",
    run_officer_disable },
  { "audit", NULL, N_ ("Who signed in or tried to, and what was done; the newest first"),
    "from to json", run_audit },
  { NULL },
};
