/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The layout is one multiplication: every page of a paper has the same size. Only the pages that
 * are seen, and their neighbours, are widgets: a month's plans and records may be hundreds.
 */
#include "config.h"

#include "app/papers/paper-pages.h"

#include <math.h>

#include "app/papers/paper-sheet.h"

#define GAP 16 /* around and between the pages */
#define LEAST_WIDTH 60
#define ENLARGED 1.5
#define PIXELS_PER_POINT (96.0 / 72.0)

/* clang-format off */
G_DEFINE_ENUM_TYPE (EnrZoomMode, enr_zoom_mode,
                    G_DEFINE_ENUM_VALUE (ENR_ZOOM_MODE_FIT_PAGE, "fit-page"),
                    G_DEFINE_ENUM_VALUE (ENR_ZOOM_MODE_FIT_WIDTH, "fit-width"),
                    G_DEFINE_ENUM_VALUE (ENR_ZOOM_MODE_SCALE, "scale"))
/* clang-format on */

struct _EnrPaperPages
{
  GtkWidget parent_instance;

  EnrRenderer *renderer; /* owned */
  GPtrArray *sheets; /* (element-type EnrPaperSheet) of each page, or NULL; children, borrowed */
  double page_width; /* points */
  double page_height;
  EnrZoomMode mode;
  double scale;
  int view_height;
};

G_DEFINE_FINAL_TYPE (EnrPaperPages, enr_paper_pages, GTK_TYPE_WIDGET)

enum
{
  LAID_OUT,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* A page's width where there is room for @width. */
static int
sheet_width (EnrPaperPages *self, int width)
{
  double fit = width - 2 * GAP;

  switch (self->mode)
    {
    case ENR_ZOOM_MODE_SCALE:
      fit = self->scale * self->page_width * PIXELS_PER_POINT;
      break;
    case ENR_ZOOM_MODE_FIT_PAGE:
      fit = MIN (fit, (self->view_height - 2 * GAP) * self->page_width / self->page_height);
      break;
    case ENR_ZOOM_MODE_FIT_WIDTH:
    default:
      break;
    }
  return MAX (LEAST_WIDTH, (int) floor (fit));
}

static int
sheet_height (EnrPaperPages *self, int width)
{
  return (int) lround (sheet_width (self, width) * self->page_height / self->page_width);
}

static int
height_for (EnrPaperPages *self, int width)
{
  return GAP + (int) self->sheets->len * (sheet_height (self, width) + GAP);
}

static void
failed_cb (EnrPaperPages *self, const GError *error)
{
  g_signal_emit (self, signals[FAILED], 0, error);
}

static void
enr_paper_pages_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  EnrPaperPages *self = ENR_PAPER_PAGES (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = self->mode == ENR_ZOOM_MODE_SCALE ? sheet_width (self, 0) + 2 * GAP
                                                            : LEAST_WIDTH + 2 * GAP;
  else
    *minimum = *natural = height_for (self, MAX (for_size, 0));
}

static GtkSizeRequestMode
enr_paper_pages_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
enr_paper_pages_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  EnrPaperPages *self = ENR_PAPER_PAGES (widget);
  int child_width = sheet_width (self, width);
  int child_height = sheet_height (self, width);
  /* A single page that is lower than the view stands in its middle. */
  int y = MAX (GAP, (height - height_for (self, width)) / 2 + GAP);

