/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "reports/statistics.h"

#include <string.h>

#include "attendance/sample.h"
#include "base/yen.h"
#include "sample.h"
#include "statistics/meal.h"
#include "support/fixture.h"

typedef struct
{
  char *folder;
  EnrDb *db;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  EnrSampleOptions options = { 60, enr_date_new (2026, 5, 1), enr_date_new (2026, 5, 31), 7 };
  EnrMeal meal = { enr_uuid_none, (char *) "給食", 11 * 60 + 30 };
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "test");
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  fixture->folder = enr_test_folder_new ();
  path = g_build_filename (fixture->folder, "sample.db", NULL);
  fixture->db = enr_db_open (path, ENR_DB_READ_WRITE | ENR_DB_CREATE, &error);
  g_assert_no_error (error);
  g_assert_true (enr_sample_make (fixture->db, &options, &error));
  g_assert_true (enr_meal_save (fixture->db, &actor, &meal, &error));
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  enr_db_close (fixture->db);
  enr_test_folder_free (fixture->folder);
}

static EnrMonthlyStatistics *
load (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  EnrMonthlyStatistics *statistics
      = enr_monthly_statistics_load (fixture->db, enr_date_new (2026, 5, 1), &error);

  g_assert_no_error (error);
  return statistics;
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
assert_parts (const char *text, const char *const *parts)
{
  for (guint i = 0; parts[i] != NULL; i++)
    if (!sample_contains (text, parts[i]))
      g_error ("%s is not in:\n%s", parts[i], text);
}

static void
test_paper (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrMonthlyStatistics) statistics = load (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDocument) document = enr_statistics_paper_new (statistics, &error);
  g_autoptr (EnrDocument) with_bands = NULL;
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;
  g_autofree char *text = NULL;
  g_autofree char *band_text = NULL;
  EnrAgeLine total = enr_monthly_statistics_total (statistics);
  g_autofree char *digits = enr_yen_dup_digits (total.present);
  g_autofree char *present = g_strdup_printf ("出席延べ %s人日", digits);

  g_assert_no_error (error);
  g_assert_cmpuint (enr_document_get_n_pages (document), ==, 1);
  g_assert_cmpstr (enr_document_get_title (document), ==, "月次統計表 令和8年5月分　締め前");
  g_assert_cmpstr (enr_document_get_missing_characters (document), ==, "");
  g_assert_cmpfloat (sample_check_boxes (document), >=, 5);
  text = text_of (document);
  assert_parts (text,
                (const char *const[]){ "月次統計表", "令和8年5月分", present, "2号認定 標準時間",
                                       "給食（11:30）", "必要な保育士数", "欠席 病欠", NULL });
  g_assert_false (sample_contains (text, "延長保育"));
  enr_monthly_statistics_add_band (statistics, "朝の延長 7:00～7:30", 12, 345, 12345);
  with_bands = enr_statistics_paper_new (statistics, &error);
  g_assert_no_error (error);
  band_text = text_of (with_bands);
  assert_parts (band_text, (const char *const[]){ "朝の延長", "12,345", NULL });
  sample_check_boxes (with_bands);
  first = enr_document_to_pdf (document, 1780000000, &error);
  g_clear_pointer (&document, enr_document_unref);
  g_clear_pointer (&statistics, enr_monthly_statistics_free);
  statistics = load (fixture);
  document = enr_statistics_paper_new (statistics, &error);
  second = enr_document_to_pdf (document, 1780000000, &error);
  g_assert_true (g_bytes_equal (first, second));
}

/* A nursery with more kinds and meals than a page holds goes on to the next one, headings repeated.
 */
static void
test_long (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrMonthlyStatistics) statistics = load (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDocument) document = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *label = g_strdup_printf ("とても長い名前の時間帯の区分 %u 番", i);

      enr_monthly_statistics_add_band (statistics, label, 1, 2, 3);
    }
  document = enr_statistics_paper_new (statistics, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (enr_document_get_n_pages (document), ==, 3);
  sample_check_boxes (document);
  text = text_of (document);
  assert_parts (text,
                (const char *const[]){ "の区分 0 番", "の区分 59 番", "必要な保育士数", NULL });
}

/* The sum over ages of a row of 在籍と出席. */
static gint64
sum_in_list (const char *text, const char *label)
{
  g_autofree char *begin = g_strdup_printf ("\r\n在籍と出席,%s,", label);
  const char *line = strstr (text, begin);
  g_auto (GStrv) lines = line != NULL ? g_strsplit (line + 2, "\r\n", 2) : NULL;
  g_auto (GStrv) cells = lines != NULL ? g_strsplit (lines[0], ",", -1) : NULL;

  g_assert_nonnull (cells);
  return g_ascii_strtoll (cells[g_strv_length (cells) - 2], NULL, 10);
}

