/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "hub/store.h"

#include <sodium.h>
#include <string.h>
#include <glib/gi18n.h>

#include "hub/audit.h"
#include "wire/event.h"

#define DAY_MS (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)
#define CODE_SIGNS 16
#define SITE_COLUMNS                                                                               \
  "s.no, s.source, s.nursery, n.name, s.name, s.open_key, s.enrolled_ms, coalesce (s.revoked_ms, " \
  "0),"                                                                                            \
  " s.heard_ms, s.expect, s.highest, coalesce (s.heartbeat, ''), coalesce (s.heartbeat_ms, 0)"

ENR_HUB_SQL (SQL_SITE_FIND,
             "SELECT " SITE_COLUMNS
             " FROM site s JOIN nursery n ON n.nursery = s.nursery WHERE s.source = $1");
ENR_HUB_SQL (SQL_SITE_LIST,
             "SELECT " SITE_COLUMNS " FROM site s JOIN nursery n ON n.nursery = s.nursery"
             " ORDER BY s.nursery, s.no");
ENR_HUB_SQL (SQL_NURSERY_SAVE,
             "INSERT INTO nursery (nursery, name) VALUES ($1, $2)"
             " ON CONFLICT (nursery) DO UPDATE SET name = excluded.name");
ENR_HUB_SQL (SQL_NURSERY, "SELECT name FROM nursery WHERE nursery = $1");
ENR_HUB_SQL (SQL_CODE_ADD,
             "INSERT INTO code (sha256, nursery, made_ms, expires_ms) VALUES ($1, $2, $3, $4)");
ENR_HUB_SQL (SQL_CODE,
             "SELECT nursery, expires_ms, coalesce (used_by, '') FROM code WHERE sha256 = $1");
ENR_HUB_SQL (SQL_CODE_USE, "UPDATE code SET used_ms = $1, used_by = $2 WHERE sha256 = $3");
ENR_HUB_SQL (
    SQL_SITE_SAVE,
    "INSERT INTO site (source, nursery, open_key, name, enrolled_ms, heard_ms)"
    " VALUES ($1, $2, $3, $4, $5, $5)"
    " ON CONFLICT (source) DO UPDATE SET open_key = excluded.open_key, name = excluded.name,"
    "  revoked_ms = NULL, heard_ms = excluded.heard_ms");
ENR_HUB_SQL (SQL_REVOKE,
             "UPDATE site SET revoked_ms = $1 WHERE source = $2 AND revoked_ms IS NULL");
ENR_HUB_SQL (SQL_HEARTBEAT,
             "UPDATE site SET heartbeat = $1, heartbeat_ms = $2, heard_ms = $2 WHERE source = $3");

void
enr_hub_site_free (EnrHubSite *self)
{
  g_free (self->source);
  g_free (self->nursery);
  g_free (self->nursery_name);
  g_free (self->name);
  g_free (self->heartbeat);
  g_free (self);
}

static EnrHubSite *
read_site (EnrHubRows *rows, guint i)
{
  EnrHubSite *self = g_new0 (EnrHubSite, 1);
  gsize length;
  const guint8 *open = enr_hub_rows_blob (rows, i, 5, &length);

  self->no = enr_hub_rows_int (rows, i, 0);
  self->source = g_strdup (enr_hub_rows_text (rows, i, 1));
  self->nursery = g_strdup (enr_hub_rows_text (rows, i, 2));
  self->nursery_name = g_strdup (enr_hub_rows_text (rows, i, 3));
  self->name = g_strdup (enr_hub_rows_text (rows, i, 4));
  memcpy (self->open, open, MIN (length, sizeof self->open));
  self->enrolled_ms = enr_hub_rows_int (rows, i, 6);
  self->revoked_ms = enr_hub_rows_int (rows, i, 7);
  self->heard_ms = enr_hub_rows_int (rows, i, 8);
  self->expect = enr_hub_rows_int (rows, i, 9);
  self->highest = enr_hub_rows_int (rows, i, 10);
  self->heartbeat = g_strdup (enr_hub_rows_text (rows, i, 11));
  self->heartbeat_ms = enr_hub_rows_int (rows, i, 12);
  return self;
}

EnrHubSite *
enr_hub_site_find (EnrHubDb *db, const char *source, GError **error)
{
  g_autoptr (EnrHubRows) rows = enr_hub_db_query (db, SQL_SITE_FIND, error, ENR_TEXT (source));

  if (rows == NULL)
    return NULL;
  if (enr_hub_rows_count (rows) == 1)
    return read_site (rows, 0);
  g_set_error (error, ENR_HUB_ERROR, ENR_HUB_ERROR_NOT_FOUND, _ ("%s is not enrolled."), source);
  return NULL;
}

