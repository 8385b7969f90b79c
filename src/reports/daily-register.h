/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The daily register (登降園簿): who came, when, and who fetched them.
 */
#pragma once

#include "attendance/day.h"
#include "reports/care-columns.h"
#include "reports/document.h"
#include "reports/form.h"

G_BEGIN_DECLS

/**
 * Lays out a day's register by a form (ENR_FORM_DAILY_REGISTER), class by class in the day's order. The
 * outline has an entry for every class. A day without children gives one page that says so.
 * @care is what enr_care_columns_load() gave for the form: columns of extended care show it, and are
 * empty without (%NULL). Nothing of the arguments is needed afterwards. ENR_REPORT_ERROR_FONT.
 */
EnrDocument *enr_daily_register_new (const EnrDay *day,
                                     const EnrCareMonth *care,
                                     const EnrForm *form,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
