/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "writing/development.h"

#include <glib/gi18n-lib.h>

#include "base/clock.h"
#include "base/csv.h"
#include "base/data.h"
#include "base/text.h"
#include "nursery/child.h"
#include "nursery/error.h"

ENR_SQL (SQL_ITEMS,
         "SELECT id, domain, age, text FROM development_item WHERE removed_at IS NULL "
         "ORDER BY age, position, id");
ENR_SQL (
    SQL_INSERT,
    "INSERT INTO development_item (id, domain, age, position, text) VALUES (:id, :domain, :age, "
    "(SELECT coalesce(max(position), -1) + 1 FROM development_item WHERE age = :age), :text)");
ENR_SQL (SQL_UPDATE,
         "UPDATE development_item SET domain = :domain, age = :age, text = :text WHERE id = :id "
         "AND removed_at IS NULL");
ENR_SQL (SQL_REMOVE,
         "UPDATE development_item SET removed_at = :now WHERE id = :id AND removed_at IS NULL");
ENR_SQL (SQL_ANY, "SELECT 1 FROM development_item LIMIT 1");
ENR_SQL (SQL_OF,
         "SELECT i.id, i.domain, i.age, i.text, s.day, s.note FROM development_item i "
         "LEFT JOIN development_seen s ON s.item_id = i.id AND s.child_id = :child "
         "WHERE i.removed_at IS NULL OR s.day IS NOT NULL ORDER BY i.age, i.position, i.id");
ENR_SQL (SQL_SET,
         "INSERT INTO development_seen (child_id, item_id, day, note) VALUES (:child, :item, :day, "
         ":note) "
         "ON CONFLICT DO UPDATE SET day = excluded.day, note = excluded.note");
ENR_SQL (SQL_UNSET, "DELETE FROM development_seen WHERE child_id = :child AND item_id = :item");

void
enr_development_item_free (EnrDevelopmentItem *self)
{
  if (self == NULL)
    return;

  g_free (self->domain);
  g_free (self->text);
  g_free (self);
}

void
enr_development_seen_free (EnrDevelopmentSeen *self)
{
  if (self == NULL)
    return;

  g_free (self->domain);
  g_free (self->text);
  g_free (self->note);
  g_free (self);
}

GPtrArray *
enr_development_items (EnrDb *db, GError **error)
{
  g_autoptr (GPtrArray) list
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_development_item_free);
  g_auto (EnrStmt) st = enr_stmt (db, SQL_ITEMS);
  int rc;

  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrDevelopmentItem *item = g_new0 (EnrDevelopmentItem, 1);

      item->id = enr_column_uuid (&st, 0);
      item->domain = enr_column_dup_text (&st, 1);
      item->age = (int) enr_column_int (&st, 2);
      item->text = enr_column_dup_text (&st, 3);
      g_ptr_array_add (list, item);
    }
  return rc == 0 ? g_steal_pointer (&list) : NULL;
}

static gboolean
save_in_txn (EnrDb *db, EnrDevelopmentItem *self, GError **error)
{
  gboolean is_new = enr_uuid_is_none (&self->id);
  g_autofree char *text = enr_text_tidy (self->text);
  g_autofree char *domain = enr_text_tidy (self->domain);
  g_auto (EnrStmt) st = { NULL, NULL };

  if (*text == '\0')
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID, _ ("Please write what is to be seen."));
  if (self->age < 0 || self->age > 5)
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID, _ ("The age must be 0 to 5."));
  if (is_new)
    self->id = enr_uuid_new ();
  st = enr_stmt (db, is_new ? SQL_INSERT : SQL_UPDATE);
  enr_bind_uuid (&st, ":id", &self->id);
  enr_bind_text (&st, ":domain", domain);
  enr_bind_int (&st, ":age", self->age);
  enr_bind_text (&st, ":text", text);
  if (!enr_stmt_run (&st, error))
    return FALSE;
  return is_new || enr_stmt_changes (&st) > 0
             ? TRUE
             : enr_refuse (error, ENR_NURSERY_ERROR_UNKNOWN,
                           _ ("There is no such item (any more)."));
}

gboolean
enr_development_item_save (EnrDb *db,
                           const EnrActor *actor,
                           EnrDevelopmentItem *self,
                           GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  EnrUuid id = self->id;

  if (enr_txn_begin (&txn, db, actor, NULL, error) && save_in_txn (db, self, error)
      && enr_txn_commit (&txn, error))
    return TRUE;
  self->id = id;
  return FALSE;
}

