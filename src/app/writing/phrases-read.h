/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Reading phrases, or words, in from a CSV file.
 */
#pragma once

#include <gtk/gtk.h>

#include "app/session.h"
#include "writing/kind.h"

G_BEGIN_DECLS

/** Asks for a file over @parent and puts what it has into the bank; says how much that was, or what is wrong
 * with the file. @kinds: whose headings the file may have, referenced; %NULL for the words. */
void enr_phrases_read_start (GtkWindow *parent,
                             EnrSession *session,
                             EnrWritingKinds *kinds);

G_END_DECLS
