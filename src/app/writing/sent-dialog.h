/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * To which school a record was sent, when, how and by whom.
 */
#pragma once

#include "app/children/edit-dialog.h"
#include "base/uuid.h"

G_BEGIN_DECLS

#define ENR_TYPE_SENT_DIALOG (enr_sent_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EnrSentDialog, enr_sent_dialog, ENR, SENT_DIALOG, EnrEditDialog)

/** For the approved record @writing_id of the child @name. @school is proposed, "" for none. */
EnrSentDialog *enr_sent_dialog_new (EnrSession *session,
                                    const EnrUuid *writing_id,
                                    const char *name,
                                    const char *school);

G_END_DECLS
