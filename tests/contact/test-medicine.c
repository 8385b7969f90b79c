/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Medicine on a parent's request: the request, the doses of a day, the rule of two people.
 */
#include "config.h"

#include "contact-fixture.h"
#include "contact/medicine.h"

#define H(hour, minute) ((hour) *60 + (minute))

static EnrMedicine *
request (Fixture *fixture, guint child, EnrDate first, EnrDate last)
{
  EnrMedicine *self = enr_medicine_new ();

  self->child_id = fixture->children[child];
  self->first_day = first;
  self->last_day = last;
  set_text (&self->asked_by, "母");
  set_text (&self->clinic, "見本小児科");
  set_text (&self->illness, "かぜ");
  set_text (&self->name, "シロップ");
  self->form = ENR_MEDICINE_LIQUID;
  set_text (&self->amount, "5ml");
  self->storage = ENR_STORAGE_COLD;
  self->at = H (12, 30);
  set_text (&self->when_words, "昼食後");
  self->prescribed = first - 1;
  set_text (&self->home_dose, "7:00");
  set_text (&self->received_by, "佐藤");
  return self;
}

static EnrUuid
take (Fixture *fixture, EnrMedicine *medicine)
{
  g_autoptr (GError) error = NULL;
  EnrUuid id = enr_uuid_none;

  enr_medicine_add (fixture->db, fixture->actor, medicine, &id, &error);
  g_assert_no_error (error);
  medicine->id = id;
  return id;
}

/* "シロップ open|…": the doses of a day. */
static char *
tasks (Fixture *fixture, EnrDate day)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = enr_medicine_tasks (fixture->db, day, NULL, NULL, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < list->len; i++)
    {
      const EnrMedicineTask *task = g_ptr_array_index (list, i);

      g_string_append_printf (text, "%s%s %s%s", i > 0 ? "|" : "", task->medicine->name,
                              enr_dose_state_key (task->state), task->is_overdue ? "!" : "");
    }
  return g_string_free (text, FALSE);
}

#define assert_tasks(day, expected)                                                                \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *shown_ = tasks (fixture, day);                                                \
    g_assert_cmpstr (shown_, ==, expected);                                                        \
  }                                                                                                \
  G_STMT_END

static EnrMedicineTask *
task_of (Fixture *fixture, EnrDate day, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = enr_medicine_tasks (fixture->db, day, NULL, NULL, &error);

  g_assert_no_error (error);
  return g_ptr_array_steal_index (list, n);
}

static void
assert_give (Fixture *fixture,
             const EnrUuid *id,
             EnrDate day,
             EnrInstant at,
             const char *by,
             const char *checked,
             int code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = enr_test_dump (fixture->nursery->path);
  g_autofree char *after = NULL;

  enr_medicine_give (fixture->db, fixture->actor, id, day, at, by, checked, "全部飲んだ", &error);
  if (code < 0)
    {
      g_assert_no_error (error);
      return;
    }
  g_assert_error (error, ENR_NURSERY_ERROR, code);
  after = enr_test_dump (fixture->nursery->path);
  enr_test_assert_same (after, before);
}

