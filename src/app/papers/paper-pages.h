/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The pages of a paper one below the other, at a scale, for a scrolled window.
 */
#pragma once

#include <gtk/gtk.h>

#include "app/papers/renderer.h"

G_BEGIN_DECLS

#define ENR_TYPE_ZOOM_MODE (enr_zoom_mode_get_type ())
GType enr_zoom_mode_get_type (void);

typedef enum
{
  ENR_ZOOM_MODE_FIT_PAGE,
  ENR_ZOOM_MODE_FIT_WIDTH,
  ENR_ZOOM_MODE_SCALE,
} EnrZoomMode;

#define ENR_TYPE_PAPER_PAGES (enr_paper_pages_get_type ())
G_DECLARE_FINAL_TYPE (EnrPaperPages, enr_paper_pages, ENR, PAPER_PAGES, GtkWidget)

/* Signals: "laid-out": sizes or places of the pages may have changed. "failed" (GError): a page could
 * not be drawn. */

/** Shows a document's pages; %NULL for none. */
void enr_paper_pages_set_renderer (EnrPaperPages *self,
                                   EnrRenderer *renderer);

guint enr_paper_pages_get_n_pages (EnrPaperPages *self);

/** @scale (1.0: as large as on paper, at 96 dots an inch) counts for ENR_ZOOM_MODE_SCALE only. */
void enr_paper_pages_set_zoom (EnrPaperPages *self,
                               EnrZoomMode mode,
                               double scale);

/** The height that a whole page must fit into. */
void enr_paper_pages_set_view_height (EnrPaperPages *self,
                                      int height);

/** The scale at which pages are shown, whatever the mode. */
double enr_paper_pages_get_scale (EnrPaperPages *self);

/** The height of all pages at the present width. */
int enr_paper_pages_get_height (EnrPaperPages *self);

/** Where to scroll to for a page, and the page at a height. */
double enr_paper_pages_get_top (EnrPaperPages *self,
                                guint page);
guint enr_paper_pages_get_page_at (EnrPaperPages *self,
                                   double y);

/** Only pages between these heights, and their neighbours, hold pictures. */
void enr_paper_pages_set_visible_range (EnrPaperPages *self,
                                        double top,
                                        double bottom);

/** Whether all pages in the visible range show their pictures. */
gboolean enr_paper_pages_is_drawn (EnrPaperPages *self);

G_END_DECLS
