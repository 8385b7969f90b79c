/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/children/promotion-item.h"

#include <glib/gi18n.h>

#include "app/children/words.h"

struct _EnrPromotionItem
{
  GObject parent_instance;

  char *name;
  char *from;
  char *age;
  GListModel *choices;
  guint selected;
};

G_DEFINE_FINAL_TYPE (EnrPromotionItem, enr_promotion_item, G_TYPE_OBJECT)

struct _EnrPromotionLine
{
  GtkBox parent_instance;

  /* template */
  GtkDropDown *choice;

  /* owned */
  EnrPromotionItem *item;
  GBinding *binding;
};

G_DEFINE_FINAL_TYPE (EnrPromotionLine, enr_promotion_line, GTK_TYPE_BOX)

enum
{
  PROP_0,
  PROP_NAME,
  PROP_FROM,
  PROP_AGE,
  PROP_CHOICES,
  PROP_SELECTED,
  N_PROPS
};

enum
{
  LINE_PROP_0,
  LINE_PROP_ITEM,
};

static GParamSpec *properties[N_PROPS];

static void
enr_promotion_item_finalize (GObject *object)
{
  EnrPromotionItem *self = ENR_PROMOTION_ITEM (object);

  g_free (self->name);
  g_free (self->from);
  g_free (self->age);
  g_object_unref (self->choices);

  G_OBJECT_CLASS (enr_promotion_item_parent_class)->finalize (object);
}

static void
enr_promotion_item_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EnrPromotionItem *self = ENR_PROMOTION_ITEM (object);

  switch (prop_id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_FROM:
      g_value_set_string (value, self->from);
      break;
    case PROP_AGE:
      g_value_set_string (value, self->age);
      break;
    case PROP_CHOICES:
      g_value_set_object (value, self->choices);
      break;
    case PROP_SELECTED:
      g_value_set_uint (value, self->selected);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
enr_promotion_item_set_property (GObject *object,
                                 guint prop_id,
                                 const GValue *value,
                                 GParamSpec *pspec)
{
  EnrPromotionItem *self = ENR_PROMOTION_ITEM (object);
  guint selected = g_value_get_uint (value);

  if (self->selected == selected)
    return;
  self->selected = selected;
  g_object_notify_by_pspec (object, pspec);
}

static void
enr_promotion_item_class_init (EnrPromotionItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = enr_promotion_item_finalize;
  object_class->get_property = enr_promotion_item_get_property;
  object_class->set_property = enr_promotion_item_set_property;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_FROM] = g_param_spec_string ("from", NULL, NULL, NULL, flags);
  properties[PROP_AGE] = g_param_spec_string ("age", NULL, NULL, NULL, flags);
  properties[PROP_CHOICES] = g_param_spec_object ("choices", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_SELECTED] = g_param_spec_uint (
      "selected", NULL, NULL, 0, G_MAXUINT, 0, flags | G_PARAM_WRITABLE | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
enr_promotion_item_init (EnrPromotionItem *self)
{
}

EnrPromotionItem *
enr_promotion_item_new (const EnrPromotionRow *row, GListModel *choices, guint selected)
{
  EnrPromotionItem *self = g_object_new (ENR_TYPE_PROMOTION_ITEM, NULL);

  self->name = g_strdup (row->name);
  self->from = g_strdup (row->from_class != NULL && *row->from_class != '\0' ? row->from_class
                                                                             : _ ("No class"));
  self->age = enr_words_dup_class_age (row->class_age);
  self->choices = g_object_ref (choices);
  self->selected = selected;
  return self;
}

guint
enr_promotion_item_get_selected (EnrPromotionItem *self)
{
  g_return_val_if_fail (ENR_IS_PROMOTION_ITEM (self), 0);

  return self->selected;
}

static void
set_item (EnrPromotionLine *self, EnrPromotionItem *item)
{
  if (self->binding != NULL)
    g_binding_unbind (self->binding);
  g_clear_object (&self->binding);
  if (!g_set_object (&self->item, item) || item == NULL)
    return;
  gtk_drop_down_set_model (self->choice, item->choices);
  self->binding = g_object_ref (g_object_bind_property (
      item, "selected", self->choice, "selected", G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL));
}

static void
enr_promotion_line_dispose (GObject *object)
{
  set_item (ENR_PROMOTION_LINE (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_PROMOTION_LINE);

  G_OBJECT_CLASS (enr_promotion_line_parent_class)->dispose (object);
}

static void
enr_promotion_line_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  g_value_set_object (value, ENR_PROMOTION_LINE (object)->item);
}

static void
enr_promotion_line_set_property (GObject *object,
                                 guint prop_id,
                                 const GValue *value,
                                 GParamSpec *pspec)
{
  set_item (ENR_PROMOTION_LINE (object), g_value_get_object (value));
  g_object_notify_by_pspec (object, pspec);
}

static void
enr_promotion_line_class_init (EnrPromotionLineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_promotion_line_dispose;
  object_class->get_property = enr_promotion_line_get_property;
  object_class->set_property = enr_promotion_line_set_property;
  g_object_class_install_property (
      object_class, LINE_PROP_ITEM,
      g_param_spec_object ("item", NULL, NULL, ENR_TYPE_PROMOTION_ITEM,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS));

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/children/promotion-line.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrPromotionLine, choice);
}

static void
enr_promotion_line_init (EnrPromotionLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
