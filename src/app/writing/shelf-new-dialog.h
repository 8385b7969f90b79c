/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A new event or note: its title, its day, and whom it is about.
 */
#pragma once

#include "app/children/edit-dialog.h"
#include "writing/kind.h"

G_BEGIN_DECLS

#define ENR_TYPE_SHELF_NEW_DIALOG (enr_shelf_new_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EnrShelfNewDialog, enr_shelf_new_dialog, ENR, SHELF_NEW_DIALOG, EnrEditDialog)

/** Proposes @day. "saved" has an EnrShelfCreated. */
EnrShelfNewDialog *enr_shelf_new_dialog_new (EnrSession *session,
                                             EnrWritingKinds *kinds,
                                             const EnrWritingKind *kind,
                                             EnrDate day);

G_END_DECLS
