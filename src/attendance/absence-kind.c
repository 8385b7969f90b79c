/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "attendance/absence-kind.h"

#include <glib/gi18n-lib.h>

#include "base/text.h"
#include "nursery/error.h"

ENR_SQL (SQL_LIST,
         "SELECT key, label, symbol, total, is_active FROM absence_kind ORDER BY position, key");
ENR_SQL (SQL_SAVE,
         "INSERT INTO absence_kind (key, label, symbol, total, position, is_active) VALUES (:key, "
         ":label, :symbol, :total, CASE WHEN :position >= 0 THEN :position ELSE "
         "(SELECT ifnull(max(position), -1) + 1 FROM absence_kind) END, :active) "
         "ON CONFLICT (key) DO UPDATE SET label = excluded.label, symbol = excluded.symbol, "
         "total = excluded.total, position = CASE WHEN :position >= 0 THEN :position "
         "ELSE position END, is_active = excluded.is_active");
ENR_SQL (SQL_ORDER, "UPDATE absence_kind SET position = :position WHERE key = :key");

GArray *
enr_absence_kind_list (EnrDb *db, GStringChunk *strings, GError **error)
{
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (EnrAbsenceKind));
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LIST);
  int rc;

  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrAbsenceKind kind;

      kind.key = g_string_chunk_insert (strings, enr_column_text (&st, 0));
      kind.label = g_string_chunk_insert (strings, enr_column_text (&st, 1));
      kind.symbol = g_string_chunk_insert (strings, enr_column_text (&st, 2));
      kind.total = g_string_chunk_insert (strings, enr_column_text (&st, 3));
      kind.is_active = enr_column_int (&st, 4);
      g_array_append_val (list, kind);
    }
  return rc == 0 ? g_steal_pointer (&list) : NULL;
}

gboolean
enr_absence_kind_save (EnrDb *db,
                       const EnrActor *actor,
                       const EnrAbsenceKind *kind,
                       int position,
                       GError **error)
{
  static const char *const totals[]
      = { "sick", "other", "suspension", "bereavement", "unannounced", NULL };
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autofree char *key = enr_text_tidy (kind->key);
  g_autofree char *label = enr_text_tidy (kind->label);
  g_autofree char *symbol = enr_text_tidy (kind->symbol);

  if (*key == '\0' || *label == '\0' || *symbol == '\0' || !g_strv_contains (totals, kind->total))
    {
      g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                           _ ("A kind of absence needs a name, a symbol, and the total that it "
                              "counts into."));
      return FALSE;
    }
  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_SAVE);

    enr_bind_text (&st, ":key", key);
    enr_bind_text (&st, ":label", label);
    enr_bind_text (&st, ":symbol", symbol);
    enr_bind_text (&st, ":total", kind->total);
    enr_bind_int (&st, ":position", position);
    enr_bind_int (&st, ":active", kind->is_active != 0);
    if (!enr_stmt_run (&st, error))
      return FALSE;
  }
  return enr_txn_commit (&txn, error);
}

gboolean
enr_absence_kind_order (EnrDb *db, const EnrActor *actor, const char *const *keys, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_auto (EnrStmt) st = enr_stmt (db, SQL_ORDER);

      enr_bind_text (&st, ":key", keys[i]);
      enr_bind_int (&st, ":position", i);
      if (!enr_stmt_run (&st, error))
        return FALSE;
    }
  return enr_txn_commit (&txn, error);
}
