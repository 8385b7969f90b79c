/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "attendance/closing.h"

#include <glib/gi18n-lib.h>

#include "base/clock.h"
#include "base/text.h"
#include "nursery/error.h"

ENR_SQL (SQL_CLOSE,
         "INSERT INTO day_closing (day, closed_at, closed_by, unresolved, reopened_by, "
         "reopen_reason) VALUES (:day, :now, :by, :unresolved, '', '') "
         "ON CONFLICT (day) DO UPDATE SET closed_at = excluded.closed_at, "
         "closed_by = excluded.closed_by, unresolved = excluded.unresolved");
ENR_SQL (SQL_REOPEN,
         "UPDATE day_closing SET closed_at = NULL, reopened_at = :now, reopened_by = :by, "
         "reopen_reason = :reason WHERE day = :day AND closed_at IS NOT NULL");

const char enr_day_being_closed[] = "day-being-closed";

GArray *
enr_day_unresolved (const EnrDay *day)
{
  GArray *items = g_array_new (FALSE, FALSE, sizeof (EnrUnresolved));

  for (guint i = 0; i < day->children->len; i++)
    {
      const EnrDayChild *child = &g_array_index (day->children, EnrDayChild, i);
      EnrUnresolved item = { 0, i };

      if (child->mismatch != ENR_MISMATCH_NONE)
        {
          item.kind = ENR_UNRESOLVED_MISMATCH;
          g_array_append_val (items, item);
        }
      if (child->status == ENR_STATUS_UNKNOWN && !child->is_unasked && day->closed_name == NULL)
        {
          item.kind = ENR_UNRESOLVED_NO_WORD;
          g_array_append_val (items, item);
        }
      if (child->status == ENR_STATUS_PRESENT)
        {
          item.kind = ENR_UNRESOLVED_NO_DEPARTURE;
          g_array_append_val (items, item);
        }
    }
  return items;
}

char *
enr_unresolved_dup_text (const EnrDay *day, const EnrUnresolved *item)
{
  const EnrDayChild *child = &g_array_index (day->children, EnrDayChild, item->child);

  switch (item->kind)
    {
    case ENR_UNRESOLVED_NO_WORD:
      /* Translators: %s is a child's name */
      return g_strdup_printf (_ ("%s: nothing recorded"), child->name);
    case ENR_UNRESOLVED_NO_DEPARTURE:
      /* Translators: %s is a child's name */
      return g_strdup_printf (_ ("%s: no departure"), child->name);
    case ENR_UNRESOLVED_MISMATCH:
    default:
      break;
    }
  switch (child->mismatch)
    {
    case ENR_MISMATCH_PUNCHED_BUT_ABSENT:
      /* Translators: %s is a child's name */
      return g_strdup_printf (_ ("%s: punched in, but marked absent"), child->name);
    case ENR_MISMATCH_NOTICE_BUT_PRESENT:
      /* Translators: %s is a child's name */
      return g_strdup_printf (_ ("%s: absence notice, but here"), child->name);
    case ENR_MISMATCH_ABSENT_WITHOUT_NOTICE:
    case ENR_MISMATCH_NONE:
    default:
      /* Translators: %s is a child's name */
      return g_strdup_printf (_ ("%s: marked absent, without a notice"), child->name);
    }
}

gboolean
enr_day_close (EnrDb *db, const EnrActor *actor, EnrDate day, guint *n_unresolved, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autoptr (EnrDay) loaded = NULL;
  g_autoptr (GArray) unresolved = NULL;
  char buffer[ENR_DATE_ISO_LENGTH];

  if (day > enr_clock_today ())
    {
      g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                   _ ("The day %s has not come yet, so it cannot be closed."),
                   enr_date_iso (day, buffer));
      return FALSE;
    }
  /* What is unresolved is counted in the transaction that locks: nothing comes in between. */
  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  loaded = enr_day_load (db, day, NULL, error);
  if (loaded == NULL)
    return FALSE;
  if (loaded->closed_at != ENR_INSTANT_NONE)
    {
      g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY,
                   _ ("The day %s is closed already."), enr_date_iso (day, buffer));
      return FALSE;
    }
  unresolved = enr_day_unresolved (loaded);
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_CLOSE);

    enr_bind_date (&st, ":day", day);
    enr_bind_instant (&st, ":now", enr_clock_now ());
    enr_bind_text (&st, ":by", actor->name);
    enr_bind_int (&st, ":unresolved", unresolved->len);
    if (!enr_stmt_run (&st, error))
      return FALSE;
  }
  enr_txn_keep (&txn, enr_day_being_closed, enr_day_ref (loaded), (GDestroyNotify) enr_day_unref);
  if (!enr_txn_commit (&txn, error))
    return FALSE;
  if (n_unresolved != NULL)
    *n_unresolved = unresolved->len;
  return TRUE;
}

gboolean
enr_day_reopen (EnrDb *db, const EnrActor *actor, EnrDate day, const char *reason, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (enr_text_is_blank (reason))
    {
      g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_REASON,
                           _ ("Reopening a day needs a reason."));
      return FALSE;
    }
  if (!enr_txn_begin (&txn, db, actor, reason, error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_REOPEN);

    enr_bind_date (&st, ":day", day);
    enr_bind_instant (&st, ":now", enr_clock_now ());
    enr_bind_text (&st, ":by", actor->name);
    enr_bind_text (&st, ":reason", reason);
    if (!enr_stmt_run (&st, error))
      return FALSE;
    if (enr_stmt_changes (&st) == 0)
      {
        g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY,
                             _ ("The day is open already."));
        return FALSE;
      }
  }
  return enr_txn_commit (&txn, error);
}
