/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Japan's national holidays, by rule (FACTS section 12).
 */
#pragma once

#include "base/date.h"

G_BEGIN_DECLS

/**
 * The holiday's name ("元日", and "休日" for a substitute or a day between two holidays), or %NULL.
 * Rules cover 2007 on; the equinoxes are computed (1980 to 2099) and the government fixes them a
 * year ahead, so years beyond the last published table are a forecast. Static string.
 */
const char *enr_holiday_name (EnrDate date);

G_END_DECLS
