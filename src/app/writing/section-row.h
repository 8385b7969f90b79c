/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A section of a plan or record on the screen: its heading, whether it is required, its hint, and what is
 * written in it.
 */
#pragma once

#include <gtk/gtk.h>

#include "writing/kind.h"

G_BEGIN_DECLS

#define ENR_TYPE_SECTION_ROW (enr_section_row_get_type ())
G_DECLARE_FINAL_TYPE (EnrSectionRow, enr_section_row, ENR, SECTION_ROW, GtkBox)

/** @section is borrowed for the row's life. @shows_group: the first of its group says the group's heading.
 * @body takes what is written. */
EnrSectionRow *enr_section_row_new (const EnrSection *section,
                                    gboolean shows_group,
                                    GtkWidget *body);

const EnrSection *enr_section_row_get_section (EnrSectionRow *self);

/** What a section of facts shows; replaces what it showed before. (element-type EnrContentItem) Those of
 * other sections are passed over. */
void enr_section_row_show_facts (EnrSectionRow *self,
                                 const GPtrArray *items);

G_END_DECLS
