/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What was written in sections that the form does not have any more, at the end of the others.
 */
#pragma once

#include <gtk/gtk.h>

#include "app/writing/section-field.h"
#include "writing/content.h"

G_BEGIN_DECLS

#define ENR_TYPE_SECTION_LEFTOVERS (enr_section_leftovers_get_type ())
G_DECLARE_FINAL_TYPE (EnrSectionLeftovers, enr_section_leftovers, ENR, SECTION_LEFTOVERS, GtkBox)

/** Signal "field-added" (EnrSectionField *): there is one more text. */
EnrSectionLeftovers *enr_section_leftovers_new (void);

/** Shows a text under its heading, where it is not shown yet. */
void enr_section_leftovers_add (EnrSectionLeftovers *self,
                                const EnrContentItem *item);

G_END_DECLS
