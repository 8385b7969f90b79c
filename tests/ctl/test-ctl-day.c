/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A day: stamps, absences, corrections, the sight check, the board, closing, and the journal of it.
 */
#include "config.h"

#include <string.h>

#include "ctl-run.h"

#define DAY "2026-06-11" /* the sample ends the day before */

static const char *
member (JsonObject *object, const char *name)
{
  g_assert_true (json_object_has_member (object, name));
  return json_object_get_string_member_with_default (object, name, NULL);
}

static JsonObject *
board_child (Ctl *ctl, const char *date, const char *external_id)
{
  RUN (ctl, 0, "board", "--date", date, "--json");
  return ctl_find (ctl_json (ctl), "children", "external_id", external_id);
}

static void
test_stamp (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *id = NULL;
  JsonObject *json;

  RUN (ctl, 0, "stamp", "arrive", "S00001", "--at", DAY "T08:02", "--json");
  json = ctl_json (ctl);
  id = g_strdup (member (json, "id"));
  g_assert_cmpuint (strlen (id), ==, 36);
  g_assert_cmpstr (member (json, "child"), ==, "S00001");
  g_assert_cmpstr (member (json, "kind"), ==, "arrive");
  g_assert_cmpstr (member (json, "at"), ==, DAY "T08:02");
  g_assert_cmpstr (member (json, "day"), ==, DAY);
  g_assert_false (json_object_get_boolean_member (json, "repeat"));

  RUN (ctl, 0, "stamp", "arrive", "S00001", "--at", DAY " 08:03", "--json");
  json = ctl_json (ctl);
  g_assert_true (json_object_get_boolean_member (json, "repeat"));
  g_assert_cmpstr (member (json, "id"), ==, id);
  RUN (ctl, 0, "stamp", "arrive", "S00001", "--at", DAY " 08:03");
  assert_contains (ctl->out, "already");

  json = board_child (ctl, DAY, "S00001");
  g_assert_cmpstr (member (json, "status"), ==, "present");
  g_assert_cmpstr (member (json, "arrived"), ==, DAY "T08:02");
  g_assert_null (member (json, "left"));

  RUN (ctl, 0, "stamp", "leave", "S00001", "--at", DAY "T17:30", "--collected-by", "祖母");
  json = board_child (ctl, DAY, "S00001");
  g_assert_cmpstr (member (json, "status"), ==, "left");
  g_assert_cmpstr (member (json, "left"), ==, DAY "T17:30");
  g_assert_cmpstr (member (json, "collected_by"), ==, "祖母");
}

static void
test_stamp_after_midnight (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();

  RUN (ctl, 0, "stamp", "arrive", "S00001", "--at", DAY "T20:00");
  RUN (ctl, 0, "stamp", "leave", "S00001", "--at", "2026-06-12T00:30", "--json");
  g_assert_cmpstr (member (ctl_json (ctl), "day"), ==, DAY);
  RUN (ctl, 0, "board", "--date", DAY);
  assert_contains (ctl->out, "24:30");
}

static void
test_stamp_now (void)
{
  g_autoptr (Ctl) ctl = ctl_new ();

  RUN (ctl, 0, "sample", "--children", "6", "--days", "2");
  /* Whatever the sample has of today: a time is today's, and today has one day. */
  RUN (ctl, -1, "stamp", "arrive", "S00001", "--at", "26:59", "--json");
  g_assert_true (ctl->status == 0 || ctl->status == 3);
  RUN (ctl, -1, "stamp", "leave", "S00001");
  g_assert_true (ctl->status == 0 || ctl->status == 3);
}

