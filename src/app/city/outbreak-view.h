/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Reports of outbreaks (感染症の報告): those that stand, their next state, and taking one back.
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

#define ENR_TYPE_OUTBREAK_VIEW (enr_outbreak_view_get_type ())
G_DECLARE_FINAL_TYPE (EnrOutbreakView, enr_outbreak_view, ENR, OUTBREAK_VIEW, AdwBin)

/** Gives the view its session, once, before it is shown. */
void enr_outbreak_view_set_session (EnrOutbreakView *self,
                                    EnrSession *session);

G_END_DECLS
