/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Attachments of drafts.
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/text.h"
#include "contact/recipient-private.h"
#include "nursery/error.h"

#define MAX_NAME 120

ENR_SQL (SQL_LIST,
         "SELECT position, name, type, length (content) FROM announcement_file "
         "WHERE announcement_id = :id ORDER BY position");
ENR_SQL (SQL_LOAD,
         "SELECT content FROM announcement_file WHERE announcement_id = :id "
         "AND position = :position");
ENR_SQL (SQL_INSERT,
         "INSERT INTO announcement_file (announcement_id, position, name, type, content) "
         "VALUES (:id, (SELECT ifnull (max (position), -1) + 1 FROM announcement_file "
         "WHERE announcement_id = :id), :name, :type, :content)");
ENR_SQL (SQL_DELETE,
         "DELETE FROM announcement_file WHERE announcement_id = :id AND position = :position");
ENR_SQL (SQL_CLOSE_UP,
         "UPDATE announcement_file SET position = position - 1 WHERE announcement_id = :id "
         "AND position = :position");

void
enr_announcement_file_free (EnrAnnouncementFile *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->type);
  g_free (self);
}

GPtrArray *
enr_announcement_files (EnrDb *db, const EnrUuid *id, GError **error)
{
  g_autoptr (GPtrArray) list
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_announcement_file_free);
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LIST);
  int rc;

  enr_bind_uuid (&st, ":id", id);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrAnnouncementFile *file = g_new0 (EnrAnnouncementFile, 1);

      file->position = (int) enr_column_int (&st, 0);
      file->name = enr_column_dup_text (&st, 1);
      file->type = enr_column_dup_text (&st, 2);
      file->size = (gsize) enr_column_int (&st, 3);
      g_ptr_array_add (list, file);
    }
  return rc == 0 ? g_steal_pointer (&list) : NULL;
}

GBytes *
enr_announcement_file_load (EnrDb *db, const EnrUuid *id, int position, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LOAD);
  int rc;

  enr_bind_uuid (&st, ":id", id);
  enr_bind_int (&st, ":position", position);
  rc = enr_stmt_step (&st, error);
  if (rc > 0)
    return enr_column_bytes (&st, 0);
  if (rc == 0)
    enr_refuse (error, ENR_NURSERY_ERROR_UNKNOWN, _ ("There is no such file."));
  return NULL;
}

/* By the end of the name, as mail programs and browsers expect it; the PC's own table differs from
 * PC to PC. */
static const char *
guess_type (const char *name)
{
  static const struct
  {
    const char *end;
    const char *type;
  } types[] = {
    { ".pdf", "application/pdf" },
    { ".png", "image/png" },
    { ".jpg", "image/jpeg" },
    { ".jpeg", "image/jpeg" },
    { ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
    { ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
    { ".odt", "application/vnd.oasis.opendocument.text" },
    { ".ods", "application/vnd.oasis.opendocument.spreadsheet" },
  };
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_has_suffix (lower, types[i].end))
      return types[i].type;
  return "application/octet-stream";
}

static gboolean
check_new (GPtrArray *files, const char *name, gsize size, GError **error)
{
  gsize total = size;

  if (*name == '\0' || g_utf8_strlen (name, -1) > MAX_NAME)
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                       _ ("The file's name is missing or too long."));
  if (size == 0)
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID, _ ("The file is empty."));
  if (files->len >= ENR_ANNOUNCEMENT_MAX_FILES)
    {
      g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                   _ ("A letter has %d files at most."), ENR_ANNOUNCEMENT_MAX_FILES);
      return FALSE;
    }
  for (guint i = 0; i < files->len; i++)
    {
      const EnrAnnouncementFile *file = g_ptr_array_index (files, i);

      total += file->size;
      if (strcmp (file->name, name) == 0)
        return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                           _ ("A file of this name is attached already."));
    }
  if (total <= ENR_ANNOUNCEMENT_MAX_FILE_BYTES)
    return TRUE;
  g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
               /* Translators: sizes in MB */
               _ ("All files together would have %.1f MB. Many mailboxes refuse a letter with more "
                  "than %d MB; make the file smaller, or give it out on paper."),
               (double) total / (1024 * 1024), ENR_ANNOUNCEMENT_MAX_FILE_BYTES / (1024 * 1024));
  return FALSE;
}

