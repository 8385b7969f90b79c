/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Saving texts: two people, odd and long text, and keys that there are not.
 */
#include "config.h"

#include "writing-content.h"

#include <string.h>

#include "store/raw.h"

static void
test_stale (Fixture *fixture, gconstpointer data)
{
  EnrUuid id = make (fixture, "week-plan", &fixture->nursery->classes[0], enr_test_day (), "");
  const EnrWritingKind *kind = kind_of (fixture, "week-plan");
  EnrTextChange hers[] = { { "aims", "水遊びを楽しむ", 0, enr_uuid_none, enr_uuid_none, NULL },
                           { "care", "水分をとる", 0, enr_uuid_none, enr_uuid_none, NULL } };
  EnrTextChange his[] = { { "food", "きゅうりの収穫", 0, enr_uuid_none, enr_uuid_none, NULL },
                          { "aims", "砂場で遊ぶ", 0, enr_uuid_none, enr_uuid_none, NULL } };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrWriting) present = NULL;

  g_assert_true (enr_writing_save (fixture->db, fixture->actor, kind, &id, hers, 2, &error));
  g_assert_no_error (error);
  g_assert_cmpint (hers[0].seen, ==, 1);
  before = enr_test_dump (fixture->nursery->path);
  g_assert_false (enr_writing_save (fixture->db, fixture->actor, kind, &id, his, 2, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED);
  g_assert_nonnull (strstr (error->message, "今週のねらい"));
  after = enr_test_dump (fixture->nursery->path);
  enr_test_assert_same (after, before);
  g_assert_cmpint (his[0].seen, ==, 0);
  g_clear_error (&error);

  /* Both are there to be looked at: hers in the database, his in his hands. Having seen hers, he
   * saves. */
  present = load (fixture, &id);
  g_assert_cmpstr (enr_writing_get_text (present, "aims"), ==, "水遊びを楽しむ");
  his[1].seen = ((EnrWritingText *) g_hash_table_lookup (present->texts, "aims"))->version;
  g_assert_true (enr_writing_save (fixture->db, fixture->actor, kind, &id, his, 2, &error));
  g_assert_no_error (error);
  assert_text (fixture, &id, "aims", "砂場で遊ぶ");
  assert_text (fixture, &id, "care", "水分をとる");
  assert_text (fixture, &id, "food", "きゅうりの収穫");

  /* Hers is the stale one now; and one who never saw a text cannot make it anew. */
  g_assert_false (enr_writing_save (fixture->db, fixture->actor, kind, &id, hers, 1, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED);
}

/* Two connections, as two computers are: different sections of one plan. */
static void
test_two_people (Fixture *fixture, gconstpointer data)
{
  EnrUuid id = make (fixture, "week-plan", &fixture->nursery->classes[0], enr_test_day (), "");
  const EnrWritingKind *kind = kind_of (fixture, "week-plan");
  EnrTextChange hers = { "aims", "水遊び", 0, enr_uuid_none, enr_uuid_none, NULL };
  EnrTextChange his = { "days/mon/activity", "散歩", 0, enr_uuid_none, enr_uuid_none, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDb) other = enr_db_open (fixture->nursery->path, ENR_DB_READ_WRITE, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < 5; i++)
    {
      g_assert_true (enr_writing_save (fixture->db, fixture->actor, kind, &id, &hers, 1, &error));
      g_assert_true (enr_writing_save (other, fixture->actor, kind, &id, &his, 1, &error));
      g_assert_no_error (error);
    }
  assert_text (fixture, &id, "aims", "水遊び");
  assert_text (fixture, &id, "days/mon/activity", "散歩");
}

static void
test_kept_as_typed (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *typed;
    const char *kept;
  } cases[] = {
    { "一行目\r\n二行目\r三行目\n四行目", "一行目\n二行目\n三行目\n四行目" },
    { "\r\r\n\n", "\n\n\n" },
    { "a\x01\x02\x1b[31mb\x7f\xc2\x85"
      "c",
      "a[31mbc" },
    { "左\t右", "左 右" },
    { "　字下げ　と空白  ", "　字下げ　と空白  " },
    { "👧🏻‍🍼と🇯🇵", "👧🏻‍🍼と🇯🇵" },
    { "︵縦書き︶︑﹁かぎ﹂", "︵縦書き︶︑﹁かぎ﹂" },
    { "𠮷野さん、﨑、葛󠄀", "𠮷野さん、﨑、葛󠄀" },
    { "ｶﾞｯｺｳ ＡＢＣ ①㈱", "ｶﾞｯｺｳ ＡＢＣ ①㈱" },
    { "か\xe3\x82\x99", "か\xe3\x82\x99" },
    { "'; DROP TABLE writing; -- \" % \\ {}", "'; DROP TABLE writing; -- \" % \\ {}" },
    { "<b>太字</b>&amp;", "<b>太字</b>&amp;" },
    { "壊れた\xff\xc3バイト", "壊れた\xef\xbf\xbd\xef\xbf\xbdバイト" },
    { "", "" },
  };
  EnrUuid id = make (fixture, "week-plan", &fixture->nursery->classes[0], enr_test_day (), "");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (EnrContent) content = NULL;

      save (fixture, &id, "aims", cases[i].typed);
      assert_text (fixture, &id, "aims", cases[i].kept);
      content = content_of (fixture, &id, "week-plan");
      g_assert_cmpstr (enr_content_get_text (content, "aims"), ==, cases[i].kept);
    }
}

