/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "statistics/staffing.h"

#include "attendance/entry.h"
#include "attendance/stamp.h"
#include "base/clock.h"
#include "nursery/error.h"
#include "nursery/facility.h"
#include "support/fixture.h"

/* The day before the fixture's: over, a Tuesday. */
#define DAY (enr_test_day () - 1)

static EnrUuid
make_staff (EnrTestNursery *nursery, const char *job, gboolean is_counted)
{
  g_autoptr (EnrStaff) staff = enr_staff_new ();
  g_autoptr (GError) error = NULL;

  g_free (staff->name);
  g_free (staff->job);
  staff->name = g_strdup_printf ("%s の人", job);
  staff->job = g_strdup (job);
  staff->is_counted = is_counted;
  staff->first = enr_date_new (2026, 4, 1);
  g_assert_true (enr_staff_save (nursery->db, &nursery->actor, staff, &error));
  g_assert_no_error (error);
  return staff->id;
}

static void
duty (EnrTestNursery *nursery,
      const char *job,
      gboolean is_counted,
      EnrDate day,
      int first,
      int last)
{
  EnrUuid id = make_staff (nursery, job, is_counted);
  EnrDutySpan span = { first, last };
  g_autoptr (GError) error = NULL;

  g_assert_true (enr_duty_set (nursery->db, &nursery->actor, &id, day, &span, 1, &error));
  g_assert_no_error (error);
}

static void
stamp (EnrTestNursery *nursery, guint child, EnrDate day, int minutes, gboolean is_arrival)
{
  g_autoptr (GError) error = NULL;
  EnrInstant at = enr_instant_from_local (day, minutes);

  if (is_arrival)
    enr_stamp_arrive (nursery->db, &nursery->actor, &nursery->children[child], at,
                      ENR_SOURCE_OFFICE, NULL, &error);
  else
    enr_stamp_leave (nursery->db, &nursery->actor, &nursery->children[child], at, ENR_SOURCE_OFFICE,
                     "", NULL, &error);
  g_assert_no_error (error);
}

static EnrStaffingDay *
load (EnrTestNursery *nursery, EnrDate date)
{
  g_autoptr (GError) error = NULL;
  EnrStaffingDay *day = enr_staffing_day_load (nursery->db, date, &error);

  g_assert_no_error (error);
  return day;
}

static const EnrStaffingSlot *
slot_at (const EnrStaffingDay *day, int minutes)
{
  for (guint i = 0; i < day->slots->len; i++)
    {
      const EnrStaffingSlot *slot = &g_array_index (day->slots, EnrStaffingSlot, i);

      if (slot->first == minutes)
        return slot;
    }
  g_error ("no slot at %d", minutes);
}

/* Most children and fewest staff of each half hour, and what a child who was away changes. */
static void
test_half_hours (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (7); /* ages 0 1 2 3 4 5 0 */
  g_autoptr (EnrStaffingDay) day = NULL;
  const EnrStaffingSlot *slot;

  stamp (nursery, 0, DAY, 8 * 60 + 29, TRUE);
  stamp (nursery, 0, DAY, 12 * 60, FALSE);
  stamp (nursery, 0, DAY, 13 * 60 + 10, TRUE); /* back from the doctor's */
  stamp (nursery, 0, DAY, 16 * 60, FALSE);
  stamp (nursery, 6, DAY, 9 * 60, TRUE);
  stamp (nursery, 6, DAY, 19 * 60 + 20, FALSE); /* after closing time */
  stamp (nursery, 5, DAY, 9 * 60 + 10, TRUE);
  stamp (nursery, 5, DAY, 9 * 60 + 20, FALSE);
  duty (nursery, "teacher", TRUE, DAY, 6 * 60 + 45, 15 * 60);
  duty (nursery, "teacher", TRUE, DAY, 8 * 60 + 40, 19 * 60 + 30);
  duty (nursery, "cook", FALSE, DAY, 8 * 60, 12 * 60);

  day = load (nursery, DAY);
  /* from before opening at 7:00 to after closing at 19:00 */
  g_assert_cmpint (g_array_index (day->slots, EnrStaffingSlot, 0).first, ==, 6 * 60 + 30);
  g_assert_cmpuint (day->slots->len, ==, 26);
  g_assert_cmpuint (slot_at (day, 6 * 60 + 30)->on_duty, ==, 0); /* comes at 6:45 */
  g_assert_cmpuint (slot_at (day, 7 * 60)->on_duty, ==, 1);
  g_assert_false (slot_at (day, 7 * 60)->is_short); /* no child yet */
  slot = slot_at (day, 8 * 60);
  g_assert_cmpuint (slot->children[0], ==, 1); /* for the last of its minutes */
  g_assert_cmpuint (slot->required[ENR_RATIOS_PRESENT], ==, 2);
  g_assert_cmpuint (slot->on_duty, ==, 1);
  g_assert_true (slot->is_short);
  slot = slot_at (day, 8 * 60 + 30);
  g_assert_cmpuint (slot->on_duty, ==, 1); /* the second comes at 8:40 */
  g_assert_true (slot->is_short);
  slot = slot_at (day, 9 * 60);
  g_assert_cmpuint (slot->children[0], ==, 2);
  g_assert_cmpuint (slot->children[5], ==, 1);
  g_assert_cmpuint (slot->n_children, ==, 3);
  g_assert_cmpuint (slot->on_duty, ==, 2);
  g_assert_false (slot->is_short);
  g_assert_cmpuint (slot_at (day, 9 * 60 + 30)->n_children, ==, 2);
  g_assert_cmpuint (slot_at (day, 12 * 60)->children[0], ==, 1); /* left at 12:00 sharp */
  g_assert_cmpuint (slot_at (day, 12 * 60 + 30)->children[0], ==, 1);
  g_assert_cmpuint (slot_at (day, 13 * 60)->children[0], ==, 2);
  g_assert_true (slot_at (day, 15 * 60)->is_short);
  slot = slot_at (day, 19 * 60);
  g_assert_cmpuint (slot->n_children, ==, 1);
  g_assert_cmpuint (slot->on_duty, ==, 1);
  g_assert_true (slot->is_short);
  /* 8:00, 8:30, and from 15:00 to 19:00 nine */
  g_assert_cmpuint (day->n_short, ==, 11);
  g_assert_cmpuint (day->n_incomplete, ==, 0);
  g_assert_cmpuint (day->duties->len, ==, 3);
  /* and what the facility needs by who is enrolled: 2 infants and one of each other age */
  g_assert_cmpint (day->enrolled_on, ==, enr_date_new (2026, 6, 1));
  g_assert_cmpuint (day->enrolled[0], ==, 2);
  g_assert_cmpuint (day->enrolled_need[ENR_RATIOS_PRESENT].tenths, ==, 6 + 3 + 0 + 0);
  g_assert_cmpuint (day->enrolled_need[ENR_RATIOS_PRESENT].required, ==, 2);
}

