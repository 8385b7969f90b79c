/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Rules for extended care: what is refused, and when two of them meet.
 */
#include "config.h"

#include "fees/rule.h"

#include <string.h>

#include "fees/terms.h"
#include "nursery/error.h"
#include "support/fixture.h"

static EnrCareRule *
make_rule (const char *name)
{
  EnrCareRule *rule = enr_care_rule_new ();

  g_free (rule->name);
  rule->name = g_strdup (name);
  rule->first = enr_date_new (2026, 4, 1);
  rule->n_bands = 1;
  rule->bands[0] = (EnrCareBand){ ENR_BAND_AFTER, 1080, 1620, 0, 5, 15, 100 };
  return rule;
}

static void
assert_refused (const EnrCareRule *rule, const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (enr_care_rule_check (rule, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_refused (void)
{
  g_autoptr (EnrCareRule) rule = make_rule ("延長");
  g_autoptr (GError) error = NULL;

  g_assert_true (enr_care_rule_check (rule, &error));
  rule->bands[0].price = -1;
  assert_refused (rule, "-1 is not a price");
  rule->bands[0].price = 100;
  rule->bands[0].last = 1020;
  assert_refused (rule, "The window 18:00 to 17:00 ends before it begins");
  rule->bands[0].last = 1621;
  assert_refused (rule, "27:00");
  rule->bands[0].last = 1620;
  rule->bands[0].unit = -15;
  assert_refused (rule, "A unit");
  rule->bands[0].unit = 15;
  rule->bands[0].grace = 241;
  assert_refused (rule, "grace");
  rule->bands[0].grace = 0;
  rule->last = enr_date_new (2026, 3, 31);
  assert_refused (rule, "ends before it begins");
  rule->last = ENR_DATE_NONE;
  rule->weekdays = 0;
  assert_refused (rule, "nobody");
  rule->weekdays = 0x7f;
  rule->bands[rule->n_bands++] = (EnrCareBand){ ENR_BAND_AFTER, 1200, 1620, 0, 0, 15, 200 };
  assert_refused (rule, "overlap");
  rule->bands[0].last = 1200;
  g_assert_true (enr_care_rule_check (rule, &error));
  rule->is_summed = TRUE;
  assert_refused (rule, "same unit and price");
  rule->is_summed = FALSE;
  rule->second_percent = 101;
  assert_refused (rule, "per cent");
  rule->second_percent = 50;
  rule->monthly_price = 3000;
  assert_refused (rule, "monthly contracts only");
  rule->contract = ENR_CONTRACT_MONTHLY;
  rule->daily_cap = -5;
  assert_refused (rule, "9,999,999");
}

static void
test_meet (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  g_autoptr (EnrCareRule) rule = make_rule ("令和8年度 延長");
  g_autoptr (EnrCareRule) other = make_rule ("短時間の延長");
  g_autoptr (GPtrArray) rules = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  g_assert_true (enr_care_rule_save (nursery->db, &nursery->actor, rule, &error));
  before = enr_test_dump (nursery->path);

  /* A rule without an end meets all that come. */
  other->first = enr_date_new (2030, 4, 1);
  g_assert_false (enr_care_rule_save (nursery->db, &nursery->actor, other, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "令和8年度 延長"));
  g_assert_nonnull (strstr (error->message, "令和8年4月1日"));
  g_assert_true (enr_uuid_is_none (&other->id));
  g_clear_error (&error);
  after = enr_test_dump (nursery->path);
  enr_test_assert_same (after, before);

  /* Another weekday, contract, certification, or care hours do not meet. */
  rule->care_hours = ENR_CARE_STANDARD;
  g_assert_true (enr_care_rule_save (nursery->db, &nursery->actor, rule, &error));
  other->care_hours = ENR_CARE_SHORT;
  g_assert_true (enr_care_rule_save (nursery->db, &nursery->actor, other, &error));
  g_assert_no_error (error);
  other->care_hours = ENR_CARE_NONE;
  g_assert_false (enr_care_rule_save (nursery->db, &nursery->actor, other, &error));
  g_clear_error (&error);
  other->weekdays = 1 << ENR_SATURDAY;
  rule->weekdays = 0x7f & ~(1 << ENR_SATURDAY);
  g_assert_true (enr_care_rule_save (nursery->db, &nursery->actor, rule, &error));
  g_assert_true (enr_care_rule_save (nursery->db, &nursery->actor, other, &error));
  g_assert_no_error (error);

  /* Ended the day before, the next may begin. */
  g_assert_true (enr_care_rule_end (nursery->db, &nursery->actor, &rule->id,
                                    enr_date_new (2027, 3, 31), &error));
  other->weekdays = 0x7f;
  other->first = enr_date_new (2027, 4, 1);
  g_assert_true (enr_care_rule_save (nursery->db, &nursery->actor, other, &error));
  g_assert_no_error (error);
  rules = enr_care_rule_list (nursery->db, ENR_DATE_NONE, ENR_DATE_NONE, &error);
  g_assert_cmpuint (rules->len, ==, 2);
  g_clear_pointer (&rules, g_ptr_array_unref);
  rules = enr_care_rule_list (nursery->db, enr_date_new (2027, 4, 1), enr_date_new (2027, 4, 30),
                              &error);
  g_assert_cmpuint (rules->len, ==, 1);
  g_assert_cmpstr (((EnrCareRule *) g_ptr_array_index (rules, 0))->name, ==, "短時間の延長");
}

static void
test_kept_as_saved (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  g_autoptr (EnrCareRule) rule = make_rule ("月極");
  g_autoptr (GPtrArray) rules = NULL;
  g_autoptr (GError) error = NULL;
  const EnrCareRule *back;

  rule->last = enr_date_new (2027, 3, 31);
  rule->certifications = 1 << ENR_CERTIFICATION_3;
  rule->care_hours = ENR_CARE_SHORT;
  rule->contract = ENR_CONTRACT_MONTHLY;
  rule->basis = ENR_BASIS_LATER;
  rule->is_rounded_down = TRUE;
  rule->daily_cap = 500;
  rule->monthly_cap = 0;
  rule->monthly_price = 3000;
  rule->second_percent = 66;
  rule->third_percent = 33;
  rule->exempt_percent = 10;
  rule->bands[rule->n_bands++] = (EnrCareBand){ ENR_BAND_STAY, 420, 1080, 480, 10, 0, 50 };
  g_assert_true (enr_care_rule_save (nursery->db, &nursery->actor, rule, &error));
  g_assert_no_error (error);
  rules = enr_care_rule_list (nursery->db, enr_test_day (), enr_test_day (), &error);
  g_assert_cmpuint (rules->len, ==, 1);
  back = g_ptr_array_index (rules, 0);
  g_assert_cmpstr (back->name, ==, rule->name);
  g_assert_true (enr_uuid_equal (&back->id, &rule->id));
  g_assert_cmpint (back->first, ==, rule->first);
  g_assert_cmpint (back->last, ==, rule->last);
  g_assert_cmpuint (back->certifications, ==, rule->certifications);
  g_assert_cmpint (back->care_hours, ==, rule->care_hours);
  g_assert_cmpint (back->contract, ==, rule->contract);
  g_assert_cmpint (back->basis, ==, rule->basis);
  g_assert_true (back->is_rounded_down);
  g_assert_false (back->is_summed);
  g_assert_cmpint (back->daily_cap, ==, 500);
  g_assert_cmpint (back->monthly_cap, ==, 0);
  g_assert_cmpint (back->monthly_price, ==, 3000);
  g_assert_cmpint (back->second_percent, ==, 66);
  g_assert_cmpint (back->third_percent, ==, 33);
  g_assert_cmpint (back->exempt_percent, ==, 10);
  g_assert_cmpuint (back->n_bands, ==, 2);
  g_assert_cmpmem (back->bands, sizeof (EnrCareBand) * 2, rule->bands, sizeof (EnrCareBand) * 2);
}

static void
test_terms (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (2);
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  EnrCareTerms terms = { .child_id = nursery->children[0],
                         .first = enr_date_new (2026, 4, 1),
                         .last = ENR_DATE_NONE,
                         .contract = ENR_CONTRACT_MONTHLY };

  g_assert_true (enr_care_terms_set (nursery->db, &nursery->actor, &terms, &error));
  terms.first = enr_date_new (2026, 7, 1);
  terms.contract = ENR_CONTRACT_SPOT;
  terms.birth_order = 2;
  g_assert_true (enr_care_terms_set (nursery->db, &nursery->actor, &terms, &error));
  list = enr_care_terms_list (nursery->db, &nursery->children[0], ENR_DATE_NONE, ENR_DATE_NONE,
                              &error);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpint (((EnrCareTerms *) g_ptr_array_index (list, 0))->last, ==,
                   enr_date_new (2026, 6, 30));
  g_assert_cmpint (((EnrCareTerms *) g_ptr_array_index (list, 1))->birth_order, ==, 2);
  g_clear_pointer (&list, g_ptr_array_unref);

  /* From an earlier day on: what came after is replaced. */
  terms.first = enr_date_new (2026, 5, 1);
  terms.last = enr_date_new (2026, 5, 31);
  g_assert_true (enr_care_terms_set (nursery->db, &nursery->actor, &terms, &error));
  list = enr_care_terms_list (nursery->db, NULL, ENR_DATE_NONE, ENR_DATE_NONE, &error);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpint (((EnrCareTerms *) g_ptr_array_index (list, 1))->first, ==,
                   enr_date_new (2026, 5, 1));

  terms.last = enr_date_new (2026, 4, 30);
  g_assert_false (enr_care_terms_set (nursery->db, &nursery->actor, &terms, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
}

static guint
count_terms (EnrTestNursery *nursery, EnrDate day)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = enr_care_terms_list (nursery->db, NULL, day, day, &error);

  g_assert_no_error (error);
  return list->len;
}

/* What is taken out leaves its days without terms, stays in the journal, and can come back. */
static void
test_terms_removed (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  EnrDate july = enr_date_new (2026, 7, 1);
  EnrCareTerms terms = { .child_id = nursery->children[0],
                         .first = enr_date_new (2026, 4, 1),
                         .last = ENR_DATE_NONE,
                         .contract = ENR_CONTRACT_MONTHLY };
  EnrUuid id;
  char *row;

  g_assert_true (enr_care_terms_set (nursery->db, &nursery->actor, &terms, &error));
  terms.first = july;
  terms.contract = ENR_CONTRACT_SPOT;
  terms.is_exempt = TRUE;
  g_assert_true (enr_care_terms_set (nursery->db, &nursery->actor, &terms, &error));
  list = enr_care_terms_list (nursery->db, NULL, july, july, &error);
  id = ((EnrCareTerms *) g_ptr_array_index (list, 0))->id;

  g_assert_true (enr_care_terms_remove (nursery->db, &nursery->actor, &id, &error));
  g_assert_cmpuint (count_terms (nursery, july - 1), ==, 1);
  g_assert_cmpuint (count_terms (nursery, july), ==, 0);
  row = enr_test_dump (nursery->path);
  g_assert_nonnull (strstr (row, "\"removed_at\":[null,"));
  g_free (row);
  g_assert_false (enr_care_terms_remove (nursery->db, &nursery->actor, &id, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN);
  g_clear_error (&error);

  g_assert_true (enr_care_terms_restore (nursery->db, &nursery->actor, &id, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_terms (nursery, july), ==, 1);

  /* Not into days that have others by now. */
  g_assert_true (enr_care_terms_remove (nursery->db, &nursery->actor, &id, &error));
  terms.first = july + 30;
  terms.last = july + 40;
  g_assert_true (enr_care_terms_set (nursery->db, &nursery->actor, &terms, &error));
  g_assert_false (enr_care_terms_restore (nursery->db, &nursery->actor, &id, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED);
  g_assert_cmpuint (count_terms (nursery, july), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rule/refused", test_refused);
  g_test_add_func ("/rule/meet", test_meet);
  g_test_add_func ("/rule/kept-as-saved", test_kept_as_saved);
  g_test_add_func ("/rule/terms", test_terms);
  g_test_add_func ("/rule/terms-removed", test_terms_removed);
  return g_test_run ();
}
