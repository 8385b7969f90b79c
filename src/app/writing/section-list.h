/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A section with a text for each child who has one; others are chosen from the class's list.
 */
#pragma once

#include <gtk/gtk.h>

#include "app/writing/section-field.h"

G_BEGIN_DECLS

/** A child who can be written about. */
typedef struct
{
  EnrUuid id;
  char *name;
} EnrSectionChild;

void enr_section_child_free (EnrSectionChild *self);

#define ENR_TYPE_SECTION_LIST (enr_section_list_get_type ())
G_DECLARE_FINAL_TYPE (EnrSectionList, enr_section_list, ENR, SECTION_LIST, GtkBox)

/** @section is borrowed for its life. Signal "field-added" (EnrSectionField *): there is one more text. */
EnrSectionList *enr_section_list_new (const EnrSection *section);

/** Who can be chosen. (element-type EnrSectionChild) Copied. */
void enr_section_list_set_choice (EnrSectionList *self,
                                      const GPtrArray *children);

/** Shows a child's text, where it is not shown yet. */
void enr_section_list_add (EnrSectionList *self,
                               const EnrUuid *child_id,
                               const char *name);

/** Whether children can be added. */
void enr_section_list_set_editable (EnrSectionList *self,
                                        gboolean is_editable);

G_END_DECLS
