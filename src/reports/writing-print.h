/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Plans and records from the database to paper: one, or a class's or a month's at once.
 */
#pragma once

#include "reports/document.h"
#include "store/db.h"
#include "writing/kind.h"

G_BEGIN_DECLS

/**
 * The papers of writings of one kind, in that order: what was submitted as it was submitted, a draft as it
 * stands, with approvals and the notes beside it. @version prints that version of a single writing (0: the
 * present). ENR_REPORT_ERROR_EMPTY where there are none; errors of reading.
 */
EnrDocument *enr_writing_print (EnrDb *db,
                                const EnrWritingKind *kind,
                                const EnrUuid *ids,
                                guint n_ids,
                                int version,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
