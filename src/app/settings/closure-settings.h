/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Days on which the weekly rule does not hold (休園日, special openings).
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

#define ENR_TYPE_CLOSURE_SETTINGS (enr_closure_settings_get_type ())
G_DECLARE_FINAL_TYPE (EnrClosureSettings, enr_closure_settings, ENR, CLOSURE_SETTINGS, AdwBin)

void enr_closure_settings_set_session (EnrClosureSettings *self,
                                     EnrSession *session);

G_END_DECLS
