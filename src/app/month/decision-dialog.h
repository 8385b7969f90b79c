/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Another amount for charges, or none, with the reason.
 */
#pragma once

#include "app/children/edit-dialog.h"
#include "app/month/reading.h"

G_BEGIN_DECLS

#define ENR_TYPE_DECISION_DIALOG (enr_decision_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EnrDecisionDialog, enr_decision_dialog, ENR, DECISION_DIALOG, EnrEditDialog)

/** Asks for it over the window that @parent is in. @indexes (element-type guint) are charges of the
 * reading, at least one; @state is ADJUSTED or EXCLUDED. What was decided can be undone. */
void enr_decision_dialog_show (GtkWidget *parent,
                               EnrSession *session,
                               EnrMonthReading *reading,
                               GArray *indexes,
                               EnrChargeState state);

G_END_DECLS
