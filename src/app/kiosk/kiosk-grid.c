/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/kiosk/kiosk-grid.h"

#include <math.h>

#define SPACING 10
#define WANTED_ASPECT 1.2 /* width to height; names are wide */

struct _EnrKioskGrid
{
  GtkWidget parent_instance;

  int max_tile_width;
  int max_tile_height;
  int max_rows;
};

G_DEFINE_FINAL_TYPE (EnrKioskGrid, enr_kiosk_grid, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_MAX_TILE_WIDTH,
  PROP_MAX_TILE_HEIGHT,
  PROP_MAX_ROWS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* How many children are visible, and the largest of their least sizes. */
static int
measure_children (EnrKioskGrid *self, int *min_width, int *min_height)
{
  int n = 0;

  *min_width = *min_height = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int width;
      int height;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
      *min_width = MAX (*min_width, width);
      *min_height = MAX (*min_height, height);
      n++;
    }
  return n;
}

static int
extent (int n, int size)
{
  return n * size + (n - 1) * SPACING;
}

static int
rows_of (int n, int columns)
{
  return (n + columns - 1) / columns;
}

/* The columns of the shape that is asked for where nothing is known about the place: wide for the least
 * height, narrow for the least width. */
static int
default_columns (EnrKioskGrid *self, int n, double aspect)
{
  return self->max_rows > 0 ? rows_of (n, self->max_rows) : (int) ceil (sqrt (n * aspect));
}

static void
enr_kiosk_grid_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  EnrKioskGrid *self = ENR_KIOSK_GRID (widget);
  int width;
  int height;
  int n = measure_children (self, &width, &height);
  int columns;

  *minimum = *natural = 0;
  if (n == 0)
    return;
  columns = default_columns (self, n, orientation == GTK_ORIENTATION_VERTICAL ? 1.5 : 0.67);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = extent (columns, width);
      *natural = MAX (*minimum, extent (columns, self->max_tile_width));
    }
  else
    {
      *minimum = extent (rows_of (n, columns), height);
      *natural = MAX (*minimum, extent (rows_of (n, columns), self->max_tile_height));
    }
}

static void
enr_kiosk_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  EnrKioskGrid *self = ENR_KIOSK_GRID (widget);
  int min_width;
  int min_height;
  int n = measure_children (self, &min_width, &min_height);
  int columns = 0;
  int tile_width = 0;
  int tile_height = 0;
  double best = -1;
  int i = 0;

  for (int c = 1; c <= n; c++)
    {
      int rows = rows_of (n, c);
      int w = MIN ((width - (c - 1) * SPACING) / c, MAX (self->max_tile_width, min_width));
      int h = MIN ((height - (rows - 1) * SPACING) / rows, MAX (self->max_tile_height, min_height));
      /* An empty place in the last row costs a little; of two that are as good, the wider. */
      double score = MIN (w / WANTED_ASPECT, h) - 0.5 * (rows * c - n);

      if (w >= min_width && h >= min_height && score >= best)
        {
          best = score;
          columns = c;
          tile_width = w;
          tile_height = h;
        }
    }
  if (columns == 0)
    {
      /* Never less than the children ask for. */
      columns = default_columns (self, MAX (n, 1), 1);
      tile_width = min_width;
      tile_height = min_height;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int left = (width - extent (columns, tile_width)) / 2;
      int top = (height - extent (rows_of (n, columns), tile_height)) / 2;
      int in_row = MIN (columns, n - i / columns * columns);

      if (!gtk_widget_should_layout (child))
        continue;
      /* A single row is centred; of several, the last one begins where the others do. */
      if (n <= columns)
        left = (width - extent (in_row, tile_width)) / 2;
      gtk_widget_size_allocate (child,
                                &(GtkAllocation){ left + i % columns * (tile_width + SPACING),
                                                  top + i / columns * (tile_height + SPACING),
                                                  tile_width, tile_height },
                                -1);
      i++;
    }
}

static GtkSizeRequestMode
enr_kiosk_grid_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
enr_kiosk_grid_dispose (GObject *object)
{
  enr_kiosk_grid_clear (ENR_KIOSK_GRID (object));

  G_OBJECT_CLASS (enr_kiosk_grid_parent_class)->dispose (object);
}

static int *
field_of (EnrKioskGrid *self, guint prop_id)
{
  switch (prop_id)
    {
    case PROP_MAX_TILE_WIDTH:
      return &self->max_tile_width;
    case PROP_MAX_TILE_HEIGHT:
      return &self->max_tile_height;
    case PROP_MAX_ROWS:
      return &self->max_rows;
    default:
      g_assert_not_reached ();
    }
}

static void
enr_kiosk_grid_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  g_value_set_int (value, *field_of (ENR_KIOSK_GRID (object), prop_id));
}

static void
enr_kiosk_grid_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  int *field = field_of (ENR_KIOSK_GRID (object), prop_id);

  if (*field == g_value_get_int (value))
    return;
  *field = g_value_get_int (value);
  gtk_widget_queue_resize (GTK_WIDGET (object));
  g_object_notify_by_pspec (object, pspec);
}

static void
enr_kiosk_grid_class_init (EnrKioskGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = enr_kiosk_grid_dispose;
  object_class->get_property = enr_kiosk_grid_get_property;
  object_class->set_property = enr_kiosk_grid_set_property;
  widget_class->measure = enr_kiosk_grid_measure;
  widget_class->size_allocate = enr_kiosk_grid_size_allocate;
  widget_class->get_request_mode = enr_kiosk_grid_get_request_mode;

  properties[PROP_MAX_TILE_WIDTH]
      = g_param_spec_int ("max-tile-width", NULL, NULL, 1, G_MAXINT, 280, flags);
  properties[PROP_MAX_TILE_HEIGHT]
      = g_param_spec_int ("max-tile-height", NULL, NULL, 1, G_MAXINT, 210, flags);
  properties[PROP_MAX_ROWS] = g_param_spec_int ("max-rows", NULL, NULL, 0, 100, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "kioskgrid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
enr_kiosk_grid_init (EnrKioskGrid *self)
{
  self->max_tile_width = 280;
  self->max_tile_height = 210;
}

void
enr_kiosk_grid_append (EnrKioskGrid *self, GtkWidget *child)
{
  g_return_if_fail (ENR_IS_KIOSK_GRID (self));
  g_return_if_fail (GTK_IS_WIDGET (child));

  gtk_widget_insert_before (child, GTK_WIDGET (self), NULL);
}

void
enr_kiosk_grid_clear (EnrKioskGrid *self)
{
  GtkWidget *child;

  g_return_if_fail (ENR_IS_KIOSK_GRID (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}

void
enr_kiosk_grid_set_max_tile (EnrKioskGrid *self, int width, int height)
{
  g_return_if_fail (ENR_IS_KIOSK_GRID (self));

  g_object_set (self, "max-tile-width", width, "max-tile-height", height, NULL);
}
