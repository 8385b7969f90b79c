/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A paper to choose: its name and its first page as it would print now. The property "paper-id" says
 * which.
 */
#pragma once

#include <gtk/gtk.h>

#include "app/papers/paper.h"

G_BEGIN_DECLS

#define ENR_TYPE_PAPER_TILE (enr_paper_tile_get_type ())
G_DECLARE_FINAL_TYPE (EnrPaperTile, enr_paper_tile, ENR, PAPER_TILE, GtkButton)

EnrPaperKind enr_paper_tile_get_kind (EnrPaperTile *self);

/** Shows a paper's first page, or that there is nothing to print. */
void enr_paper_tile_set_paper (EnrPaperTile *self,
                               EnrPaper *paper);

/** Shows that the paper could not be made; opening it says why. */
void enr_paper_tile_set_failed (EnrPaperTile *self);

/** Whether the first page, or the reason that there is none, is shown. */
gboolean enr_paper_tile_is_drawn (EnrPaperTile *self);

G_END_DECLS
