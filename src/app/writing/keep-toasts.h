/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the session says, in a window that lies over the program's.
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

/** Shows the session's lines in @toasts for as long as it lives, with a button that takes back what can be
 * taken back. */
void enr_keep_toasts_attach (AdwToastOverlay *toasts,
                             EnrSession *session);

G_END_DECLS
