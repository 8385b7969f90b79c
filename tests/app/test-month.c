/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A month's end as the office does it: what is left to settle, the charges, the closing and what
 * comes after it.
 */
#include "config.h"

#include <string.h>

#include "app/board/board-page.h"
#include "app/board/board-row.h"
#include "app/month/decision-dialog.h"
#include "app/month/month-close-dialog.h"
#include "app/month/month-page.h"
#include "app/papers/papers-page.h"
#include "app/window.h"
#include "attendance/closing.h"
#include "base/clock.h"
#include "fees/decision.h"
#include "month-desk.h"

/*
 * The page
 */

static void
activate (Desk *desk, const char *list, guint position)
{
  gtk_widget_activate_action (enr_test_find_id (desk->window, list), "list.activate-item", "u",
                              position);
}

/* The same through the selection that a click makes. */
static void
select_charge (Desk *desk, guint position)
{
  GtkListView *list = GTK_LIST_VIEW (enr_test_find_id (desk->window, "list"));

  gtk_selection_model_select_item (gtk_list_view_get_model (list), position, TRUE);
}

static guint
count_selected (Desk *desk)
{
  GtkListView *list = GTK_LIST_VIEW (enr_test_find_id (desk->window, "list"));
  g_autoptr (GtkBitset) selected
      = gtk_selection_model_get_selection (gtk_list_view_get_model (list));

  return gtk_bitset_get_size (selected);
}

static gint64
count_decided (Desk *desk)
{
  return enr_test_query_int (desk->store,
                             "SELECT count(*) FROM care_decision WHERE state <> 'computed'");
}

static void
test_checklist (void)
{
  Desk desk;
  g_autoptr (EnrMonthState) state = NULL;
  g_autofree char *open = NULL;
  guint before;

  month_desk_begin (&desk);
  month_desk_wait_loaded (&desk);
  state = month_desk_read_state (&desk);
  g_assert_cmpuint (state->counts[ENR_MONTH_DRAFT_CHARGE], >, 0);
  g_assert_cmpuint (state->counts[ENR_MONTH_DAY_NOT_CLOSED], >, 0);
  open = g_strdup_printf ("Not closed. %u things are open", state->items->len);
  month_desk_wait_text (desk.window, open);
  g_assert_cmpuint (month_desk_count_rows (&desk, "checklist"), ==, ENR_MONTH_N_ITEMS);
  for (int kind = 0; kind < ENR_MONTH_N_ITEMS; kind++)
    {
      g_autofree char *number = g_strdup_printf ("%u", state->counts[kind]);

      g_assert_true (enr_test_shows (desk.window, enr_month_item_label (kind)));
      g_assert_true (state->counts[kind] == 0 || enr_test_shows (desk.window, number));
    }
  enr_test_shot (desk.window, "month-open");
  enr_test_assert_nothing_cut (desk.window);
  month_desk_assert_fits (&desk);

  /* A kind unfolds, and an item of it leads to its day; what is settled does not unfold. */
  activate (&desk, "checklist", ENR_MONTH_DAY_NOT_CLOSED);
  before = ENR_MONTH_N_ITEMS + state->counts[ENR_MONTH_DAY_NOT_CLOSED];
  g_assert_cmpuint (month_desk_count_rows (&desk, "checklist"), ==, before);
  enr_test_shot (desk.window, "month-unfolded");
  activate (&desk, "checklist", ENR_MONTH_DAY_NOT_CLOSED + 1);
  g_assert_cmpint (enr_session_get_date (desk.session), ==,
                   g_array_index (state->items, EnrMonthItem, 0).day);

  /* A charge is on this page: it is selected. */
  activate (&desk, "checklist", before - ENR_MONTH_N_ITEMS + ENR_MONTH_DRAFT_CHARGE);
  activate (&desk, "checklist", before - ENR_MONTH_N_ITEMS + ENR_MONTH_DRAFT_CHARGE + 1);
  g_assert_cmpuint (count_selected (&desk), ==, 1);

  /* What is unfolded and selected stays as the page is read anew. */
  before = month_desk_count_rows (&desk, "checklist");
  month_desk_write (&desk, month_desk_settle);
  g_free (open);
  open = g_strdup_printf ("Not closed. %u things are open", state->counts[ENR_MONTH_DRAFT_CHARGE]);
  month_desk_wait_text (desk.window, open);
  g_assert_cmpuint (count_selected (&desk), ==, 1);
  g_assert_cmpuint (month_desk_count_rows (&desk, "checklist"), ==,
                    before - state->counts[ENR_MONTH_DAY_NOT_CLOSED]);
  desk_end (&desk);
}

