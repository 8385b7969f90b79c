/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "attendance/sample.h"

#include <string.h>

#include "attendance/day.h"
#include "nursery/error.h"
#include "nursery/facility.h"
#include "nursery/roster.h"
#include "store/check.h"
#include "support/fixture.h"

static EnrDb *
make (const char *folder, const char *name, const EnrSampleOptions *options)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  EnrDb *db = enr_db_open (path, ENR_DB_READ_WRITE | ENR_DB_CREATE, &error);

  g_assert_no_error (error);
  g_assert_true (enr_sample_make (db, options, &error));
  g_assert_no_error (error);
  return db;
}

static void
test_years (void)
{
  char *folder = enr_test_folder_new ();
  EnrSampleOptions options = { 24, enr_date_new (2025, 2, 1), enr_date_new (2026, 6, 10), 3 };
  EnrDb *db = make (folder, "a.db", &options);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = enr_db_check (db, NULL, &error);
  g_autoptr (EnrFacility) facility = enr_facility_load (db, &error);
  g_autoptr (GPtrArray) roster = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_true (facility->is_sample);
  g_assert_nonnull (strstr (facility->name, "架空"));
  /* In each of the three fiscal years, everybody is in the class of their age. */
  for (int year = 2024; year <= 2026; year++)
    {
      EnrDate date = year == 2024 ? enr_date_new (2025, 2, 3) : enr_date_new (year, 5, 11);
      g_autoptr (EnrDay) day = enr_day_load (db, date, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (day->children->len, ==, 24);
      for (guint i = 0; i < day->children->len; i++)
        {
          const EnrDayChild *child = &g_array_index (day->children, EnrDayChild, i);

          g_assert_cmpint (g_array_index (day->classes, EnrDayClass, child->class_index).age, ==,
                           child->class_age);
        }
    }
  roster = enr_roster_load (db, options.until, ENR_ROSTER_FORMER, &error);
  g_assert_cmpuint (roster->len, ==, 8); /* two years of four graduates */
  for (guint i = 0; i < roster->len; i++)
    g_assert_nonnull (
        strstr (((EnrRosterRow *) g_ptr_array_index (roster, i))->child->note, "架空"));
  enr_db_close (db);
  enr_test_folder_free (folder);
}

static void
test_same_seed (void)
{
  char *folder = enr_test_folder_new ();
  EnrSampleOptions options = { 12, enr_date_new (2026, 6, 1), enr_date_new (2026, 6, 10), 5 };
  EnrDb *a = make (folder, "a.db", &options);
  EnrDb *b = make (folder, "b.db", &options);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDay) day_a = enr_day_load (a, options.until, NULL, &error);
  g_autoptr (EnrDay) day_b = enr_day_load (b, options.until, NULL, &error);

  g_assert_cmpuint (day_a->children->len, ==, day_b->children->len);
  for (guint i = 0; i < day_a->children->len; i++)
    {
      const EnrDayChild *x = &g_array_index (day_a->children, EnrDayChild, i);
      const EnrDayChild *y = &g_array_index (day_b->children, EnrDayChild, i);

      g_assert_cmpstr (x->name, ==, y->name);
      g_assert_cmpint (x->arrived, ==, y->arrived);
    }
  /* Never into a file that has children. */
  g_assert_false (enr_sample_make (a, &options, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  enr_db_close (a);
  enr_db_close (b);
  enr_test_folder_free (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/attendance/sample/years", test_years);
  g_test_add_func ("/attendance/sample/same-seed", test_same_seed);

  return g_test_run ();
}
