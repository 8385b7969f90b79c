/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Saving a paper as PDF.
 */
#pragma once

#include "app/session.h"
#include "reports/document.h"

G_BEGIN_DECLS

/** Writes the PDF on a thread of GTask; EnrSession::message says how it went. */
void enr_paper_save (EnrSession *session,
                     EnrDocument *document,
                     const char *path);

G_END_DECLS
