/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/section-row.h"

#include <string.h>

#include "writing/content.h"

struct _EnrSectionRow
{
  GtkBox parent_instance;

  /* Template */
  GtkLabel *group;
  GtkLabel *heading;
  GtkWidget *required;
  GtkLabel *hint;
  GtkGrid *facts;

  /* Borrowed */
  const EnrSection *section;
};

G_DEFINE_FINAL_TYPE (EnrSectionRow, enr_section_row, GTK_TYPE_BOX)

static void
enr_section_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_SECTION_ROW);

  G_OBJECT_CLASS (enr_section_row_parent_class)->dispose (object);
}

static void
enr_section_row_class_init (EnrSectionRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_section_row_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/writing/section-row.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrSectionRow, group);
  gtk_widget_class_bind_template_child (widget_class, EnrSectionRow, heading);
  gtk_widget_class_bind_template_child (widget_class, EnrSectionRow, required);
  gtk_widget_class_bind_template_child (widget_class, EnrSectionRow, hint);
  gtk_widget_class_bind_template_child (widget_class, EnrSectionRow, facts);
}

static void
enr_section_row_init (EnrSectionRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

EnrSectionRow *
enr_section_row_new (const EnrSection *section, gboolean shows_group, GtkWidget *body)
{
  EnrSectionRow *self = g_object_new (ENR_TYPE_SECTION_ROW, NULL);

  self->section = section;
  gtk_label_set_text (self->group, section->group);
  gtk_widget_set_visible (GTK_WIDGET (self->group), shows_group);
  gtk_label_set_text (self->heading, section->heading);
  gtk_label_set_text (self->hint, section->hint);
  gtk_widget_set_visible (GTK_WIDGET (self->hint), *section->hint != '\0');
  gtk_widget_set_visible (self->required, section->is_required);
  gtk_widget_set_visible (GTK_WIDGET (self->facts), section->type == ENR_SECTION_FACTS);
  if (body != NULL)
    gtk_box_append (GTK_BOX (self), body);
  return self;
}

const EnrSection *
enr_section_row_get_section (EnrSectionRow *self)
{
  return self->section;
}

static GtkWidget *
new_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

void
enr_section_row_show_facts (EnrSectionRow *self, const GPtrArray *items)
{
  gsize length = strlen (self->section->key);
  GtkWidget *child;
  int row = 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->facts))) != NULL)
    gtk_grid_remove (self->facts, child);
  for (guint i = 0; i < items->len; i++)
    {
      const EnrContentItem *item = g_ptr_array_index (items, i);
      GtkWidget *text;

      if (strncmp (item->key, self->section->key, length) != 0 || item->key[length] != '/')
        continue;
      text = new_label (item->text, NULL);
      gtk_widget_set_hexpand (text, TRUE);
      gtk_label_set_selectable (GTK_LABEL (text), TRUE);
      gtk_widget_set_focusable (text, FALSE);
      gtk_grid_attach (self->facts, new_label (item->heading, "dim-label"), 0, row, 1, 1);
      gtk_grid_attach (self->facts, text, 1, row, 1, 1);
      row++;
    }
}
