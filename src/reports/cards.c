/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "reports/cards.h"

#include <glib/gi18n-lib.h>
#include <qrencode.h>
#include <string.h>

#define MM(x) ((x)*ENR_POINTS_PER_MM)
#define PAPER_WIDTH MM (210)
#define PAPER_HEIGHT MM (297)
#define CARD_WIDTH MM (91)
#define CARD_HEIGHT MM (55)
#define COLUMNS 2
#define ROWS 5
#define PER_PAGE (COLUMNS * ROWS)
#define LEFT ((PAPER_WIDTH - COLUMNS * CARD_WIDTH) / 2)
#define TOP ((PAPER_HEIGHT - ROWS * CARD_HEIGHT) / 2)
#define MARK MM (4)
#define PADDING MM (5)
#define STRIPE MM (2.5)
#define QR_SIZE MM (36)
/* The white border that readers need, in modules. */
#define QUIET 4

static guint32
parse_colour (const char *text)
{
  guint64 value;

  if (text != NULL && text[0] == '#' && strlen (text) == 7
      && g_ascii_string_to_unsigned (text + 1, 16, 0, 0xffffff, &value, NULL))
    return (guint32)value;
  return ENR_INK_FAINT;
}

/* Short lines outside of the cards, so that no line is left on a card cut a little off. */
static void
draw_marks (EnrDrawnPage *page)
{
  double right = LEFT + COLUMNS * CARD_WIDTH;
  double bottom = TOP + ROWS * CARD_HEIGHT;

  for (int i = 0; i <= COLUMNS; i++)
    {
      double x = LEFT + i * CARD_WIDTH;

      enr_drawn_page_line (page, x, TOP - MARK - MM (1), x, TOP - MM (1), ENR_LINE_HAIR, ENR_INK_SOFT);
      enr_drawn_page_line (page, x, bottom + MM (1), x, bottom + MM (1) + MARK, ENR_LINE_HAIR,
                     ENR_INK_SOFT);
    }
  for (int i = 0; i <= ROWS; i++)
    {
      double y = TOP + i * CARD_HEIGHT;

      enr_drawn_page_line (page, LEFT - MARK - MM (1), y, LEFT - MM (1), y, ENR_LINE_HAIR, ENR_INK_SOFT);
      enr_drawn_page_line (page, right + MM (1), y, right + MM (1) + MARK, y, ENR_LINE_HAIR,
                     ENR_INK_SOFT);
    }
  /* Where four cards meet, a small cross. */
  for (int row = 1; row < ROWS; row++)
    {
      double x = LEFT + CARD_WIDTH;
      double y = TOP + row * CARD_HEIGHT;

      enr_drawn_page_line (page, x - MM (1), y, x + MM (1), y, ENR_LINE_HAIR, ENR_INK_FAINT);
      enr_drawn_page_line (page, x, y - MM (1), x, y + MM (1), ENR_LINE_HAIR, ENR_INK_FAINT);
    }
}

static void
draw_code (EnrDrawnPage *page, const QRcode *code, const EnrRect *box)
{
  double module = box->width / (code->width + 2 * QUIET);

  for (int y = 0; y < code->width; y++)
    for (int x = 0, end; x < code->width; x = end)
      {
        gboolean is_black = code->data[y * code->width + x] & 1;
        EnrRect run = { box->x + (QUIET + x) * module, box->y + (QUIET + y) * module, 0, module };

        for (end = x;
             end < code->width && ((code->data[y * code->width + end] & 1) != 0) == is_black;)
          end++;
        run.width = (end - x) * module;
        if (is_black)
          enr_drawn_page_fill (page, &run, 0x000000);
      }
}

