/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Keeping the bank of phrases and the list of words: what is listed, stale changes, what is removed
 * and brought back, and files.
 */
#include "config.h"

#include <string.h>

#include "writing-fixture.h"
#include "writing/phrase.h"

static GError *refusal;

#define assert_refused(call, expected)                                                             \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_assert_false (call);                                                                         \
    g_assert_error (refusal, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_##expected);                     \
    g_clear_error (&refusal);                                                                      \
  }                                                                                                \
  G_STMT_END

static EnrPhrase *
phrase_new (const char *text, const char *section)
{
  EnrPhrase *phrase = enr_phrase_new ();

  g_free (phrase->text);
  g_free (phrase->section);
  phrase->text = g_strdup (text);
  phrase->section = g_strdup (section);
  return phrase;
}

static EnrPhrase *
add (Fixture *fixture, const char *text, const char *section, int first, int last, guint months)
{
  EnrPhrase *phrase = phrase_new (text, section);
  g_autoptr (GError) error = NULL;

  phrase->age_first = first;
  phrase->age_last = last;
  phrase->months = months;
  enr_phrase_save (fixture->db, fixture->actor, phrase, &error);
  g_assert_no_error (error);
  return phrase;
}

static void
set_text (EnrPhrase *phrase, const char *text)
{
  g_free (phrase->text);
  phrase->text = g_strdup (text);
}

/* The texts that are listed, joined with bars. */
static char *
list (Fixture *fixture, const EnrPhraseFilter *filter)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sections = enr_phrase_sections_new (fixture->kinds);
  g_autoptr (GPtrArray) phrases = enr_phrase_list (fixture->db, filter, sections, &error);
  GString *texts = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < phrases->len; i++)
    g_string_append_printf (texts, "%s%s", i > 0 ? "|" : "",
                            ((EnrPhrase *) g_ptr_array_index (phrases, i))->text);
  return g_string_free (texts, FALSE);
}

#define assert_filtered(fixture, expected, which, section, domain, age, month, words)              \
  G_STMT_START                                                                                     \
  {                                                                                                \
    const EnrPhraseFilter filter_ = { which, section, domain, age, month, words };                 \
    g_autofree char *listed_ = list (fixture, &filter_);                                           \
    g_assert_cmpstr (listed_, ==, expected);                                                       \
  }                                                                                                \
  G_STMT_END

