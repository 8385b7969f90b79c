/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Infectious diseases (感染症) with their rule of return, and from when an outbreak is reported.
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

#define ENR_TYPE_DISEASE_SETTINGS (enr_disease_settings_get_type ())
G_DECLARE_FINAL_TYPE (EnrDiseaseSettings, enr_disease_settings, ENR, DISEASE_SETTINGS, AdwBin)

void enr_disease_settings_set_session (EnrDiseaseSettings *self,
                                     EnrSession *session);

G_END_DECLS
