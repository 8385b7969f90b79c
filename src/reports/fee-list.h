/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The month's list of extended care (延長保育料 一覧表): a row a child, by class.
 */
#pragma once

#include "month/fee-month.h"
#include "reports/document.h"
#include "reports/table.h"

G_BEGIN_DECLS

/** The list to take away; of one class (%NULL: all). Children who were not charged are not in it. */
EnrTable *enr_fee_list_table_new (const EnrFeeMonth *month,
                                  const EnrUuid *class_id) G_GNUC_WARN_UNUSED_RESULT;

/** The same rows as a paper: a page (or more) for each class, upright A4, with the class in the outline.
 * ENR_REPORT_ERROR_FONT. */
EnrDocument *enr_fee_list_paper_new (const EnrFeeMonth *month,
                                     const EnrUuid *class_id,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
