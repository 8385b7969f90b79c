/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The settings of the facility. Each group is saved by its own button; what was typed in the others
 * stays as it is.
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

#define ENR_TYPE_FACILITY_SETTINGS (enr_facility_settings_get_type ())
G_DECLARE_FINAL_TYPE (EnrFacilitySettings, enr_facility_settings, ENR, FACILITY_SETTINGS, AdwBin)

void enr_facility_settings_set_session (EnrFacilitySettings *self,
                                        EnrSession *session);

G_END_DECLS
