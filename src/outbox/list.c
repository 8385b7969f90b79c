/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "outbox/outbox-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define COLUMNS                                                                                    \
  "e.no, e.event_id, e.kind, e.type, e.subject, e.rev, e.lane, e.made_at, d.state, d.recv_seq, "   \
  "d.settled_at, d.problem "

ENR_SQL (SQL_FIND,
         "SELECT d.state FROM sync_event e JOIN sync_delivery d ON d.no = e.no "
         "WHERE e.subject = :subject ORDER BY e.rev DESC, e.no DESC LIMIT 1");
ENR_SQL (SQL_COUNT, "SELECT lane, state, n FROM sync_count");
ENR_SQL (SQL_OLDEST,
         "SELECT e.made_at FROM sync_delivery d JOIN sync_event e ON e.no = d.no WHERE d.state = 0 "
         "ORDER BY d.no LIMIT 1");
ENR_SQL (SQL_LIST,
         "SELECT " COLUMNS
         "FROM sync_delivery d JOIN sync_event e ON e.no = d.no WHERE d.no < :before "
         "ORDER BY d.no DESC LIMIT :limit");
ENR_SQL (SQL_LIST_STATE,
         "SELECT " COLUMNS
         "FROM sync_delivery d JOIN sync_event e ON e.no = d.no WHERE d.state = :state "
         "AND d.no < :before ORDER BY d.no DESC LIMIT :limit");
ENR_SQL (SQL_GET,
         "SELECT " COLUMNS ", e.event FROM sync_event e JOIN sync_delivery d ON d.no = e.no "
         "WHERE e.event_id = :id ORDER BY e.no DESC LIMIT 1");
ENR_SQL (SQL_RECEIPT,
         "SELECT r.at, r.via, r.reply FROM sync_delivery d JOIN sync_receipt r ON r.id = d.receipt "
         "WHERE d.no = :no");

#define COLUMN_EVENT 12

void
enr_outbox_row_free (EnrOutboxRow *self)
{
  if (self == NULL)
    return;

  g_free (self->event_id);
  g_free (self->kind);
  g_free (self->type);
  g_free (self->subject);
  g_clear_pointer (&self->problem, enr_problem_free);
  g_free (self);
}

gboolean
enr_outbox_count (EnrDb *db, EnrOutboxCounts *counts, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  int rc;

  memset (counts, 0, sizeof *counts);
  if (!enr_txn_begin_read (&txn, db, error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_COUNT);

    while ((rc = enr_stmt_step (&st, error)) > 0)
      counts->n[enr_column_int (&st, 0)][enr_column_int (&st, 1)] = enr_column_int (&st, 2);
    if (rc < 0)
      return FALSE;
  }
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_OLDEST);

    rc = enr_stmt_step (&st, error);
    if (rc > 0)
      counts->oldest_ms = enr_column_int (&st, 0);
    return rc >= 0;
  }
}

static EnrProblem *
read_problem (const char *text)
{
  g_autoptr (json_t) object = text != NULL ? enr_json_read (text, strlen (text), NULL) : NULL;

  return object != NULL ? enr_problem_from_json (object) : NULL;
}

static EnrOutboxRow *
read_row (EnrStmt *st)
{
  EnrOutboxRow *row = g_new0 (EnrOutboxRow, 1);

  row->no = enr_column_int (st, 0);
  row->event_id = enr_column_dup_text (st, 1);
  row->kind = enr_column_dup_text (st, 2);
  row->type = enr_column_dup_text (st, 3);
  row->subject = enr_column_dup_text (st, 4);
  row->rev = enr_column_int (st, 5);
  row->lane = enr_column_int (st, 6);
  row->made_ms = enr_column_int (st, 7);
  row->sending = enr_column_int (st, 8);
  row->recv_seq = enr_column_int (st, 9);
  row->settled_ms = enr_column_int (st, 10);
  row->problem = read_problem (enr_column_text (st, 11));
  return row;
}

GPtrArray *
enr_outbox_list (EnrDb *db, EnrSending sending, gint64 before_no, guint limit, GError **error)
{
  g_autoptr (GPtrArray) rows
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_outbox_row_free);
  g_auto (EnrStmt) st = enr_stmt (db, sending == ENR_N_SENDINGS ? SQL_LIST : SQL_LIST_STATE);
  int rc;

  if (sending != ENR_N_SENDINGS)
    enr_bind_int (&st, ":state", sending);
  enr_bind_int (&st, ":before", before_no > 0 ? before_no : G_MAXINT64);
  enr_bind_int (&st, ":limit", limit);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    g_ptr_array_add (rows, read_row (&st));
  return rc == 0 ? g_steal_pointer (&rows) : NULL;
}

EnrOutboxRow *
enr_outbox_get (EnrDb *db, const char *event_id, GBytes **bytes, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_GET);
  int rc;

  enr_bind_text (&st, ":id", event_id);
  rc = enr_stmt_step (&st, error);
  if (rc <= 0)
    {
      if (rc == 0)
        g_set_error_literal (error, ENR_OUTBOX_ERROR, ENR_OUTBOX_ERROR_UNKNOWN,
                             _ ("There is no such report."));
      return NULL;
    }
  if (bytes != NULL)
    *bytes = enr_column_bytes (&st, COLUMN_EVENT);
  return read_row (&st);
}

GBytes *
enr_outbox_get_receipt (EnrDb *db, gint64 no, gint64 *at_ms, char **via, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_RECEIPT);

  enr_bind_int (&st, ":no", no);
  if (enr_stmt_step (&st, error) <= 0)
    return NULL;
  if (at_ms != NULL)
    *at_ms = enr_column_int (&st, 0);
  if (via != NULL)
    *via = enr_column_dup_text (&st, 1);
  return enr_column_bytes (&st, 2);
}

gboolean
enr_outbox_find (EnrDb *db, const char *subject, EnrSending *sending, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_FIND);
  int rc;

  enr_bind_text (&st, ":subject", subject);
  rc = enr_stmt_step (&st, error);
  *sending = rc > 0 ? (EnrSending) enr_column_int (&st, 0) : ENR_N_SENDINGS;
  return rc >= 0;
}
