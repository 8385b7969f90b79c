/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The bills of a closed month: the list, what is entered about them, their papers, the families'
 * accounts, and the file for the bank with its answer.
 */
#include "config.h"

#include <string.h>
#include <glib/gstdio.h>

#include "app/bills/bank-account-dialog.h"
#include "app/bills/bank-client-dialog.h"
#include "app/bills/bill-row.h"
#include "app/bills/bills-window.h"
#include "app/bills/pay-dialog.h"
#include "app/bills/transfer-dialog.h"
#include "app/board/reason-dialog.h"
#include "app/children/children-page.h"
#include "desk.h"
#include "fees/rule.h"
#include "month/closing.h"

#define N_CHILDREN 24
#define RECORD 120

static EnrActor office;

static gpointer
make_rule (EnrDb *db, gpointer data, GError **error)
{
  g_autoptr (EnrCareRule) rule = enr_care_rule_new ();

  g_free (rule->name);
  rule->name = g_strdup ("延長保育");
  rule->first = enr_date_new (2026, 4, 1);
  rule->n_bands = 1;
  rule->bands[0] = (EnrCareBand){ ENR_BAND_AFTER, 18 * 60, 27 * 60, 0, 0, 30, 100 };
  return GINT_TO_POINTER (enr_care_rule_save (db, &office, rule, error));
}

static gpointer
close_june (EnrDb *db, gpointer data, GError **error)
{
  return GINT_TO_POINTER (
      enr_month_close (db, &office, enr_date_new (2026, 6, 1), NULL, NULL, error));
}

static void
do_write (Desk *desk, EnrStoreFunc func)
{
  g_autoptr (GError) error = NULL;

  enr_test_write (desk->store, func, NULL, &error);
  g_assert_no_error (error);
}

/* A nursery on July 28th; the window on a month of it. */
static GtkWidget *
begin (Desk *desk, int month)
{
  office = enr_actor (ENR_ACTOR_OFFICE, "office");
  enr_test_set_now ("2026-07-01T10:00");
  desk_begin (desk, enr_test_store_new_sample (N_CHILDREN, 35), ENR_TYPE_CHILDREN_PAGE);
  do_write (desk, make_rule);
  do_write (desk, close_june);
  enr_test_set_now ("2026-07-28T10:00");
  enr_bills_window_show (GTK_WINDOW (desk->window), desk->session, enr_date_new (2026, month, 12));
  return desk_wait_dialog (ENR_TYPE_BILLS_WINDOW);
}

static void
end (Desk *desk, GtkWidget *window)
{
  gtk_window_destroy (GTK_WINDOW (window));
  desk_end (desk);
}

static GtkListBox *
get_list (GtkWidget *window)
{
  return GTK_LIST_BOX (enr_test_find_id (window, "list"));
}

static gboolean
is_at (GtkWidget *window, const char *page)
{
  GtkStack *stack = GTK_STACK (enr_test_find_id (window, "stack"));

  return g_strcmp0 (gtk_stack_get_visible_child_name (stack), page) == 0;
}

/* The page is there, and what slides in has come. */
static void
wait_at (GtkWidget *window, const char *page)
{
  enr_test_wait_until (is_at (window, page), LONG);
  enr_test_pass (300);
}

static void
select_bill (GtkWidget *window, int n)
{
  gtk_list_box_select_row (get_list (window), gtk_list_box_get_row_at_index (get_list (window), n));
}

/* What the row of a bill says became of it. */
static const char *
get_state (GtkWidget *window, int n)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (get_list (window), n);

  return gtk_label_get_text (GTK_LABEL (enr_test_find_id (GTK_WIDGET (row), "state")));
}

static gboolean
can (GtkWidget *window, const char *action)
{
  return gtk_widget_is_sensitive (desk_find_button (window, action));
}

static void
wait_can (GtkWidget *window, const char *action)
{
  enr_test_wait_until (can (window, action), LONG);
}

static void
assert_has_head (const char *path, const char *head)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;
  gsize length;

  g_file_get_contents (path, &content, &length, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (length, >, 100);
  g_assert_true (g_str_has_prefix (content, head));
}