static gboolean
add (EnrDb *db, const EnrUuid *id, const char *name, GBytes *content, GError **error)
{
  g_autoptr (EnrAnnouncement) draft = enr_announcement_load_draft (db, id, error);
  g_autoptr (GPtrArray) files = draft != NULL ? enr_announcement_files (db, id, error) : NULL;
  g_auto (EnrStmt) st = { NULL, NULL };

  if (files == NULL || !check_new (files, name, g_bytes_get_size (content), error))
    return FALSE;
  st = enr_stmt (db, SQL_INSERT);
  enr_bind_uuid (&st, ":id", id);
  enr_bind_text (&st, ":name", name);
  enr_bind_text (&st, ":type", guess_type (name));
  enr_bind_bytes (&st, ":content", content);
  return enr_stmt_run (&st, error);
}

static char *
dup_base_name (const char *name)
{
  for (const char *p = name; *p != '\0'; p++)
    if (*p == '/' || *p == '\\')
      name = p + 1;
  return enr_text_tidy (name);
}

gboolean
enr_announcement_file_check (GPtrArray *before, const char *name, gsize size, GError **error)
{
  g_autofree char *tidy = dup_base_name (name);
  EnrAnnouncementFile *file;

  if (!check_new (before, tidy, size, error))
    return FALSE;
  file = g_new0 (EnrAnnouncementFile, 1);
  file->position = (int) before->len;
  file->name = g_steal_pointer (&tidy);
  file->type = g_strdup ("");
  file->size = size;
  g_ptr_array_add (before, file);
  return TRUE;
}

gboolean
enr_announcement_file_add_in_txn (EnrDb *db,
                                  const EnrUuid *id,
                                  const char *name,
                                  GBytes *content,
                                  GError **error)
{
  g_autofree char *tidy = dup_base_name (name);

  return add (db, id, tidy, content, error);
}

gboolean
enr_announcement_file_add (EnrDb *db,
                           const EnrActor *actor,
                           const EnrUuid *id,
                           const char *name,
                           GBytes *content,
                           GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  return enr_txn_begin (&txn, db, actor, NULL, error)
         && enr_announcement_file_add_in_txn (db, id, name, content, error)
         && enr_txn_commit (&txn, error);
}

static gboolean
run_at (EnrDb *db, const char *sql, const EnrUuid *id, int position, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, sql);

  enr_bind_uuid (&st, ":id", id);
  enr_bind_int (&st, ":position", position);
  if (!enr_stmt_run (&st, error))
    return FALSE;
  if (enr_stmt_changes (&st) > 0)
    return TRUE;
  return enr_refuse (error, ENR_NURSERY_ERROR_UNKNOWN, _ ("There is no such file."));
}

gboolean
enr_announcement_file_remove (EnrDb *db,
                              const EnrActor *actor,
                              const EnrUuid *id,
                              int position,
                              GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autoptr (EnrAnnouncement) draft = NULL;
  g_autoptr (GPtrArray) files = NULL;

  if (!enr_txn_begin (&txn, db, actor, NULL, error)
      || (draft = enr_announcement_load_draft (db, id, error)) == NULL
      || (files = enr_announcement_files (db, id, error)) == NULL
      || !run_at (db, SQL_DELETE, id, position, error))
    return FALSE;
  for (int i = position + 1; i < (int) files->len; i++)
    if (!run_at (db, SQL_CLOSE_UP, id, i, error))
      return FALSE;
  return enr_txn_commit (&txn, error);
}
