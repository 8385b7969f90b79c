/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "month/closing.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "base/clock.h"
#include "base/text.h"
#include "month/month-private.h"
#include "nursery/error.h"

ENR_SQL (
    SQL_CLOSE,
    "INSERT INTO month_closing (month, revision, closed_at, closed_by, reason, inputs, unresolved, "
    "total) VALUES (:month, :revision, :now, :by, :reason, :inputs, :unresolved, :total)");
ENR_SQL (
    SQL_CHARGE,
    "INSERT INTO month_charge (month, revision, child_id, day, kind, family_id, state, minutes, "
    "units, computed, amount, parts, reason) VALUES (:month, :revision, :child, :day, :kind, "
    ":family, :state, :minutes, :units, :computed, :amount, :parts, :reason)");
ENR_SQL (SQL_FIGURE,
         "INSERT INTO month_figure (month, revision, name, value) "
         "VALUES (:month, :revision, :name, :value)");
ENR_SQL (
    SQL_BILL,
    "INSERT INTO bill (id, month, revision, family_id, amount, asked, method, result, receipt_to) "
    "SELECT :id, :month, :revision, :family, :amount, max(0, :amount - coalesce((SELECT "
    "sum(b.asked) "
    "  FROM bill b WHERE b.month = :month AND b.family_id = :family AND b.paid_on IS NOT NULL), "
    "0)), "
    "CASE WHEN EXISTS (SELECT 1 FROM bank_account a WHERE a.family_id = :family "
    "  AND a.removed_at IS NULL) THEN 'transfer' ELSE 'cash' END, '', ''");
ENR_SQL (SQL_PAID_FAMILIES,
         "SELECT DISTINCT family_id FROM bill WHERE month = :month "
         "AND (paid_on IS NOT NULL OR (drawn_on IS NOT NULL AND result = ''))");

static gboolean
insert_closing (EnrDb *db,
                const EnrActor *actor,
                const EnrMonthState *state,
                const char *month,
                int revision,
                const char *reason,
                GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_CLOSE);
  g_autoptr (GBytes) inputs = NULL;
  guint8 digest[ENR_CARE_DIGEST_LENGTH];

  enr_care_month_digest (state->care, digest);
  inputs = g_bytes_new (digest, sizeof digest);
  enr_bind_text (&st, ":month", month);
  enr_bind_int (&st, ":revision", revision);
  enr_bind_instant (&st, ":now", enr_clock_now ());
  enr_bind_text (&st, ":by", actor->name);
  enr_bind_text (&st, ":reason", reason);
  enr_bind_bytes (&st, ":inputs", inputs);
  enr_bind_int (&st, ":unresolved", state->items->len);
  enr_bind_int (&st, ":total", state->care->total);
  return enr_stmt_run (&st, error);
}

