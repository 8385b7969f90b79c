/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "attendance/day.h"

#include "attendance/closing.h"
#include "attendance/entry.h"
#include "base/clock.h"
#include "nursery/enrolment.h"
#include "nursery/error.h"
#include "nursery/facility.h"
#include "support/fixture.h"

static void
test_status (void)
{
  g_assert_cmpint (enr_day_status (FALSE, FALSE, FALSE), ==, ENR_STATUS_UNKNOWN);
  g_assert_cmpint (enr_day_status (FALSE, FALSE, TRUE), ==, ENR_STATUS_ABSENT);
  g_assert_cmpint (enr_day_status (TRUE, TRUE, FALSE), ==, ENR_STATUS_PRESENT);
  g_assert_cmpint (enr_day_status (TRUE, FALSE, FALSE), ==, ENR_STATUS_LEFT);
  /* who came was there, whatever was called in */
  g_assert_cmpint (enr_day_status (TRUE, TRUE, TRUE), ==, ENR_STATUS_PRESENT);
}

static void
test_mismatch (void)
{
  const struct
  {
    gboolean punched;
    gboolean has_notice;
    EnrSight sight;
    EnrMismatch expected;
  } vectors[] = {
    { FALSE, FALSE, ENR_SIGHT_NONE, ENR_MISMATCH_NONE },
    { FALSE, FALSE, ENR_SIGHT_PRESENT, ENR_MISMATCH_NONE },
    { FALSE, FALSE, ENR_SIGHT_ABSENT, ENR_MISMATCH_ABSENT_WITHOUT_NOTICE },
    { FALSE, TRUE, ENR_SIGHT_NONE, ENR_MISMATCH_NONE },
    { FALSE, TRUE, ENR_SIGHT_PRESENT, ENR_MISMATCH_NOTICE_BUT_PRESENT },
    { FALSE, TRUE, ENR_SIGHT_ABSENT, ENR_MISMATCH_NONE },
    { TRUE, FALSE, ENR_SIGHT_NONE, ENR_MISMATCH_NONE },
    { TRUE, FALSE, ENR_SIGHT_PRESENT, ENR_MISMATCH_NONE },
    { TRUE, FALSE, ENR_SIGHT_ABSENT, ENR_MISMATCH_PUNCHED_BUT_ABSENT },
    { TRUE, TRUE, ENR_SIGHT_NONE, ENR_MISMATCH_NOTICE_BUT_PRESENT },
    { TRUE, TRUE, ENR_SIGHT_PRESENT, ENR_MISMATCH_NOTICE_BUT_PRESENT },
    { TRUE, TRUE, ENR_SIGHT_ABSENT, ENR_MISMATCH_PUNCHED_BUT_ABSENT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    g_assert_cmpint (enr_day_mismatch (vectors[i].punched, vectors[i].has_notice, vectors[i].sight),
                     ==, vectors[i].expected);
}

static void
test_late (void)
{
  g_assert_false (enr_day_is_late (ENR_MINUTES_NONE, 600, 15));
  g_assert_false (enr_day_is_late (540, ENR_MINUTES_NONE, 15));
  g_assert_false (enr_day_is_late (540, 555, 15));
  g_assert_true (enr_day_is_late (540, 556, 15));
  g_assert_false (enr_day_is_early (ENR_MINUTES_NONE, 600, 30));
  g_assert_false (enr_day_is_early (1020, 990, 30));
  g_assert_true (enr_day_is_early (1020, 989, 30));
}

static void
test_counts (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (12);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDay) day = NULL;
  EnrEntryAbsence absence = { "personal", "", "母" };
  EnrEntryTimes gone = { 8 * 60, 9 * 60, "母" };
  EnrEntryTimes here = { 8 * 60, ENR_MINUTES_NONE, NULL };
  EnrDayCounts all, class;

  g_assert_true (enr_entry_set_times (nursery->db, &nursery->actor, &nursery->children[0],
                                      enr_test_day (), &gone, NULL, &error));
  g_assert_true (enr_entry_set_times_many (nursery->db, &nursery->actor, nursery->children + 1, 4,
                                           enr_test_day (), &here, NULL, &error));
  g_assert_true (enr_entry_set_absence (nursery->db, &nursery->actor, &nursery->children[6],
                                        enr_test_day (), &absence, &error));
  g_assert_true (enr_entry_set_sight (nursery->db, &nursery->actor, &nursery->children[7],
                                      enr_test_day (), ENR_SIGHT_ABSENT, &error));
  day = enr_day_load (nursery->db, enr_test_day (), NULL, &error);
  g_assert_no_error (error);
  all = enr_day_count (day, G_MAXUINT);
  g_assert_cmpuint (all.enrolled, ==, 12);
  g_assert_cmpuint (all.arrived, ==, 5);
  g_assert_cmpuint (all.present, ==, 4);
  g_assert_cmpuint (all.left, ==, 1);
  g_assert_cmpuint (all.absent, ==, 1);
  g_assert_cmpuint (all.unknown, ==, 6);
  g_assert_cmpuint (all.mismatches, ==, 1);
  /* children 0 and 6 are in the youngest class */
  class = enr_day_count (day, 0);
  g_assert_cmpuint (class.enrolled, ==, 2);
  g_assert_cmpuint (class.left, ==, 1);
  g_assert_cmpuint (class.absent, ==, 1);
}

static void
test_who_is_on_it (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (6);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDay) before = NULL;
  g_autoptr (EnrDay) after = NULL;
  g_autoptr (EnrDay) class = NULL;

  g_assert_true (enr_child_leave (nursery->db, &nursery->actor, &nursery->children[2],
                                  enr_test_day () - 1, "転居", &error));
  /* before anybody is enrolled */
  before = enr_day_load (nursery->db, enr_date_new (2026, 3, 31), NULL, &error);
  g_assert_cmpuint (before->children->len, ==, 0);
  after = enr_day_load (nursery->db, enr_test_day (), NULL, &error);
  g_assert_cmpuint (after->children->len, ==, 5);
  g_assert_null (enr_day_find (after, &nursery->children[2]));
  class = enr_day_load (nursery->db, enr_test_day (), &nursery->classes[3], &error);
  g_assert_cmpuint (class->children->len, ==, 1);
  g_assert_nonnull (enr_day_find (class, &nursery->children[3]));
}

