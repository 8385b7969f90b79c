/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "writing/timeline.h"

#include <string.h>

#include "base/clock.h"
#include "writing/writing-private.h"

/* Those of the child, and those of a class with a text about it. */
ENR_SQL (SQL_WRITINGS,
         "SELECT id, first_day FROM writing WHERE child_id = :child AND removed_at IS NULL "
         "AND (:from IS NULL OR last_day >= :from) AND (:until IS NULL OR first_day <= :until) "
         "UNION "
         "SELECT w.id, w.first_day FROM writing_text t JOIN writing w ON w.id = t.writing_id "
         "WHERE t.child_id = :child AND w.removed_at IS NULL "
         "AND (:from IS NULL OR w.last_day >= :from) AND (:until IS NULL OR w.first_day <= :until) "
         "ORDER BY 2, 1");

ENR_SQL (SQL_ABSENCES,
         "SELECT a.day, k.label, a.absence_reason FROM attendance a JOIN absence_kind k "
         "ON k.key = a.absence_kind WHERE a.child_id = :child AND a.day <= :today "
         "AND NOT EXISTS (SELECT 1 FROM stamp s WHERE s.child_id = a.child_id AND s.day = a.day "
         "AND s.at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM stamp x WHERE x.supersedes = s.id)) "
         "ORDER BY a.day");

void
enr_timeline_item_free (EnrTimelineItem *self)
{
  if (self == NULL)
    return;

  g_free (self->kind);
  g_free (self->title);
  g_free (self->class_name);
  g_free (self->key);
  g_free (self->text);
  g_free (self);
}

static void
add_item (GPtrArray *list, const EnrWriting *writing, const char *key, const char *text)
{
  EnrTimelineItem *item;

  if (*text == '\0')
    return;
  item = g_new0 (EnrTimelineItem, 1);
  item->writing_id = writing->id;
  item->kind = g_strdup (writing->kind);
  item->title = g_strdup (writing->title);
  item->class_name = g_strdup (writing->class_name);
  item->first = writing->first;
  item->last = writing->last;
  item->state = writing->state;
  item->key = g_strdup (key);
  item->text = g_strdup (text);
  g_ptr_array_add (list, item);
}

/* Of a class's record only what is about the child: its texts end with the child's id. */
static gboolean
is_about (const EnrWriting *writing, const char *key, const char *suffix)
{
  return !enr_uuid_is_none (&writing->child_id) || g_str_has_suffix (key, suffix);
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
add_present (GPtrArray *list, const EnrWriting *writing, const char *suffix)
{
  guint n_keys;
  g_autofree const char **keys
      = (const char **) g_hash_table_get_keys_as_array (writing->texts, &n_keys);

  qsort (keys, n_keys, sizeof *keys, compare_keys);
  for (guint i = 0; i < n_keys; i++)
    if (is_about (writing, keys[i], suffix))
      add_item (list, writing, keys[i], enr_writing_get_text (writing, keys[i]));
}

static gboolean
add_approved (EnrDb *db,
              GPtrArray *list,
              const EnrWriting *writing,
              const char *suffix,
              GError **error)
{
  g_autoptr (EnrContent) content = NULL;

  if (writing->approved == 0)
    return TRUE;
  content = enr_writing_load_version (db, &writing->id, writing->approved, error);
  if (content == NULL)
    return FALSE;
  for (guint i = 0; i < content->items->len; i++)
    {
      const EnrContentItem *item = g_ptr_array_index (content->items, i);

      if (is_about (writing, item->key, suffix))
        add_item (list, writing, item->key, item->text);
    }
  return TRUE;
}

static GArray *
find_writings (EnrDb *db, const EnrUuid *child_id, EnrDate from, EnrDate until, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (EnrUuid));
  g_auto (EnrStmt) st = enr_stmt (db, SQL_WRITINGS);
  int rc;

  enr_bind_uuid (&st, ":child", child_id);
  enr_bind_date (&st, ":from", from);
  enr_bind_date (&st, ":until", until);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrUuid id = enr_column_uuid (&st, 0);

      g_array_append_val (ids, id);
    }
  return rc == 0 ? g_steal_pointer (&ids) : NULL;
}

GPtrArray *
enr_timeline_load (EnrDb *db,
                   const EnrUuid *child_id,
                   EnrDate from,
                   EnrDate until,
                   gboolean only_approved,
                   GError **error)
{
  g_autoptr (GPtrArray) list
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_timeline_item_free);
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autoptr (GArray) ids = NULL;
  char suffix[ENR_UUID_STRING_LENGTH + 1] = "/";

  enr_uuid_format (child_id, suffix + 1);
  if (!enr_txn_begin_read (&txn, db, error))
    return NULL;
  ids = find_writings (db, child_id, from, until, error);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      g_autoptr (EnrWriting) writing
          = enr_writing_load (db, &g_array_index (ids, EnrUuid, i), error);

      if (writing == NULL)
        return NULL;
      if (!only_approved)
        add_present (list, writing, suffix);
      else if (!add_approved (db, list, writing, suffix, error))
        return NULL;
    }
  return ids != NULL ? g_steal_pointer (&list) : NULL;
}

void
enr_timeline_absence_free (EnrTimelineAbsence *self)
{
  if (self == NULL)
    return;

  g_free (self->kind);
  g_free (self->reason);
  g_free (self);
}

GPtrArray *
enr_timeline_absences (EnrDb *db, const EnrUuid *child_id, GError **error)
{
  g_autoptr (GPtrArray) list
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_timeline_absence_free);
  g_auto (EnrStmt) st = enr_stmt (db, SQL_ABSENCES);
  int rc;

  enr_bind_uuid (&st, ":child", child_id);
  enr_bind_date (&st, ":today", enr_clock_today ());
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrTimelineAbsence *absence = g_new0 (EnrTimelineAbsence, 1);

      absence->day = enr_column_date (&st, 0);
      absence->kind = enr_column_dup_text (&st, 1);
      absence->reason = enr_column_dup_text (&st, 2);
      g_ptr_array_add (list, absence);
    }
  return rc == 0 ? g_steal_pointer (&list) : NULL;
}
