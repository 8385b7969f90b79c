/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/papers/save.h"

#include <glib/gi18n.h>

#include "base/file.h"
#include "nursery/error.h"

typedef struct
{
  EnrDocument *document; /* of a PDF, else NULL */
  EnrPaper *paper;       /* of a list, else NULL */
  EnrPaperListFormat format;
  guint replaced; /* letters that the encoding lacks */
  char *path;
} Save;

static void
save_free (gpointer data)
{
  Save *save = data;

  g_clear_pointer (&save->document, enr_document_unref);
  g_clear_pointer (&save->paper, enr_paper_unref);
  g_free (save->path);
  g_free (save);
}

static gboolean
write_list (Save *save, GError **error)
{
  const EnrTable *table = save->paper->table;
  g_autoptr (GBytes) bytes = NULL;

  if (save->format == ENR_PAPER_LIST_XLSX)
    {
      bytes = enr_table_to_xlsx (table, error);
      return bytes != NULL && enr_file_replace (save->path, bytes, error);
    }
  bytes = enr_table_to_csv (
      table, save->format == ENR_PAPER_LIST_CSV_CP932 ? ENR_ENCODING_CP932 : ENR_ENCODING_UTF8,
      &save->replaced);
  if (bytes == NULL)
    {
      g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                           _ ("This system cannot write CP932 (Shift_JIS). Please choose UTF-8."));
      return FALSE;
    }
  return enr_file_replace (save->path, bytes, error);
}

static void
save_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Save *save = data;
  GError *error = NULL;
  gboolean is_written = save->document != NULL ? enr_document_write_pdf (
                            save->document, save->path, enr_document_creation_time (), &error)
                                               : write_list (save, &error);

  if (is_written)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  EnrSession *session = ENR_SESSION (source);
  const Save *save = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      enr_session_fail (session, error);
      return;
    }
  name = g_filename_display_basename (save->path);
  if (save->replaced > 0)
    text = g_strdup_printf (
        ngettext ("The file is written, but %u letter that Shift_JIS lacks was "
                  "replaced by 〓. With UTF-8 all letters stay.",
                  "The file is written, but %u letters that Shift_JIS lacks were "
                  "replaced by 〓. With UTF-8 all letters stay.",
                  save->replaced),
        save->replaced);
  else
    /* Translators: %s is the name of a file. */
    text = g_strdup_printf (_ ("Saved: %s"), name);
  enr_session_tell (session, text);
}

/* Takes @save. */
static void
run (EnrSession *session, Save *save)
{
  g_autoptr (GTask) task = g_task_new (session, NULL, saved_cb, NULL);

  g_task_set_source_tag (task, run);
  g_task_set_task_data (task, save, save_free);
  g_task_run_in_thread (task, save_thread);
}

void
enr_paper_save (EnrSession *session, EnrDocument *document, const char *path)
{
  Save *save;

  g_return_if_fail (ENR_IS_SESSION (session));
  g_return_if_fail (document != NULL && path != NULL);

  save = g_new0 (Save, 1);
  save->document = enr_document_ref (document);
  save->path = g_strdup (path);
  run (session, save);
}

void
enr_paper_save_list (EnrSession *session,
                     EnrPaper *paper,
                     EnrPaperListFormat format,
                     const char *path)
{
  Save *save;

  g_return_if_fail (ENR_IS_SESSION (session));
  g_return_if_fail (paper != NULL && paper->table != NULL && path != NULL);

  save = g_new0 (Save, 1);
  save->paper = enr_paper_ref (paper);
  save->format = format;
  save->path = g_strdup (path);
  run (session, save);
}
