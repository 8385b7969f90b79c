/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Rules for extended care for the sample nursery (attendance/sample.h).
 */
#pragma once

#include "fees/rule.h"

G_BEGIN_DECLS

/** Adds a rule for the children of standard and one for those of short care hours, from @first on, after
 * the facility's hours. Their names say that they are a sample's (見本), and so is the price. NOT_FOUND
 * in a database without a facility. */
gboolean enr_care_sample (EnrDb *db,
                          EnrDate first,
                          GError **error);

G_END_DECLS
