/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Making, reading and saving plans and records in a real database.
 */
#include "config.h"

#include "writing-fixture.h"

#include <string.h>

#include "attendance/day.h"
#include "attendance/entry.h"
#include "base/clock.h"
#include "fees/care-day.h"
#include "nursery/enrolment.h"
#include "store/raw.h"

#define CHILDREN(n) GUINT_TO_POINTER (n)

static EnrDate
date (const char *iso)
{
  EnrDate day = enr_date_parse_iso (iso);

  g_assert_cmpint (day, !=, ENR_DATE_NONE);
  return day;
}

static void
assert_not_made (Fixture *fixture,
                 const char *kind,
                 const EnrUuid *whose,
                 const char *day,
                 const char *title,
                 EnrNurseryError code)
{
  g_autofree char *before = enr_test_dump (fixture->nursery->path);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  EnrUuid id;

  g_test_message ("%s %s", kind, day);
  g_assert_false (try_make (fixture, kind, whose, date (day), title, &id, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, (int) code);
  after = enr_test_dump (fixture->nursery->path);
  enr_test_assert_same (after, before);
}

static void
test_create (Fixture *fixture, gconstpointer data)
{
  const EnrUuid *class_id = &fixture->nursery->classes[2];
  EnrUuid id = make (fixture, "week-plan", class_id, enr_test_day (), "");
  g_autoptr (EnrWriting) writing = load (fixture, &id);
  g_autofree char *name = enr_writing_dup_name (writing, kind_of (fixture, "week-plan"));
  g_autoptr (GError) error = NULL;
  EnrUuid again;

  g_assert_cmpstr (writing->kind, ==, "week-plan");
  g_assert_true (enr_uuid_equal (&writing->class_id, class_id));
  g_assert_true (enr_uuid_is_none (&writing->child_id));
  g_assert_cmpstr (writing->class_name, ==, "うさぎ");
  g_assert_cmpstr (writing->child_name, ==, "");
  g_assert_cmpint (writing->age, ==, 2);
  g_assert_cmpint (writing->first, ==, date ("2026-06-08"));
  g_assert_cmpint (writing->last, ==, date ("2026-06-14"));
  g_assert_cmpint (writing->state, ==, ENR_WRITING_DRAFT);
  g_assert_cmpint (writing->revision, ==, 1);
  g_assert_cmpint (writing->version, ==, 0);
  g_assert_cmpint (writing->approved, ==, 0);
  g_assert_true (enr_uuid_is_none (&writing->above_id));
  g_assert_cmpuint (g_hash_table_size (writing->texts), ==, 0);
  g_assert_cmpstr (name, ==, "週案 うさぎ 令和8年6月8日～14日");

  /* Another day of the same week is the same plan, and it is told which. */
  again = enr_uuid_none;
  g_assert_false (
      try_make (fixture, "week-plan", class_id, date ("2026-06-14"), "", &again, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY);
  g_assert_true (enr_uuid_equal (&again, &id));
  make (fixture, "week-plan", class_id, date ("2026-06-15"), "");
  make (fixture, "week-plan", &fixture->nursery->classes[1], enr_test_day (), "");
  make (fixture, "week-diary", class_id, enr_test_day (), "");
}

static void
test_not_created (Fixture *fixture, gconstpointer data)
{
  const EnrUuid *class_id = &fixture->nursery->classes[0];
  const EnrUuid *child_id = &fixture->nursery->children[0];
  EnrUuid nobody = enr_uuid_new ();
  EnrUuid id;
  g_autoptr (GError) error = NULL;
  EnrWritingNew both
      = { kind_of (fixture, "week-plan"), *class_id, *child_id, enr_test_day (), "", "" };

  /* A week that two fiscal years share is two plans: the class has only the days of its own. */
  assert_not_made (fixture, "week-plan", class_id, "2026-03-31", "", ENR_NURSERY_ERROR_INVALID);
  assert_not_made (fixture, "week-plan", class_id, "2027-04-01", "", ENR_NURSERY_ERROR_INVALID);
  assert_not_made (fixture, "year-plan", class_id, "2027-04-01", "", ENR_NURSERY_ERROR_INVALID);
  assert_not_made (fixture, "week-plan", &nobody, "2026-06-10", "", ENR_NURSERY_ERROR_UNKNOWN);
  assert_not_made (fixture, "week-plan", NULL, "2026-06-10", "", ENR_NURSERY_ERROR_INVALID);
  assert_not_made (fixture, "child-month-plan", NULL, "2026-06-10", "", ENR_NURSERY_ERROR_INVALID);
  assert_not_made (fixture, "drill", class_id, "2026-06-10", "火災", ENR_NURSERY_ERROR_INVALID);
  assert_not_made (fixture, "drill", NULL, "2026-06-10", "", ENR_NURSERY_ERROR_INVALID);
  assert_not_made (fixture, "drill", NULL, "2026-06-10", "　", ENR_NURSERY_ERROR_INVALID);
  assert_not_made (fixture, "week-plan", class_id, "2026-06-10", "題名", ENR_NURSERY_ERROR_INVALID);
  assert_not_made (fixture, "child-month-plan", child_id, "2026-03-31", "",
                   ENR_NURSERY_ERROR_NOT_ENROLLED);
  assert_not_made (fixture, "child-month-plan", &nobody, "2026-06-10", "",
                   ENR_NURSERY_ERROR_NOT_ENROLLED);
  g_assert_false (enr_writing_create (fixture->db, fixture->actor, &both, &id, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);

  id = make (fixture, "week-plan", class_id, date ("2026-04-01"), "");
  {
    g_autoptr (EnrWriting) writing = load (fixture, &id);

    g_assert_cmpint (writing->first, ==, date ("2026-04-01"));
    g_assert_cmpint (writing->last, ==, date ("2026-04-05"));
  }
  id = make (fixture, "week-plan", class_id, date ("2027-03-31"), "");
  {
    g_autoptr (EnrWriting) writing = load (fixture, &id);

    g_assert_cmpint (writing->first, ==, date ("2027-03-29"));
    g_assert_cmpint (writing->last, ==, date ("2027-03-31"));
  }
}

static void
test_child_left (Fixture *fixture, gconstpointer data)
{
  const EnrUuid *child_id = &fixture->nursery->children[0];
  g_autoptr (GError) error = NULL;

  enr_child_leave (fixture->db, fixture->actor, child_id, date ("2026-07-10"), "転居", &error);
  g_assert_no_error (error);
  make (fixture, "child-month-plan", child_id, date ("2026-07-31"), "");
  make (fixture, "child-record", child_id, date ("2026-07-10"), "");
  assert_not_made (fixture, "child-record", child_id, "2026-07-11", "",
                   ENR_NURSERY_ERROR_NOT_ENROLLED);
  assert_not_made (fixture, "child-month-plan", child_id, "2026-08-01", "",
                   ENR_NURSERY_ERROR_NOT_ENROLLED);
}

static void
test_events_and_stays (Fixture *fixture, gconstpointer data)
{
  const EnrUuid *child_id = &fixture->nursery->children[0];
  EnrUuid fire = make (fixture, "drill", NULL, enr_test_day (), "火災　訓練");
  EnrUuid quake = make (fixture, "drill", NULL, enr_test_day (), "地震");
  EnrUuid sheet = make (fixture, "child-sheet", child_id, date ("2026-04-01"), "");
  EnrUuid same;
  g_autoptr (EnrWriting) writing = load (fixture, &fire);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (writing->title, ==, "火災 訓練");
  g_assert_false (try_make (fixture, "drill", NULL, enr_test_day (), "火災 訓練", &same, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY);
  g_assert_true (enr_uuid_equal (&same, &fire));
  g_clear_error (&error);
  g_assert_false (
      enr_writing_set_head (fixture->db, fixture->actor, &quake, "火災 訓練", "", &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY);
  g_clear_error (&error);
  g_assert_false (enr_writing_set_head (fixture->db, fixture->actor, &quake, "", "", &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (enr_writing_set_head (fixture->db, fixture->actor, &quake, "地震・津波",
                                       " 佐藤　花子", &error));
  g_assert_no_error (error);
  enr_writing_free (g_steal_pointer (&writing));
  writing = load (fixture, &quake);
  g_assert_cmpstr (writing->title, ==, "地震・津波");
  g_assert_cmpstr (writing->writer, ==, "佐藤 花子");

  /* A child has one sheet, whatever the day that it is begun on. */
  g_assert_false (try_make (fixture, "child-sheet", child_id, enr_test_day (), "", &same, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY);
  g_assert_true (enr_uuid_equal (&same, &sheet));
  g_clear_error (&error);
  /* With a title it would not be found as the same one any more. */
  g_assert_false (enr_writing_set_head (fixture->db, fixture->actor, &sheet, "題名", "", &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
}

static void
assert_above (Fixture *fixture, const EnrUuid *id, const EnrUuid *above)
{
  g_autoptr (EnrWriting) writing = load (fixture, id);

  g_assert_true (enr_uuid_equal (&writing->above_id, above));
}

static void
test_above (Fixture *fixture, gconstpointer data)
{
  const EnrUuid *class_id = &fixture->nursery->classes[0];
  const EnrUuid *other_class = &fixture->nursery->classes[1];
  const EnrUuid *child_id = &fixture->nursery->children[0];
  EnrUuid overall = make (fixture, "overall-plan", NULL, enr_test_day (), "");
  EnrUuid year = make (fixture, "year-plan", class_id, enr_test_day (), "");
  EnrUuid other_year = make (fixture, "year-plan", other_class, enr_test_day (), "");
  EnrUuid may = make (fixture, "month-plan", class_id, date ("2026-05-20"), "");
  EnrUuid june = make (fixture, "month-plan", class_id, enr_test_day (), "");
  EnrUuid week = make (fixture, "week-plan", class_id, enr_test_day (), "");
  EnrUuid two_months = make (fixture, "week-plan", class_id, date ("2026-07-01"), "");
  EnrUuid day = make (fixture, "day-plan", class_id, enr_test_day (), "");
  EnrUuid diary = make (fixture, "diary", class_id, enr_test_day (), "");
  EnrUuid no_week = make (fixture, "diary", class_id, date ("2026-06-18"), "");
  EnrUuid child_month = make (fixture, "child-month-plan", child_id, enr_test_day (), "");
  EnrUuid event = make (fixture, "event-plan", NULL, enr_test_day (), "夏祭り");

  assert_above (fixture, &overall, &enr_uuid_none);
  assert_above (fixture, &year, &overall);
  assert_above (fixture, &other_year, &overall);
  assert_above (fixture, &may, &year);
  assert_above (fixture, &june, &year);
  assert_above (fixture, &week, &june);
  /* A week is of the month in which it begins. */
  assert_above (fixture, &two_months, &june);
  assert_above (fixture, &day, &week);
  assert_above (fixture, &diary, &week);
  assert_above (fixture, &no_week, &enr_uuid_none);
  assert_above (fixture, &child_month, &june);
  assert_above (fixture, &event, &overall);
}

/* The plan of the class that the child is in when the month begins. */
static void
test_child_moved (Fixture *fixture, gconstpointer data)
{
  const EnrUuid *child_id = &fixture->nursery->children[0];
  EnrUuid of_first[2], of_second[2], june, july;
  g_autoptr (EnrWriting) writing = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2; i++)
    {
      EnrDate day = enr_date_new (2026, 6 + (int) i, 1);

      of_first[i] = make (fixture, "month-plan", &fixture->nursery->classes[0], day, "");
      of_second[i] = make (fixture, "month-plan", &fixture->nursery->classes[1], day, "");
    }
  enr_child_move (fixture->db, fixture->actor, child_id, &fixture->nursery->classes[1],
                  date ("2026-06-15"), &error);
  g_assert_no_error (error);
  june = make (fixture, "child-month-plan", child_id, date ("2026-06-20"), "");
  july = make (fixture, "child-month-plan", child_id, date ("2026-07-20"), "");
  assert_above (fixture, &june, &of_first[0]);
  assert_above (fixture, &july, &of_second[1]);
  writing = load (fixture, &june);
  g_assert_cmpstr (writing->class_name, ==, "ひよこ");
  g_assert_cmpstr (writing->child_name, ==, "青木 第1子");
  g_assert_cmpint (writing->age, ==, 0);
  enr_writing_free (g_steal_pointer (&writing));
  writing = load (fixture, &july);
  g_assert_cmpstr (writing->class_name, ==, "りす");
  g_assert_cmpint (writing->age, ==, 0);
}

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

static EnrContent *
content_of (Fixture *fixture, const EnrUuid *id, const char *kind)
{
  g_autoptr (GError) error = NULL;
  EnrContent *content = enr_writing_content (fixture->db, kind_of (fixture, kind), id, &error);

  g_assert_no_error (error);
  return content;
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
  g_autofree char *all = NULL;
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
  all = g_strdup_printf ("%u名", fixture->nursery->n_children);
  g_assert_cmpstr (enr_content_get_text (of_all, "attendance/enrolled"), ==, all);
  g_assert_cmpstr (enr_content_get_text (of_all, "attendance/present"), ==, "3名");
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
                   "在籍2名　出席0名　欠席1名");
  g_assert_cmpstr (enr_content_get_text (of_week, "attendance/sun"), ==, "");
  of_end = content_of (fixture, &one_day, "week-diary");
  g_assert_cmpstr (enr_content_get_text (of_end, "attendance/wed"), ==,
                   "在籍2名　出席0名　欠席0名");
  g_assert_cmpstr (enr_content_get_text (of_end, "attendance/thu"), ==, "");
  of_term = content_of (fixture, &term, "development");
  g_assert_cmpstr (enr_content_get_text (of_term, "attendance/present"), ==, "1日");
  g_assert_cmpstr (enr_content_get_text (of_term, "attendance/absent"), ==, "1日");
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

static void
test_stale (Fixture *fixture, gconstpointer data)
{
  EnrUuid id = make (fixture, "week-plan", &fixture->nursery->classes[0], enr_test_day (), "");
  const EnrWritingKind *kind = kind_of (fixture, "week-plan");
  EnrTextChange hers[] = { { "aims", "水遊びを楽しむ", 0, enr_uuid_none, enr_uuid_none, NULL },
                           { "care", "水分をとる", 0, enr_uuid_none, enr_uuid_none, NULL } };
  EnrTextChange his[] = { { "food", "きゅうりの収穫", 0, enr_uuid_none, enr_uuid_none, NULL },
                          { "aims", "砂場で遊ぶ", 0, enr_uuid_none, enr_uuid_none, NULL } };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrWriting) present = NULL;

  g_assert_true (enr_writing_save (fixture->db, fixture->actor, kind, &id, hers, 2, &error));
  g_assert_no_error (error);
  g_assert_cmpint (hers[0].seen, ==, 1);
  before = enr_test_dump (fixture->nursery->path);
  g_assert_false (enr_writing_save (fixture->db, fixture->actor, kind, &id, his, 2, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED);
  g_assert_nonnull (strstr (error->message, "今週のねらい"));
  after = enr_test_dump (fixture->nursery->path);
  enr_test_assert_same (after, before);
  g_assert_cmpint (his[0].seen, ==, 0);
  g_clear_error (&error);

  /* Both are there to be looked at: hers in the database, his in his hands. Having seen hers, he
   * saves. */
  present = load (fixture, &id);
  g_assert_cmpstr (enr_writing_get_text (present, "aims"), ==, "水遊びを楽しむ");
  his[1].seen = ((EnrWritingText *) g_hash_table_lookup (present->texts, "aims"))->version;
  g_assert_true (enr_writing_save (fixture->db, fixture->actor, kind, &id, his, 2, &error));
  g_assert_no_error (error);
  assert_text (fixture, &id, "aims", "砂場で遊ぶ");
  assert_text (fixture, &id, "care", "水分をとる");
  assert_text (fixture, &id, "food", "きゅうりの収穫");

  /* Hers is the stale one now; and one who never saw a text cannot make it anew. */
  g_assert_false (enr_writing_save (fixture->db, fixture->actor, kind, &id, hers, 1, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED);
}

/* Two connections, as two computers are: different sections of one plan. */
static void
test_two_people (Fixture *fixture, gconstpointer data)
{
  EnrUuid id = make (fixture, "week-plan", &fixture->nursery->classes[0], enr_test_day (), "");
  const EnrWritingKind *kind = kind_of (fixture, "week-plan");
  EnrTextChange hers = { "aims", "水遊び", 0, enr_uuid_none, enr_uuid_none, NULL };
  EnrTextChange his = { "days/mon/activity", "散歩", 0, enr_uuid_none, enr_uuid_none, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDb) other = enr_db_open (fixture->nursery->path, ENR_DB_READ_WRITE, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < 5; i++)
    {
      g_assert_true (enr_writing_save (fixture->db, fixture->actor, kind, &id, &hers, 1, &error));
      g_assert_true (enr_writing_save (other, fixture->actor, kind, &id, &his, 1, &error));
      g_assert_no_error (error);
    }
  assert_text (fixture, &id, "aims", "水遊び");
  assert_text (fixture, &id, "days/mon/activity", "散歩");
}

static void
test_kept_as_typed (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *typed;
    const char *kept;
  } cases[] = {
    { "一行目\r\n二行目\r三行目\n四行目", "一行目\n二行目\n三行目\n四行目" },
    { "\r\r\n\n", "\n\n\n" },
    { "a\x01\x02\x1b[31mb\x7f\xc2\x85"
      "c",
      "a[31mbc" },
    { "左\t右", "左 右" },
    { "　字下げ　と空白  ", "　字下げ　と空白  " },
    { "👧🏻‍🍼と🇯🇵", "👧🏻‍🍼と🇯🇵" },
    { "︵縦書き︶︑﹁かぎ﹂", "︵縦書き︶︑﹁かぎ﹂" },
    { "𠮷野さん、﨑、葛󠄀", "𠮷野さん、﨑、葛󠄀" },
    { "ｶﾞｯｺｳ ＡＢＣ ①㈱", "ｶﾞｯｺｳ ＡＢＣ ①㈱" },
    { "か\xe3\x82\x99", "か\xe3\x82\x99" },
    { "'; DROP TABLE writing; -- \" % \\ {}", "'; DROP TABLE writing; -- \" % \\ {}" },
    { "<b>太字</b>&amp;", "<b>太字</b>&amp;" },
    { "壊れた\xff\xc3バイト", "壊れた\xef\xbf\xbd\xef\xbf\xbdバイト" },
    { "", "" },
  };
  EnrUuid id = make (fixture, "week-plan", &fixture->nursery->classes[0], enr_test_day (), "");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (EnrContent) content = NULL;

      save (fixture, &id, "aims", cases[i].typed);
      assert_text (fixture, &id, "aims", cases[i].kept);
      content = content_of (fixture, &id, "week-plan");
      g_assert_cmpstr (enr_content_get_text (content, "aims"), ==, cases[i].kept);
    }
}

static char *
long_text (guint n_signs)
{
  GString *text = g_string_sized_new (n_signs * 3 + 1);

  for (guint i = 0; i < n_signs; i++)
    g_string_append_unichar (text, i % 97 == 96     ? 0x3002
                                   : i % 500 == 499 ? '\n'
                                                    : 0x4e00 + i * 31 % 5000);
  return g_string_free (text, FALSE);
}

static void
test_long (Fixture *fixture, gconstpointer data)
{
  EnrUuid id = make (fixture, "week-plan", &fixture->nursery->classes[0], enr_test_day (), "");
  g_autofree char *text = long_text (100000);
  g_autofree char *most = long_text (ENR_WRITING_MAX_LENGTH);
  g_autofree char *too_long = long_text (ENR_WRITING_MAX_LENGTH + 1);
  g_autoptr (GError) error = NULL;

  save (fixture, &id, "aims", text);
  assert_text (fixture, &id, "aims", text);
  enr_test_nursery_reopen (fixture->nursery);
  fixture->db = fixture->nursery->db;
  assert_text (fixture, &id, "aims", text);
  g_assert_false (try_save (fixture, &id, "week-plan", "aims", too_long, 1, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "200000"));
  g_assert_nonnull (strstr (error->message, "今週のねらい"));
  assert_text (fixture, &id, "aims", text);
  save (fixture, &id, "aims", most);
  assert_text (fixture, &id, "aims", most);
}

static void
assert_no_key (Fixture *fixture, const EnrUuid *id, const char *kind, const EnrTextChange *change)
{
  EnrTextChange copy = *change;
  g_autoptr (GError) error = NULL;

  g_test_message ("%s", change->key);
  g_assert_false (enr_writing_save (fixture->db, fixture->actor, kind_of (fixture, kind), id, &copy,
                                    1, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
}

/* A text whose key is no place of the paper would be kept and never seen again. */
static void
test_keys (Fixture *fixture, gconstpointer data)
{
  static const char *const refused[]
      = { "",         "aim",       "aims/",           "aims/mon",     "days",
          "days/",    "days/mon",  "days/sun/plan",   "days/mon/x",   "days/mon/activity/x",
          "/aims",    "days//",    "attendance",      "notes",        "notes/",
          "ai\nms 1", "days/mon/", "days/term1/plan", "DAYS/mon/plan" };
  const EnrUuid *class_id = &fixture->nursery->classes[0];
  EnrUuid id = make (fixture, "week-diary", class_id, enr_test_day (), "");
  EnrUuid day = make (fixture, "day-plan", class_id, enr_test_day (), "");
  char own[ENR_UUID_STRING_LENGTH], other[ENR_UUID_STRING_LENGTH];
  g_autofree char *own_key = NULL;
  g_autofree char *other_key = NULL;
  g_autofree char *before = enr_test_dump (fixture->nursery->path);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  EnrTextChange note = { NULL, "元気", 0, fixture->nursery->children[0], enr_uuid_none, NULL };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      EnrTextChange change = { refused[i], "x", 0, enr_uuid_none, enr_uuid_none, NULL };

      assert_no_key (fixture, &id, "week-diary", &change);
    }
  own_key = g_strconcat ("notes/", enr_uuid_format (&fixture->nursery->children[0], own), NULL);
  other_key = g_strconcat ("notes/", enr_uuid_format (&fixture->nursery->children[1], other), NULL);
  note.key = other_key;
  assert_no_key (fixture, &id, "week-diary", &note);
  note.key = own_key;
  note.child_id = enr_uuid_none;
  assert_no_key (fixture, &id, "week-diary", &note);
  {
    EnrTextChange row = { "timeline/41/time", "x", 0, enr_uuid_none, enr_uuid_none, NULL };

    assert_no_key (fixture, &day, "day-plan", &row);
    row.key = "timeline/1/time";
    assert_no_key (fixture, &day, "day-plan", &row);
  }
  after = enr_test_dump (fixture->nursery->path);
  enr_test_assert_same (after, before);

  note.child_id = fixture->nursery->children[0];
  enr_writing_save (fixture->db, fixture->actor, kind_of (fixture, "week-diary"), &id, &note, 1,
                    &error);
  g_assert_no_error (error);
  save (fixture, &id, "days/sat/record", "土曜の記録");
  save (fixture, &day, "timeline/40/time", "18:00");
}

/* Every text is in what is printed, once, in the order of the description. */
static void
test_content (Fixture *fixture, gconstpointer data)
{
  EnrUuid id = make (fixture, "day-plan", &fixture->nursery->classes[0], enr_test_day (), "");
  char child[ENR_UUID_STRING_LENGTH];
  g_autofree char *key
      = g_strconcat ("individual/", enr_uuid_format (&fixture->nursery->children[0], child), NULL);
  EnrTextChange note = { key, "手をつなぐ", 0, fixture->nursery->children[0], enr_uuid_none, NULL };
  g_autoptr (EnrContent) content = NULL;
  g_autoptr (GString) keys = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  save (fixture, &id, "aims", "ねらい");
  save (fixture, &id, "timeline/01/time", "9:00");
  save (fixture, &id, "timeline/03/support", "見守る");
  save (fixture, &id, "timeline/05/support", "消す");
  save (fixture, &id, "timeline/05/support", "");
  enr_writing_save (fixture->db, fixture->actor, kind_of (fixture, "day-plan"), &id, &note, 1,
                    &error);
  g_assert_no_error (error);
  /* The child's record stays where the child was removed by mistake of the office. */
  raw_run (fixture->nursery->path, "UPDATE child SET removed_at = 5");
  content = content_of (fixture, &id, "day-plan");
  g_assert_cmpstr (content->kind, ==, "day-plan");
  g_assert_cmpstr (content->label, ==, "日案");
  g_assert_cmpstr (content->facility, ==, "こもれび保育園");
  g_assert_cmpstr (content->class_name, ==, "ひよこ");
  g_assert_cmpint (content->age, ==, 0);
  for (guint i = 0; i < content->items->len; i++)
    {
      const EnrContentItem *item = g_ptr_array_index (content->items, i);

      if (*item->text != '\0' || strchr (item->key, '/') != NULL)
        g_string_append_printf (keys, "%s=%s ", item->key, item->text);
      if (strcmp (item->key, key) == 0)
        g_assert_cmpstr (item->heading, ==, "青木 第1子");
    }
  {
    g_autofree char *expected = g_strdup_printf (
        "aims=ねらい timeline/01/time=9:00 timeline/01/children= timeline/01/environment= "
        "timeline/01/support= timeline/02/time= timeline/02/children= timeline/02/environment= "
        "timeline/02/support= timeline/03/time= timeline/03/children= timeline/03/environment= "
        "timeline/03/support=見守る %s=手をつなぐ ",
        key);

    g_assert_cmpstr (keys->str, ==, expected);
  }
}

static void
test_remove (Fixture *fixture, gconstpointer data)
{
  const EnrUuid *class_id = &fixture->nursery->classes[0];
  EnrUuid id = make (fixture, "week-plan", class_id, enr_test_day (), "");
  EnrUuid again;
  g_autoptr (GError) error = NULL;

  save (fixture, &id, "aims", "ねらい");
  enr_writing_remove (fixture->db, fixture->actor, &id, &error);
  g_assert_no_error (error);
  g_assert_null (enr_writing_load (fixture->db, &id, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN);
  g_clear_error (&error);
  g_assert_false (enr_writing_remove (fixture->db, fixture->actor, &id, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN);
  g_clear_error (&error);
  g_assert_false (try_save (fixture, &id, "week-plan", "aims", "x", 1, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN);
  again = make (fixture, "week-plan", class_id, enr_test_day (), "");
  assert_text (fixture, &again, "aims", "");
}

static guint
count (Fixture *fixture, const EnrWritingFilter *filter)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = enr_writing_list (fixture->db, filter, &error);

  g_assert_no_error (error);
  for (guint i = 1; i < list->len; i++)
    g_assert_cmpint (((EnrWriting *) g_ptr_array_index (list, i - 1))->first, <=,
                     ((EnrWriting *) g_ptr_array_index (list, i))->first);
  return list->len;
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  const EnrUuid *class_id = &fixture->nursery->classes[0];
  const EnrUuid *child_id = &fixture->nursery->children[0];
  EnrWritingFilter filter
      = { NULL, enr_uuid_none, enr_uuid_none, ENR_DATE_NONE, ENR_DATE_NONE, FALSE };
  EnrWritingFilter june = filter;
  EnrUuid first = make (fixture, "week-plan", class_id, date ("2026-06-29"), "");

  make (fixture, "week-plan", class_id, date ("2026-05-25"), "");
  make (fixture, "week-plan", class_id, date ("2026-05-24"), "");
  make (fixture, "week-plan", &fixture->nursery->classes[1], enr_test_day (), "");
  make (fixture, "child-record", child_id, enr_test_day (), "");
  g_assert_cmpuint (count (fixture, &filter), ==, 5);
  /* Periods that begin or end outside are in it too. */
  june.from = date ("2026-05-31");
  june.until = date ("2026-06-30");
  g_assert_cmpuint (count (fixture, &june), ==, 4);
  june.from = date ("2026-06-01");
  g_assert_cmpuint (count (fixture, &june), ==, 3);
  june.kind = "week-plan";
  g_assert_cmpuint (count (fixture, &june), ==, 2);
  june.class_id = *class_id;
  g_assert_cmpuint (count (fixture, &june), ==, 1);
  filter.child_id = *child_id;
  g_assert_cmpuint (count (fixture, &filter), ==, 1);
  filter.child_id = enr_uuid_none;
  filter.only_waiting = TRUE;
  g_assert_cmpuint (count (fixture, &filter), ==, 0);
  raw_run (fixture->nursery->path, "UPDATE writing SET state = 'submitted'");
  g_assert_cmpuint (count (fixture, &filter), ==, 5);
  filter.class_id = *class_id;
  g_assert_cmpuint (count (fixture, &filter), ==, 3);
  june.only_waiting = TRUE;
  g_assert_cmpuint (count (fixture, &june), ==, 1);
  {
    g_autoptr (GPtrArray) list = enr_writing_list (fixture->db, &june, NULL);

    g_assert_true (enr_uuid_equal (&((EnrWriting *) g_ptr_array_index (list, 0))->id, &first));
  }
}

/* What was written is not in the journal: it could not be destroyed there. */
static void
test_journal (Fixture *fixture, gconstpointer data)
{
  static const char sentence[] = "朝陽くんは積み木を高く積んで笑った";
  EnrUuid id = make (fixture, "week-plan", &fixture->nursery->classes[0], enr_test_day (), "");
  EnrStepOn on = { kind_of (fixture, "week-plan"), id, 0, "" };
  g_autofree char *in_texts = NULL;
  g_autoptr (GError) error = NULL;

  save (fixture, &id, "aims", sentence);
  save (fixture, &id, "aims", "別の文");
  save (fixture, &id, "aims", sentence);
  save (fixture, &id, "days/mon/activity", sentence);
  enr_step_do (fixture->db, fixture->actor, ENR_STEP_SUBMIT, &on, &error);
  g_assert_no_error (error);
  g_assert_cmpint (raw_int (fixture->nursery->path,
                            "SELECT count(*) FROM journal WHERE changes LIKE '%積み木%' OR "
                            "reason LIKE '%積み木%' OR row LIKE '%積み木%'"),
                   ==, 0);
  g_assert_cmpint (raw_int (fixture->nursery->path,
                            "SELECT count(*) FROM journal WHERE tbl = 'writing_text' AND "
                            "changes LIKE '%\"body\":[%sha256%'"),
                   ==, 4);
  in_texts
      = raw_text (fixture->nursery->path, "SELECT count(*) FROM writing_version WHERE instr (body, "
                                          "CAST ('積み木' AS BLOB))");
  g_assert_cmpstr (in_texts, ==, "1");
}

/* Whatever statement fails, nothing of the action is there, and it can be done again. */
static void
test_faults (Fixture *fixture, gconstpointer data)
{
  EnrUuid id = make (fixture, "week-plan", &fixture->nursery->classes[0], enr_test_day (), "");
  const EnrWritingKind *kind = kind_of (fixture, "week-plan");
  gboolean is_done = FALSE;
  g_autofree char *before = NULL;

  save (fixture, &id, "aims", "はじめ");
  before = enr_test_dump (fixture->nursery->path);
  for (int n = 1; !is_done; n++)
    {
      EnrTextChange changes[] = { { "aims", "次", 1, enr_uuid_none, enr_uuid_none, NULL },
                                  { "care", "水分", 0, enr_uuid_none, enr_uuid_none, NULL } };
      g_autofree char *after = NULL;
      g_autoptr (GError) error = NULL;

      enr_db_set_fault (fixture->db, n);
      is_done = enr_writing_save (fixture->db, fixture->actor, kind, &id, changes, 2, &error);
      enr_db_set_fault (fixture->db, 0);
      g_assert_cmpint (changes[0].seen, ==, is_done ? 2 : 1);
      after = enr_test_dump (fixture->nursery->path);
      if (!is_done)
        enr_test_assert_same (after, before);
      g_assert_cmpint (n, <, 200);
    }
  assert_text (fixture, &id, "aims", "次");
  assert_text (fixture, &id, "care", "水分");
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
    { "/writing/create", 0, test_create },
    { "/writing/not-created", 1, test_not_created },
    { "/writing/child-left", 1, test_child_left },
    { "/writing/events-and-stays", 1, test_events_and_stays },
    { "/writing/above", 1, test_above },
    { "/writing/child-moved", 1, test_child_moved },
    { "/writing/facts-of-day", 19, test_facts_of_day },
    { "/writing/facts-of-longer", 7, test_facts_of_longer },
    { "/writing/facts-of-short-week", 0, test_facts_of_short_week },
    { "/writing/stale", 0, test_stale },
    { "/writing/two-people", 0, test_two_people },
    { "/writing/kept-as-typed", 0, test_kept_as_typed },
    { "/writing/long", 0, test_long },
    { "/writing/keys", 2, test_keys },
    { "/writing/content", 1, test_content },
    { "/writing/remove", 0, test_remove },
    { "/writing/list", 1, test_list },
    { "/writing/journal", 0, test_journal },
    { "/writing/faults", 0, test_faults },
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, CHILDREN (tests[i].n_children), set_up, tests[i].func,
                tear_down);

  return g_test_run ();
}
