/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The office's window: the day in the header, the pages at the side, messages, undo.
 */
#pragma once

#include <adwaita.h>

#include "app/application.h"
#include "app/page.h"
#include "app/session.h"

G_BEGIN_DECLS

#define ENR_TYPE_WINDOW (enr_window_get_type ())
G_DECLARE_FINAL_TYPE (EnrWindow, enr_window, ENR, WINDOW, AdwApplicationWindow)

EnrWindow *enr_window_new (EnrApplication *application);

/** Shows the pages on an open database. @is_sample shows the way to one's own nursery. */
void enr_window_set_session (EnrWindow *self,
                             EnrSession *session,
                             gboolean is_sample);

/** The session, or %NULL while nothing is open. Borrowed. */
EnrSession *enr_window_get_session (EnrWindow *self);

/** Lets go of what is open, and shows that something is being opened. */
void enr_window_show_opening (EnrWindow *self);

/** The same, and shows the page that makes a new nursery. */
void enr_window_show_setup (EnrWindow *self);

/** The same, and says why nothing could be opened. */
void enr_window_show_failure (EnrWindow *self,
                              const char *text);

/** Goes to a page ("board", "children", "papers", "settings") and returns it. Borrowed. */
EnrPage *enr_window_show_page (EnrWindow *self,
                               const char *name);

G_END_DECLS
