/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Notes beside an approved plan.
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "writing/approval.h"
#include "writing/writing-private.h"
#include "nursery/error.h"

ENR_SQL (SQL_LIST,
         "SELECT id, day, body, name FROM writing_note WHERE writing_id = :id "
         "AND removed_at IS NULL ORDER BY day, id");
ENR_SQL (SQL_ADD,
         "INSERT INTO writing_note (id, writing_id, day, body, name) "
         "VALUES (:id, :writing, :day, :body, :name)");
ENR_SQL (SQL_REMOVE,
         "UPDATE writing_note SET removed_at = :now WHERE id = :id AND removed_at IS NULL");

void
enr_writing_note_free (EnrWritingNote *self)
{
  if (self == NULL)
    return;

  g_free (self->text);
  g_free (self->name);
  g_free (self);
}

GPtrArray *
enr_writing_note_list (EnrDb *db, const EnrUuid *id, GError **error)
{
  g_autoptr (GPtrArray) list
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_writing_note_free);
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LIST);
  int rc;

  enr_bind_uuid (&st, ":id", id);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrWritingNote *note = g_new0 (EnrWritingNote, 1);

      note->id = enr_column_uuid (&st, 0);
      note->day = enr_column_date (&st, 1);
      note->text = enr_writing_column_body (&st, 2);
      note->name = enr_column_dup_text (&st, 3);
      g_ptr_array_add (list, note);
    }
  return rc == 0 ? g_steal_pointer (&list) : NULL;
}

gboolean
enr_writing_note_add (EnrDb *db,
                      const EnrActor *actor,
                      const EnrUuid *id,
                      EnrDate day,
                      const char *text,
                      GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autoptr (EnrWriting) writing = NULL;
  g_autofree char *tidy = enr_text_tidy_lines (text);
  g_autoptr (GBytes) body = g_bytes_new (tidy, strlen (tidy));
  EnrUuid note_id = enr_uuid_new ();

  g_return_val_if_fail (day != ENR_DATE_NONE, FALSE);

  if (enr_text_is_blank (text))
    {
      g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                           _ ("Please write what was done otherwise."));
      return FALSE;
    }
  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  writing = enr_writing_load_header (db, id, error);
  if (writing == NULL)
    return FALSE;
  if (writing->approved == 0)
    {
      g_set_error_literal (
          error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
          _ ("It has not been approved yet: please write it into the text itself."));
      return FALSE;
    }
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_ADD);

    enr_bind_uuid (&st, ":id", &note_id);
    enr_bind_uuid (&st, ":writing", id);
    enr_bind_date (&st, ":day", day);
    enr_bind_bytes (&st, ":body", body);
    enr_bind_text (&st, ":name", actor->name);
    if (!enr_stmt_run (&st, error))
      return FALSE;
  }
  return enr_txn_commit (&txn, error);
}

gboolean
enr_writing_note_remove (EnrDb *db, const EnrActor *actor, const EnrUuid *note_id, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_REMOVE);

    enr_bind_uuid (&st, ":id", note_id);
    enr_bind_instant (&st, ":now", enr_clock_now ());
    if (!enr_stmt_run (&st, error))
      return FALSE;
    if (enr_stmt_changes (&st) == 0)
      {
        g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN,
                             _ ("There is no such note (any more)."));
        return FALSE;
      }
  }
  return enr_txn_commit (&txn, error);
}
