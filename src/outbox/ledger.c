/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "outbox/ledger.h"

#include <string.h>

#include "base/clock.h"
#include "outbox/outbox-private.h"
#include "store/journal.h"

ENR_SQL (
    SQL_BLOCK,
    "SELECT e.sequence, e.sha256, d.state FROM sync_event e JOIN sync_delivery d ON d.no = e.no "
    "WHERE e.source = :source AND e.sequence BETWEEN :first AND :last ORDER BY e.sequence");
ENR_SQL (SQL_LAST, "SELECT max(sequence) FROM sync_event WHERE source = :source");
ENR_SQL (SQL_SOURCE_AFTER, "SELECT min(source) FROM sync_event WHERE source > :after");
ENR_SQL (SQL_STATE,
         "SELECT d.state FROM sync_event e JOIN sync_delivery d ON d.no = e.no "
         "WHERE e.source = :source AND e.sequence = :sequence");
ENR_SQL (SQL_OWE,
         "UPDATE sync_delivery SET state = 0, next_at = 0, recv_seq = NULL, settled_at = NULL, "
         "receipt = NULL, "
         "problem = NULL WHERE state IN (1, 2) "
         "AND no = (SELECT no FROM sync_event WHERE source = :source AND sequence = :sequence)");
ENR_SQL (SQL_OWE_AFTER,
         "UPDATE sync_delivery SET state = 0, next_at = 0, recv_seq = NULL, settled_at = NULL, "
         "receipt = NULL, "
         "problem = NULL WHERE recv_seq > :recv AND +state IN (1, 2)");
ENR_SQL (SQL_UNSETTLED, "SELECT no FROM sync_delivery WHERE state IN (0, 3, 6)");
ENR_SQL (
    SQL_OLD,
    "SELECT e.source, e.lane, e.kind, e.data_sha256, d.state, d.problem, e.event FROM sync_event e "
    "JOIN sync_delivery d ON d.no = e.no WHERE e.no = :no");
ENR_SQL (SQL_REPLACED, "UPDATE sync_delivery SET state = 4, settled_at = :now WHERE no = :no");
ENR_SQL (SQL_SOURCE,
         "UPDATE sync_link SET source = :source, rev_floor = max(rev_floor + 1, :floor), "
         "state = CASE state WHEN 'forked' THEN 'ok' ELSE state END");

GArray *
enr_ledger_block (EnrDb *db, const char *source, gint64 block, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (EnrLedgerRow));
  g_auto (EnrStmt) st = enr_stmt (db, SQL_BLOCK);
  int rc;

  enr_bind_text (&st, ":source", source);
  enr_bind_int (&st, ":first", block * ENR_LEDGER_BLOCK + 1);
  enr_bind_int (&st, ":last", (block + 1) * ENR_LEDGER_BLOCK);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrLedgerRow row = { enr_column_int (&st, 0), { 0 }, enr_column_int (&st, 2) };

      enr_column_sum (&st, 1, row.sum);
      g_array_append_val (rows, row);
    }
  return rc == 0 ? g_steal_pointer (&rows) : NULL;
}

gint64
enr_ledger_last (EnrDb *db, const char *source, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LAST);

  enr_bind_text (&st, ":source", source);
  return enr_stmt_step (&st, error) > 0 ? enr_column_int (&st, 0) : -1;
}

/* The next in the order of their letters; "" after the last, %NULL on error. */
static char *
dup_source_after (EnrDb *db, const char *after, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_SOURCE_AFTER);

  enr_bind_text (&st, ":after", after);
  if (enr_stmt_step (&st, error) <= 0)
    return NULL;
  return enr_column_is_null (&st, 0) ? g_strdup ("") : enr_column_dup_text (&st, 0);
}

GPtrArray *
enr_ledger_sources (EnrDb *db, const char *nursery, GError **error)
{
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *at = g_strdup ("");

  for (;;)
    {
      char *next = dup_source_after (db, at, error);
      g_autofree char *of = NULL;

      if (next == NULL)
        return NULL;
      g_free (at);
      at = next;
      if (*at == '\0')
        return g_steal_pointer (&sources);
      if (enr_source_parse (at, &of, NULL) && strcmp (of, nursery) == 0)
        g_ptr_array_add (sources, g_strdup (at));
    }
}

int
enr_ledger_must_be_there (EnrDb *db, const char *source, gint64 sequence, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_STATE);
  int rc;

  enr_bind_text (&st, ":source", source);
  enr_bind_int (&st, ":sequence", sequence);
  rc = enr_stmt_step (&st, error);
  if (rc <= 0)
    return rc;
  return enr_column_int (&st, 0) == ENR_SENDING_ACCEPTED
         || enr_column_int (&st, 0) == ENR_SENDING_REVIEW;
}

