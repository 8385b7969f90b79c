/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What there is and what is missing of one kind: classes or children down, periods across, a sign and a
 * colour for each state. Drawn by itself, so that a year of every child is there at once; the head stays
 * where the rest is scrolled.
 */
#pragma once

#include <gtk/gtk.h>

#include "app/writing/shelf-reading.h"

G_BEGIN_DECLS

#define ENR_TYPE_SHELF_GRID (enr_shelf_grid_get_type ())
G_DECLARE_FINAL_TYPE (EnrShelfGrid, enr_shelf_grid, ENR, SHELF_GRID, GtkWidget)

/** Shows a reading (%NULL: nothing). The cell that the keyboard is on stays, where it is still there. */
void enr_shelf_grid_set_reading (EnrShelfGrid *self,
                                 EnrShelfReading *reading);

/** The cell that the keyboard is on. FALSE where there is none. */
gboolean enr_shelf_grid_get_cell (EnrShelfGrid *self,
                                  guint *line,
                                  guint *column);

/** Puts the keyboard's cell there; a heading, or what is outside, is not taken. */
void enr_shelf_grid_set_cell (EnrShelfGrid *self,
                              guint line,
                              guint column);

/** Where a cell is in the widget. */
void enr_shelf_grid_get_area (EnrShelfGrid *self,
                              guint line,
                              guint column,
                              GdkRectangle *area);

/** What a cell says, as its tooltip has it: "ひよこ 6月 承認待ち". */
char *enr_shelf_grid_dup_text (EnrShelfGrid *self,
                               guint line,
                               guint column) G_GNUC_WARN_UNUSED_RESULT;

/*
 * EnrShelfGrid::activated (grid, guint line, guint column): a cell was clicked, or Enter pressed on it.
 */

G_END_DECLS