gboolean
enr_development_item_remove (EnrDb *db, const EnrActor *actor, const EnrUuid *id, GError **error)
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
      return enr_refuse (error, ENR_NURSERY_ERROR_UNKNOWN, _ ("There is no such item (any more)."));
  }
  return enr_txn_commit (&txn, error);
}

static gboolean
add_starting_list (EnrDb *db, guint *n_added, GError **error)
{
  g_autofree char *path = enr_data_path ("phrases/development.csv");
  g_autoptr (EnrCsv) csv = NULL;

  if (path == NULL)
    return enr_refuse (error, ENR_NURSERY_ERROR_UNKNOWN,
                       _ ("The starting list is missing: please install the program again."));
  csv = enr_csv_read_file (path, ENR_ENCODING_UTF8, error);
  for (guint row = 1; csv != NULL && row < enr_csv_rows (csv); row++)
    {
      EnrDevelopmentItem item
          = { .domain = (char *) enr_csv_field (csv, row, 1),
              .age = (int) g_ascii_strtoll (enr_csv_field (csv, row, 0), NULL, 10),
              .text = (char *) enr_csv_field (csv, row, 2) };

      if (!save_in_txn (db, &item, error))
        return FALSE;
      *n_added += 1;
    }
  return csv != NULL;
}

gboolean
enr_development_start (EnrDb *db, const EnrActor *actor, guint *n_added, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  guint n = 0;
  int any;

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_ANY);

    any = enr_stmt_step (&st, error);
  }
  if (any < 0 || (any == 0 && !add_starting_list (db, &n, error)))
    return FALSE;
  if (n_added != NULL)
    *n_added = n;
  return enr_txn_commit (&txn, error);
}

GPtrArray *
enr_development_of (EnrDb *db, const EnrUuid *child_id, GError **error)
{
  g_autoptr (GPtrArray) list
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_development_seen_free);
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autoptr (EnrChild) child = NULL;
  int rc;

  if (!enr_txn_begin_read (&txn, db, error))
    return NULL;
  child = enr_child_load (db, child_id, error);
  if (child == NULL)
    return NULL;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_OF);

    enr_bind_uuid (&st, ":child", child_id);
    while ((rc = enr_stmt_step (&st, error)) > 0)
      {
        EnrDevelopmentSeen *seen = g_new0 (EnrDevelopmentSeen, 1);
        int years, months;

        seen->item_id = enr_column_uuid (&st, 0);
        seen->domain = enr_column_dup_text (&st, 1);
        seen->age = (int) enr_column_int (&st, 2);
        seen->text = enr_column_dup_text (&st, 3);
        seen->day = enr_column_is_null (&st, 4) ? ENR_DATE_NONE : enr_column_date (&st, 4);
        seen->note = enr_column_is_null (&st, 5) ? g_strdup ("") : enr_column_dup_text (&st, 5);
        seen->months = -1;
        if (seen->day != ENR_DATE_NONE
            && enr_age_on (child->birth_date, seen->day, &years, &months))
          seen->months = years * 12 + months;
        g_ptr_array_add (list, seen);
      }
  }
  return rc == 0 ? g_steal_pointer (&list) : NULL;
}

static gboolean
write_seen (EnrDb *db,
            const EnrUuid *child_id,
            const EnrUuid *item_id,
            EnrDate day,
            const char *note,
            GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, day != ENR_DATE_NONE ? SQL_SET : SQL_UNSET);

  enr_bind_uuid (&st, ":child", child_id);
  enr_bind_uuid (&st, ":item", item_id);
  if (day != ENR_DATE_NONE)
    {
      enr_bind_date (&st, ":day", day);
      enr_bind_text (&st, ":note", note);
    }
  return enr_stmt_run (&st, error);
}

gboolean
enr_development_set (EnrDb *db,
                     const EnrActor *actor,
                     const EnrUuid *child_id,
                     const EnrUuid *item_id,
                     EnrDate day,
                     const char *note,
                     GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autofree char *tidy = enr_text_tidy (note);
  g_autoptr (EnrChild) child = NULL;

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  child = enr_child_load (db, child_id, error);
  if (child == NULL)
    return FALSE;
  if (day != ENR_DATE_NONE && day < child->birth_date)
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                       _ ("The child was not born yet on that day."));
  if (day != ENR_DATE_NONE && day > enr_clock_today ())
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID, _ ("That day is still to come."));
  return write_seen (db, child_id, item_id, day, tidy, error) && enr_txn_commit (&txn, error);
}
