/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/shelf-row.h"

#include <glib/gi18n.h>

struct _EnrShelfRow
{
  GtkWidget parent_instance;

  /* Template */
  GtkWidget *body;
  GtkLabel *day;
  GtkLabel *title;
  GtkLabel *whose;
  GtkLabel *state;

  /* Owned */
  EnrShelfItem *item;
};

G_DEFINE_FINAL_TYPE (EnrShelfRow, enr_shelf_row, GTK_TYPE_WIDGET)

static void
show_item (EnrShelfRow *self)
{
  const EnrShelfPlace *place = enr_shelf_item_get_place (self->item);
  g_autofree char *day = enr_writing_period_dup_text (place->period, place->first, place->last);
  const char *title = enr_uuid_is_none (&place->id) ? _ ("None yet") : place->title;
  const char *label = enr_shelf_state_label (place->state);
  gboolean has_both = *place->class_name != '\0' && *place->child_name != '\0';
  g_autofree char *whose
      = g_strconcat (place->class_name, has_both ? " " : "", place->child_name, NULL);
  g_autofree char *accessible = g_strdup_printf ("%s %s %s %s", day, title, whose, label);

  gtk_label_set_text (self->day, day);
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->whose, whose);
  gtk_label_set_text (self->state, label);
  enr_shelf_state_style (GTK_WIDGET (self->state), place->state);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, accessible,
                                  -1);
}

static void
enr_shelf_row_dispose (GObject *object)
{
  EnrShelfRow *self = ENR_SHELF_ROW (object);

  enr_shelf_row_set_item (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_SHELF_ROW);

  G_OBJECT_CLASS (enr_shelf_row_parent_class)->dispose (object);
}

static void
enr_shelf_row_class_init (EnrShelfRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_shelf_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/writing/shelf-row.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrShelfRow, body);
  gtk_widget_class_bind_template_child (widget_class, EnrShelfRow, day);
  gtk_widget_class_bind_template_child (widget_class, EnrShelfRow, title);
  gtk_widget_class_bind_template_child (widget_class, EnrShelfRow, whose);
  gtk_widget_class_bind_template_child (widget_class, EnrShelfRow, state);
}

static void
enr_shelf_row_init (EnrShelfRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
enr_shelf_row_set_item (EnrShelfRow *self, EnrShelfItem *item)
{
  g_return_if_fail (ENR_IS_SHELF_ROW (self));

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, show_item, self);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;
  g_signal_connect_object (item, "changed", G_CALLBACK (show_item), self, G_CONNECT_SWAPPED);
  show_item (self);
}

void
enr_shelf_state_style (GtkWidget *widget, EnrShelfState state)
{
  for (guint i = 0; i < ENR_N_SHELF_STATES; i++)
    if (i == state)
      gtk_widget_add_css_class (widget, enr_shelf_state_key ((EnrShelfState) i));
    else
      gtk_widget_remove_css_class (widget, enr_shelf_state_key ((EnrShelfState) i));
}
