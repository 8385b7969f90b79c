/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The page of words to look at again in the window of phrases and wording.
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

#define ENR_TYPE_PHRASES_WORDS (enr_phrases_words_get_type ())
G_DECLARE_FINAL_TYPE (EnrPhrasesWords, enr_phrases_words, ENR, PHRASES_WORDS, AdwBin)

/** Shows the list of a nursery; once. */
void enr_phrases_words_begin (EnrPhrasesWords *self,
                              EnrSession *session);

/** Nothing is read or shown any more. */
void enr_phrases_words_stop (EnrPhrasesWords *self);

void enr_phrases_words_focus_search (EnrPhrasesWords *self);

G_END_DECLS
