/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/child-item-dialog.h"

#include <glib/gi18n.h>

#include "app/compat.h"
#include "nursery/error.h"

struct _EnrChildItemDialog
{
  EnrEditDialog parent_instance;

  /* Template */
  GtkEditable *text;
  GtkEditable *domain;
  AdwComboRow *age;
  GtkWidget *remove_button;

  EnrUuid id;
};

G_DEFINE_FINAL_TYPE (EnrChildItemDialog, enr_child_item_dialog, ENR_TYPE_EDIT_DIALOG)

typedef struct
{
  const EnrActor *actor;
  EnrDevelopmentItem item;
} Write;

static void
write_free (gpointer data)
{
  Write *write = data;

  g_free (write->item.domain);
  g_free (write->item.text);
  g_free (write);
}

static gpointer
save_item (EnrDb *db, gpointer data, GError **error)
{
  Write *write = data;

  return enr_development_item_save (db, write->actor, &write->item, error) ? GINT_TO_POINTER (TRUE)
                                                                           : NULL;
}

static gpointer
remove_item (EnrDb *db, gpointer data, GError **error)
{
  const Write *write = data;

  return enr_development_item_remove (db, write->actor, &write->item.id, error)
             ? GINT_TO_POINTER (TRUE)
             : NULL;
}

static Write *
write_new (EnrChildItemDialog *self)
{
  Write *write = g_new0 (Write, 1);

  write->actor = enr_session_get_actor (enr_edit_dialog_get_session (ENR_EDIT_DIALOG (self)));
  write->item.id = self->id;
  write->item.text = g_strdup (gtk_editable_get_text (self->text));
  write->item.domain = g_strdup (gtk_editable_get_text (self->domain));
  write->item.age = (int) adw_combo_row_get_selected (self->age);
  return write;
}

static void
enr_child_item_dialog_save (EnrEditDialog *dialog)
{
  enr_edit_dialog_write (dialog, save_item, write_new (ENR_CHILD_ITEM_DIALOG (dialog)), write_free,
                         NULL, _ ("The item was saved."));
}

static GtkWidget *
enr_child_item_dialog_find_field (EnrEditDialog *dialog, const GError *error)
{
  return g_error_matches (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID)
             ? GTK_WIDGET (ENR_CHILD_ITEM_DIALOG (dialog)->text)
             : NULL;
}

static void
remove_answer_cb (gboolean is_yes, gpointer user_data)
{
  g_autoptr (EnrChildItemDialog) self = user_data;

  if (is_yes)
    enr_edit_dialog_write (ENR_EDIT_DIALOG (self), remove_item, write_new (self), write_free, NULL,
                           _ ("The item was taken off the list."));
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  enr_compat_ask (GTK_WINDOW (widget), _ ("Take this item off the list?"),
                  _ ("It is no longer offered for any child. Days that were noted stay."),
                  _ ("_Take Off"), TRUE, remove_answer_cb, g_object_ref (widget));
}

static void
enr_child_item_dialog_class_init (EnrChildItemDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  ENR_EDIT_DIALOG_CLASS (klass)->save = enr_child_item_dialog_save;
  ENR_EDIT_DIALOG_CLASS (klass)->find_field = enr_child_item_dialog_find_field;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/writing/child-item-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrChildItemDialog, text);
  gtk_widget_class_bind_template_child (widget_class, EnrChildItemDialog, domain);
  gtk_widget_class_bind_template_child (widget_class, EnrChildItemDialog, age);
  gtk_widget_class_bind_template_child (widget_class, EnrChildItemDialog, remove_button);
  gtk_widget_class_install_action (widget_class, "item.remove", NULL, remove_action);
}

static void
enr_child_item_dialog_init (EnrChildItemDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

EnrChildItemDialog *
enr_child_item_dialog_new (EnrSession *session, const EnrDevelopmentSeen *seen, int age)
{
  EnrChildItemDialog *self = g_object_new (ENR_TYPE_CHILD_ITEM_DIALOG, NULL);

  enr_edit_dialog_set_session (ENR_EDIT_DIALOG (self), session);
  adw_combo_row_set_selected (self->age, (guint) CLAMP (seen != NULL ? seen->age : age, 0, 5));
  gtk_widget_set_visible (self->remove_button, seen != NULL);
  if (seen == NULL)
    {
      gtk_window_set_title (GTK_WINDOW (self), _ ("New Item"));
      return self;
    }
  self->id = seen->item_id;
  gtk_editable_set_text (self->text, seen->text);
  gtk_editable_set_text (self->domain, seen->domain);
  return self;
}