static char *
long_text (guint n_signs)
{
  GString *text = g_string_sized_new (n_signs * 3 + 1);

  for (guint i = 0; i < n_signs; i++)
    g_string_append_unichar (text, i % 97 == 96     ? 0x3002
                                   : i % 500 == 499 ? '\n'
                                                    : 0x4e00 + i * 31 % 5000);
  return g_string_free (text, FALSE);
}

static void
test_long (Fixture *fixture, gconstpointer data)
{
  EnrUuid id = make (fixture, "week-plan", &fixture->nursery->classes[0], enr_test_day (), "");
  g_autofree char *text = long_text (100000);
  g_autofree char *most = long_text (ENR_WRITING_MAX_LENGTH);
  g_autofree char *too_long = long_text (ENR_WRITING_MAX_LENGTH + 1);
  g_autoptr (GError) error = NULL;

  save (fixture, &id, "aims", text);
  assert_text (fixture, &id, "aims", text);
  enr_test_nursery_reopen (fixture->nursery);
  fixture->db = fixture->nursery->db;
  assert_text (fixture, &id, "aims", text);
  g_assert_false (try_save (fixture, &id, "week-plan", "aims", too_long, 1, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "200000"));
  g_assert_nonnull (strstr (error->message, "今週のねらい"));
  assert_text (fixture, &id, "aims", text);
  save (fixture, &id, "aims", most);
  assert_text (fixture, &id, "aims", most);
}

