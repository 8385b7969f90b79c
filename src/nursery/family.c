/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "nursery/family.h"

#include <glib/gi18n-lib.h>

#include "base/clock.h"
#include "base/text.h"
#include "nursery/error.h"
#include "nursery/nursery-private.h"

ENR_SQL (
    SQL_INSERT,
    "INSERT INTO contact (id, family_id, position, name, kana, relation, phone, phone2, "
    "is_guardian, may_collect, note) VALUES (:id, :family, :position, :name, :kana, :relation, "
    ":phone, :phone2, :is_guardian, :may_collect, :note)");
ENR_SQL (
    SQL_UPDATE,
    "UPDATE contact SET family_id = :family, position = :position, name = :name, kana = :kana, "
    "relation = :relation, phone = :phone, phone2 = :phone2, is_guardian = :is_guardian, "
    "may_collect = :may_collect, note = :note WHERE id = :id");
ENR_SQL (SQL_REMOVE, "UPDATE contact SET removed_at = :now WHERE id = :id AND removed_at IS NULL");
#define CONTACT_COLUMNS                                                                            \
  "id, family_id, position, name, kana, relation, phone, phone2, is_guardian, may_collect, note"

ENR_SQL (SQL_LIST,
         "SELECT " CONTACT_COLUMNS " FROM contact WHERE family_id = :family AND removed_at IS NULL "
         "ORDER BY position, id");
ENR_SQL (SQL_LOAD, "SELECT " CONTACT_COLUMNS " FROM contact WHERE id = :id AND removed_at IS NULL");
ENR_SQL (SQL_SET_ADDRESS,
         "UPDATE family SET postal_code = :postal_code, address = :address WHERE id = :id");
ENR_SQL (SQL_GET_ADDRESS, "SELECT postal_code, address FROM family WHERE id = :id");
ENR_SQL (SQL_ORDER, "UPDATE contact SET position = :position WHERE id = :id");
ENR_SQL (SQL_HAS_SIBLING,
         "SELECT 1 FROM child WHERE family_id = :family AND id <> :id AND removed_at IS NULL "
         "LIMIT 1");
ENR_SQL (SQL_COPY,
         "INSERT INTO family (id, postal_code, address) "
         "SELECT :id, postal_code, address FROM family WHERE id = :from");
ENR_SQL (SQL_SET_FAMILY, "UPDATE child SET family_id = :family WHERE id = :id");
/* Who may not be written to may not be in the new family either. */
ENR_SQL (SQL_COPY_WAY,
         "INSERT INTO contact_way (contact_id, mail, code, code_at, verified_at, is_blocked, "
         "is_apart) SELECT :id, mail, code, code_at, verified_at, is_blocked, is_apart "
         "FROM contact_way WHERE contact_id = :from");
ENR_SQL (SQL_COPY_EXCEPT,
         "INSERT INTO contact_except (contact_id, child_id, since) SELECT :id, child_id, since "
         "FROM contact_except WHERE contact_id = :from");

void
enr_contact_free (EnrContact *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->kana);
  g_free (self->relation);
  g_free (self->phone);
  g_free (self->phone2);
  g_free (self->note);
  g_free (self);
}

EnrContact *
enr_contact_copy (const EnrContact *self)
{
  EnrContact *copy = g_new (EnrContact, 1);

  *copy = *self;
  copy->name = g_strdup (self->name);
  copy->kana = g_strdup (self->kana);
  copy->relation = g_strdup (self->relation);
  copy->phone = g_strdup (self->phone);
  copy->phone2 = g_strdup (self->phone2);
  copy->note = g_strdup (self->note);
  return copy;
}

static EnrContact *
read_contact (EnrStmt *st)
{
  EnrContact *contact = g_new0 (EnrContact, 1);

  contact->id = enr_column_uuid (st, 0);
  contact->family_id = enr_column_uuid (st, 1);
  contact->position = enr_column_int (st, 2);
  contact->name = enr_column_dup_text (st, 3);
  contact->kana = enr_column_dup_text (st, 4);
  contact->relation = enr_column_dup_text (st, 5);
  contact->phone = enr_column_dup_text (st, 6);
  contact->phone2 = enr_column_dup_text (st, 7);
  contact->is_guardian = enr_column_int (st, 8);
  contact->may_collect = enr_column_int (st, 9);
  contact->note = enr_column_dup_text (st, 10);
  return contact;
}

