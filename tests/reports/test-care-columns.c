/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Columns of extended care: what stands on the paper is what is billed.
 */
#include "config.h"
#include "reports/care-columns.h"

#include "attendance/entry.h"
#include "base/clock.h"
#include "fees/decision.h"
#include "reports/daily-register.h"
#include "sample.h"
#include "support/fixture.h"

static void
was_here (EnrTestNursery *nursery, guint child, EnrDate day, int left)
{
  g_autoptr (GError) error = NULL;
  EnrEntryTimes times = { 9 * 60, left, NULL };

  enr_entry_set_times (nursery->db, &nursery->actor, &nursery->children[child], day, &times,
                       "打刻忘れ", &error);
  g_assert_no_error (error);
}

static EnrTestNursery *
make_nursery (void)
{
  g_autoptr (EnrCareRule) rule = enr_care_rule_new ();
  g_autoptr (GError) error = NULL;
  EnrTestNursery *nursery = enr_test_nursery_new (2);

  enr_clock_set_fixed (enr_test_at (22, 0));
  rule->name = (g_free (rule->name), g_strdup ("延長保育"));
  rule->first = enr_date_new (2026, 4, 1);
  rule->n_bands = 1;
  rule->bands[0] = (EnrCareBand){ ENR_BAND_AFTER, 18 * 60, ENR_MINUTES_MAX, 0, 5, 15, 100 };
  enr_care_rule_save (nursery->db, &nursery->actor, rule, &error);
  g_assert_no_error (error);
  was_here (nursery, 0, enr_test_day (), 18 * 60 + 21);
  was_here (nursery, 0, enr_test_day () - 1, 19 * 60);
  was_here (nursery, 1, enr_test_day (), 18 * 60 + 5);
  return nursery;
}

static void
test_load (void)
{
  g_autoptr (EnrTestNursery) nursery = make_nursery ();
  g_autoptr (EnrForm) plain = sample_form (ENR_FORM_ATTENDANCE_BOOK);
  g_autoptr (EnrForm) form
      = sample_form_with (ENR_FORM_ATTENDANCE_BOOK, "field=\"late\"", "field=\"extended-amount\"");
  g_autoptr (EnrCareMonth) care = NULL;
  g_autoptr (GError) error = NULL;
  const EnrChargeSeen seen = { nursery->children[0], enr_test_day (), ENR_CHARGE_DAY, 200 };
  gint64 sum = 0;

  /* A form without such a column costs nothing. */
  g_assert_true (enr_care_columns_load (plain, nursery->db, enr_test_day (), &care, &error));
  g_assert_null (care);

  /* What a person decided counts, as on the bill. */
  enr_care_decide (nursery->db, &nursery->actor, &seen, 1, ENR_CHARGE_ADJUSTED, 150, "電車の遅れ",
                   &error);
  g_assert_no_error (error);
  g_assert_true (enr_care_columns_load (form, nursery->db, enr_test_day (), &care, &error));
  for (guint i = 0; i < nursery->n_children; i++)
    sum += enr_care_columns_sum (care, &nursery->children[i], "extended-amount", ENR_DATE_NONE);
  g_assert_cmpint (sum, ==, 550);
  g_assert_cmpint (sum, ==, care->total);
  g_assert_cmpint (
      enr_care_columns_sum (care, &nursery->children[0], "extended-minutes", ENR_DATE_NONE), ==,
      71);
  g_assert_cmpint (enr_care_columns_sum (care, &nursery->children[0], "extended", enr_test_day ()),
                   ==, 16);
  g_assert_cmpint (enr_care_columns_sum (care, &nursery->children[1], "extended", enr_test_day ()),
                   ==, 0);
  g_assert_cmpint (enr_care_columns_sum (NULL, &nursery->children[0], "extended", enr_test_day ()),
                   ==, 0);
}

static void
test_register (void)
{
  g_autoptr (EnrTestNursery) nursery = make_nursery ();
  g_autoptr (EnrForm) form = sample_form_with (
      ENR_FORM_DAILY_REGISTER, "<column field=\"sex\" heading=\"性別\" width=\"9\"/>",
      "<column field=\"extended\" heading=\"延長(分)\" width=\"12\" align=\"right\"/>");
  g_autoptr (EnrDay) day = NULL;
  g_autoptr (EnrCareMonth) care = NULL;
  g_autoptr (EnrDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  const EnrDrawnPage *page;
  guint n = 0;

  day = enr_day_load (nursery->db, enr_test_day (), NULL, &error);
  g_assert_true (enr_care_columns_load (form, nursery->db, enr_test_day (), &care, &error));
  document = enr_daily_register_new (day, care, form, &error);
  g_assert_no_error (error);
  page = enr_document_get_page (document, 0);
  for (guint i = 0; i < enr_drawn_page_count_texts (page); i++)
    n += g_str_equal (enr_drawn_page_get_text (page, i, NULL, NULL, NULL), "16");
  g_assert_cmpuint (n, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reports/care-columns/load", test_load);
  g_test_add_func ("/reports/care-columns/register", test_register);
  return g_test_run ();
}