/* In the program's window: a missing departure leads to the board, at that day and child. */
static void
test_settle_on_board (void)
{
  Desk desk;
  EnrWindow *window;
  g_autoptr (EnrMonthState) state = NULL;
  const EnrMonthItem *item = NULL;
  GtkWidget *list;
  guint position = ENR_MONTH_NO_DEPARTURE;

  month_desk_begin (&desk);
  state = month_desk_read_state (&desk);
  for (guint i = 0; i < state->items->len && item == NULL; i++)
    if (g_array_index (state->items, EnrMonthItem, i).kind == ENR_MONTH_NO_DEPARTURE)
      item = &g_array_index (state->items, EnrMonthItem, i);
  g_assert_nonnull (item);
  window = enr_window_new (NULL);
  gtk_window_present (GTK_WINDOW (window));
  enr_window_set_session (window, desk.session, FALSE);
  enr_window_show_page (window, "month");
  month_desk_wait_text (GTK_WIDGET (window), "Departures that are missing");
  enr_test_pass (300);
  enr_test_shot (GTK_WIDGET (window), "month-window");
  list = enr_test_find_id (GTK_WIDGET (window), "checklist");
  gtk_widget_activate_action (list, "list.activate-item", "u", position);
  gtk_widget_activate_action (list, "list.activate-item", "u", position + 1);
  g_assert_cmpint (enr_session_get_date (desk.session), ==, item->day);
  month_desk_wait_text (GTK_WIDGET (window), item->name);
  g_assert_true (ENR_IS_BOARD_PAGE (
      gtk_stack_get_visible_child (GTK_STACK (enr_test_find_id (GTK_WIDGET (window), "pages")))));
  enr_test_wait_until (enr_test_count_type (GTK_WIDGET (window), ENR_TYPE_BOARD_ROW) <= 3, LONG);
  enr_test_shot (GTK_WIDGET (window), "month-board");
  gtk_window_destroy (GTK_WINDOW (window));
  desk_end (&desk);
}

static void
test_months (void)
{
  Desk desk;

  month_desk_begin (&desk);
  month_desk_wait_loaded (&desk);
  desk_click (desk.window, "month.after");
  month_desk_wait_text (desk.window, "令和8年7月");
  /* Today is in that month. */
  g_assert_cmpint (enr_session_get_date (desk.session), ==, enr_clock_today ());
  month_desk_wait_text (desk.window, "Can be closed from*");
  g_assert_false (gtk_widget_is_sensitive (enr_test_find_id (desk.window, "close_button")));
  desk_click (desk.window, "month.before");
  month_desk_wait_text (desk.window, "令和8年6月");
  g_assert_cmpint (enr_session_get_date (desk.session), ==, month_desk_june);
  desk_end (&desk);
}

static void
test_find (void)
{
  Desk desk;
  GtkWidget *search;
  guint all;
  guint found;

  month_desk_begin (&desk);
  month_desk_wait_loaded (&desk);
  all = month_desk_count_rows (&desk, "list");
  search = enr_test_find_id (desk.window, "search");
  gtk_editable_set_text (GTK_EDITABLE (search), "せきぐち");
  g_signal_emit_by_name (search, "activate");
  g_assert_cmpuint (month_desk_count_rows (&desk, "list"), >, 0);
  g_assert_cmpuint (month_desk_count_rows (&desk, "list"), <, all);
  g_assert_cmpuint (count_selected (&desk), ==, 1);

  /* All are all that are there to be seen, and no others. */
  found = month_desk_count_rows (&desk, "list");
  desk_click (desk.window, "month.confirm-all");
  enr_test_wait_until (count_decided (&desk) > 0, LONG);
  g_assert_cmpint (count_decided (&desk), ==, found);
  gtk_editable_set_text (GTK_EDITABLE (search), "ほにゃらら");
  g_signal_emit_by_name (search, "activate");
  g_assert_true (enr_test_shows (desk.window, "No charge fits what is searched for."));
  g_assert_false (gtk_widget_get_sensitive (desk_find_button (desk.window, "month.confirm-all")));
  desk_end (&desk);
}

/*
 * Decisions
 */

