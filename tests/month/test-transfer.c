/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * From bills to the bank's file and back: what is asked for and what was drawn never part ways.
 */
#include "config.h"

#include "transfer-files.h"

static void
test_export (ClosedMay *fixture, gconstpointer data)
{
  g_autofree char *bytes = NULL;
  g_autofree char *again = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  EnrBill bill;
  gsize length, again_length;

  bytes = dup_request (fixture, &length);
  g_assert_cmpuint (length, ==, (N_FAMILIES + 3) * RECORD);
  g_assert_cmpmem (bytes + 54, 4, "0629", 4);
  g_assert_cmpmem (bytes + RECORD + 80, 31,
                   "0000000200"
                   "1"
                   "00000000000000000101",
                   31);
  g_assert_cmpmem (bytes + 4 * RECORD + 1, 18,
                   "000003"
                   "000000000900",
                   18);
  bill = closed_may_bill (fixture, 0);
  g_assert_cmpint (bill.drawn_on, ==, draw_day ());
  g_assert_cmpint (enr_bill_state (&bill), ==, ENR_BILL_DRAWN);

  /* Again for the same day: the same bytes, and nothing is changed. */
  before = enr_test_dump (fixture->nursery->path);
  again = dup_request (fixture, &again_length);
  after = enr_test_dump (fixture->nursery->path);
  g_assert_cmpmem (bytes, length, again, again_length);
  enr_test_assert_same (after, before);

  /* For another day only if it is asked for. */
  assert_not_exported (fixture, draw_day () + 1, ENR_TRANSFER_PLAIN, ENR_NURSERY_ERROR_ALREADY,
                       "2026-06-29");
  {
    EnrTransferFile file;
    g_autoptr (GError) error = NULL;

    g_assert_true (export(fixture, draw_day () + 1, ENR_TRANSFER_AGAIN, &file, &error));
    g_assert_cmpuint (file.n_records, ==, N_FAMILIES);
    g_assert_cmpint (file.total, ==, 900);
    g_bytes_unref (file.bytes);
  }
  g_assert_cmpint (closed_may_bill (fixture, 0).drawn_on, ==, draw_day () + 1);
}

static void
test_export_refused (ClosedMay *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  EnrTransferFile file;

  assert_not_exported (fixture, draw_day (), ENR_TRANSFER_PLAIN, ENR_NURSERY_ERROR_UNKNOWN,
                       "not closed");
  closed_may_close (fixture, NULL);
  assert_not_exported (fixture, fixture->may + 30, ENR_TRANSFER_PLAIN, ENR_NURSERY_ERROR_INVALID,
                       "after the month");
  /* Without details: every family is named. */
  assert_not_exported (fixture, draw_day (), ENR_TRANSFER_PLAIN, ENR_NURSERY_ERROR_INVALID,
                       "青木 第1子、石橋 第2子、𠮷野 第3子");
  closed_may_add_account (fixture, 0);
  closed_may_add_account (fixture, 2);
  assert_not_exported (fixture, draw_day (), ENR_TRANSFER_PLAIN, ENR_NURSERY_ERROR_INVALID,
                       "made: 石橋 第2子.");
  assert_not_exported (fixture, draw_day (), ENR_TRANSFER_EXCEPT_CASH, ENR_NURSERY_ERROR_UNKNOWN,
                       "委託者");
  closed_may_add_client (fixture);
  g_assert_true (export(fixture, draw_day (), ENR_TRANSFER_EXCEPT_CASH, &file, &error));
  g_assert_cmpuint (file.n_records, ==, 2);
  g_assert_cmpuint (file.n_left_out, ==, 1);
  g_assert_cmpint (file.total, ==, 600);
  g_bytes_unref (file.bytes);
}

