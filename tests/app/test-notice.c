/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What parents tell and are asked on the telephone, on the board: notices, the calls to make,
 * infectious diseases and the return.
 */
#include "config.h"

#include "desk.h"

#include <string.h>

#include "app/board/absence-dialog.h"
#include "app/board/board-page.h"
#include "app/board/call-row.h"
#include "app/board/call-window.h"
#include "app/board/illness-add-dialog.h"
#include "app/board/illness-dialog.h"
#include "app/board/notice-dialog.h"
#include "app/board/notice-list-window.h"
#include "app/board/watch-window.h"
#include "app/children/record-row.h"
#include "app/city/outbreak-dialog.h"
#include "app/settings/disease-dialog.h"
#include "app/settings/settings-page.h"
#include "attendance/stamp.h"
#include "base/clock.h"
#include "contact/illness.h"
#include "contact/notice.h"

typedef struct
{
  Desk desk;
  EnrTestSmall small;
} Fixture;

/* A Wednesday; nobody has come. */
static void
set_up (Fixture *fixture, const char *now)
{
  enr_test_set_now (now);
  desk_begin (&fixture->desk, enr_test_store_new_small (&fixture->small), ENR_TYPE_BOARD_PAGE);
  enr_test_wait_until (enr_test_shows (fixture->desk.page, "𠮷田 さくら"), LONG);
}

/* Finds the child as a person does. */
static void
pick (Fixture *fixture, const char *kana)
{
  GtkWidget *search = enr_test_find_id (fixture->desk.page, "search");

  gtk_editable_set_text (GTK_EDITABLE (search), kana);
  g_signal_emit_by_name (search, "activate");
  enr_test_settle ();
}

static gint64
count (Fixture *fixture, const char *sql)
{
  return enr_test_query_int (fixture->desk.store, sql);
}
#define COUNT(sql) count (fixture, sql)

static GtkWidget *
open_notice (Fixture *fixture, const char *kana)
{
  GtkWidget *dialog;

  pick (fixture, kana);
  gtk_widget_activate_action (fixture->desk.page, "board.notice", NULL);
  dialog = desk_wait_dialog (ENR_TYPE_NOTICE_DIALOG);
  enr_test_wait_until (enr_test_find_button (dialog, "母") != NULL, LONG);
  return dialog;
}

static void
set_active (GtkWidget *root, const char *id)
{
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (enr_test_find_id (root, id)), TRUE);
}

/* Influenza from today to Friday; a slip of the thermometer is asked about and nothing is lost. */
static void
test_absence (void)
{
  Fixture f = { 0 }, *fixture = &f;
  GtkWidget *dialog;
  GtkWidget *diseases;
  g_autofree char *told = NULL;

  set_up (fixture, "2026-06-10T07:55");
  dialog = open_notice (fixture, "よしだ");
  /* Enter on the first thing throws nothing away. */
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (dialog))
                 == enr_test_find_id (dialog, "kind_absent"));
  desk_select (dialog, "absence_kind", 2);
  desk_set_text (dialog, "last_day", "2026/6/12");
  enr_test_click_text (dialog, "母");
  desk_set_text (dialog, "temperature", "365");
  desk_set_text (dialog, "symptoms", "発熱、せき");
  diseases = enr_test_find_id (dialog, "disease");
  for (guint i = 0;; i++)
    {
      GListModel *model = adw_combo_row_get_model (ADW_COMBO_ROW (diseases));
      g_autoptr (GtkStringObject) name = g_list_model_get_item (model, i);

      g_assert_nonnull (name);
      if (!g_str_has_prefix (gtk_string_object_get_string (name), "インフルエンザ"))
        continue;
      adw_combo_row_set_selected (ADW_COMBO_ROW (diseases), i);
      break;
    }
  enr_test_wait_until (
      strstr (gtk_label_get_text (GTK_LABEL (enr_test_find_id (dialog, "preview"))),
              "令和8年6月12日")
          != NULL,
      LONG);
  enr_test_shot (dialog, "notice-dialog");
  desk_click (dialog, "dialog.save");
  enr_test_wait_until (enr_test_shows (dialog, "*36.5 ℃*"), LONG);
  enr_test_shot (dialog, "notice-dialog-365");
  g_assert_cmpint (COUNT ("SELECT count(*) FROM notice"), ==, 0);
  desk_set_text (dialog, "temperature", "39.1");
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_NOTICE_DIALOG);

  g_assert_cmpint (COUNT ("SELECT count(*) FROM attendance WHERE absence_kind = 'suspension' "
                          "AND notified_by = '母' AND day BETWEEN '2026-06-10' AND '2026-06-12'"),
                   ==, 3);
  g_assert_cmpint (COUNT ("SELECT temperature FROM notice"), ==, 391);
  told = enr_test_query_text (fixture->desk.store,
                              "SELECT channel || ' ' || strftime ('%H:%M', received_at, "
                              "'unixepoch', '+9 hours') FROM notice");
  g_assert_cmpstr (told, ==, "phone 07:55");
  g_assert_cmpint (COUNT ("SELECT count(*) FROM illness WHERE disease = 'influenza'"), ==, 1);
  enr_test_wait_until (enr_test_shows (fixture->desk.page, "*39.1*"), LONG);

  /* Taking it back takes the days and the illness along. */
  g_assert_nonnull (enr_session_get_undo_text (fixture->desk.session));
  enr_session_undo (fixture->desk.session);
  enr_test_wait_until (
      COUNT ("SELECT count(*) FROM attendance WHERE absence_kind IS NOT NULL") == 0, LONG);
  g_assert_cmpint (COUNT ("SELECT count(*) FROM notice WHERE withdrawn_at IS NULL"), ==, 0);
  g_assert_cmpint (COUNT ("SELECT count(*) FROM illness WHERE removed_at IS NULL"), ==, 0);
  desk_end (&fixture->desk);
}

