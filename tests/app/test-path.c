/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The whole path of a report, each link of it the real one: the office records and closes a day in
 * the window, the window's sender carries it to a hub of its own process, and an officer reads it
 * on the hub's page in a browser; and back, what the officer asks stands in the window. Nothing
 * here depends on the language, so that its pictures can be made in any.
 */
#include "config.h"

#include <string.h>

#include "app/board/board-page.h"
#include "app/board/close-dialog.h"
#include "app/city/report-row.h"
#include "app/window.h"
#include "city-desk.h"
#include "submission/attach.h"

#define OFFICER "市役所 花子"
#define PASSWORD "さくらさく-2026"
#define NURSERY "さくら保育園"
#define QUESTION "この日曜日の出席 1 名は、休日保育でしょうか。"
#define BROWSER_MS 90000

/* One for all cases: a process is registered on the bus once. */
static EnrApplication *application;

typedef struct
{
  EnrStore *store;
  EnrSession *session;
  EnrWindow *window;
  GtkWidget *board;
  EnrCityPage *city;
  CityHub hub;
} Path;

/*
 * The officer
 */

typedef struct
{
  gboolean is_over;
  gboolean is_good;
  char *said;
} Look;

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Look *look = data;
  g_autoptr (GError) error = NULL;

  g_subprocess_communicate_utf8_finish (G_SUBPROCESS (source), result, &look->said, NULL, &error);
  g_assert_no_error (error);
  look->is_good = g_subprocess_get_successful (G_SUBPROCESS (source));
  look->is_over = TRUE;
}

/* Runs the officer's browser while the window goes on, and returns what it said; the test fails
 * where it is not as the words say, which end with NULL. */
static char *
look_at (const char *first, ...)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "hub", "officer-sees.py", NULL);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  Look look = { 0 };
  const char *word = first;
  va_list words;

  g_ptr_array_add (argv, (gpointer) "python3");
  g_ptr_array_add (argv, (gpointer) "-B");
  g_ptr_array_add (argv, script);
  va_start (words, first);
  for (; word != NULL; word = va_arg (words, const char *))
    g_ptr_array_add (argv, (gpointer) word);
  va_end (words);
  g_ptr_array_add (argv, NULL);
  process = g_subprocess_newv ((const char *const *) argv->pdata, G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                               &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8_async (process, NULL, NULL, looked_cb, &look);
  enr_test_wait_until (look.is_over, BROWSER_MS);
  if (!look.is_good)
    g_error ("the officer does not see it (%s)", first);
  return look.said;
}

#define officer_looks(...) g_free (look_at (__VA_ARGS__))

static gboolean
has_browser (void)
{
  g_autofree char *said = look_at (NULL);
  const char *skip = strstr (g_strchomp (said), "SKIP ");

  if (skip != NULL)
    g_test_skip (skip + strlen ("SKIP "));
  return skip == NULL;
}

/*
 * The office
 */

static gpointer
attach (EnrDb *db, gpointer data, GError **error)
{
  return GINT_TO_POINTER (enr_submission_attach (db, error));
}

static void
begin (Path *path, const char *now)
{
  g_autofree char *made = NULL;
  g_autoptr (GError) error = NULL;

  *path = (Path){ 0 };
  enr_test_set_now (now);
  city_hub_begin (&path->hub);
  made = city_hub_run_input (&path->hub, PASSWORD "\n", "officer", "add", OFFICER, NULL);
  path->store = enr_test_store_new_small (NULL);
  g_assert_nonnull (enr_test_write (path->store, attach, NULL, &error));
  path->session = enr_session_new (path->store);
  path->window = enr_window_new (application);
  gtk_window_set_default_size (GTK_WINDOW (path->window), 1024, 768);
  enr_window_set_session (path->window, path->session, FALSE);
  gtk_window_present (GTK_WINDOW (path->window));
  path->board = GTK_WIDGET (enr_window_show_page (path->window, "board"));
  enr_test_wait_until (enr_test_shows (path->board, "青木 朝陽"), LONG);
}

static void
end (Path *path)
{
  gpointer window = path->window;

  enr_test_pass (50);
  g_object_add_weak_pointer (window, &window);
  gtk_window_destroy (GTK_WINDOW (path->window));
  enr_test_wait_until (window == NULL, LONG);
  g_clear_object (&path->session);
  enr_test_store_end (path->store);
  city_hub_end (&path->hub);
}

static void
show_city (Path *path)
{
  path->city = ENR_CITY_PAGE (enr_window_show_page (path->window, "city"));
  enr_test_pass (200);
}

static void
show_board (Path *path)
{
  enr_window_show_page (path->window, "board");
  enr_test_pass (200);
}

/* Found by typing, and then stamped. */
static void
stamp (Path *path, const char *typed, const char *action, const char *time)
{
  GtkWidget *search = enr_test_find_id (path->board, "search");

  gtk_editable_set_text (GTK_EDITABLE (search), typed);
  enr_test_pass (300);
  g_signal_emit_by_name (search, "activate");
  enr_test_settle ();
  gtk_widget_activate_action (path->board, action, NULL);
  enr_test_wait_until (enr_test_shows (path->board, time), LONG);
}

static GtkWidget *
find_close_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (ENR_IS_CLOSE_DIALOG (window) && gtk_widget_get_mapped (window))
        return window;
    }
  return NULL;
}

static void
close_day (Path *path)
{
  gtk_widget_activate_action (path->board, "board.close-day", NULL);
  enr_test_wait_until (find_close_dialog () != NULL, LONG);
  enr_test_settle ();
  enr_test_click (enr_test_find_id (find_close_dialog (), "save_button"));
  enr_test_wait_until (find_close_dialog () == NULL, LONG);
}

