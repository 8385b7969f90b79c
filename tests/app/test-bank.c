/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The bank in the window of bills: accounts, the file for it, and its answer as a file or on paper.
 */
#include "config.h"

#include "app/bills/accounts-window.h"
#include "app/board/reason-dialog.h"
#include "app/children/record-row.h"
#include "bills-desk.h"

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
assert_states (GtkWidget *window, const char *first, const char *second, const char *third)
{
  enr_test_wait_until (g_str_equal (get_state (window, 0), first)
                           && g_str_equal (get_state (window, 1), second)
                           && g_str_equal (get_state (window, 2), third),
                       LONG);
}

#define SENT "Sent to the bank for 7/27"
#define FAILED "Could not be drawn: Not enough money in the account"
#define DRAWN "Drawn on 7/27"

static void
test_results (void)
{
  Desk desk;
  GtkWidget *window = begin (&desk, 6);
  char *path = desk_new_path ("transfer.txt");
  GtkWidget *dialog;

  wait_at (window, "list");
  dialog = open_results (window);
  g_assert_false (can (dialog, "dialog.save"));
  gtk_window_close (GTK_WINDOW (dialog));
  desk_wait_no_dialog (ENR_TYPE_RESULT_DIALOG);
  send_three (window, path);

  /* The family that is selected is chosen; another one has the same result. */
  select_bill (window, 1);
  dialog = open_results (window);
  g_assert_cmpuint (enr_test_count_type (dialog, ENR_TYPE_RESULT_ROW), ==, 3);
  g_assert_true (enr_test_shows (dialog, "Chosen: 1 of 3, *"));
  choose_row (dialog, 0);
  g_assert_true (enr_test_shows (dialog, "Chosen: 2 of 3, *"));
  desk_select (dialog, "result", 1);
  enr_test_assert_nothing_cut (dialog);
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_RESULT_DIALOG);
  assert_states (window, FAILED, FAILED, SENT);
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT count(*) FROM bill WHERE result = '1'"),
                   ==, 2);

  /* By mistake: taken back. */
  enr_test_wait_until (enr_test_find_button (window, "Undo") != NULL, LONG);
  enr_test_click_text (window, "Undo");
  assert_states (window, SENT, SENT, SENT);

  /* All are drawn; also that is taken back, with the account as new as before. */
  dialog = open_results (window);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (enr_test_find_id (dialog, "all")), TRUE);
  g_assert_true (enr_test_shows (dialog, "Chosen: 3 of 3, *"));
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_RESULT_DIALOG);
  assert_states (window, DRAWN, DRAWN, DRAWN);
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT sum(is_new) FROM bank_account"), ==, 0);
  gtk_widget_activate_action (window, "bills.undo", NULL);
  assert_states (window, SENT, SENT, SENT);
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT sum(is_new) FROM bank_account"), ==, 3);

  /* What cannot be taken back any more is said, and stays. */
  select_bill (window, 2);
  dialog = open_results (window);
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_RESULT_DIALOG);
  assert_states (window, SENT, SENT, DRAWN);
  wait_can (window, "bills.unpay");
  desk_click (window, "bills.unpay");
  dialog = desk_wait_dialog (ENR_TYPE_REASON_DIALOG);
  desk_set_text (dialog, "reason_row", "銀行から取り消しの連絡");
  desk_click (dialog, "dialog.save");
  assert_states (window, SENT, SENT, "Not paid yet");
  wait_can (window, "bills.pay");
  gtk_widget_activate_action (window, "bills.undo", NULL);
  enr_test_wait_until (enr_test_shows (window, "This bill has been changed since, *"), LONG);
  assert_states (window, SENT, SENT, "Not paid yet");
  end (&desk, window);
  desk_drop_file (path);
}

typedef struct
{
  const char *field;
  const char *wrong;
  const char *right;
  const char *said;
} Refusal;

