/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "people/staff.h"

#include <string.h>

#include "nursery/error.h"
#include "people/duty.h"
#include "store/journal.h"
#include "support/fixture.h"

static EnrStaff *
make (EnrTestNursery *nursery, const char *name, const char *kana, const char *job)
{
  EnrStaff *staff = enr_staff_new ();
  g_autoptr (GError) error = NULL;

  g_free (staff->name);
  g_free (staff->kana);
  g_free (staff->job);
  staff->name = g_strdup (name);
  staff->kana = g_strdup (kana);
  staff->job = g_strdup (job);
  staff->first = enr_date_new (2026, 4, 1);
  g_assert_true (enr_staff_save (nursery->db, &nursery->actor, staff, &error));
  g_assert_no_error (error);
  return staff;
}

/* The names of a list, a blank between. */
static char *
names_on (EnrTestNursery *nursery, EnrDate day)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = enr_staff_list (nursery->db, day, &error);
  GString *names = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < list->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? " " : "",
                            ((EnrStaff *) g_ptr_array_index (list, i))->name);
  return g_string_free (names, FALSE);
}

static void
assert_names (EnrTestNursery *nursery, EnrDate day, const char *expected)
{
  g_autofree char *names = names_on (nursery, day);

  g_assert_cmpstr (names, ==, expected);
}

static void
test_list (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  g_autoptr (EnrStaff) cook = make (nursery, "料理", "りょうり", "cook");
  g_autoptr (EnrStaff) teacher = make (nursery, "　保育　第二 ", "ホイク　ニ", "teacher");
  g_autoptr (EnrStaff) first = make (nursery, "保育第一", "ほいく いち", "teacher");
  g_autoptr (EnrStaff) copy = enr_staff_copy (teacher);
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  const EnrStaff *read;

  /* by job, then kana; tidied as typed text is */
  assert_names (nursery, enr_test_day (), "保育第一 保育 第二 料理");
  assert_names (nursery, enr_date_new (2026, 3, 31), "");
  copy->is_counted = FALSE;
  copy->is_full_time = FALSE;
  copy->week_minutes = 1200;
  copy->last = enr_date_new (2026, 5, 31);
  g_assert_true (enr_staff_save (nursery->db, &nursery->actor, copy, &error));
  g_assert_no_error (error);
  assert_names (nursery, enr_date_new (2026, 5, 31), "保育第一 保育 第二 料理");
  assert_names (nursery, enr_date_new (2026, 6, 1), "保育第一 料理");
  assert_names (nursery, ENR_DATE_NONE, "保育第一 保育 第二 料理");
  list = enr_staff_list (nursery->db, ENR_DATE_NONE, &error);
  read = g_ptr_array_index (list, 1);
  g_assert_cmpstr (read->kana, ==, "ほいく に");
  g_assert_cmpstr (read->job, ==, "teacher");
  g_assert_false (read->is_counted);
  g_assert_false (read->is_full_time);
  g_assert_cmpint (read->week_minutes, ==, 1200);
  g_assert_cmpint (read->last, ==, copy->last);
  g_assert_true (enr_staff_is_employed (read, copy->last));
  g_assert_false (enr_staff_is_employed (read, copy->last + 1));
  g_assert_false (enr_staff_is_employed (read, copy->first - 1));
}

static void
test_jobs (void)
{
  guint n = 0, n_counted = 0;
  const EnrStaffJob *jobs = enr_staff_jobs (&n);

  for (guint i = 0; i < n; i++)
    {
      g_assert_true (enr_staff_job_find (jobs[i].key) == &jobs[i]);
      g_assert_cmpstr (enr_staff_job_label (jobs[i].key), ==, jobs[i].label);
      n_counted += jobs[i].is_counted;
    }
  g_assert_cmpuint (n_counted, ==, 2); /* 保育士 and 保育教諭: the rest is for the office to say */
  g_assert_null (enr_staff_job_find ("pilot"));
  g_assert_cmpstr (enr_staff_job_label ("pilot"), ==, "pilot");
}

