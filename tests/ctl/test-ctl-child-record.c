/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What is written about a child: its own papers and files, and never another child's words.
 */
#include "config.h"

#include <string.h>
#include <glib/gstdio.h>

#include "ctl-run.h"

#define DAY "2026-06-09"

/* Two children of one class: "木村 すみれ" and "木村 心春". */
#define ONE "S00005"
#define OTHER "S00006"
#define OTHER_NAME "心春"

/* And two who go to school. */
#define FIFTH "S00011"
#define FIFTH_OTHER "S00012"

static char *
begin (Ctl *ctl, const char *kind, const char *whose, const char *word)
{
  RUN (ctl, 0, "plan", "new", kind, "--date", DAY, whose, word, "--writer", "見本 園子", "--json");
  return g_strdup (json_object_get_string_member (ctl_json (ctl), "id"));
}

static void
write_text (Ctl *ctl, const char *id, const char *section, const char *child, const char *text)
{
  g_autofree char *file = ctl_write (ctl, "text.txt", text);

  if (child != NULL)
    RUN (ctl, 0, "plan", "write", id, section, "--child", child, "--file", file);
  else
    RUN (ctl, 0, "plan", "write", id, section, "--file", file);
}

static void
approve (Ctl *ctl, const char *id)
{
  RUN (ctl, 0, "plan", "step", id, "submit", "--by", "担任");
  RUN (ctl, 0, "plan", "step", id, "chief", "--by", "主任");
  RUN (ctl, 0, "plan", "step", id, "director", "--by", "園長");
}

/* A diary of the class with a note about each of the two, and a record of each; the record of the
 * one that is approved says so, and a draft of it is there too. */
static void
write_records (Ctl *ctl)
{
  g_autofree char *diary = begin (ctl, "diary", "--class", "うさぎ");
  g_autofree char *one = begin (ctl, "child-record", "--child", ONE);
  g_autofree char *other = begin (ctl, "child-record", "--child", OTHER);
  g_autofree char *draft = begin (ctl, "child-month-plan", "--child", ONE);

  write_text (ctl, diary, "aims", NULL, "水にふれる");
  write_text (ctl, diary, "activity", NULL, "組の活動");
  write_text (ctl, diary, "review-children", NULL, "組の反省");
  write_text (ctl, diary, "review-teacher", NULL, "組の反省");
  write_text (ctl, diary, "notes", ONE, "赤い積み木");
  write_text (ctl, diary, "notes", OTHER, "青い汽車");
  approve (ctl, diary);
  write_text (ctl, one, "observed", NULL, "どろ団子");
  approve (ctl, one);
  write_text (ctl, other, "observed", NULL, "しゃぼん玉");
  approve (ctl, other);
  write_text (ctl, draft, "before", NULL, "下書きのねらい");
}

static void
assert_lacks (const char *text, const char *part)
{
  if (strstr (text, part) != NULL)
    g_error ("“%s” is in:\n%s", part, text);
}

/* The one's words, and nothing of the other's. */
static void
assert_ones (const char *text, gboolean with_draft)
{
  assert_contains (text, "どろ団子");
  assert_contains (text, "赤い積み木");
  if (with_draft)
    assert_contains (text, "下書きのねらい");
  else
    assert_lacks (text, "下書きのねらい");
  assert_lacks (text, "しゃぼん玉");
  assert_lacks (text, "青い汽車");
  assert_lacks (text, OTHER_NAME);
  /* What a class did is not one child's. */
  assert_lacks (text, "組の活動");
}

static void
test_story (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *pdf = ctl_path (ctl, "story.pdf");
  g_autofree char *lost = ctl_path (ctl, "nowhere/story.pdf");
  g_autofree char *draft = NULL;
  g_autofree char *text = NULL;
  g_autofree char *text_of_all = NULL;

  RUN (ctl, 3, "report", "child-story", ONE, "--all", "--output", pdf);
  draft = begin (ctl, "development", "--child", ONE);
  write_text (ctl, draft, "next", NULL, "未承認");
  RUN (ctl, 3, "report", "child-story", ONE, "--output", pdf);
  assert_contains (ctl->err, "--all");
  RUN (ctl, 2, "report", "child-story", "--output", pdf);
  RUN (ctl, 2, "report", "child-story", ONE);
  RUN (ctl, 3, "report", "child-story", "だれか", "--output", pdf);
  g_assert_false (g_file_test (pdf, G_FILE_TEST_EXISTS));

  write_records (ctl);
  RUN (ctl, 0, "report", "child-story", ONE, "--output", pdf, "--json");
  g_assert_cmpstr (json_object_get_string_member (ctl_json (ctl), "title"), ==,
                   "木村 すみれさんの記録");
  g_assert_cmpint (json_object_get_int_member (ctl_json (ctl), "pages"), >=, 2);
  text = ctl_pdf_text (pdf);
  if (text != NULL)
    assert_ones (text, FALSE);
  RUN (ctl, 0, "report", "child-story", "木村 すみれ", "--all", "--output", pdf);
  text_of_all = ctl_pdf_text (pdf);
  if (text_of_all != NULL)
    assert_ones (text_of_all, TRUE);
  RUN (ctl, 1, "report", "child-story", ONE, "--output", lost);
  assert_contains (ctl->err, "nowhere");
}

