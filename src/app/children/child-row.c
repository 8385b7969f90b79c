/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/children/child-row.h"

#include "app/children/colour-dot.h"

struct _EnrChildRow
{
  GtkBox parent_instance;

  EnrChildItem *item;
};

G_DEFINE_FINAL_TYPE (EnrChildRow, enr_child_row, GTK_TYPE_BOX)

enum
{
  PROP_0,
  PROP_ITEM,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static gboolean
is_set (gpointer instance, const char *text)
{
  return text != NULL && *text != '\0';
}

static void
enr_child_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_CHILD_ROW);
  g_clear_object (&ENR_CHILD_ROW (object)->item);

  G_OBJECT_CLASS (enr_child_row_parent_class)->dispose (object);
}

static void
enr_child_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  g_value_set_object (value, ENR_CHILD_ROW (object)->item);
}

static void
enr_child_row_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (g_set_object (&ENR_CHILD_ROW (object)->item, g_value_get_object (value)))
    g_object_notify_by_pspec (object, pspec);
}

static void
enr_child_row_class_init (EnrChildRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_child_row_dispose;
  object_class->get_property = enr_child_row_get_property;
  object_class->set_property = enr_child_row_set_property;

  properties[PROP_ITEM]
      = g_param_spec_object ("item", NULL, NULL, ENR_TYPE_CHILD_ITEM,
                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (ENR_TYPE_COLOUR_DOT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/children/child-row.ui");
  gtk_widget_class_bind_template_callback (widget_class, is_set);
}

static void
enr_child_row_init (EnrChildRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
