/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What a diary or plan has from attendance, without anybody writing it.
 */
#include "config.h"

#include "writing-content.h"

#include "attendance/day.h"
#include "attendance/entry.h"
#include "base/clock.h"
#include "fees/care-day.h"
#include "nursery/facility.h"
#include "store/raw.h"

static void
set_times (Fixture *fixture, guint child, int arrived, int left)
{
  g_autoptr (GError) error = NULL;
  EnrEntryTimes times = { arrived, left, NULL };

  enr_entry_set_times (fixture->db, fixture->actor, &fixture->nursery->children[child],
                       enr_test_day (), &times, "打刻忘れ", &error);
  g_assert_no_error (error);
}

static void
set_absent (Fixture *fixture, guint child, EnrDate day, const char *kind, const char *reason)
{
  g_autoptr (GError) error = NULL;
  EnrEntryAbsence absence = { kind, reason, "母" };

  enr_entry_set_absence (fixture->db, fixture->actor, &fixture->nursery->children[child], day,
                         &absence, &error);
  g_assert_no_error (error);
}

static void
test_facts_of_day (Fixture *fixture, gconstpointer data)
{
  const EnrUuid *class_id = &fixture->nursery->classes[0];
  EnrUuid id = make (fixture, "diary", class_id, enr_test_day (), "");
  EnrUuid drill = make (fixture, "drill", NULL, enr_test_day (), "火災");
  g_autoptr (EnrCareRule) rule = enr_care_rule_new ();
  g_autoptr (EnrContent) content = NULL;
  g_autoptr (EnrContent) of_all = NULL;
  g_autoptr (EnrDay) day = NULL;
  g_autoptr (EnrCareDay) care = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *enrolled = NULL;
  g_autofree char *arrived = NULL;
  EnrDayCounts counts;

  enr_clock_set_fixed (enr_test_at (22, 0));
  g_free (rule->name);
  rule->name = g_strdup ("延長保育");
  rule->first = date ("2026-04-01");
  rule->n_bands = 1;
  rule->bands[0] = (EnrCareBand){ ENR_BAND_AFTER, 18 * 60, 27 * 60, 0, 5, 15, 100 };
  enr_care_rule_save (fixture->db, fixture->actor, rule, &error);
  g_assert_no_error (error);
  /* Of the class of age 0 are the children 0, 6, 12, 18. */
  set_times (fixture, 0, 8 * 60, 18 * 60 + 21);
  set_times (fixture, 6, 8 * 60 + 30, 17 * 60);
  set_absent (fixture, 12, enr_test_day (), "sick", "発熱");
  set_absent (fixture, 18, enr_test_day (), "personal", "");
  set_times (fixture, 1, 8 * 60, 19 * 60);

  content = content_of (fixture, &id, "diary");
  of_all = content_of (fixture, &drill, "drill");
  day = enr_day_load (fixture->db, enr_test_day (), class_id, &error);
  care = enr_care_day_load (fixture->db, enr_test_day (), &error);
  g_assert_no_error (error);
  counts = enr_day_count (day, G_MAXUINT);
  g_assert_cmpuint (counts.enrolled, ==, 4);
  g_assert_cmpint (enr_care_day_find (care, &fixture->nursery->children[0])->minutes, ==, 16);
  enrolled = g_strdup_printf ("%u名", counts.enrolled);
  arrived = g_strdup_printf ("%u名", counts.arrived);
  g_assert_cmpstr (enr_content_get_text (content, "attendance/enrolled"), ==, enrolled);
  g_assert_cmpstr (enr_content_get_text (content, "attendance/present"), ==, arrived);
  g_assert_cmpstr (arrived, ==, "2名");
  g_assert_cmpstr (enr_content_get_text (content, "attendance/absent"), ==,
                   "2名　青木 第13子（病欠 発熱）、青木 第19子（都合欠）");
  g_assert_cmpstr (enr_content_get_text (content, "attendance/ill"), ==,
                   "青木 第13子（病欠 発熱）");
  g_assert_cmpstr (enr_content_get_text (content, "attendance/late"), ==, "なし");
  g_assert_cmpstr (enr_content_get_text (content, "attendance/extended"), ==,
                   "1名　青木 第1子 16分");
  /* What everybody sees has numbers, and nobody's name, illness or minutes. */
  g_assert_cmpstr (enr_content_get_text (of_all, "attendance/enrolled"), ==,
                   "19名　ひよこ 4、りす 3、うさぎ 3、ぱんだ 3、きりん 3、ぞう 3");
  g_assert_cmpstr (enr_content_get_text (of_all, "attendance/present"), ==,
                   "3名　ひよこ 2、りす 1");
  g_assert_cmpstr (enr_content_get_text (of_all, "attendance/absent"), ==, "2名　ひよこ 2");
  g_assert_cmpstr (enr_content_get_text (of_all, "attendance/unrecorded"), ==, "14名");
  for (guint i = 0; i < of_all->items->len; i++)
    {
      const EnrContentItem *item = g_ptr_array_index (of_all->items, i);

      g_assert_null (strstr (item->text, "青木"));
      g_assert_null (strstr (item->text, "発熱"));
      g_assert_false (g_str_has_suffix (item->key, "/ill"));
      g_assert_false (g_str_has_suffix (item->key, "/extended"));
    }
}

