/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The form of one child's day, or the times of many.
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"
#include "attendance/day.h"

G_BEGIN_DECLS

#define ENR_TYPE_ENTRY_DIALOG (enr_entry_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EnrEntryDialog, enr_entry_dialog, ENR, ENTRY_DIALOG, AdwWindow)

/** For one child (@n_children 1), or the times of many. The day is held; @children are indexes into its
 * children. */
void enr_entry_dialog_show (GtkWindow *parent,
                            EnrSession *session,
                            EnrDay *day,
                            const guint *children,
                            guint n_children);

G_END_DECLS