/* Late by a time; what cannot be is refused with the form left open. */
static void
test_late (void)
{
  Fixture f = { 0 }, *fixture = &f;
  GtkWidget *dialog;

  set_up (fixture, "2026-06-10T07:55");
  dialog = open_notice (fixture, "よしだ");
  set_active (dialog, "kind_late");
  g_assert_false (gtk_widget_get_visible (enr_test_find_id (dialog, "absence_kind")));
  desk_set_text (dialog, "time_row", "朝");
  desk_click (dialog, "dialog.save");
  enr_test_settle ();
  g_assert_cmpint (COUNT ("SELECT count(*) FROM notice"), ==, 0);
  /* A slip of the hour is asked about before and after it is saved. */
  desk_set_text (dialog, "time_row", "2530");
  enr_test_wait_until (
      strstr (gtk_label_get_text (GTK_LABEL (enr_test_find_id (dialog, "preview"))), "13:30")
          != NULL,
      LONG);
  desk_click (dialog, "dialog.save");
  enr_test_wait_until (gtk_widget_get_mapped (enr_test_find_id (dialog, "error_box")), LONG);
  enr_test_pass (200);
  enr_test_shot (dialog, "notice-dialog-2530");
  g_assert_true (enr_test_shows (enr_test_find_id (dialog, "error_box"), "25:30 is outside*"));
  g_assert_cmpint (COUNT ("SELECT count(*) FROM notice"), ==, 0);
  desk_set_text (dialog, "time_row", "1015");
  desk_set_text (dialog, "first_day", "2026/6/14");
  desk_click (dialog, "dialog.save");
  /* A Sunday. */
  enr_test_wait_until (gtk_widget_get_mapped (enr_test_find_id (dialog, "error_box")), LONG);
  g_assert_cmpint (COUNT ("SELECT count(*) FROM notice"), ==, 0);
  desk_set_text (dialog, "first_day", "2026/6/10");
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_NOTICE_DIALOG);
  g_assert_cmpint (COUNT ("SELECT planned_arrive FROM attendance"), ==, 10 * 60 + 15);
  desk_end (&fixture->desk);
}

