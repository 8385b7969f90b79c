/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/papers/paper-sheet.h"

#include <math.h>
#include <glib/gi18n.h>

struct _EnrPaperSheet
{
  GtkWidget parent_instance;

  EnrRenderer *renderer; /* owned */
  guint page;
  int width;
  gboolean active;
  int priority;

  GdkTexture *texture;   /* owned; what is shown */
  gboolean is_stale;     /* it is of another document or page */
  GCancellable *drawing; /* owned; the drawing under way, or NULL */
  int drawing_width;
};

G_DEFINE_FINAL_TYPE (EnrPaperSheet, enr_paper_sheet, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_RENDERER,
  PROP_PAGE,
  PROP_WIDTH,
  PROP_ACTIVE,
  PROP_PRIORITY,
  N_PROPS
};

enum
{
  FAILED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
stop_drawing (EnrPaperSheet *self)
{
  g_cancellable_cancel (self->drawing);
  g_clear_object (&self->drawing);
}

static int
wanted_width (EnrPaperSheet *self)
{
  int width = self->width > 0 ? self->width : gtk_widget_get_width (GTK_WIDGET (self));

  return MIN (width * gtk_widget_get_scale_factor (GTK_WIDGET (self)), ENR_RENDERER_MAX_WIDTH);
}

static void
rendered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrPaperSheet) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture
      = enr_renderer_render_finish (ENR_RENDERER (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->drawing);
  if (texture == NULL)
    {
      g_signal_emit (self, signals[FAILED], 0, error);
      return;
    }
  g_set_object (&self->texture, texture);
  self->is_stale = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Has the picture drawn that is wanted now, unless it is there or under way. */
static void
draw (EnrPaperSheet *self)
{
  int width = wanted_width (self);

  if (!self->active || self->renderer == NULL || width <= 0
      || !gtk_widget_get_mapped (GTK_WIDGET (self))
      || self->page >= enr_document_get_n_pages (enr_renderer_get_document (self->renderer)))
    return;
  if (enr_paper_sheet_is_drawn (self))
    {
      stop_drawing (self);
      return;
    }
  if (self->drawing != NULL && self->drawing_width == width)
    return;

  stop_drawing (self);
  self->drawing = g_cancellable_new ();
  self->drawing_width = width;
  enr_renderer_render_async (self->renderer, self->page, width, self->priority, self->drawing,
                             rendered_cb, g_object_ref (self));
}

static void
set_page_number (EnrPaperSheet *self, guint page)
{
  g_autofree char *label = NULL;

  self->page = page;
  /* Translators: a page of a paper; %u is its number. */
  label = g_strdup_printf (_ ("Page %u"), page + 1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
enr_paper_sheet_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  EnrPaperSheet *self = ENR_PAPER_SHEET (widget);
  double ratio = enr_paper_sheet_ratio (self->renderer);

  if (self->width > 0)
    *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL
                              ? self->width
                              : (int) lround (self->width * ratio);
  else
    {
      *minimum = 0;
      *natural = orientation == GTK_ORIENTATION_VERTICAL && for_size > 0
                     ? (int) lround (for_size * ratio)
                     : 0;
    }
}

static GtkSizeRequestMode
enr_paper_sheet_get_request_mode (GtkWidget *widget)
{
  return ENR_PAPER_SHEET (widget)->width > 0 ? GTK_SIZE_REQUEST_CONSTANT_SIZE
                                             : GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
enr_paper_sheet_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  draw (ENR_PAPER_SHEET (widget));
}

static void
enr_paper_sheet_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  EnrPaperSheet *self = ENR_PAPER_SHEET (widget);
  graphene_rect_t bounds
      = GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  const GdkRGBA white = { 1, 1, 1, 1 };

  gtk_snapshot_append_color (snapshot, &white, &bounds);
  if (self->texture != NULL)
    gtk_snapshot_append_texture (snapshot, self->texture, &bounds);
}

static void
enr_paper_sheet_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (enr_paper_sheet_parent_class)->map (widget);
  draw (ENR_PAPER_SHEET (widget));
}

static void
enr_paper_sheet_unmap (GtkWidget *widget)
{
  stop_drawing (ENR_PAPER_SHEET (widget));
  GTK_WIDGET_CLASS (enr_paper_sheet_parent_class)->unmap (widget);
}

static void
enr_paper_sheet_dispose (GObject *object)
{
  EnrPaperSheet *self = ENR_PAPER_SHEET (object);

  stop_drawing (self);
  g_clear_object (&self->texture);
  g_clear_object (&self->renderer);

  G_OBJECT_CLASS (enr_paper_sheet_parent_class)->dispose (object);
}

