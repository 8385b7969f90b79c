/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A month of extended care on a real file: what follows the punches, and what people decided, which
 * does not.
 */
#include "config.h"

#include "fees/care-month.h"

#include <string.h>

#include "attendance/entry.h"
#include "fees/decision.h"
#include "fees/terms.h"
#include "nursery/error.h"
#include "support/fixture.h"

typedef struct
{
  EnrTestNursery *nursery;
  EnrCareRule *rule;
} Fixture;

static EnrDate
june (int day)
{
  return enr_date_new (2026, 6, day);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  EnrCareRule *rule = enr_care_rule_new ();

  fixture->nursery = enr_test_nursery_new (6);
  fixture->rule = rule;
  g_free (rule->name);
  rule->name = g_strdup ("延長保育");
  rule->first = enr_date_new (2026, 4, 1);
  rule->n_bands = 1;
  rule->bands[0] = (EnrCareBand){ ENR_BAND_AFTER, 18 * 60, 27 * 60, 0, 5, 15, 100 };
  enr_care_rule_save (fixture->nursery->db, &fixture->nursery->actor, rule, &error);
  g_assert_no_error (error);
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
was_here (Fixture *fixture, guint child, int day, int arrived, int left)
{
  g_autoptr (GError) error = NULL;
  EnrEntryTimes times = { arrived, left, NULL };

  enr_entry_set_times (fixture->nursery->db, &fixture->nursery->actor,
                       &fixture->nursery->children[child], june (day), &times, "打刻忘れ", &error);
  g_assert_no_error (error);
}

static EnrCareMonth *
load (Fixture *fixture, const EnrUuid *class_id)
{
  g_autoptr (GError) error = NULL;
  EnrCareMonth *month = enr_care_month_load (fixture->nursery->db, june (15), class_id, &error);
  gint64 total = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < month->charges->len; i++)
    total += g_array_index (month->charges, EnrCharge, i).amount;
  g_assert_cmpint (month->total, ==, total);
  return month;
}

static const EnrCharge *
find (Fixture *fixture, const EnrCareMonth *month, guint child, int day)
{
  return enr_care_month_find (month, &fixture->nursery->children[child], june (day),
                              ENR_CHARGE_DAY);
}

static gboolean
decide (Fixture *fixture,
        guint child,
        int day,
        int seen,
        EnrChargeState state,
        int amount,
        const char *reason,
        GError **error)
{
  const EnrChargeSeen charge
      = { fixture->nursery->children[child], june (day), ENR_CHARGE_DAY, seen };

  return enr_care_decide (fixture->nursery->db, &fixture->nursery->actor, &charge, 1, state, amount,
                          reason, error);
}

static void
test_follows_the_punches (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrCareMonth) month = NULL;
  g_autofree char *working = NULL;

  was_here (fixture, 0, 1, 9 * 60, 18 * 60 + 4);
  was_here (fixture, 0, 2, 9 * 60, 18 * 60 + 21);
  was_here (fixture, 1, 2, 9 * 60, 24 * 60 + 30); /* fetched at 00:30 */
  month = load (fixture, NULL);
  g_assert_cmpuint (month->charges->len, ==, 2);
  g_assert_cmpint (find (fixture, month, 0, 2)->amount, ==, 200);
  g_assert_cmpint (find (fixture, month, 0, 2)->state, ==, ENR_CHARGE_COMPUTED);
  g_assert_cmpint (find (fixture, month, 1, 2)->minutes, ==, 385);
  g_assert_cmpuint (month->n_computed, ==, 2);
  working = enr_charge_dup_working (find (fixture, month, 0, 2));
  g_assert_cmpstr (working, ==, "18:21 - (18:00 + 5 min grace) = 16 min, 2 units of 15 min, 200円");
  g_clear_pointer (&month, enr_care_month_free);

  was_here (fixture, 0, 2, 9 * 60, 18 * 60 + 1);
  month = load (fixture, NULL);
  g_assert_null (find (fixture, month, 0, 2));
  g_clear_pointer (&month, enr_care_month_free);

  /* A class alone. */
  month = load (fixture, &fixture->nursery->classes[1]);
  g_assert_cmpuint (month->charges->len, ==, 1);
  g_clear_pointer (&month, enr_care_month_free);
  month = load (fixture, &fixture->nursery->classes[0]);
  g_assert_cmpuint (month->charges->len, ==, 0);
  g_assert_cmpint (month->total, ==, 0);
}

