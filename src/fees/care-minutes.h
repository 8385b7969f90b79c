/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The minutes of extended care of one day, and nothing else of it, for those who tell them on while the day
 * is being closed.
 */
#pragma once

#include "attendance/day.h"

G_BEGIN_DECLS

/** Who has minutes of extended care on the day: those that enr_care_month_load() has for it, by the rules or
 * as they were decided. The month is not read. (element-type EnrUuid guint) */
GHashTable *enr_care_minutes_load (EnrDb *db,
                                   const EnrDay *day,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
