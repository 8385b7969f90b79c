/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Taking texts over, a child's time line, what was seen of its development, and the sample's
 * writings.
 */
#include "config.h"

#include <string.h>

#include "base/clock.h"
#include "writing-fixture.h"
#include "writing/carry.h"
#include "writing/development.h"
#include "writing/sample.h"
#include "writing/shelf.h"
#include "writing/timeline.h"

static EnrDate
date (const char *text)
{
  return enr_date_parse_iso (text);
}

static void
test_sources (Fixture *fixture, gconstpointer data)
{
  const EnrUuid *class_id = &fixture->nursery->classes[2];
  EnrUuid month = make (fixture, "month-plan", class_id, date ("2026-06-10"), "");
  EnrUuid before = make (fixture, "week-plan", class_id, date ("2026-06-01"), "");
  EnrUuid empty = make (fixture, "week-plan", class_id, date ("2026-05-25"), "");
  EnrUuid week = make (fixture, "week-plan", class_id, date ("2026-06-08"), "");
  const EnrWritingKind *kind = kind_of (fixture, "week-plan");
  g_autoptr (EnrWriting) writing = NULL;
  g_autoptr (GPtrArray) sources = NULL;
  g_autoptr (GError) error = NULL;
  const EnrWritingText *text;
  guint n;

  save (fixture, &month, "aims", "月のねらい");
  save (fixture, &before, "aims", "前週のねらい");
  save (fixture, &before, "food", "前週の食育");
  save (fixture, &before, "days/mon/activity", "月曜の活動");
  save (fixture, &empty, "aims", "");
  writing = load (fixture, &week);
  g_assert_true (enr_uuid_equal (&writing->above_id, &month));
  sources = enr_source_list (fixture->db, kind, writing, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sources->len, ==, 2);
  g_assert_cmpint (((EnrSource *) g_ptr_array_index (sources, 0))->type, ==, ENR_SOURCE_ABOVE);
  g_assert_cmpint (((EnrSource *) g_ptr_array_index (sources, 1))->type, ==, ENR_SOURCE_BEFORE);
  g_assert_true (
      enr_uuid_equal (&((EnrSource *) g_ptr_array_index (sources, 1))->writing->id, &before));

  /* From above only what the kind says; from before all that is still blank. */
  g_assert_true (enr_writing_carry (fixture->db, fixture->actor, kind, &week, ENR_SOURCE_ABOVE,
                                    &month, &n, &error));
  g_assert_cmpuint (n, ==, 1);
  assert_text (fixture, &week, "aims", "月のねらい");
  g_assert_true (enr_writing_carry (fixture->db, fixture->actor, kind, &week, ENR_SOURCE_BEFORE,
                                    &before, &n, &error));
  g_assert_cmpuint (n, ==, 2);
  assert_text (fixture, &week, "aims", "月のねらい");
  assert_text (fixture, &week, "food", "前週の食育");
  assert_text (fixture, &week, "days/mon/activity", "月曜の活動");
  g_clear_pointer (&writing, enr_writing_free);
  writing = load (fixture, &week);
  text = g_hash_table_lookup (writing->texts, "aims");
  g_assert_true (enr_uuid_equal (&text->origin_id, &month));
  g_assert_cmpstr (text->origin_key, ==, "aims");
  g_assert_true (enr_writing_carry (fixture->db, fixture->actor, kind, &week, ENR_SOURCE_BEFORE,
                                    &before, &n, &error));
  g_assert_cmpuint (n, ==, 0);
}