static void
test_not_closed (void)
{
  Desk desk;
  GtkWidget *window = begin (&desk, 7);

  wait_at (window, "open");
  g_assert_false (can (window, "bills.statements"));
  g_assert_false (can (window, "bills.transfer"));
  enr_test_assert_nothing_cut (window);
  enr_test_shot (window, "bills-not-closed");
  end (&desk, window);
}

static void
test_list (void)
{
  Desk desk;
  GtkWidget *window = begin (&desk, 6);
  g_autofree char *asked = NULL;
  gint64 n;

  wait_at (window, "list");
  n = enr_test_query_int (desk.store, "SELECT count(*) FROM bill");
  g_assert_cmpint (n, >, 3);
  g_assert_cmpuint (enr_test_count_type (window, ENR_TYPE_BILL_ROW), ==, (guint) n);
  asked = g_strdup_printf ("%u bills, *", (guint) n);
  g_assert_true (enr_test_shows (window, asked));
  g_assert_cmpstr (get_state (window, 0), ==, "Not paid yet");
  g_assert_true (enr_test_shows (window, "Cash"));

  /* Nothing can be done to no bill. */
  g_assert_false (can (window, "bills.pay"));
  g_assert_false (can (window, "bills.account"));
  select_bill (window, 0);
  g_assert_true (can (window, "bills.pay"));
  g_assert_true (can (window, "bills.account"));
  g_assert_false (can (window, "bills.unpay"));
  g_assert_false (can (window, "bills.receipt"));
  enr_test_assert_nothing_cut (window);

  /* A transfer without an account is refused, in words. */
  gtk_widget_activate_action (window, "bills.method", "s", "transfer");
  enr_test_wait_until (enr_test_shows (window, "The family has no account to draw from."), LONG);
  gtk_widget_activate_action (window, "bills.method", "s", "other");
  enr_test_wait_until (enr_test_shows (window, "Another way"), LONG);
  g_assert_false (enr_test_shows (window, "The family has no account to draw from."));
  g_assert_cmpint (
      enr_test_query_int (desk.store, "SELECT count(*) FROM bill WHERE method = 'other'"), ==, 1);
  end (&desk, window);
}

static void
test_pay (void)
{
  Desk desk;
  GtkWidget *window = begin (&desk, 6);
  char *path = desk_new_path ("receipt.pdf");
  GtkWidget *dialog;

  wait_at (window, "list");
  select_bill (window, 1);
  desk_click (window, "bills.pay");
  dialog = desk_wait_dialog (ENR_TYPE_PAY_DIALOG);
  desk_set_text (dialog, "day", "2026/5/20");
  desk_click (dialog, "dialog.save");
  enr_test_wait_until (gtk_widget_has_css_class (enr_test_find_id (dialog, "day"), "error"), LONG);
  g_assert_true (enr_test_shows (dialog, "That day is before the month which the bill is for."));
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT count(paid_on) FROM bill"), ==, 0);
  desk_set_text (dialog, "day", "R8.7.3");
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_PAY_DIALOG);
  enr_test_wait_until (g_str_equal (get_state (window, 1), "Paid on 7/3"), LONG);

  /* The same bill is still selected, and its receipt gets the first number. */
  g_assert_cmpint (gtk_list_box_row_get_index (gtk_list_box_get_selected_row (get_list (window))),
                   ==, 1);
  wait_can (window, "bills.receipt");
  desk_click (window, "bills.receipt");
  desk_choose_file (path);
  enr_test_wait_until (enr_test_shows (window, "*Receipt No. 000001*"), LONG);
  assert_has_head (path, "%PDF");

  wait_can (window, "bills.unpay");
  desk_click (window, "bills.unpay");
  dialog = desk_wait_dialog (ENR_TYPE_REASON_DIALOG);
  desk_set_text (dialog, "reason_row", "ほかの家庭の分だったため");
  desk_click (dialog, "dialog.save");
  enr_test_wait_until (g_str_equal (get_state (window, 1), "Not paid yet"), LONG);
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT count(paid_on) FROM bill"), ==, 0);
  end (&desk, window);
  desk_drop_file (path);
}

