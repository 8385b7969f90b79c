/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "nursery/facility.h"

#include "nursery/error.h"
#include "support/fixture.h"

static void
test_save (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrFacility) facility = enr_facility_load (nursery->db, &error);
  g_autoptr (EnrFacility) again = NULL;

  g_assert_no_error (error);
  g_free (facility->name);
  g_free (facility->number);
  facility->name = g_strdup ("　ひまわり　保育園 ");
  facility->number = g_strdup ("１３１０１");
  g_free (facility->name_kana);
  facility->name_kana = g_strdup (" ヒマワリ　ホイクエン");
  facility->capacity = 120;
  facility->weekday.close = 20 * 60;
  facility->saturday.open = ENR_MINUTES_NONE;
  facility->lock_minutes = 60;
  g_assert_false (facility->is_saturday_by_plan); /* unless said otherwise, everybody is expected */
  facility->is_saturday_by_plan = TRUE;
  g_assert_true (enr_facility_save (nursery->db, &nursery->actor, facility, &error));
  g_assert_no_error (error);
  again = enr_facility_load (nursery->db, &error);
  g_assert_cmpstr (again->name, ==, "ひまわり 保育園");
  g_assert_cmpstr (again->number, ==, "13101");
  g_assert_cmpstr (again->name_kana, ==, "ヒマワリ ホイクエン");
  g_assert_cmpint (again->weekday.close, ==, 20 * 60);
  g_assert_cmpint (again->saturday.open, ==, ENR_MINUTES_NONE);
  g_assert_cmpint (again->lock_minutes, ==, 60);
  g_assert_true (again->is_saturday_by_plan);
  /* Saturday, 2026-06-13 */
  g_assert_true (enr_facility_hours (again, enr_date_new (2026, 6, 13)) == &again->saturday);
  g_assert_true (enr_facility_hours (again, enr_date_new (2026, 6, 12)) == &again->weekday);
}

static void
test_refused (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  g_autofree char *before = enr_test_dump (nursery->path);
  g_autofree char *after = NULL;

  for (int i = 0; i < 5; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (EnrFacility) facility = enr_facility_load (nursery->db, &error);

      switch (i)
        {
        case 0:
          g_free (facility->name);
          facility->name = g_strdup ("　 ");
          break;
        case 1:
          facility->weekday.close = facility->weekday.open;
          break;
        case 2:
          facility->saturday.short_end = facility->saturday.short_start - 1;
          break;
        case 3:
          facility->lock_minutes = 4;
          break;
        default:
          facility->lock_minutes = 61;
        }
      g_assert_false (enr_facility_save (nursery->db, &nursery->actor, facility, &error));
      g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
    }
  after = enr_test_dump (nursery->path);
  g_assert_cmpstr (before, ==, after);
}

static void
test_calendar (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrCalendar) calendar = NULL;
  EnrClosure summer = { .first = enr_date_new (2026, 8, 13),
                        .last = enr_date_new (2026, 8, 15),
                        .name = (char *) "夏期休園" };
  EnrClosure sunday = { .first = enr_date_new (2026, 10, 4),
                        .last = enr_date_new (2026, 10, 4),
                        .name = (char *) "運動会",
                        .open = TRUE };
  EnrClosure wrong = { .first = enr_date_new (2026, 10, 4),
                       .last = enr_date_new (2026, 10, 3),
                       .name = (char *) "x" };
  EnrUuid removed;
  const struct
  {
    int month, day;
    const char *name;
  } vectors[] = {
    { 6, 10, NULL },     { 6, 13, NULL },     /* a Wednesday, a Saturday */
    { 6, 14, "定休日" }, { 7, 20, "海の日" }, /* a Sunday, a holiday */
    { 8, 12, NULL },     { 8, 13, "夏期休園" },  { 8, 15, "夏期休園" },
    { 8, 17, NULL },     { 9, 22, "休日" }, /* between two holidays */
    { 10, 4, NULL },                        /* open on a Sunday */
    { 12, 28, NULL },    { 12, 29, "年末年始" },
  };

  g_assert_false (enr_closure_add (nursery->db, &nursery->actor, &wrong, NULL, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (enr_closure_add (nursery->db, &nursery->actor, &summer, NULL, &error));
  g_assert_true (enr_closure_add (nursery->db, &nursery->actor, &sunday, NULL, &error));
  summer.first = summer.last = enr_date_new (2026, 6, 10);
  g_assert_true (enr_closure_add (nursery->db, &nursery->actor, &summer, &removed, &error));
  g_assert_true (enr_closure_remove (nursery->db, &nursery->actor, &removed, &error));
  calendar = enr_calendar_load (nursery->db, enr_date_new (2026, 4, 1), enr_date_new (2027, 3, 31),
                                &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    g_assert_cmpstr (
        enr_calendar_closed_name (calendar, enr_date_new (2026, vectors[i].month, vectors[i].day)),
        ==, vectors[i].name);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/nursery/facility/save", test_save);
  g_test_add_func ("/nursery/facility/refused", test_refused);
  g_test_add_func ("/nursery/facility/calendar", test_calendar);

  return g_test_run ();
}
