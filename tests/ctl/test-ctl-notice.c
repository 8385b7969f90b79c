/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * notice and illness.
 */
#include "config.h"

#include <string.h>

#include "ctl-run.h"

#define DAY "2026-06-10"

/* A child of the sample who is here on the day. */
static char *
dup_present (Ctl *ctl)
{
  JsonArray *children;

  RUN (ctl, 0, "board", "--date", DAY, "--json");
  children = json_object_get_array_member (ctl_json (ctl), "children");
  for (guint i = 0; i < json_array_get_length (children); i++)
    {
      JsonObject *child = json_array_get_object_element (children, i);

      if (!json_object_get_null_member (child, "arrived"))
        return g_strdup (json_object_get_string_member (child, "external_id"));
    }
  g_assert_not_reached ();
}

static JsonObject *
board_child (Ctl *ctl, const char *date, const char *child)
{
  RUN (ctl, 0, "board", "--date", date, "--json");
  return ctl_find (ctl_json (ctl), "children", "external_id", child);
}

static void
test_notice (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *child = dup_present (ctl);
  g_autofree char *id = NULL;
  JsonObject *json;

  /* The day after tomorrow is a Friday, and no day of the sample's. */
  RUN (ctl, 0, "notice", "add", child, "--date", "2026-06-11", "--until", "2026-06-12", "--kind",
       "sick", "--symptoms", "発熱", "--temperature", "38.2", "--by", "母", "--json");
  json = ctl_json (ctl);
  g_assert_cmpstr (json_object_get_string_member (json, "kind"), ==, "absent");
  g_assert_cmpint (json_object_get_int_member (json, "days"), ==, 2);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (json, "temperature"), 38.2, 0.001);
  id = g_strdup (json_object_get_string_member (json, "id"));

  json = board_child (ctl, "2026-06-12", child);
  g_assert_cmpstr (json_object_get_string_member (json, "status"), ==, "absent");
  g_assert_cmpstr (json_object_get_string_member (json, "absence_reason"), ==, "発熱 38.2℃");
  g_assert_cmpstr (json_object_get_string_member (json, "notified_by"), ==, "母");

  RUN (ctl, 0, "notice", "list", "--date", "2026-06-12", "--json");
  json = ctl_find (ctl_json (ctl), "notices", "id", id);
  g_assert_cmpstr (json_object_get_string_member (json, "child"), ==, child);
  g_assert_cmpstr (json_object_get_string_member (json, "last_day"), ==, "2026-06-12");
  g_assert_true (json_object_get_null_member (json, "withdrawn_at"));
  RUN (ctl, 0, "notice", "list", "--date", "2026-06-12");
  assert_contains (ctl->out, "発熱 38.2℃");
  RUN (ctl, 0, "notice", "list", "--date", "2026-07-12");
  g_assert_cmpstr (ctl->out, ==, "");

  RUN (ctl, 0, "notice", "add", child, "--date", "2026-06-12", "--kind", "late", "--arrive",
       "10:30");
  assert_contains (ctl->out, ": late, 2026-06-12, is recorded.");
  assert_contains (ctl->out, "There is another notice for these days: absent, 2026-06-11 to "
                             "2026-06-12, by 母. The newer one counts.");
  RUN (ctl, 0, "notice", "list", "--date", "2026-06-12", "--json");
  json = ctl_find (ctl_json (ctl), "notices", "id", id);
  g_assert_false (json_object_get_boolean_member (json, "counts"));
  json = ctl_find (ctl_json (ctl), "notices", "kind", "late");
  g_assert_true (json_object_get_boolean_member (json, "counts"));
  RUN (ctl, 0, "notice", "list", "--date", "2026-06-12");
  assert_contains (ctl->out, "does not count");
  assert_contains (ctl->out, "2026-06-11 to 2026-06-12");
  g_assert_null (strstr (ctl->out, "2026-06-12 to 2026-06-12"));
  json = board_child (ctl, "2026-06-12", child);
  g_assert_cmpstr (json_object_get_string_member (json, "status"), ==, "unknown");
  g_assert_cmpstr (json_object_get_string_member (json, "planned_arrive"), ==, "2026-06-12T10:30");

  RUN (ctl, 0, "notice", "withdraw", id, "--reason", "来られるため");
  RUN (ctl, 3, "notice", "withdraw", id);
  json = board_child (ctl, "2026-06-11", child);
  g_assert_cmpstr (json_object_get_string_member (json, "status"), ==, "unknown");
  RUN (ctl, 0, "check");
}

