/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * 保育所児童保育要録 after the reference form (様式の参考例, FACTS 5.3): a sheet about the child's stay, a sheet
 * about its care with the aims (ねらい) at its left, and the sheet about the ten aspects (別添). Aims and aspects
 * are the guideline's words (reports/guideline.h) and stand there for reference: they are not scored.
 */
#pragma once

#include "reports/document.h"
#include "writing/content.h"
#include "writing/kind.h"

G_BEGIN_DECLS

/** What is printed of a child. All is borrowed; texts are never %NULL but may be "". */
typedef struct
{
  /* 入所に関する記録 */
  const char *kana;
  const char *name;
  EnrDate birth_date;
  const char *sex;              /* 男, 女 */
  const char *address;
  const char *guardian;
  const char *guardian_address; /* "" is printed as 児童の欄に同じ where the child's is known */
  EnrDate enrolled;
  EnrDate left;                 /* 卒所 */
  const char *school;           /* 就学先 */
  const char *facility;
  const char *facility_address;
  const char *director;
  const char *teacher;
  /* 保育に関する記録 */
  const EnrWritingKind *kind; /* the description: which boxes there are, their order and height */
  const EnrContent *content;  /* the texts, with the headings of their time; with none an empty form */
  gboolean is_draft;          /* not approved: marked 案 */
} EnrNurseryRecord;

/** The papers, three sheets or more a child, in the outline by children. What does not go onto the second
 * sheet goes on with its heading. ENR_REPORT_ERROR_EMPTY for none; ENR_REPORT_ERROR_FONT;
 * ENR_REPORT_ERROR_FORM where the guideline's words cannot be read. */
EnrDocument *enr_nursery_records_new (const EnrNurseryRecord *records,
                                      guint n_records,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
