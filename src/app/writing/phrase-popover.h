/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Phrases (文例) where one writes: Ctrl+Space shows those that fit at the cursor, Ctrl+Shift+Space puts the
 * selected text into the bank. Both are in the menu of the text too, because some input methods take
 * Ctrl+Space for themselves.
 */
#pragma once

#include <gtk/gtk.h>

#include "app/session.h"

G_BEGIN_DECLS

#define ENR_TYPE_PHRASE_POPOVER (enr_phrase_popover_get_type ())
G_DECLARE_FINAL_TYPE (EnrPhrasePopover, enr_phrase_popover, ENR, PHRASE_POPOVER, GtkPopover)

/**
 * Gives a text view the actions "phrase.open" and "phrase.add", their keys, and a menu of both. @section is
 * the key of the text ("aims", "days/mon/activity": the phrases are the section's, what is before the first
 * slash), "" for any; @age the class age, -1 for any; @month 1 to 12, 0 for any. Once more on the same view
 * only changes these. The view keeps its buffer. While an input method composes, neither key does anything,
 * and while the view cannot be edited nothing is put in.
 */
void enr_phrase_popover_attach (GtkTextView *view,
                                EnrSession *session,
                                const char *section,
                                int age,
                                int month);

G_END_DECLS