/* All files of a folder behind each other. */
static char *
read_folder (const char *folder, guint *n_files)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);
  GString *all = g_string_new (NULL);
  const char *name;

  g_assert_no_error (error);
  *n_files = 0;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = NULL;

      g_assert_true (g_file_get_contents (path, &text, NULL, &error));
      g_string_append_printf (all, "%s\n%s\n", name, text);
      *n_files += 1;
    }
  return g_string_free (all, FALSE);
}

static void
test_files (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *folder = ctl_path (ctl, "記録");
  g_autofree char *all = ctl_path (ctl, "すべて");
  g_autofree char *file = ctl_write (ctl, "file", "a file");
  g_autofree char *text = NULL;
  g_autofree char *text_of_all = NULL;
  g_autofree char *again = NULL;
  guint n, n_all, n_again;

  RUN (ctl, 3, "export", "child-record", ONE, "--output", folder);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  RUN (ctl, 2, "export", "child-record", ONE);

  write_records (ctl);
  RUN (ctl, 0, "export", "child-record", ONE, "--output", folder, "--json");
  text = read_folder (folder, &n);
  g_assert_cmpint (json_object_get_int_member (ctl_json (ctl), "files"), ==, n);
  /* What was written, and the month's days on which it was away. */
  g_assert_cmpuint (n, ==, 3);
  assert_contains (text, "-欠席.txt");
  assert_ones (text, FALSE);
  assert_contains (text, DAY "-個別記録.txt");
  assert_contains (text, DAY "-保育日誌.txt");
  assert_contains (text, "木村 すみれ");
  RUN (ctl, 0, "export", "child-record", ONE, "--all", "--output", all);
  text_of_all = read_folder (all, &n_all);
  assert_contains (ctl->out, "4 files");
  g_assert_cmpuint (n_all, ==, 4);
  assert_ones (text_of_all, TRUE);

  /* Nothing is ever written over. */
  RUN (ctl, 1, "export", "child-record", ONE, "--output", folder);
  again = read_folder (folder, &n_again);
  g_assert_cmpstr (again, ==, text);
  RUN (ctl, 1, "export", "child-record", ONE, "--output", file);
  RUN (ctl, 1, "export", "child-record", ONE, "--output", "/nowhere/else");
  assert_contains (ctl->err, "/nowhere/else");
}

