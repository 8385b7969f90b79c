/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Closing a month: the checklist, what is frozen, and what a later change does.
 */
#include "config.h"

#include "month/closing.h"

#include <string.h>

#include "attendance/closing.h"
#include "attendance/entry.h"
#include "base/clock.h"
#include "fees/decision.h"
#include "month/fee-month.h"
#include "nursery/error.h"
#include "nursery/facility.h"
#include "statistics/meal.h"
#include "support/fixture.h"

typedef struct
{
  EnrTestNursery *nursery;
  EnrDate may;
} Fixture;

static void
was_here (Fixture *fixture, guint child, int day, int left)
{
  g_autoptr (GError) error = NULL;
  EnrEntryTimes times = { 9 * 60, left, NULL };

  enr_entry_set_times (fixture->nursery->db, &fixture->nursery->actor,
                       &fixture->nursery->children[child], fixture->may + day - 1, &times,
                       "打刻忘れ", &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrCareRule) rule = enr_care_rule_new ();

  fixture->nursery = enr_test_nursery_new (3);
  fixture->may = enr_date_new (2026, 5, 1);
  g_free (rule->name);
  rule->name = g_strdup ("延長保育");
  rule->first = enr_date_new (2026, 4, 1);
  rule->n_bands = 1;
  rule->bands[0] = (EnrCareBand){ ENR_BAND_AFTER, 18 * 60, 27 * 60, 0, 5, 15, 100 };
  enr_care_rule_save (fixture->nursery->db, &fixture->nursery->actor, rule, &error);
  g_assert_no_error (error);
  was_here (fixture, 0, 1, 18 * 60 + 21);
  was_here (fixture, 1, 1, 18 * 60 + 6);
  was_here (fixture, 2, 1, 17 * 60);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  enr_test_nursery_free (fixture->nursery);
}

static EnrMonthState *
load (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  EnrMonthState *state = enr_month_state_load (fixture->nursery->db, fixture->may + 14, &error);

  g_assert_no_error (error);
  return state;
}

static gboolean
close_month (Fixture *fixture, const char *reason, int *revision, GError **error)
{
  return enr_month_close (fixture->nursery->db, &fixture->nursery->actor, fixture->may, reason,
                          revision, error);
}

static void
test_checklist (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrMonthState) state = load (fixture);
  g_autoptr (GError) error = NULL;
  EnrEntryTimes times = { 9 * 60, ENR_MINUTES_NONE, NULL };
  EnrChargeSeen seen = { fixture->nursery->children[0], fixture->may, ENR_CHARGE_DAY, 200 };
  guint n_days = state->n_days;

  /* May 2026 has 23 days on which the sample is open: Mondays to Saturdays but for 4 holidays (3rd,
   * a Sunday, to 6th). */
  g_assert_cmpuint (n_days, ==, 23);
  g_assert_cmpuint (state->counts[ENR_MONTH_DAY_NOT_CLOSED], ==, n_days);
  g_assert_cmpuint (state->counts[ENR_MONTH_NO_WORD], ==, 3 * (n_days - 1));
  g_assert_cmpuint (state->counts[ENR_MONTH_DRAFT_CHARGE], ==, 2);
  g_assert_cmpuint (state->counts[ENR_MONTH_NO_DEPARTURE], ==, 0);
  g_assert_cmpint (state->closing.revision, ==, 0);
  g_clear_pointer (&state, enr_month_state_free);

  g_assert_true (enr_entry_set_times (fixture->nursery->db, &fixture->nursery->actor,
                                      &fixture->nursery->children[2], fixture->may + 1, &times, "x",
                                      &error));
  g_assert_true (enr_entry_set_sight (fixture->nursery->db, &fixture->nursery->actor,
                                      &fixture->nursery->children[2], fixture->may,
                                      ENR_SIGHT_ABSENT, &error));
  g_assert_true (enr_care_decide (fixture->nursery->db, &fixture->nursery->actor, &seen, 1,
                                  ENR_CHARGE_CONFIRMED, 0, NULL, &error));
  g_assert_true (
      enr_day_close (fixture->nursery->db, &fixture->nursery->actor, fixture->may, NULL, &error));
  g_assert_no_error (error);
  state = load (fixture);
  g_assert_cmpuint (state->counts[ENR_MONTH_DAY_NOT_CLOSED], ==, n_days - 1);
  g_assert_cmpuint (state->counts[ENR_MONTH_NO_DEPARTURE], ==, 1);
  g_assert_cmpuint (state->counts[ENR_MONTH_MISMATCH], ==, 1);
  g_assert_cmpuint (state->counts[ENR_MONTH_DRAFT_CHARGE], ==, 1);
}

