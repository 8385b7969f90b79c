/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A spreadsheet as both formats have it: where in the bytes its rows and cells are, and what is in
 * them. Rows and columns are counted from 0.
 */
#pragma once

#include "sheets/sheets-private.h"

G_BEGIN_DECLS

#define ENR_NO_STYLE G_MAXUINT

typedef enum
{
  ENR_CELL_BLANK,
  ENR_CELL_CONTENT,
  ENR_CELL_FORMULA,
} EnrCellContent;

/* Places in the bytes are 32 bits wide, for there are many cells and a part is below ENR_SHEET_MAX_PART. */
typedef struct
{
  guint col;
  guint n; /* columns that this one element stands for (ODS) */
  guint32 start;
  guint32 tag_end;    /* behind the opening tag */
  guint32 close;      /* of the closing tag; == end for <c/> */
  guint32 end;
  guint32 text_start; /* of the paragraphs in it (ODS), both 0 for none */
  guint32 text_end;
  guint style; /* of book->styles */
  EnrCellContent content : 8;
  guint is_constant : 1; /* a formula that refers to no cell: its stored result stays true (ODS) */
  guint is_covered : 1;  /* by a merged cell (ODS says it of the cell itself) */
  guint choices : 22;    /* its list, see enr_book_keep_choices() (ODS) */
  const EnrRich *rich;   /* borrowed; where it has a tag */
  const char *read;      /* what the cell says; only as the output is read again */
} EnrCell;

typedef struct
{
  guint row;
  guint n;
  guint first_cell; /* of grid->cells */
  guint n_cells;
  guint32 start;
  guint32 tag_end;
  guint32 close;
  guint32 end;
  guint style; /* of cells that the row does not have */
} EnrRow;

/* A merged cell, or an area that nothing may be written to. */
typedef struct
{
  guint row;
  guint col;
  guint n_rows;
  guint n_cols;
} EnrArea;

/* Cells that people choose a value for from a list (XLSX). */
typedef struct
{
  EnrArea area;
  guint choices; /* see enr_book_keep_choices() */
} EnrChoiceArea;

typedef struct
{
  guint first;
  guint last;
  guint style;
} EnrColumn;

/* What a cell's format is for, as far as it matters here. */
typedef struct
{
  gboolean has_sides; /* lines at the left or the right */
  gboolean has_below;
  gboolean shows_date;
  gboolean shows_time;
} EnrCellStyle;

/* A member of the zip that is changed. */
typedef struct
{
  char *name;
  GBytes *bytes;
  EnrEdits *edits;
} EnrPart;

/* One cell to be filled. */
typedef struct
{
  guint row;
  guint col;
  EnrSheetValue value; /* of a tag alone in its cell */
  const EnrRich *rich; /* else the text and */
  guint first_value;   /* its values, of book->values */
} EnrPut;

typedef struct
{
  char *name;
  EnrPart *part; /* borrowed from the book */
  GArray *rows;
  GArray *cells;
  GArray *columns;
  GArray *merges;        /* EnrArea */
  GPtrArray *merges_of;  /* of each column a GArray of EnrArea, by row; see enr_grid_finish() */
  GArray *formula_areas; /* EnrArea: array formulas */
  GArray *headings;      /* EnrArea: the headings of Excel's tables */
  GArray *choice_areas;  /* EnrChoiceArea */
  guint n_head_rows;     /* rows down to those that are repeated on every page (ODS) */
  gsize insert_at;       /* where a missing row at the end goes (XLSX) */
  char *prefix;          /* of the sheet's elements */
  GArray *puts;          /* EnrPut */
  GPtrArray *riches;     /* owned */
  GPtrArray *loose;      /* EnrRich outside of cells that cannot be filled: headings of pages (XLSX) */
  GStringChunk *texts;   /* what cells say */
} EnrGrid;

struct _EnrBook
{
  EnrPackageKind kind;
  gboolean is_output; /* what is read is our own output: cells keep what they say */
  GPtrArray *grids;
  GPtrArray *parts;
  GPtrArray *riches;
  GArray *styles; /* EnrCellStyle */
  GArray *values; /* EnrTagValue */
  GPtrArray *loose; /* EnrRich outside of sheets that cannot be filled: text boxes, notes */
  gboolean is_from_1904;
  GPtrArray *choices;  /* GStrv: lists to choose from */
  GPtrArray *headings; /* the texts of pages' headings that were filled (ODS) */
  gsize n_written;     /* bytes that were put in; see enr_book_is_full() */
};

/* grid.c */
EnrBook *enr_book_new (EnrPackageKind kind);
EnrPart *enr_book_add_part (EnrBook *book,
                            const char *name,
                            GBytes *bytes);
/* Bytes that were not there yet; referenced. */
void enr_part_set_bytes (EnrPart *part,
                         GBytes *bytes);
EnrGrid *enr_book_add_grid (EnrBook *book,
                            EnrPart *part,
                            const char *name);
/* Keep a text with tags; %NULL stays %NULL. */
const EnrRich *enr_book_keep (EnrBook *book,
                              EnrRich *rich);
