/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Whom a record was sent to.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/clock.h"
#include "base/text.h"
#include "nursery/error.h"
#include "writing/keep.h"
#include "writing/writing-private.h"

ENR_SQL (SQL_ADD,
         "INSERT INTO writing_sent (id, writing_id, version, sent_on, sent_to, how, name) "
         "VALUES (:id, :writing, :version, :on, :to, :how, :name)");
ENR_SQL (SQL_REMOVE,
         "UPDATE writing_sent SET removed_at = :now WHERE id = :id AND removed_at IS NULL");
ENR_SQL (
    SQL_LIST,
    "SELECT s.id, s.writing_id, trim(c.family_name || ' ' || c.given_name), w.first_day, "
    "s.version, "
    "s.sent_on, s.sent_to, s.how, s.name FROM writing_sent s JOIN writing w ON w.id = s.writing_id "
    "LEFT JOIN child c ON c.id = w.child_id WHERE s.removed_at IS NULL "
    "AND (:first IS NULL OR (w.first_day >= :first AND w.first_day <= :last)) "
    "ORDER BY s.sent_on, c.family_kana, c.given_kana, s.id");

void
enr_sent_free (EnrSent *self)
{
  if (self == NULL)
    return;

  g_free (self->child_name);
  g_free (self->sent_to);
  g_free (self->how);
  g_free (self->name);
  g_free (self);
}

gboolean
enr_sent_add (EnrDb *db,
              const EnrActor *actor,
              const EnrUuid *writing_id,
              EnrDate sent_on,
              const char *sent_to,
              const char *how,
              GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autoptr (EnrWriting) writing = NULL;
  g_autofree char *to = enr_text_tidy (sent_to);
  g_autofree char *way = enr_text_tidy (how);
  EnrUuid id = enr_uuid_new ();

  g_return_val_if_fail (sent_on != ENR_DATE_NONE, FALSE);

  if (*to == '\0')
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID, _ ("Please say whom it was sent to."));
  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  writing = enr_writing_load_header (db, writing_id, error);
  if (writing == NULL)
    return FALSE;
  if (writing->approved == 0)
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                       _ ("It has not been approved yet, so it cannot have been sent."));
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_ADD);

    enr_bind_uuid (&st, ":id", &id);
    enr_bind_uuid (&st, ":writing", writing_id);
    enr_bind_int (&st, ":version", writing->approved);
    enr_bind_date (&st, ":on", sent_on);
    enr_bind_text (&st, ":to", to);
    enr_bind_text (&st, ":how", way);
    enr_bind_text (&st, ":name", actor->name);
    if (!enr_stmt_run (&st, error))
      return FALSE;
  }
  return enr_txn_commit (&txn, error);
}

gboolean
enr_sent_remove (EnrDb *db, const EnrActor *actor, const EnrUuid *id, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_REMOVE);

    enr_bind_uuid (&st, ":id", id);
    enr_bind_instant (&st, ":now", enr_clock_now ());
    if (!enr_stmt_run (&st, error))
      return FALSE;
    if (enr_stmt_changes (&st) == 0)
      return enr_refuse (error, ENR_NURSERY_ERROR_UNKNOWN,
                         _ ("There is no such entry (any more)."));
  }
  return enr_txn_commit (&txn, error);
}

GPtrArray *
enr_sent_list (EnrDb *db, int fiscal_year, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_sent_free);
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LIST);
  int rc;

  if (fiscal_year != 0)
    {
      enr_bind_date (&st, ":first", enr_fiscal_year_first (fiscal_year));
      enr_bind_date (&st, ":last", enr_fiscal_year_last (fiscal_year));
    }
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrSent *sent = g_new0 (EnrSent, 1);

      sent->id = enr_column_uuid (&st, 0);
      sent->writing_id = enr_column_uuid (&st, 1);
      sent->child_name = enr_column_dup_text (&st, 2);
      sent->fiscal_year = enr_fiscal_year (enr_column_date (&st, 3));
      sent->version = (int) enr_column_int (&st, 4);
      sent->sent_on = enr_column_date (&st, 5);
      sent->sent_to = enr_column_dup_text (&st, 6);
      sent->how = enr_column_dup_text (&st, 7);
      sent->name = enr_column_dup_text (&st, 8);
      g_ptr_array_add (list, sent);
    }
  return rc == 0 ? g_steal_pointer (&list) : NULL;
}
