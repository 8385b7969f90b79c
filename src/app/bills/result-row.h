/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A transfer that waits for the bank's answer, to be chosen. Choosing it does the action
 * "results.changed".
 */
#pragma once

#include <adwaita.h>

#include "month/transfer.h"

G_BEGIN_DECLS

#define ENR_TYPE_RESULT_ROW (enr_result_row_get_type ())
G_DECLARE_FINAL_TYPE (EnrResultRow, enr_result_row, ENR, RESULT_ROW, AdwActionRow)

/** @waiting is not kept. */
EnrResultRow *enr_result_row_new (const EnrTransferWaiting *waiting);

gboolean enr_result_row_is_chosen (EnrResultRow *self);
void enr_result_row_set_chosen (EnrResultRow *self,
                                gboolean is_chosen);

G_END_DECLS
