/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "submission/submitted-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "nursery/error.h"
#include "outbox/owed-txn.h"
#include "submission/submission-private.h"

#define PREFIX "document/"

ENR_SQL (SQL_ADD,
         "INSERT INTO document_submission (id, kind, first_day, last_day, age, child_id, title, "
         "sha256, size, "
         "media_type, submitted_at, submitted_by) VALUES (:id, :kind, :first, :last, :age, :child, "
         ":title, :sum, "
         ":size, :type, :now, :by)");
ENR_SQL (SQL_REMOVE,
         "UPDATE document_submission SET removed_at = :now WHERE id = :id AND removed_at IS NULL");
ENR_SQL (SQL_LOAD,
         "SELECT kind, first_day, last_day, age, child_id, sha256, size, media_type, submitted_at, "
         "removed_at "
         "FROM document_submission WHERE id = :id");

ENR_SQL (SQL_LIST,
         "SELECT id, kind, title, size, submitted_at, submitted_by, removed_at FROM "
         "document_submission ORDER BY submitted_at DESC, id");

static const struct
{
  const char *end;
  const char *media_type;
} types[] = {
  { ".pdf", "application/pdf" },
  { ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
  { ".csv", "text/csv" },
};

static gboolean
is_known (const char *media_type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_strcmp0 (types[i].media_type, media_type) == 0)
      return TRUE;
  return FALSE;
}

const char *
enr_submitted_file_guess_type (const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_has_suffix (lower, types[i].end))
      return types[i].media_type;
  return NULL;
}

int
enr_submitted_file_is_on (EnrDb *db, GError **error)
{
  EnrSendingMode mode;
  int is_on = enr_outbox_is_on (db, error);

  if (is_on <= 0)
    return is_on;
  if (!enr_outbox_get_mode (db, "document", &mode, error))
    return -1;
  return mode != ENR_SENDING_MODE_OFF;
}

void
enr_submitted_paper_free (EnrSubmittedPaper *self)
{
  if (self == NULL)
    return;

  g_free (self->kind);
  g_free (self->title);
  g_free (self->submitted_by);
  g_free (self);
}

static GPtrArray *
read_papers (EnrDb *db, GError **error)
{
  g_autoptr (GPtrArray) list
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_submitted_paper_free);
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LIST);
  int rc;

  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrSubmittedPaper *paper = g_new0 (EnrSubmittedPaper, 1);

      paper->id = enr_column_uuid (&st, 0);
      paper->kind = enr_column_dup_text (&st, 1);
      paper->title = enr_column_dup_text (&st, 2);
      paper->size = enr_column_int (&st, 3);
      paper->submitted_at = enr_column_instant (&st, 4);
      paper->submitted_by = enr_column_dup_text (&st, 5);
      paper->is_removed = !enr_column_is_null (&st, 6);
      g_ptr_array_add (list, paper);
    }
  return rc == 0 ? g_steal_pointer (&list) : NULL;
}

GPtrArray *
enr_submitted_file_list (EnrDb *db, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autoptr (GPtrArray) list = NULL;

  if (!enr_txn_begin_read (&txn, db, error) || (list = read_papers (db, error)) == NULL)
    return NULL;
  for (guint i = 0; i < list->len; i++)
    {
      EnrSubmittedPaper *paper = g_ptr_array_index (list, i);
      g_autofree char *subject = enr_submitted_file_dup_subject (&paper->id);

      if (!enr_outbox_find (db, subject, &paper->sending, error))
        return NULL;
    }
  return g_steal_pointer (&list);
}

char *
enr_submitted_file_dup_subject (const EnrUuid *id)
{
  g_autofree char *hex = enr_submission_dup_hex (id);

  return g_strconcat (PREFIX, hex, NULL);
}

static gboolean
insert (EnrDb *db,
        const EnrActor *actor,
        const EnrSubmittedFile *self,
        gsize size,
        const guint8 sum[ENR_SUM_LENGTH],
        GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (sum, ENR_SUM_LENGTH);
  g_auto (EnrStmt) st = enr_stmt (db, SQL_ADD);

  enr_bind_uuid (&st, ":id", &self->id);
  enr_bind_text (&st, ":kind", self->kind);
  enr_bind_date (&st, ":first", self->first);
  enr_bind_date (&st, ":last", self->last);
  if (self->age >= 0)
    enr_bind_int (&st, ":age", self->age);
  enr_bind_uuid (&st, ":child", enr_uuid_is_none (&self->child_id) ? NULL : &self->child_id);
  enr_bind_text (&st, ":title", self->title);
  enr_bind_bytes (&st, ":sum", bytes);
  enr_bind_int (&st, ":size", (gint64) size);
  enr_bind_text (&st, ":type", self->media_type);
  enr_bind_instant (&st, ":now", enr_clock_now ());
  enr_bind_text (&st, ":by", actor->name);
  return enr_stmt_run (&st, error);
}

