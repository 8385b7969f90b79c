/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Saving a paper as PDF, or its figures as a list.
 */
#pragma once

#include "app/papers/paper.h"
#include "app/session.h"

G_BEGIN_DECLS

/** Writes the PDF on a thread of GTask; EnrSession::message says how it went. */
void enr_paper_save (EnrSession *session,
                     EnrDocument *document,
                     const char *path);

/** How a list is written. */
typedef enum
{
  ENR_PAPER_LIST_XLSX,
  ENR_PAPER_LIST_CSV,       /* UTF-8 */
  ENR_PAPER_LIST_CSV_CP932, /* Shift_JIS */
} EnrPaperListFormat;

/** Writes EnrPaper.table, which must be there, likewise; the same bytes as `enrokuctl report` has. What
 * CP932 lacks becomes 〓, and EnrSession::message says of how many letters. */
void enr_paper_save_list (EnrSession *session,
                          EnrPaper *paper,
                          EnrPaperListFormat format,
                          const char *path);

G_END_DECLS
