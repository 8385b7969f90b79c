/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Files that events name by their sum (PROTOCOL 3.3): they are sent on their own, so that a large one holds
 * nothing back.
 */
#pragma once

#include "outbox/outbox.h"

G_BEGIN_DECLS

#define ENR_BLOB_MAX_BYTES (32 * 1024 * 1024)

/** The first that is owed after @after (%NULL: the first): 1 with its sum, 0 where there is none, -1 on
 * error. A file is owed only once an event is that is not held back any more. */
int enr_blob_next (EnrDb *db,
                   const guint8 *after,
                   guint8 sum[ENR_SUM_LENGTH],
                   GError **error);

/** Its content; ENR_DB_ERROR_NOT_FOUND. @name (out) (optional) (transfer full). */
GBytes *enr_blob_load (EnrDb *db,
                       const guint8 sum[ENR_SUM_LENGTH],
                       char **name,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The hub has it. */
gboolean enr_blob_set_sent (EnrDb *db,
                            const guint8 sum[ENR_SUM_LENGTH],
                            gint64 now_ms,
                            GError **error);

G_END_DECLS
