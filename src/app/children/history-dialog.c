/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/children/history-dialog.h"

#include "app/children/history-list.h"
#include "app/compat.h"

struct _EnrHistoryDialog
{
  AdwWindow parent_instance;

  /* template */
  AdwWindowTitle *title;
  EnrHistoryList *list;
};

G_DEFINE_FINAL_TYPE (EnrHistoryDialog, enr_history_dialog, ADW_TYPE_WINDOW)

static void
enr_history_dialog_class_init (EnrHistoryDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (ENR_TYPE_HISTORY_LIST);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/children/history-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrHistoryDialog, title);
  gtk_widget_class_bind_template_child (widget_class, EnrHistoryDialog, list);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
enr_history_dialog_init (EnrHistoryDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  enr_compat_leave_parent (GTK_WINDOW (self));
}

void
enr_history_dialog_show (EnrSession *session,
                         GtkWidget *parent,
                         const EnrUuid *child_id,
                         const char *name,
                         EnrDate day)
{
  EnrHistoryDialog *self = g_object_new (ENR_TYPE_HISTORY_DIALOG, NULL);
  g_autofree char *date = enr_date_dup_era_weekday (day);
  GtkRoot *root = gtk_widget_get_root (parent);

  adw_window_title_set_title (self->title, name);
  adw_window_title_set_subtitle (self->title, date);
  gtk_window_set_title (GTK_WINDOW (self), name);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  enr_history_list_show (self->list, session, child_id, day);
  gtk_window_present (GTK_WINDOW (self));
}
