/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Notices, an illness and a call of the sample nursery, for trying the program.
 */
#pragma once

#include "base/date.h"
#include "store/db.h"

G_BEGIN_DECLS

/**
 * Writes for the last day up to @until on which the nursery is open: notices of children who are absent
 * then, as their absence is recorded (so that no figure changes), a call about a child without a word, and
 * an influenza that was told then for the days after it. The same nursery gives the same. One transaction.
 * *@n_notices may be %NULL. Nothing where there are no children, or the days are closed (締め).
 */
gboolean enr_notice_sample (EnrDb *db,
                            const EnrActor *actor,
                            EnrDate until,
                            guint *n_notices,
                            GError **error);

G_END_DECLS
