/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "hub/cli.h"

#include <stdio.h>
#include <string.h>
#include <glib/gi18n.h>

#include "base/date.h"
#include "wire/json.h"

#define DEFAULT_FOLDER "/var/lib/enroku-hub"

static const EnrHubCommand *const tables[] = { enr_hub_commands_serve, enr_hub_commands_city,
                                               enr_hub_commands_officer, enr_hub_commands_report };

gboolean
enr_hub_cli_fail (GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, ENR_HUB_ERROR, ENR_HUB_ERROR_USAGE, message);
  return FALSE;
}

/* Where systemd keeps a service's state, or the same place by its name. */
static const char *
get_folder (void)
{
  const char *folder = g_getenv ("STATE_DIRECTORY");

  return folder != NULL ? folder : DEFAULT_FOLDER;
}

/* The address of PostgreSQL may hold a password: it may come by the environment, which ps does not
 * show. */
static char *
dup_database (EnrHubCli *cli)
{
  const char *database = cli->database != NULL ? cli->database : g_getenv ("ENROKU_HUB_DATABASE");

  return database != NULL && *database != '\0' ? g_strdup (database)
                                               : g_build_filename (get_folder (), "hub.db", NULL);
}

EnrHubDb *
enr_hub_cli_open (EnrHubCli *cli, GError **error)
{
  EnrHubDb *db = enr_hub_db_open (cli->database, FALSE, error);

  if (db != NULL)
    enr_hub_db_set_actor (db, &(EnrHubActor){ "command", g_get_user_name (), "" });
  return db;
}

char *
enr_hub_cli_dup_key_path (EnrHubCli *cli)
{
  if (cli->key != NULL)
    return g_strdup (cli->key);
  if (enr_hub_db_is_url (cli->database))
    return g_build_filename (get_folder (), "hub.key", NULL);
  return g_strconcat (cli->database, ".key", NULL);
}

gboolean
enr_hub_cli_load_key (EnrHubCli *cli,
                      EnrHubDb *db,
                      EnrHubMeta *meta,
                      EnrKeyPair *key,
                      GError **error)
{
  g_autofree char *path = enr_hub_cli_dup_key_path (cli);

  if (!enr_hub_meta_load (db, meta, error) || !enr_key_pair_load (key, path, error))
    return FALSE;
  if (memcmp (key->open, meta->open, sizeof meta->open) == 0)
    return TRUE;
  enr_key_pair_clear (key);
  g_set_error (
      error, ENR_HUB_ERROR, ENR_HUB_ERROR_REFUSED,
      _ ("%s is not the key of this database's hub. Nurseries would not believe its answers."),
      path);
  return FALSE;
}

gboolean
enr_hub_cli_read_day (const char *name,
                      const char *text,
                      int days_after,
                      gint64 *ms,
                      GError **error)
{
  EnrDate day = text != NULL ? enr_date_parse_iso (text) : ENR_DATE_NONE;

  if (text == NULL)
    return TRUE;
  if (day == ENR_DATE_NONE)
    return enr_hub_cli_fail (error, _ ("--%s: “%s” is no date such as 2026-04-01."), name, text);
  *ms = enr_instant_from_local (day + days_after, 0) * 1000;
  return TRUE;
}

void
enr_hub_cli_print_json (json_t *json)
{
  g_autoptr (json_t) owned = json;
  g_autoptr (GBytes) bytes = enr_json_write (owned);

  fwrite (g_bytes_get_data (bytes, NULL), 1, g_bytes_get_size (bytes), stdout);
  putchar ('\n');
}

char *
enr_hub_cli_dup_time (gint64 ms)
{
  g_autoptr (GDateTime) time = ms != 0 ? g_date_time_new_from_unix_local (ms / 1000) : NULL;

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M") : g_strdup ("");
}

