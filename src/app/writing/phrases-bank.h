/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The page of phrases in the window of phrases and wording.
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"
#include "writing/kind.h"

G_BEGIN_DECLS

#define ENR_TYPE_PHRASES_BANK (enr_phrases_bank_get_type ())
G_DECLARE_FINAL_TYPE (EnrPhrasesBank, enr_phrases_bank, ENR, PHRASES_BANK, AdwBin)

/** Shows the bank of a nursery; once. */
void enr_phrases_bank_begin (EnrPhrasesBank *self,
                             EnrSession *session,
                             EnrWritingKinds *kinds);

/** Nothing is read or shown any more. */
void enr_phrases_bank_stop (EnrPhrasesBank *self);

void enr_phrases_bank_focus_search (EnrPhrasesBank *self);

G_END_DECLS
