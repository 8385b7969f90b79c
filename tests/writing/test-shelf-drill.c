/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What there should be one of in each month without a day of its own (fire drills, FACTS 3.5), and
 * plans that are evaluated when their time is over.
 */
#include "config.h"

#include <string.h>

#include "base/clock.h"
#include "writing-fixture.h"
#include "writing/shelf.h"

static EnrDate
date (const char *text)
{
  return enr_date_parse_iso (text);
}

static EnrShelf *
load_shelf (Fixture *fixture, const char *kind, const char *from, const char *until)
{
  g_autoptr (GError) error = NULL;
  EnrShelf *shelf = enr_shelf_load (fixture->db, fixture->kinds, kind_of (fixture, kind),
                                    date (from), date (until), enr_clock_today (), &error);

  g_assert_no_error (error);
  return shelf;
}

/* Plans and records were begun in April. */
static void
set_up_begun (Fixture *fixture, gconstpointer n_children)
{
  set_up (fixture, n_children);
  make (fixture, "week-plan", &fixture->nursery->classes[0], date ("2026-04-01"), "");
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* "2026-05-01 missing, 2026-06-03 draft" by day. */
static char *
dup_states (const EnrShelf *shelf)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < shelf->places->len; i++)
    {
      const EnrShelfPlace *place = &g_array_index (shelf->places, EnrShelfPlace, i);
      char day[ENR_DATE_ISO_LENGTH];

      g_ptr_array_add (lines, g_strdup_printf ("%s %s", enr_date_iso (place->first, day),
                                               enr_shelf_state_key (place->state)));
    }
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv (", ", (char **) lines->pdata);
}

static void
assert_states (Fixture *fixture,
               const char *kind,
               const char *from,
               const char *until,
               const char *expected)
{
  g_autoptr (EnrShelf) shelf = load_shelf (fixture, kind, from, until);
  g_autofree char *states = dup_states (shelf);

  g_assert_cmpstr (states, ==, expected);
}

/* Today is 10 June. A month without a drill is missing three days after its end; one with some has
 * theirs. */
static void
test_months (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrShelf) shelf = NULL;
  const EnrShelfPlace *place;
  EnrUuid april, may;

  assert_states (fixture, "drill", "2026-04-01", "2026-07-31",
                 "2026-04-01 missing, 2026-05-01 missing, 2026-06-01 to-come, "
                 "2026-07-01 to-come");
  april = make (fixture, "drill", NULL, date ("2026-04-15"), "火災");
  may = make (fixture, "drill", NULL, date ("2026-05-20"), "地震");
  make (fixture, "drill", NULL, date ("2026-05-27"), "不審者");
  make (fixture, "drill", NULL, date ("2026-06-08"), "竜巻");
  make (fixture, "drill", NULL, date ("2026-06-24"), "火災");
  assert_states (fixture, "drill", "2026-04-01", "2026-07-31",
                 "2026-04-15 late, 2026-05-20 late, 2026-05-27 late, 2026-06-08 draft, "
                 "2026-06-24 draft, 2026-07-01 to-come");
  write_and_approve (fixture, &april);
  write_required (fixture, &may);
  do_step (fixture, &may, ENR_STEP_SUBMIT, "田中");
  assert_states (fixture, "drill", "2026-04-01", "2026-06-30",
                 "2026-04-15 approved, 2026-05-20 waiting, 2026-05-27 late, 2026-06-08 draft, "
                 "2026-06-24 draft");
  /* Asked for until the 10th of a month, the drill of its 24th is still that month's. */
  assert_states (fixture, "drill", "2026-06-01", "2026-06-10", "2026-06-08 draft");
  assert_states (fixture, "drill", "2026-05-01", "2026-05-10", "");

  shelf = load_shelf (fixture, "drill", "2026-04-01", "2026-07-31");
  place = &g_array_index (shelf->places, EnrShelfPlace, 0);
  g_assert_cmpint (place->period, ==, ENR_PERIOD_MONTH);
  g_assert_cmpint (place->last, ==, date ("2026-07-31"));
  g_assert_cmpint (place->due, ==, date ("2026-08-03"));
  g_assert_true (place->is_expected);
  place = &g_array_index (shelf->places, EnrShelfPlace, 1);
  g_assert_cmpint (place->period, ==, ENR_PERIOD_EVENT);
  g_assert_cmpint (place->due, ==, date ("2026-04-18"));
  g_assert_cmpstr (place->title, ==, "火災");
}

