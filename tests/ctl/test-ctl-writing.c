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

/* A class is another one in each fiscal year; who asks for it means all that have its name, and
 * what its children have of their own. */
static void
test_classes (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *pdf = ctl_path (ctl, "plan.pdf");
  g_autofree char *week = NULL;
  g_autofree char *of_child = NULL;

  RUN (ctl, 0, "plan", "new", "week-plan", "--date", DAY, "--class", "うさぎ", "--json");
  week = dup_id (ctl);
  RUN (ctl, 0, "plan", "new", "個別月案", "--date", DAY, "--child", "S00005", "--json");
  of_child = dup_id (ctl);
  RUN (ctl, 0, "plan", "new", "week-plan", "--date", DAY, "--class", "ぞう");
  RUN (ctl, 0, "plan", "list", "--class", "うさぎ", "--json");
  ctl_find (ctl_json (ctl), "writings", "id", week);
  ctl_find (ctl_json (ctl), "writings", "id", of_child);
  g_assert_cmpuint (
      json_array_get_length (json_object_get_array_member (ctl_json (ctl), "writings")), ==, 2);
  RUN (ctl, 0, "plan", "list", "--class", "うさぎ", "--until", "2026-06-30");
  assert_contains (ctl->out, week);
  RUN (ctl, 3, "plan", "list", "--class", "すずめ");
  assert_contains (ctl->err, "うさぎ");
  RUN (ctl, 3, "plan", "new", "week-plan", "--date", DAY, "--class", "すずめ");
  RUN (ctl, 2, "plan", "list", "--from", "2026-02-30");
  /* A week ends with its fiscal year; the next year has no classes yet. */
  RUN (ctl, 0, "plan", "new", "week-plan", "--date", "2027-03-30", "--class", "うさぎ", "--json");
  RUN (ctl, 0, "plan", "list", "--from", "2027-03-01");
  assert_contains (ctl->out, "3月29日～31日");
  RUN (ctl, 3, "plan", "new", "week-plan", "--date", "2027-04-01", "--class", "うさぎ");
  assert_contains (ctl->err, "2027");
  RUN (ctl, 0, "report", "plan", "--date", "2027-03-31", "--class", "うさぎ", "--output", pdf);
  RUN (ctl, 3, "report", "plan", "--date", "2027-04-01", "--output", pdf);
  assert_contains (ctl->err, "週案");
}

static void
test_export (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *aims = ctl_write (ctl, "aims.txt", "虫をさがす");
  g_autofree char *file = ctl_path (ctl, "plan.txt");
  g_autofree char *pdf = ctl_path (ctl, "plan.PDF");
  g_autofree char *other = ctl_path (ctl, "plan.docx");
  g_autofree char *content = NULL;
  g_autofree char *text = NULL;
  g_autofree char *id = NULL;

  RUN (ctl, 0, "plan", "new", "week-plan", "--date", DAY, "--class", "うさぎ", "--json");
  id = dup_id (ctl);
  RUN (ctl, 0, "plan", "write", id, "days/mon/activity", "--file", aims, "--json");
  g_assert_cmpstr (json_object_get_string_member (ctl_json (ctl), "state"), ==, "draft");
  RUN (ctl, 0, "plan", "show", id);
  assert_contains (ctl->out, "days/mon/activity");
  g_assert_null (strstr (ctl->out, " care\n"));
  RUN (ctl, 0, "plan", "show", id, "--all");
  assert_contains (ctl->out, " care\n");
  RUN (ctl, 0, "plan", "export", id, "--output", file, "--json");
  g_assert_true (g_file_get_contents (file, &content, NULL, NULL));
  g_assert_cmpint (json_object_get_int_member (ctl_json (ctl), "bytes"), ==, strlen (content));
  /* Of a cell, its row and column; keys are not for who reads the file. */
  assert_contains (content, "【曜日ごとの計画 月 主な活動・経験】\n虫をさがす\n");
  g_assert_null (strstr (content, "days/"));
  RUN (ctl, 0, "plan", "export", id, "--output", pdf);
  text = ctl_pdf_text (pdf);
  if (text != NULL)
    assert_contains (text, "虫をさがす");
  RUN (ctl, 2, "plan", "export", id, "--output", other);
  RUN (ctl, 1, "plan", "export", id, "--output", "/nowhere/plan.txt");
  assert_contains (ctl->err, "/nowhere");
  RUN (ctl, 2, "plan", "export", "x", "--output", file);
  RUN (ctl, 3, "plan", "export", "01a20320-0000-70a7-9de8-6d49db50e7ec", "--output", file);
}

