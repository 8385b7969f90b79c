/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "hub/store.h"

#include <sodium.h>
#include <string.h>
#include <glib/gi18n.h>

#include "hub/audit.h"

#define MOST_PASSWORD 1000

ENR_HUB_SQL (SQL_OFFICER_SAVE,
             "INSERT INTO officer (name, verifier, made_ms) VALUES ($1, $2, $3)"
             " ON CONFLICT (name) DO UPDATE SET verifier = excluded.verifier, disabled_ms = NULL");
ENR_HUB_SQL (SQL_OFFICER_DISABLE,
             "UPDATE officer SET disabled_ms = $1 WHERE name = $2 AND disabled_ms IS NULL");
ENR_HUB_SQL (SQL_OFFICER_SIGN_OUT, "DELETE FROM session WHERE officer = $1");
ENR_HUB_SQL (SQL_OFFICER,
             "SELECT verifier, coalesce (disabled_ms, 0) FROM officer WHERE name = $1");
ENR_HUB_SQL (SQL_OFFICERS,
             "SELECT o.name, o.made_ms, coalesce (o.disabled_ms, 0),"
             "  coalesce ((SELECT max (a.at_ms) FROM audit a"
             "             WHERE a.officer = o.name AND a.action = 'sign-in' AND a.via = 'web'), 0)"
             " FROM officer o ORDER BY o.name");

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

static gboolean G_GNUC_PRINTF (3, 4)
    refuse (GError **error, EnrHubError code, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, ENR_HUB_ERROR, code, message);
  return FALSE;
}

/* What is said of a new officer, and of one who has a new password. */
static gboolean
save_in_txn (EnrHubDb *db, const char *name, const char *verifier, gboolean is_new, GError **error)
{
  g_autoptr (EnrHubRows) rows = enr_hub_db_query (db, SQL_OFFICER, error, ENR_TEXT (name));
  gboolean is_known;
  gboolean is_disabled;

  if (rows == NULL)
    return FALSE;
  is_known = enr_hub_rows_count (rows) == 1;
  is_disabled = is_known && enr_hub_rows_int (rows, 0, 1) != 0;
  if (is_new && is_known && !is_disabled)
    return refuse (error, ENR_HUB_ERROR_REFUSED,
                   _ ("“%s” may sign in already; for a new password: enroku-hub officer password"),
                   name);
  if (!is_new && !is_known)
    return refuse (error, ENR_HUB_ERROR_NOT_FOUND, _ ("There is no officer “%s”."), name);
  if (!is_new && is_disabled)
    return refuse (error, ENR_HUB_ERROR_REFUSED,
                   _ ("“%s” may not sign in any more; to change that: enroku-hub officer add"),
                   name);
  return enr_hub_db_run (db, SQL_OFFICER_SAVE, NULL, error, ENR_TEXT (name), ENR_TEXT (verifier),
                         ENR_INT (enr_hub_now_ms ()))
         && enr_hub_db_run (db, SQL_OFFICER_SIGN_OUT, NULL, error, ENR_TEXT (name))
         && enr_hub_audit_in_txn (db, is_new ? ENR_AUDIT_OFFICER_ADDED : ENR_AUDIT_OFFICER_PASSWORD,
                                  name, NULL, error);
}

static gboolean
save (EnrHubDb *db, const char *name, const char *password, gboolean is_new, GError **error)
{
  char verifier[crypto_pwhash_STRBYTES];

  if (*name == '\0' || g_utf8_strlen (name, -1) > 100)
    return refuse (error, ENR_HUB_ERROR_USAGE, _ ("“%s” is no name of at most 100 characters."),
                   name);
  if (g_utf8_strlen (password, -1) < ENR_HUB_LEAST_PASSWORD || strlen (password) > MOST_PASSWORD)
    return refuse (error, ENR_HUB_ERROR_REFUSED, _ ("A password has at least %d characters."),
                   ENR_HUB_LEAST_PASSWORD);
  if (!make_verifier (password, verifier, error) || !enr_hub_db_begin (db, error))
    return FALSE;
  if (save_in_txn (db, name, verifier, is_new, error))
    return enr_hub_db_commit (db, error);
  enr_hub_db_rollback (db);
  return FALSE;
}

gboolean
enr_hub_officer_add (EnrHubDb *db, const char *name, const char *password, GError **error)
{
  return save (db, name, password, TRUE, error);
}

gboolean
enr_hub_officer_set_password (EnrHubDb *db, const char *name, const char *password, GError **error)
{
  return save (db, name, password, FALSE, error);
}

static gboolean
disable_in_txn (EnrHubDb *db, const char *name, GError **error)
{
  gint64 n = 0;

  if (!enr_hub_db_run (db, SQL_OFFICER_DISABLE, &n, error, ENR_INT (enr_hub_now_ms ()),
                       ENR_TEXT (name)))
    return FALSE;
  if (n == 0)
    return refuse (error, ENR_HUB_ERROR_NOT_FOUND, _ ("There is no officer “%s” who may sign in."),
                   name);
  return enr_hub_db_run (db, SQL_OFFICER_SIGN_OUT, NULL, error, ENR_TEXT (name))
         && enr_hub_audit_in_txn (db, ENR_AUDIT_OFFICER_DISABLED, name, NULL, error);
}

gboolean
enr_hub_officer_disable (EnrHubDb *db, const char *name, GError **error)
{
  if (!enr_hub_db_begin (db, error))
    return FALSE;
  if (disable_in_txn (db, name, error))
    return enr_hub_db_commit (db, error);
  enr_hub_db_rollback (db);
  return FALSE;
}

void
enr_hub_officer_free (EnrHubOfficer *self)
{
  g_free (self->name);
  g_free (self);
}

GPtrArray *
enr_hub_officer_list (EnrHubDb *db, GError **error)
{
  g_autoptr (EnrHubRows) rows = enr_hub_db_query_values (db, SQL_OFFICERS, NULL, 0, error);
  GPtrArray *list;

  if (rows == NULL)
    return NULL;
  list = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_hub_officer_free);
  for (guint i = 0; i < enr_hub_rows_count (rows); i++)
    {
      EnrHubOfficer *officer = g_new0 (EnrHubOfficer, 1);

      officer->name = g_strdup (enr_hub_rows_text (rows, i, 0));
      officer->made_ms = enr_hub_rows_int (rows, i, 1);
      officer->disabled_ms = enr_hub_rows_int (rows, i, 2);
      officer->signed_in_ms = enr_hub_rows_int (rows, i, 3);
      g_ptr_array_add (list, officer);
    }
  return list;
}

gboolean
enr_hub_officer_check (EnrHubDb *db,
                       const char *name,
                       const char *password,
                       gboolean *is_right,
                       gboolean *is_known,
                       GError **error)
{
  g_autoptr (EnrHubRows) rows = enr_hub_db_query (db, SQL_OFFICER, error, ENR_TEXT (name));
  char verifier[crypto_pwhash_STRBYTES];
  gboolean may_sign_in;

  *is_right = FALSE;
  *is_known = FALSE;
  if (rows == NULL)
    return FALSE;
  *is_known = enr_hub_rows_count (rows) == 1;
  may_sign_in = *is_known && enr_hub_rows_int (rows, 0, 1) == 0;
  if (strlen (password) > MOST_PASSWORD)
    return TRUE;
  if (!may_sign_in)
    return make_verifier (password, verifier, error);
  *is_right
      = crypto_pwhash_str_verify (enr_hub_rows_text (rows, 0, 0), password, strlen (password)) == 0;
  return TRUE;
}
