/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A month's end as the office does it: what is left to settle, the charges, the closing and what
 * comes after it, and the city's form.
 */
#include "config.h"

#include <string.h>
#include <glib/gstdio.h>
#include <xlsxwriter.h>
#include <zip.h>

#include "app/board/board-page.h"
#include "app/board/board-row.h"
#include "app/month/city-form-window.h"
#include "app/month/decision-dialog.h"
#include "app/month/month-close-dialog.h"
#include "app/month/month-page.h"
#include "app/month/tag-window.h"
#include "app/window.h"
#include "attendance/closing.h"
#include "attendance/entry.h"
#include "base/clock.h"
#include "desk.h"
#include "fees/decision.h"
#include "fees/rule.h"
#include "month/closing.h"
#include "nursery/error.h"
#include "reports/city-form.h"

#define N_CHILDREN 24

/* The month that is closed: the one before the day on which the office sits down to it. */
static EnrDate june;

static EnrActor office;

/*
 * What the office has done until then
 */

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
load_state (EnrDb *db, gpointer data, GError **error)
{
  return enr_month_state_load (db, june, error);
}

static EnrMonthState *
read_state (Desk *desk)
{
  g_autoptr (GError) error = NULL;
  EnrMonthState *state = enr_test_read (desk->store, load_state, NULL, &error);

  g_assert_no_error (error);
  return state;
}

/* A closed day is opened where something of it is entered. */
static void
open_day (EnrDb *db, EnrDate day)
{
  g_autoptr (GError) error = NULL;

  if (!enr_day_reopen (db, &office, day, "記入もれ", &error))
    g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY);
}

static void
settle_item (EnrDb *db, const EnrMonthItem *item)
{
  g_autoptr (GError) error = NULL;
  EnrEntryAbsence absence = { "sick", "", "" };
  EnrEntryTimes times = { ENR_MINUTES_KEEP, 17 * 60, NULL };

  if (item->kind == ENR_MONTH_NO_WORD)
    {
      open_day (db, item->day);
      enr_entry_set_absence (db, &office, &item->child_id, item->day, &absence, &error);
    }
  else if (item->kind == ENR_MONTH_NO_DEPARTURE)
    {
      open_day (db, item->day);
      enr_entry_set_times (db, &office, &item->child_id, item->day, &times, "打刻忘れ", &error);
    }
  g_assert_no_error (error);
}

/* Everything but the charges. */
static gpointer
settle (EnrDb *db, gpointer data, GError **error)
{
  g_autoptr (EnrMonthState) before = enr_month_state_load (db, june, error);
  g_autoptr (EnrMonthState) after = NULL;

  for (guint i = 0; i < before->items->len; i++)
    settle_item (db, &g_array_index (before->items, EnrMonthItem, i));
  after = enr_month_state_load (db, june, error);
  for (guint i = 0; i < after->items->len; i++)
    {
      const EnrMonthItem *item = &g_array_index (after->items, EnrMonthItem, i);

      if (item->kind == ENR_MONTH_DAY_NOT_CLOSED)
        enr_day_close (db, &office, item->day, NULL, NULL);
    }
  return GINT_TO_POINTER (TRUE);
}

/* The first child who has a charge, and its day. */
static EnrChargeSeen first_charge;

/* The child stayed longer than was written down: a unit more. */
static gpointer
correct_punch (EnrDb *db, gpointer data, GError **error)
{
  EnrEntryTimes times = { ENR_MINUTES_KEEP, 20 * 60, NULL };

  open_day (db, first_charge.day);
  return GINT_TO_POINTER (enr_entry_set_times (db, &office, &first_charge.child_id,
                                               first_charge.day, &times, "打刻の訂正", error)
                          && enr_day_close (db, &office, first_charge.day, NULL, error));
}

static void
do_write (Desk *desk, EnrStoreFunc func)
{
  g_autoptr (GError) error = NULL;

  enr_test_write (desk->store, func, NULL, &error);
  g_assert_no_error (error);
}

