/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * plan, diary, phrases, search, and their papers.
 */
#include "config.h"

#include <string.h>
#include <glib/gstdio.h>

#include "ctl-run.h"

#define DAY "2026-06-09"

static char *
dup_id (Ctl *ctl)
{
  return g_strdup (json_object_get_string_member (ctl_json (ctl), "id"));
}

static void
test_plan (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *aims = ctl_write (ctl, "aims.txt", "園庭で\n虫をさがす。\n");
  g_autofree char *long_text = g_strnfill (200001, 'x');
  g_autofree char *long_file = ctl_write (ctl, "long.txt", long_text);
  g_autofree char *bytes = ctl_write (ctl, "bytes.txt", "\xff\xfe");
  g_autofree char *output = ctl_path (ctl, "plan.txt");
  g_autofree char *content = NULL;
  g_autofree char *id = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  JsonObject *json;

  RUN (ctl, 0, "plan", "list", "--json");
  g_assert_cmpuint (
      json_array_get_length (json_object_get_array_member (ctl_json (ctl), "writings")), ==, 0);
  RUN (ctl, 0, "plan", "new", "週案", "--date", DAY, "--class", "うさぎ", "--writer", "見本 園子",
       "--json");
  id = dup_id (ctl);
  RUN (ctl, 3, "plan", "new", "week-plan", "--date", DAY, "--class", "うさぎ");
  RUN (ctl, 3, "plan", "new", "week-plan", "--date", DAY);
  RUN (ctl, 3, "plan", "new", "poem", "--date", DAY);
  assert_contains (ctl->err, "week-plan (週案)");
  RUN (ctl, 2, "plan", "new", "week-plan");
  RUN (ctl, 3, "plan", "new", "drill", "--date", DAY);

  RUN (ctl, 0, "plan", "write", id, "aims", "--file", aims);
  before = ctl_dump (ctl);
  RUN (ctl, 3, "plan", "write", id, "nothing", "--file", aims);
  RUN (ctl, 3, "plan", "write", id, "aims", "--file", long_file);
  assert_contains (ctl->err, "200000");
  RUN (ctl, 3, "plan", "write", id, "aims", "--file", bytes);
  RUN (ctl, 1, "plan", "write", id, "aims", "--file", "/nowhere");
  RUN (ctl, 2, "plan", "write", "x", "aims", "--file", aims);
  RUN (ctl, 2, "plan", "step", id, "bless");
  RUN (ctl, 3, "plan", "step", id, "director");
  after = ctl_dump (ctl);
  g_assert_cmpstr (after, ==, before);

  RUN (ctl, 0, "plan", "show", id, "--json");
  json = ctl_find (ctl_json (ctl), "sections", "key", "aims");
  g_assert_cmpstr (json_object_get_string_member (json, "text"), ==, "園庭で\n虫をさがす。");
  RUN (ctl, 0, "plan", "export", id, "--output", output);
  g_assert_true (g_file_get_contents (output, &content, NULL, NULL));
  assert_contains (content, "週案 うさぎ 令和8年6月8日～14日");
  assert_contains (content, "虫をさがす。");
  RUN (ctl, 0, "plan", "list", "--class", "うさぎ", "--from", "2026-06-14", "--json");
  json = ctl_find (ctl_json (ctl), "writings", "id", id);
  g_assert_cmpstr (json_object_get_string_member (json, "state"), ==, "draft");
  RUN (ctl, 0, "plan", "list", "--from", "2026-06-15");
  g_assert_cmpstr (ctl->out, ==, "");
}

static void
test_approval (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *file = ctl_write (ctl, "text.txt", "書いた");
  g_autofree char *pdf = ctl_path (ctl, "diary.pdf");
  g_autofree char *id = NULL;
  g_autofree char *text = NULL;

  RUN (ctl, 0, "plan", "new", "diary", "--date", DAY, "--class", "うさぎ", "--json");
  id = dup_id (ctl);
  RUN (ctl, 3, "plan", "step", id, "submit", "--by", "担任");
  assert_contains (ctl->err, "please write");
  RUN (ctl, 0, "plan", "write", id, "aims", "--file", file);
  RUN (ctl, 0, "plan", "write", id, "activity", "--file", file);
  RUN (ctl, 0, "plan", "write", id, "review-children", "--file", file);
  RUN (ctl, 0, "plan", "write", id, "review-teacher", "--file", file);
  RUN (ctl, 0, "plan", "step", id, "submit", "--by", "担任");
  RUN (ctl, 3, "plan", "write", id, "aims", "--file", file);
  assert_contains (ctl->err, "waits for approval");
  RUN (ctl, 3, "plan", "step", id, "chief", "--by", "担任");
  RUN (ctl, 3, "plan", "step", id, "return", "--by", "主任");
  RUN (ctl, 0, "plan", "list", "--waiting");
  assert_contains (ctl->out, id);
  RUN (ctl, 0, "plan", "step", id, "chief", "--by", "主任");
  RUN (ctl, 0, "plan", "step", id, "director", "--by", "園長");
  RUN (ctl, 0, "plan", "list", "--waiting");
  g_assert_cmpstr (ctl->out, ==, "");
  RUN (ctl, 0, "report", "diary", "--date", DAY, "--class", "うさぎ", "--output", pdf);
  text = ctl_pdf_text (pdf);
  if (text != NULL)
    {
      assert_contains (text, "保育日誌");
      assert_contains (text, "園長");
      assert_contains (text, "書いた");
      g_assert_null (strstr (text, "案\n"));
    }
  RUN (ctl, 3, "plan", "step", id, "revise", "--by", "担任");
  RUN (ctl, 0, "plan", "step", id, "revise", "--by", "担任", "--reason", "人数の訂正");
  RUN (ctl, 0, "plan", "show", id, "--json");
  g_assert_cmpint (json_object_get_int_member (ctl_json (ctl), "revision"), ==, 2);
}

