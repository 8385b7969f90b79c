/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The door: its pages, its time, and its input.
 */
#include "config.h"

#include "app/kiosk/kiosk-wedge.h"
#include "attendance/stamp.h"
#include "base/clock.h"
#include "kiosk-door.h"

static void
test_home (void)
{
  EnrKioskTimes times = door_long_times;
  Door door;

  door_open (&door);
  g_assert_cmpuint (enr_kiosk_window_get_times (door.kiosk)->home, ==, 60000);
  times.home = 400;
  enr_kiosk_window_set_times (door.kiosk, &times);
  door_tap_child (&door, "ひよこ", "さくら");
  door_wait_page (&door, "confirm");
  door_wait_page (&door, "start");

  /* A page with names on it goes when nobody touches it. */
  times.rest = 300;
  enr_kiosk_window_set_times (door.kiosk, &times);
  enr_test_click_text (door.window, "ぞう");
  g_assert_true (enr_test_shows (door.window, "りゅうのすけ"));
  door_wait_page (&door, "start");
  g_assert_false (enr_test_shows (door.window, "りゅうのすけ"));
  door_close (&door);
}

/* The times that people get. */
static void
test_times (void)
{
  Door door;
  GtkWidget *fresh;
  const EnrKioskTimes *times;

  door_open (&door);
  fresh = enr_kiosk_window_new (NULL, door.store);
  times = enr_kiosk_window_get_times (ENR_KIOSK_WINDOW (fresh));
  g_assert_cmpuint (times->home, ==, 5000);
  g_assert_cmpuint (times->undo, ==, 10000);
  g_assert_cmpuint (times->rest, ==, 30000);
  g_assert_cmpuint (times->hold, ==, 3000);
  gtk_window_destroy (GTK_WINDOW (fresh));
  door_close (&door);
}

static void
test_midnight (void)
{
  Door door;

  door_open (&door);
  enr_test_set_now ("2026-06-10T20:00");
  door_arrive (&door, "ひよこ", "さくら");
  enr_test_set_now ("2026-06-11T00:30");
  enr_kiosk_window_tick (door.kiosk);
  g_assert_true (enr_test_shows (door.window, "0:30"));
  door_tap_child (&door, "ひよこ", "さくら");
  enr_test_wait_until (enr_test_shows (door.window, "Left at 0:30. Goodbye!"), WAIT);
  door_assert_query (&door, "SELECT day " STANDING " AND kind = 'leave'", "2026-06-10");

  /* At three the next day begins, and nobody is here or gone. */
  gtk_widget_activate_action (door.window, "kiosk.home", NULL);
  enr_test_set_now ("2026-06-11T03:00");
  enr_kiosk_window_tick (door.kiosk);
  enr_test_click_text (door.window, "ひよこ");
  enr_test_wait_until (!enr_test_shows (door.window, "0:30 gone"), WAIT);
  g_assert_cmpuint (enr_test_count_type (door.window, ENR_TYPE_KIOSK_TILE), <=, 2);
  door_close (&door);
}

static gpointer
arrive_in_office (EnrDb *db, gpointer data, GError **error)
{
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "test");

  return GINT_TO_POINTER (
      enr_stamp_arrive (db, &actor, data, enr_clock_now (), ENR_SOURCE_OFFICE, NULL, error));
}

/* What the office records is seen at once, and the tiles stay the same widgets under a finger. */
static void
test_refresh (void)
{
  Door door;
  GtkWidget *tile;

  door_open (&door);
  enr_test_click_text (door.window, "ひよこ");
  tile = enr_test_find_button (door.window, "さくら");
  enr_test_write (door.store, arrive_in_office, &door.small.children[2], NULL);
  enr_test_wait_until (enr_test_shows (door.window, "8:02 here"), WAIT);
  g_assert_true (tile == enr_test_find_button (door.window, "さくら"));
  door_close (&door);
}

