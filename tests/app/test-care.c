/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Extended care where people meet it: its rules in the settings, the board, the door, a child's
 * page.
 */
#include "config.h"

#include "app/board/board-page.h"
#include "app/children/children-page.h"
#include "app/children/terms-dialog.h"
#include "app/settings/care-rule-dialog.h"
#include "app/settings/settings-page.h"
#include "attendance/stamp.h"
#include "desk.h"
#include "fees/care-month.h"
#include "fees/decision.h"
#include "fees/rule-text.h"
#include "kiosk-door.h"

#define wait_count(desk, sql, n)                                                                   \
  enr_test_wait_until (enr_test_query_int ((desk)->store, sql) == (n), LONG)

static EnrActor
office (void)
{
  return enr_actor (ENR_ACTOR_OFFICE, enr_actor_this_device ());
}

/* After 18:00 with 5 minutes of grace, 100 yen for 15 minutes. */
static gpointer
add_rule (EnrDb *db, gpointer data, GError **error)
{
  g_autoptr (EnrCareRule) rule = enr_care_rule_new ();
  EnrActor actor = office ();

  rule->name = (g_free (rule->name), g_strdup ("延長保育"));
  rule->first = enr_date_new (2026, 4, 1);
  rule->n_bands = 2;
  rule->bands[0] = (EnrCareBand){ ENR_BAND_AFTER, 18 * 60, ENR_MINUTES_MAX, 0, 5, 15, 100 };
  rule->bands[1] = (EnrCareBand){ ENR_BAND_BEFORE, 0, 7 * 60 + 30, 0, 0, 30, 50 };
  return enr_care_rule_save (db, &actor, rule, error) ? GINT_TO_POINTER (TRUE) : NULL;
}

static void
make_rule (EnrStore *store)
{
  g_autoptr (GError) error = NULL;

  enr_test_write (store, add_rule, NULL, &error);
  g_assert_no_error (error);
}

typedef struct
{
  const EnrUuid *child;
  const char *at;
} Punch;

static gpointer
punch (EnrDb *db, gpointer data, GError **error)
{
  const Punch *wanted = data;
  EnrActor actor = office ();
  EnrPunch made = { 0 };

  return enr_stamp_punch (db, &actor, wanted->child, enr_instant_parse_local (wanted->at),
                          ENR_SOURCE_OFFICE, "", &made, error)
             ? GINT_TO_POINTER (TRUE)
             : NULL;
}

static void
punch_at (EnrStore *store, const EnrUuid *child, const char *at)
{
  g_autoptr (GError) error = NULL;
  Punch wanted = { child, at };

  enr_test_write (store, punch, &wanted, &error);
  g_assert_no_error (error);
}

/*
 * Settings
 */

static void
open_settings (Desk *desk)
{
  enr_test_set_now ("2026-06-10T10:00");
  desk_begin (desk, enr_test_store_new_small (NULL), ENR_TYPE_SETTINGS_PAGE);
  enr_settings_page_show_part (ENR_SETTINGS_PAGE (desk->page), "care");
}

static GtkWidget *
first_band (GtkWidget *dialog)
{
  return enr_test_find_id (dialog, "window");
}

static void
save_rule (GtkWidget *dialog)
{
  desk_click (dialog, "dialog.save");
}

