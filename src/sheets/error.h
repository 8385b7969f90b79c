/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What can go wrong as a form is filled. Messages are translated, complete sentences for the user,
 * and name the sheet and the cell where there is one.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* clang-format off */
#define ENR_SHEET_ERROR (enr_sheet_error_quark ())
/* clang-format on */
GQuark enr_sheet_error_quark (void);

typedef enum
{
  ENR_SHEET_ERROR_READ,      /* not a form that can be read: not a zip, broken, another format */
  ENR_SHEET_ERROR_PROTECTED, /* a password is needed to open it */
  ENR_SHEET_ERROR_SIGNED,    /* a digital signature, which filling would make invalid */
  ENR_SHEET_ERROR_TOO_LARGE, /* beyond every form of a city: a zip bomb, or endless tags */
  ENR_SHEET_ERROR_FORMULA,   /* a tag in a formula, or a formula where values would go */
  ENR_SHEET_ERROR_ROOM,      /* not enough free cells for the rows or the days */
  ENR_SHEET_ERROR_TAG,       /* a tag that cannot be understood where it stands */
  ENR_SHEET_ERROR_NO_TAGS,   /* nothing to fill */
  ENR_SHEET_ERROR_COUNT,     /* what was filled is not what was meant; a fault of the program */
  ENR_SHEET_ERROR_OUTPUT,    /* the output is the form itself, or has another ending */
} EnrSheetError;

G_END_DECLS
