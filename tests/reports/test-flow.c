/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Running text: nothing is lost, no line begins or ends with what it must not, and boxes of every
 * size go on over pages with the same text.
 */
#include "config.h"

#include <string.h>

#include "reports/flow-table.h"
#include "sample.h"

#define COLUMN "列の見出し"

static const char *const words[] = {
  "朝の会で",
  "「おはよう」",
  "と、",
  "元気に",
  "あいさつを",
  "した。",
  "ゲーム（鬼ごっこ）",
  "を",
  "ゆっくり",
  "ぎゅっと",
  "にぎって",
  "しゃぼん玉",
  "……",
  "！？",
  "すべり台・ブランコ",
  "36.8℃",
  "100%",
  "サッカー",
  "パーティー、",
  "『はらぺこ』",
  "時々",
  "〜",
  "A-1",
  "お茶",
  "ABC",
  " ",
  "【水分補給】",
  "ひとりひとり",
  "〔保護者へ〕",
  "つづき…",
  "9～11時",
  "あ～",
  "￥500",
  "，",
  "ー",
};

static EnrTypeset *
typeset_new (void)
{
  g_autoptr (GError) error = NULL;
  const EnrFont *font = enr_fonts_find (NULL, NULL, &error);

  g_assert_no_error (error);
  return enr_typeset_new (font);
}

static char *
random_text (int n_words)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < n_words; i++)
    {
      g_string_append (text, words[g_test_rand_int_range (0, G_N_ELEMENTS (words))]);
      if (g_test_rand_int_range (0, 25) == 0)
        g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

/* The text without its blanks and line breaks. */
static char *
squeeze (const char *text)
{
  GString *result = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      g_string_append_unichar (result, g_utf8_get_char (p));
  return g_string_free (result, FALSE);
}

static char *
join_lines (const EnrFlow *flow)
{
  GString *result = g_string_new (NULL);

  for (guint i = 0; i < enr_flow_count_lines (flow); i++)
    {
      g_autofree char *line = enr_flow_dup_line (flow, i);

      g_string_append (result, line);
    }
  return g_string_free (result, FALSE);
}

static void
assert_same_text (const char *a, const char *b)
{
  g_autofree char *first = squeeze (a);
  g_autofree char *second = squeeze (b);

  g_assert_cmpstr (first, ==, second);
}

static void
test_whole (void)
{
  g_autoptr (EnrTypeset) typeset = typeset_new ();

  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *text = random_text (g_test_rand_int_range (0, 200));
      double width = g_test_rand_double_range (4, 500);
      g_autoptr (EnrFlow) flow = enr_flow_new (typeset, text, 9.5, width);
      g_autofree char *joined = join_lines (flow);

      assert_same_text (joined, text);
      g_assert_cmpuint (enr_flow_count_characters (flow, G_MAXUINT), ==,
                        (guint) g_utf8_strlen (joined, -1));
    }
}

/* Widths in which every word of the text has room: then the rules are kept in every line. */
static void
test_rules (void)
{
  g_autoptr (EnrTypeset) typeset = typeset_new ();

  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      double width = g_test_rand_double_range (100, 500);
      g_autoptr (EnrFlow) flow = NULL;
      guint n_lines;

      /* Not more than one of the signs that stick to what is before them. */
      for (int k = g_test_rand_int_range (1, 100); k > 0; k--)
        g_string_append_printf (text, "%s子ども",
                                words[g_test_rand_int_range (0, G_N_ELEMENTS (words))]);
      flow = enr_flow_new (typeset, text->str, 9.5, width);
      n_lines = enr_flow_count_lines (flow);
      for (guint k = 0; k < n_lines; k++)
        {
          g_autofree char *line = enr_flow_dup_line (flow, k);
          g_autofree char *trimmed = g_strchomp (g_strdup (line));
          const char *last = g_utf8_prev_char (trimmed + strlen (trimmed));

          g_assert_cmpfloat (enr_typeset_width (typeset, trimmed, 9.5, FALSE), <=, width + 0.5);
          if (k > 0 && !enr_flow_may_begin_line (g_utf8_get_char (line)))
            g_error ("line %u begins with it: %s", k, line);
          if (k + 1 < n_lines && !enr_flow_may_end_line (g_utf8_get_char (last)))
            g_error ("line %u ends with it: %s", k, line);
          /* No line is broken early: the next one's first word did not go in. */
          if (k + 1 < n_lines)
            g_assert_cmpfloat (enr_typeset_width (typeset, trimmed, 9.5, FALSE), >, width - 95);
        }
    }
}

