/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/kiosk/kiosk-notice.h"

struct _EnrKioskNotice
{
  GtkBox parent_instance;

  GtkProgressBar *progress;
  GtkImage *image;
  GtkLabel *name_label;
  GtkLabel *heading_label;
  GtkLabel *body_label;
  GtkLabel *cause_label;
  GtkWidget *retry_button;
  GtkWidget *home_button;
};

G_DEFINE_FINAL_TYPE (EnrKioskNotice, enr_kiosk_notice, GTK_TYPE_BOX)

static void
set_or_hide (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static gboolean
enr_kiosk_notice_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (ENR_KIOSK_NOTICE (widget)->home_button);
}

static void
enr_kiosk_notice_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_KIOSK_NOTICE);

  G_OBJECT_CLASS (enr_kiosk_notice_parent_class)->dispose (object);
}

static void
enr_kiosk_notice_class_init (EnrKioskNoticeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_kiosk_notice_dispose;
  widget_class->grab_focus = enr_kiosk_notice_grab_focus;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/kiosk/kiosk-notice.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrKioskNotice, progress);
  gtk_widget_class_bind_template_child (widget_class, EnrKioskNotice, image);
  gtk_widget_class_bind_template_child (widget_class, EnrKioskNotice, name_label);
  gtk_widget_class_bind_template_child (widget_class, EnrKioskNotice, heading_label);
  gtk_widget_class_bind_template_child (widget_class, EnrKioskNotice, body_label);
  gtk_widget_class_bind_template_child (widget_class, EnrKioskNotice, cause_label);
  gtk_widget_class_bind_template_child (widget_class, EnrKioskNotice, retry_button);
  gtk_widget_class_bind_template_child (widget_class, EnrKioskNotice, home_button);
}

static void
enr_kiosk_notice_init (EnrKioskNotice *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
enr_kiosk_notice_show (EnrKioskNotice *self,
                       EnrKioskTone tone,
                       const char *name,
                       const char *heading,
                       const char *body,
                       const char *cause,
                       gboolean can_retry)
{
  static const char *const classes[] = { "good", "undone", "failure" };
  static const char *const icons[]
      = { "object-select-symbolic", "edit-undo-symbolic", "dialog-error-symbolic" };

  g_return_if_fail (ENR_IS_KIOSK_NOTICE (self));

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self), classes[i]);
  gtk_widget_add_css_class (GTK_WIDGET (self), classes[tone]);
  gtk_image_set_from_icon_name (self->image, icons[tone]);
  set_or_hide (self->name_label, name);
  set_or_hide (self->heading_label, heading);
  set_or_hide (self->body_label, body);
  set_or_hide (self->cause_label, cause);
  gtk_widget_set_visible (self->retry_button, can_retry);
}

void
enr_kiosk_notice_set_left (EnrKioskNotice *self, double left)
{
  g_return_if_fail (ENR_IS_KIOSK_NOTICE (self));

  gtk_progress_bar_set_fraction (self->progress, CLAMP (left, 0, 1));
}
