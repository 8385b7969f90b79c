/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "base/text.h"

#include <string.h>

#include "base/text-variants.h"

/* Characters in tables are written as escapes where they look alike or are not seen. */
#define DAKUTEN "\u3099"
#define HANDAKUTEN "\u309a"
#define FA11 "\ufa11"                   /* 﨑, which has no decomposition */
#define FA19 "\ufa19"                   /* 神, which NFC would change */
#define TSUCHIYOSHI "\U00020bb7"        /* 𠮷 */
#define VS17 "\U000e0100"

typedef char *(*TextFunc) (const char *text);

typedef struct
{
  const char *text;
  const char *expected;
} Pair;

/* Says which row of a table is at work, in ASCII: the rows have bytes that no log likes. */
static void
note (const char *text)
{
  g_autofree char *escaped = (text != NULL) ? g_strescape (text, NULL) : NULL;

  g_test_message ("%s", escaped);
}

static void
check_pairs (TextFunc func,
             const Pair *pairs,
             guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *found = func (pairs[i].text);

      note (pairs[i].text);
      g_assert_cmpstr (found, ==, pairs[i].expected);
    }
}

static void
test_tidy (void)
{
  static const Pair pairs[] = {
    { NULL, "" },
    { "", "" },
    { " \t　\n", "" },
    { "山田　太郎", "山田 太郎" },
    { "  山田 　\t 太郎　", "山田 太郎" },
    { "a\u00a0b\u2003c", "a b c" },
    { "山田\n太郎\r\n花子", "山田 太郎 花子" },
    { "a\vb\fc\xc2\x85" "d", "a b c d" },
    { "ﾔﾏﾀﾞ ﾀﾛｳ", "ヤマダ タロウ" },
    { "ｶﾞｷﾞｸﾞﾊﾟﾋﾟｳﾞ", "ガギグパピヴ" },
    { "ﾜﾞ", "ヷ" },
    { "ｱﾞ", "ア゛" },
    { "ﾞﾟ", "゛゜" },
    { "｡｢｣､･ｦｧｨｩｪｫｬｭｮｯｰ", "。「」、・ヲァィゥェォャュョッー" },
    { "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄ", "アイウエオカキクケコサシスセソタチツテト" },
    { "ﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝ", "ナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン" },
    { "カ" DAKUTEN "は" HANDAKUTEN, "ガぱ" },
    { "カﾞ", "ガ" },
    { "か゛", "が" },
    { "カ ﾞ", "カ ゛" },
    { "か" HANDAKUTEN, "か" HANDAKUTEN },
    { "ＡＢＣａｂｃ０１９", "ABCabc019" },
    { "（１２）：！＃", "（12）：！＃" },
    { "e\u0301", "é" },
    { "a\u0323\u0302", "ậ" },
    { "a\u0302\u0323", "ậ" },
    { "髙橋", "髙橋" },
    { FA11 FA19 "\ufa10", FA11 FA19 "\ufa10" },
    { "\U0002f800", "\U0002f800" },
    { "e\u0301" FA19 "e\u0301", "é" FA19 "é" },
    { TSUCHIYOSHI "野家", TSUCHIYOSHI "野家" },
    { "葛" VS17 "城", "葛" VS17 "城" },
    { "辻\ufe00", "辻\ufe00" },
    { "㈱株", "㈱株" },
    { "\ue000外字", "\ue000外字" },
    { "a\001b\177c\xc2\x80" "d", "abcd" },
    { "\ufeff山\u200b田\u202e", "山田" },
    { "👨\u200d👩", "👨\u200d👩" },
    { "a\xff" "b", "a\ufffd" "b" },
    { "\xe5\xb1", "\ufffd\ufffd" },
    { "ー−－", "ー−－" },
  };

  check_pairs (enr_text_tidy, pairs, G_N_ELEMENTS (pairs));
}

static void
test_tidy_lines (void)
{
  static const Pair pairs[] = {
    { NULL, "" },
    { "\n\n", "" },
    { "a\nb", "a\nb" },
    { "a\r\nb\rc\nd", "a\nb\nc\nd" },
    { "a\n\nb", "a\n\nb" },
    { "a\r\n\r\nb", "a\n\nb" },
    { "a\r\rb", "a\n\nb" },
    { "a\n\rb", "a\n\nb" },
    { "\n a  b \t\n　ｃ\n\n", "a b\nc" },
    { "a\n \n b", "a\n\nb" },
    { "a\u2028b", "a\nb" },
    { "ｶ\nﾞ", "カ\n゛" },
    { " " FA19 "\n" FA11, FA19 "\n" FA11 },
  };

  check_pairs (enr_text_tidy_lines, pairs, G_N_ELEMENTS (pairs));
}

