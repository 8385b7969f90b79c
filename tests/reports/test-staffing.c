/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "reports/staffing.h"

#include <string.h>

#include "sample.h"
#include "support/fixture.h"

/* A day made by hand: children from 7:00 to 19:00, and too few staff at both ends. */
static EnrStaffingDay *
make_day (guint n_duties)
{
  EnrStaffingDay *day = g_new0 (EnrStaffingDay, 1);

  day->date = enr_date_new (2026, 6, 10);
  day->facility_name = g_strdup ("こもれび保育園");
  day->setting.full_week = 2400;
  day->ratios = ENR_RATIOS_PRESENT;
  day->enrolled_on = enr_date_new (2026, 6, 1);
  day->slots = g_array_new (FALSE, TRUE, sizeof (EnrStaffingSlot));
  day->duties = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_duty_free);
  for (int first = 420; first < 1140; first += 30)
    {
      EnrStaffingSlot slot = { .first = first, .is_known = TRUE };
      gboolean is_core = first >= 540 && first < 990;

      for (guint age = 0; age < 6; age++)
        slot.n_children += slot.children[age] = is_core ? 6 + 3 * age : 1 + age / 2;
      slot.required[ENR_RATIOS_PRESENT] = is_core ? 8 : 2;
      slot.required[ENR_RATIOS_FORMER] = is_core ? 7 : 2;
      slot.on_duty = first < 480 ? 1 : first < 1050 ? 9 : first < 1110 ? 2 : 0;
      slot.is_short = n_duties > 0 && slot.on_duty < slot.required[ENR_RATIOS_PRESENT];
      day->n_short += slot.is_short;
      g_array_append_val (day->slots, slot);
    }
  for (guint i = 0; i < n_duties; i++)
    {
      EnrDuty *duty = g_new0 (EnrDuty, 1);

      duty->id = enr_uuid_new ();
      duty->staff_id = enr_uuid_new ();
      duty->span = (EnrDutySpan){ 420 + (int) (i % 8) * 15, 960 + (int) (i % 10) * 15 };
      duty->name = g_strdup_printf ("保育 第%u", i + 1);
      duty->job = g_strdup ("teacher");
      duty->is_counted = i % 5 != 4;
      g_ptr_array_add (day->duties, duty);
    }
  return day;
}

/* How many lines of a kind the drawing has. */
static guint
count_lines (EnrDocument *document, const char *prefix, const char *colour)
{
  g_autofree char *dump = enr_document_dump (document);
  g_auto (GStrv) lines = g_strsplit (dump, "\n", -1);
  guint n = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    n += g_str_has_prefix (lines[i], prefix) && strstr (lines[i], colour) != NULL;
  return n;
}

static char *
text_of (EnrDocument *document)
{
  char *path = sample_pdf_new (document);
  char *text = sample_run ("pdftotext", "-layout", path, TRUE);

  sample_pdf_free (path);
  return text;
}

static void
test_paper (void)
{
  g_autoptr (EnrStaffingDay) day = make_day (9);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDocument) document = enr_staffing_paper_new (day, &error);
  g_autoptr (EnrDocument) again = enr_staffing_paper_new (day, &error);
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;
  g_autofree char *text = NULL;
  static const char *const parts[] = { "職員配置表",
                                       "令和8年6月10日(水)",
                                       "不足の時間帯 1時間30分",
                                       "保育 第1",
                                       "保育 第5（外）",
                                       "過不足",
                                       "−2",
                                       "現行",
                                       "7:00～16:00" };

  g_assert_no_error (error);
  g_assert_cmpuint (enr_document_get_n_pages (document), ==, 1);
  g_assert_cmpstr (enr_document_get_missing_characters (document), ==, "");
  g_assert_cmpfloat (sample_check_boxes (document), >=, 4.4);
  text = text_of (document);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (!sample_contains (text, parts[i]))
      g_error ("%s is not in:\n%s", parts[i], text);
  first = enr_document_to_pdf (document, 1780000000, &error);
  second = enr_document_to_pdf (again, 1780000000, &error);
  g_assert_true (g_bytes_equal (first, second));
}

/* What is short is hatched: lines, which black and white keeps. */
static void
test_hatched (void)
{
  g_autoptr (EnrStaffingDay) day = make_day (9);
  g_autoptr (EnrStaffingDay) without = make_day (0);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDocument) marked = enr_staffing_chart_new (day, 700, 300, &error);
  g_autoptr (EnrDocument) plain = enr_staffing_chart_new (without, 700, 300, &error);
  guint n_marked = count_lines (marked, "L", "c01c28");
  guint n_plain = count_lines (plain, "L", "c01c28");

  g_assert_no_error (error);
  /* the key has some in both; three half hours are short, 7:00, 7:30 and 18:30 */
  g_assert_cmpuint (day->n_short, ==, 3);
  g_assert_cmpuint (n_marked, >=, n_plain + 3 * (4 + 3));
  sample_check_boxes (marked);
}

/* More staff than a page holds: the rest on the next, with the times above them. */
static void
test_many (void)
{
  g_autoptr (EnrStaffingDay) day = make_day (60);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDocument) document = enr_staffing_paper_new (day, &error);
  g_autofree char *text = text_of (document);

  g_assert_no_error (error);
  g_assert_cmpuint (enr_document_get_n_pages (document), ==, 3);
  g_assert_true (sample_contains (text, "保育 第60"));
  sample_check_boxes (document);
}

static void
test_no_duties (void)
{
  g_autoptr (EnrStaffingDay) day = make_day (0);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDocument) document = enr_staffing_paper_new (day, &error);
  g_autoptr (EnrDocument) empty = NULL;
  g_autofree char *text = text_of (document);
  g_autofree char *empty_text = NULL;

  g_assert_no_error (error);
  g_assert_true (sample_contains (text, "この日の勤務は入力されていません"));
  g_assert_false (sample_contains (text, "過不足"));
  g_array_set_size (day->slots, 0);
  empty = enr_staffing_paper_new (day, &error);
  g_assert_no_error (error);
  empty_text = text_of (empty);
  g_assert_true (sample_contains (empty_text, "登園や勤務の記録もありません"));
}

static void
test_table (void)
{
  g_autoptr (EnrStaffingDay) day = make_day (9);
  g_autoptr (EnrTable) table = enr_staffing_table_new (day);
  g_autoptr (GBytes) bytes = enr_table_to_csv (table, ENR_ENCODING_UTF8, NULL);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  g_assert_cmpuint (enr_table_get_n_rows (table), ==, 24);
  g_assert_nonnull (strstr (text, "\r\n7:00,1,1,2,2,3,3,0,12,2,2,1,1\r\n"));
  g_assert_nonnull (strstr (text, "\r\n12:00,6,9,12,15,18,21,0,81,8,7,9,0\r\n"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reports/staffing/paper", test_paper);
  g_test_add_func ("/reports/staffing/hatched", test_hatched);
  g_test_add_func ("/reports/staffing/many", test_many);
  g_test_add_func ("/reports/staffing/no-duties", test_no_duties);
  g_test_add_func ("/reports/staffing/table", test_table);
  return g_test_run ();
}
