/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the readers of a workbook's parts share.
 */
#pragma once

#include "sheets/grid-private.h"

G_BEGIN_DECLS

/* Collects the text of an si or is element. */
typedef struct
{
  GArray *pieces; /* EnrPiece */
  GArray *cuts;   /* of readings */
  gsize inner;
  gsize from;
  gsize letters;
  gboolean is_in_reading;
} EnrXlsxText;

void enr_xlsx_text_init (EnrXlsxText *text);
void enr_xlsx_text_clear (EnrXlsxText *text);
/* At the element itself, at the starts and ends of what is in it, and at its end. */
void enr_xlsx_text_open (EnrXlsxText *text,
                         const EnrElement *element);
void enr_xlsx_text_start (EnrXlsxText *text,
                          const EnrElement *element);
void enr_xlsx_text_end (EnrXlsxText *text,
                        const EnrElement *element);
/* %NULL where there is no tag. */
EnrRich *enr_xlsx_text_finish (EnrXlsxText *text,
                               const char *data,
                               const EnrElement *element);

typedef struct
{
  const EnrRich *rich;
  gboolean is_blank;
} EnrXlsxString;

typedef GArray EnrXlsxStrings; /* EnrXlsxString */

gboolean enr_xlsx_read_strings (EnrBook *book,
                                EnrPackage *package,
                                const char *part,
                                EnrXlsxStrings *strings,
                                GError **error);

/* xlsx-sheet.c */
gboolean enr_xlsx_read_sheet (EnrBook *book,
                              EnrGrid *grid,
                              const EnrXlsxStrings *strings,
                              GPtrArray *table_ids,
                              GError **error);

G_END_DECLS