/* What a person decided is never touched by a corrected punch, and what it would be is shown. */
static void
test_decisions_stay (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    EnrChargeState state;
    int amount;
    int charged;
  } decisions[] = {
    { ENR_CHARGE_CONFIRMED, 0, 200 },
    { ENR_CHARGE_ADJUSTED, 50, 50 },
    { ENR_CHARGE_EXCLUDED, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (decisions); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (EnrCareMonth) month = NULL;
      const EnrCharge *charge;

      was_here (fixture, i, 3, 9 * 60, 18 * 60 + 21);
      g_assert_true (decide (fixture, i, 3, 200, decisions[i].state, decisions[i].amount,
                             "電車の遅れ", &error));
      g_assert_no_error (error);
      month = load (fixture, NULL);
      charge = find (fixture, month, i, 3);
      g_assert_cmpint (charge->state, ==, decisions[i].state);
      g_assert_cmpint (charge->amount, ==, decisions[i].charged);
      g_assert_cmpint (charge->computed, ==, 200);
      g_assert_false (charge->differs);
      g_clear_pointer (&month, enr_care_month_free);

      /* The punch is corrected to later, to within the grace, and away. */
      for (guint k = 0; k < 3; k++)
        {
          static const int lefts[] = { 18 * 60 + 50, 17 * 60, ENR_MINUTES_NONE };
          static const int amounts[] = { 300, 0, 0 };

          was_here (fixture, i, 3, lefts[k] == ENR_MINUTES_NONE ? ENR_MINUTES_NONE : 9 * 60,
                    lefts[k]);
          month = load (fixture, NULL);
          charge = find (fixture, month, i, 3);
          g_assert_nonnull (charge);
          g_assert_cmpint (charge->state, ==, decisions[i].state);
          g_assert_cmpint (charge->amount, ==, decisions[i].charged);
          g_assert_cmpint (charge->minutes, ==, 16);
          g_assert_true (charge->differs);
          g_assert_cmpint (charge->now_amount, ==, amounts[k]);
          g_assert_cmpuint (month->n_differing, ==, 1);
          g_clear_pointer (&month, enr_care_month_free);
        }

      /* Taken back, it follows the punches again. */
      g_assert_true (
          decide (fixture, i, 3, decisions[i].charged, ENR_CHARGE_COMPUTED, 0, NULL, &error));
      month = load (fixture, NULL);
      g_assert_null (find (fixture, month, i, 3));
    }
}

