/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A list to take away: one description, from which the CSV and the spreadsheet are both made.
 */
#pragma once

#include "base/csv.h"
#include "base/date.h"

G_BEGIN_DECLS

typedef enum
{
  ENR_TABLE_TEXT,
  ENR_TABLE_NUMBER,
  ENR_TABLE_YEN,
  ENR_TABLE_DATE,
} EnrTableType;

typedef struct _EnrTable EnrTable;

/** An empty table. @title names the sheet and stands above its printed pages; it is copied. */
EnrTable *enr_table_new (const char *title) G_GNUC_WARN_UNUSED_RESULT;
void enr_table_free (EnrTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrTable, enr_table_free)

/** Adds a column, before the first cell. Its type says how the spreadsheet shows its numbers. */
void enr_table_add_column (EnrTable *self,
                           const char *heading,
                           EnrTableType type);

/* The next cell of the row. Any kind may stand in any column (合計 below dates); cells that a row has
 * not are empty. */

/** %NULL is an empty cell. */
void enr_table_add_text (EnrTable *self,
                         const char *value);
void enr_table_add_int (EnrTable *self,
                        gint64 value);
/** A number with one decimal: 974 is 97.4. */
void enr_table_add_tenths (EnrTable *self,
                           gint64 value);
/** ENR_DATE_NONE is an empty cell. */
void enr_table_add_date (EnrTable *self,
                         EnrDate value);

/** Ends the row. A row of totals stands out in the spreadsheet. */
void enr_table_end_row (EnrTable *self);
void enr_table_end_total (EnrTable *self);

const char *enr_table_get_title (const EnrTable *self);

/** Rows without the headings, totals among them. */
guint enr_table_get_n_rows (const EnrTable *self);
guint enr_table_get_n_columns (const EnrTable *self);
const char *enr_table_get_heading (const EnrTable *self,
                                   guint column);

/** A cell as people read it: "1,234", "97.4", "2026-06-10", and "" for an empty one. */
char *enr_table_dup_text (const EnrTable *self,
                          guint row,
                          guint column) G_GNUC_WARN_UNUSED_RESULT;

/** Whether a cell is a number, and whether that is nought. */
gboolean enr_table_is_number (const EnrTable *self,
                              guint row,
                              guint column);
gboolean enr_table_is_nought (const EnrTable *self,
                              guint row,
                              guint column);
gboolean enr_table_is_total (const EnrTable *self,
                             guint row);

/** Headings and rows as enr_csv_writer_finish() has it: @replaced and %NULL are as there. Numbers have
 * no separators, dates are "2026-06-10". */
GBytes *enr_table_to_csv (const EnrTable *self,
                          EnrEncoding encoding,
                          guint *replaced) G_GNUC_WARN_UNUSED_RESULT;

/**
 * One sheet: headings that stay in place, columns as wide as their text, A4 when printed. The same
 * table and the same SOURCE_DATE_EPOCH give the same bytes. ENR_REPORT_ERROR_WRITE.
 */
GBytes *enr_table_to_xlsx (const EnrTable *self,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
