/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The last day of a rule for extended care.
 */
#pragma once

#include "app/children/edit-dialog.h"
#include "fees/rule.h"

G_BEGIN_DECLS

#define ENR_TYPE_CARE_END_DIALOG (enr_care_end_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EnrCareEndDialog, enr_care_end_dialog, ENR, CARE_END_DIALOG, EnrEditDialog)

EnrCareEndDialog *enr_care_end_dialog_new (EnrSession *session,
                                           const EnrUuid *rule,
                                           const char *name);

G_END_DECLS
