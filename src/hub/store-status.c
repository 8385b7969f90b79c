/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "hub/store.h"

#include <sodium.h>
#include <string.h>
#include <glib/gi18n.h>

#define SILENT_MS (G_GINT64_CONSTANT (3) * 24 * 60 * 60 * 1000)
#define LEAST_PASSWORD 10
#define MOST_PASSWORD 1000

ENR_HUB_SQL (
    SQL_COUNT_SITES,
    "SELECT count (*), coalesce (sum (CASE WHEN revoked_ms IS NOT NULL THEN 1 ELSE 0 END), 0),"
    "  coalesce (sum (CASE WHEN revoked_ms IS NULL AND heard_ms < $1 THEN 1 ELSE 0 END), 0),"
    "  coalesce (sum (CASE WHEN highest >= expect THEN 1 ELSE 0 END), 0)"
    " FROM site");
ENR_HUB_SQL (SQL_COUNT_NURSERIES, "SELECT count (*) FROM nursery");
ENR_HUB_SQL (SQL_COUNT_EVENTS, "SELECT count (*) FROM inbox");
ENR_HUB_SQL (SQL_LAST_EVENT, "SELECT recv_ms FROM inbox ORDER BY recv_seq DESC LIMIT 1");
ENR_HUB_SQL (SQL_COUNT_REVIEWS, "SELECT count (*) FROM review WHERE state = $1");
ENR_HUB_SQL (SQL_COUNT_ALERTS, "SELECT count (*) FROM alert");
ENR_HUB_SQL (SQL_ALERTS,
             "SELECT kind, source, detail, n, made_ms, last_ms FROM alert ORDER BY last_ms DESC, "
             "no DESC LIMIT $1");
ENR_HUB_SQL (SQL_OFFICER_SAVE,
             "INSERT INTO officer (name, verifier, made_ms) VALUES ($1, $2, $3)"
             " ON CONFLICT (name) DO UPDATE SET verifier = excluded.verifier, disabled_ms = NULL");
ENR_HUB_SQL (SQL_OFFICER_SIGN_OUT, "DELETE FROM session WHERE officer = $1");
ENR_HUB_SQL (SQL_OFFICER, "SELECT verifier FROM officer WHERE name = $1 AND disabled_ms IS NULL");

static gboolean
read_count (EnrHubDb *db, const char *sql, const EnrHubValue *value, gint64 *count, GError **error)
{
  g_autoptr (EnrHubRows) rows
      = enr_hub_db_query_values (db, sql, value, value != NULL ? 1 : 0, error);

  *count = rows != NULL && enr_hub_rows_count (rows) > 0 ? enr_hub_rows_int (rows, 0, 0) : 0;
  return rows != NULL;
}

gboolean
enr_hub_count (EnrHubDb *db, EnrHubCounts *counts, GError **error)
{
  g_autoptr (EnrHubRows) sites
      = enr_hub_db_query (db, SQL_COUNT_SITES, error, ENR_INT (enr_hub_now_ms () - SILENT_MS));

  EnrHubValue open = ENR_TEXT ("open");
  EnrHubValue asked = ENR_TEXT ("asked");

  memset (counts, 0, sizeof *counts);
  if (sites == NULL)
    return FALSE;
  counts->sites = enr_hub_rows_int (sites, 0, 0);
  counts->revoked = enr_hub_rows_int (sites, 0, 1);
  counts->silent = enr_hub_rows_int (sites, 0, 2);
  counts->with_gaps = enr_hub_rows_int (sites, 0, 3);
  return read_count (db, SQL_COUNT_NURSERIES, NULL, &counts->nurseries, error)
         && read_count (db, SQL_COUNT_EVENTS, NULL, &counts->events, error)
         && read_count (db, SQL_LAST_EVENT, NULL, &counts->last_recv_ms, error)
         && read_count (db, SQL_COUNT_REVIEWS, &open, &counts->reviews_open, error)
         && read_count (db, SQL_COUNT_REVIEWS, &asked, &counts->reviews_asked, error)
         && read_count (db, SQL_COUNT_ALERTS, NULL, &counts->alerts, error);
}

void
enr_hub_alert_free (EnrHubAlert *self)
{
  g_free (self->kind);
  g_free (self->source);
  g_free (self->detail);
  g_free (self);
}

GPtrArray *
enr_hub_alert_list (EnrHubDb *db, guint limit, GError **error)
{
  g_autoptr (EnrHubRows) rows = enr_hub_db_query (db, SQL_ALERTS, error, ENR_INT (limit));
  GPtrArray *list;

  if (rows == NULL)
    return NULL;
  list = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_hub_alert_free);
  for (guint i = 0; i < enr_hub_rows_count (rows); i++)
    {
      EnrHubAlert *alert = g_new0 (EnrHubAlert, 1);

      alert->kind = g_strdup (enr_hub_rows_text (rows, i, 0));
      alert->source = g_strdup (enr_hub_rows_text (rows, i, 1));
      alert->detail = g_strdup (enr_hub_rows_text (rows, i, 2));
      alert->n = enr_hub_rows_int (rows, i, 3);
      alert->made_ms = enr_hub_rows_int (rows, i, 4);
      alert->last_ms = enr_hub_rows_int (rows, i, 5);
      g_ptr_array_add (list, alert);
    }
  return list;
}

static gboolean
make_verifier (const char *password, char verifier[crypto_pwhash_STRBYTES], GError **error)
{
  if (crypto_pwhash_str_alg (verifier, password, strlen (password),
                             crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE,
                             crypto_pwhash_ALG_ARGON2ID13)
      == 0)
    return TRUE;
  g_set_error_literal (error, ENR_HUB_ERROR, ENR_HUB_ERROR_FAILED, "Argon2id: not enough memory");
  return FALSE;
}

gboolean
enr_hub_officer_save (EnrHubDb *db, const char *name, const char *password, GError **error)
{
  char verifier[crypto_pwhash_STRBYTES];

  if (g_utf8_strlen (password, -1) < LEAST_PASSWORD || strlen (password) > MOST_PASSWORD)
    {
      g_set_error (error, ENR_HUB_ERROR, ENR_HUB_ERROR_REFUSED,
                   _ ("A password has at least %d characters."), LEAST_PASSWORD);
      return FALSE;
    }
  if (!make_verifier (password, verifier, error) || !enr_hub_db_begin (db, error))
    return FALSE;
  if (enr_hub_db_run (db, SQL_OFFICER_SAVE, NULL, error, ENR_TEXT (name), ENR_TEXT (verifier),
                      ENR_INT (enr_hub_now_ms ()))
      && enr_hub_db_run (db, SQL_OFFICER_SIGN_OUT, NULL, error, ENR_TEXT (name)))
    return enr_hub_db_commit (db, error);
  enr_hub_db_rollback (db);
  return FALSE;
}

gboolean
enr_hub_officer_check (EnrHubDb *db,
                       const char *name,
                       const char *password,
                       gboolean *is_right,
                       GError **error)
{
  g_autoptr (EnrHubRows) rows = enr_hub_db_query (db, SQL_OFFICER, error, ENR_TEXT (name));
  char verifier[crypto_pwhash_STRBYTES];
  gboolean is_known;

  *is_right = FALSE;
  if (rows == NULL)
    return FALSE;
  is_known = enr_hub_rows_count (rows) == 1;
  if (strlen (password) > MOST_PASSWORD)
    return TRUE;
  if (!is_known)
    return make_verifier (password, verifier, error);
  *is_right
      = crypto_pwhash_str_verify (enr_hub_rows_text (rows, 0, 0), password, strlen (password)) == 0;
  return TRUE;
}
