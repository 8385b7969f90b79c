/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The columns of a CSV file: which of them is which field. Every office has its own headings, so a
 * field has many names, and what no table knows can be mapped by hand.
 */
#pragma once

#include "base/csv.h"

G_BEGIN_DECLS

typedef struct
{
  const char *key;     /* FIELD of --map: "birth-date" */
  const char *label;   /* what the preview calls it; N_() */
  const char *heading; /* what the export writes: 生年月日; NULL where it is not exported */
  const char *aliases; /* other headings, separated by '|' */
} EnrImportField;

typedef struct
{
  const EnrImportField *fields; /* borrowed, static */
  guint n_fields;
  guint n_columns;
  guint first_row;      /* the first row below the headings */
  int *columns;         /* by field: its column, or -1 */
  gboolean *is_mapped;  /* by field: it was mapped by hand */
  int *spares;          /* by field: a second column with such a heading, or -1 */
  char **headings;      /* by column: the heading as the file has it, tidied; or the column's letter */
} EnrImportHeader;

/**
 * Finds the row of headings among the first ten (the one with the most known headings) and the
 * fields in it. Headings are compared without blanks, brackets, widths, 必須, and 園児 or 児童 before
 * them.
 *
 * @mappings (%NULL: none) are "FIELD=COLUMN": COLUMN is a heading of the file, else a column's
 * letter (A, B, … AA) or number from 1; empty: the field is not read. A mapped column is no
 * other field's. INVALID for a FIELD or COLUMN that is not there; the message names those there
 * are.
 */
EnrImportHeader *enr_import_header_read (const EnrCsv *csv,
                                         const EnrImportField *fields,
                                         guint n_fields,
                                         const char *const *mappings,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
void enr_import_header_free (EnrImportHeader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrImportHeader, enr_import_header_free)

/** Whether the field has a column. */
gboolean enr_import_header_has (const EnrImportHeader *self,
                                guint field);

/** A field of a row, without the apostrophe of enr_csv_writer_field(); %NULL where the cell is
 * blank, a lone dash, or there is no such column. Borrowed from @csv. */
const char *enr_import_header_cell (const EnrImportHeader *self,
                                    const EnrCsv *csv,
                                    guint row,
                                    guint field);

/** The heading of a field's column, as the file has it. Borrowed. */
const char *enr_import_header_heading (const EnrImportHeader *self,
                                       guint field);

/** 名前 and 園児名 beside 姓 are the given name, and alone the whole name; two columns ふりがな are read
 * as the family's and the given one. Sorts that out for the fields of a name or of its kana. */
void enr_import_header_settle_name (EnrImportHeader *self,
                                    guint family,
                                    guint given,
                                    guint whole);

/** The headings of the file as one text, for messages. */
char *enr_import_header_dup_list (const EnrImportHeader *self) G_GNUC_WARN_UNUSED_RESULT;

/** What two headings have in common when they are the same one. */
char *enr_import_heading_key (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
