/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The mail server and the sender (設定 › メール), its password in the safe of this PC, and ways to try them.
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

#define ENR_TYPE_MAIL_SETTINGS (enr_mail_settings_get_type ())
G_DECLARE_FINAL_TYPE (EnrMailSettings, enr_mail_settings, ENR, MAIL_SETTINGS, AdwBin)

void enr_mail_settings_set_session (EnrMailSettings *self,
                                     EnrSession *session);

G_END_DECLS
