/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Destroying records whose time is over: why, who, and one more question.
 */
#pragma once

#include "app/children/edit-dialog.h"
#include "contact/keep.h"
#include "writing/kind.h"

G_BEGIN_DECLS

#define ENR_TYPE_DESTROY_DIALOG (enr_destroy_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EnrDestroyDialog, enr_destroy_dialog, ENR, DESTROY_DIALOG, EnrEditDialog)

/** @ids: (element-type EnrUuid) of plans and records; @contact: (element-type EnrContactKeepItem). Both are
 * referenced. */
EnrDestroyDialog *enr_destroy_dialog_new (EnrSession *session,
                                          EnrWritingKinds *kinds,
                                          GArray *ids,
                                          GArray *contact);

G_END_DECLS
