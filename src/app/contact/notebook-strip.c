/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/contact/notebook-strip.h"

#include <glib/gi18n.h>
#include <math.h>

#include "app/contact/notebook-events.h"

#define DAY 1440
#define LABEL_WIDTH 76
#define AXIS_HEIGHT 22
#define LANE_HEIGHT 34
/* Words that would stand on each other stand on two lines of a lane. */
#define HALF_LINE 8
#define HOURS_APART 2
/* As far from the place as a finger hits. */
#define REACH 22

/* What stands on one line of the picture. */
typedef enum
{
  LANE_SLEEP,
  LANE_FOOD,
  LANE_BOWEL,
  LANE_HEALTH,
  N_LANES,
} Lane;

struct _EnrNotebookStrip
{
  GtkWidget parent_instance;

  /* Owned */
  EnrNotebookPage *pages[ENR_NOTEBOOK_N_SIDES];
  GArray *parts; /* (element-type EnrNotebookStripPart), of the pages' events */
};

G_DEFINE_FINAL_TYPE (EnrNotebookStrip, enr_notebook_strip, GTK_TYPE_WIDGET)

enum
{
  PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static Lane
get_lane (EnrNotebookEventKind kind)
{
  switch (kind)
    {
    case ENR_EVENT_SLEEP:
      return LANE_SLEEP;
    case ENR_EVENT_MEAL:
    case ENR_EVENT_MILK:
      return LANE_FOOD;
    case ENR_EVENT_BOWEL:
      return LANE_BOWEL;
    default:
      return LANE_HEALTH;
    }
}

static const char *
get_lane_label (Lane lane)
{
  static const char *const labels[N_LANES]
      = { N_ ("Sleep"), N_ ("Food, milk"), N_ ("Bowel"), N_ ("Health") };

  return _ (labels[lane]);
}

static double
get_x (EnrNotebookStrip *self, int minutes)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self)) - LABEL_WIDTH - 8;

  return LABEL_WIDTH + width * (minutes - ENR_NOTEBOOK_STRIP_FIRST) / DAY;
}

static double
get_y (Lane lane)
{
  return AXIS_HEIGHT + lane * LANE_HEIGHT;
}

/*
 * Drawing
 */

/* Where its words end. */
static double
draw_text (EnrNotebookStrip *self, cairo_t *cr, const char *text, double x, double y, double scale)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  int width, height;

  pango_attr_list_insert (attributes, pango_attr_scale_new (scale));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_get_pixel_size (layout, &width, &height);
  /* what is at the end of the day stays in the picture */
  x = MIN (x, gtk_widget_get_width (GTK_WIDGET (self)) - width - 2);
  cairo_move_to (cr, x, y - height / 2.0);
  pango_cairo_show_layout (cr, layout);
  cairo_new_path (cr);
  return x + width;
}

static void
draw_frame (EnrNotebookStrip *self, cairo_t *cr, const GdkRGBA *colour)
{
  GdkRGBA faint = *colour;

  faint.alpha = 0.18F;
  cairo_set_line_width (cr, 1);
  for (int hour = 0; hour <= DAY / 60; hour += HOURS_APART)
    {
      double x = floor (get_x (self, ENR_NOTEBOOK_STRIP_FIRST + hour * 60)) + 0.5;
      g_autofree char *text
          = g_strdup_printf ("%d", (ENR_NOTEBOOK_STRIP_FIRST / 60 + hour + 24) % 24);

      gdk_cairo_set_source_rgba (cr, &faint);
      cairo_move_to (cr, x, AXIS_HEIGHT);
      cairo_line_to (cr, x, get_y (N_LANES));
      cairo_stroke (cr);
      gdk_cairo_set_source_rgba (cr, colour);
      draw_text (self, cr, text, x - 6, AXIS_HEIGHT / 2.0, 0.85);
    }
  for (int lane = 0; lane <= N_LANES; lane++)
    {
      gdk_cairo_set_source_rgba (cr, &faint);
      cairo_move_to (cr, LABEL_WIDTH, get_y (lane) + 0.5);
      cairo_line_to (cr, gtk_widget_get_width (GTK_WIDGET (self)), get_y (lane) + 0.5);
      cairo_stroke (cr);
      if (lane == N_LANES)
        break;
      gdk_cairo_set_source_rgba (cr, colour);
      draw_text (self, cr, get_lane_label (lane), 4, get_y (lane) + LANE_HEIGHT / 2.0, 0.9);
    }
}