static void
test_confirm (void)
{
  Desk desk;
  guint all;

  month_desk_begin (&desk);
  month_desk_wait_loaded (&desk);
  all = month_desk_count_rows (&desk, "list");
  desk_click (desk.window, "month.confirm-all");
  enr_test_wait_until (count_decided (&desk) == all, LONG);
  month_desk_wait_text (desk.window, "To decide 0");
  enr_test_shot (desk.window, "month-confirmed");
  enr_month_page_show_filter (ENR_MONTH_PAGE (desk.page), "open");
  g_assert_true (enr_test_shows (desk.window, "Every charge is decided."));

  /* A slip is taken back. */
  g_assert_nonnull (enr_session_get_undo_text (desk.session));
  enr_session_undo (desk.session);
  enr_test_wait_until (count_decided (&desk) == 0, LONG);
  enr_test_wait_until (month_desk_count_rows (&desk, "list") == all, LONG);

  /* One alone. */
  select_charge (&desk, 0);
  desk_click (desk.window, "month.confirm");
  enr_test_wait_until (count_decided (&desk) == 1, LONG);
  enr_test_wait_until (month_desk_count_rows (&desk, "list") == all - 1, LONG);
  desk_end (&desk);
}

static void
test_adjust (void)
{
  Desk desk;
  GtkWidget *dialog;

  month_desk_begin (&desk);
  month_desk_wait_loaded (&desk);
  select_charge (&desk, 0);
  activate (&desk, "list", 0);
  dialog = desk_wait_dialog (ENR_TYPE_DECISION_DIALOG);
  desk_set_text (dialog, "amount", "いくらか");
  desk_click (dialog, "dialog.save");
  g_assert_true (enr_test_shows (dialog, "Please write an amount of yen: 300."));
  desk_set_text (dialog, "amount", "１，２００円");
  desk_click (dialog, "dialog.save");
  month_desk_wait_text (dialog, "To charge another amount, or nothing, needs a reason.");
  g_assert_cmpint (count_decided (&desk), ==, 0);
  enr_test_shot (dialog, "month-adjust");
  desk_set_text (dialog, "reason", "お迎えの電車が遅れたため");
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_DECISION_DIALOG);
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT amount FROM care_decision WHERE state = "
                                                   "'adjusted' AND reason LIKE 'お迎えの%'"),
                   ==, 1200);
  month_desk_wait_text (desk.window, "*お迎えの電車が遅れたため*");
  month_desk_wait_text (desk.window, "1,200円");

  /* Confirming all leaves it alone. */
  desk_click (desk.window, "month.confirm-all");
  month_desk_wait_text (desk.window, "To decide 0");
  g_assert_cmpint (enr_test_query_int (
                       desk.store, "SELECT count(*) FROM care_decision WHERE state = 'adjusted'"),
                   ==, 1);
  enr_session_undo (desk.session);
  enr_test_wait_until (count_decided (&desk) == 1, LONG);

  /* Nothing at all, and back to the other amount with its reason. */
  enr_test_pass (1000);
  desk_click (desk.window, "month.exclude");
  dialog = desk_wait_dialog (ENR_TYPE_DECISION_DIALOG);
  desk_set_text (dialog, "reason", "園の都合で遅くなったため");
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_DECISION_DIALOG);
  month_desk_wait_text (desk.window, "Not charged");
  enr_session_undo (desk.session);
  month_desk_wait_text (desk.window, "*お迎えの電車が遅れたため*");
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT amount FROM care_decision WHERE state = "
                                                   "'adjusted'"),
                   ==, 1200);
  enr_test_pass (1000);
  desk_click (desk.window, "month.restore");
  enr_test_wait_until (count_decided (&desk) == 0, LONG);
  desk_end (&desk);
}

/*
 * The closing
 */

static void
close_in_two_clicks (Desk *desk)
{
  GtkWidget *dialog;

  g_assert_true (gtk_widget_has_css_class (enr_test_find_id (desk->window, "close_button"),
                                           "suggested-action"));
  desk_click (desk->window, "month.close");
  dialog = desk_wait_dialog (ENR_TYPE_MONTH_CLOSE_DIALOG);
  enr_test_shot (dialog, "month-close");
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_MONTH_CLOSE_DIALOG);
}