static void
begin (Desk *desk)
{
  g_autoptr (EnrMonthState) state = NULL;
  const EnrCharge *charge;
  EnrStore *store;

  office = enr_actor (ENR_ACTOR_OFFICE, "office");
  enr_test_set_now ("2026-07-01T10:00");
  june = enr_date_new (2026, 6, 1);
  store = enr_test_store_new_sample (N_CHILDREN, 35);
  desk_begin (desk, store, ENR_TYPE_MONTH_PAGE);
  do_write (desk, make_rule);
  enr_session_set_date (desk->session, june + 9);
  state = read_state (desk);
  charge = &g_array_index (state->care->charges, EnrCharge, 0);
  first_charge = (EnrChargeSeen){ charge->child_id, charge->day, charge->kind, charge->amount };
}

/*
 * The page
 */

static void
wait_text (GtkWidget *root, const char *text)
{
  enr_test_wait_until (enr_test_shows (root, text), LONG);
}

static guint
count_rows (Desk *desk, const char *list)
{
  GtkSelectionModel *model
      = gtk_list_view_get_model (GTK_LIST_VIEW (enr_test_find_id (desk->window, list)));

  return g_list_model_get_n_items (G_LIST_MODEL (model));
}

static void
wait_loaded (Desk *desk)
{
  wait_text (desk->window, "令和8年6月");
  enr_test_wait_until (count_rows (desk, "list") > 0, LONG);
}

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
assert_fits (Desk *desk)
{
  int width;
  int height;

  gtk_widget_measure (desk->page, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  g_assert_cmpint (width, <=, 870);
  gtk_widget_measure (desk->page, GTK_ORIENTATION_VERTICAL, 870, &height, NULL, NULL, NULL);
  g_assert_cmpint (height, <=, 500);
}

static void
test_checklist (void)
{
  Desk desk;
  g_autoptr (EnrMonthState) state = NULL;
  g_autofree char *open = NULL;
  guint before;

  begin (&desk);
  wait_loaded (&desk);
  state = read_state (&desk);
  g_assert_cmpuint (state->counts[ENR_MONTH_DRAFT_CHARGE], >, 0);
  g_assert_cmpuint (state->counts[ENR_MONTH_DAY_NOT_CLOSED], >, 0);
  open = g_strdup_printf ("Not closed. %u things are open", state->items->len);
  wait_text (desk.window, open);
  g_assert_cmpuint (count_rows (&desk, "checklist"), ==, ENR_MONTH_N_ITEMS);
  for (int kind = 0; kind < ENR_MONTH_N_ITEMS; kind++)
    {
      g_autofree char *number = g_strdup_printf ("%u", state->counts[kind]);

      g_assert_true (enr_test_shows (desk.window, enr_month_item_label (kind)));
      g_assert_true (state->counts[kind] == 0 || enr_test_shows (desk.window, number));
    }
  enr_test_shot (desk.window, "month-open");
  enr_test_assert_nothing_cut (desk.window);
  assert_fits (&desk);

  /* A kind unfolds, and an item of it leads to its day; what is settled does not unfold. */
  activate (&desk, "checklist", ENR_MONTH_DAY_NOT_CLOSED);
  before = ENR_MONTH_N_ITEMS + state->counts[ENR_MONTH_DAY_NOT_CLOSED];
  g_assert_cmpuint (count_rows (&desk, "checklist"), ==, before);
  enr_test_shot (desk.window, "month-unfolded");
  activate (&desk, "checklist", ENR_MONTH_DAY_NOT_CLOSED + 1);
  g_assert_cmpint (enr_session_get_date (desk.session), ==,
                   g_array_index (state->items, EnrMonthItem, 0).day);

  /* A charge is on this page: it is selected. */
  activate (&desk, "checklist", before - ENR_MONTH_N_ITEMS + ENR_MONTH_DRAFT_CHARGE);
  activate (&desk, "checklist", before - ENR_MONTH_N_ITEMS + ENR_MONTH_DRAFT_CHARGE + 1);
  g_assert_cmpuint (count_selected (&desk), ==, 1);

  /* What is unfolded and selected stays as the page is read anew. */
  before = count_rows (&desk, "checklist");
  do_write (&desk, settle);
  g_free (open);
  open = g_strdup_printf ("Not closed. %u things are open", state->counts[ENR_MONTH_DRAFT_CHARGE]);
  wait_text (desk.window, open);
  g_assert_cmpuint (count_selected (&desk), ==, 1);
  g_assert_cmpuint (count_rows (&desk, "checklist"), ==,
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

  begin (&desk);
  state = read_state (&desk);
  for (guint i = 0; i < state->items->len && item == NULL; i++)
    if (g_array_index (state->items, EnrMonthItem, i).kind == ENR_MONTH_NO_DEPARTURE)
      item = &g_array_index (state->items, EnrMonthItem, i);
  g_assert_nonnull (item);
  window = enr_window_new (NULL);
  gtk_window_present (GTK_WINDOW (window));
  enr_window_set_session (window, desk.session, FALSE);
  enr_window_show_page (window, "month");
  wait_text (GTK_WIDGET (window), "Departures that are missing");
  enr_test_pass (300);
  enr_test_shot (GTK_WIDGET (window), "month-window");
  list = enr_test_find_id (GTK_WIDGET (window), "checklist");
  gtk_widget_activate_action (list, "list.activate-item", "u", position);
  gtk_widget_activate_action (list, "list.activate-item", "u", position + 1);
  g_assert_cmpint (enr_session_get_date (desk.session), ==, item->day);
  wait_text (GTK_WIDGET (window), item->name);
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

  begin (&desk);
  wait_loaded (&desk);
  desk_click (desk.window, "month.after");
  wait_text (desk.window, "令和8年7月");
  /* Today is in that month. */
  g_assert_cmpint (enr_session_get_date (desk.session), ==, enr_clock_today ());
  wait_text (desk.window, "Can be closed from*");
  g_assert_false (gtk_widget_is_sensitive (enr_test_find_id (desk.window, "close_button")));
  desk_click (desk.window, "month.before");
  wait_text (desk.window, "令和8年6月");
  g_assert_cmpint (enr_session_get_date (desk.session), ==, june);
  desk_end (&desk);
}

static void
test_find (void)
{
  Desk desk;
  GtkWidget *search;
  guint all;

  begin (&desk);
  wait_loaded (&desk);
  all = count_rows (&desk, "list");
  search = enr_test_find_id (desk.window, "search");
  gtk_editable_set_text (GTK_EDITABLE (search), "せきぐち");
  g_signal_emit_by_name (search, "activate");
  g_assert_cmpuint (count_rows (&desk, "list"), >, 0);
  g_assert_cmpuint (count_rows (&desk, "list"), <, all);
  g_assert_cmpuint (count_selected (&desk), ==, 1);
  gtk_editable_set_text (GTK_EDITABLE (search), "ほにゃらら");
  g_signal_emit_by_name (search, "activate");
  g_assert_true (enr_test_shows (desk.window, "No charge fits what is searched for."));
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

  begin (&desk);
  wait_loaded (&desk);
  all = count_rows (&desk, "list");
  desk_click (desk.window, "month.confirm-all");
  enr_test_wait_until (count_decided (&desk) == all, LONG);
  wait_text (desk.window, "To decide 0");
  enr_test_shot (desk.window, "month-confirmed");
  enr_month_page_show_filter (ENR_MONTH_PAGE (desk.page), "open");
  g_assert_true (enr_test_shows (desk.window, "Every charge is decided."));

  /* A slip is taken back. */
  g_assert_nonnull (enr_session_get_undo_text (desk.session));
  enr_session_undo (desk.session);
  enr_test_wait_until (count_decided (&desk) == 0, LONG);
  enr_test_wait_until (count_rows (&desk, "list") == all, LONG);

  /* One alone. */
  select_charge (&desk, 0);
  desk_click (desk.window, "month.confirm");
  enr_test_wait_until (count_decided (&desk) == 1, LONG);
  enr_test_wait_until (count_rows (&desk, "list") == all - 1, LONG);
  desk_end (&desk);
}

static void
test_adjust (void)
{
  Desk desk;
  GtkWidget *dialog;

  begin (&desk);
  wait_loaded (&desk);
  select_charge (&desk, 0);
  activate (&desk, "list", 0);
  dialog = desk_wait_dialog (ENR_TYPE_DECISION_DIALOG);
  desk_set_text (dialog, "amount", "いくらか");
  desk_click (dialog, "dialog.save");
  g_assert_true (enr_test_shows (dialog, "Please write an amount of yen: 300."));
  desk_set_text (dialog, "amount", "１，２００円");
  desk_click (dialog, "dialog.save");
  wait_text (dialog, "To charge another amount, or nothing, needs a reason.");
  g_assert_cmpint (count_decided (&desk), ==, 0);
  enr_test_shot (dialog, "month-adjust");
  desk_set_text (dialog, "reason", "お迎えの電車が遅れたため");
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_DECISION_DIALOG);
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT amount FROM care_decision WHERE state = "
                                                   "'adjusted' AND reason LIKE 'お迎えの%'"),
                   ==, 1200);
  wait_text (desk.window, "*お迎えの電車が遅れたため*");
  wait_text (desk.window, "1,200円");

  /* Confirming all leaves it alone. */
  desk_click (desk.window, "month.confirm-all");
  wait_text (desk.window, "To decide 0");
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
  wait_text (desk.window, "Not charged");
  enr_session_undo (desk.session);
  wait_text (desk.window, "*お迎えの電車が遅れたため*");
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

  begin (&desk);
  do_write (&desk, settle);
  wait_loaded (&desk);
  desk_click (desk.window, "month.confirm-all");
  wait_text (desk.window, "Not closed. Nothing is open");
  changed = GTK_REVEALER (enr_test_find_id (desk.window, "changed"));
  g_assert_false (gtk_revealer_get_reveal_child (changed));
  enr_test_shot (desk.window, "month-settled");
  close_in_two_clicks (&desk);
  wait_text (desk.window, "The month is closed (revision 1, *");
  g_assert_false (gtk_widget_get_visible (enr_test_find_id (desk.window, "close_button")));
  g_assert_cmpstr (desk.message, ==, "令和8年6月 is closed (revision 1)");
  total = enr_test_query_int (desk.store, "SELECT total FROM month_closing");
  g_assert_cmpint (total, >, 0);
  enr_test_shot (desk.window, "month-closed");

  /* A later correction shows against the closing; what was confirmed stays. */
  do_write (&desk, correct_punch);
  enr_test_wait_until (gtk_revealer_get_reveal_child (changed), LONG);
  wait_text (desk.window, "Differing 1");
  amount = g_strdup_printf ("Computed now: %d円*", 400);
  g_assert_true (enr_test_shows (desk.window, amount));
  enr_test_shot (desk.window, "month-changed");
  enr_test_assert_nothing_cut (desk.window);
  assert_fits (&desk);
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT sum(amount) FROM care_decision"), ==,
                   total);
  enr_month_page_show_filter (ENR_MONTH_PAGE (desk.page), "differing");
  g_assert_cmpuint (count_rows (&desk, "list"), ==, 1);

  /* It is accepted, and the month closed again with a reason. */
  select_charge (&desk, 0);
  desk_click (desk.window, "month.confirm");
  wait_text (desk.window, "Differing 0");
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT sum(amount) FROM care_decision"), >,
                   total);
  desk_click (desk.window, "month.close");
  dialog = desk_wait_dialog (ENR_TYPE_MONTH_CLOSE_DIALOG);
  desk_click (dialog, "dialog.save");
  wait_text (dialog, "To close a month again needs a reason.");
  desk_set_text (dialog, "reason_row", "お迎えの時刻を直したため");
  enr_test_shot (dialog, "month-close-again");
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_MONTH_CLOSE_DIALOG);
  wait_text (desk.window, "The month is closed (revision 2, *");
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

  begin (&desk);
  wait_loaded (&desk);
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
  wait_text (desk.window, "The month is closed (revision 1, *");
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT unresolved FROM month_closing"), >, 0);
  desk_end (&desk);
}