static void
test_leave (void)
{
  EnrKioskTimes times = door_long_times;
  Door door;

  door_open (&door);
  times.hold = 300;
  enr_kiosk_window_set_times (door.kiosk, &times);

  /* Closing the window is no way out, and touching the clock for a moment is none. */
  gtk_window_close (GTK_WINDOW (door.window));
  door_wait_page (&door, "leave");
  door_look (&door, "kiosk-leave");
  enr_test_click_text (door.window, "Stay");
  enr_kiosk_window_hold (door.kiosk, TRUE);
  enr_test_pass (50);
  enr_kiosk_window_hold (door.kiosk, FALSE);
  enr_test_pass (400);
  g_assert_true (door_is_on (&door, "start"));

  enr_kiosk_window_hold (door.kiosk, TRUE);
  door_wait_page (&door, "leave");
  g_object_add_weak_pointer (G_OBJECT (door.window), (gpointer *) &door.window);
  enr_test_click_text (door.window, "Leave");
  enr_test_wait_until (door.window == NULL, WAIT);
  enr_test_store_end (door.store);
}

/* A full nursery: at most 24 on a page, whole names, on its side and on end. */
static void
test_fits (gconstpointer data)
{
  gboolean is_upright = GPOINTER_TO_INT (data);
  int width = is_upright ? 800 : 1024;
  int height = is_upright ? 1280 : 768;
  Door door;

  enr_test_set_now ("2026-06-10T16:45");
  door.store = enr_test_store_new_sample (174, 2);
  door_open_window (&door, width, height);
  door_look (&door, is_upright ? "kiosk-upright-start" : "kiosk-sample-start");

  enr_test_click_text (door.window, "ぞう");
  enr_test_pass (100);
  g_assert_cmpuint (enr_test_count_type (door.window, ENR_TYPE_KIOSK_TILE), <=, 24);
  g_assert_true (enr_test_shows (door.window, "1 / 2"));
  door_look (&door, is_upright ? "kiosk-upright-class" : "kiosk-sample-class");
  enr_test_click_text (door.window, "Next page");
  g_assert_true (enr_test_shows (door.window, "2 / 2"));
  enr_test_assert_nothing_cut (door.window);

  enr_test_click (enr_test_find_type (door.window, ENR_TYPE_KIOSK_TILE, 3));
  door_wait_page (&door, "confirm");
  enr_test_assert_nothing_cut (door.window);
  door_look (&door, is_upright ? "kiosk-upright-confirm" : "kiosk-sample-confirm");
  door_close (&door);
}

/* A page of exactly 24, the most. */
static void
test_full_page (void)
{
  Door door;

  enr_test_set_now ("2026-06-10T09:10");
  door.store = enr_test_store_new_sample (144, 2);
  door_open_window (&door, 1024, 768);
  enr_test_click_text (door.window, "うさぎ");
  enr_test_pass (100);
  g_assert_cmpuint (enr_test_count_type (door.window, ENR_TYPE_KIOSK_TILE), ==, 24);
  g_assert_false (enr_test_shows (door.window, "Next page"));
  door_look (&door, "kiosk-full-page");
  door_close (&door);
}

/*
 * The reader
 */

static EnrWedgeAnswer
type (EnrWedge *wedge, const char *text, guint32 *time, guint gap)
{
  EnrWedgeAnswer answer = ENR_WEDGE_PASS;
  char *token = NULL;

  for (const char *p = text; *p != '\0'; p++)
    {
      *time += gap;
      answer = enr_wedge_key (wedge, gdk_unicode_to_keyval (*p), 0, *time, &token);
      g_assert_null (token);
    }
  return answer;
}

