/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * How the boxes of a kind lie on its paper: what is printed and what the editor counts is one geometry.
 * Lengths are points.
 */
#pragma once

#include "reports/flow-table.h"
#include "reports/writing-paper.h"

G_BEGIN_DECLS

#define ENR_WRITING_TEXT_SIZE 9.5
#define ENR_WRITING_CELL_SIZE 9.0
#define ENR_WRITING_BAND_HEIGHT (6.2 * ENR_POINTS_PER_MM)
#define ENR_WRITING_COLUMNS_HEIGHT (5.6 * ENR_POINTS_PER_MM)
#define ENR_WRITING_NAME_WIDTH (26.0 * ENR_POINTS_PER_MM)
#define ENR_WRITING_NAME_ROW (8.0 * ENR_POINTS_PER_MM)

/** From the upper margin to the first box, on a paper's first page. */
#define ENR_WRITING_HEAD_HEIGHT (33.0 * ENR_POINTS_PER_MM)

/** The paper's frame. */
typedef struct
{
  double width;
  double height;
  double left;
  double right;
  double top;
  double bottom;
  double heading_width;
  gboolean has_groups;
  guint most_beside; /* how many boxes may stand beside each other */
} EnrWritingFrame;

EnrWritingFrame enr_writing_frame (const EnrWritingKind *kind);

/** The frame of the boxes on the sheet of 要録 that is sent to a school: always A4, beside the aims. */
EnrWritingFrame enr_nursery_record_frame (const EnrWritingKind *kind);

/** How many of the sections from @index on stand in one row, at least 1: on wide paper neighbours of one
 * group and height share a row. (element-type EnrSection) */
guint enr_writing_count_beside (const EnrWritingFrame *frame,
                                const GPtrArray *sections,
                                guint index);

/** The width of the heading and of the text of one of @n boxes beside each other. */
void enr_writing_beside_widths (const EnrWritingFrame *frame,
                                gboolean is_grouped,
                                guint n,
                                double *heading,
                                double *text);

/** The width of a grid's label column (0 for none) and of a column. */
double enr_writing_grid_label_width (const EnrSection *grid);
double enr_writing_grid_column_width (const EnrSection *grid,
                                      guint column,
                                      double width);

/** The height of a section's box (of a grid: of a row) at least. */
double enr_writing_box_height (const EnrSection *section);

/** The boxes of a writing, put into an empty table. @notes and @calendar may be %NULL. */
EnrFlowTable *enr_writing_table_new (const EnrWritingFrame *frame,
                                     EnrTypeset *typeset,
                                     EnrFlowPageFunc new_page,
                                     gpointer data) G_GNUC_WARN_UNUSED_RESULT;
void enr_writing_body_add (EnrFlowTable *table,
                           const EnrWritingFrame *frame,
                           EnrTypeset *typeset,
                           const EnrWritingKind *kind,
                           const EnrContent *content,
                           const GPtrArray *notes,
                           const EnrCalendar *calendar);

/** What stands at the head of the paper. */
typedef struct
{
  const EnrWritingKind *kind;
  const EnrWritingPaper *paper;
  const char *name;               /* for the pages that go on */
  cairo_surface_t *seals[ENR_N_BOX_STEPS]; /* or NULL */
} EnrWritingHead;

/** "週案 ひよこ 令和8年6月8日～14日". */
char *enr_writing_paper_dup_name (const EnrWritingKind *kind,
                                  const EnrContent *content) G_GNUC_WARN_UNUSED_RESULT;

/** Draws the head of the first page, or of one that goes on. Return where the boxes begin. */
double enr_writing_head_draw (const EnrWritingHead *self,
                              const EnrWritingFrame *frame,
                              EnrDrawnPage *page);
double enr_writing_head_draw_continued (const EnrWritingHead *self,
                                        const EnrWritingFrame *frame,
                                        EnrDrawnPage *page);

/** "2 / 3" at the foot. */
void enr_writing_foot_draw (const EnrWritingFrame *frame,
                            EnrDrawnPage *page,
                            guint number,
                            guint n_pages);

/** The picture of a seal; %NULL where it is no good one. */
cairo_surface_t *enr_writing_seal_load (GBytes *png) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