/* The quick form hands over what was typed. */
static void
test_from_quick (void)
{
  Fixture f = { 0 }, *fixture = &f;
  GtkWidget *dialog;

  set_up (fixture, "2026-06-10T07:55");
  pick (fixture, "よしだ");
  gtk_widget_activate_action (fixture->desk.page, "board.absent", NULL);
  dialog = desk_wait_dialog (ENR_TYPE_ABSENCE_DIALOG);
  gtk_widget_activate_action (dialog, "dialog.pick", "i", 3);
  desk_set_text (dialog, "reason_row", "手足口病");
  desk_set_text (dialog, "by_row", "祖父");
  enr_test_shot (dialog, "absence-dialog");
  desk_click (dialog, "dialog.more");
  dialog = desk_wait_dialog (ENR_TYPE_NOTICE_DIALOG);
  desk_wait_no_dialog (ENR_TYPE_ABSENCE_DIALOG);
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_NOTICE_DIALOG);
  g_assert_cmpint (COUNT ("SELECT count(*) FROM notice WHERE absence_kind = 'suspension' AND "
                          "symptoms = '手足口病' AND by_name = '祖父'"),
                   ==, 1);
  desk_end (&fixture->desk);
}

/* The quick form alone leaves a notice too, and undo withdraws it; an absence without a word leaves
 * none. */
static void
test_quick (void)
{
  Fixture f = { 0 }, *fixture = &f;
  GtkWidget *dialog;

  set_up (fixture, "2026-06-10T07:55");
  pick (fixture, "よしだ");
  gtk_widget_activate_action (fixture->desk.page, "board.absent", NULL);
  dialog = desk_wait_dialog (ENR_TYPE_ABSENCE_DIALOG);
  desk_set_text (dialog, "reason_row", "発熱");
  desk_set_text (dialog, "by_row", "父");
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_ABSENCE_DIALOG);
  g_assert_cmpint (COUNT ("SELECT count(*) FROM notice WHERE symptoms = '発熱' AND by_name = '父' "
                          "AND channel = 'phone' AND first_day = '2026-06-10' "
                          "AND last_day = first_day AND received_at IS NOT NULL"),
                   ==, 1);
  g_assert_cmpint (COUNT ("SELECT count(*) FROM attendance WHERE absence_kind = 'sick' "
                          "AND absence_reason = '発熱' AND notified_by = '父'"),
                   ==, 1);
  enr_test_wait_until (enr_session_get_undo_text (fixture->desk.session) != NULL, LONG);
  enr_session_undo (fixture->desk.session);
  enr_test_wait_until (COUNT ("SELECT count(*) FROM notice WHERE withdrawn_at IS NULL") == 0, LONG);
  g_assert_cmpint (COUNT ("SELECT count(*) FROM attendance WHERE absence_kind IS NOT NULL"), ==, 0);
  desk_end (&fixture->desk);
}

static GtkWidget *
find_call_row (GtkWidget *window, const char *name)
{
  for (guint i = 0; i < enr_test_count_type (window, ENR_TYPE_CALL_ROW); i++)
    {
      GtkWidget *row = enr_test_find_type (window, ENR_TYPE_CALL_ROW, i);

      if (enr_test_shows (row, name))
        return row;
    }
  g_assert_not_reached ();
}

static void
test_calls (void)
{
  Fixture f = { 0 }, *fixture = &f;
  GtkWidget *window;
  GtkWidget *row;
  GtkWidget *dialog;

  set_up (fixture, "2026-06-10T10:05");
  enr_test_wait_until (desk_find_button (fixture->desk.page, "board.calls") != NULL, LONG);
  enr_test_pass (200);
  enr_test_shot (fixture->desk.window, "board-to-call");
  desk_click (fixture->desk.page, "board.calls");
  window = desk_wait_dialog (ENR_TYPE_CALL_WINDOW);
  enr_test_wait_until (enr_test_count_type (window, ENR_TYPE_CALL_ROW) == 5, LONG);
  enr_test_pass (300);
  enr_test_shot (window, "call-window");
  enr_test_assert_nothing_cut (window);

  row = find_call_row (window, "𠮷田 さくら*");
  desk_set_text (row, "note", "折り返し待ち");
  enr_test_click (enr_test_find_id (row, "no_answer"));
  enr_test_wait_until (
      *gtk_editable_get_text (GTK_EDITABLE (enr_test_find_id (row, "note"))) == '\0', LONG);
  enr_test_wait_until (enr_test_shows (row, "*折り返し待ち*"), LONG);
  g_assert_cmpint (COUNT ("SELECT count(*) FROM call_log WHERE outcome = 'no-answer' AND "
                          "contact_id IS NOT NULL AND called LIKE '%母%'"),
                   ==, 1);
  enr_test_click (enr_test_find_id (row, "reached"));
  enr_test_wait_until (COUNT ("SELECT count(*) FROM call_log WHERE outcome = 'reached'") == 1,
                       LONG);
  enr_test_wait_until (
      gtk_widget_has_css_class (enr_test_find_id (row, "notice"), "suggested-action"), LONG);
  enr_test_shot (window, "call-window-reached");

  /* What the mother says is entered, and the child is no longer on the list. */
  enr_test_click (enr_test_find_id (row, "notice"));
  dialog = desk_wait_dialog (ENR_TYPE_NOTICE_DIALOG);
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_NOTICE_DIALOG);
  enr_test_wait_until (enr_test_count_type (window, ENR_TYPE_CALL_ROW) == 4, LONG);
  g_assert_cmpint (COUNT ("SELECT count(*) FROM notice WHERE by_name = '母'"), ==, 1);

  /* One call is about two sisters. */
  enr_test_click (enr_test_find_id (find_call_row (window, "青木 花*"), "message"));
  enr_test_wait_until (COUNT ("SELECT count(*) FROM call_log WHERE outcome = 'message'") == 2,
                       LONG);
  gtk_window_destroy (GTK_WINDOW (window));
  desk_end (&fixture->desk);
}

