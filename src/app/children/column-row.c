/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/children/column-row.h"

#include <glib/gi18n.h>

struct _EnrColumnRow
{
  AdwComboRow parent_instance;

  EnrImportJob *job;
  guint field;
  int given;
};

G_DEFINE_FINAL_TYPE (EnrColumnRow, enr_column_row, ADW_TYPE_COMBO_ROW)

static void
show_sample (EnrColumnRow *self)
{
  int column = enr_column_row_get_column (self);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self),
                               column >= 0 && self->job->samples != NULL
                                       && column < (int) self->job->samples->len
                                   ? g_ptr_array_index (self->job->samples, column)
                                   : "");
}

static void
enr_column_row_dispose (GObject *object)
{
  g_clear_pointer (&ENR_COLUMN_ROW (object)->job, enr_import_job_unref);

  G_OBJECT_CLASS (enr_column_row_parent_class)->dispose (object);
}

static void
enr_column_row_class_init (EnrColumnRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = enr_column_row_dispose;

  gtk_widget_class_set_template_from_resource (
      GTK_WIDGET_CLASS (klass), "/io/github/enroku/Enroku/ui/children/column-row.ui");
  gtk_widget_class_bind_template_callback (GTK_WIDGET_CLASS (klass), show_sample);
}

static void
enr_column_row_init (EnrColumnRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

EnrColumnRow *
enr_column_row_new (EnrImportJob *job, guint field)
{
  EnrColumnRow *self
      = g_object_new (ENR_TYPE_COLUMN_ROW, "title", _ (job->fields[field].label), NULL);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  self->job = enr_import_job_ref (job);
  self->field = field;
  self->given = job->columns[field];
  gtk_string_list_append (names, _ ("Not read"));
  for (guint i = 0; i < job->headings->len; i++)
    gtk_string_list_append (names, g_ptr_array_index (job->headings, i));
  adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self), self->given + 1);
  show_sample (self);
  return self;
}

guint
enr_column_row_get_field (EnrColumnRow *self)
{
  g_return_val_if_fail (ENR_IS_COLUMN_ROW (self), 0);

  return self->field;
}

gboolean
enr_column_row_was_changed (EnrColumnRow *self)
{
  g_return_val_if_fail (ENR_IS_COLUMN_ROW (self), FALSE);

  return enr_column_row_get_column (self) != self->given;
}

int
enr_column_row_get_column (EnrColumnRow *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self));

  return selected == GTK_INVALID_LIST_POSITION ? -1 : (int) selected - 1;
}
