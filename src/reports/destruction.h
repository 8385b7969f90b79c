/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * 廃棄証明書: what was destroyed when its time was over, by whom and why.
 */
#pragma once

#include "nursery/facility.h"
#include "reports/document.h"
#include "writing/keep.h"

G_BEGIN_DECLS

/** The certificate on A4, as many pages as its lines need. It names kinds and years, never children.
 * ENR_REPORT_ERROR_FONT. */
EnrDocument *enr_destruction_paper_new (const EnrDestruction *destruction,
                                        const EnrFacility *facility,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