/* What was seen or done then is not taken over with all the rest: it would be a false record. */
static void
test_observed (Fixture *fixture, gconstpointer data)
{
  const EnrUuid *class_id = &fixture->nursery->classes[2];
  EnrUuid before = make (fixture, "week-plan", class_id, date ("2026-06-01"), "");
  EnrUuid week = make (fixture, "week-plan", class_id, date ("2026-06-08"), "");
  EnrUuid yesterday = make (fixture, "diary", class_id, date ("2026-06-09"), "");
  EnrUuid today = make (fixture, "diary", class_id, date ("2026-06-10"), "");
  EnrUuid old = make (fixture, "week-diary", class_id, date ("2026-06-01"), "");
  EnrUuid new = make (fixture, "week-diary", class_id, date ("2026-06-08"), "");
  g_autoptr (GError) error = NULL;
  guint n;

  save (fixture, &before, "review", "先週の反省");
  save (fixture, &before, "before", "先々週の姿");
  save (fixture, &before, "care", "養護");
  g_assert_true (enr_writing_carry (fixture->db, fixture->actor, kind_of (fixture, "week-plan"),
                                    &week, ENR_SOURCE_BEFORE, &before, &n, &error));
  g_assert_cmpuint (n, ==, 1);
  assert_text (fixture, &week, "care", "養護");
  assert_text (fixture, &week, "review", "");

  save (fixture, &yesterday, "weather", "晴 24℃");
  save (fixture, &yesterday, "aims", "ねらい");
  save (fixture, &yesterday, "activity", "散歩に行った。");
  save (fixture, &yesterday, "review-children", "よく歩いた。");
  g_assert_true (enr_writing_carry (fixture->db, fixture->actor, kind_of (fixture, "diary"), &today,
                                    ENR_SOURCE_BEFORE, &yesterday, &n, &error));
  g_assert_cmpuint (n, ==, 1);
  assert_text (fixture, &today, "aims", "ねらい");

  save (fixture, &old, "days/mon/plan", "砂場");
  save (fixture, &old, "days/mon/record", "砂場で山を作った。");
  g_assert_true (enr_writing_carry (fixture->db, fixture->actor, kind_of (fixture, "week-diary"),
                                    &new, ENR_SOURCE_BEFORE, &old, &n, &error));
  g_assert_cmpuint (n, ==, 1);
  assert_text (fixture, &new, "days/mon/plan", "砂場");
  g_assert_no_error (error);
}

/* The week across two months has the plans of both beside it. */
static void
test_two_months (Fixture *fixture, gconstpointer data)
{
  const EnrUuid *class_id = &fixture->nursery->classes[2];
  EnrUuid november = make (fixture, "month-plan", class_id, date ("2026-11-01"), "");
  EnrUuid december = make (fixture, "month-plan", class_id, date ("2026-12-01"), "");
  EnrUuid week = make (fixture, "week-plan", class_id, date ("2026-11-30"), "");
  g_autoptr (EnrWriting) writing = load (fixture, &week);
  g_autoptr (GPtrArray) sources = NULL;
  g_autoptr (GError) error = NULL;

  save (fixture, &november, "aims", "十一月");
  save (fixture, &december, "aims", "十二月");
  sources = enr_source_list (fixture->db, kind_of (fixture, "week-plan"), writing, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sources->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      const EnrSource *source = g_ptr_array_index (sources, i);

      g_assert_cmpint (source->type, ==, ENR_SOURCE_ABOVE);
      g_assert_true (enr_uuid_equal (&source->writing->id, i == 0 ? &november : &december));
    }
}

static void
approve (Fixture *fixture, const EnrUuid *id, const char *kind_key)
{
  const EnrStep steps[] = { ENR_STEP_SUBMIT, ENR_STEP_CHIEF, ENR_STEP_DIRECTOR };
  const char *const names[] = { "担任", "主任", "園長" };
  const EnrStepOn on = { kind_of (fixture, kind_key), *id, 1, "" };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      EnrActor actor = *fixture->actor;
      g_autoptr (GError) error = NULL;

      actor.name = names[i];
      enr_step_do (fixture->db, &actor, steps[i], &on, &error);
      g_assert_no_error (error);
    }
}

static void
test_timeline (Fixture *fixture, gconstpointer data)
{
  const EnrUuid *child_id = &fixture->nursery->children[2];
  const EnrUuid *other_id = &fixture->nursery->children[8];
  const EnrWritingKind *kind = kind_of (fixture, "diary");
  EnrUuid diary = make (fixture, "diary", &fixture->nursery->classes[2], enr_test_day (), "");
  EnrUuid plan = make (fixture, "child-month-plan", child_id, enr_test_day (), "");
  char id[ENR_UUID_STRING_LENGTH], other[ENR_UUID_STRING_LENGTH];
  g_autofree char *key = g_strconcat ("notes/", enr_uuid_format (child_id, id), NULL);
  g_autofree char *other_key = g_strconcat ("notes/", enr_uuid_format (other_id, other), NULL);
  EnrTextChange notes[] = { { key, "はじめて歩いた", 0, *child_id, enr_uuid_none, NULL },
                            { other_key, "ほかの子のこと", 0, *other_id, enr_uuid_none, NULL } };
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) approved = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (enr_writing_save (fixture->db, fixture->actor, kind, &diary, notes, 2, &error));
  g_assert_no_error (error);
  save (fixture, &diary, "activity", "クラスの活動");
  save (fixture, &plan, "before", "前月の姿");
  all = enr_timeline_load (fixture->db, child_id, ENR_DATE_NONE, ENR_DATE_NONE, FALSE, &error);
  g_assert_no_error (error);
  /* The plan begins on the first of the month; of the diary only what is about the child. */
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_cmpstr (((EnrTimelineItem *) g_ptr_array_index (all, 0))->text, ==, "前月の姿");
  g_assert_cmpstr (((EnrTimelineItem *) g_ptr_array_index (all, 1))->text, ==, "はじめて歩いた");
  approved = enr_timeline_load (fixture->db, child_id, ENR_DATE_NONE, ENR_DATE_NONE, TRUE, &error);
  g_assert_cmpuint (approved->len, ==, 0);
  g_clear_pointer (&approved, g_ptr_array_unref);

  for (guint i = 0; i < kind->sections->len; i++)
    {
      const EnrSection *section = g_ptr_array_index (kind->sections, i);

      if (section->type == ENR_SECTION_TEXT && section->is_required)
        save (fixture, &diary, section->key, "必須");
    }
  approve (fixture, &diary, "diary");
  approved = enr_timeline_load (fixture->db, child_id, ENR_DATE_NONE, ENR_DATE_NONE, TRUE, &error);
  g_assert_cmpuint (approved->len, ==, 1);
  g_assert_cmpstr (((EnrTimelineItem *) g_ptr_array_index (approved, 0))->text, ==,
                   "はじめて歩いた");
  g_clear_pointer (&all, g_ptr_array_unref);
  all = enr_timeline_load (fixture->db, child_id, date ("2026-07-01"), ENR_DATE_NONE, FALSE,
                           &error);
  g_assert_cmpuint (all->len, ==, 0);
}