static void
test_table (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrMonthlyStatistics) statistics = load (fixture);
  g_autoptr (EnrTable) table = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;
  g_autofree char *open_days
      = g_strdup_printf ("\r\n開所,開所日数,,,,,,,%u,日\r\n", statistics->open_days);

  enr_monthly_statistics_add_band (statistics, "朝", 1, 30, 500);
  table = enr_statistics_table_new (statistics);
  bytes = enr_table_to_csv (table, ENR_ENCODING_UTF8, NULL);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_nonnull (strstr (text, open_days));
  g_assert_nonnull (strstr (text, "延長保育,朝,,,,,,,500,円\r\n"));
  g_assert_nonnull (strstr (text, "認定区分・必要量別の在籍（月初日）,2号認定　標準時間,"));
  g_assert_cmpint (sum_in_list (text, "在籍延べ日数"), >, 0);
  g_assert_cmpint (sum_in_list (text, "登園も欠席も記録なし"), >, 0);
  g_assert_cmpint (sum_in_list (text, "在籍延べ日数"), ==,
                   sum_in_list (text, "出席延べ日数") + sum_in_list (text, "欠席　計")
                       + sum_in_list (text, "登園も欠席も記録なし"));
}

/* Which closing the figures are of, and whether they would be others now, on paper and in the list.
 */
static void
test_closing (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    EnrStatisticsClosing closing;
    const char *closing_text;
    const char *warning;
  } cases[] = {
    { { 0, 0, FALSE, FALSE }, "締め前", NULL },
    { { 1, 1775091600, TRUE, FALSE }, "第1版 令和8年4月2日締め", NULL },
    { { 2, 1775091600, TRUE, TRUE },
      "第2版 令和8年4月2日締め",
      "締めたあとに元の記録が変わっています。ここの数字は締めたときのものです。" },
    { { 2, 1775091600, FALSE, TRUE },
      "いまの記録（第2版 令和8年4月2日締め）",
      "締めたあとに元の記録が変わっています。ここの数字は締めたものとちがいます。" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (EnrMonthlyStatistics) statistics = load (fixture);
      g_autoptr (GArray) figures = enr_monthly_statistics_figures (statistics);
      g_autoptr (GError) error = NULL;
      g_autoptr (EnrDocument) document = NULL;
      g_autoptr (EnrTable) table = NULL;
      g_autofree char *text = NULL;
      g_autofree char *cell = NULL;
      g_autofree char *second = NULL;

      statistics->closing = cases[i].closing;
      if (statistics->closing.is_frozen && statistics->closing.has_changed)
        enr_monthly_statistics_set_figures (statistics, figures);
      document = enr_statistics_paper_new (statistics, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (enr_document_get_n_pages (document), ==, 1);
      sample_check_boxes (document);
      text = text_of (document);
      assert_parts (text, (const char *const[]){ cases[i].closing_text, cases[i].warning, NULL });
      g_assert_cmpint (sample_contains (text, "変わっています"), ==, cases[i].warning != NULL);
      table = enr_statistics_table_new (statistics);
      cell = enr_table_dup_text (table, 0, 1);
      g_assert_cmpstr (cell, ==, cases[i].closing_text);
      second = enr_table_dup_text (table, 1, 1);
      g_assert_cmpstr (second, ==, cases[i].warning != NULL ? cases[i].warning : "開所日数");
    }
}

static void
test_as_of (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrAsOf) as_of = NULL;
  g_autoptr (EnrDocument) document = NULL;
  g_autoptr (EnrStaff) staff = enr_staff_new ();
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "test");
  g_autofree char *text = NULL;

  g_free (staff->name);
  staff->name = g_strdup ("職員");
  staff->first = enr_date_new (2026, 4, 1);
  staff->is_full_time = FALSE;
  staff->week_minutes = 1800;
  g_assert_true (enr_staff_save (fixture->db, &actor, staff, &error));
  as_of = enr_as_of_load (fixture->db, enr_date_new (2026, 5, 1), &error);
  g_assert_no_error (error);
  document = enr_as_of_paper_new (as_of, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (enr_document_get_n_pages (document), ==, 1);
  g_assert_cmpstr (enr_document_get_missing_characters (document), ==, "");
  sample_check_boxes (document);
  text = text_of (document);
  assert_parts (text, (const char *const[]){ "現況表", "令和8年5月1日現在", "保育士", "0.8",
                                             "40時間00分", NULL });
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test) g_test_add (name, Fixture, NULL, set_up, test, tear_down)
  ADD ("/reports/statistics/paper", test_paper);
  ADD ("/reports/statistics/long", test_long);
  ADD ("/reports/statistics/table", test_table);
  ADD ("/reports/statistics/closing", test_closing);
  ADD ("/reports/statistics/as-of", test_as_of);
  return g_test_run ();
}