static void
test_nothing_to_draw (ClosedMay *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_FAMILIES; i++)
    {
      EnrBill bill = closed_may_bill (fixture, i);

      if (i == 0)
        enr_bill_set_method (fixture->nursery->db, &fixture->nursery->actor, &bill.id,
                             ENR_BILL_CASH, &error);
      else
        enr_bill_pay (fixture->nursery->db, &fixture->nursery->actor, &bill.id,
                      enr_date_new (2026, 6, 1), ENR_BILL_CASH, &error);
      g_assert_no_error (error);
    }
  assert_not_exported (fixture, draw_day (), ENR_TRANSFER_PLAIN, ENR_NURSERY_ERROR_INVALID,
                       "nothing to draw");
}

static void
test_import (ClosedMay *fixture, gconstpointer data)
{
  g_autofree char *request = NULL;
  g_autofree char *reply = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (EnrBankAccount) account = NULL;
  g_autoptr (GError) error = NULL;
  EnrUuid family = closed_may_family (fixture, 0);
  EnrTransferAnswer answer;
  EnrBill bill;
  gsize length;

  request = dup_request (fixture, &length);
  reply = dup_answer (request, length, "010");
  g_assert_true (import (fixture, reply, length, &answer, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (answer.n_paid, ==, 2);
  g_assert_cmpint (answer.paid, ==, 600);
  g_assert_cmpuint (answer.n_failed, ==, 1);
  g_assert_cmpint (answer.failed, ==, 300);
  g_assert_cmpuint (answer.n_changed, ==, 3);
  g_assert_cmpuint (answer.n_unanswered, ==, 0);
  g_assert_cmpuint (answer.failures->len, ==, 1);
  g_assert_cmpstr (g_array_index (answer.failures, EnrTransferFailure, 0).children, ==,
                   "石橋 第2子");
  enr_transfer_answer_clear (&answer);
  bill = closed_may_bill (fixture, 0);
  g_assert_cmpint (enr_bill_state (&bill), ==, ENR_BILL_PAID);
  g_assert_cmpint (bill.paid_on, ==, draw_day ());
  bill = closed_may_bill (fixture, 1);
  g_assert_cmpint (enr_bill_state (&bill), ==, ENR_BILL_FAILED);
  g_assert_cmpint (bill.result, ==, '1');
  account = enr_bank_account_load (fixture->nursery->db, &family, &error);
  g_assert_false (account->is_new);

  /* A second time nothing changes. */
  before = enr_test_dump (fixture->nursery->path);
  g_assert_true (import (fixture, reply, length, &answer, &error));
  g_assert_cmpuint (answer.n_changed, ==, 0);
  enr_transfer_answer_clear (&answer);
  after = enr_test_dump (fixture->nursery->path);
  enr_test_assert_same (after, before);

  /* For that day there is no other file; for another one, what was not drawn. */
  assert_not_exported (fixture, draw_day (), ENR_TRANSFER_PLAIN, ENR_NURSERY_ERROR_ALREADY,
                       "in already");
  {
    EnrTransferFile file;

    g_assert_true (export(fixture, draw_day () + 7, ENR_TRANSFER_PLAIN, &file, &error));
    g_assert_cmpuint (file.n_records, ==, 1);
    g_assert_cmpint (file.total, ==, 300);
    g_bytes_unref (file.bytes);
  }
}

static void
assert_not_imported (ClosedMay *fixture, const char *data, gsize length, const char *part)
{
  g_autofree char *before = enr_test_dump (fixture->nursery->path);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  EnrTransferAnswer answer;

  g_assert_false (import (fixture, data, length, &answer, &error));
  g_assert_true (error->domain == ENR_NURSERY_ERROR);
  if (strstr (error->message, part) == NULL)
    g_error ("%s does not say %s", error->message, part);
  after = enr_test_dump (fixture->nursery->path);
  enr_test_assert_same (after, before);
}

/* On the day before, nothing has been drawn, whatever a file says; on the day it may be told. */
static void
test_import_early (ClosedMay *fixture, gconstpointer data)
{
  g_autofree char *request = NULL;
  g_autofree char *reply = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  EnrTransferAnswer answer = { 0 };
  gsize length;

  request = dup_request (fixture, &length);
  reply = dup_answer (request, length, "010");
  before = enr_test_dump (fixture->nursery->path);
  enr_clock_set_fixed (enr_instant_from_local (draw_day () - 1, 23 * 60));
  g_assert_false (enr_transfer_import (fixture->nursery->db, &fixture->nursery->actor, reply,
                                       length, &answer, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "draws on 2026-06-29"));
  g_clear_error (&error);
  after = enr_test_dump (fixture->nursery->path);
  enr_test_assert_same (after, before);

  enr_clock_set_fixed (enr_instant_from_local (draw_day (), 9 * 60));
  g_assert_true (enr_transfer_import (fixture->nursery->db, &fixture->nursery->actor, reply, length,
                                      &answer, &error));
  g_assert_no_error (error);
  enr_transfer_answer_clear (&answer);
}

static void
test_import_refused (ClosedMay *fixture, gconstpointer data)
{
  g_autofree char *request = NULL;
  g_autofree char *reply = NULL;
  EnrBill bill;
  g_autoptr (GError) error = NULL;
  gsize length;

  request = dup_request (fixture, &length);
  assert_not_imported (fixture, request, length, "not the bank's answer");
  reply = dup_answer (request, length, "010");
  memcpy (reply + 4, "0000054321", 10);
  assert_not_imported (fixture, reply, length, "another client");
  memcpy (reply + 4, "0000012345", 10);
  memcpy (reply + 54, "0630", 4);
  assert_not_imported (fixture, reply, length, "6/30");
  memcpy (reply + 54, "0629", 4);
  memcpy (reply + RECORD + 91, "00000000000000000999", 20);
  assert_not_imported (fixture, reply, length, "999");
  memcpy (reply + RECORD + 91, "00000000000000000101", 20);
  /* Two amounts changed places: the totals fit. */
  memcpy (reply + RECORD + 80, "0000000400", 10);
  memcpy (reply + 3 * RECORD + 80, "0000000200", 10);
  assert_not_imported (fixture, reply, length, "200円");

  /* Another result than the one that is known. */
  bill = closed_may_bill (fixture, 0);
  g_assert_true (enr_transfer_set_result (fixture->nursery->db, &fixture->nursery->actor, &bill.id,
                                          '2', &error));
  g_free (reply);
  reply = dup_answer (request, length, "010");
  assert_not_imported (fixture, reply, length, "another result");
}

static void
test_under_way (ClosedMay *fixture, gconstpointer data)
{
  g_autofree char *request = NULL;
  g_autofree char *reply = NULL;
  g_autoptr (EnrBankAccount) account = NULL;
  g_autoptr (GError) error = NULL;
  EnrTestNursery *nursery = fixture->nursery;
  EnrUuid family = closed_may_family (fixture, 0);
  EnrTransferAnswer answer;
  EnrBill bill;
  gsize length;

  request = dup_request (fixture, &length);
  bill = closed_may_bill (fixture, 0);
  /* Paid at the door while the bank is at it: the result comes first. */
  g_assert_false (enr_bill_pay (nursery->db, &nursery->actor, &bill.id, enr_date_new (2026, 6, 5),
                                ENR_BILL_CASH, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED);
  g_clear_error (&error);
  account = enr_bank_account_load (nursery->db, &family, &error);
  g_free (account->customer_code);
  account->customer_code = g_strdup ("999");
  g_assert_false (enr_bank_account_save (nursery->db, &nursery->actor, account, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED);
  g_clear_error (&error);
  g_assert_false (enr_bank_account_remove (nursery->db, &nursery->actor, &family, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED);
  g_clear_error (&error);

  /* Closed again meanwhile: what the bank was asked for stands, and the later bill asks for the
   * rest. */
  closed_may_was_here (fixture, 0, 1, 18 * 60 + 50);
  closed_may_close (fixture, "打刻の訂正");
  assert_not_exported (fixture, draw_day () + 7, ENR_TRANSFER_AGAIN, ENR_NURSERY_ERROR_CHANGED,
                       "closed again");
  reply = dup_answer (request, length, "000");
  g_assert_true (import (fixture, reply, length, &answer, &error));
  g_assert_no_error (error);
  enr_transfer_answer_clear (&answer);
  bill = closed_may_bill (fixture, 0);
  g_assert_cmpint (bill.revision, ==, 2);
  g_assert_cmpint (bill.asked, ==, 100);
  g_assert_cmpint (bill.paid_before, ==, 200);
}

static GArray *
ids_of (ClosedMay *fixture, guint n)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (EnrUuid));

  for (guint i = 0; i < n; i++)
    {
      EnrBill bill = closed_may_bill (fixture, i);

      g_array_append_val (ids, bill.id);
    }
  return ids;
}

static gboolean
is_account_new (ClosedMay *fixture, guint child)
{
  g_autoptr (GError) error = NULL;
  EnrUuid family = closed_may_family (fixture, child);
  g_autoptr (EnrBankAccount) account
      = enr_bank_account_load (fixture->nursery->db, &family, &error);

  g_assert_no_error (error);
  return account->is_new;
}

/* Results from a list on paper: all of them or none, and back to where they were. */
static void
test_by_hand (ClosedMay *fixture, gconstpointer data)
{
  EnrTestNursery *nursery = fixture->nursery;
  g_autofree char *request = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GArray) ids = ids_of (fixture, N_FAMILIES);
  g_autoptr (GArray) one = ids_of (fixture, 1);
  g_autoptr (GArray) waiting = NULL;
  g_autoptr (GArray) none = NULL;
  g_autoptr (GArray) first = NULL;
  g_autoptr (GArray) all = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  none = enr_transfer_waiting (nursery->db, fixture->may, &error);
  g_assert_cmpuint (none->len, ==, 0);
  request = dup_request (fixture, &length);
  waiting = enr_transfer_waiting (nursery->db, fixture->may + 20, &error);
  g_assert_cmpuint (waiting->len, ==, N_FAMILIES);
  g_assert_cmpstr (g_array_index (waiting, EnrTransferWaiting, 0).children, ==, "青木 第1子");
  g_assert_cmpstr (g_array_index (waiting, EnrTransferWaiting, 0).customer, ==, "101 ｱｵｷ ｱｻﾋ");
  g_assert_cmpint (g_array_index (waiting, EnrTransferWaiting, 0).asked, ==, 200);
  g_assert_cmpint (g_array_index (waiting, EnrTransferWaiting, 0).drawn_on, ==, draw_day ());

  /* What is drawn is known on that day, what is not may be known before. */
  g_assert_null (enr_transfer_set_results (nursery->db, &nursery->actor, ids, '0', &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_assert_true (g_str_has_prefix (error->message, "青木 第1子: "));
  g_clear_error (&error);
  first = enr_transfer_set_results (nursery->db, &nursery->actor, one, '4', &error);
  g_assert_no_error (error);
  g_assert_cmpuint (first->len, ==, 1);
  enr_clock_set_fixed (enr_instant_from_local (draw_day (), 17 * 60));

  /* One has a result: nothing is written down of the others either. */
  before = enr_test_dump (nursery->path);
  g_assert_null (enr_transfer_set_results (nursery->db, &nursery->actor, ids, '0', &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY);
  g_clear_error (&error);
  after = enr_test_dump (nursery->path);
  enr_test_assert_same (after, before);
  g_assert_null (enr_transfer_set_results (nursery->db, &nursery->actor, ids, '7', &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_clear_error (&error);

  g_assert_true (enr_transfer_take_back (nursery->db, &nursery->actor, first, &error));
  g_assert_no_error (error);
  all = enr_transfer_set_results (nursery->db, &nursery->actor, ids, '0', &error);
  g_assert_no_error (error);
  g_assert_cmpint (closed_may_bill (fixture, 2).paid_on, ==, draw_day ());
  g_assert_false (is_account_new (fixture, 2));
  g_assert_true (enr_transfer_take_back (nursery->db, &nursery->actor, all, &error));
  g_assert_no_error (error);
  g_assert_true (is_account_new (fixture, 2));
  for (guint i = 0; i < N_FAMILIES; i++)
    {
      EnrBill bill = closed_may_bill (fixture, i);

      g_assert_cmpint (enr_bill_state (&bill), ==, ENR_BILL_DRAWN);
      g_assert_cmpint (bill.drawn_on, ==, draw_day ());
    }
  /* Once. */
  g_assert_false (enr_transfer_take_back (nursery->db, &nursery->actor, all, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED);
}

/* What came after a result keeps it from being taken back. */
static void
test_not_taken_back (ClosedMay *fixture, gconstpointer data)
{
  EnrTestNursery *nursery = fixture->nursery;
  g_autofree char *request = NULL;
  g_autoptr (GArray) ids = ids_of (fixture, 2);
  g_autoptr (GArray) entered = NULL;
  g_autoptr (GArray) waiting = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  request = dup_request (fixture, &length);
  entered = enr_transfer_set_results (nursery->db, &nursery->actor, ids, '1', &error);
  g_assert_no_error (error);
  g_assert_true (enr_bill_pay (nursery->db, &nursery->actor, &g_array_index (ids, EnrUuid, 1),
                               enr_date_new (2026, 6, 9), ENR_BILL_CASH, &error));
  g_assert_false (enr_transfer_take_back (nursery->db, &nursery->actor, entered, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED);
  g_assert_true (g_str_has_prefix (error->message, "石橋 第2子: "));
  g_assert_cmpint (closed_may_bill (fixture, 0).result, ==, '1');
  g_clear_error (&error);

  /* A bill that was replaced while the bank had it can still be given its result. */
  closed_may_was_here (fixture, 2, 1, 18 * 60 + 21);
  closed_may_close (fixture, "打刻の訂正");
  waiting = enr_transfer_waiting (nursery->db, fixture->may, &error);
  g_assert_cmpuint (waiting->len, ==, 1);
  g_assert_true (enr_transfer_set_result (nursery->db, &nursery->actor,
                                          &g_array_index (waiting, EnrTransferWaiting, 0).bill_id,
                                          '1', &error));
  g_assert_no_error (error);
}

/* A failed transfer may be paid in cash, and the bank's answer read again. */
static void
test_cash_after_failure (ClosedMay *fixture, gconstpointer data)
{
  g_autofree char *request = NULL;
  g_autofree char *reply = NULL;
  g_autoptr (GError) error = NULL;
  EnrTransferAnswer answer;
  EnrBill bill;
  gsize length;

  request = dup_request (fixture, &length);
  reply = dup_answer (request, length, "100");
  g_assert_true (import (fixture, reply, length, &answer, &error));
  enr_transfer_answer_clear (&answer);
  bill = closed_may_bill (fixture, 0);
  g_assert_true (enr_bill_pay (fixture->nursery->db, &fixture->nursery->actor, &bill.id,
                               enr_date_new (2026, 6, 9), ENR_BILL_CASH, &error));
  g_assert_true (import (fixture, reply, length, &answer, &error));
  g_assert_cmpuint (answer.n_changed, ==, 0);
  enr_transfer_answer_clear (&answer);
  bill = closed_may_bill (fixture, 0);
  g_assert_cmpint (enr_bill_state (&bill), ==, ENR_BILL_PAID);
  g_assert_cmpint (bill.method, ==, ENR_BILL_CASH);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func)                                                                            \
  g_test_add (path, ClosedMay, NULL, closed_may_set_up, func, closed_may_tear_down)
  ADD ("/transfer/export", test_export);
  g_test_add ("/transfer/export-refused", ClosedMay, NULL, closed_may_set_up_open,
              test_export_refused, closed_may_tear_down);
  ADD ("/transfer/nothing-to-draw", test_nothing_to_draw);
  ADD ("/transfer/import", test_import);
  ADD ("/transfer/import-early", test_import_early);
  ADD ("/transfer/import-refused", test_import_refused);
  ADD ("/transfer/under-way", test_under_way);
  ADD ("/transfer/cash-after-failure", test_cash_after_failure);
  ADD ("/transfer/by-hand", test_by_hand);
  ADD ("/transfer/not-taken-back", test_not_taken_back);
#undef ADD
  return g_test_run ();
}