static void
test_diaries (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *pdf = ctl_path (ctl, "none.pdf");
  JsonArray *all;

  RUN (ctl, 0, "diary", "list", "--month", "2026-06", "--json");
  all = json_object_get_array_member (ctl_json (ctl), "diaries");
  /* Six classes on every day that is open: Mondays to Saturdays, 26 of them. */
  g_assert_cmpuint (json_array_get_length (all), ==, 6 * 26);
  RUN (ctl, 0, "plan", "new", "diary", "--date", DAY, "--class", "うさぎ");
  RUN (ctl, 0, "diary", "list", "--month", "2026-06", "--missing");
  g_assert_cmpint (strncmp (ctl->out, "Day", 3), ==, 0);
  RUN (ctl, 2, "diary", "list");
  RUN (ctl, 2, "report", "diary", "--output", pdf);
  RUN (ctl, 2, "report", "plan", "--month", "2026-06", "--date", DAY, "--output", pdf);
  RUN (ctl, 3, "report", "plan", "--month", "2026-06", "--output", pdf);
  g_assert_false (g_file_test (pdf, G_FILE_TEST_EXISTS));
}

static void
test_search (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *file
      = ctl_write (ctl, "text.txt", "園庭でダンゴムシを見つけた。とても喜んでいた。");
  g_autofree char *id = NULL;
  JsonObject *found;

  RUN (ctl, 0, "plan", "new", "diary", "--date", DAY, "--class", "うさぎ", "--json");
  id = dup_id (ctl);
  RUN (ctl, 0, "plan", "write", id, "activity", "--file", file);
  RUN (ctl, 0, "search", "園庭", "--json");
  found = ctl_find (ctl_json (ctl), "results", "id", id);
  g_assert_cmpstr (json_object_get_string_member (found, "kind"), ==, "diary");
  g_assert_cmpstr (json_object_get_string_member (found, "date"), ==, DAY);
  g_assert_cmpstr (json_object_get_string_member (found, "class"), ==, "うさぎ");
  g_assert_true (json_object_get_null_member (found, "child"));
  g_assert_cmpstr (json_object_get_string_member (found, "excerpt"), ==,
                   "園庭でダンゴムシを見つけた。");
  RUN (ctl, 0, "search", "だんごむし");
  assert_contains (ctl->out, "ダンゴムシ");
  RUN (ctl, 0, "search", "かぶとむし");
  g_assert_cmpstr (ctl->out, ==, "");
  RUN (ctl, 0, "search", "\"*(");
  g_assert_cmpstr (ctl->out, ==, "");
  RUN (ctl, 2, "search");
}

static void
test_phrases (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *good
      = ctl_write (ctl, "good.csv", "文例,項目,年齢,月\n水で遊ぶ。,aims,1-5,7;8\n");
  g_autofree char *bad = ctl_write (ctl, "bad.csv", "文例,年齢\n走る。,9\n");
  g_autofree char *output = ctl_path (ctl, "all.csv");
  g_autofree char *content = NULL;

  RUN (ctl, 0, "phrases", "import", good, "--json");
  g_assert_cmpint (json_object_get_int_member (ctl_json (ctl), "added"), ==, 1);
  RUN (ctl, 3, "phrases", "import", bad);
  assert_contains (ctl->err, "bad.csv:2:2: ");
  RUN (ctl, 0, "phrases", "export", output);
  g_assert_true (g_file_get_contents (output, &content, NULL, NULL));
  assert_contains (content, "水で遊ぶ。,aims,,1-5,\"7;8\"\r\n");
  g_assert_null (strstr (content, "走る"));
  /* The starting set is for who has none. */
  RUN (ctl, 0, "phrases", "start");
  assert_contains (ctl->out, "0 phrases");
}

static void
test_sample (void)
{
  g_autoptr (Ctl) ctl = ctl_new ();
  g_autofree char *pdf = ctl_path (ctl, "plans.pdf");

  RUN (ctl, 0, "sample", "--children", "12", "--days", "10", "--until", "2026-06-10");
  RUN (ctl, 0, "report", "plan", "--month", "2026-06", "--output", pdf);
  RUN (ctl, 0, "plan", "list", "--waiting");
  g_assert_cmpstr (ctl->out, !=, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ctl/writing/plan", test_plan);
  g_test_add_func ("/ctl/writing/approval", test_approval);
  g_test_add_func ("/ctl/writing/diaries", test_diaries);
  g_test_add_func ("/ctl/writing/search", test_search);
  g_test_add_func ("/ctl/writing/phrases", test_phrases);
  g_test_add_func ("/ctl/writing/sample", test_sample);

  return g_test_run ();
}
