/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A child's page of the notebook: the strip of 24 hours, and every field of both sides.
 */
#pragma once

#include "app/contact/notebook-sheet.h"

G_BEGIN_DECLS

#define ENR_TYPE_NOTEBOOK_CHILD (enr_notebook_child_get_type ())
G_DECLARE_FINAL_TYPE (EnrNotebookChild, enr_notebook_child, ENR, NOTEBOOK_CHILD, GtkBox)

void enr_notebook_child_set_session (EnrNotebookChild *self,
                                     EnrSession *session);

/** Shows a line of the sheet. */
void enr_notebook_child_open (EnrNotebookChild *self,
                              EnrNotebookSheet *sheet,
                              guint line);

/** Shows nothing any more. */
void enr_notebook_child_close (EnrNotebookChild *self);

/** Shows the line as it is in the sheet now. */
void enr_notebook_child_refresh (EnrNotebookChild *self);

/*
 * EnrNotebookChild::back (child, int line): back to the class.
 */

G_END_DECLS
