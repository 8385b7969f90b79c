/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/children/year-picture.h"

#include <glib/gi18n.h>

#define LABEL_WIDTH 38
#define HEAD_HEIGHT 20
#define CELL_HEIGHT 23
#define MIN_CELL 15
#define MAX_CELL 24

struct _EnrYearPicture
{
  GtkWidget parent_instance;

  /* owned */
  EnrChildYear *year;
  EnrDate date;
};

G_DEFINE_FINAL_TYPE (EnrYearPicture, enr_year_picture, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_DATE,
  N_PROPS
};

enum
{
  ACTIVATED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

typedef struct
{
  double red, green, blue, alpha;
} Colour;

/* Told apart by lightness as well; the sign is always there too. */
static const Colour colour_present = { 0.20, 0.55, 0.36, 0.26 };
static const Colour colour_absent = { 0.90, 0.42, 0.05, 0.62 };
static const Colour colour_unannounced = { 0.80, 0.10, 0.14, 0.75 };
static const Colour colour_closed = { 0.50, 0.50, 0.52, 0.20 };
static const Colour colour_ahead = { 0.50, 0.50, 0.52, 0.16 };
static const Colour colour_line = { 0.50, 0.50, 0.52, 0.70 };

static double
cell_width (EnrYearPicture *self)
{
  double width = (gtk_widget_get_width (GTK_WIDGET (self)) - LABEL_WIDTH) / 31.0;

  return CLAMP (width, MIN_CELL, MAX_CELL);
}

/* The place of a day in the picture; FALSE where it is not of the year. */
static gboolean
find_place (EnrYearPicture *self, EnrDate date, int *month, int *day)
{
  int of_month;

  if (self->year == NULL || date == ENR_DATE_NONE
      || enr_fiscal_year (date) != self->year->fiscal_year)
    return FALSE;
  enr_date_split (date, NULL, &of_month, day);
  *month = (of_month + 8) % 12;
  return TRUE;
}

static EnrDate
date_at (EnrYearPicture *self, double x, double y)
{
  int day = (int) ((x - LABEL_WIDTH) / cell_width (self));
  int month = (int) ((y - HEAD_HEIGHT) / CELL_HEIGHT);
  const EnrMonth *of;

  if (self->year == NULL || x < LABEL_WIDTH || y < HEAD_HEIGHT || month > 11)
    return ENR_DATE_NONE;
  of = g_ptr_array_index (self->year->months, month);
  return day < of->n_days ? of->first + day : ENR_DATE_NONE;
}

static const char *
cell_sign (const EnrMonth *month, const EnrMonthCell *cell)
{
  switch (cell->state)
    {
    case ENR_CELL_PRESENT:
      /* Translators: one letter: came late, left early */
      return cell->is_late ? C_ ("sign", "L") : cell->is_early ? C_ ("sign", "E") : "○";
    case ENR_CELL_ABSENT:
      return g_array_index (month->kinds, EnrAbsenceKind, cell->kind).symbol;
    case ENR_CELL_BLANK:
      return "";
    case ENR_CELL_NOT_ENROLLED:
    case ENR_CELL_CLOSED:
    default:
      return "";
    }
}

static const Colour *
cell_colour (const EnrMonth *month, const EnrMonthCell *cell)
{
  switch (cell->state)
    {
    case ENR_CELL_PRESENT:
      return &colour_present;
    case ENR_CELL_ABSENT:
      return g_str_equal (g_array_index (month->kinds, EnrAbsenceKind, cell->kind).total,
                          "unannounced")
                 ? &colour_unannounced
                 : &colour_absent;
    case ENR_CELL_CLOSED:
      return &colour_closed;
    case ENR_CELL_BLANK:
    case ENR_CELL_NOT_ENROLLED:
    default:
      return NULL;
    }
}

static void
set_source (cairo_t *cr, const Colour *colour)
{
  cairo_set_source_rgba (cr, colour->red, colour->green, colour->blue, colour->alpha);
}

static void
draw_text (cairo_t *cr,
           PangoLayout *layout,
           const char *text,
           double x,
           double y,
           double width,
           double height,
           double align)
{
  int text_width, text_height;

  pango_layout_set_text (layout, text, -1);
  pango_layout_get_pixel_size (layout, &text_width, &text_height);
  cairo_move_to (cr, x + (width - text_width) * align, y + (height - text_height) / 2);
  pango_cairo_show_layout (cr, layout);
}

static void
draw_cell (EnrYearPicture *self,
           cairo_t *cr,
           PangoLayout *layout,
           const GdkRGBA *ink,
           int month,
           int day,
           double x,
           double y)
{
  const EnrMonth *of = g_ptr_array_index (self->year->months, month);
  const EnrMonthCell *cell = enr_child_year_cell (self->year, month, day);
  double width = cell_width (self);
  const Colour *colour;

  if (cell == NULL || cell->state == ENR_CELL_NOT_ENROLLED)
    return;
  colour = cell_colour (of, cell);
  if (colour != NULL)
    {
      cairo_rectangle (cr, x + 1, y + 1, width - 2, CELL_HEIGHT - 2);
      set_source (cr, colour);
      cairo_fill (cr);
    }
  else
    {
      cairo_rectangle (cr, x + 1.5, y + 1.5, width - 3, CELL_HEIGHT - 3);
      set_source (cr, of->first + day - 1 > self->year->today ? &colour_ahead : &colour_line);
      cairo_set_line_width (cr, 1);
      cairo_stroke (cr);
    }
  if (of->first + day - 1 > self->year->today)
    return;
  gdk_cairo_set_source_rgba (cr, ink);
  draw_text (cr, layout, cell_sign (of, cell), x, y, width, CELL_HEIGHT, 0.5);
}

static void
draw_heads (EnrYearPicture *self, cairo_t *cr, PangoLayout *layout, const GdkRGBA *ink)
{
  double width = cell_width (self);
  GdkRGBA dim = *ink;

  dim.alpha *= 0.7f;
  gdk_cairo_set_source_rgba (cr, &dim);
  for (int day = 1; day <= 31; day++)
    {
      char text[4];

      g_snprintf (text, sizeof text, "%d", day);
      draw_text (cr, layout, text, LABEL_WIDTH + (day - 1) * width, 0, width, HEAD_HEIGHT, 0.5);
    }
  for (int month = 0; month < 12; month++)
    {
      /* Translators: the name of a month, at the head of a row: 4月 */
      g_autofree char *text = g_strdup_printf (_ ("%d/"), (month + 3) % 12 + 1);

      draw_text (cr, layout, text, 0, HEAD_HEIGHT + month * CELL_HEIGHT, LABEL_WIDTH - 6,
                 CELL_HEIGHT, 1.0);
    }
}

static void
draw_marks (EnrYearPicture *self, cairo_t *cr, const GdkRGBA *ink)
{
  const EnrDate dates[2] = { self->year->today, self->date };
  double width = cell_width (self);

  for (int i = 0; i < 2; i++)
    {
      int month, day;

      if (!find_place (self, dates[i], &month, &day)
          || (i == 1 && !gtk_widget_has_focus (GTK_WIDGET (self)) && dates[1] == dates[0]))
        continue;
      gdk_cairo_set_source_rgba (cr, ink);
      cairo_set_line_width (cr, i == 1 && gtk_widget_has_focus (GTK_WIDGET (self)) ? 2.5 : 1.2);
      cairo_rectangle (cr, LABEL_WIDTH + (day - 1) * width + 1,
                       HEAD_HEIGHT + month * CELL_HEIGHT + 1, width - 2, CELL_HEIGHT - 2);
      cairo_stroke (cr);
    }
}

static void
enr_year_picture_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  EnrYearPicture *self = ENR_YEAR_PICTURE (widget);
  g_autoptr (PangoLayout) layout = NULL;
  PangoAttrList *attributes;
  double width = cell_width (self);
  GdkRGBA ink;
  cairo_t *cr;

