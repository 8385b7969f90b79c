/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/papers/paper-tile.h"

#include <math.h>
#include <glib/gi18n.h>

#include "app/papers/paper-sheet.h"

/* The first page fits into this. */
#define PICTURE_WIDTH 212
#define PICTURE_HEIGHT 212

struct _EnrPaperTile
{
  GtkButton parent_instance;

  /* Template */
  GtkStack *stack;
  EnrPaperSheet *sheet;
  GtkImage *icon;
  GtkLabel *reason;
  GtkLabel *title;
  GtkLabel *description;

  EnrPaperKind kind;
};

G_DEFINE_FINAL_TYPE (EnrPaperTile, enr_paper_tile, GTK_TYPE_BUTTON)

enum
{
  PROP_0,
  PROP_PAPER_ID,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
show_reason (EnrPaperTile *self, const char *icon_name, const char *text)
{
  gtk_image_set_from_icon_name (self->icon, icon_name);
  gtk_label_set_text (self->reason, text);
  gtk_stack_set_visible_child_name (self->stack, "reason");
}

static void
enr_paper_tile_constructed (GObject *object)
{
  EnrPaperTile *self = ENR_PAPER_TILE (object);

  G_OBJECT_CLASS (enr_paper_tile_parent_class)->constructed (object);

  gtk_label_set_text (self->title, enr_paper_title (self->kind));
  gtk_label_set_text (self->description, enr_paper_description (self->kind));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self), "papers.open");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "s", enr_paper_id (self->kind));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  enr_paper_title (self->kind), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  enr_paper_description (self->kind), -1);
}

static void
enr_paper_tile_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_PAPER_TILE);

  G_OBJECT_CLASS (enr_paper_tile_parent_class)->dispose (object);
}

static void
enr_paper_tile_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_PAPER_ID:
      g_value_set_static_string (value, enr_paper_id (ENR_PAPER_TILE (object)->kind));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
enr_paper_tile_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_PAPER_ID:
      if (!enr_paper_from_id (g_value_get_string (value), &ENR_PAPER_TILE (object)->kind))
        g_critical ("no such paper: %s", g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
enr_paper_tile_class_init (EnrPaperTileClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = enr_paper_tile_constructed;
  object_class->dispose = enr_paper_tile_dispose;
  object_class->get_property = enr_paper_tile_get_property;
  object_class->set_property = enr_paper_tile_set_property;

  properties[PROP_PAPER_ID]
      = g_param_spec_string ("paper-id", NULL, NULL, "daily-register",
                             G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/papers/paper-tile.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrPaperTile, stack);
  gtk_widget_class_bind_template_child (widget_class, EnrPaperTile, sheet);
  gtk_widget_class_bind_template_child (widget_class, EnrPaperTile, icon);
  gtk_widget_class_bind_template_child (widget_class, EnrPaperTile, reason);
  gtk_widget_class_bind_template_child (widget_class, EnrPaperTile, title);
  gtk_widget_class_bind_template_child (widget_class, EnrPaperTile, description);
}

static void
enr_paper_tile_init (EnrPaperTile *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

EnrPaperKind
enr_paper_tile_get_kind (EnrPaperTile *self)
{
  g_return_val_if_fail (ENR_IS_PAPER_TILE (self), ENR_PAPER_DAILY_REGISTER);

  return self->kind;
}

void
enr_paper_tile_set_paper (EnrPaperTile *self, EnrPaper *paper)
{
  g_autoptr (EnrRenderer) renderer = NULL;
  double ratio;

  g_return_if_fail (ENR_IS_PAPER_TILE (self));

  if (paper->document == NULL)
    {
      show_reason (self, "text-x-generic-symbolic",
                   enr_paper_nothing (self->kind) != NULL ? enr_paper_nothing (self->kind)
                   : paper->n_children > 0                ? _ ("No cards have been made yet")
                   : enr_paper_period (self->kind) == ENR_PAPER_OF_MONTH
                       ? _ ("No children are enrolled in this month")
                       : _ ("No children are enrolled on this day"));
      return;
    }
  renderer = enr_renderer_new (paper->document);
  ratio = enr_paper_sheet_ratio (renderer);
  enr_paper_sheet_set_width (self->sheet,
                             (int) floor (MIN (PICTURE_WIDTH, PICTURE_HEIGHT / ratio)));
  enr_paper_sheet_set_page (self->sheet, renderer, 0);
  gtk_stack_set_visible_child_name (self->stack, "page");
}

void
enr_paper_tile_set_failed (EnrPaperTile *self)
{
  g_return_if_fail (ENR_IS_PAPER_TILE (self));

  show_reason (self, "dialog-warning-symbolic",
               _ ("This paper cannot be made. Open it to see why."));
}

gboolean
enr_paper_tile_is_drawn (EnrPaperTile *self)
{
  const char *name;

  g_return_val_if_fail (ENR_IS_PAPER_TILE (self), FALSE);

  name = gtk_stack_get_visible_child_name (self->stack);
  return g_strcmp0 (name, "reason") == 0
         || (g_strcmp0 (name, "page") == 0 && enr_paper_sheet_is_drawn (self->sheet));
}
