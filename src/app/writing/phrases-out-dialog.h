/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Writing the phrases, or the words, to a CSV file.
 */
#pragma once

#include "app/children/edit-dialog.h"

G_BEGIN_DECLS

#define ENR_TYPE_PHRASES_OUT_DIALOG (enr_phrases_out_dialog_get_type ())
G_DECLARE_FINAL_TYPE (
    EnrPhrasesOutDialog, enr_phrases_out_dialog, ENR, PHRASES_OUT_DIALOG, EnrEditDialog)

/** @sections: whose headings the file has; %NULL for the words. Referenced. */
EnrPhrasesOutDialog *enr_phrases_out_dialog_new (EnrSession *session,
                                                 GPtrArray *sections) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
