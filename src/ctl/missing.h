/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What should have been written and is not there, or not finished.
 */
#pragma once

#include "ctl/ctl.h"
#include "writing/writing.h"

G_BEGIN_DECLS

/**
 * Prints what is missing or late today: of @kind (%NULL for all) and of --class and the filter's child;
 * whose time ends on the filter's first day or later (without one, in today's fiscal year) and begins on
 * its last day (today) or earlier.
 */
gboolean enr_ctl_list_missing (EnrCtl *self,
                               EnrDb *db,
                               EnrWritingKinds *kinds,
                               const EnrWritingKind *kind,
                               const EnrWritingFilter *filter,
                               GError **error);

G_END_DECLS