static void
test_papers (void)
{
  static const struct
  {
    const char *name;
    const char *head;
  } lists[] = { { "pdf", "%PDF" }, { "csv", "\xef\xbb\xbf" }, { "xlsx", "PK" } };
  Desk desk;
  GtkWidget *window = begin (&desk, 6);
  char *path = desk_new_path ("statements.pdf");

  wait_at (window, "list");
  wait_can (window, "bills.statements");
  desk_click (window, "bills.statements");
  desk_choose_file (path);
  enr_test_wait_until (enr_test_shows (window, "The statements are saved"), LONG);
  assert_has_head (path, "%PDF");
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_unlink (path);
      wait_can (window, "bills.statements");
      gtk_widget_activate_action (window, "bills.list", "s", lists[i].name);
      desk_choose_file (path);
      enr_test_wait_until (g_file_test (path, G_FILE_TEST_EXISTS), LONG);
      assert_has_head (path, lists[i].head);
    }
  wait_can (window, "bills.statements");
  end (&desk, window);
  desk_drop_file (path);
}

/*
 * The bank
 */

static void
fill_bank (GtkWidget *dialog)
{
  desk_set_text (dialog, "bank_code", "0184");
  desk_set_text (dialog, "bank_name", "みやざき");
  desk_set_text (dialog, "branch_code", "001");
  desk_set_text (dialog, "branch_name", "ほんてん");
  desk_set_text (dialog, "number", "1234567");
}

static const char *
get_written (GtkWidget *dialog, const char *row)
{
  return gtk_label_get_text (
      GTK_LABEL (enr_test_find_id (enr_test_find_id (dialog, row), "written")));
}

static void
enter_account (GtkWidget *window, int n)
{
  GtkWidget *dialog;

  select_bill (window, n);
  wait_can (window, "bills.account");
  desk_click (window, "bills.account");
  dialog = desk_wait_dialog (ENR_TYPE_BANK_ACCOUNT_DIALOG);
  wait_can (dialog, "dialog.save");
  g_assert_null (desk_find_button (dialog, "account.remove"));
  fill_bank (dialog);

  /* Letters that the bank does not have: said at the field. */
  desk_set_text (dialog, "holder", "青木 悠子");
  desk_click (dialog, "dialog.save");
  g_assert_true (gtk_widget_has_css_class (enr_test_find_id (dialog, "holder"), "error"));
  enr_test_shot (dialog, "bills-account-refused");
  desk_set_text (dialog, "holder", "あおき　きょうこ");
  g_assert_cmpstr (get_written (dialog, "holder"), ==, "ｱｵｷ ｷﾖｳｺ");
  g_assert_cmpstr (get_written (dialog, "bank_name"), ==, "ﾐﾔｻﾞｷ");

  /* What only the rule knows is said in the dialog. */
  desk_set_text (dialog, "number", "12345");
  desk_click (dialog, "dialog.save");
  enr_test_wait_until (gtk_widget_get_mapped (enr_test_find_id (dialog, "error_box")), LONG);
  desk_set_text (dialog, "number", "0012345");
  enr_test_shot (dialog, "bills-account");
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_BANK_ACCOUNT_DIALOG);
}

static void
enter_client (GtkWidget *window)
{
  GtkWidget *dialog;

  desk_click (window, "bills.client");
  dialog = desk_wait_dialog (ENR_TYPE_BANK_CLIENT_DIALOG);
  wait_can (dialog, "dialog.save");
  desk_set_text (dialog, "code", "0000012345");
  desk_set_text (dialog, "name", "えんろくほいくえん");
  fill_bank (dialog);
  enr_test_shot (dialog, "bills-client");
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_BANK_CLIENT_DIALOG);
}

static GtkWidget *
open_transfer (GtkWidget *window)
{
  GtkWidget *dialog;

  wait_can (window, "bills.transfer");
  desk_click (window, "bills.transfer");
  dialog = desk_wait_dialog (ENR_TYPE_TRANSFER_DIALOG);
  desk_set_text (dialog, "day", "2026/7/27");
  return dialog;
}

