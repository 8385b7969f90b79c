/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/shelf-new-dialog.h"

#include <glib/gi18n.h>

#include "app/children/date-row.h"
#include "app/writing/shelf-create.h"
#include "app/writing/shelf-reading.h"
#include "base/text.h"
#include "nursery/class.h"
#include "nursery/roster.h"

struct _EnrShelfNewDialog
{
  EnrEditDialog parent_instance;

  /* Template */
  AdwEntryRow *title_row;
  EnrDateRow *day;
  AdwComboRow *class;
  AdwComboRow *child;

  /* Owned */
  EnrWritingKinds *kinds;
  const EnrWritingKind *kind;
  GPtrArray *classes; /* (element-type EnrClass) NULL until read */
  GPtrArray *roster;  /* (element-type EnrRosterRow) */
  EnrUuid asked_id;   /* the child of another age for whom it was asked already */
  GPtrArray *shown;   /* (element-type EnrRosterRow) borrowed: the children of the chosen class */
};

G_DEFINE_FINAL_TYPE (EnrShelfNewDialog, enr_shelf_new_dialog, ENR_TYPE_EDIT_DIALOG)

typedef struct
{
  GPtrArray *classes;
  GPtrArray *roster;
} Choices;

static void
choices_free (gpointer data)
{
  Choices *choices = data;

  g_clear_pointer (&choices->classes, g_ptr_array_unref);
  g_clear_pointer (&choices->roster, g_ptr_array_unref);
  g_free (choices);
}

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  EnrDate day = GPOINTER_TO_INT (data);
  Choices *choices = g_new0 (Choices, 1);

  choices->classes = enr_class_list (db, enr_fiscal_year (day), error);
  if (choices->classes != NULL)
    choices->roster = enr_roster_load (db, day, ENR_ROSTER_ENROLLED, error);
  if (choices->roster == NULL)
    g_clear_pointer (&choices, choices_free);
  return choices;
}

/* The children of the class that is chosen. */
static void
class_changed_cb (EnrShelfNewDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint index = adw_combo_row_get_selected (self->class);
  const EnrClass *class = self->classes != NULL && index < self->classes->len
                              ? g_ptr_array_index (self->classes, index)
                              : NULL;

  g_ptr_array_set_size (self->shown, 0);
  for (guint i = 0; class != NULL && i < self->roster->len; i++)
    {
      EnrRosterRow *row = g_ptr_array_index (self->roster, i);
      g_autofree char *name = NULL;

      if (!enr_uuid_equal (&row->class_id, &class->id))
        continue;
      name = enr_shelf_dup_child_label (self->roster, i);
      gtk_string_list_append (names, name);
      g_ptr_array_add (self->shown, row);
    }
  adw_combo_row_set_model (self->child, G_LIST_MODEL (names));
}

static void
enr_shelf_new_dialog_show_anew (EnrEditDialog *dialog, gpointer value)
{
  EnrShelfNewDialog *self = ENR_SHELF_NEW_DIALOG (dialog);
  Choices *choices = value;
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_clear_pointer (&self->classes, g_ptr_array_unref);
  g_clear_pointer (&self->roster, g_ptr_array_unref);
  self->classes = g_ptr_array_ref (choices->classes);
  self->roster = g_ptr_array_ref (choices->roster);
  for (guint i = 0; i < self->classes->len; i++)
    gtk_string_list_append (names, ((EnrClass *) g_ptr_array_index (self->classes, i))->name);
  adw_combo_row_set_model (self->class, G_LIST_MODEL (names));
  class_changed_cb (self);
}

/* Whom it is about. FALSE where that is not chosen. */
static gboolean
take_subject (EnrShelfNewDialog *self, EnrShelfCreate *create)
{
  guint class = adw_combo_row_get_selected (self->class);
  guint child = adw_combo_row_get_selected (self->child);

  switch (self->kind->subject)
    {
    case ENR_WRITING_OF_CLASS:
      if (self->classes == NULL || class >= self->classes->len)
        return FALSE;
      create->class_id = ((EnrClass *) g_ptr_array_index (self->classes, class))->id;
      return TRUE;
    case ENR_WRITING_OF_CHILD:
      if (child >= self->shown->len)
        return FALSE;
      create->child_id = ((EnrRosterRow *) g_ptr_array_index (self->shown, child))->child->id;
      return TRUE;
    case ENR_WRITING_OF_FACILITY:
    default:
      return TRUE;
    }
}

/* Whether the person has to say again that it is about a child for whose age nobody asks for it. */
static gboolean
has_to_ask (EnrShelfNewDialog *self, EnrDate day)
{
  guint position = adw_combo_row_get_selected (self->child);
  const EnrChild *child = position < self->shown->len
                              ? ((EnrRosterRow *) g_ptr_array_index (self->shown, position))->child
                              : NULL;
  int age = child != NULL ? enr_class_age (enr_fiscal_year (day), child->birth_date) : -1;

  if (child == NULL || !enr_shelf_is_for_ages (self->kind)
      || (age >= self->kind->age_first && age <= self->kind->age_last)
      || enr_uuid_equal (&self->asked_id, &child->id))
    return FALSE;
  self->asked_id = child->id;
  return TRUE;
}

