/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Ruled boxes of running text, one below the other, that grow with their text and go on over pages: what
 * plans and records are printed in. A box that goes on has its headings again, with （続き）.
 *
 * Boxes come in blocks (a section of the paper); a block is rows of cells. At the left of a block may stand
 * its heading, and at the left of that the group's that neighbouring blocks share (養護, 教育).
 *
 * Lengths are points. Call with enr_fonts_lock() held.
 */
#pragma once

#include "reports/document.h"
#include "reports/flow.h"

G_BEGIN_DECLS

/** Between a cell's lines and its text. */
#define ENR_FLOW_PADDING_X (1.6 * ENR_POINTS_PER_MM)
#define ENR_FLOW_PADDING_Y (1.0 * ENR_POINTS_PER_MM)

/** The width of the group's column. */
#define ENR_FLOW_GROUP_WIDTH (7.0 * ENR_POINTS_PER_MM)

typedef enum
{
  ENR_FLOW_TEXT,    /* running text, from the top */
  ENR_FLOW_LABEL,   /* tinted, in the middle; repeated where its row goes on */
  ENR_FLOW_HEADING, /* the same with （続き） where its row goes on */
  ENR_FLOW_BAND,    /* a heading over the whole width, at its left */
  ENR_FLOW_NAME,    /* in the middle, not tinted; repeated */
} EnrFlowLook;

typedef enum
{
  ENR_FLOW_ROW,     /* as high as its text needs, and at least as it says */
  ENR_FLOW_BOX,     /* the same, and higher where the page would stay empty below */
  ENR_FLOW_COLUMNS, /* headings of columns, again on every page */
} EnrFlowRowType;

typedef struct _EnrFlowTable EnrFlowTable;
typedef struct _EnrFlowBlock EnrFlowBlock;

/** Begins a page that goes on with the table: adds it to the document, draws what stands above, and sets
 * @top to where the table may begin. */
typedef EnrDrawnPage *(*EnrFlowPageFunc) (gpointer data,
                                          double *top);

/** An empty table from @left to @right, never below @bottom. @has_groups: a column for the groups' names is
 * kept free at the left. */
EnrFlowTable *enr_flow_table_new (EnrTypeset *typeset,
                                  double left,
                                  double right,
                                  double bottom,
                                  gboolean has_groups,
                                  EnrFlowPageFunc new_page,
                                  gpointer data) G_GNUC_WARN_UNUSED_RESULT;
void enr_flow_table_free (EnrFlowTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrFlowTable, enr_flow_table_free)

/** Where it begins. @page may be %NULL where nothing will be drawn. */
void enr_flow_table_begin (EnrFlowTable *self,
                           EnrDrawnPage *page,
                           double top);

/** A block; @group "" for none, @heading %NULL for none at its left. Texts are set at @size. */
EnrFlowBlock *enr_flow_block_new (EnrFlowTable *self,
                                  const char *group,
                                  const char *heading,
                                  double heading_width,
                                  double size) G_GNUC_WARN_UNUSED_RESULT;

/** The width that is left for the cells of a block's rows. */
double enr_flow_block_get_width (const EnrFlowBlock *self);

/** Begins a row at least so high. */
void enr_flow_block_begin_row (EnrFlowBlock *self,
                               EnrFlowRowType type,
                               double height);

/** The row's next cell. In the text of all but running text a line break parts two lines. */
void enr_flow_block_add_cell (EnrFlowBlock *self,
                              EnrFlowLook look,
                              double width,
                              const char *text);

/** The same for running text that enr_flow_table_find() finds by a key. */
void enr_flow_block_add_text (EnrFlowBlock *self,
                              const char *key,
                              double width,
                              const char *text);

/** Puts the block below the others. */
void enr_flow_table_take (EnrFlowTable *self,
                          EnrFlowBlock *block);

/** Where all goes onto the first page, makes the boxes higher so that they fill it, by the same part each
 * and at most to twice their height; and makes high enough what stands beside a group's name. Before
 * anything is drawn, once. */
void enr_flow_table_stretch (EnrFlowTable *self);

/** The width for text, the height and the size of the box with a key. FALSE where there is none. */
gboolean enr_flow_table_find (const EnrFlowTable *self,
                              const char *key,
                              double *width,
                              double *height,
                              double *size);

/** Draws the table, and returns where it ends on its last page. */
double enr_flow_table_draw (EnrFlowTable *self);

/** How many lines of text go into a box of a height. */
guint enr_flow_lines_in (double height,
                         double size);

G_END_DECLS
