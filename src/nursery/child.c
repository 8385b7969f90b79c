/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "nursery/child.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "base/clock.h"
#include "base/text.h"
#include "nursery/card.h"
#include "nursery/error.h"
#include "nursery/family-txn.h"
#include "nursery/nursery-private.h"

#define PHOTO_MAX (1024 * 1024)
#define MAX_NAMED 20 /* children of a name, in a refusal */

#define CHILD_COLUMNS                                                                              \
  "id, external_id, family_id, family_name, given_name, family_kana, given_kana, sex, "            \
  "birth_date, "                                                                                   \
  "has_allergy, allergy_note, note, removed_at"

ENR_SQL (SQL_LOAD, "SELECT " CHILD_COLUMNS " FROM child WHERE id = :id");
ENR_SQL (SQL_BY_EXTERNAL_ID,
         "SELECT " CHILD_COLUMNS " FROM child WHERE external_id = :external_id "
         "AND removed_at IS NULL");
ENR_SQL (SQL_ALL, "SELECT " CHILD_COLUMNS " FROM child WHERE removed_at IS NULL");
ENR_SQL (SQL_CLASS_NAME,
         "SELECT c.name FROM membership m JOIN class c ON c.id = m.class_id "
         "WHERE m.child_id = :id AND m.removed_at IS NULL AND m.first_day <= :day "
         "AND m.last_day >= :day");
ENR_SQL (SQL_INSERT,
         "INSERT INTO child (" CHILD_COLUMNS
         ") VALUES (:id, :external_id, :family_id, :family_name, "
         ":given_name, :family_kana, :given_kana, :sex, :birth_date, :has_allergy, :allergy_note, "
         ":note, NULL)");
ENR_SQL (SQL_UPDATE,
         "UPDATE child SET external_id = :external_id, family_id = :family_id, "
         "family_name = :family_name, given_name = :given_name, family_kana = :family_kana, "
         "given_kana = :given_kana, sex = :sex, birth_date = :birth_date, "
         "has_allergy = :has_allergy, allergy_note = :allergy_note, note = :note WHERE id = :id");
ENR_SQL (SQL_INSERT_FAMILY, "INSERT INTO family (id, postal_code, address) VALUES (:id, '', '')");
ENR_SQL (SQL_SET_FAMILY, "UPDATE child SET family_id = :family WHERE id = :id");
ENR_SQL (SQL_HAS_FACTS,
         "SELECT 1 FROM stamp WHERE child_id = :id UNION ALL "
         "SELECT 1 FROM attendance WHERE child_id = :id LIMIT 1");
ENR_SQL (SQL_REMOVE, "UPDATE child SET removed_at = :now WHERE id = :id AND removed_at IS NULL");
ENR_SQL (SQL_SET_PHOTO,
         "INSERT INTO child_photo (child_id, photo) VALUES (:id, :photo) "
         "ON CONFLICT (child_id) DO UPDATE SET photo = excluded.photo");
ENR_SQL (SQL_REMOVE_PHOTO, "DELETE FROM child_photo WHERE child_id = :id");
ENR_SQL (SQL_PHOTO, "SELECT photo FROM child_photo WHERE child_id = :id");

static const char *const sex_keys[] = { "unknown", "male", "female" };

EnrChild *
enr_child_new (void)
{
  EnrChild *self = g_new0 (EnrChild, 1);

  self->family_name = g_strdup ("");
  self->given_name = g_strdup ("");
  self->family_kana = g_strdup ("");
  self->given_kana = g_strdup ("");
  self->allergy_note = g_strdup ("");
  self->note = g_strdup ("");
  self->birth_date = ENR_DATE_NONE;
  self->removed_at = ENR_INSTANT_NONE;
  return self;
}

