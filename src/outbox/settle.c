/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the hub has said about what was sent. Its word that it has an event holds whatever became of
 * it here in the meantime; a refusal only where it is still owed.
 */
#include "config.h"

#include "outbox/outbox-private.h"

#include <string.h>

#define RETRY_MIN 1 /* seconds */
#define RETRY_MAX (4 * 60 * 60)

ENR_SQL (SQL_RECEIPT,
         "INSERT INTO sync_receipt (at, via, reply) VALUES (:at, :via, :reply) RETURNING id");
ENR_SQL (
    SQL_ACCEPT,
    "UPDATE sync_delivery SET state = :state, evals = evals + 1, recv_seq = :recv, problem = "
    ":problem, "
    "receipt = :receipt, settled_at = :now, next_at = 0 WHERE no = :no AND state NOT IN (1, 2)");
ENR_SQL (SQL_REFUSE,
         "UPDATE sync_delivery SET state = 3, evals = evals + 1, problem = :problem, receipt = "
         ":receipt, "
         "settled_at = :now, next_at = 0 WHERE no = :no AND state = 0");
ENR_SQL (
    SQL_DEFER,
    "UPDATE sync_delivery SET evals = evals + 1, next_at = :next WHERE no = :no AND state = 0");
ENR_SQL (SQL_SET_ASIDE,
         "UPDATE sync_delivery SET state = 3, problem = :problem, settled_at = :now, next_at = 0 "
         "WHERE no = :no AND state = 0");

static gint64
save_receipt (EnrDb *db, GBytes *reply, const char *via, gint64 now_ms, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_RECEIPT);

  enr_bind_int (&st, ":at", now_ms);
  enr_bind_text (&st, ":via", via);
  enr_bind_bytes (&st, ":reply", reply);
  return enr_stmt_step (&st, error) > 0 ? enr_column_int (&st, 0) : 0;
}

static gboolean
take_in (EnrDb *db,
         const EnrOutboxItem *item,
         const EnrVerdict *verdict,
         gint64 receipt,
         gint64 now_ms,
         GError **error)
{
  g_autofree char *problem
      = verdict->review != NULL ? enr_outbox_problem_text (verdict->review) : NULL;
  g_auto (EnrStmt) st = enr_stmt (db, SQL_ACCEPT);

  enr_bind_int (&st, ":state", problem != NULL ? ENR_SENDING_REVIEW : ENR_SENDING_ACCEPTED);
  if (verdict->recv_seq > 0)
    enr_bind_int (&st, ":recv", verdict->recv_seq);
  enr_bind_text (&st, ":problem", problem);
  enr_bind_int (&st, ":receipt", receipt);
  enr_bind_int (&st, ":now", now_ms);
  enr_bind_int (&st, ":no", item->no);
  return enr_stmt_run (&st, error);
}

static gboolean
refuse (EnrDb *db,
        const EnrOutboxItem *item,
        const EnrVerdict *verdict,
        gint64 receipt,
        gint64 now_ms,
        GError **error)
{
  g_autofree char *problem
      = verdict->problem != NULL ? enr_outbox_problem_text (verdict->problem) : NULL;
  g_auto (EnrStmt) st = enr_stmt (db, SQL_REFUSE);

  enr_bind_text (&st, ":problem", problem);
  enr_bind_int (&st, ":receipt", receipt);
  enr_bind_int (&st, ":now", now_ms);
  enr_bind_int (&st, ":no", item->no);
  return enr_stmt_run (&st, error);
}

static gboolean
defer (EnrDb *db,
       const EnrOutboxItem *item,
       const EnrVerdict *verdict,
       gint64 now_ms,
       GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_DEFER);

  enr_bind_int (&st, ":next",
                now_ms + 1000 * (gint64) CLAMP (verdict->retry_after, RETRY_MIN, RETRY_MAX));
  enr_bind_int (&st, ":no", item->no);
  return enr_stmt_run (&st, error);
}