static void
enr_paper_sheet_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EnrPaperSheet *self = ENR_PAPER_SHEET (object);

  switch (prop_id)
    {
    case PROP_RENDERER:
      g_value_set_object (value, self->renderer);
      break;
    case PROP_PAGE:
      g_value_set_uint (value, self->page);
      break;
    case PROP_WIDTH:
      g_value_set_int (value, self->width);
      break;
    case PROP_ACTIVE:
      g_value_set_boolean (value, self->active);
      break;
    case PROP_PRIORITY:
      g_value_set_int (value, self->priority);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
enr_paper_sheet_set_property (GObject *object,
                              guint prop_id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  EnrPaperSheet *self = ENR_PAPER_SHEET (object);

  switch (prop_id)
    {
    case PROP_RENDERER:
      enr_paper_sheet_set_page (self, g_value_get_object (value), self->page);
      break;
    case PROP_PAGE:
      enr_paper_sheet_set_page (self, self->renderer, g_value_get_uint (value));
      break;
    case PROP_WIDTH:
      enr_paper_sheet_set_width (self, g_value_get_int (value));
      break;
    case PROP_ACTIVE:
      enr_paper_sheet_set_active (self, g_value_get_boolean (value));
      break;
    case PROP_PRIORITY:
      self->priority = g_value_get_int (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
enr_paper_sheet_class_init (EnrPaperSheetClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = enr_paper_sheet_dispose;
  object_class->get_property = enr_paper_sheet_get_property;
  object_class->set_property = enr_paper_sheet_set_property;
  widget_class->measure = enr_paper_sheet_measure;
  widget_class->get_request_mode = enr_paper_sheet_get_request_mode;
  widget_class->size_allocate = enr_paper_sheet_size_allocate;
  widget_class->snapshot = enr_paper_sheet_snapshot;
  widget_class->map = enr_paper_sheet_map;
  widget_class->unmap = enr_paper_sheet_unmap;

  properties[PROP_RENDERER]
      = g_param_spec_object ("renderer", NULL, NULL, ENR_TYPE_RENDERER, flags);
  properties[PROP_PAGE] = g_param_spec_uint ("page", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_WIDTH] = g_param_spec_int ("width", NULL, NULL, 0, G_MAXINT, 0, flags);
  properties[PROP_ACTIVE] = g_param_spec_boolean ("active", NULL, NULL, TRUE, flags);
  properties[PROP_PRIORITY]
      = g_param_spec_int ("priority", NULL, NULL, G_MININT, G_MAXINT, G_PRIORITY_DEFAULT, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[FAILED] = g_signal_new ("failed", ENR_TYPE_PAPER_SHEET, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);

  gtk_widget_class_set_css_name (widget_class, "papersheet");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
enr_paper_sheet_init (EnrPaperSheet *self)
{
  self->active = TRUE;
  self->priority = G_PRIORITY_DEFAULT;
  set_page_number (self, 0);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (draw), NULL);
}

void
enr_paper_sheet_set_page (EnrPaperSheet *self, EnrRenderer *renderer, guint page)
{
  g_return_if_fail (ENR_IS_PAPER_SHEET (self));

  if (self->renderer == renderer && self->page == page)
    return;
  if (self->page != page)
    {
      set_page_number (self, page);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAGE]);
    }
  stop_drawing (self);
  if (enr_paper_sheet_ratio (self->renderer) != enr_paper_sheet_ratio (renderer))
    {
      g_clear_object (&self->texture);
      gtk_widget_queue_resize (GTK_WIDGET (self));
    }
  if (g_set_object (&self->renderer, renderer))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RENDERER]);
  self->is_stale = TRUE;
  if (renderer == NULL)
    g_clear_object (&self->texture);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  draw (self);
}

void
enr_paper_sheet_set_active (EnrPaperSheet *self, gboolean active)
{
  g_return_if_fail (ENR_IS_PAPER_SHEET (self));

  if (self->active == active)
    return;
  self->active = active;
  if (active)
    draw (self);
  else
    {
      stop_drawing (self);
      g_clear_object (&self->texture);
      gtk_widget_queue_draw (GTK_WIDGET (self));
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
}

void
enr_paper_sheet_set_width (EnrPaperSheet *self, int width)
{
  g_return_if_fail (ENR_IS_PAPER_SHEET (self));

  if (self->width == width)
    return;
  self->width = width;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WIDTH]);
}

gboolean
enr_paper_sheet_is_drawn (EnrPaperSheet *self)
{
  g_return_val_if_fail (ENR_IS_PAPER_SHEET (self), FALSE);

  return self->texture != NULL && !self->is_stale
         && gdk_texture_get_width (self->texture) == wanted_width (self);
}

double
enr_paper_sheet_ratio (EnrRenderer *renderer)
{
  double width = 297;
  double height = 210;

  if (renderer != NULL)
    enr_document_get_page_size (enr_renderer_get_document (renderer), &width, &height);
  return height / width;
}