  if (self->year == NULL)
    return;
  cr = gtk_snapshot_append_cairo (
      snapshot,
      &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget)));
  layout = gtk_widget_create_pango_layout (widget, NULL);
  attributes = pango_attr_list_new ();
  pango_attr_list_insert (attributes, pango_attr_scale_new (0.8));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &ink);

  draw_heads (self, cr, layout, &ink);
  for (int month = 0; month < 12; month++)
    {
      const EnrMonth *of = g_ptr_array_index (self->year->months, month);

      for (int day = 1; day <= of->n_days; day++)
        draw_cell (self, cr, layout, &ink, month, day, LABEL_WIDTH + (day - 1) * width,
                   HEAD_HEIGHT + month * CELL_HEIGHT);
    }
  draw_marks (self, cr, &ink);
  cairo_destroy (cr);
}

static void
enr_year_picture_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = LABEL_WIDTH + 31 * MIN_CELL;
      *natural = LABEL_WIDTH + 31 * 17;
    }
  else
    *minimum = *natural = HEAD_HEIGHT + 12 * CELL_HEIGHT + 2;
}

static void
pressed_cb (EnrYearPicture *self, int n_press, double x, double y)
{
  EnrDate date = date_at (self, x, y);

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (date == ENR_DATE_NONE)
    return;
  enr_year_picture_set_date (self, date);
  if (n_press == 2)
    g_signal_emit (self, signals[ACTIVATED], 0);
}

static gboolean
query_tooltip_cb (EnrYearPicture *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  EnrDate date = keyboard ? self->date : date_at (self, x, y);
  g_autofree char *text = date != ENR_DATE_NONE ? enr_year_picture_dup_text (self, date) : NULL;

  gtk_tooltip_set_text (tooltip, text);
  return text != NULL;
}

