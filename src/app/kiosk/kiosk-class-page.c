/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/kiosk/kiosk-class-page.h"

#include <glib/gi18n.h>

#include "app/kiosk/kiosk-care.h"
#include "app/kiosk/kiosk-tile.h"
#include "app/kiosk/kiosk-tiles.h"

struct _EnrKioskClassPage
{
  GtkBox parent_instance;

  GtkWidget *back_button;
  GtkLabel *class_label;
  GtkLabel *clock_label;
  GtkLabel *care_label;
  EnrKioskTiles *tiles;

  guint class_index;
  char *colour_class;
};

G_DEFINE_FINAL_TYPE (EnrKioskClassPage, enr_kiosk_class_page, GTK_TYPE_BOX)

static void
show_heading (EnrKioskClassPage *self, const EnrDay *day, guint class_index)
{
  gboolean has_class = class_index < day->classes->len;

  if (self->colour_class != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->class_label), self->colour_class);
  g_free (self->colour_class);
  self->colour_class = enr_kiosk_dup_colour_class (class_index);
  gtk_widget_add_css_class (GTK_WIDGET (self->class_label), self->colour_class);
  gtk_label_set_text (self->class_label,
                      has_class ? g_array_index (day->classes, EnrDayClass, class_index).name
                                : _ ("Other children"));
}

static GPtrArray *
children_of (const EnrDay *day, guint class_index)
{
  GPtrArray *children = g_ptr_array_new ();

  for (guint i = 0; i < day->children->len; i++)
    {
      EnrDayChild *child = &g_array_index (day->children, EnrDayChild, i);

      if (child->class_index == class_index)
        g_ptr_array_add (children, child);
    }
  return children;
}

static gboolean
is_shown_already (EnrKioskClassPage *self, const GPtrArray *children)
{
  GPtrArray *tiles = enr_kiosk_tiles_get (self->tiles);

  if (tiles->len != children->len)
    return FALSE;
  for (guint i = 0; i < tiles->len; i++)
    {
      const EnrDayChild *child = g_ptr_array_index (children, i);

      if (!enr_kiosk_tile_is_of (g_ptr_array_index (tiles, i), &child->child_id))
        return FALSE;
    }
  return TRUE;
}

static gboolean
enr_kiosk_class_page_grab_focus (GtkWidget *widget)
{
  EnrKioskClassPage *self = ENR_KIOSK_CLASS_PAGE (widget);

  return enr_kiosk_tiles_focus_first (self->tiles) || gtk_widget_grab_focus (self->back_button);
}

static void
enr_kiosk_class_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_KIOSK_CLASS_PAGE);

  G_OBJECT_CLASS (enr_kiosk_class_page_parent_class)->dispose (object);
}

static void
enr_kiosk_class_page_finalize (GObject *object)
{
  g_free (ENR_KIOSK_CLASS_PAGE (object)->colour_class);

  G_OBJECT_CLASS (enr_kiosk_class_page_parent_class)->finalize (object);
}

static void
enr_kiosk_class_page_class_init (EnrKioskClassPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_kiosk_class_page_dispose;
  object_class->finalize = enr_kiosk_class_page_finalize;
  widget_class->grab_focus = enr_kiosk_class_page_grab_focus;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/kiosk/kiosk-class-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrKioskClassPage, back_button);
  gtk_widget_class_bind_template_child (widget_class, EnrKioskClassPage, class_label);
  gtk_widget_class_bind_template_child (widget_class, EnrKioskClassPage, clock_label);
  gtk_widget_class_bind_template_child (widget_class, EnrKioskClassPage, care_label);
  gtk_widget_class_bind_template_child (widget_class, EnrKioskClassPage, tiles);
}

static void
enr_kiosk_class_page_init (EnrKioskClassPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
enr_kiosk_class_page_show (EnrKioskClassPage *self, const EnrDay *day, guint class_index)
{
  g_autoptr (GPtrArray) children = children_of (day, class_index);
  GPtrArray *tiles;

  g_return_if_fail (ENR_IS_KIOSK_CLASS_PAGE (self));

  self->class_index = class_index;
  show_heading (self, day, class_index);
  if (is_shown_already (self, children))
    {
      tiles = enr_kiosk_tiles_get (self->tiles);
      for (guint i = 0; i < tiles->len; i++)
        enr_kiosk_tile_update_child (g_ptr_array_index (tiles, i), g_ptr_array_index (children, i));
      return;
    }
  tiles = g_ptr_array_new ();
  for (guint i = 0; i < children->len; i++)
    g_ptr_array_add (tiles, enr_kiosk_tile_new_child (g_ptr_array_index (children, i)));
  enr_kiosk_tiles_take (self->tiles, tiles);
}

void
enr_kiosk_class_page_set_care (EnrKioskClassPage *self,
                               const EnrCareDay *care,
                               const EnrDay *day,
                               EnrInstant now)
{
  g_autoptr (GPtrArray) children = children_of (day, self->class_index);
  GPtrArray *tiles = enr_kiosk_tiles_get (self->tiles);
  g_autofree char *line = NULL;

  g_return_if_fail (ENR_IS_KIOSK_CLASS_PAGE (self));

  line = enr_kiosk_care_dup_line (care, day, &self->class_index, now);
  gtk_label_set_text (self->care_label, line != NULL ? line : "");
  gtk_widget_set_visible (GTK_WIDGET (self->care_label), line != NULL);
  for (guint i = 0; is_shown_already (self, children) && i < tiles->len; i++)
    {
      const EnrDayChild *child = g_ptr_array_index (children, i);

      enr_kiosk_tile_set_extended (g_ptr_array_index (tiles, i),
                                   enr_kiosk_care_is_marked (care, child, now));
    }
}

void
enr_kiosk_class_page_set_now (EnrKioskClassPage *self, EnrInstant now)
{
  g_autofree char *time = enr_kiosk_dup_time (now);

  g_return_if_fail (ENR_IS_KIOSK_CLASS_PAGE (self));

  gtk_label_set_text (self->clock_label, time);
}
