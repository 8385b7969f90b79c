/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "kiosk-door.h"

const EnrKioskTimes door_long_times = { .guard = 0,
                                        .busy = 60000,
                                        .home = 60000,
                                        .choose = 60000,
                                        .failure = 60000,
                                        .undo = 60000,
                                        .rest = 60000,
                                        .hold = 60000,
                                        .show = 0 };

void
door_open_window (Door *door, int width, int height)
{
  door->width = width;
  door->height = height;
  door->window = enr_kiosk_window_new (NULL, door->store);
  door->kiosk = ENR_KIOSK_WINDOW (door->window);
  enr_kiosk_window_set_windowed (door->kiosk, TRUE);
  enr_kiosk_window_set_times (door->kiosk, &door_long_times);
  gtk_window_set_default_size (GTK_WINDOW (door->window), width, height);
  gtk_window_present (GTK_WINDOW (door->window));
  enr_test_wait_until (enr_test_count_type (door->window, ENR_TYPE_KIOSK_TILE) > 0
                           && gtk_widget_get_width (door->window) > 0,
                       WAIT);
}

void
door_open (Door *door)
{
  enr_test_set_now ("2026-06-10T08:02");
  door->store = enr_test_store_new_small (&door->small);
  door_open_window (door, 1024, 768);
}

static void
close_window (Door *door)
{
  gpointer window = door->window;

  enr_test_pass (50);
  g_object_add_weak_pointer (window, &window);
  gtk_window_destroy (GTK_WINDOW (door->window));
  enr_test_wait_until (window == NULL, WAIT);
}

void
door_close (Door *door)
{
  close_window (door);
  enr_test_store_end (door->store);
}

void
door_look (Door *door, const char *name)
{
  enr_test_assert_nothing_cut (door->window);
  g_assert_cmpint (gtk_widget_get_width (door->window), ==, door->width);
  g_assert_cmpint (gtk_widget_get_height (door->window), ==, door->height);
  enr_test_shot (door->window, name);
}

gboolean
door_is_on (Door *door, const char *page)
{
  return g_strcmp0 (enr_kiosk_window_get_page (door->kiosk), page) == 0;
}

void
door_wait_page (Door *door, const char *page)
{
  enr_test_wait_until (door_is_on (door, page), WAIT);
}

void
door_tap_child (Door *door, const char *class_name, const char *given_kana)
{
  if (!door_is_on (door, "start"))
    gtk_widget_activate_action (door->window, "kiosk.home", NULL);
  enr_test_click_text (door->window, class_name);
  door_wait_page (door, "class");
  enr_test_click_text (door->window, given_kana);
}

void
door_arrive (Door *door, const char *class_name, const char *given_kana)
{
  door_tap_child (door, class_name, given_kana);
  door_wait_page (door, "confirm");
  g_assert_true (enr_test_shows (door->window, "*Arrived at*"));
  gtk_widget_activate_action (door->window, "kiosk.home", NULL);
}

void
door_assert_query (Door *door, const char *sql, const char *expected)
{
  g_autofree char *text = enr_test_query_text (door->store, sql);

  g_assert_cmpstr (text, ==, expected);
}