/* Without a time, a child's records are all of them. */
static void
test_of_one (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *pdf = ctl_path (ctl, "records.pdf");
  g_autofree char *late = NULL;
  g_autofree char *plan = NULL;
  g_autofree char *text = NULL;
  g_autofree char *text_of_plan = NULL;
  g_autofree char *text_of_class = NULL;

  write_records (ctl);
  RUN (ctl, 0, "plan", "new", "child-record", "--date", "2026-05-20", "--child", ONE, "--json");
  late = g_strdup (json_object_get_string_member (ctl_json (ctl), "id"));
  write_text (ctl, late, "observed", NULL, "五月の姿");
  RUN (ctl, 0, "report", "child-record", "--child", ONE, "--output", pdf, "--json");
  g_assert_cmpint (json_object_get_int_member (ctl_json (ctl), "pages"), ==, 2);
  text = ctl_pdf_text (pdf);
  if (text != NULL)
    {
      assert_contains (text, "どろ団子");
      assert_contains (text, "五月の姿");
      assert_lacks (text, "しゃぼん玉");
      assert_lacks (text, OTHER_NAME);
    }
  RUN (ctl, 0, "report", "child-record", "--month", "2026-05", "--child", ONE, "--output", pdf);
  assert_contains (ctl->out, "1 page");
  /* A child's plan is its own of the month. */
  RUN (ctl, 0, "report", "plan", "--month", "2026-06", "--child", ONE, "--output", pdf);
  text_of_plan = ctl_pdf_text (pdf);
  if (text_of_plan != NULL)
    assert_contains (text_of_plan, "下書きのねらい");
  /* The records of a class are those of its children. */
  plan = begin (ctl, "child-record", "--child", FIFTH);
  write_text (ctl, plan, "observed", NULL, "年長の姿");
  RUN (ctl, 0, "report", "child-record", "--date", DAY, "--class", "うさぎ", "--output", pdf,
       "--json");
  g_assert_cmpint (json_object_get_int_member (ctl_json (ctl), "pages"), ==, 2);
  text_of_class = ctl_pdf_text (pdf);
  if (text_of_class != NULL)
    {
      assert_contains (text_of_class, "しゃぼん玉");
      assert_lacks (text_of_class, "年長の姿");
    }

  g_remove (pdf);
  RUN (ctl, 2, "report", "child-record", "--output", pdf);
  RUN (ctl, 2, "report", "child-record", "--month", "2026-13", "--output", pdf);
  RUN (ctl, 3, "report", "child-record", "--child", "S00001", "--output", pdf);
  assert_contains (ctl->err, "個別記録");
  RUN (ctl, 3, "report", "child-record", "--date", DAY, "--class", "x", "--output", pdf);
  assert_contains (ctl->err, "うさぎ");
  g_assert_false (g_file_test (pdf, G_FILE_TEST_EXISTS));
}

/* Of a class's diaries a child's paper has what is about it: its days, its attendance, its notes,
 * and nothing of anybody else. */
static void
test_diary (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *pdf = ctl_path (ctl, "diary.pdf");
  g_autofree char *next = NULL;
  g_autofree char *of_month = NULL;
  g_autofree char *of_day = NULL;

  RUN (ctl, 3, "report", "diary", "--child", ONE, "--date", DAY, "--output", pdf);
  assert_contains (ctl->err, "保育日誌");
  write_records (ctl);
  RUN (ctl, 0, "plan", "new", "diary", "--date", "2026-06-10", "--class", "うさぎ", "--json");
  next = g_strdup (json_object_get_string_member (ctl_json (ctl), "id"));
  write_text (ctl, next, "notes", ONE, "黄色い長ぐつ");
  write_text (ctl, next, "notes", OTHER, "緑のバケツ");
  RUN (ctl, 0, "plan", "new", "diary", "--date", DAY, "--class", "ぞう");

  RUN (ctl, 3, "report", "diary", "--child", ONE, "--month", "2026-05", "--output", pdf);
  RUN (ctl, 3, "report", "diary", "--child", "S09999", "--date", DAY, "--output", pdf);
  RUN (ctl, 3, "report", "diary", "--child", FIFTH, "--date", DAY, "--class", "うさぎ", "--output",
       pdf);
  RUN (ctl, 2, "report", "diary", "--child", ONE, "--date", DAY, "--which", "1", "--output", pdf);
  RUN (ctl, 2, "report", "diary", "--child", ONE, "--date", DAY, "--month", "2026-06", "--output",
       pdf);
  g_assert_false (g_file_test (pdf, G_FILE_TEST_EXISTS));

  RUN (ctl, 0, "report", "diary", "--child", ONE, "--date", DAY, "--output", pdf);
  of_day = ctl_pdf_text (pdf);
  RUN (ctl, 0, "report", "diary", "--child", ONE, "--month", "2026-06", "--output", pdf);
  of_month = ctl_pdf_text (pdf);
  if (of_day == NULL)
    return;
  assert_contains (of_day, "赤い積み木");
  assert_contains (of_day, "承認済み");
  assert_contains (of_day, "6月9日（火）");
  assert_contains (of_day, "うさぎ");
  assert_contains (of_day, "病欠");
  assert_lacks (of_day, "黄色い長ぐつ");
  assert_contains (of_month, "赤い積み木");
  assert_contains (of_month, "黄色い長ぐつ");
  assert_contains (of_month, "作成中");
  assert_contains (of_month, "登園");
  assert_lacks (of_month, "ぞう");
  assert_lacks (of_month, "青い汽車");
  assert_lacks (of_month, "緑のバケツ");
  assert_lacks (of_month, OTHER_NAME);
  assert_lacks (of_month, "組の活動");
  assert_lacks (of_month, "水にふれる");
}

static char *
begin_school_record (Ctl *ctl, const char *child, const char *text)
{
  static const char *const sections[] = { "year-focus", "personal-focus", "development", "before" };
  char *id = begin (ctl, "nursery-record", "--child", child);

  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    write_text (ctl, id, sections[i], NULL, text);
  return id;
}

