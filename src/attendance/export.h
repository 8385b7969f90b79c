/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Export (書出) of attendance as CSV that opens rightly in Excel, and that the import reads back
 * without a change.
 */
#pragma once

#include "base/csv.h"
#include "base/date.h"
#include "store/db.h"

G_BEGIN_DECLS

/**
 * The days of a period, both ends in it: a row for each child's day of which anything is
 * recorded, by day, class and kana; with the first arrival and the last departure. Departures
 * after midnight are written as 25:10. UTF-8 has a BOM. In CP932, letters that it lacks are
 * written as 〓 and counted in @replaced (may be %NULL). The caller writes the bytes with
 * enr_file_replace().
 */
GBytes *enr_export_attendance (EnrDb *db,
                               EnrDate first,
                               EnrDate last,
                               EnrEncoding encoding,
                               guint *replaced,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
