/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A PangoLayout for every cell would shape every text again; here each (text, size, weight) is
 * itemized and shaped once, and what is drawn are the kept glyph items. A layout is used only to
 * find where a long text may be broken: it knows the rules of Japanese line breaking (禁則).
 */
#include "config.h"
#include "reports/typeset.h"

#include <math.h>
#include <string.h>

/* Where the middle of Japanese letters is above the baseline, in units of the size: the em box of
 * Japanese fonts reaches from -0.12 to 0.88. */
#define MIDDLE 0.38

/* How much smaller each try is when text is fitted. */
#define SHRINK_STEP 0.96

#define ADVANCE_UNITS 65536.0

struct _EnrShaped
{
  char *text;
  double size;
  gboolean bold;
  double width;
  GSList *items; /* (element-type PangoGlyphItem) */
};

typedef struct
{
  int start;
  int length;
} Piece;

struct _EnrTypeset
{
  const EnrFont *font;
  PangoContext *context;
  PangoContext *fallback; /* the system's fonts; NULL until a character is missing */
  GHashTable *attributes; /* style key -> PangoAttrList */
  GHashTable *shaped;     /* EnrShaped as its own key */
  GHashTable *advances;   /* character and weight -> width, in ADVANCE_UNITS of the size */
  GString *missing;
};

static guint
shaped_hash (gconstpointer data)
{
  const EnrShaped *shaped = data;

  return g_str_hash (shaped->text) * 31 + (guint)(shaped->size * 64) * 2 + (guint)shaped->bold;
}

static gboolean
shaped_equal (gconstpointer a, gconstpointer b)
{
  const EnrShaped *first = a;
  const EnrShaped *second = b;

  return first->size == second->size && first->bold == second->bold
         && strcmp (first->text, second->text) == 0;
}

static void
shaped_free (gpointer data)
{
  EnrShaped *shaped = data;

  g_slist_free_full (shaped->items, (GDestroyNotify)pango_glyph_item_free);
  g_free (shaped->text);
  g_free (shaped);
}

static PangoContext *
context_new (PangoFontMap *map)
{
  PangoContext *context = pango_font_map_create_context (map);
  cairo_font_options_t *options = cairo_font_options_create ();

  /* The same widths on screen, paper and in the PDF: nothing is rounded to a device's pixels. */
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_context_set_language (context, pango_language_from_string ("ja-jp"));
  pango_context_set_base_dir (context, PANGO_DIRECTION_LTR);
  return context;
}

EnrTypeset *
enr_typeset_new (const EnrFont *font)
{
  EnrTypeset *self = g_new0 (EnrTypeset, 1);

  g_return_val_if_fail (font != NULL, NULL);

  self->font = font;
  self->context = context_new (font->map);
  self->attributes = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL,
                                            (GDestroyNotify)pango_attr_list_unref);
  self->shaped = g_hash_table_new_full (shaped_hash, shaped_equal, shaped_free, NULL);
  self->advances = g_hash_table_new (g_direct_hash, g_direct_equal);
  self->missing = g_string_new (NULL);
  return self;
}

void
enr_typeset_free (EnrTypeset *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->shaped);
  g_hash_table_unref (self->advances);
  g_hash_table_unref (self->attributes);
  g_clear_object (&self->fallback);
  g_clear_object (&self->context);
  g_string_free (self->missing, TRUE);
  g_free (self);
}

