/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A plan or record as the paper that it is: as it stands, or any version that was submitted; to be looked at,
 * printed, and saved as PDF.
 *
 * Actions: paper.save (Ctrl+S), paper.print (Ctrl+P); paper.hand-in, to the city, of the version in force and
 * where papers are handed in at all.
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"
#include "writing/kind.h"

G_BEGIN_DECLS

#define ENR_TYPE_WRITING_PAPER_WINDOW (enr_writing_paper_window_get_type ())
G_DECLARE_FINAL_TYPE (EnrWritingPaperWindow,
                      enr_writing_paper_window,
                      ENR,
                      WRITING_PAPER_WINDOW,
                      AdwWindow)

/** Shows the paper over the window that @parent is in. @version is a version that was submitted, or
 * ENR_PRINT_PRESENT. @session and @kinds are referenced. */
void enr_writing_paper_window_show (GtkWidget *parent,
                                    EnrSession *session,
                                    EnrWritingKinds *kinds,
                                    const EnrUuid *id,
                                    int version);

/** Saves the PDF of what is shown; EnrSession::message says how it went. */
void enr_writing_paper_window_save (EnrWritingPaperWindow *self,
                                    const char *path);

G_END_DECLS
