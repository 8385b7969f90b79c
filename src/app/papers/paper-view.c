/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/papers/paper-view.h"

#include <math.h>
#include <glib/gi18n.h>

#include "app/papers/paper-sheet.h"
#include "app/papers/paper-thumb.h"

struct _EnrPaperView
{
  GtkBox parent_instance;

  /* Template */
  GtkWidget *thumbs_side;
  GtkListView *thumbs;
  GtkSingleSelection *selection;
  GListStore *pages_list;
  GtkScrolledWindow *scroller;
  EnrPaperPages *pages;
  GtkLabel *page_label;
  GtkLabel *zoom_label;

  EnrZoomMode mode;
  guint page;
  gboolean is_going; /* the program scrolls, not the user */
  guint idle;        /* update_idle_cb() is queued */
};

G_DEFINE_FINAL_TYPE (EnrPaperView, enr_paper_view, GTK_TYPE_BOX)

enum
{
  PROP_0,
  PROP_ZOOM_MODE,
  N_PROPS
};

enum
{
  FAILED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static const double steps[] = { 0.5, 0.67, 0.75, 0.9, 1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0 };

static void
show_page_number (EnrPaperView *self)
{
  guint n_pages = enr_paper_pages_get_n_pages (self->pages);
  g_autofree char *text = NULL;

  /* Translators: the page that is looked at, and how many there are: "2 / 6" */
  text = g_strdup_printf (_ ("%u / %u"), MIN (self->page + 1, n_pages), n_pages);
  gtk_label_set_text (self->page_label, text);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preview.previous-page", self->page > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preview.next-page", self->page + 1 < n_pages);
  if (self->page < n_pages && gtk_single_selection_get_selected (self->selection) != self->page)
    {
      gtk_single_selection_set_selected (self->selection, self->page);
      gtk_widget_activate_action (GTK_WIDGET (self->thumbs), "list.scroll-to-item", "u",
                                  self->page);
    }
}

static void
show_zoom (EnrPaperView *self)
{
  double scale = enr_paper_pages_get_scale (self->pages);
  g_autofree char *text = NULL;

  /* Translators: how large a page is shown: "100%" */
  text = g_strdup_printf (_ ("%d%%"), (int) lround (scale * 100));
  gtk_label_set_text (self->zoom_label, text);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preview.zoom-in",
                                 scale < steps[G_N_ELEMENTS (steps) - 1] - 0.005);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "preview.zoom-out", scale > steps[0] + 0.005);
}

/* Sees to the pictures of what can be seen. */
static void
update_range (EnrPaperView *self)
{
  GtkAdjustment *vertical = gtk_scrolled_window_get_vadjustment (self->scroller);
  double value = gtk_adjustment_get_value (vertical);

  enr_paper_pages_set_visible_range (self->pages, value,
                                     value + gtk_adjustment_get_page_size (vertical));
}

/* After a layout, when it is allowed to ask for another one. */
static gboolean
update_idle_cb (gpointer data)
{
  EnrPaperView *self = data;
  GtkAdjustment *vertical = gtk_scrolled_window_get_vadjustment (self->scroller);

  self->idle = 0;
  enr_paper_pages_set_view_height (self->pages, (int) gtk_adjustment_get_page_size (vertical));
  show_zoom (self);
  update_range (self);
  return G_SOURCE_REMOVE;
}

static void
laid_out_cb (EnrPaperView *self)
{
  if (self->idle == 0)
    self->idle = g_idle_add_full (GTK_PRIORITY_RESIZE, update_idle_cb, self, NULL);
}

static void
scrolled_cb (EnrPaperView *self)
{
  GtkAdjustment *vertical = gtk_scrolled_window_get_vadjustment (self->scroller);

  update_range (self);
  if (self->is_going || enr_paper_pages_get_n_pages (self->pages) == 0)
    return;
  self->page = enr_paper_pages_get_page_at (self->pages,
                                            gtk_adjustment_get_value (vertical)
                                                + gtk_adjustment_get_page_size (vertical) / 2);
  show_page_number (self);
}

static void
failed_cb (EnrPaperView *self, const GError *error)
{
  g_signal_emit (self, signals[FAILED], 0, error);
}

static void
selected_cb (EnrPaperView *self)
{
  guint page = gtk_single_selection_get_selected (self->selection);

  if (page != GTK_INVALID_LIST_POSITION && page != self->page)
    enr_paper_view_go_to (self, page);
}

/* Puts the middle of what is seen into the middle again, before the layout is made: no frame shows
 * the wrong place. */
static void
keep_middle (GtkAdjustment *adjustment, double upper)
{
  double size = gtk_adjustment_get_page_size (adjustment);
  double old_upper = MAX (gtk_adjustment_get_upper (adjustment), 1);
  double middle = (gtk_adjustment_get_value (adjustment) + size / 2) / old_upper;

  upper = MAX (upper, size);
  gtk_adjustment_configure (adjustment, CLAMP (middle * upper - size / 2, 0, upper - size), 0,
                            upper, gtk_adjustment_get_step_increment (adjustment),
                            gtk_adjustment_get_page_increment (adjustment), size);
}

