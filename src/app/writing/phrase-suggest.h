/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Phrases that are suggested while somebody writes: below the cursor, at most three that have the words just
 * written. They take no key that writing needs: Alt+Down goes to the next, Ctrl+Enter takes it, Escape
 * closes.
 */
#pragma once

#include "app/session.h"

G_BEGIN_DECLS

/** What is written since the last 。 or 、 or the line's beginning, up to the cursor. */
char *enr_phrase_dup_words_before (GtkTextView *view) G_GNUC_WARN_UNUSED_RESULT;

/** Puts a phrase where the cursor is, in one step of the person's; where it begins with what is written there
 * already, instead of that. */
void enr_phrase_put (GtkTextView *view,
                     const char *text);

/** Suggests phrases for a section (its key), a class age and a month, as enr_phrase_find(); again for others.
 * @actions gets the action "suggest" that turns it off and on. */
void enr_phrase_suggest_attach (GtkTextView *view,
                                EnrSession *session,
                                GSimpleActionGroup *actions,
                                const char *section,
                                int age,
                                int month);

G_END_DECLS
