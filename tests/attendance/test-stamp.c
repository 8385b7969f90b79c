/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "attendance/stamp.h"

#include "attendance/closing.h"
#include "attendance/day.h"
#include "base/clock.h"
#include "nursery/error.h"
#include "support/fixture.h"

static gboolean
arrive (EnrTestNursery *nursery, guint child, EnrInstant at, EnrPunch *punch, GError **error)
{
  return enr_stamp_arrive (nursery->db, &nursery->actor, &nursery->children[child], at,
                           ENR_SOURCE_OFFICE, punch, error);
}

static gboolean
leave (EnrTestNursery *nursery, guint child, EnrInstant at, EnrPunch *punch, GError **error)
{
  return enr_stamp_leave (nursery->db, &nursery->actor, &nursery->children[child], at,
                          ENR_SOURCE_OFFICE, "母", punch, error);
}

static guint
count_stamps (EnrTestNursery *nursery, guint child, EnrDate day)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) history
      = enr_stamp_history (nursery->db, &nursery->children[child], day, &error);

  g_assert_no_error (error);
  return history->len;
}

static void
test_day_of (void)
{
  EnrDate day = enr_test_day ();
  const struct
  {
    EnrStampKind kind;
    int minutes; /* of the civil day */
    int days_back;
  } vectors[] = {
    { ENR_STAMP_ARRIVE, 0, 1 },         { ENR_STAMP_ARRIVE, 2 * 60 + 59, 1 },
    { ENR_STAMP_ARRIVE, 3 * 60, 0 },    { ENR_STAMP_ARRIVE, 7 * 60, 0 },
    { ENR_STAMP_LEAVE, 30, 1 },         { ENR_STAMP_LEAVE, 3 * 60, 1 },
    { ENR_STAMP_LEAVE, 3 * 60 + 1, 0 }, { ENR_STAMP_LEAVE, 18 * 60, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    g_assert_cmpint (
        enr_stamp_day (vectors[i].kind, enr_instant_from_local (day, vectors[i].minutes)), ==,
        day - vectors[i].days_back);
}

static void
test_arrive_and_leave (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (6);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDay) day = NULL;
  const EnrDayChild *child;
  EnrPunch punch = { 0 };

  g_assert_true (arrive (nursery, 0, enr_test_at (8, 2), &punch, &error));
  g_assert_no_error (error);
  g_assert_false (punch.is_repeat);
  g_assert_cmpint (punch.day, ==, enr_test_day ());
  g_assert_true (leave (nursery, 0, enr_test_at (17, 40), NULL, &error));

  day = enr_day_load (nursery->db, enr_test_day (), NULL, &error);
  child = enr_day_find (day, &nursery->children[0]);
  g_assert_cmpint (child->arrived, ==, enr_test_at (8, 2));
  g_assert_cmpint (child->left, ==, enr_test_at (17, 40));
  g_assert_cmpstr (child->collected_by, ==, "母");
  g_assert_cmpint (child->status, ==, ENR_STATUS_LEFT);
}

static void
test_after_midnight (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (2);
  g_autoptr (GError) error = NULL;
  EnrInstant half_past = enr_instant_from_local (enr_test_day (), 24 * 60 + 30);
  EnrInstant end = enr_instant_from_local (enr_test_day (), 27 * 60);
  g_autoptr (EnrDay) day = NULL;

  g_assert_true (arrive (nursery, 0, enr_test_at (9, 0), NULL, &error));
  g_assert_true (leave (nursery, 0, half_past, NULL, &error));
  g_assert_true (arrive (nursery, 1, enr_test_at (9, 0), NULL, &error));
  g_assert_true (leave (nursery, 1, end, NULL, &error));
  g_assert_no_error (error);
  day = enr_day_load (nursery->db, enr_test_day (), NULL, &error);
  g_assert_cmpint (enr_day_find (day, &nursery->children[0])->left, ==, half_past);
  g_assert_cmpint (enr_day_find (day, &nursery->children[1])->left, ==, end);
}

static void
test_refused (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (3);
  g_autoptr (GError) error = NULL;
  EnrDate before = enr_date_new (2026, 3, 31);

  /* a departure with no arrival */
  g_assert_false (leave (nursery, 0, enr_test_at (17, 0), NULL, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ORDER);
  g_clear_error (&error);
  /* a departure before the arrival */
  g_assert_true (arrive (nursery, 0, enr_test_at (9, 0), NULL, &error));
  g_assert_false (leave (nursery, 0, enr_test_at (8, 0), NULL, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ORDER);
  g_clear_error (&error);
  /* here already, outside of the lock time */
  g_assert_false (arrive (nursery, 0, enr_test_at (9, 45), NULL, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY);
  g_clear_error (&error);
  /* not enrolled on the day */
  g_assert_false (arrive (nursery, 1, enr_instant_from_local (before, 9 * 60), NULL, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_NOT_ENROLLED);
  g_clear_error (&error);
  /* a closed day */
  g_assert_true (enr_day_close (nursery->db, &nursery->actor, enr_test_day (), NULL, &error));
  g_assert_false (arrive (nursery, 2, enr_test_at (9, 0), NULL, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CLOSED);

  g_assert_cmpuint (count_stamps (nursery, 0, enr_test_day ()), ==, 1);
  g_assert_cmpuint (count_stamps (nursery, 1, before), ==, 0);
  g_assert_cmpuint (count_stamps (nursery, 2, enr_test_day ()), ==, 0);
}

static void
test_lock_time (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (2);
  g_autoptr (GError) error = NULL;
  EnrPunch first = { 0 };
  EnrPunch second = { 0 };
  EnrPunch third = { 0 };

  /* The same kind again is the same fact. */
  g_assert_true (arrive (nursery, 0, enr_test_at (8, 0), &first, &error));
  g_assert_true (arrive (nursery, 0, enr_test_at (8, 29), &second, &error));
  g_assert_true (second.is_repeat);
  g_assert_true (enr_uuid_equal (&first.id, &second.id));
  g_assert_cmpint (second.at, ==, enr_test_at (8, 0));
  g_assert_cmpuint (count_stamps (nursery, 0, enr_test_day ()), ==, 1);

  /* At the door nothing is taken for a departure within the lock time, and everything after it. */
  first = (EnrPunch){ 0 };
  g_assert_true (enr_stamp_punch (nursery->db, &nursery->actor, &nursery->children[1],
                                  enr_test_at (8, 0), ENR_SOURCE_DOOR, NULL, &first, &error));
  second = (EnrPunch){ 0 };
  g_assert_true (enr_stamp_punch (nursery->db, &nursery->actor, &nursery->children[1],
                                  enr_test_at (8, 29), ENR_SOURCE_DOOR, NULL, &second, &error));
  g_assert_true (second.is_repeat);
  g_assert_true (enr_stamp_punch (nursery->db, &nursery->actor, &nursery->children[1],
                                  enr_test_at (8, 30), ENR_SOURCE_DOOR, "父", &third, &error));
  g_assert_no_error (error);
  g_assert_false (third.is_repeat);
  g_assert_cmpint (third.kind, ==, ENR_STAMP_LEAVE);
  g_assert_cmpuint (count_stamps (nursery, 1, enr_test_day ()), ==, 2);
}

static void
test_comes_back (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDay) day = NULL;
  const EnrDayChild *child;

  g_assert_true (arrive (nursery, 0, enr_test_at (8, 0), NULL, &error));
  g_assert_true (leave (nursery, 0, enr_test_at (11, 0), NULL, &error));
  g_assert_true (arrive (nursery, 0, enr_test_at (13, 0), NULL, &error));
  day = enr_day_load (nursery->db, enr_test_day (), NULL, &error);
  child = enr_day_find (day, &nursery->children[0]);
  g_assert_cmpint (child->status, ==, ENR_STATUS_PRESENT);
  g_assert_cmpint (child->arrived, ==, enr_test_at (8, 0));
  g_assert_cmpint (child->left, ==, ENR_INSTANT_NONE);
  g_assert_cmpuint (child->n_stamps, ==, 3);
}

static void
test_retract (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) history = NULL;
  g_autoptr (EnrDay) day = NULL;
  EnrPunch punch = { 0 };
  const EnrStamp *first;
  const EnrStamp *second;

  g_assert_true (arrive (nursery, 0, enr_test_at (8, 0), &punch, &error));
  g_assert_false (enr_stamp_retract (nursery->db, &nursery->actor, &punch.id, "　", &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_REASON);
  g_clear_error (&error);
  g_assert_true (enr_stamp_retract (nursery->db, &nursery->actor, &punch.id, "まちがい", &error));
  g_assert_false (enr_stamp_retract (nursery->db, &nursery->actor, &punch.id, "まちがい", &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED);
  g_clear_error (&error);

  history = enr_stamp_history (nursery->db, &nursery->children[0], enr_test_day (), &error);
  g_assert_cmpuint (history->len, ==, 2);
  first = g_ptr_array_index (history, 0);
  second = g_ptr_array_index (history, 1);
  g_assert_cmpint (first->at, ==, enr_test_at (8, 0));
  g_assert_true (enr_uuid_equal (&first->superseded_by, &second->id));
  g_assert_cmpint (second->at, ==, ENR_INSTANT_NONE);
  g_assert_cmpstr (second->reason, ==, "まちがい");
  day = enr_day_load (nursery->db, enr_test_day (), NULL, &error);
  g_assert_cmpint (enr_day_find (day, &nursery->children[0])->status, ==, ENR_STATUS_UNKNOWN);
}

static void
test_collector (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDay) day = NULL;
  const EnrDayChild *child;
  EnrPunch punch = { 0 };

  g_assert_true (arrive (nursery, 0, enr_test_at (8, 0), NULL, &error));
  g_assert_true (leave (nursery, 0, enr_test_at (17, 0), &punch, &error));
  g_assert_true (
      enr_stamp_set_collector (nursery->db, &nursery->actor, &punch.id, "祖母", &punch, &error));
  g_assert_no_error (error);
  day = enr_day_load (nursery->db, enr_test_day (), NULL, &error);
  child = enr_day_find (day, &nursery->children[0]);
  g_assert_cmpstr (child->collected_by, ==, "祖母");
  g_assert_cmpint (child->left, ==, enr_test_at (17, 0));
  g_assert_true (enr_uuid_equal (&child->leave_stamp, &punch.id));
  g_assert_false (child->was_corrected);
}

static void
test_same_id (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  g_autoptr (GError) error = NULL;
  EnrPunch punch = { .id = enr_uuid_new () };
  EnrUuid id = punch.id;

  g_assert_true (arrive (nursery, 0, enr_test_at (8, 0), &punch, &error));
  g_assert_true (enr_uuid_equal (&punch.id, &id));
  /* The retry after a failure of the disk: the same fact. */
  g_assert_true (arrive (nursery, 0, enr_test_at (8, 0), &punch, &error));
  g_assert_true (punch.is_repeat);
  g_assert_cmpuint (count_stamps (nursery, 0, enr_test_day ()), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/attendance/stamp/day-of", test_day_of);
  g_test_add_func ("/attendance/stamp/arrive-and-leave", test_arrive_and_leave);
  g_test_add_func ("/attendance/stamp/after-midnight", test_after_midnight);
  g_test_add_func ("/attendance/stamp/refused", test_refused);
  g_test_add_func ("/attendance/stamp/lock-time", test_lock_time);
  g_test_add_func ("/attendance/stamp/comes-back", test_comes_back);
  g_test_add_func ("/attendance/stamp/retract", test_retract);
  g_test_add_func ("/attendance/stamp/collector", test_collector);
  g_test_add_func ("/attendance/stamp/same-id", test_same_id);

  return g_test_run ();
}
