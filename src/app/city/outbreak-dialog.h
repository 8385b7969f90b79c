/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A report of an outbreak, or its next state: counts, and no child.
 */
#pragma once

#include "app/children/edit-dialog.h"
#include "submission/outbreak-report.h"

G_BEGIN_DECLS

#define ENR_TYPE_OUTBREAK_DIALOG (enr_outbreak_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EnrOutbreakDialog, enr_outbreak_dialog, ENR, OUTBREAK_DIALOG, EnrEditDialog)

/** The next state of @report, or where that is %NULL a new one of the session's day, which begins with
 * @disease (a key, or "" where it is not known yet) and what the records know of it. @diseases (element-type
 * EnrDisease): those that may be chosen. */
EnrOutbreakDialog *enr_outbreak_dialog_new (EnrSession *session,
                                            GPtrArray *diseases,
                                            const char *disease,
                                            const EnrOutbreakReport *report) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
