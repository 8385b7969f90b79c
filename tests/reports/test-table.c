/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "reports/table.h"

#include <string.h>
#include <time.h>

#include "base/file.h"
#include "reports/error.h"
#include "support/fixture.h"

static EnrTable *
make_table (void)
{
  EnrTable *table = enr_table_new ("延長料金/令和8年6月");

  enr_table_add_column (table, "氏名", ENR_TABLE_TEXT);
  enr_table_add_column (table, "日", ENR_TABLE_DATE);
  enr_table_add_column (table, "分", ENR_TABLE_NUMBER);
  enr_table_add_column (table, "金額", ENR_TABLE_YEN);
  enr_table_add_text (table, "𠮷野 第1子");
  enr_table_add_date (table, enr_date_new (2026, 6, 10));
  enr_table_add_int (table, 1234);
  enr_table_add_int (table, 1500);
  enr_table_end_row (table);
  enr_table_add_text (table, "=1+1");
  enr_table_add_date (table, ENR_DATE_NONE);
  enr_table_add_tenths (table, -5);
  enr_table_end_row (table);
  enr_table_add_text (table, "合計");
  enr_table_add_text (table, NULL);
  enr_table_add_tenths (table, 974);
  enr_table_add_int (table, 1500);
  enr_table_end_total (table);
  return table;
}

static void
test_csv (void)
{
  g_autoptr (EnrTable) table = make_table ();
  g_autoptr (GBytes) bytes = enr_table_to_csv (table, ENR_ENCODING_UTF8, NULL);
  g_autoptr (GBytes) cp932 = NULL;
  const char *expected = "\xEF\xBB\xBF"
                         "氏名,日,分,金額\r\n"
                         "𠮷野 第1子,2026-06-10,1234,1500\r\n"
                         "'=1+1,,-0.5,\r\n"
                         "合計,,97.4,1500\r\n";
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  guint replaced = 0;

  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpuint (enr_table_get_n_rows (table), ==, 3);
  g_assert_cmpstr (enr_table_get_title (table), ==, "延長料金/令和8年6月");
  cp932 = enr_table_to_csv (table, ENR_ENCODING_CP932, &replaced);
  g_assert_cmpuint (replaced, ==, 1);
}

/* A part of the spreadsheet, as text; it is a zip. */
static char *
read_part (GBytes *bytes, const char *part)
{
  g_autofree char *folder = enr_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "a.xlsx", NULL);
  g_autoptr (GError) error = NULL;
  const char *argv[] = { "python3",
                         "-c",
                         "import sys,zipfile;"
                         "sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]))",
                         path,
                         part,
                         NULL };
  char *text = NULL;
  int status = 0;

  g_assert_true (enr_file_replace (path, bytes, &error));
  g_assert_no_error (error);
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &text, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, &error));
  enr_test_folder_free (g_steal_pointer (&folder));
  return text;
}

static void
test_xlsx (void)
{
  g_autoptr (EnrTable) table = make_table ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = enr_table_to_xlsx (table, &error);
  g_autofree char *sheet = NULL;
  g_autofree char *strings = NULL;
  g_autofree char *book = NULL;

  g_assert_no_error (error);
  sheet = read_part (bytes, "xl/worksheets/sheet1.xml");
  strings = read_part (bytes, "xl/sharedStrings.xml");
  book = read_part (bytes, "xl/workbook.xml");
  /* numbers are numbers, and 2026-06-10 is the 46183rd day since 1900 */
  g_assert_nonnull (strstr (sheet, "<v>1234</v>"));
  g_assert_nonnull (strstr (sheet, "<v>97.4"));
  g_assert_nonnull (strstr (sheet, "<v>46183</v>"));
  /* text is never a formula */
  g_assert_null (strstr (sheet, "<f>"));
  g_assert_nonnull (strstr (strings, "=1+1"));
  g_assert_nonnull (strstr (strings, "𠮷野 第1子"));
  g_assert_nonnull (strstr (book, "name=\"延長料金_令和8年6月\""));
  g_assert_nonnull (strstr (sheet, "延長料金/令和8年6月"));
}

/* The same bytes, wherever and whenever. */
static void
test_xlsx_same_bytes (void)
{
  g_autoptr (EnrTable) table = make_table ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;
  g_autofree char *properties = NULL;

  g_setenv ("SOURCE_DATE_EPOCH", "1780000000", TRUE);
  first = enr_table_to_xlsx (table, &error);
  g_assert_no_error (error);
  g_usleep (2100 * 1000); /* a zip's clock ticks every two seconds */
  g_setenv ("TZ", "Asia/Tokyo", TRUE);
  tzset ();
  second = enr_table_to_xlsx (table, &error);
  g_setenv ("TZ", "America/New_York", TRUE);
  tzset ();
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (first, second));
  properties = read_part (first, "docProps/core.xml");
  g_assert_nonnull (strstr (properties, "2026-05-28T"));
  g_unsetenv ("SOURCE_DATE_EPOCH");
}

static void
test_xlsx_refused (void)
{
  g_autoptr (EnrTable) table = enr_table_new ("");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *endless = g_strnfill (40000, 'x');

  enr_table_add_column (table, "a", ENR_TABLE_TEXT);
  bytes = enr_table_to_xlsx (table, &error);
  g_assert_no_error (error);
  g_clear_pointer (&bytes, g_bytes_unref);
  enr_table_add_text (table, endless);
  enr_table_end_row (table);
  g_assert_null (enr_table_to_xlsx (table, &error));
  g_assert_error (error, ENR_REPORT_ERROR, ENR_REPORT_ERROR_WRITE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reports/table/csv", test_csv);
  g_test_add_func ("/reports/table/xlsx", test_xlsx);
  g_test_add_func ("/reports/table/xlsx-same-bytes", test_xlsx_same_bytes);
  g_test_add_func ("/reports/table/xlsx-refused", test_xlsx_refused);
  return g_test_run ();
}