/* May 2026 has five Saturdays, all of them open. */
static void
test_saturdays (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrFacility) facility = enr_facility_load (fixture->nursery->db, &error);
  g_autoptr (EnrMonthState) state = load (fixture);
  guint n_no_word = state->counts[ENR_MONTH_NO_WORD];
  guint n_items = state->items->len;
  EnrEntryPlan plan = { 9 * 60, ENR_MINUTES_NONE, "" };

  facility->is_saturday_by_plan = TRUE;
  g_assert_true (
      enr_facility_save (fixture->nursery->db, &fixture->nursery->actor, facility, &error));
  g_assert_true (enr_entry_set_plan (fixture->nursery->db, &fixture->nursery->actor,
                                     &fixture->nursery->children[0], enr_date_new (2026, 5, 9),
                                     &plan, &error));
  g_assert_no_error (error);
  g_clear_pointer (&state, enr_month_state_free);
  state = load (fixture);
  g_assert_cmpuint (state->counts[ENR_MONTH_NO_WORD], ==, n_no_word - (5 * 3 - 1));
  g_assert_cmpuint (state->items->len, ==, n_items - (5 * 3 - 1));
}

/* The rows of a table. */
static guint
count (Fixture *fixture, const char *table)
{
  g_autofree char *dump = enr_test_dump (fixture->nursery->path);
  g_auto (GStrv) lines = g_strsplit (dump, "\n", -1);
  guint n = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_equal (lines[i], table))
      while (lines[i + 1 + n] != NULL && strchr (lines[i + 1 + n], ' ') != NULL)
        n++;
  return n;
}

static void
test_frozen (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrMonthState) state = NULL;
  g_autoptr (GArray) closed = NULL;
  g_autoptr (GError) error = NULL;
  int revision = 0;

  g_assert_true (close_month (fixture, NULL, &revision, &error));
  g_assert_no_error (error);
  g_assert_cmpint (revision, ==, 1);
  state = load (fixture);
  g_assert_cmpint (state->closing.revision, ==, 1);
  g_assert_cmpint (state->closing.total, ==, 300);
  g_assert_cmpint (state->closing.unresolved, ==, state->items->len);
  g_assert_false (state->has_changed);
  closed = enr_month_state_load_closed (state, fixture->nursery->db, &error);
  g_assert_cmpuint (closed->len, ==, 2);
  g_clear_pointer (&state, enr_month_state_free);

  /* Twice the same is refused. */
  g_assert_false (close_month (fixture, "もう一度", NULL, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY);
  g_clear_error (&error);

  /* A corrected punch shows against the closing, and the closing stays. */
  was_here (fixture, 0, 1, 18 * 60 + 50);
  state = load (fixture);
  g_assert_true (state->has_changed);
  g_assert_cmpint (state->closing.total, ==, 300);
  g_assert_cmpint (state->care->total, ==, 400);
  {
    const EnrMonthDifference *difference = NULL;

    for (guint i = 0; i < state->differences->len && difference == NULL; i++)
      if (g_array_index (state->differences, EnrMonthDifference, i).day == fixture->may)
        difference = &g_array_index (state->differences, EnrMonthDifference, i);
    g_assert_nonnull (difference);
    g_assert_cmpint (difference->closed, ==, 200);
    g_assert_cmpint (difference->now, ==, 300);
  }
  g_clear_pointer (&closed, g_array_unref);
  closed = enr_month_state_load_closed (state, fixture->nursery->db, &error);
  g_assert_cmpuint (closed->len, ==, 2);
  g_clear_pointer (&state, enr_month_state_free);

  /* The next revision needs a reason, and leaves the first as it was. */
  g_assert_false (close_month (fixture, " ", NULL, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_REASON);
  g_clear_error (&error);
  g_assert_true (close_month (fixture, "打刻の訂正", &revision, &error));
  g_assert_cmpint (revision, ==, 2);
  state = load (fixture);
  g_assert_false (state->has_changed);
  g_assert_cmpint (state->closing.total, ==, 400);
  g_assert_cmpstr (state->closing.reason, ==, "打刻の訂正");
}

/* What changes no charge is flagged all the same: the figures are made from it. */
static void
test_any_input (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrMonthState) state = NULL;
  g_autoptr (GError) error = NULL;
  EnrEntryAbsence absence = { "sick", "", "" };
  EnrEntryPlan plan = { 9 * 60, 17 * 60, "" };

  g_assert_true (close_month (fixture, NULL, NULL, &error));
  g_assert_true (enr_entry_set_absence (fixture->nursery->db, &fixture->nursery->actor,
                                        &fixture->nursery->children[2], fixture->may + 1, &absence,
                                        &error));
  state = load (fixture);
  g_assert_true (state->has_changed);
  g_clear_pointer (&state, enr_month_state_free);
  absence.kind = NULL;
  g_assert_true (enr_entry_set_absence (fixture->nursery->db, &fixture->nursery->actor,
                                        &fixture->nursery->children[2], fixture->may + 1, &absence,
                                        &error));
  state = load (fixture);
  g_assert_false (state->has_changed); /* back to what it was made from */
  g_clear_pointer (&state, enr_month_state_free);
  g_assert_true (enr_entry_set_plan (fixture->nursery->db, &fixture->nursery->actor,
                                     &fixture->nursery->children[2], fixture->may, &plan, &error));
  state = load (fixture);
  g_assert_true (state->has_changed);
  g_assert_cmpuint (state->differences->len, ==, 0);
}

