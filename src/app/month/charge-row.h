/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A charge as it is shown: the day and the child, what it comes to, how, and what was decided.
 */
#pragma once

#include <gtk/gtk.h>

#include "app/month/charge-item.h"

G_BEGIN_DECLS

#define ENR_TYPE_CHARGE_ROW (enr_charge_row_get_type ())
G_DECLARE_FINAL_TYPE (EnrChargeRow, enr_charge_row, ENR, CHARGE_ROW, GtkWidget)

/** The line to show; %NULL: none. */
void enr_charge_row_set_item (EnrChargeRow *self,
                              EnrChargeItem *item);

/** The line that is shown. Borrowed. */
EnrChargeItem *enr_charge_row_get_item (EnrChargeRow *self);

G_END_DECLS
