/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "statistics/facility-row.h"

#include <string.h>

enum
{
  COLUMN_PREFECTURE = 2,
  COLUMN_NAME = 4,
  COLUMN_KANA = 5,
  COLUMN_KIND = ENR_FACILITY_ROW_KIND,
  COLUMN_ADDRESS = 7,
  COLUMN_PHONE = 13,
  COLUMN_CAPACITY = 19,
  COLUMN_WEEKDAYS = 21,
  COLUMN_OPEN = 22,
  COLUMN_CLOSE = 23,
  COLUMN_HOURS_NOTE = 24,
};

/* The 28 items of 自治体標準オープンデータセット 子育て施設一覧 (FACTS 11.3, source S87). */
static const char *const headings[ENR_FACILITY_ROW_COLUMNS] = {
  "都道府県コード又は市区町村コード",
  "NO",
  "都道府県名",
  "市区町村名",
  "名称",
  "名称_カナ",
  "種別",
  "住所",
  "方書",
  "緯度",
  "経度",
  "アクセス方法",
  "駐車場情報",
  "電話番号",
  "内線番号",
  "FAX番号",
  "法人番号",
  "団体名",
  "認可等年月日",
  "収容定員",
  "受入年齢",
  "利用可能曜日",
  "開始時間",
  "終了時間",
  "利用可能日時特記事項",
  "一時預かりの有無",
  "URL",
  "備考",
};

/* What 種別 may say. 保育所 alone is none of them: the list wants to know whose. */
static const char *const kinds[] = {
  "公立幼稚園",
  "私立幼稚園",
  "認可公立保育所",
  "認可私立保育所",
  "認可外保育所",
  "認定こども園（幼保連携型）",
  "認定こども園（幼稚園型）",
  "認定こども園（保育所型）",
  "認定こども園（地方裁量型）",
  NULL,
};

static const char *const prefectures[] = {
  "北海道", "青森県", "岩手県", "宮城県", "秋田県", "山形県",   "福島県", "茨城県",
  "栃木県", "群馬県", "埼玉県", "千葉県", "東京都", "神奈川県", "新潟県", "富山県",
  "石川県", "福井県", "山梨県", "長野県", "岐阜県", "静岡県",   "愛知県", "三重県",
  "滋賀県", "京都府", "大阪府", "兵庫県", "奈良県", "和歌山県", "鳥取県", "島根県",
  "岡山県", "広島県", "山口県", "徳島県", "香川県", "愛媛県",   "高知県", "福岡県",
  "佐賀県", "長崎県", "熊本県", "大分県", "宮崎県", "鹿児島県", "沖縄県",
};

const char *
enr_facility_row_heading (guint column)
{
  g_return_val_if_fail (column < ENR_FACILITY_ROW_COLUMNS, "");

  return headings[column];
}

gboolean
enr_facility_row_is_required (guint column)
{
  g_return_val_if_fail (column < ENR_FACILITY_ROW_COLUMNS, FALSE);

  return column == COLUMN_NAME || column == COLUMN_KANA || column == COLUMN_ADDRESS;
}

const char *const *
enr_facility_row_kinds (void)
{
  return kinds;
}

static char *
dup_time (int minutes)
{
  return minutes != ENR_MINUTES_NONE ? g_strdup_printf ("%02d:%02d", minutes / 60, minutes % 60)
                                     : g_strdup ("");
}

/* "月火水木金土", Sunday last. */
static char *
dup_weekdays (const EnrFacility *facility)
{
  GString *text = g_string_new (NULL);

  for (int i = 1; i <= 7; i++)
    if (facility->open_weekdays & 1u << i % 7)
      g_string_append (text, enr_weekday_kanji (i % 7));
  return g_string_free (text, FALSE);
}

/* Saturday's hours, where they are others. */
static char *
dup_hours_note (const EnrFacility *facility)
{
  const EnrHours *saturday = &facility->saturday;
  g_autofree char *open = dup_time (saturday->open);
  g_autofree char *close = dup_time (saturday->close);

  if (!(facility->open_weekdays & 1u << ENR_SATURDAY) || *open == '\0' || *close == '\0'
      || (saturday->open == facility->weekday.open && saturday->close == facility->weekday.close))
    return g_strdup ("");
  return g_strdup_printf ("土曜日は%s～%s", open, close);
}

static const char *
find (const char *const *list, gsize n, const char *text, gboolean is_prefix)
{
  for (gsize i = 0; i < n; i++)
    if (is_prefix ? g_str_has_prefix (text, list[i]) : strcmp (text, list[i]) == 0)
      return list[i];
  return "";
}

static void
set (char **values, guint column, char *value)
{
  g_free (values[column]);
  values[column] = value;
}

char **
enr_facility_row_values (const EnrFacility *facility)
{
  char **values = g_new0 (char *, ENR_FACILITY_ROW_COLUMNS + 1);

  for (guint i = 0; i < ENR_FACILITY_ROW_COLUMNS; i++)
    values[i] = g_strdup ("");
  set (values, COLUMN_PREFECTURE,
       g_strdup (find (prefectures, G_N_ELEMENTS (prefectures), facility->address, TRUE)));
  set (values, COLUMN_NAME, g_strdup (facility->name));
  set (values, COLUMN_KANA, g_strdup (facility->name_kana));
  set (values, COLUMN_KIND,
       g_strdup (find (kinds, G_N_ELEMENTS (kinds) - 1, facility->kind, FALSE)));
  set (values, COLUMN_ADDRESS, g_strdup (facility->address));
  set (values, COLUMN_PHONE, g_strdup (facility->phone));
  if (facility->capacity > 0)
    set (values, COLUMN_CAPACITY, g_strdup_printf ("%d", facility->capacity));
  set (values, COLUMN_WEEKDAYS, dup_weekdays (facility));
  set (values, COLUMN_OPEN, dup_time (facility->weekday.open));
  set (values, COLUMN_CLOSE, dup_time (facility->weekday.close));
  set (values, COLUMN_HOURS_NOTE, dup_hours_note (facility));
  return values;
}

GBytes *
enr_facility_row_to_csv (const EnrFacility *facility, EnrEncoding encoding, guint *replaced)
{
  g_autoptr (EnrCsvWriter) writer = enr_csv_writer_new (encoding);
  g_auto (GStrv) values = enr_facility_row_values (facility);

  for (guint i = 0; i < ENR_FACILITY_ROW_COLUMNS; i++)
    enr_csv_writer_field (writer, headings[i]);
  enr_csv_writer_end_row (writer);
  for (guint i = 0; i < ENR_FACILITY_ROW_COLUMNS; i++)
    enr_csv_writer_field (writer, values[i]);
  enr_csv_writer_end_row (writer);
  return enr_csv_writer_finish (writer, replaced);
}
