/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/contact/notebook-grid.h"

/* A finger's breadth, and two lines of a note. */
#define ROW_HEIGHT 52
/* Of what stands below a name; all of it is in the tooltip. */
#define STATE_CHARS 18

typedef struct
{
  GtkWidget *button;
  GtkLabel *state;
  GtkSizeGroup *height; /* owned */
  GPtrArray *cells;     /* owned (element-type EnrNotebookCell), borrowed from the grid */
} Row;

struct _EnrNotebookGrid
{
  GtkBox parent_instance;

  /* Template */
  GtkScrolledWindow *head_scroller;
  GtkBox *heads;
  GtkWidget *corner;
  GtkScrolledWindow *names_scroller;
  GtkBox *names;
  GtkScrolledWindow *scroller;
  GtkGrid *cells;
  GtkSizeGroup *names_width;

  /* Owned */
  GArray *columns; /* (element-type EnrNotebookHead) */
  GPtrArray *rows; /* (element-type Row) */
};

G_DEFINE_FINAL_TYPE (EnrNotebookGrid, enr_notebook_grid, GTK_TYPE_BOX)

enum
{
  EDITED,
  HEAD,
  ROW_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
row_free (gpointer data)
{
  Row *row = data;

  g_object_unref (row->height);
  g_ptr_array_unref (row->cells);
  g_free (row);
}

static Row *
get_row (EnrNotebookGrid *self, guint row)
{
  return g_ptr_array_index (self->rows, row);
}

static void
clear_box (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static gboolean
find_cell (EnrNotebookGrid *self, GtkWidget *cell, guint *row, guint *column)
{
  for (guint r = 0; r < self->rows->len; r++)
    if (g_ptr_array_find (get_row (self, r)->cells, cell, column))
      {
        *row = r;
        return TRUE;
      }
  return FALSE;
}

/*
 * The keyboard
 */

/* The next field that can be written, in the direction of reading or against it. */
static gboolean
focus_next (EnrNotebookGrid *self, guint row, guint column, int step)
{
  int n_columns = (int) self->columns->len;
  int n = (int) self->rows->len * n_columns;

  for (int at = (int) row * n_columns + (int) column + step; at >= 0 && at < n; at += step)
    {
      EnrNotebookCell *cell
          = enr_notebook_grid_get_cell (self, (guint) (at / n_columns), (guint) (at % n_columns));

      if (enr_notebook_cell_is_open (cell))
        return gtk_widget_grab_focus (GTK_WIDGET (cell));
    }
  return FALSE;
}

static gboolean
focus_below (EnrNotebookGrid *self, guint row, guint column, int step)
{
  for (int at = (int) row + step; at >= 0 && at < (int) self->rows->len; at += step)
    if (enr_notebook_cell_is_open (enr_notebook_grid_get_cell (self, (guint) at, column)))
      return gtk_widget_grab_focus (
          GTK_WIDGET (enr_notebook_grid_get_cell (self, (guint) at, column)));
  return FALSE;
}

static gboolean
take_hint (EnrNotebookGrid *self, guint row, guint column)
{
  EnrNotebookCell *cell = enr_notebook_grid_get_cell (self, row, column);
  const char *hint = enr_notebook_cell_get_hint (cell);

  if (hint != NULL && *hint != '\0' && enr_notebook_cell_is_open (cell))
    {
      enr_notebook_cell_set_text (cell, hint);
      g_signal_emit (self, signals[EDITED], 0, row, column);
    }
  return GDK_EVENT_STOP;
}

static gboolean
arrow (EnrNotebookGrid *self, guint row, guint column, GtkDirectionType direction)
{
  if (!enr_notebook_cell_may_leave (enr_notebook_grid_get_cell (self, row, column), direction))
    return GDK_EVENT_PROPAGATE;
  if (direction == GTK_DIR_LEFT || direction == GTK_DIR_RIGHT)
    focus_next (self, row, column, direction == GTK_DIR_LEFT ? -1 : 1);
  else
    focus_below (self, row, column, direction == GTK_DIR_UP ? -1 : 1);
  return GDK_EVENT_STOP;
}

/* Enter goes down, as in a sheet; with Shift it is a new line of a note, and up elsewhere. */
static gboolean
enter (EnrNotebookGrid *self, guint row, guint column, gboolean has_shift)
{
  EnrNotebookCell *cell = enr_notebook_grid_get_cell (self, row, column);

  if (!has_shift)
    {
      if (!focus_below (self, row, column, 1) && column + 1 < self->columns->len)
        enr_notebook_grid_focus_cell (self, 0, column + 1);
    }
  else if (enr_notebook_cell_get_view (cell) != NULL)
    gtk_text_buffer_insert_at_cursor (gtk_text_view_get_buffer (enr_notebook_cell_get_view (cell)),
                                      "\n", 1);
  else
    focus_below (self, row, column, -1);
  return GDK_EVENT_STOP;
}

static gboolean
plain_key (EnrNotebookGrid *self, guint key, gboolean has_shift, guint row, guint column)
{
  switch (key)
    {
    case GDK_KEY_Tab:
    case GDK_KEY_ISO_Left_Tab:
      return focus_next (self, row, column, has_shift || key == GDK_KEY_ISO_Left_Tab ? -1 : 1);
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      return enter (self, row, column, has_shift);
    case GDK_KEY_F2:
      g_signal_emit (self, signals[ROW_ACTIVATED], 0, row);
      return GDK_EVENT_STOP;
    default:
      break;
    }
  if (has_shift)
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      return arrow (self, row, column, GTK_DIR_UP);
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      return arrow (self, row, column, GTK_DIR_DOWN);
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      return arrow (self, row, column, GTK_DIR_LEFT);
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      return arrow (self, row, column, GTK_DIR_RIGHT);
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

/* Before the field gets it, unless an input method composes there. */
static gboolean
key_cb (EnrNotebookGrid *self, guint key, guint code, GdkModifierType state)
{
  guint row, column;

  if (!enr_notebook_grid_find_focus (self, &row, &column)
      || enr_notebook_cell_is_composing (enr_notebook_grid_get_cell (self, row, column)))
    return GDK_EVENT_PROPAGATE;
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK)) == GDK_CONTROL_MASK
      && (key == GDK_KEY_d || key == GDK_KEY_D))
    return take_hint (self, row, column);
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  return plain_key (self, key, (state & GDK_SHIFT_MASK) != 0, row, column);
}

