/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/section-leftovers.h"

struct _EnrSectionLeftovers
{
  GtkBox parent_instance;

  /* Template */
  GtkBox *list;

  /* Owned */
  GHashTable *shown; /* (element-type utf8) keys of texts */
};

G_DEFINE_FINAL_TYPE (EnrSectionLeftovers, enr_section_leftovers, GTK_TYPE_BOX)

enum
{
  FIELD_ADDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
enr_section_leftovers_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_SECTION_LEFTOVERS);

  G_OBJECT_CLASS (enr_section_leftovers_parent_class)->dispose (object);
}

static void
enr_section_leftovers_finalize (GObject *object)
{
  g_hash_table_unref (ENR_SECTION_LEFTOVERS (object)->shown);

  G_OBJECT_CLASS (enr_section_leftovers_parent_class)->finalize (object);
}

static void
enr_section_leftovers_class_init (EnrSectionLeftoversClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_section_leftovers_dispose;
  object_class->finalize = enr_section_leftovers_finalize;

  signals[FIELD_ADDED] = g_signal_new ("field-added", ENR_TYPE_SECTION_LEFTOVERS, G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 1, ENR_TYPE_SECTION_FIELD);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/writing/section-leftovers.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrSectionLeftovers, list);
}

static void
enr_section_leftovers_init (EnrSectionLeftovers *self)
{
  self->shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

EnrSectionLeftovers *
enr_section_leftovers_new (void)
{
  return g_object_new (ENR_TYPE_SECTION_LEFTOVERS, NULL);
}

void
enr_section_leftovers_add (EnrSectionLeftovers *self, const EnrContentItem *item)
{
  GtkWidget *box, *heading;
  EnrSectionField *field;

  g_return_if_fail (ENR_IS_SECTION_LEFTOVERS (self));

  if (!g_hash_table_add (self->shown, g_strdup (item->key)))
    return;
  field = enr_section_field_new (item->key, item->heading, NULL, FALSE);
  enr_section_field_set_low (field);
  heading = gtk_label_new (item->heading);
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (field));
  gtk_box_append (self->list, box);
  g_signal_emit (self, signals[FIELD_ADDED], 0, field);
}
