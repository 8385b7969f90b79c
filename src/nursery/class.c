/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "nursery/class.h"

#include <glib/gi18n-lib.h>

#include "base/text.h"
#include "nursery/nursery-private.h"
#include "nursery/error.h"

ENR_SQL (SQL_INSERT,
         "INSERT INTO class (id, fiscal_year, name, age, colour, position, capacity) "
         "VALUES (:id, :year, :name, :age, :colour, :position, :capacity)");
ENR_SQL (SQL_UPDATE,
         "UPDATE class SET name = :name, age = :age, colour = :colour, position = :position, "
         "capacity = :capacity WHERE id = :id AND fiscal_year = :year");
ENR_SQL (SQL_USED, "SELECT 1 FROM membership WHERE class_id = :id LIMIT 1");
ENR_SQL (SQL_DELETE, "DELETE FROM class WHERE id = :id");
ENR_SQL (SQL_LIST,
         "SELECT id, fiscal_year, name, age, colour, position, capacity FROM class "
         "WHERE fiscal_year = :year ORDER BY position, name");
ENR_SQL (SQL_ORDER, "UPDATE class SET position = :position WHERE id = :id");

void
enr_class_free (EnrClass *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->colour);
  g_free (self);
}

const char *
enr_class_default_colour (int position)
{
  /* Soft, and told apart by people who do not see red and green well; the name is always there too.
   */
  static const char *const colours[] = {
    "#f6c7d4", "#f9d9a8", "#f7eda3", "#c5e5b4", "#b3e0e6", "#bcc9f0", "#dcc6ec", "#e3d5c3",
  };

  return colours[position % G_N_ELEMENTS (colours)];
}

static gboolean
check_class (const EnrClass *self, GError **error)
{
  if (enr_text_is_blank (self->name))
    {
      g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                           _ ("The class needs a name."));
      return FALSE;
    }
  if (self->age < -1 || self->age > 5)
    {
      g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                           _ ("A class age is 0 to 5, or mixed."));
      return FALSE;
    }
  if (self->colour == NULL
      || !g_regex_match_simple ("^#[0-9a-f]{6}$", self->colour, G_REGEX_DEFAULT, 0))
    {
      g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                           _ ("A class colour is written as #rrggbb."));
      return FALSE;
    }
  return TRUE;
}

gboolean
enr_class_save_in_txn (EnrDb *db, EnrClass *self, GError **error)
{
  gboolean is_new = enr_uuid_is_none (&self->id);
  g_auto (EnrStmt) st = enr_stmt (db, is_new ? SQL_INSERT : SQL_UPDATE);
  g_autofree char *name = enr_text_tidy (self->name);
  g_autoptr (GError) local_error = NULL;

  g_assert (enr_db_in_write (db));

  if (!check_class (self, error))
    return FALSE;
  if (is_new)
    self->id = enr_uuid_new ();
  enr_bind_uuid (&st, ":id", &self->id);
  enr_bind_int (&st, ":year", self->fiscal_year);
  enr_bind_text (&st, ":name", name);
  if (self->age >= 0)
    enr_bind_int (&st, ":age", self->age);
  enr_bind_text (&st, ":colour", self->colour);
  enr_bind_int (&st, ":position", self->position);
  enr_bind_int (&st, ":capacity", self->capacity);
  if (enr_stmt_run (&st, &local_error))
    {
      if (is_new || enr_stmt_changes (&st) > 0)
        return TRUE;
      g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN,
                           _ ("There is no such class."));
      return FALSE;
    }

  if (is_new)
    self->id = enr_uuid_none;
  if (g_error_matches (local_error, ENR_DB_ERROR, ENR_DB_ERROR_CONSTRAINT))
    /* Translators: a class name and a fiscal year */
    g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                 _ ("There is already a class “%s” in fiscal year %d."), name, self->fiscal_year);
  else
    g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

gboolean
enr_class_save (EnrDb *db, const EnrActor *actor, EnrClass *self, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  EnrUuid id = self->id;

  if (enr_txn_begin (&txn, db, actor, NULL, error) && enr_class_save_in_txn (db, self, error)
      && enr_txn_commit (&txn, error))
    return TRUE;

  self->id = id; /* the next try makes it, and does not change what is not there */
  return FALSE;
}

gboolean
enr_class_remove (EnrDb *db, const EnrActor *actor, const EnrUuid *id, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_USED);
    int rc;

    enr_bind_uuid (&st, ":id", id);
    rc = enr_stmt_step (&st, error);
    if (rc < 0)
      return FALSE;
    if (rc > 0)
      {
        g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                             _ ("The class has had children, so it stays in the records."));
        return FALSE;
      }
  }
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_DELETE);

    enr_bind_uuid (&st, ":id", id);
    if (!enr_stmt_run (&st, error))
      return FALSE;
  }
  return enr_txn_commit (&txn, error);
}

gboolean
enr_class_order (EnrDb *db, const EnrActor *actor, const EnrUuid *ids, guint n_ids, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  for (guint i = 0; i < n_ids; i++)
    {
      g_auto (EnrStmt) st = enr_stmt (db, SQL_ORDER);

      enr_bind_uuid (&st, ":id", &ids[i]);
      enr_bind_int (&st, ":position", i);
      if (!enr_stmt_run (&st, error))
        return FALSE;
    }
  return enr_txn_commit (&txn, error);
}

GPtrArray *
enr_class_list (EnrDb *db, int fiscal_year, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_class_free);
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LIST);
  int rc;

  enr_bind_int (&st, ":year", fiscal_year);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrClass *self = g_new0 (EnrClass, 1);

      self->id = enr_column_uuid (&st, 0);
      self->fiscal_year = enr_column_int (&st, 1);
      self->name = enr_column_dup_text (&st, 2);
      self->age = enr_column_is_null (&st, 3) ? -1 : (int) enr_column_int (&st, 3);
      self->colour = enr_column_dup_text (&st, 4);
      self->position = enr_column_int (&st, 5);
      self->capacity = enr_column_int (&st, 6);
      g_ptr_array_add (list, self);
    }

  return rc == 0 ? g_steal_pointer (&list) : NULL;
}

EnrClass *
enr_class_find (EnrDb *db, int fiscal_year, const char *name, GError **error)
{
  g_autoptr (GPtrArray) classes = enr_class_list (db, fiscal_year, error);
  g_autofree char *wanted = enr_text_search_key (name);
  g_autoptr (GString) names = g_string_new (NULL);

  if (classes == NULL)
    return NULL;
  for (guint i = 0; i < classes->len; i++)
    {
      const EnrClass *class = g_ptr_array_index (classes, i);
      g_autofree char *key = enr_text_search_key (class->name);

      if (g_str_equal (key, wanted))
        return g_ptr_array_steal_index (classes, i);
      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", class->name);
    }

  if (names->len > 0)
    /* Translators: a class name, a fiscal year, and the list of its classes */
    g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN,
                 _ ("There is no class “%s” in fiscal year %d. Its classes are: %s"), name,
                 fiscal_year, names->str);
  else
    g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN,
                 _ ("There is no class “%s”: fiscal year %d has no classes yet."), name,
                 fiscal_year);
  return NULL;
}
