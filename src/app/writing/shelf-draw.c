/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/shelf-grid-private.h"

#include <glib/gi18n.h>

#define WORD_WIDTH 84 /* from here on a cell has its state's whole word */

/* Told apart by lightness as well; the sign is always there too. */
static const GdkRGBA colours[ENR_N_SHELF_STATES] = {
  [ENR_SHELF_TO_COME] = { 0.50f, 0.50f, 0.52f, 0.10f },
  [ENR_SHELF_MISSING] = { 0.85f, 0.15f, 0.18f, 0.20f },
  [ENR_SHELF_DRAFT] = { 0.96f, 0.76f, 0.07f, 0.42f },
  [ENR_SHELF_LATE] = { 0.90f, 0.35f, 0.05f, 0.55f },
  [ENR_SHELF_WAITING] = { 0.20f, 0.48f, 0.90f, 0.34f },
  [ENR_SHELF_RETURNED] = { 0.57f, 0.25f, 0.68f, 0.42f },
  [ENR_SHELF_APPROVED] = { 0.20f, 0.62f, 0.38f, 0.36f },
  [ENR_SHELF_TO_EVALUATE] = { 0.55f, 0.68f, 0.15f, 0.28f },
  [ENR_SHELF_EVALUATING] = { 0.08f, 0.60f, 0.66f, 0.40f },
};
static const GdkRGBA colour_closed = { 0.50f, 0.50f, 0.52f, 0.22f };
static const GdkRGBA colour_blank = { 0.50f, 0.50f, 0.52f, 0.06f };
static const GdkRGBA colour_today = { 0.20f, 0.48f, 0.90f, 0.60f };

guint
enr_shelf_grid_n_lines (EnrShelfGrid *self)
{
  return self->reading != NULL ? self->reading->lines->len : 0;
}

guint
enr_shelf_grid_n_columns (EnrShelfGrid *self)
{
  return self->reading != NULL ? self->reading->columns->len : 0;
}

const EnrShelfLine *
enr_shelf_grid_get_line (EnrShelfGrid *self, guint line)
{
  return g_ptr_array_index (self->reading->lines, line);
}

const EnrShelfColumn *
enr_shelf_grid_get_column (EnrShelfGrid *self, guint column)
{
  return g_ptr_array_index (self->reading->columns, column);
}

float
enr_shelf_grid_cell_width (EnrShelfGrid *self)
{
  float width = (float) (gtk_widget_get_width (GTK_WIDGET (self)) - LABEL_WIDTH)
                / (float) MAX (enr_shelf_grid_n_columns (self), 1);

  return CLAMP (width, MIN_CELL, MAX_CELL);
}

float
enr_shelf_grid_head_top (EnrShelfGrid *self)
{
  return self->vertical != NULL ? (float) gtk_adjustment_get_value (self->vertical) : 0;
}

graphene_rect_t
enr_shelf_grid_cell_area (EnrShelfGrid *self, guint line, guint column)
{
  float width = enr_shelf_grid_cell_width (self);

  return GRAPHENE_RECT_INIT (LABEL_WIDTH + (float) column * width + 1,
                             HEAD_HEIGHT + (float) line * LINE_HEIGHT + 1, width - 2,
                             LINE_HEIGHT - 2);
}

static void
draw_text (GtkSnapshot *snapshot,
           PangoLayout *layout,
           const char *text,
           const graphene_rect_t *area,
           float align,
           const GdkRGBA *ink)
{
  int width, height;

  pango_layout_set_text (layout, text, -1);
  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot,
      &GRAPHENE_POINT_INIT (area->origin.x + MAX (0, (area->size.width - (float) width) * align),
                            area->origin.y + (area->size.height - (float) height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, ink);
  gtk_snapshot_restore (snapshot);
}

static PangoLayout *
make_layout (EnrShelfGrid *self, double scale, PangoWeight weight)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (scale));
  pango_attr_list_insert (attributes, pango_attr_weight_new (weight));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_attr_list_unref (attributes);
  return layout;
}

static const char *
cell_word (EnrShelfGrid *self, EnrShelfState state)
{
  return enr_shelf_grid_cell_width (self) >= WORD_WIDTH ? enr_shelf_state_label (state)
                                                        : enr_shelf_state_sign (state);
}

/* What nobody asks for can be written all the same. */
static void
draw_blank (EnrShelfGrid *self,
            GtkSnapshot *snapshot,
            PangoLayout *layout,
            const GdkRGBA *ink,
            guint column,
            const graphene_rect_t *area)
{
  GdkRGBA dim = *ink;

  dim.alpha *= 0.55f;
  if (enr_shelf_grid_get_column (self, column)->is_closed)
    gtk_snapshot_append_color (snapshot, &colour_closed, area);
  else if (self->reading->kind->expected == ENR_EXPECTED_NO)
    {
      gtk_snapshot_append_color (snapshot, &colour_blank, area);
      if (enr_shelf_grid_cell_width (self) >= WORD_WIDTH)
        draw_text (snapshot, layout, _ ("None yet"), area, 0.5f, &dim);
    }
}

static void
draw_cell (EnrShelfGrid *self,
           GtkSnapshot *snapshot,
           PangoLayout *layout,
           const GdkRGBA *ink,
           guint line,
           guint column)
{
  const EnrShelfPlace *place = enr_shelf_reading_place (self->reading, line, column);
  graphene_rect_t area = enr_shelf_grid_cell_area (self, line, column);

  if (place == NULL)
    {
      draw_blank (self, snapshot, layout, ink, column, &area);
      return;
    }
  gtk_snapshot_append_color (snapshot, &colours[place->state], &area);
  if (place->state != ENR_SHELF_TO_COME || enr_shelf_grid_cell_width (self) >= WORD_WIDTH)
    draw_text (snapshot, layout, cell_word (self, place->state), &area, 0.5f, ink);
}

