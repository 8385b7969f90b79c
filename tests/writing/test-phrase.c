/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The bank of phrases, and words to look at again.
 */
#include "config.h"

#include <string.h>

#include "writing-fixture.h"
#include "writing/phrase-section.h"
#include "writing/phrase.h"

static EnrUuid
add (Fixture *fixture, const char *text, const char *section, int first, int last, guint months)
{
  g_autoptr (EnrPhrase) phrase = enr_phrase_new ();
  g_autoptr (GError) error = NULL;

  g_free (phrase->text);
  g_free (phrase->section);
  phrase->text = g_strdup (text);
  phrase->section = g_strdup (section);
  phrase->age_first = first;
  phrase->age_last = last;
  phrase->months = months;
  enr_phrase_save (fixture->db, fixture->actor, phrase, &error);
  g_assert_no_error (error);
  return phrase->id;
}

/* The texts that are found, joined with bars. */
static char *
find (Fixture *fixture, const char *section, int age, int month, const char *words)
{
  const EnrPhraseQuery query = { section, age, month, words };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = enr_phrase_find (fixture->db, &query, 10, &error);
  GString *texts = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < list->len; i++)
    g_string_append_printf (texts, "%s%s", i > 0 ? "|" : "",
                            ((EnrPhrase *) g_ptr_array_index (list, i))->text);
  return g_string_free (texts, FALSE);
}

#define assert_found(fixture, section, age, month, words, expected)                                \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *found_ = find (fixture, section, age, month, words);                          \
    g_assert_cmpstr (found_, ==, expected);                                                        \
  }                                                                                                \
  G_STMT_END

