/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * How many keys or taps the commonest tasks take, counted while they are done: real keys and a real
 * pointer through the X server and a window manager, nothing else, until the fact is in the
 * database. The limits are those of the office and the door as they were designed: an absence while
 * the telephone is in the other hand, a departure with a child on the arm.
 */
#include "config.h"

#include <string.h>
#include <glib/gstdio.h>

#include "app/window.h"
#include "attendance/stamp.h"
#include "base/clock.h"
#include "kiosk-door.h"

#define LONG 20000

static EnrApplication *application;

static guint n_keys;
static guint n_taps;

static void
start_counting (void)
{
  n_keys = 0;
  n_taps = 0;
}

/*
 * Hands
 */

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
  enr_test_wait_until (is_done, LONG);
}

/* One key, with what is held down meanwhile: "ctrl+p" is one. */
static void
press (const char *key)
{
  n_keys++;
  run_xdotool ((const char *[]){ "xdotool", "key", key, NULL });
  enr_test_pass (100);
}

static void
type (const char *text)
{
  n_keys += strlen (text);
  run_xdotool ((const char *[]){ "xdotool", "type", "--delay", "20", text, NULL });
}

/* The card's reader types; nobody counts that. */
static void
hold_card (const char *token)
{
  run_xdotool ((const char *[]){ "xdotool", "type", "--delay", "2", token, NULL });
  run_xdotool ((const char *[]){ "xdotool", "key", "Return", NULL });
}

/* Where a button is on the screen, relative to the window's surface. */
static graphene_point_t
find_place (GtkWidget *window, const char *text)
{
  GtkWidget *button = enr_test_find_button (window, text);
  graphene_point_t centre;
  double dx, dy;

  g_assert_nonnull (button);
  centre = GRAPHENE_POINT_INIT ((float) gtk_widget_get_width (button) / 2,
                                (float) gtk_widget_get_height (button) / 2);
  g_assert_true (gtk_widget_compute_point (button, window, &centre, &centre));
  gtk_native_get_surface_transform (GTK_NATIVE (window), &dx, &dy);
  return GRAPHENE_POINT_INIT (centre.x + (float) dx, centre.y + (float) dy);
}

static void
tap (GtkWidget *window, const char *text)
{
  graphene_point_t place = GRAPHENE_POINT_INIT (-1, -1);
  graphene_point_t before;
  g_autofree char *x = NULL;
  g_autofree char *y = NULL;

  g_test_message ("a tap on %s", text);
  enr_test_wait_until (enr_test_find_button (window, text) != NULL, WAIT);
  do
    {
      before = place;
      enr_test_pass (150); /* nobody hits what is still on its way to its place */
      place = find_place (window, text);
    }
  while (!graphene_point_near (&place, &before, 0.5f));
  x = g_strdup_printf ("%d", (int) place.x);
  y = g_strdup_printf ("%d", (int) place.y);
  n_taps++;
  run_xdotool ((const char *[]){ "xdotool", "getactivewindow", "mousemove", "--window", "%1", x, y,
                                 "click", "1", NULL });
}

static gboolean
has_hands (void)
{
  g_autofree char *xdotool = g_find_program_in_path ("xdotool");

  if (xdotool == NULL)
    g_test_skip ("xdotool is missing");
  return xdotool != NULL;
}

/*
 * The door
 */

static void
open_door (Door *door)
{
  door_open (door);
  enr_test_wait_until (gtk_window_is_active (GTK_WINDOW (door->window)), WAIT);
  start_counting ();
}

static void
test_arrival (void)
{
  Door door;

  if (!has_hands ())
    return;
  open_door (&door);
  tap (door.window, "ひよこ");
  tap (door.window, "さくら");
  door_wait_page (&door, "confirm");
  door_assert_query (&door, "SELECT group_concat(kind || source) " STANDING, "arrivedoor");
  g_assert_cmpuint (n_taps + n_keys, <=, 2);
  door_close (&door);

  open_door (&door);
  hold_card (door.small.tokens[2]);
  door_wait_page (&door, "confirm");
  door_assert_query (&door, "SELECT group_concat(kind || source) " STANDING, "arrivecard");
  g_assert_cmpuint (n_taps + n_keys, ==, 0);
  door_close (&door);
}

/* In the evening; the arrival is of the morning. */
static void
open_door_in_the_evening (Door *door)
{
  open_door (door);
  hold_card (door->small.tokens[0]);
  door_wait_page (door, "confirm");
  gtk_widget_activate_action (door->window, "kiosk.home", NULL);
  enr_test_set_now ("2026-06-10T17:40");
  enr_kiosk_window_tick (door->kiosk);
  start_counting ();
}

