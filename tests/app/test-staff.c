/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include <string.h>

#include "app-support.h"
#include "app/papers/paper-sheet.h"
#include "app/staff/duty-row.h"
#include "app/staff/duty-times.h"
#include "app/staff/staff-dialog.h"
#include "app/staff/staff-page.h"
#include "people/duty.h"

#define LONG 20000

typedef struct
{
  EnrStore *store;
  EnrSession *session;
  GtkWidget *window;
  EnrStaffPage *page;
} Desk;

static gpointer
add_staff (EnrDb *db, gpointer data, GError **error)
{
  g_autoptr (EnrStaff) staff = enr_staff_new ();
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "test");

  g_free (staff->name);
  staff->name = g_strdup (data);
  staff->first = enr_date_new (2026, 4, 1);
  return enr_staff_save (db, &actor, staff, error) ? GINT_TO_POINTER (TRUE) : NULL;
}

/* On the duty of last week, 8:00 to 17:00, for everybody. */
static gpointer
add_last_week (EnrDb *db, gpointer data, GError **error)
{
  EnrDate day = enr_date_new (2026, 6, 2);
  g_autoptr (GPtrArray) staff = enr_staff_list (db, day, error);
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "test");
  EnrDutySpan span = { 480, 1020 };

  for (guint i = 0; staff != NULL && i < staff->len; i++)
    if (!enr_duty_set (db, &actor, &((EnrStaff *) g_ptr_array_index (staff, i))->id, day, &span, 1,
                       error))
      return NULL;
  return staff != NULL ? GINT_TO_POINTER (TRUE) : NULL;
}

static void
desk_begin (Desk *desk, guint n_staff)
{
  static const char *const names[] = { "保育 花", "保育 月", "保育 星" };
  g_autoptr (GError) error = NULL;

  enr_test_set_now ("2026-06-10T08:02");
  desk->store = enr_test_store_new_sample (30, 10);
  for (guint i = 0; i < n_staff; i++)
    enr_test_write (desk->store, add_staff, (gpointer) names[i], &error);
  g_assert_no_error (error);
  desk->session = enr_session_new (desk->store);
  enr_session_set_date (desk->session, enr_date_new (2026, 6, 9));
  desk->page = g_object_new (ENR_TYPE_STAFF_PAGE, NULL);
  desk->window = g_object_new (GTK_TYPE_WINDOW, "default-width", 880, "default-height", 690,
                               "child", desk->page, NULL);
  enr_page_set_session (ENR_PAGE (desk->page), desk->session);
  gtk_window_present (GTK_WINDOW (desk->window));
  enr_test_wait_until (
      enr_paper_sheet_is_drawn (ENR_PAPER_SHEET (enr_test_find_id (desk->window, "chart"))), LONG);
}

static void
desk_end (Desk *desk)
{
  gtk_window_destroy (GTK_WINDOW (desk->window));
  enr_test_settle ();
  g_object_unref (desk->session);
  enr_test_pass (50);
  enr_test_store_end (desk->store);
}

static GtkWidget *
find_dialog (void)
{
  g_autoptr (GListModel) all = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (all, i);

      if (ENR_IS_STAFF_DIALOG (window) && gtk_widget_get_visible (window))
        return window;
    }
  return NULL;
}

static void
set_text (GtkWidget *root, const char *id, const char *text)
{
  GtkWidget *field = enr_test_find_id (root, id);

  g_assert_nonnull (field);
  gtk_editable_set_text (GTK_EDITABLE (field), text);
}

/* Types the n-th row's times as a person does: both, and Enter. */
static void
type_duty (Desk *desk, guint row_index, guint times_index, const char *start, const char *end)
{
  GtkWidget *row = enr_test_find_type (desk->window, ENR_TYPE_DUTY_ROW, row_index);
  GtkWidget *times = enr_test_find_type (row, ENR_TYPE_DUTY_TIMES, times_index);

  set_text (times, "start", start);
  set_text (times, "end", end);
  g_signal_emit_by_name (enr_test_find_id (times, "end"), "activate");
}

static gint64
count_duties (Desk *desk)
{
  return enr_test_query_int (desk->store, "SELECT count(*) FROM duty WHERE removed_at IS NULL "
                                          "AND day = '2026-06-09'");
}

