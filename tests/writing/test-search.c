/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Finding words in what was written.
 */
#include "config.h"

#include "writing/search.h"

#include "writing-fixture.h"

#include <string.h>

#include "store/raw.h"

#define LIMIT 100

/* What is found, the newest first: "DAY KEY|DAY KEY". */
static char *
find (Fixture *fixture, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = enr_search (fixture->db, text, LIMIT, &error);
  GString *found = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < list->len; i++)
    {
      const EnrFound *one = g_ptr_array_index (list, i);
      int number;

      enr_date_split (one->first, NULL, NULL, &number);
      g_string_append_printf (found, "%s%d %s", i > 0 ? "|" : "", number, one->key);
    }
  return g_string_free (found, FALSE);
}

static void
assert_found (Fixture *fixture, const char *text, const char *expected)
{
  g_autofree char *found = find (fixture, text);
  g_autofree char *escaped = g_strescape (text, NULL);

  g_test_message ("%.200s", escaped);
  g_assert_cmpstr (found, ==, expected);
}

static EnrUuid
make_diary (Fixture *fixture, int number, const char *activity)
{
  EnrUuid id
      = make (fixture, "diary", &fixture->nursery->classes[0], enr_date_new (2026, 6, number), "");

  save (fixture, &id, "activity", activity);
  return id;
}

static void
test_words (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *query;
    const char *found;
  } cases[] = {
    /* of one sign, two, three and more */
    { "園", "2 activity|1 activity" },
    { "庭", "2 activity|1 activity" },
    { "園庭", "1 activity" },
    { "園庭で", "1 activity" },
    { "園庭で泥だんごを作った", "1 activity" },
    { "園庭で泥だんごを作らない", "" },
    { "庭園", "2 activity" },
    { "庭園庭", "" },
    { "だ", "1 activity" },
    { "た", "4 activity|3 activity|2 activity|1 activity" },
    { "を", "4 activity|2 activity|1 activity" },
    { "𠮷", "2 activity" },
    { "蛇", "" },
    /* kana, width, case, variants, blanks */
    { "プール", "3 activity" },
    { "ぷーる", "3 activity" },
    { "ﾌﾟｰﾙ", "3 activity" },
    { "dvd", "4 activity" },
    { "ＤＶＤ", "4 activity" },
    { "DvD", "4 activity" },
    { "ｶﾞｯｺｳ", "4 activity" },
    { "10分", "4 activity" },
    { "１０", "4 activity" },
    { "吉野", "2 activity" },
    { "高橋", "2 activity" },
    { "園 庭", "2 activity|1 activity" },
    /* two words, in any order and anywhere; each of them */
    { "園庭 だんご", "1 activity" },
    { "だんご　園庭", "1 activity" },
    { "園庭\nだんご", "1 activity" },
    { "園庭 プール", "" },
    { "プール 水", "3 activity" },
    { "プール 水 氷", "" },
    { "ガッコウ dvd 10", "4 activity" },
    /* punctuation parts words and is passed over */
    { "「園庭」", "1 activity" },
    { "。園庭、", "1 activity" },
    { "園庭、だんご", "1 activity" },
    { "水（プール）", "3 activity" },
    { "。", "" },
    { "「」！？・…、。", "" },
    { "　 \n", "" },
    { "", "" },
  };

  make_diary (fixture, 1, "園庭で泥だんごを作った。");
  make_diary (fixture, 2, "髙橋さんと𠮷野さんは庭園の絵を見た。\nよく見ていた。園長も見た。");
  make_diary (fixture, 3, "プールは、水がつめたくて気持ちいい、と言った");
  make_diary (fixture, 4, "がっこうのDVDを１０分見た");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_found (fixture, cases[i].query, cases[i].found);
}

/* A word does not go over the end of a line or a mark, nor from one section into the next. */
static void
test_borders (Fixture *fixture, gconstpointer data)
{
  EnrUuid id = make_diary (fixture, 1, "空が青い。海\nも見える");

  save (fixture, &id, "family", "岸まで");
  save (fixture, &id, "health", "元気");
  assert_found (fixture, "海も", "");
  assert_found (fixture, "い海", "");
  assert_found (fixture, "る岸", "");
  assert_found (fixture, "で元", "");
  assert_found (fixture, "岸まで", "1 family");
  assert_found (fixture, "海 岸 元気", "1 activity");
}