/* Nobody has been written down yet: nobody is said to have stayed away. */
static void
test_facts_of_day_to_come (Fixture *fixture, gconstpointer data)
{
  EnrDate day = enr_test_day () + 1;
  EnrUuid id = make (fixture, "diary", &fixture->nursery->classes[0], day, "");
  EnrUuid drill = make (fixture, "drill", NULL, day, "地震");
  g_autoptr (EnrContent) of_class = content_of (fixture, &id, "diary");
  g_autoptr (EnrContent) of_all = content_of (fixture, &drill, "drill");

  g_assert_cmpstr (enr_content_get_text (of_class, "attendance/enrolled"), ==, "2名");
  g_assert_cmpstr (enr_content_get_text (of_class, "attendance/present"), ==,
                   "まだ登降園の記録がありません");
  g_assert_cmpstr (enr_content_get_text (of_class, "attendance/absent"), ==, "");
  g_assert_cmpstr (enr_content_get_text (of_all, "attendance/present"), ==,
                   "まだ登降園の記録がありません");
  g_assert_cmpstr (enr_content_get_text (of_all, "attendance/absent"), ==, "");
}

static void
test_facts_of_longer (Fixture *fixture, gconstpointer data)
{
  const EnrUuid *class_id = &fixture->nursery->classes[0];
  EnrUuid week = make (fixture, "week-diary", class_id, enr_test_day (), "");
  EnrUuid one_day = make (fixture, "week-diary", class_id, date ("2027-03-29"), "");
  EnrUuid term = make (fixture, "development", &fixture->nursery->children[0], enr_test_day (), "");
  g_autoptr (EnrContent) of_week = NULL;
  g_autoptr (EnrContent) of_end = NULL;
  g_autoptr (EnrContent) of_term = NULL;

  enr_clock_set_fixed (enr_test_at (22, 0));
  set_times (fixture, 0, 8 * 60, 17 * 60);
  set_absent (fixture, 6, enr_test_day (), "sick", "");
  set_absent (fixture, 0, enr_test_day () - 1, "personal", "");
  of_week = content_of (fixture, &week, "week-diary");
  g_assert_cmpstr (enr_content_get_text (of_week, "attendance/wed"), ==,
                   "在籍2名　出席1名　欠席1名");
  g_assert_cmpstr (enr_content_get_text (of_week, "attendance/tue"), ==,
                   "在籍2名　出席0名　欠席1名　記録なし1名");
  g_assert_cmpstr (enr_content_get_text (of_week, "attendance/sun"), ==, "");
  of_end = content_of (fixture, &one_day, "week-diary");
  g_assert_cmpstr (enr_content_get_text (of_end, "attendance/wed"), ==, "在籍2名　記録なし");
  g_assert_cmpstr (enr_content_get_text (of_end, "attendance/thu"), ==, "");
  of_term = content_of (fixture, &term, "development");
  g_assert_cmpstr (enr_content_get_text (of_term, "attendance/present"), ==, "1日");
  g_assert_cmpstr (enr_content_get_text (of_term, "attendance/absent"), ==, "1日");
}

static guint
days_of (const EnrContent *content, const char *name)
{
  g_autofree char *key = g_strconcat ("attendance/", name, NULL);

  return (guint) g_ascii_strtoull (enr_content_get_text (content, key), NULL, 10);
}

/* A term that is under way, in a nursery that began to record in its middle, with Saturdays that
 * one applies for: every day is counted once, and none is said to be attended or missed that is
 * not. */
