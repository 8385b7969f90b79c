/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "hub/store.h"

#include <string.h>

#define SILENT_MS (G_GINT64_CONSTANT (3) * 24 * 60 * 60 * 1000)

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
