/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/children/colour-dot.h"

struct _EnrColourDot
{
  GtkWidget parent_instance;

  char *colour;
  int size;
};

G_DEFINE_FINAL_TYPE (EnrColourDot, enr_colour_dot, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_COLOUR,
  PROP_SIZE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
enr_colour_dot_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  *minimum = *natural = ENR_COLOUR_DOT (widget)->size;
}

static void
enr_colour_dot_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  EnrColourDot *self = ENR_COLOUR_DOT (widget);
  float size = self->size;
  float x = (gtk_widget_get_width (widget) - size) / 2.0f;
  float y = (gtk_widget_get_height (widget) - size) / 2.0f;
  GskRoundedRect round;
  GdkRGBA fill, line;
  GdkRGBA lines[4];

  if (self->colour == NULL || !gdk_rgba_parse (&fill, self->colour))
    return;

  line = (GdkRGBA){ fill.red * 0.72f, fill.green * 0.72f, fill.blue * 0.72f, 1.0f };
  lines[0] = lines[1] = lines[2] = lines[3] = line;
  gsk_rounded_rect_init_from_rect (&round, &GRAPHENE_RECT_INIT (x, y, size, size), size / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &round);
  gtk_snapshot_append_color (snapshot, &fill, &round.bounds);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &round, (const float[4]){ 1, 1, 1, 1 }, lines);
}

static void
enr_colour_dot_finalize (GObject *object)
{
  g_free (ENR_COLOUR_DOT (object)->colour);

  G_OBJECT_CLASS (enr_colour_dot_parent_class)->finalize (object);
}

static void
enr_colour_dot_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EnrColourDot *self = ENR_COLOUR_DOT (object);

  if (prop_id == PROP_COLOUR)
    g_value_set_string (value, self->colour);
  else
    g_value_set_int (value, self->size);
}

static void
enr_colour_dot_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  EnrColourDot *self = ENR_COLOUR_DOT (object);

  if (prop_id == PROP_COLOUR)
    {
      enr_colour_dot_set_colour (self, g_value_get_string (value));
      return;
    }
  self->size = g_value_get_int (value);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
enr_colour_dot_class_init (EnrColourDotClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = enr_colour_dot_finalize;
  object_class->get_property = enr_colour_dot_get_property;
  object_class->set_property = enr_colour_dot_set_property;
  widget_class->measure = enr_colour_dot_measure;
  widget_class->snapshot = enr_colour_dot_snapshot;

  properties[PROP_COLOUR]
      = g_param_spec_string ("colour", NULL, NULL, NULL,
                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SIZE] = g_param_spec_int ("size", NULL, NULL, 4, 200, 14,
                                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
enr_colour_dot_init (EnrColourDot *self)
{
  self->size = 14;
}

void
enr_colour_dot_set_colour (EnrColourDot *self, const char *colour)
{
  g_return_if_fail (ENR_IS_COLOUR_DOT (self));

  if (g_strcmp0 (self->colour, colour) == 0)
    return;
  g_free (self->colour);
  self->colour = g_strdup (colour);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COLOUR]);
}