static void
assert_no_key (Fixture *fixture, const EnrUuid *id, const char *kind, const EnrTextChange *change)
{
  EnrTextChange copy = *change;
  g_autoptr (GError) error = NULL;

  g_test_message ("%s", change->key);
  g_assert_false (enr_writing_save (fixture->db, fixture->actor, kind_of (fixture, kind), id, &copy,
                                    1, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
}

/* A text whose key is no place of the paper would be kept and never seen again. */
static void
test_keys (Fixture *fixture, gconstpointer data)
{
  static const char *const refused[]
      = { "",         "aim",       "aims/",           "aims/mon",     "days",
          "days/",    "days/mon",  "days/sun/plan",   "days/mon/x",   "days/mon/activity/x",
          "/aims",    "days//",    "attendance",      "notes",        "notes/",
          "ai\nms 1", "days/mon/", "days/term1/plan", "DAYS/mon/plan" };
  const EnrUuid *class_id = &fixture->nursery->classes[0];
  EnrUuid id = make (fixture, "week-diary", class_id, enr_test_day (), "");
  EnrUuid day = make (fixture, "day-plan", class_id, enr_test_day (), "");
  char own[ENR_UUID_STRING_LENGTH], other[ENR_UUID_STRING_LENGTH];
  g_autofree char *own_key = NULL;
  g_autofree char *other_key = NULL;
  g_autofree char *before = enr_test_dump (fixture->nursery->path);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  EnrTextChange note = { NULL, "元気", 0, fixture->nursery->children[0], enr_uuid_none, NULL };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      EnrTextChange change = { refused[i], "x", 0, enr_uuid_none, enr_uuid_none, NULL };

      assert_no_key (fixture, &id, "week-diary", &change);
    }
  own_key = g_strconcat ("notes/", enr_uuid_format (&fixture->nursery->children[0], own), NULL);
  other_key = g_strconcat ("notes/", enr_uuid_format (&fixture->nursery->children[1], other), NULL);
  note.key = other_key;
  assert_no_key (fixture, &id, "week-diary", &note);
  note.key = own_key;
  note.child_id = enr_uuid_none;
  assert_no_key (fixture, &id, "week-diary", &note);
  {
    EnrTextChange row = { "timeline/41/time", "x", 0, enr_uuid_none, enr_uuid_none, NULL };

    assert_no_key (fixture, &day, "day-plan", &row);
    row.key = "timeline/1/time";
    assert_no_key (fixture, &day, "day-plan", &row);
  }
  after = enr_test_dump (fixture->nursery->path);
  enr_test_assert_same (after, before);

  note.child_id = fixture->nursery->children[0];
  enr_writing_save (fixture->db, fixture->actor, kind_of (fixture, "week-diary"), &id, &note, 1,
                    &error);
  g_assert_no_error (error);
  save (fixture, &id, "days/sat/record", "土曜の記録");
  save (fixture, &day, "timeline/40/time", "18:00");
}

/* Every text is in what is printed, once, in the order of the description. */
static void
test_content (Fixture *fixture, gconstpointer data)
{
  EnrUuid id = make (fixture, "day-plan", &fixture->nursery->classes[0], enr_test_day (), "");
  char child[ENR_UUID_STRING_LENGTH];
  g_autofree char *key
      = g_strconcat ("individual/", enr_uuid_format (&fixture->nursery->children[0], child), NULL);
  EnrTextChange note = { key, "手をつなぐ", 0, fixture->nursery->children[0], enr_uuid_none, NULL };
  g_autoptr (EnrContent) content = NULL;
  g_autoptr (GString) keys = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  save (fixture, &id, "aims", "ねらい");
  save (fixture, &id, "timeline/01/time", "9:00");
  save (fixture, &id, "timeline/03/support", "見守る");
  save (fixture, &id, "timeline/05/support", "消す");
  save (fixture, &id, "timeline/05/support", "");
  enr_writing_save (fixture->db, fixture->actor, kind_of (fixture, "day-plan"), &id, &note, 1,
                    &error);
  g_assert_no_error (error);
  /* The child's record stays where the child was removed by mistake of the office. */
  raw_run (fixture->nursery->path, "UPDATE child SET removed_at = 5");
  content = content_of (fixture, &id, "day-plan");
  g_assert_cmpstr (content->kind, ==, "day-plan");
  g_assert_cmpstr (content->label, ==, "日案");
  g_assert_cmpstr (content->facility, ==, "こもれび保育園");
  g_assert_cmpstr (content->class_name, ==, "ひよこ");
  g_assert_cmpint (content->age, ==, 0);
  for (guint i = 0; i < content->items->len; i++)
    {
      const EnrContentItem *item = g_ptr_array_index (content->items, i);

      if (*item->text != '\0' || strchr (item->key, '/') != NULL)
        g_string_append_printf (keys, "%s=%s ", item->key, item->text);
      if (strcmp (item->key, key) == 0)
        g_assert_cmpstr (item->heading, ==, "青木 第1子");
    }
  {
    g_autofree char *expected = g_strdup_printf (
        "aims=ねらい timeline/01/time=9:00 timeline/01/children= timeline/01/environment= "
        "timeline/01/support= timeline/02/time= timeline/02/children= timeline/02/environment= "
        "timeline/02/support= timeline/03/time= timeline/03/children= timeline/03/environment= "
        "timeline/03/support=見守る %s=手をつなぐ ",
        key);

    g_assert_cmpstr (keys->str, ==, expected);
  }
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    guint n_children;
    void (*func) (Fixture *, gconstpointer);
  } tests[] = {
    { "/writing/stale", 0, test_stale },
    { "/writing/two-people", 0, test_two_people },
    { "/writing/kept-as-typed", 0, test_kept_as_typed },
    { "/writing/long", 0, test_long },
    { "/writing/keys", 2, test_keys },
    { "/writing/content", 1, test_content },
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, CHILDREN (tests[i].n_children), set_up, tests[i].func,
                tear_down);

  return g_test_run ();
}