static void
test_close (void)
{
  Desk desk;
  GtkWidget *dialog;
  GtkRevealer *changed;
  g_autofree char *amount = NULL;
  gint64 total;

  month_desk_begin (&desk);
  month_desk_write (&desk, month_desk_settle);
  month_desk_wait_loaded (&desk);
  desk_click (desk.window, "month.confirm-all");
  month_desk_wait_text (desk.window, "Not closed. Nothing is open");
  changed = GTK_REVEALER (enr_test_find_id (desk.window, "changed"));
  g_assert_false (gtk_revealer_get_reveal_child (changed));
  enr_test_shot (desk.window, "month-settled");
  close_in_two_clicks (&desk);
  month_desk_wait_text (desk.window, "The month is closed (revision 1, *");
  g_assert_false (gtk_widget_get_visible (enr_test_find_id (desk.window, "close_button")));
  g_assert_cmpstr (desk.message, ==, "令和8年6月 is closed (revision 1)");
  total = enr_test_query_int (desk.store, "SELECT total FROM month_closing");
  g_assert_cmpint (total, >, 0);
  enr_test_shot (desk.window, "month-closed");

  /* A later correction shows against the closing; what was confirmed stays. */
  month_desk_write (&desk, month_desk_correct_punch);
  enr_test_wait_until (gtk_revealer_get_reveal_child (changed), LONG);
  month_desk_wait_text (desk.window, "Differing 1");
  amount = g_strdup_printf ("Computed now: %d円*", 400);
  g_assert_true (enr_test_shows (desk.window, amount));
  enr_test_shot (desk.window, "month-changed");
  enr_test_assert_nothing_cut (desk.window);
  month_desk_assert_fits (&desk);
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT sum(amount) FROM care_decision"), ==,
                   total);
  enr_month_page_show_filter (ENR_MONTH_PAGE (desk.page), "differing");
  g_assert_cmpuint (month_desk_count_rows (&desk, "list"), ==, 1);

  /* It is accepted, and the month closed again with a reason. */
  select_charge (&desk, 0);
  desk_click (desk.window, "month.confirm");
  month_desk_wait_text (desk.window, "Differing 0");
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT sum(amount) FROM care_decision"), >,
                   total);
  desk_click (desk.window, "month.close");
  dialog = desk_wait_dialog (ENR_TYPE_MONTH_CLOSE_DIALOG);
  desk_click (dialog, "dialog.save");
  month_desk_wait_text (dialog, "To close a month again needs a reason.");
  desk_set_text (dialog, "reason_row", "お迎えの時刻を直したため");
  enr_test_shot (dialog, "month-close-again");
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_MONTH_CLOSE_DIALOG);
  month_desk_wait_text (desk.window, "The month is closed (revision 2, *");
  enr_test_wait_until (!gtk_revealer_get_reveal_child (changed), LONG);
  g_assert_cmpint (
      enr_test_query_int (desk.store, "SELECT total FROM month_closing WHERE revision = 1"), ==,
      total);
  desk_end (&desk);
}

static void
test_close_all_the_same (void)
{
  Desk desk;
  GtkWidget *dialog;

  month_desk_begin (&desk);
  month_desk_wait_loaded (&desk);
  g_assert_false (gtk_widget_has_css_class (enr_test_find_id (desk.window, "close_button"),
                                            "suggested-action"));
  desk_click (desk.window, "month.close");
  dialog = desk_wait_dialog (ENR_TYPE_MONTH_CLOSE_DIALOG);
  g_assert_true (enr_test_shows (dialog, "Days that are not closed: *"));
  g_assert_true (
      gtk_widget_has_css_class (enr_test_find_id (dialog, "save_button"), "destructive-action"));
  enr_test_shot (dialog, "month-close-open");
  desk_click (dialog, "window.close");
  desk_wait_no_dialog (ENR_TYPE_MONTH_CLOSE_DIALOG);
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT count(*) FROM month_closing"), ==, 0);
  desk_click (desk.window, "month.close");
  desk_click (desk_wait_dialog (ENR_TYPE_MONTH_CLOSE_DIALOG), "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_MONTH_CLOSE_DIALOG);
  month_desk_wait_text (desk.window, "The month is closed (revision 1, *");
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT unresolved FROM month_closing"), >, 0);
  desk_end (&desk);
}

/* Somebody thinks better of the first charge. */
static gpointer
exclude_first (EnrDb *db, gpointer data, GError **error)
{
  g_autoptr (EnrMonthState) state = enr_month_state_load (db, month_desk_june, error);
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "office");
  const EnrCharge *charge = &g_array_index (state->care->charges, EnrCharge, 0);
  EnrChargeSeen seen = { charge->child_id, charge->day, charge->kind, charge->now_amount };

  return GINT_TO_POINTER (
      enr_care_decide (db, &actor, &seen, 1, ENR_CHARGE_EXCLUDED, 0, "園の都合", error));
}