EnrChild *
enr_child_copy (const EnrChild *self)
{
  EnrChild *copy = g_new (EnrChild, 1);

  *copy = *self;
  copy->external_id = g_strdup (self->external_id);
  copy->family_name = g_strdup (self->family_name);
  copy->given_name = g_strdup (self->given_name);
  copy->family_kana = g_strdup (self->family_kana);
  copy->given_kana = g_strdup (self->given_kana);
  copy->allergy_note = g_strdup (self->allergy_note);
  copy->note = g_strdup (self->note);
  return copy;
}

void
enr_child_free (EnrChild *self)
{
  if (self == NULL)
    return;

  g_free (self->external_id);
  g_free (self->family_name);
  g_free (self->given_name);
  g_free (self->family_kana);
  g_free (self->given_kana);
  g_free (self->allergy_note);
  g_free (self->note);
  g_free (self);
}

char *
enr_child_dup_name (const EnrChild *self)
{
  if (*self->given_name == '\0')
    return g_strdup (self->family_name);
  return g_strconcat (self->family_name, " ", self->given_name, NULL);
}

static EnrChild *
read_child (EnrStmt *st)
{
  EnrChild *self = g_new0 (EnrChild, 1);
  const char *sex;

  self->id = enr_column_uuid (st, 0);
  self->external_id = enr_column_dup_text (st, 1);
  self->family_id = enr_column_uuid (st, 2);
  self->family_name = enr_column_dup_text (st, 3);
  self->given_name = enr_column_dup_text (st, 4);
  self->family_kana = enr_column_dup_text (st, 5);
  self->given_kana = enr_column_dup_text (st, 6);
  sex = enr_column_text (st, 7);
  for (guint i = 0; i < G_N_ELEMENTS (sex_keys); i++)
    if (g_strcmp0 (sex, sex_keys[i]) == 0)
      self->sex = i;
  self->birth_date = enr_column_date (st, 8);
  self->has_allergy = enr_column_int (st, 9);
  self->allergy_note = enr_column_dup_text (st, 10);
  self->note = enr_column_dup_text (st, 11);
  self->removed_at = enr_column_instant (st, 12);
  return self;
}

/* Everything that is typed or imported goes through here, so that no blank or width makes two of
 * one name. */
static void
tidy_in_place (char **text)
{
  char *tidy = enr_text_tidy (*text != NULL ? *text : "");

  g_free (*text);
  *text = tidy;
}

static void
kana_in_place (char **text)
{
  char *kana = enr_text_to_hiragana (*text != NULL ? *text : "");

  g_free (*text);
  *text = kana;
}

static void
tidy_child (EnrChild *self)
{
  char *note = enr_text_tidy_lines (self->note != NULL ? self->note : "");

  tidy_in_place (&self->family_name);
  tidy_in_place (&self->given_name);
  kana_in_place (&self->family_kana);
  kana_in_place (&self->given_kana);
  tidy_in_place (&self->allergy_note);
  g_free (self->note);
  self->note = note;
  if (self->external_id != NULL)
    {
      tidy_in_place (&self->external_id);
      if (*self->external_id == '\0')
        g_clear_pointer (&self->external_id, g_free);
    }
}

static gboolean
check_child (const EnrChild *self, GError **error)
{
  if (*self->family_name == '\0')
    {
      g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                           _ ("The child's name is missing."));
      return FALSE;
    }
  if (self->birth_date == ENR_DATE_NONE)
    {
      g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                           _ ("The birth date is missing."));
      return FALSE;
    }
  if (self->birth_date > enr_clock_today ())
    {
      char buffer[ENR_DATE_ISO_LENGTH];

      g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                   _ ("The birth date %s is in the future."),
                   enr_date_iso (self->birth_date, buffer));
      return FALSE;
    }
  return TRUE;
}

