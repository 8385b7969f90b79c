/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The way that a plan or record has gone (来歴): who did what when, and why.
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"
#include "writing/kind.h"

G_BEGIN_DECLS

#define ENR_TYPE_WRITING_EDITOR_HISTORY (enr_writing_editor_history_get_type ())
G_DECLARE_FINAL_TYPE (EnrWritingEditorHistory,
                      enr_writing_editor_history,
                      ENR,
                      WRITING_EDITOR_HISTORY,
                      AdwWindow)

/** Shows steps (element-type EnrStepDone) over the window that @parent is in; each that was done to a version
 * opens it as the paper that it was. @session and @kinds are referenced. */
void enr_writing_editor_history_show (GtkWidget *parent,
                                      EnrSession *session,
                                      EnrWritingKinds *kinds,
                                      const EnrUuid *id,
                                      const char *name,
                                      const GPtrArray *steps);

G_END_DECLS