static void
test_duty (void)
{
  Desk desk;

  desk_begin (&desk, 3);
  g_assert_cmpuint (enr_test_count_type (desk.window, ENR_TYPE_DUTY_ROW), ==, 3);
  g_assert_false (
      gtk_widget_has_css_class (enr_test_find_id (desk.window, "verdict"), "enroku-error"));
  type_duty (&desk, 0, 0, "7:00", "15時45分");
  enr_test_wait_until (count_duties (&desk) == 1, LONG);
  /* one alone is too few, and the times at which it is are told */
  enr_test_wait_until (
      gtk_widget_has_css_class (enr_test_find_id (desk.window, "verdict"), "enroku-error"), LONG);
  type_duty (&desk, 1, 0, "8:30", "17:15");
  enr_test_wait_until (count_duties (&desk) == 2, LONG);
  /* two duties on a day */
  gtk_widget_activate_action (enr_test_find_type (desk.window, ENR_TYPE_DUTY_ROW, 2),
                              "duty-row.more", NULL);
  type_duty (&desk, 2, 0, "7:00", "10:00");
  type_duty (&desk, 2, 1, "15:00", "19:00");
  enr_test_wait_until (count_duties (&desk) == 4, LONG);
  enr_test_pass (500);
  enr_test_shot (desk.window, "staff-duty");
  enr_test_assert_nothing_cut (desk.window);
  /* both emptied: not on duty */
  type_duty (&desk, 1, 0, "", "");
  enr_test_wait_until (count_duties (&desk) == 3, LONG);
  desk_end (&desk);
}

static void
test_refused (void)
{
  Desk desk;
  GtkWidget *row, *times;

  desk_begin (&desk, 1);
  row = enr_test_find_type (desk.window, ENR_TYPE_DUTY_ROW, 0);
  times = enr_test_find_type (row, ENR_TYPE_DUTY_TIMES, 0);
  type_duty (&desk, 0, 0, "8:00", "");
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  type_duty (&desk, 0, 0, "17:00", "8:00");
  enr_test_wait_until (gtk_widget_has_css_class (row, "error"), LONG);
  enr_test_pass (200);
  enr_test_shot (desk.window, "staff-refused");
  g_assert_cmpint (count_duties (&desk), ==, 0);
  /* what was typed is still there, to be corrected */
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (enr_test_find_id (times, "start"))), ==,
                   "17:00");
  type_duty (&desk, 0, 0, "8:00", "17:00");
  enr_test_wait_until (count_duties (&desk) == 1, LONG);
  g_assert_false (gtk_widget_has_css_class (row, "error"));
  /* another day is another day's times */
  enr_session_set_date (desk.session, enr_date_new (2026, 6, 8));
  enr_test_wait_until (
      *gtk_editable_get_text (GTK_EDITABLE (enr_test_find_id (times, "start"))) == '\0', LONG);
  /* nobody is employed before April */
  enr_session_set_date (desk.session, enr_date_new (2026, 3, 31));
  enr_test_wait_until (enr_test_count_type (desk.window, ENR_TYPE_DUTY_ROW) == 0, LONG);
  desk_end (&desk);
}

static void
test_copy (void)
{
  g_autoptr (GError) error = NULL;
  Desk desk;
  GtkWidget *view;

  desk_begin (&desk, 2);
  enr_test_write (desk.store, add_last_week, NULL, &error);
  g_assert_no_error (error);
  view = enr_test_find_id (desk.window, "duty");
  gtk_widget_activate_action (view, "duty.copy-day", NULL); /* the 8th has none */
  enr_test_pass (200);
  g_assert_cmpint (count_duties (&desk), ==, 0);
  gtk_widget_activate_action (view, "duty.copy-week", NULL);
  enr_test_wait_until (count_duties (&desk) == 2, LONG);
  enr_test_wait_until (enr_test_shows (desk.window, "17:00"), LONG);
  /* what is there is not written over */
  gtk_widget_activate_action (view, "duty.copy-week", NULL);
  enr_test_pass (200);
  g_assert_cmpint (count_duties (&desk), ==, 2);
  desk_end (&desk);
}

/* A slip is taken back as on the board: said in words, one after the other, and never over what
 * somebody else has entered since. */