static void
test_bad (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *child = dup_present (ctl);
  g_autofree char *before = ctl_dump (ctl);
  g_autofree char *after = NULL;

#define ADD(status, ...) RUN (ctl, status, "notice", "add", child, "--date", DAY, __VA_ARGS__)
  ADD (3, "--kind", "sick", "--temperature", "365");
  assert_contains (ctl->err, "Is it 36.5 ℃?");
  ADD (3, "--kind", "sick", "--temperature", "hot");
  ADD (3, "--kind", "holiday");
  assert_contains (ctl->err, "sick (病欠)");
  ADD (3, "--kind", "sick", "--until", "2026-06-09");
  ADD (3, "--kind", "sick", "--until", "2026-12-26");
  assert_contains (ctl->err, "200 days");
  ADD (3, "--kind", "sick", "--disease", "ペスト");
  assert_contains (ctl->err, "influenza");
  ADD (3, "--kind", "late", "--arrive", "25:30");
  assert_contains (ctl->err, "Is it 13:30?");
  ADD (3, "--kind", "early", "--leave", "6:00");
  assert_contains (ctl->err, "7:00 to 19:00");
  ADD (2, "--kind", "sick", "--until", "soon");
  ADD (2, "--kind", "sick", "--channel", "telegram");
  ADD (2, "--kind", "sick", "--arrive", "10:00");
  ADD (2, "--kind", "late", "--leave", "10:00");
  ADD (2, "--symptoms", "発熱");
  RUN (ctl, 2, "notice", "add", "--date", DAY, "--kind", "sick");
  RUN (ctl, 3, "notice", "add", "nobody", "--date", DAY, "--kind", "sick");
  RUN (ctl, 3, "notice", "add", child, "--date", "2024-06-10", "--kind", "sick");
  assert_contains (ctl->err, "not enrolled");
  RUN (ctl, 3, "notice", "add", child, "--date", "2026-06-14", "--kind", "sick");
  RUN (ctl, 3, "notice", "add", child, "--date", "2026-06-03", "--kind", "sick");
  assert_contains (ctl->err, "closed");
  RUN (ctl, 2, "notice", "withdraw", "x");
  RUN (ctl, 3, "notice", "withdraw", "00000000-0000-7000-8000-000000000000");
  RUN (ctl, 2, "notice", "list");
  RUN (ctl, 3, "illness", "set", child, "--disease", "かぜ");
  RUN (ctl, 2, "illness", "set", child, "--disease", "influenza", "--onset", "x");
  RUN (ctl, 2, "illness", "set", child);
  RUN (ctl, 3, "illness", "set", child, "--disease", "influenza", "--known", "2020-06-10",
       "--onset", "2020-06-09", "--fever", "2020-06-08");
  after = ctl_dump (ctl);
  g_assert_cmpstr (after, ==, before);
}

