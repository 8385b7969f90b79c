/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "outbox/blob.h"

#include <string.h>

#include "outbox/outbox-private.h"
#include "outbox/owed-txn.h"

ENR_SQL (
    SQL_PUT,
    "INSERT INTO sync_blob (sha256, subject, name, content, sent_at) VALUES (:sum, :subject, "
    ":name, :content, "
    "NULL) ON CONFLICT (sha256) DO UPDATE SET subject = excluded.subject WHERE sent_at IS NULL");
/* Owed, accepted, or under question: not what waits for a word, was refused or taken back. */
ENR_SQL (SQL_NEXT,
         "SELECT b.sha256 FROM sync_blob b WHERE b.sent_at IS NULL AND b.sha256 > :after "
         "AND EXISTS (SELECT 1 FROM sync_event e JOIN sync_delivery d ON d.no = e.no "
         "  WHERE e.subject = b.subject AND d.state IN (0, 1, 2)) ORDER BY b.sha256 LIMIT 1");
ENR_SQL (SQL_LOAD, "SELECT name, content FROM sync_blob WHERE sha256 = :sum");
ENR_SQL (SQL_SENT, "UPDATE sync_blob SET sent_at = :now WHERE sha256 = :sum");

gboolean
enr_blob_put_in_txn (EnrDb *db,
                     const char *subject,
                     const char *name,
                     GBytes *content,
                     guint8 sum[ENR_SUM_LENGTH],
                     GError **error)
{
  gsize size = g_bytes_get_size (content);
  g_auto (EnrStmt) st = enr_stmt (db, SQL_PUT);

  g_return_val_if_fail (enr_db_in_write (db), FALSE);

  if (size == 0 || size > ENR_BLOB_MAX_BYTES)
    {
      g_set_error (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_SIZE,
                   "a file of %" G_GSIZE_FORMAT " bytes, at most %d", size, ENR_BLOB_MAX_BYTES);
      return FALSE;
    }
  enr_sum (g_bytes_get_data (content, NULL), size, sum);
  enr_bind_sum (&st, ":sum", sum);
  enr_bind_text (&st, ":subject", subject);
  enr_bind_text (&st, ":name", name);
  enr_bind_bytes (&st, ":content", content);
  return enr_stmt_run (&st, error);
}

int
enr_blob_next (EnrDb *db, const guint8 *after, guint8 sum[ENR_SUM_LENGTH], GError **error)
{
  g_autoptr (GBytes) start = g_bytes_new (after, after != NULL ? ENR_SUM_LENGTH : 0);
  g_auto (EnrStmt) st = enr_stmt (db, SQL_NEXT);
  int rc;

  enr_bind_bytes (&st, ":after", start);
  rc = enr_stmt_step (&st, error);
  if (rc > 0)
    enr_column_sum (&st, 0, sum);
  return rc;
}

GBytes *
enr_blob_load (EnrDb *db, const guint8 sum[ENR_SUM_LENGTH], char **name, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LOAD);
  int rc;

  enr_bind_sum (&st, ":sum", sum);
  rc = enr_stmt_step (&st, error);
  if (rc == 0)
    g_set_error_literal (error, ENR_DB_ERROR, ENR_DB_ERROR_NOT_FOUND, "blob: not found");
  if (rc <= 0)
    return NULL;
  if (name != NULL)
    *name = enr_column_dup_text (&st, 0);
  return enr_column_bytes (&st, 1);
}

gboolean
enr_blob_set_sent (EnrDb *db, const guint8 sum[ENR_SUM_LENGTH], gint64 now_ms, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_outbox_begin (&txn, db, error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_SENT);

    enr_bind_sum (&st, ":sum", sum);
    enr_bind_int (&st, ":now", now_ms);
    if (!enr_stmt_run (&st, error))
      return FALSE;
  }
  return enr_txn_commit (&txn, error);
}