/* Home's is drawn as an outline, the nursery's is filled. */
static void
draw_bar (EnrNotebookStrip *self, cairo_t *cr, const EnrNotebookStripPart *part)
{
  double x = get_x (self, part->first);
  double width = MAX (get_x (self, part->last) - x, part->is_open ? 14.0 : 4.0);
  double y = get_y (LANE_SLEEP) + 7;

  cairo_rectangle (cr, x, y, width, LANE_HEIGHT - 14);
  cairo_set_source_rgba (cr, 0.36, 0.45, 0.85, part->side == ENR_SIDE_HOME ? 0.35 : 0.65);
  cairo_fill_preserve (cr);
  cairo_set_source_rgba (cr, 0.36, 0.45, 0.85, 1);
  if (part->is_open)
    cairo_set_dash (cr, (const double[]){ 3, 3 }, 2, 0);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
draw_moment (EnrNotebookStrip *self,
             cairo_t *cr,
             const EnrNotebookStripPart *part,
             const GdkRGBA *colour,
             double *ends)
{
  static const double colours[ENR_NOTEBOOK_N_EVENTS][3] = {
    [ENR_EVENT_MEAL] = { 0.90, 0.50, 0.10 },     [ENR_EVENT_MILK] = { 0.15, 0.62, 0.72 },
    [ENR_EVENT_BOWEL] = { 0.60, 0.42, 0.20 },    [ENR_EVENT_TEMPERATURE] = { 0.85, 0.20, 0.25 },
    [ENR_EVENT_MEDICINE] = { 0.55, 0.25, 0.70 },
  };
  g_autofree char *words = enr_notebook_event_dup_words (part->event);
  const double *rgb = colours[part->kind];
  double x = get_x (self, part->first);
  double y = get_y (get_lane (part->kind)) + LANE_HEIGHT / 2.0;
  int line = ends[0] > x - 6 && ends[1] <= x - 6 ? 1 : 0;

  y += line == 0 ? -HALF_LINE : HALF_LINE;
  cairo_set_source_rgb (cr, rgb[0], rgb[1], rgb[2]);
  cairo_set_line_width (cr, 2);
  cairo_arc (cr, x, y, 4.5, 0, 2 * G_PI);
  if (part->side == ENR_SIDE_HOME)
    cairo_stroke (cr);
  else
    cairo_fill (cr);
  cairo_set_line_width (cr, 1);
  gdk_cairo_set_source_rgba (cr, colour);
  ends[line] = draw_text (self, cr, *words != '\0' ? words : enr_notebook_event_label (part->kind),
                          x + 7, y, 0.85);
}

/* The temperature that has a field of its own on the page. */
static void
draw_temperature (EnrNotebookStrip *self,
                  cairo_t *cr,
                  const EnrNotebookPage *page,
                  const GdkRGBA *colour,
                  double *ends)
{
  EnrNotebookEvent event = { .kind = ENR_EVENT_TEMPERATURE,
                             .amount = page->temperature,
                             .quality = (char *) "",
                             .note = (char *) "" };
  const EnrNotebookStripPart part = { .kind = ENR_EVENT_TEMPERATURE,
                                      .side = page->side,
                                      .first = page->taken_at,
                                      .last = page->taken_at,
                                      .event = &event };

  if (page->temperature > 0 && page->taken_at != ENR_MINUTES_NONE
      && page->taken_at <= ENR_NOTEBOOK_STRIP_FIRST + DAY)
    draw_moment (self, cr, &part, colour, ends);
}

static void
enr_notebook_strip_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  EnrNotebookStrip *self = ENR_NOTEBOOK_STRIP (widget);
  graphene_rect_t area = GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                             (float) gtk_widget_get_height (widget));
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &area);
  double ends[N_LANES][2] = { 0 };
  GdkRGBA colour;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  draw_frame (self, cr, &colour);
  for (int side = 0; side < ENR_NOTEBOOK_N_SIDES; side++)
    if (self->pages[side] != NULL)
      draw_temperature (self, cr, self->pages[side], &colour, ends[LANE_HEALTH]);
  for (guint i = 0; self->parts != NULL && i < self->parts->len; i++)
    {
      const EnrNotebookStripPart *part = &g_array_index (self->parts, EnrNotebookStripPart, i);

      if (part->kind == ENR_EVENT_SLEEP)
        draw_bar (self, cr, part);
      else
        draw_moment (self, cr, part, &colour, ends[get_lane (part->kind)]);
    }
  cairo_destroy (cr);
}

