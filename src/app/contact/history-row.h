/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A row of a child's contact history.
 */
#pragma once

#include <gtk/gtk.h>

#include "app/contact/history-line.h"

G_BEGIN_DECLS

#define ENR_TYPE_HISTORY_ROW (enr_history_row_get_type ())
G_DECLARE_FINAL_TYPE (EnrHistoryRow, enr_history_row, ENR, HISTORY_ROW, GtkBox)

EnrHistoryRow *enr_history_row_new (void);

void enr_history_row_show (EnrHistoryRow *self,
                           EnrHistoryLine *line);

G_END_DECLS
