/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "statistics/sample.h"

#include <string.h>

#include "attendance/sample.h"
#include "people/duty.h"
#include "statistics/staffing.h"
#include "support/fixture.h"

typedef struct
{
  char *folder;
  EnrDb *db;
} Fixture;

/* A Tuesday, long before the clock's today. */
static EnrDate
until (void)
{
  return enr_date_new (2026, 5, 26);
}

static void
make (Fixture *fixture, guint n_children, EnrDate first)
{
  EnrSampleOptions options = { n_children, until () - 20, until (), 7 };
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  fixture->folder = enr_test_folder_new ();
  path = g_build_filename (fixture->folder, "sample.db", NULL);
  fixture->db = enr_db_open (path, ENR_DB_READ_WRITE | ENR_DB_CREATE, &error);
  g_assert_no_error (error);
  g_assert_true (enr_sample_make (fixture->db, &options, &error));
  enr_staff_sample (fixture->db, first, until (), &error);
  g_assert_no_error (error);
}

static void
end (Fixture *fixture)
{
  enr_db_close (fixture->db);
  enr_test_folder_free (fixture->folder);
}

static guint
count_job (const GPtrArray *staff, const char *job)
{
  guint n = 0;

  for (guint i = 0; i < staff->len; i++)
    n += g_str_equal (((EnrStaff *) g_ptr_array_index (staff, i))->job, job);
  return n;
}

/* Who is there, under names that nobody has, and all of them different ones. */
static void
test_staff (void)
{
  static const char *const families[] = { "見本 ", "架空 ", "仮名 ", "例題 " };
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) staff = NULL;
  g_autoptr (GError) error = NULL;
  Fixture fixture;

  make (&fixture, 100, until () - 20);
  staff = enr_staff_list (fixture.db, until (), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_job (staff, "director"), ==, 1);
  g_assert_cmpuint (count_job (staff, "chief"), ==, 1);
  g_assert_cmpuint (count_job (staff, "teacher"), >=, 12);
  for (guint i = 0; i < staff->len; i++)
    {
      const EnrStaff *one = g_ptr_array_index (staff, i);
      gboolean is_fictional = FALSE;

      for (guint k = 0; k < G_N_ELEMENTS (families); k++)
        is_fictional |= g_str_has_prefix (one->name, families[k]);
      g_assert_true (is_fictional);
      g_assert_true (g_hash_table_add (names, one->name));
      g_assert_cmpint (one->first, ==, enr_date_new (2026, 4, 1));
      g_assert_cmpint (one->is_counted, ==, g_str_equal (one->job, "teacher"));
    }
  end (&fixture);
}

/* The chart has something to say: enough staff in the middle of the day, and not everybody at once.
 */
static void
test_chart (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrStaffingDay) day = NULL;
  g_autoptr (EnrStaffingDay) sunday = NULL;
  g_autoptr (EnrStaffingDay) saturday = NULL;
  guint least = G_MAXUINT;
  guint most = 0;
  Fixture fixture;

  make (&fixture, 100, until () - 20);
  day = enr_staffing_day_load (fixture.db, until (), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < day->slots->len; i++)
    {
      const EnrStaffingSlot *slot = &g_array_index (day->slots, EnrStaffingSlot, i);

      if (slot->first >= 9 * 60 && slot->first < 16 * 60)
        g_assert_false (slot->is_short);
      least = MIN (least, slot->on_duty);
      most = MAX (most, slot->on_duty);
    }
  g_assert_cmpuint (most, >, least + 4);
  g_assert_cmpuint (day->n_short, <, day->slots->len / 4);
  sunday = enr_staffing_day_load (fixture.db, until () - 2, &error);
  g_assert_cmpuint (sunday->duties->len, ==, 0);
  saturday = enr_staffing_day_load (fixture.db, until () - 3, &error);
  g_assert_cmpuint (saturday->duties->len, >, 4);
  g_assert_cmpuint (saturday->duties->len, <, day->duties->len);
  end (&fixture);
}

static char *
dup_duties (Fixture *fixture)
{
  GString *text = g_string_new (NULL);

  for (EnrDate date = until () - 400; date <= until (); date++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) duties = enr_duty_list (fixture->db, date, &error);

      g_assert_no_error (error);
      for (guint i = 0; i < duties->len; i++)
        {
          const EnrDuty *duty = g_ptr_array_index (duties, i);

          g_string_append_printf (text, "%d %s %d %d\n", until () - date, duty->name,
                                  duty->span.first, duty->span.last);
        }
    }
  return g_string_free (text, FALSE);
}

/* However long the sample is, duties are made for its last three months, and always the same ones.
 */
static void
test_long (void)
{
  g_autofree char *one = NULL;
  g_autofree char *other = NULL;
  Fixture fixture;

  make (&fixture, 12, enr_date_new (2016, 4, 1));
  one = dup_duties (&fixture);
  end (&fixture);
  make (&fixture, 12, enr_date_new (2016, 4, 1));
  other = dup_duties (&fixture);
  end (&fixture);
  g_assert_cmpstr (one, ==, other);
  g_assert_nonnull (strstr (one, "\n90 "));
  g_assert_null (strstr (one, "\n91 "));
  g_assert_false (g_str_has_prefix (one, "91 "));
  g_assert_nonnull (strstr (one, "\n0 "));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sample/staff", test_staff);
  g_test_add_func ("/sample/chart", test_chart);
  g_test_add_func ("/sample/long", test_long);
  return g_test_run ();
}