/* The bank's answer to a request: a result for each record. */
static void
answer_request (const char *path, const char *results)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;
  g_autofree char *totals = NULL;
  gsize n = strlen (results);
  int counts[2] = { 0 };
  int yen[2] = { 0 };
  gsize length;

  g_file_get_contents (path, &content, &length, &error);
  g_assert_no_error (error);
  /* with header, totals and end */
  g_assert_cmpuint (length, ==, (n + 3) * RECORD);
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *amount = g_strndup (content + (i + 1) * RECORD + 80, 10);
      gboolean is_refused = results[i] != '0';

      content[(i + 1) * RECORD + 111] = results[i];
      counts[is_refused]++;
      yen[is_refused] += (int) g_ascii_strtoll (amount, NULL, 10);
    }
  totals = g_strdup_printf ("%06d%012d%06d%012d", counts[0], yen[0], counts[1], yen[1]);
  memcpy (content + (n + 1) * RECORD + 19, totals, strlen (totals));
  g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));
}

static void
read_answer (GtkWidget *window, const char *path)
{
  wait_can (window, "bills.answer");
  desk_click (window, "bills.answer");
  desk_choose_file (path);
}

static void
test_transfer (void)
{
  Desk desk;
  GtkWidget *window = begin (&desk, 6);
  char *path = desk_new_path ("transfer.txt");
  GtkWidget *dialog;
  g_autofree char *holder = NULL;

  wait_at (window, "list");
  enter_account (window, 0);
  holder = enr_test_query_text (desk.store, "SELECT holder FROM bank_account");
  g_assert_cmpstr (holder, ==, "ｱｵｷ ｷﾖｳｺ");
  enr_test_wait_until (enr_test_shows (window, "Bank transfer"), LONG);
  enter_client (window);

  /* Families without an account: named, and no file. */
  dialog = open_transfer (window);
  g_assert_true (gtk_widget_get_mapped (enr_test_find_id (dialog, "families")));
  desk_click (dialog, "dialog.save");
  desk_choose_file (path);
  enr_test_wait_until (
      enr_test_shows (dialog, "These families have no bank details, so no file was made: *"), LONG);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT count(drawn_on) FROM bill"), ==, 0);
  enr_test_assert_nothing_cut (dialog);
  enr_test_shot (dialog, "bills-transfer-refused");

  /* They are left out. */
  gtk_switch_set_active (GTK_SWITCH (enr_test_find_id (dialog, "except_cash")), TRUE);
  desk_click (dialog, "dialog.save");
  desk_choose_file (path);
  desk_wait_no_dialog (ENR_TYPE_TRANSFER_DIALOG);
  enr_test_wait_until (enr_test_shows (window, "The file for the bank is made: 1 transfer, *"),
                       LONG);
  enr_test_wait_until (g_str_equal (get_state (window, 0), "Sent to the bank for 7/27"), LONG);
  g_assert_false (can (window, "bills.pay"));
  enr_test_shot (window, "bills-sent");

  /* The request is no answer. */
  read_answer (window, path);
  enr_test_wait_until (enr_test_shows (window, "*not the bank's answer*"), LONG);
  g_assert_cmpstr (get_state (window, 0), ==, "Sent to the bank for 7/27");

  answer_request (path, "0");
  read_answer (window, path);
  enr_test_wait_until (enr_test_shows (window, "The bank's answer for *"), LONG);
  enr_test_wait_until (g_str_equal (get_state (window, 0), "Drawn on 7/27"), LONG);
  g_assert_cmpint (
      enr_test_query_int (desk.store, "SELECT count(*) FROM bill WHERE paid_on = '2026-07-27'"), ==,
      1);
  end (&desk, window);
  desk_drop_file (path);
}

