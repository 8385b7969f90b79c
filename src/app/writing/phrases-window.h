/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * 文例と表記: the nursery's bank of phrases, and its list of words to look at again.
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"
#include "writing/kind.h"

G_BEGIN_DECLS

#define ENR_TYPE_PHRASES_WINDOW (enr_phrases_window_get_type ())
G_DECLARE_FINAL_TYPE (EnrPhrasesWindow, enr_phrases_window, ENR, PHRASES_WINDOW, AdwWindow)

/** Shows the window over @parent (may be %NULL). @kinds is referenced. */
void enr_phrases_window_show (GtkWindow *parent,
                              EnrSession *session,
                              EnrWritingKinds *kinds);

G_END_DECLS
