/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "people/duty.h"

#include <string.h>

#include "nursery/error.h"
#include "store/journal.h"
#include "support/fixture.h"

static EnrUuid
make_staff (EnrTestNursery *nursery, const char *name, EnrDate last)
{
  g_autoptr (EnrStaff) staff = enr_staff_new ();
  g_autoptr (GError) error = NULL;

  g_free (staff->name);
  staff->name = g_strdup (name);
  staff->first = enr_date_new (2026, 4, 1);
  staff->last = last;
  g_assert_true (enr_staff_save (nursery->db, &nursery->actor, staff, &error));
  g_assert_no_error (error);
  return staff->id;
}

static void
set (EnrTestNursery *nursery, const EnrUuid *staff, EnrDate day, guint n, const EnrDutySpan *spans)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (enr_duty_set (nursery->db, &nursery->actor, staff, day, spans, n, &error));
  g_assert_no_error (error);
}

/* "A 8:00-12:00, A 13:00-17:00" */
static void
assert_duties (EnrTestNursery *nursery, EnrDate day, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = enr_duty_list (nursery->db, day, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < list->len; i++)
    {
      const EnrDuty *duty = g_ptr_array_index (list, i);
      char first[6], last[6];

      g_string_append_printf (text, "%s%s %s-%s", i > 0 ? ", " : "", duty->name,
                              enr_minutes_format (duty->span.first, first),
                              enr_minutes_format (duty->span.last, last));
      g_assert_true (duty->is_counted);
      g_assert_cmpstr (duty->job, ==, "teacher");
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_set (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  EnrUuid a = make_staff (nursery, "A", ENR_DATE_NONE);
  EnrUuid b = make_staff (nursery, "B", ENR_DATE_NONE);
  const EnrDutySpan split[] = { { 780, 1020 }, { 480, 720 } };
  const EnrDutySpan whole[] = { { 420, 960 } };
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  set (nursery, &a, enr_test_day (), 2, split);
  set (nursery, &b, enr_test_day (), 1, whole);
  set (nursery, &b, enr_test_day () + 1, 1, whole);
  assert_duties (nursery, enr_test_day (), "B 7:00-16:00, A 8:00-12:00, A 13:00-17:00");
  /* what stays keeps its row, so that the journal tells changes only */
  first = enr_duty_list (nursery->db, enr_test_day (), NULL);
  set (nursery, &a, enr_test_day (), 1, split + 1);
  assert_duties (nursery, enr_test_day (), "B 7:00-16:00, A 8:00-12:00");
  second = enr_duty_list (nursery->db, enr_test_day (), NULL);
  g_assert_true (enr_uuid_equal (&((EnrDuty *) g_ptr_array_index (first, 1))->id,
                                 &((EnrDuty *) g_ptr_array_index (second, 1))->id));
  before = enr_test_dump (nursery->path);
  set (nursery, &a, enr_test_day (), 1, split + 1);
  after = enr_test_dump (nursery->path);
  g_assert_cmpstr (after, ==, before);
  set (nursery, &a, enr_test_day (), 0, NULL);
  assert_duties (nursery, enr_test_day (), "B 7:00-16:00");
  assert_duties (nursery, enr_test_day () + 1, "B 7:00-16:00");
}

static void
assert_refused (EnrTestNursery *nursery,
                const EnrUuid *staff,
                EnrDate day,
                guint n,
                const EnrDutySpan *spans,
                EnrNurseryError code,
                const char *part)
{
  g_autofree char *before = enr_test_dump (nursery->path);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (enr_duty_set (nursery->db, &nursery->actor, staff, day, spans, n, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, (int) code);
  if (strstr (error->message, part) == NULL)
    g_error ("%s does not say %s", error->message, part);
  after = enr_test_dump (nursery->path);
  g_assert_cmpstr (after, ==, before);
}

static void
test_refused (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  EnrUuid a = make_staff (nursery, "A", enr_test_day ());
  EnrUuid nobody = enr_uuid_new ();
  const EnrDutySpan backwards = { 1020, 480 };
  const EnrDutySpan nothing = { 480, 480 };
  const EnrDutySpan late = { 480, 1621 };
  const EnrDutySpan night = { 1320, 1620 };
  const EnrDutySpan overlap[] = { { 480, 720 }, { 719, 1020 } };
  const EnrDutySpan touch[] = { { 480, 720 }, { 720, 1020 } };
  EnrDate day = enr_test_day ();
  int invalid = ENR_NURSERY_ERROR_INVALID;

  assert_refused (nursery, &a, day, 1, &backwards, invalid, "17:00");
  assert_refused (nursery, &a, day, 1, &nothing, invalid, "8:00");
  assert_refused (nursery, &a, day, 1, &late, invalid, "27:00");
  assert_refused (nursery, &a, day, 2, overlap, invalid, "11:59");
  assert_refused (nursery, &a, day + 1, 1, &night, invalid, "2026-06-11");
  assert_refused (nursery, &a, enr_date_new (2026, 3, 31), 1, &night, invalid, "A is not");
  assert_refused (nursery, &nobody, day, 1, &night, ENR_NURSERY_ERROR_UNKNOWN, "no such");
  set (nursery, &a, day, 2, touch);
  set (nursery, &a, day, 1, &night);
  assert_duties (nursery, day, "A 22:00-27:00");
}

static void
test_copy (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  EnrUuid a = make_staff (nursery, "A", ENR_DATE_NONE);
  EnrUuid b = make_staff (nursery, "B", enr_test_day ());
  const EnrDutySpan split[] = { { 480, 720 }, { 780, 1020 } };
  const EnrDutySpan whole = { 420, 960 };
  EnrDate day = enr_test_day ();
  g_autoptr (GError) error = NULL;
  guint left_out = 9;

  set (nursery, &a, day, 1, &whole);
  set (nursery, &b, day, 2, split);
  /* B has left by then: counted once, whatever the number of duties */
  g_assert_true (
      enr_duty_copy (nursery->db, &nursery->actor, day, day + 7, FALSE, &left_out, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (left_out, ==, 1);
  assert_duties (nursery, day + 7, "A 7:00-16:00");
  g_assert_false (enr_duty_copy (nursery->db, &nursery->actor, day + 7, day, FALSE, NULL, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY);
  g_clear_error (&error);
  assert_duties (nursery, day, "A 7:00-16:00, B 8:00-12:00, B 13:00-17:00");
  g_assert_true (
      enr_duty_copy (nursery->db, &nursery->actor, day + 7, day, TRUE, &left_out, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (left_out, ==, 0);
  assert_duties (nursery, day, "A 7:00-16:00");
  g_assert_false (
      enr_duty_copy (nursery->db, &nursery->actor, day + 1, day + 2, FALSE, NULL, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN);
  g_clear_error (&error);
  g_assert_false (enr_duty_copy (nursery->db, &nursery->actor, day, day, TRUE, NULL, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
}

static gboolean
act (EnrTestNursery *nursery, const EnrUuid *staff, guint action, GError **error)
{
  const EnrDutySpan spans[] = { { 480, 720 }, { 780, 1020 } };

  if (action == 0)
    return enr_duty_set (nursery->db, &nursery->actor, staff, enr_test_day (), spans, 2, error);
  return enr_duty_copy (nursery->db, &nursery->actor, enr_test_day (), enr_test_day () + 1, TRUE,
                        NULL, error);
}

/* The n-th statement fails, for every n: the day is as it was, or done. */
static void
test_faults (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  EnrUuid a = make_staff (nursery, "A", ENR_DATE_NONE);
  const EnrDutySpan whole = { 420, 960 };
  const char *problem;
  gint64 length, bad;

  set (nursery, &a, enr_test_day (), 1, &whole);
  set (nursery, &a, enr_test_day () + 1, 1, &whole);
  for (guint action = 0; action < 2; action++)
    {
      g_autofree char *before = enr_test_dump (nursery->path);
      gboolean done = FALSE;
      guint n;

      for (n = 1; !done; n++)
        {
          g_autoptr (GError) error = NULL;
          g_autofree char *after = NULL;

          g_assert_cmpuint (n, <, 1000);
          enr_db_set_fault (nursery->db, (int) n);
          done = act (nursery, &a, action, &error);
          enr_db_set_fault (nursery->db, 0);
          if (done)
            break;
          g_assert_nonnull (error);
          after = enr_test_dump (nursery->path);
          g_assert_cmpstr (after, ==, before);
        }
      g_assert_cmpuint (n, >, 6);
    }
  assert_duties (nursery, enr_test_day () + 1, "A 8:00-12:00, A 13:00-17:00");
  g_assert_true (enr_journal_verify (nursery->db, &length, &bad, &problem, NULL));
  g_assert_cmpint (bad, ==, 0);
}

/* What was shown must be what is there; whoever comes second is told. */
static void
test_seen (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  EnrUuid staff = make_staff (nursery, "A", ENR_DATE_NONE);
  EnrDate day = enr_test_day ();
  const EnrDutySpan both[] = { { 780, 1020 }, { 480, 720 } };
  const EnrDutySpan one = { 480, 1020 };
  g_autoptr (GError) error = NULL;

  g_assert_true (
      enr_duty_set_seen (nursery->db, &nursery->actor, &staff, day, NULL, 0, both, 2, &error));
  g_assert_no_error (error);
  g_assert_false (
      enr_duty_set_seen (nursery->db, &nursery->actor, &staff, day, NULL, 0, &one, 1, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED);
  g_clear_error (&error);
  g_assert_false (
      enr_duty_set_seen (nursery->db, &nursery->actor, &staff, day, both, 1, &one, 1, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED);
  g_clear_error (&error);
  assert_duties (nursery, day, "A 8:00-12:00, A 13:00-17:00");
  g_assert_true (
      enr_duty_set_seen (nursery->db, &nursery->actor, &staff, day, both, 2, &one, 1, &error));
  g_assert_no_error (error);
  assert_duties (nursery, day, "A 8:00-17:00");
}

static void
test_take_back (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  EnrUuid staff = make_staff (nursery, "A", ENR_DATE_NONE);
  EnrDate day = enr_test_day ();
  const EnrDutySpan span = { 480, 1020 };
  const EnrDutySpan other = { 480, 1000 };
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (EnrUuid));
  g_autoptr (GPtrArray) duties = NULL;
  g_autoptr (GError) error = NULL;

  set (nursery, &staff, day, 1, &span);
  duties = enr_duty_list (nursery->db, day, &error);
  g_array_append_val (ids, ((EnrDuty *) g_ptr_array_index (duties, 0))->id);
  set (nursery, &staff, day, 1, &other);
  g_assert_false (enr_duty_take_back (nursery->db, &nursery->actor, day, ids, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED);
  g_clear_error (&error);
  assert_duties (nursery, day, "A 8:00-16:40");
  g_clear_pointer (&duties, g_ptr_array_unref);
  duties = enr_duty_list (nursery->db, day, &error);
  g_array_index (ids, EnrUuid, 0) = ((EnrDuty *) g_ptr_array_index (duties, 0))->id;
  g_assert_true (enr_duty_take_back (nursery->db, &nursery->actor, day, ids, &error));
  g_assert_no_error (error);
  assert_duties (nursery, day, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/people/duty/set", test_set);
  g_test_add_func ("/people/duty/refused", test_refused);
  g_test_add_func ("/people/duty/copy", test_copy);
  g_test_add_func ("/people/duty/seen", test_seen);
  g_test_add_func ("/people/duty/take-back", test_take_back);
  g_test_add_func ("/people/duty/faults", test_faults);

  return g_test_run ();
}
