/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Descriptions of plans and records: those that come with the program, a nursery's own, and what is
 * refused.
 */
#include "config.h"

#include "writing/kind.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/data.h"
#include "base/text.h"
#include "nursery/error.h"
#include "support/fixture.h"

#define GOOD                                                                                            \
  "<writing id=\"pool-diary\" label=\"プール日誌\" sort=\"record\" of=\"class\" period=\"day\">\n" \
  "<paper size=\"A4\" orientation=\"portrait\"/>\n"                                                     \
  "<keep from=\"year\"/>\n"                                                                             \
  "<approval><box step=\"director\" label=\"園長\"/></approval>\n"                                    \
  "<section key=\"aims\" heading=\"ねらい\"/>\n"                                                     \
  "<grid key=\"days\" heading=\"表\" rows=\"weekdays\"><column key=\"plan\" "                          \
  "heading=\"計画\"/></grid>\n"                                                                       \
  "</writing>\n"

static EnrWritingKind *
read_kind (const char *text, GError **error)
{
  return enr_writing_kind_read ("pool-diary.writing.xml", text, strlen (text), error);
}

static char *
replace (const char *text, const char *from, const char *to)
{
  g_auto (GStrv) parts = g_strsplit (text, from, -1);

  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  return g_strjoinv (to, parts);
}

static const struct
{
  const char *key;
  EnrWritingSubject subject;
  EnrWritingPeriod period;
  const char *above;
  gboolean is_plan;
  gboolean is_expected;
  int age_first;
  int age_last;
  EnrKeepFrom keep_from;
} built_in[] = {
  { "overall-plan", ENR_WRITING_OF_FACILITY, ENR_PERIOD_YEAR, "", TRUE, FALSE, -1, -1,
    ENR_KEEP_FROM_YEAR },
  { "year-plan", ENR_WRITING_OF_CLASS, ENR_PERIOD_YEAR, "overall-plan", TRUE, TRUE, -1, -1,
    ENR_KEEP_FROM_YEAR },
  { "month-plan", ENR_WRITING_OF_CLASS, ENR_PERIOD_MONTH, "year-plan", TRUE, TRUE, -1, -1,
    ENR_KEEP_FROM_YEAR },
  { "child-month-plan", ENR_WRITING_OF_CHILD, ENR_PERIOD_MONTH, "month-plan", TRUE, TRUE, 0, 2,
    ENR_KEEP_FROM_LEAVING },
  { "week-plan", ENR_WRITING_OF_CLASS, ENR_PERIOD_WEEK, "month-plan", TRUE, TRUE, -1, -1,
    ENR_KEEP_FROM_YEAR },
  { "day-plan", ENR_WRITING_OF_CLASS, ENR_PERIOD_DAY, "week-plan", TRUE, FALSE, -1, -1,
    ENR_KEEP_FROM_YEAR },
  { "week-diary", ENR_WRITING_OF_CLASS, ENR_PERIOD_WEEK, "month-plan", FALSE, FALSE, -1, -1,
    ENR_KEEP_FROM_YEAR },
  { "diary", ENR_WRITING_OF_CLASS, ENR_PERIOD_DAY, "week-plan", FALSE, TRUE, -1, -1,
    ENR_KEEP_FROM_YEAR },
  { "child-record", ENR_WRITING_OF_CHILD, ENR_PERIOD_DAY, "", FALSE, FALSE, -1, -1,
    ENR_KEEP_FROM_LEAVING },
  { "child-sheet", ENR_WRITING_OF_CHILD, ENR_PERIOD_STAY, "", FALSE, TRUE, -1, -1,
    ENR_KEEP_FROM_LEAVING },
  { "development", ENR_WRITING_OF_CHILD, ENR_PERIOD_TERM, "", FALSE, TRUE, -1, -1,
    ENR_KEEP_FROM_LEAVING },
  { "nursery-record", ENR_WRITING_OF_CHILD, ENR_PERIOD_YEAR, "", FALSE, TRUE, 5, 5,
    ENR_KEEP_SCHOOL },
  { "event-plan", ENR_WRITING_OF_FACILITY, ENR_PERIOD_EVENT, "overall-plan", TRUE, FALSE, -1, -1,
    ENR_KEEP_FROM_YEAR },
  { "drill", ENR_WRITING_OF_FACILITY, ENR_PERIOD_EVENT, "", FALSE, TRUE, -1, -1,
    ENR_KEEP_FROM_YEAR },
  { "accident-report", ENR_WRITING_OF_CHILD, ENR_PERIOD_EVENT, "", FALSE, FALSE, -1, -1,
    ENR_KEEP_FROM_LEAVING },
};