static void
test_hiragana (void)
{
  static const Pair pairs[] = {
    { NULL, "" },
    { "ヤマダ　タロウ", "やまだ たろう" },
    { "ﾔﾏﾀﾞ ﾀﾛｳ", "やまだ たろう" },
    { "やまだ", "やまだ" },
    { "ヴァイオリン", "ゔぁいおりん" },
    { "ヵヶヽヾ", "ゕゖゝゞ" },
    { "ｻﾄｰ", "さとー" },
    { "山田ア・イ", "山田あ・い" },
    { "ヷ", "ヷ" },
    { "ン゛", "ん゛" },
  };

  check_pairs (enr_text_to_hiragana, pairs, G_N_ELEMENTS (pairs));
}

static void
test_search_key (void)
{
  static const Pair pairs[] = {
    { NULL, "" },
    { "山田　太郎", "山田太郎" },
    { "ﾔﾏﾀﾞ･ﾀﾛｳ", "やまだたろう" },
    { "ジョン・スミス", "じょんすみす" },
    { "John Smith", "johnsmith" },
    { "ＪＯＨＮ", "john" },
    { "ÉMILE", "émile" },
    { "Straße", "strasse" },
    { "髙", "高" }, { FA11, "崎" }, { TSUCHIYOSHI, "吉" }, { "濵", "浜" }, { "濱", "浜" }, { "邉", "辺" },
    { "邊", "辺" }, { "齋", "斉" }, { "齊", "斉" }, { "斎", "斉" }, { "廣", "広" }, { "澤", "沢" },
    { "黑", "黒" }, { "德", "徳" }, { "惠", "恵" }, { "眞", "真" }, { "櫻", "桜" }, { "嶋", "島" },
    { "渕", "淵" }, { "條", "条" },
    { "葛" VS17 "城", "葛城" },
    { "辻\ufe01", "辻" },
    { FA19, "神" },
    { "\u2f08", "人" },                 /* a radical that some fonts offer as the kanji */
    { "㈱", "(株)" },
    { "㍿", "株式会社" },
    { "ア・ ゛", "あ" DAKUTEN },
    { "①", "1" },
  };

  check_pairs (enr_text_search_key, pairs, G_N_ELEMENTS (pairs));
}

static void
test_variant_table (void)
{
  guint n = G_N_ELEMENTS (enr_text_variants);

  for (guint i = 0; i < n; i++)
    {
      char from[7] = "", to[7] = "";
      g_autofree char *key = NULL;

      g_unichar_to_utf8 (enr_text_variants[i].from, from);
      g_unichar_to_utf8 (enr_text_variants[i].to, to);
      g_test_message ("%s %s", from, to);

      if (i > 0)
        g_assert_cmphex (enr_text_variants[i - 1].from, <, enr_text_variants[i].from);
      for (guint k = 0; k < n; k++)
        g_assert_cmphex (enr_text_variants[i].to, !=, enr_text_variants[k].from);

      /* Both are ideographs, and the lookup finds each. */
      g_assert_true (g_unichar_get_script (enr_text_variants[i].from) == G_UNICODE_SCRIPT_HAN);
      g_assert_true (g_unichar_get_script (enr_text_variants[i].to) == G_UNICODE_SCRIPT_HAN);
      key = enr_text_search_key (from);
      g_assert_cmpstr (key, ==, to);
    }
}

static void
test_phone (void)
{
  static const Pair pairs[] = {
    { NULL, "" },
    { "", "" },
    { "０９０−１２３４", "090-1234" },
    { "０９０－１２３４－５６７８", "090-1234-5678" },
    { "090ー1234ー5678", "090-1234-5678" },
    { "090ｰ1234", "090-1234" },
    { "090 1234　5678", "090-1234-5678" },
    { "(03) 1234-5678", "03-1234-5678" },
    { "03(1234)5678", "03-1234-5678" },
    { "０３（１２３４）５６７８", "03-1234-5678" },
    { "+81-90-1234-5678", "+81-90-1234-5678" },
    { "＋８１ ９０", "+81-90" },
    { "+ 81", "+81" },
    { "TEL: 03--1234", "03-1234" },
    { "-03-1234-", "03-1234" },
    { "090+1234", "090-1234" },
    { "09012345678", "09012345678" },
    { "090\u200b1234", "0901234" },
    { "なし", "" },
    { "+", "" },
    { "＋＋", "" },
  };

  check_pairs (enr_text_tidy_phone, pairs, G_N_ELEMENTS (pairs));
}

