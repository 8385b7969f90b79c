/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The columns of extended care (延長保育) that a form may have. They show the charges of
 * fees/care-month.h, so that the paper is the bill.
 */
#pragma once

#include "fees/care-month.h"
#include "reports/form.h"

G_BEGIN_DECLS

/** Reads the month of @day where the form has a column of extended care; *@care is %NULL where it has
 * none, and nothing is read. FALSE with an error. */
gboolean enr_care_columns_load (const EnrForm *form,
                                EnrDb *db,
                                EnrDate day,
                                EnrCareMonth **care,
                                GError **error);

/** Whether a field is one ("extended", "extended-minutes", "extended-amount"). */
gboolean enr_care_columns_has (const char *field);

/** A child's figure of such a field: minutes or yen of the month, or of one day ("extended", @day).
 * 0 where there is no charge, or @care is %NULL. */
gint64 enr_care_columns_sum (const EnrCareMonth *care,
                             const EnrUuid *child_id,
                             const char *field,
                             EnrDate day);

G_END_DECLS
