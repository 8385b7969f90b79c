/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "reports/typeset.h"

#include <string.h>

static EnrTypeset *
typeset_new (void)
{
  g_autoptr (GError) error = NULL;
  const EnrFont *font = enr_fonts_find (NULL, NULL, &error);

  g_assert_no_error (error);
  return enr_typeset_new (font);
}

static GArray *
fit (EnrTypeset *typeset, const EnrTextStyle *style, const EnrRect *box, const char *text)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (EnrSetLine));

  enr_typeset_fit (typeset, style, box, text, lines);
  return lines;
}

static char *
repeat (const char *text, guint times)
{
  GString *result = g_string_new (NULL);

  for (guint i = 0; i < times; i++)
    g_string_append (result, text);
  return g_string_free (result, FALSE);
}

/* All characters but blanks come out, in their order. */
static void
assert_text (const GArray *lines, const char *text)
{
  g_autoptr (GString) got = g_string_new (NULL);
  g_autoptr (GString) wanted = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    g_string_append (got, enr_set_line_get_text (&g_array_index (lines, EnrSetLine, i)));
  g_string_replace (got, " ", "", 0);
  g_string_append (wanted, text);
  g_string_replace (wanted, " ", "", 0);
  g_assert_cmpstr (got->str, ==, wanted->str);
}

static void
assert_inside (const GArray *lines, const EnrRect *box)
{
  for (guint i = 0; i < lines->len; i++)
    {
      EnrRect ink = enr_set_line_ink (&g_array_index (lines, EnrSetLine, i));

      g_assert_cmpfloat (ink.x, >=, box->x - 0.5);
      g_assert_cmpfloat (ink.y, >=, box->y - 0.5);
      g_assert_cmpfloat (ink.x + ink.width, <=, box->x + box->width + 0.5);
      g_assert_cmpfloat (ink.y + ink.height, <=, box->y + box->height + 0.5);
    }
}

static void
test_width (void)
{
  g_autoptr (EnrTypeset) typeset = typeset_new ();

  /* A kanji is as wide as its size: the resolution is 72 and not the screen's. */
  g_assert_cmpfloat_with_epsilon (enr_typeset_width (typeset, "園", 10, FALSE), 10, 0.01);
  g_assert_cmpfloat_with_epsilon (enr_typeset_width (typeset, "髙﨑𠮷", 8, TRUE), 24, 0.01);
  g_assert_cmpfloat (enr_typeset_width (typeset, "", 8, FALSE), ==, 0);
  g_assert_cmpstr (enr_typeset_get_missing (typeset), ==, "");
}

static void
test_short (void)
{
  g_autoptr (EnrTypeset) typeset = typeset_new ();
  const EnrTextStyle style = { 9, 5, FALSE, ENR_ALIGN_RIGHT, 0 };
  const EnrRect box = { 100, 50, 60, 20 };
  g_autoptr (GArray) lines = fit (typeset, &style, &box, "8:05");
  g_autoptr (GArray) none = fit (typeset, &style, &box, " \n\t ");
  const EnrSetLine *line = &g_array_index (lines, EnrSetLine, 0);
  EnrRect ink = enr_set_line_ink (line);

  g_assert_cmpuint (lines->len, ==, 1);
  g_assert_cmpfloat (enr_set_line_get_size (line), ==, 9);
  g_assert_cmpfloat_with_epsilon (ink.x + ink.width, 160, 1);
  /* In the middle of its height. */
  g_assert_cmpfloat_with_epsilon (ink.y + ink.height / 2, 60, 1);
  g_assert_cmpuint (none->len, ==, 0);
}

/* First smaller, then in lines, at last squeezed. */
static void
test_stages (void)
{
  g_autoptr (EnrTypeset) typeset = typeset_new ();
  const EnrTextStyle style = { 10, 5, FALSE, ENR_ALIGN_LEFT, 0 };
  const EnrRect low = { 0, 0, 100, 12.2 };
  const EnrRect high = { 0, 0, 100, 13 };
  const EnrRect higher = { 0, 0, 100, 24.5 };
  g_autofree char *twelve = repeat ("園", 12);
  g_autofree char *thirty = repeat ("園", 30);
  g_autofree char *hundred = repeat ("園", 100);
  g_autoptr (GArray) smaller = fit (typeset, &style, &low, twelve);
  g_autoptr (GArray) broken = fit (typeset, &style, &high, thirty);
  g_autoptr (GArray) large = fit (typeset, &style, &higher, twelve);
  g_autoptr (GArray) squeezed = fit (typeset, &style, &low, hundred);
  const EnrSetLine *line = &g_array_index (smaller, EnrSetLine, 0);

  g_assert_cmpuint (smaller->len, ==, 1);
  g_assert_cmpfloat_with_epsilon (enr_set_line_get_size (line), 8.33, 0.05);
  g_assert_cmpfloat (line->scale_x, ==, line->scale_y);
  g_assert_cmpuint (broken->len, ==, 2);
  g_assert_cmpfloat (enr_set_line_get_size (&g_array_index (broken, EnrSetLine, 0)), >=, 5);
  g_assert_cmpuint (large->len, ==, 2);
  g_assert_cmpfloat (enr_set_line_get_size (&g_array_index (large, EnrSetLine, 0)), ==, 10);
  g_assert_cmpuint (squeezed->len, ==, 2);
  line = &g_array_index (squeezed, EnrSetLine, 0);
  g_assert_cmpfloat (line->scale_x, <, line->scale_y);
  g_assert_cmpfloat_with_epsilon (line->scale_y, 0.5, 0.01);
}

