/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the files of the notebook share.
 */
#pragma once

#include "contact/notebook.h"

G_BEGIN_DECLS

/** As it is stored: texts tidied, events in order, fields of the other side left out. */
EnrNotebookPage *enr_notebook_page_dup_tidy (const EnrNotebookPage *self) G_GNUC_WARN_UNUSED_RESULT;

/** INVALID for what cannot be stored. */
gboolean enr_notebook_page_check (const EnrNotebookPage *self,
                                  GError **error);

/** What @mine changed since @seen, put onto @present; %NULL where both changed the same otherwise. It has the
 * version of @present. */
EnrNotebookPage *enr_notebook_page_merge (const EnrNotebookPage *mine,
                                          const EnrNotebookPage *seen,
                                          const EnrNotebookPage *present) G_GNUC_WARN_UNUSED_RESULT;

/** enr_notebook_load_page() without asking for the child. */
EnrNotebookPage *enr_notebook_read_page (EnrDb *db,
                                         const EnrUuid *child_id,
                                         EnrDate day,
                                         EnrNotebookSide side,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean enr_notebook_event_equal (const EnrNotebookEvent *a,
                                   const EnrNotebookEvent *b);

/** Brings what home's page says of collection to the board: @page is as it is to be stored. @was_other is set
 * where somebody else's entry of the board was written over or left. NOT_ENROLLED, CLOSED (only where the
 * board would change) and ORDER; nothing is written then. */
gboolean enr_notebook_settle_plan_in_txn (EnrDb *db,
                                          const EnrNotebookPage *page,
                                          gboolean *was_other,
                                          GError **error);

/** enr_notebook_save() within a transaction. */
GPtrArray *enr_notebook_save_in_txn (EnrDb *db,
                                     const EnrActor *actor,
                                     const GPtrArray *pages,
                                     const GPtrArray *seen,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
