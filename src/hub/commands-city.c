/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the municipality decides: who may send, what nurseries are told, what becomes of reviews.
 */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <glib/gi18n.h>

#include "hub/cli.h"
#include "hub/handout.h"

#define CODE_DAYS 14
#define PAGE 500

/* The file bears the code; it is readable by its owner alone, as the code on paper is one person's.
 */
static gboolean
write_handout (EnrHubCli *cli, EnrHubDb *db, const char *code, int days, GError **error)
{
  g_auto (EnrHubMeta) meta = { 0 };
  g_autoptr (GBytes) bytes = NULL;
  EnrKeyPair key;

  if (!enr_hub_cli_load_key (cli, db, &meta, &key, error))
    return FALSE;
  bytes = enr_hub_handout (db, &meta, &key, cli->words[0], code, days, error);
  enr_key_pair_clear (&key);
  return bytes != NULL
         && g_file_set_contents_full (
             cli->file, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
             G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
}

static gboolean
run_code (EnrHubCli *cli, GError **error)
{
  g_autoptr (EnrHubDb) db = enr_hub_cli_open (cli, error);
  int days = cli->days != 0 ? cli->days : CODE_DAYS;
  g_autofree char *code = NULL;
  json_t *json;

  if (days < 1 || days > 366)
    return enr_hub_cli_fail (error, _ ("--days: a number from 1 to 366"));
  if (db == NULL)
    return FALSE;
  code = enr_hub_code_new (db, cli->words[0], cli->name, days, error);
  if (code == NULL || (cli->file != NULL && !write_handout (cli, db, code, days, error)))
    return FALSE;
  if (!cli->json)
    {
      printf ("%s\n", code);
      return TRUE;
    }
  json = json_object ();
  json_object_set_new (json, "nursery", json_string (cli->words[0]));
  json_object_set_new (json, "code", json_string (code));
  json_object_set_new (json, "days", json_integer (days));
  enr_hub_cli_print_json (json);
  return TRUE;
}

static gboolean
run_revoke (EnrHubCli *cli, GError **error)
{
  g_autoptr (EnrHubDb) db = enr_hub_cli_open (cli, error);

  return db != NULL && enr_hub_revoke (db, cli->words[0], error);
}

static gboolean
run_notice (EnrHubCli *cli, GError **error)
{
  g_autoptr (EnrHubDb) db = enr_hub_cli_open (cli, error);
  const char *nursery = strcmp (cli->words[0], "all") != 0 ? cli->words[0] : NULL;

  return db != NULL && enr_hub_notice (db, nursery, cli->words[1], cli->words[2], error);
}

static gboolean
run_resend (EnrHubCli *cli, GError **error)
{
  g_autoptr (EnrHubDb) db = enr_hub_cli_open (cli, error);
  guint n = 0;

  if (db == NULL || !enr_hub_ask_resend (db, &n, error))
    return FALSE;
  printf (ngettext ("%u PC is asked to send again.\n", "%u PCs are asked to send again.\n", n), n);
  return TRUE;
}

static void
print_review (const EnrHubReview *review)
{
  g_autofree char *time = enr_hub_cli_dup_time (review->made_ms);

  printf ("%d\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", (int) review->no, review->state, time,
          review->nursery, review->nursery_name, review->subject, review->title, review->detail);
}

static void
add_review (json_t *list, const EnrHubReview *review)
{
  json_t *item = json_object ();

  json_object_set_new (item, "id", json_integer (review->no));
  json_object_set_new (item, "state", json_string (review->state));
  json_object_set_new (item, "kind", json_string (review->kind));
  json_object_set_new (item, "nursery", json_string (review->nursery));
  json_object_set_new (item, "name", json_string (review->nursery_name));
  json_object_set_new (item, "subject", json_string (review->subject));
  json_object_set_new (item, "title", json_string (review->title));
  json_object_set_new (item, "detail", json_string (review->detail));
  json_object_set_new (item, "made_ms", json_integer (review->made_ms));
  json_array_append_new (list, item);
}

static gboolean
run_review_list (EnrHubCli *cli, GError **error)
{
  g_autoptr (EnrHubDb) db = enr_hub_cli_open (cli, error);
  json_t *list = cli->json ? json_array () : NULL;
  gint64 after = 0;
  guint n = PAGE;

  if (db == NULL)
    {
      json_decref (list);
      return FALSE;
    }
  while (n == PAGE)
    {
      g_autoptr (GPtrArray) reviews = enr_hub_review_list (db, cli->all, after, PAGE, error);

      if (reviews == NULL)
        {
          json_decref (list);
          return FALSE;
        }
      n = reviews->len;
      for (guint i = 0; i < n; i++)
        {
          const EnrHubReview *review = reviews->pdata[i];

          after = review->no;
          if (list != NULL)
            add_review (list, review);
          else
            print_review (review);
        }
    }
  if (list != NULL)
    enr_hub_cli_print_json (list);
  return TRUE;
}

static gboolean
parse_number (EnrHubCli *cli, gint64 *no, GError **error)
{
  return g_ascii_string_to_signed (cli->words[0], 10, 1, G_MAXINT32, no, NULL)
         || enr_hub_cli_fail (error, _ ("“%s” is no number of an item."), cli->words[0]);
}

static gboolean
run_review_ask (EnrHubCli *cli, GError **error)
{
  g_autoptr (EnrHubDb) db = NULL;
  gint64 no;

  if (!parse_number (cli, &no, error))
    return FALSE;
  db = enr_hub_cli_open (cli, error);
  return db != NULL && enr_hub_review_ask (db, no, cli->words[1], g_get_user_name (), error);
}

static gboolean
run_review_close (EnrHubCli *cli, GError **error)
{
  g_autoptr (EnrHubDb) db = NULL;
  gint64 no;

  if (!parse_number (cli, &no, error))
    return FALSE;
  db = enr_hub_cli_open (cli, error);
  return db != NULL && enr_hub_review_close (db, no, g_get_user_name (), error);
}

const EnrHubCommand enr_hub_commands_city[] = {
  { "code", N_ ("NURSERY"), N_ ("Print a one-time code by which a nursery's PC is enrolled"),
    "name days json key file", run_code },
  { "revoke", N_ ("SOURCE"), N_ ("Shut a PC out, at once"), "", run_revoke },
  { "notice", N_ ("NURSERY TITLE TEXT"), N_ ("Tell a nursery something (“all”: all of them)"), "",
    run_notice },
  { "resend", NULL, N_ ("After the database was put back from a copy: ask for what came since"), "",
    run_resend },
  { "review list", NULL, N_ ("What was received and should be looked at"), "all json",
    run_review_list },
  { "review ask", N_ ("ID TEXT"), N_ ("Ask the nursery about it"), "", run_review_ask },
  { "review close", N_ ("ID"), N_ ("Say that it is settled"), "", run_review_close },
  { NULL },
};