static void
test_never_leaves (void)
{
  static const char *const parts[] = { "園", "あいう、", "Wilhelmina", "髙 ", "(g)", "ｶﾞ", "ヶ" };
  g_autoptr (EnrTypeset) typeset = typeset_new ();

  for (guint i = 0; i < 200; i++)
    {
      EnrTextStyle style = { g_test_rand_double_range (4, 20), 0, g_test_rand_bit (),
                             (EnrAlign)g_test_rand_int_range (0, 3), 0 };
      EnrRect box = { g_test_rand_double_range (0, 500), g_test_rand_double_range (0, 500),
                      g_test_rand_double_range (6, 250), g_test_rand_double_range (4, 60) };
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GArray) lines = NULL;

      style.minimum = g_test_rand_double_range (3, style.size);
      for (int k = g_test_rand_int_range (1, 80); k > 0; k--)
        g_string_append (text, parts[g_test_rand_int_range (0, G_N_ELEMENTS (parts))]);
      g_strchomp (text->str);
      lines = fit (typeset, &style, &box, text->str);
      assert_inside (lines, &box);
      assert_text (lines, text->str);
    }
}

static void
test_height (void)
{
  g_autoptr (EnrTypeset) typeset = typeset_new ();
  const EnrTextStyle style = { 9, 5, FALSE, ENR_ALIGN_LEFT, 0 };
  double before = 0;

  g_assert_cmpfloat (enr_typeset_height (typeset, &style, 100, ""), ==, 0);
  for (guint n = 1; n < 300; n += 7)
    {
      g_autofree char *text = repeat ("お迎え", n);
      double height = enr_typeset_height (typeset, &style, 150, text);
      EnrRect box = { 0, 0, 150, height };
      g_autoptr (GArray) lines = fit (typeset, &style, &box, text);

      /* The height is enough: nothing gets smaller than the minimum. */
      g_assert_cmpfloat (height, >=, before);
      for (guint i = 0; i < lines->len; i++)
        g_assert_cmpfloat (enr_set_line_get_size (&g_array_index (lines, EnrSetLine, i)), >=, 4.99);
      assert_inside (lines, &box);
      before = height;
    }
}

static void
test_odd_text (void)
{
  g_autoptr (EnrTypeset) typeset = typeset_new ();
  const EnrTextStyle style = { 9, 5, FALSE, ENR_ALIGN_LEFT, 0 };
  const EnrRect box = { 0, 0, 200, 20 };
  g_autoptr (GArray) lines = fit (typeset, &style, &box, "一行目\r\n二行目\x01\t三");
  g_autoptr (GArray) selector = fit (typeset, &style, &box, "渡邉\xf3\xa0\x84\x80");
  g_autoptr (GArray) invalid = fit (typeset, &style, &box, "あ\xff\xfe");
  g_autoptr (GArray) missing = fit (typeset, &style, &box,
                                    "あ\xf4\x8f\xbf\xbd"
                                    "い");

  g_assert_cmpuint (lines->len, ==, 1);
  g_assert_cmpstr (enr_set_line_get_text (&g_array_index (lines, EnrSetLine, 0)), ==,
                   "一行目 二行目 三");
  g_assert_cmpuint (selector->len, ==, 1);
  g_assert_cmpuint (invalid->len, ==, 1);
  g_assert_cmpuint (missing->len, ==, 1);
  g_assert_cmpstr (enr_typeset_get_missing (typeset), ==, "\xf4\x8f\xbf\xbd");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reports/typeset/width", test_width);
  g_test_add_func ("/reports/typeset/short", test_short);
  g_test_add_func ("/reports/typeset/stages", test_stages);
  g_test_add_func ("/reports/typeset/never-leaves", test_never_leaves);
  g_test_add_func ("/reports/typeset/height", test_height);
  g_test_add_func ("/reports/typeset/odd-text", test_odd_text);
  return g_test_run ();
}
