/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

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
  EnrNameQuery query = { NULL, NULL };

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
  g_test_add_func ("/romaji/anything", test_anything);
  return g_test_run ();
}
