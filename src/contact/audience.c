/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "contact/audience.h"

#include <glib/gi18n-lib.h>

#include "nursery/child.h"

/* Enrolled on the day, in the order in which a class is read out. */
ENR_SQL (SQL_CHILDREN,
         "SELECT c.id, c.family_id, c.family_name, c.given_name, k.name, k.id, c.birth_date "
         "FROM enrolment e JOIN child c ON c.id = e.child_id AND c.removed_at IS NULL "
         "LEFT JOIN membership m ON m.child_id = c.id AND m.removed_at IS NULL "
         "  AND m.first_day <= :day AND m.last_day >= :day "
         "LEFT JOIN class k ON k.id = m.class_id "
         "WHERE e.removed_at IS NULL AND e.first_day <= :day "
         "AND (e.last_day IS NULL OR e.last_day >= :day) "
         "ORDER BY k.position IS NULL, k.position, k.name, c.family_kana, c.given_kana, "
         "c.family_name, c.given_name, c.id");
ENR_SQL (SQL_CLASS, "SELECT name FROM class WHERE id = :id");

static const char *const kind_keys[] = { "all", "class", "age", "child" };

const char *
enr_audience_kind_key (EnrAudienceKind kind)
{
  return kind_keys[kind];
}

GArray *
enr_audience_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (EnrAudienceItem));
}

static void
add (GArray *audience, const EnrAudienceItem *item)
{
  for (guint i = 0; i < audience->len; i++)
    {
      const EnrAudienceItem *other = &g_array_index (audience, EnrAudienceItem, i);

      if (other->kind == item->kind && other->age == item->age
          && enr_uuid_equal (&other->class_id, &item->class_id)
          && enr_uuid_equal (&other->child_id, &item->child_id))
        return;
    }
  g_array_append_vals (audience, item, 1);
}

void
enr_audience_add_all (GArray *audience)
{
  add (audience, &(EnrAudienceItem){ .kind = ENR_AUDIENCE_ALL, .age = -1 });
}

void
enr_audience_add_class (GArray *audience, const EnrUuid *class_id)
{
  add (audience, &(EnrAudienceItem){ ENR_AUDIENCE_CLASS, *class_id, -1, enr_uuid_none });
}

void
enr_audience_add_age (GArray *audience, int age)
{
  add (audience, &(EnrAudienceItem){ .kind = ENR_AUDIENCE_AGE, .age = age });
}

void
enr_audience_add_child (GArray *audience, const EnrUuid *child_id)
{
  add (audience, &(EnrAudienceItem){ ENR_AUDIENCE_CHILD, enr_uuid_none, -1, *child_id });
}

static char *
dup_class_name (EnrDb *db, const EnrUuid *id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_CLASS);
  int rc;

  enr_bind_uuid (&st, ":id", id);
  rc = enr_stmt_step (&st, error);
  return rc < 0 ? NULL : g_strdup (rc > 0 ? enr_column_text (&st, 0) : "");
}

static char *
dup_child_name (EnrDb *db, const EnrUuid *id, GError **error)
{
  g_autoptr (EnrChild) child = enr_child_load (db, id, error);

  return child != NULL ? enr_child_dup_name (child) : NULL;
}

static char *
dup_item_text (EnrDb *db, const EnrAudienceItem *item, GError **error)
{
  switch (item->kind)
    {
    case ENR_AUDIENCE_CLASS:
      return dup_class_name (db, &item->class_id, error);
    case ENR_AUDIENCE_AGE:
      /* Translators: the children of a class age (3歳児) */
      return g_strdup_printf (_ ("age %d"), item->age);
    case ENR_AUDIENCE_CHILD:
      return dup_child_name (db, &item->child_id, error);
    case ENR_AUDIENCE_ALL:
    default:
      return g_strdup (_ ("everybody"));
    }
}

