/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * An absence called in.
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"
#include "attendance/day.h"

G_BEGIN_DECLS

#define ENR_TYPE_ABSENCE_DIALOG (enr_absence_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EnrAbsenceDialog, enr_absence_dialog, ENR, ABSENCE_DIALOG, AdwWindow)

void enr_absence_dialog_show (GtkWindow *parent,
                              EnrSession *session,
                              EnrDay *day,
                              const guint *children,
                              guint n_children);

G_END_DECLS
