/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The way back where the nursery's file is damaged: the folder of copies (控え), and one of them in the
 * file's place.
 */
#pragma once

#include "app/application.h"

G_BEGIN_DECLS

/** Adds app.restore (asks for a copy) and app.open-copies (opens their folder), both off. */
void enr_restore_add_actions (EnrApplication *application);

/** Turns them on where a copy would help; the page shows them then. */
void enr_restore_set_offered (EnrApplication *application,
                              gboolean is_offered);

/** Whether a copy would help against what opening said. */
gboolean enr_restore_may_help (const GError *error);

/** What to tell: the error, and where a copy would help the file's name and the folder of copies. */
char *enr_restore_dup_text (const char *path,
                            const GError *error) G_GNUC_WARN_UNUSED_RESULT;

/** Runs enr_db_restore() on a thread of its own. The error of the finish has a sentence to show. */
void enr_restore_async (EnrApplication *application,
                        const char *copy,
                        const char *path,
                        GAsyncReadyCallback callback);
gboolean enr_restore_finish (GAsyncResult *result,
                             GError **error);

G_END_DECLS
