/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/board/illness-add-dialog.h"

#include <glib/gi18n.h>

#include "app/board/illness-dialog.h"
#include "app/children/date-row.h"
#include "base/clock.h"

struct _EnrIllnessAddDialog
{
  EnrEditDialog parent_instance;

  /* template */
  AdwComboRow *class_row;
  AdwComboRow *child_row;
  AdwComboRow *disease_row;
  EnrDateRow *onset;

  /* owned */
  EnrDay *day;
  GPtrArray *diseases; /* (element-type EnrDisease): as the choice has them */
  GArray *children;    /* (element-type guint) into the day's: as the choice has them */
};

G_DEFINE_FINAL_TYPE (EnrIllnessAddDialog, enr_illness_add_dialog, ENR_TYPE_EDIT_DIALOG)

/* The children of the class that is chosen; behind the classes stand those in none. */
static void
class_cb (EnrIllnessAddDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint class_index = adw_combo_row_get_selected (self->class_row);

  if (self->day == NULL)
    return;
  if (class_index >= self->day->classes->len)
    class_index = G_MAXUINT;
  g_array_set_size (self->children, 0);
  for (guint i = 0; i < self->day->children->len; i++)
    {
      const EnrDayChild *child = &g_array_index (self->day->children, EnrDayChild, i);

      if (child->class_index != class_index)
        continue;
      gtk_string_list_append (names, child->name);
      g_array_append_val (self->children, i);
    }
  adw_combo_row_set_model (self->child_row, G_LIST_MODEL (names));
}

static void
enr_illness_add_dialog_save (EnrEditDialog *dialog)
{
  EnrIllnessAddDialog *self = ENR_ILLNESS_ADD_DIALOG (dialog);
  guint child = adw_combo_row_get_selected (self->child_row);
  guint disease = adw_combo_row_get_selected (self->disease_row);
  g_autoptr (EnrIllness) illness = enr_illness_new ();
  const EnrDayChild *about;
  g_autofree char *done = NULL;

  if (child >= self->children->len || disease >= self->diseases->len)
    {
      enr_edit_dialog_refuse (dialog, GTK_WIDGET (self->child_row), _ ("Please choose a child."));
      return;
    }
  illness->anchors[ENR_ANCHOR_ONSET] = enr_date_row_get_date (self->onset);
  if (!enr_date_row_is_blank (self->onset) && illness->anchors[ENR_ANCHOR_ONSET] == ENR_DATE_NONE)
    {
      enr_edit_dialog_refuse (dialog, GTK_WIDGET (self->onset), _ ("This is not a date."));
      return;
    }
  about = &g_array_index (self->day->children, EnrDayChild,
                          g_array_index (self->children, guint, child));
  illness->child_id = about->child_id;
  illness->known_day = MIN (self->day->date, enr_clock_today ());
  g_free (illness->disease);
  illness->disease = g_strdup (((EnrDisease *) g_ptr_array_index (self->diseases, disease))->key);
  /* Translators: a child's name */
  done = g_strdup_printf (_ ("Watched from now on: %s"), about->name);
  enr_edit_dialog_write (
      dialog, enr_illness_write_run,
      enr_illness_write_new (enr_session_get_actor (enr_edit_dialog_get_session (dialog)), illness,
                             NULL),
      enr_illness_write_free, NULL, done);
}

static void
enr_illness_add_dialog_dispose (GObject *object)
{
  EnrIllnessAddDialog *self = ENR_ILLNESS_ADD_DIALOG (object);

  g_clear_pointer (&self->day, enr_day_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_ILLNESS_ADD_DIALOG);

  G_OBJECT_CLASS (enr_illness_add_dialog_parent_class)->dispose (object);
}

static void
enr_illness_add_dialog_finalize (GObject *object)
{
  EnrIllnessAddDialog *self = ENR_ILLNESS_ADD_DIALOG (object);

  g_clear_pointer (&self->diseases, g_ptr_array_unref);
  g_array_unref (self->children);

  G_OBJECT_CLASS (enr_illness_add_dialog_parent_class)->finalize (object);
}

static void
enr_illness_add_dialog_class_init (EnrIllnessAddDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_illness_add_dialog_dispose;
  object_class->finalize = enr_illness_add_dialog_finalize;
  ENR_EDIT_DIALOG_CLASS (klass)->save = enr_illness_add_dialog_save;

  g_type_ensure (ENR_TYPE_DATE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/board/illness-add-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrIllnessAddDialog, class_row);
  gtk_widget_class_bind_template_child (widget_class, EnrIllnessAddDialog, child_row);
  gtk_widget_class_bind_template_child (widget_class, EnrIllnessAddDialog, disease_row);
  gtk_widget_class_bind_template_child (widget_class, EnrIllnessAddDialog, onset);
  gtk_widget_class_bind_template_callback (widget_class, class_cb);
}

static void
enr_illness_add_dialog_init (EnrIllnessAddDialog *self)
{
  self->children = g_array_new (FALSE, FALSE, sizeof (guint));
  gtk_widget_init_template (GTK_WIDGET (self));
}

EnrIllnessAddDialog *
enr_illness_add_dialog_new (EnrSession *session, EnrDay *day, GPtrArray *diseases)
{
  EnrIllnessAddDialog *self = g_object_new (ENR_TYPE_ILLNESS_ADD_DIALOG, NULL);
  g_autoptr (GtkStringList) classes = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  enr_edit_dialog_set_session (ENR_EDIT_DIALOG (self), session);
  self->day = enr_day_ref (day);
  self->diseases = g_ptr_array_ref (diseases);
  for (guint i = 0; i < day->classes->len; i++)
    gtk_string_list_append (classes, g_array_index (day->classes, EnrDayClass, i).name);
  gtk_string_list_append (classes, _ ("No class"));
  for (guint i = 0; i < diseases->len; i++)
    gtk_string_list_append (names, ((EnrDisease *) g_ptr_array_index (diseases, i))->name);
  adw_combo_row_set_model (self->class_row, G_LIST_MODEL (classes));
  adw_combo_row_set_model (self->disease_row, G_LIST_MODEL (names));
  class_cb (self);
  return self;
}
