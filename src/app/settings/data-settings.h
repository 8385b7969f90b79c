/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Where the records are kept, and copies of them.
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

#define ENR_TYPE_DATA_SETTINGS (enr_data_settings_get_type ())
G_DECLARE_FINAL_TYPE (EnrDataSettings, enr_data_settings, ENR, DATA_SETTINGS, AdwBin)

void enr_data_settings_set_session (EnrDataSettings *self,
                                     EnrSession *session);

G_END_DECLS
