/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The preview of a paper: its pages with a list of small ones beside them, zoom, and turning pages.
 *
 * Actions: preview.next-page, .previous-page, .first-page, .last-page, .scroll ("s": up, down, left,
 * right), .zoom-in, .zoom-out, .zoom-normal, .zoom-mode (the property).
 */
#pragma once

#include "app/papers/paper-pages.h"

G_BEGIN_DECLS

#define ENR_TYPE_PAPER_VIEW (enr_paper_view_get_type ())
G_DECLARE_FINAL_TYPE (EnrPaperView, enr_paper_view, ENR, PAPER_VIEW, GtkBox)

/* Signal "failed" (GError): a page could not be drawn. */

/** Shows a document, or nothing for %NULL. With @keep_place the place and the zoom stay: it is the same
 * paper, made again. */
void enr_paper_view_set_document (EnrPaperView *self,
                                  EnrDocument *document,
                                  gboolean keep_place);

guint enr_paper_view_get_n_pages (EnrPaperView *self);

/** The page that is looked at, from 0. */
guint enr_paper_view_get_page (EnrPaperView *self);
void enr_paper_view_go_to (EnrPaperView *self,
                           guint page);

/** 1.0: as large as on paper. */
double enr_paper_view_get_scale (EnrPaperView *self);

/** Whether everything that can be seen is drawn. */
gboolean enr_paper_view_is_drawn (EnrPaperView *self);

G_END_DECLS
