/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The window of bills of a sample nursery whose June 2026 is closed, and what is pressed in it, for its
 * tests.
 */
#pragma once

#include <string.h>

#include "app/bills/bank-account-dialog.h"
#include "app/bills/bank-client-dialog.h"
#include "app/bills/bill-row.h"
#include "app/bills/bills-window.h"
#include "app/bills/result-dialog.h"
#include "app/bills/result-row.h"
#include "app/bills/transfer-dialog.h"
#include "app/children/children-page.h"
#include "desk.h"
#include "fees/rule.h"
#include "month/closing.h"

#define N_CHILDREN 24
#define RECORD 120

static EnrActor office;

static inline gpointer
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

static inline gpointer
close_june (EnrDb *db, gpointer data, GError **error)
{
  return GINT_TO_POINTER (
      enr_month_close (db, &office, enr_date_new (2026, 6, 1), NULL, NULL, error));
}

static inline void
do_write (Desk *desk, EnrStoreFunc func)
{
  g_autoptr (GError) error = NULL;

  enr_test_write (desk->store, func, NULL, &error);
  g_assert_no_error (error);
}

/* A nursery on July 28th; the window on a month of it. */
static inline GtkWidget *
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

static inline void
end (Desk *desk, GtkWidget *window)
{
  gtk_window_destroy (GTK_WINDOW (window));
  desk_end (desk);
}

static inline GtkListBox *
get_list (GtkWidget *window)
{
  return GTK_LIST_BOX (enr_test_find_id (window, "list"));
}

static inline gboolean
is_at (GtkWidget *window, const char *page)
{
  GtkStack *stack = GTK_STACK (enr_test_find_id (window, "stack"));

  return g_strcmp0 (gtk_stack_get_visible_child_name (stack), page) == 0;
}

/* The page is there, and what slides in has come. */
static inline void
wait_at (GtkWidget *window, const char *page)
{
  enr_test_wait_until (is_at (window, page), LONG);
  enr_test_pass (300);
}

static inline void
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

static inline gboolean
can (GtkWidget *window, const char *action)
{
  return gtk_widget_is_sensitive (desk_find_button (window, action));
}

static inline void
wait_can (GtkWidget *window, const char *action)
{
  enr_test_wait_until (can (window, action), LONG);
}

static inline void
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

static inline void
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

static inline void
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

  /* Too few digits, too. */
  desk_set_text (dialog, "number", "12345");
  desk_click (dialog, "dialog.save");
  g_assert_true (gtk_widget_has_css_class (enr_test_find_id (dialog, "number"), "error"));
  desk_set_text (dialog, "number", "0012345");
  enr_test_shot (dialog, "bills-account");
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_BANK_ACCOUNT_DIALOG);
}

static inline void
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

static inline GtkWidget *
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
static inline void
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

static inline void
read_answer (GtkWidget *window, const char *path)
{
  enr_test_wait_until (gtk_widget_is_sensitive (enr_test_find_id (window, "answer_button")), LONG);
  gtk_widget_activate_action (window, "bills.answer", NULL);
  desk_choose_file (path);
}

/* Three families are with the bank, whose answer comes on paper. */
static inline void
send_three (GtkWidget *window, const char *path)
{
  GtkWidget *dialog;

  for (int i = 0; i < 3; i++)
    enter_account (window, i);
  enter_client (window);
  dialog = open_transfer (window);
  gtk_switch_set_active (GTK_SWITCH (enr_test_find_id (dialog, "except_cash")), TRUE);
  desk_click (dialog, "dialog.save");
  desk_choose_file (path);
  desk_wait_no_dialog (ENR_TYPE_TRANSFER_DIALOG);
  enr_test_wait_until (g_str_equal (get_state (window, 2), "Sent to the bank for 7/27"), LONG);
}

static inline GtkWidget *
open_results (GtkWidget *window)
{
  GtkWidget *dialog;

  enr_test_wait_until (gtk_widget_is_sensitive (enr_test_find_id (window, "answer_button")), LONG);
  gtk_widget_activate_action (window, "bills.results", NULL);
  dialog = desk_wait_dialog (ENR_TYPE_RESULT_DIALOG);
  enr_test_wait_until (enr_test_shows (dialog, "Chosen: *")
                           || enr_test_shows (dialog, "No transfer of this month is *"),
                       LONG);
  return dialog;
}

static inline void
choose_row (GtkWidget *dialog, guint n)
{
  enr_result_row_set_chosen (ENR_RESULT_ROW (enr_test_find_type (dialog, ENR_TYPE_RESULT_ROW, n)),
                             TRUE);
}
