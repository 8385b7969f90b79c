/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "attendance/month.h"

#include "attendance/entry.h"
#include "attendance/sample.h"
#include "nursery/enrolment.h"
#include "support/fixture.h"

static void
present (EnrTestNursery *nursery, guint child, int day, int arrived, int left)
{
  g_autoptr (GError) error = NULL;
  EnrEntryTimes times = { arrived, left, NULL };

  enr_entry_set_times (nursery->db, &nursery->actor, &nursery->children[child],
                       enr_date_new (2026, 6, day), &times, "x", &error);
  g_assert_no_error (error);
}

static void
absent (EnrTestNursery *nursery, guint child, int day, const char *kind)
{
  g_autoptr (GError) error = NULL;
  EnrEntryAbsence absence = { kind, "", "" };

  enr_entry_set_absence (nursery->db, &nursery->actor, &nursery->children[child],
                         enr_date_new (2026, 6, day), &absence, &error);
  g_assert_no_error (error);
}

static void
test_totals (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (2);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrMonth) month = NULL;
  const EnrMonthChild *child;
  EnrEntryPlan plan = { 8 * 60, 17 * 60, "" };

  /* June 2026 begins on a Monday; there is no holiday in it. */
  present (nursery, 0, 1, 8 * 60, 17 * 60);
  enr_entry_set_plan (nursery->db, &nursery->actor, &nursery->children[0],
                      enr_date_new (2026, 6, 2), &plan, &error);
  g_assert_no_error (error);
  present (nursery, 0, 2, 9 * 60, 16 * 60);
  present (nursery, 0, 7, 9 * 60, 12 * 60); /* a Sunday on which somebody came all the same */
  absent (nursery, 0, 3, "sick");
  absent (nursery, 0, 4, "personal");
  absent (nursery, 0, 5, "suspension");
  absent (nursery, 0, 6, "bereavement");
  absent (nursery, 0, 8, "unannounced");
  absent (nursery, 0, 9, "accident");
  absent (nursery, 0, 25, "sick"); /* not come yet: the book does not know the future */
  g_assert_true (enr_child_leave (nursery->db, &nursery->actor, &nursery->children[1],
                                  enr_date_new (2026, 6, 5), "", &error));

  month = enr_month_load (nursery->db, enr_date_new (2026, 6, 15), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (month->n_days, ==, 30);
  g_assert_cmpuint (month->open_days, ==, 27); /* 26 by the calendar, and that Sunday */
  g_assert_cmpuint (month->children->len, ==, 2);
  child = &g_array_index (month->children, EnrMonthChild, 0);
  g_assert_cmpuint (child->totals.present, ==, 3);
  g_assert_cmpuint (child->totals.sick, ==, 1);
  g_assert_cmpuint (child->totals.other, ==, 2);
  g_assert_cmpuint (child->totals.suspension, ==, 1);
  g_assert_cmpuint (child->totals.bereavement, ==, 1);
  g_assert_cmpuint (child->totals.unannounced, ==, 1);
  g_assert_cmpuint (child->totals.late, ==, 1);
  g_assert_cmpuint (child->totals.early, ==, 1);
  g_assert_cmpint (child->cells[0].arrived, ==, 8 * 60);
  g_assert_cmpint (child->cells[13].state, ==, ENR_CELL_CLOSED);
  g_assert_cmpint (child->cells[24].state, ==, ENR_CELL_BLANK);
  child = &g_array_index (month->children, EnrMonthChild, 1);
  g_assert_cmpint (child->cells[4].state, ==, ENR_CELL_BLANK);
  g_assert_cmpint (child->cells[5].state, ==, ENR_CELL_NOT_ENROLLED);
  g_assert_cmpuint (child->totals.enrolled_days, ==, 5);
  g_assert_cmpuint (enr_month_present_on (month, 1, G_MAXUINT), ==, 1);
  g_assert_cmpuint (enr_month_present_on (month, 3, G_MAXUINT), ==, 0);
  /* to the 9th: 3 present of 9 (the first child) and 5 (the second) days */
  g_assert_cmpint (enr_month_rate (month, G_MAXUINT), ==, 214);
}

/* The book and the board read the same rows: for each day their counts are the same. */
static void
test_agrees_with_day (void)
{
  g_autofree char *folder = enr_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "sample.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrMonth) month = NULL;
  EnrDb *db = enr_db_open (path, ENR_DB_READ_WRITE | ENR_DB_CREATE, &error);
  EnrSampleOptions options = { 30, enr_date_new (2026, 5, 1), enr_date_new (2026, 5, 31), 7 };
  guint total = 0;

  g_assert_no_error (error);
  g_assert_true (enr_sample_make (db, &options, &error));
  g_assert_no_error (error);
  month = enr_month_load (db, options.first, NULL, &error);
  g_assert_no_error (error);
  for (int i = 1; i <= 31; i++)
    {
      g_autoptr (EnrDay) day = enr_day_load (db, enr_date_new (2026, 5, i), NULL, &error);
      EnrDayCounts counts;

      g_assert_no_error (error);
      counts = enr_day_count (day, G_MAXUINT);
      g_assert_cmpuint (counts.arrived, ==, enr_month_present_on (month, i, G_MAXUINT));
      total += counts.arrived;
    }
  g_assert_cmpuint (total, >, 300);
  enr_db_close (db);
  enr_test_folder_free (g_steal_pointer (&folder));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/attendance/month/totals", test_totals);
  g_test_add_func ("/attendance/month/agrees-with-day", test_agrees_with_day);

  return g_test_run ();
}
