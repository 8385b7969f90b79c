/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The kinds of absence (欠席区分) and their signs.
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

#define ENR_TYPE_KIND_SETTINGS (enr_kind_settings_get_type ())
G_DECLARE_FINAL_TYPE (EnrKindSettings, enr_kind_settings, ENR, KIND_SETTINGS, AdwBin)

void enr_kind_settings_set_session (EnrKindSettings *self,
                                     EnrSession *session);

G_END_DECLS
