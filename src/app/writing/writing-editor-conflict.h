/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Two people have written in one section: both texts, and what is to become of them. Nothing is lost before
 * somebody has chosen.
 */
#pragma once

#include <adwaita.h>

#include "app/writing/section-field.h"

G_BEGIN_DECLS

#define ENR_TYPE_WRITING_EDITOR_CONFLICT (enr_writing_editor_conflict_get_type ())
G_DECLARE_FINAL_TYPE (EnrWritingEditorConflict,
                      enr_writing_editor_conflict,
                      ENR,
                      WRITING_EDITOR_CONFLICT,
                      AdwWindow)

/** Asks about fields with a conflict (element-type EnrSectionField), one after the other, over the window
 * that @parent is in. Signal "chosen" (): all are settled. Closing it leaves them as they are. Borrowed. */
GtkWidget *enr_writing_editor_conflict_show (GtkWidget *parent,
                                             const GPtrArray *fields);

G_END_DECLS