static void
test_stamp_refused (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *before = ctl_dump (ctl);
  g_autofree char *after = NULL;

  RUN (ctl, 3, "stamp", "leave", "S00001", "--at", DAY "T17:00");
  assert_contains (ctl->err, "no arrival");
  RUN (ctl, 3, "stamp", "arrive", "S00001", "--at", "2020-06-11T08:00");
  assert_contains (ctl->err, "not enrolled");
  RUN (ctl, 3, "stamp", "arrive", "nobody", "--at", DAY "T08:00");
  RUN (ctl, 3, "stamp", "arrive", "", "--at", DAY "T08:00");
  RUN (ctl, 3, "stamp", "arrive", "・", "--at", DAY "T08:00");
  after = ctl_dump (ctl);
  g_assert_cmpstr (before, ==, after);

  RUN (ctl, 0, "stamp", "arrive", "S00001", "--at", DAY "T09:00");
  RUN (ctl, 3, "stamp", "leave", "S00001", "--at", DAY "T08:00");
  assert_contains (ctl->err, "before the arrival");
  RUN (ctl, 3, "stamp", "arrive", "S00001", "--at", DAY "T12:00");
  assert_contains (ctl->err, "here already");
}

static void
test_child_words (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_autofree char *token = NULL;
  g_autofree char *id = NULL;
  g_autofree char *name = NULL;
  JsonObject *json;

  RUN (ctl, 0, "card", "issue", "S00002", "--json");
  token = g_strdup (member (ctl_json (ctl), "token"));
  json = board_child (ctl, DAY, "S00002");
  id = g_strdup (member (json, "id"));
  name = g_strdup (member (json, "name"));
  RUN (ctl, 0, "stamp", "arrive", token, "--at", DAY "T08:00", "--json");
  g_assert_cmpstr (member (ctl_json (ctl), "child"), ==, "S00002");
  RUN (ctl, 0, "stamp", "arrive", id, "--at", DAY "T08:01", "--json");
  g_assert_true (json_object_get_boolean_member (ctl_json (ctl), "repeat"));
  RUN (ctl, 0, "stamp", "leave", name, "--at", DAY "T18:00", "--json");
  g_assert_cmpstr (member (ctl_json (ctl), "child"), ==, "S00002");
}

static void
test_absence (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  JsonObject *json;

  RUN (ctl, 0, "absence", "S00003", "--date", "令和8年6月11日", "--kind", "sick", "--reason",
       "発熱", "--notified-by", "母");
  json = board_child (ctl, DAY, "S00003");
  g_assert_cmpstr (member (json, "status"), ==, "absent");
  g_assert_cmpstr (member (json, "absence_kind"), ==, "sick");
  g_assert_cmpstr (member (json, "absence_reason"), ==, "発熱");
  g_assert_cmpstr (member (json, "notified_by"), ==, "母");
  RUN (ctl, 0, "absence", "S00003", "--date", DAY, "--kind", "none", "--json");
  json = ctl_json (ctl);
  g_assert_cmpstr (member (json, "status"), ==, "unknown");
  g_assert_null (member (json, "absence_kind"));

  for (const char *const *kind = (const char *const[]){ "personal", "suspension", "bereavement",
                                                        "accident", "unannounced", NULL };
       *kind != NULL; kind++)
    RUN (ctl, 0, "absence", "S00003", "--date", DAY, "--kind", *kind);
  RUN (ctl, 3, "absence", "S00003", "--date", DAY, "--kind", "holiday");
  assert_contains (ctl->err, "bereavement");
  RUN (ctl, 3, "absence", "S00003", "--date", "2019-06-11", "--kind", "sick");
}