static void
draw_card (EnrDrawnPage *page,
           const EnrCardFace *face,
           const QRcode *code,
           const char *facility_name,
           double x,
           double y)
{
  EnrRect stripe = { x + MM (3), y + MM (4), STRIPE, CARD_HEIGHT - MM (8) };
  EnrRect qr = { x + CARD_WIDTH - QR_SIZE - MM (4), y + (CARD_HEIGHT - QR_SIZE) / 2 - MM (2),
                 QR_SIZE, QR_SIZE };
  double left = stripe.x + STRIPE + MM (3.5);
  double width = qr.x - left - MM (0.5);
  EnrTextStyle class_style = { 11, 6, FALSE, ENR_ALIGN_LEFT, ENR_INK };
  EnrTextStyle kana_style = { 8, 5, FALSE, ENR_ALIGN_LEFT, ENR_INK_SOFT };
  EnrTextStyle name_style = { 17, 10, TRUE, ENR_ALIGN_LEFT, ENR_INK };
  EnrTextStyle small_style = { 7, 5, FALSE, ENR_ALIGN_LEFT, ENR_INK_SOFT };
  EnrTextStyle end_style = { 6, 5, FALSE, ENR_ALIGN_CENTER, ENR_INK_SOFT };
  EnrRect class_box = { left, y + MM (6), width, MM (6) };
  EnrRect kana_box = { left, y + MM (16), width, MM (4) };
  EnrRect name_box = { left, y + MM (20), width, MM (15) };
  EnrRect title_box = { left, y + CARD_HEIGHT - MM (13), width, MM (3.5) };
  EnrRect facility_box = { left, y + CARD_HEIGHT - MM (9.5), width, MM (4.5) };
  EnrRect end_box = { qr.x, qr.y + qr.height - MM (1), qr.width, MM (3.5) };
  glong length = g_utf8_strlen (face->token, -1);
  g_autofree char *end = NULL;

  /* The last signs, so that an office can tell two cards of one child apart. */
  end = g_strdup_printf ("…%s", g_utf8_offset_to_pointer (face->token, length - MIN (length, 4)));
  enr_drawn_page_fill (page, &stripe, parse_colour (face->colour));
  enr_drawn_page_text (page, &class_style, &class_box, face->class_name);
  enr_drawn_page_text (page, &kana_style, &kana_box, face->kana);
  enr_drawn_page_text (page, &name_style, &name_box, face->name);
  enr_drawn_page_text (page, &small_style, &title_box, "登降園カード");
  enr_drawn_page_text (page, &small_style, &facility_box, facility_name);
  draw_code (page, code, &qr);
  enr_drawn_page_text (page, &end_style, &end_box, end);
}

/* The codes of all cards, before anything is drawn. */
static GPtrArray *
encode (const EnrCardFace *faces, guint n_faces, GError **error)
{
  g_autoptr (GPtrArray) codes
      = g_ptr_array_new_with_free_func ((GDestroyNotify)(void (*) (void))QRcode_free);

  for (guint i = 0; i < n_faces; i++)
    {
      QRcode *code;

      if (faces[i].token == NULL || faces[i].token[0] == '\0')
        {
          g_set_error (error, ENR_REPORT_ERROR, ENR_REPORT_ERROR_EMPTY,
                       /* Translators: a place in the list of cards, from 1. */
                       _ ("Card %u has no number, so it cannot be printed."), i + 1);
          return NULL;
        }
      code = QRcode_encodeString (faces[i].token, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
      if (code == NULL)
        {
          g_set_error (error, ENR_REPORT_ERROR, ENR_REPORT_ERROR_WRITE,
                       /* Translators: a place in the list of cards, from 1. */
                       _ ("The number of card %u does not go into a QR code."), i + 1);
          return NULL;
        }
      g_ptr_array_add (codes, code);
    }
  return g_steal_pointer (&codes);
}

EnrDocument *
enr_cards_new (const EnrCardFace *faces, guint n_faces, const char *facility_name, GError **error)
{
  g_autoptr (GPtrArray) codes = NULL;
  const EnrFont *font;
  EnrDocument *document;
  EnrDrawnPage *page = NULL;
  const char *class_name = NULL;

  g_return_val_if_fail (facility_name != NULL, NULL);

  if (n_faces == 0)
    {
      g_set_error (error, ENR_REPORT_ERROR, ENR_REPORT_ERROR_EMPTY,
                   _ ("There are no cards to print."));
      return NULL;
    }
  g_return_val_if_fail (faces != NULL, NULL);
  codes = encode (faces, n_faces, error);
  if (codes == NULL)
    return NULL;
  font = enr_fonts_find (NULL, NULL, error);
  if (font == NULL)
    return NULL;

  enr_fonts_lock ();
  document = enr_document_new ("登降園カード", facility_name, PAPER_WIDTH, PAPER_HEIGHT, font);
  for (guint i = 0; i < n_faces; i++)
    {
      guint place = i % PER_PAGE;

      if (place == 0)
        {
          page = enr_document_add_page (document);
          enr_document_begin_sheet (document);
          draw_marks (page);
        }
      draw_card (page, &faces[i], g_ptr_array_index (codes, i), facility_name,
                 LEFT + (place % COLUMNS) * CARD_WIDTH, TOP + (place / COLUMNS) * CARD_HEIGHT);
      if (g_strcmp0 (class_name, faces[i].class_name) != 0)
        {
          class_name = faces[i].class_name;
          enr_document_add_outline (document, class_name);
        }
    }
  enr_fonts_unlock ();
  return document;
}
