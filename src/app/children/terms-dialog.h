/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * How a child's extended care is charged, from a day on.
 */
#pragma once

#include "app/children/child-file.h"
#include "app/children/edit-dialog.h"

G_BEGIN_DECLS

#define ENR_TYPE_TERMS_DIALOG (enr_terms_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EnrTermsDialog, enr_terms_dialog, ENR, TERMS_DIALOG, EnrEditDialog)

/** Begins with the terms that hold on the file's day. Nothing of @file is kept. */
EnrTermsDialog *enr_terms_dialog_new (EnrSession *session,
                                      const EnrChildFile *file);

G_END_DECLS