static gboolean
insert_charges (EnrDb *db,
                const EnrCareMonth *care,
                const char *month,
                int revision,
                GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_CHARGE);

  for (guint i = 0; i < care->charges->len; i++)
    {
      const EnrCharge *charge = &g_array_index (care->charges, EnrCharge, i);

      enr_bind_text (&st, ":month", month);
      enr_bind_int (&st, ":revision", revision);
      enr_bind_uuid (&st, ":child", &charge->child_id);
      enr_bind_date (&st, ":day", charge->day);
      enr_bind_text (&st, ":kind", enr_charge_kind_key (charge->kind));
      enr_bind_uuid (&st, ":family", &charge->family_id);
      enr_bind_text (&st, ":state", enr_charge_state_key (charge->state));
      enr_bind_int (&st, ":minutes", charge->minutes);
      enr_bind_int (&st, ":units", charge->units);
      enr_bind_int (&st, ":computed", charge->computed);
      enr_bind_int (&st, ":amount", charge->amount);
      enr_bind_text (&st, ":parts", charge->parts);
      enr_bind_text (&st, ":reason", charge->reason);
      if (!enr_stmt_run (&st, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
insert_figures (EnrDb *db,
                const EnrMonthlyStatistics *statistics,
                const char *month,
                int revision,
                GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_FIGURE);
  g_autoptr (GArray) figures = enr_monthly_statistics_figures (statistics);

  for (guint i = 0; i < figures->len; i++)
    {
      const EnrFigure *figure = &g_array_index (figures, EnrFigure, i);

      enr_bind_text (&st, ":month", month);
      enr_bind_int (&st, ":revision", revision);
      enr_bind_text (&st, ":name", figure->name);
      enr_bind_int (&st, ":value", figure->value);
      if (!enr_stmt_run (&st, error))
        return FALSE;
    }
  return TRUE;
}

/* What each family's charges come to; a family that has paid for an earlier revision gets a bill
 * too, even of nothing, so that it shows what is to be given back. */
static GHashTable *
add_up_families (EnrDb *db, const EnrCareMonth *care, const char *month, GError **error)
{
  g_autoptr (GHashTable) sums
      = g_hash_table_new_full (enr_uuid_hash, enr_uuid_equal, g_free, g_free);
  g_auto (EnrStmt) st = enr_stmt (db, SQL_PAID_FAMILIES);
  int rc;

  for (guint i = 0; i < care->charges->len; i++)
    {
      const EnrCharge *charge = &g_array_index (care->charges, EnrCharge, i);
      gint64 *sum = g_hash_table_lookup (sums, &charge->family_id);

      if (charge->amount == 0)
        continue;
      if (sum == NULL)
        {
          sum = g_new0 (gint64, 1);
          g_hash_table_insert (sums, g_memdup2 (&charge->family_id, sizeof (EnrUuid)), sum);
        }
      *sum += charge->amount;
    }
  enr_bind_text (&st, ":month", month);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrUuid family = enr_column_uuid (&st, 0);

      if (g_hash_table_lookup (sums, &family) == NULL)
        g_hash_table_insert (sums, g_memdup2 (&family, sizeof family), g_new0 (gint64, 1));
    }
  return rc == 0 ? g_steal_pointer (&sums) : NULL;
}

static gboolean
insert_bills (EnrDb *db, const EnrCareMonth *care, const char *month, int revision, GError **error)
{
  g_autoptr (GHashTable) sums = add_up_families (db, care, month, error);
  GHashTableIter iter;
  EnrUuid *family;
  gint64 *sum;

  if (sums == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, sums);
  while (g_hash_table_iter_next (&iter, (gpointer *) &family, (gpointer *) &sum))
    {
      g_auto (EnrStmt) st = enr_stmt (db, SQL_BILL);
      EnrUuid id = enr_uuid_new ();

      enr_bind_uuid (&st, ":id", &id);
      enr_bind_text (&st, ":month", month);
      enr_bind_int (&st, ":revision", revision);
      enr_bind_uuid (&st, ":family", family);
      enr_bind_int (&st, ":amount", *sum);
      if (!enr_stmt_run (&st, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_closable (const EnrMonthState *state, const char *reason, GError **error)
{
  EnrDate last = state->care->attendance->first + state->care->attendance->n_days - 1;

  if (last > enr_clock_today ())
    {
      g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                           _ ("The month is not over yet, so it cannot be closed."));
      return FALSE;
    }
  if (state->closing.revision > 0 && !state->has_changed)
    {
      g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY,
                           _ ("The month is closed already, and nothing has changed since."));
      return FALSE;
    }
  if (state->closing.revision > 0 && enr_text_is_blank (reason))
    {
      g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_REASON,
                           _ ("To close a month again needs a reason."));
      return FALSE;
    }
  return TRUE;
}

gboolean
enr_month_close (EnrDb *db,
                 const EnrActor *actor,
                 EnrDate first,
                 const char *reason,
                 int *revision,
                 GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autoptr (EnrMonthState) state = NULL;
  g_autofree char *month = enr_month_dup_key (first);
  g_autofree char *tidy = enr_text_tidy_lines (reason != NULL ? reason : "");
  int next;

  if (!enr_txn_begin (&txn, db, actor, reason, error))
    return FALSE;
  state = enr_month_state_load (db, first, error);
  if (state == NULL || !check_closable (state, reason, error))
    return FALSE;
  next = state->closing.revision + 1;
  if (!insert_closing (db, actor, state, month, next, next > 1 ? tidy : "", error)
      || !insert_charges (db, state->care, month, next, error)
      || !insert_figures (db, state->statistics, month, next, error)
      || !insert_bills (db, state->care, month, next, error) || !enr_txn_commit (&txn, error))
    return FALSE;
  if (revision != NULL)
    *revision = next;
  return TRUE;
}
