/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The bank's file with bytes that were changed, random answers, and statements that fail.
 */
#include "config.h"

#include "transfer-files.h"

/* What is paid by the database, summed. */
static gint64
sum_paid (ClosedMay *fixture)
{
  g_autoptr (EnrBillList) bills = closed_may_bills (fixture);

  return bills->paid;
}

/* Bytes of an answer are flipped: it is refused, or what it says still comes to its own totals,
 * which stand in its last record but one. Seeded, so that what fails fails again. */
static void
test_flipped_bytes (ClosedMay *fixture, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260629);
  g_autofree char *request = NULL;
  g_autofree char *reply = NULL;
  gsize length;
  guint n_taken = 0;

  request = dup_request (fixture, &length);
  reply = dup_answer (request, length, "019");
  for (guint round = 0; round < 3000; round++)
    {
      g_autofree char *broken = g_memdup2 (reply, length);
      g_autoptr (GError) error = NULL;
      EnrTransferAnswer answer;
      guint n = (guint) g_rand_int_range (rand, 1, 4);

      for (guint i = 0; i < n; i++)
        broken[g_rand_int_range (rand, 0, (int) length)]
            ^= (char) (1 << g_rand_int_range (rand, 0, 8));
      if (import (fixture, broken, length - (gsize) g_rand_int_range (rand, 0, 2), &answer, &error))
        {
          g_autofree char *said = g_strndup (broken + 4 * RECORD + 25, 12);

          n_taken++;
          g_assert_cmpint (sum_paid (fixture), ==, g_ascii_strtoll (said, NULL, 10));
          g_assert_cmpint (sum_paid (fixture), ==, 200);
          enr_transfer_answer_clear (&answer);
        }
      else
        g_assert_true (error->domain == ENR_NURSERY_ERROR);
    }
  g_assert_cmpuint (n_taken, >, 0); /* a letter of a name, a blank */
  g_assert_cmpint (sum_paid (fixture), ==, 200);
}

/* Any bills: written, answered, read, and the yen are the same on both sides. */
static void
test_property (ClosedMay *fixture, gconstpointer data)
{
  for (guint round = 0; round < 4; round++)
    {
      g_autofree char *request = NULL;
      g_autofree char *reply = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *results = g_new0 (char, fixture->nursery->n_children + 1);
      g_autoptr (EnrBillList) bills = NULL;
      EnrTransferAnswer answer;
      gint64 paid = 0;
      gsize length;

      /* Every round a later closing with other times. */
      for (guint i = 0; i < fixture->nursery->n_children; i++)
        closed_may_was_here (fixture, i, 2 + (int) round * 7,
                             18 * 60 + 20 + g_test_rand_int_range (0, 300));
      closed_may_close (fixture, "打刻の訂正");
      if (round > 0)
        assert_not_exported (fixture, draw_day () + (EnrDate) round - 1, ENR_TRANSFER_PLAIN,
                             ENR_NURSERY_ERROR_CHANGED, "another bill");
      request = dup_request_for (fixture, draw_day () + (EnrDate) round, &length);
      for (guint i = 0; i < fixture->nursery->n_children; i++)
        results[i] = "0123489"[g_test_rand_int_range (0, 7)];
      bills = closed_may_bills (fixture);
      reply = dup_answer (request, length, results);
      g_assert_true (import (fixture, reply, length, &answer, &error));
      g_assert_no_error (error);
      g_assert_cmpint (answer.paid + answer.failed, ==, bills->asked);
      paid = answer.paid;
      enr_transfer_answer_clear (&answer);
      g_assert_cmpint (sum_paid (fixture), ==, paid);
      g_clear_pointer (&bills, enr_bill_list_free);
      bills = closed_may_bills (fixture);
      for (guint i = 0; i < bills->bills->len; i++)
        {
          const EnrBill *bill = &g_array_index (bills->bills, EnrBill, i);

          g_assert_cmpint (bill->asked, ==, bill->amount - bill->paid_before);
        }
    }
}

static gboolean
do_export (ClosedMay *fixture, const char *reply, gsize length, GError **error)
{
  EnrTransferFile file;

  if (!export(fixture, draw_day (), ENR_TRANSFER_PLAIN, &file, error))
    return FALSE;
  g_bytes_unref (file.bytes);
  return TRUE;
}

static gboolean
do_import (ClosedMay *fixture, const char *reply, gsize length, GError **error)
{
  EnrTransferAnswer answer;

  if (!import (fixture, reply, length, &answer, error))
    return FALSE;
  enr_transfer_answer_clear (&answer);
  return TRUE;
}

static void
fail_each (ClosedMay *fixture,
           gboolean (*action) (ClosedMay *, const char *, gsize, GError **),
           const char *reply,
           gsize length)
{
  g_autofree char *before = enr_test_dump (fixture->nursery->path);
  guint n = 0;

  for (gboolean done = FALSE; !done;)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *after = NULL;

      enr_db_set_fault (fixture->nursery->db, (int) ++n);
      done = action (fixture, reply, length, &error);
      enr_db_set_fault (fixture->nursery->db, 0);
      after = enr_test_dump (fixture->nursery->path);
      if (!done)
        enr_test_assert_same (after, before);
      else
        g_assert_cmpstr (after, !=, before);
      g_assert_cmpuint (n, <, 1000);
    }
  g_assert_cmpuint (n, >, 10);
}

static void
test_faults (ClosedMay *fixture, gconstpointer data)
{
  g_autofree char *request = NULL;
  g_autofree char *reply = NULL;
  gsize length;

  fail_each (fixture, do_export, NULL, 0);
  request = dup_request (fixture, &length);
  reply = dup_answer (request, length, "010");
  fail_each (fixture, do_import, reply, length);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func)                                                                            \
  g_test_add (path, ClosedMay, NULL, closed_may_set_up, func, closed_may_tear_down)
  ADD ("/transfer/flipped-bytes", test_flipped_bytes);
  g_test_add ("/transfer/property", ClosedMay, GUINT_TO_POINTER (7), closed_may_set_up,
              test_property, closed_may_tear_down);
  ADD ("/transfer/faults", test_faults);
#undef ADD
  return g_test_run ();
}
