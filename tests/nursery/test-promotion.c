/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "nursery/promotion.h"

#include <string.h>

#include "attendance/stamp.h"
#include "base/clock.h"
#include "nursery/class.h"
#include "nursery/enrolment.h"
#include "nursery/error.h"
#include "store/journal.h"
#include "support/fixture.h"

#define NEXT 2027

static EnrPromotion *
make_plan (EnrTestNursery *nursery)
{
  g_autoptr (GError) error = NULL;
  EnrPromotion *plan = enr_promotion_plan (nursery->db, NEXT, &error);

  g_assert_no_error (error);
  return plan;
}

static EnrPromotionRow *
row_of (EnrPromotion *plan, const EnrUuid *child_id)
{
  for (guint i = 0; i < plan->rows->len; i++)
    {
      EnrPromotionRow *row = g_ptr_array_index (plan->rows, i);

      if (enr_uuid_equal (&row->child_id, child_id))
        return row;
    }
  return NULL;
}

static void
apply (EnrTestNursery *nursery, const EnrPromotion *plan)
{
  g_autoptr (GError) error = NULL;

  enr_promotion_apply (nursery->db, &nursery->actor, plan, &error);
  g_assert_no_error (error);
}

/* The class on a day, or "". */
static char *
class_on (EnrTestNursery *nursery, guint index, EnrDate day)
{
  g_autoptr (GPtrArray) list
      = enr_child_memberships (nursery->db, &nursery->children[index], NULL);

  for (guint i = 0; i < list->len; i++)
    {
      const EnrMembership *membership = g_ptr_array_index (list, i);

      if (membership->first <= day && membership->last >= day)
        return g_strdup (membership->class_name);
    }
  return g_strdup ("");
}

static void
assert_class (EnrTestNursery *nursery, guint index, const char *name)
{
  g_autofree char *class = class_on (nursery, index, enr_fiscal_year_first (NEXT));

  g_assert_cmpstr (class, ==, name);
}

/* All tables but the journal and the promotion itself. */
static char *
dump_records (EnrTestNursery *nursery)
{
  g_autofree char *dump = enr_test_dump (nursery->path);
  g_auto (GStrv) lines = g_strsplit (dump, "\n", -1);
  GString *text = g_string_new (NULL);
  gboolean is_left_out = FALSE;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (lines[i][0] != ' ' && lines[i][0] != '\0')
        is_left_out = g_str_equal (lines[i], "journal") || g_str_equal (lines[i], "promotion");
      if (!is_left_out)
        g_string_append_printf (text, "%s\n", lines[i]);
    }
  return g_string_free (text, FALSE);
}

static void
test_plan (void)
{
  static const char *const to[] = { "りす", "うさぎ", "ぱんだ", "きりん", "ぞう", NULL };
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (12);
  g_autofree char *before = enr_test_dump (nursery->path);
  g_autoptr (EnrPromotion) plan = make_plan (nursery);
  g_autofree char *after = enr_test_dump (nursery->path);

  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (plan->fiscal_year, ==, NEXT);
  g_assert_cmpuint (plan->new_classes->len, ==, 6);
  g_assert_cmpuint (plan->rows->len, ==, 12);
  for (guint i = 0; i < 12; i++)
    {
      const EnrPromotionRow *row = row_of (plan, &nursery->children[i]);

      g_assert_cmpint (row->class_age, ==, i % 6 + 1);
      g_assert_cmpint (row->action, ==, i % 6 == 5 ? ENR_PROMOTION_GRADUATE : ENR_PROMOTION_MOVE);
      g_assert_cmpstr (row->to_class, ==, to[i % 6]);
    }
}