/*
 * Names and headings beside what scrolls
 */

/* The margins behind the last name and heading let both go as far as the fields, which have bars.
 */
static void
follow_cb (GtkAdjustment *other, GParamSpec *pspec, GtkAdjustment *followed)
{
  gtk_adjustment_set_value (other, gtk_adjustment_get_value (followed));
}

static void
scrolled_cb (GtkAdjustment *adjustment, GtkAdjustment *other)
{
  gtk_adjustment_set_value (other, gtk_adjustment_get_value (adjustment));
}

/* Both ways: Tab may bring a name into sight, too. */
static void
tie (GtkAdjustment *a, GtkAdjustment *b)
{
  g_signal_connect_object (a, "value-changed", G_CALLBACK (scrolled_cb), b, 0);
  g_signal_connect_object (b, "value-changed", G_CALLBACK (scrolled_cb), a, 0);
  g_signal_connect_object (b, "notify::upper", G_CALLBACK (follow_cb), a, 0);
}

static void
edited_cb (EnrNotebookGrid *self, EnrNotebookCell *cell)
{
  guint row, column;

  if (find_cell (self, GTK_WIDGET (cell), &row, &column))
    g_signal_emit (self, signals[EDITED], 0, row, column);
}

static void
head_cb (EnrNotebookGrid *self, GtkWidget *button)
{
  guint column = 0;

  for (GtkWidget *other = gtk_widget_get_prev_sibling (button); other != NULL;
       other = gtk_widget_get_prev_sibling (other))
    column++;
  g_signal_emit (self, signals[HEAD], 0, column, button);
}

static void
name_cb (EnrNotebookGrid *self, GtkWidget *button)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (get_row (self, i)->button == button)
      {
        g_signal_emit (self, signals[ROW_ACTIVATED], 0, i);
        return;
      }
}

static GtkWidget *
new_head (EnrNotebookGrid *self, const EnrNotebookHead *head)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *label = gtk_label_new (head->heading);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_set_size_request (button, head->width, -1);
  gtk_widget_set_tooltip_text (button, head->tip);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "enr-notebook-head");
  g_signal_connect_object (button, "clicked", G_CALLBACK (head_cb), self, G_CONNECT_SWAPPED);
  return button;
}

