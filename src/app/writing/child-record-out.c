/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A child's record on paper and as files: where to, the question, and the writing on the reader's
 * thread.
 */
#include "config.h"

#include <glib/gi18n.h>

#include "app/compat.h"
#include "app/writing/child-out-dialog.h"
#include "app/writing/child-record-window-private.h"

typedef struct
{
  EnrUuid child_id;
  char *path;
  gboolean is_folder;
  gboolean only_approved;
} Out;

/* Who asked, while the place is chosen and the question is answered. */
typedef struct
{
  EnrChildRecordWindow *self;
  Out *out;
} Asking;

static void
out_free (gpointer data)
{
  g_free (((Out *) data)->path);
  g_free (data);
}

static void
asking_free (Asking *asking)
{
  g_clear_pointer (&asking->out, out_free);
  g_object_unref (asking->self);
  g_free (asking);
}

static gpointer
write_out (EnrDb *db, gpointer data, GError **error)
{
  const Out *out = data;
  g_autoptr (EnrChildStory) story
      = enr_child_story_load (db, &out->child_id, out->only_approved, error);
  g_autoptr (EnrDocument) document = NULL;

  if (story == NULL)
    return NULL;
  if (out->is_folder)
    return enr_child_story_write_files (story, out->path, NULL, error) ? g_strdup (out->path)
                                                                       : NULL;
  document = enr_child_story_paper (story, error);
  return document != NULL
                 && enr_document_write_pdf (document, out->path, enr_document_creation_time (),
                                            error)
             ? g_strdup (out->path)
             : NULL;
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrSession) session = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = enr_store_finish (ENR_STORE (source), result, &error);
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (path == NULL)
    {
      enr_session_fail (session, error);
      return;
    }
  name = g_filename_display_basename (path);
  /* Translators: %s is the name of a file. */
  text = g_strdup_printf (_ ("Saved: %s"), name);
  enr_session_tell (session, text);
}

static void
response_cb (EnrChildOutDialog *dialog, const char *response, gpointer user_data)
{
  Asking *asking = user_data;

  if (g_strcmp0 (response, "yes") == 0 && asking->self->session != NULL)
    {
      asking->out->only_approved = enr_child_out_dialog_get_only_approved (dialog);
      enr_store_read_async (enr_session_get_store (asking->self->session), write_out,
                            g_steal_pointer (&asking->out), out_free, g_free, NULL, written_cb,
                            g_object_ref (asking->self->session));
    }
  asking_free (asking);
}

static void
chosen_cb (GFile *file, gpointer user_data)
{
  Asking *asking = user_data;
  GtkWidget *dialog;

  if (file == NULL || asking->self->session == NULL)
    {
      asking_free (asking);
      return;
    }
  asking->out->path = g_file_get_path (file);
  if (asking->out->path == NULL)
    {
      enr_session_tell (asking->self->session, _ ("Please choose a place on this PC."));
      asking_free (asking);
      return;
    }
  dialog = GTK_WIDGET (enr_child_out_dialog_new (GTK_WINDOW (asking->self),
                                                 asking->self->story->name, asking->out->path));
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), asking);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
out_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrChildRecordWindow *self = ENR_CHILD_RECORD_WINDOW (widget);
  gboolean is_folder = g_str_equal (name, "child-record.files");
  g_autofree char *proposed = NULL;
  Asking *asking;

  if (self->story == NULL)
    return;
  asking = g_new0 (Asking, 1);
  asking->self = g_object_ref (self);
  asking->out = g_new0 (Out, 1);
  asking->out->child_id = self->child_id;
  asking->out->is_folder = is_folder;
  /* Translators: the name of a file or folder; a child's name */
  proposed = g_strdup_printf (is_folder ? _ ("Records of %s") : _ ("Records of %s.pdf"),
                              self->story->name);
  /* A folder is named as a file is: it must be new. */
  enr_compat_save_file (GTK_WINDOW (self),
                        is_folder ? _ ("Choose a New Folder") : _ ("Save as PDF"), proposed,
                        chosen_cb, asking);
}

void
enr_child_record_install_out (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "child-record.pdf", NULL, out_action);
  gtk_widget_class_install_action (widget_class, "child-record.files", NULL, out_action);
}
