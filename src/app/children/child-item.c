/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/children/child-item.h"

#include <glib/gi18n.h>

#include "app/children/words.h"

enum
{
  PROP_0,
  PROP_NAME,
  PROP_KANA,
  PROP_AGE,
  PROP_HEADING,
  PROP_COUNT,
  PROP_COLOUR,
  PROP_HAS_ALLERGY,
  N_PROPS
};

struct _EnrChildItem
{
  GObject parent_instance;

  EnrUuid id;
  char *texts[N_PROPS]; /* by property */
  gboolean has_allergy;
};

G_DEFINE_FINAL_TYPE (EnrChildItem, enr_child_item, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static void
enr_child_item_finalize (GObject *object)
{
  EnrChildItem *self = ENR_CHILD_ITEM (object);

  for (int i = 0; i < N_PROPS; i++)
    g_free (self->texts[i]);

  G_OBJECT_CLASS (enr_child_item_parent_class)->finalize (object);
}

static void
enr_child_item_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EnrChildItem *self = ENR_CHILD_ITEM (object);

  if (prop_id == PROP_HAS_ALLERGY)
    g_value_set_boolean (value, self->has_allergy);
  else
    g_value_set_string (value, self->texts[prop_id]);
}

static void
enr_child_item_class_init (EnrChildItemClass *klass)
{
  static const char *const names[N_PROPS] = {
    [PROP_NAME] = "name",       [PROP_KANA] = "kana",   [PROP_AGE] = "age",
    [PROP_HEADING] = "heading", [PROP_COUNT] = "count", [PROP_COLOUR] = "colour",
  };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = enr_child_item_finalize;
  object_class->get_property = enr_child_item_get_property;

  for (int i = PROP_NAME; i <= PROP_COLOUR; i++)
    properties[i]
        = g_param_spec_string (names[i], NULL, NULL, NULL,
                               G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_HAS_ALLERGY]
      = g_param_spec_boolean ("has-allergy", NULL, NULL, FALSE,
                              G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
enr_child_item_init (EnrChildItem *self)
{
}

EnrChildItem *
enr_child_item_new (const EnrRosterRow *row, EnrDate day, const char *heading, guint count)
{
  EnrChildItem *self = g_object_new (ENR_TYPE_CHILD_ITEM, NULL);

  self->id = row->child->id;
  enr_child_item_update (self, row, day, heading, count);
  return self;
}

const EnrUuid *
enr_child_item_get_id (EnrChildItem *self)
{
  g_return_val_if_fail (ENR_IS_CHILD_ITEM (self), NULL);

  return &self->id;
}

static void
take_text (EnrChildItem *self, int prop_id, char *text)
{
  if (g_strcmp0 (self->texts[prop_id], text) == 0)
    {
      g_free (text);
      return;
    }
  g_free (self->texts[prop_id]);
  self->texts[prop_id] = text;
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop_id]);
}

void
enr_child_item_update (EnrChildItem *self,
                       const EnrRosterRow *row,
                       EnrDate day,
                       const char *heading,
                       guint count)
{
  const EnrChild *child = row->child;

  g_return_if_fail (ENR_IS_CHILD_ITEM (self));

  take_text (self, PROP_NAME, enr_child_dup_name (child));
  take_text (self, PROP_KANA, g_strconcat (child->family_kana, " ", child->given_kana, NULL));
  take_text (self, PROP_AGE, enr_words_dup_age (child->birth_date, day));
  take_text (self, PROP_HEADING, g_strdup (heading));
  take_text (self, PROP_COUNT,
             /* Translators: a number of children */
             heading != NULL ? g_strdup_printf (ngettext ("%u child", "%u children", count), count)
                             : NULL);
  take_text (self, PROP_COLOUR, g_strdup (row->class_colour));
  if (self->has_allergy != child->has_allergy)
    {
      self->has_allergy = child->has_allergy;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_ALLERGY]);
    }
}
