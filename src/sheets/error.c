/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "sheets/error.h"

/* clang-format off */
G_DEFINE_QUARK (enr-sheet-error-quark, enr_sheet_error)
/* clang-format on */
