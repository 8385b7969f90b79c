/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What may stand where in a form description. Only form-read.c includes this.
 */
#pragma once

#include <glib.h>

#define MAX_ATTRIBUTES 8

typedef enum
{
  TEXT,
  NUMBER,
  INTEGER,
  CHOICE, /* one of a list, separated by bars */
  AGES,   /* "0-2" or "3" */
} Type;

typedef struct
{
  const char *name;
  Type type;
  gboolean is_required;
  double minimum;
  double maximum;
  const char *choices;
} Attribute;

typedef enum
{
  FORM,
  PAPER,
  MARGINS,
  FONT,
  SIZES,
  APPROVAL,
  BOX,
  HEADER,
  HEADER_LINE,
  ROWS,
  COLUMNS,
  COLUMN,
  SYMBOLS,
  SYMBOL,
  SUMS,
  SUM,
  LEGEND,
  LEGEND_LINE,
  FOOTER,
  FOOTER_LINE,
  N_ELEMENTS,
  NOWHERE = N_ELEMENTS,
} Element;

typedef struct
{
  const char *name;
  Element parent;
  gboolean is_repeated;
  gboolean is_required; /* in its parent, at least once */
  Attribute attributes[MAX_ATTRIBUTES];
} ElementRule;

/* clang-format off */
#define LINE_ATTRIBUTES                                                             \
  { { "text", TEXT, TRUE },                                                         \
    { "at", CHOICE, FALSE, 0, 0, "left|center|right" },                             \
    { "size", CHOICE, FALSE, 0, 0, "title|header|heading|cell|small" },             \
    { "bold", CHOICE, FALSE, 0, 0, "no|yes" } }

static const ElementRule rules[N_ELEMENTS] = {
  [FORM] = { "form", NOWHERE, FALSE, TRUE,
    { { "id", TEXT, TRUE }, { "title", TEXT, TRUE },
      { "classes", CHOICE, FALSE, 0, 0, "new-page|follow" } } },
  [PAPER] = { "paper", FORM, FALSE, TRUE,
    { { "size", CHOICE, TRUE, 0, 0, "A3|A4|A5|B4|B5" },
      { "orientation", CHOICE, TRUE, 0, 0, "landscape|portrait" } } },
  [MARGINS] = { "margins", FORM, FALSE, FALSE,
    { { "top", NUMBER, TRUE, 4, 60 }, { "bottom", NUMBER, TRUE, 4, 60 },
      { "left", NUMBER, TRUE, 4, 60 }, { "right", NUMBER, TRUE, 4, 60 } } },
  [FONT] = { "font", FORM, FALSE, FALSE, { { "family", TEXT, TRUE } } },
  [SIZES] = { "sizes", FORM, FALSE, FALSE,
    { { "title", NUMBER, FALSE, 6, 40 }, { "header", NUMBER, FALSE, 5, 30 },
      { "heading", NUMBER, FALSE, 4, 20 }, { "cell", NUMBER, FALSE, 4, 20 },
      { "small", NUMBER, FALSE, 4, 20 }, { "minimum", NUMBER, FALSE, 3, 20 } } },
  [APPROVAL] = { "approval", FORM, FALSE, FALSE,
    { { "width", NUMBER, TRUE, 8, 40 }, { "height", NUMBER, TRUE, 8, 40 } } },
  [BOX] = { "box", APPROVAL, TRUE, TRUE, { { "label", TEXT, TRUE } } },
  [HEADER] = { "header", FORM, FALSE, FALSE, { { NULL } } },
  [HEADER_LINE] = { "line", HEADER, TRUE, TRUE, LINE_ATTRIBUTES },
  [ROWS] = { "rows", FORM, FALSE, TRUE,
    { { "height", NUMBER, TRUE, 3, 60 }, { "minimum-height", NUMBER, FALSE, 3, 60 },
      { "heading-height", NUMBER, FALSE, 3, 40 }, { "per-page", INTEGER, FALSE, 1, 100 } } },
  [COLUMNS] = { "columns", FORM, FALSE, TRUE, { { NULL } } },
  [COLUMN] = { "column", COLUMNS, TRUE, TRUE,
    { { "field", TEXT, TRUE }, { "heading", TEXT, TRUE }, { "group", TEXT },
      { "width", NUMBER, FALSE, 3, 300 }, { "weight", NUMBER, FALSE, 0.1, 100 },
      { "align", CHOICE, FALSE, 0, 0, "left|center|right" }, { "ages", AGES },
      { "wrap", CHOICE, FALSE, 0, 0, "no|yes" } } },
  [SYMBOLS] = { "symbols", FORM, FALSE, FALSE, { { NULL } } },
  [SYMBOL] = { "symbol", SYMBOLS, TRUE, TRUE,
    { { "state", TEXT }, { "absence", TEXT }, { "text", TEXT, TRUE } } },
  [SUMS] = { "sums", FORM, FALSE, FALSE, { { NULL } } },
  [SUM] = { "sum", SUMS, TRUE, TRUE, { { "field", TEXT, TRUE }, { "heading", TEXT, TRUE } } },
  [LEGEND] = { "legend", FORM, FALSE, FALSE, { { NULL } } },
  [LEGEND_LINE] = { "line", LEGEND, TRUE, TRUE, LINE_ATTRIBUTES },
  [FOOTER] = { "footer", FORM, FALSE, FALSE, { { NULL } } },
  [FOOTER_LINE] = { "line", FOOTER, TRUE, TRUE, LINE_ATTRIBUTES },
};
/* clang-format on */
