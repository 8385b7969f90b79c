/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The plan above one that was made before it: found by the rule of the calendar and of the class,
 * beside the editor and in what is carried down, without touching what is written or frozen.
 */
#include "config.h"

#include "nursery/class.h"
#include "nursery/enrolment.h"
#include "writing-fixture.h"
#include "writing/carry.h"

static EnrDate
date (const char *text)
{
  return enr_date_parse_iso (text);
}

static EnrUuid
above_of (Fixture *fixture, const EnrUuid *id)
{
  g_autoptr (EnrWriting) writing = load (fixture, id);
  g_autoptr (GError) error = NULL;
  EnrUuid above;

  enr_writing_find_above (fixture->db, kind_of (fixture, writing->kind), writing, &above, &error);
  g_assert_no_error (error);
  return above;
}

static void
assert_above (Fixture *fixture, const EnrUuid *id, const EnrUuid *expected)
{
  EnrUuid above = above_of (fixture, id);

  g_assert_true (enr_uuid_equal (&above, expected));
}

/* From the day's diary up to the plan for all, each made before the one above it. */
static void
test_made_later (Fixture *fixture, gconstpointer data)
{
  const EnrUuid *class_id = &fixture->nursery->classes[0];
  EnrUuid diary = make (fixture, "diary", class_id, date ("2026-06-10"), "");
  EnrUuid day = make (fixture, "day-plan", class_id, date ("2026-06-10"), "");
  EnrUuid other
      = make (fixture, "week-plan", &fixture->nursery->classes[1], date ("2026-06-10"), "");
  EnrUuid week, month, year, all;

  assert_above (fixture, &diary, &enr_uuid_none);
  week = make (fixture, "week-plan", class_id, date ("2026-06-08"), "");
  assert_above (fixture, &diary, &week);
  assert_above (fixture, &day, &week);
  assert_above (fixture, &week, &enr_uuid_none);
  make (fixture, "month-plan", class_id, date ("2026-05-10"), "");
  assert_above (fixture, &week, &enr_uuid_none);
  month = make (fixture, "month-plan", class_id, date ("2026-06-30"), "");
  assert_above (fixture, &week, &month);
  assert_above (fixture, &other, &enr_uuid_none);
  year = make (fixture, "year-plan", class_id, date ("2027-03-31"), "");
  assert_above (fixture, &month, &year);
  assert_above (fixture, &year, &enr_uuid_none);
  all = make (fixture, "overall-plan", NULL, date ("2026-12-01"), "");
  assert_above (fixture, &year, &all);
}

/* A week is of the month in which it begins, and of one fiscal year. */
static void
test_boundaries (Fixture *fixture, gconstpointer data)
{
  const EnrUuid *class_id = &fixture->nursery->classes[0];
  EnrClass next
      = { .name = (char *) "ひよこ", .fiscal_year = 2027, .age = 1, .colour = (char *) "#102030" };
  EnrUuid two_months = make (fixture, "week-plan", class_id, date ("2026-07-01"), "");
  EnrUuid last = make (fixture, "week-plan", class_id, date ("2027-03-31"), "");
  g_autoptr (GError) error = NULL;
  EnrUuid first, march, april, june;

  enr_class_save (fixture->db, fixture->actor, &next, &error);
  g_assert_no_error (error);
  first = make (fixture, "week-plan", &next.id, date ("2027-04-01"), "");
  make (fixture, "month-plan", class_id, date ("2026-07-01"), "");
  assert_above (fixture, &two_months, &enr_uuid_none);
  june = make (fixture, "month-plan", class_id, date ("2026-06-01"), "");
  assert_above (fixture, &two_months, &june);

  april = make (fixture, "month-plan", &next.id, date ("2027-04-10"), "");
  assert_above (fixture, &last, &enr_uuid_none);
  assert_above (fixture, &first, &april);
  march = make (fixture, "month-plan", class_id, date ("2027-03-01"), "");
  assert_above (fixture, &last, &march);
  assert_above (fixture, &first, &april);
  /* 29 to 31 March, and 1 to 4 April. */
  {
    g_autoptr (EnrWriting) old = load (fixture, &last);
    g_autoptr (EnrWriting) new = load (fixture, &first);

    g_assert_cmpint (old->last, ==, date ("2027-03-31"));
    g_assert_cmpint (new->first, ==, date ("2027-04-01"));
  }
}

/* The plan of the class that the child is in when the month begins; a membership that was taken
 * back does not count. */
