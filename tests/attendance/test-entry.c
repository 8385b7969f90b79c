/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "attendance/entry.h"

#include <string.h>

#include "attendance/absence-kind.h"
#include "base/clock.h"
#include "nursery/error.h"
#include "support/fixture.h"

static EnrDay *
load (EnrTestNursery *nursery, EnrDate date)
{
  g_autoptr (GError) error = NULL;
  EnrDay *day = enr_day_load (nursery->db, date, NULL, &error);

  g_assert_no_error (error);
  return day;
}

static gboolean
set_times (EnrTestNursery *nursery,
           EnrDate day,
           int arrived,
           int left,
           const char *reason,
           GError **error)
{
  EnrEntryTimes times = { arrived, left, NULL };

  return enr_entry_set_times (nursery->db, &nursery->actor, &nursery->children[0], day, &times,
                              reason, error);
}

static void
test_forgotten (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (2);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDay) day = NULL;
  EnrDate yesterday = enr_test_day () - 1;

  /* A past day needs a reason; today does not. */
  g_assert_false (set_times (nursery, yesterday, 8 * 60, 17 * 60, NULL, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_REASON);
  g_clear_error (&error);
  g_assert_true (set_times (nursery, yesterday, 8 * 60, 17 * 60, "打刻忘れ", &error));
  g_assert_true (set_times (nursery, enr_test_day (), 8 * 60, ENR_MINUTES_KEEP, NULL, &error));
  g_assert_no_error (error);
  day = load (nursery, yesterday);
  g_assert_cmpint (enr_day_find (day, &nursery->children[0])->left, ==,
                   enr_instant_from_local (yesterday, 17 * 60));
}

static void
test_correct (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDay) day = NULL;
  g_autoptr (GPtrArray) history = NULL;
  const EnrStamp *old;
  EnrPunch punch = { 0 };

  g_assert_true (enr_stamp_arrive (nursery->db, &nursery->actor, &nursery->children[0],
                                   enr_test_at (9, 40) + 17, ENR_SOURCE_DOOR, &punch, &error));
  /* The same minute changes nothing, and asks for no reason. */
  g_assert_true (set_times (nursery, enr_test_day (), 9 * 60 + 40, ENR_MINUTES_NONE, NULL, &error));
  /* Another one does both. */
  g_assert_false (set_times (nursery, enr_test_day (), 8 * 60, ENR_MINUTES_NONE, NULL, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_REASON);
  g_clear_error (&error);
  g_assert_true (
      set_times (nursery, enr_test_day (), 8 * 60, ENR_MINUTES_NONE, "打刻忘れ", &error));

  day = load (nursery, enr_test_day ());
  g_assert_cmpint (enr_day_find (day, &nursery->children[0])->arrived, ==, enr_test_at (8, 0));
  g_assert_true (enr_day_find (day, &nursery->children[0])->was_corrected);
  history = enr_stamp_history (nursery->db, &nursery->children[0], enr_test_day (), &error);
  g_assert_cmpuint (history->len, ==, 2);
  old = g_ptr_array_index (history, 0);
  g_assert_cmpint (old->at, ==, enr_test_at (9, 40) + 17);
  g_assert_false (enr_uuid_is_none (&old->superseded_by));
}

static void
test_take_away (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDay) day = NULL;

  g_assert_true (set_times (nursery, enr_test_day (), 8 * 60, 9 * 60, NULL, &error));
  g_assert_false (
      set_times (nursery, enr_test_day (), ENR_MINUTES_NONE, ENR_MINUTES_KEEP, "x", &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ORDER);
  g_clear_error (&error);
  g_assert_true (
      set_times (nursery, enr_test_day (), ENR_MINUTES_NONE, ENR_MINUTES_NONE, "まちがい", &error));
  day = load (nursery, enr_test_day ());
  g_assert_cmpint (enr_day_find (day, &nursery->children[0])->status, ==, ENR_STATUS_UNKNOWN);
}

