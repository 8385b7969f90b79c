/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The statement of extended care (延長保育料 利用明細書) for families: each day with how its amount comes
 * about, and what is to be paid.
 */
#pragma once

#include "month/fee-month.h"
#include "reports/document.h"

G_BEGIN_DECLS

/** A page (or more) for each family of the month, upright A4, with the address where the window of an
 * envelope is; in the outline by children's names. A month that is not closed is marked 仮, a later
 * revision as a correction. A month without families has one page that says so. The same data give
 * the same bytes. ENR_REPORT_ERROR_FONT. */
EnrDocument *enr_fee_statement_new (const EnrFeeMonth *month,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