static PangoFontDescription *
description_new (EnrTypeset *self, double size, gboolean bold)
{
  PangoFontDescription *description = pango_font_description_new ();

  pango_font_description_set_family (description, self->font->family);
  pango_font_description_set_size (description, (int)lround (size * PANGO_SCALE));
  pango_font_description_set_weight (description, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  return description;
}

static PangoAttrList *
get_attributes (EnrTypeset *self, double size, gboolean bold)
{
  gpointer key = GINT_TO_POINTER ((int)lround (size * PANGO_SCALE) * 2 + bold);
  PangoAttrList *list = g_hash_table_lookup (self->attributes, key);
  PangoFontDescription *description;

  if (list != NULL)
    return list;
  list = pango_attr_list_new ();
  description = description_new (self, size, bold);
  pango_attr_list_insert (list, pango_attr_font_desc_new (description));
  pango_font_description_free (description);
  g_hash_table_insert (self->attributes, key, list);
  return list;
}

/* Shapes a part of the text; glyphs that the context's fonts lack are marked in @lacking by byte.
 */
static void
shape_part (EnrShaped *shaped,
            PangoContext *context,
            PangoAttrList *attributes,
            int start,
            int length,
            GByteArray *lacking)
{
  GList *items = pango_itemize (context, shaped->text, start, length, attributes, NULL);

  for (GList *l = items; l != NULL; l = l->next)
    {
      PangoItem *item = l->data;
      PangoGlyphItem *glyph_item = g_slice_new0 (PangoGlyphItem);

      glyph_item->item = item;
      glyph_item->glyphs = pango_glyph_string_new ();
      pango_shape_full (shaped->text + item->offset, item->length, shaped->text, -1,
                        &item->analysis, glyph_item->glyphs);
      shaped->items = g_slist_append (shaped->items, glyph_item);
      for (int i = 0; i < glyph_item->glyphs->num_glyphs; i++)
        if (glyph_item->glyphs->glyphs[i].glyph & PANGO_GLYPH_UNKNOWN_FLAG)
          lacking->data[item->offset + glyph_item->glyphs->log_clusters[i]] = 1;
    }
  g_list_free (items);
}

/* Shapes the text again, character runs that the font lacks from the system's fonts: one odd sign
 * in a note must not change the face of the others, nor embed a second whole font for them. */
static void
shape_with_fallback (EnrTypeset *self,
                     EnrShaped *shaped,
                     PangoAttrList *attributes,
                     const GByteArray *lacking)
{
  g_autoptr (GByteArray) still = g_byte_array_sized_new (lacking->len);
  int length = (int)strlen (shaped->text);
  int start = 0;

  g_byte_array_set_size (still, lacking->len);
  memset (still->data, 0, still->len);
  if (self->fallback == NULL)
    self->fallback = context_new (enr_fonts_get_system_map ());
  g_slist_free_full (g_steal_pointer (&shaped->items), (GDestroyNotify)pango_glyph_item_free);
  while (start < length)
    {
      gboolean lacks = lacking->data[start] != 0;
      int end = start;

      while (end < length && (lacking->data[end] != 0) == lacks)
        end = (int)(g_utf8_next_char (shaped->text + end) - shaped->text);
      shape_part (shaped, lacks ? self->fallback : self->context, attributes, start, end - start,
                  still);
      start = end;
    }
  for (const char *p = shaped->text; *p != '\0'; p = g_utf8_next_char (p))
    if (still->data[p - shaped->text] != 0
        && g_utf8_strchr (self->missing->str, -1, g_utf8_get_char (p)) == NULL)
      g_string_append_unichar (self->missing, g_utf8_get_char (p));
}

static const EnrShaped *
shape (EnrTypeset *self, const char *text, double size, gboolean bold)
{
  EnrShaped key = { (char *)text, size, bold, 0, NULL };
  EnrShaped *shaped = g_hash_table_lookup (self->shaped, &key);
  g_autoptr (GByteArray) lacking = NULL;
  PangoAttrList *attributes;

  if (shaped != NULL)
    return shaped;

  shaped = g_new0 (EnrShaped, 1);
  shaped->text = g_strdup (text);
  shaped->size = size;
  shaped->bold = bold;
  attributes = get_attributes (self, size, bold);
  lacking = g_byte_array_new ();
  g_byte_array_set_size (lacking, (guint)strlen (text) + 1);
  memset (lacking->data, 0, lacking->len);
  shape_part (shaped, self->context, attributes, 0, (int)strlen (text), lacking);
  if (memchr (lacking->data, 1, lacking->len) != NULL)
    shape_with_fallback (self, shaped, attributes, lacking);
  for (GSList *l = shaped->items; l != NULL; l = l->next)
    shaped->width += pango_units_to_double (
        pango_glyph_string_get_width (((PangoGlyphItem *)l->data)->glyphs));
  g_hash_table_add (self->shaped, shaped);
  return shaped;
}

double
enr_typeset_width (EnrTypeset *self, const char *text, double size, gboolean bold)
{
  g_return_val_if_fail (self != NULL && text != NULL, 0);

  return text[0] != '\0' ? shape (self, text, size, bold)->width : 0;
}

double
enr_typeset_advance (EnrTypeset *self, const char *cluster, gsize length, double size, gboolean bold)
{
  gunichar c = g_utf8_get_char (cluster);
  g_autofree char *text = NULL;
  gpointer key = GUINT_TO_POINTER (c * 2 + (guint)(bold != FALSE));
  gpointer units;
  gboolean is_single = (gsize)(g_utf8_next_char (cluster) - cluster) == length;

  if (is_single && g_hash_table_lookup_extended (self->advances, key, NULL, &units))
    return GPOINTER_TO_INT (units) / ADVANCE_UNITS * size;
  text = g_strndup (cluster, length);
  if (!is_single)
    return shape (self, text, size, bold)->width;
  units = GINT_TO_POINTER ((int)lround (shape (self, text, size, bold)->width / size * ADVANCE_UNITS));
  g_hash_table_insert (self->advances, key, units);
  return GPOINTER_TO_INT (units) / ADVANCE_UNITS * size;
}

/* A copy without control characters (a note may have line breaks) and invalid bytes. */
static char *
one_line (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *result = g_string_sized_new (strlen (valid));

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_iscntrl (c) || c == 0x2028 || c == 0x2029)
        c = ' ';
      if (c == ' ' && (result->len == 0 || result->str[result->len - 1] == ' '))
        continue;
      g_string_append_unichar (result, c);
    }
  while (result->len > 0 && result->str[result->len - 1] == ' ')
    g_string_truncate (result, result->len - 1);
  return g_string_free (result, FALSE);
}

