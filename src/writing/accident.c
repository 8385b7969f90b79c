/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "writing/accident.h"

#include "base/text.h"

ENR_SQL (
    SQL_LIST,
    "SELECT w.id, w.child_id, c.family_name, c.given_name, w.title, w.first_day FROM writing w "
    "JOIN child c ON c.id = w.child_id WHERE w.kind = 'accident-report' "
    "AND w.removed_at IS NULL ORDER BY w.first_day DESC, w.id DESC");
ENR_SQL (SQL_APPROVALS,
         "SELECT s.version, s.at, v.body FROM writing_step s JOIN writing_version v "
         "ON v.writing_id = s.writing_id AND v.version = s.version "
         "WHERE s.writing_id = :id AND s.step = 'director' ORDER BY s.at, s.id");

EnrDate
enr_accident_first_latest (EnrDate day)
{
  return day + 1;
}

EnrDate
enr_accident_second_due (EnrDate day)
{
  EnrDate next = enr_date_month_start (day, 1);
  EnrDate end = enr_date_month_start (day, 2) - 1;

  return MIN (next + (day - enr_date_month_start (day, 0)), end);
}

void
enr_accident_free (EnrAccident *self)
{
  if (self == NULL)
    return;

  g_free (self->child_name);
  g_free (self->title);
  g_free (self);
}

EnrAccidentState
enr_accident_get_state (const EnrAccident *self, EnrDate today)
{
  if (self->second_at != ENR_INSTANT_NONE)
    return ENR_ACCIDENT_DONE;
  if (self->first_at != ENR_INSTANT_NONE)
    return today > enr_accident_second_due (self->day) ? ENR_ACCIDENT_SECOND_LATE
                                                       : ENR_ACCIDENT_SECOND_OWED;
  return today > enr_accident_first_latest (self->day) ? ENR_ACCIDENT_FIRST_LATE
                                                       : ENR_ACCIDENT_FIRST_OWED;
}

gboolean
enr_accident_is_second (const EnrContent *content, const EnrWritingKind *kind)
{
  for (guint i = 0; i < content->items->len; i++)
    {
      const EnrContentItem *item = g_ptr_array_index (content->items, i);
      const EnrSection *section = enr_writing_kind_find_section (kind, item->key);

      if (section != NULL && section->is_after && !enr_text_is_blank (item->text))
        return TRUE;
    }
  return FALSE;
}

static gboolean
load_approvals (EnrDb *db, const EnrWritingKind *kind, EnrAccident *self, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_APPROVALS);
  int rc;

  enr_bind_uuid (&st, ":id", &self->id);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      g_autoptr (GBytes) body = enr_column_is_null (&st, 2) ? NULL : enr_column_bytes (&st, 2);
      g_autoptr (EnrContent) content = NULL;

      if (body != NULL && (content = enr_content_parse (body, error)) == NULL)
        return FALSE;
      if (self->first_at == ENR_INSTANT_NONE)
        self->first_at = enr_column_instant (&st, 1);
      if (self->second_at == ENR_INSTANT_NONE
          && (content == NULL || enr_accident_is_second (content, kind)))
        self->second_at = enr_column_instant (&st, 1);
    }
  return rc == 0;
}

GPtrArray *
enr_accident_list (EnrDb *db, const EnrWritingKind *kind, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_accident_free);
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  int rc;

  if (!enr_txn_begin_read (&txn, db, error))
    return NULL;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_LIST);

    while ((rc = enr_stmt_step (&st, error)) > 0)
      {
        EnrAccident *self = g_new0 (EnrAccident, 1);

        self->id = enr_column_uuid (&st, 0);
        self->child_id = enr_column_uuid (&st, 1);
        self->child_name = g_strchomp (
            g_strdup_printf ("%s %s", enr_column_text (&st, 2), enr_column_text (&st, 3)));
        self->title = enr_column_dup_text (&st, 4);
        self->day = enr_column_date (&st, 5);
        self->first_at = ENR_INSTANT_NONE;
        self->second_at = ENR_INSTANT_NONE;
        g_ptr_array_add (list, self);
      }
    if (rc < 0)
      return NULL;
  }
  for (guint i = 0; i < list->len; i++)
    if (!load_approvals (db, kind, g_ptr_array_index (list, i), error))
      return NULL;
  return g_steal_pointer (&list);
}