static void
test_blank (void)
{
  g_assert_true (enr_text_is_blank (NULL));
  g_assert_true (enr_text_is_blank (""));
  g_assert_true (enr_text_is_blank (" \t\r\n　\u00a0"));
  g_assert_true (enr_text_is_blank ("\ufeff"));
  g_assert_false (enr_text_is_blank ("　a"));
  g_assert_false (enr_text_is_blank ("0"));
  g_assert_false (enr_text_is_blank ("・"));
  g_assert_false (enr_text_is_blank (" \xe3\x80"));
  g_assert_false (enr_text_is_blank ("\xff"));
}

static void
test_columns (void)
{
  g_assert_cmpint (enr_text_columns (NULL), ==, 0);
  g_assert_cmpint (enr_text_columns (""), ==, 0);
  g_assert_cmpint (enr_text_columns ("abc"), ==, 3);
  g_assert_cmpint (enr_text_columns ("山田"), ==, 4);
  g_assert_cmpint (enr_text_columns ("ﾔﾏ"), ==, 2);
  g_assert_cmpint (enr_text_columns ("ヤマ　a"), ==, 7);
  g_assert_cmpint (enr_text_columns (TSUCHIYOSHI), ==, 2);
  g_assert_cmpint (enr_text_columns ("葛" VS17), ==, 2);
  g_assert_cmpint (enr_text_columns ("か" DAKUTEN), ==, 2);
  g_assert_cmpint (enr_text_columns ("a\xff" "b"), ==, 3);
}

/* Random text of the characters that matter, and of bytes that are none. */
static char *
random_text (void)
{
  static const char *const pieces[] = {
    "a", "Z", "Ａ", "９", "ｶ", "ﾞ", "ﾟ", "カ", "が", "゛", DAKUTEN, HANDAKUTEN, "　", " ", "\n", "\r",
    "\t", "・", "髙", FA11, FA19, TSUCHIYOSHI, VS17, "\ufe00", "e", "\u0301", "\u0323", "ー", "-", "+",
    "\u200b", "\ufeff", "\001", "㈱", "①", "ß", "İ", "ヷ", "\u2028", "\xff", "\xe5", "Å",
  };
  GString *text = g_string_new (NULL);
  int n = g_test_rand_int_range (0, 16);

  while (n-- > 0)
    g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);

  return g_string_free (text, FALSE);
}

static void
test_properties (void)
{
  static const TextFunc funcs[] = {
    enr_text_tidy, enr_text_tidy_lines, enr_text_to_hiragana, enr_text_tidy_phone,
    enr_text_search_key,
  };

  for (int i = 0; i < 50000; i++)
    {
      g_autofree char *text = random_text ();
      g_autofree char *tidied = enr_text_tidy (text);
      g_autofree char *key = enr_text_search_key (text);
      g_autofree char *tidied_key = enr_text_search_key (tidied);

      /* What is done once needs no second time. */
      for (guint k = 0; k < G_N_ELEMENTS (funcs); k++)
        {
          g_autofree char *once = funcs[k] (text);
          g_autofree char *twice = funcs[k] (once);

          g_assert_true (g_utf8_validate (once, -1, NULL));
          if (strcmp (once, twice) != 0)
            note (text);
          g_assert_cmpstr (once, ==, twice);
        }

      g_assert_cmpstr (key, ==, tidied_key);
      g_assert_cmpint (enr_text_is_blank (text), ==, *tidied == '\0');
      g_assert_null (strpbrk (tidied, "\t\r\n"));
      g_assert_null (strstr (tidied, "  "));
      g_assert_null (strchr (key, ' '));
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/text/tidy", test_tidy);
  g_test_add_func ("/base/text/tidy-lines", test_tidy_lines);
  g_test_add_func ("/base/text/hiragana", test_hiragana);
  g_test_add_func ("/base/text/search-key", test_search_key);
  g_test_add_func ("/base/text/variant-table", test_variant_table);
  g_test_add_func ("/base/text/phone", test_phone);
  g_test_add_func ("/base/text/blank", test_blank);
  g_test_add_func ("/base/text/columns", test_columns);
  g_test_add_func ("/base/text/properties", test_properties);

  return g_test_run ();
}