static void
test_illness (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *child = dup_present (ctl);
  JsonObject *json;

  RUN (ctl, 0, "illness", "set", child, "--disease", "おたふく", "--known", "2020-06-01", "--json");
  json = ctl_json (ctl);
  g_assert_cmpstr (json_object_get_string_member (json, "return"), ==, "missing");
  g_assert_cmpstr (json_object_get_string_member (json, "return_missing"), ==, "swelling");
  g_assert_cmpstr (json_object_get_string_member (json, "paper"), ==, "opinion");
  RUN (ctl, 0, "illness", "set", child, "--disease", "mumps", "--swelling", "2020-05-31");
  assert_contains (ctl->out, "may come from 令和2年6月6日(土)");
  RUN (ctl, 0, "illness", "list", "--date", DAY, "--json");
  json = ctl_find (ctl_json (ctl), "illnesses", "disease", "mumps");
  g_assert_cmpstr (json_object_get_string_member (json, "child"), ==, child);
  g_assert_cmpstr (json_object_get_string_member (json, "return_day"), ==, "2020-06-06");
  g_assert_true (json_object_get_boolean_member (json, "here"));
  g_assert_true (json_object_get_boolean_member (json, "paper_missing"));
  g_assert_false (json_object_get_boolean_member (json, "early"));
  RUN (ctl, 0, "illness", "set", child, "--disease", "mumps", "--paper", "2020-06-06", "--back",
       "2020-06-06");
  RUN (ctl, 0, "illness", "list", "--date", DAY);
  g_assert_null (strstr (ctl->out, "おたふく"));
}

/* A family name says which children it fits; none of them is taken. */
static void
test_family_name (void)
{
  g_autoptr (Ctl) ctl = ctl_new ();
  g_autofree char *roster = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  RUN (ctl, 0, "init", "--name", "みどり保育園");
  roster = ctl_write (ctl, "roster.csv",
                      "番号,氏名,ふりがな,生年月日,クラス\n"
                      "1,青木 朝陽,あおき あさひ,2021-05-01,ぞう\n"
                      "2,青木 花,あおき はな,2023-05-01,りす\n"
                      "3,石川 蓮,いしかわ れん,2021-06-01,ぞう\n");
  RUN (ctl, 0, "import", "children", roster, "--fiscal-year", "2026");
  before = ctl_dump (ctl);
  RUN (ctl, 3, "notice", "add", "青木", "--date", DAY, "--kind", "sick");
  assert_contains (ctl->err, "fits 2 children");
  assert_contains (ctl->err, "青木 朝陽 (ぞう, 1)");
  assert_contains (ctl->err, "青木 花 (りす, 2)");
  RUN (ctl, 3, "notice", "add", "いしかわ", "--date", DAY, "--kind", "sick");
  assert_contains (ctl->err, "石川 蓮 (ぞう, 3)");
  RUN (ctl, 3, "illness", "set", "あおき", "--disease", "influenza");
  assert_contains (ctl->err, "fits 2 children");
  after = ctl_dump (ctl);
  g_assert_cmpstr (after, ==, before);
}

/* What the sample has of it: the same each time, and no figure of the day changed. */
static void
test_sample (void)
{
  g_autoptr (Ctl) ctl = ctl_new ();
  JsonObject *json;

  RUN (ctl, 0, "sample", "--children", "60", "--days", "5", "--until", DAY, "--no-staff",
       "--no-plans");
  RUN (ctl, 0, "notice", "list", "--date", DAY, "--json");
  g_assert_cmpuint (
      json_array_get_length (json_object_get_array_member (ctl_json (ctl), "notices")), ==, 2);
  RUN (ctl, 0, "illness", "list", "--date", DAY, "--json");
  json = ctl_find (ctl_json (ctl), "illnesses", "disease", "influenza");
  g_assert_true (json_object_get_boolean_member (json, "paper_missing"));
  RUN (ctl, 0, "notice", "list", "--date", "2026-06-11", "--json");
  json = ctl_find (ctl_json (ctl), "notices", "disease", "influenza");
  g_assert_cmpstr (json_object_get_string_member (json, "last_day"), ==, "2026-06-15");
  g_assert_cmpstr (json_object_get_string_member (json, "disease_name"), ==, "インフルエンザ");
  RUN (ctl, 0, "notice", "list", "--date", "2026-06-11");
  assert_contains (ctl->out, "インフルエンザ");
  g_assert_null (strstr (ctl->out, "influenza"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/notice/notice", test_notice);
  g_test_add_func ("/ctl/notice/bad", test_bad);
  g_test_add_func ("/ctl/notice/illness", test_illness);
  g_test_add_func ("/ctl/notice/family-name", test_family_name);
  g_test_add_func ("/ctl/notice/sample", test_sample);
  return g_test_run ();
}