static void
test_facts_add_up (Fixture *fixture, gconstpointer data)
{
  const EnrUuid *child = &fixture->nursery->children[0];
  EnrUuid id = make (fixture, "development", child, enr_test_day (), "");
  g_autoptr (EnrFacility) facility = NULL;
  g_autoptr (EnrContent) content = NULL;
  g_autoptr (GError) error = NULL;
  EnrEntryPlan plan = { 8 * 60, 17 * 60, "母" };

  facility = enr_facility_load (fixture->db, &error);
  g_assert_no_error (error);
  facility->is_saturday_by_plan = TRUE;
  enr_facility_save (fixture->db, fixture->actor, facility, &error);
  g_assert_no_error (error);
  /* Recorded from June 1st to the 9th, a Tuesday; Wednesday the 10th is today. */
  for (EnrDate day = date ("2026-06-01"); day < enr_test_day () - 1; day++)
    set_absent (fixture, 6, day, "personal", "");
  set_absent (fixture, 0, date ("2026-06-01"), "sick", "発熱");
  set_absent (fixture, 0, date ("2026-06-03"), "personal", "");
  enr_entry_set_plan (fixture->db, fixture->actor, child, date ("2026-06-06"), &plan, &error);
  g_assert_no_error (error);

  content = content_of (fixture, &id, "development");
  g_assert_cmpstr (enr_content_get_text (content, "attendance/bounds"), ==,
                   "令和8年6月1日から令和8年6月10日まで");
  g_assert_cmpuint (days_of (content, "present"), ==, 0);
  g_assert_cmpuint (days_of (content, "absent"), ==, 2);
  /* April 4th to May 30th less Showa Day's week: Saturdays, but for May's that are holidays. */
  g_assert_cmpuint (days_of (content, "unasked"), >, 5);
  g_assert_cmpuint (days_of (content, "open"), ==,
                    days_of (content, "present") + days_of (content, "absent")
                        + days_of (content, "unrecorded") + days_of (content, "unasked"));
  /* The Saturday that was applied for, and four other days of June, and those of April and May. */
  g_assert_cmpuint (days_of (content, "unrecorded"), >, 40);
}

/* Nothing was recorded: words, and no figure that would be read as an absence. */
static void
test_facts_of_nothing (Fixture *fixture, gconstpointer data)
{
  const EnrUuid *child = &fixture->nursery->children[5];
  EnrUuid past = make (fixture, "development", child, date ("2026-05-11"), "");
  EnrUuid year = make (fixture, "nursery-record", child, enr_test_day (), "");
  EnrUuid to_come = make (fixture, "development", child, date ("2027-02-01"), "");
  const EnrUuid *ids[] = { &past, &year, &to_come };
  const char *texts[]
      = { "この期間の登降園の記録はありません。", "令和8年8月1日までの登降園の記録はありません。",
          "まだ始まっていません。" };

  enr_clock_set_fixed (enr_instant_from_local (date ("2026-08-01"), 600));
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (EnrContent) content
          = content_of (fixture, ids[i], i == 1 ? "nursery-record" : "development");

      g_assert_cmpstr (enr_content_get_text (content, "attendance/none"), ==, texts[i]);
      g_assert_cmpstr (enr_content_get_text (content, "attendance/open"), ==, "");
      g_assert_cmpstr (enr_content_get_text (content, "attendance/present"), ==, "");
    }
}

/* The year that ends with a Monday: its last week is one day, and still a week. */
static void
test_facts_of_short_week (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrContent) content = enr_content_new ();
  EnrUuid id = make (fixture, "week-diary", &fixture->nursery->classes[0], enr_test_day (), "");

  raw_drop_triggers (fixture->nursery->path);
  raw_run (fixture->nursery->path,
           "UPDATE class SET fiscal_year = 2024; "
           "UPDATE writing SET first_day = '2025-03-31', last_day = '2025-03-31'");
  enr_content_free (g_steal_pointer (&content));
  content = content_of (fixture, &id, "week-diary");
  g_assert_cmpstr (enr_content_get_text (content, "attendance/enrolled"), ==, "");
  g_assert_cmpstr (enr_content_get_text (content, "attendance/mon"), !=, "");
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    guint n_children;
    void (*func) (Fixture *, gconstpointer);
  } tests[] = {
    { "/writing/facts-of-day", 19, test_facts_of_day },
    { "/writing/facts-of-day-to-come", 7, test_facts_of_day_to_come },
    { "/writing/facts-of-longer", 7, test_facts_of_longer },
    { "/writing/facts-add-up", 7, test_facts_add_up },
    { "/writing/facts-of-nothing", 7, test_facts_of_nothing },
    { "/writing/facts-of-short-week", 0, test_facts_of_short_week },
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, CHILDREN (tests[i].n_children), set_up, tests[i].func,
                tear_down);

  return g_test_run ();
}
