/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What is a tag, and what it is taken for.
 */
#include "config.h"

#include "sheets/sheets-private.h"

static void
test_grammar (void)
{
  static const struct
  {
    const char *text;
    const char *name; /* NULL: a tag, but not one that can be understood */
    int first, last;
    guint from, to;
    gboolean is_down;
  } cases[] = {
    { "{{month}}", "month", -1, -1, 0, 0 },
    { "前{{ Facility.Name　}}後", "facility.name", -1, -1, 0, 0 },
    { "｛｛ｃｈｉｌｄｒｅｎ．ｎａｍｅ＠２６｝｝", "children.name", -1, -1, 26, 0 },
    { "{｛施設名｝}", "施設名", -1, -1, 0, 0 },
    { "{{サービス.備考_1}}", "サービス.備考_1", -1, -1, 0, 0 },
    { "{{x.1..31}}", "x", 1, 31, 0, 0 },
    { "{{children.attendance.16..31@26..50}}", "children.attendance", 16, 31, 26, 50 },
    { "{{x.1‥31}}", "x", 1, 31, 0, 0 },
    { "{{x.1..31↓}}", "x", 1, 31, 0, 0, TRUE },
    { "｛｛x．１．．３１　￬＠３｝｝", "x", 1, 31, 3, 0, TRUE },
    { "{{x↓}}", NULL, 0, 0, 0, 0 },
    { "{{x.1..↓}}", NULL, 0, 0, 0, 0 },
    { "{{x.1..31↓↓}}", NULL, 0, 0, 0, 0 },
    { "{{x.1..31@3↓}}", NULL, 0, 0, 0, 0 },
    { "{{x.7..7 @ 3}}", NULL, 0, 0, 0, 0 },
    { "{{x.7..7 @3}}", "x", 7, 7, 3, 0 },
    { "{{x.31..1}}", NULL, 0, 0, 0, 0 },
    { "{{x.1..99999}}", NULL, 0, 0, 0, 0 },
    { "{{x..5}}", NULL, 0, 0, 0, 0 },
    { "{{1..5}}", NULL, 0, 0, 0, 0 },
    { "{{x.1..}}", NULL, 0, 0, 0, 0 },
    { "{{x.1..5.}}", NULL, 0, 0, 0, 0 },
    { "{{x@0}}", NULL, 0, 0, 0, 0 },
    { "{{x@5..4}}", NULL, 0, 0, 0, 0 },
    { "{{x@}}", NULL, 0, 0, 0, 0 },
    { "{{}}", NULL, 0, 0, 0, 0 },
    { "{{a b}}", NULL, 0, 0, 0, 0 },
    { "{{.a}}", NULL, 0, 0, 0, 0 },
    { "{{month", NULL, 0, 0, 0, 0 },
    { "{{month}", NULL, 0, 0, 0, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) tags = enr_tags_find (cases[i].text);
      const EnrTag *tag;

      g_test_message ("%s", cases[i].text);
      g_assert_nonnull (tags);
      g_assert_cmpuint (tags->len, ==, 1);
      tag = &g_array_index (tags, EnrTag, 0);
      g_assert_cmpstr (tag->name, ==, cases[i].name);
      if (cases[i].name == NULL)
        continue;
      g_assert_cmpint (tag->first, ==, cases[i].first);
      g_assert_cmpint (tag->last, ==, cases[i].last);
      g_assert_cmpuint (tag->from, ==, cases[i].from);
      g_assert_cmpuint (tag->to, ==, cases[i].to);
      g_assert_cmpint (tag->is_down, ==, cases[i].is_down);
    }
}

static void
test_no_tags (void)
{
  static const char *const texts[] = { "", "園名", "{month}", "}}{", "{ {x} }", "{", "a {1;2} b" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_null (enr_tags_find (texts[i]));
}

static void
test_several (void)
{
  g_autoptr (GArray) tags = enr_tags_find ("{{a}}{{b}}、{{c {{d}}");
  static const char *const names[] = { "a", "b", NULL, "d" };

  g_assert_cmpuint (tags->len, ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < tags->len; i++)
    g_assert_cmpstr (g_array_index (tags, EnrTag, i).name, ==, names[i]);
}

/* The list with the longest name; a value before a list's field. */
static void
test_targets (void)
{
  g_autoptr (EnrSheetData) data = enr_sheet_data_new ();
  EnrSheetList *children = enr_sheet_data_add_list (data, "children");
  EnrSheetList *moon = enr_sheet_data_add_list (data, "children.月組");
  g_autoptr (GArray) tags = enr_tags_find (
      "{{children.name}}{{children.月組.name}}{{children.count}}{{name}}{{children.fax}}");
  EnrTarget target = { 0 };
  const EnrTag *tag;

  enr_sheet_list_add_fields (children, "name|count");
  enr_sheet_list_add_fields (moon, "name");
  enr_sheet_data_set (data, "children.count", enr_sheet_number (3));

  tag = &g_array_index (tags, EnrTag, 0);
  enr_target_find (&target, data, tag, NULL);
  g_assert_true (target.is_known && target.list == children);
  enr_target_find (&target, data, tag + 1, NULL);
  g_assert_true (target.is_known && target.list == moon);
  enr_target_find (&target, data, tag + 2, children);
  g_assert_true (target.is_known && target.list == NULL);
  g_assert_cmpfloat (enr_target_get (&target, data, tag + 2, 0, 0).number, ==, 3);
  enr_target_find (&target, data, tag + 3, NULL);
  g_assert_false (target.is_known);
  enr_target_find (&target, data, tag + 3, moon);
  g_assert_true (target.is_known && target.list == moon);
  enr_target_find (&target, data, tag + 4, moon);
  g_assert_false (target.is_known);
  enr_target_clear (&target);
}

static void
test_texts (void)
{
  static const double numbers[] = { 0, 26, -1.5, 0.1, 1.0 / 3, 1e15, 1e-300 };
  g_autofree char *hours = enr_sheet_value_dup_text (enr_sheet_time (171 * 60 + 5));
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    g_assert_cmpfloat (g_ascii_strtod (enr_sheet_number_format (numbers[i], buffer), NULL), ==,
                       numbers[i]);
  g_assert_cmpstr (enr_sheet_number_format (0.1, buffer), ==, "0.1");
  g_assert_cmpstr (hours, ==, "171:05");
  g_assert_cmpint (enr_sheet_text ("").type, ==, ENR_SHEET_BLANK);
  g_assert_cmpint (enr_sheet_date (ENR_DATE_NONE).type, ==, ENR_SHEET_BLANK);
  g_assert_cmpint (enr_sheet_time (ENR_MINUTES_NONE).type, ==, ENR_SHEET_BLANK);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sheets/tags/grammar", test_grammar);
  g_test_add_func ("/sheets/tags/no-tags", test_no_tags);
  g_test_add_func ("/sheets/tags/several", test_several);
  g_test_add_func ("/sheets/tags/targets", test_targets);
  g_test_add_func ("/sheets/tags/texts", test_texts);

  return g_test_run ();
}
