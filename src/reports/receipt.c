/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "reports/receipt.h"

#include "base/yen.h"

#define MM(x) ((x) *ENR_POINTS_PER_MM)
#define PAPER_WIDTH MM (210)
#define PAPER_HEIGHT MM (297)
#define LEFT MM (22)
#define RIGHT MM (188)
#define WIDTH (RIGHT - LEFT)
#define HALF (PAPER_HEIGHT / 2)
#define PER_PAGE 2

static void
draw (EnrDrawnPage *page,
      double size,
      gboolean bold,
      EnrAlign align,
      const EnrRect *box,
      const char *text)
{
  EnrTextStyle style = { size, MAX (size * 0.5, 5), bold, align, ENR_INK };

  enr_drawn_page_text (page, &style, box, text);
}

static const char *
method_label (EnrBillMethod method)
{
  switch (method)
    {
    case ENR_BILL_TRANSFER:
      return "口座振替";
    case ENR_BILL_CASH:
      return "現金";
    case ENR_BILL_OTHER:
    default:
      return "その他";
    }
}

static void
draw_reprint (EnrDrawnPage *page, double y)
{
  EnrRect box = { LEFT, y, MM (24), MM (8) };
  EnrTextStyle style = { 12, 8, TRUE, ENR_ALIGN_CENTER, ENR_INK_RED };

  enr_drawn_page_frame (page, &box, 1.2, ENR_INK_RED);
  enr_drawn_page_text (page, &style, &box, "再発行");
}

static void
draw_facility (EnrDrawnPage *page, const EnrFacility *facility, double y)
{
  const double x = LEFT + MM (70);
  g_autofree char *director = g_strdup_printf ("施設長　%s", facility->director);
  g_autofree char *address = g_strdup_printf (
      "%s%s%s%s", facility->postal_code[0] != '\0' ? "〒" : "", facility->postal_code,
      facility->postal_code[0] != '\0' ? " " : "", facility->address);
  g_autofree char *phone = g_strdup_printf ("電話 %s", facility->phone);

  draw (page, 13, TRUE, ENR_ALIGN_RIGHT, &(EnrRect){ x, y, RIGHT - x - MM (22), MM (8) },
        facility->name);
  draw (page, 9, FALSE, ENR_ALIGN_RIGHT, &(EnrRect){ x, y + MM (8), RIGHT - x - MM (22), MM (8) },
        address);
  if (facility->phone[0] != '\0')
    draw (page, 9, FALSE, ENR_ALIGN_RIGHT,
          &(EnrRect){ x, y + MM (16), RIGHT - x - MM (22), MM (5) }, phone);
  if (facility->director[0] != '\0')
    draw (page, 9, FALSE, ENR_ALIGN_RIGHT,
          &(EnrRect){ x, y + MM (21), RIGHT - x - MM (22), MM (5) }, director);
  /* room for the seal */
  {
    EnrRect seal = { RIGHT - MM (20), y + MM (4), MM (18), MM (18) };
    EnrTextStyle style = { 8, 6, FALSE, ENR_ALIGN_CENTER, ENR_INK_FAINT };

    enr_drawn_page_frame (page, &seal, ENR_LINE_HAIR, ENR_INK_FAINT);
    enr_drawn_page_text (page, &style, &seal, "印");
  }
}

static void
draw_receipt (EnrDrawnPage *page, const EnrReceipt *receipt, const EnrFacility *facility, double y)
{
  g_autofree char *number = g_strdup_printf ("No. %06d", receipt->number);
  g_autofree char *day = enr_date_dup_era (receipt->paid_on);
  g_autofree char *to = g_strdup_printf ("%s 様", receipt->to);
  g_autofree char *digits = enr_yen_dup_digits (receipt->amount);
  g_autofree char *amount = g_strdup_printf ("¥ %s －", digits);
  g_autofree char *month = enr_date_dup_era_month (receipt->month);
  g_autofree char *note
      = g_strdup_printf ("但し　%s分 延長保育料として（%s）", month, receipt->children);
  g_autofree char *method = g_strdup_printf ("お支払い方法　%s", method_label (receipt->method));
  EnrRect band = { LEFT, y + MM (48), WIDTH, MM (18) };

  draw (page, 22, TRUE, ENR_ALIGN_CENTER, &(EnrRect){ LEFT, y + MM (12), WIDTH, MM (12) },
        "領　収　書");
  draw (page, 9, FALSE, ENR_ALIGN_RIGHT,
        &(EnrRect){ RIGHT - MM (50), y + MM (12), MM (50), MM (5) }, number);
  draw (page, 9, FALSE, ENR_ALIGN_RIGHT,
        &(EnrRect){ RIGHT - MM (50), y + MM (18), MM (50), MM (5) }, day);
  if (receipt->is_reprint)
    draw_reprint (page, y + MM (13));
  draw (page, 15, FALSE, ENR_ALIGN_LEFT, &(EnrRect){ LEFT, y + MM (30), MM (110), MM (10) }, to);
  enr_drawn_page_line (page, LEFT, y + MM (41), LEFT + MM (112), y + MM (41), ENR_LINE_FINE,
                       ENR_INK);
  enr_drawn_page_fill (page, &band, ENR_TINT_HEADING);
  enr_drawn_page_frame (page, &band, ENR_LINE_FRAME, ENR_INK);
  draw (page, 26, TRUE, ENR_ALIGN_CENTER, &band, amount);
  draw (page, 11, FALSE, ENR_ALIGN_LEFT, &(EnrRect){ LEFT, y + MM (70), WIDTH, MM (7) }, note);
  draw (page, 11, FALSE, ENR_ALIGN_LEFT, &(EnrRect){ LEFT, y + MM (78), WIDTH, MM (7) },
        "上記の金額を領収いたしました。");
  draw (page, 9, FALSE, ENR_ALIGN_LEFT, &(EnrRect){ LEFT, y + MM (86), MM (70), MM (5) }, method);
  draw_facility (page, facility, y + MM (98));
}

static void
draw_cut (EnrDrawnPage *page)
{
  for (double x = MM (8); x < PAPER_WIDTH - MM (8); x += MM (4))
    enr_drawn_page_line (page, x, HALF, x + MM (2), HALF, ENR_LINE_HAIR, ENR_INK_FAINT);
}

EnrDocument *
enr_receipts_new (const GArray *receipts, const EnrFacility *facility, GError **error)
{
  const EnrFont *font;
  EnrDocument *document;
  EnrDrawnPage *page = NULL;

  g_return_val_if_fail (receipts != NULL && receipts->len > 0, NULL);

  font = enr_fonts_find (NULL, NULL, error);
  if (font == NULL)
    return NULL;
  enr_fonts_lock ();
  document = enr_document_new ("領収書", facility->name, PAPER_WIDTH, PAPER_HEIGHT, font);
  for (guint i = 0; i < receipts->len; i++)
    {
      const EnrReceipt *receipt = &g_array_index (receipts, EnrReceipt, i);
      g_autofree char *entry = g_strdup_printf ("No. %06d %s", receipt->number, receipt->children);

      if (i % PER_PAGE == 0)
        {
          page = enr_document_add_page (document);
          enr_document_begin_sheet (document);
          draw_cut (page);
        }
      enr_document_add_outline (document, entry);
      draw_receipt (page, receipt, facility, i % PER_PAGE * HALF);
    }
  enr_fonts_unlock ();
  return document;
}
