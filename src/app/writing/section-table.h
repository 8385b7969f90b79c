/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A section that is a grid of texts: weekdays, terms or times down, columns across.
 */
#pragma once

#include <gtk/gtk.h>

#include "nursery/facility.h"
#include "app/writing/section-field.h"

G_BEGIN_DECLS

#define ENR_TYPE_SECTION_TABLE (enr_section_table_get_type ())
G_DECLARE_FINAL_TYPE (EnrSectionTable, enr_section_table, ENR, SECTION_TABLE, GtkBox)

/** A grid without rows. @section is borrowed for its life.
 * Signal "field-added" (EnrSectionField *): there is one more cell. */
EnrSectionTable *enr_section_table_new (const EnrSection *section);

/** Makes the rows that are not there yet. Weekdays say which day they are of @first to @last; of times
 * there are at least @n_times. */
void enr_section_table_add_rows (EnrSectionTable *self,
                                EnrDate first,
                                EnrDate last,
                                guint n_times);

/** Whether rows can be added. */
void enr_section_table_set_editable (EnrSectionTable *self,
                                    gboolean is_editable);

/** The days on which the nursery is closed, by which rows of weekdays are marked that are made afterwards.
 * %NULL: none is. @calendar has all the days of the writing and is needed for this call and the next
 * enr_section_table_add_rows() alone. */
void enr_section_table_set_calendar (EnrSectionTable *self,
                                     const EnrCalendar *calendar);

G_END_DECLS
