/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What people decide about events: each decision is journalled with who made it.
 */
#include "config.h"

#include "outbox/outbox-private.h"

#include <glib/gi18n-lib.h>

#include "base/clock.h"
#include "base/text.h"

ENR_SQL (SQL_NEWEST,
         "SELECT e.no, d.state FROM sync_event e JOIN sync_delivery d ON d.no = e.no WHERE "
         "e.event_id = :id "
         "ORDER BY e.no DESC LIMIT 1");
ENR_SQL (SQL_MOVE,
         "UPDATE sync_delivery SET state = :state, next_at = 0, evals = 0, settled_at = :settled, "
         "problem = CASE WHEN :state = 0 THEN NULL ELSE problem END WHERE no = :no");
ENR_SQL (SQL_DECIDE,
         "INSERT INTO submission_decision (id, event_id, what, reason, at) "
         "VALUES (:id, :event, :what, :reason, :at)");

static gboolean
refuse (GError **error, EnrOutboxError code, const char *message)
{
  g_set_error_literal (error, ENR_OUTBOX_ERROR, code, message);
  return FALSE;
}

/* The newest row of the id, if it is in one of the states (a set of bits). */
static gboolean
find (EnrDb *db, const char *event_id, guint states, gint64 *no, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_NEWEST);
  int rc;

  enr_bind_text (&st, ":id", event_id);
  rc = enr_stmt_step (&st, error);
  if (rc < 0)
    return FALSE;
  if (rc == 0)
    return refuse (error, ENR_OUTBOX_ERROR_UNKNOWN, _ ("There is no such report."));
  if ((states & 1u << enr_column_int (&st, 1)) == 0)
    return refuse (error, ENR_OUTBOX_ERROR_STATE,
                   _ ("The report is not waiting for that any more."));
  *no = enr_column_int (&st, 0);
  return TRUE;
}

static gboolean
move (EnrDb *db, gint64 no, EnrSending sending, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_MOVE);

  enr_bind_int (&st, ":state", sending);
  if (sending == ENR_SENDING_WITHDRAWN)
    enr_bind_int (&st, ":settled", enr_outbox_now_ms ());
  enr_bind_int (&st, ":no", no);
  return enr_stmt_run (&st, error);
}

static gboolean
note (EnrDb *db, const char *event_id, const char *what, const char *reason, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_DECIDE);
  EnrUuid id = enr_uuid_new ();

  enr_bind_uuid (&st, ":id", &id);
  enr_bind_text (&st, ":event", event_id);
  enr_bind_text (&st, ":what", what);
  enr_bind_text (&st, ":reason", reason);
  enr_bind_instant (&st, ":at", enr_clock_now ());
  return enr_stmt_run (&st, error);
}

static gboolean
decide (EnrDb *db,
        const char *event_id,
        guint states,
        EnrSending sending,
        const char *what,
        const char *reason,
        GError **error)
{
  gint64 no;

  return find (db, event_id, states, &no, error) && move (db, no, sending, error)
         && note (db, event_id, what, reason, error);
}

gboolean
enr_outbox_release (EnrDb *db, const EnrActor *actor, const char *const *event_ids, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  for (guint i = 0; event_ids[i] != NULL; i++)
    if (!decide (db, event_ids[i], 1u << ENR_SENDING_HELD, ENR_SENDING_OWED, "release", "", error))
      return FALSE;
  return enr_txn_commit (&txn, error);
}

gboolean
enr_outbox_withdraw (EnrDb *db,
                     const EnrActor *actor,
                     const char *event_id,
                     const char *reason,
                     GError **error)
{
  const guint states
      = 1u << ENR_SENDING_OWED | 1u << ENR_SENDING_HELD | 1u << ENR_SENDING_QUARANTINED;
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (enr_text_is_blank (reason))
    return refuse (error, ENR_OUTBOX_ERROR_REASON, _ ("Taking back a report needs a reason."));
  return enr_txn_begin (&txn, db, actor, reason, error)
         && decide (db, event_id, states, ENR_SENDING_WITHDRAWN, "withdraw", reason, error)
         && enr_txn_commit (&txn, error);
}

gboolean
enr_outbox_resend (EnrDb *db, const EnrActor *actor, const char *event_id, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  return enr_txn_begin (&txn, db, actor, NULL, error)
         && decide (db, event_id, 1u << ENR_SENDING_QUARANTINED, ENR_SENDING_OWED, "resend", "",
                    error)
         && enr_txn_commit (&txn, error);
}
