/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What a PDF of a register costs with cairo and pango alone: no form, no data, no layout, one
 * PangoLayout that is given every text in turn. It draws what `sample-papers KIND LIST.txt` wrote
 * (each text where the real program has put it, every line and area) with the same prepared fonts.
 *
 *   bare-pdf LIST.txt OUTPUT.pdf FONT.otf...
 */
#include <cairo-pdf.h>
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>
#include <stdlib.h>

#define FAMILY "Noto Sans CJK JP"

static PangoContext *
context_new (char **fonts)
{
  PangoFontMap *map = pango_cairo_font_map_new_for_font_type (CAIRO_FONT_TYPE_FT);
  FcConfig *config = FcConfigCreate ();
  PangoContext *context;
  cairo_font_options_t *options = cairo_font_options_create ();

  for (guint i = 0; fonts[i] != NULL; i++)
    if (!FcConfigAppFontAddFile (config, (const FcChar8 *)fonts[i]))
      g_error ("no font %s", fonts[i]);
  pango_fc_font_map_set_config (PANGO_FC_FONT_MAP (map), config);
  pango_cairo_font_map_set_resolution (PANGO_CAIRO_FONT_MAP (map), 72.0);
  context = pango_font_map_create_context (map);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  return context;
}

static void
set_colour (cairo_t *cr, const char *hex)
{
  guint64 colour = g_ascii_strtoull (hex, NULL, 16);

  cairo_set_source_rgb (cr, ((colour >> 16) & 0xff) / 255.0, ((colour >> 8) & 0xff) / 255.0,
                        (colour & 0xff) / 255.0);
}

static double
number (char **fields, guint index)
{
  return g_ascii_strtod (fields[index], NULL);
}

static void
draw (cairo_t *cr, PangoLayout *layout, char **fields)
{
  PangoFontDescription *description;

  switch (fields[0][0])
    {
    case 'A':
      set_colour (cr, fields[5]);
      cairo_rectangle (cr, number (fields, 1), number (fields, 2), number (fields, 3),
                       number (fields, 4));
      cairo_fill (cr);
      break;
    case 'L':
      set_colour (cr, fields[5]);
      cairo_set_line_width (cr, number (fields, 6));
      cairo_move_to (cr, number (fields, 1), number (fields, 2));
      cairo_line_to (cr, number (fields, 3), number (fields, 4));
      cairo_stroke (cr);
      break;
    case 'T':
      set_colour (cr, fields[5]);
      description = pango_font_description_new ();
      pango_font_description_set_family (description, FAMILY);
      pango_font_description_set_size (description, (int)(number (fields, 3) * PANGO_SCALE));
      if (fields[4][0] == '1')
        pango_font_description_set_weight (description, PANGO_WEIGHT_BOLD);
      pango_layout_set_font_description (layout, description);
      pango_font_description_free (description);
      pango_layout_set_text (layout, fields[6], -1);
      cairo_move_to (cr, number (fields, 1),
                     number (fields, 2)
                         - pango_units_to_double (pango_layout_get_baseline (layout)));
      pango_cairo_show_layout (cr, layout);
      break;
    default:
      g_error ("what is %s?", fields[0]);
    }
}

int
main (int argc, char **argv)
{
  g_autofree char *list = NULL;
  g_auto (GStrv) lines = NULL;
  cairo_surface_t *surface = NULL;
  cairo_t *cr = NULL;
  PangoLayout *layout;

  if (argc < 4 || !g_file_get_contents (argv[1], &list, NULL, NULL))
    {
      g_printerr ("usage: bare-pdf LIST.txt OUTPUT.pdf FONT.otf...\n");
      return 2;
    }
  layout = pango_layout_new (context_new (argv + 3));
  lines = g_strsplit (list, "\n", -1);
  for (guint i = 0; lines[i] != NULL && lines[i][0] != '\0'; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], "\t", 7);

      if (fields[0][0] != 'P')
        {
          draw (cr, layout, fields);
        }
      else if (surface == NULL)
        {
          surface = cairo_pdf_surface_create (argv[2], number (fields, 1), number (fields, 2));
          cr = cairo_create (surface);
        }
      else
        {
          cairo_show_page (cr);
        }
    }
  cairo_show_page (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (cairo_surface_status (surface) != CAIRO_STATUS_SUCCESS)
    return 1;
  cairo_surface_destroy (surface);
  return 0;
}
