/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A phrase of the bank, new or changed.
 */
#pragma once

#include "app/children/edit-dialog.h"
#include "writing/phrase.h"

G_BEGIN_DECLS

#define ENR_TYPE_PHRASES_DIALOG (enr_phrases_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EnrPhrasesDialog, enr_phrases_dialog, ENR, PHRASES_DIALOG, EnrEditDialog)

/** Without an id, @phrase is what a new one begins with. @sections is referenced. */
EnrPhrasesDialog *enr_phrases_dialog_new (EnrSession *session,
                                          GPtrArray *sections,
                                          const EnrPhrase *phrase) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
