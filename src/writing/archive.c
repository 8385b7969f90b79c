/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "writing/archive.h"

#include <glib/gi18n-lib.h>

#include "nursery/error.h"
#include "writing/writing-private.h"

/* The class of a child's is the one that it was in on the first of its days, as in the lists
 * (writing.c). */
#define CLASS                                                                                      \
  "coalesce(w.class_id, (SELECT m.class_id FROM membership m "                                     \
  "  WHERE m.child_id = w.child_id AND m.removed_at IS NULL AND m.first_day <= w.last_day "        \
  "  AND (m.last_day IS NULL OR m.last_day >= w.first_day) ORDER BY m.first_day LIMIT 1))"

#define YEAR "CAST (strftime('%Y', w.last_day, '-3 months') AS INTEGER)"

ENR_SQL (SQL_GROUPS,
         "SELECT g.kind, g.year, g.class_id, c.name, g.n FROM ("
         "  SELECT w.kind AS kind, " YEAR " AS year, " CLASS " AS class_id, count(*) AS n "
         "  FROM writing w WHERE w.removed_at IS NULL AND w.state = 'approved' GROUP BY 1, 2, 3) g "
         "LEFT JOIN class c ON c.id = g.class_id ORDER BY g.year DESC, c.position, c.id");
ENR_SQL (SQL_MEMBERS,
         "SELECT w.id FROM writing w WHERE w.removed_at IS NULL AND w.state = 'approved' "
         "AND w.kind = :kind AND w.last_day BETWEEN :first AND :last AND " CLASS " IS :class "
         "ORDER BY w.first_day, w.id");

EnrArchiveGroup *
enr_archive_group_copy (const EnrArchiveGroup *self)
{
  EnrArchiveGroup *copy = g_memdup2 (self, sizeof *self);

  copy->class_name = g_strdup (self->class_name);
  return copy;
}

void
enr_archive_group_free (EnrArchiveGroup *self)
{
  if (self == NULL)
    return;

  g_free (self->class_name);
  g_free (self);
}

static guint
position_of (EnrWritingKinds *kinds, const EnrWritingKind *kind)
{
  guint i = 0;

  while (i < enr_writing_kinds_get_n (kinds) && enr_writing_kinds_get (kinds, i) != kind)
    i++;
  return i;
}

/* Stable: the classes of a kind stay as they were read. */
static int
compare (gconstpointer a, gconstpointer b, gpointer kinds)
{
  const EnrArchiveGroup *one = *(EnrArchiveGroup *const *) a;
  const EnrArchiveGroup *other = *(EnrArchiveGroup *const *) b;

  if (one->fiscal_year != other->fiscal_year)
    return other->fiscal_year - one->fiscal_year;
  return (int) position_of (kinds, one->kind) - (int) position_of (kinds, other->kind);
}

GPtrArray *
enr_archive_list (EnrDb *db, EnrWritingKinds *kinds, GError **error)
{
  g_autoptr (GPtrArray) list
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_archive_group_free);
  g_auto (EnrStmt) st = enr_stmt (db, SQL_GROUPS);
  int rc;

  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      const EnrWritingKind *kind = enr_writing_kinds_find (kinds, enr_column_text (&st, 0), NULL);
      EnrArchiveGroup *group;

      if (kind == NULL)
        continue;
      group = g_new0 (EnrArchiveGroup, 1);
      group->kind = kind;
      group->fiscal_year = (int) enr_column_int (&st, 1);
      group->class_id = enr_column_uuid (&st, 2);
      group->class_name
          = enr_column_is_null (&st, 3) ? g_strdup ("") : enr_column_dup_text (&st, 3);
      group->count = (guint) enr_column_int (&st, 4);
      g_ptr_array_add (list, group);
    }
  if (rc < 0)
    return NULL;
  g_ptr_array_sort_with_data (list, compare, kinds);
  return g_steal_pointer (&list);
}

/* Adds its writings to @done. */
static gboolean
load_members (EnrDb *db, const EnrArchiveGroup *group, GArray *done, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_MEMBERS);
  guint n = 0;
  int rc;

  enr_bind_text (&st, ":kind", group->kind->key);
  enr_bind_date (&st, ":first", enr_fiscal_year_first (group->fiscal_year));
  enr_bind_date (&st, ":last", enr_fiscal_year_last (group->fiscal_year));
  enr_bind_uuid (&st, ":class", &group->class_id);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrStepOn on = { group->kind, enr_column_uuid (&st, 0), 0, "" };

      g_array_append_val (done, on);
      n++;
    }
  if (rc == 0 && n != group->count)
    {
      g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED,
                   /* Translators: a kind of plan or record, and the name of a class */
                   _ ("“%s %s” has changed since it was looked at. Please look at it again."),
                   group->kind->label, group->class_name);
      return FALSE;
    }
  return rc == 0;
}

gboolean
enr_archive_groups (EnrDb *db,
                    const EnrActor *actor,
                    const EnrArchiveGroup *const *groups,
                    guint n_groups,
                    GArray *done,
                    GError **error)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (EnrStepOn));
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  for (guint i = 0; i < n_groups; i++)
    if (!load_members (db, groups[i], all, error))
      return FALSE;
  for (guint i = 0; i < all->len; i++)
    if (!enr_step_do_in_txn (db, actor, ENR_STEP_ARCHIVE, &g_array_index (all, EnrStepOn, i),
                             error))
      return FALSE;
  if (!enr_txn_commit (&txn, error))
    return FALSE;
  if (done != NULL)
    g_array_append_vals (done, all->data, all->len);
  return TRUE;
}
