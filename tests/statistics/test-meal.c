/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "statistics/meal.h"

#include "nursery/error.h"
#include "support/fixture.h"

static void
test_meals (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  EnrMeal snack = { enr_uuid_none, (char *) "おやつ", 15 * 60 };
  EnrMeal lunch = { enr_uuid_none, (char *) "　給食 ", 11 * 60 + 30 };
  EnrMeal bad = { enr_uuid_none, (char *) " ", 0 };
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (enr_meal_save (nursery->db, &nursery->actor, &snack, &error));
  g_assert_true (enr_meal_save (nursery->db, &nursery->actor, &lunch, &error));
  g_assert_no_error (error);
  snack.at = 10 * 60; /* now before lunch */
  g_assert_true (enr_meal_save (nursery->db, &nursery->actor, &snack, &error));
  list = enr_meal_list (nursery->db, &error);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpstr (((EnrMeal *) g_ptr_array_index (list, 0))->name, ==, "おやつ");
  g_assert_cmpstr (((EnrMeal *) g_ptr_array_index (list, 1))->name, ==, "給食");
  g_assert_cmpint (((EnrMeal *) g_ptr_array_index (list, 0))->at, ==, 600);

  g_assert_false (enr_meal_save (nursery->db, &nursery->actor, &bad, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_clear_error (&error);
  bad.name = (char *) "給食";
  g_assert_false (enr_meal_save (nursery->db, &nursery->actor, &bad, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_assert_true (enr_uuid_is_none (&bad.id));
  g_clear_error (&error);
  bad.name = (char *) "夕食";
  bad.at = 1621;
  g_assert_false (enr_meal_save (nursery->db, &nursery->actor, &bad, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_clear_error (&error);

  g_assert_true (enr_meal_remove (nursery->db, &nursery->actor, &lunch.id, &error));
  g_assert_false (enr_meal_remove (nursery->db, &nursery->actor, &lunch.id, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN);
  g_clear_error (&error);
  /* the name is free again */
  bad.name = (char *) "給食";
  bad.at = 700;
  g_assert_true (enr_meal_save (nursery->db, &nursery->actor, &bad, &error));
}

static void
test_faults (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  EnrMeal meal = { enr_uuid_none, (char *) "給食", 690 };

  for (guint action = 0; action < 3; action++) /* made, changed, removed */
    {
      gboolean done = FALSE;

      for (int n = 1; !done; n++)
        {
          g_autofree char *before = enr_test_dump (nursery->path);
          g_autofree char *after = NULL;
          g_autoptr (GError) error = NULL;

          g_assert_cmpint (n, <, 100);
          meal.at = 690 + (int) action;
          enr_db_set_fault (nursery->db, n);
          done = action < 2 ? enr_meal_save (nursery->db, &nursery->actor, &meal, &error)
                            : enr_meal_remove (nursery->db, &nursery->actor, &meal.id, &error);
          enr_db_set_fault (nursery->db, 0);
          after = enr_test_dump (nursery->path);
          g_assert_true ((g_strcmp0 (before, after) != 0) == done);
          g_assert_true (done == (error == NULL));
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/statistics/meal/meals", test_meals);
  g_test_add_func ("/statistics/meal/faults", test_faults);

  return g_test_run ();
}
