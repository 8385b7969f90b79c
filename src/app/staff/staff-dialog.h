/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The form of a member of staff.
 */
#pragma once

#include "app/children/edit-dialog.h"
#include "people/staff.h"

G_BEGIN_DECLS

#define ENR_TYPE_STAFF_DIALOG (enr_staff_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EnrStaffDialog, enr_staff_dialog, ENR, STAFF_DIALOG, EnrEditDialog)

/** @staff: who is changed; %NULL for somebody new. */
EnrStaffDialog *enr_staff_dialog_new (EnrSession *session,
                                      const EnrStaff *staff);

G_END_DECLS
