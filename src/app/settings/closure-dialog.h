/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A closed day or a run of them, or a special opening.
 */
#pragma once

#include "app/children/edit-dialog.h"

G_BEGIN_DECLS

#define ENR_TYPE_CLOSURE_DIALOG (enr_closure_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EnrClosureDialog, enr_closure_dialog, ENR, CLOSURE_DIALOG, EnrEditDialog)

EnrClosureDialog *enr_closure_dialog_new (EnrSession *session);

G_END_DECLS
