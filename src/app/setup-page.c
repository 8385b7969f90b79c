/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/setup-page.h"

#include "app/application.h"
#include "base/text.h"

struct _EnrSetupPage
{
  GtkBox parent_instance;

  /* Template */
  GtkEditable *name_row;
};

G_DEFINE_FINAL_TYPE (EnrSetupPage, enr_setup_page, GTK_TYPE_BOX)

static void
text_changed_cb (EnrSetupPage *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "setup.start",
                                 !enr_text_is_blank (gtk_editable_get_text (self->name_row)));
}

static void
start_cb (EnrSetupPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "setup.start", NULL);
}

static void
start_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrSetupPage *self = ENR_SETUP_PAGE (widget);

  enr_application_start_nursery (ENR_APPLICATION (g_application_get_default ()),
                                 gtk_editable_get_text (self->name_row));
}

static gboolean
enr_setup_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (ENR_SETUP_PAGE (widget)->name_row));
}

static void
enr_setup_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_SETUP_PAGE);

  G_OBJECT_CLASS (enr_setup_page_parent_class)->dispose (object);
}

static void
enr_setup_page_class_init (EnrSetupPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_setup_page_dispose;
  widget_class->grab_focus = enr_setup_page_grab_focus;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/setup-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrSetupPage, name_row);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, start_cb);
  gtk_widget_class_install_action (widget_class, "setup.start", NULL, start_action);
}

static void
enr_setup_page_init (EnrSetupPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  text_changed_cb (self);
}
