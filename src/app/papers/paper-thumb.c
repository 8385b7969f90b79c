/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/papers/paper-thumb.h"

struct _EnrPaperThumb
{
  GObject parent_instance;

  EnrRenderer *renderer; /* owned */
  guint page;
  char *label;
};

G_DEFINE_FINAL_TYPE (EnrPaperThumb, enr_paper_thumb, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_RENDERER,
  PROP_PAGE,
  PROP_LABEL,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static char *
dup_label (EnrRenderer *renderer, guint page)
{
  const GArray *outline = enr_document_get_outline (enr_renderer_get_document (renderer));

  for (guint i = 0; i < outline->len; i++)
    {
      const EnrOutlineEntry *entry = &g_array_index (outline, EnrOutlineEntry, i);

      if (entry->page == page)
        return g_strdup_printf ("%u  %s", page + 1, entry->title);
    }
  return g_strdup_printf ("%u", page + 1);
}

static void
enr_paper_thumb_finalize (GObject *object)
{
  EnrPaperThumb *self = ENR_PAPER_THUMB (object);

  g_clear_object (&self->renderer);
  g_free (self->label);

  G_OBJECT_CLASS (enr_paper_thumb_parent_class)->finalize (object);
}

static void
enr_paper_thumb_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EnrPaperThumb *self = ENR_PAPER_THUMB (object);

  switch (prop_id)
    {
    case PROP_RENDERER:
      g_value_set_object (value, self->renderer);
      break;
    case PROP_PAGE:
      g_value_set_uint (value, self->page);
      break;
    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
enr_paper_thumb_class_init (EnrPaperThumbClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = enr_paper_thumb_finalize;
  object_class->get_property = enr_paper_thumb_get_property;

  properties[PROP_RENDERER]
      = g_param_spec_object ("renderer", NULL, NULL, ENR_TYPE_RENDERER, flags);
  properties[PROP_PAGE] = g_param_spec_uint ("page", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
enr_paper_thumb_init (EnrPaperThumb *self)
{
}

EnrPaperThumb *
enr_paper_thumb_new (EnrRenderer *renderer, guint page)
{
  EnrPaperThumb *self = g_object_new (ENR_TYPE_PAPER_THUMB, NULL);

  self->page = page;
  enr_paper_thumb_set_renderer (self, renderer);
  return self;
}

void
enr_paper_thumb_set_renderer (EnrPaperThumb *self, EnrRenderer *renderer)
{
  g_autofree char *label = NULL;

  g_return_if_fail (ENR_IS_PAPER_THUMB (self));

  if (!g_set_object (&self->renderer, renderer))
    return;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RENDERER]);
  label = dup_label (renderer, self->page);
  if (g_strcmp0 (label, self->label) == 0)
    return;
  g_free (self->label);
  self->label = g_steal_pointer (&label);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LABEL]);
}