static void
test_decisions_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  EnrChargeSeen two[2];

  was_here (fixture, 0, 3, 9 * 60, 18 * 60 + 21);
  before = enr_test_dump (fixture->nursery->path);
  g_assert_false (decide (fixture, 0, 3, 200, ENR_CHARGE_ADJUSTED, 100, " ", &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_REASON);
  g_clear_error (&error);
  g_assert_false (decide (fixture, 0, 3, 200, ENR_CHARGE_EXCLUDED, 0, NULL, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_REASON);
  g_clear_error (&error);
  g_assert_false (decide (fixture, 0, 3, 200, ENR_CHARGE_ADJUSTED, -1, "x", &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (decide (fixture, 0, 4, 200, ENR_CHARGE_CONFIRMED, 0, NULL, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN);
  g_clear_error (&error);
  g_assert_false (decide (fixture, 0, 3, 100, ENR_CHARGE_CONFIRMED, 0, NULL, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED);
  g_clear_error (&error);

  /* All or nothing. */
  two[0] = (EnrChargeSeen){ fixture->nursery->children[0], june (3), ENR_CHARGE_DAY, 200 };
  two[1] = (EnrChargeSeen){ fixture->nursery->children[1], june (3), ENR_CHARGE_DAY, 200 };
  g_assert_false (enr_care_decide (fixture->nursery->db, &fixture->nursery->actor, two, 2,
                                   ENR_CHARGE_CONFIRMED, 0, NULL, &error));
  after = enr_test_dump (fixture->nursery->path);
  enr_test_assert_same (after, before);
}

static void
test_fault_loop (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL;
  int n = 1;

  was_here (fixture, 0, 3, 9 * 60, 18 * 60 + 21);
  before = enr_test_dump (fixture->nursery->path);
  for (;; n++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *after = NULL;
      gboolean is_done;

      enr_db_set_fault (fixture->nursery->db, n);
      is_done = decide (fixture, 0, 3, 200, ENR_CHARGE_CONFIRMED, 0, NULL, &error);
      enr_db_set_fault (fixture->nursery->db, 0);
      if (is_done)
        break;
      after = enr_test_dump (fixture->nursery->path);
      enr_test_assert_same (after, before);
    }
  g_assert_cmpint (n, >, 10);
}

static void
test_months_cap (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrCareMonth) month = NULL;
  g_autoptr (GError) error = NULL;

  fixture->rule->monthly_cap = 500;
  save_rule (fixture);
  for (int day = 1; day <= 5; day++)
    was_here (fixture, 0, day, 9 * 60, 18 * 60 + 21);
  month = load (fixture, NULL);
  g_assert_cmpuint (month->charges->len, ==, 5);
  g_assert_cmpint (month->total, ==, 500);
  g_assert_cmpint (find (fixture, month, 0, 2)->amount, ==, 200);
  g_assert_cmpint (find (fixture, month, 0, 3)->amount, ==, 100);
  g_assert_cmpint (find (fixture, month, 0, 4)->amount, ==, 0);
  g_assert_cmpint (find (fixture, month, 0, 4)->minutes, ==, 16);
  g_clear_pointer (&month, enr_care_month_free);

  /* A day that is excluded does not make the others dearer. */
  g_assert_true (decide (fixture, 0, 1, 200, ENR_CHARGE_EXCLUDED, 0, "停電", &error));
  month = load (fixture, NULL);
  g_assert_cmpint (month->total, ==, 300);
}

static void
test_family_and_terms (Fixture *fixture, gconstpointer data)
{
  EnrTestNursery *nursery = fixture->nursery;
  g_autoptr (EnrCareMonth) month = NULL;
  g_autoptr (GError) error = NULL;
  EnrCareTerms terms = { .child_id = nursery->children[5],
                         .first = june (10),
                         .last = ENR_DATE_NONE,
                         .contract = ENR_CONTRACT_SPOT,
                         .is_exempt = TRUE };

  /* Children 4 and 5 (classes of 4 and 5 years) are one family: the younger one is the second. */
  g_assert_true (enr_child_join_family (nursery->db, &nursery->actor, &nursery->children[4],
                                        &nursery->children[5], &error));
  fixture->rule->second_percent = 50;
  save_rule (fixture);
  for (guint child = 4; child <= 5; child++)
    was_here (fixture, child, 1, 9 * 60, 18 * 60 + 21);
  month = load (fixture, NULL);
  g_assert_cmpint (find (fixture, month, 5, 1)->amount, ==, 200);
  g_assert_cmpint (find (fixture, month, 4, 1)->amount, ==, 100);
  g_clear_pointer (&month, enr_care_month_free);

  /* The elder one is in another class, and counts all the same. */
  month = load (fixture, &nursery->classes[4]);
  g_assert_cmpuint (month->charges->len, ==, 1);
  g_assert_cmpint (month->total, ==, 100);
  g_clear_pointer (&month, enr_care_month_free);

  /* 減免 from the 10th on. */
  g_assert_true (enr_care_terms_set (nursery->db, &nursery->actor, &terms, &error));
  was_here (fixture, 5, 9, 9 * 60, 18 * 60 + 21);
  month = load (fixture, NULL);
  g_assert_cmpint (find (fixture, month, 5, 9)->amount, ==, 200);
  g_clear_pointer (&month, enr_care_month_free);

  /* By the month from the 1st on: the month's price, and what the rule for spot says no more. */
  terms = (EnrCareTerms){ .child_id = nursery->children[5],
                          .first = june (1),
                          .last = ENR_DATE_NONE,
                          .contract = ENR_CONTRACT_MONTHLY };
  g_assert_true (enr_care_terms_set (nursery->db, &nursery->actor, &terms, &error));
  fixture->rule->contract = ENR_CONTRACT_SPOT;
  save_rule (fixture);
  {
    g_autoptr (EnrCareRule) monthly = enr_care_rule_copy (fixture->rule);

    monthly->id = enr_uuid_none;
    monthly->contract = ENR_CONTRACT_MONTHLY;
    monthly->monthly_price = 3000;
    monthly->bands[0].first = 19 * 60;
    g_assert_true (enr_care_rule_save (nursery->db, &nursery->actor, monthly, &error));
  }
  month = load (fixture, NULL);
  g_assert_null (find (fixture, month, 5, 1));
  g_assert_cmpint (
      enr_care_month_find (month, &nursery->children[5], june (1), ENR_CHARGE_MONTH)->amount, ==,
      3000);
  g_assert_cmpint (find (fixture, month, 4, 1)->amount, ==, 100);
}

static void
test_certification (Fixture *fixture, gconstpointer data)
{
  EnrTestNursery *nursery = fixture->nursery;
  g_autoptr (EnrCareMonth) month = NULL;
  g_autoptr (GError) error = NULL;
  EnrCertification certification = { .kind = ENR_CERTIFICATION_2,
                                     .care_hours = ENR_CARE_SHORT,
                                     .number = (char *) "1",
                                     .first = june (3),
                                     .last = ENR_DATE_NONE };

  fixture->rule->care_hours = ENR_CARE_SHORT;
  save_rule (fixture);
  g_assert_true (enr_child_certify (nursery->db, &nursery->actor, &nursery->children[3],
                                    &certification, &error));
  was_here (fixture, 3, 2, 9 * 60, 18 * 60 + 21);
  was_here (fixture, 3, 3, 9 * 60, 18 * 60 + 21);
  month = load (fixture, NULL);
  g_assert_cmpuint (month->charges->len, ==, 1);
  g_assert_nonnull (find (fixture, month, 3, 3));
  g_assert_cmpuint (month->n_unruled, ==, 1); /* the day before, for which no rule holds */
}

/* The estimate at the door is the charge on the bill, for any minute. */
static void
test_estimate (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrCareMonth) month = NULL;
  EnrCareResult result;
  int next;

  fixture->rule->monthly_cap = 600;
  save_rule (fixture);
  was_here (fixture, 0, 1, 9 * 60, 18 * 60 + 50);
  was_here (fixture, 0, 2, 9 * 60, ENR_MINUTES_NONE);
  for (int left = 17 * 60; left < 21 * 60; left += 7)
    {
      g_autoptr (EnrCareMonth) after = NULL;
      const EnrCharge *charge;

      was_here (fixture, 0, 2, 9 * 60, ENR_MINUTES_NONE);
      month = load (fixture, NULL);
      g_assert_true (enr_care_month_estimate (month, 0, june (2), left, &result, &next));
      was_here (fixture, 0, 2, 9 * 60, left);
      after = load (fixture, NULL);
      charge = find (fixture, after, 0, 2);
      g_assert_cmpint (charge != NULL ? charge->amount : 0, ==, result.amount);
      g_assert_cmpint (charge != NULL ? charge->minutes : 0, ==, result.minutes);
      g_assert_true (next == ENR_MINUTES_NONE || next > left);
      g_clear_pointer (&month, enr_care_month_free);
    }
  month = load (fixture, NULL);
  g_assert_false (enr_care_month_estimate (month, 1, june (2), 18 * 60, &result, NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/care-month/follows-the-punches", test_follows_the_punches);
  ADD ("/care-month/decisions-stay", test_decisions_stay);
  ADD ("/care-month/decisions-refused", test_decisions_refused);
  ADD ("/care-month/fault-loop", test_fault_loop);
  ADD ("/care-month/months-cap", test_months_cap);
  ADD ("/care-month/family-and-terms", test_family_and_terms);
  ADD ("/care-month/certification", test_certification);
  ADD ("/care-month/estimate", test_estimate);
#undef ADD
  return g_test_run ();
}
