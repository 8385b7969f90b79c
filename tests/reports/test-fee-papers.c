/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Statements, lists and receipts from a real file: every charge is there with its working, sums are
 * those of the rows, and nothing leaves its box.
 */
#include "config.h"

#include <string.h>

#include "../month/closed-may.h"
#include "base/yen.h"
#include "fees/decision.h"
#include "month/fee-month.h"
#include "nursery/family.h"
#include "reports/fee-list.h"
#include "reports/fee-statement.h"
#include "reports/receipt.h"
#include "sample.h"

static EnrFeeMonth *
load (ClosedMay *fixture, const EnrUuid *family)
{
  g_autoptr (GError) error = NULL;
  EnrFeeMonth *month = enr_fee_month_load (fixture->nursery->db, fixture->may, family, &error);

  g_assert_no_error (error);
  return month;
}

static EnrDocument *
statement (const EnrFeeMonth *month)
{
  g_autoptr (GError) error = NULL;
  EnrDocument *document = enr_fee_statement_new (month, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (enr_document_get_missing_characters (document), ==, "");
  sample_check_boxes (document);
  return document;
}

/* The document's text as it is drawn, without a PDF in between; lines that were broken are one
 * again. */
static char *
dup_text (EnrDocument *document)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < enr_document_get_n_pages (document); i++)
    {
      const EnrDrawnPage *page = enr_document_get_page (document, i);

      for (guint k = 0; k < enr_drawn_page_count_texts (page); k++)
        g_string_append (text, enr_drawn_page_get_text (page, k, NULL, NULL, NULL));
    }
  return g_string_free (text, FALSE);
}

static void
assert_has (EnrDocument *document, const char *part, gboolean has)
{
  g_autofree char *text = dup_text (document);

  if (sample_contains (text, part) != has)
    g_error ("“%s” is%s in:\n%s", part, has ? " not" : "", text);
}

/* How often a text stands by itself. */
static guint
count_texts (EnrDocument *document, const char *wanted)
{
  guint n = 0;

  for (guint i = 0; i < enr_document_get_n_pages (document); i++)
    {
      const EnrDrawnPage *page = enr_document_get_page (document, i);

      for (guint k = 0; k < enr_drawn_page_count_texts (page); k++)
        n += g_str_equal (enr_drawn_page_get_text (page, k, NULL, NULL, NULL), wanted);
    }
  return n;
}

static void
test_draft (ClosedMay *fixture, gconstpointer data)
{
  g_autoptr (EnrFeeMonth) month = load (fixture, NULL);
  g_autoptr (EnrDocument) document = statement (month);
  const GArray *outline = enr_document_get_outline (document);

  g_assert_cmpuint (enr_document_get_n_pages (document), ==, 3);
  g_assert_cmpuint (outline->len, ==, 3);
  g_assert_cmpstr (g_array_index (outline, EnrOutlineEntry, 0).title, ==, "青木 第1子");
  assert_has (document, "仮", TRUE);
  assert_has (document, "令和8年5月分", TRUE);
  assert_has (document, "1日(金)", TRUE);
  assert_has (document, "18:21－（18:00＋猶予5分）＝16分、15分×2単位、200円", TRUE);
  assert_has (document, "石橋 第2子 保護者様", TRUE);
}

