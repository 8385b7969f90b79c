/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * How a person of a family is reached in writing, as a line that opens it.
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

#define ENR_TYPE_WAY_ROW (enr_way_row_get_type ())
G_DECLARE_FINAL_TYPE (EnrWayRow, enr_way_row, ENR, WAY_ROW, AdwActionRow)

/** Whose it is; once. */
void enr_way_row_set_contact (EnrWayRow *self,
                              EnrSession *session,
                              const EnrUuid *contact_id);

G_END_DECLS
