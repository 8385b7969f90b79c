/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Plans and records in which words were found, the newest first.
 */
#pragma once

#include <gtk/gtk.h>

#include "app/session.h"
#include "writing/kind.h"

G_BEGIN_DECLS

#define ENR_TYPE_FOUND_VIEW (enr_found_view_get_type ())
G_DECLARE_FINAL_TYPE (EnrFoundView, enr_found_view, ENR, FOUND_VIEW, GtkBox)

/** The session and the kinds; once. They are referenced. */
void enr_found_view_set_session (EnrFoundView *self,
                                 EnrSession *session,
                                 EnrWritingKinds *kinds);

/** Looks for the words of @text in all texts. */
void enr_found_view_search (EnrFoundView *self,
                            const char *text);

/** Puts the keyboard on the first that was found. */
void enr_found_view_focus_first (EnrFoundView *self);

/*
 * EnrFoundView::open-writing (view, const EnrUuid *id): one was chosen.
 */

G_END_DECLS