#define assert_listed(fixture, which, expected)                                                    \
  assert_filtered (fixture, expected, ENR_PHRASES_##which, "", "", -1, 0, "")

static GPtrArray *
one (gpointer item)
{
  GPtrArray *array = g_ptr_array_new ();

  g_ptr_array_add (array, item);
  return array;
}

static void
test_sections (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) sections = enr_phrase_sections_new (fixture->kinds);
  g_autoptr (GHashTable) labels = g_hash_table_new (g_str_hash, g_str_equal);
  guint aims = enr_phrase_sections_find (sections, "aims");

  for (guint i = 0; i < sections->len; i++)
    {
      const EnrPhraseSection *section = g_ptr_array_index (sections, i);

      g_assert_cmpstr (section->kinds, !=, "");
      g_assert_true (g_hash_table_add (labels, section->label));
      /* What is written into a file is read as the same section. */
      g_assert_cmpstr (enr_phrase_sections_key (sections, fixture->kinds, section->label), ==,
                       section->key);
    }
  g_assert_cmpuint (aims, <, sections->len);
  g_assert_cmpstr (enr_phrase_sections_label (sections, "aims"), ==, "ねらい");
  g_assert_nonnull (
      strstr (((EnrPhraseSection *) g_ptr_array_index (sections, aims))->kinds, "週案"));
  g_assert_cmpstr (enr_phrase_sections_label (sections, "gone"), ==, "gone");
  g_assert_cmpuint (enr_phrase_sections_find (sections, "gone"), ==, G_MAXUINT);
  g_assert_cmpstr (enr_phrase_sections_key (sections, fixture->kinds, "連絡帳"), ==,
                   ENR_PHRASE_NOTEBOOK);
  /* A heading of one kind only is known too; a section that is gone by its key; nonsense is not. */
  g_assert_cmpstr (enr_phrase_sections_key (sections, fixture->kinds, "今月のねらい"), ==, "aims");
  g_assert_cmpstr (enr_phrase_sections_key (sections, fixture->kinds, "gone"), ==, "gone");
  g_assert_null (enr_phrase_sections_key (sections, fixture->kinds, "ねらう"));
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrPhrase) water = add (fixture, "水や砂の感触を楽しむ。", "aims", 1, 2, 1 << 6);
  g_autoptr (EnrPhrase) run = add (fixture, "園庭で走る。", "aims", -1, -1, ENR_ALL_MONTHS);
  g_autoptr (EnrPhrase) any = add (fixture, "よく笑う。", "", 3, 5, ENR_ALL_MONTHS);
  g_autoptr (EnrPhrase) gone = add (fixture, "様式にない欄。", "gone", -1, -1, ENR_ALL_MONTHS);
  g_autoptr (GPtrArray) removed = one (gone);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) domains = NULL;

  /* For all sections first, then by section, the most used of one first. */
  assert_listed (fixture, ALL, "よく笑う。|園庭で走る。|水や砂の感触を楽しむ。|様式にない欄。");
  enr_phrase_use (fixture->db, fixture->actor, &water->id, &error);
  assert_listed (fixture, ALL, "よく笑う。|水や砂の感触を楽しむ。|園庭で走る。|様式にない欄。");
  assert_filtered (fixture, "よく笑う。|水や砂の感触を楽しむ。|園庭で走る。", ENR_PHRASES_ALL,
                   "aims", "", -1, 0, "");
  assert_filtered (fixture, "水や砂の感触を楽しむ。|園庭で走る。|様式にない欄。", ENR_PHRASES_ALL,
                   "", "", 2, 0, "");
  assert_filtered (fixture, "よく笑う。|園庭で走る。|様式にない欄。", ENR_PHRASES_ALL, "", "", -1,
                   8, "");
  /* Other than while writing, words do not find what does not fit. */
  assert_filtered (fixture, "水や砂の感触を楽しむ。", ENR_PHRASES_ALL, "", "", 1, 0, "砂　水");
  assert_filtered (fixture, "", ENR_PHRASES_ALL, "", "", 4, 0, "砂");
  assert_filtered (fixture, "園庭で走る。", ENR_PHRASES_ALL, "", "", -1, 0, "園庭");
  assert_listed (fixture, GIVEN, "");
  assert_listed (fixture, REMOVED, "");

  g_assert_true (enr_phrase_remove_seen (fixture->db, fixture->actor, removed, &error));
  assert_listed (fixture, REMOVED, "様式にない欄。");
  assert_listed (fixture, ALL, "よく笑う。|水や砂の感触を楽しむ。|園庭で走る。");

  g_free (any->domain);
  any->domain = g_strdup ("表現");
  g_assert_true (enr_phrase_save (fixture->db, fixture->actor, any, &error));
  assert_filtered (fixture, "よく笑う。", ENR_PHRASES_ALL, "", "表現", -1, 0, "");
  domains = enr_phrase_domains (fixture->db, &error);
  g_assert_cmpstr (domains[0], ==, "表現");
  g_assert_null (domains[1]);
}

