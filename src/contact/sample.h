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

/** Adds notebooks of the classes of 0 to 2 of the last two weeks up to @until, for the children who came, and
 * a request for medicine. The days' plans, and so all figures, stay what they are. The same for the same
 * children and days. */
gboolean enr_notebook_sample (EnrDb *db,
                              const EnrActor *actor,
                              EnrDate until,
                              GError **error);

/** Adds mail addresses (of example.com) of families, a person who lives apart and one who is not written
 * to, and two letters up to @until: one that was read by most, and one with a question to which some have
 * answered. Several transactions; nothing where no child is enrolled. */
gboolean enr_announcement_sample (EnrDb *db,
                                  const EnrActor *actor,
                                  EnrDate until,
                                  GError **error);

G_END_DECLS
