/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A section of a writing that texts can be taken from: its heading, its text, and the button that copies it.
 */
#pragma once

#include <gtk/gtk.h>

#include "writing/carry.h"

G_BEGIN_DECLS

#define ENR_TYPE_SOURCE_SECTION (enr_source_section_get_type ())
G_DECLARE_FINAL_TYPE (EnrSourceSection, enr_source_section, ENR, SOURCE_SECTION, GtkBox)

/** @section is borrowed for its life. @can_copy: the text has a place in what is being written.
 * Signal "copy" (). */
EnrSourceSection *enr_source_section_new (const EnrSection *section,
                                          const char *text,
                                          gboolean can_copy);

/** A paragraph of what was recorded of a child; @record is borrowed for its life. */
EnrSourceSection *enr_source_section_new_record (const EnrSourceRecord *record,
                                                 gboolean can_copy);

/** What it shows; %NULL for the other sort. */
const EnrSourceRecord *enr_source_section_get_record (EnrSourceSection *self);
const EnrSection *enr_source_section_get_section (EnrSourceSection *self);

G_END_DECLS
