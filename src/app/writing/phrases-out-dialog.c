/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/phrases-out-dialog.h"

#include <glib/gi18n.h>

#include "app/compat.h"
#include "base/file.h"
#include "writing/phrase.h"

struct _EnrPhrasesOutDialog
{
  EnrEditDialog parent_instance;

  /* Template */
  AdwComboRow *encoding;

  /* Owned */
  GPtrArray *sections; /* NULL for the words */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (EnrPhrasesOutDialog, enr_phrases_out_dialog, ENR_TYPE_EDIT_DIALOG)

typedef struct
{
  GPtrArray *sections;
  EnrEncoding encoding;
  char *path;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->sections, g_ptr_array_unref);
  g_free (job->path);
  g_free (job);
}

/* The result is the number of replaced letters and one. */
static gpointer
write_file (EnrDb *db, gpointer data, GError **error)
{
  const Job *job = data;
  guint replaced = 0;
  g_autoptr (GBytes) bytes
      = job->sections != NULL
            ? enr_phrase_export (db, job->sections, job->encoding, &replaced, error)
            : enr_style_word_export (db, job->encoding, &replaced, error);

  if (bytes == NULL || !enr_file_replace (job->path, bytes, error))
    return NULL;
  return GUINT_TO_POINTER (replaced + 1);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrPhrasesOutDialog) self = user_data;
  EnrEditDialog *dialog = ENR_EDIT_DIALOG (self);
  g_autoptr (GError) error = NULL;
  guint value = GPOINTER_TO_UINT (enr_store_finish (ENR_STORE (source), result, &error));
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (value == 1)
    {
      enr_session_tell (enr_edit_dialog_get_session (dialog), _ ("The file is written"));
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  text = value == 0
             ? enr_error_describe (error)
             : g_strdup_printf (ngettext ("The file is written, but %u letter that Shift_JIS lacks "
                                          "was replaced by 〓. With UTF-8 all letters stay.",
                                          "The file is written, but %u letters that Shift_JIS "
                                          "lacks were replaced by 〓. With UTF-8 all letters stay.",
                                          value - 1),
                                value - 1);
  enr_edit_dialog_refuse (dialog, NULL, text);
}

static void
chosen_cb (GFile *file, gpointer user_data)
{
  g_autoptr (EnrPhrasesOutDialog) self = user_data;
  EnrEditDialog *dialog = ENR_EDIT_DIALOG (self);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  Job *job;

  if (file == NULL || enr_edit_dialog_get_session (dialog) == NULL)
    return;
  if (path == NULL)
    {
      enr_edit_dialog_refuse (dialog, NULL, _ ("Please choose a folder on this PC."));
      return;
    }
  job = g_new0 (Job, 1);
  job->sections = self->sections != NULL ? g_ptr_array_ref (self->sections) : NULL;
  job->encoding
      = adw_combo_row_get_selected (self->encoding) == 1 ? ENR_ENCODING_CP932 : ENR_ENCODING_UTF8;
  job->path = g_steal_pointer (&path);
  enr_store_read_async (enr_session_get_store (enr_edit_dialog_get_session (dialog)), write_file,
                        job, job_free, NULL, self->cancellable, written_cb, g_object_ref (self));
}

static void
enr_phrases_out_dialog_save (EnrEditDialog *dialog)
{
  EnrPhrasesOutDialog *self = ENR_PHRASES_OUT_DIALOG (dialog);

  /* Translators: the names of files */
  enr_compat_save_file (GTK_WINDOW (self), _ ("Write to a File"),
                        self->sections != NULL ? _ ("phrases.csv") : _ ("words.csv"), chosen_cb,
                        g_object_ref (self));
}

static void
enr_phrases_out_dialog_dispose (GObject *object)
{
  g_cancellable_cancel (ENR_PHRASES_OUT_DIALOG (object)->cancellable);

  G_OBJECT_CLASS (enr_phrases_out_dialog_parent_class)->dispose (object);
}

static void
enr_phrases_out_dialog_finalize (GObject *object)
{
  EnrPhrasesOutDialog *self = ENR_PHRASES_OUT_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->sections, g_ptr_array_unref);

  G_OBJECT_CLASS (enr_phrases_out_dialog_parent_class)->finalize (object);
}

static void
enr_phrases_out_dialog_class_init (EnrPhrasesOutDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_phrases_out_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = enr_phrases_out_dialog_finalize;
  ENR_EDIT_DIALOG_CLASS (klass)->save = enr_phrases_out_dialog_save;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/writing/phrases-out-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrPhrasesOutDialog, encoding);
}

static void
enr_phrases_out_dialog_init (EnrPhrasesOutDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

EnrPhrasesOutDialog *
enr_phrases_out_dialog_new (EnrSession *session, GPtrArray *sections)
{
  EnrPhrasesOutDialog *self = g_object_new (ENR_TYPE_PHRASES_OUT_DIALOG, NULL);

  enr_edit_dialog_set_session (ENR_EDIT_DIALOG (self), session);
  self->sections = sections != NULL ? g_ptr_array_ref (sections) : NULL;
  return self;
}