/* What a section carries down is there, and a text as it is. */
static void
check_section (const EnrWritingKinds *kinds, const EnrWritingKind *kind, const EnrSection *section)
{
  g_assert_false (enr_text_is_blank (section->heading));
  g_assert_cmpfloat (section->height, >=, 5);
  g_assert_true (enr_writing_kind_find_section (kind, section->key) == section);
  g_assert_cmpuint (section->columns->len > 0, ==, section->type == ENR_SECTION_GRID);
  if (section->type != ENR_SECTION_FACTS && section->columns->len == 0)
    g_assert_false (enr_text_is_blank (section->hint));
  if (*section->from != '\0')
    {
      g_autoptr (GError) error = NULL;
      const EnrWritingKind *above = enr_writing_kinds_find (kinds, kind->above, &error);
      const EnrSection *source;

      g_assert_no_error (error);
      source = enr_writing_kind_find_section (above, section->from);
      g_assert_nonnull (source);
      g_assert_cmpint (section->type, ==, ENR_SECTION_TEXT);
      g_assert_cmpint (source->type, ==, ENR_SECTION_TEXT);
    }
}

/* The boxes of a class's paper, empty and with eight rows of a table of times, leave room for its
 * head. */
static void
check_fits_paper (const EnrWritingKind *kind, int age)
{
  double height = 0;

  for (guint i = 0; i < kind->sections->len; i++)
    {
      const EnrSection *section = g_ptr_array_index (kind->sections, i);
      g_auto (GStrv) rows = enr_grid_row_keys (section->rows, 8);

      if (enr_section_fits_age (section, age))
        height += section->height * (section->type == ENR_SECTION_GRID ? g_strv_length (rows) : 1);
    }
  g_test_message ("%s %d: %g of %g", kind->key, age, height, kind->height);
  g_assert_cmpfloat (height, <=, kind->height - 60);
  g_assert_cmpfloat (height, >=, kind->height / 2);
}

static void
test_built_in (void)
{
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();
  g_autoptr (GHashTable) labels = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpstr (enr_writing_kinds_get_problems (kinds), ==, NULL);
  g_assert_cmpuint (enr_writing_kinds_get_n (kinds), ==, G_N_ELEMENTS (built_in));
  for (guint i = 0; i < G_N_ELEMENTS (built_in); i++)
    {
      const EnrWritingKind *kind = enr_writing_kinds_get (kinds, i);
      gboolean has_required = FALSE;

      g_assert_cmpstr (kind->key, ==, built_in[i].key);
      g_assert_cmpint (kind->subject, ==, built_in[i].subject);
      g_assert_cmpint (kind->period, ==, built_in[i].period);
      g_assert_cmpstr (kind->above, ==, built_in[i].above);
      g_assert_cmpint (kind->is_plan, ==, built_in[i].is_plan);
      g_assert_cmpint (kind->expected != ENR_EXPECTED_NO, ==, built_in[i].is_expected);
      g_assert_cmpint (kind->each, ==,
                       strcmp (kind->key, "drill") == 0 ? ENR_PERIOD_MONTH : kind->period);
      g_assert_null (kind->original);
      g_assert_cmpint (kind->age_first, ==, built_in[i].age_first);
      g_assert_cmpint (kind->age_last, ==, built_in[i].age_last);
      g_assert_cmpint (kind->keep_from, ==, built_in[i].keep_from);
      g_assert_cmpint (kind->keep_years, ==, 5);
      g_assert_true (g_hash_table_add (labels, kind->label));
      g_assert_true (enr_writing_kinds_find (kinds, kind->label, NULL) == kind);
      for (guint k = 0; k < kind->sections->len; k++)
        {
          check_section (kinds, kind, g_ptr_array_index (kind->sections, k));
          has_required |= ((EnrSection *) g_ptr_array_index (kind->sections, k))->is_required;
        }
      g_assert_true (has_required || strcmp (kind->key, "child-sheet") == 0);
      for (int age = 0; age <= 5; age++)
        check_fits_paper (kind, age);
    }
}

