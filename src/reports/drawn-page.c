/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "reports/drawn-page.h"

typedef struct
{
  EnrRect rect;
  guint32 colour;
} Area;

typedef struct
{
  double x1;
  double y1;
  double x2;
  double y2;
  double width;
  guint32 colour;
} Line;

typedef struct
{
  EnrSetLine set;
  guint32 colour;
  EnrRect box;
} Text;

typedef struct
{
  EnrRect box;
  cairo_surface_t *surface; /* owned */
} Picture;

struct _EnrDrawnPage
{
  EnrTypeset *typeset; /* borrowed from the document */
  GArray *areas;
  GArray *lines;
  GArray *pictures;
  GArray *texts;
  GArray *scratch; /* (element-type EnrSetLine) */
};

static void
picture_clear (gpointer data)
{
  cairo_surface_destroy (((Picture *)data)->surface);
}

EnrDrawnPage *
enr_drawn_page_new (EnrTypeset *typeset)
{
  EnrDrawnPage *self = g_new0 (EnrDrawnPage, 1);

  self->typeset = typeset;
  self->areas = g_array_new (FALSE, FALSE, sizeof (Area));
  self->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  self->pictures = g_array_new (FALSE, FALSE, sizeof (Picture));
  g_array_set_clear_func (self->pictures, picture_clear);
  self->texts = g_array_new (FALSE, FALSE, sizeof (Text));
  self->scratch = g_array_new (FALSE, FALSE, sizeof (EnrSetLine));
  return self;
}

void
enr_drawn_page_free (EnrDrawnPage *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->areas);
  g_array_unref (self->lines);
  g_array_unref (self->pictures);
  g_array_unref (self->texts);
  g_array_unref (self->scratch);
  g_free (self);
}

void
enr_drawn_page_fill (EnrDrawnPage *self, const EnrRect *rect, guint32 colour)
{
  Area area = { *rect, colour };

  g_array_append_val (self->areas, area);
}

void
enr_drawn_page_line (EnrDrawnPage *self,
               double x1,
               double y1,
               double x2,
               double y2,
               double width,
               guint32 colour)
{
  Line line = { x1, y1, x2, y2, width, colour };

  g_array_append_val (self->lines, line);
}

void
enr_drawn_page_frame (EnrDrawnPage *self, const EnrRect *rect, double width, guint32 colour)
{
  double right = rect->x + rect->width;
  double bottom = rect->y + rect->height;

  enr_drawn_page_line (self, rect->x, rect->y, right, rect->y, width, colour);
  enr_drawn_page_line (self, right, rect->y, right, bottom, width, colour);
  enr_drawn_page_line (self, right, bottom, rect->x, bottom, width, colour);
  enr_drawn_page_line (self, rect->x, bottom, rect->x, rect->y, width, colour);
}

void
enr_drawn_page_text (EnrDrawnPage *self, const EnrTextStyle *style, const EnrRect *box, const char *text)
{
  g_return_if_fail (self != NULL && text != NULL);

  g_array_set_size (self->scratch, 0);
  enr_typeset_fit (self->typeset, style, box, text, self->scratch);
  for (guint i = 0; i < self->scratch->len; i++)
    {
      Text set = { g_array_index (self->scratch, EnrSetLine, i), style->colour, *box };

      g_array_append_val (self->texts, set);
    }
}

void
enr_drawn_page_cell (EnrDrawnPage *self,
               const EnrTextStyle *style,
               const EnrRect *box,
               double padding,
               const char *text)
{
  EnrRect inner = *box;

  inner.x += padding;
  inner.width -= 2 * padding;
  enr_drawn_page_text (self, style, &inner, text);
}

void
enr_drawn_page_set_line (EnrDrawnPage *self, const EnrTextStyle *style, const EnrRect *box, const char *text)
{
  Text set = { .colour = style->colour, .box = *box };

  if (enr_typeset_set_line (self->typeset, style, box, text, &set.set))
    g_array_append_val (self->texts, set);
}

void
enr_drawn_page_picture (EnrDrawnPage *self, const EnrRect *box, cairo_surface_t *surface)
{
  Picture picture = { *box, cairo_surface_reference (surface) };

  g_array_append_val (self->pictures, picture);
}

guint
enr_drawn_page_count_pictures (const EnrDrawnPage *self)
{
  return self->pictures->len;
}

guint
enr_drawn_page_count_texts (const EnrDrawnPage *self)
{
  return self->texts->len;
}

