/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A bus without any service, and the desktop's notification service on it: dunst.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define NOTIFICATIONS "org.freedesktop.Notifications"

/** Starts a bus without services, before anything connects to the one of the desktop, which would start a
 * daemon. It is never freed: that would wait for libnotify to let go of its connection. */
GTestDBus *notices_bus_up (void);
void notices_bus_down (GTestDBus *bus);

/** Starts dunst on it; %NULL where it is not installed. End it with notices_end(). */
GSubprocess *notices_begin (void);
void notices_wait_for_owner (gboolean is_there);
void notices_end (GSubprocess *service);

/** The output of a command (of dunstctl), newly allocated. */
char *notices_run (const char *command);

/** Whether so many are shown now. */
gboolean notices_displayed_is (const char *number);

G_END_DECLS
