/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A letter becomes a template (ひな形): under what name.
 */
#pragma once

#include "app/children/edit-dialog.h"
#include "contact/letter-template.h"

G_BEGIN_DECLS

#define ENR_TYPE_LETTER_TEMPLATE_DIALOG (enr_letter_template_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EnrLetterTemplateDialog,
                      enr_letter_template_dialog,
                      ENR,
                      LETTER_TEMPLATE_DIALOG,
                      EnrEditDialog)

/** @draft is copied. */
EnrLetterTemplateDialog *enr_letter_template_dialog_new (EnrSession *session,
                                                         const EnrAnnouncement *draft);

G_END_DECLS
