/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What is wrong with a file that was not read in, line by line; it can be chosen again when it is mended.
 */
#pragma once

#include "app/children/edit-dialog.h"

G_BEGIN_DECLS

#define ENR_TYPE_PHRASES_WRONG_DIALOG (enr_phrases_wrong_dialog_get_type ())
G_DECLARE_FINAL_TYPE (
    EnrPhrasesWrongDialog, enr_phrases_wrong_dialog, ENR, PHRASES_WRONG_DIALOG, EnrEditDialog)

/** @path: the file; @problems: lines, of which most begin with "@path:LINE:COLUMN: ". */
EnrPhrasesWrongDialog *enr_phrases_wrong_dialog_new (EnrSession *session,
                                                     const char *path,
                                                     const char *problems)
    G_GNUC_WARN_UNUSED_RESULT;

/*
 * EnrPhrasesWrongDialog::again (dialog): the file is to be chosen again
 */

G_END_DECLS
