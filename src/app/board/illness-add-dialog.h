/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * An infectious disease of which the nursery heard without a notice: whose, and which.
 */
#pragma once

#include "app/children/edit-dialog.h"
#include "attendance/day.h"

G_BEGIN_DECLS

#define ENR_TYPE_ILLNESS_ADD_DIALOG (enr_illness_add_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EnrIllnessAddDialog, enr_illness_add_dialog, ENR, ILLNESS_ADD_DIALOG, EnrEditDialog)

/** Of a child of the day, known on it. @diseases (element-type EnrDisease): those that may be chosen. */
EnrIllnessAddDialog *enr_illness_add_dialog_new (EnrSession *session,
                                                 EnrDay *day,
                                                 GPtrArray *diseases) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
