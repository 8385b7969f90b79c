/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/staff/seal-view.h"

#include <math.h>

/* White around the seal, in millimetres. */
#define MARGIN 1.0
/* Where a screen does not say how large it is, or something that no screen is. */
#define DOTS_PER_MM (96 / 25.4)
#define LEAST_DOTS_PER_MM 2.0
#define MOST_DOTS_PER_MM 15.0

struct _EnrSealView
{
  GtkWidget parent_instance;

  GdkTexture *texture; /* owned; or NULL */
};

G_DEFINE_FINAL_TYPE (EnrSealView, enr_seal_view, GTK_TYPE_WIDGET)

static double
dots_per_mm (GtkWidget *widget)
{
  GdkDisplay *display = gtk_widget_get_display (widget);
  GtkNative *native = gtk_widget_get_native (widget);
  GdkSurface *surface = native != NULL ? gtk_native_get_surface (native) : NULL;
  GdkMonitor *monitor
      = surface != NULL ? gdk_display_get_monitor_at_surface (display, surface) : NULL;
  GdkRectangle geometry;
  double dots;

  if (monitor == NULL || gdk_monitor_get_width_mm (monitor) <= 0)
    return DOTS_PER_MM;
  gdk_monitor_get_geometry (monitor, &geometry);
  dots = (double) geometry.width / gdk_monitor_get_width_mm (monitor);
  return dots >= LEAST_DOTS_PER_MM && dots <= MOST_DOTS_PER_MM ? dots : DOTS_PER_MM;
}

static void
enr_seal_view_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  double mm = orientation == GTK_ORIENTATION_HORIZONTAL ? ENR_SEAL_VIEW_WIDTH_MM
                                                        : ENR_SEAL_VIEW_HEIGHT_MM;

  *minimum = *natural = (int) ceil ((mm + 2 * MARGIN) * dots_per_mm (widget));
}

/* Which screen it is on is known once it has a surface. */
static void
enr_seal_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (enr_seal_view_parent_class)->map (widget);

  gtk_widget_queue_resize (widget);
}

static void
enr_seal_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  EnrSealView *self = ENR_SEAL_VIEW (widget);
  static const GdkRGBA paper = { 1, 1, 1, 1 };
  static const GdkRGBA line = { 0.6f, 0.6f, 0.6f, 1 };
  const GdkRGBA lines[4] = { line, line, line, line };
  double dots = dots_per_mm (widget);
  double width = gtk_widget_get_width (widget);
  double height = gtk_widget_get_height (widget);
  GskRoundedRect frame;
  double scale;

  gsk_rounded_rect_init_from_rect (&frame, &GRAPHENE_RECT_INIT (0, 0, width, height), 0);
  gtk_snapshot_append_color (snapshot, &paper, &frame.bounds);
  gtk_snapshot_append_border (snapshot, &frame, (const float[4]){ 1, 1, 1, 1 }, lines);
  if (self->texture == NULL)
    return;
  scale = MIN (ENR_SEAL_VIEW_WIDTH_MM * dots / gdk_texture_get_width (self->texture),
               ENR_SEAL_VIEW_HEIGHT_MM * dots / gdk_texture_get_height (self->texture));
  {
    double w = gdk_texture_get_width (self->texture) * scale;
    double h = gdk_texture_get_height (self->texture) * scale;

    gtk_snapshot_append_texture (snapshot, self->texture,
                                 &GRAPHENE_RECT_INIT ((width - w) / 2, (height - h) / 2, w, h));
  }
}

static void
enr_seal_view_finalize (GObject *object)
{
  g_clear_object (&ENR_SEAL_VIEW (object)->texture);

  G_OBJECT_CLASS (enr_seal_view_parent_class)->finalize (object);
}

static void
enr_seal_view_class_init (EnrSealViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = enr_seal_view_finalize;
  widget_class->measure = enr_seal_view_measure;
  widget_class->map = enr_seal_view_map;
  widget_class->snapshot = enr_seal_view_snapshot;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
enr_seal_view_init (EnrSealView *self)
{
}

void
enr_seal_view_set_picture (EnrSealView *self, GBytes *picture)
{
  g_return_if_fail (ENR_IS_SEAL_VIEW (self));

  g_clear_object (&self->texture);
  if (picture != NULL)
    self->texture = gdk_texture_new_from_bytes (picture, NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
