/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/board/reason-dialog.h"

#include <glib/gi18n.h>

#include "base/text.h"

struct _EnrReasonDialog
{
  AdwWindow parent_instance;

  /* Template */
  GtkLabel *error_label;
  GtkLabel *body;
  GtkEditable *reason_row;

  /* Owned */
  EnrReasonFunc func;
  gpointer user_data;
  GDestroyNotify free_data;
};

G_DEFINE_FINAL_TYPE (EnrReasonDialog, enr_reason_dialog, ADW_TYPE_WINDOW)

static void
activated_cb (EnrReasonDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "dialog.save", NULL);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrReasonDialog *self = ENR_REASON_DIALOG (widget);
  const char *reason = gtk_editable_get_text (self->reason_row);

  if (enr_text_is_blank (reason))
    {
      gtk_label_set_text (self->error_label, _ ("A reason is needed."));
      gtk_widget_set_visible (GTK_WIDGET (self->error_label), TRUE);
      gtk_widget_grab_focus (GTK_WIDGET (self->reason_row));
      return;
    }
  self->func (reason, self->user_data);
  gtk_window_close (GTK_WINDOW (self));
}

static void
enr_reason_dialog_dispose (GObject *object)
{
  EnrReasonDialog *self = ENR_REASON_DIALOG (object);

  if (self->free_data != NULL)
    g_clear_pointer (&self->user_data, self->free_data);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_REASON_DIALOG);

  G_OBJECT_CLASS (enr_reason_dialog_parent_class)->dispose (object);
}

static void
enr_reason_dialog_class_init (EnrReasonDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_reason_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/board/reason-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrReasonDialog, error_label);
  gtk_widget_class_bind_template_child (widget_class, EnrReasonDialog, body);
  gtk_widget_class_bind_template_child (widget_class, EnrReasonDialog, reason_row);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_install_action (widget_class, "dialog.save", NULL, save_action);
}

static void
enr_reason_dialog_init (EnrReasonDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
enr_reason_dialog_show (GtkWindow *parent,
                        const char *title,
                        const char *body,
                        EnrReasonFunc func,
                        gpointer user_data,
                        GDestroyNotify free_data)
{
  EnrReasonDialog *self
      = g_object_new (ENR_TYPE_REASON_DIALOG, "transient-for", parent, "title", title, NULL);

  self->func = func;
  self->user_data = user_data;
  self->free_data = free_data;
  gtk_label_set_text (self->body, body);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->reason_row));
}
