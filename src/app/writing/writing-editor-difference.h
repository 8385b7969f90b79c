/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What a revision changes: the sections that differ from the version that was approved before, both texts
 * side by side.
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"
#include "writing/kind.h"

G_BEGIN_DECLS

#define ENR_TYPE_WRITING_EDITOR_DIFFERENCE (enr_writing_editor_difference_get_type ())
G_DECLARE_FINAL_TYPE (EnrWritingEditorDifference,
                      enr_writing_editor_difference,
                      ENR,
                      WRITING_EDITOR_DIFFERENCE,
                      AdwWindow)

/** Reads both and shows them over the window that @parent is in. @new_version is 0 for what is written
 * now. */
void enr_writing_editor_difference_show (GtkWidget *parent,
                                         EnrSession *session,
                                         EnrWritingKinds *kinds,
                                         const EnrWritingKind *kind,
                                         const EnrUuid *id,
                                         int old_version,
                                         int new_version);

G_END_DECLS
