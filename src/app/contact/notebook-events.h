/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Events of a kind as one text and back.
 */
#pragma once

#include "contact/notebook.h"

G_BEGIN_DECLS

/** "21:00-6:30"; "18:30 完食 カレー / 7:00 半分"; "" for none. */
char *enr_notebook_events_dup_text (const EnrNotebookPage *page,
                                    EnrNotebookEventKind kind) G_GNUC_WARN_UNUSED_RESULT;

/** Puts what was typed in the place of the events of that kind. INVALID, and the page stays. */
gboolean enr_notebook_events_set_text (EnrNotebookPage *page,
                                       EnrNotebookEventKind kind,
                                       const char *text,
                                       GError **error);

/** What stands behind an event's time: "180", "2回 軟便", "完食 カレー", "36.8". */
char *enr_notebook_event_dup_words (const EnrNotebookEvent *event) G_GNUC_WARN_UNUSED_RESULT;

/** Takes that of what was typed; INVALID for what is no temperature. */
gboolean enr_notebook_event_set_words (EnrNotebookEvent *event,
                                       const char *text,
                                       GError **error);

/** Replaces the events of a kind by copies of those of another page. */
void enr_notebook_events_copy (EnrNotebookPage *page,
                               const EnrNotebookPage *from,
                               EnrNotebookEventKind kind);

/** Whether two events of a kind say the same. */
gboolean enr_notebook_event_is_same (const EnrNotebookEvent *a,
                                     const EnrNotebookEvent *b);

gboolean enr_notebook_events_equal (const EnrNotebookPage *a,
                                    const EnrNotebookPage *b,
                                    EnrNotebookEventKind kind);

G_END_DECLS
