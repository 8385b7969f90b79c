/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "reports/attendance-book.h"

#include <string.h>

#include "sample.h"

#define MAX_BYTES 120000

static EnrDocument *
lay_out (const EnrMonth *month, const char *from, const char *to)
{
  g_autoptr (EnrForm) form = sample_form_with (ENR_FORM_ATTENDANCE_BOOK, from, to);
  g_autoptr (GError) error = NULL;
  EnrDocument *document = enr_attendance_book_new (month, NULL, form, &error);

  g_assert_no_error (error);
  return document;
}

static char *
dup_text (EnrDocument *document)
{
  char *path = sample_pdf_new (document);
  char *text = sample_run ("pdftotext", "-layout", path, TRUE);

  sample_pdf_free (path);
  return text;
}

static void
assert_names (const EnrMonth *month, const char *text)
{
  for (guint i = 0; i < month->children->len; i++)
    {
      const EnrMonthChild *child = &g_array_index (month->children, EnrMonthChild, i);

      if (strstr (text, child->name) == NULL || strstr (text, child->kana) == NULL)
        g_error ("%s %s is not in the PDF", child->name, child->kana);
    }
}

static guint
count (const char *text, const char *part)
{
  guint n = 0;

  for (const char *p = strstr (text, part); p != NULL; p = strstr (p + strlen (part), part))
    n++;
  return n;
}

static void
test_whole (void)
{
  g_autoptr (EnrMonth) month = sample_month_new (6, 20);
  g_autoptr (EnrDocument) document = lay_out (month, "", "");
  g_autoptr (EnrDocument) again = lay_out (month, "", "");
  g_autoptr (GBytes) bytes = enr_document_to_pdf (document, 1781000000, NULL);
  g_autoptr (GBytes) same = enr_document_to_pdf (again, 1781000000, NULL);
  g_autofree char *text = dup_text (document);
  guint present = 0;
  static const char *const wanted[] = {
    "出席簿",
    "令和8年6月分",
    "みどりの丘保育園（架空）",
    "園長",
    "開所日数 25日",
    "在籍 20名",
    "延べ人数",
    "出席率",
    "出席人数",
    "欠席人数",
    "病 病欠",
    "停 出席停止",
    "13日 職員研修のため休園",
    "1 / 6",
    "ぞう",
    "髙橋",
    "𠮷野",
    "山﨑",
  };

  g_assert_cmpuint (enr_document_get_n_pages (document), ==, 6);
  g_assert_cmpuint (enr_document_get_outline (document)->len, ==, 6);
  g_assert_cmpuint (g_bytes_get_size (bytes), <, MAX_BYTES);
  g_assert_true (g_bytes_equal (bytes, same));
  assert_names (month, text);
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    if (!sample_contains (text, wanted[i]))
      g_error ("“%s” is not in the PDF", wanted[i]);

  /* A sign for every child and day, and one in the legend of each page. */
  for (guint i = 0; i < month->children->len; i++)
    present += g_array_index (month->children, EnrMonthChild, i).totals.present;
  g_assert_cmpuint (count (text, "○"), ==, present + 6);
  sample_check_boxes (document);
}

/* Every number of children in a class: all are there, in their cells, on as few pages as may be. */
static void
test_page_break (void)
{
  for (guint n = 18; n < 60; n += 1)
    {
      g_autoptr (EnrMonth) month = sample_month_new (1, n);
      g_autoptr (EnrDocument) document = lay_out (month, "", "");
      g_autofree char *dump = enr_document_dump (document);

      guint pages = enr_document_get_n_pages (document);

      g_assert_cmpuint (pages, ==, n <= 27 ? 1 : n <= 42 ? 2 : 3);
      for (guint i = 0; i < n; i++)
        g_assert_nonnull (strstr (dump, g_array_index (month->children, EnrMonthChild, i).name));
      g_assert_cmpuint (count (dump, "出席人数"), ==, 1);
      sample_check_boxes (document);
    }
}

static void
test_empty (void)
{
  g_autoptr (EnrMonth) month = sample_month_new (2, 0);
  g_autoptr (EnrDocument) document = lay_out (month, "", "");
  g_autofree char *text = dup_text (document);

  g_assert_cmpuint (enr_document_get_n_pages (document), ==, 1);
  g_assert_true (sample_contains (text, "この月に在籍している園児はいません。"));
}

static void
test_many (void)
{
  g_autoptr (EnrMonth) month = sample_month_new (20, 20);
  g_autoptr (EnrDocument) document = lay_out (month, "", "");
  g_autofree char *text = dup_text (document);

  g_assert_cmpuint (enr_document_get_n_pages (document), ==, 20);
  assert_names (month, text);
}

/* The form's own signs, for states and for kinds of absence. */
static void
test_symbols (void)
{
  g_autoptr (EnrMonth) month = sample_month_new (1, 10);
  g_autoptr (EnrDocument) document
      = lay_out (month, "<symbol state=\"present\" text=\"○\"/>",
                 "<symbol state=\"present\" text=\"レ\"/><symbol absence=\"sick\" text=\"×\"/>"
                 "<symbol state=\"not-enrolled\" text=\"外\"/>");
  g_autofree char *text = dup_text (document);

  g_assert_cmpuint (count (text, "○"), ==, 0);
  g_assert_cmpuint (count (text, "レ"), >, 100);
  g_assert_true (sample_contains (text, "× 病欠"));
}

