/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * One page of a paper on the screen. It draws itself from its renderer as large as it is shown.
 */
#pragma once

#include <gtk/gtk.h>

#include "app/papers/renderer.h"

G_BEGIN_DECLS

#define ENR_TYPE_PAPER_SHEET (enr_paper_sheet_get_type ())
G_DECLARE_FINAL_TYPE (EnrPaperSheet, enr_paper_sheet, ENR, PAPER_SHEET, GtkWidget)

/*
 * Properties: "renderer" (EnrRenderer), "page" (uint, from 0), "width" (int: its width in pixels, 0 for
 * as wide as it is allocated), "active" (boolean: whether it may hold a picture), "priority" (int: of
 * its drawing). Signal "failed" (GError): the page could not be drawn.
 */

/** The page it shows. The picture before stays until there is a new one. */
void enr_paper_sheet_set_page (EnrPaperSheet *self,
                               EnrRenderer *renderer,
                               guint page);

/** A sheet that is far away gives its picture back. */
void enr_paper_sheet_set_active (EnrPaperSheet *self,
                                 gboolean active);

void enr_paper_sheet_set_width (EnrPaperSheet *self,
                                int width);

/** Whether it shows a picture of this page in the right size. */
gboolean enr_paper_sheet_is_drawn (EnrPaperSheet *self);

/** Height by width of a renderer's pages; A4 landscape for %NULL. */
double enr_paper_sheet_ratio (EnrRenderer *renderer);

G_END_DECLS
