/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A field of the contact notebook, in the grid and on a child's page: a line, a choice of few words, or
 * a note. What yesterday's was stands grey in it while it is empty.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  ENR_NOTEBOOK_INPUT_LINE,
  ENR_NOTEBOOK_INPUT_CHOICE,
  ENR_NOTEBOOK_INPUT_NOTE,
} EnrNotebookInput;

#define ENR_TYPE_NOTEBOOK_CELL (enr_notebook_cell_get_type ())
G_DECLARE_FINAL_TYPE (EnrNotebookCell, enr_notebook_cell, ENR, NOTEBOOK_CELL, GtkWidget)

/** An empty field called @name. @choices: (nullable): the words of a choice, %NULL-terminated, static.
 * Signal "edited": a person has changed it. */
EnrNotebookCell *enr_notebook_cell_new (EnrNotebookInput input,
                                        const char *const *choices,
                                        const char *name);

/** What is written; "" for nothing. */
char *enr_notebook_cell_dup_text (EnrNotebookCell *self) G_GNUC_WARN_UNUSED_RESULT;

/** Shows another text, without "edited"; nothing happens where it is this one. */
void enr_notebook_cell_set_text (EnrNotebookCell *self,
                                 const char *text);

/** Yesterday's, shown grey while the field is empty; "" for none. */
void enr_notebook_cell_set_hint (EnrNotebookCell *self,
                                 const char *hint);
const char *enr_notebook_cell_get_hint (EnrNotebookCell *self);

/** Why what is written cannot be saved; %NULL where it can. */
void enr_notebook_cell_set_wrong (EnrNotebookCell *self,
                                  const char *why);

/** Whether it differs from what is stored. */
void enr_notebook_cell_set_changed (EnrNotebookCell *self,
                                    gboolean is_changed);

/** Whether anything can be written. */
void enr_notebook_cell_set_open (EnrNotebookCell *self,
                                 gboolean is_open);
gboolean enr_notebook_cell_is_open (EnrNotebookCell *self);

/** Whether an input method composes in it: then every key is its. */
gboolean enr_notebook_cell_is_composing (EnrNotebookCell *self);

/** Whether an arrow key leaves the field from where the cursor is. */
gboolean enr_notebook_cell_may_leave (EnrNotebookCell *self,
                                      GtkDirectionType direction);

/** The text view of a note, or %NULL. Borrowed. */
GtkTextView *enr_notebook_cell_get_view (EnrNotebookCell *self);

G_END_DECLS
