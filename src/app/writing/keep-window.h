/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * 保存と廃棄: how long each kind is kept, what may be destroyed today, and the certificates.
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"
#include "writing/kind.h"

G_BEGIN_DECLS

#define ENR_TYPE_KEEP_WINDOW (enr_keep_window_get_type ())
G_DECLARE_FINAL_TYPE (EnrKeepWindow, enr_keep_window, ENR, KEEP_WINDOW, AdwWindow)

/** Shows the window over @parent (may be %NULL). @kinds is referenced. */
void enr_keep_window_show (GtkWindow *parent,
                           EnrSession *session,
                           EnrWritingKinds *kinds);

G_END_DECLS
