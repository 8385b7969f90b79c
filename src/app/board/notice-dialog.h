/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What a parent told about a child's days: an absence, a lateness or an early collection, with all that was
 * said. What it will do is shown while it is typed.
 */
#pragma once

#include "app/children/edit-dialog.h"
#include "attendance/day.h"
#include "contact/notice.h"

G_BEGIN_DECLS

#define ENR_TYPE_NOTICE_DIALOG (enr_notice_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EnrNoticeDialog, enr_notice_dialog, ENR, NOTICE_DIALOG, EnrEditDialog)

/** A notice about the @child (index into the day's) from that day on. */
EnrNoticeDialog *enr_notice_dialog_new (EnrSession *session,
                                        EnrDay *day,
                                        guint child) G_GNUC_WARN_UNUSED_RESULT;

/** The form of a notice that was read: what it says is changed, in one action. The child of @day that it is
 * about must be in @day. */
EnrNoticeDialog *enr_notice_dialog_new_change (EnrSession *session,
                                               EnrDay *day,
                                               const EnrNotice *seen) G_GNUC_WARN_UNUSED_RESULT;

/** Takes over what was typed elsewhere. @absence_kind: a key; each may be %NULL. */
void enr_notice_dialog_take (EnrNoticeDialog *self,
                             const char *absence_kind,
                             const char *symptoms,
                             const char *by_name);

G_END_DECLS
