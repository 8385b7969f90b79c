/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The rules for extended care (延長保育).
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

#define ENR_TYPE_CARE_SETTINGS (enr_care_settings_get_type ())
G_DECLARE_FINAL_TYPE (EnrCareSettings, enr_care_settings, ENR, CARE_SETTINGS, AdwBin)

void enr_care_settings_set_session (EnrCareSettings *self,
                                    EnrSession *session);

G_END_DECLS
