/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Sections that a nursery takes out of its description: what was written in them is still read,
 * frozen and found, and nothing can be written there any more.
 */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/data.h"
#include "writing-fixture.h"

#define HEAD(id, of, period)                                                                       \
  "<writing id=\"" id "\" label=\"畑の計画\" sort=\"plan\" of=\"" of "\" period=\"" period "\">"   \
  "<paper size=\"A4\" orientation=\"portrait\"/><keep from=\"year\"/>"                             \
  "<approval><box step=\"director\" label=\"園長\"/></approval>"                                 \
  "<section key=\"aims\" heading=\"ねらい\"/>"

#define WHOLE                                                                                         \
  HEAD ("garden", "class", "week")                                                                    \
  "<section key=\"food\" heading=\"食育\"/>"                                                        \
  "<section key=\"baby\" heading=\"授乳\"/>"                                                        \
  "<grid key=\"days\" heading=\"毎日\" rows=\"weekdays\"><column key=\"plan\" heading=\"計画\"/>" \
  "<column key=\"tools\" heading=\"道具\"/></grid>"                                                 \
  "<children key=\"notes\" heading=\"ひとりずつ\"/></writing>"

/* Without a section, a column and the children, and with a section for other ages. */
#define CUT                                                                                           \
  HEAD ("garden", "class", "week")                                                                    \
  "<section key=\"baby\" heading=\"授乳\" ages=\"0\"/>"                                             \
  "<grid key=\"days\" heading=\"毎日\" rows=\"weekdays\"><column key=\"plan\" heading=\"計画\"/>" \
  "</grid></writing>"

static char *
write_kind (const char *file, const char *content)
{
  char *path = enr_data_own_path (file);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (path, content, -1, &error);
  g_assert_no_error (error);
  return path;
}

/* As after the program was begun anew. */
static void
read_kinds (Fixture *fixture)
{
  enr_writing_kinds_unref (fixture->kinds);
  fixture->kinds = enr_writing_kinds_load ();
  g_assert_cmpstr (enr_writing_kinds_get_problems (fixture->kinds), ==, NULL);
}

static char *
dup_note_key (Fixture *fixture)
{
  char id[ENR_UUID_STRING_LENGTH];

  return g_strconcat ("notes/", enr_uuid_format (&fixture->nursery->children[2], id), NULL);
}

static EnrUuid
make_garden (Fixture *fixture)
{
  EnrUuid id = make (fixture, "garden", &fixture->nursery->classes[2], enr_test_day (), "");
  g_autofree char *key = dup_note_key (fixture);
  EnrTextChange note
      = { key, "水をたくさんあげた", 0, fixture->nursery->children[2], enr_uuid_none, NULL };
  g_autoptr (GError) error = NULL;

  save (fixture, &id, "aims", "土にふれる");
  save (fixture, &id, "food", "トマトを食べる");
  save (fixture, &id, "baby", "なし");
  save (fixture, &id, "days/mon/plan", "草取り");
  save (fixture, &id, "days/mon/tools", "スコップ");
  enr_writing_save (fixture->db, fixture->actor, kind_of (fixture, "garden"), &id, &note, 1,
                    &error);
  g_assert_no_error (error);
  return id;
}

/* "key heading text" of each, a line each. */
static char *
dup_leftovers (Fixture *fixture, const EnrUuid *id)
{
  g_autoptr (EnrWriting) writing = load (fixture, id);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrContent) leftovers
      = enr_writing_leftovers (fixture->db, kind_of (fixture, writing->kind), writing, &error);
  GString *lines = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < leftovers->items->len; i++)
    {
      const EnrContentItem *item = g_ptr_array_index (leftovers->items, i);

      g_string_append_printf (lines, "%s%s|%s|%s", i > 0 ? "\n" : "", item->key, item->heading,
                              item->text);
    }
  return g_string_free (lines, FALSE);
}

