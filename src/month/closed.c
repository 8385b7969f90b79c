/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What a closing has kept, read back, and the month's figures as closed or as recorded.
 */
#include "config.h"

#include <string.h>

#include "month/closing.h"
#include "month/month-private.h"

ENR_SQL (
    SQL_LATEST,
    "SELECT revision, closed_at, closed_by, reason, inputs, unresolved, total FROM month_closing "
    "WHERE month = :month ORDER BY revision DESC LIMIT 1");
ENR_SQL (SQL_FIGURES,
         "SELECT name, value FROM month_figure WHERE month = :month AND revision = :revision "
         "ORDER BY name");

gboolean
enr_month_closing_read (EnrDb *db, EnrDate first, EnrMonthClosing *closing, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LATEST);
  g_autofree char *month = enr_month_dup_key (first);
  g_autoptr (GBytes) inputs = NULL;
  int rc;

  enr_bind_text (&st, ":month", month);
  rc = enr_stmt_step (&st, error);
  if (rc <= 0)
    return rc == 0;
  closing->revision = (int) enr_column_int (&st, 0);
  closing->closed_at = enr_column_instant (&st, 1);
  closing->closed_by = enr_column_dup_text (&st, 2);
  closing->reason = enr_column_dup_text (&st, 3);
  inputs = enr_column_bytes (&st, 4);
  memcpy (closing->inputs, g_bytes_get_data (inputs, NULL), sizeof closing->inputs);
  closing->unresolved = enr_column_int (&st, 5);
  closing->total = enr_column_int (&st, 6);
  return TRUE;
}

void
enr_month_closing_clear (EnrMonthClosing *closing)
{
  g_clear_pointer (&closing->closed_by, g_free);
  g_clear_pointer (&closing->reason, g_free);
}

GArray *
enr_month_figures_read (EnrDb *db, EnrDate first, int revision, GError **error)
{
  g_autoptr (GArray) figures = enr_figures_new ();
  g_autofree char *month = enr_month_dup_key (first);
  g_auto (EnrStmt) st = enr_stmt (db, SQL_FIGURES);
  int rc;

  enr_bind_text (&st, ":month", month);
  enr_bind_int (&st, ":revision", revision);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrFigure figure = { enr_column_dup_text (&st, 0), enr_column_int (&st, 1) };

      g_array_append_val (figures, figure);
    }
  return rc == 0 ? g_steal_pointer (&figures) : NULL;
}

void
enr_month_figures_compare (const GArray *closed,
                           const EnrMonthlyStatistics *statistics,
                           EnrFigureFunc func,
                           gpointer data)
{
  g_autoptr (GArray) figures = enr_monthly_statistics_figures (statistics);
  g_autoptr (GHashTable) then = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) now = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < closed->len; i++)
    g_hash_table_add (then, g_array_index (closed, EnrFigure, i).name);
  for (guint i = 0; i < figures->len; i++)
    {
      EnrFigure *figure = &g_array_index (figures, EnrFigure, i);

      g_hash_table_insert (now, figure->name, figure);
    }
  for (guint i = 0; i < closed->len; i++)
    {
      const EnrFigure *one = &g_array_index (closed, EnrFigure, i);
      const EnrFigure *other = g_hash_table_lookup (now, one->name);

      if (other == NULL || other->value != one->value)
        func (one->name, one->value, other != NULL ? other->value : 0, data);
    }
  for (guint i = 0; i < figures->len; i++)
    {
      const EnrFigure *figure = &g_array_index (figures, EnrFigure, i);

      if (!g_hash_table_contains (then, figure->name))
        func (figure->name, 0, figure->value, data);
    }
}

static void
note_change (const char *name, gint64 closed, gint64 now, gpointer data)
{
  *(gboolean *) data = TRUE;
}

/* A meal may have had another time, at which just as many children were there. */
static void
drop_times (EnrMonthlyStatistics *self)
{
  for (guint i = 0; i < self->meals->len; i++)
    g_array_index (self->meals, EnrMealLine, i).at = ENR_MINUTES_NONE;
}

/* Where nothing has changed, what the records say is what was closed, with its working. */
static gboolean
compare_with_closing (EnrMonthlyStatistics *self, EnrDb *db, EnrMonthFigures wanted, GError **error)
{
  g_auto (EnrMonthClosing) closing = { 0 };
  g_autoptr (GArray) closed = NULL;

  if (!enr_month_closing_read (db, self->first, &closing, error))
    return FALSE;
  if (closing.revision == 0)
    return TRUE;
  closed = enr_month_figures_read (db, self->first, closing.revision, error);
  if (closed == NULL)
    return FALSE;
  self->closing.revision = closing.revision;
  self->closing.closed_at = closing.closed_at;
  self->closing.is_frozen = wanted == ENR_FIGURES_OF_CLOSING;
  enr_month_figures_compare (closed, self, note_change, &self->closing.has_changed);
  if (self->closing.is_frozen)
    drop_times (self);
  if (self->closing.is_frozen && self->closing.has_changed)
    {
      enr_monthly_statistics_set_figures (self, closed);
      enr_month_sort_bands (self);
    }
  return TRUE;
}

EnrMonthlyStatistics *
enr_month_statistics_load (EnrDb *db, EnrDate first, EnrMonthFigures figures, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autoptr (EnrCareMonth) care = NULL;
  g_autoptr (EnrMonthlyStatistics) statistics = NULL;

  if (!enr_txn_begin_read (&txn, db, error))
    return NULL;
  care = enr_care_month_load (db, first, NULL, error);
  statistics = care != NULL ? enr_monthly_statistics_new (db, care->attendance, error) : NULL;
  if (statistics == NULL)
    return NULL;
  enr_month_add_bands (statistics, care);
  if (!compare_with_closing (statistics, db, figures, error))
    return NULL;
  return g_steal_pointer (&statistics);
}