static void
test_seen (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrPhrase) phrase = add (fixture, "園庭で走る。", "aims", -1, -1, ENR_ALL_MONTHS);
  g_autoptr (EnrPhrase) other = add (fixture, "歌う。", "aims", -1, -1, ENR_ALL_MONTHS);
  g_autoptr (EnrPhrase) seen = enr_phrase_copy (phrase);
  g_autoptr (EnrPhrase) now = NULL;
  g_autoptr (GPtrArray) stale = one (seen);
  g_autoptr (GPtrArray) both = one (other);
  g_autoptr (GError) error = NULL;
  EnrDb *db = fixture->db;

  /* That it was used meanwhile does not matter; that it was changed does. */
  g_assert_true (enr_phrase_use (db, fixture->actor, &phrase->id, &error));
  set_text (phrase, "園庭で思いきり走る。");
  g_assert_true (enr_phrase_save_seen (db, fixture->actor, phrase, seen, &error));
  set_text (phrase, "ホールで走る。");
  assert_refused (enr_phrase_save_seen (db, fixture->actor, phrase, seen, &refusal), CHANGED);
  assert_refused (enr_phrase_remove_seen (db, fixture->actor, stale, &refusal), CHANGED);
  assert_listed (fixture, ALL, "園庭で思いきり走る。|歌う。");

  /* Several are removed together, or none of them. */
  g_ptr_array_add (both, seen);
  assert_refused (enr_phrase_remove_seen (db, fixture->actor, both, &refusal), CHANGED);
  assert_listed (fixture, ALL, "園庭で思いきり走る。|歌う。");
  now = enr_phrase_load (db, &phrase->id, &error);
  g_assert_cmpuint (now->uses, ==, 1);
  g_ptr_array_index (both, 1) = now;
  g_assert_true (enr_phrase_remove_seen (db, fixture->actor, both, &error));
  assert_listed (fixture, ALL, "");
  assert_refused (enr_phrase_remove_seen (db, fixture->actor, both, &refusal), UNKNOWN);
  assert_refused (enr_phrase_save_seen (db, fixture->actor, now, now, &refusal), UNKNOWN);

  /* And are brought back together. */
  g_assert_true (enr_phrase_restore (db, fixture->actor, both, &error));
  assert_listed (fixture, ALL, "園庭で思いきり走る。|歌う。");
  assert_refused (enr_phrase_restore (db, fixture->actor, both, &refusal), UNKNOWN);
}

static void
test_restore_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrPhrase) first = add (fixture, "歌う。", "aims", -1, -1, ENR_ALL_MONTHS);
  g_autoptr (EnrPhrase) again = NULL;
  g_autoptr (EnrPhrase) never = phrase_new ("踊る。", "aims");
  g_autoptr (GPtrArray) removed = one (first);
  g_autoptr (GPtrArray) unknown = one (never);
  g_autoptr (GError) error = NULL;

  g_assert_true (enr_phrase_remove_seen (fixture->db, fixture->actor, removed, &error));
  again = add (fixture, "歌う。", "aims", -1, -1, ENR_ALL_MONTHS);
  g_assert_false (enr_phrase_restore (fixture->db, fixture->actor, removed, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY);
  g_assert_nonnull (strstr (error->message, "歌う。"));
  assert_listed (fixture, ALL, "歌う。");
  assert_listed (fixture, REMOVED, "歌う。");
  assert_refused (enr_phrase_restore (fixture->db, fixture->actor, unknown, &refusal), UNKNOWN);
}

/* The starting set is marked, can be removed, and does not come by itself again. */
static void
test_given (Fixture *fixture, gconstpointer data)
{
  const EnrPhraseFilter given
      = { .which = ENR_PHRASES_GIVEN, .section = "", .domain = "", .age = -1, .words = "" };
  g_autoptr (GPtrArray) sections = enr_phrase_sections_new (fixture->kinds);
  g_autoptr (GPtrArray) phrases = NULL;
  g_autoptr (EnrPhrase) own = NULL;
  g_autoptr (GError) error = NULL;
  guint n;

  g_assert_true (enr_phrase_start (fixture->db, fixture->actor, &n, &error));
  phrases = enr_phrase_list (fixture->db, &given, sections, &error);
  g_assert_cmpuint (phrases->len, ==, n);
  /* One that the nursery changes is its own; saved as it was, it is not. */
  own = enr_phrase_copy (g_ptr_array_index (phrases, 0));
  g_assert_true (enr_phrase_save_seen (fixture->db, fixture->actor, own,
                                       g_ptr_array_index (phrases, 0), &error));
  g_assert_false (own->is_own);
  set_text (own, "園の言い方。");
  g_assert_true (enr_phrase_save_seen (fixture->db, fixture->actor, own,
                                       g_ptr_array_index (phrases, 0), &error));
  assert_listed (fixture, OWN, "園の言い方。");
  g_ptr_array_remove_index (phrases, 0);
  g_assert_true (enr_phrase_remove_seen (fixture->db, fixture->actor, phrases, &error));
  assert_listed (fixture, ALL, "園の言い方。");
  g_assert_true (enr_phrase_start (fixture->db, fixture->actor, &n, &error));
  g_assert_cmpuint (n, ==, 0);
  assert_listed (fixture, ALL, "園の言い方。");
}

