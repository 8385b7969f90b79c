/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The door (受付): a full-screen window on which families record arrivals and departures.
 */
#pragma once

#include <adwaita.h>

#include "store/store.h"

G_BEGIN_DECLS

#define ENR_TYPE_KIOSK_WINDOW (enr_kiosk_window_get_type ())
G_DECLARE_FINAL_TYPE (EnrKioskWindow, enr_kiosk_window, ENR, KIOSK_WINDOW, AdwApplicationWindow)

/** The door on an open store. It fills the screen when it is presented. @app may be %NULL. Its property
 * "sound" (boolean) can be bound to a setting. */
GtkWidget *enr_kiosk_window_new (GtkApplication *app,
                                 EnrStore *store);

/** Leaves it a window; call before it is presented. */
void enr_kiosk_window_set_windowed (EnrKioskWindow *self,
                                    gboolean is_windowed);

G_END_DECLS
