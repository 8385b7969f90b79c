/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Asks who does a step of approval: those whose work it is first, one click each.
 */
#pragma once

#include <adwaita.h>

#include "app/writing/approver.h"

G_BEGIN_DECLS

#define ENR_TYPE_APPROVER_DIALOG (enr_approver_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EnrApproverDialog, enr_approver_dialog, ENR, APPROVER_DIALOG, AdwWindow)

/** Asks over @root (a window, or %NULL). @what says to what it is done, or is %NULL. @staff (element-type
 * EnrStaff) are those who may be chosen; it is referenced. @first (may be none) stands first. @func is called
 * once, or not at all; @free_data always. */
void enr_approver_dialog_show (GtkRoot *root,
                               EnrStep step,
                               const char *what,
                               GPtrArray *staff,
                               const EnrUuid *first,
                               EnrApproverFunc func,
                               gpointer user_data,
                               GDestroyNotify free_data);

G_END_DECLS
