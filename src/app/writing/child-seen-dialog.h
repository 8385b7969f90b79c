/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The day on which something was first seen of a child, with a note.
 */
#pragma once

#include "app/children/edit-dialog.h"
#include "writing/development.h"

G_BEGIN_DECLS

#define ENR_TYPE_CHILD_SEEN_DIALOG (enr_child_seen_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EnrChildSeenDialog, enr_child_seen_dialog, ENR, CHILD_SEEN_DIALOG, EnrEditDialog)

/** What is noted is offered to be taken back. @seen is not kept. */
EnrChildSeenDialog *enr_child_seen_dialog_new (EnrSession *session,
                                               const EnrUuid *child_id,
                                               const EnrDevelopmentSeen *seen);

G_END_DECLS