static void
set_zoom (EnrPaperView *self, EnrZoomMode mode, double scale)
{
  GtkAdjustment *horizontal = gtk_scrolled_window_get_hadjustment (self->scroller);
  GtkAdjustment *vertical = gtk_scrolled_window_get_vadjustment (self->scroller);
  int width;

  enr_paper_pages_set_view_height (self->pages, (int) gtk_adjustment_get_page_size (vertical));
  enr_paper_pages_set_zoom (self->pages, mode, scale);
  self->is_going = TRUE;
  gtk_widget_measure (GTK_WIDGET (self->pages), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL,
                      NULL);
  keep_middle (horizontal, width);
  keep_middle (vertical, enr_paper_pages_get_height (self->pages));
  self->is_going = FALSE;
  if (mode != ENR_ZOOM_MODE_SCALE)
    enr_paper_view_go_to (self, self->page);
  if (self->mode != mode)
    {
      self->mode = mode;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZOOM_MODE]);
    }
  show_zoom (self);
}

static void
zoom_by_step (EnrPaperView *self, int direction)
{
  double scale = enr_paper_pages_get_scale (self->pages);
  int n = G_N_ELEMENTS (steps);

  if (direction > 0)
    {
      for (int i = 0; i < n; i++)
        if (steps[i] > scale + 0.005)
          {
            set_zoom (self, ENR_ZOOM_MODE_SCALE, steps[i]);
            return;
          }
    }
  else
    for (int i = n - 1; i >= 0; i--)
      if (steps[i] < scale - 0.005)
        {
          set_zoom (self, ENR_ZOOM_MODE_SCALE, steps[i]);
          return;
        }
}

static gboolean
wheel_cb (EnrPaperView *self, double dx, double dy, GtkEventController *controller)
{
  if ((gtk_event_controller_get_current_event_state (controller) & GDK_CONTROL_MASK) == 0)
    return GDK_EVENT_PROPAGATE;
  if (dy != 0)
    zoom_by_step (self, dy < 0 ? 1 : -1);
  return GDK_EVENT_STOP;
}

static void
zoom_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrPaperView *self = ENR_PAPER_VIEW (widget);

  if (g_str_equal (name, "preview.zoom-normal"))
    set_zoom (self, ENR_ZOOM_MODE_SCALE, 1.0);
  else
    zoom_by_step (self, g_str_equal (name, "preview.zoom-in") ? 1 : -1);
}

static void
page_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrPaperView *self = ENR_PAPER_VIEW (widget);
  guint n_pages = enr_paper_pages_get_n_pages (self->pages);

  if (g_str_equal (name, "preview.first-page"))
    enr_paper_view_go_to (self, 0);
  else if (g_str_equal (name, "preview.last-page"))
    enr_paper_view_go_to (self, n_pages - 1);
  else if (g_str_equal (name, "preview.next-page"))
    enr_paper_view_go_to (self, self->page + 1);
  else if (self->page > 0)
    enr_paper_view_go_to (self, self->page - 1);
}

static void
scroll_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrPaperView *self = ENR_PAPER_VIEW (widget);
  const char *direction = g_variant_get_string (parameter, NULL);
  gboolean is_vertical = g_str_equal (direction, "up") || g_str_equal (direction, "down");
  GtkAdjustment *adjustment = is_vertical ? gtk_scrolled_window_get_vadjustment (self->scroller)
                                          : gtk_scrolled_window_get_hadjustment (self->scroller);
  double step = gtk_adjustment_get_page_size (adjustment) / 8;

  if (g_str_equal (direction, "up") || g_str_equal (direction, "left"))
    step = -step;
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + step);
}

/* The pages take the keyboard, not the list of them. */
static gboolean
enr_paper_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (ENR_PAPER_VIEW (widget)->pages));
}

static void
enr_paper_view_dispose (GObject *object)
{
  EnrPaperView *self = ENR_PAPER_VIEW (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), ENR_TYPE_PAPER_VIEW);

  G_OBJECT_CLASS (enr_paper_view_parent_class)->dispose (object);
}

static void
enr_paper_view_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_ZOOM_MODE:
      g_value_set_enum (value, ENR_PAPER_VIEW (object)->mode);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
