/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A line of the checklist as it is shown.
 */
#pragma once

#include "app/month/check-item.h"

G_BEGIN_DECLS

#define ENR_TYPE_CHECK_ROW (enr_check_row_get_type ())
G_DECLARE_FINAL_TYPE (EnrCheckRow, enr_check_row, ENR, CHECK_ROW, GtkWidget)

/** Shows the line of a row of the tree, whose item is an EnrCheckItem; %NULL: none. */
void enr_check_row_set_row (EnrCheckRow *self,
                            GtkTreeListRow *row);

G_END_DECLS
