/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * One record in a list of a child's or the nursery's records: what it says, and what can be done with
 * it. Its buttons name actions and pass the record's id.
 */
#pragma once

#include <adwaita.h>

#include "base/uuid.h"

G_BEGIN_DECLS

#define ENR_TYPE_RECORD_ROW (enr_record_row_get_type ())
G_DECLARE_FINAL_TYPE (EnrRecordRow, enr_record_row, ENR, RECORD_ROW, AdwActionRow)

EnrRecordRow *enr_record_row_new (const char *title,
                                  const char *subtitle);

/** The row as a whole does @action with @target (text): a touch opens it. */
void enr_record_row_set_open (EnrRecordRow *self,
                              const char *action,
                              const char *target);

/** Buttons that move the record; %NULL @up or @down: there, but it cannot be used. */
void enr_record_row_set_order (EnrRecordRow *self,
                               const char *up,
                               const char *down,
                               const char *target);

/** A button with a word before the one of enr_record_row_set_button(). */
void enr_record_row_set_edit (EnrRecordRow *self,
                              const char *label,
                              const char *action,
                              const char *target);

/** A button with a word at the row's end. */
void enr_record_row_set_button (EnrRecordRow *self,
                                const char *label,
                                const char *action,
                                const char *target);

/** A class's colour before the title. */
void enr_record_row_set_colour (EnrRecordRow *self,
                                const char *colour);

/** A word at the end that tells the record's state. */
void enr_record_row_set_state (EnrRecordRow *self,
                               const char *text,
                               const char *css_class);

/** Replaces the rows of a group. @rows: (element-type EnrRecordRow) those it has; filled anew by the
 * caller with enr_record_rows_add(). */
void enr_record_rows_clear (AdwPreferencesGroup *group,
                            GPtrArray *rows);
void enr_record_rows_add (AdwPreferencesGroup *group,
                          GPtrArray *rows,
                          EnrRecordRow *row);

G_END_DECLS
