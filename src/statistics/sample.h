/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Staff for the sample nursery (attendance/sample.h), and their duties.
 */
#pragma once

#include "base/date.h"
#include "store/db.h"

G_BEGIN_DECLS

/**
 * Adds a director, a chief, teachers for as many children as there are on @until, a dietitian and a cook,
 * employed from the first day of @first's fiscal year; their family names say that they are a sample's
 * (見本, 架空, 仮名, 例題). They are on duty in turns on the open days from @first to @until, but on no
 * more than the last three months of them: ten years of duties would help nobody to look around. Nothing
 * is left to chance. Works in many transactions, as a person would have.
 */
gboolean enr_staff_sample (EnrDb *db,
                           EnrDate first,
                           EnrDate until,
                           GError **error);

G_END_DECLS
