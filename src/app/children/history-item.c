/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/children/history-item.h"

#include <glib/gi18n.h>

#include "app/children/words.h"

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_WHEN,
  PROP_TEXT,
  N_PROPS
};

struct _EnrHistoryItem
{
  GObject parent_instance;

  char *texts[N_PROPS]; /* by property */
};

G_DEFINE_FINAL_TYPE (EnrHistoryItem, enr_history_item, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static void
enr_history_item_finalize (GObject *object)
{
  EnrHistoryItem *self = ENR_HISTORY_ITEM (object);

  for (int i = 0; i < N_PROPS; i++)
    g_free (self->texts[i]);

  G_OBJECT_CLASS (enr_history_item_parent_class)->finalize (object);
}

static void
enr_history_item_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  g_value_set_string (value, ENR_HISTORY_ITEM (object)->texts[prop_id]);
}

static void
enr_history_item_class_init (EnrHistoryItemClass *klass)
{
  static const char *const names[N_PROPS]
      = { [PROP_TITLE] = "title", [PROP_WHEN] = "when", [PROP_TEXT] = "text" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = enr_history_item_finalize;
  object_class->get_property = enr_history_item_get_property;

  for (int i = PROP_TITLE; i < N_PROPS; i++)
    properties[i] = g_param_spec_string (names[i], NULL, NULL, NULL,
                                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
enr_history_item_init (EnrHistoryItem *self)
{
}

EnrHistoryItem *
enr_history_item_new (const EnrPastChange *change)
{
  EnrHistoryItem *self = g_object_new (ENR_TYPE_HISTORY_ITEM, NULL);
  g_autofree char *at = enr_words_dup_instant (change->at);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < change->lines->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "",
                            (const char *) g_ptr_array_index (change->lines, i));
  if (*change->reason != '\0')
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text, _ ("Reason: %s"), change->reason);
    }
  self->texts[PROP_TITLE] = g_strdup (change->title);
  self->texts[PROP_WHEN] = g_strconcat (at, "  ", change->who, NULL);
  self->texts[PROP_TEXT] = g_string_free (text, FALSE);
  return self;
}