/* As people call them: a part of a label that only one has. */
static void
test_words (void)
{
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();
  static const char *const words[][2] = {
    { "保育要録", "nursery-record" }, { "要録", "nursery-record" }, { "避難訓練", "drill" },
    { "児童票", "child-sheet" },      { "保育日誌", "diary" },      { "週日案", "week-diary" },
  };
  static const char *const none[] = { "記録", "案", "週案の", "plan", "" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      const EnrWritingKind *kind = enr_writing_kinds_find (kinds, words[i][0], NULL);

      g_assert_nonnull (kind);
      g_assert_cmpstr (kind->key, ==, words[i][1]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (enr_writing_kinds_find (kinds, none[i], &error));
      g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN);
    }
}

static gboolean
has_key (const EnrWritingKind *kind, const char *key, int age)
{
  const EnrSection *section = enr_writing_kind_find_section (kind, key);

  g_assert_nonnull (section);
  return enr_section_fits_age (section, age);
}

/* 乳児 has three viewpoints, older children five domains, and all of them the two of care (FACTS
 * 4). */
static void
test_ages (void)
{
  static const char *const with_domains[] = { "month-plan", "child-month-plan", "development" };
  static const char *const views[] = { "view-healthy", "view-people", "view-things" };
  static const char *const domains[] = { "domain-health", "domain-people", "domain-environment",
                                         "domain-words", "domain-expression" };
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();

  for (guint i = 0; i < G_N_ELEMENTS (with_domains); i++)
    {
      const EnrWritingKind *kind = enr_writing_kinds_find (kinds, with_domains[i], NULL);

      for (int age = -1; age <= 5; age++)
        {
          g_assert_true (has_key (kind, "care-life", age));
          g_assert_true (has_key (kind, "care-feeling", age));
          for (guint k = 0; k < G_N_ELEMENTS (views); k++)
            g_assert_cmpint (has_key (kind, views[k], age), ==, age <= 0);
          for (guint k = 0; k < G_N_ELEMENTS (domains); k++)
            g_assert_cmpint (has_key (kind, domains[k], age), ==, age != 0);
        }
    }
  {
    const EnrWritingKind *kind = enr_writing_kinds_find (kinds, "year-plan", NULL);

    g_assert_true (has_key (kind, "views", 0) && !has_key (kind, "views", 1));
    g_assert_true (has_key (kind, "domains", 1) && !has_key (kind, "domains", 0));
  }
}