static void
test_undo (void)
{
  g_autoptr (GError) error = NULL;
  GtkWidget *row, *times;
  Desk desk;

  desk_begin (&desk, 2);
  row = enr_test_find_type (desk.window, ENR_TYPE_DUTY_ROW, 0);
  times = enr_test_find_type (row, ENR_TYPE_DUTY_TIMES, 0);
  g_assert_null (enr_session_get_undo_text (desk.session));
  type_duty (&desk, 0, 0, "7:00", "15:45");
  enr_test_wait_until (enr_session_get_undo_text (desk.session) != NULL, LONG);
  g_assert_nonnull (strstr (enr_session_get_undo_text (desk.session), "7:00〜15:45"));
  g_assert_nonnull (strstr (enr_session_get_undo_text (desk.session), "保育"));
  /* Enter once more changes nothing, and is nothing to take back. */
  type_duty (&desk, 0, 0, "7:00", "15:45");
  /* Typed on at once, before the page has been read again. */
  type_duty (&desk, 0, 0, "8:30", "17:15");
  enr_test_wait_until (strstr (enr_session_get_undo_text (desk.session), "8:30〜17:15") != NULL,
                       LONG);
  g_assert_cmpint (count_duties (&desk), ==, 1);
  enr_session_undo (desk.session);
  enr_test_wait_until (
      g_str_equal (gtk_editable_get_text (GTK_EDITABLE (enr_test_find_id (times, "start"))),
                   "7:00"),
      LONG);
  g_assert_nonnull (strstr (enr_session_get_undo_text (desk.session), "7:00〜15:45"));
  enr_session_undo (desk.session);
  enr_test_wait_until (count_duties (&desk) == 0, LONG);
  g_assert_null (enr_session_get_undo_text (desk.session));
  enr_test_wait_until (
      *gtk_editable_get_text (GTK_EDITABLE (enr_test_find_id (times, "start"))) == '\0', LONG);

  /* The copied day goes as one. */
  enr_test_write (desk.store, add_last_week, NULL, &error);
  g_assert_no_error (error);
  gtk_widget_activate_action (enr_test_find_id (desk.window, "duty"), "duty.copy-week", NULL);
  enr_test_wait_until (enr_session_get_undo_text (desk.session) != NULL, LONG);
  g_assert_cmpint (count_duties (&desk), ==, 2);
  enr_session_undo (desk.session);
  enr_test_wait_until (count_duties (&desk) == 0, LONG);
  desk_end (&desk);
}

static gpointer
set_by_another (EnrDb *db, gpointer data, GError **error)
{
  EnrDate day = enr_date_new (2026, 6, 9);
  g_autoptr (GPtrArray) staff = enr_staff_list (db, day, error);
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "test");
  EnrDutySpan span = { 600, 900 };

  return GINT_TO_POINTER (
      enr_duty_set (db, &actor, &((EnrStaff *) staff->pdata[0])->id, day, &span, 1, error));
}

static void
remember_failure_cb (EnrSession *session, const char *text, gboolean is_failure, gpointer data)
{
  *(gboolean *) data |= is_failure;
}

/* Somebody else's entry is neither written over nor taken back. */
static void
test_changed_meanwhile (void)
{
  g_autoptr (GError) error = NULL;
  gboolean has_failed = FALSE;
  GtkWidget *row, *times, *start;
  Desk desk;

  desk_begin (&desk, 1);
  row = enr_test_find_type (desk.window, ENR_TYPE_DUTY_ROW, 0);
  times = enr_test_find_type (row, ENR_TYPE_DUTY_TIMES, 0);
  start = enr_test_find_id (times, "start");
  gtk_editable_set_text (GTK_EDITABLE (start), "7:00");
  enr_test_write (desk.store, set_by_another, NULL, &error);
  g_assert_no_error (error);
  enr_test_pass (300);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (start)), ==, "7:00");
  type_duty (&desk, 0, 0, "7:00", "16:00");
  enr_test_wait_until (gtk_widget_has_css_class (row, "error"), LONG);
  enr_test_wait_until (g_str_equal (gtk_editable_get_text (GTK_EDITABLE (start)), "10:00"), LONG);
  g_assert_null (enr_session_get_undo_text (desk.session));
  /* Having seen it, she may change it. */
  type_duty (&desk, 0, 0, "7:00", "16:00");
  enr_test_wait_until (enr_session_get_undo_text (desk.session) != NULL, LONG);
  g_assert_false (gtk_widget_has_css_class (row, "error"));
  enr_test_write (desk.store, set_by_another, NULL, &error);
  g_assert_no_error (error);
  g_signal_connect (desk.session, "message", G_CALLBACK (remember_failure_cb), &has_failed);
  enr_session_undo (desk.session);
  enr_test_wait_until (has_failed, LONG);
  g_assert_cmpint (enr_test_query_int (desk.store,
                                       "SELECT first FROM duty WHERE removed_at IS NULL "
                                       "AND day = '2026-06-09'"),
                   ==, 600);
  desk_end (&desk);
}

