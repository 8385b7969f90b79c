/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Why something is returned or taken up again.
 */
#pragma once

#include "app/children/edit-dialog.h"

G_BEGIN_DECLS

#define ENR_TYPE_WRITING_EDITOR_REASON (enr_writing_editor_reason_get_type ())
G_DECLARE_FINAL_TYPE (EnrWritingEditorReason,
                      enr_writing_editor_reason,
                      ENR,
                      WRITING_EDITOR_REASON,
                      EnrEditDialog)

/** A dialog of that title, with what the reason is for. Show it with enr_edit_dialog_show(). Signal "said"
 * (const char *reason): the reason was given, and the dialog is about to close. */
EnrWritingEditorReason *enr_writing_editor_reason_new (const char *title,
                                                       const char *description,
                                                       const char *save_label);

G_END_DECLS
