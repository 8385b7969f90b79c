/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/children/import-item.h"

#include <glib/gi18n.h>

struct _EnrImportItem
{
  GObject parent_instance;

  EnrImportAction action;
  char *line;
  char *title;
  char *details;
};

G_DEFINE_FINAL_TYPE (EnrImportItem, enr_import_item, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_LINE,
  PROP_TITLE,
  PROP_DETAILS,
  PROP_WORD,
  PROP_CSS_CLASSES,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
enr_import_item_finalize (GObject *object)
{
  EnrImportItem *self = ENR_IMPORT_ITEM (object);

  g_free (self->line);
  g_free (self->title);
  g_free (self->details);

  G_OBJECT_CLASS (enr_import_item_parent_class)->finalize (object);
}

static void
enr_import_item_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  static const char *const classes[][3] = {
    [ENR_IMPORT_ADD] = { "enr-word", "enr-word-add", NULL },
    [ENR_IMPORT_CHANGE] = { "enr-word", "enr-word-change", NULL },
    [ENR_IMPORT_KEEP] = { "enr-word", "enr-word-keep", NULL },
    [ENR_IMPORT_REFUSE] = { "enr-word", "enr-word-refuse", NULL },
  };
  EnrImportItem *self = ENR_IMPORT_ITEM (object);

  switch (prop_id)
    {
    case PROP_LINE:
      g_value_set_string (value, self->line);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_DETAILS:
      g_value_set_string (value, self->details);
      break;
    case PROP_WORD:
      g_value_set_string (value, enr_import_action_word (self->action));
      break;
    case PROP_CSS_CLASSES:
      g_value_set_boxed (value, classes[self->action]);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
enr_import_item_class_init (EnrImportItemClass *klass)
{
  static const char *const names[] = {
    [PROP_LINE] = "line", [PROP_TITLE] = "title", [PROP_DETAILS] = "details", [PROP_WORD] = "word"
  };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = enr_import_item_finalize;
  object_class->get_property = enr_import_item_get_property;

  for (int i = PROP_LINE; i <= PROP_WORD; i++)
    properties[i] = g_param_spec_string (names[i], NULL, NULL, NULL,
                                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_CSS_CLASSES] = g_param_spec_boxed ("css-classes", NULL, NULL, G_TYPE_STRV,
                                                     G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
enr_import_item_init (EnrImportItem *self)
{
}

EnrImportItem *
enr_import_item_new (const EnrImportRow *row)
{
  EnrImportItem *self = g_object_new (ENR_TYPE_IMPORT_ITEM, NULL);
  g_autoptr (GString) details = g_string_new (NULL);

  for (guint i = 0; i < row->details->len; i++)
    g_string_append_printf (details, "%s%s",
                            i == 0                             ? ""
                            : row->action == ENR_IMPORT_REFUSE ? "\n"
                                                               : "  ",
                            (const char *) g_ptr_array_index (row->details, i));
  self->action = row->action;
  /* Translators: a line of a file */
  self->line = g_strdup_printf (_ ("Line %u"), row->line);
  self->title = g_strdup (row->title);
  self->details = g_string_free (g_steal_pointer (&details), FALSE);
  return self;
}

const char *
enr_import_action_word (EnrImportAction action)
{
  switch (action)
    {
    case ENR_IMPORT_ADD:
      return _ ("Added");
    case ENR_IMPORT_CHANGE:
      return _ ("Changed");
    case ENR_IMPORT_KEEP:
      return _ ("As it is");
    case ENR_IMPORT_REFUSE:
    default:
      return _ ("Not possible");
    }
}
