/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A CSV file of one list: its columns by their headings, and the rows that are wrong, all told at once.
 */
#pragma once

#include "base/csv.h"

G_BEGIN_DECLS

/* How many of the wrong rows are told one by one. */
#define ENR_CSV_ROWS_TOLD 10

/** The rows of a file that are wrong. */
typedef struct
{
  const EnrCsv *csv; /* borrowed */
  GString *lines;    /* the first of them: "FILE:LINE:COLUMN: what is wrong", a line each */
  guint n;           /* all of them */
} EnrCsvRows;

void enr_csv_rows_init (EnrCsvRows *self,
                        const EnrCsv *csv);
void enr_csv_rows_clear (EnrCsvRows *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EnrCsvRows, enr_csv_rows_clear)

/** Finds the column of each heading, in any order; G_MAXUINT where there is none. INVALID where the first one
 * is missing. @columns has room for @n_headings. */
gboolean enr_csv_rows_find (const EnrCsvRows *self,
                            const char *const *headings,
                            guint n_headings,
                            guint *columns,
                            GError **error);

/** A cell, tidied, without the apostrophe of a formula; "" for G_MAXUINT. */
char *enr_csv_rows_dup_cell (const EnrCsvRows *self,
                             guint row,
                             guint column) G_GNUC_WARN_UNUSED_RESULT;

/** Notes that a row is wrong. %FALSE always. */
gboolean enr_csv_rows_wrong (EnrCsvRows *self,
                             guint row,
                             guint column,
                             const char *format,
                             ...) G_GNUC_PRINTF (4, 5);

/** INVALID with all that is wrong; %TRUE where nothing is. */
gboolean enr_csv_rows_check (const EnrCsvRows *self,
                             GError **error);

G_END_DECLS