/*
 * The class
 */

static void
enr_notebook_grid_dispose (GObject *object)
{
  EnrNotebookGrid *self = ENR_NOTEBOOK_GRID (object);

  g_ptr_array_set_size (self->rows, 0);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_NOTEBOOK_GRID);

  G_OBJECT_CLASS (enr_notebook_grid_parent_class)->dispose (object);
}

static void
enr_notebook_grid_finalize (GObject *object)
{
  EnrNotebookGrid *self = ENR_NOTEBOOK_GRID (object);

  g_array_unref (self->columns);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (enr_notebook_grid_parent_class)->finalize (object);
}

static void
enr_notebook_grid_class_init (EnrNotebookGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_notebook_grid_dispose;
  G_OBJECT_CLASS (klass)->finalize = enr_notebook_grid_finalize;

  signals[EDITED] = g_signal_new ("edited", ENR_TYPE_NOTEBOOK_GRID, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
  signals[HEAD] = g_signal_new ("head", ENR_TYPE_NOTEBOOK_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 2, G_TYPE_UINT, GTK_TYPE_WIDGET);
  signals[ROW_ACTIVATED] = g_signal_new ("row-activated", ENR_TYPE_NOTEBOOK_GRID, G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/contact/notebook-grid.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookGrid, head_scroller);
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookGrid, heads);
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookGrid, corner);
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookGrid, names_scroller);
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookGrid, names);
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookGrid, scroller);
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookGrid, cells);
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookGrid, names_width);
}

static void
enr_notebook_grid_init (EnrNotebookGrid *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->columns = g_array_new (FALSE, FALSE, sizeof (EnrNotebookHead));
  self->rows = g_ptr_array_new_with_free_func (row_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  tie (gtk_scrolled_window_get_hadjustment (self->scroller),
       gtk_scrolled_window_get_hadjustment (self->head_scroller));
  tie (gtk_scrolled_window_get_vadjustment (self->scroller),
       gtk_scrolled_window_get_vadjustment (self->names_scroller));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->cells), keys);
}

void
enr_notebook_grid_set_columns (EnrNotebookGrid *self, const EnrNotebookHead *heads, guint n_heads)
{
  GtkWidget *child;

  g_return_if_fail (ENR_IS_NOTEBOOK_GRID (self));

  g_ptr_array_set_size (self->rows, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->cells))) != NULL)
    gtk_grid_remove (self->cells, child);
  clear_box (self->names);
  clear_box (self->heads);
  g_array_set_size (self->columns, 0);
  g_array_append_vals (self->columns, heads, n_heads);
  for (guint i = 0; i < n_heads; i++)
    gtk_box_append (self->heads, new_head (self, &heads[i]));
  gtk_adjustment_set_value (gtk_scrolled_window_get_hadjustment (self->scroller), 0);
}

static GtkWidget *
new_name (EnrNotebookGrid *self, const char *name, Row *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label = gtk_label_new (name);

  row->button = gtk_button_new ();
  row->state = GTK_LABEL (gtk_label_new (""));
  /* a long name makes the column wider: on two lines it would not be as high as its fields */
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "enroku-name");
  gtk_label_set_xalign (row->state, 0);
  gtk_label_set_ellipsize (row->state, PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (row->state, STATE_CHARS);
  gtk_widget_add_css_class (GTK_WIDGET (row->state), "enr-notebook-state");
  gtk_widget_set_visible (GTK_WIDGET (row->state), FALSE);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (row->state));
  gtk_button_set_child (GTK_BUTTON (row->button), box);
  gtk_widget_add_css_class (row->button, "flat");
  gtk_widget_add_css_class (row->button, "enr-notebook-name");
  gtk_widget_set_size_request (row->button, -1, ROW_HEIGHT);
  /* F2 in the child's line does the same. */
  gtk_widget_set_focusable (row->button, FALSE);
  g_signal_connect_object (row->button, "clicked", G_CALLBACK (name_cb), self, G_CONNECT_SWAPPED);
  return row->button;
}

