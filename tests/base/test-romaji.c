/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include <string.h>

#include "base/romaji.h"

static void
test_names (void)
{
  static const struct
  {
    const char *typed;
    const char *kana;
  } names[] = {
    { "yoshida", "よしだ" },
    { "yosida", "よしだ" },
    { "yos", "よ" },
    { "y", NULL },
    { "aoki", "あおき" },
    { "sato", "さと" },
    { "satou", "さとう" },
    { "shunta", "しゅんた" },
    { "syunta", "しゅんた" },
    { "kenichi", "けにち" },
    { "ken'ichi", "けんいち" },
    { "kennichi", "けんにち" },
    { "hanna", "はんな" },
    { "jun", "じゅ" },
    { "junn", "じゅん" },
    { "hattori", "はっとり" },
    { "matchi", "まっち" },
    { "ryouta", "りょうた" },
    { "fujii", "ふじい" },
    { "chiba", "ちば" },
    { "tiba", "ちば" },
    { "tsuda", "つだ" },
    { "nna", "んな" },
    { "nya", "にゃ" },
    { "kinya", "きにゃ" },
    { "ji", "じ" },
    { "zi", "じ" },
    { "wi", "うぃ" },
  };
  static const char *const no_names[]
      = { "", "s00001", "よし", "xa", "qi", "a b", "yi", "b1", "'a" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *kana = enr_romaji_to_hiragana (names[i].typed);

      g_test_message ("%s", names[i].typed);
      g_assert_cmpstr (kana, ==, names[i].kana);
    }
  for (guint i = 0; i < G_N_ELEMENTS (no_names); i++)
    g_assert_null (enr_romaji_to_hiragana (no_names[i]));
}

static void
test_query (void)
{
  EnrNameQuery query = { NULL, NULL, NULL };

  g_assert_true (enr_name_query_fits (&query, "よしだあさひ"));
  enr_name_query_set (&query, "ＹＯＳＨＩ");
  g_assert_true (enr_name_query_fits (&query, "よしだあさひ"));
  g_assert_false (enr_name_query_fits (&query, "あおきあさひ"));
  enr_name_query_set (&query, "ヨシ");
  g_assert_true (enr_name_query_fits (&query, "よしだあさひ"));
  enr_name_query_set (&query, "s0001"); /* a number stays one */
  g_assert_true (enr_name_query_fits (&query, "よしだ\ns0001"));
  g_assert_false (enr_name_query_fits (&query, "よしだ\ns0002"));
  enr_name_query_set (&query, "");
  g_assert_true (enr_name_query_fits (&query, "よしだ"));
  enr_name_query_clear (&query);
}

/* Each letter on the way to a name keeps the child in view. */
static void
test_half_typed (void)
{
  static const struct
  {
    const char *typed;
    const char *name;
    gboolean fits;
  } cases[] = {
    { "n", "なかむら", TRUE },      { "n", "よしだ", FALSE },    { "n", "けん", TRUE },
    { "n", "やまもと\ns1", FALSE }, { "k", "あおき", TRUE },     { "k", "きょうこ", TRUE },
    { "k", "さとう", FALSE },       { "ky", "きょうこ", TRUE },  { "ky", "かきこ", FALSE },
    { "sh", "しゅんた", TRUE },     { "sh", "よしだ", TRUE },    { "sh", "さとう", FALSE },
    { "s", "さとう", TRUE },        { "c", "ちば", TRUE },       { "ts", "つだ", TRUE },
    { "ts", "たつや", TRUE },       { "ts", "たにぐち", FALSE }, { "y", "よしだ", TRUE },
    { "yos", "よしだ", TRUE },      { "yos", "よこた", FALSE },  { "hat", "はっとり", TRUE },
    { "hat", "はたの", TRUE },      { "hat", "はら", FALSE },    { "matc", "まっち", TRUE },
    { "hatt", "はっとり", TRUE },   { "jun", "じゅんこ", TRUE }, { "jun", "じゅり", FALSE },
    { "ny", "にゃん", TRUE },       { "ny", "なに", FALSE },     { "x", "よしだ", FALSE },
    { "kw", "あおき", FALSE },      { "w", "わたなべ", TRUE },
  };
  static const char *const words[][2]
      = { { "nakamura", "なかむら" }, { "shunta", "しゅんた" },    { "hattori", "はっとり" },
          { "kyouko", "きょうこ" },   { "matchi", "まっち" },      { "hanna", "はんな" },
          { "tsuchiya", "つちや" },   { "jun'ichi", "じゅんいち" } };
  EnrNameQuery query = { NULL, NULL, NULL };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s: %s", cases[i].typed, cases[i].name);
      enr_name_query_set (&query, cases[i].typed);
      g_assert_cmpint (enr_name_query_fits (&query, cases[i].name), ==, cases[i].fits);
    }
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    for (gsize n = 1; n <= strlen (words[i][0]); n++)
      {
        g_autofree char *typed = g_strndup (words[i][0], n);

        g_test_message ("%s: %s", typed, words[i][1]);
        enr_name_query_set (&query, typed);
        g_assert_true (enr_name_query_fits (&query, words[i][1]));
      }
  enr_name_query_clear (&query);
}

/* Whatever is typed, it ends, and what comes out is kana. */
static void
test_anything (void)
{
  for (guint i = 0; i < 20000; i++)
    {
      char text[9] = "";
      g_autofree char *kana = NULL;

      for (guint k = 0; k < 8; k++)
        text[k] = "abcdefghijklmnopqrstuvwxyz'1\0"[g_test_rand_int_range (0, 29)];
      kana = enr_romaji_to_hiragana (text);
      for (const char *at = kana; at != NULL && *at != '\0'; at = g_utf8_next_char (at))
        g_assert_true (g_utf8_get_char (at) >= 0x3041 && g_utf8_get_char (at) <= 0x3096);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/romaji/names", test_names);
  g_test_add_func ("/romaji/query", test_query);
  g_test_add_func ("/romaji/half-typed", test_half_typed);
  g_test_add_func ("/romaji/anything", test_anything);
  return g_test_run ();
}