static gboolean
is_problem (const EnrVerdict *verdict, const char *name)
{
  return verdict->problem != NULL && verdict->problem->type != NULL
         && g_str_has_prefix (verdict->problem->type, ENR_PROBLEM_BASE)
         && strcmp (verdict->problem->type + strlen (ENR_PROBLEM_BASE), name) == 0;
}

/* A hub that refuses an event has not kept it, so it may have no sum for it; or it has other bytes
 * under the same id, and says just that. */
static gboolean
concerns (const EnrVerdict *verdict, const EnrOutboxItem *item)
{
  static const guint8 none[ENR_SUM_LENGTH];

  if (memcmp (verdict->sum, item->sum, ENR_SUM_LENGTH) == 0)
    return TRUE;
  return (verdict->status == ENR_VERDICT_REJECTED || verdict->status == ENR_VERDICT_DEFERRED)
         && (memcmp (verdict->sum, none, ENR_SUM_LENGTH) == 0 || is_problem (verdict, "id-reused"));
}

static gboolean
settle (EnrDb *db,
        const EnrOutboxItem *item,
        const EnrVerdict *verdict,
        gint64 receipt,
        gint64 now_ms,
        EnrOutboxSettled *settled,
        GError **error)
{
  switch (verdict->status)
    {
    case ENR_VERDICT_ACCEPTED:
    case ENR_VERDICT_DUPLICATE:
      settled->settled++;
      return take_in (db, item, verdict, receipt, now_ms, error);
    case ENR_VERDICT_REJECTED:
      if (is_problem (verdict, "source-forked"))
        {
          settled->forked++;
          return TRUE;
        }
      settled->quarantined++;
      return refuse (db, item, verdict, receipt, now_ms, error);
    case ENR_VERDICT_DEFERRED:
    default:
      settled->deferred++;
      return defer (db, item, verdict, now_ms, error);
    }
}

gboolean
enr_outbox_settle (EnrDb *db,
                   GPtrArray *sent,
                   const EnrReply *reply,
                   GBytes *reply_bytes,
                   const char *via,
                   gint64 now_ms,
                   EnrOutboxSettled *settled,
                   GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autoptr (GHashTable) verdicts = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_used = 0;
  gint64 receipt;

  memset (settled, 0, sizeof *settled);
  for (guint i = 0; i < reply->verdicts->len; i++)
    {
      EnrVerdict *verdict = g_ptr_array_index (reply->verdicts, i);

      g_hash_table_insert (verdicts, verdict->id, verdict);
    }

  if (!enr_outbox_begin (&txn, db, error))
    return FALSE;
  receipt = save_receipt (db, reply_bytes, via, now_ms, error);
  if (receipt == 0)
    return FALSE;
  for (guint i = 0; i < sent->len; i++)
    {
      const EnrOutboxItem *item = g_ptr_array_index (sent, i);
      const EnrVerdict *verdict = g_hash_table_lookup (verdicts, item->event_id);

      if (verdict == NULL || !concerns (verdict, item))
        settled->unanswered++;
      else
        {
          n_used++;
          if (!settle (db, item, verdict, receipt, now_ms, settled, error))
            return FALSE;
        }
    }
  settled->ignored = reply->verdicts->len - MIN (n_used, reply->verdicts->len);
  return enr_txn_commit (&txn, error);
}

gboolean
enr_outbox_quarantine (EnrDb *db,
                       gint64 no,
                       const EnrProblem *problem,
                       gint64 now_ms,
                       GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autofree char *text = enr_outbox_problem_text (problem);

  if (!enr_outbox_begin (&txn, db, error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_SET_ASIDE);

    enr_bind_text (&st, ":problem", text);
    enr_bind_int (&st, ":now", now_ms);
    enr_bind_int (&st, ":no", no);
    if (!enr_stmt_run (&st, error))
      return FALSE;
  }
  return enr_txn_commit (&txn, error);
}
