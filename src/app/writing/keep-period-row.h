/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * How long a kind of contact with parents is kept: the years to choose from. What is chosen does
 * "keep.set-period" with the kind and the years.
 */
#pragma once

#include <adwaita.h>

#include "contact/keep.h"

G_BEGIN_DECLS

#define ENR_TYPE_KEEP_PERIOD_ROW (enr_keep_period_row_get_type ())
G_DECLARE_FINAL_TYPE (EnrKeepPeriodRow, enr_keep_period_row, ENR, KEEP_PERIOD_ROW, AdwComboRow)

EnrKeepPeriodRow *enr_keep_period_row_new (EnrContactKeep kind) G_GNUC_WARN_UNUSED_RESULT;

/** Shows what is set, 0: without end. */
void enr_keep_period_row_show (EnrKeepPeriodRow *self,
                               int years);

G_END_DECLS
