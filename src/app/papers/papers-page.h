/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The window's page of papers (帳票): which there are, and one of them to look at, save and print.
 */
#pragma once

#include "app/page.h"
#include "base/uuid.h"
#include "writing/kind.h"

G_BEGIN_DECLS

#define ENR_TYPE_PAPERS_PAGE (enr_papers_page_get_type ())
G_DECLARE_FINAL_TYPE (EnrPapersPage, enr_papers_page, ENR, PAPERS_PAGE, GtkBox)

/** Opens a paper: "daily-register", "attendance-book" or "cards". */
void enr_papers_page_show (EnrPapersPage *self,
                           const char *paper_id);

/** Opens the papers of one letter of the session's day, of all classes. */
void enr_papers_page_show_letter (EnrPapersPage *self,
                                  const EnrUuid *letter_id);

/** Opens plans and records of a kind, of a class (%NULL for all), and of the month, quarter or fiscal year
 * (@span) that @day is in; a kind that is of a longer time is shown of that. */
void enr_papers_page_show_writings (EnrPapersPage *self,
                                    const char *kind,
                                    const EnrUuid *class_id,
                                    EnrWritingPeriod span,
                                    EnrDate day);

/** Prints the paper that is open, as soon as it is there; with none open, the one that has the
 * keyboard or else the daily register. */
void enr_papers_page_print (EnrPapersPage *self);

/** Saves the open paper's PDF to a path; EnrSession::message says how it went. */
void enr_papers_page_save (EnrPapersPage *self,
                           const char *path);

G_END_DECLS
