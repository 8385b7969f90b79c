/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The whole window, driven: the day of an office from the first tap at the door to the closed day.
 */
#include "config.h"

#include "app-support.h"
#include "app/board/absence-dialog.h"
#include "app/board/board-page.h"
#include "app/board/board-row.h"
#include "app/board/close-dialog.h"
#include "app/board/entry-dialog.h"
#include "app/board/reason-dialog.h"
#include "app/children/history-dialog.h"
#include "app/window.h"
#include "attendance/stamp.h"
#include "attendance/entry.h"
#include "base/clock.h"

#define WAIT 15000

#define STANDING                                                                                   \
  "FROM stamp s WHERE s.at IS NOT NULL "                                                           \
  "AND NOT EXISTS (SELECT 1 FROM stamp x WHERE x.supersedes = s.id)"

/* One for all cases: a process is registered on the bus once. */
static EnrApplication *application;

typedef struct
{
  EnrTestSmall small;
  EnrStore *store;
  EnrSession *session;
  EnrWindow *window;
  GtkWidget *board;
} Office;

static void
office_open_at (Office *office, const char *now)
{
  enr_test_set_now (now);
  office->store = enr_test_store_new_small (&office->small);
  office->session = enr_session_new (office->store);
  office->window = enr_window_new (application);
  enr_window_set_session (office->window, office->session, FALSE);
  gtk_window_present (GTK_WINDOW (office->window));
  office->board = GTK_WIDGET (enr_window_show_page (office->window, "board"));
  enr_test_wait_until (enr_test_shows (office->board, "青木 朝陽"), WAIT);
}

static void
office_open (Office *office)
{
  office_open_at (office, "2026-06-10T08:02");
}

static void
office_close (Office *office)
{
  gpointer window = office->window;

  enr_test_pass (50);
  g_object_add_weak_pointer (window, &window);
  gtk_window_destroy (GTK_WINDOW (office->window));
  enr_test_wait_until (window == NULL, WAIT);
  g_clear_object (&office->session);
  enr_test_store_end (office->store);
}

/* The newest window of a type. */
static GtkWidget *
find_dialog (GType type)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type) && gtk_widget_get_mapped (window))
        return window;
    }
  return NULL;
}

static GtkWidget *
wait_for_dialog (GType type)
{
  enr_test_wait_until (find_dialog (type) != NULL, WAIT);
  enr_test_settle ();
  return find_dialog (type);
}

/* Finds by typing, as one does, and takes the first. */
static void
pick (Office *office, const char *typed)
{
  GtkWidget *search = enr_test_find_id (office->board, "search");

  gtk_editable_set_text (GTK_EDITABLE (search), typed);
  enr_test_pass (300);
  g_signal_emit_by_name (search, "activate");
  enr_test_settle ();
}

static void
show_all (Office *office)
{
  gtk_widget_activate_action (office->board, "board.show-all", NULL);
  enr_test_pass (300);
}

