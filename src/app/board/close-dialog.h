/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What is unresolved, and the button that closes the day all the same.
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"
#include "attendance/day.h"

G_BEGIN_DECLS

#define ENR_TYPE_CLOSE_DIALOG (enr_close_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EnrCloseDialog, enr_close_dialog, ENR, CLOSE_DIALOG, AdwWindow)

void enr_close_dialog_show (GtkWindow *parent,
                            EnrSession *session,
                            EnrDay *day);

G_END_DECLS