static void
test_correct_and_sight (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  JsonObject *json;

  RUN (ctl, 0, "stamp", "arrive", "S00004", "--at", DAY "T08:00");
  RUN (ctl, 0, "correct", "S00004", "--date", DAY, "--arrived", "8:30", "--left", "25:10",
       "--collected-by", "父", "--reason", "聞きまちがい", "--json");
  json = ctl_json (ctl);
  g_assert_cmpstr (member (json, "arrived"), ==, DAY "T08:30");
  g_assert_cmpstr (member (json, "left"), ==, "2026-06-12T01:10");
  g_assert_cmpstr (member (json, "collected_by"), ==, "父");
  json = board_child (ctl, DAY, "S00004");
  g_assert_true (json_object_get_boolean_member (json, "corrected"));
  RUN (ctl, 0, "correct", "S00004", "--date", DAY, "--left", "none", "--reason", "まだいる");
  g_assert_cmpstr (member (board_child (ctl, DAY, "S00004"), "status"), ==, "present");
  RUN (ctl, 3, "correct", "S00004", "--date", DAY, "--left", "7:00", "--reason", "x");
  RUN (ctl, 3, "correct", "S00004", "--date", DAY, "--left", "17:00", "--reason", " ");

  RUN (ctl, 0, "sight", "S00004", "absent", "--date", DAY);
  json = board_child (ctl, DAY, "S00004");
  g_assert_cmpstr (member (json, "sight"), ==, "absent");
  g_assert_cmpstr (member (json, "mismatch"), ==, "punched-but-absent");
  RUN (ctl, 0, "board", "--date", DAY);
  assert_contains (ctl->out, "punched in, but marked absent");
  RUN (ctl, 0, "sight", "S00004", "none", "--date", DAY);
  g_assert_null (member (board_child (ctl, DAY, "S00004"), "mismatch"));
  RUN (ctl, 0, "sight", "S00004", "present", "--date", DAY);
}

static void
test_board (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  JsonObject *json;
  JsonObject *counts;
  JsonArray *children;
  gint64 sum = 0;

  RUN (ctl, 0, "board", "--date", "2026-06-10", "--class", "うさぎ", "--json");
  json = ctl_json (ctl);
  children = json_object_get_array_member (json, "children");
  counts = json_object_get_object_member (json, "counts");
  g_assert_cmpuint (json_array_get_length (children), ==, 2);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpstr (member (json_array_get_object_element (children, i), "class"), ==, "うさぎ");
  for (const char *const *name
       = (const char *const[]){ "present", "left", "absent", "unknown", NULL };
       *name != NULL; name++)
    sum += json_object_get_int_member (counts, *name);
  g_assert_cmpint (sum, ==, 2);

  RUN (ctl, 0, "board", "--date", "2026-06-10");
  assert_contains (ctl->out, "令和8年6月10日(水)");
  assert_contains (ctl->out, "Enrolled 12");
  RUN (ctl, 3, "board", "--date", "2026-06-10", "--class", "ライオン");
  assert_contains (ctl->err, "ライオン");
  assert_contains (ctl->err, "うさぎ");
  RUN (ctl, 3, "board", "--date", "2024-06-10", "--class", "うさぎ");
  /* Before the nursery had children, nobody is on the board. */
  RUN (ctl, 0, "board", "--date", "2024-06-10", "--json");
  g_assert_cmpuint (
      json_array_get_length (json_object_get_array_member (ctl_json (ctl), "children")), ==, 0);
}

/* The columns of the table stand below each other: the names are as wide as they look. */
static void
test_board_columns (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  g_auto (GStrv) lines = NULL;

  RUN (ctl, 0, "board", "--date", "2026-06-10");
  lines = g_strsplit (ctl->out, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + 1 + 12 + 1 + 1);
  for (guint i = 1; i <= 13; i++)
    {
      int column = 0;
      const char *p = lines[i];
      const char *number = i == 1 ? strstr (p, "Number") : strstr (p, "S000");

      g_assert_nonnull (number);
      for (; p < number; p = g_utf8_next_char (p))
        column += g_unichar_iswide (g_utf8_get_char (p)) ? 2 : 1;
      g_assert_cmpint (column, ==, 8); /* "ひよこ" and two blanks */
    }
}

