/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Bills: who owes what after a closing and after another one, what was paid, and receipts' numbers.
 */
#include "config.h"

#include <string.h>

#include "closed-may.h"
#include "month/fee-month.h"

static EnrDate
june (int day)
{
  return enr_date_new (2026, 6, day);
}

static gboolean
pay (ClosedMay *fixture, guint child, GError **error)
{
  EnrBill bill = closed_may_bill (fixture, child);

  return enr_bill_pay (fixture->nursery->db, &fixture->nursery->actor, &bill.id, june (5),
                       ENR_BILL_CASH, error);
}

static void
test_list (ClosedMay *fixture, gconstpointer data)
{
  g_autoptr (EnrBillList) bills = NULL;
  g_autoptr (GError) error = NULL;
  const EnrBill *bill;

  bills = closed_may_bills (fixture);
  g_assert_cmpint (bills->revision, ==, 0);
  g_assert_cmpuint (bills->bills->len, ==, 0);
  g_clear_pointer (&bills, enr_bill_list_free);

  enr_child_join_family (fixture->nursery->db, &fixture->nursery->actor,
                         &fixture->nursery->children[0], &fixture->nursery->children[2], &error);
  g_assert_no_error (error);
  closed_may_close (fixture, NULL);
  bills = closed_may_bills (fixture);
  g_assert_cmpint (bills->revision, ==, 1);
  g_assert_cmpuint (bills->bills->len, ==, 2);
  g_assert_cmpint (bills->amount, ==, 900);
  g_assert_cmpint (bills->asked, ==, 900);
  bill = &g_array_index (bills->bills, EnrBill, 0); /* いしばし, then よしの */
  g_assert_cmpstr (bill->children, ==, "石橋 第2子");
  g_assert_cmpint (bill->amount, ==, 300);
  bill = &g_array_index (bills->bills, EnrBill, 1);
  g_assert_cmpstr (bill->children, ==, "𠮷野 第3子、青木 第1子");
  g_assert_cmpint (bill->asked, ==, 600);
  g_assert_cmpint (enr_bill_state (bill), ==, ENR_BILL_OPEN);
}

static void
test_names (void)
{
  const char *const same[] = { "青木 朝陽", "青木 凛", "石橋 蓮", "青木 葵", NULL };
  const char *const single[] = { "アレックス", "アレックス", NULL };
  g_autofree char *names = enr_bill_dup_names (same);
  g_autofree char *singles = enr_bill_dup_names (single);

  g_assert_cmpstr (names, ==, "青木 朝陽・凛、石橋 蓮、青木 葵");
  g_assert_cmpstr (singles, ==, "アレックス、アレックス");
}