/* Whatever is typed is words, never a language of its own. */
static void
test_signs (Fixture *fixture, gconstpointer data)
{
  static const char *const queries[] = {
    "\"",
    "\"\"\"",
    "'",
    "*",
    "a*",
    "園*",
    "(",
    ")",
    "()",
    ":",
    "pairs:園",
    "園庭:",
    "AND",
    "OR",
    "NOT",
    "NEAR",
    "NEAR(a)",
    "a AND",
    "AND AND",
    "園 OR 庭",
    "^",
    "^園",
    "-",
    "-園",
    "園 -庭",
    "+",
    "{",
    "}",
    "%",
    "_",
    "\\",
    ";",
    "--",
    "/*",
    "' OR 1=1;",
    "\" OR \"\"",
    "園\" OR \"庭",
    "\x01\x02",
    "\xff\xfe",
    "園\xff庭",
    "a\tb",
    "NULL",
    "?1",
    ":query",
    "@x",
    "$x",
    "園\"*",
    "\"園 * \"",
  };
  g_autoptr (GString) long_query = g_string_new (NULL);
  g_autoptr (GString) many_words = g_string_new (NULL);

  make_diary (fixture, 1, "園庭で泥だんごを作った。AND より OR が好き");
  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autofree char *found = find (fixture, queries[i]);

      g_test_message ("%u: %s", i, found);
    }
  assert_found (fixture, "\"園庭\"", "1 activity");
  assert_found (fixture, "園庭*", "1 activity");
  assert_found (fixture, "(園庭)", "1 activity");
  assert_found (fixture, "OR", "1 activity");
  assert_found (fixture, "and or", "1 activity");
  assert_found (fixture, "NEAR", "");
  assert_found (fixture, "NOT", "");
  assert_found (fixture, "園庭 NOT 泥", "");
  for (guint i = 0; i < 5000; i++)
    {
      g_string_append (long_query, "園庭");
      g_string_append (many_words, "園庭 泥 ");
    }
  assert_found (fixture, long_query->str, "");
  assert_found (fixture, many_words->str, "1 activity");
  for (guint round = 0; round < 1000; round++)
    {
      static const char signs[] = "ab\"'*():^-+{}%_\\ AND OR NEAR\n,.";
      char query[24];
      g_autofree char *found = NULL;
      int length = g_test_rand_int_range (0, (int) sizeof query - 1);

      for (int i = 0; i < length; i++)
        query[i] = signs[g_test_rand_int_range (0, (gint32) strlen (signs))];
      query[length] = '\0';
      found = find (fixture, query);
    }
}

static void
test_changes (Fixture *fixture, gconstpointer data)
{
  EnrUuid id = make_diary (fixture, 1, "園庭で遊んだ");
  EnrUuid event = make (fixture, "drill", NULL, enr_date_new (2026, 6, 5), "火災の訓練");
  g_autoptr (GError) error = NULL;

  assert_found (fixture, "園庭", "1 activity");
  save (fixture, &id, "activity", "ホールで遊んだ");
  assert_found (fixture, "園庭", "");
  assert_found (fixture, "遊んだ", "1 activity");
  assert_found (fixture, "ホール", "1 activity");
  save (fixture, &id, "family", "園庭の遊具の修理");
  assert_found (fixture, "園庭", "1 family");
  save (fixture, &id, "family", "");
  assert_found (fixture, "園庭", "");
  assert_found (fixture, "火災", "5 ");
  g_assert_true (
      enr_writing_set_head (fixture->db, fixture->actor, &event, "地震の訓練", "", &error));
  g_assert_no_error (error);
  assert_found (fixture, "火災", "");
  assert_found (fixture, "地震", "5 ");
  assert_found (fixture, "地 震", "5 ");
  /* A save that is refused leaves no words either. */
  g_assert_false (try_save (fixture, &id, "diary", "activity", "砂場", 0, &error));
  assert_found (fixture, "砂場", "");
  g_clear_error (&error);
  g_assert_true (enr_writing_remove (fixture->db, fixture->actor, &id, &error));
  g_assert_no_error (error);
  assert_found (fixture, "ホール", "");
  assert_found (fixture, "遊んだ", "");
}

