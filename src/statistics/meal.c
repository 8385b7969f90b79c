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
ENR_SQL (SQL_REVIVE, "UPDATE meal SET name = :name, at = :at, removed_at = NULL WHERE id = :id");
ENR_SQL (SQL_REMOVE, "UPDATE meal SET removed_at = :now WHERE id = :id AND removed_at IS NULL");

EnrMeal *
enr_meal_copy (const EnrMeal *self)
{
  EnrMeal *copy = g_memdup2 (self, sizeof *self);

  copy->name = g_strdup (self->name);
  return copy;
}

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
check_meal (const EnrMeal *self, const char *name, GError **error)
{
  if (enr_text_is_blank (name))
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID, _ ("The meal needs a name."));
  if (self->at < 0 || self->at > ENR_MINUTES_MAX)
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID, _ ("A meal is between 0:00 and 27:00."));
  return TRUE;
}

static gboolean
refuse_same (const char *name, GError **error)
{
  g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
               /* Translators: a meal's name */
               _ ("There is already a meal “%s”."), name);
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
  return refuse_same (name, error);
}

static gboolean
write_meal (EnrDb *db, EnrMeal *self, const char *name, const char *sql, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, sql);

  enr_bind_uuid (&st, ":id", &self->id);
  enr_bind_text (&st, ":name", name);
  enr_bind_int (&st, ":at", self->at);
  if (!enr_stmt_run (&st, error))
    return FALSE;
  return enr_stmt_changes (&st) > 0
             ? TRUE
             : enr_refuse (error, ENR_NURSERY_ERROR_UNKNOWN, _ ("There is no such meal."));
}

gboolean
enr_meal_save (EnrDb *db, const EnrActor *actor, EnrMeal *self, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autofree char *name = enr_text_tidy (self->name);
  gboolean is_new = enr_uuid_is_none (&self->id);
  EnrUuid id = self->id;

  if (!check_meal (self, name, error))
    return FALSE;
  if (is_new)
    self->id = enr_uuid_new ();
  if (enr_txn_begin (&txn, db, actor, NULL, error) && check_name (db, &self->id, name, error)
      && write_meal (db, self, name, is_new ? SQL_INSERT : SQL_UPDATE, error)
      && enr_txn_commit (&txn, error))
    return TRUE;

  self->id = id;
  return FALSE;
}

static const EnrMeal *
find (const GPtrArray *list, const EnrUuid *id)
{
  for (guint i = 0; i < list->len; i++)
    if (enr_uuid_equal (&((const EnrMeal *) g_ptr_array_index (list, i))->id, id))
      return g_ptr_array_index (list, i);
  return NULL;
}

static gboolean
are_same (const GPtrArray *list, const GPtrArray *seen)
{
  for (guint i = 0; i < list->len; i++)
    {
      const EnrMeal *meal = g_ptr_array_index (list, i);
      const EnrMeal *other = find (seen, &meal->id);

      if (other == NULL || other->at != meal->at || !g_str_equal (other->name, meal->name))
        return FALSE;
    }
  return list->len == seen->len;
}

static gboolean
remove_meal (EnrDb *db, const EnrUuid *id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_REMOVE);

  enr_bind_uuid (&st, ":id", id);
  enr_bind_instant (&st, ":now", enr_clock_now ());
  if (!enr_stmt_run (&st, error))
    return FALSE;
  if (enr_stmt_changes (&st) == 0)
    return enr_refuse (error, ENR_NURSERY_ERROR_UNKNOWN, _ ("There is no such meal."));
  return TRUE;
}

/* The names tidied, each of them once. */
static GPtrArray *
check_list (const GPtrArray *wanted, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < wanted->len; i++)
    {
      const EnrMeal *meal = g_ptr_array_index (wanted, i);
      char *name = enr_text_tidy (meal->name);

      g_ptr_array_add (names, name);
      if (!check_meal (meal, name, error))
        return NULL;
      for (guint k = 0; k < i; k++)
        if (g_str_equal (g_ptr_array_index (names, k), name))
          {
            refuse_same (name, error);
            return NULL;
          }
    }
  return g_steal_pointer (&names);
}

static gboolean
write_list (EnrDb *db,
            const GPtrArray *there,
            const GPtrArray *wanted,
            const GPtrArray *names,
            EnrUuid *ids,
            GError **error)
{
  for (guint i = 0; i < there->len; i++)
    {
      const EnrMeal *meal = g_ptr_array_index (there, i);

      if (find (wanted, &meal->id) == NULL && !remove_meal (db, &meal->id, error))
        return FALSE;
    }
  for (guint i = 0; i < wanted->len; i++)
    {
      EnrMeal meal = *(const EnrMeal *) g_ptr_array_index (wanted, i);
      gboolean is_new = enr_uuid_is_none (&meal.id);

      if (is_new)
        meal.id = enr_uuid_new ();
      ids[i] = meal.id;
      if (!write_meal (db, &meal, g_ptr_array_index (names, i),
                       is_new                           ? SQL_INSERT
                       : find (there, &meal.id) != NULL ? SQL_UPDATE
                                                        : SQL_REVIVE,
                       error))
        return FALSE;
    }
  return TRUE;
}

gboolean
enr_meal_save_list (EnrDb *db,
                    const EnrActor *actor,
                    const GPtrArray *seen,
                    GPtrArray *wanted,
                    GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autoptr (GPtrArray) names = check_list (wanted, error);
  g_autoptr (GPtrArray) there = NULL;
  g_autofree EnrUuid *ids = g_new0 (EnrUuid, MAX (1, wanted->len));

  if (names == NULL || !enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  there = enr_meal_list (db, error);
  if (there == NULL)
    return FALSE;
  if (!are_same (there, seen))
    return enr_refuse (error, ENR_NURSERY_ERROR_CHANGED,
                       _ ("The meals were changed by somebody else in the meantime."));
  if (!write_list (db, there, wanted, names, ids, error) || !enr_txn_commit (&txn, error))
    return FALSE;
  for (guint i = 0; i < wanted->len; i++)
    ((EnrMeal *) g_ptr_array_index (wanted, i))->id = ids[i];
  return TRUE;
}

gboolean
enr_meal_remove (EnrDb *db, const EnrActor *actor, const EnrUuid *id, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  return enr_txn_begin (&txn, db, actor, NULL, error) && remove_meal (db, id, error)
         && enr_txn_commit (&txn, error);
}
