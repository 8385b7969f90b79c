/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/kiosk/kiosk-tiles.h"

#include <glib/gi18n.h>

#include "app/kiosk/kiosk-grid.h"

#define FEW 12 /* so many are written larger */
#define SOME 16

struct _EnrKioskTiles
{
  GtkBox parent_instance;

  EnrKioskGrid *grid;
  GtkWidget *pager;
  GtkLabel *page_label;

  GPtrArray *tiles; /* (element-type GtkWidget) */
  guint page;
  int max_tile_width;
  int max_tile_height;
};

G_DEFINE_FINAL_TYPE (EnrKioskTiles, enr_kiosk_tiles, GTK_TYPE_BOX)

enum
{
  PROP_0,
  PROP_MAX_TILE_WIDTH,
  PROP_MAX_TILE_HEIGHT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static guint
n_pages (EnrKioskTiles *self)
{
  return MAX (1, (self->tiles->len + ENR_KIOSK_TILES_PAGE - 1) / ENR_KIOSK_TILES_PAGE);
}

/* The pages are filled evenly: the second of 26 children is not a page of two. */
static void
show_page (EnrKioskTiles *self, guint page)
{
  guint pages = n_pages (self);
  guint on_page = (self->tiles->len + pages - 1) / pages;
  g_autofree char *text = NULL;

  self->page = MIN (page, pages - 1);
  enr_kiosk_grid_clear (self->grid);
  for (guint i = self->page * on_page; i < MIN ((self->page + 1) * on_page, self->tiles->len); i++)
    enr_kiosk_grid_append (self->grid, g_ptr_array_index (self->tiles, i));
  gtk_widget_remove_css_class (GTK_WIDGET (self), "few");
  gtk_widget_remove_css_class (GTK_WIDGET (self), "some");
  if (on_page <= SOME)
    gtk_widget_add_css_class (GTK_WIDGET (self), on_page <= FEW ? "few" : "some");

  text = g_strdup_printf ("%u / %u", self->page + 1, pages);
  gtk_label_set_text (self->page_label, text);
  gtk_widget_set_visible (self->pager, pages > 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "tiles.previous", self->page > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "tiles.next", self->page + 1 < pages);
}

static void
previous_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  EnrKioskTiles *self = ENR_KIOSK_TILES (widget);

  if (self->page > 0)
    show_page (self, self->page - 1);
}

static void
next_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  EnrKioskTiles *self = ENR_KIOSK_TILES (widget);

  show_page (self, self->page + 1);
}

static void
enr_kiosk_tiles_dispose (GObject *object)
{
  EnrKioskTiles *self = ENR_KIOSK_TILES (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), ENR_TYPE_KIOSK_TILES);
  g_clear_pointer (&self->tiles, g_ptr_array_unref);

  G_OBJECT_CLASS (enr_kiosk_tiles_parent_class)->dispose (object);
}

static void
enr_kiosk_tiles_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EnrKioskTiles *self = ENR_KIOSK_TILES (object);

  switch (prop_id)
    {
    case PROP_MAX_TILE_WIDTH:
      g_value_set_int (value, self->max_tile_width);
      break;
    case PROP_MAX_TILE_HEIGHT:
      g_value_set_int (value, self->max_tile_height);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
enr_kiosk_tiles_set_property (GObject *object,
                              guint prop_id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  EnrKioskTiles *self = ENR_KIOSK_TILES (object);
  int *field;

  switch (prop_id)
    {
    case PROP_MAX_TILE_WIDTH:
      field = &self->max_tile_width;
      break;
    case PROP_MAX_TILE_HEIGHT:
      field = &self->max_tile_height;
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      return;
    }
  if (*field == g_value_get_int (value))
    return;
  *field = g_value_get_int (value);
  enr_kiosk_grid_set_max_tile (self->grid, self->max_tile_width, self->max_tile_height);
  g_object_notify_by_pspec (object, pspec);
}

static void
enr_kiosk_tiles_class_init (EnrKioskTilesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = enr_kiosk_tiles_dispose;
  object_class->get_property = enr_kiosk_tiles_get_property;
  object_class->set_property = enr_kiosk_tiles_set_property;

  properties[PROP_MAX_TILE_WIDTH]
      = g_param_spec_int ("max-tile-width", NULL, NULL, 1, G_MAXINT, 280, flags);
  properties[PROP_MAX_TILE_HEIGHT]
      = g_param_spec_int ("max-tile-height", NULL, NULL, 1, G_MAXINT, 210, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/kiosk/kiosk-tiles.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrKioskTiles, grid);
  gtk_widget_class_bind_template_child (widget_class, EnrKioskTiles, pager);
  gtk_widget_class_bind_template_child (widget_class, EnrKioskTiles, page_label);
  gtk_widget_class_install_action (widget_class, "tiles.previous", NULL, previous_action);
  gtk_widget_class_install_action (widget_class, "tiles.next", NULL, next_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, 0, "tiles.previous", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, 0, "tiles.next", NULL);
}

static void
enr_kiosk_tiles_init (EnrKioskTiles *self)
{
  self->max_tile_width = 280;
  self->max_tile_height = 210;
  self->tiles = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
unref_tile (gpointer tile)
{
  g_object_unref (tile);
}

void
enr_kiosk_tiles_take (EnrKioskTiles *self, GPtrArray *tiles)
{
  g_return_if_fail (ENR_IS_KIOSK_TILES (self));
  g_return_if_fail (tiles != NULL);

  for (guint i = 0; i < tiles->len; i++)
    g_object_ref_sink (g_ptr_array_index (tiles, i));
  g_ptr_array_set_free_func (tiles, unref_tile);
  enr_kiosk_grid_clear (self->grid);
  g_ptr_array_unref (self->tiles);
  self->tiles = tiles;
  show_page (self, 0);
}

GPtrArray *
enr_kiosk_tiles_get (EnrKioskTiles *self)
{
  g_return_val_if_fail (ENR_IS_KIOSK_TILES (self), NULL);

  return self->tiles;
}

gboolean
enr_kiosk_tiles_focus_first (EnrKioskTiles *self)
{
  GtkWidget *first;

  g_return_val_if_fail (ENR_IS_KIOSK_TILES (self), FALSE);

  first = gtk_widget_get_first_child (GTK_WIDGET (self->grid));
  return first != NULL && gtk_widget_grab_focus (first);
}