static void
test_find (Fixture *fixture, gconstpointer data)
{
  EnrUuid used = add (fixture, "水や砂の感触を楽しむ。", "aims", 1, 5, 1 << 6 | 1 << 7);
  g_autoptr (GError) error = NULL;

  add (fixture, "園庭で走る。", "aims", -1, -1, ENR_ALL_MONTHS);
  add (fixture, "水分をこまめにとる。", "safety", -1, -1, 1 << 6);

  /* The right section, age and month; the nearest first. */
  assert_found (fixture, "aims", 2, 7, "", "水や砂の感触を楽しむ。|園庭で走る。");
  assert_found (fixture, "aims", 0, 7, "", "園庭で走る。");
  assert_found (fixture, "aims", 2, 12, "", "園庭で走る。");
  assert_found (fixture, "safety", 2, 7, "", "水分をこまめにとる。");
  /* Words find others too, behind those that fit: two kanji, one, kana of the other kind, two
   * words. */
  assert_found (fixture, "aims", 0, 12, "園庭", "園庭で走る。");
  assert_found (fixture, "safety", 2, 7, "水", "水分をこまめにとる。|水や砂の感触を楽しむ。");
  assert_found (fixture, "", -1, 0, "コマメ", "水分をこまめにとる。");
  assert_found (fixture, "aims", 2, 7, "砂　水", "水や砂の感触を楽しむ。");
  assert_found (fixture, "aims", 2, 7, "雪", "");
  /* What is used comes earlier among those that fit alike. */
  add (fixture, "歌う。", "events", -1, -1, ENR_ALL_MONTHS);
  used = add (fixture, "踊る。", "events", -1, -1, ENR_ALL_MONTHS);
  assert_found (fixture, "events", 3, 5, "", "歌う。|踊る。");
  g_assert_true (enr_phrase_use (fixture->db, fixture->actor, &used, &error));
  assert_found (fixture, "events", 3, 5, "", "踊る。|歌う。");
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrPhrase) phrase = enr_phrase_new ();
  g_autoptr (GError) error = NULL;
  EnrUuid id = add (fixture, "園庭で走る。", "aims", -1, -1, ENR_ALL_MONTHS);

  g_assert_false (enr_phrase_save (fixture->db, fixture->actor, phrase, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (enr_uuid_is_none (&phrase->id));
  g_free (phrase->text);
  phrase->text = g_strdup ("園庭で走る。");
  g_free (phrase->section);
  phrase->section = g_strdup ("aims");
  g_assert_false (enr_phrase_save (fixture->db, fixture->actor, phrase, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY);
  g_clear_error (&error);
  phrase->age_first = 3;
  phrase->age_last = 2;
  g_assert_false (enr_phrase_save (fixture->db, fixture->actor, phrase, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_clear_error (&error);

  /* Removed, it is not offered any more, can be added again, and cannot be removed twice. */
  g_assert_true (enr_phrase_remove (fixture->db, fixture->actor, &id, &error));
  assert_found (fixture, "aims", 2, 7, "", "");
  g_assert_false (enr_phrase_remove (fixture->db, fixture->actor, &id, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN);
  g_clear_error (&error);
  add (fixture, "園庭で走る。", "aims", -1, -1, ENR_ALL_MONTHS);
}

static void
test_start (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) words = NULL;
  guint n;

  g_assert_true (enr_phrase_start (fixture->db, fixture->actor, &n, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n, >, 50);
  words = enr_style_word_list (fixture->db, &error);
  g_assert_cmpuint (words->len, >, 10);
  g_assert_true (enr_phrase_start (fixture->db, fixture->actor, &n, &error));
  g_assert_cmpuint (n, ==, 0);
  /* Every section of the starting set is one of some kind's. */
  {
    const EnrPhraseQuery all = { "", -1, 0, "" };
    g_autoptr (GPtrArray) list = enr_phrase_find (fixture->db, &all, G_MAXUINT, &error);

    for (guint i = 0; i < list->len; i++)
      {
        const EnrPhrase *phrase = g_ptr_array_index (list, i);
        gboolean is_known = strcmp (phrase->section, ENR_PHRASE_NOTEBOOK) == 0;

        for (guint k = 0; k < enr_writing_kinds_get_n (fixture->kinds); k++)
          is_known |= enr_writing_kind_find_section (enr_writing_kinds_get (fixture->kinds, k),
                                                     phrase->section)
                      != NULL;
        if (!is_known)
          g_error ("no kind has a section %s", phrase->section);
        g_assert_false (phrase->is_own);
      }
  }
  /* Parents read no aims: the notebook has phrases of its own, by age. */
  {
    const EnrPhraseQuery baby = { ENR_PHRASE_NOTEBOOK, 0, 11, "" };
    g_autoptr (GPtrArray) list = enr_phrase_find (fixture->db, &baby, G_MAXUINT, &error);

    g_assert_cmpuint (list->len, >, 5);
    for (guint i = 0; i < list->len; i++)
      {
        const EnrPhrase *phrase = g_ptr_array_index (list, i);

        g_assert_true (*phrase->section == '\0'
                       || strcmp (phrase->section, ENR_PHRASE_NOTEBOOK) == 0);
        g_assert_null (strstr (phrase->text, "友だち"));
      }
  }
}

static void
test_style (Fixture *fixture, gconstpointer data)
{
  EnrStyleWord child = { (char *) "子供", (char *) "子ども", FALSE };
  EnrStyleWord children = { (char *) "子供達", (char *) "子どもたち", FALSE };
  EnrStyleWord part = { (char *) "ども", (char *) "子ども", FALSE };
  EnrStyleWord label = { (char *) "乱暴", (char *) "", TRUE };
  EnrStyleWord same = { (char *) "同じ", (char *) "同じ", FALSE };
  const struct
  {
    const char *text;
    const char *marks; /* offset+length:word */
  } vectors[] = {
    { "", "" },
    { "子どもが遊ぶ。", "" },
    { "子供が遊び、子供達が笑う。", "0+2:子供 6+3:子供達" },
    { "😀子供", "1+2:子供" },
    { "乱暴な子", "0+2:乱暴" },
    { "けれども", "2+2:ども" },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) words = NULL;

  g_assert_true (enr_style_word_save (fixture->db, fixture->actor, &child, &error));
  g_assert_true (enr_style_word_save (fixture->db, fixture->actor, &children, &error));
  g_assert_true (enr_style_word_save (fixture->db, fixture->actor, &part, &error));
  g_assert_true (enr_style_word_save (fixture->db, fixture->actor, &label, &error));
  g_assert_false (enr_style_word_save (fixture->db, fixture->actor, &same, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_clear_error (&error);
  words = enr_style_word_list (fixture->db, &error);
  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autoptr (GArray) marks = enr_style_check (words, vectors[i].text);
      g_autoptr (GString) found = g_string_new (NULL);

      for (guint k = 0; k < marks->len; k++)
        {
          const EnrStyleMark *mark = &g_array_index (marks, EnrStyleMark, k);

          g_string_append_printf (found, "%s%zu+%zu:%s", k > 0 ? " " : "", mark->offset,
                                  mark->length, mark->word->word);
        }
      g_assert_cmpstr (found->str, ==, vectors[i].marks);
    }
}

int
main (int argc, char **argv)
{
  /* No forms of the user's. */
  g_setenv ("XDG_DATA_HOME", "/nowhere", TRUE);
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function)                                                                        \
  g_test_add ("/writing/phrase/" path, Fixture, GUINT_TO_POINTER (1), set_up, function, tear_down)
  ADD ("find", test_find);
  ADD ("refused", test_refused);
  ADD ("start", test_start);
  ADD ("style", test_style);

  return g_test_run ();
}
