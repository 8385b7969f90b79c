/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#pragma once

#include "fees/care-month.h"
#include "statistics/monthly.h"

G_BEGIN_DECLS

/** Puts the extended care of a month into its figures, by band (延長保育の時間帯). */
void enr_month_add_bands (EnrMonthlyStatistics *statistics,
                          const EnrCareMonth *care);

G_END_DECLS
