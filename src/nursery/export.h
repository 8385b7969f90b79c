/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Export (書出) of the roster as CSV that opens rightly in Excel, and that the import reads back
 * without a change.
 */
#pragma once

#include "base/csv.h"
#include "nursery/roster.h"

G_BEGIN_DECLS

/**
 * The children of a scope with class, certification and first guardian as of @day (for one who
 * has left, as of the last day; for one to come, as of the first). UTF-8 has a BOM. In CP932,
 * letters that it lacks are written as 〓 and counted in @replaced (may be %NULL). The caller
 * writes the bytes with enr_file_replace().
 */
GBytes *enr_export_children (EnrDb *db,
                             EnrDate day,
                             EnrRosterScope scope,
                             EnrEncoding encoding,
                             guint *replaced,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The children enrolled on some day of a period, as of its last day. */
GBytes *enr_export_children_of_period (EnrDb *db,
                                       EnrDate first,
                                       EnrDate last,
                                       EnrEncoding encoding,
                                       guint *replaced,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The bytes of a writer, or the error that this system has no CP932. */
GBytes *enr_export_finish (EnrCsvWriter *writer,
                           guint *replaced,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