static void
test_newest_first (Fixture *fixture, gconstpointer data)
{
  static const int days[] = { 12, 3, 25, 1, 18, 26, 2 };
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  EnrUuid old;

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    make_diary (fixture, days[i], "散歩に行った");
  old = make (fixture, "child-record", &fixture->nursery->children[0], enr_date_new (2026, 4, 30),
              "");
  save (fixture, &old, "observed", "散歩で花を見つけた");
  assert_found (
      fixture, "散歩",
      "26 activity|25 activity|18 activity|12 activity|3 activity|2 activity|1 activity|30 "
      "observed");
  list = enr_search (fixture->db, "散歩", 3, &error);
  g_assert_cmpuint (list->len, ==, 3);
  g_assert_cmpint (((EnrFound *) g_ptr_array_index (list, 2))->first, ==,
                   enr_date_new (2026, 6, 18));
}

static void
test_what_is_shown (Fixture *fixture, gconstpointer data)
{
  EnrUuid id = make (fixture, "child-record", &fixture->nursery->children[0], enr_test_day (), "");
  g_autoptr (GString) long_text = g_string_new (NULL);
  g_autoptr (GPtrArray) list = NULL;
  const EnrFound *found;
  g_autoptr (GError) error = NULL;

  save (fixture, &id, "observed", "朝は泣いた。そのあと、ドングリを拾って笑った。帰りは元気。");
  list = enr_search (fixture->db, "「どんぐり」", LIMIT, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 1);
  found = g_ptr_array_index (list, 0);
  g_assert_true (enr_uuid_equal (&found->id, &id));
  g_assert_cmpstr (found->kind, ==, "child-record");
  g_assert_cmpstr (found->class_name, ==, "ひよこ");
  g_assert_cmpstr (found->child_name, ==, "青木 第1子");
  g_assert_cmpstr (found->key, ==, "observed");
  g_assert_cmpstr (found->excerpt, ==, "そのあと、ドングリを拾って笑った。");

  /* One sentence of 100,000 signs, and the word near its end: what is shown has the word in it. */
  for (guint i = 0; i < 99000; i++)
    g_string_append_unichar (long_text, 0x4e00 + i % 3000);
  g_string_append (long_text, "とてもめずらしいカブトムシがいた");
  for (guint i = 0; i < 900; i++)
    g_string_append (long_text, "あ");
  save (fixture, &id, "observed", long_text->str);
  g_ptr_array_unref (g_steal_pointer (&list));
  list = enr_search (fixture->db, "ｶﾌﾞﾄﾑｼ", LIMIT, &error);
  g_assert_no_error (error);
  found = g_ptr_array_index (list, 0);
  g_assert_nonnull (strstr (found->excerpt, "めずらしいカブトムシがいた"));
  g_assert_cmpint (g_utf8_strlen (found->excerpt, -1), <=, 62);
  g_assert_true (g_str_has_prefix (found->excerpt, "…"));
  g_assert_true (g_str_has_suffix (found->excerpt, "…"));
}

/* The word as it was typed is shown before one that is only as good; the sentence is whole. */
static void
test_which_is_shown (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *query;
    const char *excerpt;
  } shown[] = {
    { "どんぐり", "どんぐりを並べる。" },
    { "ﾄﾞﾝｸﾞﾘ", "ドングリを拾う。" },
    { "どんくり", NULL },
    { "元気", "帰りは元気" },
    { "拾う", "ドングリを拾う。" },
    { "並べる　拾う", "どんぐりを並べる。" },
    { "「並」", "どんぐりを並べる。" },
    { "朝", "朝は泣いた。" },
  };
  EnrUuid id = make (fixture, "child-record", &fixture->nursery->children[0], enr_test_day (), "");

  save (fixture, &id, "observed", "朝は泣いた。\n　ドングリを拾う。どんぐりを並べる。\n帰りは元気");
  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) list = enr_search (fixture->db, shown[i].query, LIMIT, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (list->len, ==, shown[i].excerpt != NULL);
      if (list->len > 0)
        g_assert_cmpstr (((EnrFound *) g_ptr_array_index (list, 0))->excerpt, ==, shown[i].excerpt);
    }
}

static char *
find_all (Fixture *fixture)
{
  static const char *const queries[]
      = { "園", "園庭", "散歩", "火災", "だ", "a", "訓練 火災", "空" };
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autofree char *found = find (fixture, queries[i]);

      g_string_append_printf (all, "%s: %s\n", queries[i], found);
    }
  return g_string_free (all, FALSE);
}