/* A closed month's statistics are those that were closed, and the records of now only where they
 * are asked for. */
static void
test_closed_paper (void)
{
  GtkWidget *window, *page, *notice;
  GtkButton *live;
  g_autofree char *closed_label = NULL;
  Desk desk;

  month_desk_begin (&desk);
  month_desk_wait_loaded (&desk);
  month_desk_write (&desk, month_desk_settle);
  desk_click (desk.window, "month.confirm-all");
  enr_test_wait_until (
      gtk_widget_has_css_class (enr_test_find_id (desk.window, "close_button"), "suggested-action"),
      LONG);
  close_in_two_clicks (&desk);
  gtk_widget_set_visible (desk.window, FALSE);
  window = GTK_WIDGET (enr_window_new (NULL));
  gtk_window_set_default_size (GTK_WINDOW (window), 1024, 768);
  gtk_window_present (GTK_WINDOW (window));
  enr_window_set_session (ENR_WINDOW (window), desk.session, FALSE);
  page = GTK_WIDGET (enr_window_show_page (ENR_WINDOW (window), "papers"));
  enr_papers_page_show (ENR_PAPERS_PAGE (page), "statistics");
  notice = enr_test_find_id (page, "notice");
  enr_test_wait_until (
      g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (enr_test_find_id (page, "content"))),
                 "view")
          == 0,
      LONG);
  g_assert_false (gtk_revealer_get_reveal_child (GTK_REVEALER (notice)));

  month_desk_write (&desk, exclude_first);
  enr_test_wait_until (gtk_revealer_get_reveal_child (GTK_REVEALER (notice)), LONG);
  live = GTK_BUTTON (enr_test_find_id (page, "live_button"));
  closed_label = g_strdup (gtk_button_get_label (live));
  enr_test_pass (700);
  enr_test_shot (window, "papers-closed");
  enr_test_assert_nothing_cut (window);
  desk_click (page, "papers.live");
  enr_test_wait_until (!g_str_equal (gtk_button_get_label (live), closed_label), LONG);
  enr_test_pass (700);
  enr_test_shot (window, "papers-live");
  enr_test_assert_nothing_cut (window);
  desk_click (page, "papers.live");
  enr_test_wait_until (g_str_equal (gtk_button_get_label (live), closed_label), LONG);
  /* It is asked for anew for every paper. */
  desk_click (page, "papers.live");
  enr_test_wait_until (!g_str_equal (gtk_button_get_label (live), closed_label), LONG);
  enr_papers_page_show (ENR_PAPERS_PAGE (page), "statistics");
  enr_test_wait_until (g_str_equal (gtk_button_get_label (live), closed_label), LONG);

  /* Fees have no such choice: nobody can be asked to pay what was not closed. */
  enr_papers_page_show (ENR_PAPERS_PAGE (page), "fee-list");
  enr_test_wait_until (!gtk_widget_get_visible (GTK_WIDGET (live)), LONG);
  g_assert_true (gtk_revealer_get_reveal_child (GTK_REVEALER (notice)));
  enr_test_pass (700);
  enr_test_shot (window, "papers-fee-list-closed");
  enr_papers_page_show (ENR_PAPERS_PAGE (page), "fee-statement");
  enr_test_pass (1000);
  enr_test_shot (window, "papers-fee-statement-closed");
  gtk_window_destroy (GTK_WINDOW (window));
  desk_end (&desk);
}

int
main (int argc, char *argv[])
{
  enr_test_app_init (&argc, &argv);
  g_test_add_func ("/month/checklist", test_checklist);
  g_test_add_func ("/month/settle-on-board", test_settle_on_board);
  g_test_add_func ("/month/months", test_months);
  g_test_add_func ("/month/find", test_find);
  g_test_add_func ("/month/confirm", test_confirm);
  g_test_add_func ("/month/adjust", test_adjust);
  g_test_add_func ("/month/close", test_close);
  g_test_add_func ("/month/close-all-the-same", test_close_all_the_same);
  g_test_add_func ("/month/closed-paper", test_closed_paper);
  return enr_test_app_run ();
}
