/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "hub/store.h"

#include "hub/audit.h"

#define PAGE 500 /* of one transaction, so that nurseries do not wait */

/* What somebody still has to look at is kept whatever its age. */
ENR_HUB_SQL (
    SQL_PRUNABLE,
    "SELECT p.recv_seq FROM superseded p JOIN inbox i ON i.recv_seq = p.recv_seq"
    " WHERE p.pruned_ms IS NULL AND p.recv_seq > $1 AND i.recv_ms < $2"
    "  AND NOT EXISTS (SELECT 1 FROM review r WHERE r.recv_seq = p.recv_seq AND r.state <> "
    "'closed')"
    " ORDER BY p.recv_seq LIMIT 500");
ENR_HUB_SQL (SQL_EMPTY, "UPDATE inbox SET body = $1 WHERE recv_seq = $2");
ENR_HUB_SQL (SQL_PRUNED, "UPDATE superseded SET pruned_ms = $1 WHERE recv_seq = $2");

static gboolean
prune_page_in_txn (EnrHubDb *db, gint64 before_ms, gint64 *after, guint *n, GError **error)
{
  g_autoptr (EnrHubRows) rows
      = enr_hub_db_query (db, SQL_PRUNABLE, error, ENR_INT (*after), ENR_INT (before_ms));
  gint64 now = enr_hub_now_ms ();

  if (rows == NULL)
    return FALSE;
  *n = enr_hub_rows_count (rows);
  for (guint i = 0; i < *n; i++)
    {
      *after = enr_hub_rows_int (rows, i, 0);
      if (!enr_hub_db_run (db, SQL_EMPTY, NULL, error, ENR_BLOB ("", 0), ENR_INT (*after))
          || !enr_hub_db_run (db, SQL_PRUNED, NULL, error, ENR_INT (now), ENR_INT (*after)))
        return FALSE;
    }
  return TRUE;
}

gboolean
enr_hub_prune (EnrHubDb *db, gint64 before_ms, const char *detail, guint *n, GError **error)
{
  gint64 after = 0;
  guint n_page = PAGE;

  *n = 0;
  /* Said first: whatever becomes of the rest, it was begun by somebody. */
  if (!enr_hub_audit (db, ENR_AUDIT_PRUNED, NULL, detail, error))
    return FALSE;
  while (n_page == PAGE)
    {
      if (!enr_hub_db_begin (db, error))
        return FALSE;
      if (!prune_page_in_txn (db, before_ms, &after, &n_page, error))
        {
          enr_hub_db_rollback (db);
          return FALSE;
        }
      if (!enr_hub_db_commit (db, error))
        return FALSE;
      *n += n_page;
    }
  return TRUE;
}