static void
test_people (void)
{
  Desk desk;
  GtkWidget *part, *dialog;
  g_autofree char *id = NULL;

  desk_begin (&desk, 0);
  enr_staff_page_show_part (desk.page, "people");
  part = enr_test_find_id (desk.window, "people");
  enr_test_pass (200);
  enr_test_shot (desk.window, "staff-nobody");
  gtk_widget_activate_action (part, "staff.add", NULL);
  enr_test_wait_until ((dialog = find_dialog ()) != NULL, LONG);
  gtk_widget_activate_action (dialog, "dialog.save", NULL);
  enr_test_wait_until (gtk_widget_has_css_class (enr_test_find_id (dialog, "name"), "error"), LONG);
  set_text (dialog, "name", "調理 空");
  set_text (dialog, "kana", "チョウリ　ソラ");
  adw_combo_row_set_selected (ADW_COMBO_ROW (enr_test_find_id (dialog, "job")), 9);
  g_assert_false (gtk_switch_get_active (GTK_SWITCH (enr_test_find_id (dialog, "counted"))));
  adw_combo_row_set_selected (ADW_COMBO_ROW (enr_test_find_id (dialog, "employment")), 1);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (enr_test_find_id (dialog, "hours")), 20);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (enr_test_find_id (dialog, "minutes")), 30);
  set_text (dialog, "first", "R8.4.1");
  enr_test_pass (200);
  enr_test_shot (dialog, "staff-dialog");
  enr_test_assert_nothing_cut (dialog);
  gtk_widget_activate_action (dialog, "dialog.save", NULL);
  enr_test_wait_until (find_dialog () == NULL, LONG);
  g_assert_cmpint (
      enr_test_query_int (desk.store, "SELECT count(*) FROM staff WHERE job = 'cook' AND "
                                      "is_counted = 0 AND is_full_time = 0 AND week_minutes = 1230 "
                                      "AND first_day = '2026-04-01' AND kana = 'ちょうり そら'"),
      ==, 1);
  enr_test_wait_until (enr_test_shows (desk.window, "調理 空"), LONG);

  id = enr_test_query_text (desk.store, "SELECT lower(hex(id)) FROM staff");
  gtk_widget_activate_action (part, "staff.edit", "s", id);
  enr_test_wait_until ((dialog = find_dialog ()) != NULL, LONG);
  set_text (dialog, "last", "2026/3/31"); /* before the first */
  gtk_widget_activate_action (dialog, "dialog.save", NULL);
  enr_test_wait_until (gtk_widget_get_visible (enr_test_find_id (dialog, "error_box")), LONG);
  set_text (dialog, "last", "2026/6/30");
  gtk_widget_activate_action (dialog, "dialog.save", NULL);
  enr_test_wait_until (find_dialog () == NULL, LONG);
  enr_test_wait_until (enr_test_shows (desk.window, "*令和8年6月30日*"), LONG);
  enr_test_shot (desk.window, "staff-people");
  enr_test_assert_nothing_cut (desk.window);

  gtk_widget_activate_action (part, "staff.edit", "s", id);
  enr_test_wait_until ((dialog = find_dialog ()) != NULL, LONG);
  gtk_widget_activate_action (dialog, "staff.remove", NULL);
  enr_test_wait_until (find_dialog () == NULL, LONG);
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT removed_at IS NOT NULL FROM staff"), ==,
                   1);
  desk_end (&desk);
}

static void
test_counting (void)
{
  Desk desk;
  GtkWidget *part;

  desk_begin (&desk, 0);
  enr_staff_page_show_part (desk.page, "counting");
  part = enr_test_find_id (desk.window, "counting");
  enr_test_pass (200);
  g_assert_cmpint (adw_combo_row_get_selected (ADW_COMBO_ROW (enr_test_find_id (part, "ratios"))),
                   ==, 0);
  adw_combo_row_set_selected (ADW_COMBO_ROW (enr_test_find_id (part, "ratios")), 1);
  gtk_switch_set_active (GTK_SWITCH (enr_test_find_id (part, "one_to_five")), TRUE);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (enr_test_find_id (part, "hours")), 38);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (enr_test_find_id (part, "minutes")), 45);
  enr_test_pass (200);
  enr_test_shot (desk.window, "staff-counting");
  enr_test_assert_nothing_cut (desk.window);
  gtk_widget_activate_action (part, "staffing.save", NULL);
  enr_test_wait_until (
      enr_test_query_int (desk.store,
                          "SELECT count(*) FROM staffing_setting WHERE ratios = 'former' "
                          "AND one_to_five = 1 AND second_digit = 'drop' AND extra = 0 "
                          "AND full_week = 2325")
          == 1,
      LONG);
  desk_end (&desk);
}

int
main (int argc, char **argv)
{
  enr_test_app_init (&argc, &argv);

  g_test_add_func ("/app/staff/duty", test_duty);
  g_test_add_func ("/app/staff/refused", test_refused);
  g_test_add_func ("/app/staff/copy", test_copy);
  g_test_add_func ("/app/staff/undo", test_undo);
  g_test_add_func ("/app/staff/changed-meanwhile", test_changed_meanwhile);
  g_test_add_func ("/app/staff/people", test_people);
  g_test_add_func ("/app/staff/counting", test_counting);
  return enr_test_app_run ();
}
