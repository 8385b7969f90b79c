/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Entering a new child, or changing what is known of one.
 */
#pragma once

#include "app/children/edit-dialog.h"
#include "nursery/child.h"

G_BEGIN_DECLS

#define ENR_TYPE_CHILD_DIALOG (enr_child_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EnrChildDialog, enr_child_dialog, ENR, CHILD_DIALOG, EnrEditDialog)

/** @child: the one to change, or %NULL for a new one. @classes: (element-type EnrClass) those that a new
 * child can enter. "saved" comes with the child's EnrUuid. */
EnrChildDialog *enr_child_dialog_new (EnrSession *session,
                                      const EnrChild *child,
                                      GPtrArray *classes);

G_END_DECLS