static void
test_closing (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (3);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDay) day = NULL;
  g_autoptr (GArray) unresolved = NULL;
  EnrEntryTimes here = { 8 * 60, ENR_MINUTES_NONE, NULL };
  EnrEntryTimes gone = { 8 * 60, 9 * 60, NULL };
  guint n = 0;

  g_assert_true (enr_entry_set_times (nursery->db, &nursery->actor, &nursery->children[0],
                                      enr_test_day (), &here, NULL, &error));
  g_assert_true (enr_entry_set_times (nursery->db, &nursery->actor, &nursery->children[1],
                                      enr_test_day (), &gone, NULL, &error));
  g_assert_false (enr_day_close (nursery->db, &nursery->actor, enr_test_day () + 1, &n, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_clear_error (&error);

  g_assert_true (enr_day_close (nursery->db, &nursery->actor, enr_test_day (), &n, &error));
  g_assert_cmpuint (n, ==, 2); /* one without departure, one without a word */
  g_assert_false (enr_day_close (nursery->db, &nursery->actor, enr_test_day (), &n, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY);
  g_clear_error (&error);
  g_assert_false (enr_entry_set_note (nursery->db, &nursery->actor, &nursery->children[0],
                                      enr_test_day (), "x", &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CLOSED);
  g_clear_error (&error);

  g_assert_false (enr_day_reopen (nursery->db, &nursery->actor, enr_test_day (), " ", &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_REASON);
  g_clear_error (&error);
  g_assert_true (
      enr_day_reopen (nursery->db, &nursery->actor, enr_test_day (), "降園の入力もれ", &error));
  g_assert_true (enr_entry_set_note (nursery->db, &nursery->actor, &nursery->children[0],
                                     enr_test_day (), "x", &error));
  g_assert_no_error (error);
  day = enr_day_load (nursery->db, enr_test_day (), NULL, &error);
  unresolved = enr_day_unresolved (day);
  g_assert_cmpuint (unresolved->len, ==, 2);
  g_assert_cmpint (day->closed_at, ==, ENR_INSTANT_NONE);
}

/* Nobody owes a word for a Sunday or for a day to come. */
static void
test_word_is_owed (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  const struct
  {
    EnrDate date;
    gboolean expected;
  } vectors[] = {
    { enr_date_new (2026, 3, 27), TRUE },  /* a Friday that is over */
    { enr_date_new (2026, 3, 29), FALSE }, /* a Sunday */
    { enr_clock_today () + 3650, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (EnrDay) day = enr_day_load (nursery->db, vectors[i].date, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpint (enr_day_expects_word (day), ==, vectors[i].expected);
    }
}

static void
ask_planned_only (EnrTestNursery *nursery)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrFacility) facility = enr_facility_load (nursery->db, &error);

  facility->is_saturday_by_plan = TRUE;
  enr_facility_save (nursery->db, &nursery->actor, facility, &error);
  g_assert_no_error (error);
}

static void
assert_asked (EnrTestNursery *nursery, EnrDate date, const gboolean *expected, guint n_unresolved)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDay) day = enr_day_load (nursery->db, date, NULL, &error);
  g_autoptr (GArray) unresolved = NULL;
  guint n_asked = 0;
  EnrDayCounts counts;

  g_assert_no_error (error);
  for (guint i = 0; i < nursery->n_children; i++)
    {
      const EnrDayChild *child = enr_day_find (day, &nursery->children[i]);

      g_assert_cmpint (enr_day_child_expects_word (day, child), ==, expected[i]);
      n_asked += expected[i] && child->status == ENR_STATUS_UNKNOWN;
    }
  counts = enr_day_count (day, G_MAXUINT);
  g_assert_cmpuint (counts.unknown, ==, n_asked);
  g_assert_cmpuint (counts.unknown + counts.unasked + counts.left + counts.absent, ==,
                    counts.enrolled);
  unresolved = enr_day_unresolved (day);
  g_assert_cmpuint (unresolved->len, ==, n_unresolved);
}

/* On a Saturday on application a child is asked after who is planned, by any part of a plan. */
static void
test_saturday (void)
{
  static const gboolean all[] = { TRUE, TRUE, TRUE, TRUE, TRUE };
  static const gboolean planned[] = { TRUE, TRUE, TRUE, FALSE, FALSE };
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (5);
  g_autoptr (GError) error = NULL;
  EnrDate saturday = enr_date_new (2026, 6, 6);
  EnrEntryPlan plans[] = { { 9 * 60, ENR_MINUTES_NONE, "" },
                           { ENR_MINUTES_NONE, 12 * 60, "" },
                           { ENR_MINUTES_NONE, ENR_MINUTES_NONE, "祖母" } };
  EnrEntryTimes gone = { 8 * 60, 9 * 60, NULL };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (plans); i++)
    g_assert_true (enr_entry_set_plan (nursery->db, &nursery->actor, &nursery->children[i],
                                       saturday, &plans[i], &error));
  /* Not planned: marked as not seen, and here all the same. */
  g_assert_true (enr_entry_set_sight (nursery->db, &nursery->actor, &nursery->children[3], saturday,
                                      ENR_SIGHT_ABSENT, &error));
  g_assert_true (enr_entry_set_times (nursery->db, &nursery->actor, &nursery->children[4], saturday,
                                      &gone, "x", &error));
  g_assert_no_error (error);
  /* Four without a word, and the sight check that nobody announced. */
  assert_asked (nursery, saturday, all, 5);
  ask_planned_only (nursery);
  assert_asked (nursery, saturday, planned, 3);
  assert_asked (nursery, saturday - 1, all, 5);

  g_assert_true (enr_day_close (nursery->db, &nursery->actor, saturday, &n, &error));
  g_assert_cmpuint (n, ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/attendance/day/status", test_status);
  g_test_add_func ("/attendance/day/mismatch", test_mismatch);
  g_test_add_func ("/attendance/day/late", test_late);
  g_test_add_func ("/attendance/day/counts", test_counts);
  g_test_add_func ("/attendance/day/who-is-on-it", test_who_is_on_it);
  g_test_add_func ("/attendance/day/closing", test_closing);
  g_test_add_func ("/attendance/day/word-is-owed", test_word_is_owed);
  g_test_add_func ("/attendance/day/saturday", test_saturday);

  return g_test_run ();
}