static void
test_departure (void)
{
  static const char *const who
      = "SELECT group_concat(collected_by) " STANDING " AND kind = 'leave'";
  Door door;

  if (!has_hands ())
    return;
  open_door_in_the_evening (&door);
  tap (door.window, "ひよこ");
  tap (door.window, "あさひ");
  tap (door.window, "祖母");
  enr_test_wait_until (enr_test_shows (door.window, "Collected by: 祖母"), WAIT);
  door_assert_query (&door, who, "祖母");
  g_assert_cmpuint (n_taps + n_keys, <=, 3);
  door_close (&door);

  open_door_in_the_evening (&door);
  hold_card (door.small.tokens[0]);
  tap (door.window, "母");
  enr_test_wait_until (enr_test_shows (door.window, "Collected by: 母"), WAIT);
  door_assert_query (&door, who, "母");
  g_assert_cmpuint (n_taps + n_keys, <=, 1);
  door_close (&door);
}

/*
 * The office
 */

typedef struct
{
  EnrTestSmall small;
  EnrStore *store;
  EnrSession *session;
  EnrWindow *window;
} Office;

/* As the program starts: nobody has touched anything yet. */
static void
open_office (Office *office)
{
  enr_test_set_now ("2026-06-10T08:02");
  office->store = enr_test_store_new_small (&office->small);
  office->session = enr_session_new (office->store);
  office->window = enr_window_new (application);
  enr_window_show_opening (office->window);
  gtk_window_present (GTK_WINDOW (office->window));
  enr_test_wait_until (gtk_window_is_active (GTK_WINDOW (office->window)), WAIT);
  enr_window_set_session (office->window, office->session, FALSE);
  enr_test_wait_until (enr_test_shows (GTK_WIDGET (office->window), "青木 朝陽"), WAIT);
  start_counting ();
}

static void
close_office (Office *office)
{
  gpointer window = office->window;

  enr_test_pass (50);
  g_object_add_weak_pointer (window, &window);
  gtk_window_destroy (GTK_WINDOW (office->window));
  enr_test_wait_until (window == NULL, WAIT);
  g_clear_object (&office->session);
  enr_test_store_end (office->store);
}

/* A window of the program has come up over the office's, and has the keyboard. */
static void
wait_for_dialog (Office *office)
{
  enr_test_wait_until (!gtk_window_is_active (GTK_WINDOW (office->window)), LONG);
  enr_test_pass (200);
}

static void
test_absence (void)
{
  Office office = { 0 };
  g_autofree char *kind = NULL;

  if (!has_hands ())
    return;
  open_office (&office);
  type ("yosi"); /* よし, with the input method off; in a hurry: Enter comes before the search has
                    looked */
  press ("Return");
  press ("k");
  wait_for_dialog (&office);
  press ("3");
  press ("Return");
  enr_test_wait_until (enr_test_query_int (office.store, "SELECT count(*) FROM attendance") == 1,
                       WAIT);
  kind = enr_test_query_text (
      office.store, "SELECT absence_kind FROM attendance a JOIN child c ON c.id = a.child_id "
                    "WHERE c.given_kana = 'さくら' AND a.day = '2026-06-10'");
  g_assert_cmpstr (kind, ==, "suspension");
  g_test_message ("an absence: %u keys", n_keys);
  g_assert_cmpuint (n_keys, <=, 8);
  g_assert_cmpuint (n_taps, ==, 0);
  close_office (&office);
}

static gpointer
arrive_yesterday (EnrDb *db, gpointer data, GError **error)
{
  EnrActor door = enr_actor (ENR_ACTOR_DOOR, "door");
  EnrInstant at = enr_clock_now () - 24 * 60 * 60;

  return GINT_TO_POINTER (enr_stamp_arrive (db, &door, data, at, ENR_SOURCE_DOOR, NULL, error));
}

static void
test_forgotten (void)
{
  Office office = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *fact = NULL;

  if (!has_hands ())
    return;
  open_office (&office);
  enr_test_write (office.store, arrive_yesterday, &office.small.children[2], &error);
  g_assert_no_error (error);
  enr_test_pass (300);

  press ("alt+Left");
  enr_test_wait_until (enr_test_shows (GTK_WIDGET (office.window), "8:02"), WAIT);
  type ("yosi"); /* よし, with the input method off; in a hurry: Enter comes before the search has
                    looked */
  press ("Return");
  press ("Return");
  wait_for_dialog (&office);
  type ("1730");
  press ("Return");
  enr_test_wait_until (
      enr_test_query_int (office.store, "SELECT count(*) FROM stamp WHERE kind = 'leave'") == 1,
      WAIT);
  fact = enr_test_query_text (office.store,
                              "SELECT day || ' ' || strftime('%H:%M', at + 9 * 3600, "
                              "'unixepoch') || ' ' || reason " STANDING " AND kind = 'leave'");
  g_assert_cmpstr (fact, ==, "2026-06-09 17:30 打刻忘れ");
  g_test_message ("yesterday's forgotten punch: %u keys", n_keys);
  g_assert_cmpuint (n_keys, <=, 12);
  g_assert_cmpuint (n_taps, ==, 0);
  close_office (&office);
}