static void
test_refused (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  g_autofree char *before = enr_test_dump (nursery->path);
  g_autofree char *after = NULL;
  const struct
  {
    int arrived;
    int left;
    int code;
  } vectors[] = {
    { 9 * 60, 8 * 60, ENR_NURSERY_ERROR_ORDER },
    { ENR_MINUTES_NONE, 9 * 60, ENR_NURSERY_ERROR_ORDER },
    { 11 * 60, ENR_MINUTES_NONE, ENR_NURSERY_ERROR_INVALID }, /* it is ten o'clock */
    { 9 * 60, 18 * 60, ENR_NURSERY_ERROR_INVALID },
  };

  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (
          set_times (nursery, enr_test_day (), vectors[i].arrived, vectors[i].left, "x", &error));
      g_assert_error (error, ENR_NURSERY_ERROR, vectors[i].code);
    }
  after = enr_test_dump (nursery->path);
  g_assert_cmpstr (before, ==, after);
}

static void
test_many (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (6);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDay) day = NULL;
  EnrEntryTimes times = { 8 * 60 + 30, ENR_MINUTES_KEEP, NULL };
  EnrEntryTimes wrong = { ENR_MINUTES_KEEP, 8 * 60, NULL };
  EnrDayCounts counts;

  g_assert_true (enr_entry_set_times_many (nursery->db, &nursery->actor, nursery->children, 6,
                                           enr_test_day (), &times, NULL, &error));
  g_assert_no_error (error);
  /* One that does not fit leaves all as they were. */
  g_assert_false (enr_entry_set_times_many (nursery->db, &nursery->actor, nursery->children, 6,
                                            enr_test_day (), &wrong, NULL, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ORDER);
  day = load (nursery, enr_test_day ());
  counts = enr_day_count (day, G_MAXUINT);
  g_assert_cmpuint (counts.present, ==, 6);
}

static void
test_absence (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDay) day = NULL;
  g_autoptr (EnrDay) later = NULL;
  EnrEntryAbsence sick = { "sick", "発熱", "母" };
  EnrEntryAbsence unknown = { "holiday", "", "" };
  EnrEntryAbsence none = { NULL, "", "" };
  const EnrDayChild *child;

  g_assert_false (enr_entry_set_absence (nursery->db, &nursery->actor, &nursery->children[0],
                                         enr_test_day (), &unknown, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN);
  g_assert_nonnull (strstr (error->message, "bereavement"));
  g_clear_error (&error);
  g_assert_true (enr_entry_set_absence (nursery->db, &nursery->actor, &nursery->children[0],
                                        enr_test_day (), &sick, &error));
  day = load (nursery, enr_test_day ());
  child = enr_day_find (day, &nursery->children[0]);
  g_assert_cmpint (child->status, ==, ENR_STATUS_ABSENT);
  g_assert_cmpstr (enr_day_absence (day, child)->symbol, ==, "病");
  g_assert_cmpstr (child->absence_reason, ==, "発熱");
  g_assert_cmpstr (child->notified_by, ==, "母");
  g_assert_true (enr_entry_set_absence (nursery->db, &nursery->actor, &nursery->children[0],
                                        enr_test_day (), &none, &error));
  later = load (nursery, enr_test_day ());
  g_assert_cmpint (enr_day_find (later, &nursery->children[0])->status, ==, ENR_STATUS_UNKNOWN);
}

static void
test_own_kinds (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDay) day = NULL;
  EnrAbsenceKind own = { "vacation", "夏期休暇", "夏", "other", TRUE };
  EnrAbsenceKind wrong = { "x", "", "夏", "other", TRUE };
  EnrEntryAbsence absence = { "vacation", "", "" };

  g_assert_true (enr_absence_kind_save (nursery->db, &nursery->actor, &own, -1, &error));
  g_assert_no_error (error);
  g_assert_false (enr_absence_kind_save (nursery->db, &nursery->actor, &wrong, -1, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (enr_entry_set_absence (nursery->db, &nursery->actor, &nursery->children[0],
                                        enr_test_day (), &absence, &error));
  day = load (nursery, enr_test_day ());
  g_assert_cmpstr (enr_day_absence (day, enr_day_find (day, &nursery->children[0]))->label, ==,
                   "夏期休暇");
}

static void
test_order_of_kinds (void)
{
  static const char *const keys[]
      = { "unannounced", "accident", "sick", "personal", "suspension", "bereavement", NULL };
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  g_autoptr (GStringChunk) strings = g_string_chunk_new (256);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) kinds = NULL;

  g_assert_true (enr_absence_kind_order (nursery->db, &nursery->actor, keys, &error));
  g_assert_no_error (error);
  kinds = enr_absence_kind_list (nursery->db, strings, &error);
  g_assert_cmpuint (kinds->len, ==, 6);
  for (guint i = 0; i < kinds->len; i++)
    g_assert_cmpstr (g_array_index (kinds, EnrAbsenceKind, i).key, ==, keys[i]);
}

