/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Is the file whole? For `enrokuctl check`, support, and backups.
 */
#pragma once

#include "store/db.h"

G_BEGIN_DECLS

/**
 * Checks the structure (integrity_check), the schema against what the migrations make, foreign keys,
 * and the journal's chain. A read-only connection cannot see values that a CHECK forbids, because
 * SQLite leaves CHECKs off there: open for writing where the file allows it. Returns the problems
 * found as translated sentences, the first bad row named; an empty array where there is none. %NULL
 * only where reading failed as a whole. *@journal_length may be %NULL. (element-type utf8)
 */
GPtrArray *enr_db_check (EnrDb *db,
                         gint64 *journal_length,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
