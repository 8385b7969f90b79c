/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Forms made for a test, part by part, and what is to be filled into them.
 */
#pragma once

#include "sheets/fill.h"

/* A zip of NAME, CONTENT pairs up to NULL. A name that begins with '=' is stored, not compressed. */
GBytes *form_zip (const char *name,
                  ...) G_GNUC_NULL_TERMINATED;

/* A workbook with one sheet, "様式1", whose worksheet holds @inner, and shared strings of these si
 * elements (or NULL for none). Its styles: 0 plain, 1 with lines all around, 2 a date with lines,
 * 3 a time, 4 lines below only. */
GBytes *form_xlsx (const char *inner,
                   const char *strings);

/* An ODS whose table:table elements are @tables. Cell styles: "ce1" with lines, "ce2" a date. */
GBytes *form_ods (const char *tables);

/* An ODT whose office:text holds @text. Paragraph style "P1" is its own. */
GBytes *form_odt (const char *text);

/* A member's text. */
char *form_member (GBytes *form,
                   const char *name);

/* The compressed bytes of a member. */
GBytes *form_raw_member (GBytes *form,
                         const char *name);

/* The names of the members, joined by blanks. */
char *form_member_names (GBytes *form);

/* Fills, must succeed with all that was meant and nothing unknown, and returns a member. */
char *form_fill (GBytes *form,
                 const EnrSheetData *data,
                 guint n_meant,
                 const char *member);

/* Fills, must fail with this code and a message that has each of the '|' separated words. */
void form_refuse (GBytes *form,
                  const EnrSheetData *data,
                  EnrSheetError code,
                  const char *words);

/* facility.name, month (text), month.number, today (2026-06-05), opens (7:30), weekday.1..30 and a list
 * "children" of @n with name, kana, number, birth-date, arrived, attendance.1..30 (31 known, blank). */
EnrSheetData *form_data (guint n);