/*
 * The city's form
 */

/* A form with the nursery's name, the month, and the children's names going down @n_rows. */
static void
make_form (const char *path, guint n_rows)
{
  lxw_workbook *book = workbook_new (path);
  lxw_worksheet *sheet = workbook_add_worksheet (book, "名簿");
  lxw_format *box = workbook_add_format (book);

  format_set_border (box, LXW_BORDER_THIN);
  worksheet_write_string (sheet, 0, 0, "{{facility.name}}", NULL);
  worksheet_write_string (sheet, 1, 0, "{{month}}の利用状況", NULL);
  worksheet_write_string (sheet, 1, 3, "{{no.such.tag}}", NULL);
  for (guint row = 0; row < n_rows; row++)
    worksheet_write_blank (sheet, 3 + row, 0, box);
  worksheet_write_string (sheet, 3, 0, "{{children.name}}", box);
  worksheet_write_string (sheet, 3 + n_rows, 0, "合計", box);
  g_assert_cmpint (workbook_close (book), ==, LXW_NO_ERROR);
}

static GtkWidget *
open_form (Desk *desk, const char *form)
{
  GtkWidget *window;

  desk_click (desk->window, "month.fill-form");
  window = desk_wait_dialog (ENR_TYPE_CITY_FORM_WINDOW);
  enr_city_form_window_open (ENR_CITY_FORM_WINDOW (window), form);
  return window;
}

