/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The chain: each event of a source has the next number and the sum of the one before. And small
 * things that all files here share.
 */
#include "config.h"

#include "outbox/outbox-private.h"

#include <string.h>

#include "base/clock.h"

G_DEFINE_QUARK (enr-outbox-error-quark, enr_outbox_error)

ENR_SQL (SQL_TAIL,
         "SELECT sequence, sha256 FROM sync_event WHERE source = :source ORDER BY sequence DESC "
         "LIMIT 1");
ENR_SQL (SQL_EVENT,
         "INSERT INTO sync_event (no, event_id, source, sequence, lane, kind, type, subject, rev, "
         "made_at, "
         "sha256, prev_sha256, data_sha256, event) VALUES (:no, :id, :source, :sequence, :lane, "
         ":kind, :type, "
         ":subject, :rev, :made, :sum, :prev, :data, :event)");
ENR_SQL (SQL_DELIVERY,
         "INSERT INTO sync_delivery (no, lane, state, next_at, evals, problem) VALUES (:no, :lane, "
         ":state, 0, "
         "0, :problem)");
ENR_SQL (SQL_LAST_NO, "SELECT max(no) FROM sync_event");

gint64
enr_outbox_now_ms (void)
{
  return enr_clock_now_us () / 1000;
}

gboolean
enr_outbox_begin (EnrTxn *txn, EnrDb *db, GError **error)
{
  EnrActor actor = enr_actor (ENR_ACTOR_PROGRAM, enr_actor_this_device ());

  return enr_txn_begin (txn, db, &actor, NULL, error);
}

void
enr_bind_sum (EnrStmt *self, const char *name, const guint8 sum[ENR_SUM_LENGTH])
{
  g_autoptr (GBytes) bytes = g_bytes_new (sum, ENR_SUM_LENGTH);

  enr_bind_bytes (self, name, bytes);
}

void
enr_column_sum (EnrStmt *self, int column, guint8 sum[ENR_SUM_LENGTH])
{
  g_autoptr (GBytes) bytes = enr_column_bytes (self, column);

  memset (sum, 0, ENR_SUM_LENGTH);
  if (bytes != NULL && g_bytes_get_size (bytes) == ENR_SUM_LENGTH)
    memcpy (sum, g_bytes_get_data (bytes, NULL), ENR_SUM_LENGTH);
}

char *
enr_outbox_problem_text (const EnrProblem *problem)
{
  g_autoptr (json_t) object = enr_problem_to_json (problem, 0);
  g_autoptr (GBytes) bytes = enr_json_write (object);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static gboolean
load_tail (EnrDb *db, EnrEvent *event, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_TAIL);
  int rc;

  enr_bind_text (&st, ":source", event->source);
  rc = enr_stmt_step (&st, error);
  if (rc < 0)
    return FALSE;
  memset (event->prev, 0, sizeof event->prev);
  event->sequence = 1;
  if (rc > 0)
    {
      event->sequence = enr_column_int (&st, 0) + 1;
      enr_column_sum (&st, 1, event->prev);
    }
  return TRUE;
}

static gint64
next_no (EnrDb *db, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LAST_NO);

  return enr_stmt_step (&st, error) > 0 ? enr_column_int (&st, 0) + 1 : 0;
}

static gboolean
insert_event (EnrDb *db,
              const EnrOutboxDraft *draft,
              gint64 no,
              GBytes *bytes,
              gint64 now_ms,
              GError **error)
{
  const EnrEvent *event = &draft->event;
  guint8 sum[ENR_SUM_LENGTH];
  g_auto (EnrStmt) st = enr_stmt (db, SQL_EVENT);

  enr_sum (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), sum);
  enr_bind_int (&st, ":no", no);
  enr_bind_text (&st, ":id", event->id);
  enr_bind_text (&st, ":source", event->source);
  enr_bind_int (&st, ":sequence", event->sequence);
  enr_bind_int (&st, ":lane", draft->lane);
  enr_bind_text (&st, ":kind", draft->kind);
  enr_bind_text (&st, ":type", event->type);
  enr_bind_text (&st, ":subject", event->subject);
  enr_bind_int (&st, ":rev", event->rev);
  enr_bind_int (&st, ":made", now_ms);
  enr_bind_sum (&st, ":sum", sum);
  enr_bind_sum (&st, ":prev", event->prev);
  enr_bind_sum (&st, ":data", draft->data_sum);
  enr_bind_bytes (&st, ":event", bytes);
  return enr_stmt_run (&st, error);
}

gboolean
enr_outbox_append (EnrDb *db, EnrOutboxDraft *draft, gint64 now_ms, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  gint64 no;

  g_assert (enr_db_in_write (db));

  if (!load_tail (db, &draft->event, error))
    return FALSE;
  bytes = draft->data != NULL ? enr_event_freeze_data (&draft->event, draft->data, error)
                              : enr_event_freeze (&draft->event, error);
  no = bytes != NULL ? next_no (db, error) : 0;
  if (no == 0 || !insert_event (db, draft, no, bytes, now_ms, error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_DELIVERY);

    enr_bind_int (&st, ":no", no);
    enr_bind_int (&st, ":lane", draft->lane);
    enr_bind_int (&st, ":state", draft->sending);
    enr_bind_text (&st, ":problem", draft->problem);
    return enr_stmt_run (&st, error);
  }
}