static void
assert_not_saved (Fixture *fixture, const EnrUuid *id, const char *key)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (try_save (fixture, id, "garden", key, "ほか", 1, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
}

/* A kind of the nursery's own: there is nobody who knows what a section was called, unless it was
 * frozen. */
static void
test_own_kind (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_kind ("forms/garden.writing.xml", WHOLE);
  g_autofree char *note_key = dup_note_key (fixture);
  g_autofree char *none = NULL;
  g_autofree char *drafts = NULL;
  g_autofree char *named = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *expected_named = NULL;
  g_autofree char *back = NULL;
  g_autoptr (EnrContent) content = NULL;
  g_autoptr (EnrContent) frozen = NULL;
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;
  g_autoptr (GError) error = NULL;
  EnrUuid draft, approved;

  read_kinds (fixture);
  draft = make_garden (fixture);
  none = dup_leftovers (fixture, &draft);
  g_assert_cmpstr (none, ==, "");
  approved = make (fixture, "garden", &fixture->nursery->classes[1], enr_test_day (), "");
  save (fixture, &approved, "food", "きゅうりを食べる");
  do_step (fixture, &approved, ENR_STEP_SUBMIT, "田中");
  do_step (fixture, &approved, ENR_STEP_DIRECTOR, "見本");
  frozen = enr_writing_load_version (fixture->db, &approved, 1, &error);
  g_assert_no_error (error);
  before = enr_content_to_bytes (frozen);

  g_free (write_kind ("forms/garden.writing.xml", CUT));
  read_kinds (fixture);
  drafts = dup_leftovers (fixture, &draft);
  expected = g_strdup_printf ("baby|授乳|なし\n"
                              "days/mon/tools|毎日 月 tools|スコップ\n"
                              "food|food|トマトを食べる\n"
                              "%s|𠮷野 第3子|水をたくさんあげた",
                              note_key);
  g_assert_cmpstr (drafts, ==, expected);
  assert_not_saved (fixture, &draft, "food");
  assert_not_saved (fixture, &draft, "days/mon/tools");
  /* The frozen text is the same bytes, and knows its heading. */
  g_clear_pointer (&frozen, enr_content_free);
  frozen = enr_writing_load_version (fixture->db, &approved, 1, &error);
  after = enr_content_to_bytes (frozen);
  g_assert_true (g_bytes_equal (after, before));
  named = dup_leftovers (fixture, &approved);
  g_assert_cmpstr (named, ==, "food|食育|きゅうりを食べる");

  /* What is submitted now has it, behind all others. */
  content = enr_writing_content (fixture->db, kind_of (fixture, "garden"), &draft, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (enr_content_get_text (content, "food"), ==, "トマトを食べる");
  g_assert_cmpstr (
      ((EnrContentItem *) g_ptr_array_index (content->items, content->items->len - 4))->key, ==,
      "baby");
  do_step (fixture, &draft, ENR_STEP_SUBMIT, "田中");
  g_clear_pointer (&frozen, enr_content_free);
  frozen = enr_writing_load_version (fixture->db, &draft, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (enr_content_get_text (frozen, "days/mon/tools"), ==, "スコップ");
  g_assert_cmpstr (enr_content_get_text (frozen, note_key), ==, "水をたくさんあげた");

  /* Where the section comes back, so does its text. */
  do_step (fixture, &draft, ENR_STEP_WITHDRAW, "田中");
  g_free (write_kind ("forms/garden.writing.xml", WHOLE));
  read_kinds (fixture);
  back = dup_leftovers (fixture, &draft);
  g_assert_cmpstr (back, ==, "");
  g_assert_true (try_save (fixture, &draft, "garden", "food", "なすを食べる", 1, &error));
  g_unlink (path);
}

/* A copy of one of the program's: that knows what its sections are called. */
static void
test_copy (Fixture *fixture, gconstpointer data)
{
  EnrUuid id = make (fixture, "week-plan", &fixture->nursery->classes[2], enr_test_day (), "");
  g_autofree char *path = NULL;
  g_autofree char *lines = NULL;

  save (fixture, &id, "food", "トマトの苗に水をやる");
  save (fixture, &id, "days/tue/activity", "散歩");
  path = write_kind ("forms/week-plan.writing.xml",
                     HEAD ("week-plan", "class", "week") "</writing>");
  read_kinds (fixture);
  lines = dup_leftovers (fixture, &id);
  g_assert_cmpstr (lines, ==,
                   "days/tue/activity|曜日ごとの計画 火 主な活動・経験|散歩\n"
                   "food|食育|トマトの苗に水をやる");
  g_unlink (path);
}

int
main (int argc, char **argv)
{
  char *folder = enr_test_folder_new ();
  int result;

  /* Where the nursery's own kinds are. */
  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function)                                                                        \
  g_test_add ("/leftover/" path, Fixture, GUINT_TO_POINTER (6), set_up, function, tear_down)
  ADD ("own-kind", test_own_kind);
  ADD ("copy", test_copy);
  result = g_test_run ();
  enr_test_folder_free (folder);
  return result;
}