static void
fill_into (GtkWidget *window, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  enr_city_form_window_write (ENR_CITY_FORM_WINDOW (window), file);
}

/* What is in a member of a spreadsheet. */
static char *
read_member (const char *path, const char *member)
{
  zip_t *archive = zip_open (path, ZIP_RDONLY, NULL);
  zip_file_t *file;
  zip_stat_t stat;
  char *text;

  g_assert_nonnull (archive);
  g_assert_cmpint (zip_stat (archive, member, 0, &stat), ==, 0);
  text = g_malloc0 (stat.size + 1);
  file = zip_fopen (archive, member, 0);
  g_assert_nonnull (file);
  g_assert_cmpint (zip_fread (file, text, stat.size), ==, stat.size);
  zip_fclose (file);
  zip_discard (archive);
  return text;
}

static void
test_form (void)
{
  Desk desk;
  GtkWidget *window;
  g_autofree char *form = desk_new_path ("city.xlsx");
  g_autofree char *output = desk_new_path ("filled.xlsx");
  g_autofree char *strings = NULL;
  g_autofree char *sheet = NULL;
  g_autofree char *name = NULL;
  g_autofree char *all = NULL;

  make_form (form, N_CHILDREN + 6);
  begin (&desk);
  wait_loaded (&desk);
  window = open_form (&desk, form);
  wait_text (window, "3 tags will be filled");
  g_assert_true (enr_test_shows (window, "{{no.such.tag}}"));
  g_assert_true (enr_test_shows (window, "Sheet “名簿”, cell D2"));
  enr_test_pass (200);
  enr_test_shot (window, "month-form");
  fill_into (window, output);
  desk_wait_no_dialog (ENR_TYPE_CITY_FORM_WINDOW);
  g_assert_true (g_str_has_prefix (desk.message, "The form is filled: "));
  g_assert_false (desk.is_failure);
  strings = read_member (output, "xl/sharedStrings.xml");
  sheet = read_member (output, "xl/worksheets/sheet1.xml");
  all = g_strconcat (strings, sheet, NULL);
  name = enr_test_query_text (desk.store, "SELECT name FROM facility");
  g_assert_nonnull (strstr (all, name));
  g_assert_nonnull (strstr (all, "令和8年6月の利用状況"));
  g_assert_null (strstr (sheet, "{{children.name}}"));
  desk_end (&desk);
  desk_drop_file (g_steal_pointer (&form));
  desk_drop_file (g_steal_pointer (&output));
}

