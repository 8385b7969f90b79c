/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A line of the bank: a phrase, or a word to look at again.
 */
#pragma once

#include <glib-object.h>

#include "writing/phrase.h"

G_BEGIN_DECLS

#define ENR_TYPE_PHRASES_ITEM (enr_phrases_item_get_type ())
G_DECLARE_FINAL_TYPE (EnrPhrasesItem, enr_phrases_item, ENR, PHRASES_ITEM, GObject)

/** @phrase is taken over. May be called on any thread. */
EnrPhrasesItem *enr_phrases_item_new_phrase (EnrPhrase *phrase,
                                             GPtrArray *sections) G_GNUC_WARN_UNUSED_RESULT;

/** @word is taken over. */
EnrPhrasesItem *enr_phrases_item_new_word (EnrStyleWord *word) G_GNUC_WARN_UNUSED_RESULT;

/** What the line is about; %NULL where it is about the other. Borrowed. */
const EnrPhrase *enr_phrases_item_get_phrase (EnrPhrasesItem *self);
const EnrStyleWord *enr_phrases_item_get_word (EnrPhrasesItem *self);

/** What the line says: the text, what it is for, and a mark ("" for none). Borrowed. */
const char *enr_phrases_item_get_text (EnrPhrasesItem *self);
const char *enr_phrases_item_get_detail (EnrPhrasesItem *self);
const char *enr_phrases_item_get_mark (EnrPhrasesItem *self);

/** Whether two lines are about the same and say the same. */
gboolean enr_phrases_item_is_same (EnrPhrasesItem *self,
                                   EnrPhrasesItem *other);

G_END_DECLS
