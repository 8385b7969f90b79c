/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the files of this room need of each other.
 */
#pragma once

#include "people/staff.h"

G_BEGIN_DECLS

/** enr_staff_save() within a larger action; where that fails, the caller sets the id back to what it was. */
gboolean enr_staff_save_in_txn (EnrDb *db,
                                EnrStaff *self,
                                GError **error);

G_END_DECLS
