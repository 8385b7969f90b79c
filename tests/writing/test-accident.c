/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Reports of accidents: their deadlines, and which of the two reports was made when (FACTS 9).
 */
#include "config.h"

#include "base/clock.h"
#include "writing-fixture.h"
#include "writing/accident.h"

static EnrDate
date (const char *text)
{
  return enr_date_parse_iso (text);
}

static void
test_deadlines (void)
{
  static const struct
  {
    const char *day;
    const char *first_latest;
    const char *second_due;
  } vectors[] = {
    { "2026-06-10", "2026-06-11", "2026-07-10" }, { "2026-01-31", "2026-02-01", "2026-02-28" },
    { "2028-01-30", "2028-01-31", "2028-02-29" }, { "2026-12-31", "2027-01-01", "2027-01-31" },
    { "2026-02-28", "2026-03-01", "2026-03-28" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      EnrDate day = date (vectors[i].day);

      g_assert_cmpint (enr_accident_first_latest (day), ==, date (vectors[i].first_latest));
      g_assert_cmpint (enr_accident_second_due (day), ==, date (vectors[i].second_due));
    }
}

static void
test_states (void)
{
  EnrAccident accident = { .day = date ("2026-06-10"),
                           .first_at = ENR_INSTANT_NONE,
                           .second_at = ENR_INSTANT_NONE };

  g_assert_cmpint (enr_accident_get_state (&accident, date ("2026-06-11")), ==,
                   ENR_ACCIDENT_FIRST_OWED);
  g_assert_cmpint (enr_accident_get_state (&accident, date ("2026-06-12")), ==,
                   ENR_ACCIDENT_FIRST_LATE);
  accident.first_at = 1;
  g_assert_cmpint (enr_accident_get_state (&accident, date ("2026-07-10")), ==,
                   ENR_ACCIDENT_SECOND_OWED);
  g_assert_cmpint (enr_accident_get_state (&accident, date ("2026-07-11")), ==,
                   ENR_ACCIDENT_SECOND_LATE);
  accident.second_at = 2;
  g_assert_cmpint (enr_accident_get_state (&accident, date ("2027-07-11")), ==, ENR_ACCIDENT_DONE);
}

static EnrAccident *
only_one (Fixture *fixture, GPtrArray **list)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (list, g_ptr_array_unref);
  *list = enr_accident_list (fixture->db, kind_of (fixture, ENR_ACCIDENT_KIND), &error);
  g_assert_no_error (error);
  g_assert_cmpuint ((*list)->len, ==, 1);
  return g_ptr_array_index (*list, 0);
}

/* The first report is approved with the sections for afterwards blank; the second is the same record,
 * taken up again for these alone. */
static void
test_two_reports (Fixture *fixture, gconstpointer data)
{
  EnrUuid id = make (fixture, ENR_ACCIDENT_KIND, &fixture->nursery->children[0],
                     date ("2026-06-09"), "園庭での転倒");
  g_autoptr (GPtrArray) list = NULL;
  EnrAccident *accident = only_one (fixture, &list);
  EnrInstant first_at;

  g_assert_cmpint (accident->day, ==, date ("2026-06-09"));
  g_assert_cmpstr (accident->title, ==, "園庭での転倒");
  g_assert_true (accident->first_at == ENR_INSTANT_NONE);

  write_required (fixture, &id);
  do_step (fixture, &id, ENR_STEP_SUBMIT, "田中");
  accident = only_one (fixture, &list);
  g_assert_true (accident->first_at == ENR_INSTANT_NONE);
  do_step (fixture, &id, ENR_STEP_CHIEF, "高橋");
  do_step (fixture, &id, ENR_STEP_DIRECTOR, "見本");
  accident = only_one (fixture, &list);
  g_assert_true (accident->first_at == enr_clock_now ());
  g_assert_true (accident->second_at == ENR_INSTANT_NONE);
  first_at = accident->first_at;

  /* A first report that is mended is no second one. */
  do_step (fixture, &id, ENR_STEP_REVISE, "田中");
  save (fixture, &id, "hospital", "市民病院");
  approve_it (fixture, &id);
  accident = only_one (fixture, &list);
  g_assert_true (accident->second_at == ENR_INSTANT_NONE);

  enr_clock_set_fixed (enr_clock_now () + (EnrInstant) 10 * 24 * 60 * 60);
  do_step (fixture, &id, ENR_STEP_EVALUATE, "田中");
  save (fixture, &id, "soft", "見守る位置を決めた。");
  approve_it (fixture, &id);
  accident = only_one (fixture, &list);
  g_assert_true (accident->first_at == first_at);
  g_assert_true (accident->second_at == enr_clock_now ());
}

int
main (int argc, char **argv)
{
  /* No forms of the user's. */
  g_setenv ("XDG_DATA_HOME", "/nowhere", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/accident/deadlines", test_deadlines);
  g_test_add_func ("/accident/states", test_states);
  g_test_add ("/accident/two-reports", Fixture, GUINT_TO_POINTER (1), set_up, test_two_reports,
              tear_down);

  return g_test_run ();
}
