/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What a table of running text is made of.
 */
#pragma once

#include "reports/flow-table.h"

G_BEGIN_DECLS

/* Sums of heights differ from their parts by rounding. */
#define ENR_FLOW_HAIR 0.01

/* The size of a group's name, in one column and at least in several. */
#define ENR_FLOW_GROUP_SIZE 7.0
#define ENR_FLOW_GROUP_LEAST 5.6
#define ENR_FLOW_GROUP_COLUMNS 3

typedef struct
{
  EnrFlowLook look;
  double x;
  double width;
  char *text;    /* of everything but running text */
  EnrFlow *flow; /* of running text, otherwise NULL */
  char *key;     /* or NULL */
} EnrFlowCell;

typedef struct
{
  EnrFlowRowType type;
  double height; /* at least */
  GArray *cells; /* (element-type EnrFlowCell) */
} EnrFlowRow;

struct _EnrFlowBlock
{
  EnrFlowTable *table; /* borrowed */
  char *group;
  char *heading; /* or NULL */
  double heading_x;
  double cells_x;
  double size;
  GArray *rows; /* (element-type EnrFlowRow) */
};

struct _EnrFlowTable
{
  EnrTypeset *typeset; /* borrowed */
  double left;
  double right;
  double bottom;
  gboolean has_groups;
  EnrFlowPageFunc new_page;
  gpointer data;
  GPtrArray *blocks; /* (element-type EnrFlowBlock) */
  /* the page that is being filled */
  EnrDrawnPage *page; /* borrowed from the document */
  double top;         /* of the table on it */
  double y;
  /* what stands open at the left */
  char *group;
  double group_top;
  const EnrFlowBlock *block;
  double block_top;
  gboolean is_continued;
};

/** The height of so many lines of text in their box. */
double enr_flow_height_of (guint n_lines,
                           double size);

/** The most lines that a cell of the row has. */
guint enr_flow_count_row (const EnrFlowRow *row);

G_END_DECLS
