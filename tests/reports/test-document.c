/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "reports/document.h"

#include <glib/gstdio.h>
#include <poppler.h>
#include <string.h>

#include "base/clock.h"
#include "reports/daily-register.h"
#include "sample.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PopplerDocument, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PopplerPage, g_object_unref)

static EnrDocument *
document_new (void)
{
  g_autoptr (EnrDay) day = sample_day_new (3, 10);
  g_autoptr (EnrForm) form = sample_form (ENR_FORM_DAILY_REGISTER);
  g_autoptr (GError) error = NULL;
  EnrDocument *document = enr_daily_register_new (day, NULL, form, &error);

  g_assert_no_error (error);
  return document;
}

static void
test_metadata (void)
{
  g_autoptr (EnrDocument) document = document_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = enr_document_to_pdf (document, 1781000000, &error);
  g_autoptr (PopplerDocument) pdf = NULL;
  g_autofree char *title = NULL;
  g_autofree char *author = NULL;
  g_autofree char *creator = NULL;
  PopplerIndexIter *iter;
  double width, height;
  guint n = 0;

  g_assert_no_error (error);
  pdf = poppler_document_new_from_bytes (bytes, NULL, &error);
  g_assert_no_error (error);
  title = poppler_document_get_title (pdf);
  author = poppler_document_get_author (pdf);
  creator = poppler_document_get_creator (pdf);
  g_assert_cmpstr (title, ==, "登降園簿 令和8年6月10日(水)");
  g_assert_cmpstr (title, ==, enr_document_get_title (document));
  g_assert_cmpstr (author, ==, "みどりの丘保育園（架空）");
  g_assert_true (g_str_has_prefix (creator, "Enroku "));
  g_assert_cmpint (poppler_document_get_creation_date (pdf), ==, 1781000000);
  g_assert_cmpint (poppler_document_get_modification_date (pdf), ==, 1781000000);
  g_assert_cmpint (poppler_document_get_n_pages (pdf), ==, 3);
  for (int i = 0; i < 3; i++)
    {
      g_autoptr (PopplerPage) page = poppler_document_get_page (pdf, i);
      g_autofree char *label = NULL;
      static const char *const expected[] = { "ひよこ 1", "りす 1", "うさぎ 1" };

      g_object_get (page, "label", &label, NULL);
      g_assert_cmpstr (label, ==, expected[i]);
      poppler_page_get_size (page, &width, &height);
      g_assert_cmpfloat_with_epsilon (width, 841.89, 0.1);
      g_assert_cmpfloat_with_epsilon (height, 595.28, 0.1);
    }

  iter = poppler_index_iter_new (pdf);
  g_assert_nonnull (iter);
  do
    {
      PopplerAction *action = poppler_index_iter_get_action (iter);
      const EnrOutlineEntry *entry
          = &g_array_index (enr_document_get_outline (document), EnrOutlineEntry, n);

      g_assert_cmpstr (action->any.title, ==, entry->title);
      g_assert_cmpint (action->goto_dest.dest->page_num, ==, (int)entry->page + 1);
      poppler_action_free (action);
      n++;
    }
  while (poppler_index_iter_next (iter));
  poppler_index_iter_free (iter);
  g_assert_cmpuint (n, ==, 3);
}

static void
test_same_bytes (void)
{
  g_autoptr (EnrDocument) first = document_new ();
  g_autoptr (EnrDocument) second = document_new ();
  g_autoptr (GBytes) a = enr_document_to_pdf (first, 1781000000, NULL);
  g_autoptr (GBytes) b = enr_document_to_pdf (second, 1781000000, NULL);
  g_autoptr (GBytes) again = enr_document_to_pdf (first, 1781000000, NULL);
  g_autoptr (GBytes) later = enr_document_to_pdf (first, 1781000001, NULL);

  g_assert_true (g_bytes_equal (a, b));
  g_assert_true (g_bytes_equal (a, again));
  g_assert_false (g_bytes_equal (a, later));
}

