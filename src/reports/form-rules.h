/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What may stand where in a form description. Only form-read.c includes this.
 */
#pragma once

#include "base/description.h"

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
} Element;

/* clang-format off */
#define LINE_ATTRIBUTES                                                                    \
  { { "text", ENR_ATTRIBUTE_TEXT, TRUE },                                                  \
    { "at", ENR_ATTRIBUTE_CHOICE, FALSE, 0, 0, "left|center|right" },                      \
    { "size", ENR_ATTRIBUTE_CHOICE, FALSE, 0, 0, "title|header|heading|cell|small" },      \
    { "bold", ENR_ATTRIBUTE_CHOICE, FALSE, 0, 0, "no|yes" } }

static const EnrElementRule rules[N_ELEMENTS] = {
  [FORM] = { "form", ENR_DESCRIPTION_NOWHERE, FALSE, TRUE,
    { { "id", ENR_ATTRIBUTE_TEXT, TRUE }, { "title", ENR_ATTRIBUTE_TEXT, TRUE },
      { "classes", ENR_ATTRIBUTE_CHOICE, FALSE, 0, 0, "new-page|follow" } } },
  [PAPER] = { "paper", FORM, FALSE, TRUE,
    { { "size", ENR_ATTRIBUTE_CHOICE, TRUE, 0, 0, "A3|A4|A5|B4|B5" },
      { "orientation", ENR_ATTRIBUTE_CHOICE, TRUE, 0, 0, "landscape|portrait" } } },
  [MARGINS] = { "margins", FORM, FALSE, FALSE,
    { { "top", ENR_ATTRIBUTE_NUMBER, TRUE, 4, 60 }, { "bottom", ENR_ATTRIBUTE_NUMBER, TRUE, 4, 60 },
      { "left", ENR_ATTRIBUTE_NUMBER, TRUE, 4, 60 }, { "right", ENR_ATTRIBUTE_NUMBER, TRUE, 4, 60 } } },
  [FONT] = { "font", FORM, FALSE, FALSE, { { "family", ENR_ATTRIBUTE_TEXT, TRUE } } },
  [SIZES] = { "sizes", FORM, FALSE, FALSE,
    { { "title", ENR_ATTRIBUTE_NUMBER, FALSE, 6, 40 }, { "header", ENR_ATTRIBUTE_NUMBER, FALSE, 5, 30 },
      { "heading", ENR_ATTRIBUTE_NUMBER, FALSE, 4, 20 }, { "cell", ENR_ATTRIBUTE_NUMBER, FALSE, 4, 20 },
      { "small", ENR_ATTRIBUTE_NUMBER, FALSE, 4, 20 },
      { "minimum", ENR_ATTRIBUTE_NUMBER, FALSE, 3, 20 } } },
  [APPROVAL] = { "approval", FORM, FALSE, FALSE,
    { { "width", ENR_ATTRIBUTE_NUMBER, TRUE, 8, 40 },
      { "height", ENR_ATTRIBUTE_NUMBER, TRUE, 8, 40 } } },
  [BOX] = { "box", APPROVAL, TRUE, TRUE, { { "label", ENR_ATTRIBUTE_TEXT, TRUE } } },
  [HEADER] = { "header", FORM, FALSE, FALSE, { { NULL } } },
  [HEADER_LINE] = { "line", HEADER, TRUE, TRUE, LINE_ATTRIBUTES },
  [ROWS] = { "rows", FORM, FALSE, TRUE,
    { { "height", ENR_ATTRIBUTE_NUMBER, TRUE, 3, 60 },
      { "minimum-height", ENR_ATTRIBUTE_NUMBER, FALSE, 3, 60 },
      { "heading-height", ENR_ATTRIBUTE_NUMBER, FALSE, 3, 40 },
      { "per-page", ENR_ATTRIBUTE_INTEGER, FALSE, 1, 100 } } },
  [COLUMNS] = { "columns", FORM, FALSE, TRUE, { { NULL } } },
  [COLUMN] = { "column", COLUMNS, TRUE, TRUE,
    { { "field", ENR_ATTRIBUTE_TEXT, TRUE }, { "heading", ENR_ATTRIBUTE_TEXT, TRUE },
      { "group", ENR_ATTRIBUTE_TEXT },
      { "width", ENR_ATTRIBUTE_NUMBER, FALSE, 3, 300 },
      { "weight", ENR_ATTRIBUTE_NUMBER, FALSE, 0.1, 100 },
      { "align", ENR_ATTRIBUTE_CHOICE, FALSE, 0, 0, "left|center|right" },
      { "ages", ENR_ATTRIBUTE_AGES },
      { "wrap", ENR_ATTRIBUTE_CHOICE, FALSE, 0, 0, "no|yes" } } },
  [SYMBOLS] = { "symbols", FORM, FALSE, FALSE, { { NULL } } },
  [SYMBOL] = { "symbol", SYMBOLS, TRUE, TRUE,
    { { "state", ENR_ATTRIBUTE_TEXT }, { "absence", ENR_ATTRIBUTE_TEXT },
      { "text", ENR_ATTRIBUTE_TEXT, TRUE } } },
  [SUMS] = { "sums", FORM, FALSE, FALSE, { { NULL } } },
  [SUM] = { "sum", SUMS, TRUE, TRUE,
    { { "field", ENR_ATTRIBUTE_TEXT, TRUE }, { "heading", ENR_ATTRIBUTE_TEXT, TRUE } } },
  [LEGEND] = { "legend", FORM, FALSE, FALSE, { { NULL } } },
  [LEGEND_LINE] = { "line", LEGEND, TRUE, TRUE, LINE_ATTRIBUTES },
  [FOOTER] = { "footer", FORM, FALSE, FALSE, { { NULL } } },
  [FOOTER_LINE] = { "line", FOOTER, TRUE, TRUE, LINE_ATTRIBUTES },
};
/* clang-format on */
