/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * How the staff required is counted here.
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

#define ENR_TYPE_STAFFING_SETTINGS (enr_staffing_settings_get_type ())
G_DECLARE_FINAL_TYPE (EnrStaffingSettings, enr_staffing_settings, ENR, STAFFING_SETTINGS, AdwBin)

void enr_staffing_settings_set_session (EnrStaffingSettings *self,
                                        EnrSession *session);

G_END_DECLS
