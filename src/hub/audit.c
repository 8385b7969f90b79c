/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "hub/audit.h"

ENR_HUB_SQL (SQL_AUDIT_ADD,
             "INSERT INTO audit (at_ms, via, officer, address, action, about, detail)"
             " VALUES ($1, $2, $3, $4, $5, $6, $7)");
ENR_HUB_SQL (SQL_AUDIT_LIST,
             "SELECT no, at_ms, via, officer, address, action, about, detail FROM audit"
             " WHERE no < $1 AND at_ms >= $2 AND at_ms < $3 AND (officer = $4 OR $4 = '')"
             " ORDER BY no DESC LIMIT $5");

gboolean
enr_hub_audit_in_txn (EnrHubDb *db,
                      const char *action,
                      const char *about,
                      const char *detail,
                      GError **error)
{
  const EnrHubActor *actor = enr_hub_db_get_actor (db);

  return enr_hub_db_run (
      db, SQL_AUDIT_ADD, NULL, error, ENR_INT (enr_hub_now_ms ()), ENR_TEXT (actor->via),
      ENR_TEXT (actor->officer), ENR_TEXT (actor->address), ENR_TEXT (action),
      ENR_TEXT (about != NULL ? about : ""), ENR_TEXT (detail != NULL ? detail : ""));
}

gboolean
enr_hub_audit (EnrHubDb *db,
               const char *action,
               const char *about,
               const char *detail,
               GError **error)
{
  if (!enr_hub_db_begin (db, error))
    return FALSE;
  if (enr_hub_audit_in_txn (db, action, about, detail, error))
    return enr_hub_db_commit (db, error);
  enr_hub_db_rollback (db);
  return FALSE;
}

void
enr_hub_audit_free (EnrHubAudit *self)
{
  g_free (self->via);
  g_free (self->officer);
  g_free (self->address);
  g_free (self->action);
  g_free (self->about);
  g_free (self->detail);
  g_free (self);
}

GPtrArray *
enr_hub_audit_list (EnrHubDb *db,
                    gint64 from_ms,
                    gint64 to_ms,
                    const char *officer,
                    gint64 before,
                    guint limit,
                    GError **error)
{
  g_autoptr (EnrHubRows) rows
      = enr_hub_db_query (db, SQL_AUDIT_LIST, error, ENR_INT (before), ENR_INT (from_ms),
                          ENR_INT (to_ms), ENR_TEXT (officer), ENR_INT (limit));
  GPtrArray *list;

  if (rows == NULL)
    return NULL;
  list = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_hub_audit_free);
  for (guint i = 0; i < enr_hub_rows_count (rows); i++)
    {
      EnrHubAudit *row = g_new0 (EnrHubAudit, 1);

      row->no = enr_hub_rows_int (rows, i, 0);
      row->at_ms = enr_hub_rows_int (rows, i, 1);
      row->via = g_strdup (enr_hub_rows_text (rows, i, 2));
      row->officer = g_strdup (enr_hub_rows_text (rows, i, 3));
      row->address = g_strdup (enr_hub_rows_text (rows, i, 4));
      row->action = g_strdup (enr_hub_rows_text (rows, i, 5));
      row->about = g_strdup (enr_hub_rows_text (rows, i, 6));
      row->detail = g_strdup (enr_hub_rows_text (rows, i, 7));
      g_ptr_array_add (list, row);
    }
  return list;
}