static void
assert_refused (EnrTestNursery *nursery, EnrStaff *staff, const char *part)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (enr_staff_save (nursery->db, &nursery->actor, staff, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  if (strstr (error->message, part) == NULL)
    g_error ("%s does not say %s", error->message, part);
  g_assert_true (enr_uuid_is_none (&staff->id));
}

static void
test_refused (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  g_autoptr (EnrStaff) staff = enr_staff_new ();
  g_autoptr (GError) error = NULL;

  assert_refused (nursery, staff, "name");
  g_free (staff->name);
  staff->name = g_strdup ("a");
  assert_refused (nursery, staff, "first day");
  staff->first = enr_test_day ();
  staff->last = enr_test_day () - 1;
  assert_refused (nursery, staff, "before the first");
  staff->last = ENR_DATE_NONE;
  staff->week_minutes = 168 * 60 + 1;
  assert_refused (nursery, staff, "168");
  staff->week_minutes = 2400;
  g_free (staff->job);
  staff->job = g_strdup ("pilot");
  assert_refused (nursery, staff, "job");
  g_free (staff->job);
  staff->job = g_strdup ("nurse");
  g_assert_true (enr_staff_save (nursery->db, &nursery->actor, staff, &error));
  staff->id = enr_uuid_new ();
  g_assert_false (enr_staff_save (nursery->db, &nursery->actor, staff, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN);
}

static void
test_find (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  g_autoptr (EnrStaff) first = make (nursery, "髙橋 第一", "たかはし いち", "teacher");
  g_autoptr (EnrStaff) same = make (nursery, "佐藤", "さとう", "teacher");
  g_autoptr (EnrStaff) other = make (nursery, "佐藤", "さとう", "cook");
  g_autoptr (EnrStaff) found = NULL;
  g_autoptr (EnrStaff) by_id = NULL;
  g_autoptr (GError) error = NULL;
  char id[ENR_UUID_STRING_LENGTH];

  found = enr_staff_find (nursery->db, "高橋第一", &error);
  g_assert_no_error (error);
  g_assert_true (enr_uuid_equal (&found->id, &first->id));
  by_id = enr_staff_find (nursery->db, enr_uuid_format (&other->id, id), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (by_id->job, ==, "cook");
  g_assert_null (enr_staff_find (nursery->db, "サトウ", &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_AMBIGUOUS);
  g_clear_error (&error);
  g_assert_null (enr_staff_find (nursery->db, "", &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN);
}

static void
test_leave (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  g_autoptr (EnrStaff) staff = make (nursery, "保育", "", "teacher");
  g_autoptr (GError) error = NULL;
  EnrDutySpan span = { 480, 1020 };
  EnrUuid nobody = enr_uuid_new ();

  g_assert_true (
      enr_duty_set (nursery->db, &nursery->actor, &staff->id, enr_test_day (), &span, 1, &error));
  g_assert_false (
      enr_staff_leave (nursery->db, &nursery->actor, &staff->id, enr_test_day () - 1, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "2026-06-10"));
  g_clear_error (&error);
  /* the same by changing the record */
  staff->first = enr_test_day () + 1;
  g_assert_false (enr_staff_save (nursery->db, &nursery->actor, staff, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (enr_staff_leave (nursery->db, &nursery->actor, &staff->id,
                                   enr_date_new (2026, 3, 31), &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (enr_staff_leave (nursery->db, &nursery->actor, &nobody, enr_test_day (), &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN);
  g_clear_error (&error);
  g_assert_true (
      enr_staff_leave (nursery->db, &nursery->actor, &staff->id, enr_test_day (), &error));
  assert_names (nursery, enr_test_day (), "保育");
  assert_names (nursery, enr_test_day () + 1, "");
}

static void
test_remove (void)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  g_autoptr (EnrStaff) staff = make (nursery, "保育", "", "teacher");
  g_autoptr (EnrStaff) mistake = make (nursery, "誤り", "", "teacher");
  g_autoptr (GError) error = NULL;
  EnrDutySpan span = { 480, 1020 };

  g_assert_true (
      enr_duty_set (nursery->db, &nursery->actor, &staff->id, enr_test_day (), &span, 1, &error));
  g_assert_false (enr_staff_remove (nursery->db, &nursery->actor, &staff->id, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (enr_staff_remove (nursery->db, &nursery->actor, &mistake->id, &error));
  assert_names (nursery, ENR_DATE_NONE, "保育");
  g_assert_false (enr_staff_remove (nursery->db, &nursery->actor, &mistake->id, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN);
}

typedef gboolean (*Action) (EnrTestNursery *nursery, EnrStaff *staff, GError **error);

static gboolean
save (EnrTestNursery *nursery, EnrStaff *staff, GError **error)
{
  staff->week_minutes = 1800;
  return enr_staff_save (nursery->db, &nursery->actor, staff, error);
}

static gboolean
leave (EnrTestNursery *nursery, EnrStaff *staff, GError **error)
{
  return enr_staff_leave (nursery->db, &nursery->actor, &staff->id, enr_test_day (), error);
}

static gboolean
remove_it (EnrTestNursery *nursery, EnrStaff *staff, GError **error)
{
  return enr_staff_remove (nursery->db, &nursery->actor, &staff->id, error);
}

/* The n-th statement fails, for every n: all or nothing. */
static void
test_faults (void)
{
  static const Action actions[] = { save, leave, remove_it };
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  g_autoptr (EnrStaff) staff = make (nursery, "保育", "", "teacher");
  const char *problem;
  gint64 length, bad;

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
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
          done = actions[i](nursery, staff, &error);
          enr_db_set_fault (nursery->db, 0);
          if (done)
            break;
          g_assert_nonnull (error);
          after = enr_test_dump (nursery->path);
          g_assert_cmpstr (after, ==, before);
        }
      g_assert_cmpuint (n, >, 3);
    }
  g_assert_true (enr_journal_verify (nursery->db, &length, &bad, &problem, NULL));
  g_assert_cmpint (bad, ==, 0);
}

static void
test_seal (void)
{
  static const guint8 png[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 1, 2, 3 };
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  g_autoptr (EnrStaff) staff = enr_staff_new ();
  g_autoptr (GBytes) good = g_bytes_new_static (png, sizeof png);
  g_autoptr (GBytes) bad = g_bytes_new_static ("GIF89a……", 10);
  g_autoptr (GBytes) large
      = g_bytes_new_take (g_malloc0 (ENR_STAFF_SEAL_MAX + 1), ENR_STAFF_SEAL_MAX + 1);
  g_autoptr (GBytes) loaded = NULL;
  g_autoptr (GError) error = NULL;
  EnrUuid nobody = enr_uuid_new ();

  g_free (staff->name);
  staff->name = g_strdup ("見本 園子");
  staff->first = enr_test_day ();
  g_assert_true (enr_staff_save (nursery->db, &nursery->actor, staff, &error));
  g_assert_null (enr_staff_load_seal (nursery->db, &staff->id, &error));
  g_assert_no_error (error);
  g_assert_false (enr_staff_set_seal (nursery->db, &nursery->actor, &staff->id, bad, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (enr_staff_set_seal (nursery->db, &nursery->actor, &staff->id, large, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (enr_staff_set_seal (nursery->db, &nursery->actor, &nobody, good, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN);
  g_clear_error (&error);
  g_assert_true (enr_staff_set_seal (nursery->db, &nursery->actor, &staff->id, good, &error));
  loaded = enr_staff_load_seal (nursery->db, &staff->id, &error);
  g_assert_true (g_bytes_equal (loaded, good));
  g_assert_true (enr_staff_set_seal (nursery->db, &nursery->actor, &staff->id, NULL, &error));
  g_assert_null (enr_staff_load_seal (nursery->db, &staff->id, &error));
  g_assert_no_error (error);
}

/* With the rest of the form, as one action; and never over what another has set since. */
static void
test_save_with_seal (void)
{
  static const guint8 png[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 1, 2, 3 };
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (1);
  g_autoptr (EnrStaff) staff = enr_staff_new ();
  g_autoptr (GBytes) first = g_bytes_new_static (png, sizeof png - 1);
  g_autoptr (GBytes) second = g_bytes_new_static (png, sizeof png);
  g_autoptr (GBytes) bad = g_bytes_new_static ("GIF89a……", 10);
  g_autoptr (GBytes) loaded = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = enr_test_dump (nursery->path);
  g_autofree char *after = NULL;

  g_free (staff->name);
  staff->name = g_strdup ("見本 園子");
  staff->first = enr_test_day ();
  g_assert_false (
      enr_staff_save_with_seal (nursery->db, &nursery->actor, staff, NULL, bad, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (enr_uuid_is_none (&staff->id));
  after = enr_test_dump (nursery->path);
  enr_test_assert_same (after, before);

  g_assert_true (
      enr_staff_save_with_seal (nursery->db, &nursery->actor, staff, NULL, first, &error));
  g_assert_no_error (error);
  g_assert_false (
      enr_staff_save_with_seal (nursery->db, &nursery->actor, staff, NULL, second, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED);
  g_clear_error (&error);
  g_assert_false (
      enr_staff_change_seal (nursery->db, &nursery->actor, &staff->id, second, NULL, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED);
  g_clear_error (&error);
  g_assert_true (
      enr_staff_change_seal (nursery->db, &nursery->actor, &staff->id, first, second, &error));
  loaded = enr_staff_load_seal (nursery->db, &staff->id, &error);
  g_assert_true (g_bytes_equal (loaded, second));
  g_assert_true (
      enr_staff_save_with_seal (nursery->db, &nursery->actor, staff, second, NULL, &error));
  g_assert_null (enr_staff_load_seal (nursery->db, &staff->id, &error));
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/people/staff/list", test_list);
  g_test_add_func ("/people/staff/jobs", test_jobs);
  g_test_add_func ("/people/staff/refused", test_refused);
  g_test_add_func ("/people/staff/find", test_find);
  g_test_add_func ("/people/staff/leave", test_leave);
  g_test_add_func ("/people/staff/remove", test_remove);
  g_test_add_func ("/people/staff/faults", test_faults);
  g_test_add_func ("/people/staff/seal", test_seal);
  g_test_add_func ("/people/staff/save-with-seal", test_save_with_seal);

  return g_test_run ();
}