/* The printer of a PC without one: a file, in a folder of ours. */
static char *
choose_printer (void)
{
  g_autofree char *folder = g_dir_make_tmp ("enroku-steps-XXXXXX", NULL);
  g_autofree char *config = g_build_filename (g_get_user_config_dir (), "enroku", NULL);
  g_autofree char *path = g_build_filename (config, "print-daily-register.ini", NULL);
  g_autofree char *settings
      = g_strdup_printf ("[Print Settings]\nprinter=Print to File\noutput-dir=%s\n"
                         "output-file-format=pdf\n",
                         folder);

  g_assert_cmpint (g_mkdir_with_parents (config, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, settings, -1, NULL));
  return g_steal_pointer (&folder);
}

static char *
dup_only_file (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = g_dir_read_name (dir);

  return name != NULL ? g_build_filename (folder, name, NULL) : NULL;
}

/* The text of a PDF, or "" while it is not whole. */
static char *
dup_pdf_text (const char *path)
{
  const char *const argv[] = { "pdftotext", "-layout", path, "-", NULL };
  char *text = NULL;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                NULL, &text, NULL, NULL, NULL);
  return text != NULL ? text : g_strdup ("");
}

static gboolean
is_on_paper (const char *folder, const char *name)
{
  g_autofree char *path = dup_only_file (folder);
  g_autofree char *text = path != NULL ? dup_pdf_text (path) : g_strdup ("");

  return strstr (text, name) != NULL && strstr (text, "登降園簿") != NULL;
}

static void
test_register (void)
{
  g_autofree char *folder = choose_printer ();
  g_autofree char *path = NULL;
  Office office = { 0 };

  if (!has_hands ())
    return;
  open_office (&office);
  press ("ctrl+p");
  wait_for_dialog (&office);
  press ("Return");
  enr_test_wait_until (is_on_paper (folder, "小笠原 龍之介"), LONG);
  g_assert_cmpuint (n_keys, <=, 2);
  g_assert_cmpuint (n_taps, ==, 0);
  /* The settings are kept when it is done. */
  enr_test_wait_until (gtk_window_is_active (GTK_WINDOW (office.window)), LONG);
  enr_test_pass (300);
  close_office (&office);
  path = dup_only_file (folder);
  g_unlink (path);
  g_rmdir (folder);
}

/* On a board that has just come up the keys of the list are about children, not the beginning of a search; a
 * name is still typed at once. */
static void
test_fresh_board (void)
{
  Office office = { 0 };
  GtkEditable *search;

  if (!has_hands ())
    return;
  open_office (&office);
  search = GTK_EDITABLE (enr_test_find_id (GTK_WIDGET (office.window), "search"));
  press ("n");
  enr_test_wait_until (enr_test_shows (GTK_WIDGET (office.window), "Choose a child first*"), WAIT);
  press ("i");
  enr_test_pass (300);
  g_assert_cmpstr (gtk_editable_get_text (search), ==, "");
  g_assert_cmpint (enr_test_query_int (office.store, "SELECT count(*) FROM stamp"), ==, 0);

  /* The first child, and its notice. */
  press ("Down");
  enr_test_pass (100);
  press ("n");
  wait_for_dialog (&office);
  press ("Escape");
  enr_test_wait_until (gtk_window_is_active (GTK_WINDOW (office.window)), WAIT);
  close_office (&office);

  open_office (&office);
  type ("yosimono");
  enr_test_pass (300);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (enr_test_find_id (
                       GTK_WIDGET (office.window), "search"))),
                   ==, "yosimono");
  close_office (&office);
}

/* The list of keys is one key away, each time. */
static void
test_keys (void)
{
  Office office = { 0 };

  if (!has_hands ())
    return;
  open_office (&office);
  for (guint i = 1; i <= 2; i++)
    {
      GtkWidget *list;

      press ("F1");
      wait_for_dialog (&office);
      list = GTK_WIDGET (
          gtk_application_window_get_help_overlay (GTK_APPLICATION_WINDOW (office.window)));
      g_assert_true (gtk_widget_get_mapped (list));
      g_assert_true (enr_test_shows (list, "Absent"));
      enr_test_shot (list, "keys-general");
      g_object_set (list, "section-name", "contact", NULL);
      enr_test_pass (300);
      g_assert_true (enr_test_shows (list, "Write a letter"));
      enr_test_shot (list, "keys-contact");
      g_object_set (list, "section-name", "shortcuts", NULL);
      g_assert_cmpuint (n_keys, ==, 2 * i - 1);
      press ("Escape");
      enr_test_wait_until (gtk_window_is_active (GTK_WINDOW (office.window)), WAIT);
    }
  close_office (&office);
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

  g_test_add_func ("/app/steps/arrival", test_arrival);
  g_test_add_func ("/app/steps/departure", test_departure);
  g_test_add_func ("/app/steps/absence", test_absence);
  g_test_add_func ("/app/steps/forgotten", test_forgotten);
  g_test_add_func ("/app/steps/register", test_register);
  g_test_add_func ("/app/steps/fresh-board", test_fresh_board);
  g_test_add_func ("/app/steps/keys", test_keys);

  status = enr_test_app_run ();
  g_clear_object (&application);
  return status;
}