/* February: the 29th to 31st are no days. */
static void
test_short_month (void)
{
  g_autoptr (EnrMonth) month = sample_month_new (1, 5);
  g_autoptr (EnrDocument) document = NULL;
  const EnrDrawnPage *page;
  guint days = 0;

  month->first = enr_date_new (2026, 2, 1);
  month->n_days = 28;
  document = lay_out (month, "", "");
  page = enr_document_get_page (document, 0);
  for (guint i = 0; i < enr_drawn_page_count_texts (page); i++)
    {
      const char *text = enr_drawn_page_get_text (page, i, NULL, NULL, NULL);

      g_assert_cmpstr (text, !=, "29");
      days += strcmp (text, "28") == 0;
    }
  g_assert_cmpuint (days, ==, 1);
}

/* Minutes and yen of two children and the sum of both; without charges the columns are empty. */
static void
test_extended (void)
{
  g_autoptr (EnrMonth) month = sample_month_new (1, 5);
  g_autoptr (EnrCareMonth) care = g_new0 (EnrCareMonth, 1);
  g_autoptr (EnrForm) form = sample_form_with (
      ENR_FORM_ATTENDANCE_BOOK, "<column field=\"late\" heading=\"遅刻\" width=\"7\"/>",
      "<column field=\"extended-minutes\" heading=\"延長 (分)\" width=\"10\" align=\"right\"/>"
      "<column field=\"extended-amount\" heading=\"延長料 (円)\" width=\"14\" align=\"right\"/>");
  g_autoptr (EnrDocument) document = NULL;
  g_autoptr (EnrDocument) empty = NULL;
  g_autofree char *text = NULL;
  g_autofree char *empty_text = NULL;
  g_autoptr (GError) error = NULL;
  static const struct
  {
    guint child;
    int day;
    EnrChargeKind kind;
    int minutes;
    int amount;
  } charges[] = {
    { 0, 3, ENR_CHARGE_DAY, 137, 1200 },
    { 0, 4, ENR_CHARGE_DAY, 300, 3010 },
    { 2, 1, ENR_CHARGE_MONTH, 0, 5500 },
  };

  care->strings = g_string_chunk_new (16);
  care->charges = g_array_new (FALSE, FALSE, sizeof (EnrCharge));
  for (guint i = 0; i < 5; i++)
    g_array_index (month->children, EnrMonthChild, i).child_id = enr_uuid_new ();
  for (guint i = 0; i < G_N_ELEMENTS (charges); i++)
    {
      EnrCharge charge = {
        .child_id
        = g_array_index (month->children, EnrMonthChild, charges[i].child).child_id,
        .day = month->first + charges[i].day - 1,
        .kind = charges[i].kind,
        .minutes = charges[i].minutes,
        .amount = charges[i].amount,
      };

      g_array_append_val (care->charges, charge);
    }
  document = enr_attendance_book_new (month, care, form, &error);
  g_assert_no_error (error);
  text = dup_text (document);
  g_assert_true (sample_contains (text, "延長料"));
  g_assert_true (sample_contains (text, "4,210"));
  g_assert_true (sample_contains (text, "5,500"));
  g_assert_true (sample_contains (text, "9,710"));
  g_assert_cmpuint (count (text, "437"), ==, 2); /* the child's and the class's */
  sample_check_boxes (document);

  empty = enr_attendance_book_new (month, NULL, form, &error);
  g_assert_no_error (error);
  empty_text = dup_text (empty);
  g_assert_true (sample_contains (empty_text, "延長料"));
  g_assert_false (sample_contains (empty_text, "437"));
}

static void
test_long_names (void)
{
  g_autoptr (EnrMonth) month = sample_month_new (1, 4);
  g_autoptr (EnrDocument) document = NULL;
  EnrMonthChild *child = &g_array_index (month->children, EnrMonthChild, 1);

  child->name = "勘解由小路左衛門三郎長宗我部伊集院武者小路東三条西四辻綾小路";
  child->kana = "かでのこうじさえもんさぶろうちょうそかべいじゅういんむしゃのこうじ";
  month->facility_name
      = "社会福祉法人みどりの丘福祉会幼保連携型認定こども園みどりの丘第二保育園分園";
  document = lay_out (month, "", "");
  sample_check_boxes (document);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reports/attendance-book/whole", test_whole);
  g_test_add_func ("/reports/attendance-book/page-break", test_page_break);
  g_test_add_func ("/reports/attendance-book/empty", test_empty);
  g_test_add_func ("/reports/attendance-book/many", test_many);
  g_test_add_func ("/reports/attendance-book/symbols", test_symbols);
  g_test_add_func ("/reports/attendance-book/short-month", test_short_month);
  g_test_add_func ("/reports/attendance-book/extended", test_extended);
  g_test_add_func ("/reports/attendance-book/long-names", test_long_names);
  return g_test_run ();
}
