/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The option --encoding.
 */
#pragma once

#include "base/csv.h"
#include "ctl/ctl.h"

G_BEGIN_DECLS

/** Reads --encoding; @value stays as it is where it was not given. */
gboolean enr_encoding_option (const EnrCtl *self,
                              gboolean may_be_auto,
                              EnrEncoding *value,
                              GError **error);

G_END_DECLS