static void
test_closing (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  JsonObject *json;

  RUN (ctl, 0, "stamp", "arrive", "S00001", "--at", DAY "T08:00");
  RUN (ctl, 0, "close-day", DAY);
  assert_contains (ctl->out, "Unresolved: ");
  assert_contains (ctl->out, DAY " is closed, with 12 things unresolved");
  RUN (ctl, 3, "close-day", DAY);
  RUN (ctl, 3, "stamp", "leave", "S00001", "--at", DAY "T17:00");
  assert_contains (ctl->err, "closed");
  RUN (ctl, 3, "absence", "S00002", "--date", DAY, "--kind", "sick");
  RUN (ctl, 0, "board", "--date", DAY);
  assert_contains (ctl->out, "the day is closed");

  RUN (ctl, 3, "reopen-day", DAY, "--reason", "　");
  RUN (ctl, 0, "reopen-day", DAY, "--reason", "お迎えの入力もれ");
  RUN (ctl, 3, "reopen-day", DAY, "--reason", "もう一度");
  RUN (ctl, 0, "stamp", "leave", "S00001", "--at", DAY "T17:00");
  RUN (ctl, 0, "close-day", DAY, "--json");
  json = ctl_json (ctl);
  g_assert_true (json_object_get_boolean_member (json, "closed"));
  g_assert_cmpstr (member (ctl_find (json, "unresolved", "external_id", "S00002"), "kind"), ==,
                   "no-word");
  RUN (ctl, 0, "reopen-day", DAY, "--reason", "x", "--json");
  g_assert_false (json_object_get_boolean_member (ctl_json (ctl), "closed"));
  RUN (ctl, 3, "close-day", "2199-06-11");
  assert_contains (ctl->err, "has not come yet");
}

static void
test_journal (void)
{
  g_autoptr (Ctl) ctl = ctl_new_sample ();
  JsonObject *json;
  JsonObject *entry;
  JsonArray *entries;
  gint64 seq = 0;

  RUN (ctl, 0, "stamp", "arrive", "S00005", "--at", DAY "T08:00");
  RUN (ctl, 0, "correct", "S00005", "--date", DAY, "--arrived", "8:10", "--reason", "時計の遅れ");
  RUN (ctl, 0, "journal", "--json");
  entries = json_object_get_array_member (ctl_json (ctl), "entries");
  for (guint i = 0; i < json_array_get_length (entries); i++)
    g_assert_cmpint (json_object_get_int_member (json_array_get_object_element (entries, i), "seq"),
                     ==, ++seq);

  RUN (ctl, 0, "journal", "--child", "S00005", "--json");
  json = ctl_json (ctl);
  g_assert_cmpint (json_array_get_length (json_object_get_array_member (json, "entries")), <, seq);
  entry = ctl_find (json, "entries", "reason", "時計の遅れ");
  g_assert_cmpstr (member (entry, "actor_kind"), ==, "command");
  g_assert_cmpstr (member (entry, "table"), ==, "stamp");
  g_assert_cmpstr (member (entry, "op"), ==, "add");
  g_assert_true (json_object_has_member (json_object_get_object_member (entry, "changes"), "at"));
  RUN (ctl, 0, "journal", "--child", "S00005");
  assert_contains (ctl->out, "(reason: 時計の遅れ)");
  RUN (ctl, 3, "journal", "--child", "nobody");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ctl/day/stamp", test_stamp);
  g_test_add_func ("/ctl/day/stamp-after-midnight", test_stamp_after_midnight);
  g_test_add_func ("/ctl/day/stamp-now", test_stamp_now);
  g_test_add_func ("/ctl/day/stamp-refused", test_stamp_refused);
  g_test_add_func ("/ctl/day/child-words", test_child_words);
  g_test_add_func ("/ctl/day/absence", test_absence);
  g_test_add_func ("/ctl/day/correct-and-sight", test_correct_and_sight);
  g_test_add_func ("/ctl/day/board", test_board);
  g_test_add_func ("/ctl/day/board-columns", test_board_columns);
  g_test_add_func ("/ctl/day/closing", test_closing);
  g_test_add_func ("/ctl/day/journal", test_journal);

  return g_test_run ();
}
