/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The city's own form: a spreadsheet (XLSX, XLSM, ODS) or a letter (ODT) with tags in it is filled,
 * and nothing else of it changes.
 *
 * Tags
 *
 *     {{facility.name}}            one value. Alone in a cell it keeps its type (a number stays a
 *                                  number; a date goes by the cell's own format); within a text it
 *                                  becomes a part of the text, whose fonts are kept.
 *     {{children.name}}            "children" is a list: its first row stands here, the others below.
 *     {{weekday.1..31}}            31 cells to the right, this one being the first.
 *     {{weekday.1..31↓}}           31 cells down, this one being the first.
 *     {{children.attendance.1..31}}  both. In a row with tags of one list {{attendance.1..31}} is enough.
 *     {{children.name@26}}         from the 26th row of the list on: a second page, or the right half
 *                                  of a sheet. Tags at its right in the same row follow it without @.
 *     {{children.name@26..50}}     from the 26th to the 50th row and no further.
 *     {{children.name@7..7}}       the 7th row only: a sheet for each child.
 *     {{children.arrive.1..31↓@7}}  the same with its days down. Where days go down the list does not, so
 *                                  @7 is the 7th row only, and no @ is the first.
 *
 * Blanks inside the braces, capitals and full-width letters (｛｛ｍｏｎｔｈ｝｝) are put up with.
 *
 * Rows are never moved. A city's form is a fixed grid with totals below it, and moving rows would mean
 * to rewrite formulas, merged cells, validations, print areas and names, in that form and in what the
 * city links to it. So a list goes down over the form's own empty rows. A row is one of them when every
 * cell that is to be filled is empty, is merged as the tag's cell is and, where the tag's cell is drawn
 * with lines at its sides (or else below), is drawn so too: the grid's end is the end of the room. An
 * end in the tag (@1..25) takes the place of looking at the lines. Tags of one list in rows that touch
 * (name above, reading below; days 1 to 15 above, 16 to 31 below) are one block that repeats as a
 * whole, and so is a tag in a cell that is merged downwards. Across and down, a merged cell counts as
 * one; down (↓), each must be empty and merged as the tag's own is.
 *
 * When a list does not fit, there must be a tag that goes on with exactly the next row (@26), else the
 * form is refused and nothing is written. Refused, too: a formula or other content where values would
 * go, a tag in a formula, a table's (Excel's) heading, a signed or protected file, a broken one.
 *
 * A cell that people are to choose a value for from a list that the form itself has (○,病,事) is filled with
 * what the nursery has; where the list does not have it, the report says so. Lists that stand in other
 * cells are not looked at, nor are dates and times.
 *
 * What is in the way of macros: nothing. They are copied as they are and never run.
 *
 * Results of formulas that the file has stored are removed (they are old now) and the file asks for a
 * calculation when it is opened: Excel goes by the latter, LibreOffice by the former.
 * In an ODS, formulas in or above rows that repeat on every page are refused, because LibreOffice 7.4
 * shows 0 for those (see enr_ods_check_head()).
 *
 * Every other byte stays: members of the zip that need no change are copied with their compressed
 * bytes, and in the ones that are changed only the cells concerned.
 *
 * Letters (ODT): with tags of a list in it, the letter is repeated for every row of the list, each
 * beginning on a new page. Page headings and footers take single values only (in ODS too).
 */
#pragma once

#include "sheets/data.h"
#include "sheets/error.h"

G_BEGIN_DECLS

typedef enum
{
  ENR_SHEET_FILL_DEFAULT = 0,
  ENR_SHEET_FILL_STRICT = 1 << 0, /* a tag that is not known is an error, not only reported */
} EnrSheetFillFlags;

/** A tag as it stands in a form. */
typedef struct
{
  char *text;        /* as it is written there, "{{Children.name }}" */
  char *name;        /* the name alone, "children.name", without range and rows */
  char *sheet;       /* the sheet; %NULL in a letter */
  char *cell;        /* "B5"; %NULL outside of cells (text boxes, notes, page headings) */
  gboolean is_known; /* the table has it, and it is where it can be filled */
} EnrSheetTag;

void enr_sheet_tag_free (EnrSheetTag *tag);

/** A value that was filled where the form has people choose from a list that does not have it. */
typedef struct
{
  char *sheet;
  char *cell;     /* "C5", the first one with this value */
  guint n_cells;  /* how many there are of the same list */
  char *value;
  char **allowed; /* what the list has */
} EnrSheetMisfit;

void enr_sheet_misfit_free (EnrSheetMisfit *misfit);

/** What was done. Zeroed before use; enr_sheet_report_clear() frees what is in it. */
typedef struct
{
  guint n_tags;       /* tags found */
  guint n_meant;      /* cells (in a letter: paragraphs) that the tags stand for */
  guint n_filled;     /* those found filled when the output was read again; equal, or it is an error */
  guint n_rows;       /* rows of lists that were placed, summed over the tags' blocks; letters */
  GPtrArray *unknown; /* EnrSheetTag: left in the output as they are */
  GPtrArray *misfits; /* EnrSheetMisfit, each value of a sheet's list once: filled all the same */
} EnrSheetReport;

void enr_sheet_report_clear (EnrSheetReport *report);

/* clang-format off */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrSheetTag, enr_sheet_tag_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrSheetMisfit, enr_sheet_misfit_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EnrSheetReport, enr_sheet_report_clear)
/* clang-format on */

/**
 * The tags of a form, sheet by sheet, row by row: an array of EnrSheetTag. @data says which are known;
 * with %NULL none is. Errors: those of ENR_SHEET_ERROR but for ROOM, COUNT, NO_TAGS and OUTPUT.
 */
GPtrArray *enr_sheet_tags (GBytes *form,
                           const EnrSheetData *data,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * Fills a form. @report may be %NULL; on failure it has what was found until then. Returns the filled
 * file, of the same kind as @form. The output has been read again: each cell that was meant is in it
 * with its value. Pure: the same form and values give the same bytes.
 */
GBytes *enr_sheet_fill (GBytes *form,
                        const EnrSheetData *data,
                        EnrSheetFillFlags flags,
                        EnrSheetReport *report,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * Fills the form at @form_path into @output_path, whole or not at all (enr_file_replace()). The output
 * must have the form's ending (a file with macros under .xlsx would not open) and must not be the form
 * itself, not even by another name. Errors: ENR_SHEET_ERROR and G_FILE_ERROR.
 */
gboolean enr_sheet_fill_file (const char *form_path,
                              const char *output_path,
                              const EnrSheetData *data,
                              EnrSheetFillFlags flags,
                              EnrSheetReport *report,
                              GError **error);

/** Reads a form for the two functions above, not larger than forms are. */
GBytes *enr_sheet_load (const char *path,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
