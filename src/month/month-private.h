/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#pragma once

#include "fees/care-month.h"
#include "month/closing.h"
#include "statistics/monthly.h"

G_BEGIN_DECLS

/** Puts the extended care of a month into its figures, by band (延長保育の時間帯). */
void enr_month_add_bands (EnrMonthlyStatistics *statistics,
                          const EnrCareMonth *care);

/** The order of bands on papers: as enr_month_add_bands() adds them. */
void enr_month_sort_bands (EnrMonthlyStatistics *statistics);

/** Reads the newest closing of the month into @closing, which must be zero; its revision stays 0 where there
 * is none. */
gboolean enr_month_closing_read (EnrDb *db,
                                 EnrDate first,
                                 EnrMonthClosing *closing,
                                 GError **error);
void enr_month_closing_clear (EnrMonthClosing *closing);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EnrMonthClosing, enr_month_closing_clear)

/** The figures that a revision has kept. (element-type EnrFigure) */
GArray *enr_month_figures_read (EnrDb *db,
                                EnrDate first,
                                int revision,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** A figure that is not as it was closed: what is not there counts as 0. */
typedef void (*EnrFigureFunc) (const char *name,
                               gint64 closed,
                               gint64 now,
                               gpointer data);

/** Calls @func for every figure that differs. */
void enr_month_figures_compare (const GArray *closed,
                                const EnrMonthlyStatistics *statistics,
                                EnrFigureFunc func,
                                gpointer data);

G_END_DECLS
