/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "statistics/facility-row.h"

#include <string.h>

static void
set (char **field, const char *value)
{
  g_free (*field);
  *field = g_strdup (value);
}

/* What the nursery's settings say, and nothing else. */
static void
test_row (void)
{
  g_autoptr (EnrFacility) facility = enr_facility_new_default ();
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;

  set (&facility->name, "こもれび保育園");
  set (&facility->name_kana, "コモレビホイクエン");
  set (&facility->address, "神奈川県架空市一丁目2番3号");
  set (&facility->phone, "045-000-0000");
  set (&facility->kind, "認可私立保育所");
  facility->capacity = 90;
  bytes = enr_facility_row_to_csv (facility, ENR_ENCODING_UTF8, NULL);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_cmpstr (
      text, ==,
      "\xEF\xBB\xBF"
      "都道府県コード又は市区町村コード,NO,都道府県名,市区町村名,名称,名称_カナ,種別,住所,方書,"
      "緯度,経度,"
      "アクセス方法,駐車場情報,電話番号,内線番号,FAX番号,法人番号,団体名,認可等年月日,収容定員,"
      "受入年齢,"
      "利用可能曜日,開始時間,終了時間,利用可能日時特記事項,一時預かりの有無,URL,備考\r\n"
      ",,神奈川県,,こもれび保育園,コモレビホイクエン,認可私立保育所,神奈川県架空市一丁目2番3号,,,,,,045-000-0000,,,,,"
      ",90,,"
      "月火水木金土,07:00,19:00,土曜日は07:00～18:00,,,\r\n");
}

static void
test_unknown_is_blank (void)
{
  g_autoptr (EnrFacility) facility = enr_facility_new_default ();
  g_auto (GStrv) values = NULL;
  guint n_filled = 0;

  set (&facility->address, "架空市一丁目");
  facility->weekday.open = facility->weekday.close = ENR_MINUTES_NONE;
  facility->open_weekdays = 1u << ENR_SUNDAY;
  values = enr_facility_row_values (facility);
  g_assert_cmpuint (g_strv_length (values), ==, ENR_FACILITY_ROW_COLUMNS);
  for (guint i = 0; i < ENR_FACILITY_ROW_COLUMNS; i++)
    n_filled += values[i][0] != '\0';
  g_assert_true (enr_facility_row_is_required (5));
  g_assert_cmpstr (enr_facility_row_heading (5), ==, "名称_カナ");
  g_assert_cmpstr (enr_facility_row_heading (ENR_FACILITY_ROW_KIND), ==, "種別");
  /* the address and the days: 保育所 alone is no 種別 of the list, no capacity is not 0 */
  g_assert_cmpstr (values[7], ==, "架空市一丁目");
  g_assert_cmpstr (values[21], ==, "日");
  g_assert_cmpuint (n_filled, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/statistics/facility-row/row", test_row);
  g_test_add_func ("/statistics/facility-row/unknown-is-blank", test_unknown_is_blank);

  return g_test_run ();
}
