/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Slips of the contact notebook from the database.
 */
#pragma once

#include "reports/notebook-slips.h"
#include "store/db.h"

G_BEGIN_DECLS

/**
 * Reads the slips of a day in one snapshot: of each child who is not absent and about whom home or the
 * nursery wrote something, in the order of classes and of the class. @class_id limits them to a class (%NULL:
 * all). With @with_blanks also a slip to be filled in by hand for each child who is expected in a class about
 * which nothing at all is written; EnrSlips.n_unwritten counts those children in any case. Nobody is expected
 * on a day on which the nursery is closed. No slip is no error here. Errors of reading.
 */
EnrSlips *enr_slips_load (EnrDb *db,
                          EnrDate day,
                          const EnrUuid *class_id,
                          gboolean with_blanks,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
