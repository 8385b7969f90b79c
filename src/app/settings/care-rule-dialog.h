/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A rule for extended care: for whom it holds, its windows and what limits them, with what the engine
 * makes of it beside what is entered.
 */
#pragma once

#include "app/children/edit-dialog.h"
#include "fees/rule.h"
#include "nursery/facility.h"

G_BEGIN_DECLS

#define ENR_TYPE_CARE_RULE_DIALOG (enr_care_rule_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EnrCareRuleDialog, enr_care_rule_dialog, ENR, CARE_RULE_DIALOG, EnrEditDialog)

/** @rule is %NULL for a new one, whose window is filled from the facility's hours. Nothing of the
 * arguments is kept but the session. */
EnrCareRuleDialog *enr_care_rule_dialog_new (EnrSession *session,
                                             const EnrFacility *facility,
                                             const EnrCareRule *rule);

G_END_DECLS
