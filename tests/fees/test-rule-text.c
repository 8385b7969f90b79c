/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Rules in words, in the language of the program's source.
 */
#include "config.h"

#include "fees/rule-text.h"

#define AT(hour, minute) ((hour) *60 + (minute))

static EnrCareRule *
make_rule (void)
{
  EnrCareRule *rule = enr_care_rule_new ();

  rule->name = (g_free (rule->name), g_strdup ("延長保育"));
  rule->first = enr_date_new (2026, 4, 1);
  rule->n_bands = 1;
  rule->bands[0] = (EnrCareBand){ ENR_BAND_AFTER, AT (18, 0), ENR_MINUTES_MAX, 0, 5, 15, 100 };
  return rule;
}

static void
assert_summary (const EnrCareRule *rule, const char *expected)
{
  g_autofree char *text = enr_care_rule_dup_summary (rule);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_example (const EnrCareRule *rule, guint band, const char *expected)
{
  g_autofree char *text = enr_care_rule_dup_example (rule, band);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_summary (void)
{
  g_autoptr (EnrCareRule) rule = make_rule ();

  /* What goes without saying is not said. */
  assert_summary (rule, "from 18:00 15 min 100円 grace 5 min");
  rule->care_hours = ENR_CARE_STANDARD;
  assert_summary (rule, "Standard hours from 18:00 15 min 100円 grace 5 min");
  rule->certifications = 1u << 2 | 1u << 3;
  rule->weekdays = 1u << ENR_SATURDAY | 1u << ENR_SUNDAY;
  rule->contract = ENR_CONTRACT_SPOT;
  assert_summary (rule,
                  "Type 2 Type 3 Standard hours 土日 Spot from 18:00 15 min 100円 grace 5 min");

  rule->certifications = 0xf;
  rule->weekdays = 0x7f;
  rule->contract = ENR_CONTRACT_MONTHLY;
  rule->care_hours = ENR_CARE_NONE;
  rule->bands[0].last = AT (19, 0);
  rule->bands[0].grace = 0;
  rule->bands[0].unit = 0;
  rule->bands[rule->n_bands++] = (EnrCareBand){ ENR_BAND_BEFORE, 0, AT (7, 30), 0, 0, 30, 1200 };
  rule->bands[rule->n_bands++]
      = (EnrCareBand){ ENR_BAND_STAY, AT (8, 30), AT (16, 30), AT (8, 0), 0, 60, 300 };
  rule->monthly_price = 3000;
  rule->is_rounded_down = TRUE;
  rule->basis = ENR_BASIS_PLANNED;
  rule->daily_cap = 500;
  rule->monthly_cap = 5000;
  rule->second_percent = 50;
  rule->third_percent = 0;
  rule->exempt_percent = 10;
  assert_summary (
      rule,
      "Monthly from 18:00 to 19:00 100円 once, until 7:30 30 min 1,200円, from 8:30 to 16:30 "
      "over 8:00 60 min 300円, 3,000円 a month, rounded down, by the plan, at most 500円 a day, "
      "at most 5,000円 a month, second child 50%, third child 0%, exempt 10%");
}

/* The engine's own figures: one minute into the second unit. */
static void
test_example (void)
{
  g_autoptr (EnrCareRule) rule = make_rule ();

  assert_example (rule, 0,
                  "Example: leaving at 18:21 → 18:21 - (18:00 + 5 min grace) = 16 min, 2 units of "
                  "15 min, 200円");
  rule->is_rounded_down = TRUE;
  assert_example (rule, 0,
                  "Example: leaving at 18:21 → 18:21 - (18:00 + 5 min grace) = 16 min, 1 unit of "
                  "15 min, 100円");
  rule->is_rounded_down = FALSE;
  rule->bands[rule->n_bands++] = (EnrCareBand){ ENR_BAND_BEFORE, 0, AT (7, 30), 0, 0, 30, 50 };
  assert_example (rule, 1,
                  "Example: arriving at 6:59 → 7:30 - 6:59 = 31 min, 2 units of 30 min, 100円");
  rule->bands[0] = (EnrCareBand){ ENR_BAND_STAY, AT (8, 30), AT (20, 0), AT (8, 0), 0, 60, 300 };
  assert_example (rule, 0,
                  "Example: here from 8:30 to 17:31 → 17:31 - 8:30 - 8:00 = 61 min, 2 units of "
                  "60 min, 600円");
  rule->bands[0].last = AT (16, 0);
  assert_example (rule, 0, "The window is too short: nothing would be charged.");

  /* Nothing is said of a rule that would be refused, or of a window that is none. */
  assert_example (rule, 2, NULL);
  rule->bands[0].last = AT (8, 0);
  assert_example (rule, 0, NULL);
}

static void
test_suggest (void)
{
  EnrHours hours = { AT (7, 0), AT (19, 0), AT (7, 30), AT (18, 30), AT (8, 30), AT (16, 30) };
  EnrCareBand band = { ENR_BAND_AFTER, 1, 2, 3, 5, 15, 100 };

  g_assert_true (enr_care_band_suggest (&band, &hours, ENR_CARE_STANDARD));
  g_assert_cmpint (band.first, ==, AT (18, 30));
  g_assert_cmpint (band.last, ==, ENR_MINUTES_MAX);
  g_assert_cmpint (band.stay, ==, 0);
  g_assert_cmpint (band.price, ==, 100);
  g_assert_true (enr_care_band_suggest (&band, &hours, ENR_CARE_SHORT));
  g_assert_cmpint (band.first, ==, AT (16, 30));
  band.kind = ENR_BAND_BEFORE;
  g_assert_true (enr_care_band_suggest (&band, &hours, ENR_CARE_SHORT));
  g_assert_cmpint (band.first, ==, 0);
  g_assert_cmpint (band.last, ==, AT (8, 30));
  band.kind = ENR_BAND_STAY;
  g_assert_true (enr_care_band_suggest (&band, &hours, ENR_CARE_STANDARD));
  g_assert_cmpint (band.stay, ==, AT (11, 0));
  g_assert_cmpint (band.first, ==, AT (7, 30));

  hours.short_end = ENR_MINUTES_NONE;
  g_assert_false (enr_care_band_suggest (&band, &hours, ENR_CARE_SHORT));
  g_assert_cmpint (band.stay, ==, AT (11, 0));
}

static void
test_sum (void)
{
  g_autofree char *text = enr_care_dup_sum (16, 1200);

  g_assert_cmpstr (text, ==, "Extended 16 min 1,200円");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rule-text/summary", test_summary);
  g_test_add_func ("/rule-text/example", test_example);
  g_test_add_func ("/rule-text/suggest", test_suggest);
  g_test_add_func ("/rule-text/sum", test_sum);
  return g_test_run ();
}
