/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Destroying contact with parents as a part of a larger action.
 */
#pragma once

#include "contact/keep.h"

G_BEGIN_DECLS

/** enr_contact_keep_destroy() within the caller's transaction. */
gboolean enr_contact_keep_destroy_in_txn (EnrDb *db,
                                          const EnrActor *actor,
                                          const EnrContactKeepItem *items,
                                          guint n_items,
                                          EnrDate today,
                                          const char *reason,
                                          EnrUuid *id,
                                          GError **error);

G_END_DECLS