static void
test_add_rule (void)
{
  Desk desk;
  GtkWidget *dialog;

  open_settings (&desk);
  enr_test_wait_until (enr_test_shows (desk.window, "No rules yet*"), LONG);
  enr_test_shot (desk.window, "care-settings-empty");
  desk_click (desk.window, "care.add");
  dialog = desk_wait_dialog (ENR_TYPE_CARE_RULE_DIALOG);

  /* The window begins where the facility's hours end, and follows whom it is for. */
  g_assert_true (enr_test_shows (dialog, "*18:00*"));
  desk_select (dialog, "hours", 2);
  g_assert_cmpstr (
      gtk_editable_get_text (GTK_EDITABLE (enr_test_find_id (first_band (dialog), "start"))), ==,
      "16:30");
  desk_select (dialog, "hours", 1);
  g_assert_cmpstr (
      gtk_editable_get_text (GTK_EDITABLE (enr_test_find_id (first_band (dialog), "start"))), ==,
      "18:00");

  /* What the engine makes of it is there while it is entered. */
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (enr_test_find_id (dialog, "price")), 100);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (enr_test_find_id (dialog, "unit")), 15);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (enr_test_find_id (dialog, "grace")), 5);
  g_assert_true (enr_test_shows (dialog,
                                 "Example: leaving at 18:21 → 18:21 - (18:00 + 5 min grace) "
                                 "= 16 min, 2 units of 15 min, 200円"));
  desk_set_text (dialog, "name", "令和8年度 延長保育");
  desk_set_text (dialog, "first", "R8.4.1");
  desk_set_text (dialog, "daily_cap", "１，０００円");
  enr_test_shot (dialog, "care-rule-new");
  enr_test_assert_nothing_cut (dialog);
  save_rule (dialog);
  desk_wait_no_dialog (ENR_TYPE_CARE_RULE_DIALOG);
  g_assert_cmpint (enr_test_query_int (desk.store,
                                       "SELECT count(*) FROM care_rule r JOIN care_band b ON "
                                       "b.rule_id = r.id WHERE r.name = '令和8年度 延長保育' "
                                       "AND r.first_day = '2026-04-01' AND r.daily_cap = 1000 "
                                       "AND r.care_hours = 'standard' AND b.kind = 'after' "
                                       "AND b.first = 1080 AND b.grace = 5 AND b.unit = 15 "
                                       "AND b.price = 100"),
                   ==, 1);
  enr_test_wait_until (
      enr_test_shows (desk.window, "*Standard hours from 18:00 15 min 100円 grace 5 min*"), LONG);
  enr_test_shot (desk.window, "care-settings");
  enr_test_assert_nothing_cut (desk.window);
  desk_end (&desk);
}

static void
assert_no_rule (Desk *desk)
{
  g_assert_cmpint (enr_test_query_int (desk->store, "SELECT count(*) FROM care_rule"), ==, 0);
}

/* Each bad value is told in a sentence below its field, and nothing is saved. */
static void
test_bad_values (void)
{
  Desk desk;
  GtkWidget *dialog;

  open_settings (&desk);
  enr_test_wait_until (enr_test_shows (desk.window, "No rules yet*"), LONG);
  desk_click (desk.window, "care.add");
  dialog = desk_wait_dialog (ENR_TYPE_CARE_RULE_DIALOG);

  desk_set_text (dialog, "name", " ");
  g_assert_true (enr_test_shows (dialog, "The rule needs a name."));
  save_rule (dialog);
  g_assert_true (gtk_widget_has_css_class (enr_test_find_id (dialog, "name"), "error"));
  desk_set_text (dialog, "name", "延長保育");

  desk_set_text (dialog, "last", "2026/13/1");
  save_rule (dialog);
  g_assert_true (gtk_widget_has_css_class (enr_test_find_id (dialog, "last"), "error"));
  desk_set_text (dialog, "last", "2026/5/1");
  save_rule (dialog);
  g_assert_true (enr_test_shows (dialog, "The rule ends before it begins."));
  desk_set_text (dialog, "last", "");

  desk_set_text (first_band (dialog), "start", "7時");
  desk_set_text (first_band (dialog), "end", "6時");
  save_rule (dialog);
  g_assert_true (enr_test_shows (dialog, "The window 7:00 to 6:00 ends before it begins."));
  enr_test_pass (200);
  enr_test_shot (dialog, "care-rule-refused");
  desk_set_text (first_band (dialog), "start", "夕方");
  save_rule (dialog);
  g_assert_true (enr_test_shows (dialog, "This is not a time. Write it as 7:30 or 19:00."));
  desk_set_text (first_band (dialog), "start", "18:00");
  desk_set_text (first_band (dialog), "end", "27:00");

  desk_set_text (dialog, "monthly_cap", "五百円");
  save_rule (dialog);
  g_assert_true (gtk_widget_has_css_class (enr_test_find_id (dialog, "monthly_cap"), "error"));
  desk_set_text (dialog, "monthly_cap", "");
  desk_set_text (dialog, "monthly_price", "3000");
  save_rule (dialog);
  g_assert_true (gtk_widget_has_css_class (enr_test_find_id (dialog, "contract"), "error"));
  desk_set_text (dialog, "monthly_price", "");

  /* Two windows that overlap. */
  desk_click (dialog, "rule.add-band");
  desk_click (dialog, "rule.add-band");
  save_rule (dialog);
  g_assert_true (enr_test_shows (dialog, "Two windows of the rule overlap*"));
  assert_no_rule (&desk);

  /* Another rule for the same children: told at the head of the dialog. */
  gtk_window_destroy (GTK_WINDOW (dialog));
  desk_wait_no_dialog (ENR_TYPE_CARE_RULE_DIALOG);
  make_rule (desk.store);
  enr_test_wait_until (enr_test_shows (desk.window, "延長保育"), LONG);
  desk_click (desk.window, "care.add");
  dialog = desk_wait_dialog (ENR_TYPE_CARE_RULE_DIALOG);
  /* Its price was never written: that is asked about, once. */
  save_rule (dialog);
  enr_test_wait_until (desk_find_dialog (ADW_TYPE_MESSAGE_DIALOG) != NULL, LONG);
  enr_test_pass (300);
  g_assert_true (enr_test_shows (desk_find_dialog (ADW_TYPE_MESSAGE_DIALOG), "The Price Is 0円"));
  enr_test_shot (desk_find_dialog (ADW_TYPE_MESSAGE_DIALOG), "care-rule-free");
  desk_answer (FALSE);
  enr_test_pass (200);
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT count(*) FROM care_rule"), ==, 1);
  g_assert_false (enr_test_shows (dialog, "The rule “延長保育”*"));
  save_rule (dialog);
  desk_answer (TRUE);
  enr_test_wait_until (enr_test_shows (dialog, "The rule “延長保育”*"), LONG);
  save_rule (dialog);
  g_assert_null (desk_find_dialog (ADW_TYPE_MESSAGE_DIALOG));
  gtk_window_destroy (GTK_WINDOW (dialog));
  desk_end (&desk);
}

