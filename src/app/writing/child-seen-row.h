/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * How a line of 発達の記録 is shown: with a button for its day and one for the item.
 */
#pragma once

#include <gtk/gtk.h>

#include "app/writing/child-seen-item.h"

G_BEGIN_DECLS

#define ENR_TYPE_CHILD_SEEN_ROW (enr_child_seen_row_get_type ())
G_DECLARE_FINAL_TYPE (EnrChildSeenRow, enr_child_seen_row, ENR, CHILD_SEEN_ROW, GtkWidget)

/** Its buttons name the actions "child-record.set" and "child-record.change-item" with the item's id. */
void enr_child_seen_row_set_item (EnrChildSeenRow *self,
                                  EnrChildSeenItem *item);

G_END_DECLS
