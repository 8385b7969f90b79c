/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * From the closed month to the bank and back, as a script does it.
 */
#include "config.h"

#include <string.h>
#include <glib/gstdio.h>

#include "ctl-run.h"

#define RECORD 120
#define MONTH "2026-05"
#define DRAW "2026-06-29"

/* A sample whose May is over, with one charge for S00001 and one for S00002, closed. */
static Ctl *
new_closed (void)
{
  Ctl *ctl = ctl_new ();

  RUN (ctl, 0, "sample", "--children", "12", "--days", "10", "--until", "2026-05-29");
  RUN (ctl, 0, "extended-care", "rule", "add", "--from", "2026-04-01", "--window-end", "20:00",
       "--grace", "5", "--unit", "15", "--price", "100");
  for (guint i = 1; i <= 2; i++)
    {
      g_autofree char *id = g_strdup_printf ("S%05u", i);

      RUN (ctl, 0, "correct", id, "--date", "2026-05-30", "--arrived", "9:00", "--left",
           i == 1 ? "20:21" : "20:36", "--reason", "打刻忘れ");
    }
  RUN (ctl, 0, "close-month", MONTH);
  return ctl;
}

static void
set_client (Ctl *ctl)
{
  RUN (ctl, 0, "bank-client", "set", "--code", "0000012345", "--name", "サクラホイクエン", "--bank",
       "0184", "--bank-name", "ミヤザキ", "--branch", "001", "--branch-name", "ホンテン",
       "--number", "7654321");
}

static void
set_account (Ctl *ctl, const char *child, const char *number)
{
  RUN (ctl, 0, "bank-account", "set", child, "--bank", "0184", "--bank-name", "ミヤザキ",
       "--branch", "012", "--branch-name", "ミナミ", "--number", number, "--holder",
       "アオキ アサヒ");
}

