/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Letters to families (お便り) on paper: a copy for each household, with an answer slip to cut off, and a list
 * for handing them out.
 */
#pragma once

#include "contact/announcement.h"
#include "nursery/facility.h"
#include "reports/document.h"

G_BEGIN_DECLS

/** A letter. Strings are never %NULL. */
typedef struct
{
  EnrDate day;
  char *title;
  char *body;
  gboolean is_urgent;
  char *question;       /* "" where nothing is to be answered */
  EnrAnswerKind answer_kind;
  char **choices;       /* of ENR_ANSWER_CHOICE */
  EnrDate answer_until; /* or ENR_DATE_NONE */
  GPtrArray *files;     /* (element-type char*) the names of what is attached */
} EnrFamilyLetter;

/** A letter for one household: no word on it is from another one. */
typedef struct
{
  guint letter;     /* into EnrFamilyLetters.letters */
  char *addressee;  /* without 様 */
  char *children;   /* whom it is about, as far as this household may know, with their classes */
  char *class_name; /* in which it is handed out; "" for none */
} EnrFamilyLetterCopy;

typedef struct
{
  EnrFacility *facility;
  EnrDate day;
  GPtrArray *letters; /* (element-type EnrFamilyLetter) */
  GPtrArray *copies;  /* (element-type EnrFamilyLetterCopy) in the order in which they are handed out */
  GArray *waiting;    /* (element-type EnrUuid) the deliveries that are not known to be printed yet */
  GPtrArray *left_out; /* (element-type char*) who may not have one any more, and why; translated */
} EnrFamilyLetters;

EnrFamilyLetter *enr_family_letter_new (void) G_GNUC_WARN_UNUSED_RESULT;
void enr_family_letter_free (EnrFamilyLetter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrFamilyLetter, enr_family_letter_free)

EnrFamilyLetterCopy *enr_family_letter_copy_new (guint letter,
                                                 const char *addressee,
                                                 const char *children,
                                                 const char *class_name) G_GNUC_WARN_UNUSED_RESULT;
void enr_family_letter_copy_free (EnrFamilyLetterCopy *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrFamilyLetterCopy, enr_family_letter_copy_free)

/** Without letters. Takes @facility. */
EnrFamilyLetters *enr_family_letters_new (EnrFacility *facility,
                                          EnrDate day) G_GNUC_WARN_UNUSED_RESULT;
void enr_family_letters_free (EnrFamilyLetters *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrFamilyLetters, enr_family_letters_free)

/**
 * Lays out every copy on upright A4 pages of its own: addressee, children, date, title, the text over as many
 * pages as it needs (each with title and addressee again), the names of what is attached, and at the foot,
 * where an answer is wanted, a slip to cut off that has the question, place for the answer, and the
 * children's names. Behind them the list for handing out (配付一覧), by class, with boxes to tick. The outline
 * has the households. The same letters give the same bytes. ENR_REPORT_ERROR_EMPTY without a copy,
 * ENR_REPORT_ERROR_FONT.
 */
EnrDocument *enr_family_letters_paper (const EnrFamilyLetters *self,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