/* Told on the 8th; one of the children came on the 10th all the same. */
static gpointer
fall_ill (EnrDb *db, gpointer data, GError **error)
{
  const EnrUuid *children = data;
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "test");
  g_autoptr (EnrNotice) notice = enr_notice_new ();

  notice->child_id = children[2];
  notice->first_day = notice->last_day = enr_date_new (2026, 6, 8);
  notice->absence_kind = g_strdup ("suspension");
  notice->disease = g_strdup ("influenza");
  notice->received_at = enr_instant_from_local (notice->first_day, 8 * 60);
  if (!enr_notice_add (db, &actor, notice, NULL, NULL, error)
      || !enr_stamp_arrive (db, &actor, &children[2], enr_clock_now (), ENR_SOURCE_OFFICE, NULL,
                            error))
    return NULL;
  notice->child_id = children[1];
  notice->last_day = enr_date_new (2026, 6, 12);
  return GINT_TO_POINTER (enr_notice_add (db, &actor, notice, NULL, NULL, error));
}

static void
test_watch (void)
{
  Fixture f = { 0 }, *fixture = &f;
  g_autoptr (GError) error = NULL;
  GtkWidget *window;
  GtkWidget *dialog;

  set_up (fixture, "2026-06-10T08:30");
  enr_test_write (fixture->desk.store, fall_ill, fixture->small.children, &error);
  g_assert_no_error (error);
  g_assert_cmpint (COUNT ("SELECT count(*) FROM illness"), ==, 2);
  gtk_widget_activate_action (fixture->desk.page, "board.watch", NULL);
  window = desk_wait_dialog (ENR_TYPE_WATCH_WINDOW);
  enr_test_wait_until (enr_test_shows (window, "𠮷田 さくら*"), LONG);

  enr_test_click (desk_find_button (window, "watch.back"));
  enr_test_wait_until (COUNT ("SELECT count(*) FROM illness WHERE back_day = '2026-06-10'") == 1,
                       LONG);
  enr_session_undo (fixture->desk.session);
  enr_test_wait_until (COUNT ("SELECT count(*) FROM illness WHERE back_day IS NULL") == 2, LONG);
  enr_test_wait_until (
      desk_find_button (enr_test_find_type (window, ENR_TYPE_RECORD_ROW, 0), "watch.back") != NULL,
      LONG);

  g_signal_emit_by_name (enr_test_find_type (window, ADW_TYPE_ACTION_ROW, 0), "activate");
  dialog = desk_wait_dialog (ENR_TYPE_ILLNESS_DIALOG);
  desk_set_text (dialog, "onset", "2026/6/5");
  enr_test_wait_until (enr_test_shows (dialog, "*令和8年6月11日(木)*"), LONG);
  /* The later of two results holds: three days after the day without fever. */
  desk_set_text (dialog, "fever", "2026/6/8");
  enr_test_wait_until (enr_test_shows (dialog, "*令和8年6月12日(金)*"), LONG);
  enr_test_shot (dialog, "illness-dialog");
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_ILLNESS_DIALOG);
  g_assert_cmpint (COUNT ("SELECT count(*) FROM illness WHERE onset = '2026-06-05' AND fever = "
                          "'2026-06-08'"),
                   ==, 1);
  enr_test_wait_until (enr_test_shows (window, "*令和8年6月12日(金)*"), LONG);
  enr_test_pass (300);
  enr_test_shot (window, "watch-window");
  enr_test_assert_nothing_cut (window);
  gtk_window_destroy (GTK_WINDOW (window));

  /* The child is here on the 10th: the board says so. */
  enr_test_wait_until (enr_test_shows (fixture->desk.page, "*令和8年6月12日(金)*"), LONG);
  g_assert_true (desk_find_button (fixture->desk.page, "board.watch") != NULL);
  enr_test_shot (fixture->desk.window, "board-too-early");
  desk_end (&fixture->desk);
}