/* A name that is one of the staff's is that person, however it is typed. */
static void
test_staff (void)
{
  g_autoptr (Ctl) ctl = ctl_new ();
  g_autofree char *file = ctl_write (ctl, "text.txt", "書いた");
  g_autofree char *id = NULL;

  RUN (ctl, 0, "sample", "--children", "12", "--days", "10", "--until", "2026-06-10", "--no-plans");
  RUN (ctl, 0, "plan", "new", "diary", "--date", DAY, "--class", "うさぎ", "--json");
  id = dup_id (ctl);
  RUN (ctl, 0, "plan", "write", id, "aims", "--file", file);
  RUN (ctl, 0, "plan", "write", id, "activity", "--file", file);
  RUN (ctl, 0, "plan", "write", id, "review-children", "--file", file);
  RUN (ctl, 0, "plan", "write", id, "review-teacher", "--file", file);
  RUN (ctl, 3, "plan", "step", id, "director", "--by", "見本 園子");
  assert_contains (ctl->err, "submit");
  RUN (ctl, 0, "plan", "step", id, "submit", "--by", "みほんそのこ", "--json");
  g_assert_cmpstr (json_object_get_string_member (ctl_json (ctl), "state"), ==, "submitted");
  RUN (ctl, 3, "plan", "step", id, "director", "--by", "架空 桜");
  assert_contains (ctl->err, "withdraw, chief, return");
  RUN (ctl, 3, "plan", "step", id, "chief", "--by", "見本 園子");
  RUN (ctl, 0, "plan", "step", id, "chief", "--by", "架空 桜");
  RUN (ctl, 0, "plan", "show", id, "--json");
  g_assert_cmpstr (
      json_object_get_string_member (ctl_find (ctl_json (ctl), "steps", "step", "submit"), "by"),
      ==, "見本 園子");
}

/* A class without a teacher, of a nursery without any staff: whoever does it says her name, and
 * that name is on the paper. */
static void
test_no_teacher (void)
{
  g_autoptr (Ctl) ctl = ctl_new ();
  g_autofree char *file = ctl_write (ctl, "text.txt", "書いた");
  g_autofree char *pdf = ctl_path (ctl, "plan.pdf");
  g_autofree char *id = NULL;
  g_autofree char *text = NULL;

  RUN (ctl, 0, "sample", "--children", "12", "--days", "10", "--until", "2026-06-10", "--no-plans",
       "--no-staff");
  RUN (ctl, 0, "plan", "new", "week-plan", "--date", DAY, "--class", "うさぎ", "--json");
  id = dup_id (ctl);
  RUN (ctl, 0, "plan", "write", id, "aims", "--file", file);
  RUN (ctl, 0, "report", "plan", "--date", DAY, "--class", "うさぎ", "--output", pdf);
  assert_contains (ctl->err, "not approved");
  RUN (ctl, 3, "plan", "step", id, "submit", "--by", "応援 見本");
  assert_contains (ctl->err, "曜日ごとの計画");
  RUN (ctl, 0, "plan", "write", id, "days/mon/activity", "--file", file);
  RUN (ctl, 2, "plan", "step", id, "submit", "--by", "");
  RUN (ctl, 0, "plan", "step", id, "submit", "--by", "応援 見本");
  RUN (ctl, 3, "plan", "step", id, "chief", "--by", "応援　見本");
  assert_contains (ctl->err, "Whoever submitted it cannot approve it");
  RUN (ctl, 0, "plan", "step", id, "chief", "--by", "主任 見本");
  RUN (ctl, 0, "plan", "step", id, "director", "--by", "園長 見本");
  RUN (ctl, 0, "report", "plan", "--date", DAY, "--class", "うさぎ", "--output", pdf);
  text = ctl_pdf_text (pdf);
  if (text == NULL)
    return;
  assert_contains (text, "応援 見本");
  assert_contains (text, "園長 見本");
}

static void
assert_paper (Ctl *ctl, const char *pdf, const char *version, const char *has, const char *lacks)
{
  g_autofree char *text = NULL;

  if (version != NULL)
    RUN (ctl, 0, "report", "diary", "--date", DAY, "--class", "うさぎ", "--which", version,
         "--output", pdf);
  else
    RUN (ctl, 0, "report", "diary", "--date", DAY, "--class", "うさぎ", "--output", pdf);
  text = ctl_pdf_text (pdf);
  if (text == NULL)
    return;
  assert_contains (text, has);
  g_assert_null (strstr (text, lacks));
}

