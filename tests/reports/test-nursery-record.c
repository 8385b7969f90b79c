/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * 要録 on paper: the reference form's sheets, with the boxes of the nursery's description.
 */
#include "config.h"

#include <locale.h>

#include "reports/error.h"
#include "reports/guideline.h"
#include "reports/nursery-record.h"
#include "writing-samples.h"

/* The days of a year, in the place of those of a day that every kind's sample has. */
static void
set_days (EnrContent *content)
{
  static const char *const days[][3] = {
    { "attendance/bounds", "記録の期間", "令和8年4月1日から令和9年3月12日まで" },
    { "attendance/open", "保育日数", "280日" },
    { "attendance/present", "出席日数", "221日" },
    { "attendance/absent", "欠席日数", "14日" },
    { "attendance/unrecorded", "記録なし", "3日" },
    { "attendance/unasked", "土曜利用なし", "42日" },
  };

  for (guint i = content->items->len; i > 0; i--)
    if (g_str_has_prefix (((const EnrContentItem *) g_ptr_array_index (content->items, i - 1))->key,
                          "attendance/"))
      g_ptr_array_remove_index (content->items, i - 1);
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    enr_content_add (content, days[i][0], days[i][1], days[i][2]);
}

static char *
dup_joined (EnrDocument *document, guint page)
{
  const EnrDrawnPage *drawn = enr_document_get_page (document, page);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < enr_drawn_page_count_texts (drawn); i++)
    g_string_append (text, enr_drawn_page_get_text (drawn, i, NULL, NULL, NULL));
  return g_string_free (text, FALSE);
}

/* A child's second sheet has all aims, its third the ten texts, letter for letter, and neither the
 * other's; so has the sheet that goes on. */
static void
assert_guideline (EnrDocument *document)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrGuideline) guideline = enr_guideline_load (&error);
  g_autofree char *stay = dup_joined (document, 0);
  g_autofree char *care = dup_joined (document, 1);
  g_autofree char *aspects = dup_joined (document, 2);
  g_autofree char *going_on = dup_joined (document, 5);

  g_assert_no_error (error);
  g_assert_cmpuint (guideline->domains->len, ==, 5);
  g_assert_cmpuint (guideline->aspects->len, ==, 10);
  for (guint i = 0; i < 5; i++)
    {
      const EnrGuidelineItem *domain = g_ptr_array_index (guideline->domains, i);

      g_assert_cmpuint (domain->texts->len, ==, 3);
      for (guint j = 0; j < 3; j++)
        {
          const char *aim = g_ptr_array_index (domain->texts, j);

          g_assert_nonnull (strstr (care, aim));
          g_assert_nonnull (strstr (going_on, aim));
          g_assert_null (strstr (stay, aim));
          g_assert_null (strstr (aspects, aim));
        }
    }
  for (guint i = 0; i < 10; i++)
    {
      const EnrGuidelineItem *aspect = g_ptr_array_index (guideline->aspects, i);

      g_assert_nonnull (strstr (care, aspect->name));
      g_assert_nonnull (strstr (aspects, g_ptr_array_index (aspect->texts, 0)));
      g_assert_null (strstr (care, g_ptr_array_index (aspect->texts, 0)));
    }
  g_assert_nonnull (strstr (care, "ねらい（発達を捉える視点）"));
  g_assert_nonnull (strstr (aspects, "厚生労働省告示第117号"));
  g_assert_nonnull (strstr (aspects, "別添"));
}

/* What the editor counts is the box of this sheet, not of the nursery's own paper: as many lines,
 * and each as long. */