static void
set_row (GtkWidget *dialog, const char *id, const char *text)
{
  GtkWidget *row = enr_test_find_id (dialog, id);

  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static void
save (GtkWidget *dialog)
{
  gtk_widget_activate_action (dialog, "dialog.save", NULL);
}

static void
test_arrival_and_undo (void)
{
  Office office = { 0 };

  office_open (&office);
  pick (&office, "あおきあさひ");
  gtk_widget_activate_action (office.board, "board.arrive", NULL);
  enr_test_wait_until (enr_test_shows (office.board, "8:02"), WAIT);
  g_assert_cmpint (enr_test_query_int (office.store, "SELECT count(*) " STANDING), ==, 1);
  enr_test_shot (GTK_WIDGET (office.window), "board-arrived");
  enr_test_assert_nothing_cut (office.board);
  gtk_widget_activate_action (GTK_WIDGET (office.window), "win.undo", NULL);
  enr_test_wait_until (!enr_test_shows (office.board, "8:02"), WAIT);
  g_assert_cmpint (enr_test_query_int (office.store, "SELECT count(*) " STANDING), ==, 0);
  office_close (&office);
}

/* The button of a toast undoes what was done last, so it must stand beside the name of that. */
static void
test_undo_names_the_last (void)
{
  Office office = { 0 };
  g_autofree char *first = NULL;
  const char *last;

  office_open (&office);
  pick (&office, "あおきあさひ");
  gtk_widget_activate_action (office.board, "board.arrive", NULL);
  enr_test_wait_until (enr_session_get_undo_text (office.session) != NULL, WAIT);
  first = g_strdup (enr_session_get_undo_text (office.session));
  enr_test_wait_until (enr_test_shows (GTK_WIDGET (office.window), first), WAIT);

  pick (&office, "石川");
  gtk_widget_activate_action (office.board, "board.arrive", NULL);
  enr_test_wait_until (g_strcmp0 (enr_session_get_undo_text (office.session), first) != 0, WAIT);
  last = enr_session_get_undo_text (office.session);
  enr_test_pass (1500); /* the first would stand for four seconds */
  g_assert_true (enr_test_shows (GTK_WIDGET (office.window), last));
  g_assert_false (enr_test_shows (GTK_WIDGET (office.window), first));
  office_close (&office);
}

/* Who arrives while the office has the dialog open is not sent away by saving it. */
static void
test_entry_keeps_untouched (void)
{
  Office office = { 0 };
  GtkWidget *dialog;

  office_open (&office);
  pick (&office, "石川");
  gtk_widget_activate_action (office.board, "board.edit", NULL);
  dialog = wait_for_dialog (ENR_TYPE_ENTRY_DIALOG);
  gtk_widget_activate_action (office.board, "board.arrive", NULL);
  enr_test_wait_until (enr_test_shows (office.board, "8:02"), WAIT);
  set_row (dialog, "collector_row", "祖母");
  save (dialog);
  enr_test_wait_until (find_dialog (ENR_TYPE_ENTRY_DIALOG) == NULL, WAIT);
  g_assert_cmpint (enr_test_query_int (office.store, "SELECT count(*) " STANDING), ==, 1);
  gtk_widget_activate_action (GTK_WIDGET (office.window), "win.undo", NULL);
  enr_test_pass (500);
  g_assert_cmpint (enr_test_query_int (office.store, "SELECT count(*) " STANDING), ==, 1);
  office_close (&office);
}

/* Saturdays on application: the setting is made in the window, and the board asks only after the
 * child who is planned. */
static void
test_saturday (void)
{
  Office office = { 0 };
  GtkWidget *settings, *dialog;

  office_open_at (&office, "2026-06-13T09:40");
  enr_test_wait_until (enr_test_shows (office.board, "No word 5"), WAIT);
  settings = GTK_WIDGET (enr_window_show_page (office.window, "settings"));
  enr_test_wait_until (enr_test_shows (settings, "さくら保育園*"), WAIT);
  gtk_switch_set_active (GTK_SWITCH (enr_test_find_id (settings, "is_saturday_by_plan")), TRUE);
  gtk_widget_activate_action (enr_test_find_id (settings, "facility"), "facility.save", "s",
                              "rules");
  enr_test_wait_until (
      enr_test_query_int (office.store, "SELECT saturday_by_plan FROM facility") == 1, WAIT);
  enr_window_show_page (office.window, "board");
  enr_test_wait_until (enr_test_shows (office.board, "No word 0"), WAIT);
  g_assert_true (enr_test_shows (office.board, "—"));
  g_assert_false (enr_test_shows (office.board, "No word"));

  pick (&office, "石川");
  gtk_widget_activate_action (office.board, "board.edit", NULL);
  dialog = wait_for_dialog (ENR_TYPE_ENTRY_DIALOG);
  set_row (dialog, "planned_arrive_row", "9:00");
  save (dialog);
  enr_test_wait_until (enr_test_shows (office.board, "No word 1"), WAIT);
  enr_test_wait_until (enr_test_shows (GTK_WIDGET (office.window), "No word from 1 child*"), WAIT);
  show_all (&office);
  /* Who comes all the same is here. */
  pick (&office, "あおきあさひ");
  gtk_widget_activate_action (office.board, "board.arrive", NULL);
  enr_test_wait_until (enr_test_shows (office.board, "Here 1"), WAIT);
  show_all (&office);
  enr_test_shot (GTK_WIDGET (office.window), "board-saturday");
  enr_test_assert_nothing_cut (office.board);
  gtk_widget_activate_action (office.board, "board.filter", "s", "unknown");
  enr_test_wait_until (!enr_test_shows (office.board, "青木 花"), WAIT);
  g_assert_true (enr_test_shows (office.board, "石川 湊"));
  g_assert_true (enr_test_shows (office.board, "No word"));
  office_close (&office);
}

static gpointer
write_note (EnrDb *db, gpointer data, GError **error)
{
  EnrActor actor = enr_actor (ENR_ACTOR_COMMAND, "test");

  return GINT_TO_POINTER (
      enr_entry_set_note (db, &actor, data, enr_clock_today (), "園庭で転ぶ", error));
}

/* Neither is a note written over that another program wrote meanwhile, nor by taking the entry
 * back. */
static void
test_entry_keeps_note (void)
{
  Office office = { 0 };
  g_autoptr (GError) error = NULL;
  GtkWidget *dialog;

  office_open (&office);
  pick (&office, "石川");
  gtk_widget_activate_action (office.board, "board.edit", NULL);
  dialog = wait_for_dialog (ENR_TYPE_ENTRY_DIALOG);
  g_assert_nonnull (enr_test_write (office.store, write_note, &office.small.children[4], &error));
  g_assert_no_error (error);
  set_row (dialog, "temperature_row", "36.8");
  save (dialog);
  enr_test_wait_until (find_dialog (ENR_TYPE_ENTRY_DIALOG) == NULL, WAIT);
  g_assert_cmpint (enr_test_query_int (office.store, "SELECT count(*) FROM attendance WHERE note = "
                                                     "'園庭で転ぶ' AND temperature = 368"),
                   ==, 1);
  gtk_widget_activate_action (GTK_WIDGET (office.window), "win.undo", NULL);
  enr_test_wait_until (enr_test_query_int (office.store,
                                           "SELECT count(*) FROM attendance WHERE note = "
                                           "'園庭で転ぶ' AND temperature IS NULL")
                           == 1,
                       WAIT);
  office_close (&office);
}

static void
test_forgotten_yesterday (void)
{
  Office office = { 0 };
  GtkWidget *dialog;
  g_autofree char *reason = NULL;

  office_open (&office);
  gtk_widget_activate_action (GTK_WIDGET (office.window), "win.day-before", NULL);
  enr_test_pass (300);
  pick (&office, "石川");
  gtk_widget_activate_action (office.board, "board.edit", NULL);
  dialog = wait_for_dialog (ENR_TYPE_ENTRY_DIALOG);
  enr_test_shot (dialog, "entry-dialog");
  /* first something that is no time */
  set_row (dialog, "arrived_row", "朝");
  save (dialog);
  enr_test_settle ();
  g_assert_true (gtk_widget_get_visible (enr_test_find_id (dialog, "error_label")));
  g_assert_cmpint (enr_test_query_int (office.store, "SELECT count(*) FROM stamp"), ==, 0);
  set_row (dialog, "arrived_row", "0815");
  set_row (dialog, "left_row", "17時30分");
  save (dialog);
  enr_test_wait_until (find_dialog (ENR_TYPE_ENTRY_DIALOG) == NULL, WAIT);
  enr_test_wait_until (enr_test_shows (office.board, "17:30"), WAIT);
  reason = enr_test_query_text (office.store, "SELECT reason FROM stamp WHERE kind = 'arrive'");
  g_assert_cmpstr (reason, ==, "打刻忘れ");
  g_assert_cmpint (
      enr_test_query_int (office.store, "SELECT count(*) FROM stamp WHERE day = '2026-06-09'"), ==,
      2);

  /* and the correction is in the child's history */
  gtk_widget_activate_action (office.board, "board.edit", NULL);
  dialog = wait_for_dialog (ENR_TYPE_ENTRY_DIALOG);
  set_row (dialog, "arrived_row", "8:20");
  set_row (dialog, "other_reason_row", "保護者の話");
  save (dialog);
  enr_test_wait_until (find_dialog (ENR_TYPE_ENTRY_DIALOG) == NULL, WAIT);
  enr_test_wait_until (enr_test_shows (office.board, "8:20"), WAIT);
  gtk_widget_activate_action (office.board, "board.history", NULL);
  dialog = wait_for_dialog (ENR_TYPE_HISTORY_DIALOG);
  enr_test_wait_until (enr_test_shows (dialog, "*保護者の話*"), WAIT);
  g_assert_true (enr_test_shows (dialog, "*8:15*"));
  enr_test_shot (dialog, "history-dialog");
  gtk_window_destroy (GTK_WINDOW (dialog));
  office_close (&office);
}

static void
test_absence (void)
{
  Office office = { 0 };
  GtkWidget *dialog;
  g_autofree char *kind = NULL;

  office_open (&office);
  pick (&office, "よしだ");
  gtk_widget_activate_action (office.board, "board.absent", NULL);
  dialog = wait_for_dialog (ENR_TYPE_ABSENCE_DIALOG);
  gtk_widget_activate_action (dialog, "dialog.pick", "i", 3);
  set_row (dialog, "reason_row", "手足口病");
  set_row (dialog, "by_row", "母");
  enr_test_shot (dialog, "absence-dialog");
  save (dialog);
  enr_test_wait_until (find_dialog (ENR_TYPE_ABSENCE_DIALOG) == NULL, WAIT);
  enr_test_wait_until (enr_test_shows (office.board, "出席停止"), WAIT);
  kind = enr_test_query_text (office.store, "SELECT absence_kind FROM attendance");
  g_assert_cmpstr (kind, ==, "suspension");
  show_all (&office);
  enr_board_page_show_filter (ENR_BOARD_PAGE (office.board), "unknown");
  enr_test_pass (200);
  g_assert_false (enr_test_shows (office.board, "𠮷田 さくら"));
  g_assert_true (enr_test_shows (office.board, "青木 花"));
  office_close (&office);
}

static void
test_sight_check (void)
{
  Office office = { 0 };

  office_open (&office);
  pick (&office, "おがさわら");
  gtk_widget_activate_action (office.board, "board.sight", NULL);
  enr_test_wait_until (
      enr_test_query_int (office.store, "SELECT count(*) FROM attendance WHERE sight = 'present'")
          == 1,
      WAIT);
  enr_test_pass (300);
  gtk_widget_activate_action (office.board, "board.sight", NULL);
  enr_test_wait_until (
      enr_test_query_int (office.store, "SELECT count(*) FROM attendance WHERE sight = 'absent'")
          == 1,
      WAIT);
  show_all (&office);
  enr_test_wait_until (gtk_widget_get_mapped (enr_test_find_id (office.board, "filter_mismatch")),
                       WAIT);
  enr_test_shot (GTK_WIDGET (office.window), "board-mismatch");
  enr_test_assert_nothing_cut (office.board);
  office_close (&office);
}

static void
test_close_and_reopen (void)
{
  Office office = { 0 };
  GtkWidget *dialog;

  office_open (&office);
  gtk_widget_activate_action (office.board, "board.close-day", NULL);
  dialog = wait_for_dialog (ENR_TYPE_CLOSE_DIALOG);
  enr_test_shot (dialog, "close-dialog");
  g_assert_true (enr_test_shows (dialog, "*小笠原*"));
  save (dialog);
  enr_test_wait_until (find_dialog (ENR_TYPE_CLOSE_DIALOG) == NULL, WAIT);
  g_assert_cmpint (
      enr_test_query_int (office.store, "SELECT unresolved FROM day_closing WHERE closed_at > 0"),
      ==, 5);
  enr_test_pass (300);
  pick (&office, "石川");
  gtk_widget_activate_action (office.board, "board.arrive", NULL);
  enr_test_pass (300);
  g_assert_cmpint (enr_test_query_int (office.store, "SELECT count(*) FROM stamp"), ==, 0);

  gtk_widget_activate_action (office.board, "board.reopen-day", NULL);
  dialog = wait_for_dialog (ENR_TYPE_REASON_DIALOG);
  save (dialog); /* without a reason: it stays */
  enr_test_pass (100);
  g_assert_nonnull (find_dialog (ENR_TYPE_REASON_DIALOG));
  set_row (dialog, "reason_row", "入力もれ");
  save (dialog);
  enr_test_wait_until (
      enr_test_query_int (office.store, "SELECT count(*) FROM day_closing WHERE closed_at IS NULL")
          == 1,
      WAIT);
  office_close (&office);
}

/* A tap at the door is on the board without anybody doing anything. */
static gpointer
tap (EnrDb *db, gpointer data, GError **error)
{
  const EnrUuid *child = data;
  EnrActor door = enr_actor (ENR_ACTOR_DOOR, "door");

  return GINT_TO_POINTER (
      enr_stamp_punch (db, &door, child, enr_clock_now (), ENR_SOURCE_DOOR, NULL, NULL, error));
}

static void
test_refreshes (void)
{
  Office office = { 0 };
  g_autoptr (GError) error = NULL;
  GtkWidget *list;
  gpointer first;

  office_open (&office);
  list = enr_test_find_id (office.board, "list");
  first = enr_test_find_type (list, ENR_TYPE_BOARD_ROW, 1);
  g_assert_nonnull (enr_test_write (office.store, tap, &office.small.children[2], &error));
  g_assert_no_error (error);
  enr_test_wait_until (enr_test_shows (office.board, "8:02"), WAIT);
  /* by difference: the rows are the same widgets */
  g_assert_true (first == enr_test_find_type (list, ENR_TYPE_BOARD_ROW, 1));
  office_close (&office);
}

/* Another program on the same file, as a second PC's kiosk would be: seen by the poll. */
static void
test_other_program (void)
{
  Office office = { 0 };
  g_autoptr (GError) error = NULL;
  EnrDb *db;

  office_open (&office);
  enr_store_poll (office.store);
  enr_test_pass (200);
  db = enr_db_open (enr_store_get_path (office.store), ENR_DB_READ_WRITE, &error);
  g_assert_no_error (error);
  g_assert_nonnull (tap (db, &office.small.children[3], &error));
  enr_db_close (db);
  enr_store_poll (office.store);
  enr_test_wait_until (enr_test_shows (office.board, "8:02"), WAIT);
  office_close (&office);
}

static void
test_pages (void)
{
  static const char *const names[] = { "children", "writing", "papers", "settings", "board" };
  Office office = { 0 };

  office_open (&office);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *shot = g_strconcat ("page-", names[i], NULL);
      GtkWidget *page = GTK_WIDGET (enr_window_show_page (office.window, names[i]));

      int minimum;

      enr_test_wait_until (gtk_widget_get_mapped (page), WAIT);
      enr_test_pass (1200);
      /* The office's screen is 1024 wide: no page may ask for more. */
      gtk_widget_measure (GTK_WIDGET (office.window), GTK_ORIENTATION_HORIZONTAL, -1, &minimum,
                          NULL, NULL, NULL);
      g_test_message ("%s: at least %d wide", names[i], minimum);
      g_assert_cmpint (minimum, <=, 1024);
      enr_test_shot (GTK_WIDGET (office.window), shot);
    }
  office_close (&office);
}

