/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A child's contact history in a window of its own, over the child's page.
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"
#include "base/uuid.h"

G_BEGIN_DECLS

#define ENR_TYPE_HISTORY_WINDOW (enr_history_window_get_type ())
G_DECLARE_FINAL_TYPE (EnrHistoryWindow, enr_history_window, ENR, HISTORY_WINDOW, AdwWindow)

/** Shows it over @parent; it goes when it is closed. */
void enr_history_window_show (GtkWindow *parent,
                              EnrSession *session,
                              const EnrUuid *child_id);

G_END_DECLS