static void
test_apply_and_undo (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (12);
  g_autoptr (EnrPromotion) plan = make_plan (nursery);
  g_autofree char *before = dump_records (nursery);
  g_autofree char *after = NULL;
  g_autoptr (GPtrArray) enrolments = NULL;
  g_autoptr (GPtrArray) classes = NULL;
  g_autoptr (GError) error = NULL;
  const EnrEnrolment *enrolment;
  const char *problem;
  gboolean can_undo;
  gint64 length, bad;

  g_assert_cmpint (enr_promotion_state (nursery->db, NEXT, &can_undo, &error), ==, 0);
  g_assert_false (can_undo);
  g_assert_false (enr_promotion_undo (nursery->db, &nursery->actor, NEXT, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN);
  g_clear_error (&error);

  apply (nursery, plan);
  assert_class (nursery, 0, "りす");
  assert_class (nursery, 10, "ぞう");
  assert_class (nursery, 5, "");
  enrolments = enr_child_enrolments (nursery->db, &nursery->children[5], NULL);
  enrolment = g_ptr_array_index (enrolments, 0);
  g_assert_cmpint (enrolment->last, ==, enr_date_new (2027, 3, 31));
  g_assert_cmpstr (enrolment->reason, ==, "卒園");
  classes = enr_class_list (nursery->db, NEXT, NULL);
  g_assert_cmpuint (classes->len, ==, 6);
  g_assert_cmpint (enr_promotion_state (nursery->db, NEXT, &can_undo, &error), ==, 1);
  g_assert_true (can_undo);

  g_assert_false (enr_promotion_apply (nursery->db, &nursery->actor, plan, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY);
  g_clear_error (&error);

  enr_promotion_undo (nursery->db, &nursery->actor, NEXT, &error);
  g_assert_no_error (error);
  after = dump_records (nursery);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpint (enr_promotion_state (nursery->db, NEXT, &can_undo, &error), ==, 0);
  enr_journal_verify (nursery->db, &length, &bad, &problem, &error);
  g_assert_cmpint (bad, ==, 0);

  /* And again. */
  apply (nursery, plan);
  g_assert_cmpint (enr_promotion_state (nursery->db, NEXT, &can_undo, &error), ==, 1);
}

static void
test_first_stamp (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (2);
  g_autoptr (EnrPromotion) plan = make_plan (nursery);
  g_autoptr (GError) error = NULL;
  EnrInstant at = enr_instant_from_local (enr_date_new (2027, 4, 1), 8 * 60);
  gboolean can_undo;

  apply (nursery, plan);
  enr_clock_set_fixed (at);
  enr_stamp_arrive (nursery->db, &nursery->actor, &nursery->children[0], at, ENR_SOURCE_OFFICE, NULL,
                    &error);
  g_assert_no_error (error);
  g_assert_cmpint (enr_promotion_state (nursery->db, NEXT, &can_undo, &error), ==, 1);
  g_assert_false (can_undo);
  g_assert_false (enr_promotion_undo (nursery->db, &nursery->actor, NEXT, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY);
}

static void
test_changed (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (3);
  g_autoptr (EnrPromotion) plan = make_plan (nursery);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  enr_child_move (nursery->db, &nursery->actor, &nursery->children[0], &nursery->classes[3],
                  enr_test_day (), &error);
  g_assert_no_error (error);
  before = enr_test_dump (nursery->path);
  g_assert_false (enr_promotion_apply (nursery->db, &nursery->actor, plan, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED);
  g_clear_error (&error);
  after = enr_test_dump (nursery->path);
  g_assert_cmpstr (after, ==, before);

  g_clear_pointer (&plan, enr_promotion_free);
  plan = make_plan (nursery);
  enr_child_leave (nursery->db, &nursery->actor, &nursery->children[1], enr_date_new (2026, 12, 31), "",
                   &error);
  g_assert_no_error (error);
  g_assert_false (enr_promotion_apply (nursery->db, &nursery->actor, plan, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED);
}

/* The caller decides otherwise; one who leaves on March 31st is not asked for. */
static void
test_decisions (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (4);
  g_autoptr (EnrPromotion) plan = NULL;
  g_autoptr (GError) error = NULL;
  EnrPromotionRow *row;

  enr_child_leave (nursery->db, &nursery->actor, &nursery->children[3], enr_date_new (2027, 3, 31),
                   "転居", &error);
  g_assert_no_error (error);
  plan = make_plan (nursery);
  g_assert_cmpuint (plan->rows->len, ==, 3);
  row = row_of (plan, &nursery->children[0]);
  g_free (row->to_class);
  row->to_class = g_strdup ("ひよこ");
  row_of (plan, &nursery->children[1])->action = ENR_PROMOTION_LEAVE_OUT;
  apply (nursery, plan);
  assert_class (nursery, 0, "ひよこ");
  assert_class (nursery, 1, "");
  assert_class (nursery, 2, "ぱんだ");
  g_assert_cmpint (enr_child_is_enrolled (nursery->db, &nursery->children[1],
                                          enr_date_new (2027, 4, 1), NULL), ==, 1);
  enr_promotion_undo (nursery->db, &nursery->actor, NEXT, &error);
  g_assert_no_error (error);

  g_free (row->to_class);
  row->to_class = g_strdup ("ない組");
  g_assert_false (enr_promotion_apply (nursery->db, &nursery->actor, plan, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN);
}

static EnrUuid
make_class (EnrTestNursery *nursery, int year, const char *name, int age, int position)
{
  g_autoptr (EnrClass) class = g_new0 (EnrClass, 1);
  g_autoptr (GError) error = NULL;

  class->fiscal_year = year;
  class->name = g_strdup (name);
  class->age = age;
  class->colour = g_strdup ("#aabbcc");
  class->position = position;
  enr_class_save (nursery->db, &nursery->actor, class, &error);
  g_assert_no_error (error);
  return class->id;
}

/* A mixed class keeps its children; a place in the new year that was there before is kept, or put
 * aside and given back. */
static void
test_mixed_and_placed (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (4);
  EnrUuid mixed = make_class (nursery, 2026, "まぜこぜ", -1, 6);
  EnrUuid next = make_class (nursery, NEXT, "うさぎ", 2, 2);
  g_autoptr (EnrPromotion) plan = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  EnrPromotionRow *row;

  enr_child_move (nursery->db, &nursery->actor, &nursery->children[3], &mixed, enr_test_day (), &error);
  g_assert_no_error (error);
  enr_child_move (nursery->db, &nursery->actor, &nursery->children[2], &next,
                  enr_date_new (2027, 4, 1), &error);
  g_assert_no_error (error);
  enr_child_move (nursery->db, &nursery->actor, &nursery->children[0], &next,
                  enr_date_new (2027, 4, 1), &error);
  g_assert_no_error (error);
  before = dump_records (nursery);

  plan = make_plan (nursery);
  g_assert_cmpuint (plan->new_classes->len, ==, 6);
  g_assert_cmpstr (row_of (plan, &nursery->children[3])->to_class, ==, "まぜこぜ");
  g_assert_cmpstr (row_of (plan, &nursery->children[2])->to_class, ==, "うさぎ");
  row = row_of (plan, &nursery->children[0]);
  g_assert_cmpstr (row->to_class, ==, "うさぎ");
  g_free (row->to_class);
  row->to_class = g_strdup ("りす");
  apply (nursery, plan);
  assert_class (nursery, 0, "りす");
  assert_class (nursery, 2, "うさぎ");
  assert_class (nursery, 3, "まぜこぜ");
  enr_promotion_undo (nursery->db, &nursery->actor, NEXT, &error);
  g_assert_no_error (error);
  after = dump_records (nursery);
  g_assert_cmpstr (after, ==, before);
}

/* Two classes become one, one becomes two. */
static void
test_uneven_classes (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (24);
  g_autoptr (EnrPromotion) plan = NULL;
  guint first = 0, second = 0;

  make_class (nursery, NEXT, "りす2", 1, 7);
  plan = make_plan (nursery);
  for (guint i = 0; i < 24; i += 6)
    {
      const EnrPromotionRow *row = row_of (plan, &nursery->children[i]);

      if (g_str_equal (row->to_class, "りす"))
        first++;
      else if (g_str_equal (row->to_class, "りす2"))
        second++;
    }
  g_assert_cmpuint (first, ==, 2);
  g_assert_cmpuint (second, ==, 2);
}

/* The n-th statement fails, for every n: either all is done or nothing. */
static void
test_faults (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (6);
  g_autoptr (EnrPromotion) plan = make_plan (nursery);

  for (guint undo = 0; undo < 2; undo++)
    {
      g_autofree char *before = enr_test_dump (nursery->path);
      gboolean done = FALSE;

      for (guint n = 1; !done; n++)
        {
          g_autoptr (GError) error = NULL;
          g_autofree char *after = NULL;

          g_assert_cmpuint (n, <, 1000);
          enr_db_set_fault (nursery->db, n);
          done = undo ? enr_promotion_undo (nursery->db, &nursery->actor, NEXT, &error)
                      : enr_promotion_apply (nursery->db, &nursery->actor, plan, &error);
          enr_db_set_fault (nursery->db, 0);
          after = enr_test_dump (nursery->path);
          if (!done)
            g_assert_cmpstr (after, ==, before);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/nursery/promotion/plan", test_plan);
  g_test_add_func ("/nursery/promotion/apply-and-undo", test_apply_and_undo);
  g_test_add_func ("/nursery/promotion/first-stamp", test_first_stamp);
  g_test_add_func ("/nursery/promotion/changed", test_changed);
  g_test_add_func ("/nursery/promotion/decisions", test_decisions);
  g_test_add_func ("/nursery/promotion/mixed-and-placed", test_mixed_and_placed);
  g_test_add_func ("/nursery/promotion/uneven-classes", test_uneven_classes);
  g_test_add_func ("/nursery/promotion/faults", test_faults);

  return g_test_run ();
}