gboolean
enr_child_save_in_txn (EnrDb *db, EnrChild *self, GError **error)
{
  gboolean is_new = enr_uuid_is_none (&self->id);
  g_autoptr (GError) local_error = NULL;

  g_assert (enr_db_in_write (db));

  tidy_child (self);
  if (!check_child (self, error))
    return FALSE;

  if (enr_uuid_is_none (&self->family_id))
    {
      g_auto (EnrStmt) st = enr_stmt (db, SQL_INSERT_FAMILY);

      self->family_id = enr_uuid_new ();
      enr_bind_uuid (&st, ":id", &self->family_id);
      if (!enr_stmt_run (&st, error))
        return FALSE;
    }
  if (is_new)
    self->id = enr_uuid_new ();
  {
    g_auto (EnrStmt) st = enr_stmt (db, is_new ? SQL_INSERT : SQL_UPDATE);

    enr_bind_uuid (&st, ":id", &self->id);
    enr_bind_text (&st, ":external_id", self->external_id);
    enr_bind_uuid (&st, ":family_id", &self->family_id);
    enr_bind_text (&st, ":family_name", self->family_name);
    enr_bind_text (&st, ":given_name", self->given_name);
    enr_bind_text (&st, ":family_kana", self->family_kana);
    enr_bind_text (&st, ":given_kana", self->given_kana);
    enr_bind_text (&st, ":sex", sex_keys[self->sex]);
    enr_bind_date (&st, ":birth_date", self->birth_date);
    enr_bind_int (&st, ":has_allergy", self->has_allergy != 0);
    enr_bind_text (&st, ":allergy_note", self->allergy_note);
    enr_bind_text (&st, ":note", self->note);
    if (enr_stmt_run (&st, &local_error))
      {
        if (is_new || enr_stmt_changes (&st) > 0)
          return TRUE;
        g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN,
                             _ ("There is no such child."));
        return FALSE;
      }
  }

  if (is_new)
    self->id = enr_uuid_none;
  if (g_error_matches (local_error, ENR_DB_ERROR, ENR_DB_ERROR_CONSTRAINT)
      && self->external_id != NULL)
    g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                 _ ("Another child has the number %s already."), self->external_id);
  else
    g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

gboolean
enr_child_save (EnrDb *db, const EnrActor *actor, EnrChild *self, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  EnrUuid id = self->id;
  EnrUuid family_id = self->family_id;

  if (enr_txn_begin (&txn, db, actor, NULL, error) && enr_child_save_in_txn (db, self, error)
      && enr_txn_commit (&txn, error))
    return TRUE;

  /* The next try makes the child and the family, and does not change what is not there. */
  self->id = id;
  self->family_id = family_id;
  return FALSE;
}

static gboolean
is_as_seen (const EnrChild *now, const EnrChild *seen)
{
  return g_strcmp0 (now->external_id, seen->external_id) == 0
         && enr_uuid_equal (&now->family_id, &seen->family_id)
         && g_str_equal (now->family_name, seen->family_name)
         && g_str_equal (now->given_name, seen->given_name)
         && g_str_equal (now->family_kana, seen->family_kana)
         && g_str_equal (now->given_kana, seen->given_kana) && now->sex == seen->sex
         && now->birth_date == seen->birth_date && !now->has_allergy == !seen->has_allergy
         && g_str_equal (now->allergy_note, seen->allergy_note)
         && g_str_equal (now->note, seen->note) && now->removed_at == seen->removed_at;
}

gboolean
enr_child_save_seen (EnrDb *db,
                     const EnrActor *actor,
                     EnrChild *self,
                     const EnrChild *seen,
                     GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autoptr (EnrChild) now = NULL;

  g_return_val_if_fail (enr_uuid_equal (&self->id, &seen->id), FALSE);

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  now = enr_child_load (db, &self->id, error);
  if (now == NULL)
    return FALSE;
  if (!is_as_seen (now, seen))
    {
      g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED,
                           _ ("The child's data were changed elsewhere meanwhile. Nothing was "
                              "saved."));
      return FALSE;
    }
  return enr_child_save_in_txn (db, self, error) && enr_txn_commit (&txn, error);
}

EnrChild *
enr_child_load (EnrDb *db, const EnrUuid *id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LOAD);
  int rc;

  enr_bind_uuid (&st, ":id", id);
  rc = enr_stmt_step (&st, error);
  if (rc == 0)
    g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN,
                         _ ("There is no such child."));
  return rc > 0 ? read_child (&st) : NULL;
}