static void
test_wedge (void)
{
  EnrWedge wedge;
  g_autofree char *token = NULL;
  guint32 time = G_MAXUINT32 - 30; /* the server's clock begins again after 49 days */

  enr_wedge_init (&wedge);
  g_assert_cmpint (type (&wedge, "E23-456 XYZ", &time, 5), ==, ENR_WEDGE_TAKEN);
  g_assert_cmpint (enr_wedge_key (&wedge, GDK_KEY_Return, 0, time + 5, &token), ==,
                   ENR_WEDGE_TOKEN);
  g_assert_cmpstr (token, ==, "E23-456 XYZ");
  g_clear_pointer (&token, g_free);

  /* A person at the keyboard. */
  g_assert_cmpint (enr_wedge_key (&wedge, GDK_KEY_Return, 0, time += 500, &token), ==,
                   ENR_WEDGE_PASS);
  g_assert_cmpint (enr_wedge_key (&wedge, GDK_KEY_space, 0, time += 500, &token), ==,
                   ENR_WEDGE_PASS);
  g_assert_cmpint (enr_wedge_key (&wedge, GDK_KEY_Tab, 0, time += 5, &token), ==, ENR_WEDGE_PASS);
  type (&wedge, "abcdef", &time, 120);
  g_assert_cmpint (enr_wedge_key (&wedge, GDK_KEY_Return, 0, time += 120, &token), ==,
                   ENR_WEDGE_PASS);

  /* Too short; Linefeed and the number pad's Enter; Shift between letters. */
  type (&wedge, "abc", &time, 5);
  g_assert_cmpint (enr_wedge_key (&wedge, GDK_KEY_Linefeed, 0, time += 5, &token), ==,
                   ENR_WEDGE_PASS);
  type (&wedge, "ab", &time, 5);
  g_assert_cmpint (enr_wedge_key (&wedge, GDK_KEY_Shift_L, 0, time += 5, &token), ==,
                   ENR_WEDGE_PASS);
  type (&wedge, "CD", &time, 5);
  g_assert_cmpint (enr_wedge_key (&wedge, GDK_KEY_KP_Enter, 0, time += 5, &token), ==,
                   ENR_WEDGE_TOKEN);
  g_assert_cmpstr (token, ==, "abCD");
  g_clear_pointer (&token, g_free);

  /* No end: quiet is one. A Return that comes after it presses no button. */
  type (&wedge, "12345678", &time, 5);
  g_assert_true (enr_wedge_is_open (&wedge));
  token = enr_wedge_quiet (&wedge);
  g_assert_cmpstr (token, ==, "12345678");
  g_assert_false (enr_wedge_is_open (&wedge));
  g_clear_pointer (&token, g_free);
  g_assert_cmpint (enr_wedge_key (&wedge, GDK_KEY_Return, 0, time + 400, &token), ==,
                   ENR_WEDGE_TAKEN);
  g_assert_cmpint (enr_wedge_key (&wedge, GDK_KEY_Return, 0, time + 800, &token), ==,
                   ENR_WEDGE_PASS);
  type (&wedge, "x", &time, 5000);
  g_assert_null (enr_wedge_quiet (&wedge));

  /* Shortcuts are not text. */
  g_assert_cmpint (
      enr_wedge_key (&wedge, GDK_KEY_q, GDK_CONTROL_MASK | GDK_ALT_MASK, time + 9000, &token), ==,
      ENR_WEDGE_PASS);
  enr_wedge_clear (&wedge);
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_wait_check_finish (G_SUBPROCESS (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static void
run_xdotool (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_NONE, &error);
  gboolean is_done = FALSE;

  g_assert_no_error (error);
  g_subprocess_wait_async (process, NULL, ended_cb, &is_done);
  enr_test_wait_until (is_done, 20000);
}

/* Real keys through the X server. */
static void
test_typed (void)
{
  g_autofree char *xdotool = g_find_program_in_path ("xdotool");
  Door door;

  if (xdotool == NULL)
    {
      g_test_skip ("xdotool is missing");
      return;
    }
  door_open (&door);
  run_xdotool ((const char *[]){ xdotool, "search", "--sync", "--onlyvisible", "--name",
                                 "Arrival and departure", "windowfocus", "--sync", NULL });
  enr_test_wait_until (gtk_window_is_active (GTK_WINDOW (door.window)), WAIT);

  run_xdotool ((const char *[]){ xdotool, "type", "--delay", "2", door.small.tokens[3], NULL });
  run_xdotool ((const char *[]){ xdotool, "key", "Return", NULL });
  door_wait_page (&door, "confirm");
  g_assert_true (enr_test_shows (door.window, "Arrived at 8:02"));
  door_assert_query (&door, "SELECT group_concat(kind || source) " STANDING, "arrivecard");

  /* Without a Return. */
  run_xdotool ((const char *[]){ xdotool, "type", "--delay", "2", door.small.tokens[2], NULL });
  enr_test_wait_until (enr_test_shows (door.window, "よしだ さくら"), WAIT);
  door_assert_query (&door, "SELECT count(*) " STANDING, "2");

  /* A whole arrival from the keyboard: class, child. */
  run_xdotool ((const char *[]){ xdotool, "key", "Escape", NULL });
  door_wait_page (&door, "start");
  run_xdotool ((const char *[]){ xdotool, "key", "Right", "space", NULL });
  door_wait_page (&door, "class");
  run_xdotool ((const char *[]){ xdotool, "key", "Right", "Return", NULL });
  enr_test_wait_until (door_is_on (&door, "confirm"), WAIT);
  door_assert_query (&door, "SELECT count(*) " STANDING, "3");

  run_xdotool ((const char *[]){ xdotool, "key", "ctrl+alt+q", NULL });
  door_wait_page (&door, "leave");
  door_close (&door);
}

/* The second tap of wet hands lands on another page, and does nothing there. */
static void
test_guard (void)
{
  EnrKioskTimes times = door_long_times;
  GtkWidget *tile;
  graphene_point_t centre;
  Door door;

  door_open (&door);
  times.guard = 200;
  enr_kiosk_window_set_times (door.kiosk, &times);
  enr_test_click_text (door.window, "ひよこ");
  door_wait_page (&door, "class");
  enr_test_pass (50);
  tile = enr_test_find_button (door.window, "さくら");
  g_assert_true (
      gtk_widget_compute_point (tile, door.window, &GRAPHENE_POINT_INIT (20, 20), &centre));
  g_assert_false (gtk_widget_is_ancestor (
      gtk_widget_pick (door.window, centre.x, centre.y, GTK_PICK_DEFAULT), tile));
  enr_test_pass (400);
  g_assert_true (gtk_widget_is_ancestor (
                     gtk_widget_pick (door.window, centre.x, centre.y, GTK_PICK_DEFAULT), tile)
                 || gtk_widget_pick (door.window, centre.x, centre.y, GTK_PICK_DEFAULT) == tile);
  door_close (&door);
}

int
main (int argc, char **argv)
{
  enr_test_app_init (&argc, &argv);

  g_test_add_func ("/app/kiosk-screen/wedge", test_wedge);
  g_test_add_func ("/app/kiosk-screen/home", test_home);
  g_test_add_func ("/app/kiosk-screen/times", test_times);
  g_test_add_func ("/app/kiosk-screen/midnight", test_midnight);
  g_test_add_func ("/app/kiosk-screen/refresh", test_refresh);
  g_test_add_func ("/app/kiosk-screen/leave", test_leave);
  g_test_add_func ("/app/kiosk-screen/guard", test_guard);
  g_test_add_func ("/app/kiosk-screen/typed", test_typed);
  g_test_add_func ("/app/kiosk-screen/full-page", test_full_page);
  g_test_add_data_func ("/app/kiosk-screen/fits", GINT_TO_POINTER (FALSE), test_fits);
  g_test_add_data_func ("/app/kiosk-screen/fits-upright", GINT_TO_POINTER (TRUE), test_fits);
  return enr_test_app_run ();
}