static EnrMonthlyStatistics *
load_figures (Fixture *fixture, EnrMonthFigures figures)
{
  g_autoptr (GError) error = NULL;
  EnrMonthlyStatistics *statistics
      = enr_month_statistics_load (fixture->nursery->db, fixture->may + 14, figures, &error);

  g_assert_no_error (error);
  return statistics;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (((const EnrFigure *) a)->name, ((const EnrFigure *) b)->name);
}

static char *
dup_figures (const EnrMonthlyStatistics *statistics)
{
  g_autoptr (GArray) figures = enr_monthly_statistics_figures (statistics);
  GString *text = g_string_new (NULL);

  g_array_sort (figures, compare_names);
  for (guint i = 0; i < figures->len; i++)
    g_string_append_printf (text, "%s %d\n", g_array_index (figures, EnrFigure, i).name,
                            (int) g_array_index (figures, EnrFigure, i).value);
  return g_string_free (text, FALSE);
}

static void
set_meal (Fixture *fixture, EnrMeal *meal, int at)
{
  g_autoptr (GError) error = NULL;

  meal->at = at;
  enr_meal_save (fixture->nursery->db, &fixture->nursery->actor, meal, &error);
  g_assert_no_error (error);
}

/* What was closed stays what is printed, to the last figure, whatever is entered afterwards. */
static void
test_figures (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrMonthlyStatistics) statistics = load_figures (fixture, ENR_FIGURES_OF_CLOSING);
  g_autoptr (GError) error = NULL;
  g_autofree char *closed = NULL;
  g_autofree char *frozen = NULL;
  g_autofree char *live = NULL;
  g_autofree char *second = NULL;
  EnrMeal meal = { enr_uuid_none, (char *) "給食/午前", 10 * 60 };
  EnrMeal snack = { enr_uuid_none, (char *) "おやつ", 15 * 60 };
  EnrEntryAbsence absence = { "sick", "", "" };
  const EnrMealLine *line;

  g_assert_cmpint (statistics->closing.revision, ==, 0);
  g_assert_false (statistics->closing.is_frozen);
  g_clear_pointer (&statistics, enr_monthly_statistics_free);
  set_meal (fixture, &meal, 10 * 60);
  set_meal (fixture, &snack, 15 * 60);
  g_assert_true (enr_entry_set_absence (fixture->nursery->db, &fixture->nursery->actor,
                                        &fixture->nursery->children[1], fixture->may + 1, &absence,
                                        &error));
  g_assert_true (close_month (fixture, NULL, NULL, &error));

  /* Nothing has changed yet: the whole working is there. */
  statistics = load_figures (fixture, ENR_FIGURES_OF_CLOSING);
  g_assert_cmpint (statistics->closing.revision, ==, 1);
  g_assert_true (statistics->closing.is_frozen);
  g_assert_false (statistics->closing.has_changed);
  g_assert_cmpuint (statistics->need[ENR_RATIOS_PRESENT].n_groups, >, 0);
  g_assert_cmpint (g_array_index (statistics->meals, EnrMealLine, 0).at, ==, ENR_MINUTES_NONE);
  closed = dup_figures (statistics);
  g_clear_pointer (&statistics, enr_monthly_statistics_free);

  was_here (fixture, 2, 2, 19 * 60);
  set_meal (fixture, &meal, 12 * 60);
  statistics = load_figures (fixture, ENR_FIGURES_OF_RECORDS);
  live = dup_figures (statistics);
  g_assert_cmpstr (live, !=, closed);
  g_assert_cmpuint (enr_monthly_statistics_total (statistics).present, ==, 4);
  g_assert_false (statistics->closing.is_frozen);
  g_assert_true (statistics->closing.has_changed);
  g_clear_pointer (&statistics, enr_monthly_statistics_free);

  statistics = load_figures (fixture, ENR_FIGURES_OF_CLOSING);
  frozen = dup_figures (statistics);
  g_assert_cmpstr (frozen, ==, closed);
  g_assert_cmpuint (enr_monthly_statistics_total (statistics).present, ==, 3);
  g_assert_true (statistics->closing.is_frozen);
  g_assert_true (statistics->closing.has_changed);
  g_assert_cmpint (statistics->closing.revision, ==, 1);
  /* A time or a working of now must not stand beside a figure of then. */
  g_assert_cmpuint (statistics->meals->len, ==, 2);
  for (guint i = 0; i < statistics->meals->len; i++)
    {
      line = &g_array_index (statistics->meals, EnrMealLine, i);
      g_assert_cmpint (line->at, ==, ENR_MINUTES_NONE);
      g_assert_cmpuint (enr_statistics_sum (line->children), ==, 3);
    }
  g_assert_cmpuint (statistics->need[ENR_RATIOS_PRESENT].n_groups, ==, 0);
  g_assert_cmpuint (statistics->need[ENR_RATIOS_PRESENT].required, ==, 2);
  g_clear_pointer (&statistics, enr_monthly_statistics_free);

  /* The newest revision is the one that counts. */
  g_assert_true (close_month (fixture, "打刻の訂正", NULL, &error));
  statistics = load_figures (fixture, ENR_FIGURES_OF_CLOSING);
  second = dup_figures (statistics);
  g_assert_cmpstr (second, ==, live);
  g_assert_cmpint (statistics->closing.revision, ==, 2);
  g_assert_false (statistics->closing.has_changed);
}

