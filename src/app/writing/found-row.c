/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/found-row.h"

struct _EnrFoundRow
{
  GtkWidget parent_instance;

  /* Template */
  GtkWidget *body;
  GtkLabel *label;
  GtkLabel *period;
  GtkLabel *whose;
  GtkLabel *heading;
  GtkLabel *excerpt;
};

G_DEFINE_FINAL_TYPE (EnrFoundRow, enr_found_row, GTK_TYPE_WIDGET)

static void
enr_found_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_FOUND_ROW);

  G_OBJECT_CLASS (enr_found_row_parent_class)->dispose (object);
}

static void
enr_found_row_class_init (EnrFoundRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_found_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/writing/found-row.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrFoundRow, body);
  gtk_widget_class_bind_template_child (widget_class, EnrFoundRow, label);
  gtk_widget_class_bind_template_child (widget_class, EnrFoundRow, period);
  gtk_widget_class_bind_template_child (widget_class, EnrFoundRow, whose);
  gtk_widget_class_bind_template_child (widget_class, EnrFoundRow, heading);
  gtk_widget_class_bind_template_child (widget_class, EnrFoundRow, excerpt);
}

static void
enr_found_row_init (EnrFoundRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
enr_found_row_set_item (EnrFoundRow *self, EnrFoundItem *item)
{
  g_autofree char *period = NULL;
  g_autofree char *whose = NULL;
  g_autofree char *markup = NULL;

  g_return_if_fail (ENR_IS_FOUND_ROW (self) && ENR_IS_FOUND_ITEM (item));

  period = enr_found_item_dup_period (item);
  whose = enr_found_item_dup_whose (item);
  markup = enr_found_item_dup_markup (item);
  gtk_label_set_text (self->label, enr_found_item_get_label (item));
  gtk_label_set_text (self->period, period);
  gtk_label_set_text (self->whose, whose);
  gtk_label_set_text (self->heading, enr_found_item_get_heading (item));
  gtk_label_set_markup (self->excerpt, markup);
}