static void
test_failure (void)
{
  Office office = { 0 };

  office_open (&office);
  enr_window_show_failure (office.window, "だめ <b>");
  enr_test_settle ();
  g_assert_true (enr_test_shows (GTK_WIDGET (office.window), "*だめ*"));
  enr_test_shot (GTK_WIDGET (office.window), "failure");
  enr_window_show_setup (office.window);
  enr_test_settle ();
  enr_test_shot (GTK_WIDGET (office.window), "setup");
  office_close (&office);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  enr_test_app_init (&argc, &argv);
  application = enr_application_new ();
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);

  g_test_add_func ("/app/window/arrival-and-undo", test_arrival_and_undo);
  g_test_add_func ("/app/window/undo-names-the-last", test_undo_names_the_last);
  g_test_add_func ("/app/window/entry-keeps-untouched", test_entry_keeps_untouched);
  g_test_add_func ("/app/window/saturday", test_saturday);
  g_test_add_func ("/app/window/entry-keeps-note", test_entry_keeps_note);
  g_test_add_func ("/app/window/forgotten-yesterday", test_forgotten_yesterday);
  g_test_add_func ("/app/window/absence", test_absence);
  g_test_add_func ("/app/window/sight-check", test_sight_check);
  g_test_add_func ("/app/window/close-and-reopen", test_close_and_reopen);
  g_test_add_func ("/app/window/refreshes", test_refreshes);
  g_test_add_func ("/app/window/other-program", test_other_program);
  g_test_add_func ("/app/window/pages", test_pages);
  g_test_add_func ("/app/window/failure", test_failure);

  status = enr_test_app_run ();
  g_clear_object (&application);
  return status;
}