/* Evening and night (夜間) are told apart, in the order of the day, also when they come from a
 * closing. */
static void
test_bands (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *label;
    guint children;
    guint minutes;
    gint64 amount;
  } expected[] = {
    { "早朝", 1, 30, 100 },
    { "延長", 2, 6 + 120, 100 + 800 },
    { "延長（20:00から）", 1, 31, 600 },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rules
      = enr_care_rule_list (fixture->nursery->db, ENR_DATE_NONE, ENR_DATE_NONE, &error);
  EnrCareRule *rule = g_ptr_array_index (rules, 0);
  EnrEntryTimes times = { 7 * 60, 20 * 60 + 31, NULL };

  rule->n_bands = 3;
  rule->bands[0] = (EnrCareBand){ ENR_BAND_AFTER, 20 * 60, 27 * 60, 0, 0, 30, 300 };
  rule->bands[1] = (EnrCareBand){ ENR_BAND_AFTER, 18 * 60, 20 * 60, 0, 0, 15, 100 };
  rule->bands[2] = (EnrCareBand){ ENR_BAND_BEFORE, 0, 7 * 60 + 30, 0, 0, 30, 100 };
  g_assert_true (enr_care_rule_save (fixture->nursery->db, &fixture->nursery->actor, rule, &error));
  g_assert_true (enr_entry_set_times (fixture->nursery->db, &fixture->nursery->actor,
                                      &fixture->nursery->children[0], fixture->may, &times, "x",
                                      &error));
  g_assert_no_error (error);
  for (guint closed = 0; closed < 2; closed++)
    {
      g_autoptr (EnrMonthlyStatistics) statistics = load_figures (fixture, ENR_FIGURES_OF_CLOSING);

      g_assert_cmpuint (statistics->bands->len, ==, G_N_ELEMENTS (expected));
      for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
        {
          const EnrBandLine *line = &g_array_index (statistics->bands, EnrBandLine, i);

          g_assert_cmpstr (line->label, ==, expected[i].label);
          g_assert_cmpuint (line->children, ==, expected[i].children);
          g_assert_cmpuint (line->minutes, ==, expected[i].minutes);
          g_assert_cmpint (line->amount, ==, expected[i].amount);
        }
      if (closed == 0)
        g_assert_true (close_month (fixture, NULL, NULL, &error));
    }
}