/* Five days of absence, and on the third the child comes late all the same. */
static gpointer
tell_twice (EnrDb *db, gpointer data, GError **error)
{
  const EnrUuid *child = data;
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "test");
  g_autoptr (EnrNotice) notice = enr_notice_new ();

  notice->child_id = *child;
  notice->first_day = enr_date_new (2026, 6, 8);
  notice->last_day = enr_date_new (2026, 6, 12);
  notice->absence_kind = g_strdup ("suspension");
  notice->disease = g_strdup ("influenza");
  if (!enr_notice_add (db, &actor, notice, NULL, NULL, error))
    return NULL;
  g_clear_pointer (&notice->absence_kind, g_free);
  g_clear_pointer (&notice->disease, g_free);
  notice->kind = ENR_NOTICE_LATE;
  notice->first_day = notice->last_day = enr_date_new (2026, 6, 10);
  notice->arrive = 10 * 60;
  return GINT_TO_POINTER (enr_notice_add (db, &actor, notice, NULL, NULL, error));
}

/* The day's notices say which counts, and one that was wrong is withdrawn with all its days. */
static void
test_list (void)
{
  Fixture f = { 0 }, *fixture = &f;
  g_autoptr (GError) error = NULL;
  GtkWidget *window;
  GtkWidget *row;

  set_up (fixture, "2026-06-10T08:30");
  enr_test_write (fixture->desk.store, tell_twice, &fixture->small.children[2], &error);
  g_assert_no_error (error);
  gtk_widget_activate_action (fixture->desk.page, "board.notices", NULL);
  window = desk_wait_dialog (ENR_TYPE_NOTICE_LIST_WINDOW);
  enr_test_wait_until (enr_test_count_type (window, ENR_TYPE_RECORD_ROW) == 2, LONG);
  enr_test_pass (300);
  enr_test_shot (window, "notice-list");
  enr_test_assert_nothing_cut (window);
  row = enr_test_find_type (window, ENR_TYPE_RECORD_ROW, 0);
  g_assert_true (enr_test_shows (row, "does not count"));
  g_assert_true (enr_test_shows (row, "インフルエンザ*"));
  row = enr_test_find_type (window, ENR_TYPE_RECORD_ROW, 1);
  g_assert_true (enr_test_shows (row, "counts"));
  /* of the day that the list is of, the hour alone */
  g_assert_true (enr_test_shows (row, "*08:30*"));
  g_assert_false (enr_test_shows (row, "*2026*"));

  /* No is no. */
  enr_test_click (
      desk_find_button (enr_test_find_type (window, ENR_TYPE_RECORD_ROW, 0), "notices.withdraw"));
  desk_answer (FALSE);
  enr_test_settle ();
  g_assert_cmpint (COUNT ("SELECT count(*) FROM notice WHERE withdrawn_at IS NULL"), ==, 2);
  enr_test_click (
      desk_find_button (enr_test_find_type (window, ENR_TYPE_RECORD_ROW, 0), "notices.withdraw"));
  desk_answer (TRUE);
  enr_test_wait_until (
      enr_test_shows (enr_test_find_type (window, ENR_TYPE_RECORD_ROW, 0), "withdrawn"), LONG);
  g_assert_cmpint (COUNT ("SELECT count(*) FROM attendance WHERE absence_kind IS NOT NULL"), ==, 0);
  g_assert_cmpint (COUNT ("SELECT count(*) FROM illness WHERE removed_at IS NULL"), ==, 0);
  g_assert_cmpint (COUNT ("SELECT count(*) FROM attendance WHERE planned_arrive = 600"), ==, 1);
  g_assert_null (
      desk_find_button (enr_test_find_type (window, ENR_TYPE_RECORD_ROW, 0), "notices.withdraw"));
  gtk_window_destroy (GTK_WINDOW (window));
  desk_end (&fixture->desk);
}

