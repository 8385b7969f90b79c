/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The classes of a fiscal year.
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

#define ENR_TYPE_CLASS_SETTINGS (enr_class_settings_get_type ())
G_DECLARE_FINAL_TYPE (EnrClassSettings, enr_class_settings, ENR, CLASS_SETTINGS, AdwBin)

void enr_class_settings_set_session (EnrClassSettings *self,
                                     EnrSession *session);

G_END_DECLS
