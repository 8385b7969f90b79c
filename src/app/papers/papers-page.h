/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The window's page of papers (帳票): which there are, and one of them to look at, save and print.
 */
#pragma once

#include "app/page.h"

G_BEGIN_DECLS

#define ENR_TYPE_PAPERS_PAGE (enr_papers_page_get_type ())
G_DECLARE_FINAL_TYPE (EnrPapersPage, enr_papers_page, ENR, PAPERS_PAGE, GtkBox)

/** Opens a paper: "daily-register", "attendance-book" or "cards". */
void enr_papers_page_show (EnrPapersPage *self,
                           const char *paper_id);

/** Prints the paper that is open, as soon as it is there; with none open, the one that has the
 * keyboard or else the daily register. */
void enr_papers_page_print (EnrPapersPage *self);

/** Saves the open paper's PDF to a path; EnrSession::message says how it went. */
void enr_papers_page_save (EnrPapersPage *self,
                           const char *path);

G_END_DECLS
