/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The grid is two files: what it does (shelf-grid.c), and how it is drawn (shelf-draw.c).
 */
#pragma once

#include "app/writing/shelf-grid.h"

G_BEGIN_DECLS

#define LABEL_WIDTH 128
#define HEAD_HEIGHT 42
#define LINE_HEIGHT 32
#define MIN_CELL 23
#define MAX_CELL 150

struct _EnrShelfGrid
{
  GtkWidget parent_instance;

  /* Owned */
  EnrShelfReading *reading;
  GtkAdjustment *vertical; /* of the scrolled window around it */

  int line; /* of the keyboard's cell; -1 none */
  int column;
};

guint enr_shelf_grid_n_lines (EnrShelfGrid *self);
guint enr_shelf_grid_n_columns (EnrShelfGrid *self);
const EnrShelfLine *enr_shelf_grid_get_line (EnrShelfGrid *self,
                                             guint line);
const EnrShelfColumn *enr_shelf_grid_get_column (EnrShelfGrid *self,
                                                 guint column);

/** The width of a cell, as the widget is wide now. */
float enr_shelf_grid_cell_width (EnrShelfGrid *self);
graphene_rect_t enr_shelf_grid_cell_area (EnrShelfGrid *self,
                                          guint line,
                                          guint column);

/** How far it is scrolled: there the head stands. */
float enr_shelf_grid_head_top (EnrShelfGrid *self);

/** Draws the lines that are to be seen. */
void enr_shelf_grid_snapshot (GtkWidget *widget,
                              GtkSnapshot *snapshot);

G_END_DECLS
