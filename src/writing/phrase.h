/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Phrases (文例): a bank of sentences by age, month, section and domain, the project's small starting
 * set and the nursery's own.
 */
#pragma once

#include "base/csv.h"
#include "store/db.h"
#include "writing/phrase-section.h"

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
EnrPhrase *enr_phrase_copy (const EnrPhrase *self) G_GNUC_WARN_UNUSED_RESULT;
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

/** Removes a phrase. Texts that were written with it stay as they are: they are copies. UNKNOWN. */
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

/*
 * The bank as a whole (phrase-bank.c)
 */

typedef enum
{
  ENR_PHRASES_ALL,     /* that are offered */
  ENR_PHRASES_OWN,     /* of them the nursery's */
  ENR_PHRASES_GIVEN,   /* of them those of the starting set, as they came */
  ENR_PHRASES_REMOVED, /* that are not offered any more */
} EnrPhrasesWhich;

/** What of the bank is looked for. Other than in an EnrPhraseQuery all of it has to fit. */
typedef struct
{
  EnrPhrasesWhich which;
  const char *section; /* a key: its phrases and those for all sections; "" for any */
  const char *domain;  /* "" for any */
  int age;             /* class age: those offered for it; -1 for any */
  int month;           /* 1 to 12: those offered in it; 0 for any */
  const char *words;   /* as in an EnrPhraseQuery */
} EnrPhraseFilter;

/** Whether a phrase that is offered is what is looked for. Pure. */
gboolean enr_phrase_fits (const EnrPhrase *self,
                          const EnrPhraseFilter *filter);

/** The phrases that fit, in the order of @sections, of a section the most used first. (element-type
 * EnrPhrase) */
GPtrArray *enr_phrase_list (EnrDb *db,
                            const EnrPhraseFilter *filter,
                            GPtrArray *sections,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The domains (領域) and the keys of sections that phrases have, removed ones too. (transfer full) */
GStrv enr_phrase_domains (EnrDb *db,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
GStrv enr_phrase_section_keys (EnrDb *db,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** A phrase that is offered. UNKNOWN. */
EnrPhrase *enr_phrase_load (EnrDb *db,
                            const EnrUuid *id,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Changes a phrase that was read as @seen: CHANGED where it is not so any longer, and as enr_phrase_save().
 * How often it was used does not count. One of the starting set that is changed is the nursery's own. */
gboolean enr_phrase_save_seen (EnrDb *db,
                               const EnrActor *actor,
                               EnrPhrase *self,
                               const EnrPhrase *seen,
                               GError **error);

/** Removes phrases, all or none, as they were seen. CHANGED, UNKNOWN. Texts that were written with them
 * stay. @seen: (element-type EnrPhrase) */
gboolean enr_phrase_remove_seen (EnrDb *db,
                                 const EnrActor *actor,
                                 GPtrArray *seen,
                                 GError **error);

/** Brings removed phrases back, all or none. ALREADY where a section has the same text again, UNKNOWN where
 * one is not removed. @phrases: (element-type EnrPhrase) */
gboolean enr_phrase_restore (EnrDb *db,
                             const EnrActor *actor,
                             GPtrArray *phrases,
                             GError **error);

/** Phrases from CSV with the headings 文例, 項目 (a heading or key, enr_phrase_sections_key()), 領域, 年齢 (0 or
 * 0-2), 月 (4 or 4;5;6), in any order; only 文例 is needed. All or none: INVALID tells the bad rows, a line
 * each, with FILE:LINE:COLUMN. Those that are there already are passed over and counted in @n_present.
 * @added: (out) (transfer full) (element-type EnrPhrase) what enr_phrase_remove_seen() takes back. */
gboolean enr_phrase_import (EnrDb *db,
                            const EnrActor *actor,
                            const EnrWritingKinds *kinds,
                            const EnrCsv *csv,
                            GPtrArray **added,
                            guint *n_present,
                            GError **error);

/** All phrases that are offered as CSV of the same headings. @sections: to write their labels, for people;
 * %NULL for their keys. @replaced: characters that CP932 lacks; may be %NULL. */
GBytes *enr_phrase_export (EnrDb *db,
                           GPtrArray *sections,
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

EnrStyleWord *enr_style_word_copy (const EnrStyleWord *self) G_GNUC_WARN_UNUSED_RESULT;
void enr_style_word_free (EnrStyleWord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrStyleWord, enr_style_word_free)

/** The nursery's list. (element-type EnrStyleWord) */
GPtrArray *enr_style_word_list (EnrDb *db,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Those of the list that have all of @words, apart by blanks, in the word or in what is better. */
GPtrArray *enr_style_word_find (EnrDb *db,
                                const char *words,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** UNKNOWN. */
EnrStyleWord *enr_style_word_load (EnrDb *db,
                                   const char *word,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Puts a word on the list, over what is said of it there. INVALID where it is blank, longer than 100
 * characters, or what is better is the same. */
gboolean enr_style_word_save (EnrDb *db,
                              const EnrActor *actor,
                              const EnrStyleWord *self,
                              GError **error);

/** Puts a new word on the list (@seen is %NULL), or changes the one that was read as @seen, its word too:
 * CHANGED or UNKNOWN where it is not so any longer, ALREADY where another is that word. */
gboolean enr_style_word_save_seen (EnrDb *db,
                                   const EnrActor *actor,
                                   const EnrStyleWord *self,
                                   const EnrStyleWord *seen,
                                   GError **error);

/** Takes words off the list, all or none, as they were seen. CHANGED, UNKNOWN. @seen: (element-type
 * EnrStyleWord) */
gboolean enr_style_word_remove_seen (EnrDb *db,
                                     const EnrActor *actor,
                                     GPtrArray *seen,
                                     GError **error);

/** Puts words on the list again, all or none. ALREADY. @words: (element-type EnrStyleWord) */
gboolean enr_style_word_restore (EnrDb *db,
                                 const EnrActor *actor,
                                 GPtrArray *words,
                                 GError **error);

/** Words from CSV with the headings 言葉, 言いかえ, 種類 (表記, or 決めつけ for what labels a child; blank is 表記), in
 * any order; only 言葉 is needed. As enr_phrase_import(): a word that is on the list stays as it is there.
 * @added: (out) (transfer full) (element-type EnrStyleWord) */
gboolean enr_style_word_import (EnrDb *db,
                                const EnrActor *actor,
                                const EnrCsv *csv,
                                GPtrArray **added,
                                guint *n_present,
                                GError **error);

/** The list as CSV of the same headings. @replaced: as in enr_phrase_export(). */
GBytes *enr_style_word_export (EnrDb *db,
                               EnrEncoding encoding,
                               guint *replaced,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

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
