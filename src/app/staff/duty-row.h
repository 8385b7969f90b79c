/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A member of staff's duties of a day, to be typed: one from and to, or several.
 */
#pragma once

#include <adwaita.h>

#include "people/duty.h"

G_BEGIN_DECLS

#define ENR_TYPE_DUTY_ROW (enr_duty_row_get_type ())
G_DECLARE_FINAL_TYPE (EnrDutyRow, enr_duty_row, ENR, DUTY_ROW, AdwActionRow)

EnrDutyRow *enr_duty_row_new (const EnrStaff *staff);

const EnrUuid *enr_duty_row_get_staff (EnrDutyRow *self);

/** Shows what is stored. What is being typed stays, unless @force. */
void enr_duty_row_set_spans (EnrDutyRow *self,
                             const EnrDutySpan *spans,
                             guint n_spans,
                             gboolean force);

/** What is written (element-type EnrDutySpan), or %NULL where that is no duty. */
GArray *enr_duty_row_dup_spans (EnrDutyRow *self) G_GNUC_WARN_UNUSED_RESULT;

/** What was typed, @spans (element-type EnrDutySpan), is on its way to be stored. Returns what was shown
 * before, (element-type EnrDutySpan). */
GArray *enr_duty_row_settle (EnrDutyRow *self,
                             const GArray *spans) G_GNUC_WARN_UNUSED_RESULT;

/** It was not stored: it stays typed, over @seen (element-type EnrDutySpan). */
void enr_duty_row_unsettle (EnrDutyRow *self,
                            const GArray *seen);

/*
 * EnrDutyRow::edited (row): somebody has typed something else than is shown, and gone on.
 */

G_END_DECLS
