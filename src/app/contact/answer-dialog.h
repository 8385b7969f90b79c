/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The words with which an inquiry was answered.
 */
#pragma once

#include "app/children/edit-dialog.h"
#include "base/uuid.h"

G_BEGIN_DECLS

#define ENR_TYPE_ANSWER_DIALOG (enr_answer_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EnrAnswerDialog, enr_answer_dialog, ENR, ANSWER_DIALOG, EnrEditDialog)

/** About an inquiry; @question is what was asked. */
EnrAnswerDialog *enr_answer_dialog_new (EnrSession *session,
                                        const EnrUuid *inquiry_id,
                                        const char *child_name,
                                        const char *question) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