static void
test_creation_time (void)
{
  enr_clock_set_fixed (1781000777);
  g_unsetenv ("SOURCE_DATE_EPOCH");
  g_assert_cmpint (enr_document_creation_time (), ==, 1781000777);
  g_setenv ("SOURCE_DATE_EPOCH", "1700000000", TRUE);
  g_assert_cmpint (enr_document_creation_time (), ==, 1700000000);
  g_setenv ("SOURCE_DATE_EPOCH", "yesterday", TRUE);
  g_assert_cmpint (enr_document_creation_time (), ==, 1781000777);
  g_unsetenv ("SOURCE_DATE_EPOCH");
  enr_clock_set_source (NULL, NULL);
}

static void
test_write (void)
{
  g_autoptr (EnrDocument) document = document_new ();
  g_autoptr (GError) error = NULL;
  char *path = sample_pdf_new (document);
  g_autofree char *data = NULL;
  g_autofree char *nowhere = g_build_filename (path, "inside", "a.pdf", NULL);
  gsize length;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  g_assert_true (g_str_has_prefix (data, "%PDF-"));
  g_assert_false (enr_document_write_pdf (document, nowhere, 0, &error));
  g_assert_nonnull (error);
  sample_pdf_free (path);
}

/* The same pages on a screen's surface: something is drawn, and nothing on the margins. */
static void
test_draw (void)
{
  g_autoptr (EnrDocument) document = document_new ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 842, 595);
  cairo_t *cr = cairo_create (surface);
  const guint32 *pixels;
  int stride;
  guint dark = 0;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  enr_document_draw_page (document, 0, cr);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_flush (surface);
  pixels = (const guint32 *)(gpointer)cairo_image_surface_get_data (surface);
  stride = cairo_image_surface_get_stride (surface) / 4;
  for (int y = 0; y < 595; y++)
    for (int x = 0; x < 842; x++)
      {
        gboolean is_dark = (pixels[y * stride + x] & 0xff) < 0x80;

        dark += is_dark;
        g_assert_false (is_dark && (x < 28 || x > 814 || y < 20 || y > 575));
      }
  g_assert_cmpuint (dark, >, 5000);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static gpointer
pdf_thread (gpointer data)
{
  g_autoptr (EnrDocument) document = document_new ();
  GBytes *bytes = NULL;

  for (int i = 0; i < 3; i++)
    {
      g_clear_pointer (&bytes, g_bytes_unref);
      bytes = enr_document_to_pdf (document, 1781000000, NULL);
    }
  return bytes;
}

/* Four threads lay out, draw and free documents at once. */
static void
test_threads (void)
{
  GThread *threads[4];
  g_autoptr (GBytes) expected = pdf_thread (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("pdf", pdf_thread, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autoptr (GBytes) bytes = g_thread_join (threads[i]);

      g_assert_true (g_bytes_equal (bytes, expected));
    }
}

/* Without the program's own faces, another Japanese font of the PC stands in. */
static void
test_stand_in (void)
{
  g_autofree char *data = g_strdup (g_getenv ("ENROKU_DATA_DIR"));
  g_autoptr (GError) error = NULL;
  const EnrFont *font;

  enr_fonts_reset ();
  g_setenv ("ENROKU_DATA_DIR", "/nonexistent", TRUE);
  font = enr_fonts_find (NULL, NULL, &error);
  if (font != NULL)
    g_assert_true (!font->is_private || g_str_has_prefix (ENR_PKGDATA_DIR, "/"));
  else
    g_assert_error (error, ENR_REPORT_ERROR, ENR_REPORT_ERROR_FONT);
  g_setenv ("ENROKU_DATA_DIR", data, TRUE);
  enr_fonts_reset ();
  font = enr_fonts_find (NULL, NULL, NULL);
  g_assert_nonnull (font);
  g_assert_true (font->is_private);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reports/document/metadata", test_metadata);
  g_test_add_func ("/reports/document/same-bytes", test_same_bytes);
  g_test_add_func ("/reports/document/creation-time", test_creation_time);
  g_test_add_func ("/reports/document/write", test_write);
  g_test_add_func ("/reports/document/draw", test_draw);
  g_test_add_func ("/reports/document/threads", test_threads);
  g_test_add_func ("/reports/document/stand-in", test_stand_in);
  return g_test_run ();
}