/* One that was heard wrong is put right in one action, with the rest as it stands. */
static void
test_change (void)
{
  Fixture f = { 0 }, *fixture = &f;
  g_autoptr (GError) error = NULL;
  GtkWidget *window;
  GtkWidget *dialog;

  set_up (fixture, "2026-06-10T08:30");
  enr_test_write (fixture->desk.store, tell_twice, &fixture->small.children[2], &error);
  g_assert_no_error (error);
  gtk_widget_activate_action (fixture->desk.page, "board.notices", NULL);
  window = desk_wait_dialog (ENR_TYPE_NOTICE_LIST_WINDOW);
  enr_test_wait_until (enr_test_count_type (window, ENR_TYPE_RECORD_ROW) == 2, LONG);
  enr_test_click (
      desk_find_button (enr_test_find_type (window, ENR_TYPE_RECORD_ROW, 1), "notices.change"));
  dialog = desk_wait_dialog (ENR_TYPE_NOTICE_DIALOG);
  enr_test_wait_until (enr_test_shows (dialog, "Will be written into*"), LONG);
  enr_test_shot (dialog, "notice-change");
  enr_test_assert_nothing_cut (dialog);
  g_assert_true (
      gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (enr_test_find_id (dialog, "kind_late"))));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (enr_test_find_id (dialog, "time_row"))), ==,
                   "10:00");
  desk_set_text (dialog, "time_row", "1045");
  desk_set_text (dialog, "by_row", "父 & 母");
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_NOTICE_DIALOG);
  g_assert_cmpint (COUNT ("SELECT count(*) FROM notice"), ==, 2);
  g_assert_cmpint (COUNT ("SELECT count(*) FROM attendance WHERE planned_arrive = 645"), ==, 1);
  g_assert_cmpint (
      COUNT ("SELECT count(DISTINCT txn) FROM journal WHERE tbl = 'notice' AND op = 'U'"), ==, 1);
  enr_test_wait_until (enr_test_shows (window, "*10:45*"), LONG);
  g_assert_true (enr_test_shows (window, "*父 & 母*"));

  /* The first, with its disease and its temperature, loses nothing by being saved as it is. */
  enr_test_click (
      desk_find_button (enr_test_find_type (window, ENR_TYPE_RECORD_ROW, 0), "notices.change"));
  dialog = desk_wait_dialog (ENR_TYPE_NOTICE_DIALOG);
  enr_test_wait_until (enr_test_shows (dialog, "Will be written into*"), LONG);
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_NOTICE_DIALOG);
  g_assert_cmpint (
      COUNT ("SELECT count(DISTINCT txn) FROM journal WHERE tbl = 'notice' AND op = 'U'"), ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
  desk_end (&fixture->desk);
}

/* The table is the nursery's: a disease is changed and hidden, the order and the threshold are set.
 */
