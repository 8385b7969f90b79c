/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Asks for a reason.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ENR_TYPE_REASON_DIALOG (enr_reason_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EnrReasonDialog, enr_reason_dialog, ENR, REASON_DIALOG, AdwWindow)

typedef void (*EnrReasonFunc) (const char *reason,
                               gpointer user_data);

/** @func is called with a reason that is not blank; not at all where the user cancels. @user_data is
 * freed with @free_data in both cases. */
void enr_reason_dialog_show (GtkWindow *parent,
                             const char *title,
                             const char *body,
                             EnrReasonFunc func,
                             gpointer user_data,
                             GDestroyNotify free_data);

G_END_DECLS