static const EnrHubCommand *
find_command (char **words, guint *n_words)
{
  for (*n_words = 2; *n_words > 0; --*n_words)
    for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
      for (const EnrHubCommand *command = tables[i]; command->name != NULL; command++)
        {
          g_auto (GStrv) parts = g_strsplit (command->name, " ", -1);
          gboolean is_same = g_strv_length (parts) == *n_words;

          for (guint k = 0; is_same && k < *n_words; k++)
            is_same = words[k] != NULL && strcmp (words[k], parts[k]) == 0;
          if (is_same)
            return command;
        }
  return NULL;
}

static char *
dup_summary (void)
{
  GString *text = g_string_new (_ ("Commands:"));

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const EnrHubCommand *command = tables[i]; command->name != NULL; command++)
      g_string_append_printf (
          text, "\n  %s%s%s\n      %s", command->name, command->arguments != NULL ? " " : "",
          command->arguments != NULL ? _ (command->arguments) : "", _ (command->summary));
  return g_string_free (text, FALSE);
}

/* Whether an option was given. */
static gboolean
is_given (const GOptionEntry *entry)
{
  switch (entry->arg)
    {
    case G_OPTION_ARG_NONE:
    case G_OPTION_ARG_INT:
      return *(const int *) entry->arg_data != 0;
    default:
      return *(char *const *) entry->arg_data != NULL;
    }
}

static gboolean
check_usage (const EnrHubCommand *command,
             const GOptionEntry *entries,
             char **words,
             GError **error)
{
  g_auto (GStrv) allowed = g_strsplit (command->options, " ", -1);
  g_auto (GStrv) wanted
      = command->arguments != NULL ? g_strsplit (command->arguments, " ", -1) : g_new0 (char *, 1);

  for (; entries->long_name != NULL; entries++)
    if (is_given (entries) && strcmp (entries->long_name, "database") != 0
        && !g_strv_contains ((const char *const *) allowed, entries->long_name))
      return enr_hub_cli_fail (error, _ ("The option --%s does not go with “%s”."),
                               entries->long_name, command->name);
  for (guint i = 0; i < MAX (g_strv_length (words), g_strv_length (wanted)); i++)
    {
      if (i >= g_strv_length (words))
        return enr_hub_cli_fail (error, _ ("%s is missing."), wanted[i]);
      if (i >= g_strv_length (wanted))
        return enr_hub_cli_fail (error, _ ("“%s” is one word too many."), words[i]);
    }
  return TRUE;
}

