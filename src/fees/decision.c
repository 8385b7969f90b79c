/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "fees/decision.h"

#include <glib/gi18n-lib.h>

#include "base/text.h"
#include "nursery/error.h"

ENR_SQL (
    SQL_DECIDE,
    "INSERT INTO care_decision (child_id, day, kind, state, minutes, units, computed, amount, "
    "parts, "
    "reason) VALUES (:child, :day, :kind, :state, :minutes, :units, :computed, :amount, :parts, "
    ":reason) ON CONFLICT (day, child_id, kind) DO UPDATE SET state = excluded.state, "
    "minutes = excluded.minutes, units = excluded.units, computed = excluded.computed, "
    "amount = excluded.amount, parts = excluded.parts, reason = excluded.reason");

static gboolean
check_decision (EnrChargeState state, int amount, const char *reason, GError **error)
{
  if ((state == ENR_CHARGE_ADJUSTED || state == ENR_CHARGE_EXCLUDED) && enr_text_is_blank (reason))
    {
      g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_REASON,
                           _ ("To charge another amount, or nothing, needs a reason."));
      return FALSE;
    }
  if (state == ENR_CHARGE_ADJUSTED && (amount < 0 || amount > 9999999))
    {
      g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                           _ ("Amounts are 0 to 9,999,999 yen."));
      return FALSE;
    }
  return TRUE;
}

static const EnrCharge *
find_seen (const EnrCareMonth *month, const EnrChargeSeen *seen, GError **error)
{
  const EnrCharge *charge = enr_care_month_find (month, &seen->child_id, seen->day, seen->kind);

  if (charge == NULL)
    g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN,
                         _ ("There is no charge for that child on that day."));
  else if (charge->amount != seen->seen_amount)
    {
      g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED,
                           _ ("The charge has changed since it was shown. Look at it again."));
      return NULL;
    }
  return charge;
}

static gboolean
write_decision (EnrDb *db,
                const EnrCharge *charge,
                EnrChargeState state,
                int amount,
                const char *reason,
                GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_DECIDE);
  g_autofree char *tidy = enr_text_tidy_lines (reason != NULL ? reason : "");

  enr_bind_uuid (&st, ":child", &charge->child_id);
  enr_bind_date (&st, ":day", charge->day);
  enr_bind_text (&st, ":kind", enr_charge_kind_key (charge->kind));
  enr_bind_text (&st, ":state", enr_charge_state_key (state));
  enr_bind_int (&st, ":minutes", charge->now_minutes);
  enr_bind_int (&st, ":units", charge->now_units);
  enr_bind_int (&st, ":computed", charge->now_amount);
  enr_bind_int (&st, ":amount",
                state == ENR_CHARGE_ADJUSTED   ? amount
                : state == ENR_CHARGE_EXCLUDED ? 0
                                               : charge->now_amount);
  enr_bind_text (&st, ":parts", charge->now_parts);
  enr_bind_text (&st, ":reason", tidy);
  return enr_stmt_run (&st, error);
}

gboolean
enr_care_decide (EnrDb *db,
                 const EnrActor *actor,
                 const EnrChargeSeen *charges,
                 guint n_charges,
                 EnrChargeState state,
                 int amount,
                 const char *reason,
                 GError **error)
{
  g_autoptr (EnrCareMonth) month = NULL;
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  g_return_val_if_fail (n_charges > 0, FALSE);

  if (!check_decision (state, amount, reason, error)
      || !enr_txn_begin (&txn, db, actor, reason, error))
    return FALSE;
  month = enr_care_month_load (db, charges[0].day, NULL, error);
  if (month == NULL)
    return FALSE;
  for (guint i = 0; i < n_charges; i++)
    {
      const EnrCharge *charge = find_seen (month, &charges[i], error);

      if (charge == NULL || !write_decision (db, charge, state, amount, reason, error))
        return FALSE;
    }
  return enr_txn_commit (&txn, error);
}