static void
test_child_moved (Fixture *fixture, gconstpointer data)
{
  const EnrUuid *moved = &fixture->nursery->children[0];
  const EnrUuid *corrected = &fixture->nursery->children[6];
  EnrUuid june = make (fixture, "child-month-plan", moved, date ("2026-06-01"), "");
  EnrUuid july = make (fixture, "child-month-plan", moved, date ("2026-07-01"), "");
  EnrUuid wrong = make (fixture, "child-month-plan", corrected, date ("2026-06-01"), "");
  g_autoptr (GError) error = NULL;
  EnrUuid of_class[3], july_of_second;

  enr_child_move (fixture->db, fixture->actor, moved, &fixture->nursery->classes[1],
                  date ("2026-06-15"), &error);
  g_assert_no_error (error);
  /* On the first day of its time there: the row of the wrong class is removed. */
  enr_child_move (fixture->db, fixture->actor, corrected, &fixture->nursery->classes[2],
                  date ("2026-04-01"), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (of_class); i++)
    of_class[i]
        = make (fixture, "month-plan", &fixture->nursery->classes[i], date ("2026-06-01"), "");
  july_of_second
      = make (fixture, "month-plan", &fixture->nursery->classes[1], date ("2026-07-01"), "");
  assert_above (fixture, &june, &of_class[0]);
  assert_above (fixture, &july, &july_of_second);
  assert_above (fixture, &wrong, &of_class[2]);
}

/* What was linked stays linked; without it there is none, and then the new one. Other sources are
 * shown all the same. */
static void
test_removed (Fixture *fixture, gconstpointer data)
{
  const EnrUuid *class_id = &fixture->nursery->classes[0];
  EnrUuid before = make (fixture, "week-plan", class_id, date ("2026-06-01"), "");
  EnrUuid month = make (fixture, "month-plan", class_id, date ("2026-06-01"), "");
  EnrUuid week = make (fixture, "week-plan", class_id, date ("2026-06-08"), "");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sources = NULL;
  g_autoptr (EnrWriting) writing = NULL;
  guint n = 0;

  save (fixture, &before, "aims", "前週のねらい");
  assert_above (fixture, &week, &month);
  enr_writing_remove (fixture->db, fixture->actor, &month, &error);
  g_assert_no_error (error);
  assert_above (fixture, &week, &enr_uuid_none);
  writing = load (fixture, &week);
  sources = enr_source_list (fixture->db, kind_of (fixture, "week-plan"), writing, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sources->len, ==, 1);

  month = make (fixture, "month-plan", class_id, date ("2026-06-01"), "");
  save (fixture, &month, "aims", "月のねらい");
  assert_above (fixture, &week, &month);
  g_clear_pointer (&sources, g_ptr_array_unref);
  sources = enr_source_list (fixture->db, kind_of (fixture, "week-plan"), writing, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sources->len, ==, 2);
  g_assert_cmpint (((EnrSource *) g_ptr_array_index (sources, 0))->type, ==, ENR_SOURCE_ABOVE);
  enr_writing_carry (fixture->db, fixture->actor, kind_of (fixture, "week-plan"), &week,
                     ENR_SOURCE_ABOVE, &month, &n, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 1);
  assert_text (fixture, &week, "aims", "月のねらい");
}

/* An approved week gets its month beside it, and not a byte of it changes. */
static void
test_approved (Fixture *fixture, gconstpointer data)
{
  const EnrUuid *class_id = &fixture->nursery->classes[0];
  EnrUuid week = make (fixture, "week-plan", class_id, date ("2026-06-08"), "");
  g_autoptr (EnrContent) content = NULL;
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;
  g_autofree char *dump = NULL;
  g_autofree char *dump_after = NULL;
  g_autoptr (GError) error = NULL;
  EnrUuid month;

  write_and_approve (fixture, &week);
  content = enr_writing_load_version (fixture->db, &week, 1, &error);
  g_assert_no_error (error);
  before = enr_content_to_bytes (content);
  month = make (fixture, "month-plan", class_id, date ("2026-06-01"), "");
  dump = enr_test_dump (fixture->nursery->path);
  assert_above (fixture, &week, &month);
  dump_after = enr_test_dump (fixture->nursery->path);
  enr_test_assert_same (dump_after, dump);
  g_clear_pointer (&content, enr_content_free);
  content = enr_writing_load_version (fixture->db, &week, 1, &error);
  g_assert_no_error (error);
  after = enr_content_to_bytes (content);
  g_assert_true (g_bytes_equal (after, before));
}

int
main (int argc, char **argv)
{
  /* No forms of the user's. */
  g_setenv ("XDG_DATA_HOME", "/nowhere", TRUE);
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function)                                                                        \
  g_test_add ("/above/" path, Fixture, GUINT_TO_POINTER (12), set_up, function, tear_down)
  ADD ("made-later", test_made_later);
  ADD ("boundaries", test_boundaries);
  ADD ("child-moved", test_child_moved);
  ADD ("removed", test_removed);
  ADD ("approved", test_approved);

  return g_test_run ();
}