static void
test_rebuild (Fixture *fixture, gconstpointer data)
{
  EnrUuid first = make_diary (fixture, 1, "園庭で遊んだ");
  EnrUuid second = make_diary (fixture, 2, "散歩。空が青い");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *again = NULL;
  g_autoptr (GError) error = NULL;

  make (fixture, "drill", NULL, enr_date_new (2026, 6, 5), "火災の訓練");
  make_diary (fixture, 3, "散歩で園庭を通った");
  save (fixture, &second, "family", "園だより");
  g_assert_true (enr_writing_remove (fixture->db, fixture->actor, &first, &error));
  before = find_all (fixture);
  g_assert_nonnull (strstr (before, "園庭: 3 activity\n"));
  g_assert_true (enr_search_rebuild (fixture->db, fixture->actor, &error));
  g_assert_no_error (error);
  after = find_all (fixture);
  g_assert_cmpstr (after, ==, before);
  /* What does not belong into the index goes, what is missing comes. */
  raw_run (fixture->nursery->path, "INSERT INTO search_writing (rowid, pairs) "
                                   "SELECT search_row, '偽物 物' FROM writing WHERE title = ''");
  g_assert_true (enr_search_rebuild (fixture->db, fixture->actor, &error));
  assert_found (fixture, "偽物", "");
  raw_run (fixture->nursery->path,
           "INSERT INTO search_writing (search_writing) VALUES ('delete-all')");
  assert_found (fixture, "園庭", "");
  g_assert_true (enr_search_rebuild (fixture->db, fixture->actor, &error));
  g_assert_no_error (error);
  {
    g_autofree char *mended = find_all (fixture);

    g_assert_cmpstr (mended, ==, before);
  }
  /* And it goes on from there. */
  save (fixture, &second, "activity", "雪");
  assert_found (fixture, "空", "");
  assert_found (fixture, "雪", "2 activity");
  g_assert_true (enr_search_rebuild (fixture->db, fixture->actor, &error));
  again = find_all (fixture);
  g_assert_null (strstr (again, "空: 2"));
}

/* The index says of random texts what looking at each of them says. */
static void
test_random (Fixture *fixture, gconstpointer data)
{
  static const char *const signs[]
      = { "園", "庭", "で", "あ", "ア", "。", "\n", " ", "a", "B", "ー" };
  static const char *const words[]
      = { "園", "庭", "園庭", "であ", "ああ", "ab", "あー", "庭園庭", "a", "ー" };
  char *texts[28] = { NULL };

  for (int number = 1; number <= 25; number++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      int length = g_test_rand_int_range (1, 12);
      EnrUuid id;

      for (int i = 0; i < length; i++)
        g_string_append (text, signs[g_test_rand_int_range (0, G_N_ELEMENTS (signs))]);
      id = make_diary (fixture, number, "仮の文です");
      save (fixture, &id, "activity", text->str);
      g_string_replace (text, "ア", "あ", 0);
      g_string_replace (text, "B", "b", 0);
      /* Blanks are no borders: 園 庭 is found as 園庭, as names are. */
      g_string_replace (text, " ", "", 0);
      texts[number] = g_string_free (g_steal_pointer (&text), FALSE);
    }
  for (guint w = 0; w < G_N_ELEMENTS (words); w++)
    {
      g_autoptr (GString) expected = g_string_new (NULL);

      for (int number = 25; number >= 1; number--)
        if (strstr (texts[number], words[w]) != NULL)
          g_string_append_printf (expected, "%s%d activity", expected->len > 0 ? "|" : "", number);
      assert_found (fixture, words[w], expected->str);
    }
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*func) (Fixture *, gconstpointer);
  } tests[] = {
    { "/writing/search/words", test_words },
    { "/writing/search/borders", test_borders },
    { "/writing/search/signs", test_signs },
    { "/writing/search/changes", test_changes },
    { "/writing/search/newest-first", test_newest_first },
    { "/writing/search/what-is-shown", test_what_is_shown },
    { "/writing/search/which-is-shown", test_which_is_shown },
    { "/writing/search/rebuild", test_rebuild },
    { "/writing/search/random", test_random },
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, GUINT_TO_POINTER (1), set_up, tests[i].func, tear_down);

  return g_test_run ();
}
