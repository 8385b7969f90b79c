/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * One kind of absence.
 */
#pragma once

#include "app/children/edit-dialog.h"
#include "attendance/day.h"

G_BEGIN_DECLS

#define ENR_TYPE_KIND_DIALOG (enr_kind_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EnrKindDialog, enr_kind_dialog, ENR, KIND_DIALOG, EnrEditDialog)

/** @kind: the kind to change, or %NULL for a new one. */
EnrKindDialog *enr_kind_dialog_new (EnrSession *session,
                                    const EnrAbsenceKind *kind);

G_END_DECLS
