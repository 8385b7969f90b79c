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

/** Takes what is typed; where it cannot be read, %FALSE, with the field marked, and the event is what it was
 * before it was typed into. */
gboolean enr_notebook_event_row_read (EnrNotebookEventRow *self,
                                      EnrNotebookEvent *event);

/** Whether an event is the one that the row shows, as it was shown or typed last. */
gboolean enr_notebook_event_row_is_of (EnrNotebookEventRow *self,
                                       const EnrNotebookEvent *event);

/** Why what is typed cannot be read, or %NULL. Borrowed. */
const char *enr_notebook_event_row_get_wrong (EnrNotebookEventRow *self);

/** What stands in the fields, as one text. */
char *enr_notebook_event_row_dup_text (EnrNotebookEventRow *self) G_GNUC_WARN_UNUSED_RESULT;

void enr_notebook_event_row_set_open (EnrNotebookEventRow *self,
                                      gboolean is_open);

/*
 * EnrNotebookEventRow::edited (row): something was typed.
 * EnrNotebookEventRow::removed (row): it is to go.
 */

G_END_DECLS