static EnrCsv *
read_csv (const char *text)
{
  g_autoptr (GError) error = NULL;
  EnrCsv *csv = enr_csv_read_data ("文例.csv", text, strlen (text), ENR_ENCODING_AUTO, &error);

  g_assert_no_error (error);
  return csv;
}

static GPtrArray *
import (Fixture *fixture, const char *text, guint *n_present, GError **error)
{
  g_autoptr (EnrCsv) csv = read_csv (text);
  GPtrArray *added = NULL;

  return enr_phrase_import (fixture->db, fixture->actor, fixture->kinds, csv, &added, n_present,
                            error)
             ? added
             : NULL;
}

static void
test_import (Fixture *fixture, gconstpointer data)
{
  const char *file
      = "月,文例,年齢,項目\n7;8,水で遊ぶ。,1-5,ねらい\n,走る。,,\n,,,\n4,歌う。,0,aims\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) added = NULL;
  g_autoptr (GPtrArray) again = NULL;
  guint n_present;

  added = import (fixture, file, &n_present, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (added->len, ==, 3);
  g_assert_cmpuint (n_present, ==, 0);
  assert_filtered (fixture, "走る。|水で遊ぶ。", ENR_PHRASES_ALL, "aims", "", 3, 7, "");
  again = import (fixture, file, &n_present, &error);
  g_assert_cmpuint (again->len, ==, 0);
  g_assert_cmpuint (n_present, ==, 3);
  /* It can be taken back whole. */
  g_assert_true (enr_phrase_remove_seen (fixture->db, fixture->actor, added, &error));
  assert_listed (fixture, ALL, "");
}

static void
test_import_wrong (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) many = g_string_new ("文例,月\n");
  g_autoptr (GPtrArray) added = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;
  guint n_present;

  /* All that is wrong is told, with its place; nothing is taken. */
  added = import (fixture,
                  "文例,月,年齢,項目\n跳ぶ。,4,,\n泳ぐ。,13,,\n潜る。,,6,\n,5,,\n走る。,,,ねらう\n",
                  &n_present, &error);
  g_assert_null (added);
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  lines = g_strsplit (error->message, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 4);
  g_assert_true (g_str_has_prefix (lines[0], "文例.csv:3:2: "));
  g_assert_true (g_str_has_prefix (lines[1], "文例.csv:4:3: "));
  g_assert_true (g_str_has_prefix (lines[2], "文例.csv:5:1: "));
  g_assert_true (g_str_has_prefix (lines[3], "文例.csv:6:4: "));
  g_assert_nonnull (strstr (lines[3], "ねらう"));
  g_clear_error (&error);
  assert_listed (fixture, ALL, "");

  g_assert_null (import (fixture, "項目,月\naims,4\n", &n_present, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_assert_true (g_str_has_prefix (error->message, "文例.csv:1:1: "));
  g_clear_error (&error);

  /* Of very many the first ten, and how many more. */
  for (guint i = 0; i < 25; i++)
    g_string_append (many, "跳ぶ。,13\n");
  g_assert_null (import (fixture, many->str, &n_present, &error));
  g_strfreev (lines);
  lines = g_strsplit (error->message, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 11);
  g_assert_nonnull (strstr (lines[10], "15"));
}

static char *
dup_text (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return g_strndup (data, length);
}

static void
test_export (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrPhrase) odd = add (fixture, "=1+1 と\n𠮷田さん", "aims", 1, 2, 1 << 3 | 1 << 4);
  g_autoptr (EnrPhrase) plain = add (fixture, "歌う。", "gone", 0, 0, ENR_ALL_MONTHS);
  g_autoptr (GPtrArray) sections = enr_phrase_sections_new (fixture->kinds);
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  g_autoptr (GPtrArray) added = NULL;
  g_autoptr (GBytes) for_people = NULL;
  g_autoptr (GBytes) by_key = NULL;
  g_autoptr (GBytes) cp932 = NULL;
  g_autofree char *text = NULL;
  g_autofree char *keys = NULL;
  g_autoptr (GError) error = NULL;
  const EnrPhrase *back;
  guint n;

  for_people = enr_phrase_export (fixture->db, sections, ENR_ENCODING_UTF8, &n, &error);
  g_assert_cmpuint (n, ==, 0);
  text = dup_text (for_people);
  g_assert_nonnull (strstr (text, ",ねらい,,1-2,\"4;5\"\r\n"));
  by_key = enr_phrase_export (fixture->db, NULL, ENR_ENCODING_UTF8, &n, &error);
  keys = dup_text (by_key);
  g_assert_nonnull (strstr (keys, ",aims,,1-2,\"4;5\"\r\n"));
  cp932 = enr_phrase_export (fixture->db, sections, ENR_ENCODING_CP932, &n, &error);
  g_assert_cmpuint (n, ==, 1);

  /* What is written out is read back the same. */
  g_ptr_array_add (all, odd);
  g_ptr_array_add (all, plain);
  g_assert_true (enr_phrase_remove_seen (fixture->db, fixture->actor, all, &error));
  added = import (fixture, text, &n, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (added->len, ==, 2);
  back = g_ptr_array_index (added, 0);
  g_assert_cmpstr (back->text, ==, odd->text);
  g_assert_cmpstr (back->section, ==, "aims");
  g_assert_cmpint (back->age_last, ==, 2);
  g_assert_cmpuint (back->months, ==, odd->months);
  back = g_ptr_array_index (added, 1);
  g_assert_cmpstr (back->section, ==, "gone");
}

/*
 * Words
 */

static char *
list_words (Fixture *fixture, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = enr_style_word_find (fixture->db, words, &error);
  GString *texts = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < found->len; i++)
    {
      const EnrStyleWord *word = g_ptr_array_index (found, i);

      g_string_append_printf (texts, "%s%s>%s%s", i > 0 ? "|" : "", word->word, word->better,
                              word->is_label ? "!" : "");
    }
  return g_string_free (texts, FALSE);
}

#define assert_words(fixture, words, expected)                                                     \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *listed_ = list_words (fixture, words);                                        \
    g_assert_cmpstr (listed_, ==, expected);                                                       \
  }                                                                                                \
  G_STMT_END

