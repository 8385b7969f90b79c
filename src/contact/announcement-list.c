/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The list of letters with what became of them.
 */
#include "config.h"

#include "contact/announcement.h"

ENR_SQL (SQL_LIST,
         "SELECT a.id, a.day, a.title, a.is_urgent, a.about_child IS NOT NULL, a.answer_kind, "
         "a.answer_until, a.written_by, a.sent_at, "
         "(SELECT count(*) FROM announcement_file f WHERE f.announcement_id = a.id), "
         "count (r.id), "
         "coalesce (sum (EXISTS (SELECT 1 FROM delivery d WHERE d.recipient_id = r.id "
         "  AND d.state IN ('accepted', 'printed'))), 0), "
         "coalesce (sum (EXISTS (SELECT 1 FROM delivery d WHERE d.recipient_id = r.id "
         "  AND d.state IN ('uncertain', 'refused')) AND NOT EXISTS (SELECT 1 FROM delivery d "
         "  WHERE d.recipient_id = r.id AND d.state IN ('accepted', 'printed'))), 0), "
         "coalesce (sum (r.read_at IS NOT NULL), 0), coalesce (sum (r.answered_at IS NOT NULL), 0) "
         "FROM announcement a LEFT JOIN recipient r ON r.announcement_id = a.id "
         "WHERE a.removed_at IS NULL AND (a.sent_at IS NULL OR :first IS NULL OR a.day >= :first) "
         "GROUP BY a.id "
         "ORDER BY a.sent_at IS NOT NULL, ifnull (a.sent_at, a.created_at) DESC, a.id DESC");

void
enr_announcement_line_free (EnrAnnouncementLine *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_free (self->audience);
  g_free (self->written_by);
  g_free (self);
}

static EnrAnnouncementLine *
read_line (EnrStmt *st)
{
  EnrAnnouncementLine *self = g_new0 (EnrAnnouncementLine, 1);

  self->id = enr_column_uuid (st, 0);
  self->day = enr_column_date (st, 1);
  self->title = enr_column_dup_text (st, 2);
  self->is_urgent = enr_column_int (st, 3) != 0;
  self->is_about_child = enr_column_int (st, 4) != 0;
  self->answer_kind = enr_answer_kind_from_key (enr_column_text (st, 5));
  self->answer_until = enr_column_date (st, 6);
  self->written_by = enr_column_dup_text (st, 7);
  self->sent_at = enr_column_instant (st, 8);
  self->n_files = (guint) enr_column_int (st, 9);
  self->n_recipients = (guint) enr_column_int (st, 10);
  self->n_delivered = (guint) enr_column_int (st, 11);
  self->n_trouble = (guint) enr_column_int (st, 12);
  self->n_read = (guint) enr_column_int (st, 13);
  self->n_answered = (guint) enr_column_int (st, 14);
  return self;
}

GPtrArray *
enr_announcement_list (EnrDb *db, EnrDate first, GError **error)
{
  g_autoptr (GPtrArray) list
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_announcement_line_free);
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin_read (&txn, db, error))
    return NULL;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_LIST);
    int rc;

    enr_bind_date (&st, ":first", first);
    while ((rc = enr_stmt_step (&st, error)) > 0)
      g_ptr_array_add (list, read_line (&st));
    if (rc < 0)
      return NULL;
  }
  for (guint i = 0; i < list->len; i++)
    {
      EnrAnnouncementLine *line = g_ptr_array_index (list, i);
      g_autoptr (EnrAnnouncement) announcement = enr_announcement_load (db, &line->id, error);

      line->audience
          = announcement != NULL ? enr_audience_dup_text (db, announcement->audience, error) : NULL;
      if (line->audience == NULL)
        return NULL;
    }
  return g_steal_pointer (&list);
}