/* Fees are those of the closing, and only the family whose charges would be others is told. */
static void
test_fees (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrFeeMonth) month = NULL;

  g_assert_true (close_month (fixture, NULL, NULL, &error));
  month = enr_fee_month_load (fixture->nursery->db, fixture->may, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (month->has_changed);
  g_clear_pointer (&month, enr_fee_month_free);
  was_here (fixture, 0, 1, 18 * 60 + 50);
  month = enr_fee_month_load (fixture->nursery->db, fixture->may, NULL, &error);
  g_assert_true (month->has_changed);
  for (guint i = 0; i < month->families->len; i++)
    {
      const EnrFeeFamily *family = &g_array_index (month->families, EnrFeeFamily, i);
      const EnrFeeChild *child = &g_array_index (month->children, EnrFeeChild,
                                                 g_array_index (family->children, guint, 0));
      gboolean is_first = enr_uuid_equal (&child->child_id, &fixture->nursery->children[0]);

      g_assert_cmpint (family->total, ==, is_first ? 200 : 100);
      g_assert_cmpint (family->has_changed, ==, is_first);
    }
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = enr_test_dump (fixture->nursery->path);
  g_autofree char *after = NULL;

  /* Today is the 10th of June. */
  g_assert_false (enr_month_close (fixture->nursery->db, &fixture->nursery->actor,
                                   enr_date_new (2026, 6, 1), NULL, NULL, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  after = enr_test_dump (fixture->nursery->path);
  enr_test_assert_same (after, before);
}

static void
test_bills (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (enr_child_join_family (fixture->nursery->db, &fixture->nursery->actor,
                                        &fixture->nursery->children[0],
                                        &fixture->nursery->children[1], &error));
  g_assert_true (close_month (fixture, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count (fixture, "bill"), ==,
                    1); /* one for the family, none for who owes nothing */
  g_assert_cmpuint (count (fixture, "month_charge"), ==, 2);
  g_assert_cmpuint (count (fixture, "month_closing"), ==, 1);
}

static void
test_fault_loop (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = enr_test_dump (fixture->nursery->path);
  int n = 1;

  /* Every statement would take minutes: all of the first, then in steps. */
  for (;; n += n < 40 ? 1 : 37)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *after = NULL;
      gboolean is_done;

      enr_db_set_fault (fixture->nursery->db, n);
      is_done = close_month (fixture, NULL, NULL, &error);
      enr_db_set_fault (fixture->nursery->db, 0);
      if (is_done)
        break;
      after = enr_test_dump (fixture->nursery->path);
      enr_test_assert_same (after, before);
    }
  g_assert_cmpint (n, >, 100);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/closing/checklist", test_checklist);
  ADD ("/closing/saturdays", test_saturdays);
  ADD ("/closing/frozen", test_frozen);
  ADD ("/closing/any-input", test_any_input);
  ADD ("/closing/figures", test_figures);
  ADD ("/closing/bands", test_bands);
  ADD ("/closing/fees", test_fees);
  ADD ("/closing/refused", test_refused);
  ADD ("/closing/bills", test_bills);
  ADD ("/closing/fault-loop", test_fault_loop);
#undef ADD
  return g_test_run ();
}