#define COUNT(table, condition)                                                                    \
  enr_test_query_int (path->store, "SELECT count(*) FROM " table " WHERE " condition)

/* Shows all that was reported. */
static void
show_all (Path *path)
{
  GtkWidget *sending;

  show_city (path);
  sending = city_part (path->city, "sending");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (enr_test_find_id (sending, "filter_all")), TRUE);
  enr_test_wait_until (enr_test_count_type (sending, ENR_TYPE_REPORT_ROW) == 1, LONG);
  gtk_list_box_select_row (GTK_LIST_BOX (enr_test_find_id (sending, "list")),
                           GTK_LIST_BOX_ROW (enr_test_find_type (sending, ENR_TYPE_REPORT_ROW, 0)));
  enr_test_wait_until (gtk_widget_get_mapped (enr_test_find_id (sending, "receipt_button")), LONG);
}

/*
 * Tests
 */

/* A day that was closed before the sending was chosen stays here; the next goes by itself, and is
 * read. */
static void
test_day (void)
{
  Path p, *path = &p;

  if (!has_browser ())
    return;
  begin (path, "2026-06-10T08:02");
  show_city (path);
  city_connect (path->city, &path->hub, path->store);
  show_board (path);
  gtk_widget_activate_action (GTK_WIDGET (path->window), "win.day-before", NULL);
  enr_test_pass (300);
  close_day (path);
  gtk_widget_activate_action (GTK_WIDGET (path->window), "win.today", NULL);
  enr_test_pass (300);
  show_city (path);
  city_choose (path->city, path->store, 0, ENR_SENDING_MODE_AUTO);

  show_board (path);
  stamp (path, "あおきあさひ", "board.arrive", "8:02");
  enr_test_set_now ("2026-06-10T17:40");
  stamp (path, "あおきあさひ", "board.leave", "17:40");
  close_day (path);
  enr_test_shot (GTK_WIDGET (path->window), "path-board");
  g_assert_cmpint (COUNT ("day_closing", "TRUE"), ==, 2);
  enr_test_wait_until (COUNT ("sync_delivery", "state = 1") == 1, LONG);
  g_assert_cmpint (COUNT ("sync_delivery", "TRUE"), ==, 1);
  show_all (path);
  enr_test_shot (GTK_WIDGET (path->window), "path-sent");
  enr_test_assert_nothing_cut (GTK_WIDGET (path->city));
  officer_looks ("day", path->hub.url, OFFICER, PASSWORD, NURSERY, "2026-06-10", "8:02", "17:40",
                 "2026-06-09", NULL);
  end (path);
}

/* A child on a Sunday: the hub shows it to the officer, who asks, and the office reads the
 * question. */
static void
test_question (void)
{
  Path p, *path = &p;
  GtkWidget *sending;
  GtkWidget *city_count;

  if (!has_browser ())
    return;
  begin (path, "2026-06-14T09:00");
  show_city (path);
  city_connect (path->city, &path->hub, path->store);
  city_choose (path->city, path->store, 0, ENR_SENDING_MODE_AUTO);
  show_board (path);
  stamp (path, "あおきあさひ", "board.arrive", "9:00");
  enr_test_set_now ("2026-06-14T12:30");
  stamp (path, "あおきあさひ", "board.leave", "12:30");
  close_day (path);
  enr_test_wait_until (COUNT ("sync_delivery", "state = 2") == 1, LONG);
  city_count = enr_test_find_id (GTK_WIDGET (path->window), "city_count");
  g_assert_false (gtk_widget_get_visible (city_count));

  officer_looks ("ask", path->hub.url, OFFICER, PASSWORD, NURSERY, QUESTION, NULL);
  show_city (path);
  sending = city_part (path->city, "sending");
  g_assert_true (gtk_toggle_button_get_active (
      GTK_TOGGLE_BUTTON (enr_test_find_id (sending, "filter_person"))));
  g_assert_cmpuint (enr_test_count_type (sending, ENR_TYPE_REPORT_ROW), ==, 0);
  enr_test_click (enr_test_find_id (sending, "send_button"));
  enr_test_wait_until (enr_test_count_type (sending, ENR_TYPE_REPORT_ROW) == 1, LONG);
  enr_test_wait_until (gtk_widget_get_visible (city_count), LONG);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (city_count)), ==, "1");
  enr_test_shot (GTK_WIDGET (path->window), "path-needs-you");
  enr_test_assert_nothing_cut (GTK_WIDGET (path->city));

  /* It stays while it is read, though it needs nobody any more. */
  gtk_list_box_select_row (GTK_LIST_BOX (enr_test_find_id (sending, "list")),
                           GTK_LIST_BOX_ROW (enr_test_find_type (sending, ENR_TYPE_REPORT_ROW, 0)));
  enr_test_wait_until (COUNT ("sync_question", "seen_at IS NOT NULL") == 1, LONG);
  enr_test_wait_until (!gtk_widget_get_visible (city_count), LONG);
  enr_test_pass (500);
  g_assert_true (enr_test_shows (sending, "*" QUESTION "*"));
  g_assert_true (
      enr_test_shows (enr_test_find_id (sending, "pane"), "*令和8年6月14日*")); /* of which day */
  enr_test_shot (GTK_WIDGET (path->window), "path-question");
  enr_test_assert_nothing_cut (GTK_WIDGET (path->city));
  end (path);
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

  g_test_add_func ("/app/path/day", test_day);
  g_test_add_func ("/app/path/question", test_question);

  status = enr_test_app_run ();
  g_clear_object (&application);
  return status;
}
