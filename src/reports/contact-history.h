/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * All contact with a child's family as a paper (連絡の記録), the newest first: for a talk with the parents, for
 * who takes the class over, for 開示.
 */
#pragma once

#include "contact/history.h"
#include "reports/document.h"

G_BEGIN_DECLS

/** The paper of the days from @first to @last (ENR_DATE_NONE: open). UNKNOWN for the child,
 * ENR_REPORT_ERROR_EMPTY where there was no contact, ENR_REPORT_ERROR_FONT. */
EnrDocument *enr_contact_history_paper (EnrDb *db,
                                        const EnrUuid *child_id,
                                        EnrDate first,
                                        EnrDate last,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The same of what was read; @facility is the nursery's name. */
EnrDocument *enr_contact_history_draw (const EnrContactHistory *history,
                                       const char *facility,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
