/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What a family answered by telephone, at the door or on paper.
 */
#pragma once

#include "app/children/edit-dialog.h"
#include "contact/recipient.h"

G_BEGIN_DECLS

#define ENR_TYPE_LETTER_ANSWER_DIALOG (enr_letter_answer_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EnrLetterAnswerDialog,
                      enr_letter_answer_dialog,
                      ENR,
                      LETTER_ANSWER_DIALOG,
                      EnrEditDialog)

/** Nothing of @letter and @recipient is kept. */
EnrLetterAnswerDialog *enr_letter_answer_dialog_new (EnrSession *session,
                                                     const EnrAnnouncement *letter,
                                                     const EnrRecipient *recipient);

G_END_DECLS
