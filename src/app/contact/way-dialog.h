/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * How a person of a family is reached in writing: the mail address and whether it was verified, no contact,
 * living apart, and the children of whom nothing is told. Each change stands as soon as it is made.
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

#define ENR_TYPE_WAY_DIALOG (enr_way_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EnrWayDialog, enr_way_dialog, ENR, WAY_DIALOG, AdwWindow)

EnrWayDialog *enr_way_dialog_new (EnrSession *session,
                                  const EnrUuid *contact_id);

G_END_DECLS
