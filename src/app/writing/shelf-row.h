/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * An event or a note in the list: its day, its title, whom it is about, and how it stands.
 */
#pragma once

#include <gtk/gtk.h>

#include "app/writing/shelf-item.h"

G_BEGIN_DECLS

#define ENR_TYPE_SHELF_ROW (enr_shelf_row_get_type ())
G_DECLARE_FINAL_TYPE (EnrShelfRow, enr_shelf_row, ENR, SHELF_ROW, GtkWidget)

/** Shows an item; %NULL: none. */
void enr_shelf_row_set_item (EnrShelfRow *self,
                             EnrShelfItem *item);

/** Gives a chip the colour of a state, and takes the one it had. */
void enr_shelf_state_style (GtkWidget *widget,
                            EnrShelfState state);

G_END_DECLS