gboolean
enr_outbox_owe_again (EnrDb *db,
                      const char *source,
                      const gint64 *sequences,
                      gsize n,
                      guint *n_owed,
                      GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  guint count = 0;

  if (!enr_outbox_begin (&txn, db, error))
    return FALSE;
  for (gsize i = 0; i < n; i++)
    {
      g_auto (EnrStmt) st = enr_stmt (db, SQL_OWE);

      enr_bind_text (&st, ":source", source);
      enr_bind_int (&st, ":sequence", sequences[i]);
      if (!enr_stmt_run (&st, error))
        return FALSE;
      count += enr_stmt_changes (&st);
    }
  if (n_owed != NULL)
    *n_owed = count;
  return enr_txn_commit (&txn, error);
}

gboolean
enr_outbox_owe_after (EnrDb *db, gint64 recv_seq, guint *n_owed, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_outbox_begin (&txn, db, error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_OWE_AFTER);

    enr_bind_int (&st, ":recv", recv_seq);
    if (!enr_stmt_run (&st, error))
      return FALSE;
    if (n_owed != NULL)
      *n_owed = enr_stmt_changes (&st);
  }
  return enr_txn_commit (&txn, error);
}

/* In the order in which they were made. (element-type gint64) */
static GArray *
list_unsettled (EnrDb *db, GError **error)
{
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_auto (EnrStmt) st = enr_stmt (db, SQL_UNSETTLED);
  int rc;

  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      gint64 no = enr_column_int (&st, 0);

      g_array_append_val (list, no);
    }
  return rc == 0 ? g_steal_pointer (&list) : NULL;
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a;
  gint64 y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

static gboolean
set_replaced (EnrDb *db, gint64 no, gint64 now_ms, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_REPLACED);

  enr_bind_int (&st, ":no", no);
  enr_bind_int (&st, ":now", now_ms);
  return enr_stmt_run (&st, error);
}

/* The same event in the new one's name. */
static gboolean
make_anew (EnrDb *db, gint64 no, const char *source, gint64 now_ms, GError **error)
{
  EnrOutboxDraft draft = { 0 };
  g_autofree char *kind = NULL;
  g_autofree char *problem = NULL;
  gboolean is_done;

  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_OLD);
    g_autoptr (GBytes) bytes = NULL;

    enr_bind_int (&st, ":no", no);
    if (enr_stmt_step (&st, error) <= 0)
      return FALSE;
    if (strcmp (enr_column_text (&st, 0), source) == 0)
      return TRUE;
    draft.lane = enr_column_int (&st, 1);
    draft.kind = kind = enr_column_dup_text (&st, 2);
    enr_column_sum (&st, 3, draft.data_sum);
    draft.sending = enr_column_int (&st, 4);
    draft.problem = problem = enr_column_dup_text (&st, 5);
    bytes = enr_column_bytes (&st, 6);
    if (!enr_event_read (&draft.event, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                         error))
      return FALSE;
  }
  g_free (draft.event.source);
  draft.event.source = g_strdup (source);
  is_done = set_replaced (db, no, now_ms, error) && enr_outbox_append (db, &draft, now_ms, error);
  enr_event_clear (&draft.event);
  return is_done;
}

gboolean
enr_outbox_change_source (EnrDb *db, const char *source, GError **error)
{
  gint64 now_ms = enr_outbox_now_ms ();
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autoptr (GArray) list = NULL;

  if (!enr_outbox_begin (&txn, db, error))
    return FALSE;
  list = list_unsettled (db, error);
  if (list == NULL)
    return FALSE;
  g_array_sort (list, compare_numbers);
  for (guint i = 0; i < list->len; i++)
    if (!make_anew (db, g_array_index (list, gint64, i), source, now_ms, error))
      return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_SOURCE);

    enr_bind_text (&st, ":source", source);
    /* Minutes: no subject has more revisions than that, and the number stays within 31 bits. */
    enr_bind_int (&st, ":floor", enr_clock_now () / 60);
    if (!enr_stmt_run (&st, error))
      return FALSE;
  }
  return enr_txn_commit (&txn, error);
}

gboolean
enr_outbox_follow_site (EnrDb *db, gboolean *was_changed, GError **error)
{
  g_auto (EnrLink) link = { 0 };
  g_autofree char *source = NULL;

  if (was_changed != NULL)
    *was_changed = FALSE;
  if (!enr_link_load (db, &link, error))
    return FALSE;
  if (link.state == ENR_LINK_NONE)
    return TRUE;
  source = enr_link_dup_source (db, link.nursery);
  if (source == NULL || strcmp (source, link.source) == 0)
    return TRUE;
  if (was_changed != NULL)
    *was_changed = TRUE;
  return enr_outbox_change_source (db, source, error);
}

/* Where this is cut short between the two, the next opening follows the site. */
gboolean
enr_outbox_renew_source (EnrDb *db, GError **error)
{
  return enr_journal_renew_site (db, error) && enr_outbox_follow_site (db, NULL, error);
}