static void
test_form_refused (void)
{
  Desk desk;
  GtkWidget *window;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = desk_new_path ("letter.xlsx");
  g_autofree char *small = desk_new_path ("small.xlsx");
  g_autofree char *output = desk_new_path ("filled.xlsx");

  g_file_set_contents (text, "これは表計算のファイルではありません。", -1, &error);
  g_assert_no_error (error);
  make_form (small, 3);
  g_unlink (output);
  begin (&desk);
  wait_loaded (&desk);
  window = open_form (&desk, text);
  enr_test_wait_until (gtk_widget_get_mapped (enr_test_find_id (window, "error_box")), LONG);
  g_assert_false (gtk_widget_is_sensitive (desk_find_button (window, "form.fill")));
  enr_test_shot (window, "month-form-refused");

  /* Another one, in which the children have no room. */
  enr_city_form_window_open (ENR_CITY_FORM_WINDOW (window), small);
  wait_text (window, "3 tags will be filled");
  g_assert_false (gtk_widget_get_mapped (enr_test_find_id (window, "error_box")));
  fill_into (window, output);
  enr_test_wait_until (gtk_widget_get_mapped (enr_test_find_id (window, "error_box")), LONG);
  g_test_message ("%s", gtk_label_get_text (GTK_LABEL (enr_test_find_id (window, "error_label"))));
  g_assert_false (g_file_test (output, G_FILE_TEST_EXISTS));
  enr_test_shot (window, "month-form-no-room");
  desk_click (window, "window.close");
  desk_wait_no_dialog (ENR_TYPE_CITY_FORM_WINDOW);
  desk_end (&desk);
  desk_drop_file (g_steal_pointer (&text));
  desk_drop_file (g_steal_pointer (&small));
  desk_drop_file (g_steal_pointer (&output));
}

