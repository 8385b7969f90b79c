/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/children/export-dialog.h"

#include <glib/gi18n.h>

#include "app/children/date-row.h"
#include "app/compat.h"
#include "attendance/export.h"
#include "base/file.h"
#include "nursery/export.h"

struct _EnrExportDialog
{
  EnrEditDialog parent_instance;

  /* template */
  AdwComboRow *subject;
  AdwComboRow *scope;
  EnrDateRow *first;
  EnrDateRow *last;
  AdwComboRow *encoding;

  /* owned */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (EnrExportDialog, enr_export_dialog, ENR_TYPE_EDIT_DIALOG)

typedef struct
{
  gboolean is_attendance;
  EnrRosterScope scope;
  EnrDate day;
  EnrDate first;
  EnrDate last;
  EnrEncoding encoding;
  char *path;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->path);
  g_free (job);
}

/* The result is the number of replaced letters and one. */
static gpointer
write_file (EnrDb *db, gpointer data, GError **error)
{
  const Job *job = data;
  guint replaced = 0;
  g_autoptr (GBytes) bytes = NULL;

  bytes = job->is_attendance
              ? enr_export_attendance (db, job->first, job->last, job->encoding, &replaced, error)
              : enr_export_children (db, job->day, job->scope, job->encoding, &replaced, error);
  if (bytes == NULL || !enr_file_replace (job->path, bytes, error))
    return NULL;
  return GUINT_TO_POINTER (replaced + 1);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrExportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  guint value = GPOINTER_TO_UINT (enr_store_finish (ENR_STORE (source), result, &error));
  g_autofree char *text = NULL;

  if (value == 0)
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      text = enr_error_describe (error);
      enr_edit_dialog_refuse (ENR_EDIT_DIALOG (self), NULL, text);
      return;
    }
  if (value == 1)
    {
      enr_session_tell (enr_edit_dialog_get_session (ENR_EDIT_DIALOG (self)),
                        _ ("The file is written"));
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  text = g_strdup_printf (ngettext ("The file is written, but %u letter that Shift_JIS lacks was "
                                    "replaced by 〓. With UTF-8 all letters stay.",
                                    "The file is written, but %u letters that Shift_JIS lacks were "
                                    "replaced by 〓. With UTF-8 all letters stay.",
                                    value - 1),
                          value - 1);
  enr_edit_dialog_refuse (ENR_EDIT_DIALOG (self), NULL, text);
}

static gboolean
is_attendance (EnrExportDialog *self)
{
  return adw_combo_row_get_selected (self->subject) == 1;
}

static void
subject_cb (EnrExportDialog *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->scope), !is_attendance (self));
  gtk_widget_set_visible (GTK_WIDGET (self->first), is_attendance (self));
  gtk_widget_set_visible (GTK_WIDGET (self->last), is_attendance (self));
}

static void
chosen_cb (GFile *file, gpointer user_data)
{
  g_autoptr (EnrExportDialog) self = user_data;

  if (file != NULL)
    enr_export_dialog_write (self, file);
}

static gboolean
check_date (EnrExportDialog *self, EnrDateRow *row)
{
  if (enr_date_row_get_date (row) != ENR_DATE_NONE)
    return TRUE;
  enr_edit_dialog_refuse (ENR_EDIT_DIALOG (self), GTK_WIDGET (row),
                          _ ("This is not a date. Write it as 2026/4/1 or R8.4.1."));
  return FALSE;
}

static void
enr_export_dialog_save (EnrEditDialog *form)
{
  EnrExportDialog *self = ENR_EXPORT_DIALOG (form);
  g_autofree char *day
      = enr_date_dup_iso (enr_session_get_date (enr_edit_dialog_get_session (form)));
  g_autofree char *name = NULL;

  if (is_attendance (self))
    {
      if (!check_date (self, self->first) || !check_date (self, self->last))
        return;
      if (enr_date_row_get_date (self->last) < enr_date_row_get_date (self->first))
        {
          enr_edit_dialog_refuse (form, GTK_WIDGET (self->last),
                                  _ ("The last day is before the first."));
          return;
        }
    }
  /* Translators: the name of a file; %s is a date */
  name = is_attendance (self) ? g_strdup_printf (_ ("attendance-%s.csv"), day)
                              : g_strdup_printf (_ ("children-%s.csv"), day);
  enr_compat_save_file (GTK_WINDOW (self), _ ("Write to a File"), name, chosen_cb,
                        g_object_ref (self));
}

static void
enr_export_dialog_dispose (GObject *object)
{
  EnrExportDialog *self = ENR_EXPORT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (enr_export_dialog_parent_class)->dispose (object);
}

static void
enr_export_dialog_class_init (EnrExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_export_dialog_dispose;
  ENR_EDIT_DIALOG_CLASS (klass)->save = enr_export_dialog_save;

  g_type_ensure (ENR_TYPE_DATE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/children/export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrExportDialog, subject);
  gtk_widget_class_bind_template_child (widget_class, EnrExportDialog, scope);
  gtk_widget_class_bind_template_child (widget_class, EnrExportDialog, first);
  gtk_widget_class_bind_template_child (widget_class, EnrExportDialog, last);
  gtk_widget_class_bind_template_child (widget_class, EnrExportDialog, encoding);
  gtk_widget_class_bind_template_callback (widget_class, subject_cb);
}

static void
enr_export_dialog_init (EnrExportDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  subject_cb (self);
}

EnrExportDialog *
enr_export_dialog_new (EnrSession *session)
{
  EnrExportDialog *self = g_object_new (ENR_TYPE_EXPORT_DIALOG, NULL);
  EnrDate first = enr_date_month_start (enr_session_get_date (session), 0);

  enr_edit_dialog_set_session (ENR_EDIT_DIALOG (self), session);
  enr_date_row_set_date (self->first, first);
  enr_date_row_set_date (self->last, enr_date_month_start (first, 1) - 1);
  return self;
}

void
enr_export_dialog_show (EnrExportDialog *self, GtkWidget *parent)
{
  enr_edit_dialog_show (ENR_EDIT_DIALOG (self), parent);
}

void
enr_export_dialog_write (EnrExportDialog *self, GFile *file)
{
  static const EnrRosterScope scopes[]
      = { ENR_ROSTER_ENROLLED, ENR_ROSTER_FUTURE, ENR_ROSTER_FORMER, ENR_ROSTER_ALL };
  EnrSession *session = enr_edit_dialog_get_session (ENR_EDIT_DIALOG (self));
  Job *job = g_new0 (Job, 1);

  job->is_attendance = is_attendance (self);
  job->scope = scopes[adw_combo_row_get_selected (self->scope) % G_N_ELEMENTS (scopes)];
  job->day = enr_session_get_date (session);
  job->first = enr_date_row_get_date (self->first);
  job->last = enr_date_row_get_date (self->last);
  job->encoding
      = adw_combo_row_get_selected (self->encoding) == 1 ? ENR_ENCODING_CP932 : ENR_ENCODING_UTF8;
  job->path = g_file_get_path (file);
  if (job->path == NULL)
    {
      enr_edit_dialog_refuse (ENR_EDIT_DIALOG (self), NULL,
                              _ ("Please choose a folder on this PC."));
      job_free (job);
      return;
    }
  enr_store_read_async (enr_session_get_store (session), write_file, job, job_free, NULL,
                        self->cancellable, written_cb, g_object_ref (self));
}
