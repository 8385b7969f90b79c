/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The door on a nursery, for its tests.
 */
#pragma once

#include "app-support.h"
#include "app/kiosk/kiosk-tile.h"
#include "app/kiosk/kiosk-window-private.h"

G_BEGIN_DECLS

#define WAIT 5000

/** The stamps that stand. */
#define STANDING                                                                                   \
  "FROM stamp s WHERE s.at IS NOT NULL "                                                           \
  "AND NOT EXISTS (SELECT 1 FROM stamp x WHERE x.supersedes = s.id)"

typedef struct
{
  EnrTestSmall small;
  EnrStore *store;
  GtkWidget *window;
  EnrKioskWindow *kiosk;
  int width;
  int height;
} Door;

/** Long enough for a slow machine, where a test does not wait for the end of one. */
extern const EnrKioskTimes door_long_times;

/** The door on the small nursery, at 8:02 on 2026-06-10, 1024x768. */
void door_open (Door *door);

/** The door's window on a store that is there. */
void door_open_window (Door *door, int width, int height);

/** Destroys the window, which must be the last reference, and the store. */
void door_close (Door *door);

/** The page is whole and fits the screen; takes a picture. */
void door_look (Door *door, const char *name);

gboolean door_is_on (Door *door, const char *page);
void door_wait_page (Door *door, const char *page);

/** From the start: two taps. */
void door_tap_child (Door *door, const char *class_name, const char *given_kana);

/** The same for an arrival, and back to the start. */
void door_arrive (Door *door, const char *class_name, const char *given_kana);

/** What a query answers, as text. */
void door_assert_query (Door *door, const char *sql, const char *expected);

G_END_DECLS