static void
bind_tidy (EnrStmt *st, const char *name, const char *text, char *(*tidy) (const char *) )
{
  g_autofree char *tidied = tidy (text != NULL ? text : "");

  enr_bind_text (st, name, tidied);
}

gboolean
enr_contact_save_in_txn (EnrDb *db, EnrContact *self, GError **error)
{
  gboolean is_new = enr_uuid_is_none (&self->id);
  g_auto (EnrStmt) st = enr_stmt (db, is_new ? SQL_INSERT : SQL_UPDATE);

  g_assert (enr_db_in_write (db));

  if (enr_text_is_blank (self->name))
    {
      g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                           _ ("The person's name is missing."));
      return FALSE;
    }
  if (is_new)
    self->id = enr_uuid_new ();
  enr_bind_uuid (&st, ":id", &self->id);
  enr_bind_uuid (&st, ":family", &self->family_id);
  enr_bind_int (&st, ":position", self->position);
  bind_tidy (&st, ":name", self->name, enr_text_tidy);
  bind_tidy (&st, ":kana", self->kana, enr_text_to_hiragana);
  bind_tidy (&st, ":relation", self->relation, enr_text_tidy);
  bind_tidy (&st, ":phone", self->phone, enr_text_tidy_phone);
  bind_tidy (&st, ":phone2", self->phone2, enr_text_tidy_phone);
  enr_bind_int (&st, ":is_guardian", self->is_guardian != 0);
  enr_bind_int (&st, ":may_collect", self->may_collect != 0);
  bind_tidy (&st, ":note", self->note, enr_text_tidy_lines);
  if (!enr_stmt_run (&st, error))
    return FALSE;
  if (is_new || enr_stmt_changes (&st) > 0)
    return TRUE;
  g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN,
                       _ ("There is no such person."));
  return FALSE;
}

gboolean
enr_contact_save (EnrDb *db, const EnrActor *actor, EnrContact *self, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  EnrUuid id = self->id;

  if (enr_txn_begin (&txn, db, actor, NULL, error) && enr_contact_save_in_txn (db, self, error)
      && enr_txn_commit (&txn, error))
    return TRUE;

  self->id = id; /* the next try makes the person, and does not change one who is not there */
  return FALSE;
}

EnrContact *
enr_contact_load (EnrDb *db, const EnrUuid *id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LOAD);
  int rc;

  enr_bind_uuid (&st, ":id", id);
  rc = enr_stmt_step (&st, error);
  if (rc == 0)
    g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN,
                         _ ("There is no such person."));
  return rc > 0 ? read_contact (&st) : NULL;
}

static gboolean
is_as_seen (const EnrContact *now, const EnrContact *seen)
{
  return enr_uuid_equal (&now->family_id, &seen->family_id) && now->position == seen->position
         && g_str_equal (now->name, seen->name) && g_str_equal (now->kana, seen->kana)
         && g_str_equal (now->relation, seen->relation) && g_str_equal (now->phone, seen->phone)
         && g_str_equal (now->phone2, seen->phone2) && !now->is_guardian == !seen->is_guardian
         && !now->may_collect == !seen->may_collect && g_str_equal (now->note, seen->note);
}

gboolean
enr_contact_save_seen (EnrDb *db,
                       const EnrActor *actor,
                       EnrContact *self,
                       const EnrContact *seen,
                       GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autoptr (EnrContact) now = NULL;

  g_return_val_if_fail (enr_uuid_equal (&self->id, &seen->id), FALSE);

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  now = enr_contact_load (db, &self->id, error);
  if (now == NULL)
    return FALSE;
  if (!is_as_seen (now, seen))
    {
      g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED,
                           _ ("The person's data were changed elsewhere meanwhile. Nothing was "
                              "saved."));
      return FALSE;
    }
  return enr_contact_save_in_txn (db, self, error) && enr_txn_commit (&txn, error);
}

