/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A row of the list of what was reported or asked.
 */
#pragma once

#include "app/city/report-pane.h"

G_BEGIN_DECLS

#define ENR_TYPE_REPORT_ROW (enr_report_row_get_type ())
G_DECLARE_FINAL_TYPE (EnrReportRow, enr_report_row, ENR, REPORT_ROW, GtkListBoxRow)

GtkWidget *enr_report_row_new_event (const EnrOutboxRow *event);
GtkWidget *enr_report_row_new_question (const EnrQuestion *question);

/** What tells it from all others. Borrowed. */
const char *enr_report_row_get_id (EnrReportRow *self);

/** Shows in @pane what the row is about. */
void enr_report_row_show (EnrReportRow *self,
                          EnrReportPane *pane);

G_END_DECLS
