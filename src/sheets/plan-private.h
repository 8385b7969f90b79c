/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What plan.c and room.c share.
 */
#pragma once

#include "sheets/grid-private.h"

G_BEGIN_DECLS

/* One of the cells that a tag such as {{weekday.1..31}} stands for. */
typedef struct
{
  guint down; /* rows below the tag's */
  guint col;
} EnrPlace;

/* A cell with tags in it. */
typedef struct
{
  EnrGrid *grid;
  guint row;
  guint col;
  char *place;
  const EnrRich *rich;
  gboolean is_alone;
  EnrTarget *targets;       /* of each tag */
  const EnrSheetList *list; /* whose row stands here, or %NULL */
  guint from;               /* the list's row here, from 1 */
  guint to;                 /* 0: as far as there is room */
  GArray *places;           /* EnrPlace: of its range, the first its own */
} EnrTagCell;

/* plan.c: fills the cell's tags at @row with the list's row from + @step. */
gboolean enr_plan_put (EnrBook *book,
                       EnrFill *fill,
                       const EnrTagCell *cell,
                       guint row,
                       guint step,
                       GError **error);

/* room.c */
gboolean enr_plan_lists (EnrBook *book,
                         EnrFill *fill,
                         GArray *cells,
                         GError **error);
const char *enr_cell_state_describe (EnrCellState state);

G_END_DECLS
