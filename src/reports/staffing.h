/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A day of staffing (職員配置): staff required against staff on duty, half hour by half hour.
 */
#pragma once

#include "reports/document.h"
#include "reports/table.h"
#include "statistics/staffing.h"

G_BEGIN_DECLS

/**
 * The day on A4, on its side: the chart, the figures below it, and who was on duty when. Half hours with
 * too few are hatched, marked and numbered, so that they stand out in black and white too.
 * ENR_REPORT_ERROR_FONT.
 */
EnrDocument *enr_staffing_paper_new (const EnrStaffingDay *day,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The chart alone, on one page of that size in points, for the screen. ENR_REPORT_ERROR_FONT. */
EnrDocument *enr_staffing_chart_new (const EnrStaffingDay *day,
                                     double width,
                                     double height,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The figures as a list: a row half an hour. */
EnrTable *enr_staffing_table_new (const EnrStaffingDay *day) G_GNUC_WARN_UNUSED_RESULT;

/** "改正前（3歳 20:1、4歳以上 30:1）". Static, Japanese. */
const char *enr_ratios_label (EnrRatios ratios);

G_END_DECLS
