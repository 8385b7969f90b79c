/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A day of extended care, as the board and the door ask for it.
 */
#include "config.h"

#include "fees/care-day.h"

#include "attendance/entry.h"
#include "base/clock.h"
#include "fees/terms.h"
#include "support/fixture.h"

#define AT(hour, minute) ((hour) *60 + (minute))

typedef struct
{
  EnrTestNursery *nursery;
  EnrCareRule *rule;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  EnrCareRule *rule = enr_care_rule_new ();

  fixture->nursery = enr_test_nursery_new (6);
  enr_clock_set_fixed (enr_test_at (22, 0));
  fixture->rule = rule;
  rule->name = (g_free (rule->name), g_strdup ("延長保育"));
  rule->first = enr_date_new (2026, 4, 1);
  rule->n_bands = 2;
  rule->bands[0] = (EnrCareBand){ ENR_BAND_AFTER, AT (18, 0), AT (27, 0), 0, 5, 15, 100 };
  rule->bands[1] = (EnrCareBand){ ENR_BAND_BEFORE, 0, AT (7, 30), 0, 0, 30, 50 };
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  enr_care_rule_free (fixture->rule);
  enr_test_nursery_free (fixture->nursery);
}

static void
save_rule (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  enr_care_rule_save (fixture->nursery->db, &fixture->nursery->actor, fixture->rule, &error);
  g_assert_no_error (error);
}

static void
was_here (Fixture *fixture, guint child, int arrived, int left)
{
  g_autoptr (GError) error = NULL;
  EnrEntryTimes times = { arrived, left, NULL };

  enr_entry_set_times (fixture->nursery->db, &fixture->nursery->actor,
                       &fixture->nursery->children[child], enr_test_day (), &times, "打刻忘れ",
                       &error);
  g_assert_no_error (error);
}

static EnrCareDay *
load (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  EnrCareDay *care = enr_care_day_load (fixture->nursery->db, enr_test_day (), &error);

  g_assert_no_error (error);
  return care;
}

static gboolean
warn (Fixture *fixture, const guint *class_index, int now, EnrCareWarning *warning)
{
  g_autoptr (EnrCareDay) care = load (fixture);
  g_autoptr (EnrDay) day = enr_day_load (fixture->nursery->db, enr_test_day (), NULL, NULL);

  return enr_care_day_warn (care, day, class_index, now, warning);
}

static void
test_without_rules (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrCareDay) care = NULL;
  EnrCareWarning warning;
  EnrCareResult result;

  /* One that holds only later is none. */
  fixture->rule->first = enr_test_day () + 1;
  save_rule (fixture);
  was_here (fixture, 0, AT (7, 0), ENR_MINUTES_NONE);
  care = load (fixture);
  g_assert_false (enr_care_day_has_rules (care));
  g_assert_null (enr_care_day_find (care, &fixture->nursery->children[0]));
  g_assert_false (
      enr_care_day_estimate (care, &fixture->nursery->children[0], AT (19, 0), &result));
  g_assert_false (warn (fixture, NULL, AT (19, 0), &warning));
}

/* What is shown is what is billed. */
static void
test_charge (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrCareDay) care = NULL;
  g_autoptr (EnrCareMonth) month = NULL;
  const EnrUuid *children = fixture->nursery->children;
  const EnrCharge *charge;
  EnrCareResult result;

  save_rule (fixture);
  was_here (fixture, 0, AT (9, 0), AT (18, 21));
  was_here (fixture, 1, AT (9, 0), ENR_MINUTES_NONE);
  care = load (fixture);
  month = enr_care_month_load (fixture->nursery->db, enr_test_day (), NULL, NULL);
  charge = enr_care_day_find (care, &children[0]);
  g_assert_cmpint (charge->amount, ==, 200);
  g_assert_cmpint (charge->amount, ==, month->total);
  g_assert_null (enr_care_day_find (care, &children[1]));

  g_assert_false (enr_care_day_is_extended (care, &children[1], AT (18, 5)));
  g_assert_true (enr_care_day_is_extended (care, &children[1], AT (18, 6)));
  g_assert_true (enr_care_day_estimate (care, &children[1], AT (18, 21), &result));
  g_assert_cmpint (result.amount, ==, charge->amount);
  g_assert_cmpint (result.minutes, ==, charge->minutes);
  /* Another day's clock, and a child that has not come. */
  g_assert_false (enr_care_day_estimate (care, &children[1], -60, &result));
  g_assert_false (enr_care_day_estimate (care, &children[1], AT (40, 0), &result));
  g_assert_false (enr_care_day_is_extended (care, &children[2], AT (19, 0)));
}

