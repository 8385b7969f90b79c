/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A person of a family: a guardian, or somebody who may collect the child.
 */
#pragma once

#include "app/children/edit-dialog.h"
#include "nursery/family.h"

G_BEGIN_DECLS

#define ENR_TYPE_CONTACT_DIALOG (enr_contact_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EnrContactDialog, enr_contact_dialog, ENR, CONTACT_DIALOG, EnrEditDialog)

/** @contact: the one to change, or %NULL for a new one of @family_id at @position. */
EnrContactDialog *enr_contact_dialog_new (EnrSession *session,
                                          const EnrContact *contact,
                                          const EnrUuid *family_id,
                                          int position);

G_END_DECLS