static void
test_table_of_rules (void)
{
  static const char not_first[]
      = "、。，．）」』】〉》〕］｝ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ々？！：；・…〜～";
  static const char not_last[] = "（「『【〈《〔［｛￥";

  for (const char *p = not_first; *p != '\0'; p = g_utf8_next_char (p))
    g_assert_false (enr_flow_may_begin_line (g_utf8_get_char (p)));
  for (const char *p = not_last; *p != '\0'; p = g_utf8_next_char (p))
    g_assert_false (enr_flow_may_end_line (g_utf8_get_char (p)));
  g_assert_true (enr_flow_may_begin_line (g_utf8_get_char ("あ")));
  g_assert_true (enr_flow_may_begin_line (g_utf8_get_char ("（")));
  g_assert_true (enr_flow_may_end_line (g_utf8_get_char ("、")));
}

static guint
count (EnrTypeset *typeset, const char *text, double width)
{
  g_autoptr (EnrFlow) flow = enr_flow_new (typeset, text, 10, width);

  return enr_flow_count_lines (flow);
}

static void
test_long_words (void)
{
  g_autoptr (EnrTypeset) typeset = typeset_new ();
  g_autofree char *signs = g_strnfill (300, '=');
  g_autofree char *letters = g_strnfill (500, 'a');
  g_autofree char *address = g_strdup_printf ("見学は https://example.jp/%s まで", letters);
  g_autoptr (GString) bars = g_string_new (NULL);
  g_autoptr (EnrFlow) flow = enr_flow_new (typeset, address, 10, 200);
  g_autofree char *joined = join_lines (flow);
  g_autofree char *first = enr_flow_dup_line (flow, 0);

  assert_same_text (joined, address);
  /* An address does not leave an empty end of a line behind it. */
  g_assert_nonnull (strstr (first, "https://"));
  g_assert_cmpuint (count (typeset, letters, 200), <=, 500 * 6 / 195 + 1);
  g_assert_cmpuint (count (typeset, signs, 200), >, 1);
  for (guint i = 0; i < 100; i++)
    g_string_append (bars, "ー");
  g_assert_cmpuint (count (typeset, bars->str, 100), ==, 10);
  /* A column that is narrower than a sign. */
  g_assert_cmpuint (count (typeset, "あいう", 3), ==, 3);
}

static void
test_lines (void)
{
  g_autoptr (EnrTypeset) typeset = typeset_new ();
  g_autoptr (EnrFlow) flow = enr_flow_new (typeset, "一\r\n\r\n二\x01\r三\t四\n \n　\n", 10, 100);
  g_autofree char *last = enr_flow_dup_line (flow, 3);

  g_assert_cmpuint (enr_flow_count_lines (flow), ==, 4);
  g_assert_cmpstr (last, ==, "三 四");
  g_assert_cmpuint (count (typeset, "", 100), ==, 0);
  g_assert_cmpuint (count (typeset, " 　\n\n", 100), ==, 0);
  /* Ten signs of a line, and a full stop that draws the one before it down. */
  g_assert_cmpuint (count (typeset, "ああああああああああ", 100), ==, 1);
  g_assert_cmpuint (count (typeset, "ああああああああああ。", 100), ==, 2);
  /* Blanks at the end of a line need no room. */
  g_assert_cmpuint (count (typeset, "ああああああああああ     \nい", 100), ==, 2);
}

static void
test_odd_signs (void)
{
  g_autoptr (EnrTypeset) typeset = typeset_new ();
  /* clang-format off */
  static const char odd[] = "👨‍👩‍👧‍👦🇯🇵☺️ 𠮷野家 辻󠄀 葛󠄀城 か゚ "
                            "︻縦書き︼ "
                            "﹁かぎ﹂ "
                            "مرحبا \xe2\x80\xae反対\xe2\x80\xac ｶﾞｷﾞ é";
  /* clang-format on */

  for (double width = 5; width < 200; width += 3.7)
    {
      g_autoptr (EnrFlow) flow = enr_flow_new (typeset, odd, 9.5, width);
      g_autofree char *joined = join_lines (flow);
      g_autoptr (GString) expected = g_string_new (odd);

      /* Signs that only turn the direction are dropped. */
      g_string_replace (expected, "\xe2\x80\xae", "", 0);
      g_string_replace (expected, "\xe2\x80\xac", "", 0);
      assert_same_text (joined, expected->str);
    }
}

