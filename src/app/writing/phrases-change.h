/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Taking lines out of the bank and bringing them back.
 */
#pragma once

#include "app/session.h"
#include "app/writing/phrases-item.h"

G_BEGIN_DECLS

/** Removes what the lines are about, all phrases or all words, as it is shown; says so with a button that
 * takes it back. @items: (element-type EnrPhrasesItem) */
void enr_phrases_change_remove (EnrSession *session,
                                GPtrArray *items);

/** Brings removed phrases back. @items: (element-type EnrPhrasesItem) */
void enr_phrases_change_restore (EnrSession *session,
                                 GPtrArray *items);

/** Says what was added, with a button that removes it. @added: (element-type EnrPhrase) or (element-type
 * EnrStyleWord); a reference is taken. */
void enr_phrases_change_offer_removal (EnrSession *session,
                                       const char *text,
                                       gboolean is_words,
                                       GPtrArray *added);

/** Puts the program's starting set in: the phrases where there never was one, the words where there are none.
 * @is_words: for the sake of the words. */
void enr_phrases_change_start (EnrSession *session,
                               gboolean is_words);

G_END_DECLS