static void
test_school (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *pdf = ctl_path (ctl, "record.pdf");
  g_autofree char *one = NULL;
  g_autofree char *other = NULL;
  g_autofree char *draft = NULL;
  g_autofree char *approved = NULL;
  g_autofree char *both = NULL;

  RUN (ctl, 3, "report", "nursery-record", "--year", "2026", "--output", pdf);
  assert_contains (ctl->err, "2026");
  one = begin_school_record (ctl, FIFTH, "竹馬に乗る");
  RUN (ctl, 3, "report", "nursery-record", "--year", "2026", "--child", FIFTH_OTHER, "--output",
       pdf);
  RUN (ctl, 3, "report", "nursery-record", "--year", "2027", "--output", pdf);
  RUN (ctl, 2, "report", "nursery-record", "--output", pdf);
  RUN (ctl, 2, "report", "nursery-record", "--year", "x", "--output", pdf);
  g_assert_false (g_file_test (pdf, G_FILE_TEST_EXISTS));

  other = begin_school_record (ctl, FIFTH_OTHER, "こま回し");
  RUN (ctl, 0, "report", "nursery-record", "--year", "2026", "--child", FIFTH, "--output", pdf,
       "--json");
  g_assert_cmpint (json_object_get_int_member (ctl_json (ctl), "pages"), ==, 3);
  draft = ctl_pdf_text (pdf);
  approve (ctl, one);
  RUN (ctl, 0, "report", "nursery-record", "--year", "2026", "--child", FIFTH, "--output", pdf);
  approved = ctl_pdf_text (pdf);
  RUN (ctl, 0, "report", "nursery-record", "--year", "2026", "--output", pdf, "--json");
  g_assert_cmpint (json_object_get_int_member (ctl_json (ctl), "pages"), ==, 6);
  both = ctl_pdf_text (pdf);
  if (draft == NULL)
    return;
  assert_contains (draft, "竹馬に乗る");
  assert_contains (draft, "ねらい（発達を捉える視点）");
  assert_contains (draft, "保育所の生活の中で、充実感をもって");
  assert_contains (draft, "下書き");
  assert_lacks (draft, "こま回し");
  assert_lacks (draft, "三浦 七海");
  assert_contains (approved, "三浦 航");
  assert_lacks (approved, "下書き");
  assert_lacks (approved, "こま回し");
  assert_contains (both, "竹馬に乗る");
  assert_contains (both, "こま回し");
}

/* Two of one name: neither's papers go to whoever asked for the other. */
static void
test_two_of_one_name (void)
{
  g_autoptr (Ctl) ctl = ctl_new ();
  g_autofree char *roster = ctl_write (ctl, "roster.csv",
                                       "園児番号,氏名,ふりがな,性別,生年月日,クラス\n"
                                       "101,佐藤 陽,さとう はる,男,2023/5/1,うさぎ\n"
                                       "102,佐藤 陽,さとう よう,女,2023/6/2,うさぎ\n");
  g_autofree char *pdf = ctl_path (ctl, "story.pdf");
  g_autofree char *folder = ctl_path (ctl, "folder");

  RUN (ctl, 0, "init", "--name", "ひかり保育園", "--fiscal-year", "2026");
  RUN (ctl, 0, "import", "children", roster, "--fiscal-year", "2026");
  RUN (ctl, 3, "report", "child-story", "佐藤 陽", "--output", pdf);
  assert_contains (ctl->err, "fits 2 children");
  RUN (ctl, 3, "export", "child-record", "佐藤 陽", "--output", folder);
  RUN (ctl, 3, "report", "child-record", "--child", "佐藤 陽", "--output", pdf);
  RUN (ctl, 3, "plan", "list", "--child", "佐藤 陽");
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (pdf, G_FILE_TEST_EXISTS));
  RUN (ctl, 0, "plan", "list", "--child", "さとう はる");
  RUN (ctl, 0, "plan", "list", "--child", "102");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ctl/child-record/story", test_story);
  g_test_add_func ("/ctl/child-record/files", test_files);
  g_test_add_func ("/ctl/child-record/of-one", test_of_one);
  g_test_add_func ("/ctl/child-record/diary", test_diary);
  g_test_add_func ("/ctl/child-record/school", test_school);
  g_test_add_func ("/ctl/child-record/two-of-one-name", test_two_of_one_name);

  return g_test_run ();
}
