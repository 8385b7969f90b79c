/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#pragma once

#include "hub/db.h"

G_BEGIN_DECLS

/**
 * What is current of @type ("attendance", or the beginning of a type's whole name) from @from to @to,
 * as CSV. @n: (out): how many reports. The audit trail has it before it is handed out.
 */
GBytes *enr_hub_export (EnrHubDb *db,
                        const char *type,
                        const char *from,
                        const char *to,
                        guint *n,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