static void
test_round_trip (void)
{
  g_autoptr (Ctl) ctl = new_closed ();
  g_autofree char *file = ctl_path (ctl, "furikae.txt");
  g_autofree char *paper = ctl_path (ctl, "receipt.pdf");
  g_autofree char *data = NULL;
  g_autofree char *reply = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  JsonObject *bill;
  gsize length;

  /* The window's words. */
  RUN (ctl, 0, "bill", "list", "--month", MONTH);
  assert_contains (ctl->out, "Not paid yet");
  RUN (ctl, 0, "bill", "list", "--month", MONTH, "--json");
  g_assert_cmpint (json_object_get_int_member (ctl_json (ctl), "asked"), ==, 500);

  /* Without details: who is missing is named, and there is no file. */
  set_client (ctl);
  set_account (ctl, "S00001", "0001234");
  before = ctl_dump (ctl);
  RUN (ctl, 3, "transfer", "export", "--month", MONTH, "--draw-on", DRAW, "--output", file);
  assert_contains (ctl->err, "no bank details");
  g_assert_false (g_file_test (file, G_FILE_TEST_EXISTS));
  after = ctl_dump (ctl);
  g_assert_cmpstr (after, ==, before);

  set_account (ctl, "S00002", "0005678");
  RUN (ctl, 0, "transfer", "export", "--month", MONTH, "--draw-on", DRAW, "--output", file,
       "--json");
  g_assert_cmpint (json_object_get_int_member (ctl_json (ctl), "records"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (ctl_json (ctl), "total"), ==, 500);
  g_assert_true (g_file_get_contents (file, &data, &length, NULL));
  g_assert_cmpuint (length, ==, 5 * RECORD);
  g_assert_cmpmem (data + 3 * RECORD, 19, "8000002000000000500", 19);

  /* The file for the bank is no answer; the answer marks both, once. */
  RUN (ctl, 3, "transfer", "import", file);
  assert_contains (ctl->err, "not the bank's answer");
  data[2 * RECORD + 111] = '1';
  memcpy (data + 3 * RECORD + 19, "000001000000000200000001000000000300", 36);
  reply = ctl_path (ctl, "kekka.txt");
  g_assert_true (g_file_set_contents (reply, data, (gssize) length, NULL));
  RUN (ctl, 0, "transfer", "import", reply, "--json");
  g_assert_cmpint (json_object_get_int_member (ctl_json (ctl), "changed"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (ctl_json (ctl), "paid_total"), ==, 200);
  RUN (ctl, 0, "transfer", "import", reply);
  assert_contains (ctl->out, "known already");
  RUN (ctl, 0, "bill", "list", "--month", MONTH, "--json");
  bill = ctl_find (ctl_json (ctl), "bills", "state", "paid");
  g_assert_cmpstr (json_object_get_string_member (bill, "paid_on"), ==, DRAW);
  bill = ctl_find (ctl_json (ctl), "bills", "state", "failed");
  g_assert_cmpstr (json_object_get_string_member (bill, "result"), ==, "1");

  /* The other one pays at the door; both get receipts, and the second time reprints. */
  RUN (ctl, 0, "bill", "paid", "S00002", "--month", MONTH, "--on", "2026-07-03");
  RUN (ctl, 3, "bill", "paid", "S00002", "--month", MONTH, "--on", "2026-07-03");
  RUN (ctl, 0, "report", "receipt", "--month", MONTH, "--output", paper, "--json");
  g_assert_cmpint (json_object_get_int_member (ctl_json (ctl), "pages"), ==, 1);
  RUN (ctl, 0, "report", "receipt", "--month", MONTH, "--child", "S00002", "--output", paper);
  {
    g_autofree char *text = ctl_pdf_text (paper);

    if (text != NULL)
      {
        assert_contains (text, "再発行");
        assert_contains (text, "300");
      }
  }
  RUN (ctl, 3, "bill", "unpaid", "S00002", "--month", MONTH, "--reason", " ");
  RUN (ctl, 0, "bill", "unpaid", "S00002", "--month", MONTH, "--reason", "別の家だった");
  RUN (ctl, 3, "report", "receipt", "--month", MONTH, "--child", "S00002", "--output", paper);
}

static void
test_refused (void)
{
  g_autoptr (Ctl) ctl = new_closed ();
  g_autofree char *file = ctl_path (ctl, "furikae.txt");
  g_autofree char *bad = ctl_write (ctl, "bad.txt", "これは全銀ではない");
  g_autofree char *lost = ctl_path (ctl, "nowhere/furikae.txt");

  RUN (ctl, 3, "bank-account", "set", "S00001", "--bank", "184", "--bank-name", "ミヤザキ",
       "--branch", "012", "--branch-name", "ミナミ", "--number", "0001234", "--holder", "アオキ");
  assert_contains (ctl->err, "4 digits");
  RUN (ctl, 3, "bank-account", "set", "S00001", "--bank", "0184", "--bank-name", "ミヤザキ",
       "--branch", "012", "--branch-name", "ミナミ", "--number", "123456", "--holder", "アオキ");
  assert_contains (ctl->err, "7 digits");
  RUN (ctl, 3, "bank-account", "set", "S00001");
  RUN (ctl, 2, "bank-account", "set", "S00001", "--kind", "gold");
  RUN (ctl, 3, "bank-account", "remove", "S00001");
  RUN (ctl, 3, "bank-client", "show");
  RUN (ctl, 3, "bank-client", "set", "--code", "123", "--name", "サクラ");
  assert_contains (ctl->err, "10 digits");
  RUN (ctl, 3, "transfer", "import", bad);
  RUN (ctl, 1, "transfer", "import", lost);
  RUN (ctl, 3, "transfer", "export", "--month", "2026-04", "--draw-on", DRAW, "--output", file);
  assert_contains (ctl->err, "not closed");
  RUN (ctl, 2, "transfer", "export", "--month", MONTH, "--output", file);
  RUN (ctl, 3, "bill", "paid", "S00003", "--month", MONTH, "--on", "2026-06-05");
  RUN (ctl, 2, "bill", "paid", "S00001", "--month", MONTH, "--on", "2026-06-05", "--method",
       "transfer");
  RUN (ctl, 3, "report", "receipt", "--month", MONTH, "--output", "x.pdf");
  RUN (ctl, 3, "bill", "method", "S00001", "--month", MONTH, "--method", "transfer");

  /* The file cannot be written: the same command makes it once it can. */
  set_client (ctl);
  set_account (ctl, "S00001", "0001234");
  RUN (ctl, 1, "transfer", "export", "--month", MONTH, "--draw-on", DRAW, "--except-cash",
       "--output", lost);
  RUN (ctl, 0, "transfer", "export", "--month", MONTH, "--draw-on", DRAW, "--except-cash",
       "--output", file, "--line-breaks");
  assert_contains (ctl->out, "1 transfer");
  assert_contains (ctl->out, "1 family pays");
  {
    g_autofree char *data = NULL;
    gsize length;

    g_assert_true (g_file_get_contents (file, &data, &length, NULL));
    g_assert_cmpuint (length, ==, 4 * (RECORD + 2));
  }
  RUN (ctl, 3, "bill", "paid", "S00001", "--month", MONTH, "--on", "2026-06-05");
  RUN (ctl, 3, "transfer", "result", "S00001", "--month", MONTH, "--result", "7");
  RUN (ctl, 0, "transfer", "result", "S00001", "--month", MONTH, "--result", "1");
  RUN (ctl, 0, "bill", "paid", "S00001", "--month", MONTH, "--on", "2026-06-05");
  RUN (ctl, 0, "bank-account", "list", "--json");
  g_assert_cmpuint (
      json_array_get_length (json_object_get_array_member (ctl_json (ctl), "accounts")), ==, 1);
}

static void
test_papers (void)
{
  g_autoptr (Ctl) ctl = new_closed ();
  g_autofree char *pdf = ctl_path (ctl, "a.pdf");
  g_autofree char *csv = ctl_path (ctl, "a.csv");
  g_autofree char *xlsx = ctl_path (ctl, "a.xlsx");
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *text = NULL;
  gsize first_length, second_length;

  ctl->shell = "SOURCE_DATE_EPOCH=1780000000 exec \"$@\"";
  RUN (ctl, 0, "report", "fee-statement", "--month", MONTH, "--output", pdf, "--json");
  g_assert_cmpint (json_object_get_int_member (ctl_json (ctl), "pages"), ==, 2);
  g_assert_true (g_file_get_contents (pdf, &first, &first_length, NULL));
  RUN (ctl, 0, "report", "fee-statement", "--month", MONTH, "--output", pdf);
  g_assert_true (g_file_get_contents (pdf, &second, &second_length, NULL));
  g_assert_cmpmem (first, first_length, second, second_length);
  RUN (ctl, 0, "report", "fee-statement", "--month", MONTH, "--child", "S00001", "--output", pdf,
       "--json");
  g_assert_cmpint (json_object_get_int_member (ctl_json (ctl), "pages"), ==, 1);
  text = ctl_pdf_text (pdf);
  if (text != NULL)
    assert_contains (text, "20:21");
  RUN (ctl, 2, "report", "fee-statement", "--month", MONTH, "--output", csv);
  RUN (ctl, 3, "report", "fee-statement", "--month", MONTH, "--child", "S99999", "--output", pdf);

  RUN (ctl, 0, "report", "fee-list", "--month", MONTH, "--output", pdf);
  RUN (ctl, 0, "report", "fee-list", "--month", MONTH, "--output", xlsx);
  RUN (ctl, 0, "report", "fee-list", "--month", MONTH, "--output", csv);
  g_free (text);
  g_assert_true (g_file_get_contents (csv, &text, NULL, NULL));
  assert_contains (text, "合計,2,47,0,500,500,2人");
  RUN (ctl, 2, "report", "fee-list", "--month", MONTH, "--output", "a.txt");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/bills/round-trip", test_round_trip);
  g_test_add_func ("/ctl/bills/refused", test_refused);
  g_test_add_func ("/ctl/bills/papers", test_papers);
  return g_test_run ();
}
