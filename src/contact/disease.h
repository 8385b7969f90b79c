/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Infectious diseases (感染症) with the paper that is asked for and the rule by which a child may come again
 * (登園のめやす, FACTS 8). A new file has the 22 of the guideline; the nursery may change them, because
 * municipalities ask for other papers.
 */
#pragma once

#include "base/date.h"
#include "store/db.h"

G_BEGIN_DECLS

/** The days from which a return is counted. */
typedef enum
{
  ENR_ANCHOR_NONE,
  ENR_ANCHOR_ONSET,    /* 発症日 */
  ENR_ANCHOR_FEVER,    /* 解熱日 */
  ENR_ANCHOR_RELIEF,   /* 症状が軽くなった・なくなった日 */
  ENR_ANCHOR_SWELLING, /* 腫れが出た日 */
  ENR_ANCHOR_MEDICINE, /* 抗菌薬を飲み始めた日 */
  ENR_N_ANCHORS,
} EnrAnchor;

/** The word that the database and enrokuctl use: "onset", ...; "" for none. Static. */
const char *enr_anchor_key (EnrAnchor anchor);
/** ENR_ANCHOR_NONE for any other word. */
EnrAnchor enr_anchor_from_key (const char *key);
/** What it is called, translated. Static. */
const char *enr_anchor_label (EnrAnchor anchor);

/** The paper with which a child comes again. */
typedef enum
{
  ENR_RETURN_PAPER_NONE,
  ENR_RETURN_PAPER_OPINION,     /* 意見書, of a doctor */
  ENR_RETURN_PAPER_FORM, /* 登園届, of the guardian */
} EnrReturnPaper;

const char *enr_return_paper_key (EnrReturnPaper paper);
EnrReturnPaper enr_return_paper_from_key (const char *key);
const char *enr_return_paper_label (EnrReturnPaper paper);

typedef struct
{
  char *key;
  char *name;
  EnrReturnPaper paper;
  char *criteria;      /* 登園のめやす, in words */
  char *infectious;    /* 感染しやすい期間 */
  EnrAnchor anchor[2]; /* both of them hold; NONE, NONE: by the words alone */
  int days[2];         /* a child may come on the anchor's day + days; -1 beside NONE */
  char *note;
  gboolean is_active;  /* offered for new entries */
} EnrDisease;

/** An own disease without a name or rule; not yet stored. */
EnrDisease *enr_disease_new (void) G_GNUC_WARN_UNUSED_RESULT;
EnrDisease *enr_disease_copy (const EnrDisease *self) G_GNUC_WARN_UNUSED_RESULT;
void enr_disease_free (EnrDisease *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrDisease, enr_disease_free)

/** All by position, those no longer offered among them. (element-type EnrDisease) */
GPtrArray *enr_disease_list (EnrDb *db,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The disease of a key; UNKNOWN. */
EnrDisease *enr_disease_load (EnrDb *db,
                              const char *key,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The disease that a word names: a key, a name, or the beginning of one name only ("おたふく" also where it
 * stands in brackets). UNKNOWN names all, AMBIGUOUS those that fit. */
EnrDisease *enr_disease_find (EnrDb *db,
                              const char *word,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * Makes (@key "": a new one at the end, which is then in @self) or changes a disease. @seen is what was
 * read, %NULL for a new one: CHANGED where it is no longer so. INVALID for a blank name, one that another
 * disease has, a second anchor without a first or the same twice, days outside of 0 to 60.
 */
gboolean enr_disease_save (EnrDb *db,
                           const EnrActor *actor,
                           EnrDisease *self,
                           const EnrDisease *seen,
                           GError **error);

/** Sets the order: @keys has all of them, the first first; %NULL-terminated. */
gboolean enr_disease_order (EnrDb *db,
                            const EnrActor *actor,
                            const char *const *keys,
                            GError **error);

/*
 * The rule, apart from any database.
 */

typedef enum
{
  ENR_RETURN_ON,      /* from EnrReturn.day on */
  ENR_RETURN_MISSING, /* not known, because the day of EnrReturn.missing is not */
  ENR_RETURN_WORDS,   /* by the criteria's words alone */
} EnrReturnKind;

typedef struct
{
  EnrReturnKind kind;
  EnrDate day;       /* ON: the earliest day; MISSING: not before this, where an anchor is known, or NONE */
  EnrAnchor missing; /* MISSING: the first that is */
} EnrReturn;

/**
 * When a child may come again at the earliest. @anchors has ENR_N_ANCHORS days, ENR_DATE_NONE where not
 * known. The anchor's day is day 0 (FACTS 8: 「5日を経過」 ends with day 5, so day 6 is the first), and of two
 * anchors the later result holds.
 */
EnrReturn enr_disease_return_day (const EnrDisease *disease,
                                  const EnrDate *anchors);

/** "may come from 2026-06-16", "not known yet: 解熱日 is missing", "by the words: …"; translated. */
char *enr_return_dup_text (const EnrReturn *self,
                           const EnrDisease *disease) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
