/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The editor of one plan or record: the plan above or last year's at the left, the sections with their
 * hints at the right, its way of approval at the foot.
 */
#pragma once

#include <gtk/gtk.h>

#include "base/uuid.h"
#include "app/session.h"
#include "writing/kind.h"

G_BEGIN_DECLS

#define ENR_TYPE_WRITING_EDITOR (enr_writing_editor_get_type ())
G_DECLARE_FINAL_TYPE (EnrWritingEditor, enr_writing_editor, ENR, WRITING_EDITOR, GtkWidget)

/** @session and @kinds are referenced. Signal "closed" (): the person is done, and all is saved. Signal
 * "print" (const EnrUuid *id): all is saved, and the person wants it on paper. */
GtkWidget *enr_writing_editor_new (EnrSession *session,
                                   EnrWritingKinds *kinds);

/** Shows a writing. What was typed into the one before is saved first. */
void enr_writing_editor_open (EnrWritingEditor *self,
                              const EnrUuid *id);

/** Puts the keyboard into the first text that is still to be written; into the first one where there is
 * none. By itself it does so when something was opened. */
void enr_writing_editor_focus (EnrWritingEditor *self);

/** Saves what was typed, then emits "closed"; where it cannot be saved it says so and stays. */
void enr_writing_editor_close (EnrWritingEditor *self);

/** Saves what was typed, then emits "print" (Ctrl+P). */
void enr_writing_editor_print (EnrWritingEditor *self);

/** Whether something typed is not saved yet. */
gboolean enr_writing_editor_is_dirty (EnrWritingEditor *self);

G_END_DECLS
