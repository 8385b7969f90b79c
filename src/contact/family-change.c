/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "contact/family-change.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "nursery/child.h"
#include "nursery/error.h"
#include "nursery/family-txn.h"

/* The counterpart of the trigger child_brings_except: those whom it finds nobody for. One who was
 * taken off the list is asked about too, but for somebody of the same name who is on it. */
ENR_SQL (
    SQL_BARRED,
    "SELECT o.id, o.name, o.relation FROM contact o WHERE o.family_id = :old "
    "AND (EXISTS (SELECT 1 FROM contact_way w WHERE w.contact_id = o.id AND w.is_blocked = 1) "
    "OR EXISTS (SELECT 1 FROM contact_except e WHERE e.contact_id = o.id AND e.child_id = :child)) "
    "AND NOT EXISTS (SELECT 1 FROM contact n WHERE n.family_id = :new AND n.name = o.name "
    "AND n.removed_at IS NULL) "
    "AND (o.removed_at IS NULL OR NOT EXISTS (SELECT 1 FROM contact p WHERE p.family_id = :old "
    "AND p.name = o.name AND p.removed_at IS NULL)) "
    "ORDER BY o.removed_at IS NOT NULL, o.position, o.id");
ENR_SQL (SQL_PEOPLE,
         "SELECT id, name, relation FROM contact WHERE family_id = :new AND removed_at IS NULL "
         "ORDER BY position, id");
ENR_SQL (SQL_ADD_EXCEPT,
         "INSERT INTO contact_except (contact_id, child_id, since) VALUES (:id, :child, :now) "
         "ON CONFLICT (contact_id, child_id) DO NOTHING");

static void
barred_free (gpointer data)
{
  EnrBarredPerson *self = data;

  g_free (self->name);
  g_free (self->relation);
  g_free (self);
}

static void
person_free (gpointer data)
{
  EnrFamilyPerson *self = data;

  g_free (self->name);
  g_free (self->relation);
  g_free (self);
}

void
enr_family_change_free (EnrFamilyChange *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->barred);
  g_ptr_array_unref (self->people);
  g_free (self);
}

/* As it is read: variants of a sign are the same, with and without a blank. */
static EnrUuid
find_likely (GPtrArray *people, const char *name)
{
  g_autofree char *key = enr_text_search_key (name);

  for (guint i = 0; i < people->len; i++)
    {
      const EnrFamilyPerson *person = g_ptr_array_index (people, i);
      g_autofree char *other = enr_text_search_key (person->name);

      if (strcmp (key, other) == 0)
        return person->contact_id;
    }
  return enr_uuid_none;
}

static gboolean
load_people (EnrDb *db, EnrFamilyChange *self, const EnrUuid *family_id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_PEOPLE);
  int rc;

  enr_bind_uuid (&st, ":new", family_id);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrFamilyPerson *person = g_new0 (EnrFamilyPerson, 1);

      person->contact_id = enr_column_uuid (&st, 0);
      person->name = enr_column_dup_text (&st, 1);
      person->relation = enr_column_dup_text (&st, 2);
      g_ptr_array_add (self->people, person);
    }
  return rc == 0;
}

static gboolean
load_barred (EnrDb *db,
             EnrFamilyChange *self,
             const EnrChild *child,
             const EnrUuid *family_id,
             GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_BARRED);
  int rc;

  enr_bind_uuid (&st, ":old", &child->family_id);
  enr_bind_uuid (&st, ":new", family_id);
  enr_bind_uuid (&st, ":child", &child->id);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrBarredPerson *person = g_new0 (EnrBarredPerson, 1);

      person->contact_id = enr_column_uuid (&st, 0);
      person->name = enr_column_dup_text (&st, 1);
      person->relation = enr_column_dup_text (&st, 2);
      person->likely = find_likely (self->people, person->name);
      g_ptr_array_add (self->barred, person);
    }
  return rc == 0;
}

EnrFamilyChange *
enr_family_change_load (EnrDb *db,
                        const EnrUuid *child_id,
                        const EnrUuid *sibling_id,
                        GError **error)
{
  g_autoptr (EnrChild) child = enr_child_load (db, child_id, error);
  g_autoptr (EnrChild) sibling = child != NULL ? enr_child_load (db, sibling_id, error) : NULL;
  g_autoptr (EnrFamilyChange) self = NULL;

  if (sibling == NULL)
    return NULL;
  self = g_new0 (EnrFamilyChange, 1);
  self->barred = g_ptr_array_new_with_free_func (barred_free);
  self->people = g_ptr_array_new_with_free_func (person_free);
  if (!load_people (db, self, &sibling->family_id, error))
    return NULL;
  if (self->people->len > 0 && !enr_uuid_equal (&child->family_id, &sibling->family_id)
      && !load_barred (db, self, child, &sibling->family_id, error))
    return NULL;
  return g_steal_pointer (&self);
}

static gboolean
is_of_family (const EnrFamilyChange *change, const EnrUuid *contact_id)
{
  for (guint i = 0; i < change->people->len; i++)
    if (enr_uuid_equal (
            &((const EnrFamilyPerson *) g_ptr_array_index (change->people, i))->contact_id,
            contact_id))
      return TRUE;
  return FALSE;
}

static const EnrBarredAnswer *
find_answer (const EnrBarredPerson *person, const EnrBarredAnswer *answers, guint n_answers)
{
  for (guint i = 0; i < n_answers; i++)
    if (enr_uuid_equal (&answers[i].contact_id, &person->contact_id))
      return &answers[i];
  return NULL;
}

static gboolean
add_except (EnrDb *db, const EnrUuid *contact_id, const EnrUuid *child_id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_ADD_EXCEPT);

  enr_bind_uuid (&st, ":id", contact_id);
  enr_bind_uuid (&st, ":child", child_id);
  enr_bind_instant (&st, ":now", enr_clock_now ());
  return enr_stmt_run (&st, error);
}

/* Before the child is moved: afterwards nobody could be asked about any more. */
static gboolean
carry (EnrDb *db,
       const EnrUuid *child_id,
       const EnrUuid *sibling_id,
       const EnrBarredAnswer *answers,
       guint n_answers,
       GError **error)
{
  g_autoptr (EnrFamilyChange) change = enr_family_change_load (db, child_id, sibling_id, error);

  if (change == NULL)
    return FALSE;
  for (guint i = 0; i < change->barred->len; i++)
    {
      const EnrBarredPerson *person = g_ptr_array_index (change->barred, i);
      const EnrBarredAnswer *answer = find_answer (person, answers, n_answers);

      if (answer == NULL
          || (!enr_uuid_is_none (&answer->same_as) && !is_of_family (change, &answer->same_as)))
        {
          g_set_error (
              error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
              /* Translators: a guardian's name */
              _ ("%s is told nothing about this child. Please choose who that is in the other "
                 "family, or that nobody there is."),
              person->name);
          return FALSE;
        }
      if (!enr_uuid_is_none (&answer->same_as)
          && !add_except (db, &answer->same_as, child_id, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
enr_family_change_join (EnrDb *db,
                        const EnrActor *actor,
                        const EnrUuid *child_id,
                        const EnrUuid *sibling_id,
                        const EnrBarredAnswer *answers,
                        guint n_answers,
                        GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  return enr_txn_begin (&txn, db, actor, NULL, error)
         && carry (db, child_id, sibling_id, answers, n_answers, error)
         && enr_child_join_family_in_txn (db, child_id, sibling_id, error)
         && enr_txn_commit (&txn, error);
}