static void
assert_export (Ctl *ctl,
               const char *id,
               const char *version,
               const char *state,
               const char *has,
               const char *lacks)
{
  g_autofree char *file = ctl_path (ctl, "export.txt");
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (version != NULL)
    RUN (ctl, 0, "plan", "export", id, "--which", version, "--output", file);
  else
    RUN (ctl, 0, "plan", "export", id, "--output", file);
  g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpstr (lines[1], ==, state);
  assert_contains (text, has);
  g_assert_null (strstr (text, lacks));
}

/* While a revision is written, what is in force can still be had, and is what one gets. */
static void
assert_versions (Ctl *ctl, const char *id, const char *pdf)
{
  g_autofree char *file = ctl_write (ctl, "new.txt", "あたらしいことば");

  RUN (ctl, 0, "plan", "write", id, "activity", "--file", file);
  assert_export (ctl, id, NULL, "Approved", "書いた", "あたらしいことば");
  assert_export (ctl, id, "1", "Approved", "書いた", "あたらしいことば");
  assert_export (ctl, id, "current", "Draft", "あたらしいことば", "Approved");
  RUN (ctl, 2, "plan", "export", id, "--which", "newest", "--output", pdf);
  RUN (ctl, 3, "plan", "export", id, "--which", "7", "--output", pdf);
  assert_paper (ctl, pdf, NULL, "書いた", "あたらしいことば");
  assert_contains (ctl->err, "--which current");
  assert_paper (ctl, pdf, "approved", "書いた", "あたらしいことば");
  assert_paper (ctl, pdf, "1", "書いた", "あたらしいことば");
  assert_paper (ctl, pdf, "current", "あたらしいことば", "未承認");
  assert_contains (ctl->err, "not approved");
  RUN (ctl, 2, "report", "diary", "--date", DAY, "--class", "うさぎ", "--which", "newest",
       "--output", pdf);
  RUN (ctl, 3, "report", "diary", "--date", DAY, "--class", "うさぎ", "--which", "7", "--output",
       pdf);
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
  assert_versions (ctl, id, pdf);
}

/* Of a cell its row is said, of a line its time, of a note its child; also of what is frozen. */
static void
test_labels (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *time = ctl_write (ctl, "time.txt", "9:30");
  g_autofree char *file = ctl_write (ctl, "text.txt", "書いた");
  g_autofree char *week = NULL;
  g_autofree char *day = NULL;
  JsonObject *json;

  RUN (ctl, 0, "plan", "new", "day-plan", "--date", DAY, "--class", "うさぎ", "--json");
  day = dup_id (ctl);
  RUN (ctl, 0, "plan", "write", day, "timeline/01/time", "--file", time);
  RUN (ctl, 0, "plan", "write", day, "timeline/01/environment", "--file", file);
  RUN (ctl, 0, "plan", "show", day);
  assert_contains (ctl->out, "【一日の流れ 9:30 環境構成】");
  RUN (ctl, 0, "plan", "new", "week-plan", "--date", DAY, "--class", "うさぎ", "--json");
  week = dup_id (ctl);
  RUN (ctl, 0, "plan", "write", week, "aims", "--file", file);
  RUN (ctl, 0, "plan", "write", week, "days/wed/activity", "--file", file);
  RUN (ctl, 0, "plan", "step", week, "submit", "--by", "担任");
  RUN (ctl, 0, "plan", "show", week);
  assert_contains (ctl->out, "【曜日ごとの計画 水 主な活動・経験】");
  RUN (ctl, 0, "plan", "show", week, "--json");
  json = ctl_find (ctl_json (ctl), "sections", "key", "days/wed/activity");
  g_assert_cmpstr (json_object_get_string_member (json, "heading"), ==, "主な活動・経験");
  g_assert_cmpstr (json_object_get_string_member (json, "label"), ==,
                   "曜日ごとの計画 水 主な活動・経験");
  /* An approved plan that is evaluated is no draft. */
  RUN (ctl, 0, "plan", "step", week, "chief", "--by", "主任");
  RUN (ctl, 0, "plan", "step", week, "director", "--by", "園長");
  RUN (ctl, 0, "plan", "step", week, "evaluate", "--by", "担任");
  RUN (ctl, 0, "plan", "show", week);
  assert_contains (ctl->out, "\nBeing evaluated\n");
  RUN (ctl, 3, "plan", "step", week, "chief", "--by", "主任");
  assert_contains (ctl->err, "Being evaluated");
}