/* Each wrong value is refused in words, and nothing is kept. */
static void
assert_refused (Desk *desk, GtkWidget *dialog, const Refusal *refusals, guint n, const char *sql)
{
  for (guint i = 0; i < n; i++)
    {
      desk_set_text (dialog, refusals[i].field, refusals[i].wrong);
      wait_can (dialog, "dialog.save");
      desk_click (dialog, "dialog.save");
      enr_test_wait_until (enr_test_shows (dialog, refusals[i].said), LONG);
      if (strchr (refusals[i].said, '*') == NULL) /* what is blank is marked */
        g_assert_true (gtk_widget_has_css_class (enr_test_find_id (dialog, refusals[i].field),
                                                 "error"));
      g_assert_cmpint (enr_test_query_int (desk->store, sql), ==, 0);
      desk_set_text (dialog, refusals[i].field, refusals[i].right);
    }
}

#define BANK_REFUSALS                                                                              \
  { "bank_code", "184", "0184", "A bank's number has 4 digits; *" },                               \
      { "bank_code", "01a4", "0184", "A bank's number has 4 digits; *" },                          \
      { "bank_code", "", "0184", "Please enter the bank's number, 4 digits." },                     \
      { "bank_name", "", "みやざき", "Please enter this: Bank's name in kana." },                  \
      { "branch_code", " ", "001", "Please enter the branch's number, 3 digits." },                \
      { "number", "", "1234567", "Please enter the account's number, 7 digits." },                 \
                                   \
      { "bank_name", "宮崎", "みやざき", "*宮*" },                                                 \
      { "bank_name", "ながいなまえのしんようくみあい", "みやざき", "*has room for 15*" },          \
      { "branch_code", "0001", "001", "A branch's number has 3 digits; *" },                       \
      { "branch_name", "本店", "ほんてん", "*本*" },                                               \
      { "number", "12345678", "1234567", "An account's number has 7 digits*" },                    \
  {                                                                                                \
    "number", "123-567", "1234567", "An account's number has 7 digits*"                            \
  }

static void
test_refused (void)
{
  static const Refusal client[] = {
    { "code", "", "0000012345", "Please enter the client's number, 10 digits." },
    { "code", "12345", "0000012345", "A client's number has 10 digits*" },
    { "code", "00000abcde", "0000012345", "A client's number has 10 digits*" },
    { "name", "園録保育園", "えんろく", "*園*" },
    { "name", "えんろくえんろくえんろくえんろくえんろくえんろくえんろくえんろくえんろくえんろくえ",
      "えんろく", "*has room for 40*" },
    BANK_REFUSALS,
  };
  static const Refusal account[] = {
    BANK_REFUSALS,
    { "holder", "", "あおき", "Please enter this: Account's holder in kana." },
    { "holder", "青木", "あおき", "*青*" },
    { "holder", "あおきあおきあおきあおきあおきあおきあおきあおきあおきあおきあ", "あおき",
      "*has room for 30*" },
    { "customer_code", "12x", "12", "A customer's number has 1 to 20 digits*" },
    { "customer_code", "123456789012345678901", "12", "A customer's number has 1 to 20 digits*" },
    { "customer_code", "0", "12", "A customer's number has 1 to 20 digits*" },
  };
  Desk desk;
  GtkWidget *window = begin (&desk, 6);
  GtkWidget *dialog;

  wait_at (window, "list");
  desk_click (window, "bills.client");
  dialog = desk_wait_dialog (ENR_TYPE_BANK_CLIENT_DIALOG);
  wait_can (dialog, "dialog.save");
  desk_set_text (dialog, "code", "0000012345");
  desk_set_text (dialog, "name", "えんろく");
  fill_bank (dialog);
  assert_refused (&desk, dialog, client, G_N_ELEMENTS (client), "SELECT count(*) FROM bank_client");
  wait_can (dialog, "dialog.save");
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_BANK_CLIENT_DIALOG);
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT count(*) FROM bank_client"), ==, 1);

  select_bill (window, 0);
  wait_can (window, "bills.account");
  desk_click (window, "bills.account");
  dialog = desk_wait_dialog (ENR_TYPE_BANK_ACCOUNT_DIALOG);
  wait_can (dialog, "dialog.save");
  fill_bank (dialog);
  desk_set_text (dialog, "holder", "あおき");
  assert_refused (&desk, dialog, account, G_N_ELEMENTS (account),
                  "SELECT count(*) FROM bank_account");
  wait_can (dialog, "dialog.save");
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_BANK_ACCOUNT_DIALOG);

  /* Another family cannot have the same number. */
  select_bill (window, 1);
  wait_can (window, "bills.account");
  desk_click (window, "bills.account");
  dialog = desk_wait_dialog (ENR_TYPE_BANK_ACCOUNT_DIALOG);
  wait_can (dialog, "dialog.save");
  fill_bank (dialog);
  desk_set_text (dialog, "holder", "いしばし");
  desk_set_text (dialog, "customer_code", "12");
  desk_click (dialog, "dialog.save");
  enr_test_wait_until (
      enr_test_shows (dialog, "Another family has the customer's number 12 already."), LONG);
  gtk_window_destroy (GTK_WINDOW (dialog));
  end (&desk, window);
}