gboolean
enr_submitted_file_add (EnrDb *db,
                        const EnrActor *actor,
                        EnrSubmittedFile *self,
                        GBytes *content,
                        GError **error)
{
  gsize size = g_bytes_get_size (content);
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autofree char *subject = NULL;
  guint8 sum[ENR_SUM_LENGTH];
  int is_on;

  if (size == 0 || size > ENR_BLOB_MAX_BYTES || !is_known (self->media_type))
    return enr_refuse (
        error, ENR_NURSERY_ERROR_INVALID,
        _ ("This file cannot be handed in: it is empty, larger than 32 MB, or neither PDF, "
           "Excel nor CSV."));
  if (enr_text_is_blank (self->title))
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID, _ ("The title of the paper is missing."));
  is_on = enr_submitted_file_is_on (db, error);
  if (is_on < 0)
    return FALSE;
  if (is_on == 0)
    return enr_refuse (
        error, ENR_NURSERY_ERROR_INVALID,
        _ ("Papers are not handed in from here: they are switched off in the settings "
           "of the municipality's page."));
  self->id = enr_uuid_new ();
  subject = enr_submitted_file_dup_subject (&self->id);
  return enr_txn_begin (&txn, db, actor, NULL, error)
         && enr_blob_put_in_txn (db, subject, self->title, content, sum, error)
         && insert (db, actor, self, size, sum, error) && enr_txn_commit (&txn, error);
}

gboolean
enr_submitted_file_withdraw (EnrDb *db,
                             const EnrActor *actor,
                             const EnrUuid *id,
                             const char *reason,
                             GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (enr_text_is_blank (reason))
    return enr_refuse (error, ENR_NURSERY_ERROR_REASON, _ ("Taking back a report needs a reason."));
  if (!enr_txn_begin (&txn, db, actor, reason, error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_REMOVE);

    enr_bind_uuid (&st, ":id", id);
    enr_bind_instant (&st, ":now", enr_clock_now ());
    if (!enr_stmt_run (&st, error))
      return FALSE;
    if (enr_stmt_changes (&st) == 0)
      return enr_refuse (error, ENR_NURSERY_ERROR_UNKNOWN, _ ("There is no such paper."));
  }
  return enr_txn_commit (&txn, error);
}

static void
set_sum (json_t *data, EnrStmt *st, int column)
{
  g_autoptr (GBytes) bytes = enr_column_bytes (st, column);
  char text[2 * ENR_SUM_LENGTH + 1];

  g_return_if_fail (bytes != NULL && g_bytes_get_size (bytes) == ENR_SUM_LENGTH);
  enr_sum_format (g_bytes_get_data (bytes, NULL), text);
  json_object_set_new (data, "sha256", json_string (text));
}

/* 1 with its data, all but the child. */
static int
load (EnrDb *db, const EnrUuid *id, EnrComposed *composed, EnrUuid *child_id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LOAD);
  json_t *data;
  int rc;

  enr_bind_uuid (&st, ":id", id);
  rc = enr_stmt_step (&st, error);
  if (rc <= 0)
    return rc;
  data = composed->data = json_object ();
  composed->later_type = "jp.enroku.document.submitted.v1";
  composed->type = enr_column_is_null (&st, 9) ? composed->later_type : NULL;
  composed->happened = enr_column_instant (&st, 8);
  *child_id = enr_column_uuid (&st, 4);
  enr_json_set_text (data, "kind", enr_column_text (&st, 0));
  enr_json_set_date (data, "first", enr_column_date (&st, 1));
  enr_json_set_date (data, "last", enr_column_date (&st, 2));
  if (!enr_column_is_null (&st, 3))
    enr_json_set_int (data, "age", enr_column_int (&st, 3));
  set_sum (data, &st, 5);
  enr_json_set_int (data, "bytes", enr_column_int (&st, 6));
  enr_json_set_text (data, "media_type", enr_column_text (&st, 7));
  enr_json_set_date (data, "submitted", enr_instant_civil_date (composed->happened));
  if (composed->type == NULL)
    json_object_set_new (data, "removed", json_true ());
  return rc;
}

gboolean
enr_compose_document (EnrDb *db,
                      const char *rest,
                      gboolean is_preview,
                      EnrComposed *composed,
                      GError **error)
{
  EnrUuid id;
  EnrUuid child_id = enr_uuid_none;
  int rc = enr_uuid_parse (rest, &id) ? load (db, &id, composed, &child_id, error) : 0;
  json_t *child;

  if (rc <= 0)
    return rc == 0;
  if (enr_uuid_is_none (&child_id))
    return TRUE;
  child = enr_submission_child (db, &child_id, enr_instant_civil_date (composed->happened), error);
  if (child != NULL)
    json_object_set_new (composed->data, "child", child);
  return child != NULL;
}

void
enr_say_document (const json_t *data, GString *lines)
{
  const json_t *child = json_object_get (data, "child");
  g_autofree char *first = enr_say_date (data, "first");
  g_autofree char *last = enr_say_date (data, "last");

  /* Translators: a kind of paper, and its size in bytes */
  g_string_append_printf (lines, _ ("A file: %s, %d bytes"), enr_json_get_text (data, "kind", ""),
                          (int) enr_json_get_int (data, "bytes", 0));
  g_string_append_c (lines, '\n');
  if (*first != '\0')
    g_string_append_printf (lines, "%s–%s\n", first, last);
  if (child != NULL)
    {
      g_autofree char *who = enr_say_child (child);

      g_string_append_printf (lines, "%s\n", who);
    }
  if (json_is_true (json_object_get (data, "removed")))
    g_string_append_printf (lines, "%s\n", _ ("This was entered by mistake and is taken back."));
}