static void
open_rule (Desk *desk)
{
  GtkWidget *row;

  enr_test_wait_until ((row = enr_test_find_text (desk->window, "延長保育")) != NULL, LONG);
  row = gtk_widget_get_ancestor (row, ADW_TYPE_ACTION_ROW);
  g_assert_true (gtk_widget_activate (row));
}

static void
test_change_rule (void)
{
  Desk desk;
  GtkWidget *dialog, *last;

  open_settings (&desk);
  make_rule (desk.store);
  open_rule (&desk);
  dialog = desk_wait_dialog (ENR_TYPE_CARE_RULE_DIALOG);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (enr_test_find_id (dialog, "saturday")), FALSE);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (enr_test_find_id (dialog, "certification0")),
                                FALSE);
  gtk_switch_set_active (GTK_SWITCH (enr_test_find_id (dialog, "is_summed")), TRUE);
  save_rule (dialog);
  g_assert_true (enr_test_shows (dialog, "Minutes can be added only*"));
  gtk_switch_set_active (GTK_SWITCH (enr_test_find_id (dialog, "is_summed")), FALSE);
  enr_test_shot (dialog, "care-rule");
  save_rule (dialog);
  desk_wait_no_dialog (ENR_TYPE_CARE_RULE_DIALOG);
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT count(*) FROM care_rule WHERE weekdays "
                                                   "= 63 AND certifications = 14"),
                   ==, 1);
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT count(*) FROM care_band"), ==, 2);

  open_rule (&desk);
  dialog = desk_wait_dialog (ENR_TYPE_CARE_RULE_DIALOG);
  /* A last day is one of the fields: what else was changed is saved with it. */
  desk_set_text (dialog, "daily_cap", "777");
  desk_click (dialog, "rule.end");
  last = enr_test_find_id (dialog, "last");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (last)), ==, "2026/06/30");
  enr_test_settle ();
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (dialog)), last));
  enr_test_pass (300);
  enr_test_shot (dialog, "care-rule-end");
  desk_set_text (dialog, "last", "2026/3/1");
  save_rule (dialog);
  g_assert_true (gtk_widget_has_css_class (last, "error"));
  desk_set_text (dialog, "last", "2026/5/31");
  save_rule (dialog);
  desk_wait_no_dialog (ENR_TYPE_CARE_RULE_DIALOG);
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT daily_cap FROM care_rule"), ==, 777);
  wait_count (&desk, "SELECT count(*) FROM care_rule WHERE last_day = '2026-05-31'", 1);
  enr_test_wait_until (enr_test_shows (desk.window, "Ended"), LONG);

  open_rule (&desk);
  dialog = desk_wait_dialog (ENR_TYPE_CARE_RULE_DIALOG);
  desk_click (dialog, "rule.remove");
  desk_answer (TRUE);
  desk_wait_no_dialog (ENR_TYPE_CARE_RULE_DIALOG);
  wait_count (&desk, "SELECT count(*) FROM care_rule WHERE removed_at IS NULL", 0);
  enr_test_wait_until (enr_test_shows (desk.window, "No rules yet*"), LONG);
  desk_end (&desk);
}

