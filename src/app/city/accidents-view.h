/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Accidents that the municipality must be told of, and by when (FACTS 9). The reports are written in the
 * editor of all records.
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

#define ENR_TYPE_ACCIDENTS_VIEW (enr_accidents_view_get_type ())
G_DECLARE_FINAL_TYPE (EnrAccidentsView, enr_accidents_view, ENR, ACCIDENTS_VIEW, AdwBin)

/** Gives the view its session, once, before it is shown. */
void enr_accidents_view_set_session (EnrAccidentsView *self,
                                     EnrSession *session);

G_END_DECLS