static void
enr_notebook_strip_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  *minimum = *natural
      = orientation == GTK_ORIENTATION_HORIZONTAL ? 480 : AXIS_HEIGHT + N_LANES * LANE_HEIGHT + 4;
}

/*
 * Touching
 */

static void
pick (EnrNotebookStrip *self, const EnrNotebookStripPart *part)
{
  for (int side = 0; side < ENR_NOTEBOOK_N_SIDES; side++)
    for (guint i = 0; i < self->pages[side]->events->len; i++)
      if (g_ptr_array_index (self->pages[side]->events, i) == part->event)
        {
          g_signal_emit (self, signals[PICKED], 0, side, (int) i);
          return;
        }
}

static void
released_cb (EnrNotebookStrip *self, int n_press, double x, double y)
{
  const EnrNotebookStripPart *nearest = NULL;
  double least = REACH;

  for (guint i = 0; self->parts != NULL && i < self->parts->len; i++)
    {
      const EnrNotebookStripPart *part = &g_array_index (self->parts, EnrNotebookStripPart, i);
      double from = get_x (self, part->first), to = get_x (self, part->last);
      double away = x < from ? from - x : x > to ? x - to : 0;

      if (y < get_y (get_lane (part->kind)) || y >= get_y (get_lane (part->kind) + 1))
        continue;
      if (away < least)
        {
          nearest = part;
          least = away;
        }
    }
  if (nearest != NULL)
    pick (self, nearest);
}

static void
drop_pages (EnrNotebookStrip *self)
{
  g_clear_pointer (&self->parts, g_array_unref);
  for (int side = 0; side < ENR_NOTEBOOK_N_SIDES; side++)
    g_clear_pointer (&self->pages[side], enr_notebook_page_free);
}

static void
enr_notebook_strip_finalize (GObject *object)
{
  drop_pages (ENR_NOTEBOOK_STRIP (object));

  G_OBJECT_CLASS (enr_notebook_strip_parent_class)->finalize (object);
}

static void
enr_notebook_strip_class_init (EnrNotebookStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = enr_notebook_strip_finalize;
  widget_class->snapshot = enr_notebook_strip_snapshot;
  widget_class->measure = enr_notebook_strip_measure;

  signals[PICKED] = g_signal_new ("picked", ENR_TYPE_NOTEBOOK_STRIP, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT);

  gtk_widget_class_set_css_name (widget_class, "enr-strip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
enr_notebook_strip_init (EnrNotebookStrip *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  /* the events are in a list below it, field by field */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("The day's 24 hours"), -1);
}

void
enr_notebook_strip_set_pages (EnrNotebookStrip *self,
                              const EnrNotebookPage *home,
                              const EnrNotebookPage *nursery)
{
  g_return_if_fail (ENR_IS_NOTEBOOK_STRIP (self));

  drop_pages (self);
  self->pages[ENR_SIDE_HOME] = enr_notebook_page_copy (home);
  self->pages[ENR_SIDE_NURSERY] = enr_notebook_page_copy (nursery);
  self->parts = enr_notebook_strip (self->pages[ENR_SIDE_HOME], self->pages[ENR_SIDE_NURSERY],
                                    ENR_NOTEBOOK_STRIP_FIRST);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
