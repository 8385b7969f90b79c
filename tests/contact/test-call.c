/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The log of calls, and who is to be called.
 */
#include "config.h"

#include "contact-fixture.h"
#include "contact/contact-way.h"
#include "nursery/child.h"

static EnrUuid
add_contact (Fixture *fixture, guint child, int position, const char *name, const char *phone)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrChild) found = enr_child_load (fixture->db, &fixture->children[child], &error);
  EnrContact contact = { .family_id = found->family_id,
                         .position = position,
                         .name = (char *) name,
                         .kana = (char *) "",
                         .relation = (char *) (position == 0 ? "母" : "父"),
                         .phone = (char *) phone,
                         .phone2 = (char *) "",
                         .is_guardian = TRUE,
                         .note = (char *) "" };

  enr_contact_save (fixture->db, fixture->actor, &contact, &error);
  g_assert_no_error (error);
  return contact.id;
}

static EnrCall
call_of (EnrUuid contact, EnrCallOutcome outcome)
{
  return (EnrCall){ .day = DAY (6, 10),
                    .contact_id = contact,
                    .called = (char *) "",
                    .by_name = (char *) "佐藤",
                    .outcome = outcome,
                    .note = (char *) "" };
}

static void
call (Fixture *fixture, guint child, EnrUuid contact, EnrCallOutcome outcome)
{
  EnrCall item = call_of (contact, outcome);
  g_autoptr (GError) error = NULL;

  enr_call_add (fixture->db, fixture->actor, &fixture->children[child], 1, &item, &error);
  g_assert_no_error (error);
}

static void
test_log (Fixture *fixture, gconstpointer data)
{
  EnrUuid mother = add_contact (fixture, 0, 0, "青木 春", "090-0000-0001");
  EnrUuid father = add_contact (fixture, 0, 1, "青木 夏", "");
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  const EnrCall *item;

  call (fixture, 0, mother, ENR_CALL_NO_ANSWER);
  enr_clock_set_fixed (enr_test_at (10, 5));
  call (fixture, 0, father, ENR_CALL_REACHED);
  list = enr_call_list_day (fixture->db, DAY (6, 10), &error);
  g_assert_cmpuint (list->len, ==, 2);
  item = g_ptr_array_index (list, 0);
  g_assert_cmpstr (item->called, ==, "青木 春（母） 090-0000-0001");
  g_assert_cmpstr (item->by_name, ==, "佐藤");
  g_assert_cmpstr (item->child_name, ==, "青木 第1子");
  g_assert_cmpint (item->at, ==, enr_test_at (10, 0));
  g_assert_cmpint (item->outcome, ==, ENR_CALL_NO_ANSWER);
  item = g_ptr_array_index (list, 1);
  g_assert_cmpstr (item->called, ==, "青木 夏（父）");
  g_assert_cmpint (item->outcome, ==, ENR_CALL_REACHED);

  g_clear_pointer (&list, g_ptr_array_unref);
  list = enr_call_list_child (fixture->db, &fixture->children[0], &error);
  g_assert_cmpint (((EnrCall *) g_ptr_array_index (list, 0))->outcome, ==, ENR_CALL_REACHED);
}

static void
assert_refused (Fixture *fixture, const EnrUuid *children, guint n, const EnrCall *item, int code)
{
  g_autofree char *before = enr_test_dump (fixture->nursery->path);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (enr_call_add (fixture->db, fixture->actor, children, n, item, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, code);
  after = enr_test_dump (fixture->nursery->path);
  enr_test_assert_same (after, before);
}

static void
test_bad (Fixture *fixture, gconstpointer data)
{
  EnrUuid mother = add_contact (fixture, 0, 0, "青木 春", "090-0000-0001");
  EnrCall item = call_of (enr_uuid_none, ENR_CALL_REACHED);
  EnrUuid nobody = enr_uuid_new ();

  assert_refused (fixture, fixture->children, 1, &item, ENR_NURSERY_ERROR_INVALID);
  item.called = (char *) "勤務先 03-0000-0000";
  assert_refused (fixture, &nobody, 1, &item, ENR_NURSERY_ERROR_UNKNOWN);
  item.at = enr_test_at (10, 2);
  assert_refused (fixture, fixture->children, 1, &item, ENR_NURSERY_ERROR_INVALID);
  item.at = 0;
  item.day = ENR_DATE_NONE;
  assert_refused (fixture, fixture->children, 1, &item, ENR_NURSERY_ERROR_INVALID);
  /* The mother of one child is not called about another's: neither gets the call. */
  item = call_of (mother, ENR_CALL_REACHED);
  assert_refused (fixture, fixture->children, 2, &item, ENR_NURSERY_ERROR_UNKNOWN);
}

/* "0:2 no-answer|3:0 -|": places in the day, calls, and the last outcome. */
static char *
due (Fixture *fixture, EnrDate date, EnrInstant now)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDay) day = enr_day_load (fixture->db, date, NULL, &error);
  g_autoptr (GPtrArray) list = enr_call_due_load (fixture->db, day, now, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < list->len; i++)
    {
      const EnrCallDue *item = g_ptr_array_index (list, i);

      g_string_append_printf (text, "%u:%u %s%s|", item->child, item->n_calls,
                              item->last != NULL ? enr_call_outcome_key (item->last->outcome) : "-",
                              item->n_late > 0 ? " late" : "");
    }
  return g_string_free (text, FALSE);
}

#define assert_due(fixture, date, now, expected)                                                   \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *due_ = due (fixture, date, now);                                              \
    g_assert_cmpstr (due_, ==, expected);                                                          \
  }                                                                                                \
  G_STMT_END

