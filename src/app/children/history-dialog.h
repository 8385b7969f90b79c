/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What was recorded and corrected on one day of a child: over the board, and over the child's year.
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"
#include "base/uuid.h"

G_BEGIN_DECLS

#define ENR_TYPE_HISTORY_DIALOG (enr_history_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EnrHistoryDialog, enr_history_dialog, ENR, HISTORY_DIALOG, AdwWindow)

/** Shows it over the window that @parent is in. */
void enr_history_dialog_show (EnrSession *session,
                              GtkWidget *parent,
                              const EnrUuid *child_id,
                              const char *name,
                              EnrDate day);

G_END_DECLS
