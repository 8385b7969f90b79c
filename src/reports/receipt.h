/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Receipts (領収書).
 */
#pragma once

#include "month/bill.h"
#include "nursery/facility.h"
#include "reports/document.h"

G_BEGIN_DECLS

/** Receipts as enr_receipt_plan() has them, two on an upright A4 with a line to cut along; one that
 * was made before says 再発行. There must be one. ENR_REPORT_ERROR_FONT. */
EnrDocument *enr_receipts_new (const GArray *receipts,
                               const EnrFacility *facility,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
