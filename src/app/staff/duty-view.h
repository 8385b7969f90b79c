/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The duties of the session's day, and how they stand against the staff that the children need.
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

#define ENR_TYPE_DUTY_VIEW (enr_duty_view_get_type ())
G_DECLARE_FINAL_TYPE (EnrDutyView, enr_duty_view, ENR, DUTY_VIEW, AdwBin)

void enr_duty_view_set_session (EnrDutyView *self,
                                EnrSession *session);

G_END_DECLS