static void
test_settings (void)
{
  Fixture f = { 0 }, *fixture = &f;
  GtkWidget *settings;
  GtkWidget *dialog;
  gint64 n;

  enr_test_set_now ("2026-06-10T08:30");
  desk_begin (&f.desk, enr_test_store_new_small (&f.small), ENR_TYPE_SETTINGS_PAGE);
  enr_settings_page_show_part (ENR_SETTINGS_PAGE (f.desk.page), "diseases");
  settings = enr_test_find_id (f.desk.page, "diseases");
  n = COUNT ("SELECT count(*) FROM disease");
  enr_test_wait_until (enr_test_count_type (settings, ENR_TYPE_RECORD_ROW) == n, LONG);
  enr_test_pass (300);
  enr_test_shot (f.desk.window, "disease-settings");
  enr_test_assert_nothing_cut (f.desk.window);

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (enr_test_find_id (settings, "children")), 5);
  desk_click (settings, "diseases.save-threshold");
  enr_test_wait_until (COUNT ("SELECT children FROM outbreak_setting") == 5, LONG);

  gtk_widget_activate_action (settings, "diseases.edit", "s", "influenza");
  dialog = desk_wait_dialog (ENR_TYPE_DISEASE_DIALOG);
  enr_test_shot (dialog, "disease-dialog");
  desk_select (dialog, "paper", 2);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (enr_test_find_id (dialog, "days0")), 7);
  gtk_switch_set_active (GTK_SWITCH (enr_test_find_id (dialog, "is_active")), FALSE);
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_DISEASE_DIALOG);
  g_assert_cmpint (
      COUNT ("SELECT count(*) FROM disease WHERE key = 'influenza' AND paper = 'return-form' "
             "AND days = 7 AND is_active = 0"),
      ==, 1);

  gtk_widget_activate_action (settings, "diseases.add", NULL);
  dialog = desk_wait_dialog (ENR_TYPE_DISEASE_DIALOG);
  desk_set_text (dialog, "name", "とびひ");
  desk_set_text (dialog, "criteria", "患部を覆えること");
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_DISEASE_DIALOG);
  enr_test_wait_until (enr_test_shows (settings, "とびひ"), LONG);
  enr_test_wait_until (enr_test_count_type (settings, ENR_TYPE_RECORD_ROW) == n + 1, LONG);
  gtk_widget_activate_action (settings, "diseases.down", "s", "measles");
  enr_test_wait_until (COUNT ("SELECT position FROM disease WHERE key = 'measles'")
                           > COUNT ("SELECT position FROM disease WHERE key = 'influenza'"),
                       LONG);
  desk_end (&f.desk);
}

/* An illness of which nobody sent a notice is watched from the window about it. */
static void
test_add_illness (void)
{
  Fixture f = { 0 }, *fixture = &f;
  GtkWidget *window;
  GtkWidget *dialog;

  set_up (fixture, "2026-06-10T10:05");
  gtk_widget_activate_action (fixture->desk.page, "board.watch", NULL);
  window = desk_wait_dialog (ENR_TYPE_WATCH_WINDOW);
  enr_test_wait_until (enr_test_shows (window, "No child with an infectious disease*"), LONG);
  desk_click (window, "watch.add");
  dialog = desk_wait_dialog (ENR_TYPE_ILLNESS_ADD_DIALOG);
  desk_select (dialog, "class_row", 1);
  desk_select (dialog, "child_row", 1);
  desk_select (dialog, "disease_row", 1);
  desk_set_text (dialog, "onset", "2026/6/9");
  enr_test_pass (100);
  enr_test_shot (dialog, "illness-add-dialog");
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_ILLNESS_ADD_DIALOG);
  enr_test_wait_until (enr_test_shows (window, "インフルエンザ*"), LONG);
  g_assert_cmpint (COUNT ("SELECT count(*) FROM illness WHERE disease = 'influenza' "
                          "AND onset = '2026-06-09' AND notice_id IS NULL"),
                   ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
  desk_end (&fixture->desk);
}

/* Two children with the same illness are enough here. */
static gpointer
break_out (EnrDb *db, gpointer data, GError **error)
{
  const EnrUuid *children = data;
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "test");
  EnrOutbreakSetting setting = { .children = 2, .percent = 100 };

  for (guint i = 1; i <= 2; i++)
    {
      g_autoptr (EnrNotice) notice = enr_notice_new ();

      notice->child_id = children[i];
      notice->first_day = enr_date_new (2026, 6, 8);
      notice->last_day = enr_date_new (2026, 6, 12);
      notice->absence_kind = g_strdup ("suspension");
      notice->disease = g_strdup ("influenza");
      notice->received_at = enr_instant_from_local (notice->first_day, 8 * 60);
      if (!enr_notice_add (db, &actor, notice, NULL, NULL, error))
        return NULL;
    }
  return GINT_TO_POINTER (enr_outbreak_setting_save (db, &actor, &setting, error));
}

static double
value_of (GtkWidget *dialog, const char *id)
{
  return gtk_spin_button_get_value (GTK_SPIN_BUTTON (enr_test_find_id (dialog, id)));
}