static gboolean
parse (EnrHubCli *cli,
       char ***argv,
       const EnrHubCommand **command,
       gboolean *is_version,
       GError **error)
{
  const GOptionEntry entries[] = {
    { "database", 0, 0, G_OPTION_ARG_FILENAME, &cli->database,
      N_ ("A SQLite file or postgresql://…; also $ENROKU_HUB_DATABASE"), N_ ("DATABASE") },
    { "key", 0, 0, G_OPTION_ARG_FILENAME, &cli->key, N_ ("The hub's key"), N_ ("FILE") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &cli->json, N_ ("Print JSON"), NULL },
    { "listen", 0, 0, G_OPTION_ARG_STRING, &cli->listen, N_ ("Where to listen (127.0.0.1:8470)"),
      N_ ("ADDRESS:PORT") },
    { "tls-cert", 0, 0, G_OPTION_ARG_FILENAME, &cli->tls_cert, N_ ("Certificate (PEM)"),
      N_ ("FILE") },
    { "tls-key", 0, 0, G_OPTION_ARG_FILENAME, &cli->tls_key, N_ ("Its key (PEM)"), N_ ("FILE") },
    { "workers", 0, 0, G_OPTION_ARG_INT, &cli->workers, N_ ("Threads that check requests (2)"),
      N_ ("N") },
    { "behind-proxy", 0, 0, G_OPTION_ARG_NONE, &cli->behind_proxy,
      N_ ("A proxy of this machine says in X-Real-IP who asks"), NULL },
    { "metrics-token", 0, 0, G_OPTION_ARG_FILENAME, &cli->metrics_token,
      N_ ("File with the word that /metrics asks for"), N_ ("FILE") },
    { "name", 0, 0, G_OPTION_ARG_STRING, &cli->name, N_ ("Name of the municipality or nursery"),
      N_ ("NAME") },
    { "days", 0, 0, G_OPTION_ARG_INT, &cli->days, N_ ("How long a code can be used (14)"),
      N_ ("N") },
    { "before", 0, 0, G_OPTION_ARG_STRING, &cli->before, N_ ("Day before which"), N_ ("DATE") },
    { "type", 0, 0, G_OPTION_ARG_STRING, &cli->type, N_ ("Kind of report"), N_ ("TYPE") },
    { "from", 0, 0, G_OPTION_ARG_STRING, &cli->from, N_ ("First day"), N_ ("DATE") },
    { "to", 0, 0, G_OPTION_ARG_STRING, &cli->to, N_ ("Last day"), N_ ("DATE") },
    { "output", 0, 0, G_OPTION_ARG_FILENAME, &cli->output, N_ ("File to write"), N_ ("FILE") },
    { "file", 0, 0, G_OPTION_ARG_FILENAME, &cli->file,
      N_ ("The code with the hub's key as a file, for a nursery without a network"), N_ ("FILE") },
    { "receipt", 0, 0, G_OPTION_ARG_FILENAME, &cli->receipt, N_ ("Receipt to write"), N_ ("FILE") },
    { "all", 0, 0, G_OPTION_ARG_NONE, &cli->all, N_ ("Those that are closed, too"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, is_version, N_ ("Print the version"), NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (_ ("COMMAND"));
  g_autofree char *summary = dup_summary ();
  guint n_words;

  g_option_context_set_summary (context, summary);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse_strv (context, argv, error))
    return FALSE;
  if (*is_version)
    return TRUE;
  if ((*argv)[0] == NULL || (*argv)[1] == NULL)
    return enr_hub_cli_fail (error, _ ("A command is missing."));
  *command = find_command (*argv + 1, &n_words);
  if (*command == NULL)
    return enr_hub_cli_fail (error, _ ("There is no command “%s”."), (*argv)[1]);
  cli->words = g_strdupv (*argv + 1 + n_words);
  return check_usage (*command, entries, cli->words, error);
}

static void
clear (EnrHubCli *cli)
{
  g_free (cli->database);
  g_free (cli->key);
  g_free (cli->listen);
  g_free (cli->tls_cert);
  g_free (cli->tls_key);
  g_free (cli->metrics_token);
  g_free (cli->name);
  g_free (cli->before);
  g_free (cli->type);
  g_free (cli->from);
  g_free (cli->to);
  g_free (cli->output);
  g_free (cli->file);
  g_free (cli->receipt);
  g_strfreev (cli->words);
}

static int
get_status (const GError *error)
{
  if (error->domain == G_OPTION_ERROR
      || g_error_matches (error, ENR_HUB_ERROR, ENR_HUB_ERROR_USAGE))
    return 2;
  if (g_error_matches (error, ENR_HUB_ERROR, ENR_HUB_ERROR_REFUSED)
      || g_error_matches (error, ENR_HUB_ERROR, ENR_HUB_ERROR_CODE)
      || g_error_matches (error, ENR_HUB_ERROR, ENR_HUB_ERROR_NOT_FOUND)
      || error->domain == ENR_WIRE_ERROR)
    return 3;
  return 1;
}

int
enr_hub_main (int argc, char **argv)
{
  EnrHubCli cli = { 0 };
  const EnrHubCommand *command = NULL;
  g_auto (GStrv) words = g_strdupv (argv);
  gboolean is_version = FALSE;
  g_autoptr (GError) error = NULL;
  g_autofree char *given = NULL;
  int status = 0;

  if (parse (&cli, &words, &command, &is_version, &error) && !is_version)
    {
      given = cli.database;
      cli.database = dup_database (&cli);
      command->run (&cli, &error);
    }
  else if (is_version)
    printf ("enroku-hub %s\n", ENR_VERSION);
  if (error == NULL && fflush (stdout) != 0)
    status = 1;
  if (error != NULL)
    {
      fprintf (stderr, "enroku-hub: %s\n", error->message);
      status = get_status (error);
    }
  clear (&cli);
  return status;
}
