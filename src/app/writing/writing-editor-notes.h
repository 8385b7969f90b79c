/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Below an approved plan: what was done otherwise, and a line to add to it.
 */
#pragma once

#include <adwaita.h>

#include "base/date.h"

G_BEGIN_DECLS

#define ENR_TYPE_WRITING_EDITOR_NOTES (enr_writing_editor_notes_get_type ())
G_DECLARE_FINAL_TYPE (EnrWritingEditorNotes,
                      enr_writing_editor_notes,
                      ENR,
                      WRITING_EDITOR_NOTES,
                      GtkBox)

/** Shows notes (element-type EnrWritingNote); what is being typed stays. Signal "add" (int day, const char
 * *text), signal "remove" (const EnrUuid *id). */
void enr_writing_editor_notes_show (EnrWritingEditorNotes *self,
                                    const GPtrArray *notes);

/** The note was added: the line is empty again, for the day @day. */
void enr_writing_editor_notes_begin (EnrWritingEditorNotes *self,
                                     EnrDate day);

G_END_DECLS
