/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "statistics/as-of.h"

#include "nursery/class.h"
#include "nursery/enrolment.h"
#include "statistics/staffing.h"
#include "support/fixture.h"

static void
add_staff (EnrTestNursery *nursery,
           const char *job,
           gboolean is_full_time,
           int minutes,
           EnrDate last)
{
  g_autoptr (EnrStaff) staff = enr_staff_new ();
  g_autoptr (GError) error = NULL;

  g_free (staff->name);
  g_free (staff->job);
  staff->name = g_strdup ("職員");
  staff->job = g_strdup (job);
  staff->is_full_time = is_full_time;
  staff->week_minutes = minutes;
  staff->first = enr_date_new (2026, 4, 1);
  staff->last = last;
  g_assert_true (enr_staff_save (nursery->db, &nursery->actor, staff, &error));
  g_assert_no_error (error);
}

static const EnrAsOfJob *
job_at (const EnrAsOf *as_of, guint i)
{
  return &g_array_index (as_of->jobs, EnrAsOfJob, i);
}

static void
test_tallies (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (8); /* ages 0 to 5, 0, 1 */
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrAsOf) as_of = NULL;
  g_autoptr (EnrAsOf) before = NULL;
  g_autoptr (EnrClass) mixed = g_new0 (EnrClass, 1);
  EnrStaffingSetting setting = { ENR_RATIOS_CHOICE_DATE, FALSE, ENR_SECOND_DIGIT_DROP, 0, 2400 };
  EnrAsOfAge total;
  EnrAsOfJob staff;

  mixed->fiscal_year = 2026;
  mixed->name = g_strdup ("たまご");
  mixed->age = -1;
  mixed->colour = g_strdup ("#ffffff");
  mixed->capacity = 10;
  g_assert_true (enr_class_save (nursery->db, &nursery->actor, mixed, &error));
  g_assert_true (enr_child_leave (nursery->db, &nursery->actor, &nursery->children[7],
                                  enr_test_day (), "", &error));
  g_assert_true (enr_staffing_setting_save (nursery->db, &nursery->actor, &setting, &error));
  add_staff (nursery, "cook", FALSE, 1200, ENR_DATE_NONE);
  add_staff (nursery, "teacher", TRUE, 2400, ENR_DATE_NONE);
  add_staff (nursery, "teacher", FALSE, 1000, ENR_DATE_NONE);
  add_staff (nursery, "teacher", FALSE, 1000, ENR_DATE_NONE);
  add_staff (nursery, "teacher", TRUE, 2400, enr_test_day () - 1);
  add_staff (nursery, "clerk", FALSE, 100, ENR_DATE_NONE);

  as_of = enr_as_of_load (nursery->db, enr_test_day (), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (as_of->ages[0].children, ==, 2);
  g_assert_cmpuint (as_of->ages[1].children, ==, 2); /* to the last day */
  g_assert_cmpuint (as_of->ages[5].children, ==, 1);
  g_assert_cmpuint (as_of->ages[5].n_classes, ==, 1);
  g_assert_cmpuint (as_of->mixed.n_classes, ==, 1);
  total = enr_as_of_total (as_of);
  g_assert_cmpuint (total.children, ==, 8);
  g_assert_cmpuint (total.n_classes, ==, 7);
  g_assert_cmpuint (total.capacity, ==, 10);
  g_assert_cmpuint (as_of->jobs->len, ==, 3);
  g_assert_cmpstr (job_at (as_of, 0)->label, ==, "保育士");
  g_assert_cmpuint (job_at (as_of, 0)->full_time, ==, 1);
  g_assert_cmpuint (job_at (as_of, 0)->part_time, ==, 2);
  g_assert_cmpuint (job_at (as_of, 0)->equivalent, ==, 18); /* 1 + 2000 / 2400 */
  g_assert_cmpstr (job_at (as_of, 1)->label, ==, "調理員");
  g_assert_cmpuint (job_at (as_of, 1)->equivalent, ==, 5);
  g_assert_cmpuint (job_at (as_of, 2)->equivalent, ==, 0); /* 0.04 */
  staff = enr_as_of_staff (as_of);
  g_assert_cmpuint (staff.full_time, ==, 1);
  g_assert_cmpuint (staff.part_time, ==, 4);
  g_assert_cmpuint (staff.equivalent, ==, 24); /* 1 + 3300 / 2400 = 2.375, not 1.8 + 0.5 + 0.0 */

  before = enr_as_of_load (nursery->db, enr_date_new (2026, 3, 31), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (enr_as_of_total (before).children, ==, 0);
  g_assert_cmpuint (enr_as_of_total (before).n_classes, ==, 0); /* another fiscal year's */
  g_assert_cmpuint (before->jobs->len, ==, 0);
}

static void
test_faults (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (2);
  gboolean done = FALSE;
  int n;

  for (n = 1; !done; n++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (EnrAsOf) as_of = NULL;

      g_assert_cmpint (n, <, 100);
      enr_db_set_fault (nursery->db, n);
      as_of = enr_as_of_load (nursery->db, enr_test_day (), &error);
      enr_db_set_fault (nursery->db, 0);
      g_assert_true ((as_of != NULL) == (error == NULL));
      done = as_of != NULL;
    }
  g_assert_cmpint (n, >, 5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/statistics/as-of/tallies", test_tallies);
  g_test_add_func ("/statistics/as-of/faults", test_faults);

  return g_test_run ();
}