static void
test_tags (void)
{
  Desk desk;
  GtkWidget *window;
  GtkWidget *form;
  GtkListBox *list;
  int n = 0;

  begin (&desk);
  wait_loaded (&desk);
  desk_click (desk.window, "month.fill-form");
  form = desk_wait_dialog (ENR_TYPE_CITY_FORM_WINDOW);
  desk_click (form, "form.tags");
  window = desk_wait_dialog (ENR_TYPE_TAG_WINDOW);
  list = GTK_LIST_BOX (enr_test_find_id (window, "list"));
  for (const EnrCityTag *tag = enr_city_tags (); tag->name != NULL; tag++)
    n++;
  g_assert_nonnull (gtk_list_box_get_row_at_index (list, n - 1));
  g_assert_null (gtk_list_box_get_row_at_index (list, n));
  g_assert_true (enr_test_shows (window, "{{facility.name}}"));
  enr_test_shot (window, "month-tags");
  enr_test_click (desk_find_button (window, "tags.copy"));
  wait_text (window, "Copied: {{facility.name}}");
  desk_set_text (window, "search", "children.name");
  enr_test_wait_until (!enr_test_shows (window, "{{facility.name}}"), LONG);
  gtk_window_close (GTK_WINDOW (window));
  desk_wait_no_dialog (ENR_TYPE_TAG_WINDOW);
  desk_click (form, "window.close");
  desk_wait_no_dialog (ENR_TYPE_CITY_FORM_WINDOW);
  desk_end (&desk);
}

/* Every screen of the month's end in the language that is set, and that all of its words have room.
 */
static void
take_picture (GtkWidget *window, const char *name)
{
  enr_test_pass (300);
  enr_test_shot (window, name);
  enr_test_assert_nothing_cut (window);
}