static void
test_form (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = enr_test_dump (nursery->path);
  g_autofree char *after = NULL;
  g_autoptr (EnrDay) day = NULL;
  const EnrDayChild *child;
  EnrEntryForm form
      = { { 8 * 60 + 15, ENR_MINUTES_NONE, "" }, { 8 * 60 + 30, 17 * 60, "父" }, 368, "園バス" };
  EnrEntryForm hot = form;

  /* All or nothing: a temperature that cannot be keeps the time from being saved. */
  hot.temperature = 500;
  g_assert_false (enr_entry_save_form (nursery->db, &nursery->actor, &nursery->children[0],
                                       enr_test_day (), &hot, NULL, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_clear_error (&error);
  after = enr_test_dump (nursery->path);
  g_assert_cmpstr (before, ==, after);

  g_assert_true (enr_entry_save_form (nursery->db, &nursery->actor, &nursery->children[0],
                                      enr_test_day (), &form, NULL, &error));
  g_assert_no_error (error);
  day = load (nursery, enr_test_day ());
  child = enr_day_find (day, &nursery->children[0]);
  g_assert_cmpint (child->arrived, ==, enr_test_at (8, 15));
  g_assert_cmpint (child->planned_leave, ==, 17 * 60);
  g_assert_cmpstr (child->planned_collector, ==, "父");
  g_assert_cmpint (child->temperature, ==, 368);
  g_assert_cmpstr (child->note, ==, "園バス");
}

/* What a form keeps is what stands by now, whoever wrote it. */
static void
test_form_keeps (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDay) day = NULL;
  const EnrDayChild *child;
  EnrEntryForm first
      = { { 8 * 60 + 15, ENR_MINUTES_NONE, NULL }, { 8 * 60 + 30, 17 * 60, "父" }, 368, "園バス" };
  EnrEntryForm nothing = ENR_ENTRY_FORM_KEEP;
  EnrEntryForm later = ENR_ENTRY_FORM_KEEP;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  g_assert_true (enr_entry_save_form (nursery->db, &nursery->actor, nursery->children,
                                      enr_test_day (), &first, NULL, &error));
  before = enr_test_dump (nursery->path);
  g_assert_true (enr_entry_save_form (nursery->db, &nursery->actor, nursery->children,
                                      enr_test_day (), &nothing, NULL, &error));
  after = enr_test_dump (nursery->path);
  enr_test_assert_same (after, before);

  later.plan.leave = 18 * 60;
  g_assert_true (enr_entry_save_form (nursery->db, &nursery->actor, nursery->children,
                                      enr_test_day (), &later, NULL, &error));
  g_assert_no_error (error);
  day = load (nursery, enr_test_day ());
  child = enr_day_find (day, nursery->children);
  g_assert_cmpint (child->arrived, ==, enr_test_at (8, 15));
  g_assert_cmpint (child->planned_arrive, ==, 8 * 60 + 30);
  g_assert_cmpint (child->planned_leave, ==, 18 * 60);
  g_assert_cmpstr (child->planned_collector, ==, "父");
  g_assert_cmpint (child->temperature, ==, 368);
  g_assert_cmpstr (child->note, ==, "園バス");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/attendance/entry/forgotten", test_forgotten);
  g_test_add_func ("/attendance/entry/correct", test_correct);
  g_test_add_func ("/attendance/entry/take-away", test_take_away);
  g_test_add_func ("/attendance/entry/refused", test_refused);
  g_test_add_func ("/attendance/entry/many", test_many);
  g_test_add_func ("/attendance/entry/absence", test_absence);
  g_test_add_func ("/attendance/entry/own-kinds", test_own_kinds);
  g_test_add_func ("/attendance/entry/order-of-kinds", test_order_of_kinds);
  g_test_add_func ("/attendance/entry/form", test_form);
  g_test_add_func ("/attendance/entry/form-keeps", test_form_keeps);

  return g_test_run ();
}