static void
test_not_drawn (void)
{
  Desk desk;
  GtkWidget *window = begin (&desk, 6);
  char *path = desk_new_path ("transfer.txt");
  GtkWidget *dialog;

  wait_at (window, "list");
  enter_account (window, 0);
  enter_client (window);
  dialog = open_transfer (window);
  gtk_switch_set_active (GTK_SWITCH (enr_test_find_id (dialog, "except_cash")), TRUE);
  desk_click (dialog, "dialog.save");
  desk_choose_file (path);
  desk_wait_no_dialog (ENR_TYPE_TRANSFER_DIALOG);
  answer_request (path, "1");
  read_answer (window, path);
  enr_test_wait_until (
      g_str_equal (get_state (window, 0), "Could not be drawn: Not enough money in the account"),
      LONG);
  g_assert_true (enr_test_shows (window, "The bank's answer for *"));
  g_assert_true (can (window, "bills.pay"));
  enr_test_assert_nothing_cut (window);

  /* The account goes, and it is to be paid in cash. */
  wait_can (window, "bills.account");
  desk_click (window, "bills.account");
  dialog = desk_wait_dialog (ENR_TYPE_BANK_ACCOUNT_DIALOG);
  enr_test_wait_until (desk_find_button (dialog, "account.remove") != NULL, LONG);
  desk_click (dialog, "account.remove");
  desk_answer (TRUE);
  desk_wait_no_dialog (ENR_TYPE_BANK_ACCOUNT_DIALOG);
  g_assert_cmpint (
      enr_test_query_int (desk.store, "SELECT count(*) FROM bank_account WHERE removed_at IS NULL"),
      ==, 0);
  g_assert_cmpint (
      enr_test_query_int (desk.store, "SELECT count(*) FROM bill WHERE method = 'transfer'"), ==,
      0);
  end (&desk, window);
  desk_drop_file (path);
}

static void
take_picture (GtkWidget *window, const char *name)
{
  enr_test_pass (400);
  enr_test_shot (window, name);
  enr_test_assert_nothing_cut (window);
}

/* Every window in any language: nothing is cut, and all fits the screen. */
static void
test_pictures (void)
{
  Desk desk;
  GtkWidget *window = begin (&desk, 6);
  char *path = desk_new_path ("transfer.txt");
  GtkWidget *dialog;
  int width;

  wait_at (window, "list");
  gtk_widget_measure (window, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  g_assert_cmpint (width, <=, 960);
  take_picture (window, "bills-screen");
  enter_account (window, 0);
  enter_account (window, 2);
  enter_client (window);
  select_bill (window, 1);
  desk_click (window, "bills.pay");
  dialog = desk_wait_dialog (ENR_TYPE_PAY_DIALOG);
  take_picture (dialog, "bills-screen-pay");
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_PAY_DIALOG);
  dialog = open_transfer (window);
  take_picture (dialog, "bills-screen-transfer");
  desk_click (dialog, "dialog.save");
  desk_choose_file (path);
  enr_test_wait_until (gtk_widget_get_mapped (enr_test_find_id (dialog, "error_box")), LONG);
  take_picture (dialog, "bills-screen-transfer-refused");
  gtk_switch_set_active (GTK_SWITCH (enr_test_find_id (dialog, "except_cash")), TRUE);
  desk_click (dialog, "dialog.save");
  desk_choose_file (path);
  desk_wait_no_dialog (ENR_TYPE_TRANSFER_DIALOG);
  take_picture (window, "bills-screen-sent");
  answer_request (path, "10");
  read_answer (window, path);
  enr_test_wait_until (
      gtk_widget_has_css_class (
          enr_test_find_id (GTK_WIDGET (gtk_list_box_get_row_at_index (get_list (window), 0)),
                            "state"),
          "enr-word-refuse"),
      LONG);
  take_picture (window, "bills-screen-answer");
  select_bill (window, 0);
  wait_can (window, "bills.account");
  desk_click (window, "bills.account");
  dialog = desk_wait_dialog (ENR_TYPE_BANK_ACCOUNT_DIALOG);
  enr_test_wait_until (desk_find_button (dialog, "account.remove") != NULL, LONG);
  take_picture (dialog, "bills-screen-account");
  gtk_window_destroy (GTK_WINDOW (dialog));
  end (&desk, window);
  desk_drop_file (path);
}

int
main (int argc, char *argv[])
{
  enr_test_app_init (&argc, &argv);
  g_test_add_func ("/bills/not-closed", test_not_closed);
  g_test_add_func ("/bills/list", test_list);
  g_test_add_func ("/bills/pay", test_pay);
  g_test_add_func ("/bills/papers", test_papers);
  g_test_add_func ("/bills/transfer", test_transfer);
  g_test_add_func ("/bills/not-drawn", test_not_drawn);
  g_test_add_func ("/bills/pictures", test_pictures);
  return g_test_run ();
}