gboolean
enr_contact_remove (EnrDb *db, const EnrActor *actor, const EnrUuid *id, GError **error)
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
  }
  return enr_txn_commit (&txn, error);
}

gboolean
enr_family_order (EnrDb *db, const EnrActor *actor, const EnrUuid *ids, guint n_ids, GError **error)
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
enr_family_contacts (EnrDb *db, const EnrUuid *family_id, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_contact_free);
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LIST);
  int rc;

  enr_bind_uuid (&st, ":family", family_id);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    g_ptr_array_add (list, read_contact (&st));
  return rc == 0 ? g_steal_pointer (&list) : NULL;
}

gboolean
enr_family_set_address (EnrDb *db,
                        const EnrActor *actor,
                        const EnrUuid *family_id,
                        const char *postal_code,
                        const char *address,
                        GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_SET_ADDRESS);

    enr_bind_uuid (&st, ":id", family_id);
    bind_tidy (&st, ":postal_code", postal_code, enr_text_tidy_phone);
    bind_tidy (&st, ":address", address, enr_text_tidy);
    if (!enr_stmt_run (&st, error))
      return FALSE;
  }
  return enr_txn_commit (&txn, error);
}

gboolean
enr_family_get_address (EnrDb *db,
                        const EnrUuid *family_id,
                        char **postal_code,
                        char **address,
                        GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_GET_ADDRESS);
  int rc;

  enr_bind_uuid (&st, ":id", family_id);
  rc = enr_stmt_step (&st, error);
  if (rc < 0)
    return FALSE;
  *postal_code = g_strdup (rc > 0 ? enr_column_text (&st, 0) : "");
  *address = g_strdup (rc > 0 ? enr_column_text (&st, 1) : "");
  return TRUE;
}

static gboolean
check_has_sibling (EnrDb *db, const EnrChild *child, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_HAS_SIBLING);
  int rc;

  enr_bind_uuid (&st, ":family", &child->family_id);
  enr_bind_uuid (&st, ":id", &child->id);
  rc = enr_stmt_step (&st, error);
  if (rc == 0)
    g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY,
                         _ ("This child is the only one of the family, so there is nobody to "
                            "separate from."));
  return rc > 0;
}

static gboolean
copy_row (EnrDb *db, const char *sql, const EnrUuid *from, const EnrUuid *to, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, sql);

  enr_bind_uuid (&st, ":id", to);
  enr_bind_uuid (&st, ":from", from);
  return enr_stmt_run (&st, error);
}

static gboolean
set_family (EnrDb *db, const EnrUuid *child_id, const EnrUuid *family_id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_SET_FAMILY);

  enr_bind_uuid (&st, ":id", child_id);
  enr_bind_uuid (&st, ":family", family_id);
  return enr_stmt_run (&st, error);
}

static gboolean
copy_contacts (EnrDb *db, const EnrUuid *from, const EnrUuid *to, GError **error)
{
  g_autoptr (GPtrArray) contacts = enr_family_contacts (db, from, error);

  if (contacts == NULL)
    return FALSE;
  for (guint i = 0; i < contacts->len; i++)
    {
      EnrContact *contact = g_ptr_array_index (contacts, i);
      EnrUuid old = contact->id;

      contact->id = enr_uuid_none;
      contact->family_id = *to;
      if (!enr_contact_save_in_txn (db, contact, error)
          || !copy_row (db, SQL_COPY_WAY, &old, &contact->id, error)
          || !copy_row (db, SQL_COPY_EXCEPT, &old, &contact->id, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
enr_family_separate (EnrDb *db, const EnrActor *actor, const EnrUuid *child_id, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autoptr (EnrChild) child = NULL;
  EnrUuid own = enr_uuid_new ();

  /* The child before its people: of a long change its history shows the beginning. */
  return enr_txn_begin (&txn, db, actor, NULL, error)
         && (child = enr_child_load (db, child_id, error)) != NULL
         && check_has_sibling (db, child, error)
         && copy_row (db, SQL_COPY, &child->family_id, &own, error)
         && set_family (db, child_id, &own, error)
         && copy_contacts (db, &child->family_id, &own, error) && enr_txn_commit (&txn, error);
}
