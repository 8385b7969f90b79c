/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "outbox/question.h"

#include "outbox/outbox-private.h"

/* One event may have been sent under two names: it is the same in both. */
#define OF_EVENT(column)                                                                           \
  "coalesce((SELECT " column " FROM sync_event e WHERE e.event_id = q.event_id LIMIT 1), '')"
#define COLUMNS                                                                                    \
  "cursor, at, event_id, title, text, seen_at, " OF_EVENT ("type") ", " OF_EVENT (                 \
      "subject") " "                                                                               \
                 "FROM sync_question q "

ENR_SQL (SQL_ADD,
         "INSERT INTO sync_question (cursor, at, event_id, title, text, seen_at) "
         "VALUES (:cursor, :at, :event, :title, :text, NULL) ON CONFLICT (cursor) DO NOTHING");
ENR_SQL (SQL_READ_TO, "UPDATE sync_link SET changes_after = max(changes_after, :next)");
ENR_SQL (SQL_LIST, "SELECT " COLUMNS "ORDER BY cursor DESC LIMIT :limit");
ENR_SQL (SQL_LIST_EVENT,
         "SELECT " COLUMNS "WHERE event_id = :event ORDER BY cursor DESC LIMIT :limit");
ENR_SQL (SQL_UNSEEN, "SELECT count(*) FROM sync_question WHERE seen_at IS NULL");
ENR_SQL (SQL_SEEN,
         "UPDATE sync_question SET seen_at = :now WHERE cursor = :cursor AND seen_at IS NULL");

EnrQuestion *
enr_question_new (void)
{
  return g_new0 (EnrQuestion, 1);
}

void
enr_question_free (EnrQuestion *self)
{
  if (self == NULL)
    return;

  g_free (self->at);
  g_free (self->event_id);
  g_free (self->type);
  g_free (self->subject);
  g_free (self->title);
  g_free (self->text);
  g_free (self);
}

static const char *
text (const char *value)
{
  return value != NULL ? value : "";
}

gboolean
enr_question_add (EnrDb *db, GPtrArray *questions, gint64 next, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_outbox_begin (&txn, db, error))
    return FALSE;
  for (guint i = 0; i < questions->len; i++)
    {
      const EnrQuestion *question = g_ptr_array_index (questions, i);
      g_auto (EnrStmt) st = enr_stmt (db, SQL_ADD);

      enr_bind_int (&st, ":cursor", question->cursor);
      enr_bind_text (&st, ":at", text (question->at));
      enr_bind_text (&st, ":event", text (question->event_id));
      enr_bind_text (&st, ":title", text (question->title));
      enr_bind_text (&st, ":text", text (question->text));
      if (!enr_stmt_run (&st, error))
        return FALSE;
    }
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_READ_TO);

    enr_bind_int (&st, ":next", next);
    if (!enr_stmt_run (&st, error))
      return FALSE;
  }
  return enr_txn_commit (&txn, error);
}

GPtrArray *
enr_question_list (EnrDb *db, const char *event_id, guint limit, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_question_free);
  g_auto (EnrStmt) st = enr_stmt (db, event_id != NULL ? SQL_LIST_EVENT : SQL_LIST);
  int rc;

  if (event_id != NULL)
    enr_bind_text (&st, ":event", event_id);
  enr_bind_int (&st, ":limit", limit);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrQuestion *question = enr_question_new ();

      question->cursor = enr_column_int (&st, 0);
      question->at = enr_column_dup_text (&st, 1);
      question->event_id = enr_column_dup_text (&st, 2);
      question->title = enr_column_dup_text (&st, 3);
      question->text = enr_column_dup_text (&st, 4);
      question->seen_ms = enr_column_int (&st, 5);
      question->type = enr_column_dup_text (&st, 6);
      question->subject = enr_column_dup_text (&st, 7);
      g_ptr_array_add (list, question);
    }
  return rc == 0 ? g_steal_pointer (&list) : NULL;
}

gint64
enr_question_count_unseen (EnrDb *db, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_UNSEEN);

  return enr_stmt_step (&st, error) > 0 ? enr_column_int (&st, 0) : -1;
}

gboolean
enr_question_set_seen (EnrDb *db, gint64 cursor, gint64 now_ms, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_outbox_begin (&txn, db, error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_SEEN);

    enr_bind_int (&st, ":cursor", cursor);
    enr_bind_int (&st, ":now", now_ms);
    if (!enr_stmt_run (&st, error))
      return FALSE;
  }
  return enr_txn_commit (&txn, error);
}
