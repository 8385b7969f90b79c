/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Children of one size, as large as the place allows and no larger than wanted, in as many columns as
 * fit its shape: the same page stands on a screen on its side and on one set up on end.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ENR_TYPE_KIOSK_GRID (enr_kiosk_grid_get_type ())
G_DECLARE_FINAL_TYPE (EnrKioskGrid, enr_kiosk_grid, ENR, KIOSK_GRID, GtkWidget)

/** Adds a child at the end. */
void enr_kiosk_grid_append (EnrKioskGrid *self,
                            GtkWidget *child);

/** Removes all children. */
void enr_kiosk_grid_clear (EnrKioskGrid *self);

/** The largest size of a child; also properties, as is "max-rows" (0: any number), which makes the grid
 * ask for the height of its rows and no more. */
void enr_kiosk_grid_set_max_tile (EnrKioskGrid *self,
                                  int width,
                                  int height);

G_END_DECLS
