/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What was promised to a family, or by it, and until when.
 */
#pragma once

#include "app/children/edit-dialog.h"
#include "base/uuid.h"

G_BEGIN_DECLS

#define ENR_TYPE_PROMISE_DIALOG (enr_promise_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EnrPromiseDialog, enr_promise_dialog, ENR, PROMISE_DIALOG, EnrEditDialog)

/** About a child. */
EnrPromiseDialog *enr_promise_dialog_new (EnrSession *session,
                                          const EnrUuid *child_id,
                                          const char *child_name) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
