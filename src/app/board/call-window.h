/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Whom to call today because nobody has said a word, and the log of these calls (架電記録).
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

#define ENR_TYPE_CALL_WINDOW (enr_call_window_get_type ())
G_DECLARE_FINAL_TYPE (EnrCallWindow, enr_call_window, ENR, CALL_WINDOW, AdwWindow)

void enr_call_window_show (GtkWindow *parent,
                           EnrSession *session);

G_END_DECLS
