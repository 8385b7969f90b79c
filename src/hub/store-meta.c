/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "hub/store.h"

#include <string.h>
#include <glib/gi18n.h>

#include "base/uuid.h"

#define EVIDENCE_DAYS 400

ENR_HUB_SQL (SQL_META_ADD, "INSERT INTO meta (key, value) VALUES ($1, $2)");
ENR_HUB_SQL (SQL_META, "SELECT value FROM meta WHERE key = $1");
ENR_HUB_SQL (SQL_TIDY,
             "DELETE FROM raw_batch WHERE no IN"
             " (SELECT no FROM raw_batch WHERE recv_ms < $1 ORDER BY recv_ms LIMIT 500)");

static gboolean
add_in_txn (EnrHubDb *db,
            const char *name,
            const guint8 open[ENR_KEY_PUBLIC_LENGTH],
            GError **error)
{
  g_autoptr (EnrHubRows) rows = enr_hub_db_query (db, SQL_META, error, ENR_TEXT ("hub"));
  g_autofree char *key = enr_key_format (open, ENR_KEY_PUBLIC_LENGTH);
  EnrUuid id = enr_uuid_new ();
  char text[ENR_UUID_STRING_LENGTH];

  if (rows == NULL)
    return FALSE;
  if (enr_hub_rows_count (rows) > 0)
    {
      g_set_error_literal (error, ENR_HUB_ERROR, ENR_HUB_ERROR_REFUSED,
                           _ ("This database has a hub already."));
      return FALSE;
    }
  return enr_hub_db_run (db, SQL_META_ADD, NULL, error, ENR_TEXT ("hub"),
                         ENR_TEXT (enr_uuid_format (&id, text)))
         && enr_hub_db_run (db, SQL_META_ADD, NULL, error, ENR_TEXT ("name"), ENR_TEXT (name))
         && enr_hub_db_run (db, SQL_META_ADD, NULL, error, ENR_TEXT ("open"), ENR_TEXT (key));
}

gboolean
enr_hub_init (EnrHubDb *db,
              const char *name,
              const guint8 open[ENR_KEY_PUBLIC_LENGTH],
              GError **error)
{
  if (!enr_hub_db_begin (db, error))
    return FALSE;
  if (add_in_txn (db, name, open, error))
    return enr_hub_db_commit (db, error);
  enr_hub_db_rollback (db);
  return FALSE;
}

void
enr_hub_meta_clear (EnrHubMeta *self)
{
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->name, g_free);
}

static char *
dup_meta (EnrHubDb *db, const char *key, GError **error)
{
  g_autoptr (EnrHubRows) rows = enr_hub_db_query (db, SQL_META, error, ENR_TEXT (key));

  if (rows == NULL)
    return NULL;
  if (enr_hub_rows_count (rows) == 1)
    return g_strdup (enr_hub_rows_text (rows, 0, 0));
  g_set_error_literal (error, ENR_HUB_ERROR, ENR_HUB_ERROR_NOT_READY,
                       _ ("There is no hub in this database yet: enroku-hub init"));
  return NULL;
}

gboolean
enr_hub_meta_load (EnrHubDb *db, EnrHubMeta *self, GError **error)
{
  g_autofree char *key = NULL;

  memset (self, 0, sizeof *self);
  self->id = dup_meta (db, "hub", error);
  self->name = self->id != NULL ? dup_meta (db, "name", error) : NULL;
  key = self->name != NULL ? dup_meta (db, "open", error) : NULL;
  if (key != NULL && enr_key_parse (key, self->open, sizeof self->open))
    return TRUE;
  if (key != NULL)
    g_set_error_literal (error, ENR_HUB_ERROR, ENR_HUB_ERROR_FAILED, "meta: open");
  enr_hub_meta_clear (self);
  return FALSE;
}

gboolean
enr_hub_tidy (EnrHubDb *db, GError **error)
{
  gint64 before = enr_hub_now_ms () - (gint64) EVIDENCE_DAYS * 24 * 60 * 60 * 1000;

  if (!enr_hub_db_begin (db, error))
    return FALSE;
  if (enr_hub_db_run (db, SQL_TIDY, NULL, error, ENR_INT (before)))
    return enr_hub_db_commit (db, error);
  enr_hub_db_rollback (db);
  return FALSE;
}
