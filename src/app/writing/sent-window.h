/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * 保育要録の送付: the records for primary school of a fiscal year, what has been sent where, and their files.
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

#define ENR_TYPE_SENT_WINDOW (enr_sent_window_get_type ())
G_DECLARE_FINAL_TYPE (EnrSentWindow, enr_sent_window, ENR, SENT_WINDOW, AdwWindow)

/** Shows the window over @parent (may be %NULL), with the fiscal year of the session's day. */
void enr_sent_window_show (GtkWindow *parent,
                           EnrSession *session);

G_END_DECLS