/*
 * The board
 */

static gpointer
load_month (EnrDb *db, gpointer data, GError **error)
{
  return enr_care_month_load (db, enr_date_new (2026, 6, 1), NULL, error);
}

/* What the list of charges, and so the bill, has for the tenth of June. */
static char *
dup_billed (EnrStore *store, const EnrUuid *child)
{
  g_autoptr (EnrCareMonth) month = enr_test_read (store, load_month, NULL, NULL);
  const EnrCharge *charge
      = enr_care_month_find (month, child, enr_date_new (2026, 6, 10), ENR_CHARGE_DAY);

  g_assert_nonnull (charge);
  return enr_care_dup_sum (charge->minutes, charge->amount);
}

static gpointer
exclude (EnrDb *db, gpointer data, GError **error)
{
  EnrActor actor = office ();
  const EnrChargeSeen seen
      = { *(const EnrUuid *) data, enr_date_new (2026, 6, 10), ENR_CHARGE_DAY, 200 };

  return enr_care_decide (db, &actor, &seen, 1, ENR_CHARGE_ADJUSTED, 150, "電車の遅れ", error)
             ? GINT_TO_POINTER (TRUE)
             : NULL;
}

static void
test_board (void)
{
  EnrTestSmall small;
  Desk desk;
  g_autoptr (GError) error = NULL;
  g_autofree char *billed = NULL;
  g_autofree char *after = NULL;

  enr_test_set_now ("2026-06-10T18:21");
  desk_begin (&desk, enr_test_store_new_small (&small), ENR_TYPE_BOARD_PAGE);
  punch_at (desk.store, &small.children[0], "2026-06-10T09:00");
  punch_at (desk.store, &small.children[0], "2026-06-10T18:21");
  punch_at (desk.store, &small.children[1], "2026-06-10T09:00");
  punch_at (desk.store, &small.children[2], "2026-06-10T09:00");
  punch_at (desk.store, &small.children[2], "2026-06-10T17:00");
  enr_test_wait_until (enr_test_shows (desk.window, "17:00"), LONG);
  enr_test_pass (100);
  g_assert_false (enr_test_shows (desk.window, "Extended*"));

  make_rule (desk.store);
  billed = dup_billed (desk.store, &small.children[0]);
  g_assert_cmpstr (billed, ==, "Extended 16 min 200円");
  enr_test_wait_until (enr_test_shows (desk.window, billed), LONG);
  g_assert_cmpstr (gtk_widget_get_tooltip_text (enr_test_find_text (desk.window, billed)), ==,
                   "18:21 - (18:00 + 5 min grace) = 16 min, 2 units of 15 min, 200円");
  /* And what it would be for the sister who is still here. */
  g_assert_true (enr_test_shows (desk.window, "now 16 min 200円"));
  enr_test_assert_nothing_cut (enr_test_find_id (desk.window, "list"));
  enr_test_shot (desk.window, "care-board");

  /* What a person decided is shown, with why. */
  enr_test_write (desk.store, exclude, &small.children[0], &error);
  g_assert_no_error (error);
  after = dup_billed (desk.store, &small.children[0]);
  g_assert_cmpstr (after, ==, "Extended 16 min 150円");
  enr_test_wait_until (enr_test_shows (desk.window, after), LONG);
  g_assert_nonnull (
      strstr (gtk_widget_get_tooltip_text (enr_test_find_text (desk.window, after)), "電車の遅れ"));

  /* Another day has nothing of it. */
  enr_session_set_date (desk.session, enr_date_new (2026, 6, 9));
  enr_test_wait_until (!enr_test_shows (desk.window, after), LONG);
  enr_test_pass (200);
  g_assert_false (enr_test_shows (desk.window, "now *"));
  desk_end (&desk);
}

/*
 * The door
 */

static void
set_door (Door *door, const char *now)
{
  enr_test_set_now (now);
  enr_kiosk_window_tick (door->kiosk);
}