/* Of nurses one counts, however many are there. */
static void
test_nurses (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  g_autoptr (EnrStaffingDay) day = NULL;

  stamp (nursery, 0, DAY, 9 * 60, TRUE);
  stamp (nursery, 0, DAY, 17 * 60, FALSE);
  duty (nursery, "nurse", TRUE, DAY, 9 * 60, 17 * 60);
  duty (nursery, "nurse", TRUE, DAY, 9 * 60, 17 * 60);
  duty (nursery, "teacher", TRUE, DAY, 9 * 60, 12 * 60);
  day = load (nursery, DAY);
  g_assert_cmpuint (slot_at (day, 9 * 60)->on_duty, ==, 2);
  g_assert_false (slot_at (day, 9 * 60)->is_short);
  g_assert_cmpuint (slot_at (day, 12 * 60)->on_duty, ==, 1);
  g_assert_true (slot_at (day, 12 * 60)->is_short);
}

/* A missing departure: until closing time on a day that is over, until now on today's. */
static void
test_incomplete (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (2);
  g_autoptr (EnrStaffingDay) before = NULL;
  g_autoptr (EnrStaffingDay) today = NULL;
  g_autoptr (EnrStaffingDay) tomorrow = NULL;

  stamp (nursery, 0, DAY, 9 * 60, TRUE);
  stamp (nursery, 1, enr_test_day (), 8 * 60, TRUE);
  duty (nursery, "teacher", TRUE, enr_test_day (), 8 * 60, 17 * 60);
  before = load (nursery, DAY);
  g_assert_cmpuint (before->n_incomplete, ==, 1);
  g_assert_cmpuint (slot_at (before, 18 * 60 + 30)->n_children, ==, 1);
  /* no duty was entered: nothing is said to be short */
  g_assert_cmpuint (slot_at (before, 12 * 60)->required[before->ratios], ==, 2);
  g_assert_cmpuint (before->n_short, ==, 0);
  /* it is 10:00 */
  today = load (nursery, enr_test_day ());
  g_assert_cmpuint (today->n_incomplete, ==, 0);
  g_assert_true (slot_at (today, 9 * 60 + 30)->is_known);
  g_assert_cmpuint (slot_at (today, 9 * 60 + 30)->n_children, ==, 1);
  g_assert_false (slot_at (today, 10 * 60)->is_known);
  g_assert_cmpuint (slot_at (today, 10 * 60)->n_children, ==, 0);
  g_assert_cmpuint (today->n_short, ==, 4);
  tomorrow = load (nursery, enr_test_day () + 1);
  g_assert_cmpuint (tomorrow->slots->len, ==, 24);
  g_assert_false (slot_at (tomorrow, 7 * 60)->is_known);
}