GPtrArray *
enr_hub_site_list (EnrHubDb *db, GError **error)
{
  g_autoptr (EnrHubRows) rows = enr_hub_db_query_values (db, SQL_SITE_LIST, NULL, 0, error);
  GPtrArray *sites;

  if (rows == NULL)
    return NULL;
  sites = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_hub_site_free);
  for (guint i = 0; i < enr_hub_rows_count (rows); i++)
    g_ptr_array_add (sites, read_site (rows, i));
  return sites;
}

/* 32 signs that are not taken for each other on paper (Crockford's). */
static const char code_signs[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/* The sum of a code as a person may type it: small letters, O for 0, I and L for 1, dashes and
 * blanks. */
static gboolean
sum_code (const char *code, guint8 sum[ENR_SUM_LENGTH])
{
  char signs[CODE_SIGNS];
  guint n = 0;

  for (; *code != '\0'; code++)
    {
      char sign = g_ascii_toupper (*code);

      if (sign == '-' || sign == ' ')
        continue;
      if (sign == 'O')
        sign = '0';
      if (sign == 'I' || sign == 'L')
        sign = '1';
      if (strchr (code_signs, sign) == NULL || n == CODE_SIGNS)
        return FALSE;
      signs[n++] = sign;
    }
  enr_sum (signs, n, sum);
  return n == CODE_SIGNS;
}

static gboolean
add_code_in_txn (EnrHubDb *db,
                 const char *nursery,
                 const char *name,
                 const guint8 *sum,
                 int valid_days,
                 GError **error)
{
  gint64 now = enr_hub_now_ms ();
  g_autoptr (EnrHubRows) known = NULL;
  g_autofree char *days = g_strdup_printf ("%d", valid_days);

  if (name != NULL
      && !enr_hub_db_run (db, SQL_NURSERY_SAVE, NULL, error, ENR_TEXT (nursery), ENR_TEXT (name)))
    return FALSE;
  known = enr_hub_db_query (db, SQL_NURSERY, error, ENR_TEXT (nursery));
  if (known == NULL)
    return FALSE;
  if (enr_hub_rows_count (known) == 0)
    {
      g_set_error (error, ENR_HUB_ERROR, ENR_HUB_ERROR_NOT_FOUND,
                   _ ("The nursery %s is not known yet: give its name with --name."), nursery);
      return FALSE;
    }
  return enr_hub_db_run (db, SQL_CODE_ADD, NULL, error, ENR_BLOB (sum, ENR_SUM_LENGTH),
                         ENR_TEXT (nursery), ENR_INT (now), ENR_INT (now + valid_days * DAY_MS))
         && enr_hub_audit_in_txn (db, ENR_AUDIT_CODE, nursery, days, error);
}

char *
enr_hub_code_new (EnrHubDb *db,
                  const char *nursery,
                  const char *name,
                  int valid_days,
                  GError **error)
{
  static const guint8 any_site[16];
  g_autofree char *source = enr_source_format (nursery, any_site);
  GString *code = g_string_new (NULL);
  guint8 sum[ENR_SUM_LENGTH];

  if (!enr_source_parse (source, NULL, NULL))
    {
      g_set_error (error, ENR_HUB_ERROR, ENR_HUB_ERROR_USAGE,
                   _ ("“%s” is no facility number: letters, digits and “-”, at most 40."), nursery);
      g_string_free (code, TRUE);
      return NULL;
    }
  for (guint i = 0; i < CODE_SIGNS; i++)
    {
      if (i > 0 && i % 4 == 0)
        g_string_append_c (code, '-');
      g_string_append_c (code, code_signs[randombytes_uniform (32)]);
    }
  sum_code (code->str, sum);
  if (!enr_hub_db_begin (db, error))
    {
      g_string_free (code, TRUE);
      return NULL;
    }
  if (!add_code_in_txn (db, nursery, name, sum, valid_days, error))
    {
      enr_hub_db_rollback (db);
      g_string_free (code, TRUE);
      return NULL;
    }
  if (!enr_hub_db_commit (db, error))
    {
      g_string_free (code, TRUE);
      return NULL;
    }
  return g_string_free (code, FALSE);
}

static gboolean
enroll_in_txn (EnrHubDb *db,
               const guint8 *sum,
               const char *nursery,
               const char *source,
               const guint8 *open,
               const char *name,
               GError **error)
{
  gint64 now = enr_hub_now_ms ();
  g_autoptr (EnrHubRows) rows
      = enr_hub_db_query (db, SQL_CODE, error, ENR_BLOB (sum, ENR_SUM_LENGTH));
  const char *used_by;

  if (rows == NULL)
    return FALSE;
  used_by = enr_hub_rows_count (rows) == 1 ? enr_hub_rows_text (rows, 0, 2) : "";
  if (*used_by != '\0' && strcmp (used_by, source) == 0)
    {
      g_autoptr (EnrHubSite) site = enr_hub_site_find (db, source, error);

      if (site == NULL)
        return FALSE;
      if (memcmp (site->open, open, sizeof site->open) == 0 && site->revoked_ms == 0)
        return TRUE;
    }
  if (enr_hub_rows_count (rows) != 1 || *used_by != '\0' || enr_hub_rows_int (rows, 0, 1) < now
      || strcmp (enr_hub_rows_text (rows, 0, 0), nursery) != 0)
    {
      g_set_error_literal (error, ENR_HUB_ERROR, ENR_HUB_ERROR_NOT_FOUND, "no such code");
      return FALSE;
    }
  return enr_hub_audit_in_txn (db, ENR_AUDIT_ENROLLED, source, name, error)
         && enr_hub_db_run (db, SQL_CODE_USE, NULL, error, ENR_INT (now), ENR_TEXT (source),
                            ENR_BLOB (sum, ENR_SUM_LENGTH))
         && enr_hub_db_run (db, SQL_SITE_SAVE, NULL, error, ENR_TEXT (source), ENR_TEXT (nursery),
                            ENR_BLOB (open, ENR_KEY_PUBLIC_LENGTH), ENR_TEXT (name), ENR_INT (now));
}

gboolean
enr_hub_enroll (EnrHubDb *db,
                const char *code,
                const char *nursery,
                const char *source,
                const guint8 open[ENR_KEY_PUBLIC_LENGTH],
                const char *name,
                GError **error)
{
  guint8 sum[ENR_SUM_LENGTH];

  if (!sum_code (code, sum))
    {
      g_set_error_literal (error, ENR_HUB_ERROR, ENR_HUB_ERROR_NOT_FOUND, "no such code");
      return FALSE;
    }
  if (!enr_hub_db_begin (db, error))
    return FALSE;
  if (enroll_in_txn (db, sum, nursery, source, open, name, error))
    return enr_hub_db_commit (db, error);
  enr_hub_db_rollback (db);
  return FALSE;
}

static gboolean
add_source_in_txn (EnrHubDb *db, const EnrHubSite *old, const char *source, GError **error)
{
  g_autofree char *nursery = NULL;
  g_autoptr (GError) local = NULL;
  g_autoptr (EnrHubSite) site = enr_hub_site_find (db, source, &local);

  if (site == NULL && !g_error_matches (local, ENR_HUB_ERROR, ENR_HUB_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (!enr_source_parse (source, &nursery, NULL) || strcmp (nursery, old->nursery) != 0
      || (site != NULL
          && (site->revoked_ms != 0 || memcmp (site->open, old->open, sizeof old->open) != 0)))
    {
      g_set_error (error, ENR_HUB_ERROR, ENR_HUB_ERROR_REFUSED, "%s", source);
      return FALSE;
    }
  return site != NULL
         || enr_hub_db_run (db, SQL_SITE_SAVE, NULL, error, ENR_TEXT (source), ENR_TEXT (nursery),
                            ENR_BLOB (old->open, sizeof old->open), ENR_TEXT (old->name),
                            ENR_INT (enr_hub_now_ms ()));
}

gboolean
enr_hub_add_source (EnrHubDb *db, const EnrHubSite *old, const char *source, GError **error)
{
  if (!enr_hub_db_begin (db, error))
    return FALSE;
  if (add_source_in_txn (db, old, source, error))
    return enr_hub_db_commit (db, error);
  enr_hub_db_rollback (db);
  return FALSE;
}

gboolean
enr_hub_revoke (EnrHubDb *db, const char *source, GError **error)
{
  g_autoptr (EnrHubSite) site = enr_hub_site_find (db, source, error);

  if (site == NULL || !enr_hub_db_begin (db, error))
    return FALSE;
  if (enr_hub_db_run (db, SQL_REVOKE, NULL, error, ENR_INT (enr_hub_now_ms ()), ENR_TEXT (source))
      && enr_hub_audit_in_txn (db, ENR_AUDIT_REVOKED, source, site->name, error))
    return enr_hub_db_commit (db, error);
  enr_hub_db_rollback (db);
  return FALSE;
}

gboolean
enr_hub_heartbeat (EnrHubDb *db, const char *source, const char *json, GError **error)
{
  if (!enr_hub_db_begin (db, error))
    return FALSE;
  if (enr_hub_db_run (db, SQL_HEARTBEAT, NULL, error, ENR_TEXT (json), ENR_INT (enr_hub_now_ms ()),
                      ENR_TEXT (source)))
    return enr_hub_db_commit (db, error);
  enr_hub_db_rollback (db);
  return FALSE;
}