/* Plain Japanese or ASCII, the usual case, needs no copy. */
static gboolean
needs_cleaning (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if ((guchar)*p < 0x20 || *p == 0x7f || ((guchar)*p == 0xe2 && (guchar)p[1] == 0x80)
        || (guchar)*p == 0xc2 || (*p == ' ' && (p == text || p[1] == ' ' || p[1] == '\0')))
      return TRUE;
  return !g_utf8_validate (text, -1, NULL);
}

/* Breaks a text into lines of a width at the style's full size. Returns the widest line. */
static double
break_lines (EnrTypeset *self,
             PangoLayout *layout,
             double width,
             PangoWrapMode wrap,
             GArray *pieces)
{
  const char *text = pango_layout_get_text (layout);
  double widest = 0;

  pango_layout_set_width (layout, (int)floor (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, wrap);
  g_array_set_size (pieces, 0);
  for (GSList *l = pango_layout_get_lines_readonly (layout); l != NULL; l = l->next)
    {
      const PangoLayoutLine *line = l->data;
      Piece piece = { line->start_index, line->length };
      PangoRectangle logical;

      while (piece.length > 0 && text[piece.start + piece.length - 1] == ' ')
        piece.length--;
      if (piece.length == 0)
        continue;
      pango_layout_line_get_extents (l->data, NULL, &logical);
      widest = MAX (widest, pango_units_to_double (logical.width));
      g_array_append_val (pieces, piece);
    }
  return widest;
}

static PangoLayout *
layout_new (EnrTypeset *self, const EnrTextStyle *style, const char *text)
{
  PangoLayout *layout = pango_layout_new (self->context);
  PangoFontDescription *description = description_new (self, style->size, style->bold);

  pango_layout_set_font_description (layout, description);
  pango_font_description_free (description);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

static double
minimum_scale (const EnrTextStyle *style)
{
  return style->minimum > 0 && style->minimum < style->size ? style->minimum / style->size : 1.0;
}

double
enr_typeset_height (EnrTypeset *self, const EnrTextStyle *style, double width, const char *text)
{
  g_autofree char *clean = NULL;
  double smallest = minimum_scale (style);
  g_autoptr (PangoLayout) layout = NULL;
  g_autoptr (GArray) pieces = NULL;

  g_return_val_if_fail (self != NULL && style != NULL && text != NULL && width > 0, 0);

  if (needs_cleaning (text))
    text = clean = one_line (text);
  if (text[0] == '\0')
    return 0;
  if (shape (self, text, style->size, style->bold)->width * smallest <= width)
    return style->size * ENR_LINE_HEIGHT;
  layout = layout_new (self, style, text);
  pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  if (break_lines (self, layout, width / smallest, PANGO_WRAP_WORD, pieces) * smallest > width)
    break_lines (self, layout, width / smallest, PANGO_WRAP_WORD_CHAR, pieces);
  return MAX (pieces->len * smallest, 1.0) * style->size * ENR_LINE_HEIGHT;
}

/* Puts shaped lines into the box at a scale; @squeeze is applied to the width only. */
static void
place (EnrTypeset *self,
       const EnrTextStyle *style,
       const EnrRect *box,
       const char *text,
       const GArray *pieces,
       double scale,
       GArray *lines)
{
  double step = style->size * scale * ENR_LINE_HEIGHT;
  double middle = box->y + box->height / 2 - step * (pieces->len - 1) / 2;

  for (guint i = 0; i < pieces->len; i++, middle += step)
    {
      const Piece *piece = &g_array_index (pieces, Piece, i);
      g_autofree char *part = g_strndup (text + piece->start, (gsize)piece->length);
      const EnrShaped *shaped = shape (self, part, style->size, style->bold);
      EnrSetLine line = { shaped, box->x, 0, scale, scale };
      double width = shaped->width * scale;

      if (width > box->width)
        {
          line.scale_x = scale * box->width / width;
          width = box->width;
        }
      if (style->align == ENR_ALIGN_CENTER)
        line.x += (box->width - width) / 2;
      else if (style->align == ENR_ALIGN_RIGHT)
        line.x += box->width - width;
      line.y = middle + style->size * scale * MIDDLE;
      g_array_append_val (lines, line);
    }
}

gboolean
enr_typeset_set_line (EnrTypeset *self,
                      const EnrTextStyle *style,
                      const EnrRect *box,
                      const char *text,
                      EnrSetLine *line)
{
  double width;

  g_return_val_if_fail (self != NULL && style != NULL && box != NULL && text != NULL, FALSE);

  if (text[0] == '\0')
    return FALSE;
  line->shaped = shape (self, text, style->size, style->bold);
  line->scale_x = line->scale_y = 1.0;
  width = line->shaped->width;
  if (width > box->width)
    line->scale_x = box->width / width;
  line->x = box->x;
  if (style->align == ENR_ALIGN_CENTER)
    line->x += MAX (box->width - width, 0) / 2;
  else if (style->align == ENR_ALIGN_RIGHT)
    line->x += MAX (box->width - width, 0);
  line->y = box->y + box->height / 2 + style->size * MIDDLE;
  return TRUE;
}

/* Finds the largest scale at which the text, broken into lines, goes into the box. */
static double
fit_lines (EnrTypeset *self,
           const EnrTextStyle *style,
           const EnrRect *box,
           const char *text,
           GArray *pieces)
{
  g_autoptr (PangoLayout) layout = layout_new (self, style, text);
  double smallest = minimum_scale (style);
  double step = style->size * ENR_LINE_HEIGHT;
  double total = shape (self, text, style->size, style->bold)->width;
  double room;

  /* No larger than what the box could hold if lines had no ragged ends. */
  for (double scale = MIN (1.0, sqrt (box->width * (box->height + 0.001) / (total * step)) * 1.02);
       scale > smallest; scale *= SHRINK_STEP)
    if (break_lines (self, layout, box->width / scale, PANGO_WRAP_WORD, pieces) * scale
            <= box->width + 0.001
        && pieces->len * step * scale <= box->height + 0.001)
      return scale;
  /* At the smallest size words are broken too. */
  if (break_lines (self, layout, box->width / smallest, PANGO_WRAP_WORD_CHAR, pieces) > 0
      && pieces->len * step * smallest <= box->height + 0.001)
    return smallest;
  /* As many lines as there is room for, wider than the box: place() squeezes them. */
  room = MAX (floor (box->height / (step * smallest)), 1.0);
  for (double width = MAX (box->width / smallest, total / room); pieces->len > room; width *= 1.05)
    break_lines (self, layout, width, PANGO_WRAP_WORD_CHAR, pieces);
  return smallest;
}

void
enr_typeset_fit (EnrTypeset *self,
                 const EnrTextStyle *style,
                 const EnrRect *box,
                 const char *text,
                 GArray *lines)
{
  g_autofree char *clean = NULL;
  g_autoptr (GArray) pieces = NULL;
  double tallest;
  double width;
  double scale;
  EnrTextStyle fitted;
  Piece whole = { 0, 0 };

  g_return_if_fail (self != NULL && style != NULL && box != NULL && text != NULL && lines != NULL);

  if (needs_cleaning (text))
    text = clean = one_line (text);
  if (text[0] == '\0' || box->width <= 0 || box->height <= 0)
    return;

  /* A box lower than its text: smaller from the start, whatever the minimum says. */
  fitted = *style;
  tallest = box->height / ENR_LINE_HEIGHT;
  if (fitted.size > tallest)
    {
      fitted.size = floor (tallest * 4) / 4;
      if (fitted.size < 1)
        fitted.size = tallest;
    }

  pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  width = shape (self, text, fitted.size, fitted.bold)->width;
  scale = MIN (1.0, box->width / width);
  /* Two lines of a better size are preferred to a small one, where there is room for them. */
  if (scale >= minimum_scale (&fitted)
      && (scale > 0.85 || box->height < 2 * fitted.size * scale * ENR_LINE_HEIGHT))
    {
      whole.length = (int)strlen (text);
      g_array_append_val (pieces, whole);
    }
  else
    {
      scale = fit_lines (self, &fitted, box, text, pieces);
    }
  place (self, &fitted, box, text, pieces, scale, lines);
}

const char *
enr_typeset_get_missing (const EnrTypeset *self)
{
  g_return_val_if_fail (self != NULL, "");

  return self->missing->str;
}

static void
show (const EnrShaped *shaped, double x, double y, cairo_t *cr)
{
  for (GSList *l = shaped->items; l != NULL; l = l->next)
    {
      PangoGlyphItem *item = l->data;

      cairo_move_to (cr, x, y);
      /* With its text, or a PDF reader gets other characters back for some glyphs. */
      pango_cairo_show_glyph_item (cr, shaped->text, item);
      x += pango_units_to_double (pango_glyph_string_get_width (item->glyphs));
    }
}

void
enr_set_line_draw (const EnrSetLine *self, cairo_t *cr)
{
  if (self->scale_x == 1.0 && self->scale_y == 1.0)
    {
      show (self->shaped, self->x, self->y, cr);
      return;
    }
  cairo_save (cr);
  cairo_translate (cr, self->x, self->y);
  cairo_scale (cr, self->scale_x, self->scale_y);
  show (self->shaped, 0, 0, cr);
  cairo_restore (cr);
}

EnrRect
enr_set_line_ink (const EnrSetLine *self)
{
  double left = G_MAXDOUBLE, top = G_MAXDOUBLE, right = -G_MAXDOUBLE, bottom = -G_MAXDOUBLE;
  double x = 0;

  for (GSList *l = self->shaped->items; l != NULL; l = l->next)
    {
      PangoGlyphItem *item = l->data;
      PangoRectangle ink;

      pango_glyph_string_extents (item->glyphs, item->item->analysis.font, &ink, NULL);
      if (ink.width > 0)
        {
          left = MIN (left, x + pango_units_to_double (ink.x));
          right = MAX (right, x + pango_units_to_double (ink.x + ink.width));
          top = MIN (top, pango_units_to_double (ink.y));
          bottom = MAX (bottom, pango_units_to_double (ink.y + ink.height));
        }
      x += pango_units_to_double (pango_glyph_string_get_width (item->glyphs));
    }
  if (left > right)
    return (EnrRect){ self->x, self->y, 0, 0 };
  return (EnrRect){
    self->x + left * self->scale_x,
    self->y + top * self->scale_y,
    (right - left) * self->scale_x,
    (bottom - top) * self->scale_y,
  };
}

const char *
enr_set_line_get_text (const EnrSetLine *self)
{
  return self->shaped->text;
}

double
enr_set_line_get_size (const EnrSetLine *self)
{
  return self->shaped->size * MIN (self->scale_x, self->scale_y);
}

gboolean
enr_set_line_is_bold (const EnrSetLine *self)
{
  return self->shaped->bold;
}