static void
test_tasks (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrMedicine) medicine = request (fixture, 0, DAY (6, 9), DAY (6, 15));
  g_autoptr (EnrMedicine) tape = request (fixture, 1, DAY (6, 10), DAY (6, 10));
  g_autoptr (EnrMedicineTask) task = NULL;
  g_autoptr (EnrNotice) notice = absence (fixture, 0, DAY (6, 11), DAY (6, 11), "sick");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) history = NULL;
  EnrUuid id = take (fixture, medicine);
  EnrUuid second;

  set_text (&tape->name, "テープ");
  tape->form = ENR_MEDICINE_TAPE;
  tape->at = ENR_MINUTES_NONE;
  second = take (fixture, tape);
  assert_tasks (DAY (6, 8), "");
  assert_tasks (DAY (6, 9), "シロップ open!");
  assert_tasks (DAY (6, 10), "シロップ open|テープ open");
  assert_tasks (DAY (6, 12), "シロップ open");
  assert_tasks (DAY (6, 15), "シロップ open");
  assert_tasks (DAY (6, 16), "");
  /* A Sunday. */
  assert_tasks (DAY (6, 14), "");
  add (fixture, notice);
  assert_tasks (DAY (6, 11), "");

  enr_clock_set_fixed (enr_test_at (12, 40));
  assert_tasks (DAY (6, 10), "シロップ open!|テープ open");
  assert_give (fixture, &id, DAY (6, 10), enr_test_at (12, 35), "佐藤", "鈴木", -1);
  assert_tasks (DAY (6, 10), "テープ open|シロップ given");
  task = task_of (fixture, DAY (6, 10), 1);
  g_assert_cmpint (task->given_at, ==, enr_test_at (12, 35));
  g_assert_cmpstr (task->given_by, ==, "佐藤");
  g_assert_cmpstr (task->checked_by, ==, "鈴木");
  g_assert_cmpstr (task->note, ==, "全部飲んだ");
  g_assert_cmpstr (task->medicine->child_name, ==, "青木 第1子");

  g_assert_false (enr_medicine_withhold (fixture->db, fixture->actor, &second, DAY (6, 10), "佐藤",
                                         " ", &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_REASON);
  g_clear_error (&error);
  enr_medicine_withhold (fixture->db, fixture->actor, &second, DAY (6, 10), "佐藤",
                         "熱が下がったため", &error);
  g_assert_no_error (error);
  assert_tasks (DAY (6, 10), "シロップ given|テープ not-given");
  history = enr_medicine_history (fixture->db, &fixture->children[1], &error);
  g_assert_cmpuint (history->len, ==, 1);
  g_assert_cmpstr (((EnrMedicineTask *) g_ptr_array_index (history, 0))->note, ==,
                   "熱が下がったため");

  /* A mistake is taken back with a reason, as it was seen. */
  g_assert_false (enr_medicine_undo (fixture->db, fixture->actor, task, "", &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_REASON);
  g_clear_error (&error);
  set_text (&task->note, "別の様子");
  g_assert_false (enr_medicine_undo (fixture->db, fixture->actor, task, "誤り", &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED);
  g_clear_error (&error);
  set_text (&task->note, "全部飲んだ");
  enr_medicine_undo (fixture->db, fixture->actor, task, "別の子の分でした", &error);
  g_assert_no_error (error);
  assert_tasks (DAY (6, 10), "シロップ open!|テープ not-given");
  g_assert_false (enr_medicine_undo (fixture->db, fixture->actor, task, "誤り", &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN);
}

static void
test_two_people (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrMedicine) medicine = request (fixture, 0, DAY (6, 9), DAY (6, 12));
  g_autoptr (EnrNotice) notice = absence (fixture, 0, DAY (6, 9), DAY (6, 9), "sick");
  EnrUuid id = take (fixture, medicine);
  EnrUuid nobody = enr_uuid_new ();
  EnrInstant now = enr_test_at (10, 0);

  assert_give (fixture, &id, DAY (6, 10), now, "佐藤 花", "佐藤 花", ENR_NURSERY_ERROR_INVALID);
  /* The same person written otherwise. */
  assert_give (fixture, &id, DAY (6, 10), now, "佐藤 花", "佐藤　花", ENR_NURSERY_ERROR_INVALID);
  assert_give (fixture, &id, DAY (6, 10), now, "佐藤花", " 佐藤 花 ", ENR_NURSERY_ERROR_INVALID);
  assert_give (fixture, &id, DAY (6, 10), now, "髙橋", "高橋", ENR_NURSERY_ERROR_INVALID);
  assert_give (fixture, &id, DAY (6, 10), now, "佐藤", " ", ENR_NURSERY_ERROR_INVALID);
  assert_give (fixture, &id, DAY (6, 10), now, "", "佐藤", ENR_NURSERY_ERROR_INVALID);
  assert_give (fixture, &id, DAY (6, 10), now + 120, "佐藤", "鈴木", ENR_NURSERY_ERROR_INVALID);
  assert_give (fixture, &id, DAY (6, 10), now - 24 * 3600, "佐藤", "鈴木",
               ENR_NURSERY_ERROR_INVALID);
  assert_give (fixture, &nobody, DAY (6, 10), now, "佐藤", "鈴木", ENR_NURSERY_ERROR_UNKNOWN);
  assert_give (fixture, &id, DAY (6, 8), now, "佐藤", "鈴木", ENR_NURSERY_ERROR_ORDER);
  assert_give (fixture, &id, DAY (6, 13), now, "佐藤", "鈴木", ENR_NURSERY_ERROR_ORDER);
  add (fixture, notice);
  assert_give (fixture, &id, DAY (6, 9), now - 24 * 3600, "佐藤", "鈴木",
               ENR_NURSERY_ERROR_ALREADY);
  assert_give (fixture, &id, DAY (6, 10), ENR_INSTANT_NONE, "佐藤", "鈴木", -1);
  assert_give (fixture, &id, DAY (6, 10), now, "佐藤", "鈴木", ENR_NURSERY_ERROR_ALREADY);
}

static void
assert_refused (Fixture *fixture, const EnrMedicine *medicine, int code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = enr_test_dump (fixture->nursery->path);
  g_autofree char *after = NULL;

  g_assert_false (enr_medicine_add (fixture->db, fixture->actor, medicine, NULL, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, code);
  after = enr_test_dump (fixture->nursery->path);
  enr_test_assert_same (after, before);
}

static void
test_bad (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrMedicine) medicine = request (fixture, 0, DAY (6, 9), DAY (6, 12));
  g_autofree char *doubts = NULL;

  medicine->last_day = DAY (6, 8);
  assert_refused (fixture, medicine, ENR_NURSERY_ERROR_ORDER);
  medicine->last_day = medicine->first_day + ENR_MEDICINE_MAX_DAYS;
  assert_refused (fixture, medicine, ENR_NURSERY_ERROR_INVALID);
  medicine->last_day = ENR_DATE_NONE;
  assert_refused (fixture, medicine, ENR_NURSERY_ERROR_INVALID);
  medicine->last_day = DAY (6, 12);
  medicine->prescribed = DAY (6, 13);
  assert_refused (fixture, medicine, ENR_NURSERY_ERROR_INVALID);
  medicine->prescribed = DAY (6, 8);
  medicine->at = H (27, 1);
  assert_refused (fixture, medicine, ENR_NURSERY_ERROR_INVALID);
  medicine->at = H (12, 0);
  set_text (&medicine->name, "　");
  assert_refused (fixture, medicine, ENR_NURSERY_ERROR_INVALID);
  set_text (&medicine->name, "シロップ");
  set_text (&medicine->received_by, "");
  assert_refused (fixture, medicine, ENR_NURSERY_ERROR_INVALID);
  set_text (&medicine->received_by, "佐藤");
  set_text (&medicine->asked_by, "");
  assert_refused (fixture, medicine, ENR_NURSERY_ERROR_INVALID);
  set_text (&medicine->asked_by, "母");
  medicine->child_id = enr_uuid_new ();
  assert_refused (fixture, medicine, ENR_NURSERY_ERROR_UNKNOWN);
  medicine->child_id = fixture->children[0];
  medicine->first_day = medicine->last_day = DAY (3, 31);
  medicine->prescribed = ENR_DATE_NONE;
  assert_refused (fixture, medicine, ENR_NURSERY_ERROR_NOT_ENROLLED);

  medicine->prescribed = DAY (6, 8);
  medicine->first_day = DAY (6, 9);
  medicine->last_day = DAY (6, 15);
  doubts = enr_medicine_dup_doubts (medicine);
  g_assert_cmpstr (doubts, ==, "");
  medicine->last_day = DAY (6, 16);
  g_free (doubts);
  doubts = enr_medicine_dup_doubts (medicine);
  g_assert_nonnull (strstr (doubts, "8 days"));
  set_text (&medicine->home_dose, "");
  g_free (doubts);
  doubts = enr_medicine_dup_doubts (medicine);
  g_assert_nonnull (strstr (doubts, "never had"));
}

static void
assert_change (Fixture *fixture, const EnrMedicine *medicine, const EnrMedicine *seen, int code)
{
  g_autoptr (GError) error = NULL;

  enr_medicine_change (fixture->db, fixture->actor, medicine, seen, &error);
  if (code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, ENR_NURSERY_ERROR, code);
}

static void
test_change (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrMedicine) medicine = request (fixture, 0, DAY (6, 9), DAY (6, 12));
  g_autoptr (EnrMedicine) seen = NULL;
  g_autoptr (EnrMedicine) wanted = NULL;
  g_autoptr (GError) error = NULL;
  EnrUuid id = take (fixture, medicine);

  seen = enr_medicine_load (fixture->db, &id, &error);
  g_assert_cmpint (seen->asked_day, ==, DAY (6, 9));
  wanted = enr_medicine_copy (seen);
  set_text (&wanted->amount, "3ml");
  assert_change (fixture, wanted, seen, -1);
  /* Somebody who still sees the old one. */
  assert_change (fixture, seen, seen, ENR_NURSERY_ERROR_CHANGED);
  g_clear_pointer (&seen, enr_medicine_free);
  seen = enr_medicine_load (fixture->db, &id, &error);
  g_assert_cmpstr (seen->amount, ==, "3ml");

  assert_give (fixture, &id, DAY (6, 10), enr_test_at (9, 0), "佐藤", "鈴木", -1);
  set_text (&wanted->amount, "5ml");
  assert_change (fixture, wanted, seen, ENR_NURSERY_ERROR_ALREADY);
  set_text (&wanted->amount, "3ml");
  wanted->last_day = DAY (6, 9);
  assert_change (fixture, wanted, seen, ENR_NURSERY_ERROR_INVALID);
  wanted->last_day = DAY (6, 10);
  assert_change (fixture, wanted, seen, -1);
  assert_tasks (DAY (6, 11), "");
  g_assert_false (enr_medicine_remove (fixture->db, fixture->actor, &id, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY);
  g_clear_error (&error);
  {
    g_autoptr (EnrMedicine) other = request (fixture, 1, DAY (6, 10), DAY (6, 10));
    g_autoptr (GPtrArray) list = NULL;
    EnrUuid second = take (fixture, other);

    g_assert_true (enr_medicine_remove (fixture->db, fixture->actor, &second, &error));
    assert_tasks (DAY (6, 10), "シロップ given");
    assert_give (fixture, &second, DAY (6, 10), enr_test_at (9, 0), "佐藤", "鈴木",
                 ENR_NURSERY_ERROR_ALREADY);
    g_assert_false (enr_medicine_remove (fixture->db, fixture->actor, &second, &error));
    g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY);
    g_clear_error (&error);
    list = enr_medicine_list_child (fixture->db, &fixture->children[1], &error);
    g_assert_cmpuint (list->len, ==, 0);
  }
}

static gboolean
give_action (Fixture *fixture, gpointer data, GError **error)
{
  return enr_medicine_give (fixture->db, fixture->actor, data, DAY (6, 10), ENR_INSTANT_NONE,
                            "佐藤", "鈴木", "", error);
}

static void
test_faults (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrMedicine) medicine = request (fixture, 0, DAY (6, 9), DAY (6, 12));
  EnrUuid id = take (fixture, medicine);

  fail_each_statement (fixture, give_action, &id);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(name, func)                                                                           \
  g_test_add ("/contact/medicine/" name, Fixture, GUINT_TO_POINTER (2), set_up, func, tear_down)
  TEST ("tasks", test_tasks);
  TEST ("two-people", test_two_people);
  TEST ("bad", test_bad);
  TEST ("change", test_change);
  TEST ("faults", test_faults);
  return g_test_run ();
}
