/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What a family said, wrote or asked, put down in few steps.
 */
#pragma once

#include "app/children/edit-dialog.h"
#include "base/uuid.h"

G_BEGIN_DECLS

#define ENR_TYPE_INQUIRY_DIALOG (enr_inquiry_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EnrInquiryDialog, enr_inquiry_dialog, ENR, INQUIRY_DIALOG, EnrEditDialog)

/** About a child. */
EnrInquiryDialog *enr_inquiry_dialog_new (EnrSession *session,
                                          const EnrUuid *child_id,
                                          const char *child_name) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