static gboolean
key_cb (EnrYearPicture *self, guint key, guint code, GdkModifierType state)
{
  EnrDate date = self->date;
  int day;

  if (self->year == NULL || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return FALSE;
  if (date == ENR_DATE_NONE)
    date = self->year->today;
  enr_date_split (date, NULL, NULL, &day);
  switch (key)
    {
    case GDK_KEY_Left:
      date--;
      break;
    case GDK_KEY_Right:
      date++;
      break;
    case GDK_KEY_Up:
    case GDK_KEY_Down:
      {
        EnrDate first = enr_date_month_start (date, key == GDK_KEY_Up ? -1 : 1);
        int year, month;

        enr_date_split (first, &year, &month, NULL);
        date = first + MIN (day, enr_month_length (year, month)) - 1;
        break;
      }
    case GDK_KEY_F2:
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      g_signal_emit (self, signals[ACTIVATED], 0);
      return TRUE;
    default:
      return FALSE;
    }
  if (enr_fiscal_year (date) == self->year->fiscal_year)
    enr_year_picture_set_date (self, date);
  return TRUE;
}

static void
enr_year_picture_finalize (GObject *object)
{
  g_clear_pointer (&ENR_YEAR_PICTURE (object)->year, enr_child_year_free);

  G_OBJECT_CLASS (enr_year_picture_parent_class)->finalize (object);
}

static void
enr_year_picture_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  g_value_set_int (value, ENR_YEAR_PICTURE (object)->date);
}

static void
enr_year_picture_class_init (EnrYearPictureClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = enr_year_picture_finalize;
  object_class->get_property = enr_year_picture_get_property;
  widget_class->measure = enr_year_picture_measure;
  widget_class->snapshot = enr_year_picture_snapshot;

  properties[PROP_DATE]
      = g_param_spec_int ("date", NULL, NULL, G_MININT32, G_MAXINT32, ENR_DATE_NONE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[ACTIVATED] = g_signal_new ("activated", ENR_TYPE_YEAR_PICTURE, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "enr-year");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
enr_year_picture_init (EnrYearPicture *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->date = ENR_DATE_NONE;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
  g_signal_connect (self, "notify::has-focus", G_CALLBACK (gtk_widget_queue_draw), NULL);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

void
enr_year_picture_take_year (EnrYearPicture *self, EnrChildYear *year)
{
  g_return_if_fail (ENR_IS_YEAR_PICTURE (self));

  g_clear_pointer (&self->year, enr_child_year_free);
  self->year = year;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

EnrDate
enr_year_picture_get_date (EnrYearPicture *self)
{
  g_return_val_if_fail (ENR_IS_YEAR_PICTURE (self), ENR_DATE_NONE);

  return self->date;
}

void
enr_year_picture_set_date (EnrYearPicture *self, EnrDate date)
{
  g_autofree char *text = NULL;

  g_return_if_fail (ENR_IS_YEAR_PICTURE (self));

  self->date = date;
  text = enr_year_picture_dup_text (self, date);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DATE]);
}

static char *
dup_present_text (const EnrMonthCell *cell)
{
  char arrived[6], left[6];
  GString *text = g_string_new (NULL);

  if (cell->arrived != ENR_MINUTES_NONE)
    /* Translators: a time of day */
    g_string_append_printf (text, _ ("Arrived %s"), enr_minutes_format (cell->arrived, arrived));
  if (cell->is_late)
    g_string_append_printf (text, "  %s", _ ("late"));
  if (cell->left != ENR_MINUTES_NONE)
    {
      g_string_append (text, "  ");
      /* Translators: a time of day */
      g_string_append_printf (text, _ ("Left %s"), enr_minutes_format (cell->left, left));
    }
  if (cell->is_early)
    g_string_append_printf (text, "  %s", _ ("early"));
  return g_string_free (text, FALSE);
}

char *
enr_year_picture_dup_text (EnrYearPicture *self, EnrDate date)
{
  int month, day;
  g_autofree char *head = NULL;
  g_autofree char *rest = NULL;
  const EnrMonthCell *cell;
  const EnrMonth *of;

  g_return_val_if_fail (ENR_IS_YEAR_PICTURE (self), NULL);

  if (!find_place (self, date, &month, &day))
    return g_strdup ("");
  head = enr_date_dup_era_weekday (date);
  of = g_ptr_array_index (self->year->months, month);
  cell = enr_child_year_cell (self->year, month, day);
  if (cell == NULL || cell->state == ENR_CELL_NOT_ENROLLED)
    rest = g_strdup (_ ("Not enrolled"));
  else if (cell->state == ENR_CELL_CLOSED)
    rest = g_strdup (of->closed_names[day - 1] != NULL ? of->closed_names[day - 1]
                                                       : C_ ("nursery day", "Closed"));
  else if (cell->state == ENR_CELL_ABSENT)
    rest = g_strdup (g_array_index (of->kinds, EnrAbsenceKind, cell->kind).label);
  else if (cell->state == ENR_CELL_PRESENT)
    rest = dup_present_text (cell);
  else
    rest = g_strdup (date <= self->year->today ? _ ("Nothing recorded") : "");
  return g_strconcat (head, "  ", rest, NULL);
}
