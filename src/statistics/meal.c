/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "statistics/meal.h"

#include <glib/gi18n-lib.h>

#include "base/clock.h"
#include "base/text.h"
#include "nursery/error.h"

ENR_SQL (SQL_LIST,
         "SELECT id, name, at FROM meal WHERE removed_at IS NULL ORDER BY at, position, name, id");
ENR_SQL (SQL_SAME,
         "SELECT 1 FROM meal WHERE removed_at IS NULL AND name = :name AND id <> :id LIMIT 1");
ENR_SQL (SQL_INSERT, "INSERT INTO meal (id, name, at, position) VALUES (:id, :name, :at, 0)");
ENR_SQL (SQL_UPDATE,
         "UPDATE meal SET name = :name, at = :at WHERE id = :id AND removed_at IS NULL");
ENR_SQL (SQL_REMOVE, "UPDATE meal SET removed_at = :now WHERE id = :id AND removed_at IS NULL");

void
enr_meal_free (EnrMeal *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self);
}

GPtrArray *
enr_meal_list (EnrDb *db, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_meal_free);
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LIST);
  int rc;

  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrMeal *self = g_new0 (EnrMeal, 1);

      self->id = enr_column_uuid (&st, 0);
      self->name = enr_column_dup_text (&st, 1);
      self->at = enr_column_minutes (&st, 2);
      g_ptr_array_add (list, self);
    }
  return rc == 0 ? g_steal_pointer (&list) : NULL;
}

static gboolean
refuse (GError **error, EnrNurseryError code, const char *message)
{
  g_set_error_literal (error, ENR_NURSERY_ERROR, code, message);
  return FALSE;
}

static gboolean
check_name (EnrDb *db, const EnrUuid *id, const char *name, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_SAME);
  int rc;

  enr_bind_text (&st, ":name", name);
  enr_bind_uuid (&st, ":id", id);
  rc = enr_stmt_step (&st, error);
  if (rc <= 0)
    return rc == 0;
  g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
               /* Translators: a meal's name */
               _ ("There is already a meal “%s”."), name);
  return FALSE;
}

static gboolean
write_meal (EnrDb *db, EnrMeal *self, const char *name, gboolean is_new, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, is_new ? SQL_INSERT : SQL_UPDATE);

  enr_bind_uuid (&st, ":id", &self->id);
  enr_bind_text (&st, ":name", name);
  enr_bind_int (&st, ":at", self->at);
  if (!enr_stmt_run (&st, error))
    return FALSE;
  return is_new || enr_stmt_changes (&st) > 0
             ? TRUE
             : refuse (error, ENR_NURSERY_ERROR_UNKNOWN, _ ("There is no such meal."));
}

gboolean
enr_meal_save (EnrDb *db, const EnrActor *actor, EnrMeal *self, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autofree char *name = enr_text_tidy (self->name);
  gboolean is_new = enr_uuid_is_none (&self->id);
  EnrUuid id = self->id;

  if (enr_text_is_blank (name))
    return refuse (error, ENR_NURSERY_ERROR_INVALID, _ ("The meal needs a name."));
  if (self->at < 0 || self->at > ENR_MINUTES_MAX)
    return refuse (error, ENR_NURSERY_ERROR_INVALID, _ ("A meal is between 0:00 and 27:00."));
  if (is_new)
    self->id = enr_uuid_new ();
  if (enr_txn_begin (&txn, db, actor, NULL, error) && check_name (db, &self->id, name, error)
      && write_meal (db, self, name, is_new, error) && enr_txn_commit (&txn, error))
    return TRUE;

  self->id = id;
  return FALSE;
}

gboolean
enr_meal_remove (EnrDb *db, const EnrActor *actor, const EnrUuid *id, GError **error)
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
      return refuse (error, ENR_NURSERY_ERROR_UNKNOWN, _ ("There is no such meal."));
  }
  return enr_txn_commit (&txn, error);
}
