/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The monthly attendance book (出席簿): a row a child, a column a day, and the month's totals.
 */
#pragma once

#include "attendance/month.h"
#include "reports/care-columns.h"
#include "reports/document.h"
#include "reports/form.h"

G_BEGIN_DECLS

/**
 * Lays out a month's book by a form (ENR_FORM_ATTENDANCE_BOOK). Every class begins on a new page, with
 * its sums below its last child; the outline has an entry for every class. A month without children
 * gives one page that says so. @care is what enr_care_columns_load() gave for the form: columns of
 * extended care show it, and are empty without (%NULL). Nothing of the arguments is needed afterwards.
 * ENR_REPORT_ERROR_FONT.
 */
EnrDocument *enr_attendance_book_new (const EnrMonth *month,
                                      const EnrCareMonth *care,
                                      const EnrForm *form,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
