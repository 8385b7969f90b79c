/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * One family's statement as PDF, beside the same texts and lines drawn with cairo and pango alone:
 * one PangoLayout that is given every text in turn, in the same fonts. Both make a PDF in memory,
 * side by side in one process, with their fonts loaded before.
 *
 *   bench-statement FILE.db MONTH-FIRST-DAY CHILD ROUNDS FONT.otf...
 *   bench-statement --dump FILE.db MONTH-FIRST-DAY CHILD OUTPUT.txt   (for bare-pdf)
 */
#include <cairo-pdf.h>
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>
#include <stdlib.h>
#include <string.h>

#include "common.h"
#include "month/fee-month.h"
#include "nursery/child.h"
#include "reports/fee-statement.h"

#define FAMILY "Noto Sans CJK JP"

/* What is drawn, taken apart before it is timed. */
typedef struct
{
  char kind; /* P, A, L or T */
  double numbers[4];
  double size; /* of text; the width of a line */
  gboolean bold;
  guint colour;
  char *text;
} Item;

static EnrFeeMonth *
load (const char *path, const char *day, const char *word)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDb) db = enr_db_open (path, ENR_DB_READ_ONLY, &error);
  g_autoptr (EnrChild) child = NULL;
  EnrFeeMonth *month;

  bench_check (db != NULL, path, error);
  child = enr_child_find (db, word, &error);
  bench_check (child != NULL, word, error);
  month = enr_fee_month_load (db, enr_date_parse_iso (day), &child->family_id, &error);
  bench_check (month != NULL, day, error);
  if (g_array_index (month->families, EnrFeeFamily, 0).children->len == 0)
    bench_fail ("%s was not charged in that month", word);
  return month;
}

static EnrDocument *
make (const EnrFeeMonth *month)
{
  g_autoptr (GError) error = NULL;
  EnrDocument *document = enr_fee_statement_new (month, &error);

  bench_check (document != NULL, "statement", error);
  return document;
}

static gsize
ours (const EnrFeeMonth *month)
{
  g_autoptr (EnrDocument) document = make (month);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = enr_document_to_pdf (document, 1774569600, &error);

  bench_check (bytes != NULL, "PDF", error);
  return g_bytes_get_size (bytes);
}

static PangoContext *
context_new (char **fonts)
{
  PangoFontMap *map = pango_cairo_font_map_new_for_font_type (CAIRO_FONT_TYPE_FT);
  FcConfig *config = FcConfigCreate ();
  cairo_font_options_t *options = cairo_font_options_create ();
  PangoContext *context;

  for (guint i = 0; fonts[i] != NULL; i++)
    if (!FcConfigAppFontAddFile (config, (const FcChar8 *) fonts[i]))
      bench_fail ("no font %s", fonts[i]);
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
item_clear (gpointer data)
{
  g_free (((Item *) data)->text);
}

static GArray *
parse (const char *dump)
{
  g_auto (GStrv) lines = g_strsplit (dump, "\n", -1);
  GArray *items = g_array_new (FALSE, TRUE, sizeof (Item));

  g_array_set_clear_func (items, item_clear);
  for (guint i = 0; lines[i] != NULL && lines[i][0] != '\0'; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], "\t", 7);
      guint n = g_strv_length (fields);
      Item item = { .kind = fields[0][0] };

      for (guint k = 0; k < 4 && k + 1 < n; k++)
        item.numbers[k] = g_ascii_strtod (fields[k + 1], NULL);
      if (n > 5)
        item.colour = (guint) g_ascii_strtoull (fields[5], NULL, 16);
      if (item.kind == 'T')
        {
          item.size = item.numbers[2];
          item.bold = fields[4][0] == '1';
          item.text = g_strdup (fields[6]);
        }
      else if (item.kind == 'L')
        item.size = g_ascii_strtod (fields[6], NULL);
      g_array_append_val (items, item);
    }
  return items;
}

