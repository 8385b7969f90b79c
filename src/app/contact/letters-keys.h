/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The keys of letters that come before the window's, whose undo takes back what was recorded, not what was
 * typed, and whose Ctrl+P knows no letter.
 */
#pragma once

#include "app/contact/letters-view.h"

G_BEGIN_DECLS

/** Watches the keys of the window that @view is in, until enr_letters_keys_remove(). Borrowed. */
GtkEventController *enr_letters_keys_add (EnrLettersView *view);
void enr_letters_keys_remove (EnrLettersView *view,
                              GtkEventController *keys);

G_END_DECLS
