/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Papers that were handed in (提出した書類), what has become of them, and taking one back.
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

#define ENR_TYPE_HANDED_VIEW (enr_handed_view_get_type ())
G_DECLARE_FINAL_TYPE (EnrHandedView, enr_handed_view, ENR, HANDED_VIEW, AdwBin)

/** Gives the view its session, once, before it is shown. */
void enr_handed_view_set_session (EnrHandedView *self,
                                  EnrSession *session);

G_END_DECLS
