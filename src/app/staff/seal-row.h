/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The seal (印影) of a member of staff in her form: chosen, looked at in its real size, taken away. Nothing is
 * stored before the form is saved.
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

#define ENR_TYPE_SEAL_ROW (enr_seal_row_get_type ())
G_DECLARE_FINAL_TYPE (EnrSealRow, enr_seal_row, ENR, SEAL_ROW, AdwActionRow)

/** Reads the present seal of a member of staff; an id of none: she is new and has none. */
void enr_seal_row_set_staff (EnrSealRow *self,
                             EnrSession *session,
                             const EnrUuid *staff_id);

/** Whether it is another one than was read. */
gboolean enr_seal_row_is_changed (EnrSealRow *self);

/** The seal that was read, and the one that is to be stored; %NULL for none. Borrowed. */
GBytes *enr_seal_row_get_seen (EnrSealRow *self);
GBytes *enr_seal_row_get_picture (EnrSealRow *self);

G_END_DECLS