/* What was corrected counts, and what it replaces does not. */
static void
test_corrected (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  g_autoptr (EnrStaffingDay) day = NULL;
  g_autoptr (GError) error = NULL;
  EnrEntryTimes times = { 9 * 60, 12 * 60, NULL };

  stamp (nursery, 0, DAY, 8 * 60, TRUE);
  stamp (nursery, 0, DAY, 17 * 60, FALSE);
  enr_entry_set_times (nursery->db, &nursery->actor, &nursery->children[0], DAY, &times, "x",
                       &error);
  g_assert_no_error (error);
  day = load (nursery, DAY);
  g_assert_cmpuint (slot_at (day, 8 * 60)->n_children, ==, 0);
  g_assert_cmpuint (slot_at (day, 9 * 60)->n_children, ==, 1);
  g_assert_cmpuint (slot_at (day, 12 * 60)->n_children, ==, 0);
  g_assert_cmpuint (day->n_incomplete, ==, 0);
}

static void
test_setting (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  g_autoptr (GError) error = NULL;
  EnrStaffingSetting setting;
  EnrStaffingRule rule;

  g_assert_true (enr_staffing_setting_load (nursery->db, &setting, &error));
  g_assert_cmpint (setting.ratios, ==, ENR_RATIOS_CHOICE_DATE);
  g_assert_cmpint (setting.full_week, ==, 2400);
  g_assert_cmpint (enr_staffing_setting_ratios (&setting, enr_date_new (2024, 3, 31)), ==,
                   ENR_RATIOS_FORMER);
  g_assert_cmpint (enr_staffing_setting_ratios (&setting, enr_test_day ()), ==, ENR_RATIOS_PRESENT);
  setting = (EnrStaffingSetting){ ENR_RATIOS_CHOICE_FORMER, TRUE, ENR_SECOND_DIGIT_ROUND, 3, 2325 };
  for (int i = 0; i < 2; i++) /* made, then changed */
    {
      g_assert_true (enr_staffing_setting_save (nursery->db, &nursery->actor, &setting, &error));
      g_assert_no_error (error);
      setting.extra++;
    }
  g_assert_true (enr_staffing_setting_load (nursery->db, &setting, &error));
  g_assert_cmpint (setting.ratios, ==, ENR_RATIOS_CHOICE_FORMER);
  g_assert_true (setting.one_to_five);
  g_assert_cmpint (setting.second_digit, ==, ENR_SECOND_DIGIT_ROUND);
  g_assert_cmpuint (setting.extra, ==, 4);
  g_assert_cmpint (setting.full_week, ==, 2325);
  g_assert_cmpint (enr_staffing_setting_ratios (&setting, enr_test_day ()), ==, ENR_RATIOS_FORMER);
  rule = enr_staffing_setting_rule (&setting, ENR_RATIOS_PRESENT);
  g_assert_cmpint (rule.ratios, ==, ENR_RATIOS_PRESENT);
  g_assert_true (rule.one_to_five);
  g_assert_cmpuint (rule.extra, ==, 4);
  setting.full_week = 0;
  g_assert_false (enr_staffing_setting_save (nursery->db, &nursery->actor, &setting, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_clear_error (&error);
  setting.full_week = 2400;
  setting.extra = 100;
  g_assert_false (enr_staffing_setting_save (nursery->db, &nursery->actor, &setting, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
}

/* The n-th statement fails, for every n: an error, or all of it. */
static void
test_faults (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (2);
  EnrStaffingSetting setting = { ENR_RATIOS_CHOICE_PRESENT, TRUE, ENR_SECOND_DIGIT_DROP, 0, 2400 };
  gboolean done = FALSE;
  int n;

  stamp (nursery, 0, DAY, 9 * 60, TRUE);
  duty (nursery, "teacher", TRUE, DAY, 8 * 60, 17 * 60);
  for (n = 1; !done; n++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (EnrStaffingDay) day = NULL;

      g_assert_cmpint (n, <, 100);
      enr_db_set_fault (nursery->db, n);
      day = enr_staffing_day_load (nursery->db, DAY, &error);
      enr_db_set_fault (nursery->db, 0);
      g_assert_true ((day != NULL) == (error == NULL));
      done = day != NULL;
    }
  g_assert_cmpint (n, >, 6);
  for (done = FALSE, n = 1; !done; n++)
    {
      g_autofree char *before = enr_test_dump (nursery->path);
      g_autofree char *after = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (n, <, 100);
      enr_db_set_fault (nursery->db, n);
      done = enr_staffing_setting_save (nursery->db, &nursery->actor, &setting, &error);
      enr_db_set_fault (nursery->db, 0);
      after = enr_test_dump (nursery->path);
      g_assert_true ((g_strcmp0 (before, after) != 0) == done);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/statistics/staffing-day/half-hours", test_half_hours);
  g_test_add_func ("/statistics/staffing-day/nurses", test_nurses);
  g_test_add_func ("/statistics/staffing-day/incomplete", test_incomplete);
  g_test_add_func ("/statistics/staffing-day/corrected", test_corrected);
  g_test_add_func ("/statistics/staffing-day/setting", test_setting);
  g_test_add_func ("/statistics/staffing-day/faults", test_faults);

  return g_test_run ();
}
