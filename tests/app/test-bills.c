/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The bills of a closed month: the list, what is entered about them and their papers. What has to
 * do with the bank is in test-bank.c.
 */
#include "config.h"

#include <glib/gstdio.h>
#include <poppler.h>

#include "app/bills/accounts-window.h"
#include "app/bills/pay-dialog.h"
#include "app/board/reason-dialog.h"
#include "app/children/record-row.h"
#include "bills-desk.h"
#include "nursery/child.h"

static void
assert_is_cp932 (const char *path, const char *part)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;
  g_autofree char *text = NULL;
  gsize length;

  g_file_get_contents (path, &content, &length, &error);
  g_assert_no_error (error);
  g_assert_false (g_utf8_validate (content, (gssize) length, NULL));
  text = g_convert (content, (gssize) length, "UTF-8", "CP932", NULL, NULL, &error);
  g_assert_no_error (error);
  if (strstr (text, part) == NULL)
    g_error ("%s is not in %s", part, text);
}

/* A child of June's charges gets a name with a letter that Shift_JIS lacks. */
static gpointer
rename_child (EnrDb *db, gpointer data, GError **error)
{
  g_auto (EnrStmt) st
      = enr_stmt (db, "SELECT child_id FROM month_charge ORDER BY child_id LIMIT 1");
  g_autoptr (EnrChild) child = NULL;
  EnrUuid id;

  g_assert_cmpint (enr_stmt_step (&st, error), >, 0);
  id = enr_column_uuid (&st, 0);
  enr_stmt_reset (&st);
  child = enr_child_load (db, &id, error);
  g_assert_nonnull (child);
  g_free (child->family_name);
  child->family_name = g_strdup ("𠮷田");
  return GINT_TO_POINTER (enr_child_save (db, &office, child, error));
}

static int
count_pages (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  PopplerDocument *document = poppler_document_new_from_file (uri, NULL, &error);
  int n;

  g_assert_no_error (error);
  n = poppler_document_get_n_pages (document);
  g_object_unref (document);
  return n;
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

/* Whoever closes everything at once leaves actions under way. They hold their windows, which then
 * come to their end after the windows they belong to. */
static void
test_closed_under_way (void)
{
  Desk desk;
  GtkWidget *window = begin (&desk, 6);
  GtkWidget *dialog;

  wait_at (window, "list");
  select_bill (window, 0);
  gtk_widget_activate_action (window, "bills.method", "s", "other");
  g_assert_false (can (window, "bills.pay"));
  end (&desk, window);

  window = begin (&desk, 6);
  wait_at (window, "list");
  select_bill (window, 0);
  desk_click (window, "bills.pay");
  dialog = desk_wait_dialog (ENR_TYPE_PAY_DIALOG);
  desk_click (dialog, "dialog.save");
  end (&desk, window);
}

static void
test_papers (void)
{
  static const struct
  {
    const char *name;
    const char *head;
  } lists[]
      = { { "pdf", "%PDF" }, { "csv", "\xef\xbb\xbf" }, { "xlsx", "PK" }, { "csv-cp932", "" } };
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
      enr_test_wait_until (can (window, "bills.statements"), LONG);
    }
  /* All letters of the sample are in Shift_JIS. */
  enr_test_wait_until (enr_test_shows (window, "The list is saved"), LONG);
  assert_is_cp932 (path, "渡邉");

  /* One that is not: said, and the file is there. */
  do_write (&desk, rename_child);
  g_unlink (path);
  gtk_widget_activate_action (window, "bills.list", "s", "csv-cp932");
  desk_choose_file (path);
  enr_test_wait_until (enr_test_shows (window, "*that Shift_JIS lacks*"), LONG);
  assert_is_cp932 (path, "〓田");
  end (&desk, window);
  desk_drop_file (path);
}

/* The receipts of all who have paid, with a number each, as one file. */
static void
test_receipts (void)
{
  Desk desk;
  GtkWidget *window = begin (&desk, 6);
  char *path = desk_new_path ("receipts.pdf");

  wait_at (window, "list");
  g_assert_false (can (window, "bills.receipts"));
  for (int i = 0; i < 3; i++)
    {
      GtkWidget *dialog;

      select_bill (window, i);
      wait_can (window, "bills.pay");
      desk_click (window, "bills.pay");
      dialog = desk_wait_dialog (ENR_TYPE_PAY_DIALOG);
      desk_click (dialog, "dialog.save");
      desk_wait_no_dialog (ENR_TYPE_PAY_DIALOG);
      enr_test_wait_until (g_str_equal (get_state (window, i), "Paid on 7/28"), LONG);
    }
  /* No family needs to be chosen. */
  gtk_list_box_unselect_all (get_list (window));
  wait_can (window, "bills.receipts");
  desk_click (window, "bills.receipts");
  desk_choose_file (path);
  enr_test_wait_until (enr_test_shows (window, "The receipts are saved"), LONG);
  assert_has_head (path, "%PDF");
  g_assert_cmpint (count_pages (path), ==, 2); /* two on a page */
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT max(receipt_no) FROM bill"), ==, 3);
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT count(receipt_no) FROM bill"), ==, 3);
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
  gtk_widget_activate_action (window, "bills.results", NULL);
  dialog = desk_wait_dialog (ENR_TYPE_RESULT_DIALOG);
  enr_test_wait_until (enr_test_find_type (dialog, ENR_TYPE_RESULT_ROW, 0) != NULL, LONG);
  choose_row (dialog, 0);
  desk_select (dialog, "result", 4); /* the longest */
  take_picture (dialog, "bills-screen-results");
  gtk_window_destroy (GTK_WINDOW (dialog));
  desk_click (window, "bills.accounts");
  dialog = desk_wait_dialog (ENR_TYPE_ACCOUNTS_WINDOW);
  enr_test_wait_until (enr_test_find_type (dialog, ENR_TYPE_RECORD_ROW, 0) != NULL, LONG);
  take_picture (dialog, "bills-screen-accounts");
  gtk_window_destroy (GTK_WINDOW (dialog));
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
  g_test_add_func ("/bills/closed-under-way", test_closed_under_way);
  g_test_add_func ("/bills/papers", test_papers);
  g_test_add_func ("/bills/receipts", test_receipts);
  g_test_add_func ("/bills/pictures", test_pictures);
  return enr_test_app_run ();
}