static void
test_pictures (void)
{
  Desk desk;
  GtkWidget *window;
  GtkWidget *dialog;
  GtkRevealer *changed;
  g_autofree char *form = desk_new_path ("city.xlsx");

  make_form (form, N_CHILDREN + 6);
  begin (&desk);
  gtk_widget_set_visible (desk.window, FALSE);
  window = GTK_WIDGET (enr_window_new (NULL));
  gtk_window_set_default_size (GTK_WINDOW (window), 1024, 768);
  gtk_window_present (GTK_WINDOW (window));
  enr_window_set_session (ENR_WINDOW (window), desk.session, FALSE);
  desk.page = GTK_WIDGET (enr_window_show_page (ENR_WINDOW (window), "month"));
  changed = GTK_REVEALER (enr_test_find_id (desk.page, "changed"));
  enr_test_wait_until (gtk_widget_get_mapped (enr_test_find_id (desk.page, "checklist")), LONG);
  gtk_widget_activate_action (enr_test_find_id (desk.page, "checklist"), "list.activate-item", "u",
                              (guint) ENR_MONTH_DAY_NOT_CLOSED);
  gtk_selection_model_select_item (
      gtk_list_view_get_model (GTK_LIST_VIEW (enr_test_find_id (desk.page, "list"))), 1, TRUE);
  take_picture (window, "month-screen-open");
  assert_fits (&desk);
  gtk_widget_activate_action (desk.page, "month.adjust", NULL);
  dialog = desk_wait_dialog (ENR_TYPE_DECISION_DIALOG);
  take_picture (dialog, "month-screen-adjust");
  desk_set_text (dialog, "amount", "50");
  desk_set_text (dialog, "reason", "電車が遅れたため");
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_DECISION_DIALOG);
  wait_text (desk.page, "50円");
  desk_click (desk.page, "month.close");
  dialog = desk_wait_dialog (ENR_TYPE_MONTH_CLOSE_DIALOG);
  take_picture (dialog, "month-screen-close-open");
  desk_click (dialog, "window.close");
  desk_wait_no_dialog (ENR_TYPE_MONTH_CLOSE_DIALOG);

  do_write (&desk, settle);
  desk_click (desk.page, "month.confirm-all");
  enr_test_wait_until (
      gtk_widget_has_css_class (enr_test_find_id (desk.page, "close_button"), "suggested-action"),
      LONG);
  take_picture (window, "month-screen-settled");
  desk_click (desk.page, "month.close");
  dialog = desk_wait_dialog (ENR_TYPE_MONTH_CLOSE_DIALOG);
  take_picture (dialog, "month-screen-close");
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_MONTH_CLOSE_DIALOG);
  enr_test_wait_until (!gtk_widget_get_visible (enr_test_find_id (desk.page, "close_button")),
                       LONG);
  do_write (&desk, correct_punch);
  enr_test_wait_until (gtk_revealer_get_reveal_child (changed), LONG);
  take_picture (window, "month-screen-changed");
  assert_fits (&desk);
  gtk_widget_activate_action (desk.page, "month.close", NULL);
  dialog = desk_wait_dialog (ENR_TYPE_MONTH_CLOSE_DIALOG);
  take_picture (dialog, "month-screen-close-again");
  gtk_window_close (GTK_WINDOW (dialog));
  desk_wait_no_dialog (ENR_TYPE_MONTH_CLOSE_DIALOG);

  desk_click (desk.page, "month.fill-form");
  dialog = desk_wait_dialog (ENR_TYPE_CITY_FORM_WINDOW);
  enr_city_form_window_open (ENR_CITY_FORM_WINDOW (dialog), form);
  enr_test_wait_until (gtk_widget_get_mapped (enr_test_find_id (dialog, "found_row")), LONG);
  take_picture (dialog, "month-screen-form");
  desk_click (dialog, "form.tags");
  take_picture (desk_wait_dialog (ENR_TYPE_TAG_WINDOW), "month-screen-tags");
  gtk_window_close (GTK_WINDOW (desk_find_dialog (ENR_TYPE_TAG_WINDOW)));
  desk_click (dialog, "window.close");
  desk_wait_no_dialog (ENR_TYPE_CITY_FORM_WINDOW);
  gtk_window_destroy (GTK_WINDOW (window));
  desk_end (&desk);
  desk_drop_file (g_steal_pointer (&form));
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
  g_test_add_func ("/month/form", test_form);
  g_test_add_func ("/month/form-refused", test_form_refused);
  g_test_add_func ("/month/tags", test_tags);
  g_test_add_func ("/month/pictures", test_pictures);
  return g_test_run ();
}
