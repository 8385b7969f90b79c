/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The question before a child's record leaves the program: what it is, where it goes, and whether only what
 * was approved.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ENR_TYPE_CHILD_OUT_DIALOG (enr_child_out_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EnrChildOutDialog, enr_child_out_dialog, ENR, CHILD_OUT_DIALOG, AdwMessageDialog)

/** Its response is "yes" or "no". */
EnrChildOutDialog *enr_child_out_dialog_new (GtkWindow *parent,
                                             const char *child_name,
                                             const char *path);

gboolean enr_child_out_dialog_get_only_approved (EnrChildOutDialog *self);

G_END_DECLS