#define WORD(a, b, c) ((EnrStyleWord){ (char *) (a), (char *) (b), c })

static void
test_words (Fixture *fixture, gconstpointer data)
{
  EnrStyleWord child = WORD ("子供", "子ども", FALSE);
  EnrStyleWord rough = WORD ("乱暴", "", TRUE);
  EnrStyleWord better = WORD ("子供", "こども", FALSE);
  EnrStyleWord renamed = WORD ("子供達", "子どもたち", FALSE);
  EnrStyleWord taken = WORD ("乱暴", "力が強い", TRUE);
  EnrStyleWord same = WORD ("同じ", "同じ", FALSE);
  g_autofree char *long_word = g_strnfill (101, 'a');
  EnrStyleWord too_long = WORD (long_word, "", FALSE);
  g_autoptr (GPtrArray) stale = one (&child);
  g_autoptr (GPtrArray) both = one (&renamed);
  g_autoptr (GError) error = NULL;
  EnrDb *db = fixture->db;

  g_assert_true (enr_style_word_save_seen (db, fixture->actor, &child, NULL, &error));
  g_assert_true (enr_style_word_save_seen (db, fixture->actor, &rough, NULL, &error));
  assert_words (fixture, "", "子供>子ども|乱暴>!");
  assert_words (fixture, "子ども", "子供>子ども");
  assert_words (fixture, "乱", "乱暴>!");
  assert_words (fixture, "雪", "");
  /* A new one does not write over one that is there. */
  assert_refused (enr_style_word_save_seen (db, fixture->actor, &better, NULL, &refusal), ALREADY);
  assert_refused (enr_style_word_save_seen (db, fixture->actor, &same, NULL, &refusal), INVALID);
  assert_refused (enr_style_word_save_seen (db, fixture->actor, &too_long, NULL, &refusal),
                  INVALID);

  g_assert_true (enr_style_word_save_seen (db, fixture->actor, &better, &child, &error));
  assert_words (fixture, "", "子供>こども|乱暴>!");
  assert_refused (enr_style_word_save_seen (db, fixture->actor, &renamed, &child, &refusal),
                  CHANGED);
  assert_refused (enr_style_word_remove_seen (db, fixture->actor, stale, &refusal), CHANGED);
  assert_refused (enr_style_word_save_seen (db, fixture->actor, &taken, &better, &refusal),
                  ALREADY);
  assert_words (fixture, "", "子供>こども|乱暴>!");
  g_assert_true (enr_style_word_save_seen (db, fixture->actor, &renamed, &better, &error));
  assert_words (fixture, "", "子供達>子どもたち|乱暴>!");
  assert_refused (enr_style_word_save_seen (db, fixture->actor, &child, &better, &refusal),
                  UNKNOWN);

  g_ptr_array_add (both, &rough);
  g_assert_true (enr_style_word_remove_seen (db, fixture->actor, both, &error));
  assert_words (fixture, "", "");
  assert_refused (enr_style_word_remove_seen (db, fixture->actor, both, &refusal), UNKNOWN);
  g_assert_true (enr_style_word_restore (db, fixture->actor, both, &error));
  assert_words (fixture, "", "子供達>子どもたち|乱暴>!");
  assert_refused (enr_style_word_restore (db, fixture->actor, both, &refusal), ALREADY);
}

