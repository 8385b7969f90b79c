/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "mail/error.h"

/* clang-format off */
G_DEFINE_QUARK (enr-mail-error-quark, enr_mail_error)
/* clang-format on */
