/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the files of the letters' paper share; not for others.
 */
#pragma once

#include "reports/flow.h"
#include "reports/letter-paper.h"

G_BEGIN_DECLS

#define MM(x) ((x) *ENR_POINTS_PER_MM)
#define ENR_LETTER_WIDTH MM (210)
#define ENR_LETTER_HEIGHT MM (297)
#define ENR_LETTER_LEFT MM (22)
#define ENR_LETTER_RIGHT MM (188)
#define ENR_LETTER_BOTTOM MM (276)

/** A letter with its text broken into lines, once for all households. */
typedef struct
{
  const EnrFamilyLetter *letter;
  EnrFlow *body;
  GPtrArray *files;   /* (element-type EnrFlow) */
  EnrFlow *question;
  GPtrArray *choices; /* (element-type EnrFlow) */
} EnrFamilyLetterFlows;

/** A copy that is being drawn. */
typedef struct
{
  EnrDocument *document;
  const EnrFamilyLetters *letters;
  const EnrFamilyLetterFlows *flows;
  const EnrFamilyLetterCopy *copy;
  char *to; /* "青木 花子 様" */
  EnrDrawnPage *page;
  double y;
} EnrFamilyLetterDrawing;

/** Sets a text into a box; it is made smaller to about half its size before it is squeezed. */
void enr_family_letter_text (EnrDrawnPage *page,
                             double size,
                             gboolean bold,
                             EnrAlign align,
                             double x,
                             double y,
                             double width,
                             double height,
                             const char *text);

/** Goes on to a page with the title and the addressee again, where less than @height is left. */
void enr_family_letter_need (EnrFamilyLetterDrawing *self,
                             double height);

/** Draws a flow at @x from the current place on, over pages. */
void enr_family_letter_draw_flow (EnrFamilyLetterDrawing *self,
                                  const EnrFlow *flow,
                                  double size,
                                  double x);

/* letter-answer.c: the slip to cut off */

/** The sizes of its text, and where it is. */
#define ENR_LETTER_QUESTION_SIZE 11.0
#define ENR_LETTER_QUESTION_WIDTH (ENR_LETTER_RIGHT - ENR_LETTER_LEFT)
#define ENR_LETTER_CHOICE_INDENT MM (8)

/** Draws it at the foot of the page, or of a new one. */
void enr_family_letter_draw_answer (EnrFamilyLetterDrawing *self);

/* letter-list.c */

/** Adds the list for handing out. */
void enr_family_letters_add_list (EnrDocument *document,
                                  const EnrFamilyLetters *letters);

G_END_DECLS
