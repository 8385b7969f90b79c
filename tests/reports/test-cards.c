/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "reports/cards.h"

#include <qrencode.h>
#include <string.h>

#include "sample.h"

#define N 23

static EnrDocument *
lay_out (guint n, GError **error)
{
  static char tokens[N][32];
  EnrCardFace faces[N];

  for (guint i = 0; i < N; i++)
    {
      g_snprintf (tokens[i], sizeof tokens[i], "EQ7K3M9X2TW8R4H5N1P%05u", 10000 + i * 37);
      faces[i] = (EnrCardFace){ "𠮷野 朝陽", "よしの あさひ", i < 10 ? "ひよこ" : "りす",
                                i < 10 ? "#f2b705" : "", tokens[i] };
    }
  return enr_cards_new (faces, n, "みどりの丘保育園（架空）", error);
}

static void
test_sheet (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDocument) document = lay_out (N, &error);
  char *path;
  g_autofree char *text = NULL;
  double width, height;

  g_assert_no_error (error);
  path = sample_pdf_new (document);
  text = sample_run ("pdftotext", "-layout", path, TRUE);
  sample_pdf_free (path);
  g_assert_cmpuint (enr_document_get_n_pages (document), ==, 3);
  g_assert_cmpuint (enr_document_get_outline (document)->len, ==, 2);
  enr_document_get_page_size (document, &width, &height);
  g_assert_cmpfloat (width, <, height);
  g_assert_nonnull (strstr (text, "𠮷野 朝陽"));
  g_assert_nonnull (strstr (text, "みどりの丘保育園"));
  /* The token itself is nowhere in words, only its last signs. */
  g_assert_null (strstr (text, "EQ7K3M9X2T"));
  sample_check_boxes (document);
}

/* The drawn modules of the first card are those of its token, and of nothing else. */
static void
test_code (void)
{
  const double mm = ENR_POINTS_PER_MM;
  const double zoom = 4;
  g_autoptr (EnrDocument) document = lay_out (1, NULL);
  QRcode *code = QRcode_encodeString ("EQ7K3M9X2TW8R4H5N1P10000", 0, QR_ECLEVEL_M, QR_MODE_8, 1);
  cairo_surface_t *surface
      = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int)(595 * zoom), (int)(842 * zoom));
  cairo_t *cr = cairo_create (surface);
  double module = 36 * mm / (code->width + 8);
  double left = (14 + 91 - 36 - 4) * mm + 4 * module;
  double top = (11 + (55 - 36) / 2.0 - 2) * mm + 4 * module;
  const guint32 *pixels;
  int stride;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, zoom, zoom);
  enr_document_draw_page (document, 0, cr);
  cairo_surface_flush (surface);
  pixels = (const guint32 *)(gpointer)cairo_image_surface_get_data (surface);
  stride = cairo_image_surface_get_stride (surface) / 4;
  for (int y = 0; y < code->width; y++)
    for (int x = 0; x < code->width; x++)
      {
        int px = (int)((left + (x + 0.5) * module) * zoom);
        int py = (int)((top + (y + 0.5) * module) * zoom);
        gboolean is_black = (pixels[py * stride + px] & 0xff) < 0x80;

        g_assert_true (is_black == ((code->data[y * code->width + x] & 1) != 0));
      }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  QRcode_free (code);
}

static void
test_refused (void)
{
  const EnrCardFace empty = { "a", "", "", "", "" };
  g_autofree char *endless = g_strnfill (5000, 'x');
  const EnrCardFace long_token = { "a", "", "", "", endless };
  g_autoptr (GError) error = NULL;

  g_assert_null (enr_cards_new (NULL, 0, "園", &error));
  g_assert_error (error, ENR_REPORT_ERROR, ENR_REPORT_ERROR_EMPTY);
  g_clear_error (&error);
  g_assert_null (enr_cards_new (&empty, 1, "園", &error));
  g_assert_error (error, ENR_REPORT_ERROR, ENR_REPORT_ERROR_EMPTY);
  g_clear_error (&error);
  g_assert_null (enr_cards_new (&long_token, 1, "園", &error));
  g_assert_error (error, ENR_REPORT_ERROR, ENR_REPORT_ERROR_WRITE);
}

static void
test_long_names (void)
{
  const EnrCardFace face = {
    "勘解由小路左衛門三郎長宗我部伊集院武者小路東三条西四辻綾小路",
    "かでのこうじさえもんさぶろうちょうそかべいじゅういんむしゃのこうじ",
    "にじいろのたまごぐみ（異年齢）",
    "#zzzzzz",
    "E1",
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDocument) document = enr_cards_new (
      &face, 1, "社会福祉法人みどりの丘福祉会幼保連携型認定こども園みどりの丘第二保育園", &error);

  g_assert_no_error (error);
  sample_check_boxes (document);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reports/cards/sheet", test_sheet);
  g_test_add_func ("/reports/cards/code", test_code);
  g_test_add_func ("/reports/cards/refused", test_refused);
  g_test_add_func ("/reports/cards/long-names", test_long_names);
  return g_test_run ();
}