static void
assert_room (EnrDocument *document, const EnrWritingKind *kind, const EnrContent *content)
{
  const EnrDrawnPage *page = enr_document_get_page (document, 1);

  for (guint i = 0; i < content->items->len; i++)
    {
      const EnrContentItem *item = g_ptr_array_index (content->items, i);
      g_autoptr (GError) error = NULL;
      EnrBoxFill fill;
      guint n_lines = 0;

      if (item->text[0] == '\0' || strchr (item->key, '/') != NULL
          || enr_writing_kind_find_section (kind, item->key) == NULL)
        continue;
      g_assert_true (enr_writing_box_fill (kind, 5, item->key, item->text, &fill, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (fill.beyond, ==, 0);
      for (guint l = 0; l < enr_drawn_page_count_texts (page); l++)
        {
          EnrRect box;
          double size;
          const char *line = enr_drawn_page_get_text (page, l, NULL, &box, &size);

          if (*line != '\0' && strstr (item->text, line) != NULL
              && (guint) (box.width / size) == fill.per_line)
            n_lines++;
        }
      g_assert_cmpuint (n_lines, >=, fill.lines);
    }
}

/* Words that a person changed are read, and what is broken is told with its place. */
static void
test_guideline (void)
{
  static const char good[]
      = "<guideline source=\"S\" aims=\"A\" aspects=\"B\">\n<domain name=\"D\"><aim text=\"T\"/>"
        "</domain>\n<aspect name=\"N\" text=\"X\"/></guideline>";
  static const char *const bad[][2] = {
    { "<guideline source=\"S\" aims=\"A\" aspects=\"B\"></guideline>", "g.xml:1:" },
    { "<guideline source=\"S\" aims=\"A\" aspects=\"B\">\n<domain name=\"D\"></domain>"
      "<aspect name=\"N\" text=\"X\"/></guideline>",
      "g.xml:2:" },
    { "<guideline source=\"S\" aims=\"A\" aspects=\"B\">\n<score/></guideline>", "g.xml:2:" },
    { "nothing", "g.xml:1:" },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrGuideline) guideline = enr_guideline_read ("g.xml", good, strlen (good), &error);

  g_assert_no_error (error);
  g_assert_cmpstr (guideline->source, ==, "S");
  g_assert_cmpuint (guideline->aspects->len, ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_null (enr_guideline_read ("g.xml", bad[i][0], strlen (bad[i][0]), &error));
      g_assert_error (error, ENR_REPORT_ERROR, ENR_REPORT_ERROR_FORM);
      g_assert_true (g_str_has_prefix (error->message, bad[i][1]));
      g_clear_error (&error);
    }
}

/* 要録: both sheets of the reference form, and what is too long goes on. */
static void
test_nursery_record (void)
{
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();
  const EnrWritingKind *kind = enr_writing_kinds_find (kinds, "nursery-record", NULL);
  g_autoptr (EnrContent) short_one = filled (kind, 5, 2);
  g_autoptr (EnrContent) long_one = filled (kind, 5, 40);
  EnrNurseryRecord records[3];
  g_autoptr (EnrDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  const GArray *outline;

  records[0] = (EnrNurseryRecord){
    .kind = kind,
    .kana = "あおき あさひ",
    .name = "青木 朝陽",
    .birth_date = enr_date_new (2020, 5, 9),
    .sex = "男",
    .address = "宮崎県宮崎市架空町1-2-3 とても長い名前の集合住宅こもれびハイツ第二別館 305号室",
    .guardian = "青木 太郎",
    .guardian_address = "",
    .enrolled = enr_date_new (2022, 4, 1),
    .left = enr_date_new (2027, 3, 31),
    .school = "架空市立みどりの丘小学校",
    .facility = "みどりの丘保育園（架空）",
    .facility_address = "宮崎県宮崎市架空町4-5-6",
    .director = "架空 一郎",
    .teacher = "架空 花子、架空 春子",
  };
  records[1] = records[2] = records[0];
  records[1].name = "石橋 陽菜";
  records[1].is_draft = TRUE;
  records[2].name = "上原 蓮";
  set_days (short_one);
  set_days (long_one);
  enr_content_add (short_one, "own", "園で加えた欄", "絵本がすき。");
  records[0].content = short_one;
  records[1].content = long_one;
  {
    g_autoptr (EnrContent) empty = enr_content_new ();

    records[2].birth_date = records[2].enrolled = records[2].left = ENR_DATE_NONE;
    records[2].content = empty;
    document = enr_nursery_records_new (records, 3, &error);
  }
  g_assert_no_error (error);
  check_sizes (document);
  keep (document, "nursery-records");
  outline = enr_document_get_outline (document);
  g_assert_cmpuint (outline->len, ==, 3);
  g_assert_cmpuint (g_array_index (outline, EnrOutlineEntry, 1).page, ==, 3);
  g_assert_cmpuint (enr_document_get_n_pages (document), >=, 10);
  g_assert_cmpuint (g_array_index (outline, EnrOutlineEntry, 2).page, ==,
                    enr_document_get_n_pages (document) - 3);
  assert_has (document, "入所に関する記録", TRUE);
  assert_has (document, "令和4年4月1日", TRUE);
  assert_has (document, "架空市立みどりの丘小学校", TRUE);
  assert_has (document, "保育の展開と子どもの育ち（続き）", TRUE);
  assert_has (document, "絵本がすき。", TRUE);
  assert_has (document, "道徳性・規範意識の芽生え", TRUE);
  assert_has (document, "児童の欄に同じ", TRUE);
  assert_guideline (document);
  assert_room (document, kind, short_one);
  assert_texts (document, short_one);
  assert_texts (document, long_one);
  g_assert_null (enr_nursery_records_new (records, 0, &error));
  g_assert_error (error, ENR_REPORT_ERROR, ENR_REPORT_ERROR_EMPTY);
}

/* A nursery calls a box otherwise, moves one up, adds one and takes one away: its paper is that. */
static void
test_changed_form (void)
{
  g_autoptr (EnrWritingKind) kind
      = read_kind ("<writing id=\"nursery-record\" label=\"保育要録\" sort=\"record\" of=\"child\" "
                   "period=\"year\">"
                   "<paper size=\"A3\" orientation=\"landscape\"/><keep from=\"school\"/>"
                   "<approval><box step=\"director\" label=\"園長\"/></approval>"
                   "<section key=\"before\" heading=\"入園からの育ち\" height=\"30\"/>"
                   "<section key=\"personal-focus\" heading=\"その子の大切にしたこと\" "
                   "group=\"育ち\" height=\"20\"/>"
                   "<section key=\"hobby\" heading=\"好きな遊び\" group=\"育ち\" height=\"12\"/>"
                   "<facts key=\"attendance\" heading=\"出欠\" height=\"10\"/></writing>");
  g_autoptr (EnrContent) content = content_new (kind, 5);
  EnrNurseryRecord record = { .kind = kind,
                              .kana = "あおき あさひ",
                              .name = "青木 朝陽",
                              .birth_date = ENR_DATE_NONE,
                              .sex = "",
                              .address = "",
                              .guardian = "",
                              .guardian_address = "",
                              .enrolled = ENR_DATE_NONE,
                              .left = ENR_DATE_NONE,
                              .school = "",
                              .facility = "みどりの丘保育園（架空）",
                              .facility_address = "",
                              .director = "",
                              .teacher = "",
                              .content = content };
  g_autoptr (EnrDocument) document = NULL;
  g_autoptr (GError) error = NULL;

  enr_content_add (content, "before", "入園からの育ち", "");
  enr_content_add (content, "personal-focus", "その子の大切にしたこと", "友だちと考え合う。");
  enr_content_add (content, "hobby", "好きな遊び", "");
  enr_content_add (content, "attendance/open", "保育日数", "241日");
  enr_content_add (content, "attendance/unrecorded", "記録なし", "12日");
  enr_content_add (content, "year-focus", "最終年度の重点", "なくした欄の文章。");
  document = enr_nursery_records_new (&record, 1, &error);
  g_assert_no_error (error);
  check_sizes (document);
  assert_has (document, "その子の大切にしたこと", TRUE);
  assert_has (document, "個人の重点", FALSE);
  assert_has (document, "好きな遊び", TRUE);
  assert_has (document, "保育の展開と子どもの育ち", FALSE);
  assert_has (document, "241日", TRUE);
  assert_has (document, "12日", TRUE);
  assert_has (document, "なくした欄の文章。", TRUE);
  keep (document, "nursery-record-changed");
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/nursery-record/sheets", test_nursery_record);
  g_test_add_func ("/nursery-record/changed-form", test_changed_form);
  g_test_add_func ("/nursery-record/guideline", test_guideline);
  return g_test_run ();
}
