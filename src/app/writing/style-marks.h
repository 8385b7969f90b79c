/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Words of the nursery's list (言いかえ) underlined where they are written. The text itself is never changed,
 * and undo knows nothing of it.
 */
#pragma once

#include <gtk/gtk.h>

#include "app/session.h"

G_BEGIN_DECLS

/** Underlines from now on the words of the list in @view's text, and says in a tooltip what is better. Looked
 * over anew 300 ms after the text or the list was changed, on a thread of its own. Once more on the same
 * view does nothing. The view keeps its buffer. */
void enr_style_marks_attach (GtkTextView *view,
                             EnrSession *session);

G_END_DECLS
