/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What texts are called where they are shown: of which day, which time, which child.
 */
#include "config.h"

#include <string.h>

#include "writing/label.h"
#include "writing/writing.h"

#define KIND                                                                                         \
  "<writing id=\"plan\" label=\"計画\" sort=\"plan\" of=\"class\" period=\"week\">"                \
  "<paper size=\"A4\" orientation=\"portrait\"/><keep from=\"year\"/>"                               \
  "<approval><box step=\"director\" label=\"園長\"/></approval>"                                   \
  "<section key=\"aims\" heading=\"ねらい\"/>"                                                    \
  "<grid key=\"days\" heading=\"曜日ごとの計画\" rows=\"weekdays\">"                          \
  "<column key=\"activity\" heading=\"主な活動\"/></grid>"                                       \
  "<grid key=\"terms\" heading=\"期\" rows=\"terms\"><column key=\"aims\" heading=\"ねらい\"/>"  \
  "</grid><grid key=\"timeline\" heading=\"一日の流れ\" rows=\"times\">"                        \
  "<column key=\"time\" heading=\"時刻\"/><column key=\"event\" heading=\"環境構成\"/></grid>" \
  "<children key=\"notes\" heading=\"子どもの姿\"/>"                                            \
  "<facts key=\"attendance\" heading=\"出欠\"/></writing>"

static EnrWritingKind *
read_kind (void)
{
  g_autoptr (GError) error = NULL;
  EnrWritingKind *kind = enr_writing_kind_read ("plan.writing.xml", KIND, strlen (KIND), &error);

  g_assert_no_error (error);
  return kind;
}

static const struct
{
  const char *key;
  const char *heading; /* as it is frozen */
  const char *place;
  const char *label;
  const char *without; /* where the kind is gone */
} cases[] = {
  { "aims", "先月のねらい", "", "先月のねらい", "先月のねらい" },
  { "days/mon/activity", "主な活動", "月 主な活動", "曜日ごとの計画 月 主な活動", "月 主な活動" },
  { "days/wed/activity", "主な活動", "水 主な活動", "曜日ごとの計画 水 主な活動", "水 主な活動" },
  { "terms/term2/aims", "ねらい", NULL, NULL, NULL },
  /* a line goes by its time, and by its number where there is none */
  { "timeline/01/time", "時刻", "1 時刻", "一日の流れ 1 時刻", "1 時刻" },
  { "timeline/01/event", "環境構成", "9:30 環境構成", "一日の流れ 9:30 環境構成", "9:30 環境構成" },
  { "timeline/02/event", "環境構成", "2 環境構成", "一日の流れ 2 環境構成", "2 環境構成" },
  { "notes/0199", "見本 はな", "見本 はな", "子どもの姿 見本 はな", "見本 はな" },
  { "attendance/absent", "欠席", "欠席", "出欠 欠席", "欠席" },
  /* what the form has no place for is called so as a whole */
  { "days/mon/old", "曜日ごとの計画 月 おやつ", "月 おやつ", "曜日ごとの計画 月 おやつ",
    "曜日ごとの計画 月 おやつ" },
  { "timeline/03/old", "一日の流れ 03 人数", "3 人数", "一日の流れ 3 人数", "一日の流れ 03 人数" },
  { "meals/tue/main", "献立 火 主菜", "献立 火 主菜", "献立 火 主菜", "献立 火 主菜" },
  { "meals/tue/main", "主菜", "火 主菜", "火 主菜", "火 主菜" },
  { "notes/0200", "子どもの姿 見本 そら", "見本 そら", "子どもの姿 見本 そら",
    "子どもの姿 見本 そら" },
  /* a day in a column's heading is not the row's */
  { "days/tue/activity", "今月 火のそなえ", "火 今月 火のそなえ",
    "曜日ごとの計画 火 今月 火のそなえ", "火 今月 火のそなえ" },
};

static EnrContent *
make_content (void)
{
  EnrContent *content = enr_content_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    enr_content_add (content, cases[i].key, cases[i].heading,
                     strcmp (cases[i].key, "timeline/01/time") == 0 ? "9:30" : "書いた");
  return content;
}

static void
test_labels (void)
{
  g_autoptr (EnrWritingKind) kind = read_kind ();
  g_autoptr (EnrContent) content = make_content ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const EnrContentItem *item = g_ptr_array_index (content->items, i);
      g_autofree char *place = enr_writing_dup_place (kind, content, item);
      g_autofree char *label = enr_writing_dup_label (kind, content, item);
      g_autofree char *without = enr_writing_dup_label (NULL, content, item);

      if (cases[i].place == NULL)
        continue;
      g_assert_cmpstr (place, ==, cases[i].place);
      g_assert_cmpstr (label, ==, cases[i].label);
      g_assert_cmpstr (without, ==, cases[i].without);
    }
}

static void
test_terms (void)
{
  g_autoptr (EnrWritingKind) kind = read_kind ();
  g_autoptr (EnrContent) content = make_content ();
  g_autofree char *label
      = enr_writing_dup_label (kind, content, g_ptr_array_index (content->items, 3));

  g_assert_true (g_str_has_prefix (label, "期 2期"));
  g_assert_true (g_str_has_suffix (label, " ねらい"));
  g_assert_null (strchr (label, '\n'));
}

/* To be called something changes nothing of what is frozen. */
static void
test_frozen (void)
{
  g_autoptr (EnrWritingKind) kind = read_kind ();
  g_autoptr (EnrContent) content = make_content ();
  g_autoptr (GBytes) before = enr_content_to_bytes (content);
  g_autofree char *label
      = enr_writing_dup_label (kind, content, g_ptr_array_index (content->items, 1));
  g_autoptr (GBytes) after = enr_content_to_bytes (content);

  g_assert_true (g_bytes_equal (before, after));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/writing/label/labels", test_labels);
  g_test_add_func ("/writing/label/terms", test_terms);
  g_test_add_func ("/writing/label/frozen", test_frozen);
  return g_test_run ();
}
