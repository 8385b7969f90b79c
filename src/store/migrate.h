/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The schema's versions. data/migrations/NNNN-*.sql are embedded in the program; step N sets
 * user_version to N in the same transaction. A step that has been released never changes
 * (data/migrations/RELEASED.sha256).
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** The version that this program makes and understands. */
int enr_schema_version (void);

/** The SQL of a step, from 1. Borrowed until the end of the program. */
const char *enr_schema_step (int version);

G_END_DECLS
