/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/contact/history-window.h"

#include "app/compat.h"
#include "app/contact/history-view.h"

struct _EnrHistoryWindow
{
  AdwWindow parent_instance;

  /* template */
  EnrHistoryView *history;
};

G_DEFINE_FINAL_TYPE (EnrHistoryWindow, enr_history_window, ADW_TYPE_WINDOW)

static void
enr_history_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_HISTORY_WINDOW);

  G_OBJECT_CLASS (enr_history_window_parent_class)->dispose (object);
}

static void
enr_history_window_class_init (EnrHistoryWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_history_window_dispose;

  g_type_ensure (ENR_TYPE_HISTORY_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/contact/history-window.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrHistoryWindow, history);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
enr_history_window_init (EnrHistoryWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  enr_compat_leave_parent (GTK_WINDOW (self));
}

void
enr_history_window_show (GtkWindow *parent, EnrSession *session, const EnrUuid *child_id)
{
  EnrHistoryWindow *self = g_object_new (ENR_TYPE_HISTORY_WINDOW, "transient-for", parent, NULL);

  enr_history_view_set_session (self->history, session);
  enr_history_view_show (self->history, child_id);
  gtk_window_present (GTK_WINDOW (self));
}