static EnrChild *
find_by_external_id (EnrDb *db, const char *external_id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_BY_EXTERNAL_ID);

  enr_bind_text (&st, ":external_id", external_id);
  return enr_stmt_step (&st, error) > 0 ? read_child (&st) : NULL;
}

/* Whether a wanted key is that of one of the words, or of both together. */
static gboolean
is_named (const char *wanted, const char *family, const char *given, gboolean is_whole)
{
  g_autofree char *both = g_strconcat (family, given, NULL);
  const char *const names[] = { both, is_whole ? "" : family, is_whole ? "" : given };

  /* A word of nothing but marks has no key, and neither has a name without kana. */
  for (guint i = 0; *wanted != '\0' && i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *key = enr_text_search_key (names[i]);

      if (g_str_equal (wanted, key))
        return TRUE;
    }
  return FALSE;
}

/* A nursery has some hundred children: reading them all is faster than keeping keys in the file.
 * @is_whole: only those whose whole name it is. (element-type EnrChild) */
static GPtrArray *
list_named (EnrDb *db, const char *wanted, gboolean is_whole, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_child_free);
  g_auto (EnrStmt) st = enr_stmt (db, SQL_ALL);
  int rc;

  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      g_autoptr (EnrChild) child = read_child (&st);

      if (is_named (wanted, child->family_name, child->given_name, is_whole)
          || is_named (wanted, child->family_kana, child->given_kana, is_whole))
        g_ptr_array_add (list, g_steal_pointer (&child));
    }
  return rc == 0 ? g_steal_pointer (&list) : NULL;
}

/* "青木 朝陽 (ぞう, S00001)": what tells this child from another. */
static gboolean
add_child (EnrDb *db, const EnrChild *child, GString *text, GError **error)
{
  g_autofree char *name = enr_child_dup_name (child);
  g_auto (EnrStmt) st = enr_stmt (db, SQL_CLASS_NAME);
  char id[ENR_UUID_STRING_LENGTH];
  int rc;

  enr_bind_uuid (&st, ":id", &child->id);
  enr_bind_date (&st, ":day", enr_clock_today ());
  rc = enr_stmt_step (&st, error);
  if (rc < 0)
    return FALSE;
  g_string_append_c (text, '\n');
  /* Translators: a child's name, its class, and its number */
  g_string_append_printf (
      text, _ ("%s (%s, %s)"), name, rc > 0 ? enr_column_text (&st, 0) : _ ("No class"),
      child->external_id != NULL ? child->external_id : enr_uuid_format (&child->id, id));
  return TRUE;
}

/* Says whom the word may have meant. */
static void
fail_named (EnrDb *db, const char *word, const GPtrArray *children, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = MIN (children->len, MAX_NAMED);

  if (children->len == 1)
    g_string_append_printf (
        text, _ ("“%s” is not a child's whole name. Is it this one? Please use the number:"), word);
  else
    g_string_append_printf (
        text,
        ngettext ("“%s” fits %u child. Please use the number of the one that is meant:",
                  "“%s” fits %u children. Please use the number of the one that is meant:",
                  children->len),
        word, children->len);
  for (guint i = 0; i < n; i++)
    if (!add_child (db, g_ptr_array_index (children, i), text, error))
      return;
  if (children->len > n)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text, ngettext ("and %u more", "and %u more", children->len - n),
                              children->len - n);
    }
  g_set_error_literal (error, ENR_NURSERY_ERROR,
                       children->len > 1 ? ENR_NURSERY_ERROR_AMBIGUOUS : ENR_NURSERY_ERROR_UNKNOWN,
                       text->str);
}

static EnrChild *
find_by_name (EnrDb *db, const char *word, GError **error)
{
  g_autofree char *wanted = enr_text_search_key (word);
  g_autoptr (GPtrArray) children = list_named (db, wanted, TRUE, error);

  if (children != NULL && children->len == 0)
    {
      g_ptr_array_unref (children);
      children = list_named (db, wanted, FALSE, error);
    }
  else if (children != NULL && children->len == 1)
    return enr_child_copy (g_ptr_array_index (children, 0));
  if (children == NULL)
    return NULL;
  if (children->len == 0)
    g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN, _ ("There is no child “%s”."),
                 word);
  else
    fail_named (db, word, children, error);
  return NULL;
}