const char *
enr_drawn_page_get_text (const EnrDrawnPage *self, guint index, EnrRect *ink, EnrRect *box, double *size)
{
  const Text *text;

  g_return_val_if_fail (self != NULL && index < self->texts->len, NULL);

  text = &g_array_index (self->texts, Text, index);
  if (ink != NULL)
    *ink = enr_set_line_ink (&text->set);
  if (box != NULL)
    *box = text->box;
  if (size != NULL)
    *size = enr_set_line_get_size (&text->set);
  return enr_set_line_get_text (&text->set);
}

static void
set_colour (cairo_t *cr, guint32 colour)
{
  cairo_set_source_rgb (cr, ((colour >> 16) & 0xff) / 255.0, ((colour >> 8) & 0xff) / 255.0,
                        (colour & 0xff) / 255.0);
}

static void
draw_areas (const EnrDrawnPage *self, cairo_t *cr)
{
  /* Neighbours of one colour go into one path: no seams between the modules of a QR code. */
  for (guint i = 0; i < self->areas->len; i++)
    {
      const Area *area = &g_array_index (self->areas, Area, i);

      cairo_rectangle (cr, area->rect.x, area->rect.y, area->rect.width, area->rect.height);
      if (i + 1 < self->areas->len && (area + 1)->colour == area->colour)
        continue;
      set_colour (cr, area->colour);
      cairo_fill (cr);
    }
}

static void
draw_lines (const EnrDrawnPage *self, cairo_t *cr)
{
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_SQUARE);
  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = &g_array_index (self->lines, Line, i);

      cairo_move_to (cr, line->x1, line->y1);
      cairo_line_to (cr, line->x2, line->y2);
      if (i + 1 < self->lines->len && (line + 1)->colour == line->colour
          && (line + 1)->width == line->width)
        continue;
      set_colour (cr, line->colour);
      cairo_set_line_width (cr, line->width);
      cairo_stroke (cr);
    }
}

static void
draw_pictures (const EnrDrawnPage *self, cairo_t *cr)
{
  for (guint i = 0; i < self->pictures->len; i++)
    {
      const Picture *picture = &g_array_index (self->pictures, Picture, i);
      double width = cairo_image_surface_get_width (picture->surface);
      double height = cairo_image_surface_get_height (picture->surface);
      double scale = MIN (picture->box.width / width, picture->box.height / height);

      cairo_save (cr);
      cairo_translate (cr, picture->box.x + (picture->box.width - width * scale) / 2,
                       picture->box.y + (picture->box.height - height * scale) / 2);
      cairo_scale (cr, scale, scale);
      cairo_set_source_surface (cr, picture->surface, 0, 0);
      cairo_paint (cr);
      cairo_restore (cr);
    }
}

void
enr_drawn_page_draw (const EnrDrawnPage *self, cairo_t *cr)
{
  draw_areas (self, cr);
  draw_lines (self, cr);
  draw_pictures (self, cr);
  for (guint i = 0; i < self->texts->len; i++)
    {
      const Text *text = &g_array_index (self->texts, Text, i);

      if (i == 0 || (text - 1)->colour != text->colour)
        set_colour (cr, text->colour);
      enr_set_line_draw (&text->set, cr);
    }
}

void
enr_drawn_page_dump (const EnrDrawnPage *self, GString *output)
{
  char buffers[6][G_ASCII_DTOSTR_BUF_SIZE];

#define NUMBER(i, value) g_ascii_formatd (buffers[i], sizeof buffers[i], "%.3f", value)
  for (guint i = 0; i < self->areas->len; i++)
    {
      const Area *area = &g_array_index (self->areas, Area, i);

      g_string_append_printf (output, "A\t%s\t%s\t%s\t%s\t%06x\n", NUMBER (0, area->rect.x),
                              NUMBER (1, area->rect.y), NUMBER (2, area->rect.width),
                              NUMBER (3, area->rect.height), area->colour);
    }
  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = &g_array_index (self->lines, Line, i);

      g_string_append_printf (output, "L\t%s\t%s\t%s\t%s\t%06x\t%s\n", NUMBER (0, line->x1),
                              NUMBER (1, line->y1), NUMBER (2, line->x2), NUMBER (3, line->y2),
                              line->colour, NUMBER (4, line->width));
    }
  for (guint i = 0; i < self->texts->len; i++)
    {
      const Text *text = &g_array_index (self->texts, Text, i);

      g_string_append_printf (
          output, "T\t%s\t%s\t%s\t%d\t%06x\t%s\n", NUMBER (0, text->set.x), NUMBER (1, text->set.y),
          NUMBER (2, enr_set_line_get_size (&text->set)), enr_set_line_is_bold (&text->set) ? 1 : 0,
          text->colour, enr_set_line_get_text (&text->set));
    }
#undef NUMBER
}
