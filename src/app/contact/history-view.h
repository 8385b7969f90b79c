/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * All contact with a child's family, the newest first, with whom to call; to be saved as a paper.
 */
#pragma once

#include <gtk/gtk.h>

#include "app/session.h"
#include "base/uuid.h"

G_BEGIN_DECLS

#define ENR_TYPE_HISTORY_VIEW (enr_history_view_get_type ())
G_DECLARE_FINAL_TYPE (EnrHistoryView, enr_history_view, ENR, HISTORY_VIEW, GtkBox)

/** The session; once, before a child is shown. */
void enr_history_view_set_session (EnrHistoryView *self,
                                   EnrSession *session);

/** Shows a child's history, and follows what changes. */
void enr_history_view_show (EnrHistoryView *self,
                            const EnrUuid *child_id);

/** The child that is shown, or %NULL; its name, %NULL before it is read. Borrowed. */
const EnrUuid *enr_history_view_get_child (EnrHistoryView *self);
const char *enr_history_view_get_name (EnrHistoryView *self);

G_END_DECLS
