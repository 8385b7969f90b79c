/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What all papers with a form share: header, approval boxes (印欄), the table's headings and lines,
 * legend and footer. Call with enr_fonts_lock() held.
 */
#pragma once

#include "reports/document.h"
#include "reports/form.h"

G_BEGIN_DECLS

/** Space at the left and right inside a cell. */
#define ENR_CELL_PADDING (1.0 * ENR_POINTS_PER_MM)

/** A column in its place on the page. */
typedef struct
{
  const EnrFormColumn *column; /* borrowed from the form */
  double x;
  double width;
} EnrSheetColumn;

/** The columns of a form for a class of that age (-1: mixed; all ages from @age_first to @age_last),
 * with widths. (element-type EnrSheetColumn) */
GArray *enr_sheet_columns (const EnrForm *form,
                           int age_first,
                           int age_last) G_GNUC_WARN_UNUSED_RESULT;

/** The area of the table with its headings. */
EnrRect enr_sheet_body (const EnrForm *form);

/** Draws all around the table. @values are for {fields}. */
void enr_sheet_draw_surround (const EnrForm *form,
                              EnrDrawnPage *page,
                              GHashTable *values);

/** Draws the headings with their lines; @columns without "days", which the book draws itself. */
void enr_sheet_draw_headings (const EnrForm *form,
                              EnrDrawnPage *page,
                              const GArray *columns,
                              double top);

/** Draws the vertical lines between columns. */
void enr_sheet_draw_grid (EnrDrawnPage *page,
                          const GArray *columns,
                          double top,
                          double bottom);

/** The left and right ends of the columns. */
double enr_sheet_left (const GArray *columns);
double enr_sheet_right (const GArray *columns);

/** A name with its kana small above it; in a high cell they stay together in the middle. */
void enr_sheet_draw_name (const EnrForm *form,
                          EnrDrawnPage *page,
                          const EnrRect *cell,
                          const char *name,
                          const char *kana);

/** A sentence in the place of rows. */
void enr_sheet_draw_sentence (const EnrForm *form,
                              EnrDrawnPage *page,
                              const GArray *columns,
                              double top,
                              const char *sentence);

/** A table of values for {fields}: g_strdup()ed names and values; see enr_sheet_set(). */
GHashTable *enr_sheet_values_new (void) G_GNUC_WARN_UNUSED_RESULT;

/** Sets a value by a printf format; "" or %NULL for none. */
void enr_sheet_set (GHashTable *values,
                    const char *name,
                    const char *format,
                    ...) G_GNUC_PRINTF (3, 4);

/** "0歳児", "異年齢" for -1. */
char *enr_sheet_dup_age (int class_age) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