  for (guint i = 0; i < self->sheets->len; i++)
    {
      GtkWidget *sheet = g_ptr_array_index (self->sheets, i);
      GtkAllocation allocation = { (width - child_width) / 2, y, child_width, child_height };

      y += child_height + GAP;
      if (sheet == NULL)
        continue;
      gtk_widget_measure (sheet, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
      gtk_widget_size_allocate (sheet, &allocation, -1);
    }
  g_signal_emit (self, signals[LAID_OUT], 0);
}

static void
enr_paper_pages_dispose (GObject *object)
{
  EnrPaperPages *self = ENR_PAPER_PAGES (object);

  enr_paper_pages_set_renderer (self, NULL);

  G_OBJECT_CLASS (enr_paper_pages_parent_class)->dispose (object);
}

static void
enr_paper_pages_finalize (GObject *object)
{
  g_ptr_array_unref (ENR_PAPER_PAGES (object)->sheets);

  G_OBJECT_CLASS (enr_paper_pages_parent_class)->finalize (object);
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint key;
    GdkModifierType modifiers;
    const char *action;
  } keys[] = {
    { GDK_KEY_Page_Down, 0, "preview.next-page" },
    { GDK_KEY_KP_Page_Down, 0, "preview.next-page" },
    { GDK_KEY_space, 0, "preview.next-page" },
    { GDK_KEY_Page_Up, 0, "preview.previous-page" },
    { GDK_KEY_KP_Page_Up, 0, "preview.previous-page" },
    { GDK_KEY_space, GDK_SHIFT_MASK, "preview.previous-page" },
    { GDK_KEY_Home, 0, "preview.first-page" },
    { GDK_KEY_End, 0, "preview.last-page" },
  };
  static const struct
  {
    guint key;
    const char *direction;
  } arrows[] = {
    { GDK_KEY_Down, "down" },
    { GDK_KEY_Up, "up" },
    { GDK_KEY_Left, "left" },
    { GDK_KEY_Right, "right" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i].key, keys[i].modifiers,
                                         keys[i].action, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (arrows); i++)
    gtk_widget_class_add_binding_action (widget_class, arrows[i].key, 0, "preview.scroll", "s",
                                         arrows[i].direction);
}