typedef struct
{
  EnrDocument *document;
  double top;
} Pages;

static EnrDrawnPage *
new_page_cb (gpointer data, double *top)
{
  Pages *pages = data;

  *top = pages->top;
  return enr_document_add_page (pages->document);
}

/* The text of the lines that stand in a column from @x to @right, through all pages. */
static char *
column_text (EnrDocument *document, double x, double right)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < enr_document_get_n_pages (document); i++)
    {
      const EnrDrawnPage *page = enr_document_get_page (document, i);

      for (guint k = 0; k < enr_drawn_page_count_texts (page); k++)
        {
          EnrRect box;
          const char *line = enr_drawn_page_get_text (page, k, NULL, &box, NULL);

          if (box.x >= x && box.x < right && strcmp (line, COLUMN) != 0)
            g_string_append (text, line);
        }
    }
  return g_string_free (text, FALSE);
}

/* Boxes of every size, on pages of every size: each column has its text whole and in order. */
static void
test_boxes (void)
{
  g_autoptr (GError) error = NULL;
  const EnrFont *font = enr_fonts_find (NULL, NULL, &error);

  for (guint round = 0; round < 120; round++)
    {
      double height = g_test_rand_double_range (150, 800);
      double narrow = g_test_rand_double_range (50, 200);
      Pages pages = { enr_document_new ("試し", "園", 400, height, font), 20 };
      g_autoptr (EnrDocument) document = pages.document;
      EnrTypeset *typeset = enr_document_get_typeset (document);
      g_autoptr (EnrFlowTable) table
          = enr_flow_table_new (typeset, 20, 380, height - 20, round % 2 == 0, new_page_cb, &pages);
      g_autoptr (GString) left = g_string_new (NULL);
      g_autoptr (GString) right = g_string_new (NULL);
      g_autofree char *left_found = NULL;
      g_autofree char *right_found = NULL;
      int n = g_test_rand_int_range (1, 12);

      enr_fonts_lock ();
      enr_flow_table_begin (table, enr_document_add_page (document),
                            g_test_rand_double_range (20, height / 2));
      for (int i = 0; i < n; i++)
        {
          g_autofree char *first = random_text (g_test_rand_int_range (0, 150));
          g_autofree char *second = random_text (g_test_rand_int_range (0, 60));
          EnrFlowBlock *block
              = enr_flow_block_new (table, i % 4 < 2 ? "養護" : "", "見出し", 40, 9);
          double width = enr_flow_block_get_width (block);

          enr_flow_block_begin_row (block, ENR_FLOW_COLUMNS, 16);
          enr_flow_block_add_cell (block, ENR_FLOW_LABEL, width, COLUMN);
          enr_flow_block_begin_row (block, ENR_FLOW_BOX,
                                    g_test_rand_double_range (0, height * 1.2));
          enr_flow_block_add_cell (block, ENR_FLOW_TEXT, width - narrow, first);
          enr_flow_block_add_cell (block, ENR_FLOW_TEXT, narrow, second);
          g_string_append (left, first);
          g_string_append (right, second);
          enr_flow_table_take (table, block);
        }
      enr_flow_table_stretch (table);
      g_assert_cmpfloat (enr_flow_table_draw (table), <=, height - 20 + 0.1);
      enr_fonts_unlock ();
      sample_check_boxes (document);
      left_found = column_text (document, round % 2 == 0 ? 70 : 50, 380 - narrow);
      right_found = column_text (document, 380 - narrow, 400);
      assert_same_text (left_found, left->str);
      assert_same_text (right_found, right->str);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flow/whole", test_whole);
  g_test_add_func ("/flow/rules", test_rules);
  g_test_add_func ("/flow/table-of-rules", test_table_of_rules);
  g_test_add_func ("/flow/long-words", test_long_words);
  g_test_add_func ("/flow/lines", test_lines);
  g_test_add_func ("/flow/odd-signs", test_odd_signs);
  g_test_add_func ("/flow/boxes", test_boxes);
  return g_test_run ();
}
