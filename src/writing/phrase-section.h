/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The sections that phrases belong to, as people know them: the bank has a section's key, which is one in
 * many kinds (ねらい of 月案, 週案 and 保育日誌 are all "aims"), people read its heading.
 */
#pragma once

#include "writing/kind.h"

G_BEGIN_DECLS

/** The notes of the contact notebook (連絡帳), which no kind of writing is. */
#define ENR_PHRASE_NOTEBOOK "notebook"

typedef struct
{
  char *key;
  char *label; /* the heading that most kinds give it, of several the shortest */
  char *kinds; /* 月案、週案、保育日誌 */
} EnrPhraseSection;

/** The sections in which people write, in the order of the shelf, and the contact notebook. No two have one
 * label. (element-type EnrPhraseSection) */
GPtrArray *enr_phrase_sections_new (const EnrWritingKinds *kinds) G_GNUC_WARN_UNUSED_RESULT;

/** The place of a key among them; G_MAXUINT where no kind has it (any more). */
guint enr_phrase_sections_find (GPtrArray *sections,
                                const char *key);

/** The label of a key, or the key where no kind has it. Borrowed from one of both. */
const char *enr_phrase_sections_label (GPtrArray *sections,
                                       const char *key);

/** The key of what a person wrote: a label, a heading that only this section has, or a key; a key that no
 * kind has (any more) is taken as it is. %NULL where it is none of them. Borrowed from one of both. */
const char *enr_phrase_sections_key (GPtrArray *sections,
                                     const EnrWritingKinds *kinds,
                                     const char *word);

G_END_DECLS