static void
enr_paper_pages_class_init (EnrPaperPagesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_paper_pages_dispose;
  object_class->finalize = enr_paper_pages_finalize;
  widget_class->measure = enr_paper_pages_measure;
  widget_class->get_request_mode = enr_paper_pages_get_request_mode;
  widget_class->size_allocate = enr_paper_pages_size_allocate;

  signals[LAID_OUT] = g_signal_new ("laid-out", ENR_TYPE_PAPER_PAGES, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", ENR_TYPE_PAPER_PAGES, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);

  gtk_widget_class_set_css_name (widget_class, "paperpages");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  add_keys (widget_class);
}

static void
enr_paper_pages_init (EnrPaperPages *self)
{
  self->sheets = g_ptr_array_new ();
  self->page_width = 297;
  self->page_height = 210;
  self->scale = 1;
  self->view_height = 400;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

static void
drop_sheet (EnrPaperPages *self, guint page)
{
  g_clear_pointer ((GtkWidget **) &g_ptr_array_index (self->sheets, page), gtk_widget_unparent);
}

static void
add_sheet (EnrPaperPages *self, guint page)
{
  GtkWidget *sheet = g_object_new (ENR_TYPE_PAPER_SHEET, NULL);

  g_signal_connect_object (sheet, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (sheet, GTK_WIDGET (self));
  g_ptr_array_index (self->sheets, page) = sheet;
  enr_paper_sheet_set_page (ENR_PAPER_SHEET (sheet), self->renderer, page);
}

void
enr_paper_pages_set_renderer (EnrPaperPages *self, EnrRenderer *renderer)
{
  guint n_pages = 0;

  g_return_if_fail (ENR_IS_PAPER_PAGES (self));

  g_set_object (&self->renderer, renderer);
  if (renderer != NULL)
    {
      EnrDocument *document = enr_renderer_get_document (renderer);

      n_pages = enr_document_get_n_pages (document);
      enr_document_get_page_size (document, &self->page_width, &self->page_height);
    }

  for (guint i = n_pages; i < self->sheets->len; i++)
    drop_sheet (self, i);
  g_ptr_array_set_size (self->sheets, (int) n_pages);
  for (guint i = 0; i < n_pages; i++)
    if (g_ptr_array_index (self->sheets, i) != NULL)
      enr_paper_sheet_set_page (g_ptr_array_index (self->sheets, i), renderer, i);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

guint
enr_paper_pages_get_n_pages (EnrPaperPages *self)
{
  g_return_val_if_fail (ENR_IS_PAPER_PAGES (self), 0);

  return self->sheets->len;
}

void
enr_paper_pages_set_zoom (EnrPaperPages *self, EnrZoomMode mode, double scale)
{
  g_return_if_fail (ENR_IS_PAPER_PAGES (self));

  self->mode = mode;
  self->scale = scale;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
enr_paper_pages_set_view_height (EnrPaperPages *self, int height)
{
  g_return_if_fail (ENR_IS_PAPER_PAGES (self));

  if (self->view_height == height)
    return;
  self->view_height = height;
  if (self->mode == ENR_ZOOM_MODE_FIT_PAGE)
    gtk_widget_queue_resize (GTK_WIDGET (self));
}

double
enr_paper_pages_get_scale (EnrPaperPages *self)
{
  int width;

  g_return_val_if_fail (ENR_IS_PAPER_PAGES (self), 1);

  if (self->mode == ENR_ZOOM_MODE_SCALE)
    return self->scale;
  width = sheet_width (self, gtk_widget_get_width (GTK_WIDGET (self)));
  return width / (self->page_width * PIXELS_PER_POINT);
}

int
enr_paper_pages_get_height (EnrPaperPages *self)
{
  g_return_val_if_fail (ENR_IS_PAPER_PAGES (self), 0);

  return height_for (self, gtk_widget_get_width (GTK_WIDGET (self)));
}

double
enr_paper_pages_get_top (EnrPaperPages *self, guint page)
{
  g_return_val_if_fail (ENR_IS_PAPER_PAGES (self), 0);

  return page * (sheet_height (self, gtk_widget_get_width (GTK_WIDGET (self))) + GAP);
}

guint
enr_paper_pages_get_page_at (EnrPaperPages *self, double y)
{
  double step;

  g_return_val_if_fail (ENR_IS_PAPER_PAGES (self), 0);

  if (self->sheets->len == 0)
    return 0;
  step = sheet_height (self, gtk_widget_get_width (GTK_WIDGET (self))) + GAP;
  return (guint) CLAMP (floor ((y - GAP / 2.0) / step), 0, self->sheets->len - 1);
}

void
enr_paper_pages_set_visible_range (EnrPaperPages *self, double top, double bottom)
{
  guint first, last, around;

  g_return_if_fail (ENR_IS_PAPER_PAGES (self));

  first = enr_paper_pages_get_page_at (self, top);
  last = enr_paper_pages_get_page_at (self, bottom);
  /* The neighbours too, so that turning the page does not show a white one; but not where a page
   * takes tens of megabytes. */
  around = enr_paper_pages_get_scale (self) <= ENLARGED ? 1 : 0;
  for (guint i = 0; i < self->sheets->len; i++)
    {
      gboolean is_near = i + around >= first && i <= last + around;
      gboolean is_there = g_ptr_array_index (self->sheets, i) != NULL;

      if (is_near && !is_there)
        add_sheet (self, i);
      else if (!is_near && is_there)
        drop_sheet (self, i);
    }
}

gboolean
enr_paper_pages_is_drawn (EnrPaperPages *self)
{
  guint n_active = 0;

  g_return_val_if_fail (ENR_IS_PAPER_PAGES (self), FALSE);

  for (guint i = 0; i < self->sheets->len; i++)
    {
      EnrPaperSheet *sheet = g_ptr_array_index (self->sheets, i);

      if (sheet != NULL && !enr_paper_sheet_is_drawn (sheet))
        return FALSE;
      n_active += sheet != NULL;
    }
  return n_active > 0;
}
