/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/month/check-row.h"

#include <glib/gi18n.h>

struct _EnrCheckRow
{
  GtkWidget parent_instance;

  /* Template */
  GtkTreeExpander *expander;
  GtkWidget *done;
  GtkLabel *label;
  GtkLabel *count;

  /* Owned */
  GtkTreeListRow *row;
  EnrCheckItem *item;
};

G_DEFINE_FINAL_TYPE (EnrCheckRow, enr_check_row, GTK_TYPE_WIDGET)

/* Where nothing of a kind is left, a green check takes the place of the arrow. */
static void
show_item (EnrCheckRow *self)
{
  gboolean is_kind = enr_check_item_get_children (self->item) != NULL;
  guint count = enr_check_item_get_count (self->item);
  gboolean is_done = is_kind && count == 0;
  g_autofree char *text = enr_check_item_dup_text (self->item);
  g_autofree char *number = is_kind && !is_done ? g_strdup_printf ("%u", count) : g_strdup ("");
  g_autofree char *accessible = NULL;

  gtk_label_set_text (self->label, text);
  gtk_label_set_text (self->count, number);
  gtk_widget_set_visible (GTK_WIDGET (self->count), is_kind && !is_done);
  gtk_widget_set_visible (self->done, is_done);
  gtk_tree_expander_set_list_row (self->expander, is_done ? NULL : self->row);
  if (is_done)
    gtk_widget_add_css_class (GTK_WIDGET (self->label), "success");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->label), "success");
  /* Translators: a kind of thing to settle, of which nothing is left */
  accessible = is_done   ? g_strdup_printf (_ ("%s: settled"), text)
               : is_kind ? g_strdup_printf ("%s: %u", text, count)
                         : g_strdup (text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, accessible,
                                  -1);
}

static void
enr_check_row_dispose (GObject *object)
{
  EnrCheckRow *self = ENR_CHECK_ROW (object);

  enr_check_row_set_row (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_CHECK_ROW);

  G_OBJECT_CLASS (enr_check_row_parent_class)->dispose (object);
}

static void
enr_check_row_class_init (EnrCheckRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_check_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/month/check-row.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrCheckRow, expander);
  gtk_widget_class_bind_template_child (widget_class, EnrCheckRow, done);
  gtk_widget_class_bind_template_child (widget_class, EnrCheckRow, label);
  gtk_widget_class_bind_template_child (widget_class, EnrCheckRow, count);
}

static void
enr_check_row_init (EnrCheckRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
enr_check_row_set_row (EnrCheckRow *self, GtkTreeListRow *row)
{
  g_return_if_fail (ENR_IS_CHECK_ROW (self));

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, show_item, self);
  g_clear_object (&self->item);
  g_set_object (&self->row, row);
  if (row == NULL)
    {
      if (self->expander != NULL)
        gtk_tree_expander_set_list_row (self->expander, NULL);
      return;
    }
  self->item = ENR_CHECK_ITEM (gtk_tree_list_row_get_item (row));
  g_signal_connect_object (self->item, "changed", G_CALLBACK (show_item), self, G_CONNECT_SWAPPED);
  show_item (self);
}
