/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/phrases-row.h"

struct _EnrPhrasesRow
{
  GtkWidget parent_instance;

  /* Template */
  GtkWidget *body;
  GtkLabel *text;
  GtkLabel *detail;
  GtkLabel *mark;
};

G_DEFINE_FINAL_TYPE (EnrPhrasesRow, enr_phrases_row, GTK_TYPE_WIDGET)

static void
enr_phrases_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_PHRASES_ROW);

  G_OBJECT_CLASS (enr_phrases_row_parent_class)->dispose (object);
}

static void
enr_phrases_row_class_init (EnrPhrasesRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_phrases_row_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/writing/phrases-row.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrPhrasesRow, body);
  gtk_widget_class_bind_template_child (widget_class, EnrPhrasesRow, text);
  gtk_widget_class_bind_template_child (widget_class, EnrPhrasesRow, detail);
  gtk_widget_class_bind_template_child (widget_class, EnrPhrasesRow, mark);
}

static void
enr_phrases_row_init (EnrPhrasesRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
}

void
enr_phrases_row_set_item (EnrPhrasesRow *self, EnrPhrasesItem *item)
{
  g_return_if_fail (ENR_IS_PHRASES_ROW (self) && ENR_IS_PHRASES_ITEM (item));

  show (self->text, enr_phrases_item_get_text (item));
  show (self->detail, enr_phrases_item_get_detail (item));
  show (self->mark, enr_phrases_item_get_mark (item));
}
