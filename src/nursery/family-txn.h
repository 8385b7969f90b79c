/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * For actions of the rooms above that change a family among other things: within the caller's write
 * transaction.
 */
#pragma once

#include "nursery/child.h"

G_BEGIN_DECLS

/** What enr_child_join_family() does. */
gboolean enr_child_join_family_in_txn (EnrDb *db,
                                       const EnrUuid *child_id,
                                       const EnrUuid *sibling_id,
                                       GError **error);

G_END_DECLS
