/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * "The same for all" below a heading of the notebook: one value for every child of the class.
 */
#pragma once

#include "app/contact/notebook-grid.h"

G_BEGIN_DECLS

#define ENR_TYPE_NOTEBOOK_FILL (enr_notebook_fill_get_type ())
G_DECLARE_FINAL_TYPE (EnrNotebookFill, enr_notebook_fill, ENR, NOTEBOOK_FILL, GtkPopover)

/** Asks below @button what is to stand in the column. It goes by itself. */
EnrNotebookFill *enr_notebook_fill_show (GtkWidget *button,
                                         const EnrNotebookHead *head);

/*
 * EnrNotebookFill::fill (fill, const char *text, gboolean all): @text is %NULL for yesterday's of each;
 * @all: where something is written, too.
 */

G_END_DECLS
