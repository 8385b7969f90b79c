/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "nursery/class.h"

#include <string.h>

#include "nursery/error.h"
#include "store/journal.h"
#include "support/fixture.h"

static void
test_save (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) classes = enr_class_list (nursery->db, 2026, &error);
  g_autoptr (EnrClass) found = NULL;
  EnrClass same = { .fiscal_year = 2026, .age = 1, .colour = (char *) "#ffffff" };
  EnrClass wrong
      = { .fiscal_year = 2026, .name = (char *) "新", .age = 6, .colour = (char *) "#ffffff" };

  g_assert_cmpuint (classes->len, ==, 6);
  same.name = ((EnrClass *) g_ptr_array_index (classes, 0))->name;
  g_assert_false (enr_class_save (nursery->db, &nursery->actor, &same, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (enr_class_save (nursery->db, &nursery->actor, &wrong, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_clear_error (&error);
  found = enr_class_find (nursery->db, 2026, same.name, &error);
  g_assert_true (enr_uuid_equal (&found->id, &nursery->classes[0]));
  g_assert_null (enr_class_find (nursery->db, 2026, "ない組", &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN);
  g_assert_nonnull (strstr (error->message, same.name));
  g_clear_error (&error);
  /* a class with children stays */
  g_assert_false (enr_class_remove (nursery->db, &nursery->actor, &nursery->classes[0], &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (enr_class_remove (nursery->db, &nursery->actor, &nursery->classes[5], &error));
  g_assert_no_error (error);
}

static void
assert_order (EnrTestNursery *nursery, const EnrUuid *ids)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = enr_class_list (nursery->db, 2026, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 6);
  for (guint i = 0; i < list->len; i++)
    {
      const EnrClass *class = g_ptr_array_index (list, i);

      g_assert_true (enr_uuid_equal (&class->id, &ids[i]));
      g_assert_cmpint (class->position, ==, i);
    }
}

static void
test_order (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  g_autoptr (GError) error = NULL;
  EnrUuid ids[6];

  assert_order (nursery, nursery->classes);
  for (int i = 0; i < 6; i++)
    ids[i] = nursery->classes[5 - i];
  g_assert_true (enr_class_order (nursery->db, &nursery->actor, ids, 6, &error));
  g_assert_no_error (error);
  assert_order (nursery, ids);
  g_assert_true (enr_class_order (nursery->db, &nursery->actor, nursery->classes, 6, &error));
  assert_order (nursery, nursery->classes);
}

/* The n-th statement fails, for every n: no two classes ever share a place. */
static void
test_order_faults (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  g_autofree char *before = enr_test_dump (nursery->path);
  gboolean done = FALSE;
  const char *problem;
  gint64 length, bad;
  EnrUuid ids[6];
  guint n;

  for (int i = 0; i < 6; i++)
    ids[i] = nursery->classes[5 - i];
  for (n = 1; !done; n++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *after = NULL;

      g_assert_cmpuint (n, <, 1000);
      enr_db_set_fault (nursery->db, n);
      done = enr_class_order (nursery->db, &nursery->actor, ids, 6, &error);
      enr_db_set_fault (nursery->db, 0);
      if (done)
        break;
      g_assert_nonnull (error);
      after = enr_test_dump (nursery->path);
      enr_test_assert_same (after, before);
    }
  g_assert_cmpuint (n, >, 6);
  assert_order (nursery, ids);
  g_assert_true (enr_journal_verify (nursery->db, &length, &bad, &problem, NULL));
  g_assert_cmpint (bad, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/nursery/class/save", test_save);
  g_test_add_func ("/nursery/class/order", test_order);
  g_test_add_func ("/nursery/class/order-faults", test_order_faults);

  return g_test_run ();
}