static void
test_door (void)
{
  Door door;

  enr_test_set_now ("2026-06-10T10:00");
  door.store = enr_test_store_new_small (&door.small);
  make_rule (door.store);
  punch_at (door.store, &door.small.children[0], "2026-06-10T09:00");
  punch_at (door.store, &door.small.children[1], "2026-06-10T09:00");
  door_open_window (&door, 1024, 768);

  /* Before a tap that would be charged: first nothing, then the line, on both pages. */
  set_door (&door, "2026-06-10T17:55");
  g_assert_false (enr_test_shows (door.window, "Extended care*"));
  set_door (&door, "2026-06-10T17:59");
  g_assert_true (
      enr_test_shows (door.window, "Extended care is charged from 18:06. It is 17:59 now."));
  door_look (&door, "care-door-start");
  enr_test_click_text (door.window, "ひよこ");
  door_wait_page (&door, "class");
  g_assert_true (enr_test_shows (door.window, "Extended care is charged from 18:06*"));
  g_assert_false (enr_test_shows (door.window, "Extended"));

  set_door (&door, "2026-06-10T18:05");
  g_assert_false (enr_test_shows (door.window, "Extended"));
  set_door (&door, "2026-06-10T18:21");
  g_assert_true (enr_test_shows (door.window, "Extended care is being charged. It is 18:21 now."));
  g_assert_true (enr_test_shows (door.window, "Extended"));
  /* Not on the tile of a child that is not here. */
  g_assert_null (enr_test_find_button (enr_test_find_button (door.window, "さくら"), "Extended"));
  door_look (&door, "care-door-class");

  /* The departure says what it cost; the sister's tile has the mark; it can be taken back. */
  enr_test_click_text (door.window, "あさひ");
  door_wait_page (&door, "confirm");
  g_assert_true (enr_test_shows (door.window, "Extended 16 min 200円"));
  g_assert_true (enr_test_shows (door.window, "Extended"));
  door_look (&door, "care-door-left");
  enr_test_click_text (door.window, "はな");
  enr_test_wait_until (enr_test_shows (door.window, "*はな  Extended 16 min 200円*"), WAIT);
  door_look (&door, "care-door-both-left");
  enr_test_click_text (door.window, "Take all 2 children back");
  door_wait_page (&door, "notice");
  door_assert_query (&door, "SELECT count(*) " STANDING " AND kind = 'leave'", "0");
  door_close (&door);
}

/* An arrival in charged time is warned of too; without rules the door says nothing. */
static void
test_door_early (void)
{
  Door door;

  enr_test_set_now ("2026-06-10T07:10");
  door.store = enr_test_store_new_small (&door.small);
  door_open_window (&door, 800, 1280);
  g_assert_false (enr_test_shows (door.window, "*charged*"));
  make_rule (door.store);
  enr_test_wait_until (
      enr_test_shows (door.window, "Arriving before 7:30 is charged. It is 7:10 now."), WAIT);
  enr_test_click_text (door.window, "ひよこ");
  door_wait_page (&door, "class");
  g_assert_true (enr_test_shows (door.window, "Extended"));
  enr_test_shot (door.window, "care-door-early");
  set_door (&door, "2026-06-10T07:30");
  g_assert_false (enr_test_shows (door.window, "Extended"));
  g_assert_false (enr_test_shows (door.window, "*charged*"));
  door_close (&door);
}

/*
 * A child's page
 */