/* Before any month is closed there are no bills, but accounts to enter. */
static void
test_accounts (void)
{
  Desk desk;
  GtkWidget *window = begin (&desk, 7);
  GtkWidget *accounts;
  GtkWidget *dialog;
  guint n;

  wait_at (window, "open");
  desk_click (window, "bills.accounts");
  accounts = desk_wait_dialog (ENR_TYPE_ACCOUNTS_WINDOW);
  enr_test_wait_until (enr_test_shows (accounts, "No account"), LONG);
  n = enr_test_count_type (accounts, ENR_TYPE_RECORD_ROW);
  g_assert_cmpint (n, ==, enr_test_query_int (desk.store, "SELECT count(*) FROM family"));
  desk_set_text (accounts, "search", "いない家庭");
  enr_test_wait_until (enr_test_shows (accounts, "No family is found"), LONG);
  enr_test_pass (200);
  enr_test_assert_nothing_cut (accounts);
  enr_test_shot (accounts, "bills-accounts-nothing");
  desk_set_text (accounts, "search", "のぐち");
  enr_test_wait_until (enr_test_count_type (accounts, ENR_TYPE_RECORD_ROW) == 1, LONG);
  gtk_widget_activate (enr_test_find_type (accounts, ENR_TYPE_RECORD_ROW, 0));
  dialog = desk_wait_dialog (ENR_TYPE_BANK_ACCOUNT_DIALOG);
  wait_can (dialog, "dialog.save");
  fill_bank (dialog);
  desk_set_text (dialog, "holder", "あおき　きょうこ");
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_BANK_ACCOUNT_DIALOG);
  enr_test_wait_until (enr_test_shows (accounts, "ﾐﾔｻﾞｷ ﾎﾝﾃﾝ  1234567  ｱｵｷ ｷﾖｳｺ  (customer 1)"),
                       LONG);
  g_assert_false (enr_test_shows (accounts, "No family is found"));
  desk_set_text (accounts, "search", "");
  enr_test_wait_until (enr_test_count_type (accounts, ENR_TYPE_RECORD_ROW) == n, LONG);
  enr_test_assert_nothing_cut (accounts);
  g_signal_emit_by_name (enr_test_find_id (accounts, "search"), "stop-search"); /* Escape */
  desk_wait_no_dialog (ENR_TYPE_ACCOUNTS_WINDOW);
  end (&desk, window);
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

int
main (int argc, char *argv[])
{
  enr_test_app_init (&argc, &argv);
  g_test_add_func ("/bank/transfer", test_transfer);
  g_test_add_func ("/bank/results", test_results);
  g_test_add_func ("/bank/refused", test_refused);
  g_test_add_func ("/bank/accounts", test_accounts);
  g_test_add_func ("/bank/not-drawn", test_not_drawn);
  return enr_test_app_run ();
}
