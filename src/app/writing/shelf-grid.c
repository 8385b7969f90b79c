/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/shelf-grid-private.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (EnrShelfGrid, enr_shelf_grid, GTK_TYPE_WIDGET)

enum
{
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

void
enr_shelf_grid_get_area (EnrShelfGrid *self, guint line, guint column, GdkRectangle *area)
{
  graphene_rect_t rect = enr_shelf_grid_cell_area (self, line, column);

  g_return_if_fail (ENR_IS_SHELF_GRID (self));

  *area = (GdkRectangle){ (int) rect.origin.x, (int) rect.origin.y, (int) rect.size.width,
                          (int) rect.size.height };
}

static void
enr_shelf_grid_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  EnrShelfGrid *self = ENR_SHELF_GRID (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = LABEL_WIDTH + (int) enr_shelf_grid_n_columns (self) * MIN_CELL;
  else
    *minimum = *natural = HEAD_HEIGHT + (int) enr_shelf_grid_n_lines (self) * LINE_HEIGHT + 2;
}

/*
 * The keyboard and the mouse
 */

/* Where the cell is scrolled out of sight, or under the head. */
static void
scroll_to_cell (EnrShelfGrid *self)
{
  double top = self->line * LINE_HEIGHT;

  if (self->vertical != NULL)
    gtk_adjustment_clamp_page (self->vertical, top, top + HEAD_HEIGHT + LINE_HEIGHT);
}

static void
show_cell (EnrShelfGrid *self)
{
  g_autofree char *text
      = self->line >= 0 ? enr_shelf_grid_dup_text (self, (guint) self->line, (guint) self->column)
                        : g_strdup ("");

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
find_cell (EnrShelfGrid *self, double x, double y, guint *line, guint *column)
{
  if (self->reading == NULL || x < LABEL_WIDTH || y < enr_shelf_grid_head_top (self) + HEAD_HEIGHT)
    return FALSE;
  *line = (guint) ((y - HEAD_HEIGHT) / LINE_HEIGHT);
  *column = (guint) ((float) (x - LABEL_WIDTH) / enr_shelf_grid_cell_width (self));
  return *line < enr_shelf_grid_n_lines (self) && *column < enr_shelf_grid_n_columns (self)
         && !enr_shelf_grid_get_line (self, *line)->is_heading;
}

static void
released_cb (EnrShelfGrid *self, int n_press, double x, double y)
{
  guint line, column;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (!find_cell (self, x, y, &line, &column))
    return;
  enr_shelf_grid_set_cell (self, line, column);
  g_signal_emit (self, signals[ACTIVATED], 0, line, column);
}

static gboolean
query_tooltip_cb (EnrShelfGrid *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  guint line, column;
  gboolean is_there = keyboard ? enr_shelf_grid_get_cell (self, &line, &column)
                               : find_cell (self, x, y, &line, &column);
  g_autofree char *text = is_there ? enr_shelf_grid_dup_text (self, line, column) : NULL;

  gtk_tooltip_set_text (tooltip, text);
  return text != NULL;
}

/* The next line in that direction that is no heading. */
static int
step_line (EnrShelfGrid *self, int line, int step)
{
  for (int next = line + step; next >= 0 && next < (int) enr_shelf_grid_n_lines (self);
       next += step)
    if (!enr_shelf_grid_get_line (self, (guint) next)->is_heading)
      return next;
  return line;
}

static gboolean
key_cb (EnrShelfGrid *self, guint key, guint code, GdkModifierType state)
{
  int line = self->line, column = self->column;

  if (line < 0 || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return FALSE;
  switch (key)
    {
    case GDK_KEY_Left:
      column = MAX (column - 1, 0);
      break;
    case GDK_KEY_Right:
      column = MIN (column + 1, (int) enr_shelf_grid_n_columns (self) - 1);
      break;
    case GDK_KEY_Up:
      line = step_line (self, line, -1);
      break;
    case GDK_KEY_Down:
      line = step_line (self, line, 1);
      break;
    case GDK_KEY_Home:
      column = 0;
      break;
    case GDK_KEY_End:
      column = (int) enr_shelf_grid_n_columns (self) - 1;
      break;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_space:
      g_signal_emit (self, signals[ACTIVATED], 0, (guint) line, (guint) column);
      return TRUE;
    default:
      return FALSE;
    }
  enr_shelf_grid_set_cell (self, (guint) line, (guint) column);
  return TRUE;
}

static void
enr_shelf_grid_root (GtkWidget *widget)
{
  EnrShelfGrid *self = ENR_SHELF_GRID (widget);
  GtkWidget *scrolled = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);

  GTK_WIDGET_CLASS (enr_shelf_grid_parent_class)->root (widget);
  if (scrolled == NULL)
    return;
  g_set_object (&self->vertical,
                gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled)));
  g_signal_connect_object (self->vertical, "value-changed", G_CALLBACK (gtk_widget_queue_draw),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->vertical, "changed", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
}

static void
enr_shelf_grid_unroot (GtkWidget *widget)
{
  EnrShelfGrid *self = ENR_SHELF_GRID (widget);

  if (self->vertical != NULL)
    g_signal_handlers_disconnect_by_data (self->vertical, self);
  g_clear_object (&self->vertical);
  GTK_WIDGET_CLASS (enr_shelf_grid_parent_class)->unroot (widget);
}

static void
enr_shelf_grid_finalize (GObject *object)
{
  g_clear_pointer (&ENR_SHELF_GRID (object)->reading, enr_shelf_reading_unref);

  G_OBJECT_CLASS (enr_shelf_grid_parent_class)->finalize (object);
}

static void
enr_shelf_grid_class_init (EnrShelfGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = enr_shelf_grid_finalize;
  widget_class->measure = enr_shelf_grid_measure;
  widget_class->snapshot = enr_shelf_grid_snapshot;
  widget_class->root = enr_shelf_grid_root;
  widget_class->unroot = enr_shelf_grid_unroot;

  signals[ACTIVATED] = g_signal_new ("activated", ENR_TYPE_SHELF_GRID, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);

  gtk_widget_class_set_css_name (widget_class, "enr-shelf");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
enr_shelf_grid_init (EnrShelfGrid *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->line = self->column = -1;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
  g_signal_connect (self, "notify::has-focus", G_CALLBACK (gtk_widget_queue_draw), NULL);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

/* The first cell, or today's where there is one. */
static void
choose_cell (EnrShelfGrid *self)
{
  self->line = step_line (self, -1, 1);
  self->column = enr_shelf_grid_n_columns (self) > 0 ? 0 : -1;
  if (self->column < 0)
    self->line = -1;
  for (guint i = 0; i < enr_shelf_grid_n_columns (self); i++)
    if (enr_shelf_grid_get_column (self, i)->has_today)
      self->column = (int) i;
}

/* The same class or child and period, in another reading. */
static gboolean
find_again (EnrShelfGrid *self, const EnrShelfLine *line, const EnrShelfColumn *column)
{
  gboolean is_found = FALSE;

  self->line = self->column = -1;
  for (guint i = 0; i < enr_shelf_grid_n_lines (self); i++)
    {
      const EnrShelfLine *other = enr_shelf_grid_get_line (self, i);

      if (!other->is_heading && enr_uuid_equal (&other->class_id, &line->class_id)
          && enr_uuid_equal (&other->child_id, &line->child_id))
        self->line = (int) i;
    }
  for (guint i = 0; i < enr_shelf_grid_n_columns (self); i++)
    if (enr_shelf_grid_get_column (self, i)->first == column->first
        && enr_shelf_grid_get_column (self, i)->last == column->last)
      self->column = (int) i;
  is_found = self->line >= 0 && self->column >= 0;
  return is_found;
}

void
enr_shelf_grid_set_reading (EnrShelfGrid *self, EnrShelfReading *reading)
{
  g_autoptr (EnrShelfReading) before = NULL;

  g_return_if_fail (ENR_IS_SHELF_GRID (self));

  before = g_steal_pointer (&self->reading);
  self->reading = reading != NULL ? enr_shelf_reading_ref (reading) : NULL;
  if (before == NULL || self->line < 0
      || !find_again (self, g_ptr_array_index (before->lines, self->line),
                      g_ptr_array_index (before->columns, self->column)))
    choose_cell (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  show_cell (self);
}

gboolean
enr_shelf_grid_get_cell (EnrShelfGrid *self, guint *line, guint *column)
{
  g_return_val_if_fail (ENR_IS_SHELF_GRID (self), FALSE);

  *line = (guint) self->line;
  *column = (guint) self->column;
  return self->line >= 0;
}

void
enr_shelf_grid_set_cell (EnrShelfGrid *self, guint line, guint column)
{
  g_return_if_fail (ENR_IS_SHELF_GRID (self));

  if (line >= enr_shelf_grid_n_lines (self) || column >= enr_shelf_grid_n_columns (self)
      || enr_shelf_grid_get_line (self, line)->is_heading)
    return;
  self->line = (int) line;
  self->column = (int) column;
  scroll_to_cell (self);
  show_cell (self);
}

char *
enr_shelf_grid_dup_text (EnrShelfGrid *self, guint line, guint column)
{
  const EnrShelfPlace *place;
  g_autofree char *period = NULL;
  const char *state;

  g_return_val_if_fail (ENR_IS_SHELF_GRID (self), NULL);
  g_return_val_if_fail (
      line < enr_shelf_grid_n_lines (self) && column < enr_shelf_grid_n_columns (self), NULL);

  place = enr_shelf_reading_place (self->reading, line, column);
  period = enr_writing_period_dup_text (self->reading->kind->period,
                                        enr_shelf_grid_get_column (self, column)->first,
                                        enr_shelf_grid_get_column (self, column)->last);
  state = place != NULL ? enr_shelf_state_label (place->state)
          : enr_shelf_grid_get_column (self, column)->is_closed ? C_ ("nursery day", "Closed")
          : self->reading->kind->expected == ENR_EXPECTED_NO    ? _ ("None yet")
                                                                : _ ("Not asked for");
  return g_strdup_printf ("%s  %s  %s", enr_shelf_grid_get_line (self, line)->label, period, state);
}