static void
draw_line (EnrShelfGrid *self,
           GtkSnapshot *snapshot,
           PangoLayout *layout,
           PangoLayout *name,
           const GdkRGBA *ink,
           guint index)
{
  const EnrShelfLine *line = enr_shelf_grid_get_line (self, index);
  graphene_rect_t area = GRAPHENE_RECT_INIT (6, HEAD_HEIGHT + (float) index * LINE_HEIGHT,
                                             LABEL_WIDTH - 10, LINE_HEIGHT);

  draw_text (snapshot, line->is_heading ? layout : name, line->label, &area, 0, ink);
  for (guint column = 0; !line->is_heading && column < enr_shelf_grid_n_columns (self); column++)
    draw_cell (self, snapshot, layout, ink, index, column);
}

/* A frame: a colour would mix with those of the states. */
static void
draw_today (EnrShelfGrid *self, GtkSnapshot *snapshot, float height)
{
  const GdkRGBA *blue = &colour_today;

  for (guint i = 0; i < enr_shelf_grid_n_columns (self); i++)
    if (enr_shelf_grid_get_column (self, i)->has_today)
      {
        graphene_rect_t area = enr_shelf_grid_cell_area (self, 0, i);
        GskRoundedRect outline;

        gsk_rounded_rect_init_from_rect (
            &outline, &GRAPHENE_RECT_INIT (area.origin.x - 2, 0, area.size.width + 4, height + 1),
            0);
        gtk_snapshot_append_border (snapshot, &outline, (float[4]){ 0, 2, 2, 2 },
                                    (GdkRGBA[4]){ *blue, *blue, *blue, *blue });
      }
}

static void
draw_head (EnrShelfGrid *self, GtkSnapshot *snapshot, const GdkRGBA *ink)
{
  g_autoptr (PangoLayout) layout = make_layout (self, 0.85, PANGO_WEIGHT_NORMAL);
  g_autoptr (PangoLayout) bold = make_layout (self, 0.85, PANGO_WEIGHT_BOLD);
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (self));
  float top = enr_shelf_grid_head_top (self);
  GdkRGBA back = { 1, 1, 1, 1 };

  gtk_style_context_lookup_color (context, "window_bg_color", &back);
  gtk_snapshot_append_color (
      snapshot, &back,
      &GRAPHENE_RECT_INIT (0, top, (float) gtk_widget_get_width (GTK_WIDGET (self)), HEAD_HEIGHT));
  for (guint i = 0; i < enr_shelf_grid_n_columns (self); i++)
    {
      const EnrShelfColumn *column = enr_shelf_grid_get_column (self, i);
      graphene_rect_t area = enr_shelf_grid_cell_area (self, 0, i);
      gboolean is_double = *column->below != '\0';
      PangoLayout *with = column->has_today ? bold : layout;

      area.origin.y = top;
      area.size.height = HEAD_HEIGHT;
      if (column->has_today)
        gtk_snapshot_append_color (snapshot, &colours[ENR_SHELF_WAITING], &area);
      if (is_double)
        area.size.height = HEAD_HEIGHT / 2;
      draw_text (snapshot, with, column->label, &area, 0.5f, ink);
      area.origin.y += HEAD_HEIGHT / 2;
      if (is_double)
        draw_text (snapshot, with, column->below, &area, 0.5f, ink);
    }
}

static void
draw_focus (EnrShelfGrid *self, GtkSnapshot *snapshot, const GdkRGBA *ink)
{
  graphene_rect_t area;
  GskRoundedRect outline;
  float width = gtk_widget_has_focus (GTK_WIDGET (self)) ? 2.5f : 1.0f;

  if (self->line < 0)
    return;
  area = enr_shelf_grid_cell_area (self, (guint) self->line, (guint) self->column);
  gsk_rounded_rect_init_from_rect (&outline, &area, 3);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]){ width, width, width, width },
                              (GdkRGBA[4]){ *ink, *ink, *ink, *ink });
}

void
enr_shelf_grid_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  EnrShelfGrid *self = ENR_SHELF_GRID (widget);
  g_autoptr (PangoLayout) layout = NULL;
  g_autoptr (PangoLayout) name = NULL;
  float height = HEAD_HEIGHT + (float) enr_shelf_grid_n_lines (self) * LINE_HEIGHT;
  guint first = (guint) (enr_shelf_grid_head_top (self) / LINE_HEIGHT);
  guint last = enr_shelf_grid_n_lines (self);
  GdkRGBA ink;

  if (self->reading == NULL)
    return;
  if (self->vertical != NULL)
    last = MIN (last,
                first + (guint) (gtk_adjustment_get_page_size (self->vertical) / LINE_HEIGHT) + 2);
  layout = make_layout (self, 0.9, PANGO_WEIGHT_BOLD);
  name = make_layout (self, 1.0, PANGO_WEIGHT_NORMAL);
  pango_layout_set_width (name, (LABEL_WIDTH - 10) * PANGO_SCALE);
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &ink);
  for (guint i = first; i < last; i++)
    draw_line (self, snapshot, layout, name, &ink, i);
  draw_today (self, snapshot, height);
  draw_focus (self, snapshot, &ink);
  draw_head (self, snapshot, &ink);
}
