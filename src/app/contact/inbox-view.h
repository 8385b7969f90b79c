/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The inbox (連絡の受付): what waits, at the left, each one click from being done; at the right the contact
 * history of the child that it is about, or of one that was looked up.
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

#define ENR_TYPE_INBOX_VIEW (enr_inbox_view_get_type ())
G_DECLARE_FINAL_TYPE (EnrInboxView, enr_inbox_view, ENR, INBOX_VIEW, GtkBox)

/** The session; once, before it is shown. */
void enr_inbox_view_set_session (EnrInboxView *self,
                                 EnrSession *session);

/** Puts the keyboard into the search for a child. */
void enr_inbox_view_focus_search (EnrInboxView *self);

/** Shows the history of a child at the right. */
void enr_inbox_view_show_child (EnrInboxView *self,
                                const EnrUuid *child_id);

/*
 * EnrInboxView::open-letter (view, const EnrUuid *announcement_id): a letter is asked for; the id may be
 * none, where only its delivery is known.
 */

G_END_DECLS
