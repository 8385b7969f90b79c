/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * CSV as Japanese offices have it (FACTS 11.5): UTF-8 with or without BOM, CP932 from Excel, UTF-16
 * with BOM, CRLF or LF or CR, quoted fields with line breaks, comma or tab or semicolon.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define ENR_CSV_ERROR (enr_csv_error_quark ())
GQuark enr_csv_error_quark (void);

typedef enum
{
  ENR_CSV_ERROR_READ,          /* the file cannot be opened or read */
  ENR_CSV_ERROR_ENCODING,      /* bytes that the encoding does not have */
  ENR_CSV_ERROR_SYNTAX,        /* a quote that is not closed, or text behind a closing quote */
  ENR_CSV_ERROR_TOO_LARGE,     /* a limit below is passed */
  ENR_CSV_ERROR_NOT_CSV,       /* NUL bytes: a spreadsheet (.xlsx), a picture, ... */
  ENR_CSV_ERROR_EMPTY,         /* no row at all */
} EnrCsvError;

typedef enum
{
  ENR_ENCODING_AUTO,
  ENR_ENCODING_UTF8,
  ENR_ENCODING_CP932,
} EnrEncoding;

/* Limits: far above any nursery's file, far below what hurts an office PC. */
#define ENR_CSV_MAX_BYTES (256 * 1024 * 1024)
#define ENR_CSV_MAX_ROWS 2000000
#define ENR_CSV_MAX_COLUMNS 1000
#define ENR_CSV_MAX_FIELD (64 * 1024)                 /* bytes of one field in UTF-8 */
#define ENR_CSV_MAX_FIELDS (32 * 1024 * 1024)         /* fields of the whole file */

typedef struct _EnrCsv EnrCsv;

/**
 * Reads a whole file. Messages are translated, complete sentences for the user, and begin with
 * "FILE:LINE:COLUMN: " where a place is known (line and column count from 1; the column is the
 * field's number). Fails before memory does: the file's size and each field are limited as above.
 * AUTO: a BOM decides; else UTF-8 if the bytes are valid UTF-8; else CP932 if they are valid CP932;
 * else ENCODING naming the line of the first bad byte ("FILE:LINE: "). A BOM decides also where
 * another @encoding is asked for, as neither encoding has text that begins so. The separator is the
 * most frequent of comma, tab and semicolon in the first record that has one; a comma on ties.
 * Blanks behind a closing quote are dropped; a quote inside an unquoted field is a letter.
 */
EnrCsv *enr_csv_read_file (const char *path,
                           EnrEncoding encoding,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The same from memory; @name stands for the file in messages. */
EnrCsv *enr_csv_read_data (const char *name,
                           const char *data,
                           gsize length,
                           EnrEncoding encoding,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

void enr_csv_free (EnrCsv *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrCsv, enr_csv_free)

/** The file's name as given, for messages. */
const char *enr_csv_get_name (const EnrCsv *self);

/** The encoding that was found: UTF8 or CP932. UTF-16 counts as UTF8: both hold every character. */
EnrEncoding enr_csv_get_encoding (const EnrCsv *self);

/** The number of rows, the header among them. Rows of blank cells only are kept: line numbers and
 * row numbers differ, see enr_csv_line(). */
guint enr_csv_rows (const EnrCsv *self);

/** The number of fields in a row. */
guint enr_csv_columns (const EnrCsv *self,
                       guint row);

/** A field as UTF-8 (borrowed), untidied; "" beyond the row's end. */
const char *enr_csv_field (const EnrCsv *self,
                           guint row,
                           guint column);

/** The line in the file on which a row begins, from 1. */
guint enr_csv_line (const EnrCsv *self,
                    guint row);

/** %TRUE where every cell of the row is blank. */
gboolean enr_csv_row_is_blank (const EnrCsv *self,
                               guint row);

typedef struct _EnrCsvWriter EnrCsvWriter;

/** A writer into memory. UTF-8 gets a BOM, so that Excel reads it; lines end with CRLF. */
EnrCsvWriter *enr_csv_writer_new (EnrEncoding encoding) G_GNUC_WARN_UNUSED_RESULT;
void enr_csv_writer_free (EnrCsvWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrCsvWriter, enr_csv_writer_free)

/**
 * Adds a field (%NULL is empty). Text that a spreadsheet would take for a formula (beginning with
 * = + - @ TAB CR LF or their full-width forms ＝ ＋ － ＠) gets a leading apostrophe, except plain
 * numbers and telephone numbers made of digits, '+' and '-' (+81-90-…, -5, -0.5): "+" or "-" before
 * digits and hyphens only, or before a decimal number. So does text that looks as if it had got one
 * ("'=1"). The importers take that apostrophe off again, and get exactly what was written.
 */
void enr_csv_writer_field (EnrCsvWriter *self,
                           const char *text);
void enr_csv_writer_end_row (EnrCsvWriter *self);

/**
 * The bytes; the writer is empty afterwards. In CP932, a character that it lacks (𠮷) is written as
 * "〓" and counted in @replaced (may be %NULL), so that the caller can warn; a variation selector is
 * counted and left out; what Windows writes with another sign (wave dash, minus, ¥) is written so
 * and not counted. %NULL only where the system has no CP932 (a Linux without its gconv tables).
 */
GBytes *enr_csv_writer_finish (EnrCsvWriter *self,
                               guint *replaced) G_GNUC_WARN_UNUSED_RESULT;

/** Takes off the apostrophe that enr_csv_writer_field() put before a formula. Returns a pointer
 * into @text. */
const char *enr_csv_undefuse (const char *text);

G_END_DECLS