static void
test_pay (ClosedMay *fixture, gconstpointer data)
{
  g_autoptr (EnrBillList) bills = NULL;
  g_autoptr (GError) error = NULL;
  EnrTestNursery *nursery = fixture->nursery;
  EnrUuid nobody = enr_uuid_new ();
  EnrBill bill;

  closed_may_close (fixture, NULL);
  bill = closed_may_bill (fixture, 0);
  g_assert_false (
      enr_bill_pay (nursery->db, &nursery->actor, &bill.id, june (11), ENR_BILL_CASH, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (enr_bill_pay (nursery->db, &nursery->actor, &bill.id, fixture->may - 1,
                                ENR_BILL_CASH, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (
      enr_bill_pay (nursery->db, &nursery->actor, &nobody, june (5), ENR_BILL_CASH, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN);
  g_clear_error (&error);
  g_assert_true (pay (fixture, 0, &error));
  g_assert_false (pay (fixture, 0, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY);
  g_clear_error (&error);
  bill = closed_may_bill (fixture, 0);
  g_assert_cmpint (enr_bill_state (&bill), ==, ENR_BILL_PAID);
  g_assert_cmpint (bill.paid_on, ==, june (5));
  bills = closed_may_bills (fixture);
  g_assert_cmpint (bills->paid, ==, 200);

  g_assert_false (enr_bill_unpay (nursery->db, &nursery->actor, &bill.id, " ", &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_REASON);
  g_clear_error (&error);
  g_assert_true (enr_bill_unpay (nursery->db, &nursery->actor, &bill.id, "家を間違えた", &error));
  g_assert_false (enr_bill_unpay (nursery->db, &nursery->actor, &bill.id, "x", &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY);
  bill = closed_may_bill (fixture, 0);
  g_assert_cmpint (enr_bill_state (&bill), ==, ENR_BILL_OPEN);
}

/* A later closing asks for the difference, whenever the earlier bill was paid. */
static void
test_revision (ClosedMay *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  EnrTestNursery *nursery = fixture->nursery;
  EnrBill first, second;

  closed_may_close (fixture, NULL);
  first = closed_may_bill (fixture, 0);
  g_assert_true (pay (fixture, 0, &error));
  closed_may_was_here (fixture, 0, 1, 18 * 60 + 50);
  closed_may_was_here (fixture, 1, 1, 18 * 60 + 4);
  closed_may_close (fixture, "打刻の訂正");
  second = closed_may_bill (fixture, 0);
  g_assert_cmpint (second.revision, ==, 2);
  g_assert_cmpint (second.amount, ==, 300);
  g_assert_cmpint (second.asked, ==, 100);
  g_assert_cmpint (second.paid_before, ==, 200);

  /* Taken back, the later bill asks for all of it; paid again it cannot be, being replaced. */
  g_assert_true (enr_bill_unpay (nursery->db, &nursery->actor, &first.id, "x", &error));
  g_assert_no_error (error);
  g_assert_cmpint (closed_may_bill (fixture, 0).asked, ==, 300);
  g_assert_false (
      enr_bill_pay (nursery->db, &nursery->actor, &first.id, june (5), ENR_BILL_CASH, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED);
  g_clear_error (&error);
  g_assert_true (pay (fixture, 0, &error));
  g_assert_cmpint (closed_may_bill (fixture, 0).asked, ==, 300);
}

/* Less than was paid: it is to be given back, and nothing is asked for. */
static void
test_refund (ClosedMay *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  EnrBill bill;

  closed_may_close (fixture, NULL);
  g_assert_true (pay (fixture, 1, &error));
  closed_may_was_here (fixture, 1, 1, 18 * 60 + 6);
  closed_may_close (fixture, "打刻の訂正");
  bill = closed_may_bill (fixture, 1);
  g_assert_cmpint (bill.amount, ==, 100);
  g_assert_cmpint (bill.asked, ==, 0);
  g_assert_cmpint (bill.paid_before, ==, 300);
  g_assert_cmpint (enr_bill_state (&bill), ==, ENR_BILL_NOTHING);
  g_assert_false (pay (fixture, 1, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY);
}

static gboolean
issue (ClosedMay *fixture, const EnrUuid *family, EnrReceiptWriteFunc write, guint *n, int *last)
{
  g_autoptr (EnrBillList) bills = closed_may_bills (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) plan = enr_receipt_plan (bills, fixture->nursery->db, family, &error);
  gboolean done;

  g_assert_no_error (error);
  *n = plan->len;
  *last = plan->len > 0 ? g_array_index (plan, EnrReceipt, plan->len - 1).number : 0;
  done = enr_receipt_issue (fixture->nursery->db, &fixture->nursery->actor, plan, write, NULL,
                            &error);
  g_assert_cmpint (done, ==, error == NULL);
  return done;
}

static gboolean
cannot_write (gpointer data, GError **error)
{
  g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC, "full");
  return FALSE;
}

static void
test_receipts (ClosedMay *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  EnrUuid family = closed_may_family (fixture, 1);
  EnrBill bill;
  guint n;
  int last;

  closed_may_close (fixture, NULL);
  g_assert_true (issue (fixture, NULL, NULL, &n, &last));
  g_assert_cmpuint (n, ==, 0);
  g_assert_true (pay (fixture, 0, &error) && pay (fixture, 1, &error));
  g_assert_true (issue (fixture, &family, NULL, &n, &last));
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpint (last, ==, 1);

  /* A paper that could not be written uses up no number. */
  before = enr_test_dump (fixture->nursery->path);
  g_assert_false (issue (fixture, NULL, cannot_write, &n, &last));
  after = enr_test_dump (fixture->nursery->path);
  enr_test_assert_same (after, before);
  g_assert_true (issue (fixture, NULL, NULL, &n, &last));
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpint (last, ==, 2);

  /* The same again is a reprint with the same number, even after the payment was taken back. */
  bill = closed_may_bill (fixture, 1);
  g_assert_cmpint (bill.receipt_no, ==, 1);
  g_assert_true (
      enr_bill_unpay (fixture->nursery->db, &fixture->nursery->actor, &bill.id, "x", &error));
  g_assert_true (pay (fixture, 2, &error) && pay (fixture, 1, &error));
  g_assert_true (issue (fixture, NULL, NULL, &n, &last));
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpint (last, ==, 3);
  g_assert_cmpint (closed_may_bill (fixture, 1).receipt_no, ==, 1);
}

/* Two plans made side by side cannot both give out a number. */
static void
test_receipts_race (ClosedMay *fixture, gconstpointer data)
{
  g_autoptr (EnrBillList) bills = NULL;
  g_autoptr (GArray) plan = NULL;
  g_autoptr (GError) error = NULL;
  EnrTestNursery *nursery = fixture->nursery;
  EnrUuid first = closed_may_family (fixture, 0);
  EnrUuid second = closed_may_family (fixture, 1);
  guint n;
  int last;

  closed_may_close (fixture, NULL);
  g_assert_true (pay (fixture, 0, &error) && pay (fixture, 1, &error));
  bills = closed_may_bills (fixture);
  plan = enr_receipt_plan (bills, nursery->db, &first, &error);
  /* Another family's receipt takes the number, then the same family's the next one. */
  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (issue (fixture, i == 0 ? &second : &first, NULL, &n, &last));
      g_assert_cmpint (last, ==, (int) i + 1);
      g_assert_false (enr_receipt_issue (nursery->db, &nursery->actor, plan, NULL, NULL, &error));
      g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED);
      g_clear_error (&error);
    }
}

/* What the papers are made from: the closing's charges, although the record has changed since. */
static void
test_fee_month (ClosedMay *fixture, gconstpointer data)
{
  g_autoptr (EnrFeeMonth) draft = NULL;
  g_autoptr (EnrFeeMonth) closed = NULL;
  g_autoptr (GError) error = NULL;
  EnrUuid family = closed_may_family (fixture, 1);
  const EnrCharge *charge;
  int arrived, left;

  draft = enr_fee_month_load (fixture->nursery->db, fixture->may, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (draft->is_draft);
  g_assert_cmpuint (draft->families->len, ==, 3);
  g_assert_null (g_array_index (draft->families, EnrFeeFamily, 0).bill);
  charge = &g_array_index (draft->charges, EnrCharge, 0);
  enr_fee_month_times (draft, charge, &arrived, &left);
  g_assert_cmpint (arrived, ==, 9 * 60);
  g_assert_cmpint (left, ==, 18 * 60 + 21);

  closed_may_close (fixture, NULL);
  closed_may_was_here (fixture, 0, 1, 19 * 60);
  closed = enr_fee_month_load (fixture->nursery->db, fixture->may, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (closed->is_draft);
  charge = &g_array_index (closed->charges, EnrCharge, 0);
  g_assert_cmpint (charge->amount, ==, 200);
  enr_fee_month_times (closed, charge, &arrived, &left);
  g_assert_cmpint (arrived, ==, ENR_MINUTES_NONE); /* the working does not say */
  g_assert_cmpint (left, ==, 18 * 60 + 21);
  g_assert_nonnull (g_array_index (closed->families, EnrFeeFamily, 0).bill);
  g_clear_pointer (&closed, enr_fee_month_free);

  closed = enr_fee_month_load (fixture->nursery->db, fixture->may, &family, &error);
  g_assert_cmpuint (closed->families->len, ==, 1);
  g_assert_cmpstr (g_array_index (closed->families, EnrFeeFamily, 0).title, ==, "石橋 第2子");
  g_clear_pointer (&closed, enr_fee_month_free);
  /* A family without charges, in a month without any. */
  closed = enr_fee_month_load (fixture->nursery->db, enr_date_new (2026, 4, 1), &family, &error);
  g_assert_cmpuint (closed->families->len, ==, 1);
  g_assert_cmpstr (g_array_index (closed->families, EnrFeeFamily, 0).title, ==, "石橋 第2子");
  g_assert_cmpint (g_array_index (closed->families, EnrFeeFamily, 0).total, ==, 0);
}

typedef gboolean (*Action) (ClosedMay *fixture, const EnrBill *bill, GError **error);

static gboolean
do_pay (ClosedMay *fixture, const EnrBill *bill, GError **error)
{
  return enr_bill_pay (fixture->nursery->db, &fixture->nursery->actor, &bill->id, june (5),
                       ENR_BILL_CASH, error);
}

static gboolean
do_issue (ClosedMay *fixture, const EnrBill *bill, GError **error)
{
  g_autoptr (EnrBillList) bills = enr_bill_list_load (fixture->nursery->db, fixture->may, error);
  g_autoptr (GArray) plan
      = bills != NULL ? enr_receipt_plan (bills, fixture->nursery->db, NULL, error) : NULL;

  return plan != NULL
         && enr_receipt_issue (fixture->nursery->db, &fixture->nursery->actor, plan, NULL, NULL,
                               error);
}

static gboolean
do_unpay (ClosedMay *fixture, const EnrBill *bill, GError **error)
{
  return enr_bill_unpay (fixture->nursery->db, &fixture->nursery->actor, &bill->id, "x", error);
}

static gboolean
do_set_method (ClosedMay *fixture, const EnrBill *bill, GError **error)
{
  return enr_bill_set_method (fixture->nursery->db, &fixture->nursery->actor, &bill->id,
                              ENR_BILL_OTHER, error);
}

static void
test_faults (ClosedMay *fixture, gconstpointer data)
{
  static const Action actions[] = { do_pay, do_issue, do_unpay, do_set_method };
  EnrBill bill;

  closed_may_close (fixture, NULL);
  bill = closed_may_bill (fixture, 0);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_autofree char *before = enr_test_dump (fixture->nursery->path);
      guint n = 0;

      for (gboolean done = FALSE; !done;)
        {
          g_autoptr (GError) error = NULL;
          g_autofree char *after = NULL;

          enr_db_set_fault (fixture->nursery->db, (int) ++n);
          done = actions[i](fixture, &bill, &error);
          enr_db_set_fault (fixture->nursery->db, 0);
          after = enr_test_dump (fixture->nursery->path);
          if (!done)
            enr_test_assert_same (after, before);
          else
            g_assert_cmpstr (after, !=, before);
          g_assert_cmpuint (n, <, 1000);
        }
      g_assert_cmpuint (n, >, 3);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func)                                                                            \
  g_test_add (path, ClosedMay, NULL, closed_may_set_up_open, func, closed_may_tear_down)
  g_test_add_func ("/bill/names", test_names);
  ADD ("/bill/list", test_list);
  ADD ("/bill/pay", test_pay);
  ADD ("/bill/revision", test_revision);
  ADD ("/bill/refund", test_refund);
  ADD ("/bill/receipts", test_receipts);
  ADD ("/bill/receipts-race", test_receipts_race);
  ADD ("/bill/fee-month", test_fee_month);
  ADD ("/bill/faults", test_faults);
#undef ADD
  return g_test_run ();
}
