/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * An event on a child's page of the notebook: its kind, its time, and what there is to say of it.
 */
#pragma once

#include <gtk/gtk.h>

#include "contact/notebook.h"

G_BEGIN_DECLS

#define ENR_TYPE_NOTEBOOK_EVENT_ROW (enr_notebook_event_row_get_type ())
G_DECLARE_FINAL_TYPE (EnrNotebookEventRow, enr_notebook_event_row, ENR, NOTEBOOK_EVENT_ROW, GtkBox)

EnrNotebookEventRow *enr_notebook_event_row_new (EnrNotebookEventKind kind,
                                                 EnrNotebookSide side);

EnrNotebookEventKind enr_notebook_event_row_get_kind (EnrNotebookEventRow *self);

/** Shows an event of its kind; a field that has the keyboard stays as it is typed. */
void enr_notebook_event_row_show (EnrNotebookEventRow *self,
                                  const EnrNotebookEvent *event);

/** Takes what is typed; %FALSE, with the field marked, where it cannot be read. */
gboolean enr_notebook_event_row_read (EnrNotebookEventRow *self,
                                      EnrNotebookEvent *event);

void enr_notebook_event_row_set_open (EnrNotebookEventRow *self,
                                      gboolean is_open);

/*
 * EnrNotebookEventRow::edited (row): something was typed.
 * EnrNotebookEventRow::removed (row): it is to go.
 */

G_END_DECLS
