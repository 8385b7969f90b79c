/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The words of the notebook's field that has the keyboard, as buttons below the grid: one touch, or Ctrl and
 * the word's number, writes it and goes on to the next child. A class is written without an input method.
 * The buttons do "notebook.word" (u), "notebook.before" and "notebook.phrase".
 */
#pragma once

#include "app/contact/notebook-part.h"

G_BEGIN_DECLS

#define ENR_TYPE_NOTEBOOK_CHIPS (enr_notebook_chips_get_type ())
G_DECLARE_FINAL_TYPE (EnrNotebookChips, enr_notebook_chips, ENR, NOTEBOOK_CHIPS, GtkBox)

/** Shows the words of a part's field. @hint: what the child had last, "" for nothing. */
void enr_notebook_chips_show (EnrNotebookChips *self,
                              EnrNotebookPart part,
                              const char *hint);

/** No field has the keyboard: how the buttons come is said in their place. */
void enr_notebook_chips_clear (EnrNotebookChips *self);

/** The n-th word (from 0) of a part, or %NULL. */
char *enr_notebook_chips_dup_word (EnrNotebookPart part,
                                   guint n) G_GNUC_WARN_UNUSED_RESULT;

/**
 * What stands in a field once a word is chosen there. A meal keeps the times that are written; in an empty
 * field of the nursery's side it has those of the last day (@hint), as the hour of lunch is the same.
 */
char *enr_notebook_chips_dup_text (EnrNotebookPart part,
                                   EnrNotebookSide side,
                                   const char *text,
                                   const char *hint,
                                   const char *word) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
