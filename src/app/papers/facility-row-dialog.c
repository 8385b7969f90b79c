/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/papers/facility-row-dialog.h"

#include <glib/gi18n.h>

#include "app/compat.h"
#include "base/file.h"
#include "statistics/facility-row.h"

struct _EnrFacilityRowDialog
{
  EnrEditDialog parent_instance;

  /* template */
  AdwComboRow *encoding;
  GtkListBox *rows;

  /* owned */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (EnrFacilityRowDialog, enr_facility_row_dialog, ENR_TYPE_EDIT_DIALOG)

typedef struct
{
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

static gpointer
load_facility (EnrDb *db, gpointer data, GError **error)
{
  return enr_facility_load (db, error);
}

/* The result is the number of replaced letters and one. */
static gpointer
write_file (EnrDb *db, gpointer data, GError **error)
{
  const Job *job = data;
  guint replaced = 0;
  g_autoptr (EnrFacility) facility = enr_facility_load (db, error);
  g_autoptr (GBytes) bytes
      = facility != NULL ? enr_facility_row_to_csv (facility, job->encoding, &replaced) : NULL;

  if (bytes == NULL || !enr_file_replace (job->path, bytes, error))
    return NULL;
  return GUINT_TO_POINTER (replaced + 1);
}

static char *
dup_blank_words (guint column)
{
  g_autofree char *kinds = NULL;

  if (column == ENR_FACILITY_ROW_KIND)
    {
      kinds = g_strjoinv ("、", (char **) enr_facility_row_kinds ());
      /* Translators: %s are the words that the list takes for a kind of facility */
      return g_strdup_printf (_ ("Blank: the kind in the settings is none of the list's (%s)"),
                              kinds);
    }
  if (enr_facility_row_is_required (column))
    return g_strdup (_ ("Blank, but the list requires it: please enter it in the settings"));
  return g_strdup (_ ("Blank"));
}

static void
add_row (EnrFacilityRowDialog *self, guint column, const char *value)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *text = *value != '\0' ? g_strdup (value) : dup_blank_words (column);
  g_autofree char *title = g_markup_escape_text (enr_facility_row_heading (column), -1);
  g_autofree char *subtitle = g_markup_escape_text (text, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if (*value == '\0')
    {
      GtkWidget *image = gtk_image_new_from_icon_name (enr_facility_row_is_required (column)
                                                           ? "dialog-warning-symbolic"
                                                           : "list-remove-symbolic");

      gtk_widget_add_css_class (image, "dim-label");
      gtk_accessible_update_property (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _ ("Blank"), -1);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), image);
    }
  gtk_list_box_append (self->rows, row);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrFacilityRowDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrFacility) facility = enr_store_finish (ENR_STORE (source), result, &error);
  g_auto (GStrv) values = NULL;
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (facility == NULL)
    {
      text = enr_error_describe (error);
      enr_edit_dialog_refuse (ENR_EDIT_DIALOG (self), NULL, text);
      return;
    }
  values = enr_facility_row_values (facility);
  for (guint i = 0; i < ENR_FACILITY_ROW_COLUMNS; i++)
    add_row (self, i, values[i]);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrFacilityRowDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  guint value = GPOINTER_TO_UINT (enr_store_finish (ENR_STORE (source), result, &error));
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (value == 1)
    {
      enr_session_tell (enr_edit_dialog_get_session (ENR_EDIT_DIALOG (self)),
                        _ ("The file is written"));
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  text = value == 0 ? enr_error_describe (error)
                    : g_strdup_printf (
                        ngettext ("The file is written, but %u letter that Shift_JIS lacks was "
                                  "replaced by 〓. With UTF-8 all letters stay.",
                                  "The file is written, but %u letters that Shift_JIS lacks were "
                                  "replaced by 〓. With UTF-8 all letters stay.",
                                  value - 1),
                        value - 1);
  enr_edit_dialog_refuse (ENR_EDIT_DIALOG (self), NULL, text);
}

static void
chosen_cb (GFile *file, gpointer user_data)
{
  g_autoptr (EnrFacilityRowDialog) self = user_data;

  if (file != NULL)
    enr_facility_row_dialog_write (self, file);
}

static void
enr_facility_row_dialog_save (EnrEditDialog *form)
{
  g_autofree char *day
      = enr_date_dup_iso (enr_session_get_date (enr_edit_dialog_get_session (form)));
  /* Translators: the name of a file; %s is a date */
  g_autofree char *name = g_strdup_printf (_ ("facility-list-%s.csv"), day);

  enr_compat_save_file (GTK_WINDOW (form), _ ("Write to a File"), name, chosen_cb,
                        g_object_ref (form));
}

static void
enr_facility_row_dialog_dispose (GObject *object)
{
  EnrFacilityRowDialog *self = ENR_FACILITY_ROW_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (enr_facility_row_dialog_parent_class)->dispose (object);
}

static void
enr_facility_row_dialog_class_init (EnrFacilityRowDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_facility_row_dialog_dispose;
  ENR_EDIT_DIALOG_CLASS (klass)->save = enr_facility_row_dialog_save;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/papers/facility-row-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrFacilityRowDialog, encoding);
  gtk_widget_class_bind_template_child (widget_class, EnrFacilityRowDialog, rows);
}

static void
enr_facility_row_dialog_init (EnrFacilityRowDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

EnrFacilityRowDialog *
enr_facility_row_dialog_new (EnrSession *session)
{
  EnrFacilityRowDialog *self = g_object_new (ENR_TYPE_FACILITY_ROW_DIALOG, NULL);

  enr_edit_dialog_set_session (ENR_EDIT_DIALOG (self), session);
  enr_store_read_async (enr_session_get_store (session), load_facility, NULL, NULL,
                        (GDestroyNotify) enr_facility_free, self->cancellable, loaded_cb,
                        g_object_ref (self));
  return self;
}

void
enr_facility_row_dialog_write (EnrFacilityRowDialog *self, GFile *file)
{
  EnrSession *session = enr_edit_dialog_get_session (ENR_EDIT_DIALOG (self));
  g_autofree char *path = g_file_get_path (file);
  Job *job;

  if (path == NULL)
    {
      enr_edit_dialog_refuse (ENR_EDIT_DIALOG (self), NULL,
                              _ ("Please choose a folder on this PC."));
      return;
    }
  job = g_new0 (Job, 1);
  job->encoding
      = adw_combo_row_get_selected (self->encoding) == 1 ? ENR_ENCODING_CP932 : ENR_ENCODING_UTF8;
  job->path = g_steal_pointer (&path);
  enr_store_read_async (enr_session_get_store (session), write_file, job, job_free, NULL,
                        self->cancellable, written_cb, g_object_ref (self));
}