static void
test_warn_leaving (Fixture *fixture, gconstpointer data)
{
  EnrCareWarning warning;
  guint class_of_2 = 2;

  save_rule (fixture);
  /* Early in the morning is another matter than late in the evening. */
  was_here (fixture, 0, AT (7, 0), ENR_MINUTES_NONE);
  was_here (fixture, 1, AT (9, 0), ENR_MINUTES_NONE);
  was_here (fixture, 2, AT (9, 0), AT (17, 0));
  g_assert_false (warn (fixture, NULL, AT (17, 55), &warning));
  g_assert_true (warn (fixture, NULL, AT (17, 56), &warning));
  g_assert_cmpint (warning.begins, ==, AT (18, 6));
  g_assert_cmpint (warning.next, ==, ENR_MINUTES_NONE);
  g_assert_false (warning.has_begun);
  g_assert_true (warning.is_for_all);
  g_assert_true (warn (fixture, NULL, AT (18, 6), &warning));
  g_assert_true (warning.has_begun);
  g_assert_true (warning.is_for_all);
  g_assert_cmpint (warning.begins, ==, ENR_MINUTES_NONE);
  g_assert_cmpint (warning.next, ==, ENR_MINUTES_NONE);
  g_assert_true (warn (fixture, NULL, AT (18, 11), &warning));
  g_assert_cmpint (warning.next, ==, AT (18, 21));
  /* Nobody of that class is here. */
  g_assert_false (warn (fixture, &class_of_2, AT (18, 6), &warning));
}

/* For whom no rule holds it is not said without a word. */
static void
test_warn_some (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  EnrCareTerms terms = { .child_id = fixture->nursery->children[1],
                         .first = enr_date_new (2026, 4, 1),
                         .last = ENR_DATE_NONE,
                         .contract = ENR_CONTRACT_MONTHLY };
  EnrCareWarning warning;

  fixture->rule->contract = ENR_CONTRACT_SPOT;
  save_rule (fixture);
  enr_care_terms_set (fixture->nursery->db, &fixture->nursery->actor, &terms, &error);
  g_assert_no_error (error);
  was_here (fixture, 0, AT (9, 0), ENR_MINUTES_NONE);
  was_here (fixture, 1, AT (9, 0), ENR_MINUTES_NONE);
  g_assert_true (warn (fixture, NULL, AT (18, 0), &warning));
  g_assert_false (warning.is_for_all);
  g_assert_true (warn (fixture, NULL, AT (18, 10), &warning));
  g_assert_true (warning.has_begun);
  g_assert_false (warning.is_for_all);
}

/* Where some are in charged time already, the others are told when theirs begins. */
static void
test_warn_mixed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrCareRule) late = NULL;
  EnrCareTerms terms = { .child_id = fixture->nursery->children[1],
                         .first = enr_date_new (2026, 4, 1),
                         .last = ENR_DATE_NONE,
                         .contract = ENR_CONTRACT_MONTHLY };
  EnrCareWarning warning;

  fixture->rule->contract = ENR_CONTRACT_SPOT;
  late = enr_care_rule_copy (fixture->rule);
  late->contract = ENR_CONTRACT_MONTHLY;
  late->bands[0].first = AT (19, 0);
  save_rule (fixture);
  enr_care_rule_save (fixture->nursery->db, &fixture->nursery->actor, late, &error);
  enr_care_terms_set (fixture->nursery->db, &fixture->nursery->actor, &terms, &error);
  g_assert_no_error (error);
  was_here (fixture, 0, AT (9, 0), ENR_MINUTES_NONE);
  was_here (fixture, 1, AT (9, 0), ENR_MINUTES_NONE);
  g_assert_true (warn (fixture, NULL, AT (18, 58), &warning));
  g_assert_true (warning.has_begun);
  g_assert_cmpint (warning.begins, ==, AT (19, 6));
  g_assert_cmpint (warning.next, ==, AT (19, 6));
  g_assert_false (warning.is_for_all);
}

static void
test_warn_arriving (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrCareDay) care = NULL;
  const EnrUuid *children = fixture->nursery->children;
  EnrCareWarning warning;

  save_rule (fixture);
  was_here (fixture, 0, AT (7, 0), ENR_MINUTES_NONE);
  care = load (fixture);
  g_assert_cmpint (enr_care_day_early_until (care, &children[0], AT (7, 0)), ==, ENR_MINUTES_NONE);
  g_assert_cmpint (enr_care_day_early_until (care, &children[1], AT (7, 0)), ==, AT (7, 30));
  g_assert_cmpint (enr_care_day_early_until (care, &children[1], AT (7, 30)), ==, ENR_MINUTES_NONE);
  g_assert_true (warn (fixture, NULL, AT (7, 10), &warning));
  g_assert_cmpint (warning.early_until, ==, AT (7, 30));
  g_assert_false (warning.has_begun);
  g_assert_false (warn (fixture, NULL, AT (7, 30), &warning));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/care-day/without-rules", test_without_rules);
  ADD ("/care-day/charge", test_charge);
  ADD ("/care-day/warn-leaving", test_warn_leaving);
  ADD ("/care-day/warn-some", test_warn_some);
  ADD ("/care-day/warn-mixed", test_warn_mixed);
  ADD ("/care-day/warn-arriving", test_warn_arriving);
#undef ADD
  return g_test_run ();
}