static void
test_month_ends (Fixture *fixture, gconstpointer data)
{
  enr_clock_set_fixed (enr_test_at (10, 0) + (EnrInstant) 23 * 24 * 60 * 60); /* 3 July */
  assert_states (fixture, "drill", "2026-06-01", "2026-06-30", "2026-06-01 to-come");
  enr_clock_set_fixed (enr_test_at (10, 0) + (EnrInstant) 24 * 24 * 60 * 60);
  assert_states (fixture, "drill", "2026-06-01", "2026-06-30", "2026-06-01 missing");
}

/* Before there are children nobody trains with them. Events that nobody asks for are never missing.
 */
static void
test_not_asked (Fixture *fixture, gconstpointer data)
{
  assert_states (fixture, "drill", "2026-02-01", "2026-04-30", "2026-04-01 missing");
  assert_states (fixture, "event-plan", "2026-04-01", "2027-03-31", "");
  make (fixture, "event-plan", NULL, date ("2026-05-05"), "こどもの日");
  assert_states (fixture, "event-plan", "2026-04-01", "2027-03-31", "2026-05-05 draft");
}

/* A month's plan that was approved in time: when the month is over, its review is waited for, and
 * while that is written nothing is late. */
static void
test_evaluate (Fixture *fixture, gconstpointer data)
{
  const EnrUuid *class_id = &fixture->nursery->classes[0];
  EnrUuid may = make (fixture, "month-plan", class_id, date ("2026-05-01"), "");
  EnrUuid june = make (fixture, "month-plan", class_id, date ("2026-06-01"), "");
  EnrUuid event = make (fixture, "event-plan", NULL, date ("2026-06-09"), "じゃがいも掘り");
  EnrUuid coming = make (fixture, "event-plan", NULL, date ("2026-06-10"), "時の記念日");

#define ASSERT_PLANS(may_state)                                                                    \
  assert_states (fixture, "month-plan", "2026-05-01", "2026-06-30",                                \
                 "2026-05-01 " may_state ", 2026-06-01 approved")

  write_and_approve (fixture, &may);
  write_and_approve (fixture, &june);
  ASSERT_PLANS ("to-evaluate");
  do_step (fixture, &may, ENR_STEP_EVALUATE, "田中");
  ASSERT_PLANS ("evaluating");
  save (fixture, &may, "review", "　\n ");
  ASSERT_PLANS ("evaluating");
  do_step (fixture, &may, ENR_STEP_SUBMIT, "田中");
  ASSERT_PLANS ("waiting");
  do_step (fixture, &may, ENR_STEP_RETURN, "高橋");
  ASSERT_PLANS ("returned");
  approve_it (fixture, &may);
  /* Blank as before. */
  ASSERT_PLANS ("to-evaluate");
  do_step (fixture, &may, ENR_STEP_EVALUATE, "田中");
  save (fixture, &may, "review", "よく遊んだ。");
  approve_it (fixture, &may);
  ASSERT_PLANS ("approved");
  /* What is taken up again as a whole is written anew, and no evaluation. */
  do_step (fixture, &may, ENR_STEP_REVISE, "田中");
  ASSERT_PLANS ("late");

  /* One of several sections is enough; on the day itself nothing is waited for. */
  write_and_approve (fixture, &event);
  write_and_approve (fixture, &coming);
  assert_states (fixture, "event-plan", "2026-06-01", "2026-06-30",
                 "2026-06-09 to-evaluate, 2026-06-10 approved");
  do_step (fixture, &event, ENR_STEP_EVALUATE, "田中");
  save (fixture, &event, "observed", "土の中から大きないもが出てきた。");
  approve_it (fixture, &event);
  assert_states (fixture, "event-plan", "2026-06-01", "2026-06-30",
                 "2026-06-09 approved, 2026-06-10 approved");
}

/* Records have nothing that is written afterwards. */
static void
test_no_after (Fixture *fixture, gconstpointer data)
{
  EnrUuid id = make (fixture, "diary", &fixture->nursery->classes[0], date ("2026-06-08"), "");

  write_and_approve (fixture, &id);
  assert_states (fixture, "diary", "2026-06-08", "2026-06-08", "2026-06-08 approved");
}

int
main (int argc, char **argv)
{
  /* No forms of the user's. */
  g_setenv ("XDG_DATA_HOME", "/nowhere", TRUE);
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function)                                                                        \
  g_test_add ("/shelf-drill/" path, Fixture, GUINT_TO_POINTER (1), set_up_begun, function, tear_down)
  ADD ("months", test_months);
  ADD ("month-ends", test_month_ends);
  ADD ("not-asked", test_not_asked);
  ADD ("evaluate", test_evaluate);
  ADD ("no-after", test_no_after);

  return g_test_run ();
}
