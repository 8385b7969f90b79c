/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What waits for approval, in the list: kind and period, whose it is and who wrote it, and a box to check.
 */
#pragma once

#include <gtk/gtk.h>

#include "app/writing/waiting-item.h"

G_BEGIN_DECLS

#define ENR_TYPE_WAITING_ROW (enr_waiting_row_get_type ())
G_DECLARE_FINAL_TYPE (EnrWaitingRow, enr_waiting_row, ENR, WAITING_ROW, GtkWidget)

/** Shows an item; %NULL: none. */
void enr_waiting_row_set_item (EnrWaitingRow *self,
                               EnrWaitingItem *item);

G_END_DECLS
