/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "reports/error.h"

/* clang-format off */
G_DEFINE_QUARK (enr-report-error-quark, enr_report_error)
/* clang-format on */