void
enr_notebook_grid_add_row (EnrNotebookGrid *self, const char *name)
{
  Row *row;
  gboolean is_odd;

  g_return_if_fail (ENR_IS_NOTEBOOK_GRID (self));

  row = g_new0 (Row, 1);
  is_odd = self->rows->len % 2 == 1;
  row->cells = g_ptr_array_new ();
  row->height = gtk_size_group_new (GTK_SIZE_GROUP_VERTICAL);
  gtk_box_append (self->names, new_name (self, name, row));
  gtk_size_group_add_widget (row->height, row->button);
  if (is_odd)
    gtk_widget_add_css_class (row->button, "odd");
  for (guint i = 0; i < self->columns->len; i++)
    {
      const EnrNotebookHead *head = &g_array_index (self->columns, EnrNotebookHead, i);
      g_autofree char *label = g_strjoin (" ", name, head->heading, NULL);
      EnrNotebookCell *cell = enr_notebook_cell_new (head->input, head->choices, label);

      gtk_widget_set_size_request (GTK_WIDGET (cell), head->width, ROW_HEIGHT);
      if (is_odd)
        gtk_widget_add_css_class (GTK_WIDGET (cell), "odd");
      if (i == 0)
        gtk_size_group_add_widget (row->height, GTK_WIDGET (cell));
      gtk_grid_attach (self->cells, GTK_WIDGET (cell), (int) i, (int) self->rows->len, 1, 1);
      g_ptr_array_add (row->cells, cell);
      g_signal_connect_object (cell, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
    }
  g_ptr_array_add (self->rows, row);
}

void
enr_notebook_grid_set_state (EnrNotebookGrid *self, guint row, const char *state)
{
  g_return_if_fail (ENR_IS_NOTEBOOK_GRID (self));
  g_return_if_fail (row < self->rows->len);

  gtk_label_set_text (get_row (self, row)->state, state);
  gtk_widget_set_tooltip_text (get_row (self, row)->button, *state != '\0' ? state : NULL);
  gtk_widget_set_visible (GTK_WIDGET (get_row (self, row)->state), *state != '\0');
}

guint
enr_notebook_grid_get_n_rows (EnrNotebookGrid *self)
{
  g_return_val_if_fail (ENR_IS_NOTEBOOK_GRID (self), 0);

  return self->rows->len;
}

guint
enr_notebook_grid_get_n_columns (EnrNotebookGrid *self)
{
  g_return_val_if_fail (ENR_IS_NOTEBOOK_GRID (self), 0);

  return self->columns->len;
}

EnrNotebookCell *
enr_notebook_grid_get_cell (EnrNotebookGrid *self, guint row, guint column)
{
  g_return_val_if_fail (ENR_IS_NOTEBOOK_GRID (self), NULL);
  g_return_val_if_fail (row < self->rows->len && column < self->columns->len, NULL);

  return g_ptr_array_index (get_row (self, row)->cells, column);
}

gboolean
enr_notebook_grid_find_focus (EnrNotebookGrid *self, guint *row, guint *column)
{
  GtkRoot *root;
  GtkWidget *focus;
  GtkWidget *cell;

  g_return_val_if_fail (ENR_IS_NOTEBOOK_GRID (self), FALSE);

  root = gtk_widget_get_root (GTK_WIDGET (self));
  focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  cell = focus != NULL ? gtk_widget_get_ancestor (focus, ENR_TYPE_NOTEBOOK_CELL) : NULL;
  return cell != NULL && find_cell (self, cell, row, column);
}

gboolean
enr_notebook_grid_focus_cell (EnrNotebookGrid *self, guint row, guint column)
{
  g_return_val_if_fail (ENR_IS_NOTEBOOK_GRID (self), FALSE);

  if (row >= self->rows->len || column >= self->columns->len)
    return FALSE;
  if (enr_notebook_cell_is_open (enr_notebook_grid_get_cell (self, row, column)))
    return gtk_widget_grab_focus (GTK_WIDGET (enr_notebook_grid_get_cell (self, row, column)));
  return focus_below (self, row, column, 1);
}

void
enr_notebook_grid_go_on (EnrNotebookGrid *self)
{
  guint row, column;

  g_return_if_fail (ENR_IS_NOTEBOOK_GRID (self));

  if (enr_notebook_grid_find_focus (self, &row, &column))
    enter (self, row, column, FALSE);
}