static void
test_terms (void)
{
  EnrTestSmall small;
  Desk desk;
  GtkWidget *dialog;

  enr_test_set_now ("2026-06-10T10:00");
  desk_begin (&desk, enr_test_store_new_small (&small), ENR_TYPE_CHILDREN_PAGE);
  make_rule (desk.store);
  enr_children_page_show_child (ENR_CHILDREN_PAGE (desk.page), &small.children[0]);
  enr_children_page_show_part (ENR_CHILDREN_PAGE (desk.page), "enrolment");
  enr_test_wait_until (enr_test_shows (desk.window, "Spot, and counted*"), LONG);
  desk_click (desk.window, "child.terms");
  dialog = desk_wait_dialog (ENR_TYPE_TERMS_DIALOG);
  desk_set_text (dialog, "first", "2026/4/1");
  desk_set_text (dialog, "last", "2026/3/1");
  desk_select (dialog, "contract", 1);
  desk_select (dialog, "birth_order", 2);
  gtk_switch_set_active (GTK_SWITCH (enr_test_find_id (dialog, "is_exempt")), TRUE);
  desk_click (dialog, "dialog.save");
  enr_test_wait_until (gtk_widget_has_css_class (enr_test_find_id (dialog, "last"), "error"), LONG);
  desk_set_text (dialog, "last", "");
  enr_test_shot (dialog, "care-terms-dialog");
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_TERMS_DIALOG);
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT count(*) FROM care_terms WHERE contract "
                                                   "= 'monthly' AND birth_order = 2 AND is_exempt "
                                                   "AND first_day = '2026-04-01'"),
                   ==, 1);
  enr_test_wait_until (enr_test_shows (desk.window, "Monthly  Child no. 2  Exempt"), LONG);
  enr_test_shot (desk.window, "care-terms");

  /* The history says it in words. */
  enr_children_page_show_part (ENR_CHILDREN_PAGE (desk.page), "history");
  enr_test_wait_until (enr_test_shows (desk.window, "How extended care is charged"), LONG);
  g_assert_true (enr_test_shows (desk.window, "*Contract: Monthly*"));

  /* Taken out, and back. */
  enr_children_page_show_part (ENR_CHILDREN_PAGE (desk.page), "enrolment");
  enr_test_wait_until (desk_find_button (desk.window, "child.terms-remove") != NULL, LONG);
  desk_click (desk.window, "child.terms-remove");
  enr_test_wait_until (enr_test_shows (desk.window, "Spot, and counted*"), LONG);
  g_assert_cmpstr (enr_session_get_undo_text (desk.session), ==,
                   "Taken out: Monthly  Child no. 2  Exempt");
  g_assert_null (desk_find_button (desk.window, "child.terms-remove"));
  enr_children_page_show_part (ENR_CHILDREN_PAGE (desk.page), "history");
  enr_test_wait_until (enr_test_shows (desk.window, "*Taken out*"), LONG);
  enr_session_undo (desk.session);
  enr_children_page_show_part (ENR_CHILDREN_PAGE (desk.page), "enrolment");
  enr_test_wait_until (enr_test_shows (desk.window, "Monthly  Child no. 2  Exempt"), LONG);
  wait_count (&desk, "SELECT count(*) FROM care_terms WHERE removed_at IS NULL", 1);
  enr_children_page_show_part (ENR_CHILDREN_PAGE (desk.page), "history");
  enr_test_wait_until (enr_test_shows (desk.window, "*Put back*"), LONG);
  desk_end (&desk);
}

static void
test_decision_in_history (void)
{
  EnrTestSmall small;
  Desk desk;
  g_autoptr (GError) error = NULL;

  enr_test_set_now ("2026-06-10T19:00");
  desk_begin (&desk, enr_test_store_new_small (&small), ENR_TYPE_CHILDREN_PAGE);
  make_rule (desk.store);
  punch_at (desk.store, &small.children[0], "2026-06-10T09:00");
  punch_at (desk.store, &small.children[0], "2026-06-10T18:21");
  enr_test_write (desk.store, exclude, &small.children[0], &error);
  g_assert_no_error (error);
  enr_children_page_show_child (ENR_CHILDREN_PAGE (desk.page), &small.children[0]);
  enr_children_page_show_part (ENR_CHILDREN_PAGE (desk.page), "history");
  enr_test_wait_until (enr_test_shows (desk.window, "Charge of extended care"), LONG);
  g_assert_true (enr_test_shows (desk.window, "*令和8年6月10日 Decision: Adjusted*"));
  g_assert_true (enr_test_shows (desk.window, "*Charged: 150円*"));
  enr_test_shot (desk.window, "care-history");
  desk_end (&desk);
}

int
main (int argc, char *argv[])
{
  enr_test_app_init (&argc, &argv);
  g_test_add_func ("/care/add-rule", test_add_rule);
  g_test_add_func ("/care/bad-values", test_bad_values);
  g_test_add_func ("/care/change-rule", test_change_rule);
  g_test_add_func ("/care/board", test_board);
  g_test_add_func ("/care/door", test_door);
  g_test_add_func ("/care/door-early", test_door_early);
  g_test_add_func ("/care/terms", test_terms);
  g_test_add_func ("/care/decision-in-history", test_decision_in_history);
  return enr_test_app_run ();
}