enr_paper_view_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  EnrPaperView *self = ENR_PAPER_VIEW (object);

  switch (prop_id)
    {
    case PROP_ZOOM_MODE:
      set_zoom (self, g_value_get_enum (value), enr_paper_pages_get_scale (self->pages));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
enr_paper_view_class_init (EnrPaperViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_paper_view_dispose;
  object_class->get_property = enr_paper_view_get_property;
  object_class->set_property = enr_paper_view_set_property;

  widget_class->grab_focus = enr_paper_view_grab_focus;

  properties[PROP_ZOOM_MODE]
      = g_param_spec_enum ("zoom-mode", NULL, NULL, ENR_TYPE_ZOOM_MODE, ENR_ZOOM_MODE_FIT_PAGE,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[FAILED] = g_signal_new ("failed", ENR_TYPE_PAPER_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/papers/paper-view.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrPaperView, thumbs_side);
  gtk_widget_class_bind_template_child (widget_class, EnrPaperView, thumbs);
  gtk_widget_class_bind_template_child (widget_class, EnrPaperView, selection);
  gtk_widget_class_bind_template_child (widget_class, EnrPaperView, pages_list);
  gtk_widget_class_bind_template_child (widget_class, EnrPaperView, scroller);
  gtk_widget_class_bind_template_child (widget_class, EnrPaperView, pages);
  gtk_widget_class_bind_template_child (widget_class, EnrPaperView, page_label);
  gtk_widget_class_bind_template_child (widget_class, EnrPaperView, zoom_label);
  gtk_widget_class_bind_template_callback (widget_class, laid_out_cb);
  gtk_widget_class_bind_template_callback (widget_class, failed_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, wheel_cb);

  gtk_widget_class_install_action (widget_class, "preview.zoom-in", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "preview.zoom-out", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "preview.zoom-normal", NULL, zoom_action);
  gtk_widget_class_install_property_action (widget_class, "preview.zoom-mode", "zoom-mode");
  gtk_widget_class_install_action (widget_class, "preview.first-page", NULL, page_action);
  gtk_widget_class_install_action (widget_class, "preview.last-page", NULL, page_action);
  gtk_widget_class_install_action (widget_class, "preview.next-page", NULL, page_action);
  gtk_widget_class_install_action (widget_class, "preview.previous-page", NULL, page_action);
  gtk_widget_class_install_action (widget_class, "preview.scroll", "s", scroll_action);
}

static void
enr_paper_view_init (EnrPaperView *self)
{
  GtkAdjustment *vertical;

  gtk_widget_init_template (GTK_WIDGET (self));

  vertical = gtk_scrolled_window_get_vadjustment (self->scroller);
  g_signal_connect_object (vertical, "value-changed", G_CALLBACK (scrolled_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (vertical, "changed", G_CALLBACK (laid_out_cb), self, G_CONNECT_SWAPPED);
}

/* All at once: there may be hundreds, and the list looks at itself anew each time. */
static void
add_thumbs (EnrPaperView *self, EnrRenderer *renderer, guint from, guint until)
{
  g_autoptr (GPtrArray) thumbs = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = from; i < until; i++)
    g_ptr_array_add (thumbs, enr_paper_thumb_new (renderer, i));
  if (thumbs->len > 0)
    g_list_store_splice (self->pages_list, from, 0, thumbs->pdata, thumbs->len);
}

void
enr_paper_view_set_document (EnrPaperView *self, EnrDocument *document, gboolean keep_place)
{
  g_autoptr (EnrRenderer) renderer = document != NULL ? enr_renderer_new (document) : NULL;
  guint n_pages = document != NULL ? enr_document_get_n_pages (document) : 0;
  guint n_listed = g_list_model_get_n_items (G_LIST_MODEL (self->pages_list));

  g_return_if_fail (ENR_IS_PAPER_VIEW (self));

  if (!keep_place || self->page >= n_pages)
    self->page = 0;
  enr_paper_pages_set_renderer (self->pages, renderer);

  if (n_listed > n_pages)
    g_list_store_splice (self->pages_list, n_pages, n_listed - n_pages, NULL, 0);
  for (guint i = 0; i < MIN (n_listed, n_pages); i++)
    {
      g_autoptr (EnrPaperThumb) thumb = g_list_model_get_item (G_LIST_MODEL (self->pages_list), i);

      enr_paper_thumb_set_renderer (thumb, renderer);
    }
  add_thumbs (self, renderer, n_listed, n_pages);
  gtk_widget_set_visible (self->thumbs_side, n_pages > 1);
  if (!keep_place)
    enr_paper_view_go_to (self, 0);
  show_page_number (self);
}

guint
enr_paper_view_get_n_pages (EnrPaperView *self)
{
  g_return_val_if_fail (ENR_IS_PAPER_VIEW (self), 0);

  return enr_paper_pages_get_n_pages (self->pages);
}

guint
enr_paper_view_get_page (EnrPaperView *self)
{
  g_return_val_if_fail (ENR_IS_PAPER_VIEW (self), 0);

  return self->page;
}

void
enr_paper_view_go_to (EnrPaperView *self, guint page)
{
  g_return_if_fail (ENR_IS_PAPER_VIEW (self));

  if (page >= enr_paper_pages_get_n_pages (self->pages))
    return;
  self->is_going = TRUE;
  self->page = page;
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller),
                            enr_paper_pages_get_top (self->pages, page));
  self->is_going = FALSE;
  show_page_number (self);
}

double
enr_paper_view_get_scale (EnrPaperView *self)
{
  g_return_val_if_fail (ENR_IS_PAPER_VIEW (self), 1);

  return enr_paper_pages_get_scale (self->pages);
}

gboolean
enr_paper_view_is_drawn (EnrPaperView *self)
{
  g_return_val_if_fail (ENR_IS_PAPER_VIEW (self), FALSE);

  return self->idle == 0 && enr_paper_pages_is_drawn (self->pages);
}