const EnrRich *enr_grid_keep (EnrGrid *grid,
                              EnrRich *rich);

/* To be called when all of a sheet is read. */
gboolean enr_grid_finish (EnrGrid *grid,
                          GError **error);
const EnrRow *enr_grid_row (const EnrGrid *grid,
                            guint row);
const EnrCell *enr_grid_cell (const EnrGrid *grid,
                              guint row,
                              guint col);
/* The merged cell that this one is part of, or %NULL. */
const EnrArea *enr_grid_merge (const EnrGrid *grid,
                               guint row,
                               guint col);
/* How many rows and columns a cell takes: 1 and 1 where it is not merged. */
void enr_grid_span (const EnrGrid *grid,
                    guint row,
                    guint col,
                    guint *n_rows,
                    guint *n_cols);
/* The style that a cell has, be it of its row or column. */
guint enr_grid_style (const EnrGrid *grid,
                      guint row,
                      guint col);
/* Few bytes may become very many: a row with many cells that stands for a thousand rows (ODS), a long text
 * around a list's tag. Whether @more bytes are too many, and the error for it. */
gboolean enr_book_is_full (const EnrBook *book,
                           gsize more);
gboolean enr_book_check_size (const EnrBook *book,
                              const EnrGrid *grid,
                              GError **error);
const EnrCellStyle *enr_book_style (const EnrBook *book,
                                    guint style);

typedef enum
{
  ENR_CELL_FREE,
  ENR_CELL_OUTSIDE,
  ENR_CELL_COVERED,
  ENR_CELL_HAS_CONTENT,
  ENR_CELL_HAS_FORMULA,
  ENR_CELL_IS_HEADING,
  ENR_CELL_OTHER_SHAPE, /* merged otherwise than the tag's cell */
  ENR_CELL_OTHER_LINES, /* outside of the drawn grid */
} EnrCellState;

EnrCellState enr_grid_state (const EnrGrid *grid,
                             guint row,
                             guint col);
/* "B5", newly allocated. */
char *enr_cell_name (guint row,
                     guint col);
/* Reads "B5", "$B$5"; FALSE where it is none or beyond a sheet. */
gboolean enr_cell_parse (const char *text,
                         gsize length,
                         guint *row,
                         guint *col);
/* Reads "B5:C7" or "B5". */
gboolean enr_area_parse (const char *text,
                         gsize length,
                         EnrArea *area);

#define ENR_MAX_ROWS 1048576u
#define ENR_MAX_COLS 16384u

/* choices.c: lists that are written out in the form, "○,病,事" and cell-content-is-in-list("○";"病");
 * %NULL for what is none, or refers to cells. */
char **enr_choices_from_xlsx (const char *formula);
char **enr_choices_from_ods (const char *condition);
/* Takes a list and returns its number, which is 0 for %NULL. */
guint enr_book_keep_choices (EnrBook *book,
                             char **choices);
/* @places as sqref has them: "C5:AG30 A1". */
void enr_grid_add_choices (EnrGrid *grid,
                           const char *places,
                           guint choices);
/* Values of the plan that their cells' lists do not have, into fill->misfits. */
void enr_book_check_choices (EnrFill *fill,
                             const EnrBook *book);

/* plan.c: what goes where, into the grids' puts. */
gboolean enr_book_plan (EnrBook *book,
                        EnrFill *fill,
                        GError **error);
/* What a put writes: its text where it is one, or else what its value's type says. */
EnrSheetType enr_put_type (const EnrBook *book,
                           const EnrGrid *grid,
                           const EnrPut *put);
char *enr_put_dup_text (const EnrBook *book,
                        const EnrPut *put);

/* xlsx-read.c, xlsx-styles.c, xlsx-write.c */
EnrBook *enr_xlsx_read (EnrPackage *package,
                        gboolean is_output,
                        GError **error);
gboolean enr_xlsx_read_styles (EnrBook *book,
                               EnrPackage *package,
                               const char *part,
                               GError **error);
gboolean enr_xlsx_write (EnrBook *book,
                         EnrGrid *grid,
                         GError **error);
/* What enr_xlsx_write() will have written, as enr_xlsx_read() reads it. */
char *enr_xlsx_dup_expected (const EnrBook *book,
                             const EnrGrid *grid,
                             const EnrPut *put);

/* ods-read.c, ods-write.c */
EnrBook *enr_ods_read (EnrPackage *package,
                       gboolean is_output,
                       GError **error);
/* LibreOffice 7.4 lays out the pages while it reads repeated rows, and takes formulas down to there for
 * calculated although it has not compiled them yet: without a stored result they are 0 until someone has
 * it calculate all anew. FALSE where there is such a formula. */
gboolean enr_ods_check_head (const EnrGrid *grid,
                             GError **error);
gboolean enr_ods_write (EnrBook *book,
                        EnrGrid *grid,
                        GError **error);
char *enr_ods_dup_expected (const EnrBook *book,
                            const EnrGrid *grid,
                            const EnrPut *put);

G_END_DECLS
