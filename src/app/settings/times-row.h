/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Two times of day, from and to.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ENR_TYPE_TIMES_ROW (enr_times_row_get_type ())
G_DECLARE_FINAL_TYPE (EnrTimesRow, enr_times_row, ENR, TIMES_ROW, AdwActionRow)

/** Minutes; ENR_MINUTES_NONE is nothing. */
void enr_times_row_set (EnrTimesRow *self,
                        int start,
                        int end);

/** %FALSE where something is written that is no time. */
gboolean enr_times_row_get (EnrTimesRow *self,
                            int *start,
                            int *end);

/*
 * EnrTimesRow::touched (row): somebody typed.
 */

G_END_DECLS
