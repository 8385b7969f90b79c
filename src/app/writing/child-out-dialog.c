/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/child-out-dialog.h"

#include <glib/gi18n.h>

struct _EnrChildOutDialog
{
  AdwMessageDialog parent_instance;

  /* Template */
  GtkCheckButton *only_approved;
};

G_DEFINE_FINAL_TYPE (EnrChildOutDialog, enr_child_out_dialog, ADW_TYPE_MESSAGE_DIALOG)

static void
enr_child_out_dialog_class_init (EnrChildOutDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/writing/child-out-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrChildOutDialog, only_approved);
}

static void
enr_child_out_dialog_init (EnrChildOutDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

EnrChildOutDialog *
enr_child_out_dialog_new (GtkWindow *parent, const char *child_name, const char *path)
{
  EnrChildOutDialog *self = g_object_new (ENR_TYPE_CHILD_OUT_DIALOG, "transient-for", parent, NULL);
  g_autofree char *shown = g_filename_display_name (path);
  /* Translators: a child's name, and where the record goes */
  g_autofree char *body = g_strdup_printf (
      _ ("These are personal records of %s. They are written without a password into\n%s\n"
         "Give them only to those who may read them, and remove what is no longer needed."),
      child_name, shown);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (self);

  adw_message_dialog_add_responses (dialog, "no", _ ("_Cancel"), "yes", _ ("_Write"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "yes", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "no");
  adw_message_dialog_set_close_response (dialog, "no");
  adw_message_dialog_set_body (dialog, body);
  return self;
}

gboolean
enr_child_out_dialog_get_only_approved (EnrChildOutDialog *self)
{
  g_return_val_if_fail (ENR_IS_CHILD_OUT_DIALOG (self), TRUE);

  return gtk_check_button_get_active (self->only_approved);
}
