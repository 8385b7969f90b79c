/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Destroying plans and records as a part of a larger action.
 */
#pragma once

#include "writing/keep.h"

G_BEGIN_DECLS

/** enr_keep_destroy() within the caller's transaction. */
gboolean enr_keep_destroy_in_txn (EnrDb *db,
                                  const EnrActor *actor,
                                  EnrWritingKinds *kinds,
                                  const EnrUuid *ids,
                                  guint n_ids,
                                  EnrDate today,
                                  const char *reason,
                                  EnrUuid *id,
                                  GError **error);

G_END_DECLS