static void
test_due (Fixture *fixture, gconstpointer data)
{
  EnrUuid mother = add_contact (fixture, 0, 0, "青木 春", "090-0000-0001");
  g_autoptr (EnrNotice) ill = absence (fixture, 1, DAY (6, 10), DAY (6, 10), "sick");
  g_autoptr (EnrNotice) late = time_notice (fixture, 2, DAY (6, 10), ENR_NOTICE_LATE, 660);
  g_autoptr (EnrNotice) vague
      = time_notice (fixture, 3, DAY (6, 10), ENR_NOTICE_LATE, ENR_MINUTES_NONE);

  /* The cut-off is 9:30. */
  assert_due (fixture, DAY (6, 10), enr_test_at (9, 29), "");
  assert_due (fixture, DAY (6, 10), enr_test_at (9, 30), "0:0 -|1:0 -|2:0 -|3:0 -|4:0 -|");
  add (fixture, ill);
  add (fixture, late);
  add (fixture, vague);
  arrive (fixture, 4, enr_test_at (9, 0));
  /* Who said a time is waited for until then; who said none stays in sight, at the end. */
  assert_due (fixture, DAY (6, 10), enr_test_at (9, 30), "0:0 -|3:0 - late|");
  assert_due (fixture, DAY (6, 10), enr_test_at (11, 0), "0:0 -|2:0 - late|3:0 - late|");
  call (fixture, 0, mother, ENR_CALL_NO_ANSWER);
  call (fixture, 0, mother, ENR_CALL_MESSAGE);
  assert_due (fixture, DAY (6, 10), enr_test_at (9, 30), "0:2 message|3:0 - late|");
  call (fixture, 0, mother, ENR_CALL_REACHED);
  assert_due (fixture, DAY (6, 10), enr_test_at (11, 0), "0:3 reached|2:0 - late|3:0 - late|");
  /* Also in the evening, when the reminder is about those who are still here. */
  assert_due (fixture, DAY (6, 10), enr_test_at (19, 30), "0:3 reached|2:0 - late|3:0 - late|");

  assert_due (fixture, DAY (6, 11), enr_test_at (11, 0), "");
  assert_due (fixture, DAY (6, 14), enr_test_at (11, 0) + 4 * 86400, ""); /* a Sunday */
  close_day (fixture, DAY (6, 10));
  assert_due (fixture, DAY (6, 10), enr_test_at (11, 0), "");
}

static void
test_contacts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDay) day = NULL;
  g_autoptr (GPtrArray) list = NULL;
  const EnrCallDue *first;

  add_contact (fixture, 0, 1, "青木 夏", "090-0000-0002");
  add_contact (fixture, 0, 0, "青木 春", "090-0000-0001");
  add_contact (fixture, 0, 2, "青木 秋", "");
  day = enr_day_load (fixture->db, DAY (6, 10), NULL, &error);
  list = enr_call_due_load (fixture->db, day, enr_test_at (9, 30), &error);
  first = g_ptr_array_index (list, 0);
  g_assert_cmpuint (first->contacts->len, ==, 2);
  g_assert_cmpstr (((EnrContact *) g_ptr_array_index (first->contacts, 0))->name, ==, "青木 春");
  g_assert_cmpstr (((EnrContact *) g_ptr_array_index (first->contacts, 1))->name, ==, "青木 夏");
}

/* A grandmother who stands before the guardians is called behind them; who is told nothing of a child is not
 * called about it. */
static void
test_guardians (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrChild) child = enr_child_load (fixture->db, &fixture->children[0], &error);
  g_autoptr (EnrContact) grandmother = NULL;
  g_autoptr (GPtrArray) list = NULL;
  EnrUuid first = add_contact (fixture, 0, 0, "青木 冬", "090-0000-0003");
  EnrUuid father;

  add_contact (fixture, 0, 1, "青木 春", "090-0000-0001");
  father = add_contact (fixture, 0, 2, "青木 夏", "090-0000-0002");
  grandmother = enr_contact_load (fixture->db, &first, &error);
  grandmother->is_guardian = FALSE;
  enr_contact_save (fixture->db, fixture->actor, grandmother, &error);
  g_assert_no_error (error);
  list = enr_call_contacts (fixture->db, &child->id, &child->family_id, &error);
  g_assert_cmpuint (list->len, ==, 3);
  g_assert_cmpstr (((EnrContact *) g_ptr_array_index (list, 0))->name, ==, "青木 春");
  g_assert_cmpstr (((EnrContact *) g_ptr_array_index (list, 1))->name, ==, "青木 夏");
  g_assert_cmpstr (((EnrContact *) g_ptr_array_index (list, 2))->name, ==, "青木 冬");

  enr_contact_way_set_except (fixture->db, fixture->actor, &father, &child->id, TRUE, &error);
  g_assert_no_error (error);
  g_clear_pointer (&list, g_ptr_array_unref);
  list = enr_call_contacts (fixture->db, &child->id, &child->family_id, &error);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpstr (((EnrContact *) g_ptr_array_index (list, 1))->name, ==, "青木 冬");
}

static gboolean
add_action (Fixture *fixture, gpointer data, GError **error)
{
  EnrCall item = call_of (enr_uuid_none, ENR_CALL_REACHED);

  item.called = (char *) "母";
  return enr_call_add (fixture->db, fixture->actor, fixture->children, 2, &item, error);
}

static void
test_faults (Fixture *fixture, gconstpointer data)
{
  fail_each_statement (fixture, add_action, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Fixture, GUINT_TO_POINTER (5), set_up, func, tear_down)
  ADD ("/call/log", test_log);
  ADD ("/call/bad", test_bad);
  ADD ("/call/due", test_due);
  ADD ("/call/contacts", test_contacts);
  ADD ("/call/guardians", test_guardians);
  ADD ("/call/faults", test_faults);
  return g_test_run ();
}
