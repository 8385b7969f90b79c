/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Plans and records of the sample nursery, for trying the program and for measuring it.
 */
#pragma once

#include "writing/kind.h"
#include "store/db.h"

G_BEGIN_DECLS

/**
 * Writes what the shelf expects from @from (plans of that fiscal year too) to @until with sentences of
 * the starting set of phrases, which is put in where there are none. What is older than a week is
 * approved by the director whom the sample's staff has; of the last week some are drafts, some wait,
 * and some are not written, so that there is something to do. The same nursery gives the same texts.
 * Done by the program, a transaction for each kind and fiscal year. *@n_written may be %NULL.
 */
gboolean enr_writing_sample (EnrDb *db,
                             const EnrActor *actor,
                             EnrWritingKinds *kinds,
                             EnrDate from,
                             EnrDate until,
                             guint *n_written,
                             GError **error);

G_END_DECLS
