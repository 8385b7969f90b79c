/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A word to look at again, new or changed.
 */
#pragma once

#include "app/children/edit-dialog.h"
#include "writing/phrase.h"

G_BEGIN_DECLS

#define ENR_TYPE_PHRASES_WORD_DIALOG (enr_phrases_word_dialog_get_type ())
G_DECLARE_FINAL_TYPE (
    EnrPhrasesWordDialog, enr_phrases_word_dialog, ENR, PHRASES_WORD_DIALOG, EnrEditDialog)

/** @word is %NULL for a new one. */
EnrPhrasesWordDialog *enr_phrases_word_dialog_new (EnrSession *session,
                                                   const EnrStyleWord *word)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