EnrChild *
enr_child_find (EnrDb *db, const char *word, GError **error)
{
  g_autofree char *tidy = enr_text_tidy (word);
  g_autoptr (GError) local_error = NULL;
  EnrChild *child;
  EnrUuid id;

  child = find_by_external_id (db, tidy, &local_error);
  if (child != NULL)
    return child;
  if (local_error == NULL && enr_card_lookup (db, tidy, &id, &local_error))
    return enr_child_load (db, &id, error);
  if (local_error != NULL
      && !g_error_matches (local_error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (enr_uuid_parse (tidy, &id))
    return enr_child_load (db, &id, error);
  return find_by_name (db, tidy, error);
}

gboolean
enr_child_join_family_in_txn (EnrDb *db,
                              const EnrUuid *child_id,
                              const EnrUuid *sibling_id,
                              GError **error)
{
  g_autoptr (EnrChild) sibling = enr_child_load (db, sibling_id, error);
  g_auto (EnrStmt) st = enr_stmt (db, SQL_SET_FAMILY);

  if (sibling == NULL)
    return FALSE;
  enr_bind_uuid (&st, ":id", child_id);
  enr_bind_uuid (&st, ":family", &sibling->family_id);
  return enr_stmt_run (&st, error);
}

gboolean
enr_child_join_family (EnrDb *db,
                       const EnrActor *actor,
                       const EnrUuid *child_id,
                       const EnrUuid *sibling_id,
                       GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  return enr_txn_begin (&txn, db, actor, NULL, error)
         && enr_child_join_family_in_txn (db, child_id, sibling_id, error)
         && enr_txn_commit (&txn, error);
}

gboolean
enr_child_remove (EnrDb *db,
                  const EnrActor *actor,
                  const EnrUuid *id,
                  const char *reason,
                  GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (enr_text_is_blank (reason))
    {
      g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_REASON,
                           _ ("A reason is needed."));
      return FALSE;
    }
  if (!enr_txn_begin (&txn, db, actor, reason, error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_HAS_FACTS);
    int rc;

    enr_bind_uuid (&st, ":id", id);
    rc = enr_stmt_step (&st, error);
    if (rc < 0)
      return FALSE;
    if (rc > 0)
      {
        g_set_error_literal (
            error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
            _ ("Attendance was recorded for this child, so the record stays. Enter "
               "the day of leaving instead."));
        return FALSE;
      }
  }
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
enr_child_set_photo (EnrDb *db,
                     const EnrActor *actor,
                     const EnrUuid *id,
                     GBytes *photo,
                     GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  gsize size = 0;
  const guint8 *data = photo != NULL ? g_bytes_get_data (photo, &size) : NULL;

  if (photo != NULL
      && (size < 8 || size > PHOTO_MAX
          || (memcmp (data, "\x89PNG", 4) != 0 && memcmp (data, "\xff\xd8\xff", 3) != 0)))
    {
      g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                           _ ("A photo is a JPEG or PNG picture of at most 1 MB."));
      return FALSE;
    }
  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, photo != NULL ? SQL_SET_PHOTO : SQL_REMOVE_PHOTO);

    enr_bind_uuid (&st, ":id", id);
    if (photo != NULL)
      enr_bind_bytes (&st, ":photo", photo);
    if (!enr_stmt_run (&st, error))
      return FALSE;
  }
  return enr_txn_commit (&txn, error);
}

GBytes *
enr_child_load_photo (EnrDb *db, const EnrUuid *id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_PHOTO);

  enr_bind_uuid (&st, ":id", id);
  return enr_stmt_step (&st, error) > 0 ? enr_column_bytes (&st, 0) : NULL;
}
