/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A child whose family has to be called: the numbers in calling order, what came of the last call, and what
 * came of this one.
 */
#pragma once

#include <gtk/gtk.h>

#include "contact/call.h"

G_BEGIN_DECLS

#define ENR_TYPE_CALL_ROW (enr_call_row_get_type ())
G_DECLARE_FINAL_TYPE (EnrCallRow, enr_call_row, ENR, CALL_ROW, GtkListBoxRow)

EnrCallRow *enr_call_row_new (void) G_GNUC_WARN_UNUSED_RESULT;

/** Shows a reading; the number that is chosen and the note that is being typed stay. */
void enr_call_row_show (EnrCallRow *self,
                        const EnrDay *day,
                        const EnrCallDue *due);

const EnrUuid *enr_call_row_get_child (EnrCallRow *self);

/** The call as it was entered, without an outcome; the caller frees it. */
EnrCall *enr_call_row_dup_call (EnrCallRow *self) G_GNUC_WARN_UNUSED_RESULT;

/** Who is chosen, by relation or name; "" where there is nobody. Borrowed. */
const char *enr_call_row_get_person (EnrCallRow *self);

/** After the call was recorded: the note is empty again, and who was reached has something to tell. */
void enr_call_row_recorded (EnrCallRow *self,
                            EnrCallOutcome outcome);

/*
 * EnrCallRow::call (row, int outcome): a call is to be recorded
 * EnrCallRow::notice (row): what the family says is to be entered
 */

G_END_DECLS
