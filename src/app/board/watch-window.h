/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Infectious diseases on the session's day: whose return is watched, and how many are ill.
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

#define ENR_TYPE_WATCH_WINDOW (enr_watch_window_get_type ())
G_DECLARE_FINAL_TYPE (EnrWatchWindow, enr_watch_window, ENR, WATCH_WINDOW, AdwWindow)

void enr_watch_window_show (GtkWindow *parent,
                            EnrSession *session);

G_END_DECLS