/* From the warning on the board to the report with what the records know, and on from there. */
static void
test_outbreak (void)
{
  Fixture f = { 0 }, *fixture = &f;
  g_autoptr (GError) error = NULL;
  GtkWidget *page;
  GtkWidget *window;
  GtkWidget *dialog;

  set_up (fixture, "2026-06-10T08:30");
  page = fixture->desk.page;
  g_assert_null (desk_find_button (page, "board.report-outbreak"));
  enr_test_write (fixture->desk.store, break_out, fixture->small.children, &error);
  g_assert_no_error (error);
  enr_test_wait_until (desk_find_button (page, "board.report-outbreak") != NULL, LONG);
  g_assert_true (enr_test_shows (page, "*2 children; this has to be reported*"));
  enr_test_pass (300);
  enr_test_shot (fixture->desk.window, "board-outbreak");
  enr_test_assert_nothing_cut (enr_test_find_id (page, "contact_bar"));

  /* Not "all who are absent for illness", which have reached the number too. */
  desk_click (page, "board.report-outbreak");
  dialog = desk_wait_dialog (ENR_TYPE_OUTBREAK_DIALOG);
  enr_test_wait_until (value_of (dialog, "children") == 2, LONG);
  g_assert_cmpfloat (value_of (dialog, "users"), ==, 5);
  g_assert_true (enr_test_shows (dialog, "インフルエンザ*"));
  enr_test_shot (dialog, "outbreak-from-board");
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_OUTBREAK_DIALOG);
  g_assert_cmpint (COUNT ("SELECT count(*) FROM outbreak_report WHERE disease = 'influenza' "
                          "AND children = 2 AND users = 5 AND as_of = '2026-06-10'"),
                   ==, 1);

  /* It is not asked for twice. */
  enr_test_wait_until (enr_test_shows (page, "*the report is made*"), LONG);
  g_assert_null (desk_find_button (page, "board.report-outbreak"));
  g_assert_false (enr_test_shows (page, "*this has to be reported*"));

  /* The window about it leads to the next state of that report. */
  gtk_widget_activate_action (page, "board.watch", NULL);
  window = desk_wait_dialog (ENR_TYPE_WATCH_WINDOW);
  enr_test_wait_until (enr_test_shows (window, "The report is made"), LONG);
  enr_test_pass (300);
  enr_test_shot (window, "watch-outbreak");
  enr_test_assert_nothing_cut (window);
  desk_click (window, "watch.report");
  dialog = desk_wait_dialog (ENR_TYPE_OUTBREAK_DIALOG);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (enr_test_find_id (dialog, "staff")), 1);
  gtk_switch_set_active (GTK_SWITCH (enr_test_find_id (dialog, "is_over")), TRUE);
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_OUTBREAK_DIALOG);
  g_assert_cmpint (COUNT ("SELECT count(*) FROM outbreak_report WHERE staff = 1 AND is_over = 1"),
                   ==, 1);
  g_assert_cmpint (COUNT ("SELECT count(*) FROM outbreak_report"), ==, 1);

  /* After the day on which that one has ended, as many are a new outbreak. */
  g_assert_null (enr_test_find_button (window, "Report to the City…"));
  enr_session_set_date (fixture->desk.session, enr_date_new (2026, 6, 11));
  enr_test_wait_until (enr_test_find_button (window, "Report to the City…") != NULL, LONG);
  gtk_window_destroy (GTK_WINDOW (window));
  enr_test_wait_until (desk_find_button (page, "board.report-outbreak") != NULL, LONG);
  desk_end (&fixture->desk);
}

int
main (int argc, char **argv)
{
  enr_test_app_init (&argc, &argv);

  g_test_add_func ("/app/notice/absence", test_absence);
  g_test_add_func ("/app/notice/late", test_late);
  g_test_add_func ("/app/notice/from-quick", test_from_quick);
  g_test_add_func ("/app/notice/quick", test_quick);
  g_test_add_func ("/app/notice/add-illness", test_add_illness);
  g_test_add_func ("/app/notice/calls", test_calls);
  g_test_add_func ("/app/notice/watch", test_watch);
  g_test_add_func ("/app/notice/outbreak", test_outbreak);
  g_test_add_func ("/app/notice/list", test_list);
  g_test_add_func ("/app/notice/change", test_change);
  g_test_add_func ("/app/notice/settings", test_settings);
  return enr_test_app_run ();
}
