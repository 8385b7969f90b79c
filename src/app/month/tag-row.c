/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/month/tag-row.h"

#include <string.h>
#include <glib/gi18n.h>

struct _EnrTagRow
{
  GtkListBoxRow parent_instance;

  /* Template */
  GtkLabel *name;
  GtkLabel *meaning;
  GtkWidget *copy_button;

  /* Borrowed */
  const EnrCityTag *tag;
};

G_DEFINE_FINAL_TYPE (EnrTagRow, enr_tag_row, GTK_TYPE_LIST_BOX_ROW)

static void
enr_tag_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_TAG_ROW);

  G_OBJECT_CLASS (enr_tag_row_parent_class)->dispose (object);
}

static void
enr_tag_row_class_init (EnrTagRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_tag_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/month/tag-row.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrTagRow, name);
  gtk_widget_class_bind_template_child (widget_class, EnrTagRow, meaning);
  gtk_widget_class_bind_template_child (widget_class, EnrTagRow, copy_button);
}

static void
enr_tag_row_init (EnrTagRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

EnrTagRow *
enr_tag_row_new (const EnrCityTag *tag)
{
  EnrTagRow *self = g_object_new (ENR_TYPE_TAG_ROW, NULL);
  g_autofree char *text = g_strdup_printf ("{{%s}}", tag->name);
  g_autofree char *accessible = NULL;

  self->tag = tag;
  gtk_label_set_text (self->name, text);
  gtk_label_set_text (self->meaning, _ (tag->meaning));
  /* Translators: a tag of a form */
  accessible = g_strdup_printf (_ ("Copy %s"), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->copy_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  accessible, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->copy_button), "s", text);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->copy_button), "tags.copy");
  return self;
}

const EnrCityTag *
enr_tag_row_get_tag (EnrTagRow *self)
{
  g_return_val_if_fail (ENR_IS_TAG_ROW (self), NULL);

  return self->tag;
}

gboolean
enr_tag_row_fits (EnrTagRow *self, const char *text)
{
  g_return_val_if_fail (ENR_IS_TAG_ROW (self), FALSE);

  return strstr (gtk_label_get_text (self->name), text) != NULL
         || strstr (gtk_label_get_text (self->meaning), text) != NULL;
}
