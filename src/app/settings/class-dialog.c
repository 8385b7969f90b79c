/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/settings/class-dialog.h"

#include <glib/gi18n.h>

#include "app/children/colour-dot.h"
#include "nursery/error.h"

#define N_COLOURS 9 /* the palette, and the class's own where it is another one */

struct _EnrClassDialog
{
  EnrEditDialog parent_instance;

  /* template */
  GtkEditable *name;
  AdwComboRow *age;
  GtkSpinButton *capacity;
  GtkToggleButton *colours[N_COLOURS];
  GtkWidget *remove_group;

  EnrUuid id;
  int fiscal_year;
  int position;
};

G_DEFINE_FINAL_TYPE (EnrClassDialog, enr_class_dialog, ENR_TYPE_EDIT_DIALOG)

typedef struct
{
  const EnrActor *actor;
  EnrClass *of;
} Write;

static void
write_free (gpointer data)
{
  Write *write = data;

  enr_class_free (write->of);
  g_free (write);
}

static gpointer
save (EnrDb *db, gpointer data, GError **error)
{
  Write *write = data;

  return enr_class_save (db, write->actor, write->of, error) ? GINT_TO_POINTER (TRUE) : NULL;
}

static gpointer
remove_class (EnrDb *db, gpointer data, GError **error)
{
  Write *write = data;

  return enr_class_remove (db, write->actor, &write->of->id, error) ? GINT_TO_POINTER (TRUE) : NULL;
}

static EnrColourDot *
get_dot (EnrClassDialog *self, int i)
{
  return ENR_COLOUR_DOT (gtk_button_get_child (GTK_BUTTON (self->colours[i])));
}

static Write *
make_write (EnrClassDialog *self)
{
  Write *write = g_new0 (Write, 1);

  write->actor = enr_session_get_actor (enr_edit_dialog_get_session (ENR_EDIT_DIALOG (self)));
  write->of = g_new0 (EnrClass, 1);
  write->of->id = self->id;
  write->of->fiscal_year = self->fiscal_year;
  write->of->position = self->position;
  write->of->name = g_strdup (gtk_editable_get_text (self->name));
  write->of->age = (int) adw_combo_row_get_selected (self->age) - 1;
  write->of->capacity = gtk_spin_button_get_value_as_int (self->capacity);
  for (int i = 0; i < N_COLOURS; i++)
    if (gtk_toggle_button_get_active (self->colours[i]))
      g_object_get (get_dot (self, i), "colour", &write->of->colour, NULL);
  return write;
}

static void
enr_class_dialog_save (EnrEditDialog *dialog)
{
  EnrClassDialog *self = ENR_CLASS_DIALOG (dialog);
  /* Translators: the name of a class */
  g_autofree char *done = g_strdup_printf (_ ("Saved: %s"), gtk_editable_get_text (self->name));

  enr_edit_dialog_write (dialog, save, make_write (self), write_free, NULL, done);
}

static GtkWidget *
enr_class_dialog_find_field (EnrEditDialog *dialog, const GError *error)
{
  return error->domain == ENR_NURSERY_ERROR ? GTK_WIDGET (ENR_CLASS_DIALOG (dialog)->name) : NULL;
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrClassDialog *self = ENR_CLASS_DIALOG (widget);
  /* Translators: the name of a class */
  g_autofree char *done = g_strdup_printf (_ ("Removed: %s"), gtk_editable_get_text (self->name));

  enr_edit_dialog_write (ENR_EDIT_DIALOG (self), remove_class, make_write (self), write_free, NULL,
                         done);
}

static void
enr_class_dialog_class_init (EnrClassDialogClass *klass)
{
  static const char *const names[N_COLOURS]
      = { "colour0", "colour1", "colour2", "colour3", "colour4",
          "colour5", "colour6", "colour7", "colour8" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  ENR_EDIT_DIALOG_CLASS (klass)->save = enr_class_dialog_save;
  ENR_EDIT_DIALOG_CLASS (klass)->find_field = enr_class_dialog_find_field;

  g_type_ensure (ENR_TYPE_COLOUR_DOT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/settings/class-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrClassDialog, name);
  gtk_widget_class_bind_template_child (widget_class, EnrClassDialog, age);
  gtk_widget_class_bind_template_child (widget_class, EnrClassDialog, capacity);
  gtk_widget_class_bind_template_child (widget_class, EnrClassDialog, remove_group);
  for (int i = 0; i < N_COLOURS; i++)
    gtk_widget_class_bind_template_child_full (widget_class, names[i], FALSE,
                                               G_STRUCT_OFFSET (EnrClassDialog, colours)
                                                   + i * (gssize) sizeof (gpointer));
  gtk_widget_class_install_action (widget_class, "class.remove", NULL, remove_action);
}

static void
enr_class_dialog_init (EnrClassDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_colours (EnrClassDialog *self, const char *own)
{
  gboolean is_found = FALSE;

  for (int i = 0; i < N_COLOURS - 1; i++)
    {
      const char *colour = enr_class_default_colour (i);

      enr_colour_dot_set_colour (get_dot (self, i), colour);
      if (g_strcmp0 (colour, own) == 0)
        {
          gtk_toggle_button_set_active (self->colours[i], TRUE);
          is_found = TRUE;
        }
    }
  gtk_widget_set_visible (GTK_WIDGET (self->colours[N_COLOURS - 1]), !is_found);
  enr_colour_dot_set_colour (get_dot (self, N_COLOURS - 1), own);
  if (!is_found)
    gtk_toggle_button_set_active (self->colours[N_COLOURS - 1], TRUE);
}

EnrClassDialog *
enr_class_dialog_new (EnrSession *session, const EnrClass *of, int fiscal_year, int position)
{
  EnrClassDialog *self = g_object_new (ENR_TYPE_CLASS_DIALOG, NULL);

  enr_edit_dialog_set_session (ENR_EDIT_DIALOG (self), session);
  self->fiscal_year = fiscal_year;
  self->position = position;
  gtk_widget_set_visible (self->remove_group, of != NULL);
  gtk_window_set_title (GTK_WINDOW (self), of != NULL ? _ ("Class") : _ ("New Class"));
  if (of == NULL)
    {
      show_colours (self, enr_class_default_colour (position));
      adw_combo_row_set_selected (self->age, MIN (position, 5) + 1);
      return self;
    }
  self->id = of->id;
  self->position = of->position;
  gtk_editable_set_text (self->name, of->name);
  adw_combo_row_set_selected (self->age, of->age + 1);
  gtk_spin_button_set_value (self->capacity, of->capacity);
  show_colours (self, of->colour);
  return self;
}
