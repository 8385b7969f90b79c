/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Everything that waits for the chief or the director: looked at one by one, approved all at once.
 */
#pragma once

#include <gtk/gtk.h>

#include "app/session.h"
#include "app/writing/waiting-item.h"
#include "writing/kind.h"

G_BEGIN_DECLS

#define ENR_TYPE_WAITING_VIEW (enr_waiting_view_get_type ())
G_DECLARE_FINAL_TYPE (EnrWaitingView, enr_waiting_view, ENR, WAITING_VIEW, GtkBox)

/** The session and the kinds; once. They are referenced. */
void enr_waiting_view_set_session (EnrWaitingView *self,
                                   EnrSession *session,
                                   EnrWritingKinds *kinds);

/** The item that is looked at, or %NULL. Borrowed. */
EnrWaitingItem *enr_waiting_view_get_selected (EnrWaitingView *self);

/** Reads what waits now. */
void enr_waiting_view_reload (EnrWaitingView *self);

/*
 * EnrWaitingView::open-writing (view, const EnrUuid *id): the person wants to see it in the editor.
 */

G_END_DECLS
