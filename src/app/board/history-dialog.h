/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Every punch of a child's day, superseded ones among them, with who and why.
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"
#include "attendance/day.h"

G_BEGIN_DECLS

#define ENR_TYPE_HISTORY_DIALOG (enr_history_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EnrHistoryDialog, enr_history_dialog, ENR, HISTORY_DIALOG, AdwWindow)

void enr_history_dialog_show (GtkWindow *parent,
                              EnrSession *session,
                              EnrDay *day,
                              guint child);

G_END_DECLS