static void
test_words_csv (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrCsv) good
      = read_csv ("種類,言葉,言いかえ\n,子供,子ども\n決めつけ,乱暴,\n表記,父兄,保護者\n");
  g_autoptr (EnrCsv) bad = read_csv ("言葉,種類\n友達,表記\n頑固,わるい\n同じ,\n,表記\n");
  g_autoptr (EnrCsv) again = NULL;
  EnrStyleWord other = WORD ("父兄", "ご家族", FALSE);
  g_autoptr (GPtrArray) added = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  guint n;

  /* What the nursery has decided about a word stays. */
  g_assert_true (enr_style_word_save (fixture->db, fixture->actor, &other, &error));
  g_assert_true (enr_style_word_import (fixture->db, fixture->actor, good, &added, &n, &error));
  g_assert_cmpuint (added->len, ==, 2);
  g_assert_cmpuint (n, ==, 1);
  assert_words (fixture, "", "子供>子ども|父兄>ご家族|乱暴>!");

  g_assert_false (enr_style_word_import (fixture->db, fixture->actor, bad, &none, &n, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_assert_true (g_str_has_prefix (error->message, "文例.csv:3:2: "));
  g_assert_nonnull (strstr (error->message, "\n文例.csv:5:1: "));
  g_clear_error (&error);
  assert_words (fixture, "友達", "");

  bytes = enr_style_word_export (fixture->db, ENR_ENCODING_UTF8, NULL, &error);
  g_assert_true (enr_style_word_remove_seen (fixture->db, fixture->actor, added, &error));
  text = dup_text (bytes);
  again = read_csv (text);
  g_ptr_array_unref (g_steal_pointer (&added));
  g_assert_true (enr_style_word_import (fixture->db, fixture->actor, again, &added, &n, &error));
  g_assert_cmpuint (added->len, ==, 2);
  assert_words (fixture, "", "子供>子ども|父兄>ご家族|乱暴>!");
}

int
main (int argc, char **argv)
{
  /* No forms of the user's. */
  g_setenv ("XDG_DATA_HOME", "/nowhere", TRUE);
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function)                                                                        \
  g_test_add ("/writing/phrase-bank/" path, Fixture, GUINT_TO_POINTER (1), set_up, function,       \
              tear_down)
  ADD ("sections", test_sections);
  ADD ("list", test_list);
  ADD ("seen", test_seen);
  ADD ("restore-again", test_restore_again);
  ADD ("given", test_given);
  ADD ("import", test_import);
  ADD ("import-wrong", test_import_wrong);
  ADD ("export", test_export);
  ADD ("words", test_words);
  ADD ("words-csv", test_words_csv);

  return g_test_run ();
}
