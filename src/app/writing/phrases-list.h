/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The lines of the bank, of which one or several are chosen. What is chosen stays so while others change.
 */
#pragma once

#include <adwaita.h>

#include "app/writing/phrases-item.h"

G_BEGIN_DECLS

#define ENR_TYPE_PHRASES_LIST (enr_phrases_list_get_type ())
G_DECLARE_FINAL_TYPE (EnrPhrasesList, enr_phrases_list, ENR, PHRASES_LIST, AdwBin)

/** Shows other lines. @items: (element-type EnrPhrasesItem) */
void enr_phrases_list_set_items (EnrPhrasesList *self,
                                 GPtrArray *items);

/** How many lines there are, and how many of them are chosen. */
guint enr_phrases_list_get_n (EnrPhrasesList *self);
guint enr_phrases_list_get_n_chosen (EnrPhrasesList *self);

/** The chosen lines. (element-type EnrPhrasesItem) */
GPtrArray *enr_phrases_list_dup_chosen (EnrPhrasesList *self) G_GNUC_WARN_UNUSED_RESULT;

/*
 * EnrPhrasesList::open (list, item): a line was pressed twice, or the Enter key on it
 * EnrPhrasesList::chosen (list): others are chosen
 */

G_END_DECLS