/* 保育要録: the child's approved records with their dates, and of another child's what is the class's. */
static void
test_gathered (Fixture *fixture, gconstpointer data)
{
  const EnrUuid *child_id = &fixture->nursery->children[2];
  const EnrUuid *other_id = &fixture->nursery->children[8];
  EnrUuid note = make (fixture, "child-record", child_id, date ("2026-06-03"), "");
  EnrUuid draft = make (fixture, "child-record", child_id, date ("2026-06-04"), "");
  EnrUuid own = make (fixture, "nursery-record", child_id, date ("2026-06-10"), "");
  EnrUuid others = make (fixture, "nursery-record", other_id, date ("2026-06-10"), "");
  const EnrWritingKind *kind = kind_of (fixture, "nursery-record");
  g_autoptr (EnrWriting) writing = load (fixture, &own);
  g_autoptr (GPtrArray) sources = NULL;
  g_autoptr (GError) error = NULL;
  const EnrSource *source;
  const EnrSourceRecord *record;
  guint n;

  save (fixture, &note, "observed", "ひとりで着がえた。\n\n友だちを手伝った。");
  approve (fixture, &note, "child-record");
  save (fixture, &draft, "observed", "まだ承認されていない。");
  save (fixture, &others, "year-focus", "クラスの重点");
  save (fixture, &others, "personal-focus", "ほかの子の重点");
  sources = enr_source_list (fixture->db, kind, writing, &error);
  g_assert_no_error (error);
  g_assert_true (
      enr_source_add_records (fixture->db, fixture->kinds, kind, writing, sources, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (sources->len, ==, 2);
  source = g_ptr_array_index (sources, 0);
  g_assert_cmpint (source->type, ==, ENR_SOURCE_RECORDS);
  g_assert_cmpint (source->year, ==, 2026);
  g_assert_cmpuint (source->records->len, ==, 2);
  record = g_ptr_array_index (source->records, 0);
  g_assert_cmpstr (record->text, ==, "ひとりで着がえた。");
  g_assert_cmpstr (record->heading, ==, "令和8年6月3日(水) 個別記録: 子どもの姿");
  g_assert_true (enr_uuid_equal (&record->writing_id, &note));
  record = g_ptr_array_index (source->records, 1);
  g_assert_cmpstr (record->text, ==, "友だちを手伝った。");
  g_assert_cmpstr (record->heading, ==, "");
  source = g_ptr_array_index (sources, 1);
  g_assert_cmpint (source->type, ==, ENR_SOURCE_OTHER);
  g_assert_true (enr_uuid_equal (&source->writing->id, &others));
  g_assert_true (enr_writing_carry (fixture->db, fixture->actor, kind, &own, ENR_SOURCE_OTHER,
                                    &others, &n, &error));
  g_assert_cmpuint (n, ==, 1);
  assert_text (fixture, &own, "year-focus", "クラスの重点");
}

static void
test_development (Fixture *fixture, gconstpointer data)
{
  const EnrUuid *child_id = &fixture->nursery->children[1];
  EnrDevelopmentItem item = { .domain = (char *) "言葉", .age = 1, .text = (char *) "話す" };
  EnrDevelopmentItem bad = { .domain = (char *) "", .age = 6, .text = (char *) "x" };
  g_autoptr (GPtrArray) seen = NULL;
  g_autoptr (GError) error = NULL;
  EnrDevelopmentSeen *first;
  guint n;

  g_assert_false (enr_development_item_save (fixture->db, fixture->actor, &bad, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (enr_development_item_save (fixture->db, fixture->actor, &item, &error));
  g_assert_false (enr_development_set (fixture->db, fixture->actor, child_id, &item.id,
                                       enr_clock_today () + 1, "", &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (enr_development_set (fixture->db, fixture->actor, child_id, &item.id,
                                       date ("2000-01-01"), "", &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (enr_development_set (fixture->db, fixture->actor, child_id, &item.id,
                                      enr_test_day (), "「まんま」", &error));
  g_assert_true (enr_development_item_remove (fixture->db, fixture->actor, &item.id, &error));
  seen = enr_development_of (fixture->db, child_id, &error);
  g_assert_cmpuint (seen->len, ==, 1);
  first = g_ptr_array_index (seen, 0);
  g_assert_cmpint (first->day, ==, enr_test_day ());
  g_assert_cmpint (first->months, >=, 12);
  g_assert_cmpstr (first->note, ==, "「まんま」");
  /* Taken back, and the item off the list: nothing is left to show. */
  g_assert_true (enr_development_set (fixture->db, fixture->actor, child_id, &item.id,
                                      ENR_DATE_NONE, "", &error));
  g_clear_pointer (&seen, g_ptr_array_unref);
  seen = enr_development_of (fixture->db, child_id, &error);
  g_assert_cmpuint (seen->len, ==, 0);
  /* The starting list is for nurseries that never had one. */
  g_assert_true (enr_development_start (fixture->db, fixture->actor, &n, &error));
  g_assert_cmpuint (n, ==, 0);
}

static void
test_development_start (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;
  guint n;

  g_assert_true (enr_development_start (fixture->db, fixture->actor, &n, &error));
  g_assert_no_error (error);
  items = enr_development_items (fixture->db, &error);
  g_assert_cmpuint (n, >, 30);
  g_assert_cmpuint (items->len, ==, n);
}

static void
test_sample (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrShelf) shelf = NULL;
  g_autoptr (GError) error = NULL;
  guint counts[ENR_N_SHELF_STATES] = { 0 };
  guint n;

  enr_writing_sample (fixture->db, fixture->actor, fixture->kinds, date ("2026-05-01"),
                      enr_test_day (), &n, &error);
  g_assert_no_error (error);
  shelf = enr_shelf_load (fixture->db, fixture->kinds, kind_of (fixture, "diary"),
                          date ("2026-05-01"), enr_test_day (), enr_test_day (), &error);
  for (guint i = 0; i < shelf->places->len; i++)
    counts[g_array_index (shelf->places, EnrShelfPlace, i).state]++;
  g_assert_cmpuint (counts[ENR_SHELF_APPROVED], >, 100);
  g_assert_cmpuint (counts[ENR_SHELF_WAITING], >, 0);
  g_assert_cmpuint (counts[ENR_SHELF_MISSING] + counts[ENR_SHELF_TO_COME], >, 0);
  /* A drill a month. */
  g_clear_pointer (&shelf, enr_shelf_free);
  shelf = enr_shelf_load (fixture->db, fixture->kinds, kind_of (fixture, "drill"),
                          date ("2026-05-01"), date ("2026-05-31"), enr_test_day (), &error);
  g_assert_cmpuint (shelf->places->len, ==, 1);
  g_assert_cmpint (g_array_index (shelf->places, EnrShelfPlace, 0).state, ==, ENR_SHELF_APPROVED);
  /* Once more, nothing is written twice. */
  g_assert_true (enr_writing_sample (fixture->db, fixture->actor, fixture->kinds,
                                     date ("2026-05-01"), date ("2026-05-08"), &n, &error));
}

int
main (int argc, char **argv)
{
  /* No forms of the user's. */
  g_setenv ("XDG_DATA_HOME", "/nowhere", TRUE);
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function)                                                                        \
  g_test_add ("/writing/" path, Fixture, GUINT_TO_POINTER (12), set_up, function, tear_down)
  ADD ("carry/sources", test_sources);
  ADD ("carry/observed", test_observed);
  ADD ("carry/two-months", test_two_months);
  ADD ("carry/gathered", test_gathered);
  ADD ("timeline", test_timeline);
  ADD ("development/seen", test_development);
  ADD ("development/start", test_development_start);
  ADD ("sample", test_sample);

  return g_test_run ();
}
