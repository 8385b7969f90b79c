/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * 保育所児童保育要録 after the reference form (様式の参考例, FACTS 5.3): a sheet about the child's stay, a sheet
 * about its care. The form's column with the words of the aims (ねらい) is left out: their wording is not in
 * our sources. The ten aspects (10の姿) stand there by name, as the form has them for reference: they are
 * not scored.
 */
#pragma once

#include "reports/document.h"
#include "writing/content.h"

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
  const char *year_focus;     /* 最終年度の重点 */
  const char *personal_focus; /* 個人の重点 */
  const char *development;    /* 保育の展開と子どもの育ち */
  const char *considerations; /* 特に配慮すべき事項 */
  const char *before;         /* 最終年度に至るまでの育ちに関する事項 */
  const EnrContent *content;  /* where texts of the nursery's own sections stand, or %NULL */
  gboolean is_draft;          /* not approved: marked 案 */
} EnrNurseryRecord;

/** Takes the texts of a writing of the kind "nursery-record", and the writing itself for what it has
 * beside them. */
void enr_nursery_record_set_content (EnrNurseryRecord *self,
                                     const EnrContent *content);

/** The papers, two sheets or more a child, in the outline by children. What does not go onto the second
 * sheet goes on with its heading. ENR_REPORT_ERROR_EMPTY for none; ENR_REPORT_ERROR_FONT. */
EnrDocument *enr_nursery_records_new (const EnrNurseryRecord *records,
                                      guint n_records,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
