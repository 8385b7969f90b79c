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

static GPtrArray *
load_list (EnrTestNursery *nursery)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *list = enr_meal_list (nursery->db, &error);

  g_assert_no_error (error);
  return list;
}

static void
add_meal (GPtrArray *list, const char *name, int at)
{
  EnrMeal meal = { enr_uuid_none, (char *) name, at };

  g_ptr_array_add (list, enr_meal_copy (&meal));
}

/* A whole list is one action, from the list that was read, and can be taken back. */
static void
test_list (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  g_autoptr (GPtrArray) none = load_list (nursery);
  g_autoptr (GPtrArray) wanted = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_meal_free);
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;
  g_autoptr (GError) error = NULL;

  add_meal (wanted, "給食", 690);
  add_meal (wanted, " 給食 ", 900);
  g_assert_false (enr_meal_save_list (nursery->db, &nursery->actor, none, wanted, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_clear_error (&error);
  g_ptr_array_set_size (wanted, 1);
  add_meal (wanted, "おやつ", 900);
  g_assert_true (enr_meal_save_list (nursery->db, &nursery->actor, none, wanted, &error));
  g_assert_no_error (error);
  first = load_list (nursery);
  g_assert_cmpuint (first->len, ==, 2);

  /* A second one who still sees the empty list. */
  g_assert_false (enr_meal_save_list (nursery->db, &nursery->actor, none, wanted, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED);
  g_clear_error (&error);

  /* Names change places, which no single step could do. */
  g_clear_pointer (&wanted, g_ptr_array_unref);
  wanted = load_list (nursery);
  {
    EnrMeal *lunch = g_ptr_array_index (wanted, 0);
    EnrMeal *snack = g_ptr_array_index (wanted, 1);
    char *name = lunch->name;

    lunch->name = snack->name;
    snack->name = name;
  }
  g_assert_true (enr_meal_save_list (nursery->db, &nursery->actor, first, wanted, &error));
  g_assert_no_error (error);
  second = load_list (nursery);
  g_assert_cmpstr (((EnrMeal *) g_ptr_array_index (second, 0))->name, ==, "おやつ");

  /* All gone, and all back. */
  g_assert_true (enr_meal_save_list (nursery->db, &nursery->actor, second, none, &error));
  g_assert_true (enr_meal_save_list (nursery->db, &nursery->actor, none, second, &error));
  g_assert_no_error (error);
  g_clear_pointer (&first, g_ptr_array_unref);
  first = load_list (nursery);
  g_assert_cmpuint (first->len, ==, 2);
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
  g_test_add_func ("/statistics/meal/list", test_list);
  g_test_add_func ("/statistics/meal/faults", test_faults);

  return g_test_run ();
}