static void
draw_text (cairo_t *cr, PangoLayout *layout, const Item *item)
{
  PangoFontDescription *description = pango_font_description_new ();

  pango_font_description_set_family (description, FAMILY);
  pango_font_description_set_size (description, (int) (item->size * PANGO_SCALE));
  if (item->bold)
    pango_font_description_set_weight (description, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description (layout, description);
  pango_font_description_free (description);
  pango_layout_set_text (layout, item->text, -1);
  cairo_move_to (cr, item->numbers[0],
                 item->numbers[1] - pango_units_to_double (pango_layout_get_baseline (layout)));
  pango_cairo_show_layout (cr, layout);
}

static void
draw (cairo_t *cr, PangoLayout *layout, const Item *item)
{
  const double *n = item->numbers;

  cairo_set_source_rgb (cr, ((item->colour >> 16) & 0xff) / 255.0,
                        ((item->colour >> 8) & 0xff) / 255.0, (item->colour & 0xff) / 255.0);
  switch (item->kind)
    {
    case 'A':
      cairo_rectangle (cr, n[0], n[1], n[2], n[3]);
      cairo_fill (cr);
      break;
    case 'L':
      cairo_set_line_width (cr, item->size);
      cairo_move_to (cr, n[0], n[1]);
      cairo_line_to (cr, n[2], n[3]);
      cairo_stroke (cr);
      break;
    case 'T':
    default:
      draw_text (cr, layout, item);
      break;
    }
}

static cairo_status_t
append (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static gsize
bare (PangoContext *context, const GArray *items)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (PangoLayout) layout = pango_layout_new (context);
  const Item *first = &g_array_index (items, Item, 0);
  cairo_surface_t *surface
      = cairo_pdf_surface_create_for_stream (append, bytes, first->numbers[0], first->numbers[1]);
  cairo_t *cr = cairo_create (surface);

  for (guint i = 1; i < items->len; i++)
    {
      const Item *item = &g_array_index (items, Item, i);

      if (item->kind == 'P')
        cairo_show_page (cr);
      else
        draw (cr, layout, item);
    }
  cairo_show_page (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (cairo_surface_status (surface) != CAIRO_STATUS_SUCCESS)
    bench_fail ("cairo: %s", cairo_status_to_string (cairo_surface_status (surface)));
  cairo_surface_destroy (surface);
  return bytes->len;
}

static void
measure (const EnrFeeMonth *month, int rounds, char **fonts)
{
  g_autoptr (EnrDocument) document = make (month);
  g_autofree char *dump = enr_document_dump (document);
  g_autoptr (GArray) items = parse (dump);
  PangoContext *context = context_new (fonts); /* as long as the process, with its fonts */
  g_autoptr (GArray) our_times = bench_list_new ();
  g_autoptr (GArray) bare_times = bench_list_new ();
  g_autofree char *our_text = NULL;
  g_autofree char *bare_text = NULL;
  double ratio;

  for (int i = -2; i < rounds; i++)
    {
      double start = bench_now ();
      double middle, end;

      if (ours (month) == 0)
        bench_fail ("an empty PDF");
      middle = bench_now ();
      if (bare (context, items) == 0)
        bench_fail ("an empty PDF");
      end = bench_now ();
      if (i < 0)
        continue; /* fonts are loaded */
      bench_list_add (our_times, middle - start);
      bench_list_add (bare_times, end - middle);
    }
  ratio = bench_median_ratio (our_times, bare_times);
  our_text = bench_dup_time (bench_median (our_times));
  bare_text = bench_dup_time (bench_median (bare_times));
  bench_row ("one family's statement, PDF", our_text, bare_text, ratio, BENCH_AT_MOST, 2);
}

int
main (int argc, char **argv)
{
  g_autoptr (EnrFeeMonth) month = NULL;

  if (argc == 6 && strcmp (argv[1], "--dump") == 0)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (EnrDocument) document = NULL;
      g_autofree char *dump = NULL;

      month = load (argv[2], argv[3], argv[4]);
      document = make (month);
      dump = enr_document_dump (document);
      bench_check (g_file_set_contents (argv[5], dump, -1, &error), argv[5], error);
      return 0;
    }
  if (argc < 6 || atoi (argv[4]) < 1)
    bench_fail ("usage: bench-statement FILE.db MONTH-FIRST-DAY CHILD ROUNDS FONT.otf...");
  month = load (argv[1], argv[2], argv[3]);
  measure (month, atoi (argv[4]), argv + 5);
  return 0;
}
