/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What is known of a letter when it has been read.
 */
#pragma once

#include "sheets/sheets-private.h"

G_BEGIN_DECLS

/* A style that the letter has for itself. */
typedef struct
{
  char *name;
  gboolean is_of_table;
  gsize start;
  gsize tag_end;
  gsize end;
  gsize properties; /* the opening tag of its paragraph's or table's properties, both 0 for none */
  gsize properties_end;
} EnrLetterStyle;

typedef struct
{
  GBytes *bytes; /* borrowed from the package */
  const char *data;
  GPtrArray *riches; /* EnrRich, of the body */
  GPtrArray *styles; /* EnrLetterStyle */
  GArray *ids;       /* EnrPiece: tags with an xml:id in the body */
  gsize styles_at;   /* where a new style goes */
  gboolean has_styles;
  gsize body_start;
  gsize body_end;
  gboolean has_page_anchor;
  /* The first paragraph or table of the body, that the page break goes to. */
  gsize first_start;
  gsize first_end;
  gboolean first_is_table;
  char *first_style;
} EnrLetterText;

EnrLetterText *enr_letter_text_read (EnrPackage *package,
                                     GError **error);
void enr_letter_text_free (EnrLetterText *text);

/* clang-format off */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrLetterText, enr_letter_text_free)
/* clang-format on */

G_END_DECLS
