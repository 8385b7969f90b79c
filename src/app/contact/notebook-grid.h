/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Children down and fields across. The names stay in sight while the fields scroll, and the headings while
 * the children do. Arrows, Tab and Enter go from field to field; Ctrl+D takes yesterday's.
 */
#pragma once

#include "app/contact/notebook-cell.h"

G_BEGIN_DECLS

/** A column as the grid shows it. */
typedef struct
{
  const char *heading; /* translated; static */
  const char *tip;     /* what is written there and how, translated; static; may be NULL */
  EnrNotebookInput input;
  const char *const *choices; /* of a choice: NULL-terminated, static */
  int width;
} EnrNotebookHead;

#define ENR_TYPE_NOTEBOOK_GRID (enr_notebook_grid_get_type ())
G_DECLARE_FINAL_TYPE (EnrNotebookGrid, enr_notebook_grid, ENR, NOTEBOOK_GRID, GtkBox)

/** Takes all lines away and shows these columns. */
void enr_notebook_grid_set_columns (EnrNotebookGrid *self,
                                    const EnrNotebookHead *heads,
                                    guint n_heads);

/** One more child at the end, called @name. */
void enr_notebook_grid_add_row (EnrNotebookGrid *self,
                                const char *name);

/** What stands below the name (欠席 病欠); "" for nothing. */
void enr_notebook_grid_set_state (EnrNotebookGrid *self,
                                  guint row,
                                  const char *state);

guint enr_notebook_grid_get_n_rows (EnrNotebookGrid *self);
guint enr_notebook_grid_get_n_columns (EnrNotebookGrid *self);

/** A field. Borrowed. */
EnrNotebookCell *enr_notebook_grid_get_cell (EnrNotebookGrid *self,
                                             guint row,
                                             guint column);

/** The field that has the keyboard; %FALSE where none has. */
gboolean enr_notebook_grid_find_focus (EnrNotebookGrid *self,
                                       guint *row,
                                       guint *column);

/** Puts the keyboard into a field, or into the first one after it that can be written. */
gboolean enr_notebook_grid_focus_cell (EnrNotebookGrid *self,
                                       guint row,
                                       guint column);

/** From the field that has the keyboard to the next child's, as Enter does. */
void enr_notebook_grid_go_on (EnrNotebookGrid *self);

/*
 * EnrNotebookGrid::edited (grid, guint row, guint column): a person has changed a field.
 * EnrNotebookGrid::head (grid, guint column, GtkWidget *button): a heading was pressed.
 * EnrNotebookGrid::row-activated (grid, guint row): a name was pressed, or F2 in its line.
 */

G_END_DECLS
