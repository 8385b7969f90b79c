/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The door's first page: a clock as large as a hand, the classes, and for ten seconds what was
 * recorded last.
 */
#pragma once

#include <gtk/gtk.h>

#include "app/kiosk/kiosk-work.h"

G_BEGIN_DECLS

#define ENR_TYPE_KIOSK_START (enr_kiosk_start_get_type ())
G_DECLARE_FINAL_TYPE (EnrKioskStart, enr_kiosk_start, ENR, KIOSK_START, GtkBox)

/*
 * EnrKioskStart::hold (is_held): the clock is being touched, or no longer.
 */

/** Shows the time and the date of @now; @closed_name says why the day is no open one, or %NULL. */
void enr_kiosk_start_set_now (EnrKioskStart *self,
                              EnrInstant now,
                              const char *closed_name);

/** Shows the classes that have children. */
void enr_kiosk_start_set_scene (EnrKioskStart *self,
                                const EnrKioskScene *scene);

/** The line on extended care; %NULL for none. */
void enr_kiosk_start_set_care (EnrKioskStart *self,
                               const char *text);

/** Shows that there is nothing to show, and why. */
void enr_kiosk_start_set_failure (EnrKioskStart *self,
                                  const char *text);

/** What can be taken back, or %NULL. */
void enr_kiosk_start_set_last (EnrKioskStart *self,
                               const char *text);

G_END_DECLS
