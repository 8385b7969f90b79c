/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Phrases (文例): a bank of sentences by age, month, section and domain, the project's small starting
 * set and the nursery's own.
 */
#pragma once

#include "base/csv.h"
#include "store/db.h"

G_BEGIN_DECLS

#define ENR_ALL_MONTHS 4095

typedef struct
{
  EnrUuid id;
  char *text;
  char *section;  /* a section's key, "" for all */
  char *domain;   /* 領域, "" for none */
  int age_first;  /* class age, -1 for all */
  int age_last;
  guint months;   /* bit 0 is January */
  gboolean is_own;
  guint uses;
} EnrPhrase;

EnrPhrase *enr_phrase_new (void) G_GNUC_WARN_UNUSED_RESULT;
void enr_phrase_free (EnrPhrase *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrPhrase, enr_phrase_free)

/** What somebody is writing. */
typedef struct
{
  const char *section; /* the section's key, "" for any */
  int age;             /* class age, -1 for any */
  int month;           /* 1 to 12, 0 for any */
  const char *words;   /* what to find in the text, of any length, words apart by blanks; "" for all */
} EnrPhraseQuery;

/** Whether a phrase has all the words, and how well it fits what is written: 0 not at all, more the better.
 * Pure. Phrases of other sections, ages or months are found by words only. */
guint enr_phrase_score (const EnrPhrase *self,
                        const EnrPhraseQuery *query);

/** The phrases that fit, the best first, at most @limit. (element-type EnrPhrase) */
GPtrArray *enr_phrase_find (EnrDb *db,
                            const EnrPhraseQuery *query,
                            guint limit,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Makes (@id none) or changes a phrase; the line is tidied. INVALID for blank text, one longer than 1,000
 * characters, or ages that are not in order; ALREADY where that section has the same text. */
gboolean enr_phrase_save (EnrDb *db,
                          const EnrActor *actor,
                          EnrPhrase *self,
                          GError **error);

/** Removes phrases. Texts that were written with them stay as they are: they are copies. */
gboolean enr_phrase_remove (EnrDb *db,
                            const EnrActor *actor,
                            const EnrUuid *id,
                            GError **error);

/** Counts that a phrase was used, so that it comes earlier. */
gboolean enr_phrase_use (EnrDb *db,
                         const EnrActor *actor,
                         const EnrUuid *id,
                         GError **error);

/** Puts the project's starting set in, where there is no phrase at all yet; and the starting list of style
 * words, where there is none. @n_added may be %NULL. */
gboolean enr_phrase_start (EnrDb *db,
                           const EnrActor *actor,
                           guint *n_added,
                           GError **error);

/** Phrases from CSV with the headings 文例, 項目, 領域, 年齢 (0 or 0-2), 月 (4 or 4;5;6), in any order; only 文例 is
 * needed. All or none: a bad row is refused with FILE:LINE:COLUMN. Those that are there already are passed
 * over and not counted. */
gboolean enr_phrase_import (EnrDb *db,
                            const EnrActor *actor,
                            const EnrCsv *csv,
                            guint *n_added,
                            GError **error);

/** All phrases as CSV of the same headings. @replaced: characters that CP932 lacks; may be %NULL. */
GBytes *enr_phrase_export (EnrDb *db,
                           EnrEncoding encoding,
                           guint *replaced,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** A word to look at again (言いかえ). */
typedef struct
{
  char *word;
  char *better;      /* "" where it depends */
  gboolean is_label; /* says what a child is, not what it did */
} EnrStyleWord;

void enr_style_word_free (EnrStyleWord *self);

/** The nursery's list. (element-type EnrStyleWord) */
GPtrArray *enr_style_word_list (EnrDb *db,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean enr_style_word_save (EnrDb *db,
                              const EnrActor *actor,
                              const EnrStyleWord *self,
                              GError **error);
gboolean enr_style_word_remove (EnrDb *db,
                                const EnrActor *actor,
                                const char *word,
                                GError **error);

/** A place in a text. */
typedef struct
{
  gsize offset;             /* in characters */
  gsize length;
  const EnrStyleWord *word; /* borrowed from the list */
} EnrStyleMark;

/** Marks words in a text; never changes it. Of words in one another the longest is marked, and a word
 * that is part of its own better form (子 in 子ども) is not. Pure. (element-type EnrStyleMark), in the
 * order of the text */
GArray *enr_style_check (GPtrArray *words,
                         const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
