/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Owing what is told to the municipality, for whoever opens a database to write.
 */
#pragma once

#include "store/db.h"

G_BEGIN_DECLS

/**
 * From now on what this connection changes is owed as it should be: a closed day, a closed month, an
 * enrolment … become events in the transaction that changes them. What was written since by a program that
 * did not do so is made up for, and a database that was put back from a copy gets a source of its own. For
 * every connection that writes, right after it was opened; with no link or all kinds off it does nothing.
 */
gboolean enr_submission_attach (EnrDb *db,
                                GError **error);

G_END_DECLS