static void
enr_shelf_new_dialog_save (EnrEditDialog *dialog)
{
  EnrShelfNewDialog *self = ENR_SHELF_NEW_DIALOG (dialog);
  EnrDate day = enr_date_row_get_date (self->day);
  const char *title = gtk_editable_get_text (GTK_EDITABLE (self->title_row));
  g_autoptr (EnrShelfCreate) create = NULL;

  if (self->kind->period == ENR_PERIOD_EVENT && enr_text_is_blank (title))
    {
      enr_edit_dialog_refuse (dialog, GTK_WIDGET (self->title_row), _ ("Please give it a title."));
      return;
    }
  if (day == ENR_DATE_NONE)
    {
      enr_edit_dialog_refuse (dialog, GTK_WIDGET (self->day),
                              _ ("This is not a date. Write it as 2026/4/1 or R8.4.1."));
      return;
    }
  if (has_to_ask (self, day))
    {
      enr_edit_dialog_refuse (
          dialog, GTK_WIDGET (self->child),
          _ ("It is not asked for of a child of this age. To write it all the same, save again."));
      return;
    }
  create = enr_shelf_create_new (enr_session_get_actor (enr_edit_dialog_get_session (dialog)),
                                 self->kinds, self->kind, day);
  if (!take_subject (self, create))
    {
      enr_edit_dialog_refuse (dialog, NULL, _ ("Please choose whom it is about."));
      return;
    }
  if (self->kind->period == ENR_PERIOD_EVENT)
    create->title = g_strdup (title);
  enr_edit_dialog_write (dialog, enr_shelf_create_run, g_steal_pointer (&create),
                         (GDestroyNotify) enr_shelf_create_free, g_free, NULL);
}

static GtkWidget *
enr_shelf_new_dialog_find_field (EnrEditDialog *dialog, const GError *error)
{
  return GTK_WIDGET (ENR_SHELF_NEW_DIALOG (dialog)->day);
}

static void
enr_shelf_new_dialog_dispose (GObject *object)
{
  EnrShelfNewDialog *self = ENR_SHELF_NEW_DIALOG (object);

  g_clear_pointer (&self->shown, g_ptr_array_unref);
  g_clear_pointer (&self->roster, g_ptr_array_unref);
  g_clear_pointer (&self->classes, g_ptr_array_unref);
  g_clear_pointer (&self->kinds, enr_writing_kinds_unref);

  G_OBJECT_CLASS (enr_shelf_new_dialog_parent_class)->dispose (object);
}

static void
enr_shelf_new_dialog_class_init (EnrShelfNewDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_shelf_new_dialog_dispose;
  ENR_EDIT_DIALOG_CLASS (klass)->save = enr_shelf_new_dialog_save;
  ENR_EDIT_DIALOG_CLASS (klass)->find_field = enr_shelf_new_dialog_find_field;
  ENR_EDIT_DIALOG_CLASS (klass)->show_anew = enr_shelf_new_dialog_show_anew;

  g_type_ensure (ENR_TYPE_DATE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/writing/shelf-new-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrShelfNewDialog, title_row);
  gtk_widget_class_bind_template_child (widget_class, EnrShelfNewDialog, day);
  gtk_widget_class_bind_template_child (widget_class, EnrShelfNewDialog, class);
  gtk_widget_class_bind_template_child (widget_class, EnrShelfNewDialog, child);
  gtk_widget_class_bind_template_callback (widget_class, class_changed_cb);
}

static void
enr_shelf_new_dialog_init (EnrShelfNewDialog *self)
{
  self->shown = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

EnrShelfNewDialog *
enr_shelf_new_dialog_new (EnrSession *session,
                          EnrWritingKinds *kinds,
                          const EnrWritingKind *kind,
                          EnrDate day)
{
  EnrShelfNewDialog *self = g_object_new (ENR_TYPE_SHELF_NEW_DIALOG, NULL);

  self->kinds = enr_writing_kinds_ref (kinds);
  self->kind = kind;
  gtk_window_set_title (GTK_WINDOW (self), kind->label);
  gtk_widget_set_visible (GTK_WIDGET (self->title_row), kind->period == ENR_PERIOD_EVENT);
  gtk_widget_set_visible (GTK_WIDGET (self->class), kind->subject != ENR_WRITING_OF_FACILITY);
  gtk_widget_set_visible (GTK_WIDGET (self->child), kind->subject == ENR_WRITING_OF_CHILD);
  enr_date_row_set_date (self->day, day);
  enr_edit_dialog_set_session (ENR_EDIT_DIALOG (self), session);
  if (kind->subject != ENR_WRITING_OF_FACILITY)
    enr_edit_dialog_read (ENR_EDIT_DIALOG (self), load, GINT_TO_POINTER (day), NULL, choices_free);
  return self;
}