char *
enr_audience_dup_text (EnrDb *db, const GArray *audience, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < audience->len; i++)
    {
      g_autofree char *item
          = dup_item_text (db, &g_array_index (audience, EnrAudienceItem, i), error);

      if (item == NULL)
        return NULL;
      if (i > 0)
        /* Translators: between the items of a list */
        g_string_append (text, C_ ("list", ", "));
      g_string_append (text, item);
    }
  return g_strdup (text->str);
}

void
enr_audience_child_free (EnrAudienceChild *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->class_name);
  g_free (self);
}

static gboolean
fits (const GArray *audience, const EnrUuid *child_id, const EnrUuid *class_id, int age)
{
  for (guint i = 0; i < audience->len; i++)
    {
      const EnrAudienceItem *item = &g_array_index (audience, EnrAudienceItem, i);

      if (item->kind == ENR_AUDIENCE_ALL
          || (item->kind == ENR_AUDIENCE_CLASS && enr_uuid_equal (&item->class_id, class_id))
          || (item->kind == ENR_AUDIENCE_AGE && item->age == age)
          || (item->kind == ENR_AUDIENCE_CHILD && enr_uuid_equal (&item->child_id, child_id)))
        return TRUE;
    }
  return FALSE;
}

static EnrAudienceChild *
read_child (EnrStmt *st)
{
  EnrAudienceChild *self = g_new0 (EnrAudienceChild, 1);
  const char *family_name = enr_column_text (st, 2);
  const char *given_name = enr_column_text (st, 3);

  self->id = enr_column_uuid (st, 0);
  self->family_id = enr_column_uuid (st, 1);
  self->name = *given_name != '\0' ? g_strconcat (family_name, " ", given_name, NULL)
                                   : g_strdup (family_name);
  self->class_name = g_strdup (enr_column_is_null (st, 4) ? "" : enr_column_text (st, 4));
  return self;
}

static gboolean
has_child (GPtrArray *children, const EnrUuid *id)
{
  for (guint i = 0; i < children->len; i++)
    if (enr_uuid_equal (&((const EnrAudienceChild *) g_ptr_array_index (children, i))->id, id))
      return TRUE;
  return FALSE;
}

/* The names of the chosen children who are not among those who are there. */
static char **
dup_away (EnrDb *db, const GArray *audience, GPtrArray *children, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < audience->len; i++)
    {
      const EnrAudienceItem *item = &g_array_index (audience, EnrAudienceItem, i);
      char *name;

      if (item->kind != ENR_AUDIENCE_CHILD || has_child (children, &item->child_id))
        continue;
      name = dup_child_name (db, &item->child_id, error);
      if (name == NULL)
        return NULL;
      g_ptr_array_add (names, name);
    }
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

GPtrArray *
enr_audience_children (EnrDb *db, const GArray *audience, EnrDate day, char ***away, GError **error)
{
  g_autoptr (GPtrArray) children
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_audience_child_free);
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autoptr (GHashTable) seen = g_hash_table_new (enr_uuid_hash, enr_uuid_equal);

  if (!enr_txn_begin_read (&txn, db, error))
    return NULL;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_CHILDREN);
    int rc;

    enr_bind_date (&st, ":day", day);
    while ((rc = enr_stmt_step (&st, error)) > 0)
      {
        EnrUuid id = enr_column_uuid (&st, 0);
        EnrUuid class_id = enr_column_uuid (&st, 5);
        int age = enr_class_age (enr_fiscal_year (day), enr_column_date (&st, 6));
        EnrAudienceChild *child;

        if (g_hash_table_contains (seen, &id) || !fits (audience, &id, &class_id, age))
          continue;
        child = read_child (&st);
        g_hash_table_add (seen, &child->id);
        g_ptr_array_add (children, child);
      }
    if (rc < 0)
      return NULL;
  }
  if (away != NULL)
    {
      *away = dup_away (db, audience, children, error);
      if (*away == NULL)
        return NULL;
    }
  return g_steal_pointer (&children);
}