static void
test_closed (ClosedMay *fixture, gconstpointer data)
{
  g_autoptr (EnrFeeMonth) month = NULL;
  g_autoptr (EnrDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  EnrUuid family = closed_may_family (fixture, 0);
  EnrContact contact = { .family_id = family,
                         .name = (char *) "青木 太郎",
                         .relation = (char *) "父",
                         .is_guardian = TRUE };
  EnrBill bill;

  enr_contact_save (fixture->nursery->db, &fixture->nursery->actor, &contact, &error);
  enr_family_set_address (
      fixture->nursery->db, &fixture->nursery->actor, &family, "880-0001",
      "宮崎県宮崎市架空町1-2-3 とても長い名前の集合住宅こもれびハイツ第二別館 305号室", &error);
  g_assert_no_error (error);
  closed_may_add_account (fixture, 0);
  closed_may_close (fixture, NULL);
  /* What happened since does not show. */
  closed_may_was_here (fixture, 0, 1, 19 * 60);
  month = load (fixture, &family);
  document = statement (month);
  g_assert_cmpuint (enr_document_get_n_pages (document), ==, 1);
  assert_has (document, "仮", FALSE);
  assert_has (document, "訂正", FALSE);
  assert_has (document, "18:21－（18:00＋猶予5分）＝16分、15分×2単位、200円", TRUE);
  assert_has (document, "19:00", FALSE);
  assert_has (document, "青木 太郎 様", TRUE);
  assert_has (document, "〒880-0001", TRUE);
  assert_has (document, "ご指定の口座", TRUE);
  assert_has (document, "****567", TRUE);
  assert_has (document, "1234567", FALSE); /* not the whole number */
  assert_has (document, "締めたあとに元の記録が変わっています", TRUE);
  {
    g_autoptr (EnrFeeMonth) all = load (fixture, NULL);
    g_autoptr (EnrDocument) list = enr_fee_list_paper_new (all, NULL, &error);
    g_autoptr (EnrTable) table = enr_fee_list_table_new (all, NULL);

    g_assert_no_error (error);
    assert_has (list, "第1版 令和8年6月10日締め", TRUE);
    assert_has (list, "締めたあとに元の記録が変わっています", TRUE);
    g_assert_nonnull (strstr (enr_table_get_title (table), "締めたあとに"));
  }
  g_assert_cmpstr (enr_document_get_title (document), ==,
                   "延長保育料 利用明細書 令和8年5月分 青木 第1子");
  g_clear_pointer (&document, enr_document_unref);
  g_clear_pointer (&month, enr_fee_month_free);

  bill = closed_may_bill (fixture, 0);
  enr_bill_pay (fixture->nursery->db, &fixture->nursery->actor, &bill.id, enr_date_new (2026, 6, 5),
                ENR_BILL_CASH, &error);
  g_assert_no_error (error);
  closed_may_close (fixture, "打刻の訂正");
  month = load (fixture, &family);
  document = statement (month);
  assert_has (document, "訂正（第2版）", TRUE);
  assert_has (document, "締めたあとに", FALSE);
  assert_has (document, "この月の合計 400円、お支払い済み 200円", TRUE);
}

/* Each decision shows with its reason, and what it was before. */
static void
test_decisions (ClosedMay *fixture, gconstpointer data)
{
  g_autoptr (EnrFeeMonth) month = NULL;
  g_autoptr (EnrDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  EnrChargeSeen adjusted = { fixture->nursery->children[0], fixture->may, ENR_CHARGE_DAY, 200 };
  EnrChargeSeen excluded = { fixture->nursery->children[1], fixture->may, ENR_CHARGE_DAY, 300 };

  enr_care_decide (fixture->nursery->db, &fixture->nursery->actor, &adjusted, 1,
                   ENR_CHARGE_ADJUSTED, 50, "電車の遅れ", &error);
  g_assert_no_error (error);
  enr_care_decide (fixture->nursery->db, &fixture->nursery->actor, &excluded, 1,
                   ENR_CHARGE_EXCLUDED, 0, "園の行事", &error);
  g_assert_no_error (error);
  month = load (fixture, NULL);
  document = statement (month);
  assert_has (document, "調整（計算では200円）：電車の遅れ", TRUE);
  assert_has (document, "請求しません：園の行事", TRUE);
}

/* A month full of days in a family of three: pages break between rows, and every row is there. */
static void
test_long (ClosedMay *fixture, gconstpointer data)
{
  g_autoptr (EnrFeeMonth) month = NULL;
  g_autoptr (EnrDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *total = NULL;
  const EnrFeeFamily *family;

  for (guint i = 1; i < 3; i++)
    enr_child_join_family (fixture->nursery->db, &fixture->nursery->actor,
                           &fixture->nursery->children[i], &fixture->nursery->children[0], &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 3; i++)
    for (int day = 1; day <= 31; day++)
      closed_may_was_here (fixture, i, day, 18 * 60 + 6 + 5 * day);
  closed_may_close (fixture, NULL);
  month = load (fixture, NULL);
  g_assert_cmpuint (month->families->len, ==, 1);
  family = &g_array_index (month->families, EnrFeeFamily, 0);
  g_assert_cmpuint (family->children->len, ==, 3);
  g_assert_cmpint (family->total, ==, family->bill->amount);
  document = statement (month);
  g_assert_cmpuint (enr_document_get_n_pages (document), >=, 3);
  g_assert_cmpuint (enr_document_get_outline (document)->len, ==, 1);
  for (int day = 1; day <= 31; day++)
    {
      g_autofree char *text = g_strdup_printf (
          "%d日(%s)", day, enr_weekday_kanji (enr_date_weekday (fixture->may + day - 1)));

      g_assert_cmpuint (count_texts (document, text), ==, 3);
    }
  assert_has (document, "（続き）", TRUE);
  total = enr_yen_dup (family->total);
  assert_has (document, total, TRUE);
}

static void
test_empty (ClosedMay *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrFeeMonth) month
      = enr_fee_month_load (fixture->nursery->db, enr_date_new (2026, 4, 1), NULL, &error);
  g_autoptr (EnrDocument) document = statement (month);
  g_autoptr (EnrDocument) list = enr_fee_list_paper_new (month, NULL, &error);

  g_assert_cmpuint (enr_document_get_n_pages (document), ==, 1);
  assert_has (document, "利用したご家庭はありません", TRUE);
  g_assert_cmpuint (enr_document_get_n_pages (list), ==, 1);
  assert_has (list, "利用はありません", TRUE);
}

static void
test_same_bytes (ClosedMay *fixture, gconstpointer data)
{
  g_autoptr (EnrFeeMonth) month = load (fixture, NULL);
  g_autoptr (EnrFeeMonth) again = load (fixture, NULL);
  g_autoptr (EnrDocument) first = statement (month);
  g_autoptr (EnrDocument) second = statement (again);
  g_autoptr (GBytes) a = enr_document_to_pdf (first, 1781000000, NULL);
  g_autoptr (GBytes) b = enr_document_to_pdf (second, 1781000000, NULL);

  g_assert_true (g_bytes_equal (a, b));
}

static void
test_list (ClosedMay *fixture, gconstpointer data)
{
  g_autoptr (EnrFeeMonth) month = load (fixture, NULL);
  g_autoptr (EnrTable) all = enr_fee_list_table_new (month, NULL);
  g_autoptr (EnrTable) one = enr_fee_list_table_new (month, &fixture->nursery->classes[1]);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDocument) paper = enr_fee_list_paper_new (month, NULL, &error);
  g_autoptr (EnrDocument) class = enr_fee_list_paper_new (month, &fixture->nursery->classes[1],
                                                          &error);
  g_autofree char *sum = NULL;

  /* Three classes with a child each: a row and a sum, and the sum of all. */
  g_assert_cmpuint (enr_table_get_n_rows (all), ==, 7);
  sum = enr_table_dup_text (all, 6, 6);
  g_assert_cmpstr (sum, ==, "900");
  g_assert_true (enr_table_is_total (all, 6));
  g_assert_cmpuint (enr_table_get_n_rows (one), ==, 2);
  g_free (sum);
  sum = enr_table_dup_text (one, 0, 1);
  g_assert_cmpstr (sum, ==, "石橋 第2子");
  sample_check_boxes (paper);
  g_assert_cmpuint (enr_document_get_n_pages (paper), ==, 4);
  assert_has (paper, "（仮）", TRUE);
  g_assert_cmpuint (enr_document_get_n_pages (class), ==, 1);
  assert_has (class, "石橋 第2子", TRUE);
  assert_has (class, "青木", FALSE);
}

static void
test_receipt (ClosedMay *fixture, gconstpointer data)
{
  g_autoptr (EnrBillList) bills = NULL;
  g_autoptr (GArray) plan = NULL;
  g_autoptr (EnrFacility) facility = NULL;
  g_autoptr (EnrDocument) document = NULL;
  g_autoptr (GError) error = NULL;

  closed_may_close (fixture, NULL);
  for (guint i = 0; i < 3; i++)
    {
      EnrBill bill = closed_may_bill (fixture, i);

      enr_bill_pay (fixture->nursery->db, &fixture->nursery->actor, &bill.id,
                    enr_date_new (2026, 6, 5), ENR_BILL_CASH, &error);
      g_assert_no_error (error);
    }
  bills = closed_may_bills (fixture);
  plan = enr_receipt_plan (bills, fixture->nursery->db, NULL, &error);
  facility = enr_facility_load (fixture->nursery->db, &error);
  g_free (facility->address);
  facility->address
      = g_strdup ("宮崎県宮崎市架空町一丁目二番地三号 とても長い住所のこもれびビル別館一階");
  document = enr_receipts_new (plan, facility, &error);
  g_assert_no_error (error);
  sample_check_boxes (document);
  g_assert_cmpuint (enr_document_get_n_pages (document), ==, 2);
  assert_has (document, "No. 000003", TRUE);
  assert_has (document, "¥ 400 －", TRUE);
  assert_has (document, "但し　令和8年5月分 延長保育料として（青木 第1子）", TRUE);
  assert_has (document, "令和8年6月5日", TRUE);
  assert_has (document, "再発行", FALSE);
  g_array_index (plan, EnrReceipt, 0).is_reprint = TRUE;
  g_clear_pointer (&document, enr_document_unref);
  document = enr_receipts_new (plan, facility, &error);
  assert_has (document, "再発行", TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func)                                                                            \
  g_test_add (path, ClosedMay, NULL, closed_may_set_up_open, func, closed_may_tear_down)
  ADD ("/fee-papers/draft", test_draft);
  ADD ("/fee-papers/closed", test_closed);
  ADD ("/fee-papers/decisions", test_decisions);
  ADD ("/fee-papers/long", test_long);
  ADD ("/fee-papers/empty", test_empty);
  ADD ("/fee-papers/same-bytes", test_same_bytes);
  ADD ("/fee-papers/list", test_list);
  ADD ("/fee-papers/receipt", test_receipt);
#undef ADD
  return g_test_run ();
}