/* What should be there and is not: of the sample's month all plans, and the drill of each month. */
static void
test_missing (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  JsonArray *all;
  JsonObject *drill;

  /* Plans and records were begun in May. */
  RUN (ctl, 0, "plan", "new", "week-plan", "--class", "うさぎ", "--date", "2026-05-11");
  RUN (ctl, 0, "plan", "list", "--missing", "--kind", "drill", "--from", "2026-05-01", "--until",
       "2026-05-31", "--json");
  all = json_object_get_array_member (ctl_json (ctl), "missing");
  g_assert_cmpuint (json_array_get_length (all), ==, 1);
  drill = json_array_get_object_element (all, 0);
  g_assert_cmpstr (json_object_get_string_member (drill, "kind"), ==, "drill");
  g_assert_cmpstr (json_object_get_string_member (drill, "first"), ==, "2026-05-01");
  g_assert_cmpstr (json_object_get_string_member (drill, "due"), ==, "2026-06-03");
  g_assert_cmpstr (json_object_get_string_member (drill, "state"), ==, "missing");
  RUN (ctl, 0, "plan", "new", "drill", "--date", "2026-05-20", "--title", "地震");
  RUN (ctl, 0, "plan", "list", "--missing", "--kind", "避難訓練計画・記録", "--from", "2026-05-01",
       "--until", "2026-05-31");
  assert_contains (ctl->out, "令和8年5月20日(水) 地震");
  assert_contains (ctl->out, "Draft, late");
  g_assert_null (strstr (ctl->out, "Not written"));

  RUN (ctl, 0, "plan", "list", "--missing", "--class", "うさぎ", "--kind", "週案", "--from", DAY,
       "--until", "2026-06-14");
  assert_contains (ctl->out, "令和8年6月8日～14日");
  g_assert_null (strstr (ctl->out, "令和8年6月1日～7日"));
  g_assert_null (strstr (ctl->out, "りす"));
  RUN (ctl, 3, "plan", "list", "--missing", "--class", "きつね");
  RUN (ctl, 2, "plan", "list", "--missing", "--from", "2027-04-01", "--until", "2026-06-01");
}

static void
test_diaries (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *pdf = ctl_path (ctl, "none.pdf");
  JsonArray *all;

  /* What was over before plans and records were begun is not asked for. */
  RUN (ctl, 0, "diary", "list", "--month", "2026-06", "--json");
  all = json_object_get_array_member (ctl_json (ctl), "diaries");
  g_assert_cmpuint (json_array_get_length (all), ==, 0);
  RUN (ctl, 0, "plan", "new", "diary", "--date", DAY, "--class", "うさぎ");
  RUN (ctl, 0, "diary", "list", "--month", "2026-06", "--json");
  all = json_object_get_array_member (ctl_json (ctl), "diaries");
  /* Six classes on every day that is open: Mondays to Saturdays, 26 of them. */
  g_assert_cmpuint (json_array_get_length (all), ==, 6 * 26);
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
  RUN (ctl, 2, "search", " 　");
  RUN (ctl, 2, "search", "園庭", "--limit", "0");
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
  RUN (ctl, 0, "phrases", "export", output, "--json");
  g_assert_cmpstr (json_object_get_string_member (ctl_json (ctl), "output"), ==, output);
  RUN (ctl, 1, "phrases", "export", "/nowhere/all.csv");
  RUN (ctl, 1, "phrases", "import", "/nowhere/all.csv");
  RUN (ctl, 0, "phrases", "export", output);
  assert_contains (ctl->out, output);
  g_assert_true (g_file_get_contents (output, &content, NULL, NULL));
  assert_contains (content, "水で遊ぶ。,aims,,1-5,\"7;8\"\r\n");
  g_assert_null (strstr (content, "走る"));
  /* The starting set is for who has none. */
  RUN (ctl, 0, "phrases", "start");
  assert_contains (ctl->out, "0 phrases");
  RUN (ctl, 0, "phrases", "start", "--json");
  g_assert_cmpint (json_object_get_int_member (ctl_json (ctl), "added"), ==, 0);
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
  g_test_add_func ("/ctl/writing/classes", test_classes);
  g_test_add_func ("/ctl/writing/export", test_export);
  g_test_add_func ("/ctl/writing/staff", test_staff);
  g_test_add_func ("/ctl/writing/no-teacher", test_no_teacher);
  g_test_add_func ("/ctl/writing/approval", test_approval);
  g_test_add_func ("/ctl/writing/labels", test_labels);
  g_test_add_func ("/ctl/writing/missing", test_missing);
  g_test_add_func ("/ctl/writing/diaries", test_diaries);
  g_test_add_func ("/ctl/writing/search", test_search);
  g_test_add_func ("/ctl/writing/phrases", test_phrases);
  g_test_add_func ("/ctl/writing/sample", test_sample);

  return g_test_run ();
}