static void
test_refused (void)
{
  static const struct
  {
    const char *from;
    const char *to;
    const char *place;
    const char *what;
  } cases[] = {
    { "key=\"days\"", "key=\"aims\"", ":6:7:", "two sections with the key “aims”" },
    { "<column", "<column key=\"plan\" heading=\"x\"/><column",
      ":6:86:", "two columns with the key “plan”" },
    { "heading=\"ねらい\"", "heading=\"ねらい\" colour=\"red\"", ":5:", "colour" },
    { "step=\"director\"", "step=\"writer\"", ":1:1:", "step=\"director\"" },
    { "<approval><box step=\"director\" label=\"園長\"/></approval>", "", ":1:1:", "<approval>" },
    { "<paper size=\"A4\" orientation=\"portrait\"/>", "", ":1:1:", "<paper>" },
    { "<keep from=\"year\"/>", "", ":1:1:", "<keep>" },
    { "<column key=\"plan\" heading=\"計画\"/>", "", ":6:1:", "<column>" },
    { "key=\"aims\"", "key=\"Aims\"", ":5:", "“Aims” is no key" },
    { "key=\"aims\"", "key=\"a/b\"", ":5:", "“a/b” is no key" },
    { "key=\"aims\"", "key=\"\"", ":5:", "is no key" },
    { "key=\"aims\"", "key=\"1st\"", ":5:", "is no key" },
    { "key=\"aims\" ", "", ":5:", "key" },
    { "key=\"plan\"", "key=\"p n\"", ":6:", "is no key" },
    { "id=\"pool-diary\"", "id=\"プール\"", ":1:", "is no key" },
    { "size=\"A4\"", "size=\"A6\"", ":2:", "A6" },
    { "period=\"day\"", "period=\"hour\"", ":1:", "hour" },
    { "period=\"day\"", "period=\"stay\"", ":1:", "whole stay" },
    { "of=\"class\" period=\"day\"", "of=\"room\" period=\"day\"", ":1:", "room" },
    { "from=\"year\"", "from=\"year\" years=\"0\"", ":3:", "years" },
    { "from=\"year\"", "from=\"birth\"", ":3:", "birth" },
    { "rows=\"weekdays\"", "rows=\"months\"", ":6:", "months" },
    { "heading=\"ねらい\"", "heading=\"ねらい\" ages=\"2-1\"", ":5:", "ages" },
    { "heading=\"ねらい\"", "heading=\"ねらい\" required=\"maybe\"", ":5:", "maybe" },
    { "heading=\"ねらい\"", "heading=\"ねらい\" height=\"4\"", ":5:", "height" },
    { "<section", "<sektion key=\"a\"/><section", ":5:1:", "sektion" },
    { "</writing>", "", ":8:1:", "" },
    { "<keep from=\"year\"/>", "<keep from=\"year\"/><expected due=\"0\"/><expected due=\"0\"/>",
      ":3:", "expected" },
    { "<keep from=\"year\"/>", "<keep from=\"year\"/><expected each=\"month\" due=\"0\"/>",
      ":3:", "Only events" },
    { "<keep from=\"year\"/>", "<keep from=\"year\"/><expected each=\"day\" due=\"0\"/>",
      ":3:", "day" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = replace (GOOD, cases[i].from, cases[i].to);
      g_autofree char *place = g_strconcat ("pool-diary.writing.xml", cases[i].place, NULL);
      g_autoptr (GError) error = NULL;

      g_assert_null (read_kind (text, &error));
      g_assert_error (error, ENR_WRITING_ERROR, ENR_WRITING_ERROR_KIND);
      g_test_message ("%s", error->message);
      g_assert_true (g_str_has_prefix (error->message, place));
      g_assert_nonnull (strstr (error->message, cases[i].what));
    }
}

/* Attendance counts a child's days, but there is no child's day or stay to count. */
static void
test_child_facts (void)
{
  static const struct
  {
    const char *period;
    gboolean is_allowed;
  } cases[] = { { "day", FALSE },  { "week", FALSE }, { "event", FALSE }, { "stay", FALSE },
                { "month", TRUE }, { "term", TRUE },  { "year", TRUE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *of = g_strdup_printf ("of=\"child\" period=\"%s\"", cases[i].period);
      g_autofree char *text = replace (GOOD, "of=\"class\" period=\"day\"", of);
      g_autofree char *with_facts
          = replace (text, "<section", "<facts key=\"attendance\" heading=\"出欠\"/><section");
      g_autoptr (GError) error = NULL;
      g_autoptr (EnrWritingKind) kind = read_kind (with_facts, &error);

      g_assert_cmpint (kind != NULL, ==, cases[i].is_allowed);
      if (kind == NULL)
        g_assert_true (g_str_has_prefix (error->message, "pool-diary.writing.xml:5:1:"));
    }
}

static char *
own_path (const char *file)
{
  g_autofree char *relative = g_strconcat ("forms/", file, NULL);
  char *path = enr_data_own_path (relative);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  return path;
}

static char *
write_own (const char *file, const char *text)
{
  char *path = own_path (file);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static char *
built_in_text (const char *key)
{
  g_autofree char *relative = g_strconcat ("forms/", key, ".writing.xml", NULL);
  g_autofree char *path = enr_data_path (relative);
  char *text;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static void
test_own_wins (void)
{
  g_autofree char *text = built_in_text ("week-plan");
  g_autofree char *renamed
      = replace (text, "heading=\"今週のねらい\"", "heading=\"今週めざすこと\"");
  g_autofree char *path = write_own ("week-plan.writing.xml", renamed);
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();
  const EnrWritingKind *kind;

  g_assert_null (enr_writing_kinds_get_problems (kinds));
  g_assert_cmpuint (enr_writing_kinds_get_n (kinds), ==, G_N_ELEMENTS (built_in));
  kind = enr_writing_kinds_get (kinds, 4);
  g_assert_cmpstr (kind->key, ==, "week-plan");
  g_assert_cmpstr (kind->path, ==, path);
  g_assert_cmpstr (enr_writing_kind_find_section (kind, "aims")->heading, ==, "今週めざすこと");
  /* What it was called before the nursery changed it is still known. */
  g_assert_cmpstr (enr_writing_kind_find_section (kind->original, "aims")->heading, ==,
                   "今週のねらい");
  g_unlink (path);
}

/* A broken copy is an error, and never quietly the program's own description. */
static void
test_broken_own (void)
{
  g_autofree char *text = built_in_text ("week-plan");
  g_autofree char *broken = replace (text, "key=\"aims\"", "key=\"before\"");
  g_autofree char *path = write_own ("week-plan.writing.xml", broken);
  g_autofree char *other = write_own ("pool-diary.writing.xml", "<writing>");
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) problems = NULL;

  g_assert_nonnull (enr_writing_kinds_get_problems (kinds));
  problems = g_strsplit (enr_writing_kinds_get_problems (kinds), "\n", -1);
  g_assert_cmpuint (g_strv_length (problems), ==, 2);
  g_assert_true (g_str_has_prefix (problems[0], path));
  g_assert_nonnull (strstr (problems[0], "two sections with the key “before”"));
  g_assert_true (g_str_has_prefix (problems[1], other));
  g_assert_cmpuint (enr_writing_kinds_get_n (kinds), ==, G_N_ELEMENTS (built_in) - 1);

  /* 保育日誌 would be a part of another's label, if the diary were the broken one. */
  g_assert_null (enr_writing_kinds_find (kinds, "要録", NULL));
  g_assert_null (enr_writing_kinds_find (kinds, "week-plan", &error));
  g_assert_error (error, ENR_WRITING_ERROR, ENR_WRITING_ERROR_KIND);
  g_assert_cmpstr (error->message, ==, problems[0]);
  g_clear_error (&error);
  /* By its label too: what it is called is in the file that cannot be read. */
  g_assert_null (enr_writing_kinds_find (kinds, "週案", &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN);
  g_assert_nonnull (strstr (error->message, problems[0]));
  g_assert_nonnull (enr_writing_kinds_find (kinds, "diary", NULL));
  g_unlink (path);
  g_unlink (other);
}

static void
test_other_id (void)
{
  g_autofree char *text = built_in_text ("diary");
  g_autofree char *path = write_own ("week-plan.writing.xml", text);
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();
  g_autoptr (GError) error = NULL;

  g_assert_null (enr_writing_kinds_find (kinds, "week-plan", &error));
  g_assert_error (error, ENR_WRITING_ERROR, ENR_WRITING_ERROR_KIND);
  g_assert_nonnull (strstr (error->message, "“diary”"));
  g_assert_nonnull (strstr (error->message, "“week-plan”"));
  g_assert_true (g_str_has_prefix (error->message, path));
  g_unlink (path);
}

static void
test_own_new (void)
{
  g_autofree char *second = replace (GOOD, "id=\"pool-diary\" label=\"プール日誌\"",
                                     "id=\"garden\" label=\"畑の記録\"");
  g_autofree char *pool = write_own ("pool-diary.writing.xml", "\xef\xbb\xbf" GOOD);
  g_autofree char *garden = write_own ("garden.writing.xml", second);
  g_autofree char *not_one = write_own ("notes.txt", "<");
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();
  const guint n = G_N_ELEMENTS (built_in);
  g_autoptr (GError) error = NULL;
  const EnrWritingKind *kind;

  g_assert_null (enr_writing_kinds_get_problems (kinds));
  g_assert_cmpuint (enr_writing_kinds_get_n (kinds), ==, n + 2);
  g_assert_cmpstr (enr_writing_kinds_get (kinds, n)->key, ==, "garden");
  g_assert_cmpstr (enr_writing_kinds_get (kinds, n + 1)->key, ==, "pool-diary");
  kind = enr_writing_kinds_find (kinds, "プール日誌", &error);
  g_assert_no_error (error);
  g_assert_true (kind == enr_writing_kinds_get (kinds, n + 1));
  g_assert_cmpint (kind->keep_years, ==, 5);
  g_assert_false (enr_writing_kind_has_chief (kind));
  g_assert_cmpfloat (kind->width, ==, 210);
  g_assert_cmpfloat (kind->height, ==, 297);
  g_assert_null (enr_writing_kinds_find (kinds, "pool", &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN);
  g_assert_nonnull (strstr (error->message, "week-plan (週案)"));
  g_assert_nonnull (strstr (error->message, "garden (畑の記録)"));
  g_unlink (pool);
  g_unlink (garden);
  g_unlink (not_one);
}

static void
test_find_section (void)
{
  g_autoptr (EnrWritingKind) kind = read_kind (GOOD, NULL);

  g_assert_cmpstr (enr_writing_kind_find_section (kind, "days/mon/plan")->key, ==, "days");
  g_assert_cmpstr (enr_writing_kind_find_section (kind, "aims")->key, ==, "aims");
  g_assert_null (enr_writing_kind_find_section (kind, "aim"));
  g_assert_null (enr_writing_kind_find_section (kind, "aimsx"));
  g_assert_null (enr_writing_kind_find_section (kind, ""));
}

static EnrDate
date (const char *iso)
{
  EnrDate day = enr_date_parse_iso (iso);

  g_assert_cmpint (day, !=, ENR_DATE_NONE);
  return day;
}

static void
test_periods (void)
{
  static const struct
  {
    EnrWritingPeriod period;
    const char *day;
    const char *first;
    const char *last;
    const char *text;
  } cases[] = {
    { ENR_PERIOD_YEAR, "2026-04-01", "2026-04-01", "2027-03-31", "令和8年度" },
    { ENR_PERIOD_YEAR, "2026-03-31", "2025-04-01", "2026-03-31", "令和7年度" },
    { ENR_PERIOD_YEAR, "2028-02-29", "2027-04-01", "2028-03-31", "令和9年度" },
    { ENR_PERIOD_TERM, "2026-04-01", "2026-04-01", "2026-06-30", "令和8年4月～6月" },
    { ENR_PERIOD_TERM, "2026-06-30", "2026-04-01", "2026-06-30", "令和8年4月～6月" },
    { ENR_PERIOD_TERM, "2026-07-01", "2026-07-01", "2026-09-30", "令和8年7月～9月" },
    { ENR_PERIOD_TERM, "2026-12-31", "2026-10-01", "2026-12-31", "令和8年10月～12月" },
    { ENR_PERIOD_TERM, "2027-01-01", "2027-01-01", "2027-03-31", "令和9年1月～3月" },
    { ENR_PERIOD_TERM, "2028-02-29", "2028-01-01", "2028-03-31", "令和10年1月～3月" },
    { ENR_PERIOD_MONTH, "2028-02-29", "2028-02-01", "2028-02-29", "令和10年2月" },
    { ENR_PERIOD_MONTH, "2027-02-01", "2027-02-01", "2027-02-28", "令和9年2月" },
    { ENR_PERIOD_MONTH, "2026-12-31", "2026-12-01", "2026-12-31", "令和8年12月" },
    { ENR_PERIOD_WEEK, "2026-06-10", "2026-06-08", "2026-06-14", "令和8年6月8日～14日" },
    { ENR_PERIOD_WEEK, "2026-06-08", "2026-06-08", "2026-06-14", "令和8年6月8日～14日" },
    { ENR_PERIOD_WEEK, "2026-06-14", "2026-06-08", "2026-06-14", "令和8年6月8日～14日" },
    { ENR_PERIOD_WEEK, "2026-07-01", "2026-06-29", "2026-07-05", "令和8年6月29日～7月5日" },
    { ENR_PERIOD_WEEK, "2026-12-31", "2026-12-28", "2027-01-03", "令和8年12月28日～令和9年1月3日" },
    { ENR_PERIOD_WEEK, "2027-01-01", "2026-12-28", "2027-01-03", "令和8年12月28日～令和9年1月3日" },
    { ENR_PERIOD_WEEK, "2028-02-29", "2028-02-28", "2028-03-05", "令和10年2月28日～3月5日" },
    /* The week of two fiscal years is two: its classes end with March. */
    { ENR_PERIOD_WEEK, "2026-03-31", "2026-03-30", "2026-03-31", "令和8年3月30日～31日" },
    { ENR_PERIOD_WEEK, "2026-04-01", "2026-04-01", "2026-04-05", "令和8年4月1日～5日" },
    { ENR_PERIOD_WEEK, "2026-04-05", "2026-04-01", "2026-04-05", "令和8年4月1日～5日" },
    { ENR_PERIOD_WEEK, "2025-03-31", "2025-03-31", "2025-03-31", "令和7年3月31日" },
    { ENR_PERIOD_WEEK, "2029-04-01", "2029-04-01", "2029-04-01", "令和11年4月1日" },
    { ENR_PERIOD_WEEK, "2024-04-01", "2024-04-01", "2024-04-07", "令和6年4月1日～7日" },
    { ENR_PERIOD_WEEK, "2024-03-31", "2024-03-25", "2024-03-31", "令和6年3月25日～31日" },
    { ENR_PERIOD_DAY, "2026-06-10", "2026-06-10", "2026-06-10", "令和8年6月10日(水)" },
    { ENR_PERIOD_EVENT, "2028-02-29", "2028-02-29", "2028-02-29", "令和10年2月29日(火)" },
    { ENR_PERIOD_STAY, "2026-06-10", "2026-06-10", "2026-06-10", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = NULL;
      EnrDate first, last;

      g_test_message ("%s", cases[i].day);
      enr_writing_period_of (cases[i].period, date (cases[i].day), &first, &last);
      g_assert_cmpint (first, ==, date (cases[i].first));
      g_assert_cmpint (last, ==, date (cases[i].last));
      text = enr_writing_period_dup_text (cases[i].period, first, last);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* Periods of one sort follow each other: no day is in two of them, and none in no one. */
static void
test_no_gaps (void)
{
  static const EnrWritingPeriod periods[]
      = { ENR_PERIOD_YEAR, ENR_PERIOD_TERM, ENR_PERIOD_MONTH, ENR_PERIOD_WEEK, ENR_PERIOD_DAY };

  for (guint i = 0; i < G_N_ELEMENTS (periods); i++)
    {
      EnrDate first, last, next_first, next_last;

      enr_writing_period_of (periods[i], date ("2023-04-01"), &first, &last);
      for (EnrDate day = date ("2023-04-01"); day < date ("2033-04-01"); day++)
        {
          enr_writing_period_of (periods[i], day, &next_first, &next_last);
          g_assert_true (next_first <= day && day <= next_last);
          g_assert_cmpint (enr_fiscal_year (next_first), ==, enr_fiscal_year (next_last));
          if (day <= last)
            g_assert_true (next_first == first && next_last == last);
          else
            g_assert_cmpint (next_first, ==, last + 1);
          first = next_first;
          last = next_last;
        }
    }
}

static void
test_rows (void)
{
  g_auto (GStrv) weekdays = enr_grid_row_keys (ENR_ROWS_WEEKDAYS, 99);
  g_auto (GStrv) terms = enr_grid_row_keys (ENR_ROWS_TERMS, 99);
  g_auto (GStrv) times = enr_grid_row_keys (ENR_ROWS_TIMES, 12);
  g_auto (GStrv) no_times = enr_grid_row_keys (ENR_ROWS_TIMES, 0);
  g_autofree char *joined_days = g_strjoinv (" ", weekdays);
  g_autofree char *joined_terms = g_strjoinv (" ", terms);
  g_autofree char *joined_times = g_strjoinv (" ", times);

  g_assert_cmpstr (joined_days, ==, "mon tue wed thu fri sat");
  g_assert_cmpstr (joined_terms, ==, "term1 term2 term3 term4");
  g_assert_cmpstr (joined_times, ==, "01 02 03 04 05 06 07 08 09 10 11 12");
  g_assert_cmpuint (g_strv_length (no_times), ==, 0);
  g_assert_cmpstr (enr_grid_row_label (ENR_ROWS_WEEKDAYS, "mon"), ==, "月");
  g_assert_cmpstr (enr_grid_row_label (ENR_ROWS_WEEKDAYS, "sat"), ==, "土");
  g_assert_nonnull (strstr (enr_grid_row_label (ENR_ROWS_TERMS, "term4"), "1～3月"));
  g_assert_cmpstr (enr_grid_row_label (ENR_ROWS_WEEKDAYS, "term1"), ==, "");
  g_assert_cmpstr (enr_grid_row_label (ENR_ROWS_TIMES, "01"), ==, "");
}

int
main (int argc, char *argv[])
{
  char *folder = enr_test_folder_new ();
  int result;

  /* Where a nursery's own descriptions are, before anybody asks. */
  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/writing/kind/built-in", test_built_in);
  g_test_add_func ("/writing/kind/words", test_words);
  g_test_add_func ("/writing/kind/ages", test_ages);
  g_test_add_func ("/writing/kind/refused", test_refused);
  g_test_add_func ("/writing/kind/child-facts", test_child_facts);
  g_test_add_func ("/writing/kind/own-wins", test_own_wins);
  g_test_add_func ("/writing/kind/broken-own", test_broken_own);
  g_test_add_func ("/writing/kind/other-id", test_other_id);
  g_test_add_func ("/writing/kind/own-new", test_own_new);
  g_test_add_func ("/writing/kind/find-section", test_find_section);
  g_test_add_func ("/writing/kind/periods", test_periods);
  g_test_add_func ("/writing/kind/no-gaps", test_no_gaps);
  g_test_add_func ("/writing/kind/rows", test_rows);

  result = g_test_run ();
  enr_test_folder_free (folder);
  return result;
}
