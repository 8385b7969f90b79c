/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/papers/save.h"

#include <glib/gi18n.h>

typedef struct
{
  EnrDocument *document;
  char *path;
} Save;

static void
save_free (gpointer data)
{
  Save *save = data;

  enr_document_unref (save->document);
  g_free (save->path);
  g_free (save);
}

static void
save_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Save *save = data;
  GError *error = NULL;

  if (enr_document_write_pdf (save->document, save->path, enr_document_creation_time (), &error))
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
  name = g_path_get_basename (save->path);
  /* Translators: %s is the name of a file. */
  text = g_strdup_printf (_ ("Saved: %s"), name);
  enr_session_tell (session, text);
}

void
enr_paper_save (EnrSession *session, EnrDocument *document, const char *path)
{
  g_autoptr (GTask) task = NULL;
  Save *save;

  g_return_if_fail (ENR_IS_SESSION (session));
  g_return_if_fail (document != NULL && path != NULL);

  save = g_new0 (Save, 1);
  save->document = enr_document_ref (document);
  save->path = g_strdup (path);
  task = g_task_new (session, NULL, saved_cb, NULL);
  g_task_set_source_tag (task, enr_paper_save);
  g_task_set_task_data (task, save, save_free);
  g_task_run_in_thread (task, save_thread);
}
