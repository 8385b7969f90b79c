/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The marks of what somebody has seen.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/clock.h"
#include "contact/inbox-private.h"
#include "nursery/error.h"

ENR_SQL (SQL_HAS_NOTICE,
         "SELECT 1 FROM notice WHERE id = :subject AND child_id = :child AND first_day = :day");
ENR_SQL (SQL_HAS_PAGE,
         "SELECT 1 FROM notebook WHERE child_id = :child AND day = :day AND side = 'home' "
         "AND child_id = :subject");
ENR_SQL (SQL_HAS_ANSWER,
         "SELECT 1 FROM recipient_child k JOIN recipient r ON r.id = k.recipient_id "
         "WHERE k.recipient_id = :subject AND k.child_id = :child AND r.answered_at IS NOT NULL "
         "AND :day IS NOT NULL");
ENR_SQL (SQL_HAS_INQUIRY,
         "SELECT 1 FROM inquiry WHERE id = :subject AND child_id = :child AND removed_at IS NULL "
         "AND :day IS NOT NULL");
/* Who saw more than this mark says has seen this too. */
ENR_SQL (SQL_MARK,
         "INSERT INTO contact_seen (kind, child_id, subject, day, version, seen_at, seen_by) "
         "VALUES (:kind, :child, :subject, :day, :version, :now, :by) "
         "ON CONFLICT (kind, subject, day) DO UPDATE SET version = excluded.version, "
         "seen_at = excluded.seen_at, seen_by = excluded.seen_by "
         "WHERE contact_seen.version <> excluded.version "
         "AND NOT (kind = 'notebook' AND contact_seen.version > excluded.version)");
ENR_SQL (SQL_UNMARK,
         "DELETE FROM contact_seen WHERE kind = :kind AND subject = :subject AND day = :day");

static const struct
{
  const char *key;
  const char *has;
} kinds[] = {
  [ENR_INBOX_NOTICE] = { "notice", SQL_HAS_NOTICE },
  [ENR_INBOX_NOTEBOOK] = { "notebook", SQL_HAS_PAGE },
  [ENR_INBOX_ANSWER] = { "answer", SQL_HAS_ANSWER },
  [ENR_INBOX_INQUIRY] = { "inquiry", SQL_HAS_INQUIRY },
};

static gboolean
check (EnrDb *db, const EnrInboxMark *mark, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, kinds[mark->kind].has);
  int rc;

  enr_bind_uuid (&st, ":subject", &mark->subject);
  enr_bind_uuid (&st, ":child", &mark->child_id);
  enr_bind_date (&st, ":day", mark->day);
  rc = enr_stmt_step (&st, error);
  if (rc == 0)
    g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN,
                         _ ("It is not there any more."));
  return rc > 0;
}

static gboolean
mark_one (EnrDb *db, const EnrActor *actor, const EnrInboxMark *mark, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_MARK);

  enr_bind_text (&st, ":kind", kinds[mark->kind].key);
  enr_bind_uuid (&st, ":child", &mark->child_id);
  enr_bind_uuid (&st, ":subject", &mark->subject);
  enr_bind_date (&st, ":day", mark->day);
  enr_bind_int (&st, ":version", mark->version);
  enr_bind_instant (&st, ":now", enr_clock_now ());
  enr_bind_text (&st, ":by", actor->name);
  return enr_stmt_run (&st, error);
}

static gboolean
unmark_one (EnrDb *db, const EnrInboxMark *mark, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_UNMARK);

  enr_bind_text (&st, ":kind", kinds[mark->kind].key);
  enr_bind_uuid (&st, ":subject", &mark->subject);
  enr_bind_date (&st, ":day", mark->day);
  return enr_stmt_run (&st, error);
}

gboolean
enr_inbox_mark_seen (EnrDb *db,
                     const EnrActor *actor,
                     const EnrInboxMark *marks,
                     guint n_marks,
                     GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  for (guint i = 0; i < n_marks; i++)
    {
      g_return_val_if_fail (enr_inbox_kind_group (marks[i].kind) == ENR_INBOX_CAME_IN, FALSE);
      if (!check (db, &marks[i], error) || !mark_one (db, actor, &marks[i], error))
        return FALSE;
    }
  return enr_txn_commit (&txn, error);
}

gboolean
enr_inbox_mark_new (EnrDb *db,
                    const EnrActor *actor,
                    const EnrInboxMark *marks,
                    guint n_marks,
                    GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  for (guint i = 0; i < n_marks; i++)
    {
      g_return_val_if_fail (enr_inbox_kind_group (marks[i].kind) == ENR_INBOX_CAME_IN, FALSE);
      if (!unmark_one (db, &marks[i], error))
        return FALSE;
    }
  return enr_txn_commit (&txn, error);
}
