/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "fees/sample.h"

#include <string.h>

#include "support/fixture.h"

static void
test_sample (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rules = NULL;

  g_assert_true (enr_care_sample (nursery->db, enr_date_new (2026, 4, 1), &error));
  g_assert_no_error (error);
  rules = enr_care_rule_list (nursery->db, enr_test_day (), enr_test_day (), &error);
  g_assert_cmpuint (rules->len, ==, 2);
  for (guint i = 0; i < rules->len; i++)
    g_assert_nonnull (strstr (((EnrCareRule *) g_ptr_array_index (rules, i))->name, "見本"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sample/rules", test_sample);
  return g_test_run ();
}
